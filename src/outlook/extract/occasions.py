"""Times that are named by what happens then: `before the window shuts`, `during construction`, `by kick-off`."""

import re

from outlook.extract.span import begins

# Where the name of an occasion ends, if no mark ends it.
_STOP = (
    r"and|but|or|nor|if|unless|while|when|because|as|which|who|that|where|whose|with|without|by|at|for|from|after"
    r"|before"
    r"|until|under|over|said|says|told|the|a|an|its|their|than|so|then|though|although|in|on|into|through|via|also|even"
    r"|given|despite|due|owing|amid|thanks"
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
    r"(?!(?:(?:the|a|an|this|that|our|its) )?(?:[\w-]+ )?(?:courts?|committees?|judges?|tribunal|panel|parliament|house"
    r"|congress|board|commission|council|inquiry|bench|us|them|him|her|me|you|it|long|now|too|then|that time)\b"
    r"(?! (?!(?:on|in|at|for|by|with|and|as|to|next|this)\b)[a-z]+\b)"
    r"|(?:[\w-]+ ){0,2}(?:incentives?|tax(?:es|ation)?|interest|deductions?|subsid(?:y|ies)|depreciation|expenses|fees"
    r"|provisions|exceptionals?|(?:exceptional|one-off|special) (?:items|charges|costs))\b"
    r"|any\b|(?:(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october|[a-z]+day"
    r"|(?:19|20|21)\d\d)\b(?!['’]s))"
)
_MONTH_OR_YEAR = r"(?:early |late |mid-)?[a-z]+(?: (?:19|20|21)\d\d)?|(?:19|20|21)\d\d"
_DATED = rf"(?: (?:on|in) (?:\d{{1,2}} [a-z]+|[a-z]+ \d{{1,2}}|{_MONTH_OR_YEAR})\b)?"
_END = rf"(?=\s*(?:[,.;:!?()\[”\"—–]|$)|\s+(?:{_STOP})\b)"
_NAME = rf"(?:{_WORD} ){{0,4}}{_WORD}{_END}"
# What has its day, whatever it is called.
_EVENT = (
    r"(?:break|peak|trough|height|fortnight|deadline|start|launch|opener|opening|finals?|play-?offs?|elections?|vote"
    r"|referendum|summit|conference"
    r"|meeting|hearing|trial|budget|recess|holidays?|terms?|exams?|harvest|season|window|inauguration|wedding|festival"
    r"|fair|show|anniversary|equinox|solstice|full moon|new moon|high tide|low tide|high water|low water|whistle"
    r"|interval|handover|completion|maturity|expiry|expiration|renewal|date|rains|monsoon|thaw|frosts?|freeze|snows?"
    r"|agm"
    r"|annual general meeting|results|release|debate|primary|convention|session|match|game|race|round|draw|auction|sale"
    r"|sitting|review|weekend|service|concert|ceremony|dinner|rally|congress|assembly|briefing|press conference|talks"
    r"|opening (?:night|day)|turn of the year|change of (?:season|shift|government))"
)
# Not `vote on the budget`: what is voted on is no time.
_ON = "".join(
    rf"(?<!{word}\s)" for word in ("vote", "voted", "votes", "voting", "agree", "agreed", "decide", "deal", "debate")
)
_ON += "(?<!talks\\s)(?<!work\\s)(?<!rule\\s)(?<!report\\s)on"
_UNIT = r"(?:minutes?|hours?|days?|weeks?|fortnights?|months?|years?|generations?)"
_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty"
    r"|forty|sixty|ninety|a few|several|some)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NOT_AHEAD = r"(?!(?:an?|several|many|some|recent|past|last|previous|earlier|these|those|which)\b)"
# Where, and not when: `throughout the region`.
_PLACE = (
    r"(?!(?:[\w’'-]+ ){0,3}?(?:europe|asia|africa|america|world|countr(?:y|ies)|regions?|cit(?:y|ies)|areas?|states?"
    r"|provinces?"
    r"|districts?|count(?:y|ies)|nation|continent|islands?|north|south|east|west|industry|sector|econom(?:y|ies)"
    r"|systems?"
    r"|chains?|organi[sz]ations?|compan(?:y|ies)|groups?|house|buildings?|sites?|networks?|communit(?:y|ies)"
    r"|markets?|kingdom"
    r"|text|documents?|reports?|body|territor(?:y|ies)|valleys?|basins?|governments?|parts|britain|india|china|us|uk"
    r"|eu)\b)"
)
_BEGINNING = begins(
    "between on upon toward towards before ahead prior until till during throughout by at in into for after"
    " following within over the this a an one two three four five six seven eight nine ten eleven twelve fifteen"
    " eighteen twenty thirty forty sixty ninety several some as when soon shortly immediately right straight"
)
FOUND = re.compile(
    (
        rf"\b(?<![\w'’-])(?={_BEGINNING}|\d)(?:"
        rf"(?:before|ahead of(?! the (?:curve|pack|field|game|competition|crowd|rest|others)\b)|prior to|until|till"
        rf"|until after) {_NO_TIME}(?:{_WHOSE} )?{_NAME}{_DATED}"
        rf"|ahead of any {_NAME}"
        rf"|(?:soon|shortly|immediately|right|straight) (?:after|before) (?:{_WHOSE} )?{_NO_TIME}{_NAME}"
        rf"|{_NUMBER} {_UNIT} (?:early|late|ahead of (?:schedule|time|plan)){_END}"
        r"|over (?:the )?(?:[\w-]+ ){1,2}(?:weekends|holidays)"
        r"|(?:during|throughout) (?:this|that|the) (?:period|time|phase|stage|interval)"
        rf"|during {_NOT_AHEAD}(?:{_WHOSE} )?{_NAME}{_DATED}"
        rf"|throughout {_NOT_AHEAD}{_PLACE}(?:{_WHOSE} )?{_NAME}{_DATED}"
        rf"|(?:by|at|after|following|over|{_ON}|in time for|into) (?:the|this|that|its|their|our|next)"
        rf" (?:{_WORD} ){{0,3}}?{_EVENT}{_DATED}{_END}"
        r"|for (?:the )?(?:opening (?:night|day)|weekend|start of [a-z ]{3,20}(?=[,.;)]))"
        rf"|between now and (?:{_WHOSE} )?{_NAME}{_DATED}"
        rf"|in the (?:run[- ]up|lead[- ]up|build[- ]up|hours|days|weeks|months|year) (?:to|before|ahead of"
        rf"|leading up to) (?:{_WHOSE} )?{_NAME}"
        rf"{_DATED}"
        r"|(?:on|upon|at|by|until|before|after) (?:completion|maturity|expiry|delivery|closing|launch|handover)"
        rf"{_END}|(?:at|on) (?:the next )?(?:high|low|spring|neap) (?:tides?|water)"
        rf"|(?:at|by|before|until|towards?) the (?:end|start|beginning|close|height) of {_WHOSE} (?:[a-z]+ )?(?:lease"
        r"|term|contract|mandate|season|trial|project|period|programme|session|war|offer|series|tour|campaign|works?"
        r"|course|run"
        r"|construction|tender|strike|holidays?|rains)"
        rf"|{_NUMBER} {_UNIT} (?:from now|from today|hence|today|tomorrow|on {_WEEKDAY})"
        r"|by the time [^,.;:]{5,50}?(?=[,.;:)]|$)"
        r"|as soon as (?!(?:possible|practicable|you|i)\b)(?:(?!(?:is|are|has|have|was|were|had)\b)[\w’'-]+ ){1,6}?"
        r"[\w’'-]+(?=[,.;:)]|$)"
        rf"|on the (?:day|night|morning|evening|eve) (?:of (?:the )?{_NAME}|itself)"
        rf"|(?:as|when) the (?:{_WORD} ){{0,2}}{_EVENT} (?:begins|starts|opens|ends|closes|arrives|nears|approaches)"
        rf"|(?<![a-z]\s)(?:after|following) (?:that|this|(?:the|this|that|its|their|our) {_NAME})"
        r"(?=,| (?:you|we|they|it|there)\b)"
        rf"|(?:(?:in|for|within|over|during) (?:the )?)?{_NUMBER} {_UNIT} (?:after|before|following)"
        rf" (?:(?:the|its|their|that) )?{_NAME}"
        r"|(?:(?<=survive\s)|(?<=last\s)|(?<=outlast\s))(?:the|this)"
        r" (?:night|week|weekend|month|winter|summer|season|year|decade|century)"
        rf"|(?:within|in) {_NUMBER} generations?"
        r"|(?:with)?in (?:my|our|his|her|their|your) (?:own )?lifetimes?"
        r")(?![\w-])"
    ).replace(" ", r"\s+")
)
