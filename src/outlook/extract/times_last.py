"""Times without a preposition of time, which are shown only where nothing else says when.

`2031 earnings`, `sales of 40bn (2031–2035)`, `this year’s target`, `short-term growth`, `immediately upon signing`.
"""

import re
from collections.abc import Iterator

from outlook.extract.span import begins

_YEAR = r"(?:20|21)\d\d"
_COUNTED_IN_YEARS = (
    r"(?:earnings|profits?|revenues?|volumes?|shipments|turnout|bookings|arrivals|orders|registrations|rainfall"
    r"|temperatures|futures|sales|deliver(?:y|ies)|output|production|growth|inflation|harvest|crop|deficit"
    r"|surplus|budget|guidance|results|turnover|income|dividends?|exports|imports|consumption|demand|spending"
    r"|emissions|margins?|eps|gdp|capex|targets?|forecasts?|outlook|projections?|guidance)\b"
)
_OCCASION = (
    r"(?:release|launch|merger|acquisition|offering|closing|completion|handover|meeting|conference|vote|election"
    r"|referendum|summit|trial|review|ruling|verdict|approval|announcement|listing|switch|move|upgrade|migration"
    r"|opening|season|agm|general meeting|term|session|year|programme|program|contract|campaign)"
)
_MONTH = (
    r"(?:january|february|march(?= (?:quarter|is|will|could|should|to|\d))|april|june|july|august|october"
    r"|(?:sept|nov|dec)ember)"
)
# A bare month, year or season is a time where a clause begins with it: `a dry April` is none.
_BEGINS = (
    '(?:(?<![^“"(])|'
    + "|".join(
        rf"(?<={word}\s)"
        for word in (
            ",",
            ";",
            ":",
            "—",
            "–",
            '[“"(]',
            r"\band",
            r"\bbut",
            r"\bthat",
            r"\bthink",
            r"\bthinks",
            r"\bbelieve",
            r"\bbelieves",
            r"\bsay",
            r"\bsays",
            r"\bsaid",
            r"\breckon",
            r"\breckons",
            r"\bfear",
            r"\bfears",
            r"\bwhile",
            r"\bso",
            r"\bif",
        )
    )
    + ")"
)
_SUBJECT = (
    rf"(?:(?<!than\s)(?<!since\s)(?<!of\s)(?<!from\s)(?<!in\s)(?:the |(?={_BEGINS}))(?:(?:first|second|third|fourth"
    rf"|final|current|coming|next|last|{_MONTH}) (?:quarter|half|week|fortnight|month|season|winter|summer)"
    rf"|q[1-4]|h[12])(?: of (?:the year|{_YEAR})| {_YEAR})?"
    rf"|{_BEGINS}(?:(?:fiscal |financial year |fy ?)?{_YEAR}|(?:early |late |mid-?)?{_MONTH}(?: {_YEAR})?(?: (?:and"
    rf"|to) {_MONTH})?)"
    rf"|{_BEGINS}(?:(?:this |next |the coming )?(?:winter|summer|autumn|spring)|tomorrow|tonight"
    r"|(?:this|next|the coming) (?:week|month|quarter|year|season|decade)))"
)
_OBJECT = rf"(?:{_MONTH}|{_YEAR}|(?:winter|summer|autumn|spring))"
_CLIMATE = r"(?:djf|jfm|fma|mam|amj|mjj|jja|jas|aso|ond|ndj)"  # three months by their letters
_IS_FORECAST = re.compile(
    r"\s(?:(?!(?:is|are|will|may)\b)[a-z-]+\s){0,2}(?:forecasts?|outlook|projections?|predictions?|guidance"
    r"|estimates?)\b"
    r"(?!\s(?:said|says|warned|warns|had|was|were|saw|puts?|noted|published|released|by|from|of)\b)"
)
_OF_FORECAST = re.compile(rf"(?:{_BEGINS}|\bthe\s)(?:{_YEAR}|q[1-4]|{_MONTH})(?:\s{_YEAR})?$")
_OF_CLAUSE = re.compile(rf"({_SUBJECT}) (?:is |are )?(?:still |also |now |[a-z]+ly )?$".replace(" ", r"\s+"))
_BEGINNING = begins(
    "january february march april june july august september october november december q1 q2 q3 q4 h1 h2 this"
    " next the near short medium long longer immediately instantly going moving someday henceforth from for over"
    " one two three four five ten at in by initially overnight early late later mid fiscal financial fy first"
    " second third fourth final current coming last winter summer autumn spring tomorrow tonight during djf jfm"
    " fma mam amj mjj jja jas aso son ond ndj after following"
)
FOUND = re.compile(
    (
        rf"(?<![\w’'.,-])(?=\d|{_BEGINNING})(?:"
        rf"(?:{_YEAR}(?:/\d\d)?|q[1-4](?: {_YEAR})?|{_MONTH})(?= (?:[a-z-]+ ){{0,2}}{_COUNTED_IN_YEARS})"
        rf"|(?<=\(){_YEAR}[–-](?:{_YEAR}|\d\d)(?=[);,])"
        r"|(?:this|next) (?:year|month|week|quarter|season|decade|winter|summer)['’]s"
        r"|(?:near|short|medium|long|longer)[- ]term"
        r"(?= (?:[a-z-]+ )?(?:growth|gains?|losses|outlook|inflation|rates?|yields?|prices?|risks?|demand"
        r"|trends?|returns?))"
        r"|immediately(?: (?:up)?on [a-z]+(?=\s*[,.;]|$| of )|(?=\s*[,.;]|$))"
        r"|(?:near|short|medium|long|longer)[- ]term(?=[,.;]|$)"
        r"|(?:going|moving) forward(?=[,.;]|$)|someday|henceforth|from (?:now on|here(?: on(?:wards?)?)?)(?=[,.;]|$)"
        r"|for (?:some time|a while)(?=[,.;]|$)|(?:over|for) the balance of the (?:year|month|season|decade)"
        rf"|(?:one|two|three|four|five|ten|\d+) (?:years|months|weeks|quarters) out|at the time of the {_OCCASION}"
        rf"|(?:in|by|from) (?:early|mid|late)[- ]to[- ](?:early|mid|late)-?[- ]?{_YEAR}"
        r"|(?:initially|overnight)(?! been\b)"
        # The June quarter is likely to be, 2026 is set to see, expect December to be
        rf"|{_SUBJECT}(?= (?:[a-z]+ly |also |still )?(?:is|are|will|might|could|should|would|looks?|promises|seems?"
        rf"|has|marks?"
        r"|brings?|sees|may (?!\d))\b| (?:(?:out|in)look|forecasts?|predictions?|guidance)\b)"
        rf"|(?:(?<=expect\s)|(?<=expects\s)|(?<=expecting\s)|(?<=for\s)|(?<=sees\s)|(?<=see\s)){_OBJECT}(?= to [a-z]+)"
        r"|(?:(?<=will\s)|(?<=would\s)|(?<=may\s)|(?<=might\s)|(?<=could\s)|(?<=not\s)|(?<=n't\s)|(?<=n’t\s))"
        r"(?:immediately|instantly)(?= [a-z]+)"
        r"|(?:(?<=will\s)|(?<=would\s)|(?<=may\s)|(?<=might\s)|(?<=could\s))later(?= (?!than\b|this\b|in\b|on\b"
        r"|years?\b)[a-z]+)"
        rf"|(?:in|during|for|over) (?:the )?{_CLIMATE}(?: {_YEAR}(?:[/–-]\d\d)?)?(?: season)?(?=[\s,.;)]|$)"
        rf"|(?:{_CLIMATE}|son) {_YEAR}(?:[/–-]\d\d)?"
        # after that digging will start
        r"|^after (?:that|this)(?= (?:[\w’'-]+ ){1,5}?(?:will|would|may|might|could|should)\b|,)"
        rf"|(?:following|after) (?:the|its|their|our) (?:[\w.’'-]+ ){{0,3}}?{_OCCASION}(?=\s|[,.;]|$)"
        r"|at the (?:conclusion|close|end|start|beginning|opening) of (?:(?:the|this|next|its|their|our|an?) )?"
        rf"(?:[\w’'-]+ ){{0,3}}?{_OCCASION}(?=\s|[,.;]|$)"
        r")(?![\w-])"
    ).replace(" ", r"\s+")
)
_COUNT = (
    r"(?:\d{1,3}(?:\.\d)?|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|ninety|several|many|a few|a couple of|some)"
)
_UNIT = (
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|quarters?|seasons?|years?|decades?|generations?)"
)
_LASTING = re.compile(
    (
        r"\btakes?(?: (?:us|them|you|it|him|her))?"
        r" ((?:(?:about|around|roughly|nearly|almost|at least|at most|up to|only|another|more than|less than|as long as"
        r"|anything from|well over|just over|just under) )*"
        rf"{_COUNT}(?:(?: (?:to|or) | ?[-–] ?){_COUNT})? (?:more |working |business |full )?{_UNIT})(?![\w-])"
        r"(?! (?:ago|old|off|of|out|earlier|late|early|longer|shorter|behind|ahead)\b)"
    ).replace(" ", r"\s+")
)


def last_times(low: str) -> Iterator[tuple[int, int]]:
    """Where each of these times begins and ends."""
    yield from (match.span() for match in FOUND.finditer(low))


_MOVED_TO = re.compile(
    (
        r"\b(?:push(?:e[sd])?|put(?:s|ting)?|delay(?:s|ed)?|postpone[sd]?|extend(?:s|ed)?|mov(?:es?|ed)|defer(?:s"
        r"|red)?|shift(?:s|ed)?"
        r"|slip(?:s|ped)?|adjust(?:s|ed)?|bring(?:s|ing)?|brought)\b[^,;.()]{0,70}?,? "
        rf"(to (?:(?:the )?(?:next|following|coming|end of|start of|beginning of|middle of|early|late|mid) ?-?){{0,3}}"
        rf"(?:{_YEAR}|{_MONTH}(?: {_YEAR})?|(?:the )?(?:(?:early|late) )?(?:spring|summer|autumn|winter"
        rf"|fall)(?: of)?(?: {_YEAR})?"
        rf"|(?:the )?(?:first|second|third|fourth|last|final)[ -](?:quarter|half)(?: of {_YEAR})?|q[1-4](?: {_YEAR})?"
        r"|(?:week|month|quarter|year|season|decade|session|century)))(?![\w-])"
    )
    .replace(" ?", r"\s*")
    .replace(" ", r"\s+")
)


def is_of_forecast(low: str, end: int) -> bool:
    """Whether the time that ends there is said of a forecast: `the 2031 growth forecast`."""
    return _OF_FORECAST.search(low, 0, end) is not None and _IS_FORECAST.match(low, end) is not None


def subject(low: str, place: int) -> tuple[int, int] | None:
    """The time that is the subject of the clause whose verb is at a place: `the June quarter is likely`."""
    match = _OF_CLAUSE.search(low, 0, place)
    return match.span(1) if match else None


def lasting(low: str) -> Iterator[tuple[int, int]]:
    """How long something takes, where that is all that is said of the time: `take ten to fourteen days`."""
    yield from ((match.start(1), match.end(1)) for match in _LASTING.finditer(low))
    yield from ((match.start(1), match.end(1)) for match in _MOVED_TO.finditer(low))
