"""The document's own house is nobody who speaks in it, and whoever else speaks is heard as before."""

from __future__ import annotations

import pytest

from outlook.extract import extract

# Each document, and who speaks in its last sentence.
OWN = {
    "a letterhead": "Calder Ratings | Sovereign commentary | 5 May 2027\n\nCalder projects a deficit of 5.2% in 2027.",
    "a letterhead with a dash": "Meridian Ratings – Rating Action\n12 Aug 2027\n\nMeridian now projects a decline of 5% in 2028.",
    "a name for we": "Kell Power plc (the “Company”, “we” or “us”) owns two dams. The Company believes that output will fall.",
    "this report of": "This report of the Flood Panel covers 2027. The Flood Panel considers that rents will rise by 2030.",
    "who met": "The Policy Board met on 5 May. It kept the rate. The Policy Board judged that rents would rise by 2030.",
    "who is told": "Millers told Bureau that wheat is scarce. Ann Lee told Bureau so too. Bureau considers that prices will rise.",
    "a mission": "Planting is done. Post considers that the harvest will be smaller in 2028.",
    "again and again": "We read the accounts. Ostrel believes rents will rise. Ostrel expects a gap. Ostrel considers that it will grow.",
    "a body without a name that finds": "Imports of lamps fell. The Authority therefore finds that prices may fall.",
    "the view of such a body": "Rents fell in May. In the Panel's assessment, a fall of 10% would be borne by the banks.",
}
OTHERS = {
    "a headline": ("Kell Power: strike ahead\n\nKell Power believes that output will fall.", "Kell Power"),
    "a letterhead of another": (
        "Calder Ratings | 5 May 2027\n\nThe treasury believes that debt will fall.",
        "The treasury",
    ),
    "who said something": ("Calder Ratings | 5 May 2027\n\nAnn Lee told Calder that debt will fall.", "Ann Lee"),
    "a name for no author": (
        "Kell Power plc (the “Target”) owns dams. The Target believes that output will fall.",
        "The Target",
    ),
    "who tells as well": ("Ann told Bea that it rains. Bea told us so. Bea believes that it will rain.", "Bea"),
    "a body with a name": (
        "The Kell Water Authority met. Rents fell. The Authority finds that prices may fall.",
        "The Authority",
    ),
    "a body that said something": ("The Panel said so in May. The Panel concludes that rents may fall.", "The Panel"),
}


@pytest.mark.parametrize("document", OWN.values(), ids=OWN.keys())
def test_the_house_that_expects_something_is_no_speaker(document: str) -> None:
    last = extract(document)[-1]
    assert last.attributed_to is None
    assert "attributed" not in last.classes


@pytest.mark.parametrize(("document", "speaker"), OTHERS.values(), ids=OTHERS.keys())
def test_whoever_is_not_the_house_is_heard(document: str, speaker: str) -> None:
    assert extract(document)[-1].attributed_to == speaker


def test_a_house_that_nothing_gives_away_leaves_the_claim_without_a_name() -> None:
    found = extract("The harbour froze in March. Amberley expects rents to rise by 2030. She said so.")
    assert found[1].attributed_to is None
    assert "attributed" in found[1].classes
    assert found[2].attributed_to == "She"


def test_officers_who_calculate_are_its_own_and_those_of_somebody_are_heard() -> None:
    assert extract("Officers estimate that the gap will grow by 2030.")[0].attributed_to is None
    assert extract("Officers of the port said that the gap will grow.")[0].attributed_to == "Officers of the port"
