"""What a person says of the columns of their tables: read from the command line, and remembered where they ask for it.

It is remembered by the header of the table, outside the book, so that next month's sheet of the same shape needs no
options.
"""

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from outlook.errors import InvalidValue, OutlookError, Unreadable
from outlook.exchange.source import Source
from outlook.files import Folder, NotThere, make_private
from outlook.locate import state_folder

FOLDER = "columns"
LIMIT = 1_000_000
KEPT = ("columns", "wide", "percent", "at", "dates")
_PAIR = re.compile(r'\s*([^=,"]+?)\s*=\s*(?:"((?:[^"]|"")*)"|([^=,"]+?))\s*(,|\Z)')
_NAME = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,"]+?))\s*(,|\Z)')


def pairs(text: str | None) -> dict[str, str]:
    """`question=Title,probability="Chance, in %"` as a mapping.

    Raises:
        InvalidValue: it is no list of pairs.
    """
    found, at, mark = dict[str, str](), 0, "," if (text or "").strip() else ""
    while mark:
        match = _PAIR.match(text or "", at)
        if match is None or match[1] in found:
            way_out = 'write question=Title,probability=Chance; a name with a comma or = in it is quoted: why="a, b"'
            raise InvalidValue(f"--columns {text!r} is no list of NAME=COLUMN: {way_out}")
        name, quoted, plain, mark = match.groups()
        found[name], at = _unquoted(quoted, plain), match.end()
    return found


def names(text: str | None) -> tuple[str, ...]:
    """`ann,"Bob, Jr."` as a list.

    Raises:
        InvalidValue: it is none.
    """
    found, at, mark = list[str](), 0, "," if (text or "").strip() else ""
    while mark:
        match = _NAME.match(text or "", at)
        if match is None:
            raise InvalidValue(f'--wide {text!r} is no list of columns: write ann,bob; quote a comma: "Bob, Jr."')
        quoted, plain, mark = match.groups()
        found.append(_unquoted(quoted, plain))
        at = match.end()
    return tuple(found)


def _unquoted(quoted: str | None, plain: str | None) -> str:
    return plain or "" if quoted is None else quoted.replace('""', '"')


def remember(sources: Sequence[Source], said: Mapping[str, Any]) -> None:
    """Keep what was said of tables with these headers.

    Raises:
        InvalidValue: nothing was said.
        Unreadable: it cannot be kept.
    """
    kept = {name: said[name] for name in KEPT if said.get(name)}
    if not kept:
        raise InvalidValue("--remember keeps what --columns, --wide, --percent, --at and --dates say: say one of them")
    text = json.dumps(kept, ensure_ascii=False).encode()
    path = state_folder() / FOLDER
    try:
        make_private(path)
        with Folder.open(path, follow=True) as folder:
            for name in _files(sources):
                folder.forget(name)
                folder.create(name, text, 0o600)
    except OSError as error:
        way_out = "leave --remember out. Nothing was imported"
        raise Unreadable(f"{path}: what is said of columns cannot be kept ({error.strerror}): {way_out}") from error


def remembered(sources: Sequence[Source]) -> dict[str, Any]:
    """What was said of a table with this header before; nothing where nothing was, or it cannot be read."""
    try:
        files = _files(sources)
    except InvalidValue:  # no table, which whoever reads it says better
        return {}
    for name in files:
        try:
            with Folder.open(state_folder() / FOLDER, follow=True) as folder:
                found = json.loads(folder.read(name, LIMIT))
        except NotThere:
            continue
        except (OutlookError, ValueError):
            return {}
        return {one: found[one] for one in KEPT if one in found} if isinstance(found, dict) else {}
    return {}


def _files(sources: Sequence[Source]) -> list[str]:
    from outlook.exchange.rows import rows_of

    return [f"{sha256(json.dumps(rows_of(one).header).encode()).hexdigest()[:32]}.json" for one in sources]
