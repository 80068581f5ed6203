"""A long document is read by two processes, and says what one process says."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from evaluate.labelled import load
from outlook.extract import Found, Register, classify, extract, halves, sentences
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


TABLES = """# Calder Research – Weekly Note

Calder expects rain in March 2027.

| Item | Q1 2027 |
|---|---|
| Power price, EUR/MWh | probably above 140 |
| Storage | Kent said that it will fall |

Minister Jane Okafor said that rain will fall on the coast.

| Event | Chance |
|---|---|
| Rationing by 31 March 2027 | 15% |
| The cap, as Okafor says | very likely to be extended |

Calder estimates: probably five in Q1 2027.

| Item | Forecast 2028 |
|---|---|
| Growth, % | 2.1 |
"""


@pytest.mark.usefixtures("at_any_length")
@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.75, 1.0])
def test_the_tables_of_both_halves_have_their_heads(monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """Also those in which somebody speaks, whose name is only known from what is said before."""
    monkeypatch.setattr(halves, "SHARE", share)
    monkeypatch.setattr(halves, "are_two", lambda: True)
    found = extract(TABLES)
    assert found == alone(TABLES, monkeypatch)
    heads = {one.text: one.cell for one in found if one.cell}
    assert heads["15%"] == "Rationing by 31 March 2027 · Chance"
    assert heads["Kent said that it will fall"] == "Storage · Q1 2027"
    assert heads["2.1"] == "Growth, % · Forecast 2028"
    item = next(one for one in found if one.text.startswith("Calder estimates:"))
    assert item.classes == ("outlook",)  # the house speaks, and so nobody is heard


@pytest.mark.parametrize("together", [1, 2, 3, 7])
def test_however_many_sentences_are_looked_at_together_each_is_found_by_itself(
    monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    split = list(sentences(TEXT[:8_000] + TABLES))
    found = list(classify.classify_all(split, Register(), "icd203"))
    monkeypatch.setattr(classify, "TOGETHER", together)
    assert list(classify.classify_all(split, Register(), "icd203")) == found
    assert [one.found.text for one in found] == [one.text for one in split]
