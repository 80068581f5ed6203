"""What a child says is checked like a stranger's data: it may have been taken over by the document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.documents import answer
from outlook.documents.answer import LONGEST_LINE, LONGEST_SENTENCE, PIECE, Answer, Improper, line, lines
from outlook.documents.limits import LONGEST_HEADING, PAGES, PLACES, Limits
from outlook.documents.parts import Read, clean
from outlook.errors import InvalidValue, Refused
from outlook.model.place import Place

END = line(note="")


def heard(*said: bytes, limits: Limits | None = None) -> Answer:
    found = Answer("n.pdf", lambda *_: None, limits or Limits())
    for piece in said:
        found.take(piece)
    return found


@st.composite
def reads(draw: st.DrawFn) -> Read:
    text = clean(draw(st.text(max_size=50)) * draw(st.sampled_from([1, 1, 600])))
    starts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=5)))
    pages, headings = st.none() | st.integers(1, PAGES), st.none() | st.text(max_size=20).map(clean)
    return Read(text, tuple(Place(start, draw(pages), draw(headings)) for start in starts), draw(st.text(max_size=20)),
                draw(st.sampled_from(["", "Ana Berg", "Ministry of the Interior"])))  # fmt: skip


@given(reads(), st.integers(1, 50_000))
def test_what_is_written_is_read_however_it_is_cut(read: Read, size: int) -> None:
    said = b"".join(lines(read, Limits()))
    found = heard(*(said[at : at + size] for at in range(0, len(said), size)))
    assert found.is_complete
    assert found.read() == read


def test_the_limits_of_what_is_written() -> None:
    assert list(lines(Read("£" * 30, ()), Limits(text=59))) == [line(limit="text")]
    assert len(list(lines(Read("£" * 30, ()), Limits(text=60)))) == 2
    many = Read("", tuple(Place(0) for _ in range(PLACES + 1)))
    assert list(lines(many, Limits())) == [line(limit="places")]


@pytest.mark.parametrize(
    ("said", "kind", "saying"),
    [
        ({"limit": "memory"}, InvalidValue, "n.pdf needs more than 1 GB of memory, which is the limit"),
        ({"limit": "text"}, InvalidValue, "n.pdf holds more than 50 MB of text, which is the limit"),
        ({"limit": "places"}, InvalidValue, "n.pdf has more than 100,000 headings, which is the limit"),
        ({"invalid": "n.pdf is scanned"}, InvalidValue, "n.pdf is scanned"),
        ({"refused": "not installed"}, Refused, "not installed"),
    ],
)
def test_why_a_document_cannot_be_read_is_passed_on(said: Any, kind: type[Exception], saying: str) -> None:
    with pytest.raises(kind) as refusal:
        heard(line(**said)).read()
    assert type(refusal.value) is kind
    assert str(refusal.value).startswith(saying)


@pytest.mark.parametrize(
    "said",
    [
        b"\n",
        b"{}\n",
        b"[]\n",
        b"nonsense\n",
        b"\xff\n",
        b"[" * 50_000 + b"\n",
        b"9" * 5_000 + b"\n",
        b'{"text": 5}\n',
        b'{"text": "\\ud800"}\n',
        b'{"text": "a\\u0000"}\n',
        b'{"text": "\\u001b[31m"}\n',
        b'{"note": null}\n',
        line(note="x" * (LONGEST_SENTENCE + 1)),
        line(invalid=""),
        line(invalid="x" * (LONGEST_SENTENCE + 1)),
        line(refused=["x"]),
        line(limit="processor"),
        line(limit="patience"),
        line(pages=[0, 3]),
        line(pages=[4, 3]),
        line(pages=[1, PAGES + 1]),
        line(pages=[1, 3]) * 2,
        line(pages=["1", 3]),
        b'{"pages": [1, Infinity]}\n',
        line(place=[0, 0, None]),
        line(place=[0, PAGES + 1, None]),
        line(place=[0, None, "x" * (LONGEST_HEADING + 1)]),
        line(place=[0, None, "\x1b[31m"]),
        line(place=[0, None]),
        line(place=["0", None, None]),
        b"x" * (LONGEST_LINE + 1),
        line(text="x" * LONGEST_LINE),
    ],
    ids=lambda said: repr(said[:40]),
)
def test_what_is_of_no_form_that_is_agreed_ends_the_reading(said: bytes) -> None:
    with pytest.raises(Improper):
        heard(said)


@pytest.mark.parametrize("starts", [[1, 0], [-1], [4], [0, 4]])
def test_places_are_in_the_text_and_in_order(starts: list[int]) -> None:
    found = heard(line(text="abc"), *(line(place=[start, 1, None]) for start in starts), END)
    with pytest.raises(Improper):
        found.read()


def test_no_answer_is_larger_than_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = Limits(text=3 * PIECE)
    assert heard(*[line(text="x" * PIECE)] * 3, END, limits=allowed).read().text == "x" * 3 * PIECE
    for said in (line(text="x" * PIECE), line(text="x")):  # too much text, or too many pieces of it
        with pytest.raises(Improper):
            heard(*[said] * 5, limits=allowed)
    monkeypatch.setattr(answer, "PLACES", 2)
    with pytest.raises(Improper):
        heard(*[line(place=[0, 1, None])] * 3)


def test_nothing_is_heard_after_the_end() -> None:
    assert heard(line(text="abc"), END + b"nonsense\n").read() == Read("abc", ())


def test_a_name_of_half_characters_is_written() -> None:
    assert json.loads(line(invalid="\udcff is damaged")) == {"invalid": "\udcff is damaged"}


@pytest.mark.parametrize("author", ["", "Ana\x1b Berg", "ana", "By Ana Berg", "A" * 300, ["Ana Berg"], 5])
def test_what_is_no_author_ends_the_reading(author: object) -> None:
    with pytest.raises(Improper):
        heard(line(author=author))


def test_an_author_is_said_once() -> None:
    with pytest.raises(Improper):
        heard(line(author="Ana Berg"), line(author="Tom Lee"))
