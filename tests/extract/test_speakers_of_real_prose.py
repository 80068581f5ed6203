"""Who speaks in the prose of reports and news: each kind of name and of build, and what is no speaker at all.

The sentences are made up; the kinds were seen in public documents of many registers.
"""

from __future__ import annotations

import pytest

from outlook.extract import extract

# Each with whoever is shown; nothing else of the sentence belongs to the phrase.
NAMED = {
    # names with initials, firms, particles, nicknames, and letters beyond those of English
    "Mara Quill, chief buyer at B.F. Loft Co. in Leeds, said prices may climb in spring.": "Mara Quill, chief buyer at B.F. Loft Co. in Leeds",
    "State Barge Corp. of Kell said demand would set a record this summer.": "State Barge Corp. of Kell",
    "Guy Orr at Lamb & Co. reckons copper will fall.": "Guy Orr at Lamb & Co.",
    "“We will see more floods,” said Sheikh Adil bin Rashid al-Harithi.": "Sheikh Adil bin Rashid al-Harithi",
    "“We cannot rule out a strike”, explained Pilar Gómez Íñiguez, head of the union.": "Pilar Gómez Íñiguez, head of the union",
    "Öztürk said the lira would recover.": "Öztürk",
    "Pete “Sparky” Nolan told the club he would not run again.": "Pete “Sparky” Nolan",
    "Commissioner Ines Duarte (Ward 4) said the levy would be put to a vote.": "Commissioner Ines Duarte (Ward 4)",
    "Similarly, Professor Kelly said, “It will rain.”": "Professor Kelly",
    "Mooney's, in a note on Tuesday, said the rating could be lowered.": "Mooney's",
    "No 10 hopes that the cut will win votes.": "No 10",
    "The New Kell Times, quoting unnamed officials, had said that the talks would fail.": "The New Kell Times",
    "Orbita, a Brenn, Mass.-based maker of kilns that sells to mills, said its loss would grow.": "Orbita",
    "“Sales may fall,” Benno Tal, chief economist at Kell Bank said.": "Benno Tal, chief economist at Kell Bank",
    "Ministry of Barges (MOB) officials said prices would rise.": "Ministry of Barges (MOB) officials",
    "“It may rain,” said Bill Moss, a commodities analyst with Loft & Sons who lives in Brenn.": "Bill Moss, a commodities analyst with Loft & Sons who lives in Brenn",
    # people without a name of their own
    "Rents were flat, with most landlords saying that they would ask for more.": "most landlords",
    "And is it a levy in all but name as some in Brenn have suggested?": "some in Brenn",
    "Farmers, millers and bakers said bread would get dearer.": "Farmers, millers and bakers",
    "Kell’s Mill Board economist, Shirley Musto, said that rice would get dearer.": "Kell’s Mill Board economist, Shirley Musto",
    "The other western powers allege that the dam will be used for arms.": "The other western powers",
    "Some respondents felt that the quay would silt up.": "Some respondents",
    "Ninety per cent of respondents said they would vote.": "Ninety per cent of respondents",
    "Businesses that hire divers report that pay will rise.": "Businesses that hire divers",
    "Parents interviewed by the inspectors said they feared the school would close.": "Parents interviewed by the inspectors",
    "Retailers in several districts anticipate flat sales over the holidays.": "Retailers in several districts",
    "Fishermen along the coast worry that the ban will be extended.": "Fishermen along the coast",
    "The lira may slide, bankers in Istanbul say.": "bankers in Istanbul",
    "Analysts have long argued that the border will never be closed.": "Analysts",
    "Prime Minister Oleh Danko's adviser said the front would hold.": "Prime Minister Oleh Danko's adviser",
    "Its owner, the Lodz-based Polfarm group, says the plant will close in 2030.": "Its owner, the Lodz-based Polfarm group",
    # behind the verb
    "“There is a chance,” said former NFK coach Phil Moss.": "former NFK coach Phil Moss",
    "“We will not yield,” vowed opposition leader Beata Kos, 44.": "opposition leader Beata Kos, 44",
    "“The base case is a mild recession,” notes Li Na of Bohai Securities.": "Li Na of Bohai Securities",
    "“A cut is coming,” wrote Kepler's Carsten Brenner.": "Kepler's Carsten Brenner",
    "“Rents will fall,” Kepler analysts wrote in a note.": "Kepler analysts",
    "The lira will slide, argues Deniz Ak in her new book.": "Deniz Ak",
    "Demand will slump – so says Kepler Research – before the year is out.": "Kepler Research",
    # without a verb of saying beside the subject
    "By 2040, as Hansen puts it, the coast will be a memory.": "Hansen",
    "As the mayor mentioned, the tram will be late.": "the mayor",
    "Per the harbour master, the dock will reopen on 5 May.": "the harbour master",
    "Per the harbour office, exports fell by 4%.": "the harbour office",
    "State radio quoted Foreign Minister Ales Vrub as saying the border would reopen.": "Foreign Minister Ales Vrub",
    "The offering is expected by the underwriters to close on 3 June.": "the underwriters",
    "The Company has been informed by its landlord that the lease will not be renewed.": "its landlord",
    "The union's fear is that the plant will be mothballed.": "The union",
    # a document of somebody, and what figures are of
    "Yields will fall, according to a new forecast published by Kantor on Thursday.": "Kantor",
    "According to a survey published by Kantor on Friday, the party would win 31 seats.": "Kantor",
    "Output will fall in 2030, according to figures released by the Mining Board.": "the Mining Board",
    "According to the Office for Budget Analysis’s latest projection, debt will peak in 2032.": "the Office for Budget Analysis",
    # of two who speak the one whose claim it is
    "The Courier reported that Lena Moss said the plant would shut.": "Lena Moss",
    "The Courier reported that the minister had said the law would be repealed.": "the minister",
    "Kellman forecast earnings of 8 dollars a share, below the average estimate of 9 dollars, according to Factum.": "Kellman",
    "Orbita will launch in May, with Lomax saying that the ship would reach Mars by 2030.": "Lomax",
    "The Panel heard from Councillor Dunn, who predicted that traffic would double.": "Councillor Dunn",
    # a verb further on, or another than *said*
    "The ministry accused Kell of stalling and said that the talks would fail.": "The ministry",
    "The White Hall cast doubt on the deal, saying that the duke would decide.": "The White Hall",
    "The health secretary has ruled out a lockdown and insists hospitals will cope.": "The health secretary",
    "Traders speculate that the mine will be sold in spring.": "Traders",
    "Other leading brokers agree.": "Other leading brokers",
    "Lina Hoff expressed confidence that the bill would pass.": "Lina Hoff",
    "The Liberals are hopeful of winning more seats in May.": "The Liberals",
    "Residents are worried that the quarry will be reopened.": "Residents",
}
# Of these there is no claim of anybody.
NOBODY = (
    "Relative to the July forecast, growth was stronger than expected.",
    "Projections suggest that deaths may rise by 2040.",
    "Surveys suggest that turnout will be low.",
    "Northern Basin forecasts do appear to show a dry winter.",
    "A Courier tally, based on results so far, suggested that the Greens would come third.",
    "Futures markets expect two cuts by December.",
    "Leading indicators may turn, and the yield curve says a slump will come by spring.",
    "Our simulations predict that the reef will die back.",
    "Turnout may be low, according to exit polls.",
    "Output will fall in 2030, according to preliminary figures.",
    "Rates will peak in June, according to the model.",
    "Payment will be made according to the schedule in Annex B.",
    "According to the timetable, trains will run hourly from May.",
    "The author believes that the ban will be lifted.",
    "This report argues that the tax will fail.",
    "The present study suggests that moths will decline.",
    "Kell Power Corp. (“KPC” or the “Company”) announced this week that it will close a dam.",
    "It would help if the member opposite just told voters what will happen.",
    "Provided that the Agency agrees, work will begin in May.",
    "There's a lot of clever answers to that.",
    "Firms that expect wages to rise tend to invest early.",
)


@pytest.mark.parametrize(("text", "speaker"), NAMED.items(), ids=NAMED.values())
def test_whoever_speaks_is_named_as_the_sentence_has_it(text: str, speaker: str) -> None:
    (found,) = extract(text)
    assert found.attributed_to == speaker
    assert "attributed" in found.classes


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_no_speaker_makes_no_claim(text: str) -> None:
    (found,) = extract(text)
    assert found.attributed_to is None
    assert "attributed" not in found.classes


@pytest.mark.parametrize(
    "text",
    [
        "“Bids close in May,” said J.P. Marsh of Kell.",
        "A.J. Crane Jr. believes the merger will fail.",
        "P. J. Deasy writes that the mill will close.",
    ],
)
def test_initials_without_a_blank_end_no_sentence(text: str) -> None:
    assert len(extract(text)) == 1


def test_officials_are_not_those_who_spoke_before() -> None:
    first, second = extract(
        "Kell Mill officials said bread would get dearer. Rain will come in May, according to officials."
    )
    assert (first.attributed_to, second.attributed_to) == ("Kell Mill officials", "officials")


def test_he_is_who_spoke_and_not_the_body_behind_the_name() -> None:
    _, second = extract("“It will rain,” Piet Pinta of the farmers’ federation KNAF said. He said so twice.")
    assert second.attributed_to == "Piet Pinta"
