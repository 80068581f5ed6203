"""How a sentence is built, as far as the fitted weights look at it: whose clause a modal is in, its verb, the tenses.

No sentence is parsed. What stands around a word that looks ahead is told from the forms of the words near it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.extract.span import Cue

Part = tuple[str, str, str]

_ENDINGS = ("tion", "ment", "ness", "ity", "ers", "ors", "ists", "s", "ing", "ed")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DETERMINERS = _set("the a an this that these those its his her their our my your no any some each every")
_PRONOUNS = _set("i we you he she it they there this that which who one")
_JOINING = _set("and or but to if when")
_COUNTED = _set("X # #y MONTH")
_ADVERBS = _set("also not then now still only probably never always even well")
_PAST = _set(
    "was were had did said told came went took gave made got found thought knew felt saw fell rose grew began became"
    " brought bought built held kept left led lost met paid put ran sent set sold spoke spent stood won wrote broke"
    " chose drew drove fought forgot heard hit laid meant read sat shut struck taught understood"
)
_NOT_PAST = _set("speed indeed exceed proceed hundred succeed agreed")
# Behind a verb in the past, and not behind a participle before its noun: `renewed efforts`.
_BEHIND_A_VERB = _DETERMINERS | _set(
    "to in on by of for at from with into over up down out off about after before as than through until it him them he"
    " she they we i you and but or so because when while if how why what whether again"
)
_PASSIVE = _set("is are be been being get gets has have will would may might could should can to by of") | _DETERMINERS
_PRESENT = _set("is are has have")
_MODALS = _set("will would may might could")
_OF_ITSELF = _set("will would may might could should shall")
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
SHORT, STEP, LONGEST, MOST = 4, 6, 7, 4  # letters of a word that tells nothing, words of a step of length, steps, cues
LOOKED_BACK = 5  # words for a determiner


def kind_of(cue: Cue) -> str:
    """The modal itself, or the rule that found it."""
    word = cue.text.lower()
    return word if word in _OF_ITSELF else cue.rule


def around(words: Sequence[str], low: Sequence[str], cue: str, past: Sequence[int]) -> Iterator[Part]:
    """The subject, the verb and the tenses around a word that looks ahead; `words` as they count, `low` as written."""
    place = low.index(cue)
    subject = _subject(words, place)
    yield "subject", subject, ""
    yield "subject", subject, cue
    determiner = next((word for word in reversed(low[max(place - LOOKED_BACK, 0) : place]) if word in _DETERMINERS), "")
    yield "determiner", determiner, ""
    yield "determiner", determiner, cue
    yield from _verb(words[place + 1 : place + 5], cue)
    before = low[:place]
    if any(at < place for at in past):
        yield "tense", "past before", ""
        yield "tense", "past before", cue
    if any(at > place for at in past):
        yield "tense", "past behind", cue
    if not _PRESENT.isdisjoint(before):
        yield "tense", "present before", cue
    if not _MODALS.isdisjoint(before):
        yield "tense", "modal before", cue


def past_of(low: Sequence[str]) -> list[int]:
    """The places of the verbs in the past tense."""
    return [at for at, word in enumerate(low) if word in _PAST or (word.endswith("ed") and _is_past(low, at))]


def _is_past(low: Sequence[str], at: int) -> bool:
    """Whether a word that ends as a past tense does is one, and no participle: by the words on both its sides."""
    word = low[at]
    follows = at + 1 == len(low) or low[at + 1] in _BEHIND_A_VERB or low[at + 1][0].isdigit()
    return at > 0 and len(word) > SHORT and word not in _NOT_PAST and follows and low[at - 1] not in _PASSIVE


def _subject(words: Sequence[str], place: int) -> str:
    """What stands before a modal, by its form: a pronoun, a name, a number, or the ending of a noun."""
    while place and (words[place - 1] in _ADVERBS or words[place - 1].endswith("ly")):
        place -= 1
    if not place:
        return "<s>"
    word = words[place - 1]
    if word in _PRONOUNS or word in _JOINING or word in _COUNTED:
        return word
    return next((f"-{ending}" for ending in _ENDINGS if word.endswith(ending)), "noun")


def _verb(behind: Sequence[str], cue: str) -> Iterator[Part]:
    """What follows *be* behind a modal: whether something is done, or is so."""
    words = [word for word in behind if word not in _ADVERBS and not word.endswith("ly")]
    words = words[1:] if words[:1] == ["to"] else words
    if words[:1] == ["be"]:
        after = words[1] if len(words) > 1 else "</s>"
        yield "is", after, ""
        yield "is", "done" if after.endswith(("ed", "en")) else "so", cue


def shape(low: Sequence[str], cues: Sequence[Cue], says: str) -> Iterator[Part]:
    """How long the sentence is, how it begins, and how many words of it look ahead."""
    length, first = str(min(len(low) // STEP, LONGEST)), low[0] if low else ""
    kinds = {kind_of(cue) for cue in cues} or {"no"}
    yield "length", length, ""
    yield "length", length, says
    yield "first", first, ""
    yield "first", " ".join(low[:2]), "two"
    yield "cues", str(min(len(cues), MOST)), ""
    begins = _beginning(first)
    yield "begins", begins, ""
    yield from (("begins", begins, kind) for kind in kinds)
    yield from _times(low, kinds)


def _beginning(first: str) -> str:
    if first in _DETERMINERS:
        return "determiner"
    if first in _PRONOUNS:
        return "pronoun"
    if len(first) < SHORT:
        return "short"
    return next((f"-{ending}" for ending in ("s", "ing", "ly") if first.endswith(ending)), "other")


def _times(low: Sequence[str], kinds: set[str]) -> Iterator[Part]:
    """Words of what always is so, of what is gone, and of what comes."""
    for name, words in _OF_TIME.items():
        if not words.isdisjoint(low):
            yield name, "", ""
            yield from ((name, "", kind) for kind in kinds)
