"""The programs that outlook is timed beside: each one's own files with as many items as asked, and its commands.

Everything is below one temporary home, so that nobody's own journal or library is read or written.
The files are written directly, in the format of each program, because adding 10,000 items takes some of them an hour.
"""

import json
import os
import sqlite3
import subprocess
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

BIN = Path(__file__).parent.parent / ".venv-peers" / "bin"
BEGINS = datetime(2022, 12, 1, 8, tzinfo=UTC)  # 10,000 items later it is 2025: watson lists none of the future
APART = timedelta(hours=2)

TODO = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//bench//EN
BEGIN:VTODO
UID:{name}
DTSTAMP:20241201T080000Z
CREATED:20241201T080000Z
SUMMARY:{name} of the bench
DUE;VALUE=DATE:20250331
END:VTODO
END:VCALENDAR
"""
DOCUMENT = """\
title: {name} of the bench
author: Bench
year: 2024
type: article
papis_id: {identity}
"""


@dataclass(frozen=True)
class Peer:
    """One program: what writes its files into a home, and the words that list every item or add one."""

    fill: Callable[[Path, Sequence[str]], None]
    listing: tuple[str, ...]
    adding: tuple[str, ...] = ()


def variables(home: Path) -> dict[str, str]:
    """The whole environment of a child, whose files are all below that home."""
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    named = {"WATSON_DIR": "watson", "AUGUR_DB": "augur.db", "TODOMAN_CONFIG": "todoman.py"}
    own = {name: str(home / place) for name, place in named.items()}
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC", **folders, **own}


def moments(names: Sequence[str]) -> list[tuple[str, datetime]]:
    return [(name, BEGINS + number * APART) for number, name in enumerate(names)]


def augur(home: Path, names: Sequence[str]) -> None:
    """Its database, which `augur add` makes with the first forecast."""
    added = ("add", f"{names[0]} of the bench", "-p", "35", "--by", "2025-03-31", "--tags", "bench")
    subprocess.run([BIN / "augur", *added], check=True, env=variables(home), stdout=subprocess.DEVNULL)
    with sqlite3.connect(home / "augur.db") as database:
        database.executemany(
            "INSERT INTO predictions (statement, probability, created_at, resolve_by, tags) VALUES (?, ?, ?, ?, ?)",
            (
                (f"{name} of the bench", 0.35, at.isoformat(), "2025-03-31T23:59:59+00:00", "bench")
                for name, at in moments(names)[1:]
            ),
        )
    database.close()


def jrnl(home: Path, names: Sequence[str]) -> None:
    """One journal in a text file, an entry a paragraph; times as it writes them itself."""
    config, journal = home / "config" / "jrnl" / "jrnl.yaml", home / "journal.txt"
    config.parent.mkdir(parents=True)
    config.write_text(f"version: v4.6\njournals:\n  default: {journal}\n", encoding="utf-8")
    entries = (f"[{at:%Y-%m-%d %I:%M:%S %p}] {name} of the bench.\nIt has a body.\n" for name, at in moments(names))
    journal.write_text("\n".join(entries), encoding="utf-8")


def papis(home: Path, names: Sequence[str]) -> None:
    """A library with a folder a document."""
    config = home / "config" / "papis" / "config"
    config.parent.mkdir(parents=True)
    library = home / "library"
    config.write_text(f"[settings]\ndefault-library = bench\n\n[bench]\ndir = {library}\n", encoding="utf-8")
    for name in names:
        (library / name).mkdir(parents=True)
        text = DOCUMENT.format(name=name, identity=uuid.uuid4().hex)
        (library / name / "info.yaml").write_text(text, encoding="utf-8")


def sqlite_utils(home: Path, names: Sequence[str]) -> None:
    """A table of the columns that `outlook status` prints most of."""
    with sqlite3.connect(home / "forecasts.db") as database:
        database.execute("CREATE TABLE forecasts (id TEXT PRIMARY KEY, title TEXT, stated REAL, closes_at TEXT)")
        database.executemany(
            "INSERT INTO forecasts VALUES (?, ?, ?, ?)",
            ((name, f"{name} of the bench", 0.35, at.isoformat()) for name, at in moments(names)),
        )
    database.close()


def todoman(home: Path, names: Sequence[str]) -> None:
    """A calendar folder with a file a todo."""
    todos = home / "todos" / "bench"
    todos.mkdir(parents=True)
    config = {"path": f"{home}/todos/*", "cache_path": str(home / "todoman.sqlite3"), "date_format": "%Y-%m-%d"}
    lines = (f"{name} = {value!r}\n" for name, value in config.items())
    (home / "todoman.py").write_text("".join(lines), encoding="utf-8")
    for name in names:
        (todos / f"{name}.ics").write_text(TODO.format(name=name), encoding="utf-8", newline="\r\n")


def watson(home: Path, names: Sequence[str]) -> None:
    """One list of frames of an hour each, in 20 projects; the tag of a frame is its name."""
    frames = [
        [int(at.timestamp()), int(at.timestamp()) + 3600, f"case-{number % 20}", uuid.uuid4().hex, [name], 0]
        for number, (name, at) in enumerate(moments(names))
    ]
    (home / "watson").mkdir()
    (home / "watson" / "frames").write_text(json.dumps(frames), encoding="utf-8")


PEERS = (
    Peer(augur, ("augur", "list"), ("augur", "add", "A further thing happens", "-p", "35", "--by", "2027-03-31")),
    Peer(
        watson,
        ("watson", "log", "--all", "--no-pager"),
        ("watson", "add", "--from", "2022-11-30 08:00", "--to", "2022-11-30 09:00", "case-1", "+report"),
    ),
    Peer(papis, ("papis", "list", "--all")),
    Peer(jrnl, ("jrnl", "--short")),
    Peer(todoman, ("todo", "list")),
    Peer(sqlite_utils, ("sqlite-utils", "rows", "forecasts.db", "forecasts", "--table")),
)
