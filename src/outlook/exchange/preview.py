"""What an import would do, counted for a person who is about to agree to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from outlook.errors import Problem
from outlook.exchange.as_entries import Writer
from outlook.exchange.plan import Plan
from outlook.exchange.table import Loss, Question
from outlook.model.kind_of import is_estimate, is_evidence, is_resolution
from outlook.model.outcomes import NOT_AN_OUTCOME


@dataclass(frozen=True, slots=True)
class Preview:
    """The counts of an import. `questions` are by kind and state; `new_…` is what the book does not have yet."""

    system: str
    name: str
    files: tuple[str, ...]
    case: str
    is_new_case: bool
    questions: Mapping[tuple[str, str], int]
    new_questions: int
    forecasts: int
    new_forecasts: int
    new_outcomes: int
    new_notes: int
    known_entries: int
    forecasters: Mapping[str, int]
    first_at: datetime | None
    last_at: datetime | None
    losses: Sequence[Loss]
    remarks: Sequence[str]
    problems: Sequence[Problem]

    @property
    def is_empty(self) -> bool:
        """Whether the book has all of it already."""
        return not (self.new_questions or self.new_forecasts or self.new_outcomes or self.new_notes)


def preview(plan: Plan, writer: Writer, files: Sequence[str]) -> Preview:
    """The counts of a plan."""
    entries, made_at = plan.new_entries, [one.at for one in plan.forecasts]
    return Preview(
        system=plan.table.system,
        name=plan.table.judged_by,
        files=tuple(files),
        case=plan.case,
        is_new_case=plan.is_new_case and bool(plan.new_records),
        questions=Counter((one.kind, _state(plan, one)) for one in plan.table.questions),
        new_questions=len(plan.new_records),
        forecasts=len(plan.forecasts),
        new_forecasts=sum(is_estimate(entry) for entry in entries),
        new_outcomes=sum(is_resolution(entry) for entry in entries),
        new_notes=sum(is_evidence(entry) for entry in entries),
        known_entries=plan.known,
        forecasters=Counter(writer.name_of(one.by) for one in plan.forecasts),
        first_at=min(made_at, default=None),
        last_at=max(made_at, default=None),
        losses=plan.losses,
        remarks=plan.table.remarks,
        problems=plan.problems,
    )


def _state(plan: Plan, question: Question) -> str:
    outcome = plan.outcomes.get(question.key)
    if outcome is None:
        return "draft" if plan.targets[question.key].record.missing else "open"
    return str(outcome.outcome) if outcome.outcome in NOT_AN_OUTCOME else "resolved"
