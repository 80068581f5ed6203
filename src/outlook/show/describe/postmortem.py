"""What a resolved forecast teaches, and what others taught: for its page, and for whoever writes a new one."""

from collections.abc import Iterator, Sequence
from math import isinf

from outlook.answers.lessons import Lesson
from outlook.answers.postmortem import Postmortem
from outlook.evidence.indicators import Bearing
from outlook.scoring.information import Bits
from outlook.show.describe.blocks import Block, Heading, Item, Items, Line, Piece, joined
from outlook.show.describe.phrasing import day, plural

FEW = 5
TINY = 0.005


def judged(found: Postmortem | None) -> Iterator[Block]:
    """Which signs and sources pointed to what happened and which away from it, in bits; nothing where none is known."""
    if found is None:
        return
    yield _line("pointed to what happened, bits at the end", [_bearing(one) for one in found.signs.right])
    yield _line("pointed away from it, bits at the end", [_bearing(one) for one in found.signs.wrong])
    if found.signs.silent:
        yield _line("moved nothing until it resolved", found.signs.silent)
    if found.sources:
        yield _line(
            "sources in bits as they came in, above 0 to what happened", [_source(one) for one in found.sources]
        )


def _line(label: str, names: Sequence[str]) -> Line:
    return Line(f"{label}: {', '.join(names) if names else 'none'}", "" if names else "soft")


def _bearing(one: Bearing) -> str:
    return f"{one.name} {_bits(one.bits)}"


def _source(one: Bits) -> str:
    return f"{one.name or 'no source'} {_bits(one.bits) if not one.infinite else '-∞'}"


def _bits(bits: float) -> str:
    """With two places, or three where two would say nothing."""
    if isinf(bits):
        return "+∞" if bits > 0 else "-∞"
    return f"{bits:+.2f}" if abs(bits) >= TINY else f"{bits:+.3f}"


def learned(found: Sequence[Lesson]) -> Iterator[Block]:
    """The lessons of forecasts that have a tag or a sign in common with this one, the newest first."""
    if not found:
        return
    yield Heading(f"Lessons of forecasts like this ({len(found)})")
    yield Items(tuple(_item(one) for one in found[:FEW]))
    if len(found) > FEW:
        yield Line(f"and {plural(len(found) - FEW, 'older one')}", "soft")


def _item(one: Lesson) -> Item:
    shared = joined((", ".join(one.signs), ", ".join(f"#{tag}" for tag in one.tags)), " · ")
    return Item((Piece(one.forecast, "code"), day(one.known_at)), one.text, joined(("shares ", shared), ""))


def sentences(found: Sequence[Lesson]) -> Iterator[str]:
    """The same as sentences, for whoever has just written a forecast."""
    for one in found[:FEW]:
        shared = ", ".join([*one.signs, *one.tags])
        yield f"a lesson of {one.forecast}, which shares {shared}: {one.text}"
