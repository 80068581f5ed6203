"""The report as a file: well formed, whole in itself, harmless whatever it is given, readable in both themes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from copy import copy
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outlook.answers.report import Report
from outlook.answers.report import report as whole_report
from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.model.entries import Estimate, Evidence
from outlook.show.describe.phrasing import safe
from outlook.show.html.report import render
from outlook.show.html.shell import ours
from outlook.show.markup import VOID, Html, element, is_web, joined, link, prose, tag
from outlook.show.svg import shapes
from outlook.show.svg.shapes import style
from outlook.show.svg.small import small
from thorough import share

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Refuses, Run
    from outlook.answers.report import Report
    from outlook.model import Case, Forecast
    from outlook.model.entries import Entry

SHIPPED = Path(__file__).parents[2] / "forecasts"
END = datetime(2026, 1, 1, tzinfo=UTC)
NASTY = (
    "</title><script>alert(1)</script>", '" onclick="x', "' onclick='x", "<img src=x onerror=x>", "<!--", "-->", "]]>",
    "&lt;b&gt;", "&#60;b>", "\x00<b\x00>", "\u202e<b>\u202c", "\ufeff<", "<\u2028b>", "`${x}`", "\x1b[31m", "{{x}}",
    "</style></script>", "<p\n\nonclick=x>", "- <a href='javascript:x'>y</a>", "\ud7ff\ue000", "<" * 50, "é" * 200,
)  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


class Page(HTMLParser):
    """The elements of a page in order, with what they hold; fails where tags do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.parents: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"{tag} has an attribute twice"
        self.elements.append((tag, dict(attrs)))
        self.parents.append(self.open[-1] if self.open else "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data[:40]}")

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.elements if found == name]


def reported(book: Book, targets: list[str], at: datetime) -> Report:
    return whole_report(Standings(book, at), book.selected(targets))


def whole(report: Report) -> str:
    """The page with its pictures."""
    return render(report, small, style())


@pytest.fixture(scope="module")
def shipped() -> str:
    return whole(reported(Book.open(SHIPPED), [], END))


@pytest.fixture(scope="module")
def page(shipped: str) -> Page:
    return Page(shipped)


# ── whole in itself ──


def test_the_page_is_well_formed_and_in_one_language(shipped: str, page: Page) -> None:
    assert shipped.startswith('<!doctype html>\n<html lang="en"><head><meta charset="utf-8">')
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    assert {name for name, _ in page.elements} >= {"header", "main", "nav", "footer", "article"}


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch(r"h[1-6]", name)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_tables_have_captions_and_their_headings_a_scope(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) > 50
    assert {attributes.get("scope") for attributes in page.all("th")} == {"col", "row"}


def test_pictures_say_what_they_show(page: Page) -> None:
    pictures = [index for index, (name, _) in enumerate(page.elements) if name == "svg"]
    assert pictures
    for index in pictures:
        assert page.elements[index][1]["role"] == "img"
        assert page.elements[index + 1][0] == "title"


def test_links_lead_to_a_place_that_exists_or_out_to_the_web(page: Page) -> None:
    ids = {attributes.get("id") for _, attributes in page.elements}
    outward = 0
    for attributes in page.all("a"):
        target = attributes["href"] or ""
        if target.startswith("#"):
            assert target[1:] in ids, target
        else:
            outward += 1
            assert is_web(target)
            assert attributes["rel"] == "noopener noreferrer"
    assert outward > 20


def test_links_to_forecasts_that_were_not_chosen_lead_nowhere_wrong() -> None:
    page = Page(whole(reported(Book.open(SHIPPED), ["homs-given-hama"], END)))
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert [
        one["href"]
        for one in page.all("a")
        if (one["href"] or "").startswith("#") and (one["href"] or "")[1:] not in ids
    ] == []


def test_nothing_is_loaded_from_anywhere(shipped: str, page: Page) -> None:
    assert not {name for name, _ in page.elements} & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "video",
        "audio",
        "use",
        "image",
    }
    assert not {key for _, attributes in page.elements for key in attributes} & {
        "src",
        "srcset",
        "style",
        "action",
        "xlink:href",
        "ping",
    }
    assert not re.search(r"url\(|@import|@font-face", ours("style.css"))
    assert not re.search(
        r"fetch|XMLHttp|WebSocket|import\(|eval|innerHTML|document\.write|localStorage|cookie", ours("script.js")
    )
    assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on")]


def test_the_policy_allows_our_style_and_script_and_nothing_else(shipped: str, page: Page) -> None:
    (policy,) = [one["content"] or "" for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    style, script = ("".join(text for name, text in page.texts if name == kind) for kind in ("style", "script"))
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; base-uri 'none'; form-action 'none'"
    )
    assert len(page.all("script")) == len(page.all("style")) == 1


def test_what_would_end_its_own_element_is_not_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.js").write_text("'</script>'")
    monkeypatch.setattr("outlook.show.html.shell.files", lambda _: tmp_path)
    with pytest.raises(ValueError, match="would end its own element"):
        ours("bad.js")


def test_the_style_and_the_script_are_shipped(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=SHIPPED.parent, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert {"outlook/show/html/style.css", "outlook/show/html/script.js"} <= set(archive.namelist())


def test_the_page_stays_small(shipped: str) -> None:
    assert len(shipped.encode()) <= 540_000


def test_the_same_book_gives_the_same_bytes(shipped: str) -> None:
    assert whole(reported(Book.open(SHIPPED), [], END)) == shipped


# ── what stands on it ──


def test_it_holds_what_it_promises(page: Page) -> None:
    text = " ".join(text for _, text in page.texts)
    for words in (
        "The priors and likelihoods of this case were written after the outcomes were known.",
        "Will armed opposition forces capture Hama city", "Status", "Scorecard", "Not scored (",
        "0.355", "lower is better", "log-odds", "Λ = ", "evidence is weighed by signs and their silence: vigilance", "no number in ICD 203", "20% to under 45%", "annulled",
    ):  # fmt: skip
        assert words in text, words
    assert len(page.all("article")) == 27


@pytest.mark.parametrize(
    ("words", "sections"),
    [
        (["--brief"], ["status", "calibration", "scorecard", "not-scored", "wording"]),
        (["--section", "words", "--section", "status"], ["status", "words"]),
        (["--section", "forecasts"], ["forecasts"]),
    ],
)
def test_a_report_of_some_sections_has_these_and_no_link_that_leads_nowhere(
    book: Path, run: Run, words: list[str], sections: list[str]
) -> None:
    assert run("report", "-o", "out.html", *words, "--at", "2024-12-06").code == 0
    found = Page(Path("out.html").read_text())
    assert [one["id"] for one in found.all("section") if one.get("id")] == sections
    assert len(found.all("article")) == (27 if "forecasts" in sections else 0)
    ids = {attributes.get("id") for _, attributes in found.elements}
    assert {(one["href"] or "")[1:] for one in found.all("a") if (one["href"] or "").startswith("#")} <= ids


def test_whose_forecasts_did_best_is_the_answer_of_the_scorecard(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    monkeypatch.chdir(tmp_path)
    stated = [
        f"Will {q} happen?,{who},2024-01-0{1 + q % 9},{(q * 7 + shift) % 19 / 20 + 0.02:.3f},2024-02-20,2024-02-12,{q % 3 % 2}"
        for q in range(12)
        for shift, who in enumerate(("ann", "bob"))
    ]
    heads = "question,forecaster,forecast_at,probability,closes_at,resolved_at,outcome"
    (tmp_path / "table.csv").write_text("\n".join([heads, *stated]) + "\n")
    assert run("import", "table.csv", "--case", "panel", "--sure").code == 0
    assert run("report", "-o", "all.html").code == 0
    assert run("report", "-o", "ann.html", "--section", "forecasters").code == 0
    [ranks] = json.loads(run("score", "--by", "forecaster", "--json").out)["ranks"]
    for name in ("all.html", "ann.html"):
        text = Path(name).read_text().partition('<section id="forecasters">')[2].partition("</section>")[0]
        assert "Whose forecasts did best" in text
        assert ranks["verdict"] in text
        for one in ranks["forecasters"]:
            assert f"{one['brier_low']:.3f} to {one['brier_high']:.3f}" in text
    monkeypatch.setenv("OUTLOOK_BOOK", str(SHIPPED))
    assert run("report", "-o", "one.html").code == 0
    assert "Whose forecasts did best" not in Path("one.html").read_text()
    assert run("report", "-o", "none.html", "--section", "forecasters").code == 0
    assert "No ranking: no two forecasters were scored on questions of one kind." in Path("none.html").read_text()


@pytest.fixture
def of_two(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> str:
    """The text of a report on what a desk wrote and one person stated too, and what is typed on no page of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OUTLOOK_BOOK", raising=False)
    (tmp_path / "forecasts").mkdir()
    words = "A strike is unlikely by 3 December 2024. Rain is almost certain by 3 December 2024.\n"
    (tmp_path / "week-42.md").write_text(f"# Week 42\nBy Energy Desk, 16 November 2024\n\n{words}")
    done = [run("extract", "week-42.md", "--case", "desk", "--as-of", "2024-11-16", "--accept", "all")]
    for name, known in (("strike", "no"), ("rain", "yes")):
        asked = ("--source", "Radio", "--prior", "30%", "--question", f"Will {name} come?")
        said = ("--by", "mara", "--known-at", "2024-11-20")
        done += [
            run("new", "--from", f"desk/{name}", *asked),
            run("set", f"desk/{name}", f"as_stated_in={name}"),
            *(run("estimate", name, number, *said, "-w", "clouds") for number in ("40%", "50%")),
            run("resolve", name, known, "--known-at", "2024-12-05"),
        ]
    done.append(run("report", "-o", "r.html"))
    assert [one.err for one in done if one.code] == []
    text = (tmp_path / "r.html").read_text()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)))


def test_a_page_names_authors_and_no_command(of_two: str) -> None:
    assert "Energy Desk" in of_two
    assert "document:" not in of_two
    assert re.findall(r"\boutlook [a-z]+|\s--[a-z]+|\w+\.yaml|`", of_two) == []
    assert "2 forecasters" in of_two


def test_how_good_the_wording_was_is_the_answer_of_the_scorecard(of_two: str, run: Run) -> None:
    told = of_two[of_two.index(" How good our wording was By hedge") :]
    assert re.search(r"almost certain 1 of 1 100% .* 95% to 99% too few", told)
    assert re.search(r"By document How often .* desk/week-42 1 of 2 50.0%", told)
    found = json.loads(run("score", "--by", "hedge", "--json").out)["groups"]
    assert all(f"{one['group']} {one['happened']} of {one['n']}" in told for one in found)


def test_sections_and_their_short_choice_exclude_each_other(book: Path, refuses: Refuses) -> None:
    refuses("report", "-o", "out.html", "--brief", "--section", "words", saying="give one of the two")


def test_it_is_the_book_as_it_was_known(run: Run, book: Path) -> None:
    assert run("report", "-o", "then.html", "--at", "2024-12-01").code == 0
    text = Path("then.html").read_text()
    assert 'As known by <time datetime="2024-12-01T23:59Z">1 Dec 2024 23:59 UTC</time>' in text
    assert "no score: nothing selected is resolved and estimated yet" in text
    assert "pulled out of Hama" not in text


def test_the_warning_stands_before_every_number_and_again_beside_the_scores(shipped: str) -> None:
    warning = "The priors and likelihoods of this case were written after the outcomes were known."
    places = [found.start() for found in re.finditer(re.escape(warning), shipped)]
    sections = [shipped.index(f'<section id="{name}">') for name in ("status", "calibration", "scorecard", "wording")]
    assert len(places) == 4
    assert places[0] < sections[0] < sections[1] < places[1] < sections[2] < places[2] < sections[3] < places[3]


def test_a_case_chooses_its_words(book: Path, run: Run) -> None:
    case = book / "syria-2024-12" / "case.yaml"
    case.write_text(f"{case.read_text()}\nscale: phia\n")
    run("report", "-o", "out.html", "--at", "2024-12-04")
    assert "PHIA yardstick" in Path("out.html").read_text()
    assert "ICD 203" not in Path("out.html").read_text()


def test_what_could_not_be_read_is_said_on_the_page(book: Path, run: Run) -> None:
    (book / "syria-2024-12" / "un-talks.yaml").write_text("kind: binary\nquestoin: Talks?\n")
    assert run("report", "-o", "out.html").code == 0
    text = Path("out.html").read_text()
    assert "1 problem in the book when this was written" in text
    assert text.count("<article") == 26


def test_a_whole_book_says_nothing_of_problems(shipped: str) -> None:
    assert "Incomplete." not in shipped


def test_an_empty_book_has_a_report(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forecasts").mkdir()
    assert run("report", "-o", "out.html").code == 0
    Page(Path("out.html").read_text())


def test_drafts_and_forecasts_without_a_prior_are_shown(book: Path, run: Run) -> None:
    run("new", "personal/ship", "--question", "Shipped?")
    run("report", "-o", "out.html")
    text = Path("out.html").read_text()
    Page(text)
    for words in (
        "missing: criteria, closes_at",
        "nothing yet",
        "nothing: the record states no prior",
        "personal/ship",
    ):
        assert words in text


# ── harmless ──


def skeleton(text: str) -> Counter[tuple[str, tuple[str, ...], str]]:
    """Every element with the names of its attributes and its parent; how a prose parts into paragraphs is left out."""
    page = Page(text)
    return Counter(
        (name, tuple(attributes), parent)
        for (name, attributes), parent in zip(page.elements, page.parents, strict=True)
        if name not in {"p", "br"}
    )


@given(texts)
@example("a\x00b")
def test_a_text_stays_a_text(text: str) -> None:
    page = Page(tag("p", text, title=text))
    assert page.elements == [("p", {"title": safe(text)})]
    assert "".join(shown for _, shown in page.texts) == safe(text)


@given(texts)
@example("<b>")
def test_what_is_made_over_and_over_is_what_a_tag_is(text: str) -> None:
    """Once an element is made by itself, all that was checked for the first of its kind still holds."""
    made = element("td", data_key=..., title="a<b", data_name=..., class_="n")
    assert made(text, None, text, None, Html("<br>")) == tag(
        "td", text, None, Html("<br>"), data_key=text, title="a<b", data_name=None, class_="n"
    )
    assert made(None, text, Html("x")) == tag("td", Html("x"), title="a<b", data_name=text, class_="n")
    assert element("p", class_="x")(text) == tag("p", text, class_="x")
    assert element("p")(Html("<br>")) == tag("p", Html("<br>"))


@given(texts)
def test_a_prose_is_paragraphs_and_nothing_else(text: str) -> None:
    assert {name for name, _ in Page(joined(tag("div", prose(text)))).elements} <= {"div", "p", "br"}


@given(texts)
def test_only_the_web_is_linked(url: str) -> None:
    elements = Page(tag("p", link("source", url))).elements
    if is_web(url):
        assert [name for name, _ in elements] == ["p", "a", "small"]
    else:
        assert [name for name, _ in elements] == ["p", "code"]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ('https://example.org/a?b=c&d="e', True), ("http://example.org", True), ("javascript:alert(1)", False), ("JAVASCRIPT:x", False),
        ("https://a.example@b.example", False), ("//example.org", False), ("data:text/html,x", False), ("java\nscript:x", False),
        (" https://example.org", False), ("https://", False), ("http://[", False), ("https:\\\\example.org", False), ("ftp://example.org", False),
        ("https://example.org/\u202e", False),
    ],
)  # fmt: skip
def test_an_address_is_linked_only_if_it_is_plainly_one_of_the_web(url: str, linked: bool) -> None:
    assert is_web(url) == linked


@pytest.mark.parametrize(
    "build",
    [
        lambda: tag("iframe"), lambda: tag("p", onclick="x"), lambda: tag("p", style="x"), lambda: tag("a", "x", href="javascript:x"),
        lambda: tag("p><script", "x"), lambda: tag("p", **{"a b": "c"}), lambda: element("iframe"), lambda: element("p", onclick=...),
        lambda: element("a", href="javascript:x"), lambda: element("a", href=...)("javascript:x"),
    ],
)  # fmt: skip
def test_what_the_report_may_not_hold_cannot_be_built(build: Callable[[], Html]) -> None:
    with pytest.raises(ValueError, match=r"of ours|a link"):
        build()


def test_markup_and_the_same_text_are_two_also_when_one_was_made_before() -> None:
    for said in (Html("&lt;"), "&lt;"):
        found = [shapes.text(1.0, 2.0, said), element("td")(said), tag("td", said)]
        assert all(("&amp;lt;" in one) == (type(said) is str) for one in found)


def test_markup_joined_with_a_text_is_a_text_again() -> None:
    assert tag("p", tag("strong", "x") + "<i>") == "<p>&lt;strong&gt;x&lt;/strong&gt;&lt;i&gt;</p>"


FIELDS = ("title", "question", "criteria", "base_rate", "note", "summary", "warning", "attributed_to", "quote", "hedge", "condition",
          "source", "why", "by", "unit", "narrative", "text")  # fmt: skip


def spoilt(record: Any, text: str) -> Any:
    """A record or entry with a text in each of its fields that people write, whatever the model would say to it."""
    found = {name: text for name in FIELDS if isinstance(getattr(record, name, None), str)}
    lists = {name: (text,) for name in ("fine_print", "sources") if getattr(record, name, ())}
    return record.model_copy(update={**found, **lists})


def spoilt_case(case: Case, text: str) -> Case:
    documents = tuple(
        document.model_copy(update={"statements": tuple(spoilt(one, text) for one in document.statements)})
        for document in case.documents
    )
    indicators = tuple(spoilt(one, text) for one in case.indicators)
    changed: Case = spoilt(case, text).model_copy(update={"documents": documents, "indicators": indicators})
    return changed


CHOSEN = (
    "hama-by-december",
    "deepest-city",
    "displaced-peak",
    "damascus-date",
    "un-talks-given-acceptance",
    "if-assad-accepts-un-track",
)


def spoilt_report(text: str) -> str:
    folder = shipped_book().cases["syria-2024-12"]
    forecasts: dict[str, Forecast] = {name: spoilt(folder.forecasts[name], text) for name in CHOSEN}
    entries: list[Entry] = [
        spoilt(entry, text) for entry in folder.entries
        if set(CHOSEN) & set(entry.forecasts if isinstance(entry, Evidence) else [getattr(entry, "forecast", "")])
    ]  # fmt: skip
    assert folder.case is not None
    changed = copy(folder)
    changed.case, changed.forecasts, changed.entries = spoilt_case(folder.case, text), forecasts, entries
    return whole(reported(Book(shipped_book().root, {folder.id: changed}, []), [], END))


@cache
def shipped_book() -> Book:
    return Book.open(SHIPPED)


@cache
def plain() -> Counter[tuple[str, tuple[str, ...], str]]:
    return skeleton(spoilt_report("x"))


@settings(max_examples=share(30))
@given(texts.filter(str.strip))
def test_no_text_in_any_field_makes_an_element_or_an_attribute(text: str) -> None:
    assert skeleton(spoilt_report(text)) == plain()


def test_the_spoilt_report_is_spoilt_in_every_field() -> None:
    shown = spoilt_report("MARK")
    assert shown.count("MARK") > 200
    assert isinstance(spoilt(shipped_book().cases["syria-2024-12"].entries[0], "MARK"), Estimate | Evidence)


def test_a_hostile_book_gives_a_harmless_page(hostile_book: Path, run: Run) -> None:
    ran = run("report", "-o", "out.html", "--at", "2024-12-09")
    assert ran.code == 0, ran.err
    page = Page(Path("out.html").read_text(encoding="utf-8"))
    assert len(page.all("script")) == len(page.all("style")) == len(page.all("title")) - len(page.all("svg")) == 1
    assert not {name for name, _ in page.elements} & {"img", "textarea", "b"}
    assert not [
        key for _, attributes in page.elements for key in attributes if key.startswith("on") or key == "autofocus"
    ]
    outward = {attributes["href"] for attributes in page.all("a") if not (attributes["href"] or "").startswith("#")}
    assert outward == {'https://ok.example/"onclick="window.hacked=1', "https://ok.example/<script>"}
    text = Path("out.html").read_text(encoding="utf-8")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\x00\x07\x1b]", text)
    assert text.count("\\u202e") > 20


# ── readable ──


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", ours("style.css"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks)
    return {"light": light, "dark": {**light, **dark}}


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *product(["ink", "soft", "accent", "warn"], ["paper", "raised"]),
        ("ink", "warn-paper"),
        ("warn", "warn-paper"),
        ("ink", "mark"),
    ],
)
def test_every_ink_can_be_read_on_every_paper(theme: str, ink: str, paper: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_and_marks_of_pictures_can_be_seen(theme: str) -> None:
    colours = themes()[theme]
    for name in ("stated", "implied", "strong-rule"):
        assert contrast(colours[name], colours["paper"]) >= 3


def test_every_colour_of_the_dark_theme_is_its_own() -> None:
    light, dark = themes().values()
    assert not [name for name in light if light[name] == dark[name]]


# ── pictures ──


def drawn(report: Page, forecast: str) -> list[tuple[str, dict[str, str | None]]]:
    """The shapes of a forecast's picture."""
    start = next(at for at, (_, attributes) in enumerate(report.elements) if attributes.get("id") == forecast)
    svg = next(at for at in range(start, len(report.elements)) if report.elements[at][0] == "svg")
    return [one for one in report.elements[svg : svg + 24] if one[0] in {"svg", "path", "rect", "text", "circle"}]


def test_a_course_is_drawn_with_its_marks(page: Page) -> None:
    shapes = drawn(page, "syria-2024-12/hama-by-december")
    found_classes = {attributes.get("class") for _, attributes in shapes}
    assert {"grid", "line implied", "line one", "mark one", "truth", "tick", "edge"} <= found_classes
    (stated,) = [attributes["d"] or "" for _, attributes in shapes if attributes.get("class") == "line one"]
    found = re.fullmatch(r"M([\d.]+) ([\d.]+)h[\d.]+", stated)
    assert found is not None
    assert float(found[2]) == pytest.approx(8 + 130 * (1 - 0.404), abs=0.06)
    assert float(found[1]) == pytest.approx(8 + 6.6 * len("100%") + 10, abs=0.06)


def test_no_shape_leaves_its_picture(page: Page) -> None:
    box: list[float] = []
    for name, attributes in page.elements:
        if name == "svg":
            box = [float(value) for value in (attributes["viewbox"] or "").split()[2:]]
        for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", attributes.get("d") or ""):
            assert 0 <= float(x) <= box[0], attributes
            assert 0 <= float(y) <= box[1], attributes


def test_each_person_has_a_mark_of_their_own(book: Path, run: Run) -> None:
    for person in ("alice", "bob", "carol", "dan", "eve", "frank"):
        run("estimate", "unsc-resolution", "20%", "--why", "x", "--by", person, "--known-at", "2024-12-05")
    run("report", "-o", "out.html", "unsc-resolution", "--at", "2024-12-09")
    text = Path("out.html").read_text()
    for sign in "●■◆▲✚":
        assert f">{sign}</span> stated by " in text
    assert "not drawn: 2 forecasters" in text


def test_every_kind_has_a_picture(page: Page) -> None:
    assert len([one for one in page.all("figure") if one["class"] == "outlook-picture plot"]) == 27


def test_calibration_is_drawn_counted_and_taken_apart(page: Page) -> None:
    text = " ".join(text for _, text in page.texts)
    for words in (
        "Calibration of 19 yes/no forecasts", "under 30, too few", "What was stated, and what share of it happened", "CORP",
        "Left out (8)",
    ):  # fmt: skip
        assert words in text, words
    assert len(page.all("circle")) > 7


def test_withheld_forecasts_are_counted(book: Path, run: Run) -> None:
    run("report", "-o", "out.html", "--at", "2024-12-09")
    assert "Resolved, but the scheduled close has not passed" in Path("out.html").read_text()


def test_json_says_what_was_written(book: Path, run: Run) -> None:
    shown = json.loads(run("report", "-o", "out.html", "--at", "2024-12-06", "--json").out)
    assert shown == {
        "schema": 2, "at": "2024-12-06T23:59:59Z", "path": "out.html", "bytes": Path("out.html").stat().st_size, "forecasts": 27,
    }  # fmt: skip


def test_beside_each_statement_is_its_own_number_or_whose_the_newest_is(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forecasts").mkdir()
    first = "A strike is unlikely by 3 January 2025. Rain may fall by 3 January 2025.\n"
    (tmp_path / "b1.md").write_text(f"# B 1\nBy Desk, 16 November 2024\n\n{first}")
    second = "A strike is almost certain by 3 January 2025. If rain falls, a strike is likely by 3 January 2025.\n"
    (tmp_path / "b2.md").write_text(f"# B 2\nBy Desk, 23 November 2024\n\n{second}")
    assert run("extract", "b1.md", "--case", "b", "--as-of", "2024-11-16", "--accept", "all").code == 0
    for name in ("strike", "rain"):
        ran = run(
            "new", "--from", f"b/{name}", "--source", "Radio", "--prior", "30%", "--question", f"Will {name} come?"
        )
        assert ran.code == 0, ran.err
    assert run("set", "b/strike", "as_stated_in=strike").code == 0
    add = ("--as-of", "2024-11-23", "--link", "3=strike", "--link", "4=strike")
    assert run("extract", "b2.md", "--case", "b", *add).code == 0
    assert run("estimate", "rain", "40%", "-w", "clouds", "--by", "marta").code == 0
    assert run("report", "-o", "r.html", "--section", "words").code == 0
    text = re.sub(r"<[^>]+>", "|", (tmp_path / "r.html").read_text())
    rows = re.sub(r"\s*\|[\s|]*", "|", text[text.index("Hedges in") :])
    assert "|unlikely|20% to under 45% in ICD 203|A strike is unlikely" in rows
    one, two, three, four = (rows.index(words) for words in ("(in b1 by Desk", "Rain may", "almost certain", "If rain"))
    assert "32.5% by Desk, 16 Nov 2024" in rows[one:two]
    assert "newest 40.0% by marta, 10 Dec 2024" in rows[two:three]
    assert "97.0% by Desk, 23 Nov 2024" in rows[three:four]
    assert "newest 97.0% by Desk, 23 Nov 2024" in rows[four:]


INQUIRY = """\
title: How the inquiry ends
question: How will the inquiry into the port of Sel end by 30 June 2025?
kind: choice
options: [with conditions, formal investigation, dropped]
criteria: What the Court of Audit publishes.
opens_at: 2024-11-01
closes_at: 2025-06-30
statements: [unlikely-formal, said-dropped]
as_stated_in: {unlikely-formal: {with conditions: 40%, formal investigation: 25%, dropped: 35%}}
"""
SEL = """\
title: Sel
as_of: 2024-11-01
documents:
- id: week
  file: week.md
  sha256: {sha256}
  author: Harbour Desk
  statements:
  - id: unlikely-formal
    quote: A formal investigation is unlikely (25%).
    hedge: unlikely (25%)
  - id: said-dropped
    quote: The port said that it is likely to be dropped.
    hedge: likely
    attributed_to: The port
"""


def test_words_of_a_choice_have_all_that_is_stated_and_those_of_others_whose_they_are(book: Path, run: Run) -> None:
    folder = book / "sel"
    folder.mkdir()
    text = "A formal investigation is unlikely (25%). The port said that it is likely to be dropped.\n"
    (folder / "week.md").write_text(text)
    (folder / "case.yaml").write_text(SEL.format(sha256=hashlib.sha256(text.encode()).hexdigest()))
    (folder / "inquiry.yaml").write_text(INQUIRY)
    assert run("report", "sel", "-o", "sel.html").code == 0
    page = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", (book.parent / "sel.html").read_text()))
    page = page.partition("Hedges in Sel")[2]
    assert "How the inquiry ends: with conditions 40.0%, formal investigation 25.0%, dropped 35.0%" in page
    assert "(said by The port, in week by Harbour Desk, 1 Nov 2024)" in page
