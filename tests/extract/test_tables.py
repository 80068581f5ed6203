"""What the cells of a table say under the heads of their row and column, and items without a verb."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from outlook.documents.read import decoded
from outlook.extract import Found, extract
from outlook.extract.drafts import Source, draw

if TYPE_CHECKING:
    from outlook.extract.one_draft import Draft

TABLES = """# Week 47

Prices rose. Storage fell in the north. The cable was out for a day. Traders were calm. The weather turned.

| Item | Q1 2027 | Q2 2027 |
|---|---|---|
| LNG send-out, GWh/d | likely between 44 and 52 | almost certain to stay above 65 |
| Power price, EUR/MWh | probably above 140 | 66 to 72 |

| Event | Chance |
| --- | ---: |
| Rationing by 31 March 2027 | 15% |
| The cap is extended in 2027 | very likely (90%) |

| Series | Forecast 2027 |
|---|---|
| Growth, % | 2.1 |

| Fire | Cause |
|---|---|
| Tank 2 | likely human error |
"""


def outlooks(text: str) -> list[Found]:
    return [one for one in extract(text) if "outlook" in one.classes]


def drafts(found: list[Found]) -> dict[str, Draft]:
    return draw(Source("note", "note.md", "0" * 64, date(2026, 11, 26)), found, found).forecasts


def test_a_statement_of_a_cell_shows_the_heads_of_its_row_and_column_and_stands_where_the_document_has_it() -> None:
    found = outlooks(TABLES)
    assert [one.shown for one in found] == [
        "LNG send-out, GWh/d · Q1 2027: likely between 44 and 52",
        "LNG send-out, GWh/d · Q2 2027: almost certain to stay above 65",
        "Power price, EUR/MWh · Q1 2027: probably above 140",
        "Rationing by 31 March 2027 · Chance: 15%",
        "The cap is extended in 2027 · Chance: very likely (90%)",
        "Growth, % · Forecast 2027: 2.1",
    ]
    assert all(one.text == TABLES[one.start : one.end] for one in found)
    assert [one.horizon for one in found] == ["Q1 2027", "Q2 2027", "Q1 2027", "by 31 March 2027", "in 2027", "2027"]


def test_a_cell_is_asked_about_by_its_heads() -> None:
    asked = {name: str(draft.fields["question"]) for name, draft in drafts(outlooks(TABLES)).items()}
    assert list(asked.values()) == [
        "Will LNG send-out be between 44 and 52 GWh/d in Q1 2027?",
        "Will LNG send-out stay above 65 GWh/d in Q2 2027?",
        "Will the power price be above 140 EUR/MWh in Q1 2027?",
        "Will there be rationing by 31 March 2027?",
        "Will the cap be extended in 2027?",
        "What will growth be in 2027, in %?",
    ]


def test_a_record_keeps_the_heads_of_a_cell_beside_its_quote() -> None:
    found = outlooks(TABLES)
    first = draw(Source("note", "note.md", "0" * 64, date(2026, 11, 26)), found, found).document["statements"][0]
    assert (first["quote"], first["cell"]) == ("likely between 44 and 52", "LNG send-out, GWh/d · Q1 2027")


def test_the_tables_of_a_web_page_are_read_as_tables() -> None:
    rows = "<tr><th>Event</th><th>Chance</th></tr><tr><td>Rationing by 31 March 2027</td><td>15% | low</td></tr>"
    page = (
        "<html><body><article><h1>Week 47</h1><p>Rationing by 31 January 2027 is unlikely<sup>1</sup>. The store of"
        f" 12 km<sup>2</sup> was full.</p><table>{rows}</table><p>[1] See there, please.</p></article></body></html>"
    )
    text = decoded(page.encode(), "week.html").text
    assert "| Event | Chance |\n|---|---|\n| Rationing by 31 March 2027 | 15% ¦ low |" in text
    assert "unlikely[1]. The store of 12 km2 was full." in text
    assert [one.shown for one in outlooks(text)][:1] == ["Rationing by 31 January 2027 is unlikely."]


def test_the_caption_of_a_table_stands_above_it() -> None:
    rows = "<tr><th>Area</th><th>Q1 2027</th></tr><tr><td>Price, EUR/MWh</td><td>likely above 65</td></tr>"
    page = f"<html><body><article><p>Rain fell.</p><table><caption>Ours</caption>{rows}</table></article></body></html>"
    [found] = outlooks(decoded(page.encode(), "week.html").text)
    assert found.shown == "Price, EUR/MWh · Q1 2027: likely above 65"


def test_an_item_without_a_verb_is_a_statement_where_it_has_a_hedge_and_a_time_to_come() -> None:
    text = "Prices rose.\n\n- Demand in Sela: probably +5% in Q1 2027.\n- Cause: probably human error.\n"
    [found] = outlooks(text)
    assert (found.hedge, found.horizon) == ("probably", "in Q1 2027")
    [draft] = drafts([found]).values()
    assert draft.fields["question"] == "By how much will demand in Sela change in Q1 2027, in %?"


def test_what_stands_above_a_part_of_a_report_is_no_statement() -> None:
    text = "# Outlook for 30 December 2026\n\nRain fell. The dam is full. It was cold. Ice melted. Snow fell. It was dry.\n"
    assert outlooks(text) == []


@pytest.mark.parametrize("cell", ["a" * 300, "|" * 50, "\x1b[31mred", "<script>", "\u202eabc", "- -", "\\|"])
def test_a_table_of_anything_is_read_to_its_end(cell: str) -> None:
    text = f"| A | B |\n|---|---|\n| {cell} | likely in 2027 |\n| x | {cell} |\n"
    assert all(one.text == text[one.start : one.end] for one in extract(text))
