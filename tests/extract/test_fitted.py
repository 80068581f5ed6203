"""The fitted weights are those of the labelled passages, add up the same on every way, and give their reasons."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from evaluate.labelled import load
from fitting.rows import judged, made_from
from outlook import extract as extraction
from outlook.extract import classify, extract
from outlook.extract.features import Looked, counts_as, features
from outlook.extract.fitted import score, weights
from thorough import IS_QUICK, some

MANUAL = (
    "Read this before you use the stove. Keep the door shut. Fill the hopper to the mark. Press the switch. You can hear"
    " the fan. If the lamp is red, turn the stove off. You will need a key to open the hatch. Clean the glass each week."
)
REPORT = (
    "The ministry published its figures on Monday. Exports fell by 4%. The bank raised its rate in May. Rents rose."
    " Wages grew by 3%. The government lost its majority. The talks will resume in spring 2031."
)


@pytest.mark.no_cover  # the passages are read with their lines counted elsewhere
def test_the_weights_are_those_that_the_labelled_passages_give() -> None:
    known = json.loads(files(extraction).joinpath("fitted.json").read_text("utf-8"))
    assert known["made_from"] == made_from(judged()), "the passages or the features have changed: run `make fit`"


@pytest.mark.no_cover  # the passages are read with their lines counted elsewhere
def test_the_quick_sum_is_that_of_the_named_features(monkeypatch: pytest.MonkeyPatch) -> None:
    known, sums = weights(), []

    def both(looked: Looked) -> int:
        quick = score(looked)
        sums.append((quick, known.base + sum(known.of.get(one, 0) for one in features(looked))))
        return quick

    monkeypatch.setattr(classify, "score", both)
    for passage in some(load()[::8]):
        extract(passage.text)
    assert len(sums) > (75 if IS_QUICK else 300)
    assert all(quick == named for quick, named in sums)


@pytest.mark.no_cover  # the passages are read with their lines counted elsewhere
def test_what_a_sentence_is_depends_on_its_own_document_alone() -> None:
    first = {text: extract(text) for text in (MANUAL, REPORT)}
    for passage in load()[::40]:
        extract(passage.text)
    assert {text: extract(text) for text in (REPORT, MANUAL)} == first


@pytest.mark.no_cover  # the passages are read with their lines counted elsewhere
def test_where_the_weights_overrule_the_rules_both_and_the_words_that_weighed_are_named() -> None:
    told = [(one, reason) for passage in some(load()[::2]) for one in extract(passage.text) for reason in one.reasons]
    overruled = [(one, reason) for one, reason in told if reason.startswith("weighed: ")]
    admitted = [one for one, reason in overruled if reason.startswith("weighed: an outlook, by ")]
    dropped = [one for one, reason in overruled if reason.startswith("weighed: no outlook, by ")]
    assert len(admitted) + len(dropped) == len(overruled) > (12 if IS_QUICK else 50)
    # Whatever is admitted is shown with a word that looks ahead, which the rules took back, a condition or a time.
    assert all(one.classes[0] == "outlook" and (one.hedge or one.condition or one.horizon) for one in admitted)
    assert all(any("(vetoed: " in reason for reason in one.reasons) or one.condition or one.horizon for one in admitted)
    assert not any("outlook" in one.classes or one.hedge or one.band or one.scheduled for one in dropped)


def test_what_comes_of_a_condition_may_lie_ahead_without_a_word_that_says_so() -> None:
    text = f"{REPORT} If the vote is lost, the minister is out by Christmas. If the vote is lost, the motion falls."
    ahead = [one for one in extract(text) if one.condition and "outlook" in one.classes]
    assert [(one.hedge, one.condition, one.horizon) for one in ahead] == [
        (None, "If the vote is lost", "by Christmas"),
    ]
    assert not any("outlook" in one.classes for one in extract(text, weighed=False) if one.condition)


def test_what_is_so_at_a_time_to_come_may_look_ahead_without_a_word_that_says_so() -> None:
    text = (
        f"{REPORT} The gap closes by the end of next year, with growth back above 2%. By the end of 2021, it was 3bn."
    )
    ahead = [(one.hedge, one.horizon) for one in extract(text) if "end of" in one.text and "outlook" in one.classes]
    assert ahead == [(None, "by the end of next year")]
    assert not any("outlook" in one.classes for one in extract(text, weighed=False) if "end of" in one.text)


@pytest.mark.no_cover  # the passages are read with their lines counted elsewhere
def test_by_the_rules_alone_nothing_is_weighed() -> None:
    found = [one for passage in some(load()[::8]) for one in extract(passage.text, weighed=False)]
    assert not any(reason.startswith("weighed") for one in found for reason in one.reasons)


@pytest.mark.parametrize(
    ("word", "expected"), [("Rain", "X"), ("rain", "rain"), ("May", "MONTH"), ("2031", "#y"), ("4%", "#"), ("I", "i")]
)
def test_a_name_a_month_and_a_number_count_as_such(word: str, expected: str) -> None:
    assert counts_as(word) == expected


def test_a_sentence_without_a_word_that_looks_ahead_needs_a_chance_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{REPORT} The gap closes by the end of next year, with growth back above 2%."
    assert weights().uncued > weights().least

    def ahead_from(uncued: int) -> list[str | None]:
        monkeypatch.setattr(classify, "weights", lambda: weights()._replace(uncued=uncued))
        return [one.hedge for one in extract(text) if "outlook" in one.classes]

    assert ahead_from(-9_000)[-2:] == ["will", None]
    assert ahead_from(9_000) == ["will"]
