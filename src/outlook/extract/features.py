"""What the fitted weights look at in a sentence: its words, what the rules say of it, and what its document is like.

A feature is a word, or three texts that say what it is. Whoever fits the weights and who
explains them asks here; `fitted.py` adds them up more quickly, and a test holds the two sums together.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from outlook.extract.grammar import clause_of, first_of, outline, past_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from outlook.extract.grammar import Clause
    from outlook.extract.span import Cue

Feature = str | tuple[str, str, str]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


REMEMBERED = 100_000  # words at a time
ENOUGH_SENTENCES = 6  # tell what a document is like
NUMBER, YEAR, MONTH, NAME, BEGIN, END = "#", "#y", "MONTH", "X", "<s>", "</s>"
CUES = _set(
    "may might could would will shall should can must ought won ll cannot likely unlikely probably expect expects"
    " expected forecast forecasts projected projects risk risks threatens possible possibly probable certain certainly"
    " perhaps scheduled planned due set poised anticipate anticipated predict predicts predicted intends plans hopes"
    " chance chances odds prospect outlook going foresee foresees estimates estimated depends depend"
)
ORDERS = _set(
    "do use make keep set turn press check open close place put take remove read call ask see add switch hold wait"
    " let clean never always avoid ensure please store contact write apply click select fill bring give allow insert"
    " leave stir cook bake mix"
)
PASSED_OVER = _set("not also still then only even well")  # between a modal and its verb
# Of what a document has much: the words, and which share of all its words is much.
SIGNALS = {
    "you": ("you your", 0.02),
    "I": ("i my me", 0.02),
    "we": ("we our us", 0.02),
    "he": ("he she his her", 0.02),
    "shall": ("shall", 0.01),
    "may": ("may", 0.01),
    "will": ("will ll", 0.01),
    "could": ("could might", 0.01),
    "would": ("would", 0.01),
    "should": ("must should", 0.01),
    "can": ("can", 0.01),
    "past": ("was were had", 0.03),
    "expected": ("expect expected expects likely forecast", 0.02),
    "if": ("if unless", 0.01),
    "dates": (f"{MONTH} {YEAR}", 0.02),
    "names": (NAME, 0.1),
    "numbers": (NUMBER, 0.05),
}
ORDERING = 0.1  # of the sentences
MUCH = 3  # in a page of eighty words, one `may` is more than a hundredth, and says nothing of the page
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October")


class Verdict(NamedTuple):
    """What the rules say of a sentence; `spans` names what it has of condition, horizon, speaker and scheduled."""

    cues: Sequence[Cue] = ()
    is_outlook: bool = False
    spans: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """In a word, whether it is an outlook, or has no word that looks ahead."""
        return "outlook" if self.is_outlook else "none" if self.cues else "silent"


class Looked(NamedTuple):
    """What is looked at: the words of a sentence, what the rules say of it, and what its document has much of."""

    words: Sequence[str]
    verdict: Verdict
    signals: frozenset[str]

    @property
    def ahead(self) -> frozenset[str]:
        """Its words that look ahead."""
        return CUES.intersection(self.words)


class _Counted(dict[str, str]):
    """What each word seen so far counts as."""

    def __missing__(self, word: str) -> str:
        if len(self) > REMEMBERED:
            self.clear()
        found = self[word] = counts_as(word)
        return found


def counts_as(word: str) -> str:
    """A word in lower case; a number, a month or a name as what it is.

    >>> [counts_as(word) for word in ("Rain", "in", "May", "2031", "3rd", "I")]
    ['X', 'in', 'MONTH', '#y', '#', 'i']
    """
    if any(map(str.isdigit, word)):
        return YEAR if _YEAR.fullmatch(word) else NUMBER
    if not word[0].isupper() or word == "I":
        return word.lower()
    return MONTH if _MONTH.fullmatch(word) else NAME


_COUNTED = _Counted()


def counted(words: Iterable[str]) -> list[str]:
    """The words of a sentence as they count."""
    return list(map(_COUNTED.__getitem__, words))


def signals_of(sentences: Iterable[Sequence[str]]) -> frozenset[str]:
    """Of what a document has much, by the words of its sentences; nothing, where they are too few to tell."""
    every = [words for words in sentences if words]
    if len(every) < ENOUGH_SENTENCES:
        return frozenset()
    counts: Counter[str] = Counter()
    for word, count in Counter(chain.from_iterable(every)).items():
        counts[_COUNTED[word]] += count
    ordering = sum(words[0] in ORDERS for words in every) / len(every)
    total = counts.total()
    much = {
        name
        for name, (words, share) in SIGNALS.items()
        if sum(counts[word] for word in words.split()) >= max(share * total, MUCH)
    }
    return frozenset(much | ({"orders"} if ordering >= ORDERING else set()))


def features(looked: Looked) -> list[Feature]:
    """Everything that weighs in a sentence, each word once: a long sentence has many an *and*."""
    words, verdict, ahead = counted(looked.words), looked.verdict, looked.ahead
    found: list[Feature] = [*dict.fromkeys(words), *_by_rules(verdict)]
    found += [("document", name, "") for name in looked.signals]
    found += [*outline(words, verdict.cues, verdict.says).parts(), *first_of(words)]
    found += [part for clause in clauses_of(words, ahead) for part in clause.parts()]
    for cue in ahead:
        found += [*around_cue(looked.words, cue), *(("document", name, cue) for name in looked.signals)]
    return found


def clauses_of(words: Sequence[str], ahead: Iterable[str]) -> list[Clause]:
    """Each clause of a sentence that looks ahead; `words` as they count."""
    past = past_of(words) if ahead else []
    return [clause_of(words, cue, past) for cue in ahead]


def around_cue(words: Sequence[str], cue: str) -> tuple[Feature, ...]:
    """What stands around a word that looks ahead, where it is first, and the verb that goes with it."""
    return of_neighbours(cue, *neighbours(words, cue))


def neighbours(words: Sequence[str], cue: str) -> tuple[str, str, str, str]:
    """The word before a word that looks ahead, the two behind it, and the verb that goes with it, as they count."""
    place = words.index(cue)
    first, second, third = [*map(_COUNTED.__getitem__, words[place + 1 : place + 4]), END, END, END][:3]
    verb = next((word for word in (first, second, third) if word not in PASSED_OVER), END)
    return _COUNTED[words[place - 1]] if place else BEGIN, first, second, verb


def of_neighbours(cue: str, before: str, first: str, second: str, verb: str) -> tuple[Feature, ...]:
    """What weighs of these."""
    return ("before", "1", before), ("behind", "1", first), ("behind", "2", second), ("verb", cue, verb)


def of_cue(rule: str, text: str, veto: str) -> Iterator[tuple[str, str, str]]:
    """What a word that looks ahead is to the rules."""
    kind = "vetoed" if veto else "found"
    yield kind, rule, ""
    yield kind, rule, text.lower()
    if veto:
        yield "veto", veto, ""


def _by_rules(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    yield "rules", verdict.says, ""
    yield from (("rules", verdict.says, span) for span in verdict.spans)
    for cue in verdict.cues:
        yield from of_cue(cue.rule, cue.text, cue.veto)
