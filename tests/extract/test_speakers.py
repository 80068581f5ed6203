"""A surname finds its person, however many have spoken, and the phrase around a name stays within its clause."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outlook.extract.speakers import find_speaker
from outlook.extract.voices import Speakers, Voice
from outlook.extract.whole_speakers import whole

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


PIECES = [
    "Its ",
    "chief ",
    "Dr. ",
    "Kell’s ",
    "the ",
    "mayor of ",
    "(R-Kell) ",
    ", ",
    "“",
    "who ",
    "and ",
    "said ",
    "\n",
    "’s",
    ".",
]
BESIDE = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join)


@given(BESIDE, BESIDE, st.sampled_from(["before the verb", "behind it"]))
def test_the_phrase_around_a_name_holds_it_and_stays_within_its_edges(before: str, after: str, where: str) -> None:
    text = f"{before}Ann Lee{after} said so."
    start, end = len(before), len(before) + len("Ann Lee")
    edges = (0, len(text) - len(" said so.")) if where == "before the verb" else (min(len(before), 3), len(text))
    first, last = whole(text, start, end, edges)
    assert edges[0] <= first <= start
    assert end <= last <= edges[1]


def test_whoever_is_named_again_is_shown_by_the_name_alone() -> None:
    speakers = Speakers()
    assert speakers.named(Voice("Ann Lee", whole="Mayor Ann Lee (Ind)")) == "Mayor Ann Lee (Ind)"
    assert speakers.named(Voice("Lee", whole="Mrs Lee")) == "Ann Lee"
    assert speakers.named(Voice("she", "verb", is_pronoun=True)) == "Ann Lee"


WORDY = st.sampled_from(
    [
        "Ann Lee", "No 10", "No", "the bank", "some", "officials", "who", "which", "as", "per", "by", "with", "and", "of", "at",
        "in", "said", "says", "expected", "reported that", "according to", "saying that", "forecasts", "’s", "view is that",
        "quoted", "as saying", ",", "“", "”", "(", ")", "it will rain", ".", "Inc.", "U.S.", "data", "published", "both", "don’t",
    ]
)  # fmt: skip


@given(st.lists(WORDY, min_size=1, max_size=14).map(" ".join))
def test_of_any_words_whoever_speaks_stands_in_them(text: str) -> None:
    for voice in (find_speaker(text, text.lower()), find_speaker(f"{text} said.", f"{text} said.".lower())):
        assert voice is None or voice.phrase.lower() in f"{text} said.".lower()
