"""The rules on single sentences: what looks ahead, what takes it back, conditions, horizons and speakers."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.extract import Found, extract, is_english, kinds, modals, vetoes
from outlook.extract.classify import classify
from outlook.extract.cues import Register
from outlook.extract.sentences import Sentence

SHIPPED = Path(__file__).parents[2] / "forecasts" / "syria-2024-12"


def one(text: str, *, legal: bool = False, narrative: bool = False) -> Found:
    sentence = Sentence(0, len(text), text)
    register = Register(legal=legal, kind="narrative" if narrative else "")
    return classify(sentence, register, "icd203").found


AHEAD = {
    "It could.": "could",
    "A strike is inevitable before June.": "is inevitable",
    "Our base case is that growth slows.": "base case is",
    "Traders are pricing in two cuts by December.": "are pricing in",
    "The loan depends on a licence that has yet to be granted.": "depends on",
    "Prices have further to fall.": "further to fall",
    "It may be refused, in which case cover would have to be bought.": "would",
    "Few expect him to stand.": "expect",
    "The conflict may lead to further gains.": "may",
    "Prices are very likely to rise.": "very likely",
    "A further advance is unlikely.": "unlikely",
    "Growth is expected to slow.": "expected",
    "The bank forecasts inflation of 4 per cent.": "forecasts",
    "The party is poised to win the vote.": "is poised to",
    "Failure risks plunging the region into war.": "risks plunging",
    "The delay threatens to derail the talks.": "threatens to",
    "The army will probably withdraw.": "probably",
    "It'll rain in the north.": "it'll",
    "A coup cannot be ruled out.": "cannot be ruled out",
    "There is a 30 per cent chance of a default.": "30 per cent chance",
    "We shall return to the coast.": "shall",
    "The front should hold until the spring.": "should",
    "There is a risk of famine before June.": "risk of",
    "Growth is not expected to recover.": "expected",
    "The firm does not expect to hire.": "expect",
    "The change may have effects on the coast.": "may",
    "With output projected to fall, rates will follow.": "projected",
    "They forecast a dry spring.": "forecast",
    "Snow is forecast for the weekend.": "forecast",
    "Further protests are possible.": "are possible",
    "The chance of a third dry season is put at 40%.": "chance of a third dry season is put at 40%",
    "There is a 70% chance of rain.": "70% chance",
    "A sharp fall in prices is a real possibility.": "real possibility",
    "The odds favour a wet autumn.": "the odds favour",
    "The models favour a dry start to the season.": "models favour",
    "We see rates back below 28 dollars by June.": "we see",
    "The bridge is to reopen in April.": "is to",
    "He said the crossing was due to reopen in June.": "due to",
    "Recovery depends on the October rains.": "recovery depends on",
    "The port is certain to close.": "certain to",
    "The risk of spread to the north in the coming weeks is high.": "risk of",
    "Yields should recover once the rains return.": "should",
}


@pytest.mark.parametrize(("text", "hedge"), AHEAD.items())
def test_what_looks_ahead_is_an_outlook_statement(text: str, hedge: str) -> None:
    found = one(text)
    assert found.classes[0] == "outlook"
    assert found.hedge == hedge


BACK = {
    "Users may call the desk at any hour.": "a permission",
    "Guests should bring a coat and may bring a dog.": "a permission",
    "Queries that scan a million rows may be slow.": "a general rule",
    "Slides are possible whenever it rains.": "a general rule",
    "The probability was given as 1 in 20.": "an estimate of the past",
    "Bulletin no. 6 will appear on Friday.": "the document about itself",
    "What may follow": "a question",
    "My old editor would ring every agent.": "a narrative",
    "In January we wrote that it would rally.": "the future of a past",
    "He may know about birds, but not about cats.": "a guess at the present",
    "The viaduct could be seen from the road.": "an ability",
    "In May the front held.": "May, the month",
    "The truce of 5 May 2024 held.": "May, the month",
    "Theresa May resigned that year.": "a name",
    "The ministry could not verify the claim.": "what could not be done",
    "The convoy might have been hit earlier.": "a possibility in the past",
    "The will of the people is clear.": "will as a noun",
    "Nobody acts of his own free will.": "will as a noun",
    "It is unclear whether the ceasefire will hold.": "an open question: whether, how",
    "He did not say when talks would resume.": "an open question: whether, how",
    "This report will examine three cases.": "the document about itself",
    "In the next section we will discuss the front.": "the document about itself",
    "The blast was probably caused by a leak.": "an estimate of the past",
    "It is probably the oldest bridge in the valley.": "an estimate of the present",
    "She could hear the guns from the ridge.": "an ability",
    "The tenant shall pay the rent on the first day.": "a statute: permission or duty",
    "The bridge would cost $3bn.": "a cost estimate",
    "Will the ceasefire hold?": "a question",
    "I would like to thank the committee.": "a manner of speaking",
    "Profits were higher than expected.": "an expectation of the past",
    "The weather forecast was wrong.": "a noun",
    "The plan should work.": "advice",
    "Residents should stay indoors until Friday.": "advice",
    "You should carry a passport.": "advice",
    "You will be asked for proof of onward travel.": "an instruction",
    "Shareholders may vote by post or in person.": "a permission",
    "Comments may be sent to the usual address.": "a permission",
    "The increase may reflect better reporting.": "a guess at the present",
    "The true number of cases may be higher.": "a guess at the present",
    "The tank could not hold the water of both rivers.": "what could not be done",
    "Charterers could choose between four ships last week.": "the past",
    "The second ship was due to sail in April.": "a plan of the past",
    "It was thought that the ship would be sold.": "a forecast that time has judged",
    "Our earlier call, that builders would return by April, was wrong.": "a forecast that time has judged",
    "He was going to the market when it happened.": "going somewhere",
    "It is possible to reach the village by boat.": "an ability",
    "Both sides are to use the hotline in June.": "a duty or an aim",
    "The council asked if more observers could be sent.": "an open question: whether, how",
    "“Will he come?” her sister used to ask.": "a question",
    "We will come back to it in 2033.": "the document about itself",
    "Come what may, the ferry sails at noon.": "a manner of speaking",
    "The revised forecasts are in the annex.": "a noun",
    "Conditional forecasts take no part.": "a noun",
    "Weather forecasting has a long history.": "a noun",
    "The tower may be older than the nave.": "a guess at the present",
    "You may turn that thing off now.": "an instruction",
    "Crews may bring their dogs ashore.": "a permission",
    "We are not a party to anything at all, nor to a case that could harm us.": "a description",
    "An officer who lasts two years will usually last ten.": "a general rule",
    "Words such as “expect” mark such statements.": "a word that is mentioned",
    "The rise may be due to the new survey.": "a cause",
    "Two were hurt, and the crew could follow the skiff.": "what could not be done",
    "By-law 3 holds where neighbours are likely to be disturbed.": "a statute: permission or duty",
    "The hinges on the gates are new.": "a noun",
    "The ban would probably have come in June.": "an estimate of the past",
    "Every night she would set a lamp in the window.": "a narrative",
    "We thought the war would be over by harvest.": "a forecast that time has judged",
    "There is a risk of famine.": "no condition and no horizon",
    "The risk of floods was weighed by the council on 3 May.": "a risk of the past",
    "The question was whether he would, and the answer is that he may.": "a modal without its verb",
    "Few expected so mild a winter.": "an expectation of the past",
    "The pilot may have misread the chart.": "a possibility in the past",
    "The drill might equally have been planned a year ago.": "a possibility in the past",
    "The cost to the town will be about 2 million crowns.": "a cost estimate",
    "The next bulletin will be issued on 12 May.": "the document about itself",
    "It will first set out the facts of the case.": "the document about itself",
    "That was the farmers' will.": "will as a noun",
    "Growers still won't sell below 200.": "a refusal",
    "Engines are doubled so that the loss of one would not end the flight.": "a purpose",
    "It founded a port that would later become a city.": "the future of a past",
    "The model assumes that workers will move.": "an assumption",
    "The amount depends on the size of the house.": "what hangs on something at any time",
    "There was no sign that could help us.": "said of nothing",
    "Ruts in which water could stand were filled.": "a description",
}


@pytest.mark.parametrize(("text", "veto"), BACK.items())
def test_what_does_not_look_ahead_is_vetoed_by_name(text: str, veto: str) -> None:
    found = one(text)
    assert "outlook" not in found.classes
    assert any(f"(vetoed: {veto})" in reason for reason in found.reasons), found.reasons


TIME_IS_OVER = "In 2021 it was predicted that prices would halve by 2023."
OF_DOCUMENTS = {
    "The pump will start when the drum is full.": "a general rule, in a text of instructions",
    TIME_IS_OVER: "a forecast whose time is over",
}
FILLED = {
    "instructions": "Press the button. Fill the tank. Keep your hands away. Do not open the lid. Wipe it.",
    "": "Prices rose in 2026. The bank met on Monday. Output fell. Ships sailed. Trade grew.",
}


@pytest.mark.parametrize(("text", "veto"), OF_DOCUMENTS.items())
def test_the_kind_of_the_whole_document_takes_back_what_another_would_keep(text: str, veto: str) -> None:
    last = {name: extract(f"{others} {text}")[-1] for name, others in FILLED.items()}
    named = [name for name, item in last.items() if any(f"(vetoed: {veto})" in reason for reason in item.reasons)]
    assert len(named) == 1
    assert "outlook" not in last[named[0]].classes
    assert "outlook" in last["instructions" if text == TIME_IS_OVER else ""].classes


@pytest.mark.parametrize("kind", ["instructions", ""])
def test_a_day_of_the_calendar_makes_an_outlook_of_it_in_any_kind_of_document(kind: str) -> None:
    found = extract(f"{FILLED[kind]} The committee may meet again by 3 May 2028.")
    assert found[-1].classes[0] == "outlook"


def test_every_veto_has_a_sentence_that_shows_it() -> None:
    source = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (vetoes, modals, kinds))
    named = set(re.findall(r'yield "([^"]+)"', source))
    named |= {row[1] for row in (*modals.MODAL, *vetoes.ANYWHERE)}
    assert named - {*BACK.values()} == {"speech in a story", *OF_DOCUMENTS.values()}


def test_speech_in_a_story_lies_in_its_past_unless_it_names_a_time() -> None:
    spoken = one("“I may be late,” he said.", narrative=True)
    assert "modal: may (vetoed: speech in a story)" in spoken.reasons
    assert "outlook" in one("“It'll be gone in ten years,” he said.", narrative=True).classes


def test_a_modal_in_a_story_or_a_statute_means_something_else() -> None:
    assert one("The old man would sit by the gate.", narrative=True).classes == ("fact",)
    assert one("The authority may require further particulars.", legal=True).classes == ("fact",)


CONDITIONS = {
    "The front may break if the regime continues to falter.": "if the regime continues to falter",
    "If the rains fail, prices will double.": "If the rains fail",
    "Unless aid arrives by June, hunger will deepen.": "Unless aid arrives by June",
    "Should the talks collapse, fighting could resume.": "Should the talks collapse",
    "Were the army to withdraw, the city would fall.": "Were the army to withdraw",
    "The truce will hold as long as both sides gain from it.": "as long as both sides gain from it",
    "Exports could recover provided that the port reopens, the bank said.": "provided that the port reopens",
    "In the event of a strike, output would halve.": "In the event of a strike",
    "Output will depend on the harvest.": "depend on the harvest",
    "Without new funds the clinic will close on 31 May.": "Without new funds",
    "Only if the court takes the case is there a chance of a deal.": "Only if the court takes the case",
    "Should Velmark send its own ships, a clash could follow.": "Should Velmark send its own ships",
    "Even if it rains, the dam will hold.": "Even if it rains",
    "Premiums could double should the strait be closed.": "should the strait be closed",
    "Prices would double were the canal to close.": "were the canal to close",
    "Talks may end in June, depending on the findings.": "depending on the findings",
    "Were it not for the dam, the valley would flood.": "Were it not for the dam",
    "Trade will shrink: were tariffs on steel to rise, jobs would go.": "were tariffs on steel to rise",
    "Premiums could double should prices rise.": "should prices rise",
    "To the extent that costs are passed on, inflation will rise.": "To the extent that costs are passed on",
    "Absent a deal by Dec. 15, 2027, workers will be furloughed.": "Absent a deal by Dec. 15, 2027",
    "Short of outside intervention, neither side is likely to prevail.": "Short of outside intervention",
    "In case of a renewed blockade, prices may triple.": "In case of a renewed blockade",
    "Floods would double by 2050 in the absence of adaptation.": "in the absence of adaptation",
    "Without a pass I shall have to go round by the lake.": "Without a pass",
    "It is close, and if they fall below it some votes would count for nothing.": "if they fall below it",
}


@pytest.mark.parametrize(("text", "condition"), CONDITIONS.items())
def test_a_condition_runs_to_the_end_of_its_clause(text: str, condition: str) -> None:
    assert one(text).condition == condition


@pytest.mark.parametrize(
    "text",
    ["Asked if he would resign, he laughed.", "It looked as if the bridge would fall.", "Few, if any, will return.",
     "He wondered if it would rain.", "They left without warning.", "Why should the dam hold?",
     "The Bloc is heading for 70 seats, short of a majority.", "Residents, for their part, should notice it."],
)  # fmt: skip
def test_not_every_if_is_a_condition(text: str) -> None:
    assert one(text).condition is None


HORIZONS = {
    "Prices may double by the end of March 2027.": "by the end of March 2027",
    "Growth will slow in 2028.": "in 2028",
    "The talks could resume within weeks.": "within weeks",
    "Rates will fall over the next 12 months.": "over the next 12 months",
    "Prices might double before winter.": "before winter",
    "The vote will be held next spring.": "next spring",
    "A deal is likely by the end of the year.": "by the end of the year",
    "The front held last year.": None,
}


@pytest.mark.parametrize(("text", "horizon"), HORIZONS.items())
def test_the_horizon_is_the_time_that_lies_ahead(text: str, horizon: str | None) -> None:
    assert one(text).horizon == horizon


SPEAKERS = {
    "US National Security Advisor Jake Sullivan stated that talks may resume.": "US National Security Advisor Jake Sullivan",
    "The Iranian Foreign Ministry condemned the attack.": "The Iranian Foreign Ministry",
    "“We will strike back,” said General Amir Hatami.": "General Amir Hatami",
    "According to the central bank, prices will rise.": "the central bank",
    "Two senior officials said the talks could resume.": "Two senior officials",
    "Prices may rise.": None,
    "The bus drivers, one of their stewards told this paper, may strike.": "one of their stewards",
    "The dam's operator, Nira Power, says that the gates will stay shut.": "The dam's operator, Nira Power",
    "She said that prices may rise.": "She",
    "Sen. Carla Ruiz (D-Nev.) said Thursday that it will pass.": "Sen. Carla Ruiz (D-Nev.)",
    "EIA is forecasting that storage will triple.": "EIA",
    "Professor Ilse Brandt, who runs the panel, recently projected that it will fall.": "Professor Ilse Brandt, who runs the panel",
    "Its finance chief, Lena Moss, added that sales may fall.": "Its finance chief, Lena Moss",
    "According to the agency's director, Hana Weiss, it might fly.": "the agency's director, Hana Weiss",
    "Lambert et al. predict that it will end.": "Lambert et al.",
    "Economists at Harrow & Co. expect it to fall.": "Economists at Harrow & Co.",
    "Snow is forecast above 400 m from Sunday.": None,
    "The Fund's April forecast was 2.6%.": None,
    "In 2020, it was predicted that it would end.": None,
    "Prices fell, as traders had expected.": None,
    "Researchers at the University of Brenn announced a cell.": None,
    "Hale has vowed to cut the tax.": None,
    "The Board expects profits to rise.": None,
    # Whoever is asked, or has not said it, says nothing; nor does a thing, a part of a document, or a noun.
    "Will the Minister tell the House when the ward will reopen?": None,
    "The owner still hasn't said a word about what will come.": None,
    "Its makers may come from the coast, though the rivets tell another story.": None,
    "Policy H4 states that building in the open country will be resisted.": None,
    "Seasonal forecasts have limited skill and will not help.": None,
    "Goods admitted to a free zone before June will not be affected.": None,
    "Our organiser has heard that two agencies expect to be bussing people in.": None,
}


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS.items())
def test_who_said_so_is_the_name_by_the_verb(text: str, speaker: str | None) -> None:
    assert one(text).attributed_to == speaker


def test_a_pronoun_and_a_surname_find_their_person() -> None:
    text = "Minister Anna Berg said prices may rise. She added that wages will follow. Berg warned of a strike."
    assert [item.attributed_to for item in extract(text)] == ["Minister Anna Berg", "Anna Berg", "Anna Berg"]


def test_a_pronoun_that_may_stand_for_anybody_is_left_alone() -> None:
    far = "Minister Anna Berg said prices may rise. It rained. It snowed. It froze. She added that wages will follow."
    assert extract(far)[-1].attributed_to == "She"
    assert extract("Anna Berg said it may rise. They added that wages will follow.")[-1].attributed_to == "They"


def test_low_confidence_is_that_of_a_modal_with_neither_time_nor_condition() -> None:
    sure = {text: one(text).confidence for text in (
        "Prices may rise.", "Prices may rise by June 2028.", "Prices may rise if it rains.", "Prices will rise.",
        "Prices are likely to rise.", "Prices could rise.",
    )}  # fmt: skip
    assert list(sure.values()) == ["low", "high", "high", "high", "high", "low"]


def test_kinds_of_words_that_are_often_no_outlook_are_of_low_confidence_and_their_kin_of_high() -> None:
    low = (
        "The mill would close.",
        "They won't sell.",
        "Yields should improve by June.",
        "The valve is likely to be shut.",
        "The launch is planned for the autumn.",
        "Stocks could run out in four days.",
        "On Sunday boats could pass.",
    )
    high = (
        "The mill would close if it rained.",
        "They won't sell before June.",
        "Yields should improve if it rains.",
        "The valve is likely to be shut in June.",
        "The launch is due to begin in the autumn.",
        "Stocks could run out in the next four days.",
        "Boats could pass on Sunday.",
        "Ann Berg said the mill would close.",
    )
    assert {text: one(text).confidence for text in (*low, *high)} == {
        **dict.fromkeys(low, "low"),
        **dict.fromkeys(high, "high"),
    }


def test_a_condition_that_no_cue_stands_in_front_of_is_not_the_hedge() -> None:
    assert one("He resigned if the papers are right that he could lose.").hedge is None


def test_bands_come_from_the_scale_and_may_has_none() -> None:
    text = "Prices are likely to rise. Wages may follow."
    assert [item.band for item in extract(text, "icd203")] == [(0.55, 0.8), None]
    assert extract(text, "phia")[0].band == (0.55, 0.75)
    assert extract(text)[1].confidence == "low"
    assert one("A deal is likely to be signed in June.").band == (0.55, 0.8)
    for hedge in ("not likely", "less likely", "not very likely", "hardly likely", "increasingly likely", "as likely"):
        found = one(f"A deal is {hedge} to be signed in June.")
        assert (found.hedge, found.band) == (hedge, None)
    assert one("There is a 30 per cent chance of a default.").band == (0.3, 0.3)


def test_the_shipped_report_has_its_statements_conditions_and_speakers() -> None:
    document = (SHIPPED / "report.txt").read_text(encoding="utf-8")
    found = extract(document)
    ahead = [item for item in found if "outlook" in item.classes]
    assert [item.hedge for item in ahead] == ["may", "could", "may"]
    assert [item.condition for item in ahead] == [
        "if the Assad regime continues to falter",
        "if Iranian interests are threatened during the conflict",
        None,
    ]
    (warning,) = [item for item in found if "warning" in item.classes]
    assert (warning.attributed_to, warning.confidence) == ("Iranian Deputy Foreign Minister Vahid Jalal Zahedeh", "low")
    speakers = [item.attributed_to for item in found if item.attributed_to]
    assert speakers == [
        "US National Security Advisor Jake Sullivan",
        *["Jake Sullivan"] * 3,
        "White House National Security Council spokesman Sean Savitt",
        "Iranian Deputy Foreign Minister Vahid Jalal Zahedeh",
        "The Iranian Foreign Ministry",
    ]
    assert all(document[item.start : item.end] == item.text for item in found)


def test_another_language_is_told_from_english() -> None:
    german = "Die Lage bleibt angespannt, und die Opposition nutzt die Schwäche der Regierung aus. " * 6
    assert not is_english(german)
    assert is_english((SHIPPED / "report.txt").read_text(encoding="utf-8"))
    assert is_english("Kurz.")


def test_of_a_sentence_without_end_only_the_beginning_is_read_and_that_is_said() -> None:
    document = "will " * 20_000
    (item,) = extract(document)
    assert document[item.start : item.end] == item.text
    assert "read to its first 2,000 characters only" in item.reasons


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(document: str) -> None:
    for item in extract(document):
        assert document[item.start : item.end] == item.text
        assert item.classes
        assert item.condition is None or item.condition in item.text
        assert item.horizon is None or item.horizon in item.text


@pytest.mark.parametrize("verb", ["exceed", "succeed", "proceed", "need", "speed up", "heed", "bleed"])
def test_a_verb_that_ends_as_a_past_tense_does_is_none(verb: str) -> None:
    """`will probably exceed` was taken for `probably exceeded`, and the commonest word of forecasts lost its number."""
    for text in (f"Costs will probably {verb} 5 by May 2027.", f"It is likely that costs {verb} 5 by March 2027."):
        [found] = extract(text)
        assert found.hedge in ("probably", "likely"), text
        assert found.band == (0.55, 0.8)


@pytest.mark.parametrize(
    "text", ["It was likely that costs exceeded 5.", "They probably agreed.", "It probably freed them."]
)
def test_a_past_tense_of_such_a_verb_is_one(text: str) -> None:
    assert [one for one in extract(text) if "outlook" in one.classes] == []


def test_what_will_have_happened_by_then_lies_ahead() -> None:
    assert [one.hedge for one in extract("It will probably have exceeded 5 by May 2027.")] == ["probably"]
