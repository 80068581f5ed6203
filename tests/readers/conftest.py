"""Other people's programs read what we write: a group of its own, since they are large (`make readers`)."""

from __future__ import annotations

import importlib.util
import os

import pytest

LIBRARIES = ("openpyxl", "pyarrow", "pandas", "stix2", "hubdata", "pymisp", "pytaxonomies")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of the group where a library lacks, unless its lack is a failure."""
    lacking = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if not lacking or os.environ.get("OUTLOOK_REQUIRE_READERS"):
        return
    skip = pytest.mark.skip(reason=f"needs {', '.join(lacking)}: make readers")
    for item in items:
        if "readers" in item.path.parts:
            item.add_marker(skip)
