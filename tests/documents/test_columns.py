"""Two columns that are drawn line by line across a page are read one after the other; everything else stays as drawn."""

from __future__ import annotations

from outlook.documents.columns import Fragment, in_columns

LEFT = [f"left line {number} of a column of prose" for number in range(20)]
RIGHT = [f"right line {number} of a column of prose" for number in range(20)]


def across(left: list[str], right: list[str], margin: float = 320) -> list[Fragment]:
    pairs = zip(left, right, strict=True)
    return [
        Fragment(text, start, 700 - 12.0 * number, 10)
        for number, pair in enumerate(pairs)
        for text, start in zip(pair, (60.0, margin), strict=True)
    ]


def test_columns_drawn_across_are_read_one_after_the_other() -> None:
    assert in_columns(across(LEFT, RIGHT)).split("\n") == [*LEFT, *RIGHT]


def test_a_title_and_the_head_of_a_page_stand_before_both_columns_and_small_notes_after_them() -> None:
    head = [Fragment("Quarterly Review", 60, 780, 10), Fragment("7", 530, 780, 10)]
    title = [Fragment("A title that runs over the whole width of the page and more", 60, 740, 14)]
    note = [Fragment("1 A note.", 60, 50, 7)]
    read = in_columns([*head, *title, *across(LEFT, RIGHT), *note]).split("\n")
    assert read == ["Quarterly Review", "7", title[0].text, *LEFT, *RIGHT, "1 A note."]


def test_a_table_of_figures_and_a_single_column_stay_as_they_are_drawn() -> None:
    assert in_columns(across(LEFT, [str(number) for number in range(20)])) == ""
    assert in_columns([Fragment(text, 60, 700 - 12.0 * number, 10) for number, text in enumerate(LEFT)]) == ""
    assert in_columns(across(LEFT[:5], RIGHT[:5])) == ""
    assert in_columns([]) == ""
