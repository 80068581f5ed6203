"""The figures of extraction in its page: what `make eval` prints, behind the mark."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATH = ROOT / "docs" / "extraction.md"
MARK = "<!-- make eval -->\n"


def filled(page: str) -> str:
    """The page with the printed tables in the text block behind the mark."""
    before, _, rest = page.partition(MARK)
    after = rest.partition("\n```\n")[2]
    printed = subprocess.run([sys.executable, "-m", "tests.evaluate"], cwd=ROOT, capture_output=True, check=True)
    return f"{before}{MARK}```text\n{printed.stdout.decode().rstrip()}\n```\n{after}"
