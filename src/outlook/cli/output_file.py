"""Files that a command writes for the reader, beside the book: kept as they are unless `--force` says otherwise."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from outlook.cli import on_disk
from outlook.cli.session import talk
from outlook.errors import InvalidValue
from outlook.locate import find_book

STANDARD_OUTPUT = "-"

SvgOption = Annotated[
    str | None, typer.Option("--svg", metavar="FILE", help="Write the picture as SVG instead; - is standard output")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file if it exists")]


def settle(file: str | None, *, force: bool, named: str = "svg", **others: bool) -> None:
    """Refuse options that cannot go together, so that none is ignored: a file, data, and `--force` without a file.

    Raises:
        InvalidValue: they name two outputs, or a file is to be replaced and none is named.
    """
    wanted = [f"--{name}" for name, given in {named: file is not None, **others}.items() if given]
    if len(wanted) > 1:
        raise InvalidValue(f"{' and '.join(wanted)} are two outputs: ask for one of them")
    if force and file is None:
        raise InvalidValue(f"--force means nothing without --{named} FILE: leave it out, or name the file to replace")


def expect(output: str | None, book: Path | None, *, force: bool) -> None:
    """Refuse a file that could not be written before the book is read, and the work done; nothing where there is none.

    Raises:
        Refused: something stands there already, and it is not to be replaced or is no file.
        Unreadable: there is no such folder.
    """
    from outlook.records.publish import expect_place

    if output not in (None, STANDARD_OUTPUT) and find_book(book) is not None:
        expect_place(Path(str(output)), force=force)


def put(path: str, text: str, *, force: bool) -> None:
    """Write the text whole or not at all, and say where; `-` is the standard output.

    Raises:
        Refused: something stands there already, and it is not to be replaced or is no file.
        Unreadable: there is no such folder, or the disk did not allow it.
    """
    from outlook.records.publish import publish

    if path == STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    on_disk.expect(Path(path), text)
    publish(Path(path), text, force=force)
    talk(f"wrote {path}")
