"""Every probability has exactly one answer on every scale, words and numbers agree, and prose numbers are read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outlook.words import (
    BETWEEN,
    OUTSIDE,
    SCALES,
    WITHOUT_A_NUMBER,
    Scale,
    band,
    band_for,
    known_words,
    numeric_phrase,
    scale,
    word_for,
)

NAMES = [one.name for one in SCALES]
scales = st.sampled_from(SCALES)
edges = st.sampled_from(sorted({end for one in SCALES for item in one.bands for end in (item.low, item.high)}))
probabilities = st.floats(0, 1) | edges


# The bands as the sources print them: word, lowest, highest.
PUBLISHED = {
    "icd203": [("almost no chance", 1, 5), ("very unlikely", 5, 20), ("unlikely", 20, 45), ("roughly even chance", 45, 55),
               ("likely", 55, 80), ("very likely", 80, 95), ("almost certain", 95, 99)],
    "kent": [("almost certain", 93 - 6, 93 + 6), ("probable", 75 - 12, 75 + 12), ("chances about even", 50 - 10, 50 + 10),
             ("probably not", 30 - 10, 30 + 10), ("almost certainly not", 7 - 5, 7 + 5)],
    "ipcc": [("virtually certain", 99, 100), ("extremely likely", 95, 100), ("very likely", 90, 100), ("likely", 66, 100),
             ("more likely than not", 50, 100), ("about as likely as not", 33, 66), ("unlikely", 0, 33),
             ("very unlikely", 0, 10), ("extremely unlikely", 0, 5), ("exceptionally unlikely", 0, 1)],
    "phia": [("remote chance", 0, 5), ("highly unlikely", 10, 20), ("unlikely", 25, 35), ("realistic possibility", 40, 50),
             ("likely", 55, 75), ("highly likely", 80, 90), ("almost certain", 95, 100)],
    "nato": [("highly unlikely", 0, 10), ("unlikely", 10, 40), ("even chance", 40, 60), ("likely", 60, 90),
             ("highly likely", 90, 100)],
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_bands_are_those_of_the_source(name: str) -> None:
    ours = {(item.word, round(100 * item.low, 9), round(100 * item.high, 9)) for item in scale(name).bands}
    assert ours == {(word, float(low), float(high)) for word, low, high in PUBLISHED[name]}


@given(probabilities, scales)
@example(0.5, scale("ipcc"))
@example(0.9, scale("nato"))
def test_every_probability_has_exactly_one_answer(probability: float, one: Scale) -> None:
    answer = word_for(probability, one)
    words = [item.word for item in one.bands]
    assert [answer in words, answer == BETWEEN, answer == OUTSIDE].count(True) == 1
    holding = [item for item in one.bands if item.holds(probability)]
    if answer in words:
        assert min(item.high - item.low for item in holding) == pytest.approx(
            next(item.high - item.low for item in holding if item.word == answer)
        )
    else:
        assert holding == []
        assert (answer == OUTSIDE) == (probability < one.low or probability > one.high)


@given(probabilities, scales)
def test_a_word_and_its_band_agree(probability: float, one: Scale) -> None:
    ends = band(word_for(probability, one), one)
    if ends is not None:
        assert ends[0] <= probability <= ends[1]


@given(scales, st.data())
def test_the_middle_of_a_band_that_nothing_is_nested_in_gives_its_word_back(one: Scale, data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(one.bands))
    inside = [other for other in one.bands if item.low <= other.low and other.high <= item.high and other is not item]
    overlapping = [other for other in one.bands if other is not item and other.holds((item.low + item.high) / 2)]
    if not inside and not overlapping:
        assert word_for((item.low + item.high) / 2, one) == item.word


@pytest.mark.parametrize("name", ["icd203", "kent", "phia", "nato"])
@given(probability=probabilities)
def test_no_probability_lies_in_two_bands(name: str, probability: float) -> None:
    assert sum(item.holds(probability) for item in scale(name).bands) <= 1


@pytest.mark.parametrize(
    ("name", "probability", "word"),
    [
        ("icd203", 0.05, "very unlikely"), ("icd203", 0.01, "almost no chance"), ("icd203", 0.99, "almost certain"),
        ("icd203", 0.009, OUTSIDE), ("icd203", 0.995, OUTSIDE), ("icd203", 0.0, OUTSIDE), ("icd203", 0.45, "roughly even chance"),
        ("kent", 0.87, "almost certain"), ("kent", 0.15, BETWEEN), ("kent", 0.61, BETWEEN), ("kent", 1.0, OUTSIDE),
        ("ipcc", 0.995, "virtually certain"), ("ipcc", 0.97, "extremely likely"), ("ipcc", 0.003, "exceptionally unlikely"),
        ("ipcc", 0.55, "about as likely as not"), ("ipcc", 1.0, "virtually certain"), ("ipcc", 0.0, "exceptionally unlikely"),
        ("phia", 0.38, BETWEEN), ("phia", 0.0, "remote chance"), ("phia", 0.05, BETWEEN), ("phia", 1.0, "almost certain"),
        ("nato", 0.9, "likely"), ("nato", 0.9001, "highly likely"), ("nato", 0.1, "unlikely"),
    ],
)  # fmt: skip
def test_ends_belong_where_the_scale_puts_them(name: str, probability: float, word: str) -> None:
    assert word_for(probability, name) == word


@pytest.mark.parametrize("word", WITHOUT_A_NUMBER)
@pytest.mark.parametrize("name", NAMES)
def test_may_and_its_like_are_in_no_scale(word: str, name: str) -> None:
    assert band(word, name) is None
    assert word not in known_words()


@pytest.mark.parametrize("name", NAMES)
def test_every_alias_names_one_band(name: str) -> None:
    one = scale(name)
    spoken = [word for item in one.bands for word in (item.word, *item.aliases)]
    assert len(spoken) == len(set(spoken))
    assert all(band(f"  {word.upper()} ", one) for word in spoken)


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="probability must be between 0 and 1"):
        band_for(probability, "kent")


def test_an_unknown_scale_is_refused_with_the_names() -> None:
    with pytest.raises(ValueError, match="'natto' is not a scale: it is one of icd203, kent, ipcc, phia, nato"):
        scale("natto")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5-10 per cent", 0.05, 0.1), ("5–10%", 0.05, 0.1), ("5 to 10 percent", 0.05, 0.1), ("5% to 10%", 0.05, 0.1),
        ("between 5 and 10 per cent", 0.05, 0.1), ("five to ten per cent", 0.05, 0.1), ("30%", 0.3, 0.3),
        ("A 60 per cent chance", 0.6, 0.6), ("about 12.5 %", 0.125, 0.125), ("twenty-five per cent", 0.25, 0.25),
        ("one in three", 1 / 3, 1 / 3), ("a one-in-ten chance", 0.1, 0.1), ("1 in 1,000", 0.001, 0.001),
        ("two out of five", 0.4, 0.4), ("two to one against", 1 / 3, 1 / 3), ("2-1 against", 1 / 3, 1 / 3),
        ("less than 10%", 0.0, 0.1), ("a better than 60 per cent chance", 0.6, 1.0), ("up to a 15% chance", 0.0, 0.15),
        ("no more than one in five", 0.0, 0.2), ("fewer than two chances in five", 0.0, 0.4), ("at least about 70%", 0.7, 1.0),
        ("70% or more", 0.7, 1.0), ("a 60% chance or better", 0.6, 1.0), ("a 20% chance at most", 0.0, 0.2), ("60%+", 0.6, 1.0),
        ("p < 5%", 0.0, 0.05), ("≥90%", 0.9, 1.0), ("unlikely (less than 30%)", 0.0, 0.3), ("at least 70% likely", 0.7, 1.0),
        ("three to one on", 0.75, 0.75), ("fifty-fifty", 0.5, 0.5), ("50-50", 0.5, 0.5), ("0%", 0.0, 0.0), ("100%", 1.0, 1.0),
    ],
)  # fmt: skip
def test_a_numeric_phrase_is_read(text: str, low: float, high: float) -> None:
    assert numeric_phrase(text) == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text",
    ["nearly 40%", "almost one in three", "just over 60%", "well under 10%", "not a 10% chance", "at least 60 to 70%",
     "better than two to one on", "more than at most 10%", "up to 100%", "at least 0%", "less than 0%", "up to 120%",
     "likely", "may", "two to one", "120%", "10-5%", "3 in 2", "0 in 0", "five and ten per cent", "1,5 %", "", "%", "5", "5-10", "per cent"],
)  # fmt: skip
def test_what_states_no_probability_is_none(text: str) -> None:
    assert numeric_phrase(text) is None


@given(st.text())
def test_any_text_is_read_or_not_and_never_leaves_the_range(text: str) -> None:
    found = numeric_phrase(text)
    assert found is None or 0 <= found[0] <= found[1] <= 1


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_range_in_digits_is_the_range(low: int, high: int) -> None:
    expected = (low / 100, high / 100) if low <= high else None
    for dash in ("-", "–", " to "):
        assert numeric_phrase(f"{low}{dash}{high} per cent") == expected


@given(st.integers(1, 99), st.sampled_from(["less than", "at most", "up to", "under", "no more than"]))
def test_the_two_sides_of_a_number_meet_in_it_and_leave_nothing_out(number: int, below: str) -> None:
    assert numeric_phrase(f"{below} {number}%") == (0.0, number / 100)
    for above in ("more than", "at least", "over", "no less than"):
        assert numeric_phrase(f"{above} {number}%") == (number / 100, 1.0)
