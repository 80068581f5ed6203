"""What is asked of sentences as reports write them: whole, of the place that they name, and never of what is cut out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from outlook.extract import extract
from outlook.extract.drafts import drafts_of

if TYPE_CHECKING:
    from outlook.extract.one_draft import Draft

AS_OF = date(2026, 11, 26)


def draft_of(text: str) -> Draft:
    """The draft of the first outlook of a text, and not that of its condition."""
    found = next(one for one in extract(text) if "outlook" in one.classes)
    *_, draft = drafts_of(found, "statement", AS_OF, set()).values()
    return draft


@pytest.mark.parametrize(
    ("text", "question"),
    [
        # What opens a sentence.
        ("Additionally, the ferry is likely to stop by May 2027.", "Will the ferry stop by 31 May 2027?"),
        ("As such, the yard will probably close by May 2027.", "Will the yard close by 31 May 2027?"),
        ("To survive, the league will probably cut a team by May 2027.", "Will the league cut a team by 31 May 2027?"),
        ("All else being equal, rents will probably fall by May 2027.", "Will rents fall by 31 May 2027?"),
        # Where it happens is part of it.
        ("In Norland, rents will probably fall by May 2027.", "Will rents fall in Norland by 31 May 2027?"),
        ("In the Sel Islands, a ban is likely to be lifted by May 2027.", "Will a ban be lifted in the Sel Islands by 31 May 2027?"),
        ("In the dry south, wells are likely to fail by May 2027.", "Will wells fail in the dry south by 31 May 2027?"),
        ("Under the pact, tolls will probably fall by May 2027.", "Will tolls fall under the pact by 31 May 2027?"),
        ("In response, the bank will probably cut rates by May 2027.", "Will the bank cut rates by 31 May 2027?"),
        ("In remote areas of Norland where roads are poor, shortages are expected by May 2027.", "Will there be shortages in remote areas of Norland where roads are poor by 31 May 2027?"),
        # How it happens is too; how sure it is is not.
        ("Prices will sharply rise by May 2027.", "Will prices sharply rise by 31 May 2027?"),
        ("The levy could severely hurt exports by May 2027.", "Will the levy severely hurt exports by 31 May 2027?"),
        ("The pier will only partly reopen by May 2027.", "Will the pier only partly reopen by 31 May 2027?"),
        ("The pier will almost certainly reopen by May 2027.", "Will the pier reopen by 31 May 2027?"),
        ("The pier will in turn reopen by May 2027.", "Will the pier reopen by 31 May 2027?"),
        # What something will have, and what there will be.
        ("The ban could have a large effect by May 2027.", "Will the ban have a large effect by 31 May 2027?"),
        ("The club will have to move by May 2027.", "Will the club have to move by 31 May 2027?"),
        ("There will probably be a recount by May 2027.", "Will there be a recount by 31 May 2027?"),
        ("There’s going to be a strike by May 2027.", "Will there be a strike by 31 May 2027?"),
        ("By May 2027 you’ll probably see new tariffs on timber.", "Will there be new tariffs on timber by 31 May 2027?"),
        ("We’ll see rents fall by May 2027.", "Will rents fall by 31 May 2027?"),
        ("A further slowdown is to be expected by May 2027.", "Will there be a further slowdown by 31 May 2027?"),
        ("A lockout is a real possibility by May 2027.", "Will there be a lockout by 31 May 2027?"),
        ("A recount is hardly conceivable before May 2027.", "Will there be a recount by 30 April 2027?"),
        # Headlines, and verbs in *-ing*.
        ("Flour prices set to double by May 2027", "Will flour prices double by 31 May 2027?"),
        ("We see exports recovering by May 2027.", "Will exports recover by 31 May 2027?"),
        ("Rents falling below last year’s looks likely by May 2027.", "Will rents fall below last year’s by 31 May 2027?"),
        ("The tax would be expected to lapse by May 2027.", "Will the tax lapse by 31 May 2027?"),
        # Subjects that list, and what somebody says without *that*.
        ("Rents, wages, and fees will probably rise by May 2027.", "Will rents, wages, and fees rise by 31 May 2027?"),
        ("The port said two cranes would be moved by May 2027.", "Will two cranes be moved by 31 May 2027?"),
        ("I predict the two towns will merge by May 2027.", "Will the two towns merge by 31 May 2027?"),
        ("A statement said the guild and others would strike by May 2027.", "Will the guild and others strike by 31 May 2027?"),
    ],
)  # fmt: skip
def test_a_question_is_what_the_sentence_says(text: str, question: str) -> None:
    assert draft_of(text).fields["question"] == question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The envoy may treat the raid as a breach of the pact.", "Will the envoy treat the raid as a breach of the pact?"),
        ("Rents may fall as the town empties.", "Will rents fall?"),
        ("Wells may fail as we pump more.", "Will wells fail?"),
        ("The fund may go to towns, villages, and farms.", "Will the fund go to towns, villages, and farms?"),
        ("The fund may go to towns, and the farms will get none.", "Will the fund go to towns?"),
        ("The fund may buy bonds for which there is no market.", "Will the fund buy bonds for which there is no market?"),
        ("Rents may be moved by reports that banks or brokers may write.", "Will rents be moved by reports that banks or brokers may write?"),
        ("Farms may flood, given the state of the dykes.", "Will farms flood?"),
        ("Rents may stay low, for a number of reasons.", "Will rents stay low?"),
        ("The fog may lift, slower trains could run again.", "Will the fog lift?"),
        ("Crews may spend a week at the dock, where they will train.", "Will crews spend a week at the dock?"),
        ("The mill may close, however.", "Will the mill close?"),
        ("The fog may lift, slower trains and buses could run.", "Will the fog lift?"),
        ("The board will probably ask the towns what their wishes are.", "Will the board ask the towns what their wishes are?"),
        ("The mill may close and there is no doubt of it.", "Will the mill close?"),
        ("Quakes could stop the plant, in which case heat would fail.", "Will quakes stop the plant?"),
    ],
)  # fmt: skip
def test_what_begins_another_clause_is_cut_and_what_belongs_to_it_is_not(text: str, question: str) -> None:
    assert draft_of(text).fields["question"] == question


@pytest.mark.parametrize(
    "text",
    [
        "While most mills will gain, some will lose more than others.",
        "Anything less would only breed anger.",
        "The dykes are low, and the talks will only begin to raise them.",
        "Yards are full, and ours will stay so.",
        "Delay leads to decay and decay will lead to ruin for all of these.",
        "The head tells me Year 3 may have to move.",
        "Under it the mayor may have awnings taken down.",
        "Rents will rise because the mill may reopen, though the time could be longer.",
        "On that margin it would lose the seat.",
    ],
)
def test_what_only_another_sentence_explains_is_left_to_a_person(text: str) -> None:
    assert str(draft_of(text).fields["question"]).startswith(("TODO", "Will rents rise"))


@pytest.mark.parametrize(
    ("text", "question", "kind"),
    [
        ("Growth is expected to average 2¼% over 2027 and 2028.", "What will growth be over 2027 and 2028, in %?", "numeric"),
        ("Growth is expected to pick up and average 2½% in 2027.", "What will growth average in 2027, in %?", "numeric"),
        ("Output is projected down by 4 million tonnes in 2027.", "By how much will output fall in 2027, in million tonnes?", "numeric"),
        ("The town is expected to grow from a population of 2 million in 2020 to around 3 million in 2040.", "What will the population of the town be in 2040, in million?", "numeric"),
        ("Solar is set to account for 16% of all power in 2030.", "How much will solar account for in 2030, in % of all power?", "numeric"),
        ("Each farm will get $900 toward seed in 2027.", "How much will each farm get toward seed in 2027, in $?", "numeric"),
        ("Demand will grow at 9% a year through 2035.", "At what yearly rate will demand grow until 31 December 2035, in %?", "numeric"),
        ("A strike would shut both mills and about 70% of lines in 2027.", "Will a strike shut both mills and about 70% of lines in 2027?", "binary"),
        ("Traffic is likely to return to 2019 levels in 2028.", "Will traffic return to 2019 levels in 2028?", "binary"),
    ],
)  # fmt: skip
def test_an_amount_is_asked_with_what_it_is_of(text: str, question: str, kind: str) -> None:
    fields = draft_of(text).fields
    assert (fields["question"], fields["kind"]) == (question, kind)


@pytest.mark.parametrize(
    ("text", "question", "closes"),
    [
        # A part of the year that is meant, several years, and what is to last.
        ("Rents will probably fall in Q1.", "Will rents fall in Q1 2027?", "2027-03-31"),
        ("Rents will probably fall in the second half.", "Will rents fall in the second half of 2026?", "2026-12-31"),
        ("Supply will probably stay flat for the next two years.", "Will supply stay flat until 26 November 2028?", "2028-11-26"),
        ("The bank is unlikely to cut for the next two years.", "Will the bank cut by 26 November 2028?", "2028-11-26"),
        # A time that is over, or of something else than the hedge.
        ("Growth is likely to slow from the pace seen in 2023.", "Will growth slow from the pace seen in 2023?", None),
        ("The towns will probably sue over the levy that was raised in 2024.", "Will the towns sue over the levy that was raised in 2024?", None),
        ("The bank will probably buy bonds that are to be paid by 2031.", "Will the bank buy bonds that are to be paid by 2031?", None),
        ("A deal is likely, but the sides are apart today.", "Will there be a deal?", None),
        ("The board may refuse the plan, which is to be filed by May 2027.", "Will the board refuse the plan?", None),
        ("It is likely that the pier will open by May 2027.", "Will the pier open by 31 May 2027?", "2027-05-31"),
    ],
)  # fmt: skip
def test_the_close_is_of_what_is_asked(text: str, question: str, closes: str | None) -> None:
    fields = draft_of(text).fields
    assert (fields["question"], fields.get("closes_at")) == (question, closes)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Uncertainty may hurt the port.", "Will uncertainty"),
        ("Soybean acreage may fall.", "Will soybean acreage"),
        ("Heat-related deaths may rise.", "Will heat-related deaths"),
        ("Iran-related sanctions may lapse.", "Will Iran-related sanctions"),
        ("Node.js tools may be updated.", "Will Node.js tools"),
        ("Inflation, rents, and wages may rise.", "Will inflation, rents"),
        ("Email alerts will probably be sent by May 2027.", "Will email alerts"),
    ],
)
def test_only_a_name_keeps_its_capital_within_a_question(text: str, begins: str) -> None:
    assert draft_of(text).fields["question"].startswith(begins)
