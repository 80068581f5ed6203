"""What real documents are full of, again: nouns that look like verbs, judgements, cases that did not arise, plans, talks.

The sentences are made up; the kinds were seen in public documents of many registers.
"""

from __future__ import annotations

import pytest

from outlook.extract import Found, extract
from outlook.extract.firm import ALREADY, BETTER, JUDGED, NAMED, NOUN, RECOMMENDED, UNDONE, UNREAL
from outlook.extract.registers import register_by


def one(text: str) -> Found:
    (found,) = extract(text)
    return found


# Each with the reason that is given.
NOT_AHEAD = {
    # nouns, and words that belong to one
    "The council has two drainage projects at the harbour.": NOUN,
    "Projects range from dry-stone walls to beehives.": NOUN,
    "The guild recommends farm-led projects to its members.": NOUN,
    "There is a serious risk associated with lifting the old bell.": NOUN,
    "The brewery limits these risks by steadily testing its wells.": NOUN,
    "The note is a risk assessment using figures of the port.": NOUN,
    "This is the first count of likely buyers in the valley.": ALREADY,
    "About 30 new probable and suspected cases came from the camp.": ALREADY,
    "Orrin likely hopes to hold the ford.": ALREADY,
    "The two camps are likely preparing to trade hostages.": ALREADY,
    "What we know suggests that the dose is likely to be low.": ALREADY,
    "Now let us cover the outlook for Q4.": NAMED,
    "The haul is above our outlook for the third quarter.": NAMED,
    # cases that did not arise, and the past
    "If the pump had held, the hall would be dry.": UNREAL,
    "Had the bell been rung, the men could be here.": UNREAL,
    "It is likely that the blaze would be out if the hose had been longer.": UNREAL,
    "Less than a year ago Dray said it might open two more pits.": "the future of a past",
    "Initially the masons feared that the tower would lean.": "the future of a past",
    "The divers were unable to find a place where they could anchor.": UNDONE,
    # judgements and recommendations
    "It would be foolish to wager on the mare.": JUDGED,
    "It would be hard to choose between the two mills.": JUDGED,
    "One could see that as a quarrel among friends.": JUDGED,
    "The rule would seem to favour the older ferries.": JUDGED,
    "Now might be a good time to plant quince.": BETTER,
    "Rye could be a much better choice on sand.": BETTER,
    "The skulls may be grouped by the width of the jaw.": BETTER,
    "The mayor would do well to walk the towpath.": RECOMMENDED,
    "The bank should wait with its next cut until 2031.": RECOMMENDED,
    "Parents should feel free to ask the wardens.": RECOMMENDED,
    "It would be crucial to hire a good saddler.": RECOMMENDED,
    "To win over the weavers, the duke will have to lower the toll.": RECOMMENDED,
    "A lasting peace will have to include the hill towns.": RECOMMENDED,
    # the document about itself, and what nobody knows
    "Anna will walk you through the figures of the mill.": "the document about itself",
    "I am going to outline our case for the weir.": "the document about itself",
    "I will begin today's call with a word on the kiln.": "the document about itself",
    "We are not going to make any predictions.": "the document about itself",
    "Section 4 will discuss the tides.": "the document about itself",
    "It is unclear how soon, and how far, the glut will spread.": "an open question: whether, how",
    "Nobody has weighed the effect they will have on the eels.": "a description",
    "The purpose of the new sluice is to keep silt out of the mill race.": "an aim",
    "The worst of the drought may be over.": "a guess at the present",
    "Take care not to presume that the ford will hold.": "an assumption",
}


@pytest.mark.parametrize("text", NOT_AHEAD)
def test_no_outlook_is_found_and_the_reason_is_told(text: str) -> None:
    found = one(text)
    assert "outlook" not in found.classes
    assert any(reason.endswith(f"(vetoed: {NOT_AHEAD[text]})") for reason in found.reasons), found.reasons


AHEAD = [
    # the same words, and they do look ahead
    "The bank projects growth of 2% in 2031.",
    "The guild projects that the weir holds for another decade.",
    "The reform risks turning the fair into a market.",
    "Dray risks losing the port in 2031.",
    "The likely outcome is a hung council.",
    "A thaw is more and more likely around Easter.",
    "The outlook for 2031 remains bleak.",
    "If the pump fails, the hall would be flooded.",
    "It would be hard to choose in 2031.",
    "The relief should stretch to five weeks.",
    "Cheap tolls, longer days and a new quay should all support trade.",
    "Highs should top out near 30 degrees inland.",
    # taken back before
    "The flood could have serious effects on the eel trade.",
    "If the miller leaves, we may have difficulty finding another.",
    "A breach may have limited impact on the lower town.",
    "The works face fires and frost, any of which could stop the mill.",
    "Trade with Dray is expected to rise from 40 tonnes in 2024 to 90 tonnes in 2040.",
    "Any new pact with the hill lords would mark a retreat.",
    "You’ll see further steps to close the gap.",
    "The Greens are hopeful of gaining three seats in 2031.",
    "In line with Rule 14, the sale will be made in the autumn.",
]


@pytest.mark.parametrize("text", AHEAD)
def test_an_outlook_is_found(text: str) -> None:
    assert "outlook" in one(text).classes


def test_a_line_may_end_within_a_word_that_looks_ahead() -> None:
    """`going` and `to` on two lines are one word, and it goes somewhere."""
    assert "outlook" not in one("We saw the money going\nto the camp fund.").classes
    assert "outlook" not in one("It would\nbe hard\nto choose.").classes


PLANS = [
    "The Committee will publish its findings.",
    "We will send the tables to all members.",
    "We'll hold a market on the green.",
    "The ferry said it would open a second berth, and the company will provide coaches.",
    "The lane will be closed for the fair.",
    "Version 12 will be updated.",
    "NBX will launch a second barge.",
    "Coaches will replace trains on Sunday.",
    "The crew of the Petrel are to land on 3 May.",
    "The lease is due to expire in 2031.",
]
NO_PLANS = [
    "Prices will rise in the spring.",
    "The Committee will probably publish its findings.",
    "We expect that more ferries will move to the new quay in 2031.",
    "Delays are to be expected on Sunday.",
    "Rain will begin in the west by Monday.",
    "The findings of the guild will inform the debate.",
    "In the event of fog, the channel will be closed.",
    "Margins will return to 8% in 2031.",
    "This will update as the crews return.",
]


@pytest.mark.parametrize("text", PLANS)
def test_a_plan_of_somebody_who_decides_is_scheduled(text: str) -> None:
    found = one(text)
    assert "outlook" in found.classes
    assert found.scheduled


@pytest.mark.parametrize("text", NO_PLANS)
def test_what_nobody_decides_on_is_not_scheduled(text: str) -> None:
    assert not one(text).scheduled


LASTING = [
    "Talks on the weir are continuing.",
    "The shortage persists in the hill towns.",
    "Most guilds still consider barges a threat.",
    "The older locks are not affected by the ruling.",
]
NOT_LASTING = [
    "The crews enable the guild to trade and maintain its stores.",
    "The weavers are able to card wool by hand.",
    "We urge the council to persist with the toll.",
    "The firms that remain are small.",
    "They came back after two months of a stay on the rock.",
    "That is how you continue to win.",
    "The guilds are divided, but most favour the toll.",
]


@pytest.mark.parametrize("text", LASTING)
def test_what_lasts_is_an_assumption(text: str) -> None:
    assert "assumption" in one(text).classes


@pytest.mark.parametrize("text", NOT_LASTING)
def test_what_only_looks_like_it_is_none(text: str) -> None:
    assert "assumption" not in one(text).classes


def test_a_clause_that_lasts_may_stand_before_one_that_looks_ahead() -> None:
    assert one("Demand remains weak, but it will grow in 2031.").classes == ("outlook", "assumption")
    assert one("Demand remains likely to grow in 2031.").classes == ("outlook",)


TALK = [
    "Tomorrow you will see a first pact with the hill lords.",
    "You’ll see, two, more money for the weir.",
    "You will see a ban on the barges of Dray.",
    "The lords have talked for two days.",
    "You will hear them speak of salt.",
    "And you’ll see a fund for the widows.",
]
REPORT = [
    "The Department must find a way to test the wells.",
    "The Department must train its inspectors.",
    "It must also keep the tables safe.",
    "The wells must be sealed.",
    "Inspectors found three that were open.",
    "The Office will watch the works.",
]
INTERVIEW = [
    "I think the weir is a good idea, and I say so.",
    "I am glad of my colleagues here.",
    "My view is that I have a duty to the town.",
    "I want my neighbours to know it.",
    "I see no harm in it, and my wife agrees with me.",
    "I ask my friends to come.",
]
CHRONICLE = [
    "The first stone was blessed by the abbot in 1088.",
    "The tower was raised by masons from Dray.",
    "The duke gave two mills, and the monks were glad of them.",
    "At first they feared that the cost would ruin them.",
    "The siege was lifted after a month.",
    "The walls were mended, and the town grew.",
    "A second mill was sold to the weavers.",
    "The last abbot was buried there.",
]


@pytest.mark.parametrize("texts", [TALK, REPORT, INTERVIEW])
def test_talks_reports_and_interviews_are_no_manual_no_statute_and_no_story(texts: list[str]) -> None:
    assert register_by(texts, is_spoken=False).kind == ""


def test_a_chronicle_is_a_story() -> None:
    assert register_by(CHRONICLE, is_spoken=False).kind == "narrative"


def test_one_old_year_makes_no_story() -> None:
    texts = [
        "The Dray Act of 1834 binds the port.",
        "Tolls are due each May.",
        "The port may sell them.",
        "Wool is dear.",
    ]
    assert register_by(texts, is_spoken=False).kind == ""


TERMS = """The Mill runs a store of recordings. Your use of it is governed by this Agreement. We will tell Users of changes
to these Terms a month before they count. We reserve the right to close an account. All other clauses will stay in full force. No failure to act will be a waiver of our rights. The service comes without a warranty. If a court
finds a clause unenforceable, it will be read as the parties meant it. You can write to us at any time."""


def test_what_terms_of_use_say_will_be_is_no_outlook() -> None:
    assert not [one.text for one in extract(TERMS) if "outlook" in one.classes]


def test_a_report_on_an_agreement_is_no_contract() -> None:
    report = (
        "The ministers met on Monday. This agreement ends a dispute of nine years. The parties hope for calm. Grain will"
        " move again by May 2031. The lira is likely to gain. Observers doubt the will of the smaller party. The port is"
        " expected to reopen in June. Fees have been cut. The union will vote on it next week. Ships are insured again."
    )
    assert len([one for one in extract(report) if "outlook" in one.classes]) == 4
