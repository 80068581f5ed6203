"""Times without a preposition of time, which are shown only where nothing else says when.

`2031 earnings`, `sales of 40bn (2031–2035)`, `this year’s target`, `short-term growth`, `immediately upon signing`.
"""

import re
from collections.abc import Iterator

_YEAR = r"(?:20|21)\d\d"
_COUNTED_IN_YEARS = (
    r"(?:earnings|profits?|revenues?|sales|deliver(?:y|ies)|output|production|growth|inflation|harvest|crop|deficit"
    r"|surplus|budget|guidance|results|turnover|income|dividends?|exports|imports|consumption|demand|spending"
    r"|emissions|margins?|eps|gdp|capex|targets?)\b"
)
_OCCASION = (
    r"(?:release|launch|merger|acquisition|offering|closing|completion|handover|meeting|conference|vote|election"
    r"|referendum|summit|trial|review|ruling|verdict|approval|announcement|listing|switch|move|upgrade|migration"
    r"|opening|season|agm|general meeting|term|session|year|programme|program|contract|campaign)"
)
FOUND = re.compile(
    (
        r"(?<![\w’'.,-])(?:"
        rf"{_YEAR}(?:/\d\d)?(?= (?:[a-z-]+ ){{0,2}}{_COUNTED_IN_YEARS})"
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
        # after that digging will start
        r"|^after (?:that|this)(?= (?:[\w’'-]+ ){1,5}?(?:will|would|may|might|could|should)\b|,)"
        rf"|(?:following|after) (?:the|its|their|our) (?:[\w.’'-]+ ){{0,3}}?{_OCCASION}(?=\s|[,.;]|$)"
        r"|at the (?:conclusion|close|end|start|beginning|opening) of (?:(?:the|this|next|its|their|our|an?) )?"
        rf"(?:[\w’'-]+ ){{0,3}}?{_OCCASION}(?=\s|[,.;]|$)"
        r")(?![\w-])"
    ).replace(" ", r"\s+")
)


def last_times(low: str) -> Iterator[tuple[int, int]]:
    """Where each of these times begins and ends."""
    yield from (match.span() for match in FOUND.finditer(low))
