"""Files that a command writes for the reader, beside the book: kept as they are unless `--force` says otherwise."""

import secrets
import sys
from pathlib import Path
from typing import Annotated

import typer

from outlook.cli.session import talk
from outlook.errors import Refused, Unreadable

STANDARD_OUTPUT = "-"

SvgOption = Annotated[
    str | None, typer.Option("--svg", metavar="FILE", help="Write the picture as SVG instead; - is standard output")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file if it exists")]


def put(path: str, text: str, *, force: bool) -> None:
    """Write the text whole or not at all, and say where.

    Raises:
        Refused: something stands there already, and it is not to be replaced or is no file.
        Unreadable: the folder or the disk did not allow it.
    """
    if path == STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    target = Path(path)
    try:
        _check(target, force=force)
        _replace(target, text)
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {error.strerror}") from error
    talk(f"wrote {path}")


def _check(target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise Refused(f"{target} is a folder: name a file in it")
    if target.exists() and not target.is_file():
        raise Refused(f"{target} is not a plain file: name another, or write to - and redirect it")
    if target.exists() and not force:
        raise Refused(f"{target} exists already and is left as it is: name another file, or add --force")


def _replace(target: Path, text: str) -> None:
    draft = target.with_name(f".{target.name[:200]}.{secrets.token_hex(4)}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
