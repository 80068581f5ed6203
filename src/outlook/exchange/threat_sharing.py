"""Writing for threat intelligence: MISP events and STIX reports of yes/no questions, one person's probability of each.

A likelihood there is a band with a word, half-open as in ICD 203, and none below 1% or above 99%. Ids follow from ours,
so that a second export writes the same bytes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from outlook.exchange.table import Draft, Forecast, Note, Question

OURS = UUID("6f1f3ef1-6f0b-5d0b-9c52-8d8d1b0c9a57")
LIKELIHOOD = "estimative-language:likelihood-probability"
RELIABILITY, CREDIBILITY = "admiralty-scale:source-reliability", "admiralty-scale:information-credibility"
BANDS = (
    (0.95, "almost-certain"),
    (0.8, "very-likely"),
    (0.55, "likely"),
    (0.45, "roughly-even-chance"),
    (0.2, "unlikely"),
    (0.05, "very-unlikely"),
    (0.01, "almost-no-chance"),
)
MOST = 0.99


class Judged(NamedTuple):
    """A question with what somebody believes of it, and the reports on it."""

    question: Question
    at: datetime
    probability: float
    notes: Sequence[Note]


def likelihood(probability: float) -> str | None:
    """The word for a probability; None where no band has it.

    >>> likelihood(0.6), likelihood(0.2), likelihood(0.0099), likelihood(0.99)
    ('likely', 'unlikely', None, 'almost-certain')
    """
    if probability > MOST:
        return None
    return next((word for least, word in BANDS if probability >= least), None)


def judged(draft: Draft, by: str) -> Iterator[Judged]:
    """The yes/no questions of which the person believes something now; others are counted as lost."""
    newest: dict[str, Forecast] = {}
    for one in draft.forecasts:
        if one.by == by and draft.questions[one.question].kind == "binary":
            if one.question in newest:
                draft.lose("an earlier probability: only the last goes out", one.place)
            newest[one.question] = one
    for question in draft.questions.values():
        found = newest.get(question.key)
        if question.kind != "binary":
            draft.lose(f"a {question.kind} question", question.place)
        elif found is None or not isinstance(found.value, float):
            draft.lose(f"a question of which {by} believes nothing now", question.place)
        else:
            if question.key in draft.outcomes:
                draft.lose("an outcome", question.place)
            notes = [note for note in draft.notes if question.key in note.questions]
            draft.written.add(question.key)
            yield Judged(question, found.at, found.value, notes)


def as_misp(draft: Draft, by: str) -> str:
    """An event for each question; several are a list of events as MISP's own search answers it."""
    events = [{"Event": _event(one)} for one in judged(draft, by)]
    return _document(events[0] if len(events) == 1 else {"response": events})


def _event(one: Judged) -> dict[str, Any]:
    word, shown = likelihood(one.probability), f"{one.probability * 100:.10g}%"
    said = f"{word.replace('-', ' ')} ({shown})" if word else shown
    return {
        "uuid": _id("event", one.question.key),
        "info": f"{one.question.title}: {said}",
        "date": f"{one.at:%Y-%m-%d}",
        "analysis": "1",
        "threat_level_id": "4",
        "distribution": "0",
        "Tag": [{"name": tag} for tag in _likelihood_tags(one)],
        "Attribute": [_attribute(note) for note in one.notes],
    }


def _attribute(note: Note) -> dict[str, Any]:
    return {
        "uuid": _id("attribute", note.id),
        "type": "text",
        "category": "Other",
        "value": note.text,
        "comment": f"known {note.at:%Y-%m-%dT%H:%MZ}",
        "to_ids": False,
        "Tag": [{"name": tag} for tag in _grade_tags(note)],
    }


def as_stix(draft: Draft, by: str) -> str:
    """A bundle with the person, a report for each question and a note for each piece of evidence."""
    found = list(judged(draft, by))
    first = min((one.at for one in found), default=datetime(1970, 1, 1, tzinfo=UTC))
    person = {**_object("identity", by, first), "name": by, "identity_class": "individual"}
    notes = {note.id: note for one in found for note in one.notes}
    objects = [
        person,
        *(_note(note, person["id"]) for note in notes.values()),
        *(_report(one, person["id"]) for one in found),
    ]
    names = "\n".join(item["id"] for item in objects)
    return _document({"type": "bundle", "id": f"bundle--{_id('bundle', names)}", "objects": objects})


def _object(kind: str, name: str, at: datetime) -> dict[str, Any]:
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    named = f"{kind}--{_id(kind, name)}"
    return {"type": kind, "spec_version": "2.1", "id": named, "created": moment, "modified": moment}


def _note(note: Note, person: str) -> dict[str, Any]:
    grade = f" ({note.grade})" if note.grade else ""
    said = {"abstract": note.text, "content": f"{note.text}{grade}, known {note.at:%Y-%m-%dT%H:%MZ}"}
    labels = _grade_tags(note)
    whole = {**_object("note", note.id, note.at), "created_by_ref": person, **said, "object_refs": [person]}
    return {**whole, "labels": labels} if labels else whole


def _report(one: Judged, person: str) -> dict[str, Any]:
    """`confidence` is the probability in per cent, as far as STIX has a place for it: how likely, not how sure."""
    report = _object("report", one.question.key, one.at)
    refs = [f"note--{_id('note', note.id)}" for note in one.notes] or [person]
    said = {"name": one.question.title, "description": one.question.criteria}
    whole = {
        **report,
        "created_by_ref": person,
        **{name: text for name, text in said.items() if text},
        "published": report["created"],
        "report_types": ["assessment"],
        "object_refs": refs,
        "confidence": round(one.probability * 100),
    }
    labels = _likelihood_tags(one)
    return {**whole, "labels": labels} if labels else whole


def _likelihood_tags(one: Judged) -> list[str]:
    word = likelihood(one.probability)
    return [f'{LIKELIHOOD}="{word}"'] if word else []


def _grade_tags(note: Note) -> list[str]:
    if not note.grade:
        return []
    letter, digit = note.grade[0].lower(), note.grade[1]
    return [f'{RELIABILITY}="{letter}"', f'{CREDIBILITY}="{digit}"']


def _id(kind: str, name: str) -> str:
    return str(uuid5(OURS, f"{kind}:{name}"))


def _document(whole: Mapping[str, Any]) -> str:
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
