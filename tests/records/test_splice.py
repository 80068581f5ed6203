"""One field changes, and every other line of the file stays as somebody wrote it."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.errors import Refused
from outlook.records.splice import Splice, spliced
from outlook.records.yaml12 import load

ORDER = ("title", "question", "kind", "closes_at", "criteria", "sources", "prior", "tags", "indicators", "note")
TEXT = """\
# who wrote this, and why
title: T   # the title
question: >-
  Will it
  happen?
kind: binary
closes_at: 2026-01-01   # soon

# what it is about
tags: [a, 'b c'] # two
sources:
  - Reuters
  # the second one is slow
  - AP
indicators:
- {id: one, likelihood: {yes: 0.6, no: 0.1}}
note: |
  A line # that is no comment

  and another
"""


def changes(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line.startswith(("-", "+"))]


@pytest.mark.parametrize(
    ("splice", "changed"),
    [
        (
            Splice("closes_at", "set", "2027-06-30"),
            ["- closes_at: 2026-01-01   # soon", "+ closes_at: 2027-06-30   # soon"],
        ),
        (Splice("tags", "add", "c"), ["- tags: [a, 'b c'] # two", "+ tags: [a, 'b c', c] # two"]),
        (Splice("tags", "remove", "a"), ["- tags: [a, 'b c'] # two", "+ tags: ['b c'] # two"]),
        (Splice("sources", "add", "dpa"), ["+   - dpa"]),
        (Splice("sources", "remove", "Reuters"), ["-   - Reuters"]),
        (Splice("prior", "set", 0.3), ["+ prior: 0.3"]),
        (Splice("criteria", "set", "Two: wires"), ["+ criteria: 'Two: wires'"]),
        (Splice("indicators", "remove", "one"), ["- indicators:", "- - {id: one, likelihood: {yes: 0.6, no: 0.1}}"]),
        (
            Splice("note", "set", None),
            ["- note: |", "-   A line # that is no comment", "- ", "-   and another"],
        ),
        (
            Splice("question", "set", "Will it rain?"),
            ["- question: >-", "-   Will it", "-   happen?", "+ question: Will it rain?"],
        ),
        (Splice("title", "set", "T"), []),
    ],
)
def test_only_the_field_s_own_lines_change(splice: Splice, changed: list[str]) -> None:
    assert sorted(changes(TEXT, spliced(TEXT, splice, ORDER))) == sorted(changed)


def test_a_new_field_goes_to_its_place() -> None:
    lines = spliced(TEXT, Splice("criteria", "set", "Wires"), ORDER).splitlines()
    assert lines.index("criteria: Wires") == lines.index("closes_at: 2026-01-01   # soon") + 1
    assert spliced("", Splice("title", "set", "T"), ORDER) == "title: T\n"
    assert spliced("kind: binary", Splice("title", "set", "T"), ORDER) == "title: T\nkind: binary"
    assert spliced("title: T", Splice("kind", "set", "binary"), ORDER) == "title: T\nkind: binary\n"


def test_the_ends_of_lines_stay_those_of_the_file() -> None:
    text = TEXT.replace("\n", "\r\n")
    assert spliced(text, Splice("tags", "add", "c"), ORDER) == text.replace("'b c']", "'b c', c]")
    assert "\r\nprior: 0.3\r\n" in spliced(text, Splice("prior", "set", 0.3), ORDER)


@pytest.mark.parametrize(
    ("text", "splice", "saying"),
    [
        ("tags:\n- a\n# kept\n- b\n", Splice("tags", "set", ["c"]), "without touching other lines"),
        ("prior: {a: 0.5, # half\n  b: 0.5}\n", Splice("prior", "set", 0.5), "without touching other lines"),
        ("tags: [a]\n", Splice("tags", "remove", "b"), "tags does not hold 'b': it holds a"),
        ("title: T\n", Splice("tags", "remove", "b"), "tags does not hold 'b': it is empty"),
        ("{title: T, kind: binary}\n", Splice("note", "set", "N"), "without touching other lines"),
    ],
)
def test_what_would_lose_something_is_refused(text: str, splice: Splice, saying: str) -> None:
    with pytest.raises(Refused, match=saying):
        spliced(text, splice, ORDER)


plain = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40).filter(str.strip)
COMMENTS = st.sampled_from(["", "# a comment", "  # another: one", ""])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A record in layouts that people use, with comments between its fields and after them."""
    parts = []
    for name in draw(st.lists(st.sampled_from(["title", "kind", "note", "tags", "sources"]), unique=True, min_size=1)):
        parts.append(draw(COMMENTS))
        after = draw(st.sampled_from(["", "  # said after"]))
        if name in ("tags", "sources"):
            items = draw(st.lists(st.sampled_from(["a", "b", "c c", "'d: e'"]), unique=True, min_size=1))
            margin = draw(st.sampled_from(["", "  "]))
            one_line = f"{name}: [{', '.join(items)}]{after}"
            parts.append(draw(st.sampled_from([one_line, "\n".join([f"{name}:", *(f"{margin}- {i}" for i in items)])])))
        elif name == "note":
            parts.append(
                draw(st.sampled_from(["note: |\n  one\n  # two\n", "note: >-\n  one\n  two", f'note: "x"{after}']))
            )
        else:
            parts.append(f"{name}: plain{after}")
    return "\n".join(parts) + draw(st.sampled_from(["\n", "", "\n\n# the end\n"]))


@given(
    text=texts(),
    field=st.sampled_from(["title", "kind", "note", "tags", "sources", "criteria"]),
    how=st.sampled_from(["set", "add", "remove"]),
    value=plain,
    item=st.sampled_from(["a", "b", "c c", "d: e", "new, one", "# x"]),
)
def test_whatever_changes_everything_else_says_what_it_said(
    text: str, field: str, how: Any, value: str, item: str
) -> None:
    is_list = field in ("tags", "sources")
    splice = Splice(
        field, how if is_list else "set", item if is_list and how != "set" else [value] if is_list else value
    )
    before = load(text)
    try:
        after_text = spliced(text, splice, ORDER)
    except Refused:
        return
    after = load(after_text)
    assert {name: said for name, said in after.items() if name != field} == {
        name: said for name, said in before.items() if name != field
    }
    in_a_block = str(before.get("note"))  # what looks like a comment is text there
    comments = [one for one in map(str.strip, text.splitlines()) if one.startswith("# ") and one not in in_a_block]
    kept = [line.strip() for line in after_text.splitlines()]
    assert all(kept.count(one) >= comments.count(one) for one in comments)
    said = after.get(field)
    match splice.how:
        case "set":
            assert said == splice.value
        case "add":
            assert said == [*(before.get(field) or []), item]
        case "remove":
            assert (said or []) == [one for one in before[field] if one != item]


@pytest.mark.parametrize(
    ("text", "splice", "after"),
    [
        ("a: 1\r\nb: 2\nc: 3\n", Splice("b", "set", 4), "a: 1\r\nb: 4\nc: 3\n"),
        ("b:    2   # two\n", Splice("b", "set", 4), "b:    4   # two\n"),
        ("b : 2\n", Splice("b", "set", 4), "b : 4\n"),
        ('"b": 2 # two\n', Splice("b", "set", 4), '"b": 4 # two\n'),
        ("tags: [\"x\", 'y', z ]\n", Splice("tags", "remove", "y"), 'tags: ["x", z ]\n'),
        ("tags: [\"x\", 'y']\n", Splice("tags", "remove", "x"), "tags: ['y']\n"),
        ("tags: [x,\n  y]\n", Splice("tags", "remove", "y"), "tags: [x]\n"),
        ("\ufeffb: 2\nc: 3\n", Splice("b", "set", 4), "\ufeffb: 4\nc: 3\n"),
        ("\ufeffb: 2\n", Splice("a", "set", 1), "\ufeffa: 1\nb: 2\n"),
        ("b: {x: .5, y: 1/2} # half\n", Splice("b", "set", {"x": 0.4, "y": 0.6}), "b: {x: 0.4, y: 0.6} # half\n"),
    ],
)
def test_quotes_line_ends_marks_and_layout_stay(text: str, splice: Splice, after: str) -> None:
    assert spliced(text, splice, ("a", "b", "c", "tags")) == after


@pytest.mark.parametrize(
    ("text", "splice"),
    [
        ("b: # why\n  .4 # x\n", Splice("b", "set", 0.3)),
        ("b: | # header\n  t\n", Splice("b", "set", "x")),
        ("tags:\n  # first\n  - a # one\n", Splice("tags", "remove", "a")),
        ("tags:\n  - a # one\n  - b\n", Splice("tags", "remove", "a")),
        ("b:\n  # why\n  x: 1\n  y: 2 # g\n", Splice("b", "set", {"x": 3})),
        ("tags: [a, # one\n  b]\n", Splice("tags", "remove", "a")),
    ],
)
def test_a_comment_that_would_be_lost_is_a_reason_to_refuse(text: str, splice: Splice) -> None:
    with pytest.raises(Refused, match="without touching other lines"):
        spliced(text, splice, ("a", "b", "c", "tags"))


def test_what_is_there_already_is_not_added_again() -> None:
    with pytest.raises(Refused, match="tags holds 'a' already"):
        spliced("tags: [a]\n", Splice("tags", "add", "a"), ORDER)
