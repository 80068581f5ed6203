"""What `estimate` enters: one probability from the command line, or one a line from standard input."""

from collections.abc import Callable, Mapping, Sequence

from outlook.book import Book
from outlook.book.enter import Build, Stamp, Written
from outlook.book.enter import estimate as enter
from outlook.book.steps import is_step_of, stepped
from outlook.cli.accepting import implied_now
from outlook.cli.aiming import aimed
from outlook.cli.by_lines import Numbered, made, numbered, typed_lines
from outlook.cli.hints import forecast_before
from outlook.cli.narrowing import narrowed
from outlook.cli.session import Session
from outlook.errors import InvalidValue
from outlook.model.entries import Estimate
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_choice, is_distributed, is_estimate
from outlook.model.values import parse_probability, shown

ACCEPTED = "the implied probability, accepted"
NO_REASON = 'an estimate needs its reason: add --why "…" (one sentence is enough)'
KNOWN = "KNOWN ON"
CELLS = ("FORECAST", "P", "WHY", KNOWN)  # of a line


def reason_of(probability: str | None, words: Sequence[str] | None, why: str | None) -> str | None:
    """The reason, from the words after the probability or from --why.

    Raises:
        InvalidValue: there are two, or the words go on with the probability.
    """
    if not words:
        return why
    if why is not None:
        raise InvalidValue("the reason is given twice: after the probability, and by --why")
    whole = " ".join([probability or "", *words])
    if _is_chance(whole) or "=" in words[0] or not any(letter.isalpha() for letter in "".join(words)):
        raise InvalidValue(
            f"{shown(whole)}: is that one probability? Put it into quotes, or pairs into one word: A=.3,B=.7"
        )
    return " ".join(words)


def _is_chance(text: str) -> bool:
    try:
        parse_probability(text)
    except ValueError:
        return False
    return True


def of_words(
    session: Session,
    marked: Callable[[], Stamp],
    forecast: str,
    probability: str | None,
    why: str | None,
    *,
    accept: bool,
) -> tuple[Session, Build]:
    """The session on what the entry needs that the command line asks for, and what makes that.

    Raises:
        InvalidValue: there is no probability, or two.
        NoMatch: no forecast, or several, have that name.
    """
    if (probability is None) is not accept:
        raise InvalidValue("give the probability, or --accept for the implied one: one of the two")
    selected = forecast_before(session.book, forecast, probability, session.now)
    part = narrowed(session, [selected])
    return part, lambda: [_estimated(part.book, selected, marked(), probability, why)]


def of_lines(
    session: Session, marked: Callable[[], Stamp], others: Sequence[object], sure_of: str | None, *, accept: bool
) -> tuple[Build, Numbered]:
    """What makes the entries that the lines ask for, and the lines; all of them are written, or none.

    Raises:
        InvalidValue: a line is no estimate, or the command line says something beside `-`.
        NoMatch: a line names no forecast, or several.
    """
    if accept or any(other is not None for other in others):
        raise InvalidValue("- reads everything from lines: leave out the probability, --why and --accept")
    lines = typed_lines(CELLS)

    def of_line(cells: Mapping[str, str], stamp: Stamp) -> Written:
        selected = aimed(session.book, cells["FORECAST"], stamp.recorded_at)
        return _estimated(session.book, selected, stamp, cells["P"], cells["WHY"] or None)

    return lambda: made(lines, marked(), KNOWN, of_line), numbered(lines, sure_of)


def _estimated(book: Book, forecast: Forecast, marked: Stamp, probability: str | None, why: str | None) -> Written:
    """The entry of a probability, of a step from one's own, of a withdrawal, or of what is implied (None)."""
    situation = book.situation(forecast, marked.recorded_at)
    if probability is None:
        return enter(book, situation, marked, implied_now(book, forecast, marked), why or ACCEPTED)
    if probability.strip().lower() == "withdraw":
        return enter(book, situation, marked, None, why)
    try:
        stated = stepped(book, forecast, marked, probability) if is_step_of(forecast, probability) else probability
        item = enter(book, situation, marked, stated, why)
    except InvalidValue as error:
        said = f"{error}{_or_a_step(forecast, probability)}"
        if why:
            raise InvalidValue(said) from error
        raise InvalidValue(f"{said}; and {NO_REASON}") from error  # so that nobody is refused twice
    if not why:
        raise InvalidValue(NO_REASON)
    return item


def _or_a_step(forecast: Forecast, probability: str) -> str:
    """What a person may have meant who says nothing of some of a choice's options."""
    if not is_choice(forecast) or is_step_of(forecast, probability) or probability.count("=") >= len(forecast.names):
        return ""
    return f"; {forecast.names[0]}+10 is a step of ten points from your last estimate, and the others make room"


def doubts_of_score(items: Sequence[Written]) -> list[str]:
    """A sentence for each distribution that will have no score: after the outcome it is too late for another."""
    return [
        f"{forecast.full_id}: it will have no score: {why}"
        for item in items
        if is_estimate(entry := item.entry)
        and is_distributed(forecast := item.folder.forecasts.get(entry.forecast))
        and (why := _why_no_score(item, entry, forecast))
    ]


def _why_no_score(item: Written, entry: Estimate, forecast: Forecast) -> str | None:
    from outlook.scoring.measures import why_no_score

    made = [one for one in item.folder.entries if is_estimate(one) and one.forecast == forecast.id]
    before = [one.believed(forecast) for one in made if one.known_at < entry.known_at]
    belief = entry.believed(forecast)
    return None if belief is None else why_no_score(forecast, belief, [one for one in before if one is not None])
