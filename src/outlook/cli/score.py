"""`outlook score`."""

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outlook.cli import ranks
from outlook.cli.completing import complete_person
from outlook.cli.options import AtOption, BookOption, ColorOption, CsvOption, JsonOption, LateOption
from outlook.cli.printing import mention_pool, moment, put_answer
from outlook.cli.selecting import Wanted, chosen, selecting
from outlook.cli.session import Session, cases_of, forecaster_or_pool, length_of, open_session, talk
from outlook.cli.wrong_clock import mention_what_follows_its_outcome
from outlook.errors import InvalidValue, NoMatch, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outlook.answers.score import Ask, Review
    from outlook.answers.standing import Standing
    from outlook.model.case import Case

# Written out, so that completing an option loads no model; a test holds them to those that are worked out.
GROUPS = ("forecaster", "case", "tag", "kind", "hedge", "term", "document", "source", "grade", "indicator")
OF_WORDS = ("hedge", "term", "document")
OF_ROWS = ("forecaster", "case", "tag", "kind")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("score", short_help="The scorecard of what resolved")(score)


@selecting
def score(
    wanted: Wanted,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="NAME",
            autocompletion=lambda: list(GROUPS),
            help=f"Group by {', '.join(GROUPS)}; any other name is a forecaster's: only their estimates",
        ),
    ] = None,
    forecaster: Annotated[
        str | None,
        typer.Option(
            "--forecaster",
            metavar="NAME",
            help="Only this forecaster's estimates, whatever the name",
            autocompletion=complete_person,
        ),
    ] = None,
    lead: Annotated[
        str | None,
        typer.Option(
            "--lead",
            metavar="LENGTH",
            help="Also the score of the estimate in force so long before the scheduled close, such as 7d",
        ),
    ] = None,
    daily: Annotated[
        bool, typer.Option("--daily", help="Also the mean over days of each day's last estimate, as Good Judgment Open")
    ] = False,
    late: LateOption = False,
    book: BookOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook score                             everything that resolved
    outlook score syria --by source --json    whose reports helped

    Brier, log score, RPS and CRPS over time with coverage and skill, and everything that was not scored and why.
    """
    from outlook.show.describe.scorecard import scorecard as described

    session = open_session(book, at, color)
    cases = cases_of(session)
    ask, short = _ask(session, by, forecaster, lead, daily=daily), session.screen.is_terminal
    found = _review(session, wanted, ask, late=late)
    put_answer(
        session,
        lambda: chain(described(found, cases, short=short), ranks.page(ranks.ranks(found), cases)),
        *(lambda: {"at": moment(session.at), **_data(found)}, lambda: _rows(found, cases)),
        as_json=as_json,
        as_csv=as_csv,
    )


def _review(session: Session, wanted: Wanted, ask: "Ask", *, late: bool) -> "Review":
    """The scores of the chosen forecasts, and beside them those of their cases whose record is gone."""
    from outlook.answers.missing import missing
    from outlook.answers.score import review
    from outlook.answers.standing import Standings

    standings = Standings(session.book, session.at, late=late)
    selected = chosen(session, wanted._replace(limit=None), standings, ask.forecaster, by_outcome=True)
    selected = _first(selected, wanted.limit, ask)
    cases = {one.forecast.case for one in selected} if wanted.is_anything else None
    mention_what_follows_its_outcome(session, (one.forecast for one in selected if one.situation.state == "resolved"))
    gone = missing(session.book, session.at, cases)
    return replace(review(selected, _with_bands(ask, selected)), missing=gone)


def _first(selected: "list[Standing]", limit: int | None, ask: "Ask") -> "list[Standing]":
    """Of what is scored as many as are wanted, the first; what has no score is counted beside them all the same."""

    def is_scored(one: "Standing") -> bool:
        rows = one.scores_of(ask.forecaster).rows
        return bool(rows) if ask.key in (None, *OF_ROWS) else one.situation.state == "resolved"

    scored = {one.forecast.full_id for one in selected if is_scored(one)} if limit is not None else set()
    if limit is None or len(scored) <= limit:
        return selected
    talk(f"the first {limit:,} of {len(scored):,} scored forecasts")
    left = iter(range(limit))
    return [one for one in selected if one.forecast.full_id not in scored or next(left, None) is not None]


def _with_bands(ask: "Ask", chosen: "Sequence[Standing]") -> "Ask":
    """With what each hedge promises and which term of the scale it is, where words are asked about."""
    from outlook.answers.wording import bands, terms

    if ask.key not in OF_WORDS:
        return ask
    cases = list({one.forecast.case: one.case for one in chosen}.values())
    return replace(ask, bands=bands(cases), terms=terms(cases))


def _data(found: "Review") -> dict[str, Any]:
    from outlook.show.data import scorecard

    fields = scorecard.review(found)
    return fields if found.ask.key != "forecaster" else {**fields, "ranks": ranks.data(ranks.ranks(found))}


def _rows(found: "Review", cases: "Mapping[str, Case | None]") -> list[dict[str, Any]]:
    from outlook.show.data import scorecard
    from outlook.show.describe.authors import speakers
    from outlook.show.describe.blocks import pieces
    from outlook.show.describe.scorecard import dates

    mention_pool(found.pool)
    for text in dates(found, speakers(cases)) if found.ask.key == "forecaster" else ():
        talk("".join(one if isinstance(one, str) else one.text for one in pieces(text)))
    return scorecard.rows(found)


def _ask(session: Session, by: str | None, forecaster: str | None, lead: str | None, *, daily: bool) -> "Ask":
    """What the options ask for; `--by` names a group, or else a forecaster."""
    from outlook.answers.score import Ask

    key = by if by in GROUPS else None
    if by is not None and key is None:
        if forecaster is not None:
            raise InvalidValue(f"--by {by!a} and --forecaster {forecaster!a} both name a forecaster: leave one out")
        forecaster = _known(session, by, "--by", GROUPS)
    elif forecaster is not None:
        forecaster = _known(session, forecaster, "--forecaster", ())
        if key is not None and key not in OF_ROWS:
            raise InvalidValue(f"--by {key} scores words and reports, not a forecaster: leave --forecaster out")
    return Ask(key, forecaster, None if lead is None else length_of("--lead", lead), daily)


def _known(session: Session, name: str, option: str, groups: tuple[str, ...]) -> str:
    """A name that stands in some ledger, an author's documents, or a pool's.

    Raises:
        NoMatch: it is none of these; with the nearest ones.
    """
    from outlook.book.authors import documents_of

    people = session.book.forecasters
    if forecaster_or_pool(session.book, name, option):
        return name
    if (speaks := documents_of(session.book, name)) is not None:
        return speaks
    what = "neither a group nor a forecaster" if groups else "no forecaster"
    hint = did_you_mean(name[:80], [*groups, *people])
    groups_hint = f"groups are {', '.join(groups)}" if groups else "`outlook history` shows who wrote what"
    raise NoMatch(f"{option}: {name[:80]!a} is {what} of this book; {hint or groups_hint}")
