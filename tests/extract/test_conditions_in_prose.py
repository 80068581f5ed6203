"""Conditions as running prose has them: where they end, what stands beside them, and what only looks like one."""

import pytest

from outlook.extract import extract

ENDS = {
    "Without that sluice the meadow would flood every spring.": "Without that sluice",
    "Without one the ferry cannot legally sail and will have to be sold.": "Without one",
    "But without a second pilot, the boat is likely to miss the tide.": "without a second pilot",
    "The slip is blocked, so without a tow she is unlikely to leave before May.": "without a tow",
    "Short of a recount, 2031 is likely to bring a new mayor.": "Short of a recount",
    "Unless the fence is raised somebody will get hurt.": "Unless the fence is raised",
    '"If the boiler fails again we will have to close," the caretaker told the meeting.': "If the boiler fails again",
    "If the trustees refuse then there's nothing that would keep the hall open.": "If the trustees refuse",
    "If they lose this one then they have little that could save the season.": "If they lose this one",
    "If she leaves they have nobody who could take the chair.": "If she leaves",
    "The council may drop the scheme if costs go on rising, however.": "if costs go on rising",
    "Yields could be halved if the dry spell lasts, he said.": "if the dry spell lasts",
    "If the pump fails, or if the tank runs dry, the alarm will sound.": "If the pump fails, or if the tank runs dry",
    "The owners are unlikely to sell without the tenants agreeing and will probably wait.": (
        "without the tenants agreeing"
    ),
    "The yard will take on men if orders reach forty a month, managing director Una Brae said last week.": (
        "if orders reach forty a month"
    ),
    "The yard could hire again if orders pick up, allowing it to reopen the slip.": "if orders pick up",
    "Costs will depend on several things including the weather, the price of steel and the tide.": (
        "depend on several things including the weather, the price of steel and the tide"
    ),
    "If members leave, or sell their boats, the club may fold.": "If members leave, or sell their boats",
    "Without a grant, without a loan, the troupe would not tour.": "Without a grant, without a loan",
    "Most of the tolls would be scrapped if, as expected, the rowers win the vote.": (
        "if, as expected, the rowers win the vote"
    ),
    "If the dam gives out before then we shall have to move the herd.": "if the dam gives out before then",
}


@pytest.mark.parametrize(("text", "condition"), ENDS.items())
def test_a_condition_ends_with_its_own_clause(text: str, condition: str) -> None:
    (found,) = extract(text)
    assert found.condition is not None
    assert found.condition.lower() == condition.lower()


NONE = [
    "With or without a grant, the choir will sing in Elm Street this winter.",
    "We are assuming that the second boat will not be ready by May.",
    "They’re currently assuming that sales will be flat next year.",
    "The appeal will probably fall well short of the sum that was asked for.",
    "On that count they would end up four votes short of a majority.",
    "They will count twice, so as to figure out if the box was full.",
    "The council may give in, perhaps even permitting them some say in the matter.",
    "The old form will no longer be sent out, and claims should instead be made by telephone.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_condition_is_none(text: str) -> None:
    (found,) = extract(text)
    assert found.condition is None
