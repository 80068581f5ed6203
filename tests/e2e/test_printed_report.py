"""A report that a real browser printed to PDF holds the same statements as the text it was printed from."""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = bool(os.environ.get("OUTLOOK_REQUIRE_BROWSER"))
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--no-pdf-header-footer",
]  # fmt: skip

pytestmark = [
    pytest.mark.in_turn,
    pytest.mark.skipif(CHROMIUM is None and not REQUIRED, reason="there is no chromium on the PATH"),
]


def test_a_printed_report_holds_the_same_statements(book: Path, run: Run, tmp_path: Path) -> None:
    report = book / "syria-2024-12" / "report.txt"
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in report.read_text("utf-8").split("\n"))
    style = "<style>p { font-size: 26pt; hyphens: auto; text-align: justify }</style>"
    (tmp_path / "r.html").write_text(f"<html lang=en><meta charset=utf-8>{style}{paragraphs}", "utf-8")
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path / 'user'}", f"--print-to-pdf={tmp_path / 'r.pdf'}"]
    subprocess.run([*command, (tmp_path / "r.html").as_uri()], check=True, capture_output=True, timeout=120)
    found, wanted = (
        json.loads(run("extract", str(path), "--json").out)["statements"] for path in (tmp_path / "r.pdf", report)
    )
    told = [[row[key] for key in ("text", "class", "hedge", "condition", "attributed_to")] for row in found]
    assert told == [[row[key] for key in ("text", "class", "hedge", "condition", "attributed_to")] for row in wanted]
    assert len(told) == 4
    assert {row["page"] for row in found} > {1}
