"""A brief names who asks before the others, and says of a number that was withdrawn that it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

ASKED = ("--opens", "2024-10-01", "--closes", "2024-12-20", "--criteria", "X.", "--prior", "70%", "--question")


def _judgements(run: Run) -> str:
    page = " ".join(run("brief", "z").out.split())
    return page.partition("What changed")[0]


@pytest.fixture
def rain(book: Path, run: Run) -> None:
    """What seven people stated of one question, alice, who asks, first of all."""
    assert run("new", "z/rain", *ASKED, "Will it rain?").code == 0
    for day, name in enumerate(("alice", "Abe", "Ada", "Bea", "Ben", "Cem", "zoe"), 1):
        when = ("--known-at", f"2024-11-0{day}", "--by", name)
        assert run("estimate", "rain", f"{day}0%", "--why", "A guess.", *when).code == 0


@pytest.mark.usefixtures("rain")
def test_who_asks_is_named_among_the_many(run: Run) -> None:
    assert "70.0% (zoe, 7 Nov 2024); alice 10.0% (1 Nov 2024); Cem 60.0%" in _judgements(run)
    assert run("resolve", "rain", "yes", "--why", "It did.").code == 0
    page = " ".join(run("brief", "z").out.split())
    assert "Will it rain?: yes; alice had said 10.0%" in page
    assert "Bea had said 40.0%" in page
    assert "and 3 other forecasters" in page


def test_what_was_withdrawn_is_said_where_the_prior_is_left(book: Path, run: Run) -> None:
    assert run("new", "z/snow", *ASKED, "Will it snow?").code == 0
    assert "70.0% by the prior alone." in _judgements(run)
    for name in ("alice", "bob"):
        assert run("estimate", "snow", "60%", "--why", "A guess.", "--by", name, "--known-at", "2024-12-09").code == 0
    assert run("estimate", "snow", "withdraw", "--why", "An interest in it.").code == 0
    assert "60.0% (bob, 9 Dec 2024)" in _judgements(run)
    assert run("estimate", "snow", "withdraw", "--why", "An interest in it.", "--by", "bob").code == 0
    assert "70.0% by the prior alone (alice, bob withdrew what was stated)." in _judgements(run)


def test_a_range_near_nothing_is_not_narrow_for_being_few_points_wide(book: Path, run: Run) -> None:
    assert run("new", "z/hail", *ASKED[:-3], "--prior", "2%", "--question", "Hail?").code == 0
    assert run("set", "hail", "prior_range=0.5%-4%").code == 0
    for source in ("Reuters", "AFP"):
        said = ("--against", "weak", "--source", source, "--grade", "A1", "--known-at", "2024-12-09")
        assert run("evidence", "hail", f"Clear skies, says {source}", *said).code == 0
    assert run("estimate", "hail", "12%", "--why", "A guess.").code == 0
    text = _judgements(run)
    assert "Confidence in what is implied is moderate: the implied range is" in text
    assert "wide, which is much so near to 0%, and the best of 2 graded reports is A1." in text


def test_a_number_stated_on_an_older_text_of_the_question_says_so(book: Path, run: Run) -> None:
    assert run("new", "z/fog", *ASKED, "Will there be fog?").code == 0
    assert run("estimate", "fog", "20%", "--why", "A guess.", "--known-at", "2024-12-01").code == 0
    assert "20.0% (alice, 1 Dec 2024)." in _judgements(run)
    assert run("set", "fog", "criteria=Seen from the tower.").code == 0
    assert "20.0% (alice, 1 Dec 2024, on an older text of the question)." in _judgements(run)
