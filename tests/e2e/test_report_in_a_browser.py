"""The report in a real browser: quiet, usable by keyboard, whole without its script, printable, and harmless."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from conftest import Run

pytestmark = pytest.mark.in_turn

# What stands behind the text in each.
THEMES: dict[Literal["light", "dark"], str] = {"light": "rgb(252, 251, 248)", "dark": "rgb(21, 23, 26)"}


def column(page: Page, number: int) -> list[str]:
    cells = page.locator(f"#status tbody tr:not([hidden]) > :nth-child({number})")
    return [text.split("\n")[0].strip() for text in cells.all_inner_texts()]


def percents(texts: list[str]) -> list[float]:
    return [float(text.strip("<>%").replace(",", "")) for text in texts if re.fullmatch(r"[<>]?[\d.]+%", text)]


# ── quiet, and whole without its script ──


def test_it_opens_quietly(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report)
    assert page.title() == "Syria, as of 1 December 2024 – forecasts"
    assert page.get_by_role("heading", level=1).inner_text() == "Syria, as of 1 December 2024"
    for role in ("main", "navigation", "note"):
        assert page.get_by_role(role).first.is_visible()


def test_without_javascript_everything_is_there(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report, java_script_enabled=False)
    assert page.locator("#status tbody tr").count() == 27
    assert page.locator("#filter").is_hidden()
    assert page.locator("thead button").count() == 0
    details = page.locator("details").first
    inside = details.locator("table").first
    assert inside.is_hidden()
    details.locator("summary").click()
    assert inside.is_visible()


def test_the_policy_stops_a_script_that_is_not_ours(browser: Browser, report: Path, tmp_path: Path) -> None:
    """The second wall: were something to get past the escaping, the browser would still not run it."""
    intruder = "<main><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
    path = tmp_path / "broken-into.html"
    path.write_text(report.read_text(encoding="utf-8").replace("<main>", intruder), encoding="utf-8")
    heard: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: heard.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in line for line in heard)
    page.close()


# ── by keyboard ──


def test_sorting_by_keyboard_says_what_it_did(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report)
    button = page.locator("#status thead").get_by_role("button", name="Implied")
    heading = page.locator("#status thead th", has=page.get_by_role("button", name="Implied"))
    button.focus()
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    rising = percents(column(page, 4))
    assert rising == sorted(rising)
    assert len(rising) > 15
    page.keyboard.press("Space")
    assert heading.get_attribute("aria-sort") == "descending"
    assert percents(column(page, 4)) == sorted(rising, reverse=True)
    assert "%" not in column(page, 4)[-1], "what has no probability stands last, whichever way"
    assert page.locator("#status th[aria-sort]").count() == 1


def test_finding_by_keyboard(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report)
    page.get_by_label("Find").focus()
    page.keyboard.type("damascus")
    assert all(
        "damascus" in text.lower() for text in page.locator("#status tbody tr:not([hidden]) th").all_inner_texts()
    )
    assert page.get_by_role("status").inner_text() == "3 of 27 shown"
    page.get_by_label("State").select_option("open")
    shown = page.locator("#status tbody tr:not([hidden])")
    assert {row.get_attribute("data-state") for row in shown.all()} == {"open"}
    page.get_by_label("Find").fill("no such thing")
    assert page.get_by_role("status").inner_text() == "0 of 27 shown"


def test_the_first_stop_skips_to_the_table(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to: status"
    box: Any = focused.bounding_box()
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#status"


def test_a_link_of_the_table_lands_on_the_page_of_its_forecast(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report)
    for width, name in product((360, 1280), ("us-strike-naive", "aleppo-retaken", "deepest-city")):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(f"#status a[href='#syria-2024-12/{name}']").click()
        top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", f"syria-2024-12/{name}")
        assert 0 <= top <= 40
        page.go_back()


def test_every_stop_of_the_keyboard_can_be_seen(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report)
    page.keyboard.press("Tab")
    for _ in range(25):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert width >= 2, page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        assert style != "none"


def test_a_tip_is_read_by_keyboard_and_goes_away(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report)
    button = page.locator("#status thead").get_by_role("button", name="Implied")
    button.focus()
    tip = page.get_by_role("tooltip")
    told = "What the prior, the evidence and time imply by the stated rules; once closed, what they implied last"
    assert tip.inner_text() == told
    assert button.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    assert tip.is_hidden()


def test_every_control_has_a_name_and_every_reference_a_target(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report, width=360)
    nameless = page.evaluate("""() => {
      const named = (one) => one.textContent.trim() || one.getAttribute("aria-label") || (one.labels && one.labels.length);
      return [...document.querySelectorAll("a, button, summary, input, select, [tabindex], [role=region], nav")]
        .filter((one) => !named(one)).map((one) => one.outerHTML.slice(0, 80));
    }""")
    assert nameless == []
    lost = page.evaluate("""() => ["aria-labelledby", "aria-describedby", "for"].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].filter((one) => !document.getElementById(one.getAttribute(name))).map((one) => one.outerHTML))""")
    assert lost == []
    assert page.get_by_role("searchbox", name="Find").count() == 1
    assert page.get_by_role("combobox", name="State").count() == 1
    assert page.get_by_role("table", name="All forecasts, the most urgent first").count() == 1
    assert page.get_by_role("rowheader").count() > 27
    assert page.get_by_role("img").count() > 27


# ── to the eye ──

CONTRASTS = """() => {
  const parse = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return {r, g, b, a}; };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.a === 1) return colour;
      if (colour.a !== 0) throw new Error("half transparent");
    }
    throw new Error("no background");
  };
  const part = (value) => { const v = value / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ({r, g, b}) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const worst = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, svg, option")) continue;
    const [one, other] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const name = `${element.tagName}.${element.className}`;
    worst[name] = Math.min(worst[name] ?? 99, ratio);
  }
  return worst;
}"""


def test_every_text_can_be_read_in_either_theme_and_the_dark_one_is_dark(
    opened: Callable[..., Page], report: Path
) -> None:
    page = opened(report)
    for theme, ground in THEMES.items():
        page.emulate_media(color_scheme=theme)
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == ground
        worst: dict[str, float] = page.evaluate(CONTRASTS)
        assert len(worst) > 20
        assert {name: ratio for name, ratio in worst.items() if ratio < 4.5} == {}, theme


@pytest.mark.parametrize("name", ["report", "hostile_report"])
def test_nothing_hangs_out_of_the_window(
    opened: Callable[..., Page], request: pytest.FixtureRequest, name: str
) -> None:
    page = opened(request.getfixturevalue(name))
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for width in (320, 360, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_cards_are_sorted_by_their_headings(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report, width=380)
    page.locator("#status thead").get_by_role("button", name="Implied").click()
    rising = percents(column(page, 4))
    assert rising == sorted(rising)
    assert opened(report, width=380, java_script_enabled=False).locator("#status thead").is_hidden()


def test_on_a_phone_every_number_of_the_table_of_forecasts_is_on_the_screen(
    opened: Callable[..., Page], report: Path
) -> None:
    page = opened(report, width=360)
    right = page.evaluate(
        "Math.max(...[...document.querySelectorAll('#status td')].map(cell => cell.getBoundingClientRect().right))"
    )
    assert 0 < right <= 360
    named = page.locator("#status tbody tr").first.locator("td").first
    assert named.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Stated"'


def test_a_wide_table_scrolls_in_its_own_box_and_is_reached_by_keyboard(
    opened: Callable[..., Page], report: Path
) -> None:
    page = opened(report, width=360)
    box = page.locator("#scorecard .scroll[tabindex]").first
    assert (box.get_attribute("tabindex"), box.get_attribute("role")) == ("0", "region")
    box.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(100):  # scrolling is animated; the policy forbids the driver to wait by a script of its own
        if page.evaluate("document.querySelector('#scorecard .scroll[tabindex]').scrollLeft") > 0:
            break
        page.wait_for_timeout(20)
    else:
        pytest.fail("the box did not scroll")
    wide = opened(report).locator("#status .scroll")
    assert wide.get_attribute("tabindex") is None


def test_it_prints_with_everything_unfolded(opened: Callable[..., Page], report: Path) -> None:
    page = opened(report, color_scheme="dark")
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) > 20
    page.emulate_media(media="print", color_scheme="dark")
    assert page.get_by_role("navigation").is_hidden()
    assert page.locator("#filter").is_hidden()
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')").strip() == "#1c1e21"
    unfolded = page.evaluate("[...document.querySelectorAll('details > .scroll')].map((one) => one.checkVisibility())")
    assert unfolded
    assert all(unfolded)


# ── harmless ──


@pytest.fixture
def hostile_report(hostile_book: Path, run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "hostile.html"
    ran = run("report", "-o", str(path), "--at", "2024-12-09")
    assert ran.code == 0, ran.err
    return path


def test_hostile_text_does_not_run(opened: Callable[..., Page], hostile_report: Path) -> None:
    page = opened(hostile_report)
    page.evaluate("""() => {
      for (const one of document.querySelectorAll("details")) one.open = true;
      for (const one of document.querySelectorAll("*")) {
        for (const kind of ["mouseover", "mouseenter", "focus", "load", "error", "toggle"]) one.dispatchEvent(new Event(kind, {bubbles: true}));
        one.focus?.();
      }
    }""")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, textarea, object").count() == 0
    assert page.locator("main script").count() == 0
    assert page.locator("a[href^='javascript' i], a[href^='data' i]").count() == 0
    assert "<script>window.hacked=1</script>" in (page.locator("article").first.text_content() or "")


def test_hostile_text_does_not_run_without_the_policy_either(opened: Callable[..., Page], hostile_report: Path) -> None:
    """The first wall by itself: the escaping holds with the policy taken away."""
    text = hostile_report.read_text(encoding="utf-8")
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert bare != text
    hostile_report.write_text(bare, encoding="utf-8")
    page = opened(hostile_report)
    page.evaluate(
        "for (const one of document.querySelectorAll('*')) { one.dispatchEvent(new Event('mouseover')); one.focus?.(); }"
    )
    assert page.evaluate("window.hacked") is None
