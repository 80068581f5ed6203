"""The time of an outlook as it is shown: all the words that belong to it, or a looser one where the rules find none.

What is found here is only shown. Whether a sentence is an outlook was decided before, without it.
"""

import re
from collections.abc import Iterator, Sequence

from outlook.extract import time_clauses, time_ends, time_phrases, times_last
from outlook.extract.horizons import find_horizon
from outlook.extract.lexicon import lexicon
from outlook.extract.span import Span, begins
from outlook.extract.time_letters import JOINING, has_head, letter_of, may_end_part
from outlook.extract.time_nouns import MEASURE, RECORD, RECORDED, REPEATED
from outlook.extract.time_structure import Whole, whole_times
from outlook.extract.times_of_another import is_of_another

NEAR = 60
NEXT_TO = 24
MOST_PARTS = 3
_CONTINUES = frozenset(" ,\n:–/-")  # behind what a time may go on
_COUNT = (
    r"(?:\d{1,3}(?:\.\d)?|an?|half an?|(?:twenty|thirty|forty|fifty)(?:-[a-z]+)?|one|two|three|four|five|six"
    r"|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|sixty|ninety|several|a few"
    r"|a couple of)"
)
_UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|mornings?|evenings?|weekends?|weeks?|fortnights?|months?"
    r"|quarters?|years?|decades?|generations?|centur(?:y|ies)|seasons?|winters?|summers?|springs?|autumns?|terms?)"
)
_RANGE = rf"(?:(?: (?:to|or|and) |[–-]){_COUNT})?"
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|fri|sat|sun)\b)"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_YEAR = r"(?:19|20|21)\d\d(?:[/–-]\d\d(?:\d\d)?)?"
_NOT = (
    r"(?!(?:and|but|or|nor|if|unless|which|who|that|while|when|because|as|will|would|may|might|could|should"
    r"|shall|can|is|are|was|were|has|have|had|be|to|by|before|until|at|on|in|into|from|after|for|with|without"
    r"|than|then|so|it|they|he|she|we|you|i|there|said|says|though|although|under|over|through|via|despite|given"
    r"|the|an?|its|their|being|having|depending|irrespective|regardless|subject|thanks|owing|remains?|stays?|looks?"
    r"|seems?|appears?|becomes?|continues?|unlikely|likely)\b)"
)
_WORD = rf"{_NOT}[\w’'/%-]+"
_PHRASE = rf"(?:{_WORD}(?: |(?![\w’'/%-]))){{1,5}}"
_END = (
    r"(?<!\s)(?=\s*(?:[,.;:!?()\[”\"—–]|$)|\s+(?:and|but|or|nor|if|unless|while|when|because|as|which|who|that"
    r"|where|with|without|by|at|for|from|after|before|until|under|over|said|says|than|so|then|though|although|in"
    r"|into|on|through|via|even|given|despite|will|would|may|might|could|should|shall|can|is|are|was|were|has"
    r"|have|had|to)\b)"
)
_CLOSE = r"(?<!\s)(?=\s*(?:[,.;:!?()\[”\"—–]|$)|\s+(?:and|but|or|while|although|though|because|unless|if|so|which)\b)"
_WHOSE = r"(?:(?:the|this|that|its|their|our|his|her|an?|my|next) )?"
_PREPOSITION = (
    r"(?:by|before|until|till|through|throughout|in|on|at|during|over|within|after|from|around|towards?|beyond"
    r"|(?:no|not) (?:later|earlier|sooner) than|not before|ahead of|prior to|into|as (?:early|late|soon) as|for"
    r"|following|across"
    r"|inside|come|until after|well (?:before|into|after)|(?:shortly|soon|just|right) (?:before|after))"
)
_ABOUT = r"(?:(?:about|around|roughly|at least|at most|up to|some|another|only|nearly|almost|at about|at around) )?"
_POINT = (
    rf"(?:{_DAY}|(?:early |late |mid-?)?{_MONTH}(?: {_YEAR})?|{_YEAR}|christmas|easter|ramadan|thanksgiving"
    r"|spring|summer|autumn|winter"
    r"|(?:the )?(?:weekend|new year)|tomorrow|tonight|today)"
)
_PART = (
    r"(?:end|start|part|half|days|weeks|hours|stages|months|minutes|years|depths|height|heart|dead|middle|run"
    r"|space|course|rest"
    r"|remainder|turn|close|eve|tail|beginning|edge|whole|entirety|length|duration|lifetime|life|bulk|quarter"
    r"|third|tenure)"
)
_EVENT = (
    r"(?:conference|trial|harvest|kick-?off|term|launch|maturity|delivery|completion|closing|publication"
    r"|discharge|handover|expiry"
    r"|renewal|recess|session|sitting|meeting|budget|election|vote|round|match|game|race|season|campaign"
    r"|congress|parliament|planting"
    r"|sowing|lambing|calving|flowering|migration|monsoon|thaw|ramadan|lent|advent|summit|review|auction|release"
    r"|quarter-?end|month-?end"
    r"|year-?end|half-?term|high water|low water|high tide|low tide|freshers|graduation|retirement|birth|death"
    r"|market|rotation|semester)"
)
_BEGINNING = begins(
    "by before until till through throughout in on at during over within after from around about toward towards"
    " beyond no not ahead prior into as for following across inside come well shortly soon just right time upon"
    " every each the this next any first last between most much all part a an half one two three four five six"
    " seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    " thirty forty fifty sixty ninety several some only nearly almost up another roughly week weeks day days month"
    " months year years hour hours lap round season seasons matchday"
)
_PERIOD = (
    r"(?:day|week|weekend|month|quarter|year|decade|century|morning|afternoon|evening|night|season|session|spring"
    r"|summer|autumn|winter)"
)
_NUMBERED = rf"(?:the )?(?:week|day|month|year|hour|lap|round|season|matchday)s? {_COUNT}{_RANGE}"
# What can stand behind any preposition of time.
_BEHIND_PREPOSITION = (
    r"(?:"
    rf"(?:{_DAY}|today|tomorrow|tonight|(?:this|next|the) {_PERIOD})['’]s {_PHRASE}"  # on Thursday's afternoon tide
    rf"|(?:the|its|their) (?:{_WORD} ){{0,2}}{_PART}(?= of)"  # by the back end of 2028
    rf"|{_ABOUT}(?:{_NUMBERED}|{_COUNT}{_RANGE} (?:{_WORD} )?{_UNIT}|(?:the )?{_POINT}(?: (?:and|or|to) {_POINT})?)"
    r"|(?:the )?(?:early |late )?mid-?(?:[a-z]+noon|morning|evening|winter|summer|season|decade|term|century"
    r"|week|month|year)"
    rf"|(?:the|its|their|our|his|her) (?:next|coming|following|forthcoming|upcoming|{_MONTH}|spring|summer|autumn"
    rf"|winter) {_PHRASE}"
    rf"|the (?:first|second|third|fourth|last|next) (?:{_DAY}|day|night|weekend)"
    r"|the (?:interim|meantime|meanwhile|aftermath)"
    r"|(?:arrival|departure|admission|landing|publication|retirement|renewal|maturity|impact|reopening|re-?entry"
    r"|take-?off)"
    r")"
)
_LOOSE = re.compile(
    (
        rf"\b(?<![\w’'-])(?=\d|{_BEGINNING})(?:(?:"
        rf"(?:{_PREPOSITION} {_BEHIND_PREPOSITION}|{_NUMBERED})(?: of {_WHOSE}{_PHRASE})?"
        rf"|(?:by|before|until|till|after) (?:{_EVENT}|election day|polling day)"
        rf"|{_ABOUT}{_COUNT}{_RANGE} {_UNIT} (?:on|later|hence|from now|from today|or more)"
        rf"|(?:(?:every|each) (?:{_WORD} )?(?:{_UNIT}|{_DAY}) (?:this|next|in|until|from|for the|over the)"
        r"|the (?:week|day|month|year|night|morning) (?:before|after|following|of)"
        rf"|in (?:good )?time for) {_WHOSE}{_PHRASE}"
        rf"){_END}"
        # before this Government is finished
        r"|(?:(?:before|after|by the time|(?:for )?as long as) (?!(?:that|then|long|now|this (?:is|was)"
        r"|(?:the )?(?:mid-)?\d+"
        rf"|(?:the )?(?:early |late |mid-?)?(?:{_MONTH}|{_DAY}|christmas|easter))\b)(?:(?:the|an?|its|their) )?"
        rf"(?:{_WORD} ){{1,5}}?(?:is|are|has|have|can)|for as long as|until such time as)"
        rf" (?:[\w’'/%-]+ ){{0,7}}?[\w’'/%-]+{_CLOSE}"
        rf"|(?:(?<!^)the|(?:for|over|in) the) (?:next|coming|following) (?:{_COUNT} )?(?:{_WORD} )?{_UNIT}"
        rf"|(?:next|this|the coming|the following) (?:christmas|easter|ramadan|eid|diwali|lent|{_POINT})"
        r"|at (?:that|this) (?:point|stage)|at first(?=\s*[.,;:]|$)"
        r"|one day(?=\s*[.,;:]|$| (?:be|have|see|find|become)\b)"
        r"|this (?:session|cycle|sitting|campaign|congress|parliament|planting|lambing|sowing)"
        rf"|(?<!the\s)next (?:{_WORD} )?(?:{_EVENT}|time|issue|cycle|intake|visit|inspection|shift|lesson|episode"
        r"|edition|update|turn)s?"
        rf"|come (?:the |this |next )?(?:{_POINT}|(?:{_WORD} )?{_UNIT})"
        r"|(?<!the\s)(?:first|last) thing(?: (?:tomorrow|on [a-z]+day|in the morning))?|any (?:day|time|moment|minute"
        r"|hour)(?: now| soon)?"
        r"|(?<!look\s)(?<!looks\s)(?<!looking\s)(?<!named\s)(?<!called\s)"
        rf"after (?:the|its|their|his|her|our|this) {_PHRASE}{_CLOSE}"
        rf"|in any (?:one |given )?{_UNIT}(?: of {_WHOSE}{_PHRASE})?"
        rf"|come (?:the |this )?(?:{_WORD} ){{0,2}}(?:frosts?|snows?|thaw|rains|harvest)"
        r"|in (?:due course|the fullness of time|good time|no time|the end)|(?:this|next) time (?:round|around)"
        rf"|(?:for |through )?(?:most|much|all|part|the rest|the best part|the whole) of {_WHOSE}(?:{_UNIT}"
        r"|morning|afternoon|evening)"
        r"|most (?:days|nights|mornings|afternoons|evenings|weekends)"
        rf"|between (?:{_WORD} ){{1,4}}and (?:{_WORD} ){{0,3}}(?:{_POINT}|\d{{1,2}}[:.]\d\d|\d{{4}}(?: {_DAY})?)"
        r")(?![\w-])"
    ).replace(" ", r"\s+")
)
_COUNTS_FROM = re.compile(r"(?:after|before|following)\b")
_PAST = re.compile(
    r"\b(?:last (?:week|month|year|night|summer|winter|spring|autumn|season|term)|recent"
    r"|last (?:[\w-]+ ){1,4}?(?:hours|days|weeks|months|years|decades)(?! of)|since|ago|earlier|previous|past"
    r"|every (?:year|day)|1[0-9]\d\ds?$)\b"
)
_COMPARED = re.compile(r"\b(?:than|as|since|was|were|had|did)(?: \w+)?\s$")

# A time that was found in part: `within a fortnight of the`.
_OPEN = re.compile(r"\bof(?: (?:the|this|that|its|their|our|his|her|an?|my|each))?$")
_BEING = r"(?: (?:being|having) (?:[\w’'-]+ ){0,5}?[\w’'-]+(?=\s*[,.;:!?()\[—–]|$))?"
_REST = re.compile(rf"\s{_WHOSE}{_PHRASE}(?:{_BEING})(?:{_END})".replace(" ", r"\s+"))
_MONTHS = rf"(?:{_MONTH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"  # in full or short
_ZONE = r"(?:utc|gmt|bst|cest|cet|e[sd]?t|c[sd]t|m[sd]t|p[sd]t|hours|hrs|z|local time)"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?"
_CLOCK_OF_DAY = r"\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?"
_BEHIND = re.compile(
    (
        rf"(?: of {_WHOSE}{_PHRASE}{_BEING}{_END}"
        r"|,? (?:to|until|till|through) (?:(?:about|around|approximately|approx\.?) )?"
        rf"(?:\d{{1,2}}[:.]?\d\d(?: {_ZONE})? )?\d{{1,2}} {_MONTHS}(?:,? {_YEAR})?\b"
        rf"|(?: \([a-z]{{2,5}}[^()]{{0,16}}\))?,? on (?:\d{{1,2}} {_MONTHS}|{_MONTHS} \d{{1,2}})(?:,? {_YEAR})?\b"
        rf"|,? from {_CLOCK} (?:to|until|till) {_CLOCK}|[:.]\d\d and {_CLOCK}(?: {_ZONE})?|,? {_CLOCK_OF_DAY}"
        rf"|[–-]\d{{1,2}} {_MONTHS}(?:,? {_YEAR})?\b|/{_MONTHS}\b| in or around {_POINT}"
        rf"|,? (?:at|on|in|of|from) (?:about |around )?(?:the )?(?:\d{{1,2}}[:.]?\d\d(?: ?[ap]\.?m\.?)?(?: (?:utc"
        rf"|gmt|local time))?|{_DAY}(?:,? \d{{1,2}} {_MONTH})?|{_POINT}|{_PART} of {_PHRASE}{_END})"
        r"|(?: or)? (?:so|more|thereabouts|longer|later|earlier|sooner|two|beyond)(?=\s*[,.;:!?()\[—–]|$| (?:and"
        r"|but|if|unless|before|after)\b)"
        r"|,? (?:and|or|but) (?:(?:possibly|perhaps|maybe|probably|very likely|likely|almost certainly) "
        r"(?:longer|later|sooner|earlier)|(?:(?:possibly|perhaps|maybe|probably|very likely|likely|almost certainly"
        r"|well) )*"
        rf"(?:beyond(?: that| then)?|for longer|after that|thereafter)){_END}"
        rf"|,? (?:but|though|although|and) (?:certainly |probably |almost certainly )?not (?:by|before|until"
        rf"|in) {_POINT}{_END}"
        rf"|,? {_POINT} at the (?:latest|earliest)|,? \d{{1,2}} {_MONTH}(?: {_YEAR})?\b| inclusive\b"
        rf"| (?:at (?:the )?(?:least|most)|or the one after|or the (?:year|month|week|day|season) after){_END}"
        r"|,? at the (?:very )?(?:earliest|latest|soonest|outside|most|least)|,? if not (?:sooner|before|earlier"
        r"|later)"
        r"|,? (?:or|and|to|into|until|through to) (?:(?:into|the|possibly|perhaps|maybe|even|more likely|in|by"
        r"|early|late|on) )*(?:(?:the )?(?:next|following|year after|month after|week after|day after)\b"
        rf"|{_POINT}{_END}|{_UNIT}{_END}|{_COUNT} {_UNIT}{_END})"
        rf"| (?:[a-z]+ )?(?:standard |daylight |summer )?time{_END}| (?:e[sd]?t|c[sd]t|m[sd]t|p[sd]t|utc|gmt|bst"
        r"|cest|cet|ist|jst|aest)\b"
        r"| \(\d{1,2}[:.]?\d\d (?:utc|gmt|local|et)[^()]{0,10}\)"
        r"|,? (?:and |or )?(?:most likely|probably|possibly|perhaps|maybe|more likely|at the latest"
        rf"|at the earliest|at best|at worst|ideally) (?:by |in |on |before )?(?:the )?{_POINT}"
        rf"|,? {_YEAR}\b| {_DAY}| (?:morning|afternoon|evening|night|lunchtime)\b"
        r")(?![\w-])"
    ).replace(" ", r"\s+")
)
_COUNTED = re.compile(rf"(?:(?:within|in) )?{_ABOUT}{_COUNT} {_UNIT}".replace(" ", r"\s+"))
_HEAD = re.compile(
    (
        r" (?!(?:even|thanks|subject|depending|owing|due|amid|only|alone|too|instead|again|also|either|anyway|however"
        r"|compared|versus|up|down|out|off|back|away|[a-z]+ly|[a-z]+ing)\b)"
        rf"(?:{_WORD}(?: |(?![\w’'/%-]))){{1,2}}{_CLOSE}"
    ).replace(" ", r"\s+")
)
_AFTER_PREPOSITION = re.compile(_PREPOSITION.replace(" ", r"\s+"))
# `before the season is out`, `between 22:00 on Friday and 06:00 on Saturday`
_OF_CLAUSE = re.compile(r"(?:before|after|until|till|by\s+the\s+time|between(?!.*\sand\s))\b")
_CLAUSE = re.compile(
    (
        r"(?: (?:is|are|has|have) (?:all |fully |finally |well and truly )?(?:out|over|done|up|upon us|through"
        r"|complete"
        rf"|gone|finished|completed|ended|begun|started|passed){_CLOSE}| for the (?:{_UNIT}|night)"
        rf"|(?<=such time) as (?:[\w’'/%-]+ ){{0,7}}?[\w’'/%-]+{_CLOSE})"
    ).replace(" ", r"\s")
)
_SECOND = re.compile(
    (rf" and (?:about |around )?(?:\d{{1,2}}[:.]\d\d|{_PHRASE})(?: (?:on|in|of) {_WHOSE}{_PHRASE})?{_END}").replace(
        " ", r"\s+"
    )
)
_SINCE = re.compile(rf" (?:after|before|following|from) {_WHOSE}{_PHRASE}{_END}".replace(" ", r"\s+"))
_BEFORE = re.compile(
    (
        rf"\b(?:(?:every|each) (?:(?:{_WORD} )?(?:{_UNIT}|{_DAY}) (?:of |in )?)?"
        rf"|(?:for |in |within |after |over )?(?:{_COUNT}|\d+) (?:to|or) |\d+ ?[–-] ?"
        rf"|(?:{_PREPOSITION} )(?:the |its |their )?(?:{_WORD} ){{0,2}}(?:{_UNIT}|{_PART}|morning|afternoon"
        r"|evening|night|weekend|eve|run-up|build-up|approach|anniversary) (?:of|to) (?:the )?"
        r"|(?:some|in each of|in both|for all of|for most of|for much of|this coming|the coming|the following"
        r"|early|late|later(?: on)?|shortly|soon|just|some time|sometime|well|roughly|about|around|right|as early as"
        r"|as late as|as soon as|no (?:earlier|later) than|at the end of|some point|at some point|at any (?:time|point)"
        rf"|(?:{_PREPOSITION} )?the {_UNIT} after|(?:first|last) thing"
        r"|(?:by |at |around )?(?:this|the same) time|very|quite|(?:this|next|on|from|by|until) [a-z]+day"
        r"|(?:the )?(?:end|start|beginning|middle|back end) of"
        r"|(?:in |by |from |until )?(?:early|mid|late)-? (?:to|or)) )$"
    ).replace(" ", r"\s+")
)

# The last word of what may belong to a time before it: most words are no such word, and need no closer look.
_LAST_BEFORE = re.compile(
    r"(?:\(|\b(?:every|each|of|in|on|to|or|the|some|after|thing|very|quite|both|all|most|much|coming|following|early"
    rf"|later?|shortly|soon|just|(?:some)?time|well|roughly|about|around|right|as|than|point|morning|afternoon"
    rf"|evening|eve|{_UNIT}|{_DAY})\s|[–-] ?)$"
)
_WELL_FOR = re.compile(r"\b(?:well|around|about)\s+(?:for|in|on|at)\b")  # of the verb: works well for a week
_JOINS = re.compile(r"(?:before|after|following|from|on|in|of|until|to)\b")
_UNIT_BEFORE = re.compile(
    (
        rf"\b(?<!for\s)(?:(?:(?!for ){_PREPOSITION} )?(?:the |(?!an? ){_COUNT} ){_UNIT}"
        rf"|(?:{_PREPOSITION} )(?:the )?(?:early |late )?(?:hours|night|morning|afternoon|evening|eve|day)) $"
    ).replace(" ", r"\s+")
)
# a week before the vote, for about a year after the switch; but not twice a week before it
_COUNTED_FROM = re.compile(r"(?:before|after|following|later|hence)\b")
_COUNT_BEFORE = re.compile(
    rf"\b(?:{_PREPOSITION} )?{_ABOUT}(?<!once\s)(?<!twice\s)(?<!times\s){_COUNT}{_RANGE} {_UNIT} $".replace(" ", r"\s+")
)


def shown_time(text: str, low: str, outside: Span | None, known: Span | None, places: Sequence[int]) -> Span | None:
    """The time that an outlook is shown with: the known one with all that belongs to it, else a looser one.

    `places` are those of the words that look ahead, the one that decides first.
    """
    looked = _looked_for(text, low, outside, known, places)
    found = looked and time_ends.trimmed(looked)
    clauses = [Span(text[a:b], a, b) for a, b in time_clauses.time_clauses(low) if _lies_ahead(low, a, b, outside)]
    if found is not None:
        is_general = time_ends.IN_GENERAL.fullmatch(found.text.lower()) is not None
        if is_general and places and (subject := times_last.subject(low, places[0])):
            return Span(text[subject[0] : subject[1]], *subject)
        awaited = (one for one in clauses if time_clauses.awaits(low, places, found, one))
        return next((one for one in clauses if time_clauses.holds(one, found)), None) or next(awaited, found)
    lasting = [Span(text[a:b], a, b) for a, b in times_last.lasting(low) if _lies_ahead(low, a, b, outside)]
    outer = [one for one in clauses if not one.start <= places[0] < one.end] if places else []
    spans = (find_horizon(some, low, place) for some in (outer, lasting) for place in places)
    return next(filter(None, spans), None)


def _looked_for(text: str, low: str, outside: Span | None, known: Span | None, places: Sequence[int]) -> Span | None:
    """The known time with what the patterns of times add to it, else one of these."""
    if known is None:
        loose = list(_loose(text, low, outside))
        known = next((span for place in places if (span := find_horizon(loose, low, place))), None)
    elif low[known.end : known.end + 1] in (" ", "\n"):
        known = _larger(text, low, known) or known
    if known is not None:
        known = _whole(text, low, known)
        if not _may_have_more(low, known):
            return known
    elif not has_head(low):
        return _last_of(text, low, outside, places)
    if known is None:
        found = [Span(text[a:b], a, b) for a, b, _ in whole_times(low) if _lies_ahead(low, a, b, outside)]
        known = next((span for place in places if (span := find_horizon(found, low, place))), None)
        return known or _last_of(text, low, outside, places)
    upto = whole_times(low, known.start)
    more = (one for one in upto if _is_more(low, one, known) and _lies_ahead(low, one.start, one.end, outside))
    return next((Span(text[one.start : one.end], one.start, one.end) for one in more), known)


def _last_of(text: str, low: str, outside: Span | None, places: Sequence[int]) -> Span | None:
    """A time without a preposition of time."""
    found = [Span(text[a:b], a, b) for a, b in times_last.last_times(low) if _lies_ahead(low, a, b, outside)]
    named = next((span for place in places if (span := find_horizon(found, low, place))), None)
    # A forecast is a claim as well as the thing that changes: the 2031 growth forecast is likely to be cut.
    return named or next((one for one in found if times_last.is_of_forecast(low, one.end)), None)


def _may_have_more(low: str, known: Span) -> bool:
    """Whether one of the words next to a time may belong to it, so that a closer look is worth it."""
    before = low[max(known.start - NEXT_TO, 0) : known.start].split()
    joins = low.startswith(("starting", "beginning"), known.start)  # on Mondays, starting 3 May
    if before and (joins or before[-1][-1] not in ".,;:") and may_end_part(before[-1]):
        return True
    if _OPEN.search(low, known.start, known.end):
        return True
    first, second, *_ = [*map(letter_of, low[known.end : known.end + NEAR].split(maxsplit=2)), "", ""]
    return bool(first) and (first not in JOINING or bool(second))


def _is_more(low: str, one: Whole, known: Span) -> bool:
    """Whether a time is the known one with more of it; what comes before a preposition is another time.

    But `six weeks` belongs to `after surgery`, and `at its meeting` to `on 17 June`.
    """
    if one.start >= known.start or one.end < known.end:
        return one.start == known.start and one.end > known.end
    before, is_rate = one.joints.get(known.start), low.startswith(("a ", "an "), one.start)
    if before is None:
        return not is_rate
    if before.endswith("V"):
        return not low.startswith(("for ", "from ", "on the "), one.start)
    is_joined = _COUNTS_FROM.match(low, known.start) is not None or low.startswith(("each ", "every "), one.start)
    return is_joined and "P" not in before and "L" not in before


def _larger(text: str, low: str, known: Span) -> Span | None:
    """A looser time of which the known one is a part."""
    for match in _LOOSE.finditer(low, max(known.start - NEXT_TO, 0)):
        if match.start() > known.start:
            break
        if match.end() >= known.end and match.end() - match.start() > len(known.text):
            return Span(text[match.start() : match.end()], *match.span())
    return None


def _loose(text: str, low: str, outside: Span | None) -> Iterator[Span]:
    """The looser times of a sentence in order, of two that begin together the longer one."""
    every = {match.span() for pattern in (_LOOSE, time_phrases.FOUND) for match in pattern.finditer(low)}
    last = 0
    for start, end in sorted(every, key=lambda span: (span[0], -span[1])):
        if start >= last and _lies_ahead(low, start, end, outside):
            yield Span(text[start:end], start, end)
            last = end


def _lies_ahead(low: str, start: int, end: int, outside: Span | None) -> bool:
    """Whether a time is none of the condition, of the past, and no mere amount."""
    before, words = low[max(start - NEAR, 0) : start], low[start:end]
    return not (
        (outside is not None and outside.start <= start < outside.end)
        or MEASURE.match(words)
        or REPEATED.search(words)
        or (RECORDED.match(words) and RECORD.search(before))
        or _PAST.search(words)
        or _COMPARED.search(before)
        or is_of_another(low, start)
        or lexicon().past_horizon.search(before)
    )


def _rest(low: str, start: int, end: int) -> re.Match[str] | None:
    """One more part of the time, behind it."""
    if _OPEN.search(low, start, end):
        return _REST.match(low, end)
    if opened := _OF_CLAUSE.match(low, start, end):
        clause = _SECOND.match(low, end) if opened[0] == "between" else _CLAUSE.match(low, end)
        if clause:
            return clause
    head = _HEAD.match(low, end) if _AFTER_PREPOSITION.match(low, start, end) else None
    return head or _BEHIND.match(low, end) or (_SINCE.match(low, end) if _COUNTED.fullmatch(low, start, end) else None)


def _whole(text: str, low: str, span: Span) -> Span:
    """The time with the words before and behind it that belong to it."""
    start, end = span.start, span.end
    for _ in range(MOST_PARTS if low[end : end + 1] in _CONTINUES else 0):
        behind = _rest(low, start, end)
        if behind is None:
            break
        end = behind.end()
    if _LAST_BEFORE.search(low, max(start - NEXT_TO, 0), start):
        ahead = low[max(start - NEAR, 0) : start]
        counted = _COUNT_BEFORE.search(ahead) if _COUNTED_FROM.match(low, start) else None
        if opened := time_ends.OPENED.search(ahead):
            start, end = start - len(opened[0]), end + low.startswith(")", end)
        elif before := counted or _BEFORE.search(ahead) or (_JOINS.match(low, start) and _UNIT_BEFORE.search(ahead)):
            start -= 0 if _WELL_FOR.match(low, start - len(before[0])) else len(before[0])
    return Span(text[start:end], start, end)
