"""Fields of foreign JSON, read with the reason where one is missing or of another kind."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from outlook.errors import InvalidValue
from outlook.exchange import cells
from outlook.exchange.source import Source
from outlook.exchange.table import Place
from outlook.model.values import shown

Object = Mapping[str, Any]


def objects(value: Any, name: str) -> list[Object]:
    """A list of objects; nothing is an empty one.

    Raises:
        ValueError: it is something else.
    """
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise ValueError(f"{name} is {shown(value, 30)}, not a list of objects")
    return value


def items(source: Source, value: Any, name: str) -> list[tuple[Place, Object]]:
    """The objects of a list that makes up a file, each with its place.

    Raises:
        InvalidValue: it is no such list.
    """
    try:
        found = objects(value, name or "it")
    except ValueError as error:
        raise InvalidValue(f"{source.name}: {error}. Nothing was imported") from error
    return [(Place(source.name, f"{name}[{index}]"), item) for index, item in enumerate(found)]


def part(one: Object, name: str) -> Object:
    """An object in an object; missing or null it is an empty one.

    Raises:
        ValueError: it is something else.
    """
    value = one.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise ValueError(f"{name} is {shown(value, 30)}, not an object")
    return value


def names(one: Object, name: str) -> list[str]:
    """A list of texts or numbers, as texts; missing or null it is empty.

    Raises:
        ValueError: it is something else.
    """
    value = one.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError(f"{name} is {shown(value, 30)}, not a list")
    return [str(item) for item in value]


def text(one: Object, name: str) -> str:
    """A text; empty where it is missing or null.

    Raises:
        ValueError: it is no text.
    """
    value = one.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{name} is {shown(value, 30)}, not a text")
    return value


def needed(one: Object, name: str) -> str:
    """A text or a number as a text, which must be there.

    Raises:
        ValueError: it is missing, empty or something else.
    """
    value = one.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise ValueError(f"{name} is {'missing' if value in (None, '') else shown(value, 30)}")
    return str(value)


def time(one: Object, name: str) -> datetime | None:
    """A time, or None where it is missing or null.

    Raises:
        ValueError: it is no time.
    """
    if one.get(name) in (None, ""):
        return None
    try:
        return cells.known(one[name])
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def needed_time(one: Object, name: str) -> datetime:
    """A time, which must be there.

    Raises:
        ValueError: it is missing or no time.
    """
    found = time(one, name)
    if found is None:
        raise ValueError(f"{name} is missing")
    return found
