"""What is written goes to the forecast that is meant: a part of several ids is refused, or said."""

from pathlib import Path

import pytest

from conftest import Refuses, Run

RECORD = "question: Will it happen?\nkind: binary\ncriteria: YES if it does.\nprior: 0.4\nopens_at: 2024-12-01\ncloses_at: 2024-12-31\n"


@pytest.fixture
def gas(book: Path, run: Run) -> Path:
    """A case in which one id begins with a word that is in others too, and is resolved."""
    case = book / "gas"
    case.mkdir()
    (case / "case.yaml").write_text("title: Gas\n")
    for name in ("storage-falls", "eu-storage-full", "european-storage-stands", "price-rises", "high-price"):
        (case / f"{name}.yaml").write_text(RECORD)
    assert run("resolve", "storage-falls", "yes").code == 0
    return case


@pytest.mark.parametrize(
    "words",
    [
        ("evidence", "storage", "It was drawn"),
        ("estimate", "storage", "60%", "drawn"),
        ("resolve", "storage", "yes"),
        ("set", "storage", "closes=2025-01-31"),
        ("rename", "storage", "store"),
    ],
)
def test_what_begins_a_settled_one_and_words_of_others_is_refused(
    gas: Path, refuses: Refuses, words: tuple[str, ...]
) -> None:
    refuses(
        *words,
        saying="'storage' matches 3 forecasts: "
        "gas/eu-storage-full, gas/european-storage-stands, gas/storage-falls (settled); write more of the id",
    )


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (("estimate", "-"), "price-rises\t60%\twhy\nstorage\t60%\tdrawn\n"),
        (("resolve", "-"), "storage\tyes\n"),
        (("evidence", "-"), "storage\t2024-12-09\tHINA\tB2\tIt was drawn\n"),
    ],
)
def test_a_line_is_refused_so_too(gas: Path, refuses: Refuses, words: tuple[str, ...], stdin: str) -> None:
    refuses(*words, stdin=stdin, saying="'storage' matches 3 forecasts")


def test_one_that_begins_with_it_is_written_and_the_others_are_named_once(gas: Path, run: Run) -> None:
    written = run("estimate", "price", "60%", "it is cold")
    assert written.code == 0, written
    assert written.err.count("price is taken for gas/price-rises; it is also in gas/high-price\n") == 1
    assert "price-rises" in written.out


def test_of_very_many_none_is_read_to_tell_which_is_meant(gas: Path, run: Run, refuses: Refuses) -> None:
    """Each of them would have to be read to know whether it waits for its outcome."""
    for number in range(25):
        (gas / f"depot-{number}.yaml").write_text(RECORD)
    assert run("resolve", "gas/depot-7", "yes").code == 0
    refuses("estimate", "depot", "60%", "full", saying=("'depot' matches 25 forecasts: gas/depot-0, ", "write more"))
    assert "settled" not in run("estimate", "depot", "60%", "full").err


def test_a_full_id_is_that_one_whatever_its_state(gas: Path, run: Run) -> None:
    written = run("evidence", "storage-falls", "It was drawn")
    assert (written.code, "is taken for" in written.err) == (0, False), written


def test_a_word_of_an_open_one_is_refused_where_it_begins_words_of_others(gas: Path, refuses: Refuses) -> None:
    (gas / "storage-falls.yaml").rename(gas / "falls-in-storage.yaml")
    refuses("estimate", "gas/storage", "60%", "drawn", saying="no forecast matches 'gas/storage'")
    refuses("estimate", "storage", "60%", "drawn", saying="matches 3 forecasts")


def test_the_middle_of_a_word_is_not_meant(gas: Path, run: Run) -> None:
    (gas / "heavy-rain.yaml").write_text(RECORD)
    (gas / "brain-drain.yaml").write_text(RECORD)
    assert run("resolve", "heavy-rain", "yes").code == 0
    refused = run("estimate", "rain", "60%", "clouds")
    assert (refused.code, "heavy-rain was resolved yes" in refused.err) == (2, True), refused


def test_of_several_the_one_is_meant_of_which_it_is_whole_words(gas: Path, run: Run) -> None:
    for name in ("will-team-1-win", "will-team-10-win"):
        (gas / f"{name}.yaml").write_text(RECORD)
    written = run("estimate", "team-1", "60%", "form")
    assert (written.code, "team-1 is taken for gas/will-team-1-win" in written.err) == (0, True), written


def test_reading_takes_the_one_that_begins_with_it(gas: Path, run: Run) -> None:
    assert "gas/storage-falls" in run("show", "storage").out
