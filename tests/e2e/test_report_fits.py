"""The report at every width: no text lies on another, and none is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from conftest import Run

pytestmark = pytest.mark.in_turn

MISFITS = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll("article")) one.style.contentVisibility = "visible";
  const lines = [], wide = document.documentElement.clientWidth, found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, within = node.parentElement;
    if (!node.data.trim() || within.closest("script, option, title, .skip") || !within.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1) lines.push({node, box, text: node.data.trim().slice(0, 40)});
  }
  lines.sort((one, other) => one.box.top - other.box.top);
  for (const [at, one] of lines.entries()) {
    const box = one.node.parentElement.closest(".scroll")?.getBoundingClientRect() ?? {left: 0, right: wide};
    const scrolls = wide < 600 && one.node.parentElement.closest("table:not([data-sort])");
    if (!scrolls && (one.box.left < box.left - 1 || one.box.right > box.right + 1)) found.push(`cut: ${one.text} in ${one.node.parentElement.closest("section")?.id}`);
    for (const other of lines.slice(at + 1)) {
      if (other.box.top >= one.box.bottom) break;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      // Boxes of lines reach above and below their letters.
      if (one.node !== other.node && across > 2 && down > 0.35 * Math.min(one.box.height, other.box.height))
        found.push(`one on the other: ${one.text} | ${other.text}`);
    }
  }
  return found.slice(0, 10);
}"""


@pytest.fixture
def crowded_report(book: Path, run: Run, tmp_path: Path) -> Path:
    """Long names, titles and ids, several people, and lists of entries of today, whose ids are the longest."""
    whole = "Office for Contingencies and Long-Range Estimates of the Eastern Mediterranean"
    folder, path = book / "syria-2024-12", tmp_path / "crowded.html"
    case = (folder / "case.yaml").read_text(encoding="utf-8")
    (folder / "case.yaml").write_text(case.replace("title: ", f"title: {whole}, ", 1), encoding="utf-8")
    done = [run("rename", "damascus-given-falter", f"damascus-lost-{'on-conditions-' * 3}of-the-regime")]
    stated = {"damascus-by": "31%", "un-talks": "32%", "displaced": "q05=2e5,q50=4e5,q95=6e5"}
    then = ("--known-at", "2024-12-04")
    for who in (whole, "x" * 60, "ann"):
        for name, number in stated.items():
            done.append(run("estimate", name, number, "--by", who, "--why", f"{whole} " * 3, "--sure", *then))
        report = f"{who}: {whole} {'y' * 70}"
        done.append(run("evidence", "damascus-by", report, "--grade", "B2", "--source", whole, *then))
    done.append(run("report", "-o", str(path)))
    assert [one.err for one in done if one.code] == []
    return path


def test_no_two_texts_overlap_and_nothing_is_cut(opened: Callable[..., Page], crowded_report: Path) -> None:
    page = opened(crowded_report)
    for width in (380, 768, 1000, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(MISFITS) == [], width
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 950})  # of A4, what the margins leave
    assert page.evaluate(MISFITS) == []
