"""Bare `outlook` in an empty folder: three ways to begin, in lines that can be pasted."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from outlook.cli.daily import WELCOME

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from conftest import Run, Shell


def ways() -> list[str]:
    """The commands that the page shows, each as it is pasted."""
    return re.findall(r"(?m)^   (outlook (?:[^\n]*\\\n)*[^\n]*)", WELCOME)


def test_bare_outlook_in_an_empty_folder_shows_three_ways(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OUTLOOK_BOOK", raising=False)
    ran = run()
    assert (ran.code, ran.out) == (0, WELCOME)
    assert len(ways()) == 3
    assert max(map(len, WELCOME.splitlines())) <= 80


def test_each_way_runs_as_it_is_pasted(
    quick_shell: Shell, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    history = "question,forecaster,time,probability\nWill it rain?,lena,2026-01-02T10:00:00Z,0.4\n"
    (mine / "forecasts.csv").write_text(history, "utf-8")
    shutil.copy(book / "syria-2024-12" / "report.txt", mine / "report.txt")
    monkeypatch.chdir(mine)
    monkeypatch.delenv("OUTLOOK_BOOK", raising=False)
    for way, shows in zip(ways(), ("ship-by-june", "may", "1 question"), strict=True):
        ran = quick_shell(way)
        assert ran.code == 0, (way, ran.err)
        assert shows in ran.out + ran.err
