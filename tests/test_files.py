"""The door to the disk: new files whole or not at all, never over another, no link followed, nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from typing import TYPE_CHECKING

import pytest

from outlook import locking
from outlook.errors import OutlookError, Refused, Unreadable
from outlook.files import Folder, NotThere, NotUsable
from outlook.ledger import witness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORK = multiprocessing.get_context("fork")
# From Python 3.12 on, forking beside the test runner's own threads warns; the children only use what is tested here.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def create(path: Path, text: str) -> None:
    with Folder.open(path.parent) as folder:
        folder.create(path.name, text.encode())


def replace(path: Path, text: str) -> None:
    with Folder.open(path.parent) as folder:
        folder.replace(path.name, text.encode())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    create(tmp_path / "hama.yaml", "kind: binary\ntitle: Ḥamā\n")
    assert (tmp_path / "hama.yaml").read_bytes() == "kind: binary\ntitle: Ḥamā\n".encode()
    assert names(tmp_path) == ["hama.yaml"]


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "hama.yaml"
    path.write_text("mine")
    with pytest.raises(Refused, match=r"hama\.yaml exists already and is left as it is"):
        create(path, "theirs")
    assert path.read_text() == "mine"
    assert names(tmp_path) == ["hama.yaml"]


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "hama.yaml"
    path.symlink_to(tmp_path / "outside.yaml")
    with pytest.raises(Refused, match="exists already"):
        create(path, "kind: binary\n")
    assert names(tmp_path) == ["hama.yaml"]
    assert path.is_symlink()


def test_a_file_in_the_folders_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "case").write_text("a file")
    for write in (create, replace):
        with pytest.raises(NotUsable, match="case cannot be used: it is no folder; name a folder"):
            write(tmp_path / "case" / "hama.yaml", "kind: binary\n")
    assert names(tmp_path) == ["case"]


def test_a_name_too_long_for_the_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="File name too long; nothing was kept of it"):
        create(tmp_path / ("x" * 300 + ".yaml"), "kind: binary\n")
    assert names(tmp_path) == []


def without_room(work: Callable[[], None]) -> str:
    """What the work says in a process whose files may have ten bytes."""
    ours, theirs = FORK.Pipe()

    def run() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, resource.RLIM_INFINITY))
        try:
            work()
            theirs.send("written")
        except OutlookError as error:
            theirs.send(f"{type(error).__name__}: {error}")

    child = FORK.Process(target=run)
    child.start()
    said = str(ours.recv())
    child.join()
    return said


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "hama.yaml"
    said = without_room(lambda: create(path, "kind: binary\ntitle: longer than ten bytes\n"))
    assert said == f"Unreadable: {path} cannot be written: File too large; nothing was kept of it"
    assert names(tmp_path) == []


def test_an_edited_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "hama.yaml"
    path.write_text("old")
    path.chmod(0o640)
    replace(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["hama.yaml"]


def test_a_full_disk_leaves_an_edited_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "hama.yaml"
    path.write_text("old")
    said = without_room(lambda: replace(path, "longer than ten bytes"))
    assert said == f"Unreadable: {path} cannot be written: File too large; it is as it was"
    assert path.read_text() == "old"
    assert names(tmp_path) == ["hama.yaml"]


def test_what_was_removed_meanwhile_is_not_brought_back(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="it is not there"):
        replace(tmp_path / "hama.yaml", "new")
    assert names(tmp_path) == []


def test_only_one_of_many_writers_makes_the_file(tmp_path: Path) -> None:
    def attempt() -> None:
        try:
            create(tmp_path / "hama.yaml", f"title: {os.getpid()}\n")
        except Refused:
            os._exit(7)

    children = [FORK.Process(target=attempt) for _ in range(6)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    winners = [child.pid for child in children if child.exitcode == 0]
    assert sorted(child.exitcode or 0 for child in children) == [0, 7, 7, 7, 7, 7]
    assert (tmp_path / "hama.yaml").read_text() == f"title: {winners[0]}\n"
    assert names(tmp_path) == ["hama.yaml"]


# ── reading ──


def _socket(path: Path) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


MISFITS: dict[str, Callable[[Path], object]] = {
    "a link": lambda path: path.symlink_to(path.with_name("target")),
    "a pipe": os.mkfifo,
    "a folder": lambda path: path.mkdir(),
    "a socket": _socket,
}


@pytest.mark.parametrize("what", MISFITS)
def test_what_is_no_plain_file_is_neither_read_nor_replaced(tmp_path: Path, what: str) -> None:
    (tmp_path / "target").write_text("kept")
    MISFITS[what](tmp_path / "case.yaml")
    with Folder.open(tmp_path) as folder:
        for use in (lambda: folder.read("case.yaml", 100), lambda: folder.replace("case.yaml", b"new")):
            with pytest.raises(NotUsable, match=f"it is {what}"):
                use()
    assert (tmp_path / "target").read_text() == "kept"


@pytest.mark.parametrize("name", ["", "/etc/passwd", "..", "../x", "a/../b", "a//b", "./a", "a/", "nul\0"])
def test_a_name_that_leads_out_or_is_none_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").mkdir()
    with Folder.open(tmp_path) as folder, pytest.raises(NotUsable, match="leads out of it or is no name"):
        folder.read(name, 100)


def test_a_folder_on_the_way_is_entered_and_a_link_on_the_way_is_not(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "report.txt").write_text("read")
    (tmp_path / "link").symlink_to("docs")
    with Folder.open(tmp_path) as folder:
        assert folder.read("docs/report.txt", 100) == b"read"
        with pytest.raises(NotUsable, match="link cannot be used: it is a link, and links are not followed"):
            folder.read("link/report.txt", 100)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(60_000_000_000)
    with Folder.open(tmp_path) as folder, pytest.raises(NotUsable, match="at most 1 MB are read"):
        folder.read("huge", 1_000_000)


def test_what_is_set_aside_takes_the_next_free_name_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("kept")
    (tmp_path / "torn").symlink_to("victim")
    with Folder.open(tmp_path) as folder:
        assert folder.set_aside("torn", b"one") == tmp_path / "torn-2"
        assert folder.set_aside("torn", b"two") == tmp_path / "torn-3"
    assert (tmp_path / "victim").read_text() == "kept"
    assert ((tmp_path / "torn-2").read_bytes(), (tmp_path / "torn-3").read_bytes()) == (b"one", b"two")


# ── locking ──


def test_where_a_folder_cannot_be_locked_a_file_in_it_keeps_others_out_and_is_no_link(tmp_path: Path) -> None:
    with Folder.open(tmp_path) as folder:
        held = locking._held(locking._lock_file(folder), 1)
        with pytest.raises(TimeoutError):
            locking._held(locking._lock_file(folder), 0.02)
        os.close(held)
        os.close(locking._held(locking._lock_file(folder), 1))
        (tmp_path / locking.LOCK_FILE).unlink()
        (tmp_path / locking.LOCK_FILE).symlink_to(tmp_path / "elsewhere")
        with pytest.raises(NotUsable, match="it is a link"):
            locking._lock_file(folder)
    assert not (tmp_path / "elsewhere").exists()


def test_without_a_home_nothing_is_kept_anywhere_and_no_folder_is_made_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "relative")
    monkeypatch.setenv("XDG_STATE_HOME", "relative-too")
    witness.remember("0" * 32, [b"{}\n"], tmp_path)
    assert witness.remembered(["0" * 32]) == []
    assert names(tmp_path) == []
