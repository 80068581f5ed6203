"""A draft asks about the clause of the hedge: without the clauses around it, and of an amount only where one is reached."""

from __future__ import annotations

from datetime import date

import pytest

from outlook.extract import extract
from outlook.extract.drafts import drafts_of
from outlook.extract.one_draft import QUESTION


def asked(text: str) -> str:
    found = next(one for one in extract(text) if "outlook" in one.classes)
    *_, draft = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    return str(draft.fields["question"])


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("NORVIK (Wire)–The tram line will close by 3 May 2027.", "Will the tram line close by 3 May 2027?"),
        (
            "While rents will rise by May 2027, the cost of heating stays where it is.",
            "Will rents rise by 31 May 2027?",
        ),
        (
            "While some ferries will be sold, the harbour office will close by 3 May 2027.",
            "Will the harbour office close by 3 May 2027?",
        ),
        (
            "But even excluding the levy, the clerk added, the deficit would widen by 3 May 2027.",
            "Will the deficit widen by 3 May 2027?",
        ),
        (
            "Kelda Foundry (KEL.N), the oldest mill in the valley, will cut two hundred jobs.",
            "Will Kelda Foundry (KEL.N) cut two hundred jobs?",
        ),
        (
            "The towns that lie in the delta will need new walls.",
            "Will the towns that lie in the delta need new walls?",
        ),
        (
            "The herd does not mind the road and the villages that border it will not fence it.",
            "Will the villages that border it fence it?",
        ),
        ("The stay means that the convoy will be split.", "Will the convoy be split?"),
        ("The margins would be very thin and the mill would not earn its keep.", "Will the margins be very thin?"),
        ("The ferry will dock at noon, overlapping with the Osk boat.", "Will the ferry dock?"),
        (
            "Losses of fish are projected to increase in the delta (Ost et al., 2020; Vey et al., 2021).",
            "Will losses of fish increase in the delta?",
        ),
        ("The register became public, but the search room will be closed.", "Will the search room be closed?"),
        ("Ana Ruiz will remain as a director.", "Will Ana Ruiz remain as a director?"),
        ("Floods will grow in many regions, including Osk and Sela.", "Will floods grow in many regions?"),
    ],
)  # fmt: skip
def test_a_draft_asks_about_the_clause_of_the_hedge(text: str, question: str) -> None:
    assert asked(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "The delay is due to “dock traffic,” the agency said, as a grain ship is set to arrive in October.",
        "The launch marks the first time an island crew will fly.",
        "At the core of it will be a wish to please the neighbours.",
        "We do not anticipate paying any bonus to members in 2027.",
        "Strikes halted Osk's ferry, which could sail again in May 2027.",
    ],
)
def test_a_question_that_would_not_be_plain_is_left_to_a_person(text: str) -> None:
    found = [one for one in extract(text) if one.hedge]
    assert found
    for one in found:
        *_, draft = drafts_of(one, "statement", date(2026, 11, 26), set()).values()
        assert str(draft.fields["question"]).startswith(QUESTION)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Roads are projected to be at risk of floods at 2 metres.", "Will roads be at risk of floods at 2 metres?"),
        ("Osk will grow close to the mean rate of 145%.", "Will Osk grow close to the mean rate of 145%?"),
        ("Prices will fall to the bank's 2 percent target.", "Will prices fall to the bank's 2 percent target?"),
        ("The board will hand out a package worth $20 million.", "Will the board hand out a package worth $20 million?"),
        ("Takings in the spring could range from $2 million to $5 million.", "What will takings be, in $ million?"),
        ("Growth will be between 2.1% and 2.7% in 2027, most likely 2.4%.", "What will growth be in 2027, in %?"),
        ("Fees should continue to ease, averaging 3.4%.", "What will fees be, in %?"),
        ("Demand will rise from 4.4 million loaves in 2024 to 4.7 million loaves.", "What will demand be, in million loaves?"),
        ("The flood is set to wipe out nearly $7 million.", "How much will the flood wipe out, in $ million?"),
    ],
)  # fmt: skip
def test_an_amount_is_asked_for_where_something_comes_to_it(text: str, question: str) -> None:
    assert asked(text) == question


def test_a_sentence_too_long_to_be_one_is_left_to_a_person() -> None:
    assert asked(f"Rates will rise{' from 3% to' * 3_000} 4%.").startswith(QUESTION)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("We expect a further rise in ferry fares.", "Will ferry fares rise further?"),
        ("We expect a slight decline in ferry fares compared to last winter.", "Will ferry fares decline slightly?"),
        ("The ferry has lost passengers but will recover next year.", "Will the ferry recover in 2027?"),
        (
            "Although Valdora would first shell the ports, it would likely close the canal.",
            "Will Valdora close the canal?",
        ),
        ("The board has not met but is likely to vote in 2027.", "Will the board vote in 2027?"),
        ("Tolls fell and the number of boats is unlikely to rise.", "Will the number of boats rise?"),
        ("Fog is likely over the strait.", "Will there be fog over the strait?"),
        ("Ferry traffic is seen growing 6 percent in 2027.", "By how much will Ferry traffic grow in 2027, in %?"),
        (
            "We are now forecasting 40 to 45 million crowns of harbour fees in 2027.",
            "What will harbour fees be in 2027, in million crowns?",
        ),
        ("The truce, however, could collapse.", "Will the truce collapse?"),
        ("I predict we will see many more night ferries.", "Will there be many more night ferries?"),
        ("Port advisers say the city could widen the fee.", "Will the city widen the fee?"),
        ("Models show over a foot of snow will fall in the hills.", "Will over a foot of snow fall in the hills?"),
        ("Our tax rate should be in the range of 26% to 27% in 2027.", "What will our tax rate be in 2027, in %?"),
        ("Fares are expected to fall in the range of 2% to 3%.", "By how much will fares fall, in %?"),
        ("The port should grow by 4%, revised up from the 3% of May.", "By how much will the port grow, in %?"),
        ("Fees should remain in their 2–3 per cent range.", "Will fees remain in their 2–3 per cent range?"),
        (
            "Tolls could rise as limits ease and the number of boats in the bay is likely to rise sharply.",
            "Will the number of boats in the bay rise sharply?",
        ),
        ("**Prediction:** Most ferries will run on batteries by 2030.", "Will most ferries run on batteries by 31 December 2030?"),
        ("NEW PORT/EAST BAY Ferry owners will hold fares steady.", "Will Ferry owners hold fares steady?"),
        ("Whether by chance or by choice, a strike is possible.", "Will there be a strike?"),
        ("Using lessons learned in Norvik, Valdora would likely close the canal.", "Will Valdora close the canal?"),
        ("We expect the ferry lines to grow and ports to hire more sailors.", "Will the ferry lines grow?"),
    ],
)  # fmt: skip
def test_a_forecast_in_other_words_is_asked_about_too(text: str, question: str) -> None:
    assert asked(text) == question


def test_a_title_that_nobody_proposed_is_short() -> None:
    [found] = extract(f"It will be so, {'and so on and so forth, ' * 12}by May 2027.")
    [draft] = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    assert len(draft.fields["title"]) <= 80
    assert draft.fields["question"].endswith("by May 2027.")


@pytest.mark.parametrize(
    ("text", "says_it", "hint"),
    [
        ("Although the strike is not over, tolls are likely to rise by May 2027.", "statement", "says “likely”"),
        ("Ms Ade, who does not vote, is likely to win by May 2027.", "statement", "says “likely”"),
        ("Travel is expected to be slow if not impossible.", None, "says “expected”"),
        ("Ferry lines will no longer be hiring sailors in 2027.", None, "says “will”"),
        ("Nobody will probably approve the levy in 2027.", None, "of its not happening"),
        ("Rents are likely to fall and prices will not rise by May 2027.", None, "says “likely”"),
        ("The bank will probably not cut rates by May 2027.", "statement:no", "of its not happening"),
    ],
)
def test_what_another_clause_denies_turns_nothing(text: str, says_it: str | None, hint: str) -> None:
    found = next(one for one in extract(text) if one.hedge)
    *_, draft = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    assert draft.fields.get("as_stated_in") == says_it
    assert draft.hints["prior"].endswith(hint)
