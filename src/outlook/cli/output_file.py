"""Files that a command writes for the reader, beside the book: kept as they are unless `--force` says otherwise."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from outlook.cli.session import talk

STANDARD_OUTPUT = "-"

SvgOption = Annotated[
    str | None, typer.Option("--svg", metavar="FILE", help="Write the picture as SVG instead; - is standard output")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file if it exists")]


def put(path: str, text: str, *, force: bool) -> None:
    """Write the text whole or not at all, and say where; `-` is the standard output.

    Raises:
        Refused: something stands there already, and it is not to be replaced or is no file.
        Unreadable: the folder or the disk did not allow it.
    """
    from outlook.records.publish import publish

    if path == STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    publish(Path(path), text, force=force)
    talk(f"wrote {path}")
