"""A long document is read by two processes, and says what one process says."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from evaluate.labelled import load
from outlook.extract import Found, extract, halves
from outlook.second_process import Gone, Line, second_process
from thorough import each

pytestmark = pytest.mark.in_turn

PASSAGES = load()
TEXT = "\n\n".join(PASSAGES[number].text for number in each(len(PASSAGES)))
SHORT = TEXT[:60_000]


@pytest.fixture
def at_any_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "LONG", 1)


def alone(text: str, monkeypatch: pytest.MonkeyPatch) -> list[Found]:
    with monkeypatch.context() as patch:
        patch.setattr(halves, "LONG", len(text) + 1)
        return extract(text)


@pytest.mark.alike
@pytest.mark.usefixtures("at_any_length")
@pytest.mark.parametrize("share", [0.0, 0.1, 0.46, 0.9, 1.0])
def test_two_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """Also who spoke before the place where the halves meet."""
    monkeypatch.setattr(halves, "SHARE", share)
    monkeypatch.setattr(halves, "are_two", lambda: True)
    assert extract(TEXT) == alone(TEXT, monkeypatch)


@pytest.mark.usefixtures("at_any_length")
def test_a_pronoun_after_the_middle_stands_for_who_spoke_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "are_two", lambda: True)
    monkeypatch.setattr(halves, "SHARE", 0.5)
    text = "Minister Jane Okafor said that rain will fall on the coast.\n\nHe said that the dam will hold until May."
    assert [one.attributed_to for one in extract(text)] == ["Minister Jane Okafor", "Jane Okafor"]
    assert extract(text) == alone(text, monkeypatch)


@pytest.mark.alike
@pytest.mark.usefixtures("at_any_length")
@pytest.mark.parametrize("said", [0, 1, 2])
def test_where_the_second_process_is_killed_the_first_reads_all(monkeypatch: pytest.MonkeyPatch, said: int) -> None:
    """Before it has said how much it split, what that is, and what it found."""

    class Dying(Line):
        left = said

        def say(self, value: Any) -> None:
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)
            self.left -= 1
            super().say(value)

    work: Any = halves._second
    monkeypatch.setattr(halves, "are_two", lambda: True)
    monkeypatch.setattr(halves, "_second", lambda *given: work(*given[:-1], Dying(given[-1]._end)))
    assert extract(SHORT) == alone(SHORT, monkeypatch)


def test_writing_to_a_process_that_is_gone_ends_nothing() -> None:
    """Also where a broken pipe ends a program, as it does ours."""
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        with second_process(lambda _: None) as line, pytest.raises(Gone):
            line.hear()
        with second_process(lambda _: None) as line, pytest.raises(Gone):
            line.say("x" * 10_000_000)
    finally:
        signal.signal(signal.SIGPIPE, before)


def test_no_process_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "LONG", 1)
    monkeypatch.setattr(halves, "are_two", lambda: True)
    begun, fork = list[int](), os.fork

    def noted() -> int:
        begun.append(fork())
        return begun[-1]

    monkeypatch.setattr(os, "fork", noted)
    extract(TEXT[:20_000])
    [child] = begun
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)
