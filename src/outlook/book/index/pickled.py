"""Kept objects as bytes and back: only classes of ours that hold data, and times, are ever made of such bytes.

A record or an entry goes into them as it is kept, without pydantic, whether it was read just now or was kept before.
"""

from __future__ import annotations

import io
from copyreg import __newobj__ as new_object  # type: ignore[attr-defined]  # pickle has an instruction for it
from datetime import timezone
from operator import methodcaller
from pickle import HIGHEST_PROTOCOL, PickleError, Pickler, Unpickler
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# Rooms whose classes only hold data. Whatever else bytes may name is refused.
ROOMS = (
    "outlook.model.",
    "outlook.errors",
    "outlook.book.",
    "outlook.answers.",
    "outlook.evidence.",
)
TIMES = {("datetime", "datetime"), ("datetime", "date"), ("datetime", "timezone"), ("datetime", "timedelta")}
BROKEN = (PickleError, AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError, ValueError)


_FOUND: dict[tuple[str, str], type] = {}


class _Careful(Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """A class that only holds data."""
        if (module, name) in _FOUND:
            return _FOUND[module, name]
        if (module, name) in TIMES or (module.startswith(ROOMS) and not name.startswith("_")):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                _FOUND[module, name] = found
                return found
        raise PickleError(f"{module}.{name} is not kept")


class _Forms(dict[type, "Callable[[Any], Any]"]):
    """How an object of a class is written, found out once for each: most of a record is written without Python."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if issubclass(kind, type):
            raise KeyError(kind)  # a class itself goes by its name
        found = self[kind] = _form_of(kind)
        return found


def _form_of(kind: Any) -> Callable[[Any], Any]:
    if hasattr(kind, "__pydantic_fields__"):
        from outlook.model.kept import kept_class

        return _as_kept(*kept_class(kind))
    if issubclass(kind, tuple) and not kind.__dictoffset__:
        return lambda value: (new_object, (kind, *value))
    if kind is timezone:  # it has no state, which `pickle` looks for each time
        return lambda value: (timezone, value.__getinitargs__())
    return methodcaller("__reduce_ex__", HIGHEST_PROTOCOL)


def _as_kept(kept: type, names: tuple[str, ...], worked_out: tuple[str, ...]) -> Callable[[Any], Any]:
    def written(value: Any) -> Any:
        held = value.__dict__  # beside the fields it has what was worked out from them
        fields = {name: held[name] for name in names}
        for name in worked_out:
            fields[name] = getattr(value, name)
        return kept, (), fields

    return written


_FORMS = _Forms()


def packed(value: Any) -> bytes:
    """The bytes of what is kept; what is made of them again holds records and entries as `kept_of` makes them."""
    written = io.BytesIO()
    pickler = Pickler(written, HIGHEST_PROTOCOL)
    pickler.dispatch_table = _FORMS
    pickler.dump(value)
    return written.getvalue()


def unpacked(raw: bytes | None) -> Any:
    """What was kept; None where the bytes are not there or are not ours."""
    if raw is None:
        return None
    try:
        return _Careful(io.BytesIO(raw)).load()
    except BROKEN:
        return None
