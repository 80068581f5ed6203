"""`outlook words`."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outlook.cli.completing import complete_scale
from outlook.cli.options import ColorOption, CsvOption, JsonOption
from outlook.errors import InvalidValue, NoMatch, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outlook.show.describe.blocks import Block
    from outlook.words import Scale

WordArgument = Annotated[
    str | None, typer.Argument(metavar="[WORD|P]", help="A word, a probability, or 'one in three'")
]
ScaleOption = Annotated[
    str | None, typer.Option("--scale", metavar="NAME", help="Only this scale", autocompletion=complete_scale)
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("words", short_help="Estimative words and their numbers")(words)


def words(
    asked: WordArgument = None,
    scale: ScaleOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook words "very likely"               its probability, scale by scale
    outlook words 30% --scale icd203          the word for a number

    The published scales of estimative language, each with its source: icd203, kent, ipcc, phia, nato.
    """
    import os

    from outlook.show.data import forms
    from outlook.show.terminal.printed import show
    from outlook.show.terminal.screen import standard_output

    answer = _answer(asked, _scales(scale))
    if as_json:
        sys.stdout.write(forms.document(asked=asked, **answer.fields) + "\n")
    elif as_csv:
        sys.stdout.write(forms.table(answer.rows))
    else:
        show(standard_output(color, os.environ), answer.blocks)


class _Answer:
    """What is shown, and the same as data."""

    def __init__(self, blocks: "Iterable[Block]", rows: "Sequence[dict[str, Any]]", fields: dict[str, Any]) -> None:
        self.blocks, self.rows, self.fields = blocks, rows, fields


def _answer(asked: str | None, scales: "Sequence[Scale]") -> _Answer:
    if asked is None:
        return _whole(scales)
    ends = _number(asked)
    return _word(asked, scales) if ends is None else _probability(*ends, scales)


def _whole(scales: "Sequence[Scale]") -> _Answer:
    from outlook.show.data.scales import band_payload, scale_payload
    from outlook.show.describe import language

    rows = [{"scale": one.name, **(band_payload(band) or {})} for one in scales for band in one.bands]
    return _Answer(language.scales(scales), rows, {"scales": [scale_payload(one) for one in scales]})


def _probability(low: float, high: float, scales: "Sequence[Scale]") -> _Answer:
    from outlook.show.data.scales import number_rows
    from outlook.show.describe import language

    rows = number_rows(low, high, scales)
    return _Answer(language.number(low, high, scales), rows, {"low": low, "high": high, "answers": rows})


def _word(asked: str, scales: "Sequence[Scale]") -> _Answer:
    from outlook.extract.hedges import is_hedge
    from outlook.show.data.scales import word_rows
    from outlook.show.describe import language
    from outlook.show.describe.blocks import Line
    from outlook.words import SCALES, WITHOUT_A_NUMBER, band_of, known_words, plain

    rows = word_rows(asked, scales)
    if plain(asked) in WITHOUT_A_NUMBER:
        return _Answer([Line(language.silence(asked))], rows, {"answers": rows})
    if not any(band_of(asked, one) for one in SCALES) and is_hedge(asked):
        return _Answer([Line(language.unscaled(asked))], rows, {"answers": rows})
    if not any(band_of(asked, one) for one in scales):
        known = [word for word in known_words() if any(band_of(word, one) for one in scales)]
        hint = did_you_mean(plain(asked)[:60], known) or "`outlook words` lists them, and how numbers are written"
        raise NoMatch(f"{asked[:60]!a} is neither an estimative word nor a probability; {hint}")
    return _Answer(language.word(asked, scales), rows, {"answers": rows})


def _number(asked: str) -> tuple[float, float] | None:
    """The ends of what was asked for if it is a number; None for words. A number that is none is refused."""
    from outlook.extract.hedges import is_hedge
    from outlook.model.values import parse_probability
    from outlook.words import numeric_phrase

    if found := numeric_phrase(asked):
        return found
    if not any(sign.isdigit() for sign in asked):
        return None
    try:
        probability = parse_probability(asked)
    except ValueError as error:
        if is_hedge(asked):  # nearly a 40% chance
            return None
        raise InvalidValue(str(error)) from error
    return probability, probability


def _scales(name: str | None) -> "Sequence[Scale]":
    from outlook.words import NAMES, SCALES, scale

    if name is None:
        return SCALES
    try:
        return [scale(name.lower())]
    except ValueError as error:
        hint = did_you_mean(name[:60], NAMES)
        raise InvalidValue(f"--scale: {error}" + (f"; {hint}" if hint else "")) from error
