"""What the cells of a table say: each is read with the heads of its row and its column.

*Likely between 44 and 52* says something only under *LNG send-out, GWh/d* and *Q1 2027*. A table is one of Markdown,
with a line of dashes under its heads; web pages are read into that form.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from outlook import words
from outlook.extract.asked_conditions import in_the_future
from outlook.extract.hedges import before, behind
from outlook.extract.horizons import find_times
from outlook.extract.lexicon import lexicon, lowered, rule_of
from outlook.extract.stated import end_of_number
from outlook.extract.triggers import trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.extract.found import Found

BESIDE = " · "  # between the heads of a row and of a column
MOST_COLUMNS, LONGEST = 40, 200  # beyond that it is no table that a person reads
FEWEST = 2  # columns
# Rows that stand together. Begins with a line's end, for which a text is searched many times as quickly.
_TABLE = re.compile(r"\n[ \t]*\|.*\|[ \t]*(?:\n[ \t]*\|.*\|[ \t]*)+(?=\n|\Z)")
_DASHES = re.compile(r"^[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_CHANCE = re.compile(r"\b(?:chances?|probabilit(?:y|ies)|likelihood|odds|how likely)\b", re.IGNORECASE)
_FORECAST = re.compile(r"\b(?:forecasts?|outlook|projections?|projected|expected|central case)\b", re.IGNORECASE)
_UNIT = re.compile(r"(?P<thing>.+?)(?:, (?P<unit>[^,]{1,20})| \((?P<other>[^()]{1,20})\))$")
_CHANGES, _CHANGE = re.compile(r"(up|down) (?=[^a-z]*\d)"), {"up": "rise", "down": "fall"}
_TO_DO = re.compile(r"(?:is |are )?to [a-z]")
_LABELLED = re.compile(r"(?P<thing>[A-Z][^:.;!?\n]{2,80}): (?P<rest>[^:;!?\n]{5,120})")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_PERIOD = re.compile(rf"\b(?:(?:q[1-4]|h[12]|{_MONTH}) )?20\d\d\b(?![-–/]\d)", re.IGNORECASE)
_NEEDS_ARTICLE = re.compile(
    r"\b(?:price|rate|level|index|volume|ratio|balance|deficit|surplus|cap|tariff|cost|premium|share|spread)$"
)
_BARE = re.compile(rf"(?:q[1-4]|h[12]|[1-4]q|(?:19|20|21)\d\d|{_MONTH})\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d")


class _Cell(NamedTuple):
    start: int
    end: int
    row: str
    column: str

    @property
    def heads(self) -> str:
        return BESIDE.join(filter(None, (self.row, self.column)))


def with_heads(document: str, found: list[Found], scale: str) -> list[Found]:
    """What was found, in order, that in the cells of a table with their heads, and what they say by these."""
    found = [_of_an_item(one, scale) if one.reasons else one for one in found]
    cells = list(_cells(document, [one.start for one in found])) if found else []
    if not cells:
        return found
    starts = [cell.start for cell in cells]

    def place(one: Found) -> Found:
        at = bisect_right(starts, one.start) - 1
        return _read(one, cells[at], scale) if at >= 0 and one.end <= cells[at].end else one

    return [place(one) for one in found]


def as_sentence(item: Found) -> Found:
    """A statement of a cell as the sentence that it stands for; any other as it is."""
    labelled = None if item.cell else _LABELLED.fullmatch(item.words)
    if labelled and item.hedge and lowered(labelled["rest"]).startswith(item.hedge):
        item = item._replace(cell=labelled["thing"], text=labelled["rest"].rstrip("."))
    if not item.cell:
        return item
    row, _, _ = item.cell.partition(BESIDE)
    named = _UNIT.match(row)
    thing, unit = (named["thing"], named["unit"] or named["other"] or "") if named else (row, "")
    hedge, said = item.hedge or "", item.words
    if not lowered(said).startswith(hedge):
        return item._replace(cell="")
    rest = said[len(hedge) :].strip(" ,")
    if not rest.strip("."):
        return item._replace(text=_event(thing, item.horizon or ""), cell="", horizon=_with_preposition(item.horizon))
    rest = rest if not unit or unit.lower() in rest.lower() else f"{rest}{'' if unit == '%' else ' '}{unit}"
    if _NEEDS_ARTICLE.search(thing) and not thing.lower().startswith("the "):
        thing = f"the {thing[0].lower()}{thing[1:]}" if thing[1:2].islower() else f"the {thing}"
    if change := _CHANGES.match(rest):
        rest = f"to {_CHANGE[change[1]]} by {rest[change.end() :]}"
    if _TO_DO.match(rest):
        text = f"{thing} is {hedge} {rest}"
    else:
        text = f"{thing} will {hedge} be {rest}" if hedge else f"{thing} is forecast at {rest}"
    return item._replace(text=text, cell="", horizon=_with_preposition(item.horizon))


def _event(thing: str, horizon: str) -> str:
    """What has the chance, as a sentence: a clause (`the cap is extended`), or a noun (`a strike`)."""
    bare = " ".join(thing.replace(horizon, " ").split()) if horizon else thing
    of = "that" if in_the_future(bare[:1].lower() + bare[1:]) or in_the_future(bare) else "of"
    return f"There is a chance {of} {thing}"


def _with_preposition(horizon: str | None) -> str | None:
    return f"in {horizon}" if horizon and _BARE.match(horizon) else horizon


def _cells(document: str, places: list[int]) -> Iterator[_Cell]:
    """The cells of the tables in which any of these places is, in order; none is looked for before or behind them."""
    first = document.rfind("\n\n", 0, places[0]) + 1
    last = document.find("\n\n", places[-1]) + 1 or len(document)
    # One more line's end before the first, so that each row has one.
    for table in _TABLE.finditer(f"\n{document[first:last]}"):
        start, end = first + table.start(), first + table.end() - 1
        at = bisect_left(places, start)
        if at < len(places) and places[at] < end and "--" in table[0]:
            yield from _of_table(document, start, end)


def _of_table(document: str, start: int, end: int) -> Iterator[_Cell]:
    """The cells under the last heads before them, in rows that stand together."""
    heads: list[str] = []
    above: list[tuple[int, int]] = []
    for line in document[start:end].split("\n"):
        if above and not heads and _DASHES.match(line):
            heads = [document[slice(*span)] for span in above]
        else:
            above = _spans(line, start)
            if heads and len(above) == len(heads):
                yield from _of_row(document, above, heads)
        start += len(line) + 1


def _of_row(document: str, spans: list[tuple[int, int]], heads: list[str]) -> Iterator[_Cell]:
    first = document[slice(*spans[0])]
    for (begin, end), head in zip(spans[1:], heads[1:], strict=True):
        if begin < end:
            yield _Cell(begin, end, first, head)


def _spans(line: str, start: int) -> list[tuple[int, int]]:
    """Where each cell of a row has its words; nothing of a row that is too wide for a table."""
    before, *cells, _ = _PIPE.split(line) if "\\|" in line else line.split("|")
    if not FEWEST <= len(cells) <= MOST_COLUMNS or max(map(len, cells)) >= LONGEST:
        return []
    spans, place = [], start + len(before) + 1
    for text in cells:
        words = text.lstrip()
        begin = place + len(text) - len(words)
        spans.append((begin, begin + len(words.rstrip())))
        place += len(text) + 1
    return spans


def _read(found: Found, cell: _Cell, scale: str) -> Found:
    """What a cell says under its heads: a hedge with a time to come, a chance, a number under *forecast*."""
    placed = found._replace(cell=cell.heads)
    if "outlook" in found.classes:
        return placed._replace(horizon=found.horizon or _time_of(found, cell))
    hedge, band = _chance(found, found.text, scale)
    is_chance = bool(hedge) and _CHANCE.search(cell.heads) is not None
    is_amount = not hedge and _FIGURE.search(found.text) and _FORECAST.search(cell.heads)
    time = _time_of(found, cell) if hedge or is_amount else None
    if not is_chance and not time:
        return placed
    return _outlook(placed, hedge, band, found.horizon or time, f"a cell of a table, under: {cell.heads}")


def _time_of(found: Found, cell: _Cell) -> str | None:
    return next(filter(None, map(_time, (found.text, cell.column, cell.row))), None)


def _outlook(found: Found, hedge: str, band: tuple[float, float] | None, horizon: str | None, why: str) -> Found:
    classes = ("outlook", *(one for one in found.classes if one not in ("fact", "outlook")))
    return found._replace(
        classes=classes,
        hedge=hedge or None,
        band=band,
        horizon=horizon,
        confidence="low",
        reasons=(*found.reasons, why),
    )


def _of_an_item(found: Found, scale: str) -> Found:
    """What an item says without a verb: `Demand: probably +5% in Q1 2027`."""
    labelled = _LABELLED.fullmatch(found.text) if found.classes == ("fact",) and found.reasons else None
    if labelled is None:
        return found
    hedge, band = _chance(found, labelled["rest"], scale)
    time = _time(labelled["rest"])
    if not hedge or not time or not lowered(labelled["rest"]).startswith(hedge):
        return found
    return _outlook(found, hedge, band, time, f"an item without a verb, of: {labelled['thing']}")


def _time(text: str) -> str | None:
    """The time that a cell names, also without a preposition: `Q1 2027`."""
    tried, bits = trigger().of(text), trigger().bits
    which = (tried & bits["time"] > 0, tried & bits["phrase"] > 0, tried & bits["occasion"] > 0)
    if not any(which):
        return None
    if times := find_times(text, lowered(text), None, which):
        return times[0].text
    times = find_times(f"in {text}", lowered(f"in {text}"), None, which)
    if times and times[0].start == 0:
        return times[0].text.removeprefix("in ")
    named = _PERIOD.search(text)
    return named[0] if named else None


def _chance(found: Found, text: str, scale: str) -> tuple[str, tuple[float, float] | None]:
    """The hedge of a cell with its band: the whole cell if it is one, else the first words of likelihood in it."""
    low = lowered(text).rstrip(" .")
    has_cue = any(reason.startswith("estimative") for reason in found.reasons)  # also one that was taken back
    is_number = "%" in low or "per" in low or " in " in low
    whole = words.band(low, scale) or (words.numeric_phrase(low) if is_number else None)
    if whole:
        return low, whole
    for match in lexicon().any_cue.finditer(low) if has_cue else ():
        if rule_of(match) == "estimative":
            start, end = match.span()
            last = end_of_number(low, end)
            hedge = f"{before(low, start, end)}{low[start:last]}{'' if last > end else behind(low, start, end)}"
            return hedge, words.band(hedge, scale) or words.numeric_phrase(hedge)
    return "", None
