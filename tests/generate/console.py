"""The shell that runs a page: the real program at a terminal of 80 columns, without colour.

What differs from run to run is shown as it might have been: the scratch folder as /home/alice, the
moment of writing as one fixed moment, and the random id of the n-th new entry as an id made from the page's
name and n. A command that names such an id gets the real one.
"""

import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import time
from base64 import b32encode
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from outlook.ledger.chain import line_hash, version_hash

SHIPPED = Path(__file__).parents[2] / "forecasts"
SHOWN_HOME = "/home/alice"
SHOWN_MOMENT = "2025-01-06T09:30:00Z"
SHOWN_TIME = "6 Jan 2025 09:30 UTC"
PATIENCE = 60


# The folder of an `outlook` that is forked where all is loaded (`faults.served`), here or by a server. Tests name it; a
# page that is written anew comes from the installed program alone.
quick: Path | None = None


class ShellError(Exception):
    """A command that failed where the page does not say so."""


class FileStep(Protocol):
    """A file that a page gives."""

    file: str
    output: list[str]


def environment(home: Path) -> dict[str, str]:
    """A plain environment in which nothing of the person who runs the tests shows."""
    folders = [*([quick] if quick else []), Path(sys.executable).parent, os.environ["PATH"]]
    return {
        "PATH": os.pathsep.join(map(str, folders)), "HOME": str(home),
        "OUTLOOK_BY": "alice", "OUTLOOK_BOOK": "forecasts", "COLUMNS": "80", "LINES": "40", "PAGER": "cat", "NO_COLOR": "1", "TERM": "xterm", "LC_ALL": "C.UTF-8",
        "TZ": "UTC", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main",
        "GIT_AUTHOR_NAME": "Alice", "GIT_AUTHOR_EMAIL": "alice@example.org",
        "GIT_COMMITTER_NAME": "Alice", "GIT_COMMITTER_EMAIL": "alice@example.org",
    }  # fmt: skip


class Shell:
    """One page's scratch folder and the commands run in it; a change of folder lasts."""

    def __init__(self, scratch: Path, page: str, *, shipped: bool, known_by: str) -> None:
        self.home = scratch
        self.here = scratch / "forecasting"
        self.page = page
        self.shown: dict[str, str] = {}
        self._shown_hashes: dict[str, str] = {}
        self._left = scratch / ".folder"
        self.here.mkdir()
        if shipped:
            shutil.copytree(SHIPPED, self.here / "forecasts", ignore=shutil.ignore_patterns("*.lock"))
            self._cut(known_by)
        self._known = set(self._entries())

    def write(self, step: FileStep) -> list[str]:
        """Put a file of the page in its place."""
        path = self.here / step.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(step.output) + "\n", encoding="utf-8")
        return step.output

    def run(self, command: str) -> list[str]:
        """Run one command and give the lines it printed, as the page shows them."""
        real = command
        for hashed, shown in (*self._shown_hashes.items(), *self.shown.items()):
            real = real.replace(shown, hashed)
        if quick and (words := _plain_words(real)):
            code, printed = _forked(words, self.here, environment(self.home))
        else:
            code, printed = self._in_a_shell(real)
        if code:
            raise ShellError(f"`{command}` ended with {code}:\n{printed}")
        return [line.rstrip() for line in self._as_shown(printed).splitlines()]

    def _in_a_shell(self, command: str) -> tuple[int, str]:
        script = f"{command}\ncode=$?\npwd -P >{self._left}\nexit $code"
        code, printed = _at_a_terminal(script, self.here, environment(self.home))
        if not code:
            self.here = Path(self._left.read_text(encoding="utf-8").strip())
        return code, printed

    def _cut(self, last_day: str) -> None:
        """Take out of every ledger what became known after the end of a day."""
        for ledger in self.home.rglob("ledger.jsonl"):
            lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
            ledger.write_text("".join(line for line in lines if json.loads(line)["known_at"][:10] <= last_day), "utf-8")

    def _as_shown(self, printed: str) -> str:
        for entry, recorded_at in self._entries().items():
            if entry not in self._known:
                self._known.add(entry)
                self.shown[entry] = _shown_id(self.page, len(self.shown) + 1)
            if entry in self.shown:
                moment = datetime.fromisoformat(recorded_at)
                printed = printed.replace(recorded_at, SHOWN_MOMENT)
                printed = printed.replace(f"{moment.day} {moment:%b %Y %H:%M} UTC", SHOWN_TIME)
        sealed = re.findall(r"\boutlook-seal-1:([0-9a-f]{64})\b", printed)
        for hashed in re.findall(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b", printed):
            if (hashed in sealed or hashed in self._hashes()) and hashed not in self._shown_hashes:
                self._shown_hashes[hashed] = _shown_hash(self.page, len(self._shown_hashes) + 1, len(hashed))
        for real, shown in (*self._shown_hashes.items(), *self.shown.items()):
            printed = printed.replace(real, shown)
        return printed.replace(str(self.home), SHOWN_HOME)

    def _lines(self) -> list[str]:
        return [
            line
            for ledger in sorted(self.home.rglob("ledger.jsonl"))
            for line in ledger.read_text(encoding="utf-8", errors="replace").splitlines()
        ]

    def _hashes(self) -> set[str]:
        """The hashes that hang on ids and moments: of lines and of what they say, and those that the lines name."""
        lines = self._lines()
        named = {hashed for line in lines for hashed in re.findall(r"\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b", line)}
        fixed = {hashed for line in lines for hashed in re.findall(r'"record_sha256":"([0-9a-f]{64})"', line)}
        said = {version_hash(json.loads(line)) for line in lines if re.fullmatch(r"\{.*\}", line)}
        return (named | said | {line_hash(line.encode()) for line in lines}) - fixed

    def _entries(self) -> dict[str, str]:
        """Every entry of every ledger under the folder, with the moment it was recorded."""
        lines = self._lines()
        found = [json.loads(line) for line in lines if re.fullmatch(r"\{.*\}", line)]
        return {entry["id"]: entry["recorded_at"] for entry in found if "recorded_at" in entry}


def _shown_id(page: str, number: int) -> str:
    return b32encode(sha256(f"{page} {number}".encode()).digest())[:13].decode().lower()


def _shown_hash(page: str, number: int, length: int) -> str:
    return sha256(f"{page} hash {number}".encode()).hexdigest()[:length]


def _at_a_terminal(script: str, folder: Path, variables: dict[str, str]) -> tuple[int, str]:
    """Run a script with its output on a pseudo-terminal; its exit code and what it printed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["/bin/sh", "-c", script], cwd=folder, env=variables, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        printed = b""
        while chunk := _chunk(ours):
            printed += chunk
        os.close(ours)
        code = process.wait(PATIENCE)
    return code, printed.decode("utf-8", "replace").replace("\r\n", "\n")


def _plain_words(command: str) -> tuple[str, ...]:
    """The words after `outlook` where that is all that the command is, and nothing is left for a shell to do."""
    if re.search(r"[$`*?~#;&|<>()\[\]{}!\\\n]", command):
        return ()
    name, *words = shlex.split(command)
    return tuple(words) if name == "outlook" else ()


def _forked(words: tuple[str, ...], folder: Path, variables: dict[str, str]) -> tuple[int, str]:
    """Run a command line as `_at_a_terminal` does, in a child of this process."""
    from faults.forked import begun, program

    def door() -> None:
        for name in set(os.environ) - set(variables):
            del os.environ[name]
        time.tzset()
        os.chdir(folder)
        program()

    ours, theirs = pty.openpty()
    nothing = os.open(os.devnull, os.O_RDONLY)
    child = begun(words, [nothing, theirs, theirs], variables, door=door)
    os.close(theirs)
    os.close(nothing)
    printed = b""
    while chunk := _chunk(ours):
        printed += chunk
    os.close(ours)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, printed.decode("utf-8", "replace").replace("\r\n", "\n")


def _chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the last writer has gone
        return b""
