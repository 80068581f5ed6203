"""Who wrote a document, where its heading says so."""

import pytest

from outlook.documents.author import author_of


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Prepared by North Desk for the Board, 12 October 2026", "North Desk"),
        ("By Ana Berg for The Observer", "Ana Berg"),
        ("By the Institute for the Study of Rivers, 3 May 2027", "Institute for the Study of Rivers"),
        ("Written by: Centre for Ports for the Ministry", "Centre for Ports"),
    ],
)
def test_for_whom_it_was_written_is_no_part_of_the_author(line: str, author: str) -> None:
    assert author_of(f"# Week 4\n\n{line}\n\nRain will fall.\n") == author
