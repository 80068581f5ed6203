"""What reports do besides saying one thing with one word: two things, old numbers, definitions, numbers in brackets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from outlook.extract import Found, extract, sentences
from outlook.extract.drafts import Source, draw

if TYPE_CHECKING:
    from outlook.extract.one_draft import Draft

SOURCE = Source(id="report", file="report.md", sha256="0" * 64, as_of=date(2026, 11, 16))


def only(text: str) -> Found:
    (found,) = extract(text)
    return found


def draft_of(text: str) -> Draft:
    found = only(text)
    return next(draft for draft in draw(SOURCE, [found], [found]).forecasts.values() if "tags" not in draft.fields)


@pytest.mark.parametrize(
    ("text", "hedge", "band"),
    [
        ("It'll probably trade above 3.00 by 12 December 2026.", "probably", (0.55, 0.8)),
        ("Haddock will be dear; it’ll probably trade above 3.00 by 12 December 2026.", "probably", (0.55, 0.8)),
        ("It probably won’t trade above 3.00 by 12 December 2026.", "probably", (0.55, 0.8)),
        ("It can’t be ruled out that it rises by 12 December 2026.", "can’t be ruled out", None),
        ("A deal by 3 May 2027 is likely (60–70%).", "likely (60–70%)", (0.6, 0.7)),
        ("Rain is unlikely (less than 10%) by 3 May 2027.", "unlikely (less than 10%)", (0.0, 0.1)),
        ("A deal is likely (see table 3) by 3 May 2027.", "likely", (0.55, 0.8)),
    ],
)
def test_the_hedge_is_read_whole_however_it_is_typed(text: str, hedge: str, band: tuple[float, float] | None) -> None:
    assert (only(text).hedge, only(text).band) == (hedge, band)


@pytest.mark.parametrize(
    "text",
    [
        "The chances of a strike before 15 December are high, up from our one in three.",
        "A strike by 15 December is a risk, no longer at about 20%, down from last week's 45 percent chance.",
    ],
)
def test_a_number_that_was_said_before_is_not_that_of_the_statement(text: str) -> None:
    found = only(text)
    assert found.band is None
    assert any("(vetoed: what was said before)" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "“Remains unlikely” means 30 to 35 percent this week.",
        "‘Unlikely’ means a chance of 20 to 45 percent.",
        'By "unlikely" we mean 20 to 45 percent.',
    ],
)
def test_a_definition_is_no_outlook(text: str) -> None:
    assert "outlook" not in only(text).classes


def test_means_that_are_somebodys_define_nothing() -> None:
    assert only("The farmers’ means are likely to shrink by June 2027.").band == (0.55, 0.8)


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("A deal by 30 November remains unlikely.", "by 30 November"),
        ("The chances of a strike before 15 December are about even.", "before 15 December"),
        ("Another storm before 20 November is a realistic possibility.", "before 20 November"),
        ("The bill will pass before this Government is finished.", "before this Government is finished"),
    ],
)
def test_a_time_ends_before_the_verb_of_its_sentence(text: str, horizon: str) -> None:
    assert only(text).horizon == horizon


def test_a_draft_asks_about_the_clause_whose_hedge_it_has() -> None:
    deal = draft_of("A deal is unlikely by 31 December 2026, but talks will almost certainly continue.")
    assert deal.fields["question"] == "Will there be a deal by 31 December 2026?"
    assert "as_stated_in" in deal.fields
    doubted = draft_of("Few expect it, but a deal is likely by 31 December 2026.")
    assert doubted.fields["question"] == "Will there be a deal by 31 December 2026?"
    ban = draft_of("A ban is unlikely before 31 March 2027; nevertheless, a procedure may well begin by June 2027.")
    assert (ban.fields["closes_at"], ban.fields["question"]) == ("2027-03-30", "Will there be a ban by 30 March 2027?")


def test_what_belongs_to_the_other_clause_is_no_part_of_the_draft() -> None:
    draft = draft_of(
        "There is a 30 percent probability that the Office refuses the visa; if it does, 20 boats would almost "
        "certainly tie up by 5 April 2027."
    )
    assert "given" not in draft.fields
    assert "closes_at" not in draft.fields
    assert draft.fields["question"] == "Will the Office refuse the visa?"
    assert "as_stated_in" in draft.fields, "the 30 per cent are of this clause"
    assert "two things" in draft.hints["question"]


@pytest.mark.parametrize(
    "text",
    [
        "It is doubtful that a deal is likely by 31 December 2026.",
        "It is wrong to call a deal likely by 31 December 2026.",
    ],
)
def test_what_is_denied_is_no_estimate_of_its_author(text: str) -> None:
    assert not draft_of(text).fields.get("as_stated_in")


def test_a_footnote_of_markdown_is_a_mark() -> None:
    text = "Landings were 11% lower.[^3] Supply is likely to rise in November 2026.\n\n[^3]: See the annex.\n"
    assert [one.text for one in sentences(text)][:2] == [
        "Landings were 11% lower.",
        "Supply is likely to rise in November 2026.",
    ]


def test_nobody_speaks_any_more_where_a_heading_follows_a_transcript() -> None:
    spoken = "HALE: We will use it.\n\nBECK: By when?\n\nHALE: We might be done by Thursday.\n\n"
    assert [one.said_by for one in sentences(f"{spoken}# Cod\n\nHerring may be caught.")] == [
        "Hale",
        "Beck",
        "Hale",
        "",
        "",
    ]
    assert [one.said_by for one in sentences(f"{spoken}Herring may be caught.")] == ["Hale", "Beck", "Hale", ""]
