"""`python -m tests.generate [--check] [FILE…]`: rewrite generated text, or only say what is out of date."""

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

from . import commands, evaluation, manual, pictures, rooms, schemas
from .pages import PageError, current

ROOT = Path(__file__).parents[2]


def targets() -> list[Path]:
    """Every file that holds something generated."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [*dict.fromkeys([*pages, commands.PATH, manual.PATH]), *schemas.PATHS, *pictures.PATHS]


def wanted(path: Path) -> str:
    """What the file should hold now."""
    if path == commands.PATH:
        return commands.text()
    if path == manual.PATH:
        return manual.text()
    if path in schemas.PATHS:
        return schemas.text(path)
    if path == evaluation.PATH:
        return evaluation.filled(current(path))
    if path == rooms.PATH:
        return rooms.filled(current(path))
    return pictures.text(path) if path in pictures.PATHS else current(path)


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line, by default this process's own; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.generate")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if a file is out of date")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    arguments = parser.parse_args(words)
    stale = 0
    for path in [file.resolve() for file in arguments.files] or targets():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        try:
            new = wanted(path)
        except PageError as error:
            sys.stderr.write(f"{path}:{error}\n")
            return 2
        if old != new:
            stale += 1
            _settle(path, old, new, check=arguments.check)
    return 1 if stale and arguments.check else 0


def _settle(path: Path, old: str, new: str, *, check: bool) -> None:
    if check:
        name = path.name
        diff = difflib.unified_diff(old.splitlines(), new.splitlines(), f"{name} as it is", f"{name} as it should be")
        sys.stdout.write("\n".join([*diff, f"{name} is out of date: run `make docs`", ""]))
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(new, encoding="utf-8")
    sys.stdout.write(f"rewrote {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}\n")


if __name__ == "__main__":
    sys.exit(main())
