"""The lexicon as compiled patterns; the words themselves stand in `lexicon.toml`.

The patterns are of lower case and are meant for text that `lowered` made so: that is several times as quick as
patterns that pass over case.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_LEADING_GROUP = re.compile(r"\(\?:([^()]*)\)(\??)")
_BLANKS = r"\s+"
CUE_GROUPS = ("estimative", "set_to", "risk_verb", "forecast_verb", "modal", "depends", "risk_noun")
# A speaker without a name, right before the verb: `two senior officials`, `the central bank`.
SPEAKER = r"\b((?:(?:the|a|an|one|two|three|several|some|many|most|its)\s+)?(?:[a-z-]+\s+){0,3}(?:NOUN))\s*$"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every pattern that the rules use, by name."""

    any_cue: re.Pattern[str]
    vetoes: dict[str, re.Pattern[str]]
    past_estimate: str
    legal: re.Pattern[str]
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
    speaker_noun: re.Pattern[str]
    abbreviations: frozenset[str]
    may_end: frozenset[str]
    numbered: frozenset[str]
    opening: frozenset[str]
    english: frozenset[str]


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

    Phrases are sorted by their first letter, which stands before the others of its branch: so most words are passed
    over at once.
    """
    by_letter: dict[str, dict[str, list[str]]] = {}
    for name, phrases in groups.items():
        for expanded in (one for phrase in phrases for one in _expanded(phrase)):
            letter = expanded[0] if expanded[0].isalpha() else ""
            by_letter.setdefault(letter, {}).setdefault(name, []).append(_spaced(expanded.removeprefix(letter)))
    joined = "|".join(
        f"{letter}(?:{'|'.join(_named(name, index, here) for name, here in within.items())})"
        for index, (letter, within) in enumerate(by_letter.items())
    )
    return re.compile(rf"(?<![\w'’-])(?:{joined})(?![\w'’-])")


def _named(name: str, index: int, rests: list[str]) -> str:
    return f"(?P<{name}_{index}>{'|'.join(rests)})"


def rule_of(match: re.Match[str]) -> str:
    """The group of phrases to which a match of `any_cue` belongs."""
    return str(match.lastgroup).rpartition("_")[0]


def _expanded(phrase: str) -> list[str]:
    """The phrase without a group at its start: `(?:very |most )?likely` becomes three phrases."""
    match = _LEADING_GROUP.match(phrase)
    if match is None:
        return [phrase]
    rest = phrase[match.end() :]
    options = match[1].split("|") + ([""] if match[2] else [])
    return [expanded for option in options for expanded in _expanded(option + rest)]


def _one(text: str) -> re.Pattern[str]:
    return re.compile(_spaced(text))


def _spaced(text: str) -> str:
    """A blank stands for any white space, ` ?` for white space or none."""
    return text.replace(" ?", r"\s*").replace(" ", r"\s+")


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
    veto, condition, attribution = raw["veto"], raw["condition"], raw["attribution"]
    return Lexicon(
        any_cue=_grouped({name: raw[name]["phrases"] for name in CUE_GROUPS}),
        vetoes={name: _one(text) for name, text in veto.items() if name != "past_estimate"},
        past_estimate=veto["past_estimate"],
        legal=_grouped({"legal": raw["legal"]["markers"], "duty": raw["legal"]["duties"]}),
        condition=_any(condition["markers"]),
        loose_conditions=frozenset(condition["loose"]),
        not_before=_one(condition["not_before"]),
        not_after=_one(condition["not_after"]),
        inverted=_one(condition["inverted"]),
        horizon=_any(raw["horizon"]["phrases"]),
        past_horizon=_one(rf"\b{raw['horizon']['past']} (?:\w+ )?$"),
        scheduled=_any(raw["scheduled"]["phrases"]),
        reporting=_any(attribution["verbs"]),
        role=_any(attribution["roles"]),
        according=_one(attribution["according"]),
        opinion=_one(attribution["opinion"]),
        assumption=_any(raw["assumption"]["phrases"]),
        warning=_any(raw["warning"]["phrases"]),
        not_names=frozenset(attribution["not_names"].split()),
        speaker_noun=_one(SPEAKER.replace("NOUN", "|".join(attribution["nouns"].split()))),
        **{
            name: frozenset(raw["text"][name].split())
            for name in ("abbreviations", "may_end", "numbered", "opening", "english")
        },
    )
