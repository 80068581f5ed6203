"""What `set` is asked: FIELD=VALUE as a person types it, spliced into the text of a record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from outlook import moments
from outlook.cli.said_numbers import said_numbers, typed_numbers
from outlook.cli.session import Session
from outlook.cli.typed_signs import as_typed, typed_sign
from outlook.errors import InvalidValue, NoMatch, Refused, Unreadable, did_you_mean
from outlook.model.as_stated import as_stated
from outlook.model.distributions import pairs_of
from outlook.model.fields import about
from outlook.model.kinds import BY_NAME
from outlook.model.values import QUANTILE, parse_probability, shown
from outlook.records.splice import How, Splice, is_idle, spliced
from outlook.records.yaml12 import YamlError, load
from outlook.show.describe.phrasing import shortened

ALIASES = {
    "closes": "closes_at",
    "opens": "opens_at",
    "tag": "tags",
    "source": "sources",
    "indicator": "indicators",
    "option": "options",
    "statement": "statements",
}
ASKED = ("question", "kind", "closes_at", "given")  # what a document must have said, for its words to count
STATED = "as_stated_in"
NONE_OF_THEM = "[]"  # no statement says what is asked; without the field, nobody has said
LISTS = ("tags", "sources", "fine_print", "statements", "options", "indicators", "levels")
TEXTS = ("title", "question", "criteria", "judged_by", "base_rate", "note", "unit", "kind", "decay", STATED)
ENDS = ("lower", "upper", "open_below", "open_above")  # of quantities and days
BESIDE = ("prior_range", "prior_otherwise", "form")  # a prior is known by these
READ = (*TEXTS, *LISTS, *ENDS, *BESIDE, "opens_at", "closes_at", "prior", "given", "ordered")
MOST_SHOWN, BEFORE = 60, 12  # characters of a value that are printed, and of them before what differs
FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def with_changes(
    path: Path, before: bytes, changes: Sequence[str], session: Session, *, passing_over: bool = False
) -> str:
    """The text of a record with the changes; of lists, those `passing_over` what is so already.

    Raises:
        InvalidValue, NoMatch: a change is none, or fits no field.
        Refused: the file is laid out so that it can only be edited by hand.
        Unreadable: it is no record.
    """
    try:
        text = before.decode()
        fields = load(text) or {}
        kind = str(fields.get("kind", "binary")) if isinstance(fields, dict) else "binary"
        order = [name for name, _ in about(BY_NAME.get(kind, BY_NAME["binary"]))]
        for asked in _splices(changes, kind, session):
            splice = _of_stated(text, asked) if asked.field == STATED and asked.how != "set" else asked
            text = text if passing_over and is_idle(text, splice) else spliced(text, splice, order)
    except (UnicodeDecodeError, YamlError) as error:
        raise Unreadable(
            f"{path} cannot be read as a record ({error}): `outlook edit {path.parent.name}/{path.stem}`"
        ) from error
    return text


def _splices(changes: Sequence[str], kind: str, session: Session) -> Iterator[Splice]:
    seen = set[str]()
    for text in changes:
        name, equals, value = text.partition("=")
        how: How = "add" if name.endswith("+") else "remove" if name.endswith("-") else "set"
        field = _field(name.rstrip("+-").strip(), text, has_sign=bool(equals))
        if how != "set" and field not in (*LISTS, STATED):
            raise InvalidValue(f"{shown(text)}: {field} is no list: write {field}=VALUE")
        if how == "set" and field in seen:
            raise InvalidValue(f"{field} is set twice: say once what it is to be")
        if text in seen:
            raise InvalidValue(f"{shown(text)} is written twice: once is enough")
        seen |= {field, text}
        if field == "kind":
            kind = value.strip()
        yield Splice(field, how, _value(field, value.strip(), how, kind, session))


def _field(name: str, text: str, *, has_sign: bool) -> str:
    if not has_sign:
        raise InvalidValue(f"{shown(text)} says nothing to change: write FIELD=VALUE, such as closes=2027-06-30")
    field = ALIASES.get(name, name)
    if field in READ:
        return field
    if field == "id":
        raise NoMatch("the id is the name of the file: `outlook rename FORECAST NEW-NAME` gives another")
    hint = did_you_mean(name[:60], [*READ, *ALIASES]) or f"fields are {', '.join(READ)}"
    raise NoMatch(f"there is no field {shown(name)} that flags can set; {hint}")


def _value(field: str, text: str, how: How, kind: str, session: Session) -> Any:
    """A value as the record has it; None takes the field away."""
    if not text:
        if how != "set":
            raise InvalidValue(f"{field}: what is to be added or taken away? Write {field}+=VALUE")
        return None
    read = None if how == "remove" else _READERS.get(field)
    try:
        found = text if read is None else read(text, kind, session)
    except ValueError as error:
        raise InvalidValue(f"{field}: {error}") from error
    return [found] if field in LISTS and how == "set" else found


def _when(text: str, _kind: str, session: Session) -> str:
    """A day as it is written in a record, or a moment."""
    found = moments.parse(text, session.now, moments.NEXT)
    return moments.iso(found) if isinstance(found, datetime) else found.isoformat()


def _prior(text: str, kind: str, _session: Session) -> Any:
    if "=" not in text:
        return parse_probability(text)
    pairs = {name: _number(value) for name, value in pairs_of(text).items()}
    if kind in ("numeric", "date") and not any(QUANTILE.fullmatch(name) for name in pairs):
        return [[_number(name), share] for name, share in pairs.items()]
    return pairs


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _given(text: str, _kind: str, _session: Session) -> dict[str, str]:
    name, equals, outcome = text.partition("=")
    if not equals:
        raise ValueError(f"{shown(text)}: write given=FORECAST=OUTCOME, such as given=hama-by-december=yes")
    return {"forecast": name.strip(), "outcome": outcome.strip()}


def _indicator(text: str, kind: str, _session: Session) -> Any:
    """A sign with its likelihoods; to take one away, only its id."""
    return typed_sign(text, kind)


def _range(text: str, _kind: str, _session: Session) -> list[float]:
    """`LOW-HIGH`, two probabilities."""
    low, dash, high = text.partition("-")
    if not dash:
        raise ValueError(f"{shown(text)}: write LOW-HIGH, such as prior_range=25%-55%")
    return [parse_probability(low), parse_probability(high)]


def _chance(text: str, _kind: str, _session: Session) -> float:
    return parse_probability(text)


def _number_of(text: str, kind: str, session: Session) -> Any:
    """An end of what can be answered: a number, or a day."""
    return _when(text, kind, session) if kind == "date" else _number(text)


def _flag(text: str, _kind: str, _session: Session) -> bool:
    if text.lower() not in FLAGS:
        raise ValueError(f"{shown(text)} is neither yes nor no")
    return FLAGS[text.lower()]


def _names(text: str, kind: str, session: Session) -> Any:
    """One name, or several with commas between them; of another kind than yes/no, each with what it states."""
    if kind == "binary" and text == NONE_OF_THEM:
        return []
    if kind != "binary":
        return said_numbers(text, lambda states: _prior(states, kind, session))
    names = [name.strip() for name in text.split(",")]
    return names[0] if len(names) == 1 else names


_READERS: Mapping[str, Callable[[str, str, Session], Any]] = {
    "opens_at": _when,
    "closes_at": _when,
    "prior": _prior,
    "given": _given,
    "indicators": _indicator,
    "ordered": _flag,
    "prior_range": _range,
    "prior_otherwise": _chance,
    **dict.fromkeys(ENDS, _number_of),
    STATED: _names,
}


def _of_stated(text: str, asked: Splice) -> Splice:
    """One statement more, or one less, of those that say what is asked; of a yes/no question the last leaves `[]`.

    Raises:
        Refused: it is there, or it is not.
    """
    fields = load(text) or {}
    held = fields.get(STATED) if isinstance(fields, dict) else None
    if isinstance(held, dict) or isinstance(asked.value, dict):
        return Splice(STATED, "set", _numbers_after(held if isinstance(held, dict) else {}, asked) or None)
    names = [held] if isinstance(held, str) else list(held or ())
    typed = [asked.value] if isinstance(asked.value, str) else list(asked.value)
    if asked.how == "add":
        if there := [one for one in typed if one in names]:
            raise Refused(f"{STATED} names {', '.join(there)} already")
        names += typed
    else:
        names = _without(names, [one.strip() for part in typed for one in part.split(",")])
    return Splice(STATED, "set", names[0] if len(names) == 1 else names)


def _numbers_after(held: Mapping[str, Any], asked: Splice) -> dict[str, Any]:
    if asked.how == "add":
        if there := [one for one in asked.value if one in held]:
            raise Refused(f"{STATED} names {', '.join(there)} already: `{STATED}-={there[0]}` takes it out first")
        return {**held, **asked.value}
    left = _without(list(held), [one.strip() for one in str(asked.value).split(",")])
    return {name: held[name] for name in left}


def _without(names: Sequence[str], typed: Sequence[str]) -> list[str]:
    """The names without those that were typed, with or without the side of which their words are."""
    there = {one for name in names for one in (name, as_stated(name).statement)}
    if lacking := [one for one in typed if one not in there]:
        what = f"it names {', '.join(names)}" if names else "it names none"
        raise Refused(f"{STATED} does not name {', '.join(map(shown, lacking))}: {what}")
    return [name for name in names if not {name, as_stated(name).statement} & set(typed)]


def words_back(field: str, old: Any, new: Any) -> Iterator[str]:
    """The changes that give a field its older value again."""
    if _is_stated(field, old):
        yield f"{field}={typed_numbers(old)}"
        return
    if field == STATED and isinstance(old, list):
        yield f"{field}={','.join(old) or NONE_OF_THEM}"
        return
    if field not in LISTS or not old:
        yield f"{field}={'' if old is None else old}"
        return
    yield from (f"{field}-={short(one)}" for one in new or () if one not in old)
    typed = as_typed if field == "indicators" else short
    yield from (f"{field}+={typed(one)}" for one in old if one not in (new or ()))


def in_words(field: str, old: Any, new: Any) -> tuple[str, str]:
    """Both values of a field in a few words, as they can be typed where that is short; long ones where they differ."""
    return contrasted(*(_in_words(field, one) for one in (old, new)))


def _in_words(field: str, value: Any) -> str:
    if field == STATED and value == []:
        return f"{NONE_OF_THEM} (no statement says it)"
    return typed_numbers(value) if _is_stated(field, value) else short(value)


def contrasted(old: str, new: str) -> tuple[str, str]:
    """Two texts as they are, or cut with an ellipsis to the part in which they begin to differ.

    >>> text = "By the gauge of the office at Ness, read at noon on every day of the month, in millimetres"
    >>> contrasted(text, text.replace("milli", "centi"))
    ('… the month, in millimetres', '… the month, in centimetres')
    """
    if max(len(old), len(new)) <= MOST_SHOWN:
        return old, new
    alike = next((at for at, both in enumerate(zip(old, new, strict=False)) if both[0] != both[1]), None)
    differs = min(len(old), len(new)) if alike is None else alike
    start = old.rfind(" ", 0, max(differs - BEFORE, 0))
    if differs - start > 2 * BEFORE:  # a long word that differs late
        start = differs - BEFORE
    return _from(old, start), _from(new, start)


def _from(text: str, start: int) -> str:
    """The part of a text that begins at a place, marked where something is left out."""
    if start <= BEFORE:
        return shortened(text, MOST_SHOWN)
    return f"…{shortened(text[start:], MOST_SHOWN)}"


def _is_stated(field: str, value: Any) -> bool:
    """Whether it is what statements state in numbers."""
    return field == STATED and isinstance(value, dict)


def changed_fields(before: str, text: str) -> dict[str, tuple[Any, Any]]:
    """The fields that differ between two texts of a record, with both values."""
    old, new = load(before) or {}, load(text) or {}
    return {name: (old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name)}


def short(value: Any) -> str:
    """A value without the marks of its record."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(short(item) for item in value) or "nothing"
    if isinstance(value, dict):
        return str(value.get("id") or value.get("name") or ", ".join(f"{one}={item}" for one, item in value.items()))
    return str(value)
