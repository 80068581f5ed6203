"""What an import would do, counted for a person who is about to agree to it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from outlook.errors import Problem
from outlook.exchange.as_entries import Writer
from outlook.exchange.before_opening import Early, before_opening
from outlook.exchange.plan import Plan
from outlook.exchange.table import Loss, Question
from outlook.model.outcomes import NOT_AN_OUTCOME


@dataclass(frozen=True, slots=True)
class Preview:
    """The counts of an import. `questions` are by kind and state; `new_…` is what the book does not have yet."""

    system: str
    name: str
    files: tuple[str, ...]
    case: str
    cases: Sequence[str]
    new_cases: frozenset[str]
    questions: Mapping[tuple[str, str], int]
    new_questions: int
    forecasts: int
    new_forecasts: int
    new_outcomes: int
    new_notes: int
    brought_back: int
    known_entries: int
    forecasters: Mapping[str, int]
    first_at: datetime | None
    last_at: datetime | None
    losses: Sequence[Loss]
    remarks: Sequence[str]
    problems: Sequence[Problem]
    early: Sequence[Early] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the book has all of it already."""
        return not (
            self.new_questions or self.new_forecasts or self.new_outcomes or self.new_notes or self.brought_back
        )


def preview(plan: Plan, writer: Writer, files: Sequence[str], there: Collection[str]) -> Preview:
    """The counts of a plan, where some cases are there."""
    named: Counter[str] = Counter()
    for by, count in plan.made.by.items():
        named[writer.name_of(by)] += count
    return Preview(
        system=plan.table.system,
        name=plan.table.judged_by,
        files=tuple(files),
        case=plan.cases[0],
        cases=plan.cases,
        new_cases=frozenset(one for one in plan.cases if plan.new_questions and one not in there),
        questions=Counter((one.kind, _state(plan, one)) for one in plan.table.questions),
        new_questions=plan.new_questions,
        forecasts=plan.made.count,
        new_forecasts=plan.kinds["estimate"],
        new_outcomes=plan.kinds["resolution"],
        new_notes=plan.kinds["evidence"],
        brought_back=len(plan.again),
        known_entries=plan.known,
        forecasters=named,
        first_at=plan.made.first,
        last_at=plan.made.last,
        losses=plan.losses,
        remarks=[*plan.table.remarks, *plan.remarks],
        problems=plan.problems,
        early=before_opening(plan),
    )


def _state(plan: Plan, question: Question) -> str:
    """As the file has it; where it has no outcome, as the book has it."""
    outcome, target = plan.outcomes.get(question.key) or plan.resolved.get(question.key), plan.targets[question.key]
    if outcome is not None:
        return str(outcome.outcome) if outcome.outcome in NOT_AN_OUTCOME else "resolved"
    closes_at = None if target.is_new else target.reader.closes_at
    if target.is_draft or closes_at is None:
        return "draft" if target.is_draft else "open"
    return "overdue" if closes_at < plan.now else "open"
