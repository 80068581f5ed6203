"""A book's files as plain data: YAML as texts, ledger lines as JSON, times as whole microseconds since 1970."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

SECOND = 1_000_000
DAY = 86_400 * SECOND
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEEDED = ("question", "criteria", "opens_at", "closes_at")


class AllTexts(yaml.SafeLoader):
    """Every plain scalar is a text: what `yes`, `010` or `2024-12-01` means is decided here, not by YAML."""


AllTexts.yaml_implicit_resolvers = {}


@dataclass(frozen=True)
class Entry:
    """One entry of a ledger; `data` has the fields of its kind."""

    id: str
    kind: str
    known: int
    recorded: int
    by: str
    imported: bool
    data: dict[str, Any]


@dataclass(frozen=True)
class Forecast:
    """One record; `fields` are texts, lists and mappings as they stand in the file."""

    case: str
    id: str
    fields: dict[str, Any]
    opens: int | None
    closes: int | None

    @property
    def name(self) -> str:
        return f"{self.case}/{self.id}"

    @property
    def kind(self) -> str:
        return str(self.fields["kind"])

    @property
    def missing(self) -> list[str]:
        """The fields that make it a draft."""
        return [
            field for field in NEEDED if "TODO" in str(self.fields.get(field) or "TODO") and not self._judged(field)
        ]

    def _judged(self, field: str) -> bool:
        return field == "criteria" and bool(self.fields.get("judged_by"))


@dataclass(frozen=True)
class Case:
    """A folder of the book."""

    id: str
    forecasts: dict[str, Forecast]
    entries: list[Entry]


def read_book(folder: Path) -> list[Case]:
    """Every case, by its id."""
    return [_case(path.parent) for path in sorted(folder.glob("*/case.yaml"))]


def _case(folder: Path) -> Case:
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name != "case.yaml"]
    forecasts = {path.stem: _forecast(folder.name, path) for path in paths}
    ledger = folder / "ledger.jsonl"
    lines = ledger.read_text("utf-8").splitlines() if ledger.exists() else []
    return Case(folder.name, forecasts, entries_of([json.loads(line) for line in lines if line.strip()]))


def _forecast(case: str, path: Path) -> Forecast:
    fields: dict[str, Any] = AllTexts(path.read_text("utf-8")).get_single_data()
    opens, closes = fields.get("opens_at"), fields.get("closes_at")
    return Forecast(
        case,
        path.stem,
        fields,
        moment(opens) if opens and "TODO" not in opens else None,
        moment(closes, bare="23:59:59") if closes and "TODO" not in closes else None,
    )


def entries_of(lines: list[dict[str, Any]]) -> list[Entry]:
    """The entries of a ledger: lines of one id and content are one entry, of two contents none."""
    versions: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        content = {key: value for key, value in line.items() if key != "prev"}
        seen = versions.setdefault(content["id"], [])
        if not any(_same(content, other) for other in seen):
            seen.append(content)
        elif content.get("imported"):
            seen[0]["recorded_at"] = min(seen[0]["recorded_at"], content["recorded_at"], key=moment)
    return [_entry(found[0]) for found in versions.values() if len(found) == 1]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    ignored = {"recorded_at"} if one.get("imported") and other.get("imported") else set()
    return {**one, **dict.fromkeys(ignored)} == {**other, **dict.fromkeys(ignored)}


def _entry(line: dict[str, Any]) -> Entry:
    return Entry(
        line["id"],
        line["kind"],
        moment(line["known_at"]),
        moment(line["recorded_at"]),
        line["by"],
        bool(line.get("imported")),
        line,
    )


# ── times and numbers ──


def moment(text: str, bare: str = "00:00:00") -> int:
    """A time with a zone, or a day, which means the time of day `bare` in UTC."""
    written = text if "T" in text else f"{text}T{bare}+00:00"
    return (datetime.fromisoformat(written) - EPOCH) // timedelta(microseconds=1)


def written(at: int) -> str:
    """ISO 8601 in UTC with a Z, and a fraction only where there is one."""
    return (EPOCH + timedelta(microseconds=at)).isoformat().replace("+00:00", "Z")


def end_of_day(text: str) -> int:
    """The end of a day, which is one second before the next."""
    return moment(text, bare="23:59:59")


def noon(text: str) -> int:
    """The noon of a day."""
    return moment(text, bare="12:00:00")


def day_of(at: int) -> date:
    """The day in UTC."""
    return (EPOCH + timedelta(microseconds=at)).date()


def chance(value: float | str) -> float:
    """A probability: `0.6`, `60%`, `3/5`, or the odds `3:2`."""
    text = str(value).removeprefix("~").strip()
    if text.endswith("%"):
        return float(text[:-1]) / 100
    for sign in "/:":
        if sign in text:
            one, other = (float(part) for part in text.split(sign))
            return one / other if sign == "/" else one / (one + other)
    return float(text)
