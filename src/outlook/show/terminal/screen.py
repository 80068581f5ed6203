"""Where output goes: a terminal of some width, or a pipe that is never cut or wrapped, with colour or without."""

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import IO, NamedTuple

from outlook.settings import settings
from outlook.show.terminal.layout import Span, wrapped

# For streams that cannot show more than ASCII: one character for one, so that columns stay where they are.
TYPEWRITER = str.maketrans("–—−·…→←≤≥“”‘’×▲▼│─└┬●┊╌", "---|~><<>\"\"''x^v|-++O|:")


class Screen(NamedTuple):
    """The standard output as we may use it; `columns` is None where nothing is ever cut.

    Where it is `ascii`, the tool's own dashes, dots and arrows are written as a typewriter has them.
    """

    columns: int | None
    color: bool
    stream: IO[str]
    ascii: bool = False

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it, at a certain width."""
        return self.columns is not None

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """Write text that is already harmless, wrapped to a terminal, whole into a pipe."""
        room = None if self.columns is None else max(self.columns - indent, 1)
        for part in wrapped(text, room):
            self.spans([(" " * indent + part, style)])

    def spans(self, parts: Sequence[Span]) -> None:
        """Write one line of harmless (text, style) parts that somebody has fitted to the screen already."""
        self.stream.write(self.written(parts))

    def written(self, parts: Sequence[Span]) -> str:
        """The line that they make, with its end."""
        line = "".join([_coloured(text, style) if style and self.color else text for text, style in parts]).rstrip()
        return (line.translate(TYPEWRITER) if self.ascii else line) + "\n"


def _coloured(text: str, style: str) -> str:
    """The text in colours that every terminal has; a whole console of rich takes longer to load and to ask."""
    if not text:
        return ""
    begin, end = _around(style)
    return f"{begin}{text}{end}"


@cache
def _around(style: str) -> tuple[str, str]:
    """What stands before and after a text of that style."""
    from rich.color import ColorSystem
    from rich.style import Style

    begin, _, end = Style.parse(style).render("\0", color_system=ColorSystem.STANDARD).partition("\0")
    return begin, end


def _width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def standard_output(color: str, environment: Mapping[str, str]) -> Screen:
    """The screen for the process's own standard output.

    `NO_COLOR` and `--color never` switch colour off, `--color always` on; otherwise a terminal has it. `COLUMNS`
    sets the width of a terminal.
    """
    is_terminal = sys.stdout.isatty()
    color = (settings().color or color) if color == "auto" else color
    wanted = color == "always" or (color == "auto" and is_terminal and not environment.get("NO_COLOR"))
    dumb = environment.get("TERM") == "dumb" and color != "always"
    columns = _width() if is_terminal else None
    return Screen(columns, wanted and not dumb, sys.stdout)
