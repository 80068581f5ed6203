"""The lexicon as compiled patterns; the words themselves stand in `lexicon.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_LEADING_GROUP = re.compile(r"\(\?:([^()]*)\)(\??)")
CUE_GROUPS = ("estimative", "set_to", "risk_verb", "forecast_verb", "modal", "risk_noun")
# A speaker without a name, right before the verb: `two senior officials`, `the central bank`.
SPEAKER = r"\b((?:(?:the|a|an|one|two|three|several|some|many|most|its)\s+)?(?:[a-z-]+\s+){0,3}(?:NOUN))\s*$"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every pattern that the rules use, by name."""

    any_cue: re.Pattern[str]
    cues: dict[str, re.Pattern[str]]
    weak_modals: frozenset[str]
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
    assumption: re.Pattern[str]
    warning: re.Pattern[str]
    not_names: frozenset[str]
    speaker_noun: re.Pattern[str]
    abbreviations: frozenset[str]
    may_end: frozenset[str]
    opening: frozenset[str]
    english: frozenset[str]


def _any(phrases: list[str]) -> re.Pattern[str]:
    """One pattern for all phrases, at word boundaries, sorted by first letter so that most words are passed at once."""
    by_letter: dict[str, list[str]] = {}
    for phrase in phrases:
        for expanded in _expanded(phrase):
            letter = expanded[0] if expanded[0].isalpha() else "."
            by_letter.setdefault(letter, []).append(expanded.replace(" ", r"\s+"))
    joined = "|".join(f"(?={letter})(?:{'|'.join(group)})" for letter, group in by_letter.items())
    return re.compile(rf"(?<![\w'’-])(?:{joined})(?![\w’'-])", re.IGNORECASE)


def _expanded(phrase: str) -> list[str]:
    """The phrase without a group at its start: `(?:very |most )?likely` becomes three phrases."""
    match = _LEADING_GROUP.match(phrase)
    if match is None:
        return [phrase]
    rest = phrase[match.end() :]
    options = match[1].split("|") + ([""] if match[2] else [])
    return [expanded for option in options for expanded in _expanded(option + rest)]


def _one(text: str) -> re.Pattern[str]:
    return re.compile(text.replace(" ", r"\s+"), re.IGNORECASE)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    raw: dict[str, Any] = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
    veto, condition, attribution = raw["veto"], raw["condition"], raw["attribution"]
    return Lexicon(
        any_cue=_any([phrase for name in CUE_GROUPS for phrase in raw[name]["phrases"]]),
        cues={name: _any(raw[name]["phrases"]) for name in CUE_GROUPS},
        weak_modals=frozenset(raw["modal"]["weak"]),
        vetoes={name: _one(text) for name, text in veto.items() if name != "past_estimate"},
        past_estimate=veto["past_estimate"],
        legal=_any(raw["legal"]["markers"]),
        condition=_any(condition["markers"]),
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
        assumption=_any(raw["assumption"]["phrases"]),
        warning=_any(raw["warning"]["phrases"]),
        not_names=frozenset(attribution["not_names"].split()),
        speaker_noun=_one(SPEAKER.replace("NOUN", "|".join(attribution["nouns"].split()))),
        **{name: frozenset(raw["text"][name].split()) for name in ("abbreviations", "may_end", "opening", "english")},
    )
