"""Hedges as words: what beside an estimative word or a number makes another hedge of it, and what is one on no scale.

*Most unlikely* is not *unlikely*, and *less than a 10% chance* is not *a 10% chance*. What stands beside belongs to the
hedge, which then has the number of the whole or none, never that of a part.
"""

import re

from outlook.extract.lexicon import lexicon, lowered, rule_of
from outlook.words import OR_OVER, OR_UNDER, OVER, SPELLED, UNDER, known_words, numeric_phrase

_NEAR = 80  # what stands right before or behind a hedge lies within so many characters
_IS = (
    r"(?:is|are|was|were|be|been|being|seems?|appears?|looks?|remains?|becomes?|becoming|as"
    r"|(?:it|that|they)['’](?:s|re))"
)
_OPENING = re.compile(r"^(?:(?:it|there|this|that) )?(?:is |are |was |be |remains? )?(?:an? |the )?")

# ── beside words ──

_TURNED = re.compile(
    r"\b(?:not|hardly|scarcely|barely|never|no|less|more|(?<!at )least|increasingly|ever|equally|as|too|far from"
    r"|anything but|nothing but|nowhere near|by no means|no longer) "
    r"(?:(?:very|at all|all that|so|particularly|any more|[a-z]+ly) )?(?:an? )?$"
)
_DENIED = re.compile(
    r"\b(?:not|never|[a-z]+n['’]t) (?:(?:that|quite|really|yet|now|so|too|very|look|seem|appear|be|been|become"
    r"|considered|thought|deemed|judged|seen as|regarded as|[a-z]+ly) ){0,3}(?:an? )?$"
)
# Adverbs that say when or who says so, or join sentences, and leave the word as it is; and what only looks like one.
_PLAIN = (
    "accordingly|apparently|consequently|currently|eventually|finally|initially|only|presently|reportedly|similarly"
    "|subsequently|supposedly|ultimately|roughly|approximately|july|italy|family|assembly|supply|monopoly"
)
_ADVERB = rf"(?!(?:{_PLAIN}) )[a-z]+ly"
_DEGREE = (
    "very|most|quite|altogether|rather|somewhat|fairly|pretty|highly|extremely|exceptionally|really|reasonably"
    "|slightly|almost|nearly|virtually|practically|all too|all but|only just|ever so|a little|a bit|kind of|sort of"
    "|at (?:the )?(?:least|best|most|worst)|(?:more|less|better|worse|other) than(?: an?)?"
)
# An adverb beside a verb or an article is one of degree; elsewhere it may be a noun: `the assembly likely will`.
_SHADED = re.compile(
    rf"(?:^|\b(?:{_IS}|an?) )(?P<here>(?:(?:{_DEGREE}|{_ADVERB}|so) )+)$"
    rf"|\b(?P<there>(?:{_DEGREE}) (?:(?:{_DEGREE}|{_ADVERB}) )*)$"
)
_SHADED_BEHIND = re.compile(
    r" (?:at best|at worst|in the extreme|enough|indeed)\b"
    r"|,? ?(?:\b(?:or|to|and|if not)\b|/)(?: even)? ?(?:(?:very|highly|extremely|almost|nearly|virtually) )?"
    r"(?:likely|unlikely|probable|improbable|certain)\b(?! (?:voters?|buyers?)\b)"
)
_AMOUNT = rf"(?:\d[\d.]*|(?<![\w-])(?:{SPELLED}))"
_PERCENT = rf"{_AMOUNT} ?(?:%|per ?cent)"
_OF_SO_MUCH = re.compile(  # `is at least 70% likely`
    rf"\b{_IS} (?:(?:now|still|only|just|currently|therefore) )*"
    rf"(?P<said>(?:[a-z’'<>≤≥]+ ?){{0,5}}?(?:{_AMOUNT}(?: ?%| per ?cent)? ?(?:[-–—]|to|and|or) ?)?{_PERCENT} )$"
)

# ── beside numbers ──

_SAYS = (
    rf"{_IS}|stands?|see|sees|saw|puts?|gives?|gave|have|has|had|carry|carries|at|of|with|to|now|still|an?|and|or|but"
    "|that|perhaps|maybe|say|says|thinks?|estimates?|implies|imply|faces?|represents?"
)
_SHIFTED = (
    "just|only just|well|far|slightly|somewhat|much|rather|little|not even|nowhere|a little|a bit|adds?"
    rf"|{_ADVERB}"
)
_ONE_SIDED = (
    "from|nearly|almost|nigh on|close to|near|nearer(?: to)?|approaching|barely|hardly|scarcely|no|not|not even"
    "|exceeding|short of|shy of|as (?:much|little|high|low|many) as|worse than|at best|at worst|double|half|another"
    "|additional|extra|(?:a )?(?:maximum|minimum)(?: of)?|(?:north|south) of"
)
# `Over` and its like are bounds behind a verb; behind another word, that is taken in as well, and there is no number:
# `worries over a 40% chance`, `well over a 40% chance`.
_OVER = rf"(?:(?!(?:{_SAYS}) )[a-z’'-]+ )?(?:over|under|above|below)"
_LIMITED = re.compile(
    rf"(?:(?:\b(?:{_SHIFTED}) )*(?:(?<!\w)(?:{_OVER}|{UNDER}|{OVER}|{_ONE_SIDED}) ?)+|(?:\b(?:{_SHIFTED}) )+(?=$))"
    r"(?:(?:about|around|roughly|some|perhaps|maybe) )*(?:an? )?(?:(?:additional|extra) )?$"
)
_RANGED = re.compile(
    r"(?:\bfrom )?(?:\bbetween )?(?<![\w.])(?:\d[\d.]*(?: ?%| per ?cent)?|\b(?:one|two|three|four|five))"
    r" ?(?:[-–—]|to|or|and) ?$"
)
_ENDS = r"(?=\s*(?:[,.;:)–—]|$)| (?:of|that|by|in|to|this|next|before|until)\b)"
_LIMITED_BEHIND = re.compile(rf"(?:{OR_UNDER}|{OR_OVER}|,? at best|,? at worst){_ENDS}")


def before(low: str, start: int, end: int) -> str:
    """What right before an estimative word or a number makes another hedge of it; else an empty text.

    >>> low = "a deal is most unlikely, and there is less than a 10% chance of talks."
    >>> before(low, 15, 23), before(low, 50, 60)
    ('most ', 'less than a ')
    """
    near, word = _spaced(low[max(start - _NEAR, 0) : start]), _spaced(low[start:end])
    if numeric_phrase(word):
        match = _LIMITED.search(near) or _RANGED.search(near)
        return match[0].lstrip() if match else ""
    for pattern in (_TURNED, _DENIED):
        if match := pattern.search(near):
            return match[0]
    if word not in known_words() and not _joined(near, word):
        return ""
    match = _OF_SO_MUCH.search(near)
    if match:
        return match["said"]
    match = _SHADED.search(near)
    return _joined(near, word) or ((match["here"] or match["there"]) if match else "")


def behind(low: str, start: int, end: int) -> str:
    """What right behind an estimative word or a number makes another hedge of it: `at best`, `or more`; else empty."""
    near, word = _spaced(low[end : end + _NEAR]), _spaced(low[start:end])
    pattern = _LIMITED_BEHIND if numeric_phrase(word) else _SHADED_BEHIND
    match = pattern.match(near) if numeric_phrase(word) or word in known_words() else None
    return match[0] if match else ""


def is_hedge(words: str) -> bool:
    """Whether the words are a hedge of estimative language as extraction knows them, on a scale or on none.

    >>> is_hedge("cannot be ruled out"), is_hedge("a distant prospect"), is_hedge("not very likely"), is_hedge("blue")
    (True, True, True, False)
    >>> is_hedge("most unlikely"), is_hedge("nearly a 40% chance"), is_hedge("nearly 40%")
    (True, True, True)
    """
    low = " ".join(lowered(words).split())
    # Whole, and without what opens it, which may be part of it: `a little likely`, `it is most unlikely`.
    return any(_is_number_with_bounds(one) or _is_in_words(one) for one in dict.fromkeys((low, _OPENING.sub("", low))))


def _is_in_words(whole: str) -> bool:
    return any(
        rule_of(match) == "estimative"
        and f"{before(whole, *match.span())}{match[0]}{behind(whole, *match.span())}" == whole
        for match in lexicon().any_cue.finditer(whole)
    )


def _is_number_with_bounds(whole: str) -> bool:
    return any(
        numeric_phrase(whole[place:]) is not None and before(whole, place, len(whole)) == whole[:place]
        for place in (match.start() for match in re.finditer(r"(?<=[ <>≤≥])\d", whole))
    )


def _joined(near: str, word: str) -> str:
    """What makes a longer word of a scale of it: `about` of `about as likely as not`."""
    starts = (name.removesuffix(word) for name in known_words() if name.endswith(f" {word}"))
    return next(filter(near.endswith, starts), "")


def _spaced(text: str) -> str:
    """The text with single blanks, also at its ends."""
    return re.sub(r"\s+", " ", text)
