"""A sandbox, and a program that is loaded before it is forked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faults.program import load
from hostile.sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session", autouse=True)
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    load(tmp_path_factory.mktemp("load"))


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandbox(tmp_path)
