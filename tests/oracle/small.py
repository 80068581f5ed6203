"""Books of a few lines, written by hand: one case, its questions, and its ledger in the order of the days."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .reading import moment, written

if TYPE_CHECKING:
    from pathlib import Path

WINDOW = "opens_at: 2024-01-01\ncloses_at: 2024-01-31\ncriteria: As the gazette says.\n"


@dataclass
class Small:
    """A book of one case; a time is a day of January 2024, and what is entered is recorded at once unless it is said."""

    folder: Path
    records: dict[str, str] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)

    def question(self, name: str, text: str) -> Small:
        self.records[name] = f"question: Will {name} happen?\n{WINDOW}{text}\n"
        return self

    def says(self, by: str, stated: Any, day: float, recorded: float | None = None, of: str = "it") -> str:
        return self._enter("estimate", day, recorded, by=by, forecast=of, stated=stated)

    def resolves(self, outcome: Any, day: float, recorded: float | None = None, of: str = "it") -> str:
        return self._enter("resolution", day, recorded, by="judge", forecast=of, outcome=outcome)

    def retracts(self, entry: str, day: float, recorded: float | None = None) -> str:
        return self._enter("retraction", day, recorded, by="judge", entry=entry)

    def _enter(self, kind: str, day: float, recorded: float | None, **fields: Any) -> str:
        name = f"{kind[:6]}{len(self.lines):02}".translate(str.maketrans("01", "ab"))
        times = {"known_at": at(day), "recorded_at": at(day if recorded is None else recorded)}
        self.lines.append({"id": name, "kind": kind, **times, **fields})
        return name

    def write(self) -> Path:
        case = self.folder / "case"
        case.mkdir(parents=True, exist_ok=True)
        (case / "case.yaml").write_text("title: A case\n")
        for name, text in self.records.items():
            (case / f"{name}.yaml").write_text(text)
        (case / "ledger.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in self.lines))
        return self.folder


def at(day: float) -> str:
    """The noon of a day of January 2024, or a part of a day later; 32 is the first of February."""
    return written(moment("2024-01-01T12:00Z") + round((day - 1) * 86_400_000_000))
