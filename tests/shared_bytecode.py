"""Test modules made ready once for all workers of a run: in a fresh checkout each would make all, at the same time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from _pytest.assertion import rewrite

if TYPE_CHECKING:
    import pytest

TESTS = Path(__file__).parent


def make_own_share(config: pytest.Config) -> None:
    """Of the modules that have no bytecode yet, make that of this worker's; nothing where there is one process."""
    worker = getattr(config, "workerinput", None)
    if worker is None or sys.dont_write_bytecode:
        return
    number, count = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    for path in sorted(TESTS.rglob("test_*.py"))[number::count]:
        _make(path, config)


def _make(path: Path, config: pytest.Config) -> None:
    """The bytecode as pytest keeps it, whose assertions say what they compared; what there is, it looks at itself."""
    folder = rewrite.get_cache_dir(path)
    kept = folder / f"{path.stem}{rewrite.PYC_TAIL}"
    if not kept.exists() and rewrite.try_makedirs(folder):
        read, code = rewrite._rewrite_test(path, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, read, kept)
