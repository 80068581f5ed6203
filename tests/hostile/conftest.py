"""A sandbox, and a program that is loaded before it is forked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hostile.sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _loaded(loaded: None) -> None:
    """Children are forked."""


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandbox(tmp_path)
