"""How the prior becomes the implied probability, as lines that can be redone with a pocket calculator."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from outlook.evidence.distributions import as_points
from outlook.evidence.grading import RELIABILITY
from outlook.model.belief import Belief, Points, Quantiles
from outlook.model.kind_of import is_date, is_distributed
from outlook.model.weighing import CLASSIC, UNREAD, Weighing
from outlook.show.describe.beliefs import implied_text, spread
from outlook.show.describe.blocks import Block, Cell, Column, Gap, Heading, Line, Table, Text, pieces, strong, typed
from outlook.show.describe.looking import sensitivity
from outlook.show.describe.phrasing import NOTHING, between, leading, moment, percent, whole, with_sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.explained import Explained
    from outlook.evidence.arithmetic import Line as Step
    from outlook.evidence.ranges import Range
    from outlook.evidence.scenarios import Through
    from outlook.evidence.steps import Step as SignStep
    from outlook.evidence.weigh import Weighed
    from outlook.model.forecast import Forecast


def explanation(explained: Explained) -> Iterator[Block]:
    """The page: the weighing, and beside what it implies what plain multiplication would."""
    forecast, weighed = explained.forecast, explained.weighed
    yield Heading(f"{forecast.full_id} · explained as of {moment(explained.at)}", 1)
    yield Line(forecast.question or forecast.heading)
    yield Gap()
    yield from weighing(explained)
    if explained.lines:
        yield Gap()
        yield from _result(explained)
        yield Line(("rule     ", *pieces(rule(weighed.by))), "soft")
        yield from _grades(explained)
    if explained.swings is not None:
        yield from sensitivity(explained)


def _result(explained: Explained) -> Iterator[Block]:
    """What is implied, how sure that is, and what plain multiplication would say."""
    weighed = explained.weighed
    last = " (closed, last implied)" if explained.is_last else ""
    yield Line(f"implied  {whole(weighed.implied)}{last}")
    if isinstance(weighed.implied, Points):
        yield Line(f"that is  {implied_text(weighed.implied)}")
    if weighed.range:
        yield Line(f"range    {between(weighed.range.low, weighed.range.high)}  ({_how_sure(weighed.range)})")
    if not is_distributed(explained.forecast):
        naive = whole(weighed.naive)
        yield Line(f"naive    {naive}  (every report multiplied: no grade, no group, no silence, no time)")
    if weighed.implied is None:
        yield Line(why_nothing_is_implied(explained.forecast, weighed))


def weighing(explained: Explained) -> Iterator[Block]:
    """The lines with what they add, their sum, the arithmetic of each, and the way through the scenarios."""
    if explained.lines:
        if explained.forecast.kind == "choice":
            yield Line("log weights, which each line adds to; scaled to sum to 1 they are the probabilities", "soft")
        yield _table(explained)
        yield from _arithmetic(explained.lines)
        yield from _silent(explained.weighed)
    else:
        yield Line(f"{why_nothing_is_implied(explained.forecast, explained.weighed)}.")
        states = [f"{step.name} ({step.state})" for step in explained.weighed.steps]
        yield Line(f"indicators: {', '.join(states)}" if states else "it has no indicators")
    if explained.through:
        yield from _through(explained.through, explained.weighed)


def why_nothing_is_implied(forecast: Forecast, weighed: Weighed) -> str:
    """Why a forecast has no implied value, in one sentence."""
    return f"nothing is implied: {nothing_implied(forecast, weighed)}"


def nothing_implied(forecast: Forecast, weighed: Weighed) -> str:
    """The reason alone."""
    if weighed.by.rule == UNREAD:
        return "case.yaml, which says how evidence is weighed, cannot be read; `outlook check` says why"
    if weighed.prior is None:
        return "the record states no prior"
    in_points = is_distributed(forecast)
    if weighed.base is not None:
        decided = "a sign that is held for certain decides it, which no such distribution shows"
        return decided if in_points else "signs that are held for certain rule out every outcome"
    return _no_base(forecast, weighed)


def _no_base(forecast: Forecast, weighed: Weighed) -> str:
    if weighed.by.rule == CLASSIC:
        return "the first rule invents no distribution from its indicators"
    if is_date(forecast):
        return "the prior does not say how likely it is by the close, or it is settled"
    return "one number is no distribution: state quantiles or points"


def apart(through: Through, weighed: Weighed) -> str:
    """How far the value through the scenarios is from the direct one."""
    if not isinstance(weighed.implied, float):
        return ""
    return (
        f"{with_sign(100 * (through.implied - weighed.implied), 1)} points beside the direct {percent(weighed.implied)}"
    )


def _table(explained: Explained) -> Table:
    lines = explained.lines
    outcomes = list(lines[0].moves)
    rows = [[line.label, *_moves(line, outcomes), *_after(explained.forecast, line.after)] for line in lines]
    sums = [strong(_nats(sum(line.moves.get(name, 0.0) for line in lines))) for name in outcomes]
    implied = map(strong, _after(explained.forecast, explained.weighed.implied))
    caption = f"what each line adds to the {_summed(explained.forecast)}, in nats"
    columns = (Column("Line", "name"), *_columns(explained.forecast, outcomes))
    return Table(columns, [*rows, [strong("sum"), *sums, *implied]], caption)


def _summed(forecast: Forecast) -> str:
    kinds = {
        "choice": "log weights",
        "numeric": "log-odds of above the prior's median",
        "date": "log-odds of yes by the close",
    }
    return kinds.get(forecast.kind, "log-odds")


def _columns(forecast: Forecast, outcomes: Sequence[str]) -> tuple[Column, ...]:
    if forecast.kind == "choice":
        return (*(Column(name, "number", verbatim=True) for name in outcomes), Column("Leading", "name"))
    after = ("Median", "Central 80%") if is_distributed(forecast) else ("After", "Probability")
    return tuple(Column(name, "number") for name in ("Log-odds", *after))


def _moves(line: Step, outcomes: Sequence[str]) -> list[str]:
    return [_nats(line.moves.get(name, 0.0)) for name in outcomes]


def _nats(value: float) -> str:
    """Signed; `–` where certain reports contradict each other, which is no number."""
    return NOTHING if isnan(value) else f"{value:+.4f}"


def _after(forecast: Forecast, belief: Belief | None) -> list[str]:
    """Where the forecast is after a line: a probability in two ways, the option that leads, or the median."""
    points = as_points(belief) if isinstance(belief, Points | Quantiles) else None
    if points:
        return list(spread(points))
    if belief is None or isinstance(belief, Points | Quantiles):
        return [NOTHING] if forecast.kind == "choice" else [NOTHING, NOTHING]
    number, of_what = leading(belief)
    return [f"{belief:.4f}", number] if isinstance(belief, float) else [f"{of_what} {number}"]


def _arithmetic(lines: Sequence[Step]) -> Iterator[Block]:
    if len(lines) > 1:
        yield Gap()
    for line in lines[1:]:
        yield Line(line.label, "strong")
        for text in line.arithmetic:
            yield Line(text, indent=2)


def _silent(weighed: Weighed) -> Iterator[Block]:
    """The indicators that move nothing now, with their state."""
    silent = [f"{step.name} ({_why_silent(step)})" for step in weighed.steps if step.moves_nothing]
    if silent:
        yield Gap()
        yield Line(f"moving nothing: {', '.join(silent)}", "soft")


def _why_silent(step: SignStep) -> str:
    is_known = step.is_heard and step.state == "unseen"
    return "reported before, or on another forecast" if is_known else step.state


def rule(by: Weighing) -> Text:
    """The rule by which evidence is weighed, with its numbers."""
    if by.rule == UNREAD:
        return "no rule: case.yaml cannot be read"
    if by.rule == CLASSIC:
        return "classic: the first rule, by which silence says nothing"
    numbers = (
        f"signs and their silence: vigilance w = {by.vigilance:g}, correlation ρ = {by.correlation:g}, "
        f"common error c = {by.common_error:g}, weight κ = {by.weight:g}"
    )
    return numbers, typed("; `weighing` in case.yaml overrides them")


def _how_sure(found: Range) -> str:
    prior = f"prior {found.prior:.3f}, " if found.prior else ""
    alone = "" if found.prior else ", from the likelihoods alone"
    return f"nine times in ten; standard deviations in log-odds: {prior}likelihoods {found.likelihoods:.3f}{alone}"


def _through(through: Through, weighed: Weighed) -> Iterator[Block]:
    """The second value, scenario by scenario, with its sum and how far it is from the direct one."""
    columns = (Column("Scenario", "name"), *(Column(name, "number") for name in ("P(S)", "P(yes | S)", "Product")))
    rows: list[list[Cell]] = [
        [Cell(arm.scenario), *(Cell(f"{value:.4f}") for value in (arm.weight, arm.probability, arm.product))]
        for arm in through.arms
    ]
    total = [Cell("sum", tone="strong"), Cell(""), Cell(""), Cell(f"{through.implied:.4f}", tone="strong")]
    yield Table(columns, [*rows, total], "by total probability", f"Through {through.scenario_set}")
    within = f" where {through.condition} is met" if through.condition else ""
    yield Line(f"P(S): what is implied of each scenario now{within}. The table does not change with time.", "soft")
    if beside := apart(through, weighed):
        yield Line(f"{percent(through.implied)}: {beside}")


def _grades(explained: Explained) -> Iterator[Block]:
    """Where the reliabilities come from: a convention, or what the case sets in its place."""
    if not any(report.counts for step in explained.weighed.steps for report in step.reports):
        return
    scale, own = (
        " ".join(f"{part} {value:.2f}".replace(" 0.", " .") for part, value in grades.items())
        for grades in (RELIABILITY, explained.own_grades)
    )
    told = f"grades   r = √(letter × digit), by convention {scale}"
    yield Line(f"{told}; this case sets {own}" if own else f"{told}; `grades` in case.yaml overrides them", "soft")
