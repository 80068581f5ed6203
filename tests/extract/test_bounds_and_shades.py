"""A bound is no value and a shaded word is another word: a hedge is read with all that stands beside it, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.extract import Found, extract
from outlook.extract.hedges import is_hedge
from outlook.model.quotes import quoted
from outlook.words import NAMES, band, known_words, numeric_phrase

UNDER = ("less than", "under", "below", "up to", "at most", "no more than", "not more than", "<")
OVER = ("more than", "over", "above", "at least", "no less than", "better than", "upwards of", "in excess of", "≥")
NEAR = (
    "nearly",
    "almost",
    "close to",
    "barely",
    "not even",
    "just under",
    "just over",
    "well over",
    "slightly less than",
)
SHADES = ("most", "quite", "rather", "somewhat", "fairly", "pretty", "slightly", "increasingly", "overwhelmingly", "far from",
          "hardly", "not", "at least", "at best", "more than", "a little", "altogether", "not that", "too", "so very", "very",
          "highly", "extremely", "exceptionally", "almost")  # fmt: skip
HARMLESS = ("still", "now", "currently", "also", "therefore", "ultimately")
numbers = st.integers(1, 99)


def only(text: str) -> Found:
    (found,) = extract(text)
    return found


@pytest.mark.parametrize(
    ("text", "hedge", "ends"),
    [
        ("There is a less than 10% chance that the substation fails again by 23 May 2027.", "less than 10% chance", (0, 0.1)),
        ("There is up to a 15% chance of rationing by 23 May 2027.", "up to a 15% chance", (0, 0.15)),
        ("There is a better than 60 per cent chance that it falls by May 2027.", "better than 60 per cent chance", (0.6, 1)),
        ("There is over a 75% chance that the cabinet falls by May 2027.", "over a 75% chance", (0.75, 1)),
        ("There is no more than a one in five chance of rain by May 2027.", "no more than a one in five chance", (0, 0.2)),
        ("There is a 60%-plus chance of rain by May 2027.", "60%-plus chance", (0.6, 1)),
        ("There is a 20% chance at most of rain by May 2027.", "20% chance at most", (0, 0.2)),
        ("The probability of a default by May 2027 is less than 10%.", "less than 10%", (0, 0.1)),
        ("The probability of a default by May 2027 is 40 per cent or more.", "40 per cent or more", (0.4, 1)),
        ("We put the risk of a default by May 2027 at under 10%.", "under 10%", (0, 0.1)),
        ("Default is unlikely – under 30% – by May 2027.", "unlikely – under 30%", (0, 0.3)),
        ("The cabinet will fall by May 2027 with a probability of at most 60%.", "at most 60%", (0, 0.6)),
        # a number right before the word, and both ends of a range
        ("It is more than 90 per cent likely that the cap is extended by May 2027.", "more than 90 per cent likely", (0.9, 1)),
        ("The cap is 70% likely to be extended by May 2027.", "70% likely", (0.7, 0.7)),
        ("Rain is 60 to 70% likely by May 2027.", "60 to 70% likely", (0.6, 0.7)),
        ("There is a 5% to 10% chance of rain by May 2027.", "5% to 10% chance", (0.05, 0.1)),
        ("There is a between 5 and 10 per cent chance of rain by May 2027.", "between 5 and 10 per cent chance", (0.05, 0.1)),
        # near a number on one side of it, and what is no bound of it
        ("There is nearly a 40% chance that the cabinet falls by May 2027.", "nearly a 40% chance", None),
        ("There is just over a 40% chance of rain by May 2027.", "just over a 40% chance", None),
        ("There is not even a 10% chance of rain by May 2027.", "not even a 10% chance", None),
        ("There are worries over a 40% chance of rain by May 2027.", "worries over a 40% chance", None),
        ("There is a one or two in ten chance of rain by May 2027.", "one or two in ten", None),
        ("Default is unlikely (just under 40%) by May 2027.", "unlikely (just under 40%)", None),
        # as before
        ("There is only a 20% chance that the cabinet survives until May 2027.", "20% chance", (0.2, 0.2)),
        ("There is currently about a 40% chance of rain by May 2027.", "40% chance", (0.4, 0.4)),
    ],
)  # fmt: skip
def test_a_bound_is_read_with_its_number(text: str, hedge: str, ends: tuple[float, float] | None) -> None:
    assert (only(text).hedge, only(text).band) == (hedge, ends)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The Ministry of Economy is most unlikely to declare an alert by May 2027.", "most unlikely"),
        ("The cabinet is quite unlikely to fall by May 2027.", "quite unlikely"),
        ("The cabinet is somewhat likely to fall by May 2027.", "somewhat likely"),
        ("The cabinet is rather likely to fall by May 2027.", "rather likely"),
        ("The cabinet is at least likely to fall by May 2027.", "at least likely"),
        ("A deal is more than likely to be signed by May 2027.", "more than likely"),
        ("A deal is reasonably likely to be signed by May 2027.", "reasonably likely"),
        ("A deal is unlikely at best to be signed by May 2027.", "unlikely at best"),
        ("A deal is unlikely or very unlikely to be signed by May 2027.", "unlikely or very unlikely"),
        ("A deal isn't likely to be signed by May 2027.", "isn't likely"),
        ("A deal does not look likely to be signed by May 2027.", "not look likely"),
        ("A deal is not that likely to be signed by May 2027.", "not that likely"),
    ],
)
def test_a_shaded_word_has_not_the_number_of_the_word(text: str, hedge: str) -> None:
    assert (only(text).hedge, only(text).band) == (hedge, None)


@pytest.mark.parametrize(
    "text",
    [
        "A deal is currently likely to be signed by May 2027.",
        "The assembly likely will sign by May 2027.",
        "Talks failed in July, and a deal is likely by May 2027.",
        "Growth of 5% likely in 2027 would help.",
    ],
)
def test_what_only_stands_before_a_word_is_no_shade(text: str) -> None:
    assert (only(text).hedge, only(text).band) == ("likely", (0.55, 0.8))


def test_a_scale_that_has_the_shaded_word_gives_its_band() -> None:
    text = "A deal is about as likely as not to be signed by May 2027."
    (found,) = extract(text, "ipcc")
    assert (found.hedge, found.band) == ("about as likely as not", (0.33, 0.66))


def test_what_is_likely_to_be_done_by_a_day_is_no_estimate_of_the_past() -> None:
    assert "outlook" in only("It is likely that the cap is extended by 31 December 2027.").classes
    assert only("It is likely that the building is damaged.").classes == ("fact",)


@given(st.sampled_from(UNDER + OVER), numbers, st.sampled_from(("{0} {1}% chance", "{0} a {1} per cent chance")))
def test_a_bound_has_an_open_end_inside_0_to_1(bound: str, number: int, form: str) -> None:
    found = only(f"There is {form.format(bound, number)} that the cabinet falls by May 2027.")
    assert found.band == ((0.0, number / 100) if bound in UNDER else (number / 100, 1.0))
    assert found.hedge is not None
    assert numeric_phrase(found.hedge) == found.band


@given(st.sampled_from(NEAR), numbers)
def test_what_is_near_a_number_has_none(near: str, number: int) -> None:
    found = only(f"There is {near} a {number}% chance that the cabinet falls by May 2027.")
    assert (found.hedge, found.band) == (f"{near} a {number}% chance", None)
    assert is_hedge(str(found.hedge))


@given(
    st.sampled_from(SHADES),
    st.sampled_from(("likely", "unlikely", "very likely", "very unlikely")),
    st.sampled_from(NAMES),
)
def test_a_shade_is_never_left_out(shade: str, word: str, scale: str) -> None:
    (found,) = extract(f"The cabinet is {shade} {word} to fall by May 2027.", scale)
    assert found.hedge == f"{shade} {word}"
    assert found.band == band(found.hedge, scale)
    assert found.hedge in known_words() or is_hedge(found.hedge)
    assert quoted(found.hedge, found.text) is not None


@given(st.sampled_from(HARMLESS), st.sampled_from(("likely", "unlikely", "very likely")))
def test_what_says_only_when_leaves_the_word_as_it_is(adverb: str, word: str) -> None:
    assert only(f"The cabinet is {adverb} {word} to fall by May 2027.").hedge == word
