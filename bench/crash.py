"""What a crash or a failing call may leave: every command that writes, at every step, on many disks.

The suite looks at a part of these (tests/ledger/test_crashes.py, tests/ledger/test_failing_calls.py). Here each
call fails in every way, and each crash may keep or lose each file and each folder by itself. It prints what it
tried, and every fault that it finds; it ends with 1 if there is one.

    python bench/crash.py             everything, some minutes
    python bench/crash.py edit new    the commands whose name begins so
"""

import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from faults.failing import sweep
from faults.program import load
from faults.survive import after_every_crash
from faults.writes import WRITINGS, Writing

ROUNDS = 20
ALL = 1_000_000


def try_one(writing: Writing, place: Path) -> list[str]:
    """Crash and fail one command in every way, print how often, and return what was wrong."""
    for name in ("crashes", "faults"):
        (place / name).mkdir(parents=True)
    crashes, wrong = after_every_crash(writing, place / "crashes", ALL, random.Random(20241206), ROUNDS)
    failed, more = sweep(writing, place / "faults", every_fault=True)
    print(
        f"{writing.name:<30} {crashes:>5} disks, {failed:>4} failing calls, {len(wrong) + len(more)} wrong", flush=True
    )
    return wrong + more


def main(names: list[str], place: Path) -> int:
    os.environ.update({"XDG_STATE_HOME": str(place / "state"), "XDG_CACHE_HOME": str(place / "cache")})
    (place / "load").mkdir()
    load(place / "load")
    chosen = [writing for writing in WRITINGS if not names or writing.name.startswith(tuple(names))]
    wrong = [said for number, writing in enumerate(chosen) for said in try_one(writing, place / str(number))]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="outlook-crash-") as folder:
        code = main(sys.argv[1:], Path(folder))
    sys.exit(code)
