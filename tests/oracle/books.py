"""Books at random, as files: the same seed makes the same book.

The entries come from people who state early and late, change and take back what they said, date it back, say it at one
moment with others, and resolve questions late, twice, wrongly, or before their condition.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from .questions import HOUR, Question, belief, outcome, question
from .reading import DAY, SECOND, moment, written

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = ("alice", "bob", "carol", "dan d'Or")
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
DELAYS = (0, 0, 0, 1, HOUR, DAY, DAY + 1, 2 * DAY, 30 * DAY)
NUDGES = (0, 0, 0, 1, -1, SECOND, -SECOND)


@dataclass(frozen=True)
class Made:
    """A book on the disk: its folder, who speaks in it, and moments at which to look at it."""

    folder: Path
    people: list[str]
    moments: list[int]


def make(seed: int, folder: Path, traits: frozenset[str] = frozenset()) -> Made:
    """Write the book of a seed into a folder; traits are what newer records may hold."""
    rng = Random(seed)  # noqa: S311 - the same seed makes the same book
    people = list(PEOPLE[: rng.randrange(1, len(PEOPLE) + 1)])
    cases = [_Maker(rng, people, traits) for _ in range(rng.choice((1, 1, 2)))]
    for number, case in enumerate(cases, 1):
        case.fill()
        case.write(folder / f"case-{number}")
    times = sorted({at for case in cases for at in case.times})
    turns = sorted({at for case in cases for at in case.turns})
    return Made(folder, people, [times[-1] + DAY, rng.choice(turns) + rng.choice((0, 0, 1, -1)), rng.choice(times)])


@dataclass
class _Maker:
    """Makes one case: its questions, then what is entered about them."""

    rng: Random
    people: list[str]
    traits: frozenset[str]
    questions: list[Question] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)  # closes, and when outcomes became known

    def fill(self) -> None:
        for number in range(self.rng.randrange(2, 7)):
            made = question(self.rng, f"question-{number}", self.questions, self.traits)
            self.questions.append(made)
            self._talk(made)
        for _ in range(self.rng.randrange(6) if self.lines else 0):
            self._retract(self.rng.choice(self.lines))
        self._copies()

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "case.yaml").write_text("title: A case\n")
        for one in self.questions:
            (folder / f"{one.id}.yaml").write_text(one.text())
        self.rng.shuffle(self.lines)
        (folder / "ledger.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in self.lines))

    # ── what is entered ──

    def _talk(self, made: Question) -> None:
        special = [made.opens, made.closes]
        if self.rng.random() < 0.8:
            special += self._resolve(made)
        self.times += special
        self.turns += special[1:3]
        for _ in range(self.rng.choice((0, 1, 2, 4, 7, 10))):
            self._estimate(made, special)
        for _ in range(self.rng.randrange(3)):
            self._report(made, special)

    def _resolve(self, made: Question) -> list[int]:
        """Once, twice alike, twice otherwise, or taken back and entered again; mostly before or at the close."""
        known = self._moment(made, [made.closes, made.closes - 3 * DAY, made.opens])
        first = self._resolution(made, known, outcome(self.rng, made, self.traits))
        way = self.rng.choices(("once", "alike", "other", "again", "back"), (12, 1, 1, 3, 1))[0]
        times = [known, _recorded(first)]
        if way in ("again", "back"):
            times.append(self._retract(first))
        if way in ("alike", "other", "again"):
            said = first["outcome"] if way == "alike" else outcome(self.rng, made, self.traits)
            second = self._resolution(made, self._moment(made, [known, times[-1]]), said)
            times += [_known(second), _recorded(second)]
        return times

    def _resolution(self, made: Question, known: int, said: Any) -> dict[str, Any]:
        said = self.rng.choices((said, "ambiguous", "annulled"), (18, 1, 1))[0]
        return self._enter("resolution", known, forecast=made.id, outcome=said, why="So it was.")

    def _estimate(self, made: Question, special: list[int]) -> None:
        stated = None if self.rng.random() < 0.1 else belief(self.rng, made)
        line = self._enter("estimate", self._moment(made, special), special, forecast=made.id, stated=stated)
        if self.rng.random() < 0.3:
            special.append(_known(line))

    def _report(self, made: Question, special: list[int]) -> None:
        forecasts = sorted({made.id, self.rng.choice(self.questions).id})
        extra: dict[str, Any] = {"likelihood_ratio": self.rng.choice((0.5, 2.0, 3.0))} if made.kind == "binary" else {}
        reports = [line["id"] for line in self.lines if line["kind"] == "evidence" and line["forecasts"] == forecasts]
        if reports and self.rng.random() < 0.3:
            extra["revises"] = self.rng.choice(reports)
        if any(one.kind != "binary" for one in self.questions if one.id in forecasts):
            extra.pop("likelihood_ratio", None)
        self._enter("evidence", self._moment(made, special), special, summary="A report.", forecasts=forecasts, **extra)

    def _retract(self, line: dict[str, Any]) -> int:
        """Takes back an entry at the earliest when it was recorded; often dated back."""
        wanted = self.rng.choice(self.rng.choice((self.turns, self.times)) or [0])
        recorded = max(_recorded(line), wanted) + self.rng.choice((0, 0, 1, HOUR, 3 * DAY))
        known = recorded if self.rng.random() < 0.6 else max(_known(line), recorded - 5 * DAY)
        self._enter("retraction", known, recorded=recorded, entry=line["id"], why="A slip.")
        return recorded

    def _moment(self, made: Question, special: list[int]) -> int:
        """Some time about the window, often exactly one of the special ones or next to it."""
        if self.rng.random() < 0.45:
            return self.rng.choice(special) + self.rng.choice(NUDGES)
        at = self.rng.randrange(made.opens - 3 * DAY, made.closes + 3 * DAY)
        return at if self.rng.random() < 0.3 else at // HOUR * HOUR

    def _enter(
        self, kind: str, known: int, special: list[int] | None = None, recorded: int | None = None, **fields: Any
    ) -> dict[str, Any]:
        if recorded is None:
            possible = [known + delay for delay in DELAYS] + [at for at in special or [] if at >= known]
            recorded = self.rng.choice(possible)
        name = "".join(self.rng.choice(LETTERS) for _ in range(self.rng.choice((8, 13, 13))))
        line: dict[str, Any] = {"id": name, "kind": kind, "known_at": written(known), "recorded_at": written(recorded)}
        line |= {"by": self.rng.choice(self.people), **fields}
        if kind == "estimate" and self.rng.random() < 0.08:
            line["imported"] = {"system": "fatebook", "id": name}
        self.lines.append(line)
        self.times.append(known)
        return line

    def _copies(self) -> None:
        """Merges leave copies of lines; rarely one that differs, so that neither counts."""
        for line in [line for line in self.lines if self.rng.random() < 0.05]:
            copy = {**line, "prev": "start"}
            if line.get("imported"):
                copy["recorded_at"] = written(_recorded(line) + DAY)
            elif self.rng.random() < 0.15:
                copy["by"] = f"{line['by']}'s double"
            self.lines.append(copy)


def _known(line: dict[str, Any]) -> int:
    return moment(line["known_at"])


def _recorded(line: dict[str, Any]) -> int:
    return moment(line["recorded_at"])
