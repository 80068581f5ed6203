"""Ids made of what people write, so that nobody has to think of one."""

import re
import unicodedata

from outlook.model.values import SLUG_LIMIT

_OTHER = re.compile(r"[^a-z0-9]+")
# Letters that are no other letter with an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "þ": "th"}
)
_LONGEST = 60
_WIDEST = 20  # plain letters that one character becomes at most
_MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_TIME = rf"(?:{_MONTH}|nov(?:ember)?|dec(?:ember)?|q[1-4]|[0-9]+[a-z]{{0,2}})"
_NUMBERS = re.compile(rf"(?<![a-z0-9]){_TIME}(?:-{_TIME})*(?![a-z0-9])")
_BEFORE_A_MONTH = ("in", "by", "of", "before", "until", "after", "since", "early", "mid", "late")


def slug(text: str, limit: int = _LONGEST) -> str:
    """An id made of a text: its letters and digits without accents, cut between words; empty where it has none.

    >>> slug("Régime: will it fall, by 2027?"), slug("???")
    ('regime-will-it-fall-by-2027', '')
    """
    plain = without_accents(text).encode("ascii", "ignore").decode().lower()
    words = _OTHER.sub("-", plain).strip("-")
    if len(words) <= limit:
        return words
    cut = words[: limit + 1].rpartition("-")[0]
    return cut or words[:limit]


def question_slug(text: str, limit: int = _LONGEST) -> str:
    """The same of a question, of which the end distinguishes: where it is cut, the last month, year or number stays.

    >>> question_slug("Will the French government lose a confidence vote in March 2027?")
    'will-the-french-government-lose-a-confidence-vote-march-2027'
    >>> question_slug("Will the French government lose a confidence vote in its parliament?")
    'will-the-french-government-lose-a-confidence-vote-in-its'
    """
    words = slug(text, len(text) * _WIDEST)
    if len(words) <= limit:
        return words
    end = _last_number(words, slug(text, limit))
    if not end or len(end) >= limit - 1:
        return slug(text, limit)
    head = slug(words, limit - len(end) - 1)
    return f"{head}-{end}"


def _last_number(words: str, kept: str) -> str:
    """The last months and numbers beside each other, unless they are whole in what is kept of the words anyhow."""
    found = [one for one in _NUMBERS.finditer(words) if one[0] != "may" or _is_month(words[: one.start()])]
    return found[-1][0] if found and found[-1].end() > len(kept) else ""


def _is_month(before: str) -> bool:
    """Whether `may` behind these words is the month: alone it is mostly a verb."""
    return before.rstrip("-").rpartition("-")[2] in _BEFORE_A_MONTH


def free(wanted: str, taken: set[str]) -> str:
    """The id if nobody has it, else with the first number behind it that is free; it is taken then.

    >>> free("ship", {"ship", "ship-2"})
    'ship-3'
    """
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted[: SLUG_LIMIT - len(str(count)) - 1].rstrip('-')}-{count}"
    taken.add(name)
    return name


def without_accents(text: str) -> str:
    """The text with plain letters in place of those with accents; other scripts stay as they are.

    >>> without_accents("Tromsø, El Niño, Łódź")
    'Tromso, El Nino, Lodz'
    """
    if text.isascii():
        return text
    return "".join(
        one for one in unicodedata.normalize("NFKD", text.translate(_LETTERS)) if not unicodedata.combining(one)
    )
