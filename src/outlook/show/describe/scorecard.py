"""The page of `outlook score`: what was right, what that is worth, which reports helped, and what is not scored."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from outlook.show.describe.authors import Names, speakers
from outlook.show.describe.blocks import Block, Cell, Column, Line, Row, Table, Text, typed
from outlook.show.describe.corrected import corrected_line
from outlook.show.describe.groups import INFINITE, groups, sources
from outlook.show.describe.learning import weight_of_evidence
from outlook.show.describe.phrasing import NOTHING, day, plural, score, sparkline, state_word
from outlook.show.describe.pools import pool_lines
from outlook.show.describe.scores import (
    OF_SO_MANY,
    REFERENCE,
    TITLES,
    marked,
    mean_log,
    named,
    row_table,
    scale,
    signed,
    skill_of,
    total_line,
    whose_after_the_end,
)
from outlook.show.describe.updates import changes, gain
from outlook.show.describe.warnings import cautions, of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outlook.answers.missing import Missing
    from outlook.answers.score import Review, Scored, Together
    from outlook.lengths import Length
    from outlook.model.case import Case
    from outlook.scoring.over_time import DailyTotal, LeadTotal, Running, UpdatesTotal
    from outlook.scoring.references import Against, Luck
    from outlook.scoring.same_questions import Common
    from outlook.scoring.scorecard import NotScored
    from outlook.scoring.totals import Total

WITHOUT_ROWS = ("hedge", "term", "document", "source", "grade", "indicator")  # these need no estimate
COMPARED = ("binary", "choice")
TREND = 12
MANY_OPEN = 15  # forecasts that are merely open are counted then, and not listed
LUCK = (
    Column("At close", "number", 7, about="Mean of the last estimates on the questions past their close"),
    Column("By luck", "name", 7, about="Where luck puts that mean 9 times in 10"),
)
ABOUT_LUCK = (
    "AT CLOSE is the mean of the last estimates on the questions past their close, and BY LUCK where luck puts that "
    "mean 9 times in 10 if each estimate is right; "
)


def scorecard(review: Review, cases: Mapping[str, Case | None], *, short: bool = False) -> Iterator[Block]:
    """Scores kind by kind, or the groups that were asked for; then everything without a score and why.

    `short` leaves out what is the same in every row where all forecasts are of one case.
    """
    card = review.card
    yield from cautions(of(cases, (row.forecast.case for row in card.rows)))
    forecasts = [*(row.forecast for row in card.rows), *(item.forecast for item in card.not_scored)]
    short = short and len({forecast.case for forecast in forecasts}) == 1
    yield from scores(review, cases, short=short)
    if review.ask.key:
        yield from _counted(review)
    elif card.not_scored or review.missing:
        yield not_scored(card.not_scored, review.missing, short=short)


def _counted(review: Review) -> Iterator[Line]:
    """Under groups, how many have no score, by their state; the scorecard lists them with the reason.

    A table that needs no estimate has those too of which nobody stated any, once they are resolved.
    """
    is_by_row = review.ask.key not in WITHOUT_ROWS
    found = [one.state for one in review.card.not_scored if is_by_row or one.state != "resolved"]
    states = Counter(map(state_word, [*found, *(one.state for one in review.missing)]))
    if states:
        each = ", ".join(f"{count} {state}" for state, count in states.most_common())
        yield Line(f"Not scored ({states.total()}): {each}; `outlook score` lists them.", "soft")


def scores(review: Review, cases: Mapping[str, Case | None], *, short: bool = False) -> Iterator[Block]:
    """Kind by kind, since unlike scores have no common mean; then the sources, and what is to be said of dates."""
    if review.card.rows:
        yield from pool_lines(review.pool)
    elif review.ask.key not in WITHOUT_ROWS:
        yield Line("no score: nothing selected is resolved and estimated yet")
    if review.ask.key:
        yield from groups(review, cases)
    else:
        explained, names = False, speakers(cases)
        for kind in dict.fromkeys(total.kind for total in review.card.totals):
            totals = [total for total in review.card.totals if total.kind == kind]
            yield from _kind(review, totals, names, short=short, explained=explained)
            explained = explained or kind in COMPARED
        yield from sources(review)
        if review.bits and review.sum:
            yield Line(
                typed(f"`outlook score --by source` lists all {len(review.bits)}; by grade and indicator work alike.")
            )
        yield from weight_of_evidence(review.weight)
    if review.corrected:
        yield Line(corrected_line(review.corrected))
    if review.ask.key in WITHOUT_ROWS:
        return  # what follows is about estimates, and none of them is in such a table
    yield from map(Line, dates(review, speakers(cases)))
    if ignored := sum(row.ignored for row in review.card.rows):
        yield Line(
            f"{plural(ignored, 'estimate')} known at the end or later {'is' if ignored == 1 else 'are'} in no score"
        )


def dates(review: Review, names: Mapping[str, str]) -> list[Text]:
    """What is to be said of when estimates were recorded."""
    card = review.card
    return marked(card.marks, with_late=card.with_late, whose=whose_after_the_end(card.rows, names))


def _kind(review: Review, totals: Sequence[Total], names: Names, *, short: bool, explained: bool) -> Iterator[Block]:
    kind = totals[0].kind
    alike = [one for one in review.scored if one.row.forecast.kind == kind]
    by = f" · by {names[totals[0].by]}" if len(totals) == 1 else ""
    yield row_table(alike, title=f"{TITLES[kind]}{by}", caption=scale(alike[0].row), names=names, short=short)
    yield from (Line(line) for line in _levels(alike))
    if len(totals) > 1:
        people = _people(review, totals, names)
        yield people
        yield Line(_about(people), "soft")
        if any(total.infinite for total in totals):
            yield Line(INFINITE, "soft")
        if (shared := review.common.get(kind)) is not None:
            yield Line(_common(shared, names))
        yield from changes(alike, names, short=short)
        yield Line(
            ("No mean mixes people", typed(f": `outlook score --forecaster {totals[0].by}` shows one alone"), "."),
            "soft",
        )
    else:
        yield from _alone(review, totals[0], alike, names, short=short, explained=explained)


def _levels(rows: Sequence[Scored]) -> Iterator[str]:
    """At which levels the weighted interval scores are taken: those of each question, for everybody."""
    measures = {one.row.measure.levels: one.row.measure for one in rows if one.row.measure.levels}
    for levels, measure in measures.items():
        names = dict.fromkeys(one.row.forecast.id for one in rows if one.row.measure.levels == levels)
        yield f"{measure.heading} = {measure.full_name} ({', '.join(names)})"


def _alone(
    review: Review, total: Total, alike: Sequence[Scored], names: Names, *, short: bool, explained: bool
) -> Iterator[Block]:
    """What is said of the one forecaster of a kind."""
    together = review.together[total.kind, total.by]
    yield Line(total_line(total), "lead")
    yield from (Line(line) for line in _lines(review, together))
    yield from changes(alike, names, short=short)
    yield from _against(together.against, explained=explained)
    reported = any(told.pieces and told.forecast.kind == total.kind for told in review.told)
    if reported and (implied := next((one for one in together.against if one.reference == "implied"), None)):
        yield Line(listening(implied))
    if total.kind == "binary" and total.by in review.luck:
        yield from (Line(line) for line in luck_told(review.luck[total.by]))


def _people(review: Review, totals: Sequence[Total], names: Names) -> Table:
    """The means of several forecasters, one a row, with the interval in which chance would put each."""
    with_luck = any(total.by in review.luck for total in totals) and totals[0].kind == "binary"
    columns = (
        Column("Forecaster", "name"),
        Column("N", "number", 1),
        Column("Mean", "number"),
        Column("First", "number", 6),
        Column("Last", "number", 5),
        *([Column("Lead", "number", 1)] if review.ask.lead is not None else []),
        *([Column("Daily", "number", 1)] if review.ask.daily else []),
        Column("Log", "number", 4),
        Column("Cover", "number", 2),
        Column("Vs prior", "number", 3, about="Skill: above 0 is better than the prior, or with ½ than equal chances"),
        *(LUCK if with_luck else ()),
    )
    rows = [_person(review, total, names, with_luck=with_luck) for total in totals]
    return Table(columns, rows, "each over the questions that they answered", f"By forecaster, {totals[0].kind}")


def _about(people: Table) -> str:
    """What the columns hold that are not means over all questions of their row."""
    skill = (
        "VS PRIOR is the skill against the prior, or with ½ against equal chances, where not every question has a prior"
    )
    return f"{skill}; {ABOUT_LUCK if LUCK[0] in people.columns else ''}{OF_SO_MANY}."


def _common(shared: Common, names: Names) -> Text:
    """What compares people who answered different questions."""
    who = "both" if shared.people == 2 else f"all {shared.people}"  # noqa: PLR2004 - two are both
    if not shared.means:
        return (
            f"No question was answered by {who}",
            typed(": `outlook score --by forecaster` compares any two of them"),
            ".",
        )
    each = ", ".join(f"{names[name]} {score(mean)}" for name, mean in sorted(shared.means.items(), key=itemgetter(1)))
    time = "over the time that both covered" if who == "both" else "over the time that all covered"
    return f"On the {plural(shared.questions, 'question')} that {who} answered, {time}: {each}."


def _person(review: Review, total: Total, names: Names, *, with_luck: bool) -> list[Cell | Text]:
    together = review.together[total.kind, total.by]
    chance = review.luck.get(total.by)
    return [
        Cell(names[total.by], total.by, "name"),
        str(total.n),
        Cell(score(total.mean), total.mean, "strong"),
        Cell(score(total.first), total.first),
        Cell(score(total.last), total.last),
        *([score(together.lead.mean)] if together.lead else []),
        *([score(together.daily.mean)] if together.daily else []),
        Cell(mean_log(total), total.log_score),
        NOTHING if total.coverage is None else f"{total.coverage:.0%}",
        skill_of(total, together.against),
        *(_by_chance(chance, total) if with_luck else ()),
    ]


def _by_chance(chance: Luck | None, total: Total) -> tuple[str, str]:
    """The mean that the interval is of, which is not that of the row, and the interval."""
    if chance is None:
        return NOTHING, NOTHING
    of = "" if chance.n == total.n else f" ({chance.n})"
    return f"{score(chance.scored)}{of}", f"{score(chance.low)} to {score(chance.high)}"


def _lines(review: Review, together: Together) -> list[str]:
    return [
        *([_lead(together.lead, review.ask.lead)] if together.lead and review.ask.lead is not None else []),
        *([_daily(together.daily)] if together.daily else []),
        *([_updates(together.updates)] if together.updates.moves else []),
        *([_running(together.running)] if len(together.running) > 1 else []),
    ]


def _lead(total: LeadTotal, lead: Length) -> str:
    left = "".join(f"; {count} {reason}" for reason, count in total.left_out.items())
    what = f"LEAD: the estimate in force {lead.spelled} before the scheduled close"
    return f"{what}: mean {score(total.mean)}, n = {total.n}{left}"


def _daily(total: DailyTotal) -> str:
    days = f"{total.days:,} of {total.whole:,} days have one"
    return f"DAILY: mean over days of each day's last estimate: mean {score(total.mean)}, n = {total.n}; {days}"


def _updates(total: UpdatesTotal) -> str:
    back = f", {plural(total.reversals, 'reversal')}" if total.reversals is not None else ""
    worth = f"; together {gain(total.gained)} a row" if total.gained is not None else ""
    return (
        f"{plural(total.moves, 'update')} on {plural(total.rows, 'row')}{back}: "
        f"{total.helped} helped, {total.hurt} hurt{worth}"
    )


def _running(points: Sequence[Running]) -> str:
    first, last = points[0], points[-1]
    steps = [points[place * (len(points) - 1) // (TREND - 1)].mean for place in range(TREND)]
    trend = (
        f"{sparkline(steps if len(points) > TREND else [one.mean for one in points], TREND)} " if last.mean <= 1 else ""
    )
    return (
        f"mean by date of resolution: {trend}{score(first.mean)} after {first.n} ({day(first.at)}), "
        f"{score(last.mean)} after {last.n} ({day(last.at)})"
    )


def _against(against: Sequence[Against], *, explained: bool) -> Iterator[Block]:
    if not against or against[0].kind not in COMPARED:
        return
    columns = (
        Column("Reference", "prose"),
        Column("Scores", "number"),
        Column("Stated", "number"),
        Column("Skill", "number"),
        *(Column(name, "number", 1) for name in ("Better", "Worse", "Of")),
    )
    rows = [_reference(one) for one in against]
    yield Table(columns, rows, "over the same time", "Beside forecasts that anybody could have made")
    if not explained:
        yield Line(
            "SKILL = 1 - STATED / SCORES: above 0, the estimates were better on the whole, 1 is best. "
            "BETTER and WORSE count them one by one."
        )


def _reference(one: Against) -> list[Cell | Text]:
    return [
        REFERENCE[one.reference],
        score(one.mean),
        score(one.stated),
        Cell(signed(one.skill), tone="strong"),
        str(one.better),
        str(one.worse),
        str(one.n),
    ]


def listening(implied: Against) -> str:
    """Whether what the evidence implied scored better than what was stated."""
    scores = f"what it implied scored {score(implied.mean)}, the estimates {score(implied.stated)} (lower is better)"
    answer = "Yes" if implied.mean < implied.stated else "No" if implied.mean > implied.stated else "No difference"
    return f"Would listening to the evidence have helped? {answer}: {scores}."


def luck_told(luck: Luck) -> tuple[str, str]:
    """How often the last estimates leaned the right way, and whether luck alone explains their mean."""
    right = f"Right side of 50% at the end: {luck.right} of {luck.n}."
    chance = "Even perfect probabilities score well or badly by chance: 9 times in 10 their mean is"
    verdict = (
        "worse than luck explains"
        if luck.scored > luck.high
        else "better than the estimates themselves claim"
        if luck.scored < luck.low
        else "within what luck explains"
    )
    told = f"{chance} from {score(luck.low)} to {score(luck.high)}. It is {score(luck.scored)}: {verdict}"
    return right, f"{told} (if the questions are independent)."


def listed_missing(found: Sequence[Missing]) -> str:
    """One sentence of those whose record is gone, without its stop."""
    named = ", ".join(one.full_id for one in found[:MANY_OPEN])
    more = f" and {len(found) - MANY_OPEN} more" if len(found) > MANY_OPEN else ""
    whose = "record is" if len(found) == 1 else "records are"
    return f"{plural(len(found), 'forecast')} whose {whose} not here or cannot be read: {named}{more}"


def why_missing(one: Missing) -> str:
    """Why a forecast has no score whose record is gone, and what is lost with it."""
    why = "its record cannot be read" if one.is_there else "its record is not here"
    who = plural(len(one.forecasters), "forecaster") if one.forecasters else "nobody stated anything"
    return f"{why}: {who}{f', resolved {one.outcome}' if one.outcome else ''}"


def not_scored(
    found: Sequence[NotScored], missing: Sequence[Missing] = (), *, short: bool = False, every: bool = False
) -> Table | Line:
    """What has no score and why; counted beside the scores, so that nothing is passed over.

    Where many are merely open, these are only counted, unless `every` one is wanted.
    """
    columns = (Column("Forecast", "name"), Column("State", "name", 1), Column("Why", "text"))
    still = [item for item in found if item.state == "open" and item.by is None]
    is_long = len(still) > MANY_OPEN and not every
    rows: list[Row] = [
        [named(item.forecast, short=short), Cell(state_word(item.state), item.state), item.reason]
        for item in found
        if not (is_long and item.state == "open" and item.by is None)
    ]
    for one in missing:
        name = one.full_id.partition("/")[2] if short else one.full_id
        rows.append(
            [Cell(name, one.full_id, "name"), Cell(state_word(one.state), one.state, "alarm"), why_missing(one)]
        )
    title = f"Not scored ({len(found) + len(missing)})"
    if not rows:
        return Line((f"{title}: all of them are open", typed(", and `outlook status` lists them"), "."), "soft")
    caption = f"{len(still)} of them are open, and `outlook status` lists these" if is_long else ""
    return Table(columns, rows, caption, title, "pipe the scorecard", sortable=True)
