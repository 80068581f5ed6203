"""The whole phrase that says who speaks: with article, office, title, party in brackets, and what stands in apposition.

`speakers` finds the name or the noun; here its phrase is taken in, as far as the words beside it belong to it for sure.
A clause with *who* belongs to it as an apposition does: it says who that is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outlook.extract.lexicon import lexicon
from outlook.extract.unspoken import is_person

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = re.compile(r"\S+")
_WORD = re.compile(r"[#\w][\w’'&/.#-]*\Z")
_CLAUSE_ENDS = tuple(',;:?!—–“”"()[]*')
_OPENING = '“"(‘'
_LETTERS = re.compile(r",\s(?:LLP|LLC|PLC|plc|Inc\.?|Ltd\.?|MP|MSP|QC|KC|PhD|MD|P\.E\.)(?![\w-]|\s(?:for|of)\b)")
_BRACKETS = re.compile(
    r"\s\((?:[A-Z][^()\d\n]{0,40}\d{0,3}|[A-Z][^()\n]{1,40}\bet al[^()\n]{0,12}"
    r"|(?:for|on behalf of) [^()\d\n]{1,40}|\d{1,4}[a-z]?|no\. \d+)\)"
)
_PLAIN = r"(?:(?!(?:of|and|at|in|on|for|to|a|an|his|its|their|her|our|last|this|that)\b)(?:[A-Za-z][\w’'&.-]*|&))"
_BELONGS = re.compile(rf"\s(?:of|at|from|in|with)\s(?:the\s)?{_PLAIN}(?:\s{_PLAIN}|\sof\s(?=[A-Z])){{0,4}}\Z")
_OF = re.compile(rf"\s(?:of|for)\s(?:the\s)?{_PLAIN}(?:\s{_PLAIN}){{0,4}}(?=[,.;”\"]|\Z)")
_AT = re.compile(
    r"\s(?:at|from|with)\s((?:(?:the|its|their)\s)?(?:[\w’'-]+\s){0,3}[\w’'-]+)(?=[,;”\"](?:\s|\Z)|\.?[”\"]?\Z)"
)
_OCCASIONS = re.compile(r"court|council|parliament|committee|board|church|assembly|report|review", re.IGNORECASE)
_APPOSITION = re.compile(r",\s+([^,;:()“”\"]{3,100}?(?:\s\([^()]{1,30}\))?)(?=[,;”\"](?:\s|\Z)|\.?[”\"]?\Z)")
_LONG_APPOSITION = re.compile(r",\s+([^,;:()“”\"]{3,100}?)(?=\swho\s)")  # `, a broker at Kell who …`
_WHO = re.compile(r"\s(?:who|whose)\s.*")
_NO_APPOSITION = re.compile(
    r"(?:who|which|whose|where|when|under|through|amid|despite|unlike|as|at|in|on|by|from|with|after|before|to|of|too|though|however|and|but|or|then|now"
    r"|meanwhile|if|while|not|speaking|according|asked|\w+ing|\w+ly|\w+ed)\b|.*\b(?:is|are|was|were|be|will|would|may|might"
    r"|can|could|should|has|have|had|that|it|they|he|she|we)\b",
    re.IGNORECASE,
)
# `for the respondent`, `MP for Kell`, `D-Kell`
_SEAT = re.compile(
    r"for the (?i:respondents?|appellants?|claimants?|applicants?|defen[cs]e|defendants?|prosecution|crown)\Z"
    r"|(?:MP|MSP|MEP|TD) for \w.*|[A-Z][a-z]{0,3}\.?[-–][A-Z][\w. ]*\Z"
)
# `A lad who works in the club shop`
_WHO_IS = re.compile(
    r"(?:^|[,;:—–“\"]\s*|\band\s)((?:the|an?|one)\s(?:[\w-]+\s){1,3}who\s(?:[\w-]+\s){1,3})(?:the\s)?\Z", re.IGNORECASE
)
# `, who runs the yard,` right before a verb; behind one, up to the next comma; and what only says how it was said.
_WHO_BEFORE = re.compile(
    r"(?P<clause>,\s(?:who|whose)\s[^;:“”\"]{3,140}?)(?:,\s(?:speaking|citing|asked|quoted|writing|\w+ing)\b[^;:“”\"]{0,80})?"
    r"(?:,|\s[–—])\s*(?:(?:also|now|then|later|still|has|have|had|[a-z]{3,}ly)\s+)*\Z"
)
_WHO_WITHIN = re.compile(
    r"(?P<clause>\s(?:who|whose)\s[^,;:“”\"]{3,90}?)(?:,\s\w+ing\b[^;:“”\"]{0,80},)?"
    r"(?:\s(?:also|now|then|later|still|has|have|had|[a-z]{3,}ly))*\s*\Z"
)
_WHO_BEHIND = re.compile(
    r"(?:\s(?:in|at|of|from)\s(?:the\s)?[\w’'-]+)?,?\s(?:who|whose)\s[^,;:“”\"()–—\n]{3,140}?(?=\s?[,;:“”\"()–—]|\.?\Z|\.\s)"
)
_WHO_SAYS = re.compile(
    r",?\swho\s(?:(?:also|now|then|later|still|has|have|had|is|was|[a-z]{3,}ly)\s)*(?:expect|sa(?:id|ys?)|think|thought"
    r"|believe|warn|argue|add|predict|forecast|told|tell|called|calls|put|sees|fear|hope|used exactly)",
)
_AGE = re.compile(r",\s\d{1,3}(?=[,.;”\"](?:\s|\Z))")
_NAMED = re.compile(r"(?:[A-Z][\w’'&.-]*\s){0,4}[A-Z][\w’'&.-]*\Z")
_DESCRIBED = re.compile(r"(?:the|an?|its|our|his|her|their|my|your|[\w-]+[’']s?)\s", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"\s(?:of|at|from|in|for|with|to|on|after|before|since)\s.*")
_GENITIVE = re.compile(r"[’']s\Z|s[’']\Z")
_CLOSE_TO = frozenset([("close", "to"), ("familiar", "with"), ("briefed", "on")])
_STOPPED = (" al", " Ltd", " Inc", " Co", " Bros")
NEAR, MOST_WORDS, MOST_BEFORE_COMMA, INITIAL = 200, 6, 9, 2


def whole(text: str, start: int, end: int, edges: tuple[int, int]) -> tuple[int, int]:
    """The phrase around `text[start:end]`, as (start, end) within the edges; never less than what is given.

    The edges are where a subject may begin, and where its verb does; behind a verb of saying, where the text ends.
    """
    is_described = text[start:end].rsplit(maxsplit=1)[-1].islower() or _DESCRIBED.match(text, start, end) is not None
    end = with_letters(text, end)
    begins = max(edges[0], start - NEAR)
    if begins == start:
        return start, _behind(text, end, edges[1], is_described=is_described)
    words = [*_WORDS.finditer(text[begins:start])]
    first = _in_front(text[begins:start], words)
    if text[end : end + 1] in (",", ".", "”", ""):
        first = _before_comma(words, first)
    opened = first < len(words) and words[first][0][0] in _OPENING
    start = begins + words[first].start() + opened if first < len(words) else start
    return start, _behind(text, end, edges[1], is_described=is_described)


def with_letters(text: str, end: int) -> int:
    """Where a name ends with the full stop of an abbreviation, `Dell et al.`, or with letters, `, LLP`."""
    if match := _LETTERS.match(text, end):
        return match.end()
    return end + 1 if text.startswith(".", end) and text[:end].endswith(_STOPPED) else end


def _in_front(before: str, words: Sequence[re.Match[str]]) -> int:
    """The number of the word with which the phrase begins: the article, the office, or people of somewhere."""
    first, is_sure = _office(words, len(words))
    named = first if is_sure else _titles(words, first)
    if first == 0 or _low(words[first - 1]) not in lexicon().beside["prepositions"]:
        return named
    if first > 1 and (_low(words[first - 2]), _low(words[first - 1])) in _CLOSE_TO:
        members, is_sure = _office(words, first - 2)
        return members if is_sure else named
    if match := _WHO_IS.search(before):
        return next(number for number, word in enumerate(words) if word.end() > match.start(1))
    members, is_sure = _office(words, first - 1)
    head = [_bare(word) for word in words[members : first - 1]]
    is_somebody = bool(head) and (is_person(head[-1].lower()) or all(word[:1].isupper() for word in head))
    return members if is_sure and is_somebody else _titles(words, first)


def _office(words: Sequence[re.Match[str]], upto: int) -> tuple[int, bool]:
    """With which word what stands right before a name begins, and whether nothing else can belong to it."""
    beside, first = lexicon().beside, upto
    while first and upto - first < MOST_WORDS:
        word = words[first - 1][0]
        if word.endswith(_CLAUSE_ENDS):
            return first, True
        if not _is_within(_bare(words[first - 1])):
            break
        first -= 1
        if _low(words[first]) in beside["determiners"]:
            return first, first == 0 or _low(words[first - 1]) not in beside["prepositions"]
        if word[0] in _OPENING:
            return first, True
    return first, first == 0 or _ends_before(_low(words[first - 1]), is_first=first == 1)


def _bare(word: re.Match[str]) -> str:
    return word[0].lstrip(_OPENING)


def _low(word: re.Match[str]) -> str:
    return _bare(word).lower()


def _ends_before(low: str, *, is_first: bool) -> bool:
    """Whether no word of an office can stand before this one."""
    beside = lexicon().beside
    return (
        low in beside["conjunctions"]
        or low.endswith(".")
        or (is_first and (low in beside["adverbs"] or low.endswith("ly")))
    )


def _is_within(word: str) -> bool:
    """Whether it may be a word of an office; a full stop only ends what is short, as `Sen.` does."""
    known, low = lexicon(), word.lower()
    if low in known.beside["determiners"]:
        return True
    title = low.removesuffix(".")
    is_whole = title == low or known.role.fullmatch(title) or title in known.abbreviations or len(low) == INITIAL
    return bool(
        is_whole
        and _WORD.match(word)
        and (low not in known.beside["outside"] or (word.isupper() and len(word) > 1))
        and not low.endswith("ly")
        and not word[0].isdigit()
        and low not in known.never_people
        and word not in known.not_names
    )


def _titles(words: Sequence[re.Match[str]], first: int) -> int:
    """With which word the titles begin, of which it is sure: the first that is known, or capitals behind a day."""
    last = _low(words[first - 1]) if first else ""
    if (last[:1].isdigit() or last in lexicon().never_people) and all(
        _bare(one)[:1].isupper() for one in words[first:]
    ):
        return first
    role = lexicon().role
    titles = (number for number in range(first, len(words)) if role.fullmatch(_low(words[number]).strip("’'.,")))
    return next(titles, len(words))


def _before_comma(words: Sequence[re.Match[str]], named: int) -> int:
    """With which word `its chairman, ` begins before a name that a comma sets off as well."""
    if named == 0 or not words[named - 1][0].endswith(","):
        return named
    first = named - 1
    while first > 0 and not words[first - 1][0].endswith(_CLAUSE_ENDS) and named - first <= MOST_BEFORE_COMMA:
        first -= 1
    joined = [number for number in range(first, named) if _low(words[number]) in ("and", "but", "that")]
    first = joined[-1] + 1 if joined else first
    described = [_low(word).rstrip(",") for word in words[first:named]]
    if not 1 < len(described) <= MOST_BEFORE_COMMA:
        return named
    beside = lexicon().beside
    belongs = described[0] in beside["determiners"] or any(map(_GENITIVE.search, described))
    stays = beside["outside"].intersection(described[1:]) - beside["prepositions"]
    return first if belongs and not stays else named


def behind(text: str, end: int, *, is_first: bool) -> int:
    """Where the phrase of a source ends, which no verb follows: `according to Ann Lee, a broker at Kell`.

    `is_first`: whether the phrase opens the sentence, so that behind its comma the claim may begin.
    """
    return _behind(text, with_letters(text, end), len(text), may_be_claim=is_first)


def _behind(text: str, end: int, latest: int, *, may_be_claim: bool = False, is_described: bool = False) -> int:
    """Where the phrase ends: behind party, house, age, apposition and a clause with who."""
    is_subject = latest < len(text)
    if match := _BRACKETS.match(text, end, latest):
        end = match.end()
    rest = text[end:latest].rstrip(", ").split(",")[0] if is_subject else text[end:]
    if match := (_BELONGS if is_subject else _OF).match(rest):
        end += len(match[0].rstrip("."))
    elif not is_subject and (match := _AT.match(text, end)) and is_person(match[1].split()[-1].lower()):
        end = end if _OCCASIONS.search(match[1]) else match.end()
    if match := _AGE.match(text, end, latest):
        end = match.end()
    match = _APPOSITION.match(text, end, latest) or (None if is_subject else _LONG_APPOSITION.match(text, end))
    if match and (not may_be_claim or text[match.end() : match.end() + 1] == ","):
        is_named = is_described and _NAMED.match(match[1]) is not None and (is_subject or " " in match[1])
        is_one = is_named or _is_apposition(match[1], is_subject=is_subject, is_sure=may_be_claim)
        end = match.end() if is_one else end
    return _with_clause(text, end, latest)


def _with_clause(text: str, end: int, latest: int) -> int:
    """Behind a clause with *who* that follows, unless it says what the speaker says as well."""
    if _WHO_SAYS.match(text, end):
        return end
    if latest < len(text):
        between = text[end:latest]
        match = _WHO_BEFORE.fullmatch(between) or _WHO_WITHIN.fullmatch(between)
        return end + match.end("clause") if match else end
    match = _WHO_BEHIND.match(text, end)
    return match.end() if match else end


def _is_apposition(words: str, *, is_subject: bool, is_sure: bool = False) -> bool:
    if _SEAT.match(words):
        return True
    if _NO_APPOSITION.match(_WHO.sub("", words)):
        return False
    head = _HEAD_ENDS.sub("", words).lower()
    last = head.split()[-1]
    if is_person(last) or lexicon().role.search(head):
        return True
    if is_sure:
        return False
    return _DESCRIBED.match(words) is not None and (is_subject or last not in lexicon().beside["no_person"])
