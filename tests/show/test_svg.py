"""SVG pictures: well-formed, closed to hostile text, fetching nothing, and said in words for those who cannot see."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from outlook.answers.chart import picture
from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.scoring.curve import assess, curve
from outlook.show.svg import shapes as svg
from outlook.show.svg.calibration import calibration_document
from outlook.show.svg.plot import plot_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

NAME = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script><a href='x' title=\"y\">&amp; \u202e]]>"
LATE = datetime(2026, 1, 1, tzinfo=UTC)
TARGETS = ["hama-by-december", "un-talks", "outlook-by-march", "displaced-peak", "damascus-date"]


def drawn(book: Path, name: str, at: datetime = LATE) -> str:
    opened = Book.open(book)
    forecast = opened.forecast(name)
    return plot_document(picture(Standings(opened, at)[forecast.full_id]), name)


def curve_of(book: Path, at: datetime = LATE) -> str:
    found = curve(Book.open(book).situations(at).values(), at)
    return calibration_document(found, assess(found.pairs))


def all_pictures(book: Path) -> list[str]:
    return [*(drawn(book, name) for name in TARGETS), curve_of(book), curve_of(book, datetime(2024, 12, 1, tzinfo=UTC))]


def test_every_picture_is_well_formed_and_described(book: Path) -> None:
    for text in all_pictures(book):
        root = ET.fromstring(text)  # noqa: S314 - we wrote it
        title, description = (root.find(f"{NAME}{name}") for name in ("title", "desc"))
        assert title is not None
        assert description is not None
        assert title.text
        assert len(description.text or "") > 20
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_nothing_is_fetched_and_nothing_runs(book: Path) -> None:
    for text in all_pictures(book):
        inside = text.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?:|//|url\(|@import|href|<script|<image|<use|<foreignObject|\bon\w+=", inside)


def test_every_shape_lies_on_the_paper(book: Path) -> None:
    for text in all_pictures(book):
        root = ET.fromstring(text)  # noqa: S314 - we wrote it
        width, height = (float(root.get(name) or 0) for name in ("width", "height"))
        for element in root.iter():
            for x, y in places(element):
                assert -1 <= x <= width + 1, ET.tostring(element)
                assert -1 <= y <= height + 1, ET.tostring(element)


def places(element: ET.Element) -> list[tuple[float, float]]:
    if element.tag == f"{NAME}path":
        return list(walked(element.attrib["d"]))
    return [(float(element.attrib["x"]), float(element.attrib["y"]))] if "x" in element.attrib else []


def walked(drawn: str) -> Iterator[tuple[float, float]]:
    """The places of a path that its lines reach; what is drawn at a mark is small."""
    x = y = 0.0
    for step, first, second in re.findall(r"([MhvlaZz])(-?[\d.]*)(?: (-?[\d.]+))?", drawn):
        if step == "M":
            x, y = float(first), float(second)
        elif step in "hvl":
            x += float(first) * (step != "v")
            y += float(second or 0) if step == "l" else float(first) * (step == "v")
        yield x, y


def test_hostile_text_stays_text(book: Path, run: Run) -> None:
    made = run("new", "work/bad", "--kind", "choice", "--option", "a<b>&\"'", "--option", "b", "--question", HOSTILE,
               "--title", HOSTILE, "--criteria", "C", "--opens", "2024-12-01", "--closes", "2025-12-31")  # fmt: skip
    assert made.code == 0, made
    assert run("estimate", "bad", "a<b>&\"'=.4,b=.6", "--why", HOSTILE, "--by", HOSTILE).code == 0
    assert run("evidence", "bad", HOSTILE).code == 0
    text = drawn(book, "work/bad", datetime(2024, 12, 11, tzinfo=UTC))
    root = ET.fromstring(text)  # noqa: S314 - we wrote it
    assert {element.tag.removeprefix(NAME) for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "text",
        "path",
        "g",
    }
    assert "\u202e" not in text
    assert "<script" not in text


def test_a_long_title_is_cut_to_the_paper(book: Path, run: Run) -> None:
    run("new", "work/long", "--question", "Will it? " * 60, "--criteria", "C", "--opens", "2024-12-01",
        "--closes", "2025-12-31", "--prior", "40%")  # fmt: skip
    text = drawn(book, "work/long", datetime(2024, 12, 11, tzinfo=UTC))
    assert max(len(words) for words in re.findall(r"<text[^>]*>([^<]*)</text>", text)) <= 112


def test_lines_differ_without_colour(book: Path, run: Run) -> None:
    for person in ("ann", "bob", "cat"):
        run("estimate", "unsc-resolution", "20%", "--why", "x", "--known-at", "2024-12-03", "--by", person)
    text = drawn(book, "unsc-resolution", datetime(2024, 12, 9, tzinfo=UTC))
    looks = set(re.findall(r'class="line (?:one|two|three|four|implied)"(?: stroke-dasharray="([^"]*)")?>', text))
    assert len(looks) == 5
    assert sum(shape in text for shape in svg.MARKS) == 4


def test_the_reliability_diagram_gives_every_bin_in_words(book: Path) -> None:
    text = curve_of(book)
    assert "0–10%: 1 of 5 happened (20.0%, 90% interval 5–56%), forecast 4.9%." in text
    assert "too few to tell skill from luck" in text


def test_many_warnings_make_the_paper_longer(book: Path) -> None:
    found = curve(Book.open(book).situations(LATE).values(), LATE)
    short, long = (calibration_document(found, assess(found.pairs), ["Mind this. " * n]) for n in (1, 60))
    heights = [float(ET.fromstring(text).get("height") or 0) for text in (short, long)]  # noqa: S314 - we wrote it
    assert heights[1] > heights[0] + 100
    lowest = max(y for element in ET.fromstring(long).iter() for _, y in places(element))  # noqa: S314 - we wrote it
    assert lowest < heights[1]


def test_with_nothing_on_the_curve_the_picture_says_so(book: Path) -> None:
    assert "no calibration" in curve_of(book, datetime(2024, 12, 1, tzinfo=UTC))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out_from_their_paper(scheme: str) -> None:
    style = svg.style() if scheme == "dark" else svg.style().partition("@media")[0]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", style))
    for name, least in {
        "ink": 7.0,
        "soft": 4.5,
        "truth": 3.0,
        "implied": 3.0,
        **dict.fromkeys(svg.COLORS, 4.5),
    }.items():
        assert contrast(colours[name], colours["paper"]) >= least, name


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
