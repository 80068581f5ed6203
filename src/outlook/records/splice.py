"""Changing one field of a record's text and leaving the rest as somebody wrote it: comments, order, quotes, layout.

What a splice makes is read back and compared: every other field must say what it said, or the splice is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import yaml

from outlook.errors import Refused
from outlook.records.write import inline, render_fields
from outlook.records.yaml12 import YamlError, load

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"(?:^|\s)#")

How = Literal["set", "add", "remove"]


class Splice(NamedTuple):
    """What becomes of one field: another value (None: it goes), one item more, or one less."""

    field: str
    how: How
    value: Any


def spliced(text: str, splice: Splice, order: Sequence[str]) -> str:
    """The text with one field changed; a new field goes after the last one that precedes it in an order.

    Raises:
        Refused: the text is laid out in a way that this cannot change without touching something else.
        YamlError: the text is no record.
    """
    before = load(text) or {}
    wanted = _wanted(before, splice)
    if wanted == before and list(wanted) == list(before):
        return text
    found = _with(text, splice, wanted, order)
    if "\r\n" in text:
        found = found.replace("\r\n", "\n").replace("\n", "\r\n")
    try:
        after = load(found)
    except YamlError as error:
        raise _refused(splice) from error
    if after != wanted:
        raise _refused(splice)
    return found


def _refused(splice: Splice) -> Refused:
    return Refused(f"{splice.field} cannot be changed here without touching other lines: `outlook edit` opens the file")


def _wanted(before: dict[str, Any], splice: Splice) -> dict[str, Any]:
    """What the fields must say afterwards."""
    field, how, value = splice
    held = before.get(field)
    items = list(held) if isinstance(held, list) else []
    if how == "add":
        value = [*items, value]
    elif how == "remove":
        number = _number_of(splice, items)
        value = [*items[:number], *items[number + 1 :]] or None
    found = dict(before)
    if value is None:
        found.pop(field, None)
    else:
        found[field] = value
    return found


def _number_of(splice: Splice, items: Sequence[Any]) -> int:
    """Where in a list the item is that is to go; one of several fields is named by its id or its name."""
    for number, item in enumerate(items):
        named = (item.get("id"), item.get("name")) if isinstance(item, dict) else (item,)
        if splice.value in named or splice.value == item:
            return number
    raise Refused(f"{splice.field} does not hold {str(splice.value)[:60]!r}: {_listed(items)}")


def _listed(items: Sequence[Any]) -> str:
    names = [str(item.get("id", item.get("name")) if isinstance(item, dict) else item)[:40] for item in items]
    return f"it holds {', '.join(names)}" if names else "it is empty"


def _with(text: str, splice: Splice, wanted: dict[str, Any], order: Sequence[str]) -> str:
    root = yaml.compose(text, Loader=_LOADER)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = {key.value: (key, value) for key, value in pairs}
    field = splice.field
    if field not in found:
        return _inserted(text, render_fields({field: wanted[field]}), _place(text, found, field, order))
    key, value = found[field]
    if splice.how == "add" and isinstance(value, yaml.SequenceNode) and value.value:
        return _with_item(text, value, inline(splice.value))
    if splice.how == "remove" and field in wanted and not value.flow_style:
        return _without_item(text, value, _number_of(splice, load(text)[field]))
    start, end = key.start_mark.index, _end(text, value)
    if _has_comment(text, value):
        raise _refused(splice)
    if field not in wanted:
        return text[: _line_start(text, start)] + text[_next_line(text, end) :]
    if isinstance(value, yaml.SequenceNode) and value.flow_style:
        return f"{text[:start]}{field}: [{', '.join(map(inline, wanted[field]))}]{text[end:]}"
    return text[:start] + render_fields({field: wanted[field]}).rstrip("\n") + text[end:]


def _end(text: str, node: Any) -> int:
    """Where what a node says ends: the blank lines and comments after it are not part of it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip())
    return end


def _has_comment(text: str, node: Any) -> bool:
    """Whether a comment stands between the parts of a list or a mapping; it would be lost."""
    if isinstance(node, yaml.ScalarNode):
        return False
    at = node.start_mark.index
    for leaf in _leaves(node):
        if _COMMENT.search(text[at : leaf.start_mark.index]):
            return True
        at = _end(text, leaf)
    return bool(_COMMENT.search(text[at : max(at, node.end_mark.index)])) if node.flow_style else False


def _leaves(node: Any) -> list[Any]:
    if isinstance(node, yaml.ScalarNode):
        return [node]
    parts = [one for part in node.value for one in (part if isinstance(part, tuple) else (part,))]
    return [leaf for part in parts for leaf in _leaves(part)]


def _with_item(text: str, node: Any, item: str) -> str:
    """One item more at the end of a list, written as the others are laid out."""
    first, last = node.value[0], node.value[-1]
    end = _end(text, last)
    if node.flow_style:
        return f"{text[:end]}, {item}{text[end:]}"
    start = _line_start(text, first.start_mark.index)
    margin = text[start : text.index("-", start)]
    return _inserted(text, f"{margin}- {item}\n", _next_line(text, end))


def _without_item(text: str, node: Any, number: int) -> str:
    """A list on lines of its own without one of its items."""
    start = _line_start(text, node.value[number].start_mark.index)
    return text[:start] + text[_next_line(text, _end(text, node.value[number])) :]


def _place(text: str, found: dict[str, tuple[Any, Any]], field: str, order: Sequence[str]) -> int:
    """Where a new field goes: after the last that precedes it in the order, else after all there are."""
    earlier = set(order[: order.index(field)]) if field in order else set(order)
    before = [value for name, (_, value) in found.items() if name in earlier]
    node = before[-1] if before else None
    if node is None:
        first = next(iter(found.values()), None)
        return _line_start(text, first[0].start_mark.index) if first else len(text)
    return _next_line(text, _end(text, node))


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _next_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _inserted(text: str, lines: str, at: int) -> str:
    ended = text[:at] if text[:at].endswith("\n") or not text[:at] else text[:at] + "\n"
    return ended + lines + text[at:]
