"""The program itself, run in this process as a script would run it."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

from outlook import cli

from .reading import written

if TYPE_CHECKING:
    from pathlib import Path


class Failed(AssertionError):
    """A command that should have answered did not."""


def answer(folder: Path, at: int, *words: str) -> dict[str, Any]:
    """What a reading command prints with `--json`."""
    found: dict[str, Any] = json.loads(output(folder, at, *words, "--json"))
    return found


def output(folder: Path, at: int, *words: str) -> str:
    """What a reading command prints on standard output."""
    line = [*words, "--book", str(folder), "--at", written(at)]
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.run(line)
    if code != 0:
        raise Failed(f"outlook {' '.join(line)}\nended with {code}: {err.getvalue()}")
    return out.getvalue()
