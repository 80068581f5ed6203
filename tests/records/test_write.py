"""New files: whole or not at all, never over another, nothing left behind; and what they look like."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from outlook.errors import OutlookError, Refused, Unreadable
from outlook.model import BinaryForecast, ChoiceForecast, Option
from outlook.model.kinds import KINDS
from outlook.records.read import parse_forecast
from outlook.records.template import template
from outlook.records.write import create, render, render_fields, replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORK = multiprocessing.get_context("fork")
# From Python 3.12 on, forking beside the test runner's own threads warns; the children only use what is tested here.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_whole_with_its_folder(tmp_path: Path) -> None:
    create(tmp_path / "new" / "case" / "hama.yaml", "kind: binary\ntitle: Ḥamā\n")
    assert (tmp_path / "new" / "case" / "hama.yaml").read_bytes() == "kind: binary\ntitle: Ḥamā\n".encode()
    assert names(tmp_path / "new" / "case") == ["hama.yaml"]


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "hama.yaml"
    path.write_text("mine")
    with pytest.raises(Refused, match=r"hama\.yaml exists already and is left as it is: `outlook edit` opens it"):
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
    with pytest.raises(Unreadable, match=r"case/hama\.yaml cannot be written: .*case is not a folder"):
        create(tmp_path / "case" / "hama.yaml", "kind: binary\n")
    with pytest.raises(Unreadable, match="Not a directory"):
        create(tmp_path / "case" / "deeper" / "hama.yaml", "kind: binary\n")
    with pytest.raises(Unreadable, match="Not a directory; it is as it was"):
        replace(tmp_path / "case" / "hama.yaml", "kind: binary\n")
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
    with pytest.raises(Unreadable, match="No such file or directory; it is as it was"):
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


def test_a_record_is_rendered_as_a_person_would_write_it() -> None:
    forecast = ChoiceForecast(
        id="deepest-city", case="syria", kind="choice", title="How far: Hama, Homs?", question="How far?\n\nUntil the close.\n",
        opens_at=datetime(2024, 12, 1, tzinfo=UTC), closes_at=datetime(2024, 12, 31, 23, 59, tzinfo=UTC),
        options=(Option(name="none"), Option(name="Hama", narrative="one city")), ordered=True,
        prior={"none": 0.6, "Hama": 0.4}, sources=("AP", "yes", "010"), note="\x1b[31m",
    )  # fmt: skip
    assert render(forecast) == (
        "title: 'How far: Hama, Homs?'\n"
        "question: |\n  How far?\n\n  Until the close.\n"
        "kind: choice\n"
        "options:\n- none\n- name: Hama\n  narrative: one city\n"
        "ordered: true\n"
        "opens_at: 2024-12-01T00:00:00Z\ncloses_at: 2024-12-31T23:59:00Z\n"
        "sources:\n- AP\n- 'yes'\n- '010'\n"
        "prior:\n  none: 0.6\n  Hama: 0.4\n"
        'note: "\\e[31m"\n'
    )


def test_fields_keep_the_order_in_which_they_are_given() -> None:
    assert render_fields({"b": 1, "a": ["x"]}) == "b: 1\na:\n- x\n"


def test_a_minimal_record_says_only_what_it_knows() -> None:
    assert render(BinaryForecast(id="a", case="b", kind="binary")) == "kind: binary\n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_commented_record_that_an_editor_opens_is_a_draft_of_its_kind(kind: str, tmp_path: Path) -> None:
    text = template("personal/ship-by-june", kind, "2026-01-01")
    read = parse_forecast(tmp_path / "ship-by-june.yaml", text.encode(), "personal")
    assert read.problems == []
    assert read.record.kind == kind
    assert set(read.record.missing) == {"question", "criteria", "closes_at"}
    assert text.startswith("# personal/ship-by-june: ")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_the_commented_record_explains_can_be_uncommented(kind: str, tmp_path: Path) -> None:
    """What stands behind a # is an example that is read once the # is gone."""
    lines = template("personal/ship-by-june", kind, "2026-01-01").splitlines()
    fields = [line for line in lines if line.startswith("# ") and ":" in line.split("  ")[0][:14]]
    lists = {"# fine_print:", "# indicators:"}
    opened = [
        line.removeprefix("# ") if line in fields or line.startswith("#   ") or line in lists else line
        for line in lines[2:]
    ]
    text = (
        "\n".join(opened).replace("ANOTHER", "another").replace("[ID]", "[a-statement]").replace("id: ID", "id: a-sign")
    )
    signs = {"choice": "{TODO one: 0.6, TODO two: 0.1}", "numeric": "{above: 0.6, below: 0.1}"}.get(
        kind, "{yes: 0.6, no: 0.1}"
    )
    read = parse_forecast(tmp_path / "a.yaml", text.replace("{yes: 0.6, no: 0.1}", signs).encode(), "personal")
    assert [str(problem) for problem in read.problems] == []
    assert read.record.given.forecast == "another"
    assert read.record.closes_at is not None
    assert read.record.prior is not None
