"""Pages with console blocks: what they say, and what they should say.

A fenced `console` block holds `$ command` lines, `> ` lines that continue the command above them, and the
output. `...` on a line of its own stands for any number of lines. A fence with a path after its language,
such as ```yaml forecasts/syria/case.yaml```, writes that file. The blocks of one page run in order in one
scratch folder: a copy of the shipped book, or an empty one where the page holds `<!-- console: empty -->`.
`<!-- console: known by 2024-12-04 -->` keeps of the shipped ledgers only what was known by the end of that day.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from .console import Shell, ShellError

EMPTY = "<!-- console: empty -->"
KNOWN_BY = re.compile(r"<!-- console: known by (\d{4}-\d{2}-\d{2}) -->")
ANY = "..."


class PageError(Exception):
    """A page that cannot be run: its line and why."""


@dataclass
class Step:
    """One command of a page with the output that the page shows, or one file that it gives."""

    line: int
    command: str = ""
    output: list[str] = field(default_factory=list)
    file: str = ""


def current(path: Path) -> str:
    """The page with the outputs that its commands have now; what still holds stays as it is."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    steps = list(read(lines))
    if not steps:
        return text
    with tempfile.TemporaryDirectory() as folder:
        until = next((found[1] for line in lines if (found := KNOWN_BY.fullmatch(line))), "9999-12-31")
        shell = Shell(Path(folder).resolve(), path.stem, shipped=EMPTY not in lines, known_by=until)
        for step in steps:
            try:
                step.output = shell.write(step) if step.file else fitted(step.output, shell.run(step.command))
            except ShellError as error:
                raise PageError(f"{step.line}: {error}") from error
    return "\n".join(_rewritten(lines, steps)) + "\n"


def read(lines: list[str]) -> Iterator[Step]:
    """The steps of a page, in order."""
    fence, step = "", Step(0)
    for number, line in enumerate(lines, start=1):
        if line.startswith("```"):
            if fence and step.line:
                yield step
            info = [] if fence else line[3:].split()
            fence = "" if fence else (line[3:] or "text")
            step = Step(number, file=info[1]) if len(info) > 1 else Step(0)
        elif fence == "console" and line.startswith("$ "):
            if step.line:
                yield step
            step = Step(number, line[2:])
        elif fence == "console" and line.startswith("> ") and not step.output:
            step.command += f"\n{line[2:]}"
        elif fence:
            step.output.append(line)


def fitted(shown: list[str], real: list[str]) -> list[str]:
    """What the page shows if that still holds; otherwise the real output, cut at the same places."""
    if matches(shown, real):
        return shown
    parts = _parts(shown)
    if len(parts) == 1:
        return real
    head, *middle, tail = parts
    kept, at = real[: len(head)], len(head)
    for part in middle:
        start = max(range(at, len(real)), key=lambda i: _alike(part[0], real[i]), default=at) if part else at
        kept += [ANY, *real[start : start + len(part)]]
        at = start + len(part)
    return [*kept, ANY, *(real[-len(tail) :] if tail else [])]


def matches(shown: list[str], real: list[str]) -> bool:
    """Whether the output is what the page shows, `...` standing for any lines."""
    head, *others = _parts(shown)
    if not others:
        return head == real
    *middle, tail = others
    if len(head) + len(tail) > len(real) or real[: len(head)] != head or real[len(real) - len(tail) :] != tail:
        return False
    at, end = len(head), len(real) - len(tail)
    for part in middle:
        found = next((i for i in range(at, end - len(part) + 1) if real[i : i + len(part)] == part), None)
        if found is None:
            return False
        at = found + len(part)
    return True


def _alike(shown: str, real: str) -> float:
    return SequenceMatcher(None, shown, real).ratio()


def _parts(lines: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in lines:
        if line == ANY:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _rewritten(lines: list[str], steps: list[Step]) -> Iterator[str]:
    """The page's lines, with every command followed by its step's output."""
    outputs = {step.line: step for step in steps if not step.file}
    in_console = skipping = False
    for number, line in enumerate(lines, start=1):
        if line.startswith("```"):
            in_console, skipping = line == "```console", False
        step = outputs.get(number)
        if step is not None:
            yield f"$ {step.command}".replace("\n", "\n> ")
            yield from step.output
            skipping = True
        elif not (in_console and skipping):
            yield line
