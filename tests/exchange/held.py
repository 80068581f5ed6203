"""What a book holds of an import, in the words in which the samples say what is expected of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outlook import moments
from outlook.book import Book
from outlook.model.kind_of import is_choice, is_distributed, is_estimate, is_evidence, is_resolution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.book import CaseFolder
    from outlook.model.forecast import Forecast

SAMPLES = Path(__file__).parents[1] / "data" / "exchange"


def expected(system: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / system / "expected.json").read_text("utf-8"))
    return found


def questions(book: Path) -> list[dict[str, Any]]:
    """Every question of a book, by the time it was asked."""
    opened = Book.open(book)
    assert opened.all_problems() == []
    found = [_question(folder, one) for folder in opened.cases.values() for one in folder.forecasts.values()]
    return sorted(found, key=lambda one: (one["created"] or "", one["title"]))


def _question(folder: CaseFolder, one: Forecast) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": one.full_id,
        "imported_id": one.imported.id if one.imported else None,
        "title": one.question,
        "kind": one.kind,
        "created": _iso(one.opens_at),
        "closes": _iso(one.closes_at),
        "judged_by": one.judged_by,
        "tags": list(one.tags),
        "note": one.note,
        "url": one.sources[0] if one.sources else None,
        "base_rate": one.base_rate,
        "outcome": None,
        "outcome_known_at": None,
        "why": None,
        "estimates": list(_estimates(folder, one)),
        "belief": None,
        "evidence": [_evidence(entry) for entry in folder.entries if is_evidence(entry) and one.id in entry.forecasts],
    }
    if is_choice(one):
        said |= {"options": list(one.names), "ordered": one.ordered}
    if is_distributed(one):
        said |= {"lower": getattr(one, "lower", None), "upper": getattr(one, "upper", None)}
    for entry in folder.entries:
        if is_resolution(entry) and entry.forecast == one.id:
            said |= {"outcome": entry.outcome, "outcome_known_at": _iso(entry.known_at), "why": entry.why}
        if is_estimate(entry) and entry.forecast == one.id:
            said["belief"] = entry.belief
    return said


def _estimates(folder: CaseFolder, one: Forecast) -> Iterator[list[Any]]:
    """In the order in which a timeline reads them, by forecaster."""
    own = [entry for entry in folder.entries if is_estimate(entry) and entry.forecast == one.id]
    for entry in sorted(own, key=lambda entry: (entry.known_at, entry.recorded_at)):
        yield [entry.by, _iso(entry.known_at), entry.stated, entry.why]


def _evidence(entry: Any) -> list[Any]:
    return [entry.by, _iso(entry.known_at), entry.summary]


def _iso(at: Any) -> str | None:
    return None if at is None else moments.iso(at)


def agrees(found: dict[str, Any], wanted: dict[str, Any], *fields: str) -> None:
    """Every one of the fields that the expectation names is as it says."""
    for name in fields:
        if name in wanted:
            assert found[name] == wanted[name], (found["title"], name)


def estimates(found: dict[str, Any], width: int = 3) -> list[list[Any]]:
    return [one[:width] for one in found["estimates"]]
