"""The day that a document's heading names, to compare with the one from which a person says that it looks ahead."""

import re
from datetime import date

LINES, LENGTH, LONGEST = 12, 2_000, 120  # how far a heading reaches, and how long a line of it is
_MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{_MONTH}),? (?P<y>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d))\b",
    re.IGNORECASE,
)


def day_of_heading(text: str) -> date | None:
    r"""The one day that the short lines at the top of a document name in full; None where they name none, or several.

    >>> day_of_heading("# Week 45\n\nBy Ana Berg, 2 November 2026\n\nRain will fall by 3 May 2027 in most places.")
    datetime.date(2026, 11, 2)
    """
    head = [line for line in text[:LENGTH].splitlines() if line.strip()][:LINES]
    lines = [line for line in head if len(line) <= LONGEST and not line.rstrip().endswith((".", ";", ":", "!", "?"))]
    found = {day for line in lines for match in _DAY.finditer(line) if (day := _read(match)) is not None}
    return found.pop() if len(found) == 1 else None


def _read(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        name, day, year = match["m"] or match["m2"], match["d"] or match["d2"], match["y"] or match["y2"]
        return date(int(year), _MONTHS.index(name.lower()) + 1, int(day))
    except ValueError:  # the 31st of February
        return None
