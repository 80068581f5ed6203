"""Estimative-language scales: word → band of probability, number → word, each scale with its source.

Bands are half-open, `[low, high)`, and the last is closed; a band that its source writes as "more than" leaves its
lower end out. Words without a number (`may`, `might`, `could`, `possible`) are in no scale, on purpose.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple, TypeAlias

BETWEEN = "between bands"
OUTSIDE = "outside the scale"
WITHOUT_A_NUMBER = ("may", "might", "could", "possible", "possibly")
DEFAULT = "icd203"
_Phrase: TypeAlias = tuple[str, Callable[..., tuple[float, float]]]


class Band(NamedTuple):
    """A word with its aliases and the probabilities it stands for, both 0 to 1.

    `takes_low` and `takes_high` say whether the ends themselves belong to it.
    """

    word: str
    low: float
    high: float
    aliases: tuple[str, ...] = ()
    takes_low: bool = True
    takes_high: bool = False

    def holds(self, probability: float) -> bool:
        """Whether the probability lies in the band."""
        above = probability >= self.low if self.takes_low else probability > self.low
        return above and (probability <= self.high if self.takes_high else probability < self.high)


class Scale(NamedTuple):
    """A published scale: its bands from the lowest up, where it comes from, and what its reader should know."""

    name: str
    title: str
    source: str
    bands: tuple[Band, ...]
    note: str = ""

    @property
    def low(self) -> float:
        """Below it no probability has a word."""
        return min(band.low for band in self.bands)

    @property
    def high(self) -> float:
        """Above it no probability has a word."""
        return max(band.high for band in self.bands)


SCALES: tuple[Scale, ...] = (
    Scale(
        "icd203",
        "ICD 203",
        "Office of the Director of National Intelligence (US), Intelligence Community Directive 203, 2015",
        (
            Band("almost no chance", 0.01, 0.05, ("remote",)),
            Band("very unlikely", 0.05, 0.20, ("highly improbable",)),
            Band("unlikely", 0.20, 0.45, ("improbable",)),
            Band("roughly even chance", 0.45, 0.55, ("roughly even odds",)),
            Band("likely", 0.55, 0.80, ("probable", "probably")),
            Band("very likely", 0.80, 0.95, ("highly probable",)),
            Band("almost certain", 0.95, 0.99, ("almost certainly", "nearly certain"), takes_high=True),
        ),
        "nothing below 1% or above 99% has a word",
    ),
    Scale(
        "kent",
        "Kent 1964",
        "Sherman Kent, Words of Estimative Probability, Studies in Intelligence 8 (4), 1964",
        (
            Band("almost certainly not", 0.02, 0.12),
            Band("probably not", 0.20, 0.40),
            Band("chances about even", 0.40, 0.60),
            Band("probable", 0.63, 0.87, ("probably",)),
            Band("almost certain", 0.87, 0.99, ("almost certainly",), takes_high=True),
        ),
        "centres .93 ± .06, .75 ± .12, .50 ± .10, .30 ± .10, .07 ± .05; the gaps are Kent's; possible has no number",
    ),
    Scale(
        "ipcc",
        "IPCC AR5",
        "Mastrandrea et al., Guidance Note for Lead Authors of the IPCC Fifth Assessment Report, 2010",
        (
            Band("exceptionally unlikely", 0.0, 0.01),
            Band("extremely unlikely", 0.0, 0.05),
            Band("very unlikely", 0.0, 0.10),
            Band("unlikely", 0.0, 0.33),
            Band("about as likely as not", 0.33, 0.66),
            Band("more likely than not", 0.50, 1.0, takes_low=False, takes_high=True),
            Band("likely", 0.66, 1.0, takes_high=True),
            Band("very likely", 0.90, 1.0, takes_high=True),
            Band("extremely likely", 0.95, 1.0, takes_high=True),
            Band("virtually certain", 0.99, 1.0, takes_high=True),
        ),
        "the bands are nested: a number is answered with the tightest",
    ),
    Scale(
        "phia",
        "PHIA yardstick",
        "Professional Head of Intelligence Assessment (UK), Probability Yardstick; written down from memory",
        (
            Band("remote chance", 0.0, 0.05, ("remote",)),
            Band("highly unlikely", 0.10, 0.20),
            Band("unlikely", 0.25, 0.35),
            Band("realistic possibility", 0.40, 0.50),
            Band("likely", 0.55, 0.75, ("probable", "probably")),
            Band("highly likely", 0.80, 0.90),
            Band("almost certain", 0.95, 1.0, ("almost certainly",), takes_high=True),
        ),
        "the gaps are deliberate",
    ),
    Scale(
        "nato",
        "NATO AJP-2.1",
        "NATO, Allied Joint Publication 2.1, Intelligence Procedures; written down from memory",
        (
            Band("highly unlikely", 0.0, 0.10),
            Band("unlikely", 0.10, 0.40),
            Band("even chance", 0.40, 0.60),
            Band("likely", 0.60, 0.90, takes_high=True),
            Band("highly likely", 0.90, 1.0, takes_low=False, takes_high=True),
        ),
        "highly likely is more than 90%",
    ),
)
NAMES = tuple(one.name for one in SCALES)


def scale(name: str) -> Scale:
    """The scale of that name.

    Raises:
        ValueError: there is no such scale.
    """
    found = next((one for one in SCALES if one.name == name), None)
    if found is None:
        raise ValueError(f"{name[:60]!a} is not a scale: it is one of {', '.join(NAMES)}")
    return found


def plain(word: str) -> str:
    """A word as it is looked up: small letters, single blanks."""
    return " ".join(word.lower().split())


def known_words() -> tuple[str, ...]:
    """Every word and alias of every scale, once."""
    return tuple(dict.fromkeys(name for one in SCALES for item in one.bands for name in (item.word, *item.aliases)))


def band_of(word: str, within: Scale | str) -> Band | None:
    """The band that the word or one of its aliases names in a scale; None where the scale does not have it."""
    return _named(within if isinstance(within, str) else within.name).get(plain(word))


def band(word: str, scale: Scale | str) -> tuple[float, float] | None:
    """The lowest and the highest probability that a word stands for, 0 to 1; None where the scale does not have it.

    >>> band("Very likely", "icd203"), band("may", "icd203")
    ((0.8, 0.95), None)
    """
    found = band_of(word, scale)
    return (found.low, found.high) if found else None


def band_for(probability: float, scale: Scale | str) -> Band | None:
    """The band that holds a probability, the tightest where bands are nested; None between and outside the bands.

    Raises:
        ValueError: the number is not between 0 and 1.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"probability must be between 0 and 1, not {probability!r}")
    holding = [item for item in _scale(scale).bands if item.holds(probability)]
    return min(holding, key=lambda item: item.high - item.low, default=None)


def word_for(probability: float, scale: Scale | str) -> str:
    """The word for a probability, or `between bands`, or `outside the scale`.

    >>> word_for(0.3, "icd203"), word_for(0.38, "phia"), word_for(0.995, "icd203")
    ('unlikely', 'between bands', 'outside the scale')
    """
    found = band_for(probability, scale)
    if found is not None:
        return found.word
    one = _scale(scale)
    return BETWEEN if one.low <= probability <= one.high else OUTSIDE


@cache
def _named(name: str) -> dict[str, Band]:
    """The bands of the scale of that name by their words and aliases."""
    return {word: item for item in scale(name).bands for word in (item.word, *item.aliases)}


def _scale(named: Scale | str) -> Scale:
    return scale(named) if isinstance(named, str) else named


# ── numbers in prose ──

_UNITS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{
        f"{ten}-{unit}": 10 * index + number
        for index, ten in enumerate(_TENS, 2)
        for number, unit in enumerate(_UNITS[1:10], 1)
    },
    "a hundred": 100,
    "one hundred": 100,
    "a thousand": 1000,
    "one thousand": 1000,
    "a million": 10**6,
}
# Longest first, so that twenty-five is not read as twenty.
SPELLED = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,9}}(?:\.\d{{1,9}})?|{SPELLED})"
_SIGN = r"(?:%|per ?cent|pct)"
_HEAD = r"(?:perhaps |maybe |say |only |just )*(?:about |around |roughly |approximately |some )?(?:an? )?"
_TAIL = r"(?: (?:chance|chances|probability|likelihood|odds|risk|likely|probable))?"
# What leaves one side of a number open. Only these: `just over`, `nearly` and `well above` say less than they seem to.
UNDER = (
    r"(?:less|fewer|lower|smaller) than|under|below|up to|at (?:the )?most"
    r"|(?:no|not) (?:more|greater|higher|better|larger) than|<|≤"
)
OVER = (
    r"(?:more|greater|higher|better|larger) than|over|above|at (?:the )?least|upwards of|in excess of"
    r"|(?:no|not) (?:less|fewer|lower|smaller) than|>|≥"
)
OR_UNDER = r" or (?:less|lower|fewer|under|below)|,? at (?:the )?most"
OR_OVER = r" or (?:more|higher|greater|better|above|over)|,? at (?:the )?least|[- ]plus|\+"
_BOUND = re.compile(
    rf"(?:(?:perhaps|maybe|say) )?(?:an? )?(?:p ?)?(?:(?P<under>{UNDER})|(?P<over>{OVER})) ?(?P<number>.+)"
)
_OPEN_END = re.compile(rf"(?P<before>.+?)(?:(?P<under>{OR_UNDER})|(?P<over>{OR_OVER}))(?P<after>{_TAIL})")
_RANGE = rf"({_NUMBER}) ?{_SIGN}? ?(?:[-–—‒−]|to) ?({_NUMBER}) ?{_SIGN}"
_BETWEEN = rf"between ({_NUMBER}) ?{_SIGN}? and ({_NUMBER}) ?{_SIGN}"
_SINGLE = rf"({_NUMBER}) ?{_SIGN}"
_SHARE = rf"({_NUMBER})(?: chances?)?(?: |-)(?:in|out of)(?: |-)({_NUMBER})"
_ODDS = rf"({_NUMBER})(?: to |-to-|[-–:/])({_NUMBER}) (against|on)"
_EVEN = r"(?:fifty[- ]fifty|50[-–/ ]50)"


def numeric_phrase(text: str) -> tuple[float, float] | None:
    """The lowest and the highest probability that a numeric phrase states, 0 to 1; None for any other text.

    Ranges and single percentages, `n in m`, odds `against` or `on`, and fifty-fifty; in digits or in words, also behind
    words in brackets, after a dash or a comma: `unlikely (25–30%)`. A bound is a range with an open end: `less than
    10%` is 0 to 0.1, `70% or more` is 0.7 to 1. Odds that do not say which way (`two to one`), what is no probability
    (`120%`, `10-5%`), what is near a number on one side of it (`nearly 40%`), and a bound that leaves out nothing
    (`up to 100%`) are None.

    >>> numeric_phrase("5-10 per cent"), numeric_phrase("one in four"), numeric_phrase("two to one against")
    ((0.05, 0.1), (0.25, 0.25), (0.3333333333333333, 0.3333333333333333))
    >>> numeric_phrase("a less than 10% chance"), numeric_phrase("at least one in five"), numeric_phrase("nearly 40%")
    ((0.0, 0.1), (0.2, 1.0), None)
    """
    phrase = " ".join(text.lower().split())
    if beside := _BESIDE.fullmatch(phrase):
        phrase = next(filter(None, beside.groups()))
    if bound := _BOUND.fullmatch(phrase):
        return _open(_closed(bound["number"], _POINTS), is_under=bound["under"] is not None)
    if bound := _OPEN_END.fullmatch(phrase):
        return _open(_closed(bound["before"] + bound["after"], _POINTS), is_under=bound["under"] is not None)
    return _closed(phrase, _PHRASES)


def _closed(phrase: str, patterns: Iterable[_Phrase]) -> tuple[float, float] | None:
    """What a phrase without a bound states."""
    for pattern, read in patterns:
        if match := re.fullmatch(_HEAD + pattern + _TAIL, phrase):
            low, high = read(*match.groups())
            return (low, high) if 0 <= low <= high <= 1 else None
    return None


def _open(number: tuple[float, float] | None, *, is_under: bool) -> tuple[float, float] | None:
    """All that lies on one side of a number; None where that is nothing, or everything."""
    end = number[0] if number else 0.0
    if not 0 < end < 1:
        return None
    return (0.0, end) if is_under else (end, 1.0)


def _range(low: str, high: str) -> tuple[float, float]:
    return _number(low) / 100, _number(high) / 100


def _single(percentage: str) -> tuple[float, float]:
    return _range(percentage, percentage)


def _share(part: str, whole: str) -> tuple[float, float]:
    return _ratio(_number(part), _number(whole))


def _odds(ahead: str, behind: str, side: str) -> tuple[float, float]:
    first, second = _number(ahead), _number(behind)
    return _ratio(second if side == "against" else first, first + second)


def _ratio(part: float, whole: float) -> tuple[float, float]:
    """A share as a range of no width; what has no whole is no probability, and lies above 1."""
    share = part / whole if whole else 2.0
    return share, share


def _even() -> tuple[float, float]:
    return 0.5, 0.5


def _number(text: str) -> float:
    return float(_NUMBERS[text]) if text in _NUMBERS else float(text.replace(",", ""))


# Behind words: in brackets, behind a dash, or behind a comma.
_BESIDE = re.compile(
    r"[^()]+ ?\(([^()]+)\)|[^(),–—\d]+? ?(?:[–—]| - |--) ?([^–—]+)"
    r"|[^(),\d]+, (?:perhaps |maybe |say |only |just )*([^,]+)"
)
# The first that fits is read: twenty-five per cent is one number before it could be a range.
_PHRASES: tuple[_Phrase, ...] = (
    (_SINGLE, _single),
    (_RANGE, _range),
    (_BETWEEN, _range),
    (_SHARE, _share),
    (_ODDS, _odds),
    (_EVEN, _even),
)
# Those that a bound can open: of a range it says nothing, and of odds not which way.
_POINTS = tuple(one for one in _PHRASES if one[1] in (_single, _share, _even))
