"""What an import would bring and lose, as JSON."""

from typing import TYPE_CHECKING, Any

from outlook import moments

if TYPE_CHECKING:
    from outlook.errors import Problem
    from outlook.exchange.before_opening import Early
    from outlook.exchange.preview import Preview
    from outlook.exchange.table import Loss


def as_fields(found: "Preview") -> dict[str, Any]:
    """The fields of the document."""
    return {
        "system": found.system,
        "files": list(found.files),
        "case": found.case,
        "cases": list(found.cases),
        "questions": [
            {"kind": kind, "state": state, "count": count} for (kind, state), count in sorted(found.questions.items())
        ],
        "forecasts": found.forecasts,
        "forecasters": dict(sorted(found.forecasters.items())),
        "first_at": found.first_at and moments.iso(found.first_at),
        "last_at": found.last_at and moments.iso(found.last_at),
        "new": {
            "questions": found.new_questions,
            "estimates": found.new_forecasts,
            "outcomes": found.new_outcomes,
            "notes": found.new_notes,
        },
        "brought_back": found.brought_back,
        "known_entries": found.known_entries,
        "remarks": list(found.remarks),
        "before_opening": [_early(one) for one in found.early],
        "lost": [_lost(loss) for loss in found.losses],
        "problems": [_problem(problem) for problem in found.problems],
    }


def _early(one: "Early") -> dict[str, Any]:
    opens_at, first_at = moments.iso(one.opens_at), moments.iso(one.first_at)
    return {"id": one.full_id, "opens_at": opens_at, "first_at": first_at, "estimates": one.estimates}


def _lost(loss: "Loss") -> dict[str, Any]:
    spot = loss.first.spot
    return {
        "what": loss.what,
        "count": loss.count,
        "file": loss.first.file,
        "line": spot if isinstance(spot, int) and spot else None,
        "at": spot if isinstance(spot, str) else None,
        "example": loss.example or None,
    }


def _problem(problem: "Problem") -> dict[str, Any]:
    return {"path": str(problem.path), "line": problem.line, "message": problem.message, "hint": problem.hint}
