"""Steps on ledgers that no command of ours takes: lines by hand, merges, truncation, lines changed or lost."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .door import LETTERS
from .putting import other_digit, other_value, put
from .record_steps import NOTHING
from .world import PEOPLE, is_plain, listed, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path
    from random import Random

    from .world import World

OUTCOMES: dict[str, Any] = {"losses": 7, "crest": "high", "thaw": "2025-01-20"}
BELIEFS: dict[str, dict[str, Any]] = {
    "losses": {"q05": 2, "q50": 20, "q95": 80},
    "crest": {"low": 0.2, "high": 0.5, "flood": 0.3},
    "thaw": {"q10": "2024-12-28", "q50": "2025-01-10", "q90": "2025-02-01"},
}


def line(world: World, rng: Random, case: Path, ledger: bytes) -> bytes:
    """A valid line, mostly; it may be known a little later than now, or take an id that is there."""
    forecasts = [path.stem for path in listed(case) if path.suffix == ".yaml" and path.stem != "case"]
    forecast = rng.choice([*forecasts, "nobody"])
    known = world.moment(rng) if rng.random() < 0.6 else world.now + timedelta(hours=rng.choice((-30, -1, 0, 1, 30)))
    entry = {"id": "".join(rng.choices(LETTERS, k=rng.choice((8, 13)))), **_body(rng, forecast, ledger)}
    stamp = {
        "known_at": _iso(known),
        "recorded_at": _iso(known + timedelta(hours=rng.choice((0, 0, 1)))),
        "by": rng.choice(PEOPLE),
    }
    return json.dumps({"id": entry.pop("id"), "kind": entry.pop("kind"), **stamp, **entry}).encode()


def _body(rng: Random, forecast: str, ledger: bytes) -> dict[str, Any]:
    kind = rng.choices(("evidence", "estimate", "resolution", "retraction"), (4, 5, 2, 2))[0]
    if kind == "evidence":
        signs = {"crossing": rng.choice(("full", "partial", "refutes"))} if rng.random() < 0.5 else {}
        bears = {"indicators": signs} if signs else {"likelihood_ratio": rng.choice((0.5, 2.0, 5.0))}
        return {"kind": kind, "summary": f"Report {rng.randrange(10**6)}", "forecasts": [forecast], **bears}
    if kind == "estimate":
        stated = BELIEFS.get(forecast, rng.randrange(1, 99) / 100)
        return {"kind": kind, "forecast": forecast, "stated": stated, "why": "So."}
    if kind == "resolution":
        return {"kind": kind, "forecast": forecast, "outcome": OUTCOMES.get(forecast, rng.choice(("yes", "no")))}
    return {"kind": kind, "entry": rng.choice([*_ids(ledger), "aaaaaaaa"]), "why": "A slip."}


def _ids(ledger: bytes) -> list[str]:
    found = []
    for text in ledger.splitlines():
        try:
            found.append(str(json.loads(text)["id"]))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def by_hand(world: World, rng: Random) -> str:
    """A line, or some, added by another program that knows nothing of ours."""
    for case in world.cases(rng):
        path = case / "ledger.jsonl"
        if path.exists() and not is_plain(path):
            continue
        before = path.read_bytes() if path.exists() else b""
        lines = [line(world, rng, case, before) for _ in range(rng.choice((1, 1, 2, 4)))]
        with path.open("ab") as file:
            file.write(b"".join(one + b"\n" for one in lines))
        return f"{case.name}: {b' '.join(lines).decode()} added"
    return NOTHING


def _changing(change: Callable[[bytes, Random], bytes]) -> Callable[[World, Random], str]:
    def changed(world: World, rng: Random) -> str:
        for path in world.ledgers(rng):
            if before := path.read_bytes():
                return put(path, change(before, rng), rng)
        return NOTHING

    return changed


def _lines(rng: Random, raw: bytes, change: Callable[[list[bytes]], Sequence[bytes]]) -> bytes:
    found = raw.splitlines(keepends=True)
    if found and not found[-1].endswith(b"\n"):
        found[-1] += b"\n"
    rng.shuffle(found)
    return b"".join(change(sorted(found)))


def _torn(raw: bytes, rng: Random) -> bytes:
    torn = (b'{"id":"tornline', b"not a line\n", b"\n\n", b'{"id":1}\n', raw.splitlines()[-1], b"\x00" * 8)
    return raw + rng.choice(torn)


def _regrown(raw: bytes, rng: Random) -> bytes:
    """Cut, and filled up to the old size with a line of another kind."""
    cut = raw[: raw.rfind(b"\n", 0, -1) + 1]
    return cut + b"x" * (len(raw) - len(cut) - 1) + b"\n" if rng.random() < 0.3 else other_value(raw, rng)


ledger_edited = _changing(other_value)
ledger_digit = _changing(other_digit)
ledger_torn = _changing(_torn)
ledger_regrown = _changing(_regrown)
ledger_cut = _changing(lambda raw, rng: raw[: rng.choice((0, len(raw) // 2, len(raw) - 1, rng.randrange(len(raw))))])
ledger_line_lost = _changing(lambda raw, rng: _lines(rng, raw, lambda lines: lines[1:]))
ledger_sorted = _changing(lambda raw, rng: _lines(rng, raw, lambda lines: lines[::-1]))
ledger_doubled = _changing(lambda raw, rng: _lines(rng, raw, lambda lines: [*lines, lines[0]]))


def ledger_line_changed(world: World, rng: Random) -> str:
    """One line, early or late, has another value in the place of the old one, and lines follow it."""
    for path in world.ledgers(rng):
        lines = path.read_bytes().splitlines(keepends=True)
        if lines:
            at = rng.randrange(len(lines))
            lines[at] = other_value(lines[at], rng)
            more = [line(world, rng, path.parent, b"") + b"\n"] if rng.random() < 0.5 else []
            return f"line {at + 1}: {put(path, b''.join([*lines, *more]), rng)}"
    return NOTHING


def ledger_of_another(world: World, rng: Random) -> str:
    """The ledgers of two cases change places, or one takes the place of the other."""
    one, other = (
        world.book(name) / rng.choice(("front", "river")) / "ledger.jsonl"
        for name in ("ours", rng.choice(("ours", "theirs")))
    )
    if not is_plain(one) or not other.parent.is_dir() or one == other:
        return NOTHING
    if is_plain(other) and rng.random() < 0.5:
        between = one.with_name(".between")
        one.rename(between)
        other.rename(one)
        between.rename(other)
        return f"the ledgers {one.parents[2].name}/{one.parent.name} and {other.parents[2].name}/{other.parent.name} swapped"
    remove(other)
    one.rename(other)
    return f"the ledger of {one.parent.name} moved to {other.parents[2].name}/{other.parent.name}"


def delete_ledger(world: World, rng: Random) -> str:
    for path in world.ledgers(rng)[:1]:
        path.unlink()
        return f"the ledger of {path.parent.name} deleted"
    return NOTHING


def line_during_edit(world: World, rng: Random) -> str:
    """A ledger grows and a record changes at one moment."""
    from .record_steps import edit

    return f"{by_hand(world, rng)}; {edit(world, rng)}"


STEPS = {
    "by_hand": (by_hand, 14),
    "ledger_edited": (ledger_edited, 10),
    "ledger_digit": (ledger_digit, 2),
    "ledger_torn": (ledger_torn, 2),
    "ledger_regrown": (ledger_regrown, 2),
    "ledger_cut": (ledger_cut, 3),
    "ledger_line_lost": (ledger_line_lost, 2),
    "ledger_sorted": (ledger_sorted, 1),
    "ledger_doubled": (ledger_doubled, 1),
    "ledger_line_changed": (ledger_line_changed, 4),
    "ledger_of_another": (ledger_of_another, 3),
    "delete_ledger": (delete_ledger, 1),
    "line_during_edit": (line_during_edit, 2),
}
