"""docs/commands.md: the program's own help of every command, word for word."""

import os
import subprocess
from pathlib import Path

from outlook.cli.commands import ORDER

from .console import environment

PATH = Path(__file__).parents[2] / "docs" / "commands.md"
HEAD = """\
# Commands

This page is written by `make docs` from the program's own `--help`.
A test fails when it is out of date.

Commands that read the book take `--at`, and show it as it was known at that moment.
Commands that write an entry or a new record take `--dry-run`, and then write nothing.
What `--json` and `--csv` print, and the exit codes, are in [output.md](output.md).
Times are read as described under [times](records.md#times-on-the-command-line).

"""


def text() -> str:
    """The whole page."""
    names = ["", *ORDER]
    links = " · ".join(f"[`{name}`](#outlook-{name})" for name in ORDER)
    return HEAD + f"{links}\n\n" + "\n".join(map(_section, names))


def _section(name: str) -> str:
    command = ["outlook", *name.split()]
    found = subprocess.run(
        [*command, "--help"], env=environment(Path(os.devnull)), capture_output=True, text=True, check=True
    )
    lines = "\n".join(line.rstrip() for line in found.stdout.strip("\n").splitlines())
    return f"## {' '.join(command)}\n\n```text\n{lines}\n```\n"
