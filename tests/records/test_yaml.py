"""The YAML a record may be written in, and the exact sentence for everything it may not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from outlook.records.read import parse_forecast
from outlook.records.yaml12 import Position, YamlError, load, locate

PATH = Path("forecasts/case/hama.yaml")
HEAD = "kind: binary\n"


def said(raw: str | bytes) -> list[str]:
    """Every problem of a forecast's file, as it is printed."""
    read = parse_forecast(PATH, raw if isinstance(raw, bytes) else raw.encode(), "case")
    return [str(problem) for problem in read.problems]


REFUSED = {
    "tabs": (
        "kind: binary\ngiven:\n\tforecast: x\n",
        "3:1: error: not YAML: found character that cannot start any token (indent with blanks, not tabs)",
    ),
    "a duplicate key": (
        HEAD + "title: a\nquestion: b\ntitle: c\n",
        "4:1: error: the field 'title' is written twice (keep one of the two)",
    ),
    "a duplicate key deep inside": (
        HEAD + "given: {forecast: a, outcome: b, outcome: c}\n",
        "2:34: error: the field 'outcome' is written twice (keep one of the two)",
    ),
    "an anchor": (
        HEAD + "title: &a text\n",
        "2:8: error: anchors (&a) are not read (write the value out where it is used)",
    ),
    "an anchored key": (
        HEAD + "&a title: text\n",
        "2:1: error: anchors (&a) are not read (write the value out where it is used)",
    ),
    "an alias": (HEAD + "title: *a\n", "2:8: error: aliases (*a) are not read (write the value out)"),
    "a tag": (HEAD + "title: !!str x\n", "2:8: error: tags (tag:yaml.org,2002:str) are not read (remove the tag)"),
    "a tag that would make an object": (
        HEAD + "title: !!python/object/apply:os.system [ls]\n",
        "2:8: error: tags (tag:yaml.org,2002:python/object/apply:os.system) are not read (remove the tag)",
    ),
    "Latin-1 bytes": (
        b"kind: binary\ntitle: Ham\xc3\xa2 caf\xe9\n",
        "2:16: error: byte 0xe9 is not UTF-8 (save the file as UTF-8)",
    ),
    "Latin-1 bytes after a byte-order mark": (
        b"\xef\xbb\xbf\xe9: x\n",
        "1:1: error: byte 0xe9 is not UTF-8 (save the file as UTF-8)",
    ),
    "UTF-16": (HEAD.encode("utf-16"), "1:1: error: byte 0xff is not UTF-8 (save the file as UTF-8)"),
    "a file of 10 MB": (
        b"#" * 10_000_000,
        (
            "1:1: error: the file has 10,000,000 bytes; a record has at most 1,000,000 "
            "(keep long material in a document beside the record)"
        ),
    ),
    "deep nesting": (HEAD + "note: " + "[" * 100_000, "2:47: error: nested more than 40 levels deep"),
    "deep nesting by indentation": (
        HEAD + "".join(" " * depth + "a:\n" for depth in range(60)),
        "42:41: error: nested more than 40 levels deep",
    ),
    "two documents": (
        HEAD + "---\nkind: choice\n",
        "2:1: error: a second document starts here; a record is one (remove the `---` line)",
    ),
    "a control character": (
        HEAD + 'title: "\x1b[31m"\n',
        (
            "2:9: error: the character U+001B is not read in a record "
            '(remove it, or write it as an escape in double quotes, such as "\\u2028")'
        ),
    ),
    "a line separator that editors do not show": (
        HEAD + "title: a\u2028b\ntitel: c\n",
        (
            "2:9: error: the character U+2028 is not read in a record "
            '(remove it, or write it as an escape in double quotes, such as "\\u2028")'
        ),
    ),
    "a colon in a text": (
        HEAD + "title: Hama: the fall\n",
        (
            "2:12: error: not YAML: mapping values are not allowed in this context "
            "(put quotes around a text that holds a colon and a blank)"
        ),
    ),
    "an open quote": (
        HEAD + "title: 'open\nquestion: x\n",
        (
            "2:8: error: not YAML: found unexpected end of stream "
            "(check quotes, brackets and indentation here and on the line before)"
        ),
    ),
    "an open brace": (
        HEAD + "given: {forecast: a\n",
        "2:8: error: not YAML: did not find expected ',' or '}' (put quotes around a text that holds a colon and a blank)",
    ),
    "a text that begins with @": (
        HEAD + "title: @home\n",
        "2:8: error: not YAML: found character that cannot start any token (put quotes around a text that begins with @)",
    ),
    "a field's name that is a list": (HEAD + "? [a, b]\n: c\n", "2:3: error: a field's name is a plain word"),
    "an empty file": ("", "1:1: error: a forecast is a list of `field: value` lines"),
    "only a comment": ("# nothing yet\n", "1:1: error: a forecast is a list of `field: value` lines"),
    "a list": ("- kind: binary\n", "1:1: error: a forecast is a list of `field: value` lines"),
    "a sentence": ("Hama falls.\n", "1:1: error: a forecast is a list of `field: value` lines"),
}


@pytest.mark.parametrize(("raw", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_a_record_is_said_with_its_place_and_the_way_out(raw: str | bytes, message: str) -> None:
    assert said(raw) == [f"{PATH}:{message}"]


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    raw = "\ufeffkind: binary\r\ntitle: Hama\r\ntitel: x\r\n"
    assert said(raw) == [f"{PATH}:3:1: error: unknown field 'titel' (did you mean title?)"]


def test_a_byte_order_mark_counts_for_no_column_and_is_not_shown() -> None:
    problem = parse_forecast(PATH, "\ufeffkind: binary, or so: x\n".encode(), "case").problems[0]
    assert (problem.line, problem.column, problem.excerpt) == (1, 20, "kind: binary, or so: x")


def test_the_line_is_shown_as_it_stands_with_latin_1_bytes_marked() -> None:
    read = parse_forecast(PATH, b"kind: binary\ntitle: caf\xe9\n", "case")
    assert read.problems[0].excerpt == "title: caf\ufffd"


SCALARS = [
    *[(text, text) for text in ("yes", "no", "on", "off", "Yes", "NO", "y", "n", "12:30", "010", "0o17", "0x1F", "1_000")],
    *[(text, text) for text in ("2024-12-31", "2024-12-31T23:59Z", "60%", "2:1", ".inf", "-.inf", ".nan", ".", "-", "+", "1.2.3")],
    *[(text, text) for text in ("1e999", "-1e999", "1e-400", "0.0e-5x", "99999999999999999999", "=", "<<")],
    ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
    ("0", 0), ("-7", -7), ("+7", 7), ("123456789012345678", 123456789012345678),
    ("0.5", 0.5), (".5", 0.5), ("1.", 1.0), ("-1e3", -1000.0), ("1E-3", 0.001), ("0e9", 0.0), ("0.0", 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), [pair for pair in SCALARS if pair[0] != "99999999999999999999"])
def test_plain_scalars_are_read_as_yaml_1_2_reads_them(text: str, value: object) -> None:
    read = load(f"[{text}]" if text else "a:")
    found = read[0] if text else read["a"]
    assert (found, type(found)) == (value, type(value))


def test_whole_numbers_too_long_to_be_exact_are_read_as_numbers() -> None:
    assert load("[99999999999999999999]") == [1e20]


def test_quoted_and_block_scalars_are_text() -> None:
    assert load("a: '1'\nb: \"true\"\nc: |\n  1\nd: >-\n  null\n") == {"a": "1", "b": "true", "c": "1\n", "d": "null"}


def test_a_field_named_twice_with_the_same_value_is_refused_too() -> None:
    with pytest.raises(YamlError, match="written twice"):
        load("a: 1\na: 1\n")


def test_limits_are_limits_and_not_less() -> None:
    assert load("[" * 40 + "x" + "]" * 40) is not None
    with pytest.raises(YamlError, match="nested more than 40 levels deep"):
        load("[" * 41 + "x" + "]" * 41)


TEXT = """\
# a comment
title: Hama
given: {forecast: hama,
        outcome: yes}
indicators:
  - id: one
    likelihood: {yes: 0.6, no: 0.1}
  - {id: two,
     likelihood: {yes: 0.6, no: 0.1}}
criteria: >-
  A long
  text.
sources:
- Reuters
-   AP
"""
PLACES = [
    ((), (2, 1)),
    (("title",), (2, 1)),
    (("given", "outcome"), (4, 9)),
    (("indicators", 0), (6, 5)),
    (("indicators", 0, "likelihood", "no"), (7, 28)),
    (("indicators", 1, "id"), (8, 6)),
    (("indicators", 1, "likelihood"), (9, 6)),
    (("criteria",), (10, 1)),
    (("sources", 1), (15, 5)),
    (("absent",), (2, 1)),
    (("given", "absent", "further"), (3, 1)),
    (("sources", 7), (13, 1)),
    (("title", "inside"), (2, 1)),
]


@pytest.mark.parametrize(("path", "place"), PLACES, ids=[".".join(map(str, path)) for path, _ in PLACES])
def test_every_node_can_be_located_and_an_absent_one_by_its_nearest_ancestor(
    path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert locate(TEXT, path) == Position(*place)


def test_an_empty_text_is_located_at_its_beginning() -> None:
    assert locate("", ("title",)) == Position(1, 1)
