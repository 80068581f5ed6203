"""What belongs to a time at its ends, and what only runs on behind it: `in 2031 and then`, `this year in terms of`."""

import re

from outlook.extract.span import Span

OPENED = re.compile(  # the week (starting 18 May)
    r"\b(?:(?:for|in|during|over) )?the (?:week|fortnight|month|period|quarter|season|year)\s*\($".replace(" ", r"\s+")
)
# A time that says less than the one that the clause is about: `the June quarter will be the weakest this year`.
IN_GENERAL = re.compile(
    r"(?:(?:this|the|over the|during the|in the) (?:year|season|decade|quarter|month)|today|now|ever)"
)
_RUNS_ON = re.compile(
    r"[\s,]+(?:(?:and|or|but)(?:\s+(?:then|now))?|(?:in|with)\s+(?:terms|light|view|line|spite|case|favou?r|support"
    r"|response|accordance|addition|contrast|regard|respect)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)


def trimmed(time: Span) -> Span:
    """The time without what only joins the rest of the sentence to it, or says of what else it is a matter."""
    kept = _RUNS_ON.sub("", time.text).rstrip('”"')
    return Span(kept, time.start, time.start + len(kept))
