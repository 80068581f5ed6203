"""What games are played with in the suite."""

from __future__ import annotations

import pytest

from .play import Table
from .programs import NO_INDEX, Forked, Here, knows_no_index


@pytest.fixture(scope="session")
def plain(loaded: None) -> tuple[str, ...]:
    """The option that switches the index off; nothing while the program has none, and is compared with itself."""
    return (NO_INDEX,) if knows_no_index() else ()


@pytest.fixture
def table(plain: tuple[str, ...]) -> Table:
    """The program in children that know nothing of each other, and without its index in this process."""
    return Table(Forked(), Here(Forked(plain)), checked=0.3)
