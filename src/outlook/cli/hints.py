"""What was probably meant by words in the wrong order, without quotes, or of another program."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from outlook.errors import InvalidValue, NoMatch

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.book import Book
    from outlook.model.forecast import Forecast

MEANT = {
    "list": "outlook status",
    "ls": "outlook status",
    "html": "outlook report",
    "graph": "outlook plot",
    "chart": "outlook plot",
    "log": "outlook history",
    "delete": "outlook retract",
    "rm": "outlook retract",
}


def targets_of(book: "Book", texts: Sequence[str], summary: str, now: "datetime") -> list["Forecast"]:
    """The forecasts that the words before the summary name, each once.

    Raises:
        NoMatch: one of them names none; a later one that does not is probably a part of the summary.
    """
    from outlook.book.select import matches
    from outlook.cli.aiming import aimed

    found: dict[str, Forecast] = {}
    for index, text in enumerate(texts):
        try:
            one = aimed(book, text, now)
        except NoMatch as error:
            if not index or matches(text, book.names):
                raise
            meant = shlex.join(["outlook", "evidence", *texts[:index], " ".join([*texts[index:], summary])[:200]])
            raise NoMatch(f"{str(error).rstrip('?.')}. Did you forget the quotes? {meant}") from error
        found[one.full_id] = one
    return list(found.values())


def forecast_before(book: "Book", first: str, second: str | None, now: "datetime") -> "Forecast":
    """The forecast that the first word names; of several, the one that waits for its outcome.

    Raises:
        InvalidValue: the first word is a probability, and the second names the forecast.
        NoMatch: it names none, or several.
    """
    from outlook.book.select import matches
    from outlook.cli.aiming import aimed

    if second and _is_probability(first) and not matches(first, book.names) and matches(second, book.names):
        raise InvalidValue(f"the forecast comes first: {shlex.join(['outlook', 'estimate', second, first])}")
    return aimed(book, first, now)


def _is_probability(text: str) -> bool:
    from outlook.book.steps import is_step
    from outlook.model.values import parse_probability

    try:
        parse_probability(text)
    except ValueError:
        return is_step(text)
    return True


def begun(word: str, commands: Sequence[str], *, asks: bool = True) -> str:
    """The one command that a word begins, else the word; raises InvalidValue where it begins several and `asks`."""
    found = [name for name in commands if word and name.startswith(word)]
    if len(found) > 1 and not asks:
        return word
    if len(found) > 1:
        raise InvalidValue(f"{word!r} begins {len(found)} commands: {', '.join(found)}; write more of it")
    return found[0] if found else word


def refuse_other_names(name: str) -> None:
    """Name the command of ours that does what the word asks for in other programs; raises InvalidValue."""
    if name in MEANT:
        raise InvalidValue(f"there is no command {name!r}: `{MEANT[name]}` is the one for that")
