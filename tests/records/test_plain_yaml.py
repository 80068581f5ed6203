"""What is read of a record without libyaml is what libyaml reads of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outlook.records import yaml12
from outlook.records.plain_yaml import plain_record
from outlook.records.read import parse_case, parse_forecast
from outlook.records.write import render

SHIPPED = sorted((Path(__file__).parents[2] / "forecasts").rglob("*.yaml"))
RECORD = """\
title: Question 7 of the bench:at 12:30, 3/4 (or so), naïve — “yes”
kind: binary
opens_at: 2024-12-01
closes_at: 2025-03-31T23:59Z
criteria: |
  YES if, by the close, two of them report it: #1 and "#2".
    A claim by one side alone is not enough.
judged_by: >-
  Whoever is
  asked: them.
fine_print:
  - A later reversal does not undo a YES.
  - 0.5
sources: [Reuters, AP, 7, true, null]
prior: {q05: 1, q50: 2.50, q95: 3e3}
imported:
  system: fatebook
  id: '106'
  url: https://example.org/q?id=7&x=1
tags:
- bench
- of two
  lines:(no
  'end')
- [one, two]
note: true
known:
  vague-word: It is
    meant so
base_rate: ~
indicators:
  - {id: sign-one, likelihood: {yes: 0.6, no: 0.1}, seen: [a, b]}
  - {id: sign-two, likelihood: {yes: 0.3, no: 0.5}}
"""
# Each sign that means something to YAML, and some that mean nothing.
SIGNS = [
    *" :#-[]{},|>'\"&*!%@`?~.=\\\t\r\n\0\x7f\x85\xa0\u2028\ufeff\U0001f600aZ0é",
    "\n  ",
    ": ",
    " #",
    "- ",
    "\n\n",
    "  ",
    "---\n",
    ", ",
]
EDITS = st.lists(st.tuples(st.integers(0, len(RECORD)), st.integers(0, 3), st.sampled_from(SIGNS)), max_size=3)


def by_libyaml(text: str) -> Any:
    try:
        return yaml12._Builder(text).build()
    except yaml12.YamlError as error:
        return error


def assert_is_the_same(text: str) -> None:
    found = plain_record(text, yaml12._scalar)
    assert found is None or repr(found) == repr(by_libyaml(text)), text


def test_a_plain_record_needs_no_libyaml() -> None:
    assert plain_record(RECORD.replace("base_rate: ~\n", ""), yaml12._scalar) is not None


@given(EDITS)
@example([])
def test_no_edit_makes_it_another(edits: list[tuple[int, int, str]]) -> None:
    text = RECORD.replace("base_rate: ~\n", "")
    for at, length, sign in edits:
        text = text[:at] + sign + text[at + length :]
    assert_is_the_same(text)


LINES = st.sampled_from(
    [
        *RECORD.splitlines(),
        "",
        "a:",
        "a: b",
        "  a: b",
        "# no",
        "- a",
        "  - a: b",
        "  - - a",
        "    a",
        " a",
        "...",
        "note: |",
        "note: >-",
        "note: []",
        "prior: {a: {b: c, b: d}}",
        "prior: {a: 1, a: 2}",
        "x: a,b",
        "x: a]",
        "x: [a,b]",
        "x: [a b , c]",
        "x: {a: b: c}",
        "x: [-1, .5, +2]",
        "x: a: b",
        "x: a:b",
        "x: 1:",
        "x: b #c",
        "x: b#c",
        "x: -1",
        "x: - a",
        "x: 'a'",
    ]
)


# Each looks plain at first sight.
TREACHEROUS = (
    "x: a \n",
    "x: a\nx: b\n",
    "x:\n  a: b\n  a: c\n",
    "x: {a: 1, a: 2}\n",
    "x: {a: {b: c, b: d}}\n",
    "x: {a: b: c}\n",
    "x: a\x85b\n",
    "x: a\u2028b\n",
    "x: a\ufeffb\n",
    "x: a\0b\n",
    "x: a\tb\n",
    "x: a\r\ny: b\n",
    "x: |\n    a\n  b\n",
    "x: |\n  a\n    b\n",
    "x: |\n  a\n\n",
    "x: >-\n  a\n   b\n",
    "x: >-\n  a \n  b\n",
    "x: >-\n  a\n y: b\n",
    "x: a #b\n",
    "x: a: b\n",
    "x: a:\n",
    "x: a\n  b: c\n",
    "x: a\n  #b\n",
    "x: a\n b\n",
    "x: a\n  - b\n",
    "x: 'a'\n  b\n",
    "x: 'a''b'\n",
    "x: 'a' b\n",
    "x: [a , b]\n",
    "x: [a,b]\n",
    "x: [a]\n  b\n",
    "x: [a, b], [c]\n",
    "x: [a: b]\n",
    "x: [-, a]\n",
    "x: -a\n",
    "x: - a\n",
    "x: -1\n  2\n",
    "x:\n- a\n  - b\n",
    "x:\n  - a\n- b\n",
    "x:\n  - a\n  b\n",
    "x:\n- a\n  b: c\n",
    "x:\n  a: b\n  c\n",
    "x:\n  a: b\n   c: d\n",
    "x:\ny: a\n",
    "x: a",
    "",
    "\n",
    "x: %a\n",
    "x: a%`@!&*\n",
    "...: a\n",
)


@pytest.mark.parametrize("text", TREACHEROUS, ids=repr)
def test_what_looks_plain_is_the_same(text: str) -> None:
    assert_is_the_same(text)


@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\n", "", "\n\n"]))
def test_no_order_of_lines_makes_it_another(lines: list[str], end: str) -> None:
    assert_is_the_same("\n".join(lines) + end)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_written_here_is_the_same(path: Path) -> None:
    read = (
        parse_forecast(path, path.read_bytes(), "case") if path.stem != "case" else parse_case(path, path.read_bytes())
    )
    assert_is_the_same(render(read.record))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_records_are_the_same(path: Path) -> None:
    assert_is_the_same(path.read_text("utf-8"))
