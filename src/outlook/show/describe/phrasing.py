"""Small pieces of text: what people typed made harmless, probabilities, scores, spans of time, sparklines."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache
from math import floor, isinf
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

if TYPE_CHECKING:
    from outlook.model.belief import Belief, Points


if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = "–"
FEW_POINTS = 10  # of a distribution, on one line
LAST_SECOND = 86_399 / 86_400  # of a day
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BARS = "▁▂▃▄▅▆▇█"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
DAY = 86_400
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_ITEM = re.compile(r"\s*(?:[-*•·]|\d{1,3}[.)])\s")

SHORT, SHORT_TEXTS = 24, 4096  # the signs and dashes of tables, which come again and again


def safe(text: object) -> str:
    r"""One line that can do nothing to a terminal: controls, overrides and line breaks become visible escapes.

    >>> safe("a" + chr(27) + "[31mb")
    'a\\x1b[31mb'
    """
    plain = text if isinstance(text, str) else str(text)
    if plain.isprintable():
        return plain
    return "".join(_visible(character) if is_hidden(character) else character for character in plain)


def is_hidden(character: str) -> bool:
    """Whether it is a control, a direction, a format, a line end or private: nothing to see, but it may steer."""
    return category(character) in _HIDDEN


def safe_lines(text: object) -> list[str]:
    """The lines of a longer text, each made harmless; tabs become blanks."""
    return [safe(line.replace("\t", "    ")) for line in str(text).splitlines()] or [""]


def paragraphs(text: str) -> list[list[str]]:
    r"""A longer text as paragraphs of lines: blank lines part them, what opens like an item of a list keeps its line.

    >>> paragraphs("One\ntext.\n- an item\n\nAnother.")
    [['One text.', '- an item'], ['Another.']]
    """
    return [_lines(block) for block in _BLANK_LINE.split(text.strip()) if block.strip()]


def _lines(block: str) -> list[str]:
    lines: list[str] = []
    for line in safe_lines(block):
        if lines and not _ITEM.match(line):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.strip())
    return lines


def first_sentence(text: object) -> str:
    """What a text says first, on one harmless line.

    >>> first_sentence("Written later. It proves nothing.")
    'Written later.'
    """
    sentence, stop, _ = " ".join(safe(text).split()).partition(". ")
    return sentence + stop.strip()


def _visible(character: str) -> str:
    return " " if character in "\n\t" else character.encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """How many columns a text takes on a terminal.

    >>> width("Hama"), width("漢字")
    (4, 4)
    """
    if text.isascii():
        return len(text)
    return _width(text) if len(text) <= SHORT else sum(map(_columns, text))


@lru_cache(SHORT_TEXTS)
def _width(text: str) -> int:
    return sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    return 1 + (east_asian_width(character) in "WF") - (category(character) in ("Mn", "Me"))


def cut(text: str, columns: int) -> str:
    """The text, or its beginning and an ellipsis, in at most so many columns."""
    if width(text) <= columns:
        return text
    kept = text[:columns]
    while kept and width(kept) > columns - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def shortened(text: str, columns: int) -> str:
    """The first whole words of a text and an ellipsis, in at most so many columns; a long word alone is cut.

    >>> shortened("Kestria after the vote", 20), shortened("Kestria", 20), shortened("Donaudampfschiffe", 9)
    ('Kestria after the…', 'Kestria', 'Donaudam…')
    """
    found = cut(text, columns)
    if found == text:
        return text
    kept = found[:-1]
    whole = kept if text[len(kept)] == " " or " " not in kept else kept.rpartition(" ")[0]
    return f"{whole.rstrip(',;:')}…"


def cut_at_word(text: str, columns: int) -> str:
    """The beginning of a text and an ellipsis; no number is cut, so that none is taken for another.

    No word is cut either where a third of the room or less is left empty by that.

    >>> cut_at_word("Over 500,000 people", 10), cut_at_word("Assad government", 12), cut_at_word("Aleppo falls", 10)
    ('Over …', 'Assad gover…', 'Aleppo…')
    """
    if width(text) <= columns:
        return text
    kept = text[: columns - 1]
    while width(kept) > columns - 1:
        kept = kept[:-1]
    start = kept.rfind(" ") + 1
    if any(character.isdecimal() for character in text[start:].split(maxsplit=1)[0]):
        kept = kept[:start]  # also a whole number: before an ellipsis it would look cut
    elif start and text[len(kept)] != " " and 3 * width(kept[start:]) <= columns:
        kept = kept[:start].rstrip(" ,;:")
    return f"{kept}…"


def band(ends: tuple[float, float]) -> str:
    """The lowest and the highest probability that words stand for.

    >>> band((0.55, 0.8)), band((0.3, 0.3))
    ('55%–80%', '30%')
    """
    low, high = f"{ends[0]:.0%}", f"{ends[1]:.0%}"
    return low if ends[0] == ends[1] else f"{low}–{high}"


def with_sign(value: float, digits: int) -> str:
    """A difference with its sign, which none has that is nothing when it is rounded.

    >>> with_sign(-0.0004, 3), with_sign(0.25, 2)
    ('0.000', '+0.25')
    """
    text = f"{value:+.{digits}f}"
    return text if float(text) else text[1:]


def percent(probability: float) -> str:
    """A probability with one decimal, two near the ends, never rounded to certainty.

    >>> percent(0.404), percent(0.0008), percent(1.0), percent(0.99999)
    ('40.4%', '0.08%', '100%', '>99.99%')
    """
    if probability in (0, 1):
        return f"{probability:.0%}"
    if probability > 0.9999:  # noqa: PLR2004 - where two decimals would say certainty
        return ">99.99%"
    if probability < 0.0001:  # noqa: PLR2004 - as above
        return "<0.01%"
    return f"{probability:.2%}" if probability < 0.01 or probability > 0.99 else f"{probability:.1%}"  # noqa: PLR2004


def between(low: float, high: float) -> str:
    """A range of probabilities in whole percents, with decimals near the ends, never rounded to certainty.

    >>> between(0.1843, 0.5008), between(0.0651, 0.0669), between(0.0021, 0.0141), between(0.00001, 0.99999)
    ('18–50%', '6.5–6.7%', '0.2–1.4%', '<0.01–>99.99%')
    """
    ends = [_bare(end) for end in (low, high)]
    if ends[0] == ends[1]:
        ends = [_bare(end, narrow=True) for end in (low, high)]
    return f"{'–'.join(ends)}%"


def _bare(probability: float, *, narrow: bool = False) -> str:
    if probability in (0, 1):
        return f"{100 * probability:.0f}"
    if 0.02 <= probability <= 0.98 and not narrow:  # noqa: PLR2004 - whole percents say enough
        return f"{100 * probability:.0f}"
    if 0.001 <= probability <= 0.999:  # noqa: PLR2004 - one decimal is not yet certainty
        return f"{100 * probability:.1f}"
    return percent(probability).removesuffix("%")


def score(value: float | None) -> str:
    """A score with three decimals, fewer where it is large, more where it is tiny; `–` for none, `∞` for infinite."""
    if value is None:
        return NOTHING
    if isinf(value):
        return "∞" if value > 0 else "-∞"
    if 0 < abs(value) < 0.0005:  # noqa: PLR2004 - three decimals would say zero
        return f"{value:.1g}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3f}"  # noqa: PLR2004 - from here decimals say nothing


def state_word(state: str) -> str:
    """The word for a state of a forecast: what is past its close and waits for its outcome is overdue."""
    return "overdue" if state == "due" else state


def outcome(kind: str, text: str) -> str:
    """An outcome as text, a quantity as the other numbers of the page; `below` and `above` are words."""
    try:
        return quantity(float(text)) if kind == "numeric" else text
    except ValueError:
        return text


def quantity(value: float | date | str) -> str:
    """A number in the fewest digits that keep it, or a day."""
    if isinstance(value, float | int):
        return f"{value:,.10g}"
    return value.isoformat() if isinstance(value, date) else safe(value)


def leading(belief: Belief) -> tuple[str, str]:
    """The number that stands for a belief in a narrow column, and what it is the number of ('' for yes).

    The most likely option, the median (or the middle quantile), or, where cumulative points do not reach the median,
    what the last of them reaches.
    """
    if isinstance(belief, float):  # a chance, as most are: an import takes longer than all the rest
        return percent(belief), ""
    from outlook.model.belief import Quantiles, Shares  # texts alone need none of it

    if isinstance(belief, Shares):
        name, share = belief.leading
        return percent(share), safe(name)
    if isinstance(belief, Quantiles):
        quantiles: list[tuple[str, float | date]] = list(belief.items())
        name, value = next((item for item in quantiles if item[0] == "q50"), quantiles[len(quantiles) // 2])
        return quantity(value), "median" if name == "q50" else name
    last, reached = belief[-1]
    if belief.reading(0.5) is not None:
        return reading(belief, 0.5), "median"
    return percent(reached), f"by {quantity(last)}"


def reading(belief: Points, level: float) -> str:
    """The value at a level of a distribution; of what lies beyond the points, on which side.

    Read between the points it is rounded to four digits; data has it in full.
    """
    found = belief.reading(level)
    if found is None:
        (first, least), (last, _) = belief[0], belief[-1]
        before, after = ("before", "after") if belief.axis.days else ("under", "over")
        return f"{before} {quantity(first)}" if level < least else f"{after} {quantity(last)}"
    if not belief.axis.days:
        return quantity(float(f"{found:.4g}"))
    # A day that was stated lies at its end: what is reached within a day is reached by it.
    return date.fromordinal(floor(found + LAST_SECOND)).isoformat()


def whole(belief: Belief | None) -> str:
    """A belief in full on one line; of a curve of many points the median and the central 90 %."""
    if belief is None:
        return NOTHING
    if isinstance(belief, float):  # as above
        return percent(belief)
    from outlook.model.belief import Quantiles, Shares

    if isinstance(belief, Shares):
        return ", ".join(f"{safe(name)} {percent(share)}" for name, share in belief.items())
    if isinstance(belief, Quantiles):
        return ", ".join(f"{name} {quantity(value)}" for name, value in belief.items())
    if len(belief) > FEW_POINTS:
        low, median, high = (reading(belief, level) for level in (0.05, 0.5, 0.95))
        return f"median {median} (90%: {low} to {high}; {len(belief)} points)"
    return ", ".join(f"{percent(share)} by {quantity(value)}" for value, share in belief)


def sparkline(values: Sequence[float], columns: int = 8) -> str:
    """The last values as bars on a fixed scale from 0 to 1; one column each.

    >>> sparkline([0.0, 0.5, 1.0])
    '▁▅█'
    """
    return "".join(BARS[min(int(value * len(BARS)), len(BARS) - 1)] for value in values[-columns:])


def span(seconds: float) -> str:
    """A span of time in its largest fitting unit: `45 min`, `6 h`, `25 d`, `4 mo`, `3 y`."""
    days = abs(seconds) / DAY
    if days < 1:
        return f"{abs(seconds) / 3600:.0f} h" if abs(seconds) >= 3600 else f"{abs(seconds) / 60:.0f} min"  # noqa: PLR2004 - an hour
    if days < 100:  # noqa: PLR2004 - days are read easily up to about three months
        return f"{int(days)} d"
    return f"{int(days / 30.44)} mo" if days < 730 else f"{int(days / 365.25)} y"  # noqa: PLR2004 - two years


def day(at: datetime | date) -> str:
    """A day as `5 Dec 2024`."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"  # four times as quick as `strftime`, for very many


def moment(at: datetime) -> str:
    """A moment as `6 Dec 2024 23:59 UTC`."""
    return f"{day(at)} {at.hour:02}:{at.minute:02} UTC"


def plural(number: int, noun: str) -> str:
    """`1 forecast`, `2 forecasts`, `2 entries`, `2 days`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") and noun != "day" else f"{number:,} {noun}s"
