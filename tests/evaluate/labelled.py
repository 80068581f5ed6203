"""The labelled passages, read and checked; tests/data/extraction/guide.md says what the labels mean."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "extraction"
SPLITS = ("training", "fitting", "unseen")
CLASSES = ("outlook", "warning", "assumption", "attributed", "fact")


@dataclass(frozen=True)
class Labelled:
    """A sentence as a person labelled it; `text == passage.text[start:end]`."""

    start: int
    end: int
    text: str
    classes: frozenset[str]
    scheduled: bool
    condition: str | None
    spans: Spans | None = None


@dataclass(frozen=True)
class Spans:
    """The time words and the speaker of a sentence, None where it has none; older passages have no such labels."""

    horizon: str | None
    speaker: str | None


@dataclass(frozen=True)
class Passage:
    """Running text of one register, with its sentences in order."""

    register: str
    split: str
    title: str
    text: str
    sentences: tuple[Labelled, ...]


def load(folder: Path = FOLDER) -> tuple[Passage, ...]:
    """Every passage of the folder's JSON files. A label that cannot be meant is a ValueError that names its place."""
    return tuple(passage for path in sorted(folder.glob("*.json")) for passage in _file(path))


def _file(path: Path) -> tuple[Passage, ...]:
    record = json.loads(path.read_text("utf-8"))
    if record["split"] not in SPLITS:
        raise ValueError(f"{path.name}: split is {record['split']!r}, not one of {', '.join(SPLITS)}.")
    return tuple(
        passage_of(found.get("register", record["register"]), record["split"], found) for found in record["passages"]
    )


def passage_of(register: str, split: str, record: dict[str, Any]) -> Passage:
    """One passage with the places of its sentences, which stand in the text word for word and in order."""
    place, sentences = 0, []
    for sentence in record["sentences"]:
        start = record["text"].find(sentence["text"], place)
        if start < 0:
            raise ValueError(
                f"{register}, {record['title']}: not in the text after the one before: {sentence['text']!r}."
            )
        place = start + len(sentence["text"])
        sentences.append(_sentence(f"{register}, {record['title']}", start, place, sentence))
    return Passage(register, split, record["title"], record["text"], tuple(sentences))


def _sentence(where: str, start: int, end: int, record: dict[str, Any]) -> Labelled:
    text, classes, condition = record["text"], frozenset(record["classes"]), record["condition"]
    faults = {
        "it has no class": not classes,
        "a class is not known": not classes <= {*CLASSES},
        "a class is named twice": len(classes) < len(record["classes"]),
        "a fact has no other class": "fact" in classes and len(classes) > 1,
        "only an outlook has a condition": condition is not None and "outlook" not in classes,
        "only an outlook is scheduled": record["scheduled"] and "outlook" not in classes,
        "its condition is not in it": condition is not None and (not condition or condition not in text),
        "its horizon is not in it": (record.get("horizon") or "") not in text,
        "its speaker is not in it": (record.get("speaker") or "") not in text,
    }
    for fault, is_so in faults.items():
        if is_so:
            raise ValueError(f"{where}: {fault}: {text!r}.")
    return Labelled(start, end, text, classes, record["scheduled"], condition, _spans(record))


def _spans(record: dict[str, Any]) -> Spans | None:
    return Spans(record["horizon"], record["speaker"]) if "horizon" in record else None
