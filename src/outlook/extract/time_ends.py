"""What belongs to a time at its ends, and what only runs on behind it: `in 2031 and then`, `this year in terms of`."""

import re

from outlook.extract.span import Span

OPENED = re.compile(  # the week (starting 18 May)
    r"\b(?:(?:for|in|during|over) )?the (?:week|fortnight|month|period|quarter|season|year)\s*\($".replace(" ", r"\s+")
)
# A time that says less than the one that the clause is about: `the spring term will be the shortest this year`.
IN_GENERAL = re.compile(
    r"(?:(?:this|the|over the|during the|in the) (?:year|season|decade|quarter|month)|today|now|ever)"
)
_RUNS_ON = re.compile(
    r"[\s,]+(?:(?:and|or|but|to)(?:\s+(?:then|now|[$€£]?\d+[.,]\d+\S*))?|(?:in|with)\s+(?:terms|light|view|line"
    r"|spite|case|favou?r|support"
    r"|response|accordance|addition|contrast|regard|respect)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(
    r"(?:on (?:(?:the|its|their|his|her) way|track|course|sale|offer|show|display|air|hold)|in (?:place|force|effect"
    r"|store|line|use"
    r"|service|doubt|full|part)|at risk|under way) (?=(?:this|next|in|on|by|from|until|for|over|during"
    r"|through)\b)".replace(" ", r"\s+"),
    re.IGNORECASE,
)


def trimmed(time: Span) -> Span:
    """The time without what only joins the rest of the sentence to it, or says of what else it is a matter."""
    before = _PLACE.match(time.text)
    start = before.end() if before else 0
    kept = _RUNS_ON.sub("", time.text[start:]).rstrip('”"')
    return Span(kept, time.start + start, time.start + start + len(kept))
