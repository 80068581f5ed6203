"""What is proposed of a statement: a question that can be asked, and a close only where the words name a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from outlook.extract import extract
from outlook.extract.drafts import Source, drafts_of, draw
from outlook.model.quotes import quoted

if TYPE_CHECKING:
    from outlook.extract.one_draft import Draft


def proposed(text: str) -> dict[str, Any]:
    """The fields of the draft of the one statement of a text, and not those of its condition."""
    [found] = [one for one in extract(text) if "outlook" in one.classes]
    *_, draft = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    return draft.fields


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The Greens will most likely win by 12 December 2026.", "Will the Greens win by 12 December 2026?"),
        ("Talks will very probably fail by 3 May 2027.", "Will talks fail by 3 May 2027?"),
        ("Talks will almost certainly fail by 3 May 2027.", "Will talks fail by 3 May 2027?"),
    ],
)
def test_the_words_that_say_how_likely_it_is_are_no_part_of_the_question(text: str, question: str) -> None:
    assert proposed(text)["question"] == question


def test_what_asks_which_is_not_asked_as_whether() -> None:
    fields = proposed("Either the Union party or the Greens will probably win the seat by 12 December 2026.")
    assert str(fields["question"]).startswith("TODO")


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("If talks fail, a strike is likely within two weeks.", None),
        ("If talks fail, a strike is likely in about a month.", None),
        ("A strike is likely within two weeks.", "2026-12-10"),
        ("If talks fail, a strike is likely in the next two weeks.", "2026-12-10"),
        ("If talks fail, a strike is likely by 10 December 2026.", "2026-12-10"),
    ],
)
def test_a_length_of_time_that_begins_with_a_condition_names_no_day(text: str, closes: str | None) -> None:
    found = proposed(text).get("closes_at")
    assert (found and str(found)[:10]) == closes


REPORT = """The cabinet of Prime Minister Osk is likely to lose the vote on 3 May 2027. {later}

Rain will fall."""


def drawn(later: str) -> dict[str, Draft]:
    """The drafts of a report whose second sentence is given."""
    found = extract(REPORT.format(later=later))
    source = Source("report", "report.md", "0" * 64, date(2026, 11, 26))
    return draw(source, found, [one for one in found if "outlook" in one.classes]).forecasts


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        ("If it does, early elections are almost certain in 2027.", "yes"),
        ("If so, early elections are almost certain in 2027.", "yes"),
        ("If not, early elections are almost certain in 2027.", "no"),
        ("Early elections are almost certain in 2027 if that happens.", "yes"),
        ("If it does not, early elections are almost certain in 2027.", "no"),
        ("Unless it does, early elections are almost certain in 2027.", "no"),
    ],
)
def test_a_condition_that_points_back_is_proposed_as_the_draft_of_the_sentence_before(later: str, outcome: str) -> None:
    drafts = drawn(later)
    assert list(drafts) == ["cabinet-osk-lose-vote", "early-elections", "rain-fall"]
    early = drafts["early-elections"]
    assert early.fields["given"] == {"forecast": "cabinet-osk-lose-vote", "outcome": outcome}
    assert "is taken to speak of the sentence before; change it if it does not" in early.hints["given"]
    assert "as_stated_in" not in early.fields, "what a guess is part of is no estimate of the report"


def test_where_the_sentence_before_asks_for_an_amount_or_says_nothing_of_the_future_nothing_is_tied_to_it() -> None:
    for before in ("Inflation is likely to rise to 5 per cent in 2027.", "The cabinet met on 3 May."):
        found = extract(f"{before} If it does, early elections are almost certain in 2027.")
        source = Source("report", "report.md", "0" * 64, date(2026, 11, 26))
        drafts = draw(source, found, [one for one in found if "outlook" in one.classes]).forecasts
        condition = drafts["if-does"].fields
        assert condition["question"] == "TODO: ask for what the sentence before speaks of. It says: If it does"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "We assess that the rumours are unfounded; there is a roughly even chance that General Varo is dismissed by 3 May 2027.",
            "Will General Varo be dismissed by 3 May 2027?",
        ),
        ("There is a roughly even chance that the bill does not pass by 3 May 2027.", None),
        pytest.param(
            "There is a roughly even chance that the bill is not passed by 3 May 2027.",
            None,
            marks=pytest.mark.xfail(reason="taken for an estimate of the past"),
        ),
        ("Early elections are almost certain by 3 May 2027.", "Will there be early elections by 3 May 2027?"),
        (
            'Finance Minister Lena Dahl said the deficit "will not exceed 4 percent" by 3 May 2027.',
            "Will the deficit exceed 4 percent by 3 May 2027?",
        ),
    ],
)
def test_a_question_asks_for_the_clause_that_has_the_hedge(text: str, question: str | None) -> None:
    asked = str(proposed(text)["question"])
    assert asked == question if question else asked.startswith("TODO")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The government of Prime Minister Osk is likely to lose the confidence vote.",
            "government-osk-lose-confidence",
        ),
        ("The price of Brent crude will probably fall below 60 dollars in 2027.", "price-crude-fall-below"),
        ("Inflation is expected to slow to between 6.5 and 7.2 percent by the end of 2027.", "inflation-slow"),
        ("A default on the bond cannot be ruled out.", "default-bond"),
        ("It is almost certain to fall.", "fall"),
    ],
)
def test_an_id_says_who_does_what(text: str, name: str) -> None:
    found = extract(text)
    assert list(draw(Source("r", "r.md", "0" * 64, date(2026, 11, 26)), found, found).forecasts) == [name]


def test_the_id_of_a_condition_has_no_part_of_its_time() -> None:
    found = extract("Exports will probably fall unless the northern port reopens by mid-January.")
    drafts = draw(Source("r", "r.md", "0" * 64, date(2026, 11, 26)), found, found).forecasts
    assert list(drafts) == ["if-northern-port-reopens", "exports-fall"]


@pytest.mark.parametrize(
    ("condition", "question"),
    [
        ("unless the northern port reopens by 15 January 2027", "Will the northern port reopen by 15 January 2027?"),
        ("if the bill passes by 15 January 2027", "Will the bill pass by 15 January 2027?"),
        (
            "if Iranian interests are threatened by 15 January 2027",
            "Will Iranian interests be threatened by 15 January 2027?",
        ),
        ("if rail strikes spread by 15 January 2027", "Will rail strikes spread by 15 January 2027?"),
        ("if no deal is reached by 15 January 2027", "Will it be so by 15 January 2027 that no deal is reached?"),
        (
            "if he resigns by 15 January 2027",
            "TODO: ask for an event that can be seen to happen or not. It says: if he resigns by 15 January 2027",
        ),
    ],
)
def test_a_condition_is_asked_as_a_question_that_stands_by_itself(condition: str, question: str) -> None:
    found = extract(f"Exports will probably fall in 2027 {condition}.")
    [draft, _] = draw(Source("r", "r.md", "0" * 64, date(2026, 11, 26)), found, found).forecasts.values()
    assert draft.fields["question"] == question


@pytest.mark.parametrize(
    ("text", "hedge", "band"),
    [
        ("Default is unlikely (10 to 15 per cent) by May 2027.", "unlikely (10 to 15 per cent)", (0.1, 0.15)),
        ("A deal remains unlikely, perhaps one in four, by May 2027.", "unlikely, perhaps one in four", (0.25, 0.25)),
        ("It is unlikely – 10-15 per cent – that he resigns by May 2027.", "unlikely – 10-15 per cent", (0.1, 0.15)),
        ("The chance of a coup by May 2027 is one in ten.", "one in ten", (0.1, 0.1)),
        ("The probability that the coalition breaks by May 2027 is 40%.", "40%", (0.4, 0.4)),
        ("We put the risk of default by May 2027 at 15 per cent.", "15 per cent", (0.15, 0.15)),
        ("The coalition will last until May 2027 with a probability of 60 per cent.", "60 per cent", (0.6, 0.6)),
        # a number of something else: of the condition, of another clause, of a reference mark
        ("If the probability of rain is 40%, the match may be off by May 2027.", "may", None),
        ("The match may be off by May 2027 if the chance of rain is 40%.", "may", None),
        ("The cabinet may fall by May 2027; last year we put the risk of default at 15 per cent.", "may", None),
        ("Rain is likely (3) to fall by May 2027.", "likely", (0.55, 0.8)),
        # what is no chance, or no exact one, is not read as one
        ("It is unlikely (less than 10%) that he goes by May 2027.", "unlikely (less than 10%)", (0.0, 0.1)),
        ("Growth is likely, perhaps 3% in 2027.", "likely", (0.55, 0.8)),
        ("The probability of default by May 2027 is at most 15 per cent.", "at most 15 per cent", (0.0, 0.15)),
    ],
)
def test_the_number_that_the_author_gives_is_the_hedge(text: str, hedge: str, band: tuple[float, float] | None) -> None:
    [found] = extract(text)
    assert (found.hedge, found.band) == (hedge, band)
    assert found.hedge is not None
    assert quoted(found.hedge, found.text) is not None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "The trial begins on 2 December 2026, and a verdict is unlikely before March 2027.",
            "Will there be a verdict by 28 February 2027?",
        ),
        (
            "Prices, wages, and rents are likely to rise by May 2027.",
            "Will prices, wages, and rents rise by 31 May 2027?",
        ),
        ("Roads may flood by May 2027, although the chance of rain is 40%.", "Will there be rain?"),
        (
            "The coalition will probably (60%) survive until 31 January 2027.",
            "Will the coalition survive until 31 January 2027?",
        ),
        ("The chance of a coup by May 2027 is one in ten.", "Will there be a coup by 31 May 2027?"),
        ("The probability that the coalition breaks by May 2027 is 40%.", "Will the coalition break by 31 May 2027?"),
        (
            "The envoy is likely (70%) to return no later than 10 December 2026.",
            "Will the envoy return by 10 December 2026?",
        ),
        (
            "The government will probably survive the vote scheduled for 24 November 2026.",
            "Will the government survive the vote scheduled for 24 November 2026?",
        ),
        (
            "Wheat exports, which reached 410,000 t in October, will almost certainly recover by May 2027.",
            "Will wheat exports recover by 31 May 2027?",
        ),
        ("The chance of a coup by May 2027 is less than 10%.", "Will there be a coup by 31 May 2027?"),
        (
            "There is no more than a 20% chance that the cabinet falls by May 2027.",
            "Will the cabinet fall by 31 May 2027?",
        ),
        (
            "It is more than 90 per cent likely that the price cap is extended by May 2027.",
            "Will the price cap be extended by 31 May 2027?",
        ),
        ("The bridge is likely to be handed over by May 2027.", "Will the bridge be handed over by 31 May 2027?"),
    ],
)
def test_a_question_asks_what_the_clause_of_the_hedge_says(text: str, question: str | None) -> None:
    fields = proposed(text)
    assert str(fields["question"]) == question if question else str(fields["question"]).startswith("TODO")
    assert "as_stated_in" in fields


def test_what_lasts_until_a_day_is_decided_by_whether_it_was_so_until_then() -> None:
    fields = proposed("The port of Sela is likely to stay closed until 1 December 2026.")
    assert fields["criteria"] == "YES if TODO: who decides? reports that it was so until 1 December 2026."


def test_what_will_not_be_until_a_day_is_asked_as_what_happens_by_then() -> None:
    fields = proposed("The strike will probably not be settled until 3 March 2027.")
    assert fields["question"] == "Will the strike be settled by 3 March 2027?"
    assert fields["criteria"] == "YES if TODO: who decides? reports by 3 March 2027 that it happened."


def test_the_hint_for_the_prior_says_which_way_the_words_point() -> None:
    [found] = extract("Negotiations will probably not resume before 10 January 2027.")
    [draft] = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    assert draft.hints["prior"].endswith("the report says “probably” of its not happening")


@pytest.mark.parametrize(
    ("text", "question", "amount"),
    [
        (
            "Inflation is forecast at 2.1 to 2.7 % in 2027.",
            "What will inflation be in 2027, in %?",
            "2.1 to 2.7 %",
        ),
        (
            "The price is forecast at $40 to $45 a barrel by June 2027.",
            "What will the price be by 30 June 2027, in $ a barrel?",
            "$40 to $45 a barrel",
        ),
        (
            "The bank forecasts inflation to reach 2.5% in 2027.",
            "What will inflation be in 2027, in %?",
            "2.5%",
        ),
    ],
)
def test_what_is_forecast_at_a_range_is_an_amount(text: str, question: str, amount: str) -> None:
    fields = proposed(text)
    assert (fields["question"], fields["kind"]) == (question, "numeric")
    [item] = [one for one in extract(text) if one.classes[0] == "outlook"]
    [draft] = drafts_of(item, "draft", date(2026, 11, 1), ()).values()
    assert draft.hints["prior"].endswith(f"the report says {amount}")


def test_marks_of_emphasis_are_no_part_of_a_question() -> None:
    question = proposed("The *strike* ***will probably*** end by 30 June 2027.")["question"]
    assert question == "Will the strike end by 30 June 2027?"


def test_words_count_for_nothing_where_nobody_knows_yet_what_will_be_asked() -> None:
    [found] = extract("The envoy is likely, and not for long, to return.")
    [draft] = drafts_of(found, "envoy", date(2026, 11, 26), set()).values()
    assert str(draft.fields["question"]).startswith("TODO")
    assert draft.fields["as_stated_in"] == []
    assert draft.hints["as_stated_in"].endswith("if yours asks exactly what it says, write envoy")


RAIN = "Rain is likely to fall by the end of March 2027."


@pytest.mark.parametrize(
    ("report", "drafts"),
    [
        (f"{RAIN} The dam is full. {RAIN}", {"rain-fall": ["rain-fall", "rain-fall-2"]}),
        (
            f"{RAIN} Rain will probably fall by the end of March 2027.",
            {"rain-fall": ["rain-fall"], "rain-fall-2": ["rain-fall-2"]},
        ),
        (
            "Rents will rise. It is likely to last until May 2027. Wages will rise. It is likely to last until May 2027.",
            {"last": ["last"], "last-2": ["last-2"]},
        ),
        (f"Ms. Vale said that {RAIN[0].lower()}{RAIN[1:]} {RAIN}", None),
    ],
)
def test_a_sentence_that_is_there_twice_is_asked_once(report: str, drafts: dict[str, list[str]] | None) -> None:
    found = extract(report)
    chosen = [one for one in found if one.band is not None]
    got = draw(Source(id="note", file="note.md", sha256="0" * 64, as_of=date(2026, 11, 16)), found, chosen)
    if drafts is None:
        assert len(got.forecasts) == len(chosen)
    else:
        assert {name: draft.fields["statements"] for name, draft in got.forecasts.items()} == drafts
    assert len(got.document["statements"]) >= len(chosen)
