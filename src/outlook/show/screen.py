"""Where output goes: a terminal of some width, or a pipe that is never cut or wrapped, with colour or without."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from outlook.show.words import width

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

ROWS_SHOWN = 50
UNCUT = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; on a terminal `limit` bounds its width and a `flexible` one takes what is left over."""

    name: str
    right: bool = False
    limit: int | None = None
    flexible: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table, already harmless, with the style it has where there is colour."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """The standard output as we may use it; `columns` is None where nothing is ever cut."""

    columns: int | None
    color: bool
    stream: IO[str]

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it, at a certain width."""
        return self.columns is not None

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """Write text that is already harmless, wrapped to a terminal, whole into a pipe."""
        if not self.is_terminal and not self.color:
            self.stream.write(" " * indent + text + "\n")
            return
        from rich.padding import Padding
        from rich.text import Text

        self.rich(Padding(Text(text, style=style, overflow="fold"), (0, 0, 0, indent), expand=False))

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], more: str = "") -> None:
        """Write a table; a terminal shows the first rows and says how to see the rest, a pipe gets all of them."""
        if not self.is_terminal and not self.color:
            self.stream.writelines(_plain_rows(columns, rows))
            return
        shown = rows[:ROWS_SHOWN] if self.is_terminal else rows
        self.rich(_rich_table(columns, shown))
        if len(rows) > len(shown):
            self.line(f"… {len(rows) - len(shown)} more: {more}", "dim")

    def rich(self, renderable: "RenderableType") -> None:
        """Write something rich can draw, without the blanks that rich pads lines with."""
        console = self._console()
        with console.capture() as captured:
            console.print(renderable)
        self.stream.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())

    def _console(self) -> "Console":
        from rich.console import Console

        return Console(
            file=self.stream, width=self.columns or UNCUT, force_terminal=self.color, no_color=not self.color,
            highlight=False, markup=False, emoji=False, legacy_windows=False, _environ={},
            color_system="standard" if self.color else None,
        )  # fmt: skip


def _plain_rows(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """Aligned columns with nothing cut; the last one is not padded."""
    heading = [Cell(column.name) for column in columns]
    everything: Iterable[Sequence[Cell]] = [heading, *rows]
    widths = [max(width(row[index].text) for row in everything) for index in range(len(columns))]
    for row in everything:
        parts = []
        for cell, size, column in zip(row, widths, columns, strict=True):
            blanks = " " * (size - width(cell.text))
            parts.append(blanks + cell.text if column.right else cell.text + blanks)
        yield "  ".join(parts).rstrip() + "\n"


def _rich_table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(
            Text(column.name), justify="right" if column.right else "left", no_wrap=True, overflow="ellipsis",
            max_width=column.limit, min_width=None if column.flexible else min(width(column.name), column.limit or 99),
            ratio=1 if column.flexible else None,
        )  # fmt: skip
    for row in rows:
        table.add_row(*(Text(cell.text, style=cell.style, overflow="ellipsis", no_wrap=True) for cell in row))
    return table


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
