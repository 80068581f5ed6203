"""One question has one answer: what several pages of one book say of the same thing, to the last digit."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from .program import answer, output

if TYPE_CHECKING:
    from pathlib import Path

    from .comparing import Comparison

Json = dict[str, Any]


def compare_pages(to: Comparison, folder: Path, at: int) -> None:
    """`status`, `score`, `score --forecaster`, `show` and the report, each beside `score` or `status`."""
    status = answer(folder, at, "status")["forecasts"]
    scored = answer(folder, at, "score")["forecasts"]
    rows = {(row["id"], row["by"]): row for row in scored}
    _status_beside_score(to, status, rows)
    for line in status:
        _show_beside_both(to, answer(folder, at, "show", line["id"]), line, rows)
    for person in sorted({row["by"] for row in scored}):
        alone = answer(folder, at, "score", "--forecaster", person)["forecasts"]
        _alone_beside_all(to, alone, rows, person)
    _report_beside_both(to, output(folder, at, "report", "-o", "-"), status, scored)


def _exactly(to: Comparison, where: str, key: str, one: Any, other: Any) -> None:
    """Not to nine digits but to the last."""
    to.command = "pages"
    to.same(where, key, repr(one), repr(other))


def _status_beside_score(to: Comparison, status: list[Json], rows: dict[tuple[str, str], Json]) -> None:
    for line in status:
        row = rows.get((line["id"], line["stated_by"]))
        scored = row["brier"] if row and row["kind"] in ("binary", "choice") else None
        _exactly(to, f"status {line['id']}", "brier", line["brier"], scored)


def _show_beside_both(to: Comparison, page: Json, line: Json, rows: dict[tuple[str, str], Json]) -> None:
    where = f"show {line['id']}"
    for key in ("state", "outcome", "implied"):
        _exactly(to, where, key, page[key], line[key])
    _exactly(to, where, "evidence", len(page["evidence"]), line["evidence"])
    expected = {by: row for (name, by), row in rows.items() if name == line["id"]}
    shown = {row["by"]: row for row in page["scores"]}
    _exactly(to, where, "who is scored", sorted(shown), sorted(expected))
    for by in shown.keys() & expected.keys():
        for key in expected[by]:
            own, other = (_of_any_set(row, key) for row in (shown[by], expected[by]))
            _exactly(to, f"{where} {by}", key, own, other)


def _of_any_set(row: Json, key: str) -> Any:
    """What a row says of itself: the base rate is that of the questions on the page, and `show` has one."""
    if key != "references":
        return row.get(key)
    return {name: score for name, score in row[key].items() if name != "base_rate"}


def _alone_beside_all(to: Comparison, alone: list[Json], rows: dict[tuple[str, str], Json], person: str) -> None:
    expected = {name: row for (name, by), row in rows.items() if by == person}
    found = {row["id"]: row for row in alone}
    to.command = f"score --forecaster {person}"
    for name in to.same_members("rows", found, expected):
        for key, value in expected[name].items():
            _exactly(to, f"score --forecaster {person} {name}", key, found[name][key], value)


# ── the report ──


def _report_beside_both(to: Comparison, page: str, status: list[Json], scored: list[Json]) -> None:
    """The keys by which its tables sort are the numbers themselves."""
    rows = rows_in(page)
    lines = {cells["Forecast"].link: cells for cells in rows.get("status", [])}
    _exactly(to, "report", "forecasts", sorted(lines), sorted(line["id"] for line in status))
    for line in status:
        _report_line(to, lines[line["id"]], line)
    # Where one forecaster is alone, the table has no column for the name.
    alone = next(iter({row["by"] for row in scored}), "")
    said = {
        (cells["Forecast"].link, cells["By"].text if "By" in cells else alone): cells
        for cells in rows.get("scorecard", [])
    }
    _exactly(to, "report", "rows", sorted(said), sorted((row["id"], row["by"]) for row in scored))
    for row in scored:
        _report_row(to, said[row["id"], row["by"]], row)


def _report_line(to: Comparison, cells: dict[str, Cell], line: Json) -> None:
    chances = {"Stated": "stated", "Implied": "implied"} if line["kind"] == "binary" else {}
    for heading, key in {"Ev": "evidence", "Brier": "brier", **chances}.items():
        _exactly(to, f"report {line['id']}", key, cells[heading].key, _key(line[key]))


def _report_row(to: Comparison, cells: dict[str, Cell], row: Json) -> None:
    score = "brier" if row["measure"].startswith("brier") else "crps"
    over_time = next(heading for heading in ("Score", "Brier", "CRPS", "WIS") if heading in cells)
    for heading, key in ((over_time, score), ("First", f"{score}_first"), ("Last", f"{score}_last")):
        _exactly(to, f"report {row['id']} {row['by']}", key, cells[heading].key, _key(row[key]))


def _key(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass
class Cell:
    """A cell of a table: the number that it sorts by, where its link leads within the page, and its text."""

    key: str = ""
    link: str = ""
    text: str = ""


def rows_in(page: str) -> dict[str, list[dict[str, Cell]]]:
    """The rows of the tables that can be sorted, by the section they are in; each cell by its column's heading."""
    reader = _Rows()
    reader.feed(page)
    return reader.found


class _Rows(HTMLParser):
    """Collects cells; a table that cannot be sorted has no keys and is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[dict[str, Cell]]] = {}
        self.headings: list[str] = []
        self.section = ""
        self.sorts = False
        self.row: list[Cell] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "section" and "id" in given:
            self.section = given["id"]
        elif tag == "table":
            self.sorts, self.headings = "data-sort" in given, []
        elif tag == "tr":
            self.row = []
        elif tag in ("td", "th"):
            self.row.append(Cell(given.get("data-key", "")))
        elif tag == "a" and self.row:
            self.row[-1].link = given.get("href", "").removeprefix("#")

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr" and self.sorts:
            self._row_ends()
        self.sorts = self.sorts and tag != "table"
        self.row = [] if tag == "tr" else self.row

    def _row_ends(self) -> None:
        """The first row of a table has its headings."""
        if self.headings:
            self.found.setdefault(self.section, []).append(dict(zip(self.headings, self.row, strict=True)))
        else:
            self.headings = [cell.text for cell in self.row]

    def handle_data(self, data: str) -> None:
        if self.row:
            self.row[-1].text += data
