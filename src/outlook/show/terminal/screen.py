"""Where output goes: a terminal of some width, or a pipe that is never cut or wrapped, with colour or without."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import IO, TYPE_CHECKING, Literal

from outlook.show.describe.phrasing import width

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

ROWS_SHOWN = 50
UNCUT = 100_000
NARROW = 100
LEAST = 8
# For streams that cannot show more than ASCII: one character for one, so that columns stay where they are.
TYPEWRITER = str.maketrans("–—−·…→←≤≥“”‘’×▲▼│─└┬●┊╌", "---|~><<>\"\"''x^v|-++O|:")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; on a terminal `limit` bounds its width, a `flexible` one takes what is left over.

    What does not fit is cut with an ellipsis, or goes on in the next line where the column `wraps`.
    """

    name: str
    right: bool = False
    limit: int | None = None
    flexible: bool = False
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table, already harmless, with the style it has where there is colour."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
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
        if not text or (not self.is_terminal and not self.color):
            self._write([" " * indent * bool(text) + text + "\n"])
            return
        from rich.padding import Padding
        from rich.text import Text

        self.rich(Padding(Text(text, style=style, overflow="fold"), (0, 0, 0, indent), expand=False))

    def spans(self, parts: Sequence[tuple[str, str]]) -> None:
        """Write one line of harmless (text, style) parts that somebody has fitted to the screen already."""
        if not self.color:
            self._write(["".join(text for text, _ in parts).rstrip() + "\n"])
            return
        from rich.text import Text

        self.rich(Text.assemble(*parts, no_wrap=True, overflow="ignore"))

    def items(self, rows: Sequence[tuple[str, str, str]], indent: int = 2) -> None:
        """Write (head, text, detail) rows: the text hangs beside its head, the detail under it."""
        if not self.is_terminal and not self.color:
            for head, text, detail in rows:
                self.line(f"{head}  {text}", indent=indent)
                if detail:
                    self.line(detail, indent=indent + width(head) + 2)
            return
        if not rows:
            return  # an empty grid would be an empty line
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 2, 0, 0))
        for head, text, detail in rows:
            hanging = Text(text, overflow="fold")
            grid.add_row(Text(head, no_wrap=True), hanging.append(f"\n{detail}", "dim") if detail else hanging)
        self.rich(Padding(grid, (0, 0, 0, indent)))

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], more: str = "") -> None:
        """Write a table; a terminal shows the first rows and says how to see the rest, a pipe gets all of them."""
        if not self.is_terminal and not self.color:
            self._write(_plain_rows(columns, rows))
            return
        shown = rows[:ROWS_SHOWN] if self.is_terminal else rows
        self.rich(_rich_table(columns, shown, self.columns))
        if len(rows) > len(shown):
            self.line(f"… {len(rows) - len(shown)} more: {more}", "dim")

    def rich(self, renderable: "RenderableType") -> None:
        """Write something rich can draw, without the blanks that rich pads lines with."""
        console = self._console()
        with console.capture() as captured:
            console.print(renderable)
        self._write(f"{line.rstrip()}\n" for line in captured.get().splitlines())

    def _write(self, lines: Iterable[str]) -> None:
        self.stream.writelines((line.translate(TYPEWRITER) for line in lines) if self.ascii else lines)

    def _console(self) -> "Console":
        from rich.console import Console

        return Console(
            file=self.stream,
            width=self.columns or UNCUT,
            force_terminal=self.color,
            no_color=not self.color,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
            color_system="standard" if self.color else None,
        )


def _plain_rows(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """Aligned columns with nothing cut; the last one is not padded."""
    heading = [Cell(column.name) for column in columns]
    everything: Iterable[Sequence[Cell]] = [heading, *rows]
    widths = _widths(columns, rows)
    for row in everything:
        parts = []
        for cell, size, column in zip(row, widths, columns, strict=True):
            blanks = " " * (size - width(cell.text))
            parts.append(blanks + cell.text if column.right else cell.text + blanks)
        yield "  ".join(parts).rstrip() + "\n"


def _rich_table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], available: int | None) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    gap = 1 if available is not None and available < NARROW else 2
    table = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for column, size in zip(columns, _sizes(columns, rows, available, gap), strict=True):
        heading = Text(column.name, overflow="ellipsis", no_wrap=True)
        table.add_column(heading, justify="right" if column.right else "left", no_wrap=not column.wraps, width=size)
    for row in rows:
        table.add_row(*starmap(_cell, zip(row, columns, strict=True)))
    return table


def _cell(cell: Cell, column: Column) -> "RenderableType":
    from rich.text import Text

    overflow: Literal["fold", "ellipsis"] = "fold" if column.wraps else "ellipsis"
    return Text(cell.text, style=cell.style, overflow=overflow, no_wrap=not column.wraps)


def _sizes(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], available: int | None, gap: int) -> list[int]:
    """The width of every column: as wide as its cells, within its limit; the flexible one takes what is left over."""
    natural = _widths(columns, rows)
    if available is None:
        return natural
    sizes = [min(size, column.limit or size) for size, column in zip(natural, columns, strict=True)]
    fixed = sum(size + gap for size, column in zip(sizes, columns, strict=True) if not column.flexible)
    spare = max(available - fixed, LEAST)
    return [min(size, spare) if column.flexible else size for size, column in zip(sizes, columns, strict=True)]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    return [max([width(column.name), *(width(row[at].text) for row in rows)]) for at, column in enumerate(columns)]


def standard_output(color: str, environment: Mapping[str, str]) -> Screen:
    """The screen for the process's own standard output.

    `NO_COLOR` and `--color never` switch colour off, `--color always` on; otherwise a terminal has it. `COLUMNS`
    sets the width of a terminal.
    """
    is_terminal = sys.stdout.isatty()
    wanted = color == "always" or (color == "auto" and is_terminal and not environment.get("NO_COLOR"))
    dumb = environment.get("TERM") == "dumb" and color != "always"
    columns = shutil.get_terminal_size().columns if is_terminal else None
    return Screen(columns, wanted and not dumb, sys.stdout)
