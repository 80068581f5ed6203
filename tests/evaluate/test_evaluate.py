"""The labelled set is sound, and the evaluation counts as one counts by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from outlook.scoring.calibration import wilson
from thorough import each

from .labelled import CLASSES, SPLITS, Passage, load, passage_of
from .measure import (
    MARKS,
    Conditions,
    Pair,
    Predicted,
    Tally,
    by_program,
    by_words,
    conditions,
    horizons,
    pairs,
    speakers,
    sureness,
    tally,
    token_f1,
)
from .report import report

ROOT = Path(__file__).parents[2]
TEXT = "HEAD\n\nIt may rain if it blows. It rained. She says it will end. Ice stays. Go."
#       0       6                        31         42                  62


def sentence(text: str, *classes: str, scheduled: bool = False, condition: str | None = None) -> dict[str, Any]:
    return {"text": text, "classes": list(classes), "scheduled": scheduled, "condition": condition}


PASSAGE = passage_of(
    "weather",
    "training",
    {
        "title": "Tiny",
        "text": TEXT,
        "sentences": [
            sentence("It may rain if it blows.", "outlook", condition="if it blows"),
            sentence("It rained.", "fact"),
            sentence("She says it will end.", "outlook", "attributed", scheduled=True),
            sentence("Ice stays.", "assumption"),
            sentence("Go.", "fact"),
        ],
    },
)


def program(text: str) -> list[Predicted]:
    """A heading taken for an outlook, a sentence cut in two, two taken for one; a condition cut short, one made up."""
    found = (
        ("HEAD", "outlook", None),
        ("It may rain", "outlook", None),
        ("if it blows.", "fact", "if it"),
        ("It rained.", "outlook", None),
        ("She says it will end.", "outlook", "end"),
        ("Ice stays. Go.", "fact", None),
    )
    return [
        Predicted(text.index(part), text.index(part) + len(part), part, frozenset({mark}), condition)
        for part, mark, condition in found
    ]


@pytest.fixture
def seen() -> list[Pair]:
    return pairs(PASSAGE, program)


# ── the set ──


def test_every_register_has_its_sentences_and_a_third_of_all_look_ahead() -> None:
    passages = load()
    counts = Counter(passage.register for passage in passages for _ in passage.sentences)
    assert len(counts) >= 16
    assert min(counts.values()) >= 3  # one set has short passages
    splits = {(passage.register, passage.split) for passage in passages}
    assert len(splits) == len(counts)  # no register stands in both
    assert {split for _, split in splits} <= set(SPLITS)
    outlooks = [one for passage in passages for one in passage.sentences if "outlook" in one.classes]
    assert 0.25 < len(outlooks) / counts.total() < 0.4


def test_sentences_stand_in_their_passage_word_for_word_and_nothing_is_left_out_but_headings_and_marks() -> None:
    for passage in load():
        assert passage.sentences
        assert all(passage.text[one.start : one.end] == one.text for one in passage.sentences)
        edges = [0, *(edge for one in passage.sentences for edge in (one.start, one.end)), len(passage.text)]
        between = [passage.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        for line in "\n".join(between).split("\n"):
            # Others wrote the sets that have such labels: what they left out, as the head of a sheet, is theirs to leave.
            by_others = passage.sentences[0].spans is not None
            is_heading = len(line) < 80 and not line.endswith(".")
            assert by_others or is_heading, (passage.title, line)


@pytest.mark.parametrize(
    ("label", "fault"),
    [
        (sentence("It rains."), "it has no class"),
        (sentence("It rains.", "forecast"), "a class is not known"),
        (sentence("It rains.", "outlook", "outlook"), "a class is named twice"),
        (sentence("It rains.", "outlook", "fact"), "a fact has no other class"),
        (sentence("It rains.", "fact", condition="rains"), "only an outlook has a condition"),
        (sentence("It rains.", "fact", scheduled=True), "only an outlook is scheduled"),
        (sentence("It rains.", "outlook", condition="if"), "its condition is not in it"),
        (sentence("It rains.", "outlook", condition=""), "its condition is not in it"),
        (sentence("It snows.", "fact"), "not in the text after the one before"),
    ],
)
def test_a_label_that_cannot_be_meant_is_refused_with_its_place(label: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=f"weather, Tiny: {fault}.*It "):
        passage_of("weather", "training", {"title": "Tiny", "text": "It rains.", "sentences": [label]})


def test_sentences_out_of_order_are_refused() -> None:
    record = {"title": "Tiny", "text": "One. Two.", "sentences": [sentence("Two.", "fact"), sentence("One.", "fact")]}
    with pytest.raises(ValueError, match=r"after the one before: 'One\.'"):
        passage_of("weather", "training", record)


def test_a_split_that_is_not_known_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"register": "weather", "split": "exam", "passages": []}')
    with pytest.raises(ValueError, match=r"a\.json: split is 'exam'"):
        load(tmp_path)


# ── counting ──


def test_a_sentence_found_belongs_to_the_labelled_one_it_overlaps_most(seen: list[Pair]) -> None:
    assert [(pair.text, sorted(pair.found), pair.is_whole) for pair in seen] == [
        ("It may rain if it blows.", ["outlook"], False),
        ("It rained.", ["outlook"], True),
        ("She says it will end.", ["outlook"], True),
        ("Ice stays.", ["fact"], False),
        ("Go.", [], False),
        ("HEAD", ["outlook"], True),
    ]


def test_counts_are_those_made_by_hand(seen: list[Pair]) -> None:
    assert {mark: tally(seen, mark) for mark in MARKS} == {
        "outlook": Tally(labelled=2, found=4, right=2),
        "warning": Tally(0, 0, 0),
        "assumption": Tally(1, 0, 0),
        "attributed": Tally(1, 0, 0),
        "fact": Tally(labelled=2, found=1, right=0),
        "scheduled": Tally(1, 0, 0),
    }


def test_rates_are_those_made_by_hand_and_none_where_nothing_can_be_divided(seen: list[Pair]) -> None:
    outlook = tally(seen, "outlook")
    assert (outlook.precision, outlook.recall) == (0.5, 1.0)
    assert outlook.f1 == pytest.approx(2 / 3)
    assert outlook.precision_interval == wilson(2, 4, 0.9)
    assert outlook.recall_interval == wilson(2, 2, 0.9)
    nothing = Tally(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    assert (nothing.precision_interval, nothing.recall_interval) == (None, None)


def test_conditions_are_measured_by_hand(seen: list[Pair]) -> None:
    # “if it” has 2 of the 3 tokens of “if it blows”: 2·2 / (3 + 2).
    assert conditions(seen) == Conditions(labelled=1, found=1, exact=0, overlap=0.8, invented=1)
    assert conditions(seen[:1]) == Conditions(labelled=1, found=1, exact=0, overlap=0.8, invented=0)
    assert conditions([]) == Conditions(0, 0, 0, None, 0)


@pytest.mark.parametrize(
    ("labelled", "found", "expected"),
    [
        ("if it blows", "if it blows", 1.0),
        ("If it blows", "if it blows,", 1.0),
        ("if it blows", "", 0.0),
        ("if it blows", "unless", 0.0),
        ("if rain, then rain", "rain", 0.4),
        ("if above 6%", "above 6%", 6 / 7),
    ],
)
def test_overlap_counts_each_token_as_often_as_it_stands(labelled: str, found: str, expected: float) -> None:
    assert token_f1(labelled, found) == pytest.approx(expected)


def test_the_baseline_looks_for_whole_words_in_any_case() -> None:
    text = "May came. It willed nothing. He expects it. A RISK."
    assert [bool(one.marks) for one in by_words(text)] == [True, False, False, True]


def test_times_speakers_and_confidence_are_measured_by_hand() -> None:
    record = {"title": "Tiny", "text": "A. B. C.", "sentences": [
        {**sentence("A.", "outlook"), "horizon": "A", "speaker": "A"},
        {**sentence("B.", "fact"), "horizon": None, "speaker": None},
        sentence("C.", "fact"),
    ]}  # fmt: skip
    found = pairs(passage_of("weather", "training", record), lambda _: [
        Predicted(0, 2, "A.", frozenset({"outlook", "attributed"}), horizon="A", speaker="A", confidence="low"),
        Predicted(3, 5, "B.", frozenset({"outlook", "attributed"}), horizon="B", speaker="B"),
        Predicted(6, 8, "C.", frozenset({"fact"}), horizon="C", speaker="C"),
    ])  # fmt: skip
    assert horizons(found) == Tally(labelled=1, found=1, right=1)
    assert speakers(found) == Tally(labelled=1, found=2, right=1)
    assert (sureness(found, "low"), sureness(found, "high")) == (Tally(0, 1, 1), Tally(0, 1, 0))


@pytest.mark.parametrize(
    ("labelled", "found", "marks", "expected"),
    [
        ("Ann Lee", "Ann Lee, who sails", {"attributed"}, Tally(1, 1, 1)),
        ("Ann Lee, whose boat sank", "Ann Lee", {"attributed"}, Tally(1, 1, 1)),
        ("Ann Lee", "Ann Lee, a sailor", {"attributed"}, Tally(1, 1, 0)),
        (None, "Ann Lee", {"attributed"}, Tally(0, 1, 0)),
        (None, "Ann Lee", {"fact"}, Tally(0, 0, 0)),  # whose turn it is
    ],
)
def test_a_clause_with_who_and_whose_turn_it_is_count_for_nothing(
    labelled: str | None, found: str, marks: set[str], expected: Tally
) -> None:
    text = "Ann Lee, who sails; Ann Lee, whose boat sank; Ann Lee, a sailor."
    labels = {**sentence(text, "fact"), "horizon": None, "speaker": labelled}
    record = {"title": "T", "text": text, "sentences": [labels]}
    one = Predicted(0, len(text), text, frozenset(marks), speaker=found)
    assert speakers(pairs(passage_of("weather", "training", record), lambda _: [one])) == expected


@cache
def found_in(passage: Passage) -> list[Pair]:
    """What the program finds in a passage of the set; read once for all tests."""
    return pairs(passage, by_program)


@pytest.mark.in_turn
def test_reference_marks_after_two_sentences_of_five_change_next_to_nothing() -> None:
    """The [n] of a report, behind 40% of the sentences: the outlook statements are found as without."""
    passages = [passage for passage in load() if "[" not in passage.text]
    plain = tally([pair for passage in passages for pair in found_in(passage)], "outlook").f1
    marked = tally([pair for passage in map(_marked, passages) for pair in pairs(passage, by_program)], "outlook").f1
    assert plain is not None
    assert marked is not None
    assert abs(plain - marked) < 0.005


def _marked(passage: Passage) -> Passage:
    text, moved, sentences = passage.text, 0, []
    for number, one in enumerate(passage.sentences):
        sentences.append(replace(one, start=one.start + moved, end=one.end + moved))
        if number % 5 < 2:
            mark = f"[{number + 1}]"
            text = text[: one.end + moved] + mark + text[one.end + moved :]
            moved += len(mark)
    return replace(passage, text=text, sentences=tuple(sentences))


# ── the whole ──


def test_the_report_says_what_was_counted_and_lists_every_miss(seen: list[Pair]) -> None:
    text = report(seen, pairs(PASSAGE, by_words), ["training"])
    squeezed = [" ".join(line.split()) for line in text.splitlines()]
    assert "training, all registers: 5 sentences" in squeezed
    assert "weather 5 2 4 2 0.50 [0.18–0.82] 1.00 [0.43–1.00] 0.67 1.00" in squeezed
    assert "outlook program 2 4 2 0.50 [0.18–0.82] 1.00 [0.43–1.00] 0.67" in squeezed
    assert "outlook words 2 2 2 1.00 [0.43–1.00] 1.00 [0.43–1.00] 1.00" in squeezed
    assert "warning program 0 0 0 – – –" in squeezed
    assert "training weather 1 1 0 0.80 1 2 of 5" in squeezed
    assert text.endswith(
        "weather: ~condition “if it blows”, found “if it”, /split\n    It may rain if it blows.\n"
        "weather: +outlook\n    It rained.\n"
        "weather: -attributed, -scheduled, ~condition none, found “end”\n    She says it will end.\n"
        "weather: -assumption, /split\n    Ice stays.\n"
        "weather: /split\n    Go.\n"
        "weather: +outlook\n    HEAD\n"
    )
    assert "Misses" not in report(seen, seen, [])


def test_the_numbers_of_the_set_agree_with_one_another() -> None:
    kept = each(len(load()))
    passages = [passage for number, passage in enumerate(load()) if number in kept]
    found = [pair for passage in passages for pair in found_in(passage)]
    assert sum(bool(pair.labelled) for pair in found) == sum(len(passage.sentences) for passage in passages)
    for mark in MARKS:
        whole = tally(found, mark)
        parts = [tally([pair for pair in found if pair.passage.split == split], mark) for split in SPLITS]
        assert whole.labelled == sum(part.labelled for part in parts)
        assert whole.found == sum(part.found for part in parts)
        assert whole.right == sum(part.right for part in parts) <= min(whole.labelled, whole.found)
    assert all(pair.found <= {*CLASSES, "scheduled"} for pair in found)
