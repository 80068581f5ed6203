"""A report that counts in fiscal years: a quarter or a year names no day, as long as nobody says whose year it is."""

from __future__ import annotations

from datetime import date

import pytest

from outlook.extract import extract
from outlook.extract.drafts import Source, drafts_of, draw
from outlook.extract.fiscal import is_a_part_of_a_year

AS_OF = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("Orders will likely recover by the end of Q3 2027, in a fiscal year ending in June.", None),
        ("Margins will probably widen by the second half of 2027 as our fiscal third quarter is a strong one.", None),
        ("The levy is likely to be paid by the end of 2027, which is its FY28.", None),
        ("Sales are likely to grow in fiscal 2027.", None),
        ("In its fiscal year, the port will probably be sold by 31 March 2027.", "2027-03-31"),
        ("In its fiscal year, the port will probably be sold by May 2027.", "2027-05-31"),
        ("In its fiscal year, the port will probably be sold within two years.", "2028-11-26"),
        ("As its fiscal year ends on 31 December, the port will probably be sold by Q3 2027.", "2027-09-30"),
        ("Fiscal rules will probably be eased by Q3 2027.", "2027-09-30"),
    ],
)
def test_a_fiscal_quarter_or_year_names_no_day(text: str, closes: str | None) -> None:
    [found] = (one for one in extract(text) if "outlook" in one.classes)
    *_, draft = drafts_of(found, "statement", AS_OF, set()).values()
    assert draft.fields.get("closes_at") == closes
    assert "by 30 September" not in draft.fields["question"] or closes
    if closes is None:
        assert draft.hints["closes_at"].startswith("TODO: a day; the report says “")


@pytest.mark.parametrize(
    ("other", "closes"),
    [
        ("Our third quarter of fiscal 2026 was good.", [None, "2027-05-31", None]),
        ("The minister's fiscal year 2026 budget has a deficit.", ["2027-09-30", "2027-05-31", "2027-12-31"]),
        ("Demand held up in the third quarter of 2026.", ["2027-09-30", "2027-05-31", "2027-12-31"]),
    ],
)
def test_another_sentence_may_say_that_quarters_are_fiscal(other: str, closes: list[str | None]) -> None:
    found = extract(
        f"{other} Rents are likely to fall by the end of Q3 2027. Wages are likely to rise by May 2027. If the pier opens "
        f"in 2027, the ferry is likely to stop."
    )
    chosen = [one for one in found if one.band is not None]
    drawn = draw(Source(id="note", file="note.md", sha256="0" * 64, as_of=AS_OF), found, chosen)
    drafts = {name: draft.fields.get("closes_at") for name, draft in drawn.forecasts.items()}
    assert [drafts["rents-fall"], drafts["wages-rise"], drafts["if-pier-opens"]] == closes
    assert ("counts in fiscal years" in drawn.forecasts["rents-fall"].hints["closes_at"]) is (closes[0] is None)
    again = drafts_of(chosen[0], "again", AS_OF, set(), " ".join(one.text for one in found))["again"]
    assert again.fields.get("closes_at") == closes[0]


def test_a_fiscal_year_that_is_named_is_part_of_the_question() -> None:
    [found] = extract("Sales of the yard are likely to exceed 40 million crowns in Q3 FY27.")
    *_, draft = drafts_of(found, "statement", AS_OF, set()).values()
    assert draft.fields["question"] == "Will sales of the yard exceed 40 million crowns in Q3 FY27?"


def test_a_length_of_time_is_no_part_of_a_year() -> None:
    assert is_a_part_of_a_year("over the next year")
    assert not is_a_part_of_a_year("over the next three quarters")
