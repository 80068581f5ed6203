"""Times that are named by what happens then: `before the window shuts`, `during construction`, `until the next vote`."""

import re

# Where the name of an occasion ends, if no mark ends it.
_STOP = (
    r"and|but|or|nor|if|unless|while|when|because|as|which|who|that|where|whose|with|without|by|at|for|from|after|before"
    r"|until|under|over|said|says|told|the|a|an|its|their|than|so|then|though|although|in|on|into|through|via|also|even|given|despite"
)
# With one of these it is a clause of its own, whose end nobody can tell.
_VERB = (
    r"will|would|may|might|could|should|shall|can|cannot|is|are|was|were|has|have|had|be|been|to|not|do|does|did"
    r"|it|they|he|she|we|i|you|there"
)
_WORD = rf"(?!(?:{_STOP}|{_VERB})\b)[\w’'/%-]+"
_WHOSE = r"(?:the|this|that|these|those|its|their|our|his|her|my|next|each|any)"
# A place or a person, and no time: before the court, before him.
_NO_TIME = (
    r"(?!(?:(?:the|a|an|this|that|our|its) )?(?:[\w-]+ )?(?:courts?|committees?|judges?|tribunal|panel|parliament|house|congress"
    r"|board|commission|council|inquiry|bench|us|them|him|her|me|you|it|long|now|too|then|that time)\b(?! (?:[a-z]+s|[a-z]+)\b))"
)
_DATED = r"(?: (?:on|in) (?:\d{1,2} [a-z]+|[a-z]+ \d{1,2}|(?:early |late |mid-)?[a-z]+(?: (?:19|20|21)\d\d)?|(?:19|20|21)\d\d)\b)?"
_END = rf"(?=\s*(?:[,.;:!?)”\"—–]|$)|\s+(?:{_STOP})\b)"
_NAME = rf"(?:{_WORD}\s+){{0,4}}{_WORD}{_END}"
# What has its day, whatever it is called.
_EVENT = (
    r"(?:break|deadline|start|launch|opener|opening|finals?|play-?offs?|elections?|vote|referendum|summit|conference|meeting"
    r"|hearing|trial|budget|recess|holidays?|terms?|exams?|harvest|season|window|inauguration|wedding|festival|fair|show"
    r"|anniversary|equinox|solstice|full moon|new moon|high tide|low tide|high water|low water|whistle|interval|handover"
    r"|completion|maturity|expiry|expiration|renewal|date|rains|monsoon|thaw|frosts?|freeze|snows?|agm|annual general meeting"
    r"|results|release|debate|primary|convention|session|match|game|race|round|draw|auction|sale|sitting|review|weekend"
    r"|service|concert|ceremony|dinner|rally|congress|assembly|briefing|press conference|talks|opening (?:night|day)|turn of the year|change of (?:season|shift|government))"
)
_UNIT = r"(?:minutes?|hours?|days?|weeks?|fortnights?|months?|years?|generations?)"
_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|sixty"
    r"|ninety|a few|several|some)"
)
FOUND = re.compile(
    rf"\b(?<![\w'’-])(?:"
    rf"(?:before|ahead\sof|prior\sto|until|till|until\safter)\s+{_NO_TIME}(?:(?:the|this|that|its|their|our|his|her|next)\s+)?{_NAME}{_DATED}"
    rf"|(?:during|throughout)\s+(?!(?:an?|several|many|some|recent|past|last|previous|earlier|these|those|which)\b)(?:{_WHOSE}\s+)?{_NAME}{_DATED}"
    rf"|(?:by|at|in\stime\sfor|into)\s+(?:the|this|that|its|their|our|next)\s+(?:(?!(?:{_STOP}|{_VERB})\b)[\w’'-]+\s+){{0,3}}?{_EVENT}{_END}"
    rf"|for\s+(?:the\s+)?(?:opening\s(?:night|day)|weekend|start\sof\s[a-z ]{{3,20}}(?=[,.;)]))"
    rf"|by\sthe\stime\s+[^,.;:]{{5,50}}?(?=[,.;:)]|$)"
    rf"|(?<![a-z]\s)(?:after|following)\s(?:that|this|(?:the|this|that|its|their|our)\s{_NAME})(?=,|\s(?:you|we|they|it|there)\b)"
    rf"|(?:(?:in|for|within|over|during)\s(?:the\s)?)?{_NUMBER}\s{_UNIT}\s(?:after|before|following)\s(?:(?:the|its|their|that)\s)?{_NAME}"
    r"|(?:(?<=survive\s)|(?<=last\s)|(?<=outlast\s))(?:the|this)\s(?:night|week|weekend|month|winter|summer|season|year|decade"
    r"|century)"
    rf"|(?:within|in)\s{_NUMBER}\sgenerations?"
    rf"|in\s+(?:my|our|his|her|their|your)\s+(?:own\s+)?lifetimes?"
    rf")(?![\w-])"
)
