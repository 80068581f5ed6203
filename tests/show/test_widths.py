"""Tables and pages fit the terminal they are shown on, and are whole where nobody looks at them."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.show.describe.phrasing import cut, cut_at_word, width
from outlook.show.terminal import printed
from outlook.show.terminal.printed import show
from outlook.show.terminal.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from conftest import Run
    from outlook.show.describe.blocks import Block

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PAGES = [
    ["status"], ["show", "hama-by-december"], ["show", "outlook-by-march"], ["show", "displaced-peak"],
    ["show", "damascus-date"], ["show", "homs-given-hama"], ["history"], ["score"], ["score", "--at", "2026-01-01"], [],
    ["calibration", "--at", "2026-01-01"], ["calibration", "--at", "2024-12-20", "--bins", "7"],
    ["plot", "un-talks", "--at", "2025-02-01"], ["plot", "deepest-city", "--at", "2026-01-01"],
    ["plot", "displaced-peak", "--at", "2026-01-01"],
    ["evidence", "unsc-resolution", "un-talks", "Said " * 60, "-i", "army-withdraws", "--source", "AFP " * 40, "--dry-run"],
]  # fmt: skip
LONG = "漢字 Ünïcödé e\u0301t " * 12


def columns_of(line: str) -> int:
    """How wide a terminal draws a line, by the standard's own tables."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in COLOUR.sub("", line))


def widest(out: str) -> int:
    return max(columns_of(line) for line in out.splitlines())


@pytest.fixture(scope="module")
def pages() -> dict[tuple[str, ...], dict[bool, list[Block]]]:
    """What each page showed, once with the columns of a narrow terminal and once with those of a wide one."""
    return {}


@pytest.fixture
def at_width(
    book: Path,
    run_in_terminal: Callable[[int], Run],
    pages: dict[tuple[str, ...], dict[bool, list[Block]]],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[list[str], int], str]:
    """Run a page's command once as a narrow terminal sees it and once as a wide one, then lay it out at any width."""

    def shown(page: list[str], columns: int) -> tuple[list[Block], str]:
        blocks: list[Block] = []
        with monkeypatch.context() as patch:
            patch.setattr(printed, "show", lambda screen, part: show(screen, kept(blocks, part)))
            ran = run_in_terminal(columns)(*page)
        assert ran.code == 0
        return blocks, ran.out

    def lay_out(page: list[str], columns: int) -> str:
        known = pages.setdefault(tuple(page), {})
        is_narrow = columns < printed.WIDE
        if is_narrow not in known:
            edge = printed.WIDE - is_narrow
            known[is_narrow], out = shown(page, edge)
            assert drawn(known[is_narrow], edge) == out, "a page is its blocks"
        return drawn(known[is_narrow], columns)

    return lay_out


def kept(blocks: list[Block], part: Iterable[Block]) -> list[Block]:
    found = list(part)
    blocks += found
    return found


def drawn(blocks: list[Block], columns: int) -> str:
    stream = io.StringIO()
    show(Screen(columns, color=True, stream=stream), blocks)
    return stream.getvalue()


@pytest.mark.alike
@pytest.mark.parametrize("columns", [40, 60, 80, 100, 119, 120, 160, 240])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page[:2]) or "bare")
def test_no_line_is_wider_than_the_terminal(
    at_width: Callable[[list[str], int], str], columns: int, page: list[str]
) -> None:
    assert widest(at_width(page, columns)) <= columns


@pytest.mark.parametrize("columns", [80, 160])
def test_long_and_wide_text_still_fits(book: Path, run_in_terminal: Callable[[int], Run], columns: int) -> None:
    run = run_in_terminal(columns)
    name = "a-very-long-name-for-a-forecast-that-nobody-would-want-to-type-but-somebody-did"
    flags = ("--closes", "2027-06-30", "--criteria", LONG, "--prior", f"{LONG[:20].strip()}=.5,b=.5")
    options = ("--kind", "choice", "--option", LONG[:20].strip(), "--option", "b")
    assert run("new", f"personal/{name}", "--question", LONG, *flags, *options).code == 0
    assert run("evidence", name[:20], LONG, "--source", LONG, "--note", "x" * 500, "--by", LONG[:40]).code == 0
    assert run("estimate", name[:20], f"{LONG[:20].strip()}=.4,b=.6", "--why", LONG, "--by", LONG[:40]).code == 0
    for page in (["status"], ["show", name[:20]], ["history"], ["score"], ["plot", name[:20]], ["calibration"], []):
        assert widest(run(*page).out) <= columns, page
    assert run("resolve", name[:20], LONG[:20].strip(), "--why", LONG).code == 0
    for page in (["status"], ["show", name[:20]], ["history"], ["score"], ["plot", name[:20]], ["calibration"], []):
        assert widest(run(*page).out) <= columns, page


@pytest.mark.alike
@pytest.mark.parametrize("columns", [1, 10, 20, 40])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(page[:2]) or "bare")
def test_a_terminal_too_narrow_for_anything_does_no_harm(
    at_width: Callable[[list[str], int], str], columns: int, page: list[str]
) -> None:
    assert at_width(page, columns)


def test_a_piped_table_is_never_cut(book: Path, run: Run) -> None:
    rows = json.loads(run("status", "--json").out)["forecasts"]
    table = run("status").out
    for row in rows:
        line = next(line for line in table.splitlines() if line.startswith(f"{row['id'].partition('/')[2]} "))
        assert row["title"] in line
    assert "…" not in table


def test_piped_history_gives_every_entry_whole(book: Path, run: Run) -> None:
    said = "A long report. " * 100
    run("evidence", "unsc-resolution", said)
    table = run("history", "--at", "2026-12-01").out
    entries = json.loads(run("history", "--at", "2026-12-01", "--json").out)["entries"]
    lines = {line.split(maxsplit=1)[0]: line for line in table.splitlines()}
    for entry in entries:
        assert entry.get("summary", "").strip() in lines[entry["id"]]
        assert all(name in lines[entry["id"]] for name in entry.get("forecasts", []))
    assert len(lines) == len(entries) + 1


def test_columns_stand_under_their_heading(book: Path, run: Run) -> None:
    run("new", "personal/ship", "--question", "漢字 or not?", "--title", "漢字")
    run("new", "personal/sail", "--question", "Or not?", "--title", "Plain")
    lines = run("status", "personal").out.splitlines()
    (ship,) = [line for line in lines if line.startswith("ship")]
    (sail,) = [line for line in lines if line.startswith("sail")]
    assert columns_of(ship[: ship.index("draft")]) == columns_of(sail[: sail.index("draft")])


def test_a_terminal_shows_the_newest_entries_and_says_where_the_others_are(
    book: Path, run_in_terminal: Callable[[int], Run]
) -> None:
    out = run_in_terminal(80)("history", "--at", "2026-12-01").out
    entries = (book / "syria-2024-12" / "ledger.jsonl").read_text().splitlines()
    shown = [line for line in COLOUR.sub("", out).splitlines() if re.match(r"[a-z2-7]{8} ", line)]
    assert len(shown) == 50
    assert f"{len(entries) - 50} older" in out
    assert "7uyjr7fh" in shown[-1]


@pytest.mark.parametrize("text", ["Hama", "漢字", "e\u0301", "a漢", "", "ﾊﾝｶｸ", "🇸🇾", "é漢字é"])
@pytest.mark.parametrize("columns", [1, 2, 3, 5, 80])
def test_a_text_is_cut_to_the_columns_it_may_take(text: str, columns: int) -> None:
    assert width(text) == columns_of(text)
    shown = cut(text, columns)
    assert columns_of(shown) <= columns
    assert shown == text or shown.endswith("…")


@given(st.text(st.sampled_from("ab ,"), min_size=1, max_size=60), st.integers(4, 40))
def test_no_word_is_broken_where_a_space_is_near(text: str, columns: int) -> None:
    found = cut_at_word(text, columns)
    assert width(found) <= columns
    if found == text:
        return
    kept = found.removesuffix("…")
    assert text.startswith(kept)
    broken = kept.rpartition(" ")[2]
    if " " in kept and broken and not text[len(kept) :].startswith((" ", ",")):
        assert 3 * len(broken) > columns
