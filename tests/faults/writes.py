"""Every command that writes, in a small book, with what must be there once it has said so."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from faults.program import Command

RECORD = """\
question: Will the front move by the close?
kind: binary
opens_at: 2024-12-01
closes_at: 2099-12-31
criteria: YES if two wires of Reuters, AP and AFP report by the close that it moved by a day's march or more.
sources: [Reuters, AP]
prior: 0.4
"""
ENTRY = (
    '{"id":"%s","kind":"evidence","known_at":"2024-12-02T12:00:00Z","recorded_at":"2024-12-02T12:00:00Z",'
    '"by":"alice","summary":"%s","forecasts":["one"]}\n'
)
TORN = '{"id":"zzzzzzzz","kind":"evid'
REPORT = "The front may move if the river freezes.\n"
TABLE = """\
question,forecaster,forecast_at,probability,resolved_at,outcome
Will it thaw?,ann,2024-12-01,30%,2024-12-05,yes
Will it thaw?,bob,2024-12-02,40%,2024-12-05,yes
Will it freeze?,ann,2024-12-01,70%,2024-12-05,no
"""
TYPED = "# typed with care"


def _no_change(folder: Path) -> None:
    del folder


def _with_ledger(folder: Path) -> None:
    (folder / "forecasts" / "case" / "ledger.jsonl").write_text(
        ENTRY % ("aaaaaaaa", "First") + ENTRY % ("bbbbbbbb", "Second")
    )


def _with_torn_ledger(folder: Path) -> None:
    _with_ledger(folder)
    with (folder / "forecasts" / "case" / "ledger.jsonl").open("a") as file:
        file.write(TORN)


def _with_open_end(folder: Path) -> None:
    _with_ledger(folder)
    ledger = folder / "forecasts" / "case" / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().rstrip(b"\n"))


def _with_report(folder: Path) -> None:
    _with_ledger(folder)
    (folder / "out" / "report.html").write_text("old</html>\n")


def _with_another_report(folder: Path) -> None:
    _with_ledger(folder)
    case = folder / "forecasts" / "case"
    (case / "case.yaml").write_text("title: The front  # as of today\nas_of: 2024-12-01\n")
    (folder / "report.txt").write_text("The front is likely to move by the end of 2098. The river may freeze soon.\n")


def _without_book(folder: Path) -> None:
    for path in sorted((folder / "forecasts").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (folder / "forecasts").rmdir()


@dataclass(frozen=True)
class Writing:
    """A command that writes: what is there before it, and the files that it makes or changes."""

    name: str
    words: Command
    prepare: Callable[[Path], None] = _with_ledger
    makes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    def make(self, folder: Path) -> None:
        """Make what is there before, in an empty folder."""
        case = folder / "forecasts" / "case"
        case.mkdir(parents=True)
        (folder / "forecasts" / ".gitattributes").write_text("ledger.jsonl merge=union\n")
        (case / "case.yaml").write_text("title: The front\n")
        (case / "one.yaml").write_text(RECORD)
        (folder / "report.txt").write_text(REPORT)
        (folder / "table.csv").write_text(TABLE)
        (folder / "out").mkdir()
        editor = folder / "editor.sh"
        editor.write_text(f"""#!/bin/sh\ntouch {folder}/opened\nprintf '%s\\n' '{TYPED}' >> "$1"\n""")
        editor.chmod(0o755)
        self.prepare(folder)


BOOK = ("--book", "forecasts")
WRITINGS = (
    Writing("evidence in a new ledger", ("evidence", *BOOK, "one", "A report", "--lr", "2"), _no_change),
    Writing("evidence", ("evidence", *BOOK, "one", "A report", "--lr", "2")),
    Writing("evidence after a torn line", ("evidence", *BOOK, "one", "A report"), _with_torn_ledger),
    Writing("evidence after an open line", ("evidence", *BOOK, "one", "A report"), _with_open_end),
    Writing("long evidence", ("evidence", *BOOK, "one", "r" * 20_000)),
    Writing("estimate", ("estimate", *BOOK, "one", "55%", "--why", "So")),
    Writing("resolve", ("resolve", *BOOK, "one", "yes")),
    Writing("retract", ("retract", *BOOK, "aaaaaaaa", "--why", "Wrong")),
    Writing("new", ("new", *BOOK, "case/two", "--question", "Will it thaw?"), makes=("case/two.yaml",)),
    Writing("new in the editor", ("new", *BOOK, "case/two"), makes=("case/two.yaml",)),
    Writing("new case", ("new", *BOOK, "other/two", "--question", "Will it thaw?"), makes=("other/case.yaml", "other/two.yaml")),
    Writing("new book", ("new", *BOOK, "other/two", "--question", "Will it thaw?"), _without_book,
            makes=(".gitattributes", "other/case.yaml", "other/two.yaml")),
    Writing("edit", ("edit", *BOOK, "one"), changes=("case/one.yaml",)),
    Writing("set", ("set", *BOOK, "one", "title=Another", "tag+=ice"), changes=("case/one.yaml",)),
    Writing("undo", ("undo", *BOOK, "--by", "alice")),
    Writing("edit of a case", ("edit", *BOOK, "case"), changes=("case/case.yaml",)),
    Writing("extract", ("extract", *BOOK, "report.txt", "--case", "made", "--accept", "1", "--as-of", "2024-12-01"),
            makes=("made/case.yaml", "made/report.txt")),
    Writing("extract into a case", ("extract", *BOOK, "report.txt", "--case", "case", "--accept", "2", "--link", "1=one",
                                    "--as-of", "2024-12-02"),
            _with_another_report,
            makes=("case/report.txt", "case/river-freeze.yaml"), changes=("case/case.yaml", "case/one.yaml")),
    Writing("add", ("add", *BOOK, "Will it thaw?", "40%", "2099-12-31", "--case", "case"),
            makes=("case/will-it-thaw.yaml",)),
    Writing("add to a new case", ("add", *BOOK, "Will it thaw?", "40%", "2099-12-31"),
            makes=("inbox/case.yaml", "inbox/will-it-thaw.yaml")),
    Writing("import", ("import", *BOOK, "table.csv", "--case", "case"),
            makes=("case/will-it-thaw.yaml", "case/will-it-freeze.yaml")),
    Writing("import into a new case", ("import", *BOOK, "table.csv"),
            makes=("table/case.yaml", "table/will-it-thaw.yaml", "table/will-it-freeze.yaml")),
    Writing("import into a new book", ("import", *BOOK, "table.csv"), _without_book,
            makes=(".gitattributes", "table/case.yaml", "table/will-it-thaw.yaml", "table/will-it-freeze.yaml")),
    Writing("export", ("export", *BOOK, "csv", "-o", "out/all.csv"), makes=("../out/all.csv",)),
    Writing("report", ("report", *BOOK, "-o", "out/report.html"), makes=("../out/report.html",)),
    Writing("report in a report's place", ("report", *BOOK, "-o", "out/report.html", "--force"),
            _with_report,
            changes=("../out/report.html",)),
)  # fmt: skip

ID = re.compile(r"^([a-z2-7]{8,13})  (?:evidence|estimate|resolution|retraction)\b", re.MULTILINE)


def acknowledged(out: str) -> set[str]:
    """The ids of the entries that a command says it wrote."""
    return set(ID.findall(out))


def ids_in(history: str) -> set[str]:
    return {entry["id"] for entry in json.loads(history)["entries"]}


def environment(folder: Path) -> dict[str, str]:
    return {
        "VISUAL": str(folder / "editor.sh"), "XDG_STATE_HOME": str(folder / "state"), "XDG_CACHE_HOME": str(folder / "cache"),
        "OUTLOOK_BY": "alice", "COLUMNS": "80", "OUTLOOK_BOOK": "", "PATH": os.environ["PATH"],
    }  # fmt: skip
