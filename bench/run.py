"""Everything that is measured, one script after the other."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

for script in (
    "append.py",
    "startup.py",
    "curve.py",
    "warm.py",
    "writing.py",
    "scores.py",
    "weighing.py",
    "scorecard.py",
    "forecasters.py",
    "report.py",
    "extraction.py",
    "ingest.py",
    "imports.py",
    "peers.py",
):
    print(f"\n{script}", flush=True)
    subprocess.run([sys.executable, HERE / script], check=True)
