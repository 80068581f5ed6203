"""Changing one field of a record's text and leaving the rest as somebody wrote it: comments, order, quotes, layout.

What a splice makes is read back and compared: every other field must say what it said, or the splice is refused.
"""

from __future__ import annotations

import re
from textwrap import indent
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import yaml

from outlook.errors import Refused
from outlook.records.write import inline, render_fields
from outlook.records.yaml12 import YamlError, load

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BYTE_ORDER_MARK = "\ufeff"
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
        Refused: the text is laid out in a way that this cannot change without touching something else; or what is to
            be added is there, or what is to go is not.
        YamlError: the text is no record.
    """
    before = load(text) or {}
    if not isinstance(before, dict):
        raise _refused(splice)
    wanted = _wanted(before, splice)
    if wanted == before and list(wanted) == list(before):
        return text
    mark = text[: len(text) - len(text.removeprefix(BYTE_ORDER_MARK))]
    found = mark + _with(text.removeprefix(mark), splice, wanted, order)
    return _read_back(found, wanted, splice)


def _read_back(text: str, wanted: Any, splice: Splice) -> str:
    """The text, if it says what is wanted."""
    try:
        after = load(text)
    except YamlError as error:
        raise _refused(splice) from error
    if after != wanted:
        raise _refused(splice)
    return text


def is_idle(text: str, splice: Splice) -> bool:
    """Whether a list holds already what is to be added, or does not hold what is to be taken away.

    Raises:
        YamlError: the text is no record.
    """
    fields = load(text) or {}
    held = fields.get(splice.field) if isinstance(fields, dict) else None
    items = held if isinstance(held, list) else []
    if splice.how == "add":
        return splice.value in items
    return splice.how == "remove" and not any(_is_named(item, splice.value) for item in items)


def spliced_within(text: str, field: str, item_id: str, splice: Splice) -> str:
    """The text with one item more in a list of one of a field's items: a statement more of one of the documents.

    Raises:
        Refused: the text is laid out in a way that this cannot change without touching something else.
        YamlError: the text is no record.
    """
    wanted = load(text)
    for item in wanted[field]:
        if item.get("id") == item_id and isinstance(item.get(splice.field), list):
            item[splice.field] = [*item[splice.field], splice.value]
    mark = text[: len(text) - len(text.removeprefix(BYTE_ORDER_MARK))]
    node = _list_within(yaml.compose(text.removeprefix(mark), Loader=_LOADER), field, item_id, splice.field)
    if node is None or not node.value:
        raise _refused(splice)
    found = mark + _with_item(text.removeprefix(mark), node, splice.value)
    return _read_back(found, wanted, splice)


def _list_within(root: Any, field: str, item_id: str, name: str) -> Any:
    """The list of that name in the item of that id; None where it has none."""
    items: list[Any] = next((value.value for key, value in root.value if key.value == field), [])
    for item in items:
        parts = {key.value: value for key, value in item.value}
        if parts["id"].value == item_id and isinstance(parts.get(name), yaml.SequenceNode):
            return parts[name]
    return None


def _refused(splice: Splice) -> Refused:
    return Refused(f"{splice.field} cannot be changed here without touching other lines: `outlook edit` opens the file")


def _wanted(before: dict[str, Any], splice: Splice) -> dict[str, Any]:
    """What the fields must say afterwards."""
    field, how, value = splice
    held = before.get(field)
    items = list(held) if isinstance(held, list) else []
    if how == "add":
        if value in items:
            raise Refused(f"{field} holds {str(value)[:60]!r} already")
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
        if _is_named(item, splice.value):
            return number
    raise Refused(f"{splice.field} does not hold {str(splice.value)[:60]!r}: {_listed(items)}")


def _is_named(item: Any, value: Any) -> bool:
    named = (item.get("id"), item.get("name")) if isinstance(item, dict) else (item, str(item).strip())
    return value in named or value == item


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
    is_list = isinstance(value, yaml.SequenceNode)
    if splice.how == "add" and is_list and value.value:
        return _with_item(text, value, splice.value)
    if splice.how == "remove" and field in wanted and is_list:
        return _without_item(text, splice, value, _number_of(splice, load(text)[field]))
    start, end = key.end_mark.index, _end(text, value)
    _keep_comments(splice, text, start, end, value)
    if field not in wanted:
        return text[: _line_start(text, key.start_mark.index)] + text[_next_line(text, end) :]
    # The key stays as it is written; a value that is on one line stays on it.
    if isinstance(value, yaml.ScalarNode) and not isinstance(wanted[field], list | dict):
        between = text[start : value.start_mark.index]
        lines = render_fields({field: wanted[field]}).rstrip("\n").removeprefix(field)
        if between.strip() == ":" and "\n" not in between + lines:
            lines = between + lines.removeprefix(": ")
    elif isinstance(value, yaml.CollectionNode) and value.flow_style:
        lines = f": {inline(wanted[field])}"
    else:
        lines = render_fields({field: wanted[field]}).rstrip("\n").removeprefix(field)
    return text[:start] + _as_ended(text, lines) + text[end:]


def _as_ended(text: str, lines: str) -> str:
    """Lines that end as the first line of the text does."""
    first = text.find("\n")
    return lines.replace("\n", "\r\n") if first > 0 and text[first - 1] == "\r" else lines


def _end(text: str, node: Any) -> int:
    """Where what a node says ends: the blank lines and comments after it are not part of it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip())
    return end


def _keep_comments(splice: Splice, text: str, start: int, end: int, node: Any) -> None:
    """Refuse a change of these characters where a comment is among them: it would be lost."""
    at = start
    for leaf in _leaves(node):
        if _COMMENT.search(text[at : leaf.start_mark.index]):
            raise _refused(splice)
        header = text[leaf.start_mark.index :].split("\n", 1)[0] if leaf.style in ("|", ">") else ""
        if _COMMENT.search(header):
            raise _refused(splice)
        at = _end(text, leaf)
    if _COMMENT.search(text[at:end]):
        raise _refused(splice)


def _leaves(node: Any) -> list[Any]:
    if isinstance(node, yaml.ScalarNode):
        return [node]
    parts = [one for part in node.value for one in (part if isinstance(part, tuple) else (part,))]
    return [leaf for part in parts for leaf in _leaves(part)]


def _with_item(text: str, node: Any, item: Any) -> str:
    """One item more at the end of a list, written as the others are laid out."""
    first, last = node.value[0], node.value[-1]
    end = _end(text, last)
    if node.flow_style:
        return f"{text[:end]}, {inline(item)}{text[end:]}"
    start = _line_start(text, first.start_mark.index)
    margin = text[start : text.index("-", start)]
    return _inserted(text, indent(_as_item(item, last), margin), _next_line(text, end))


def _as_item(item: Any, like: Any) -> str:
    """The item after its dash: over several lines where the item before it is."""
    if isinstance(item, dict) and isinstance(like, yaml.MappingNode) and not like.flow_style:
        return f"- {indent(render_fields(item), '  ')[2:]}"
    return f"- {inline(item)}\n"


def _without_item(text: str, splice: Splice, node: Any, number: int) -> str:
    """A list without one of its items: its lines go, or on one line it and the comma beside it."""
    item = node.value[number]
    start, end = item.start_mark.index, _end(text, item)
    if not node.flow_style:
        start, end = _line_start(text, start), _next_line(text, end)
    elif number:
        start = _end(text, node.value[number - 1])
    else:
        end = node.value[1].start_mark.index
    _keep_comments(splice, text, start, end, item)
    return text[:start] + text[end:]


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
    lines = _as_ended(text, lines)
    ended = text[:at] if text[:at].endswith("\n") or not text[:at] else text[:at] + _as_ended(text, "\n")
    return ended + lines + text[at:]
