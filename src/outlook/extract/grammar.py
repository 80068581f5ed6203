"""How a sentence is built, as far as the fitted weights look at it: whose clause a modal is in, its verb, the tenses.

No sentence is parsed. What stands around a word that looks ahead is told from the forms of the words near it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.extract.span import Cue

Part = tuple[str, str, str]

REMEMBERED = 100_000  # words at a time
_ENDINGS = ("tion", "ment", "ness", "ity", "ers", "ors", "ists", "s", "ing", "ed")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DETERMINERS = _set("the a an this that these those its his her their our my your no any some each every")
_PRONOUNS = _set("i we you he she it they there this that which who one")
_JOINING = _set("and or but to if when")
_COUNTED = _set("X # #y MONTH")
_NUMBERED = _set("# #y MONTH")
_ADVERBS = _set("also not then now still only probably never always even well")
_PAST = _set(
    "was were had did said told came went took gave made got found thought knew felt saw fell rose grew began became"
    " brought bought built held kept left led lost met paid put ran sent set sold spoke spent stood won wrote broke"
    " chose drew drove fought forgot heard hit laid meant read sat shut struck taught understood"
)
_NOT_PAST = _set("speed indeed exceed proceed hundred succeed agreed")
# Behind a verb in the past, and not behind a participle before its noun: `renewed efforts`.
_BEHIND_A_VERB = (
    _DETERMINERS
    | _NUMBERED
    | _set(
        "to in on by of for at from with into over up down out off about after before as than through until it him them"
        " he she they we i you and but or so because when while if how why what whether again"
    )
)
_PASSIVE = _set("is are be been being get gets has have will would may might could should can to by of") | _DETERMINERS
_PRESENT = _set("is are has have")
_MODALS = _set("will would may might could")
_OF_ITSELF = _set("will would may might could should shall")
_NO_KIND = frozenset({"no"})
_OF_TIME = {
    "general": _set(
        "every each most often sometimes usually always normally generally typically never ever whenever once"
    ),
    "gone": _set("ago once originally previously formerly earlier then last used"),
    "coming": _set(
        "tomorrow tonight next coming soon later shortly eventually forthcoming upcoming monday tuesday wednesday"
        " thursday friday saturday sunday"
    ),
}
_TELLING_TIME = frozenset().union(*_OF_TIME.values())
MAY_BE_PAST, PAST = 1, 2
SHORT, STEP, LONGEST, MOST = 4, 6, 7, 4  # letters of a word that tells nothing, words of a step of length, steps, cues
LOOKED_BACK, LOOKED_AHEAD = 5, 5  # words for a determiner and for a verb


class _Form(NamedTuple):
    """What a word tells by its form: as a subject, at the beginning, and whether it may be in the past tense."""

    subject: str
    beginning: str
    is_adverb: bool
    is_past: bool
    may_be_past: bool


class _Forms(dict[str, _Form]):
    """The form of each word seen so far."""

    def __missing__(self, word: str) -> _Form:
        if len(self) > REMEMBERED:
            self.clear()
        may_be_past = len(word) > SHORT and word.endswith("ed") and word not in _NOT_PAST
        is_adverb = word in _ADVERBS or word.endswith("ly")
        found = self[word] = _Form(_as_subject(word), _as_beginning(word), is_adverb, word in _PAST, may_be_past)
        return found


_FORMS = _Forms()


class _Tenses(dict[str, int]):
    """Of each word seen so far whether it is in the past tense, or may be."""

    def __missing__(self, word: str) -> int:
        if len(self) > REMEMBERED:
            self.clear()
        form = _FORMS[word]
        found = self[word] = PAST if form.is_past else MAY_BE_PAST if form.may_be_past else 0
        return found


_TENSES = _Tenses()


def _as_subject(word: str) -> str:
    """A pronoun, a name or a number as it is, another word by the ending of a noun."""
    if word in _PRONOUNS or word in _JOINING or word in _COUNTED:
        return word
    return next((f"-{ending}" for ending in _ENDINGS if word.endswith(ending)), "noun")


def _as_beginning(word: str) -> str:
    if word in _DETERMINERS:
        return "determiner"
    if word in _PRONOUNS:
        return "pronoun"
    if len(word) < SHORT:
        return "short"
    return next((f"-{ending}" for ending in ("s", "ing", "ly") if word.endswith(ending)), "other")


def kind_of(cue: Cue) -> str:
    """The modal itself, or the rule that found it."""
    word = cue.text.lower()
    return word if word in _OF_ITSELF else cue.rule


def past_of(words: Sequence[str]) -> list[int]:
    """The places of the verbs in the past tense; `words` as they count, here and below."""
    tenses = enumerate(map(_TENSES.__getitem__, words))
    return [at for at, tense in tenses if tense and (tense == PAST or _is_past(words, at))]


def _is_past(words: Sequence[str], at: int) -> bool:
    """Whether a word that ends as a past tense does is one, and no participle: by the words on both its sides."""
    follows = at + 1 == len(words) or words[at + 1] in _BEHIND_A_VERB
    return at > 0 and follows and words[at - 1] not in _PASSIVE


class Clause(NamedTuple):
    """What stands around a word that looks ahead: the subject, what follows *be*, the tenses; `is_so` may be empty."""

    cue: str
    subject: str
    determiner: str
    is_so: str
    has_past_before: bool
    has_past_behind: bool
    has_present_before: bool
    has_modal_before: bool

    def parts(self) -> Iterator[Part]:
        """What weighs of it."""
        cue = self.cue
        yield "subject", self.subject, ""
        yield "subject", self.subject, cue
        yield "determiner", self.determiner, ""
        yield "determiner", self.determiner, cue
        if self.is_so:
            yield "is", self.is_so, ""
            yield "is", "done" if self.is_so.endswith(("ed", "en")) else "so", cue
        if self.has_past_before:
            yield "tense", "past before", ""
            yield "tense", "past before", cue
        if self.has_past_behind:
            yield "tense", "past behind", cue
        if self.has_present_before:
            yield "tense", "present before", cue
        if self.has_modal_before:
            yield "tense", "modal before", cue


def clause_of(words: Sequence[str], cue: str, past: Sequence[int]) -> Clause:
    """The subject, the verb and the tenses around a word that looks ahead."""
    place = words.index(cue)
    before = words[:place]
    return Clause(
        cue,
        _subject(words, place),
        _determiner(words, place),
        _is_so(words[place + 1 : place + LOOKED_AHEAD]),
        bool(past) and past[0] < place,
        bool(past) and past[-1] > place,
        not _PRESENT.isdisjoint(before),
        not _MODALS.isdisjoint(before),
    )


def _subject(words: Sequence[str], place: int) -> str:
    """What stands before a modal, by its form."""
    for at in range(place - 1, -1, -1):
        form = _FORMS[words[at]]
        if not form.is_adverb:
            return form.subject
    return "<s>"


def _determiner(words: Sequence[str], place: int) -> str:
    """The last determiner before a modal, which may be that of its subject."""
    for at in range(place - 1, max(place - LOOKED_BACK, 0) - 1, -1):
        if words[at] in _DETERMINERS:
            return words[at]
    return ""


def _is_so(behind: Sequence[str]) -> str:
    """What follows *be* behind a modal: what is done, or is so; an empty text where that is no *be*."""
    if "be" not in behind:
        return ""
    words = [word for word in behind if not _FORMS[word].is_adverb]
    words = words[1:] if words[:1] == ["to"] else words
    return (words[1] if len(words) > 1 else "</s>") if words[:1] == ["be"] else ""


class Outline(NamedTuple):
    """How a sentence is built: how long, how it begins, and which words of it look ahead or tell the time."""

    length: int
    begins: str
    kinds: frozenset[str]
    cues: int
    says: str
    times: tuple[str, ...]

    def parts(self) -> Iterator[Part]:
        """What weighs of it."""
        yield "length", str(self.length), ""
        yield "length", str(self.length), self.says
        yield "cues", str(self.cues), ""
        for name, value in (("begins", self.begins), *((time, "") for time in self.times)):
            yield name, value, ""
            for kind in self.kinds:
                yield name, value, kind


def outline(words: Sequence[str], cues: Sequence[Cue], says: str) -> Outline:
    """The outline of a sentence; `says` is the word of the rules."""
    kinds = frozenset(map(kind_of, cues)) or _NO_KIND
    found = _TELLING_TIME.intersection(words)
    times = tuple([name for name, of_time in _OF_TIME.items() if not of_time.isdisjoint(found)]) if found else ()
    begins = _FORMS[words[0]].beginning if words else ""
    return Outline(min(len(words) // STEP, LONGEST), begins, kinds, min(len(cues), MOST), says, times)


def first_of(words: Sequence[str]) -> tuple[Part, Part]:
    """The words with which a sentence begins."""
    return ("first", words[0] if words else "", ""), ("first", " ".join(words[:2]), "two")
