"""New record files: written whole, never over an existing file, on the disk before they are acknowledged."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from outlook.errors import Refused, Unreadable
from outlook.model.case import Case
from outlook.model.forecast import Forecast
from outlook.records.yaml12 import YamlError, load

WIDTH = 100

_DUMPER = type("_RecordDumper", (yaml.SafeDumper,), {})


def _text(dumper: Any, text: str) -> Any:
    """Text that the reader would take for a number, a boolean or nothing gets quotes; long prose gets a block."""
    if "\n" in text and _is_block(text):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
    style = '"' if not text.isprintable() else "'" if _reads_otherwise(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _is_block(text: str) -> bool:
    return all(line.isprintable() and line == line.rstrip() for line in text.split("\n"))


def _reads_otherwise(text: str) -> bool:
    try:
        return bool(load(text) != text)
    except YamlError:
        return False


# Days and times are text to our reader: they need no quotes.
_DUMPER.yaml_implicit_resolvers = {  # type: ignore[attr-defined]  # made by type() above
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_DUMPER.add_representer(str, _text)  # type: ignore[attr-defined]  # made by type() above


def render(record: Forecast | Case) -> str:
    """The record as YAML, without its id and without fields that say nothing; reading it gives it back."""
    fields = record.model_dump(mode="json", exclude={"id", "case"}, exclude_defaults=True)
    if isinstance(record, Forecast):
        fields = {name: fields[name] for name in FIELD_ORDER if name in fields}
    return render_fields(_plain_options(fields))


FIELD_ORDER = (
    "title", "question", "kind", "options", "ordered", "unit", "lower", "upper", "opens_at", "closes_at", "criteria",
    "fine_print", "sources", "given", "prior", "prior_range", "prior_otherwise", "base_rate", "decay", "scenarios",
    "statements", "as_stated_in", "tags", "indicators", "note", "known",
)  # fmt: skip


def _plain_options(fields: dict[str, Any]) -> dict[str, Any]:
    options = fields.get("options")
    if not options:
        return fields
    return {
        **fields,
        "options": [option["name"] if set(option) == {"name"} else option for option in options],
    }


def render_fields(fields: dict[str, Any]) -> str:
    """Fields as YAML in the order given."""
    text = yaml.dump(fields, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=WIDTH)
    assert isinstance(text, str)
    return text


def create(path: Path, text: str) -> None:
    """Write a new file whole, with fsync; a crash leaves either all of it or nothing.

    Raises:
        Refused: the file exists.
        Unreadable: the folder or disk did not allow it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft(path, text) as written:
            os.link(written, path)
        sync(path.parent)
    except FileExistsError as error:
        if os.path.lexists(path):
            raise Refused(f"{path} exists already and is left as it is: `outlook edit` opens it") from None
        raise Unreadable(f"{path} cannot be written: {error.filename} is not a folder") from error
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {error.strerror}; nothing was kept of it") from error


def replace(path: Path, text: str) -> None:
    """Put an edited text in the place of a file, atomically and on the disk; a crash leaves the old or the new."""
    try:
        with draft(path, text) as written:
            written.chmod(path.stat().st_mode & 0o777)
            written.replace(path)
        sync(path.parent)
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {error.strerror}; it is as it was") from error


@contextmanager
def draft(path: Path, text: str) -> Iterator[Path]:
    """A file beside the path that holds the text, on the disk; it is gone afterwards, whatever happens."""
    beside = path.with_name(f".{path.name[:200]}.{secrets.token_hex(4)}")
    with beside.open("xb") as file:
        try:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
            yield beside
        finally:
            beside.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Put the folder's own list of names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
