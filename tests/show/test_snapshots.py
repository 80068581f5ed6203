"""Every screen as a person sees it, at a fixed width and time; UPDATE_SNAPSHOTS=1 writes them anew, to be read in the diff."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"
LEDGER = Path("syria-2024-12") / "ledger.jsonl"

# What is typed on a terminal of so many columns; None is a pipe.
SCREENS: dict[str, tuple[int | None, tuple[str, ...]]] = {
    "bare": (80, ("outlook --at 2024-12-06 --color never",)),
    "help": (80, ("outlook --help",)),
    "help-evidence": (80, ("outlook evidence --help",)),
    "status-80": (80, ("outlook status --color never",)),
    "status-120": (120, ("outlook status --color never",)),
    "status-160": (160, ("outlook status --color never",)),
    "status-piped": (None, ("outlook status",)),
    "status-colour": (80, ("outlook status --color always",)),
    "show-binary": (80, ("outlook show hama-by-december --color never",)),
    "show-conditional": (80, ("outlook show un-talks-given --color never",)),
    "show-choice": (80, ("outlook show deepest-city --color never",)),
    "show-numeric": (80, ("outlook show displaced-peak --at 2026-01-01 --color never",)),
    "show-date": (80, ("outlook show damascus-date --color never",)),
    "show-piped": (None, ("outlook show homs-given-hama",)),
    "score": (80, ("outlook score --at 2026-01-01 --color never",)),
    "score-160": (160, ("outlook score --at 2026-01-01 --color never",)),
    "calibration": (80, ("outlook calibration --at 2026-01-01 --color never",)),
    "calibration-160": (160, ("outlook calibration --at 2024-12-20 --color never",)),
    "calibration-ascii": (80, ("outlook calibration --at 2026-01-01 --ascii --color never",)),
    "plot-binary": (80, ("outlook plot un-talks --at 2025-02-01 --color never",)),
    "plot-binary-160": (160, ("outlook plot hama-by-december --at 2026-01-01 --color never",)),
    "plot-choice": (80, ("outlook plot deepest-city --at 2026-01-01 --color never",)),
    "plot-numeric": (80, ("outlook plot displaced-peak --at 2026-01-01 --color never",)),
    "plot-date": (80, ("outlook plot damascus-date --at 2024-12-07 --color never",)),
    "plot-ascii": (80, ("outlook plot un-talks --at 2025-02-01 --ascii --color never",)),
    "plot-piped": (None, ("outlook plot un-talks --at 2025-02-01",)),
    "score-changed": (
        80,
        (
            'outlook estimate hama-by-december 30% --by bob --known-at 2024-12-01 --why "The front stands" --color never',
            'outlook estimate hama-by-december 65% --by bob --known-at 2024-12-03 --why "It runs" --color never',
            'outlook estimate hama-by-december 55% --by bob --known-at 2024-12-04 --why "It slows" --color never',
            "outlook score hama-by-december unsc --lead 2d --daily --at 2026-01-01 --color never",
        ),
    ),
    "score-by-source": (80, ("outlook score --by source --at 2026-01-01 --color never",)),
    "score-by-source-160": (160, ("outlook score --by source --at 2026-01-01 --color never",)),
    "score-by-tag": (80, ("outlook score --by tag --at 2026-01-01 --color never",)),
    "score-by-hedge": (80, ("outlook score --by hedge --at 2026-01-01 --color never",)),
    "history": (80, ("outlook history hama-by-december --color never",)),
    "history-piped": (None, ("outlook history hama-by-december",)),
    "explain": (80, ("outlook explain us-iran-fire --at 2024-12-06 --color never",)),
    "explain-choice": (80, ("outlook explain deepest-city --at 2024-12-06 --color never",)),
    "due": (80, ("outlook due --at 2024-12-06 --color never",)),
    "status-pool": (80, ("outlook status --pool extremised --at 2024-12-06 --color never",)),
    "coherence": (80, ("outlook coherence --at 2024-12-01 --color never",)),
    "check": (80, ("outlook check --book forecasts --color never",)),
    "evidence": (
        80,
        (
            'outlook evidence hama-by-december "A later account" --color never',
            ('outlook evidence unsc un-talks "France tabled a draft" -i army-withdraws:partial --source AFP --grade b2'
            " --happened-on yesterday --color never"),
        ),
    ),
    "estimate": (
        80,
        (
            'outlook estimate unsc 22% --why "Two members are in favour" --color never',
            ('outlook estimate outlook-by-march stalemate=.5,breakthrough=.2,settlement=.1,recovery=.1,escalation=.1'
            ' --why "The front stands" --color never'),
        ),
    ),
    "resolve": (80, ('outlook resolve us-strike-attributed yes --why "Two wires reported it" --color never',)),
    "retract": (80, ('outlook retract xtoyn533 --why "The monitor withdrew it" --color never',)),
    "new": (80, ('outlook new work/ship --question "Shipped by June?" --closes 2027-06-30 --book forecasts --color never',)),
    "refused": (
        80,
        (
            "outlook staus",
            "outlook show homs",
            "outlook show hama-by-decembre",
            "outlook estimate unsc 70 --why x",
            "outlook estimate hama-by-december 70% --why x",
            "outlook evidence unsc Said -i armywithdraws",
            "outlook resolve un-talks-given yes",
        ),
    ),
}  # fmt: skip


def ids_in(ledger: Path) -> list[str]:
    return re.findall(r'^{"id":"([a-z2-7]{8,13})"', ledger.read_text(), re.MULTILINE)


@pytest.fixture
def session(
    book: Path, run: Run, run_in_terminal: Callable[[int], Run]
) -> Callable[[int | None, tuple[str, ...]], str]:
    """A whole session as text: each line typed, what it printed, and its exit code where that is not 0."""

    def record(columns: int | None, typed: tuple[str, ...]) -> str:
        program = run if columns is None else run_in_terminal(columns)
        known = set(ids_in(book / LEDGER))
        shown = []
        for line in typed:
            ran = program(*shlex.split(line)[1:])
            code = f"[exit code {ran.code}]\n" if ran.code else ""
            shown.append(f"$ {line}\n{ran.out}{ran.err}{code}")
        text = "\n".join(shown).replace("\x1b", "␛")
        new = [entry_id for entry_id in ids_in(book / LEDGER) if entry_id not in known]
        for number, entry_id in enumerate(new, 1):
            text = text.replace(entry_id, f"entry-------{number}")
        return text

    return record


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_as_it_was_last_agreed(
    book: Path, session: Callable[[int | None, tuple[str, ...]], str], name: str
) -> None:
    if name == "check":
        spoil(book)
    columns, typed = SCREENS[name]
    text = session(columns, typed)
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), (
        "if this is meant, run again with UPDATE_SNAPSHOTS=1 and read the diff"
    )


def spoil(book: Path) -> None:
    """A book with a few faults, as people make them."""
    case = book / "syria-2024-12"
    (case / "un-talks.yaml").write_text("kind: binary\nquestoin: Talks?\nprior: 70\n")
    (case / "unsc-resolution.yaml").write_text("kind: binary\n\tquestion: Resolution?\n")
    (case / "Aleppo Retaken.yaml").write_text("kind: binary\n")
    with (case / "ledger.jsonl").open("a") as file:
        file.write("not json\n")


def test_every_snapshot_has_its_screen() -> None:
    assert {path.stem for path in SNAPSHOTS.iterdir()} == set(SCREENS)
