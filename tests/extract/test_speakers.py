"""A surname finds its person, however many have spoken, as a look through all of them would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outlook.extract.voices import Speakers

WORDS = st.sampled_from(["Ann", "Lee", "Kim", "the bank", "O’Neill"])
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


class Plain:
    """Everybody in a list, looked through from its end for each name."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def resolve(self, name: str) -> str:
        full = next((known for known in reversed(self.names) if known != name and known.split()[-1] == name), name)
        if full not in self.names:
            self.names.append(full)
        return full


@given(st.lists(NAMES, max_size=12))
def test_each_name_finds_the_person_that_a_look_through_all_finds(names: list[str]) -> None:
    speakers, plain = Speakers(), Plain()
    for name in names:
        assert speakers.resolve(name) == plain.resolve(name)
        assert speakers.last == plain.names[-1]
