"""What kind of text a document is, as far as it decides what a modal means there, and whether it is English at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from outlook.extract.lexicon import Lexicon, english, lexicon, lowered, rule_of
from outlook.extract.sentences import Sentence

# A witness's "he said that" makes no story.
_TOLD = re.compile(
    r"\b(?:he|she|his|her|him|i|my|me)\b(?!\s+(?:also\s+|then\s+)?(?:said|says|told|added|replied|noted"
    r"|thought|expected|believed|"
    r"warned|stressed|argued|explained|agreed|asked|insisted|denied|predicted|emphasi[sz]ed|reassured)\b)"
)
_OLD_YEAR = re.compile(
    r"\b(?:in|of|since|from|by|until|between|during|around|after|before|and|early|late|[a-z]+(?:ember|ober"
    r"|uary|ch|il|ay|ne|ly|ust|spring|summer|autumn|winter)) 1[0-9]\d\d\b(?! [a-z]*(?:tonnes|people"
    r"|households|dollars|crowns|jobs|km))"
)
_WORD = re.compile(r"[^\W\d_]+")
_IN_YEAR = re.compile(r"\b(?:in|on|since|during|[a-z]+ \d{1,2},|\d{1,2} [a-z]+) (?:[a-z]+ )?((?:19|20)\d\d)\b")
_HAPPENED = re.compile(
    r"\b(?:was|were|rose|fell|said|told|began|came|went|took|won|lost|held|met|sold|[a-z]{2,}(?:[^e\W]ed|(?:agr|fr"
    r"|guarant|decr)eed))\b"
)
_AHEAD = re.compile(
    r"\b(?:will|would|may|might|could|shall|should|expect\w*|anticipat\w*|forecast\w*|project\w*"
    r"|predict\w*|plan\w*|target\w*|estimat\w*"
    r"|likely|to be)\b"
)
_ANY_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_MUST = re.compile(r"must(?:\s+not)?")
# In a talk: `let me turn to`, `you'll see new steps`; no manual speaks so.
_SPOKEN = re.compile(r"^(?:now,? |so,? |and,? )?let(?:['’]s| us| me)\b|\byou(?:['’]ll| will) (?:also )?(?:see|hear)\b")
# Of terms of use and other contracts that say *will*, and no *shall*; a report on an agreement has a few of them.
_TERMS = re.compile(
    r"\b(?:this agreement|these terms|this (?:policy|licen[cs]e|contract)|terms of (?:service|use)|reserves? the right"
    r"|sole discretion|without limitation|indemni[a-z]+|hereby|hereunder|herein|warrant(?:y|ies)|in full force"
    r"|waive[a-z]*|governing law|terminat(?:e|ion) (?:of )?(?:this|your|the account)|limitations? of liability"
    r"|unenforceable|the parties|your (?:account|content|use of)|our (?:services?|website|users))\b"
)
TERMS_SHARE, TERMS_LEAST = 0.3, 4  # of the sentences have one, and so many different ones are there
DATED_SHARE, DATED_LEAST = 0.15, 2
TOLD_PAST = 0.4  # of the sentences of a story are in the past; of an interview in which somebody says I, fewer
# Nearly all sentences of a chronicle are in the past, hardly any looks ahead, and no year of our time is named.
CHRONICLED, CHRONICLED_AHEAD, OUR_TIME = 0.85, 0.25, 2000
LEGAL_LEAST = 0.1  # of the sentences of a statute have a word of one besides `must`, which reports are full of
LEGAL_SHARE, BOUND_SHARE, NARRATIVE_SHARE, ENGLISH_SHARE = 0.3, 0.4, 0.05, 0.12
ADVICE_SHARE, ENOUGH_SENTENCES = 0.24, 6
READ = 600  # sentences tell what a document is
ENOUGH_WORDS, PROBED = 40, 200_000


@dataclass(frozen=True, slots=True)
class Register:
    """What kind of text a sentence is, or stands in, as far as it decides what a modal means there."""

    legal: bool = False
    kind: str = ""  # of the whole document: narrative, instructions, statute, terms
    year: int = 0  # the latest that is spoken of as past

    @property
    def narrative(self) -> bool:
        """Whether the document is a story."""
        return self.kind == "narrative"


def register_of(split: Sequence[Sentence]) -> Register:
    """What kind of text a document is, told from all of it; from sentences spread evenly over it, where it is long."""
    texts = [split[place].read for place in telling(len(split))]
    return register_by(texts, is_spoken=is_spoken(split))


def telling(count: int) -> Sequence[int]:
    """Which of so many sentences tell what kind of text it is."""
    return range(count) if count <= READ else [place * count // READ for place in range(READ)]


def is_spoken(split: Sequence[Sentence]) -> bool:
    """Whether these are sentences of a transcript."""
    return any(sentence.said_by for sentence in split)


def register_by(texts: Sequence[str], *, is_spoken: bool) -> Register:
    """What kind of text it is, by the sentences that tell; `is_spoken`: whether it is a transcript."""
    words = lexicon()
    low = list(map(lowered, texts))
    if not low:
        return Register()
    agrees = _agrees(low)
    statute = agrees or _binds(words, low)
    told = "" if is_spoken else _kind(words, low)  # in a transcript everybody says I and my
    kind = "terms" if agrees else "statute" if statute else told
    return Register(legal=statute, kind=kind, year=_latest_past_year(low))


def _binds(words: Lexicon, low: Sequence[str]) -> bool:
    """Whether so many sentences are of a statute or a contract that the text is one."""
    marked = [
        {(rule_of(match), _MUST.fullmatch(match[0]) is None) for match in words.legal.finditer(text)} for text in low
    ]
    legal = sum(("legal", True) in found for found in marked) / len(low)
    counted = [found if legal >= LEGAL_LEAST else {one for one in found if one[1]} for found in marked]
    return legal >= LEGAL_SHARE or sum(map(bool, counted)) / len(low) >= BOUND_SHARE


def _agrees(low: Sequence[str]) -> bool:
    """Whether a text is terms of use, or another contract in which nobody *shall*."""
    found = [_TERMS.findall(text) for text in low]
    different = {one for some in found for one in some}
    return len(different) >= TERMS_LEAST and sum(map(bool, found)) / len(low) >= TERMS_SHARE


def is_legal(low: str) -> bool:
    """Whether a sentence is one of a statute or a contract by its own words."""
    return any(rule_of(match) == "legal" for match in lexicon().legal.finditer(low))


def _latest_past_year(low: Sequence[str]) -> int:
    """The latest year of which the document speaks as past; 0 where there is none."""
    past = (text for text in low if _HAPPENED.search(text) and not _AHEAD.search(text))
    return max((int(year) for text in past for year in _IN_YEAR.findall(text)), default=0)


def _kind(words: Lexicon, low: Sequence[str]) -> str:
    """The kind of the whole document, or an empty text for one whose modals mean what they usually do."""
    if _narrates(low):
        return "narrative"
    if len(low) < ENOUGH_SENTENCES:
        return ""
    return "instructions" if _advises(words, low) else ""


def _narrates(low: Sequence[str]) -> bool:
    """Whether a text is a story, or tells of a time long gone."""
    text, dated = " ".join(low), sum(_OLD_YEAR.search(one) is not None for one in low)
    told = len(_TOLD.findall(text)) / max(len(text.split()), 1)
    if dated >= DATED_LEAST and dated / len(low) >= DATED_SHARE:
        return True
    if told >= NARRATIVE_SHARE and _share(_HAPPENED, low) >= TOLD_PAST:
        return True
    latest = max(map(int, _ANY_YEAR.findall(text)), default=OUR_TIME)
    return (
        latest < OUR_TIME
        and len(low) >= ENOUGH_SENTENCES
        and _share(_HAPPENED, low) >= CHRONICLED
        and _share(_AHEAD, low) <= CHRONICLED_AHEAD
    )


def _share(pattern: re.Pattern[str], low: Sequence[str]) -> float:
    """Of how many of the sentences the pattern is found, from 0 to 1."""
    return sum(pattern.search(one) is not None for one in low) / len(low)


def _advises(words: Lexicon, low: Sequence[str]) -> bool:
    """Whether enough sentences order or advise; questions that a text answers count where some of the rest advises."""
    plain = [_SPOKEN.sub("", text) if "you" in text or "let" in text else text for text in low]
    advising = [bool(words.registers["order"].search(text) or words.registers["advice"].search(text)) for text in plain]
    asking = sum(words.registers["question"].search(text) is not None for text in low)
    share = sum(advising) / len(low)
    return share >= ADVICE_SHARE or (share >= ADVICE_SHARE / 2 and share + asking / len(low) >= ADVICE_SHARE + 0.1)


def is_english(document: str) -> bool:
    """Whether enough of the words are the commonest English ones; a text too short to tell passes."""
    found = [word.lower() for word in _WORD.findall(document[:PROBED])]
    if len(found) < ENOUGH_WORDS:
        return True
    common = english()
    return sum(word in common for word in found) / len(found) >= ENGLISH_SHARE
