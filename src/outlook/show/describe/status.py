"""Where every forecast stands, on one page, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from outlook.answers.tally import tally_of
from outlook.model.belief import Belief, Points, Shares
from outlook.model.slugs import question_slug
from outlook.show.describe.authors import by_author
from outlook.show.describe.beliefs import chance, scale_of, short, spread
from outlook.show.describe.blocks import (
    EXTRA,
    Block,
    Cell,
    Column,
    Course,
    Gap,
    Heading,
    Line,
    Piece,
    Table,
    Text,
    Tone,
    pieces,
    strong,
    to_page,
)
from outlook.show.describe.corrected import corrected_line
from outlook.show.describe.phrasing import (
    NOTHING,
    between,
    day,
    leading,
    moment,
    outcome,
    percent,
    score,
    span,
    state_word,
)
from outlook.show.describe.summed_up import STATES, summary
from outlook.show.describe.warnings import caution
from outlook.show.describe.whose import whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from outlook.answers.status_row import StatusRow
    from outlook.answers.tally import Tally
    from outlook.belief.pool import Rule
    from outlook.belief.timeline import State
    from outlook.model.case import Case
    from outlook.words import Scale

GAP = 0.10
SHORT = 5
LENGTHS = tuple(timedelta(minutes=one) for one in (30 * 1440, 7 * 1440, 1440, 360, 60, 10, 1))
TONES: Mapping[State, Tone] = {
    "due": "alarm",
    "disputed": "alarm",
    "open": "",
    "draft": "warning",
    "resolved": "soft",
    "ambiguous": "soft",
    "annulled": "soft",
}
SIGNS: Mapping[State, str] = {
    "due": "▲",
    "disputed": "⚠",
    "open": "○",
    "draft": "✎",
    "resolved": "●",
    "ambiguous": "◐",
    "annulled": "×",
}
OF_OTHERS = (
    "OTHERS: the median of what others state, in brackets of how many; of a quantity or a day what one of them stated "
    "last. First comes the probability that lies farthest from theirs; quantities and days come last."
)
CAPTION = "All forecasts, the most urgent first"


def status(
    cases: Mapping[str, Case | None],
    rows: Sequence[StatusRow],
    at: datetime,
    pool: Rule | None = None,
    by: str | None = None,
    *,
    narrow: bool = False,
    is_sorted: bool = False,
    own: str | None = None,
) -> Iterator[Block]:
    """The table of every case, with a summary line under it; rows that are sorted stay in one table, as they are.

    With `pool` the stated column holds what all forecasters say together by that rule, and how many they are; a trend
    and a score would be those of one of them. With `by` all numbers are one forecaster's, with `own` those
    of which they stated something.
    """
    if pool is not None:
        rows = [row._replace(trend=(), brier=None) for row in rows]
    named = by is None and pool is None and len(people(rows)) > 1
    if is_sorted:
        names = {row.case for row in rows}
        yield Heading(f"{min(names) if len(names) == 1 else 'all cases'} · known by {moment(at)}", 1)
        several = len(names) > 1
        yield status_table(rows, cases, at, pool, named=named, several=several, narrow=narrow, is_sorted=True)
        yield Gap()
        if any(row.others is not None for row in rows):
            yield Line(f"STATED: by {by}. {OF_OTHERS}", "soft")
        yield from whose(rows, own)
        yield from below(tally_of(rows, by), at)
        return
    of_case: dict[str, list[StatusRow]] = defaultdict(list)
    for row in rows:
        of_case[row.case].append(row)
    for case_id, mine in of_case.items():
        yield from above(case_id, cases.get(case_id), at)
        table = status_table(mine, cases, at, pool, named=named, narrow=narrow)
        yield table._replace(more=f"pipe the table, or name a forecast of {case_id}")
        yield Gap()
    yield from whose(rows, own)
    yield from below(tally_of(rows, by), at)


def above(case_id: str, case: Case | None, at: datetime) -> Iterator[Block]:
    """What is above the table of a case."""
    title = f" · {case.title}" if case and case.title != case_id else ""
    yield Heading(f"{case_id}{title} · known by {moment(at)}", 1)
    if case and case.warning:
        yield caution(case.warning)


def below(tally: Tally, at: datetime) -> Iterator[Block]:
    """What is under all tables."""
    if tally.has_ended:
        yield Line("IMPLIED of a forecast that has closed is what was implied last.", "soft")
    if tally.is_over_time:
        yield Line("BRIER is over time: of each estimate for as long as it was in force, not of STATED alone.", "soft")
    if tally.scores and tally.of_choices:
        yield Line("BRIER is 0–1 of yes/no and 0–2 of a choice: the two are not compared.", "soft")
    if tally.corrected:
        yield Line(corrected_line(tally.corrected))
    yield Line(summary(tally, at))


def looks_so_until(rows: Sequence[StatusRow], at: datetime) -> datetime:
    """A moment until which a table of all columns says the same of the same rows: the moment itself if none is known.

    As time goes on, a length of time is never written as it was before, once it was written differently.
    """
    told = [(_since(row, at), _left(row, at)) for row in rows]
    if any(row.stated_at is not None and row.stated_at > at for row in rows):
        return at
    for length in LENGTHS:
        try:
            later = at + length
        except OverflowError:  # beyond the calendar
            continue
        if all((_since(row, later), _left(row, later)) == one for row, one in zip(rows, told, strict=True)):
            return later
    return at


def short_status(
    cases: Mapping[str, Case | None],
    rows: Sequence[StatusRow],
    at: datetime,
    *,
    narrow: bool = False,
    own: str | None = None,
) -> Iterator[Block]:
    """The summary, the forecasts that are overdue or close next, and the most useful command to type next."""
    yield Line(summary(tally_of(rows), at))
    urgent = sorted((row for row in rows if row.state in ("due", "open")), key=urgency)[:SHORT]
    if urgent:
        yield Gap()
        yield status_table(urgent, cases, at, named=len(people(rows)) > 1, narrow=narrow)
        yield from whose(rows, own)
    yield Line(next_step(rows))


def status_table(
    rows: Sequence[StatusRow],
    cases: Mapping[str, Case | None],
    at: datetime,
    pool: Rule | None = None,
    *,
    named: bool = False,
    several: bool = False,
    narrow: bool = False,
    is_sorted: bool = False,
    with_words: bool = False,
) -> Table:
    """The rows, the most urgent first unless they are sorted already.

    `named` says whose estimates they are, `several` of which case.

    With `with_words` numbers have their words beside them, where there is room for such.

    Where it is `narrow`, the state says when an open forecast closes, and columns that say nothing are left out, as is
    a question that its id repeats.
    """
    ordered = rows if is_sorted else sorted(rows, key=urgency)
    is_asked = not narrow or not all(row.kind == "binary" and _is_its_question(row) for row in ordered)
    scales = {name: scale_of(case) for name, case in cases.items()} if with_words else {}
    columns = _columns(ordered, pool, named=named, narrow=narrow)
    columns = tuple(column for column in columns if is_asked or column.name != "Question")
    cells = (
        _cells(row, at, pool, scales.get(row.case), several=several, narrow=narrow) | by_author(row, cases, TONES)
        for row in ordered
    )
    return Table(
        columns,
        [[found[column.name] for column in columns] for found in cells],
        CAPTION,
        sortable=True,
        states=tuple(row.state for row in ordered),
    )


def _is_its_question(row: StatusRow) -> bool:
    """Whether the id is made of all that the question says, so that a narrow table has room for one of the two."""
    asks = question_slug(row.heading)
    return bool(asks) and row.id.startswith(asks)


def urgency(row: StatusRow) -> tuple[int, float, str]:
    """By what a table is ordered: the state, then what closes soonest."""
    closes = row.closes_at.timestamp() if row.closes_at else 0.0
    return STATES.index(row.state), closes, row.full_id


def _columns(rows: Sequence[StatusRow], pool: Rule | None, *, named: bool, narrow: bool) -> tuple[Column, ...]:
    with_implied = not narrow or any(row.implied is not None for row in rows)
    with_range = not narrow and any(row.implied_range for row in rows)
    with_since = pool is None and not narrow and any(row.stated_at for row in rows)
    with_brier = not narrow or any(row.brier is not None for row in rows)
    with_others = any(row.others is not None for row in rows)
    stated = "The newest estimate in force: a probability, the leading option, or the median"
    implied = "What the prior, the evidence and time imply by the stated rules; once closed, what they implied last"
    sure = "How sure what is implied is: it lies in it nine times in ten"
    brier = "Time-weighted Brier score, lower is better: 0 to 1 for yes/no, 0 to 2 for a choice"
    found = (
        (True, Column("Forecast", "name", about="Its id, which leads to its page, and its question")),
        (True, Column("Question", rank=7, below=True)),
        (True, Column(pool.capitalize() if pool else "Stated", "number", about=stated)),
        (named, Column("By", rank=5, limit=8 if narrow else 14, below=True)),
        (pool is not None, Column("Of", "number", about="How many forecasters")),
        (with_others, Column("Others", "number", about="The median of what others state, and of how many it is")),
        (with_since, Column("Since", "number", EXTRA, about="How long ago that was stated")),
        (with_implied, Column("Implied", "number", 3, about=implied)),
        (with_range, Column("Range", "number", 10, about=sure)),
        (
            pool is None and not (narrow and with_implied),
            Column("Trend", rank=9, about="From 0 to 100%: a disc for stated, ticks for before, a diamond for implied"),
        ),
        (True, Column("Ev", "number", 6, about="How many reports bear on it")),
        (not narrow, Column("Closes", "number", 8, about="When it closes; for how long it is still open")),
        (
            True,
            Column(
                "State",
                "name",
                about="Open, or when it opens; overdue, disputed, draft, resolved, ambiguous or annulled",
            ),
        ),
        (with_brier, Column("Brier", "number", 4, about=brier)),
    )
    return tuple(column for wanted, column in found if wanted)


def _cells(
    row: StatusRow, at: datetime, pool: Rule | None, words: Scale | None, *, several: bool, narrow: bool
) -> dict[str, Cell]:
    tone = TONES[row.state]
    believed = row.stated if pool is None else row.pooled.by(pool) if row.pooled else None
    of_what = leading(believed)[1] if believed is not None else ""
    stated, implied = chance(believed, of_what), chance(row.implied, of_what)
    same = Shares({of_what: implied}) if of_what and implied is not None else row.implied
    name = row.full_id if several else row.id
    closes_at = row.closes_at
    asks = "" if narrow and _is_its_question(row) else row.heading
    return {
        "Forecast": Cell(to_page(name, row.full_id), row.full_id, "name" if row.state in ("open", "due") else tone),
        "Question": Cell((Piece(f"{of_what}: " if of_what else "", "terse"), asks), None, tone),
        (pool.capitalize() if pool else "Stated"): Cell(short(believed, words), stated, tone),
        "By": Cell((Piece("by ", "gloss"), row.stated_by) if row.stated_by else NOTHING, None, tone),
        "Since": Cell(_since(row, at), row.stated_at.timestamp() if row.stated_at else None, tone),
        "Of": Cell(str(len(row.pooled.stated)) if row.pooled else "", None, tone),
        "Others": _others(row, of_what),
        "Implied": Cell(_implied(row, same, stated, implied, words), implied, tone),
        "Range": Cell(_range(row), None, tone),
        "Trend": Cell(Course(row.trend, stated, implied), None, tone),
        "Ev": Cell(str(row.evidence), row.evidence, tone),
        "Closes": Cell(_closes(row, at), closes_at.timestamp() if closes_at else None, tone),
        "State": Cell(_narrow_state(row, at) if narrow else state(row), STATES.index(row.state), tone),
        "Brier": Cell(score(row.brier), row.brier, tone),
    }


def _others(row: StatusRow, of_what: str) -> Cell:
    """What the others state, of the same option as what is stated; a distribution says of what its number is."""
    if row.others is None:
        return Cell(NOTHING)
    belief = row.others.belief
    number, own = leading(belief)
    if isinstance(belief, Shares) and (share := belief.number(of_what)) is not None:
        number, own = percent(share), of_what
    of = f" ({row.others.n})" if row.others.n > 1 and row.others.apart is not None else ""
    return Cell(f"{number if own == of_what else f'{own} {number}'}{of}", row.others.apart)


def _implied(
    row: StatusRow, same: Belief | None, stated: float | None, implied: float | None, words: Scale | None
) -> Text:
    """What is implied, of the same option as what is stated; an arrow where they are over ten points apart."""
    if isinstance(same, Points):
        return spread(same)[0]
    if row.state not in ("open", "due") or stated is None or implied is None or abs(implied - stated) <= GAP:
        return short(same, words)
    number, *gloss = pieces(short(same, words))
    return (f"{number}{'▲' if implied > stated else '▼'}", *gloss)


def _range(row: StatusRow) -> str:
    found = row.implied_range
    return between(found.low, found.high) if found else NOTHING


def _since(row: StatusRow, at: datetime) -> str:
    return span((at - row.stated_at).total_seconds()) if row.stated_at else NOTHING


def _closes(row: StatusRow, at: datetime) -> Text:
    closes_at = row.closes_at
    if closes_at is None:
        return NOTHING
    on = Piece(day(closes_at), "gloss")
    return (on, Piece(" ", "gloss"), left) if (left := _left(row, at)) else (on, Piece(NOTHING, "terse"))


def _left(row: StatusRow, at: datetime) -> str:
    """How long it is to the close, or how long ago that was."""
    if row.closes_at is None or row.state not in ("open", "due", "draft"):
        return ""
    seconds = (row.closes_at - at).total_seconds()
    return f"in {span(seconds)}" if seconds >= 0 else f"{span(seconds)} ago"


def state(row: StatusRow) -> Text:
    """The state with its sign, and the outcome."""
    sign = Piece(f"{SIGNS[row.state]} ", "gloss")
    if row.state == "resolved":
        return (sign, "resolved ", strong(outcome(row.kind, row.outcome or "")))
    if row.opens_later and row.state == "open" and row.opens_at is not None:
        return (sign, f"opens {day(row.opens_at)}")
    return (sign, state_word(row.state))


def _narrow_state(row: StatusRow, at: datetime) -> Text:
    """The outcome, or when it closes, else the state."""
    if row.state == "resolved":
        return outcome(row.kind, row.outcome or "")
    if row.opens_later and row.state == "open" and row.opens_at is not None:
        return f"opens {day(row.opens_at)}"
    if row.state == "open":
        return _left(row, at) or NOTHING
    closes_at = row.closes_at or at
    return f"{span((at - closes_at).total_seconds())} over" if row.state == "due" else row.state


def people(rows: Sequence[StatusRow]) -> set[str]:
    """Everybody who stated something about one of them."""
    return {person for row in rows for person in row.forecasters}


def next_step(rows: Sequence[StatusRow]) -> str:
    """The most useful command to type next."""
    urgent = sorted(rows, key=urgency)
    by_state = {state: next((row for row in urgent if row.state == state), None) for state in STATES}
    due, draft, still_open, disputed = (by_state[state] for state in ("due", "draft", "open", "disputed"))
    if disputed is not None:
        return f"next: outlook show {disputed.full_id}   (two resolutions differ: retract one of them)"
    if due is not None:
        return f'next: outlook resolve {due.full_id} OUTCOME --why "…"'
    if draft is not None:
        return f"next: outlook edit {draft.full_id}   (a draft: {', '.join(draft.missing)} missing)"
    if still_open is not None and still_open.stated is None:
        return f'next: outlook estimate {still_open.full_id} P --why "…"'
    if still_open is not None:
        return f'next: outlook evidence {still_open.full_id} "what was reported"'
    return 'next: outlook score, or outlook new CASE/ID --question "…"'
