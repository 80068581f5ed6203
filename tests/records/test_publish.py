"""A published page is put in its place whole, keeps what stands there unless forced, and fails in one sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from outlook.errors import Refused, Unreadable
from outlook.records.publish import expect_place, publish

if TYPE_CHECKING:
    from conftest import Refuses, Run, Shell


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_page_is_written_whole_and_its_size_returned(tmp_path: Path) -> None:
    assert publish(tmp_path / "out.html", "é\n") == 3
    assert (tmp_path / "out.html").read_bytes() == "é\n".encode()
    assert names_in(tmp_path) == ["out.html"]


def test_what_stands_there_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    path.write_text("old")
    with pytest.raises(
        Refused,
        match=r"out\.html exists already and is left as it is: name another file, or add --force",
    ):
        publish(path, "new")
    assert path.read_text() == "old"
    publish(path, "new", force=True)
    assert path.read_text() == "new"
    assert names_in(tmp_path) == ["out.html"]


@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path, force: bool) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "target").write_text("kept")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "link", tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(Refused, match="is not a plain file and is never replaced" if force else "exists already"):
            publish(path, "new", force=force)
        with pytest.raises(Refused, match="is not a plain file and is never replaced" if force else "exists already"):
            expect_place(path, force=force)
    for refuse in (lambda path: publish(path, "new", force=force), lambda path: expect_place(path, force=force)):
        with pytest.raises(Refused, match="is a folder: name a file in it"):
            refuse(tmp_path / "folder")
    assert (tmp_path / "target").read_text() == "kept"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("place", ["missing/out.html", "file/out.html", "x" * 300 + ".html"])
@pytest.mark.parametrize("force", [False, True])
def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path, place: str, force: bool) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unreadable, match="cannot be written"):
        publish(tmp_path / place, "new", force=force)
    assert names_in(tmp_path) == ["file"]


def test_the_command_keeps_and_replaces_and_says_what_it_wrote(book: Path, run: Run, refuses: Refuses) -> None:
    ran = run("report", "-o", "out.html", "hama-by-december", "--at", "2024-12-06")
    assert ran.out.startswith("wrote out.html: 1 forecast, as known by 6 Dec 2024 23:59 UTC, ")
    first = Path("out.html").read_bytes()
    refuses("report", "-o", "out.html", saying="--force")
    assert Path("out.html").read_bytes() == first
    assert run("report", "-o", "out.html", "--force", "--at", "2024-12-06").code == 0
    assert Path("out.html").stat().st_size > len(first)


def test_a_dash_is_the_standard_output(book: Path, run: Run) -> None:
    run("report", "hama-by-december", "-o", "out.html", "--at", "2024-12-06")
    ran = run("report", "hama-by-december", "-o", "-", "--at", "2024-12-06")
    assert (ran.code, ran.out, ran.err) == (0, Path("out.html").read_text(encoding="utf-8"), "")


def test_the_command_refuses_what_it_cannot_do(book: Path, refuses: Refuses) -> None:
    refuses("report", saying="-o")
    refuses(
        "report",
        "-o",
        "missing/out.html",
        "hama-by-december",
        saying="missing/out.html cannot be written: there is no folder missing",
        code=3,
    )
    refuses("report", "-o", ".", "hama-by-december", saying="is a folder")
    refuses("report", "-o", "out.html", "nothing-like-it", saying="no forecast or case matches")
    refuses("report", "-o", "out.html", "--at", "05/12/2024", saying="--at")
    assert not Path("out.html").exists()


def test_a_place_that_is_taken_is_refused_before_there_is_any_work(book: Path, refuses: Refuses) -> None:
    """What is known only once the book is read comes later: that the forecast is none of the book."""
    Path("out.html").write_text("old")
    refuses("report", "-o", "out.html", "nothing-like-it", saying="out.html exists already and is left as it is")
    refuses("report", "-o", "out.html", "nothing-like-it", "--force", saying="no forecast or case matches")
    assert Path("out.html").read_text() == "old"


@pytest.mark.in_turn
def test_a_full_disk_keeps_the_old_page(book: Path, shell: Shell) -> None:
    ran = shell(
        "outlook report hama-by-december -o out.html && cp out.html old.html && "
        "(ulimit -f 16; outlook report hama-by-december -o out.html --force); echo code $?"
    )
    assert "code 3" in ran.out
    assert "out.html cannot be written" in ran.err
    assert Path("out.html").read_bytes() == Path("old.html").read_bytes()
    assert sorted(path.name for path in Path().iterdir()) == ["forecasts", "old.html", "out.html"]
