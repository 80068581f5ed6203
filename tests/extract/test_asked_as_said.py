"""A draft asks what the sentence says: its verb whole, its time as it is said, and never how likely it is."""

from __future__ import annotations

from datetime import date

import pytest

from outlook.extract import extract
from outlook.extract.drafts import drafts_of


@pytest.mark.parametrize(
    ("text", "question", "closes"),
    [
        (
            "The regulator will probably approve the levy that the harbour board has applied for by 20 November 2027.",
            "Will the regulator approve the levy that the harbour board has applied for by 20 November 2027?",
            "2027-11-20",
        ),
        ("The plan will probably be voted on by 3 May 2027.", "Will the plan be voted on by 3 May 2027?", "2027-05-03"),
        (
            "If the depot floods again, rationing in the delta would become likely by 3 May 2027.",
            "Will there be rationing in the delta by 3 May 2027?",
            "2027-05-03",
        ),
        ("Probably the bank will cut rates by June 2027.", "Will the bank cut rates by 30 June 2027?", "2027-06-30"),
        (
            "Day-ahead prices in Norland are likely to exceed EUR 180/MWh on at least one day in May 2027.",
            "Will day-ahead prices in Norland exceed EUR 180/MWh on at least one day in May 2027?",
            "2027-05-31",
        ),
        (
            "Average prices in December 2026 will likely be between EUR 150 and 170/MWh.",
            "Will average prices be between EUR 150 and 170/MWh in December 2026?",
            "2026-12-31",
        ),
        ("Unemployment is likely to fall in Q2 2027.", "Will unemployment fall in Q2 2027?", "2027-06-30"),
        (
            "The works will probably be completed on 6 May 2027, a week later than announced in March.",
            "Will the works be completed on 6 May 2027?",
            "2027-05-06",
        ),
        ("Kyiv-based firms are likely to leave by June 2027.", "Will Kyiv-based firms leave by 30 June 2027?", "2027-06-30"),
        (
            "Storage in the north will likely stand at 76 per cent on 1 December 2026.",
            "What will storage in the north be on 1 December 2026, in %?",
            "2026-12-01",
        ),
    ],
)  # fmt: skip
def test_a_question_asks_what_the_sentence_says(text: str, question: str, closes: str) -> None:
    [found] = extract(text)
    *_, draft = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    assert (draft.fields["question"], draft.fields["closes_at"]) == (question, closes)


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        ("12 million cubic metres per day", "million cubic metres per day"),
        ("1.2 million barrels a day", "million barrels a day"),
        ("40 persons", "persons"),
    ],
)
def test_a_flow_is_asked_for_as_a_flow(amount: str, unit: str) -> None:
    [found] = extract(f"Deliveries to the south will probably reach {amount} by 3 May 2027.")
    [draft] = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    assert (draft.fields["kind"], draft.fields["unit"]) == ("numeric", unit)


@pytest.mark.parametrize(
    "text",
    [
        "The treaty that the league insists on will probably be signed in 2027.",
        "A coup is likely, as they think likely, to come about likely in 2027.",
    ],
)
def test_what_is_not_plain_is_not_asked(text: str) -> None:
    [found] = extract(text)
    *_, draft = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    assert "TODO" in draft.fields["question"] or "likely" not in draft.fields["question"].lower()
    assert "Will the league insists" not in draft.fields["question"]


def test_a_title_is_kept_whole() -> None:
    [found] = extract(
        "The ministry of trade will probably declare the second level of the emergency for gas by 3 May 2027."
    )
    [draft] = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    assert draft.fields["title"] == "The ministry of trade to declare the second level of the emergency for gas"
