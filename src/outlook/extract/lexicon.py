"""The lexicon as compiled patterns; the words themselves stand in `lexicon.toml`.

The patterns are of lower case and are meant for text that `lowered` made so: that is several times as quick as
patterns that pass over case.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

_NUMBER = r"\d+"
_QUANTIFIERS = tuple("?*+{")
_GROUP = "(?:"
_GROUPS: dict[str, dict[str, list[str]]] = {}  # the phrases of each pattern of several groups
_BLANKS = r"\s+"
PERMITTING = "permitting"
CUE_GROUPS = ("estimative", "set_to", "risk_verb", "forecast_verb", "modal", "depends", "risk_noun")
# A speaker without a name, right before the verb: `two senior officials`, `the central bank`.
SPEAKER = (
    r"(?<![’'\w])((?:(?:the|a|an|one|two|three|several|some|many|most|its)\s+)?"
    r"(?:(?!(?:the|an?|that|his|her|its|their|our|my|and|but)\b)[a-z-]+\s+){0,3}(?:NOUN))\s*$"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every pattern that the rules use, by name."""

    any_cue: re.Pattern[str]
    vetoes: dict[str, re.Pattern[str]]
    legal: re.Pattern[str]
    registers: dict[str, re.Pattern[str]]
    condition: re.Pattern[str]
    loose_conditions: frozenset[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    inverted: re.Pattern[str]
    horizon: re.Pattern[str]
    past_horizon: re.Pattern[str]
    scheduled: re.Pattern[str]
    reporting: re.Pattern[str]
    role: re.Pattern[str]
    according: re.Pattern[str]
    opinion: re.Pattern[str]
    assumption: re.Pattern[str]
    warning: re.Pattern[str]
    not_names: frozenset[str]
    never_people: frozenset[str]
    not_labels: frozenset[str]
    speaker_noun: re.Pattern[str]
    speaker_nouns: frozenset[str]
    beside: dict[str, frozenset[str]]
    abbreviations: frozenset[str]
    may_end: frozenset[str]
    numbered: frozenset[str]
    opening: frozenset[str]


def lowered(text: str) -> str:
    """The text in lower case, each character in its place; one that would become two stays as it is.

    >>> lowered("May İ go?")
    'may İ go?'
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(one if len(one.lower()) > 1 else one.lower() for one in text)


def _any(phrases: list[str]) -> re.Pattern[str]:
    """One pattern for all phrases, at word boundaries."""
    return _grouped({"phrase": phrases})


def _grouped(groups: dict[str, list[str]]) -> re.Pattern[str]:
    """One pattern for the phrases of several groups; `rule_of` says to which group a match belongs.

    The pattern itself has no groups: with them it takes more than twice as long to pass over a text.
    """
    plain = re.compile(_joined(groups, _plain))
    _GROUPS[plain.pattern] = groups
    return plain


def _joined(
    groups: dict[str, list[str]], written: Callable[[dict[str, list[str]], Iterator[int]], str], begins: str = ""
) -> str:
    """The phrases by their first two letters, which stand before the others of their branch.

    So most words of a text are passed over at once. `begins` leaves out what cannot begin with this letter.
    """
    by_letters: dict[str, dict[str, dict[str, list[str]]]] = {}
    for name, phrases in groups.items():
        for expanded in (one for phrase in phrases for one in _expanded(phrase)):
            first, second, rest = _letters(expanded)
            by_letters.setdefault(first, {}).setdefault(second, {}).setdefault(name, []).append(_spaced(rest))
    number = count()
    joined = "|".join(
        f"{first}(?:{'|'.join(f'{second}(?:{written(within, number)})' for second, within in seconds.items())})"
        for first, seconds in by_letters.items()
        if not begins or not first or re.fullmatch(first, begins)
    )
    return rf"\b(?<![\w'’-])(?:{joined})(?![\w'’-])"


def _letters(phrase: str) -> tuple[str, str, str]:
    """The first two letters of a phrase and the rest; no letters where it need not begin with any.

    The second may be a blank.
    """
    if phrase.startswith(_NUMBER):
        return "[0-9]", "", rf"\d*{phrase.removeprefix(_NUMBER)}"
    if phrase[:1].isalpha() and phrase[1:2] == " " and phrase[2:3] not in _QUANTIFIERS:
        return phrase[0], _BLANKS, phrase[2:]
    sure = [letter.isalpha() and phrase[at + 1 : at + 2] not in _QUANTIFIERS for at, letter in enumerate(phrase[:2])]
    first = phrase[0] if sure and sure[0] else ""
    second = phrase[1] if first and sure[1:] == [True] else ""
    return first, second, phrase[len(first) + len(second) :]


def _plain(within: dict[str, list[str]], _number: Iterator[int]) -> str:
    return "|".join(rest for rests in within.values() for rest in rests)


def _named(within: dict[str, list[str]], number: Iterator[int]) -> str:
    return "|".join(f"(?P<{name}_{next(number)}>{'|'.join(rests)})" for name, rests in within.items())


def rule_of(match: re.Match[str]) -> str:
    """The group of phrases to which a match of a pattern of several groups belongs."""
    again = _with_names(match.re.pattern, match[0][0]).match(match.string, match.start())
    return _rule_of_group(again.lastgroup if again else None)


@cache
def _with_names(plain: str, begins: str) -> re.Pattern[str]:
    # By its text: a pattern is hashed anew each time, and whole. By its first letter: most texts need few of them.
    return re.compile(_joined(_GROUPS[plain], _named, begins))


@cache
def _rule_of_group(name: str | None) -> str:
    return str(name).rpartition("_")[0]


def _expanded(phrase: str) -> list[str]:
    """The phrase without a group at its start: `(?:very |most )?likely` becomes three phrases.

    >>> _expanded("(?:(?:we|you) are|is) due")
    ['we are due', 'you are due', 'is due']
    """
    if not phrase.startswith(_GROUP):
        return [phrase]
    options, depth, begun = [], 0, len(_GROUP)
    for at, letter in enumerate(phrase):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 or (depth == 1 and letter == "|"):
            options.append(phrase[begun:at])
            begun = at + 1
        if depth == 0:
            break
    rest = phrase[begun:].removeprefix("?")
    options += [""] if rest != phrase[begun:] else []
    return [expanded for option in options for expanded in _expanded(option + rest)]


def _one(text: str) -> re.Pattern[str]:
    return re.compile(_spaced(text))


def _spaced(text: str) -> str:
    """A blank stands for any white space, ` ?` for white space or none, and an apostrophe may be curved."""
    return text.replace("n't", "n['’]t").replace(" ?", r"\s*").replace(" ", r"\s+")


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


@cache
def english() -> frozenset[str]:
    """The commonest English words."""
    return frozenset(_raw()["text"]["english"].split())


@cache
def foreign() -> dict[str, tuple[str, ...]]:
    """The small words of other languages, by the name of the language; the most telling ones first."""
    return {name: tuple(words.split()) for name, words in _raw()["text"]["foreign"].items()}


def triggers() -> dict[str, str]:
    """For each pattern, the words one of which a sentence must have for it to be tried."""
    return dict(_raw()["triggers"])


@cache
def letters_of_words() -> dict[str, str]:
    """For each word of a time the letter that says what it is there; of several the first."""
    letters: dict[str, str] = {}
    for letter, words in _raw()["letters"].items():
        letters = dict.fromkeys(words.split(), letter) | letters
    return letters


def letters_together() -> dict[str, str]:
    """For several words that count as one in a time, the letter of all."""
    return {phrase: letter for letter, phrases in _raw()["together"].items() for phrase in phrases}


@cache
def permitting() -> re.Pattern[str]:
    """The pattern of a condition with `weather permitting`: it begins with any word, which takes long to look for."""
    return _any(_raw()["condition"]["markers"])


@cache
def lexicon() -> Lexicon:
    """The lexicon, compiled once."""
    raw = _raw()
    veto, condition, attribution = raw["veto"], raw["condition"], raw["attribution"]
    return Lexicon(
        any_cue=_grouped({name: raw[name]["phrases"] for name in CUE_GROUPS}),
        vetoes={name: _one(text) for name, text in veto.items()},
        legal=_grouped({"legal": raw["legal"]["markers"], "duty": raw["legal"]["duties"]}),
        registers={name: _one(text) for name, text in raw["registers"].items()},
        condition=_any([marker for marker in condition["markers"] if not marker.endswith(PERMITTING)]),
        loose_conditions=frozenset(condition["loose"]),
        not_before=_one(condition["not_before"]),
        not_after=_one(condition["not_after"]),
        inverted=_one(condition["inverted"]),
        horizon=_any(raw["horizon"]["phrases"]),
        past_horizon=_one(raw["horizon"]["past"]),
        scheduled=_any(raw["scheduled"]["phrases"]),
        reporting=_any(attribution["verbs"]),
        role=_any(attribution["roles"]),
        according=_one(attribution["according"]),
        opinion=_one(attribution["opinion"]),
        assumption=_any(raw["assumption"]["phrases"]),
        warning=_any(raw["warning"]["phrases"]),
        never_people=frozenset(attribution["never_people"].split()),
        not_labels=frozenset(attribution["not_labels"].split()),
        not_names=frozenset(attribution["not_names"].split()),
        speaker_nouns=frozenset(attribution["nouns"].split()),
        beside={name: frozenset(text.split()) for name, text in attribution["beside"].items()},
        speaker_noun=_one(SPEAKER.replace("NOUN", "|".join(attribution["nouns"].split()))),
        **{name: frozenset(raw["text"][name].split()) for name in ("abbreviations", "may_end", "numbered", "opening")},
    )
