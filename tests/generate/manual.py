"""docs/outlook.1: the manual page, from the program's own commands and options."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from outlook import __version__
from outlook.cli.commands import GROUPS, app

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = Path(__file__).parents[2] / "docs" / "outlook.1"
ABOUT = """\
.B outlook
turns the hedged sentences of an assessment into forecasts that can be proved wrong, moves them by evidence under stated
rules, and scores them.
Records are plain text in a folder
.IR forecasts/ ,
with one append\\-only ledger for each case.
.PP
A
.I TARGET
is the id of a forecast or a case, any part of an id, words of a title, or
.BR tag:NAME .
A length is written
.BR 7d ,
.BR 2w ,
.B 3mo
or
.BR 1y .
"""
ENVIRONMENT = {
    "OUTLOOK_BOOK": "The forecasts folder, where none is named.",
    "OUTLOOK_BY": "Who writes; else the login name.",
    "PAGER": "What shows long output on a terminal.",
    "VISUAL, EDITOR": "What edits records.",
    "NO_COLOR": "No colour, whatever it holds.",
    "XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME": "Where defaults, what a person would miss, and what can be "
    "deleted at any moment are kept.",
}
FILES = {
    "forecasts/CASE/case.yaml": "What the forecasts of a case share.",
    "forecasts/CASE/ID.yaml": "A forecast.",
    "forecasts/CASE/ledger.jsonl": "Evidence, estimates, resolutions, renames and retractions, one a line.",
    "~/.config/outlook/config.toml": "Your defaults; outlook --show-config prints them.",
}
CODES = {
    "0": "Done.",
    "1": "Problems were found (check, verify).",
    "2": "The command line, a selection or a value is wrong.",
    "3": "A record or a ledger cannot be read or written.",
    "70": "A bug; --debug shows where.",
    "130": "Interrupted.",
}


def text() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    context = group.context_class(group, info_name="outlook", **group.context_settings)
    yield f'.TH OUTLOOK 1 "" "outlook {__version__}" "User Commands"'
    yield '.\\" Written by `make docs` from the help of the program.'
    yield from (".SH NAME", r"outlook \- forecasts that can be proved wrong", ".SH SYNOPSIS")
    yield from (".B outlook", ".RI [ OPTIONS ]", ".I COMMAND", ".RI [ ARGUMENTS ]", ".SH DESCRIPTION", ABOUT.rstrip())
    yield ".SH OPTIONS"
    yield from _options(group, context)
    yield ".SH COMMANDS"
    for title, names in GROUPS.items():
        yield f".SS {title}"
        for number, name in enumerate(names):
            yield from [".PP"][: bool(number)]
            command = group.get_command(context, name)
            yield from _command(command, command.context_class(command, info_name=name, parent=context))
    for heading, known in (("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES), ("EXIT STATUS", CODES)):
        yield f".SH {heading}"
        yield from (line for name, said in known.items() for line in (".TP", f".B {_roff(name)}", _roff(said)))


def _command(command: Any, context: Any) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    examples, _, said = (command.help or "").partition("\n\n")
    yield from (f".B outlook {command.name}", _roff(usage), ".RS", ".PP", ".nf")
    yield from (_roff(line.strip()) for line in examples.replace("\b", "").splitlines() if line.strip())
    yield from (".fi", ".PP", _roff(" ".join(said.split())))
    yield from _options(command, context)
    yield ".RE"


def _options(command: Any, context: Any) -> Iterator[str]:
    for parameter in command.get_params(context):
        found = parameter.get_help_record(context)
        if found is not None:
            name, said = found
            yield from (".TP", f".B {_roff(name)}", _roff(" ".join(said.split())))


def _roff(line: str) -> str:
    """A line as it is, whatever it holds that the formatter would take for its own."""
    quoted = line.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", quoted) or "\\&"
