"""A real browser, a report, and a page opened as a person would.

Needs the extra `e2e` and a Chromium; `.ci/run` installs both. Without them these tests are skipped, with the reason,
unless OUTLOOK_REQUIRE_BROWSER is set.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from outlook import moments
from outlook.answers.report import report as whole_report
from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.show.html.report import render
from outlook.show.svg.shapes import style
from outlook.show.svg.small import small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


# Of these tests alone: as long as the browser is driven, a loop runs that the tests of the pages could not start theirs in.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    required = bool(os.environ.get("OUTLOOK_REQUIRE_BROWSER"))
    if not required:
        pytest.importorskip("playwright.sync_api", reason="the extra `e2e` is not installed: run `make driver`")
    if CHROMIUM is None and not required:
        pytest.skip("there is no chromium on the PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file as a person would; at the end it must have been quiet and have asked for nothing but itself."""
    contexts: list[BrowserContext] = []
    heard: list[str] = []
    asked: list[str] = []

    def open_page(path: Path, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []
    assert {url.partition("#")[0].partition(":")[0] for url in asked} <= {"file"}
    assert len(asked) == len(contexts), "only the page itself is loaded"


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the shipped case, written once."""
    book = Book.open(Path(__file__).parents[2] / "forecasts")
    path = tmp_path_factory.mktemp("report") / "report.html"
    found = whole_report(Standings(book, moments.from_iso("2024-12-06T23:59Z")), book.selected([]))
    path.write_text(render(found, small, style()), encoding="utf-8")
    return path
