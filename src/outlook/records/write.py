"""Records as YAML text that reads back as the record it came from."""

from collections.abc import Mapping
from typing import Any

import yaml

from outlook.model.case import Case
from outlook.model.fields import about
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
    fields = record.model_dump(mode="json", exclude={"id", "case"}, exclude_defaults=True, exclude_none=True)
    if isinstance(record, Forecast):
        fields = {name: fields[name] for name, _ in about(type(record)) if name in fields}
    return render_fields(_plain_options(fields))


def _plain_options(fields: dict[str, Any]) -> dict[str, Any]:
    options = fields.get("options")
    if not options:
        return fields
    return {
        **fields,
        "options": [option["name"] if set(option) == {"name"} else option for option in options],
    }


def render_fields(fields: dict[str, Any], hints: Mapping[str, str] | None = None) -> str:
    """Fields as YAML in the order given, each hint as a comment on a line of its own above its field.

    A hint for a field that is not there stands at the end, after the name of the field.
    """
    if hints is None:
        text = yaml.dump(fields, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=WIDTH)
        assert isinstance(text, str)
        return text
    parts = [commented(hints.get(name, "")) + render_fields({name: value}) for name, value in fields.items()]
    absent = [commented(f"{name}: {hint}") for name, hint in hints.items() if name not in fields and hint]
    return "".join([*parts, *absent])


def commented(hint: str) -> str:
    """The hint as a comment of one line, however long; nothing of it can end the comment."""
    plain = "".join(sign if sign.isprintable() else " " for sign in hint)
    return f"# {plain}\n" if plain else ""


def inline(value: Any) -> str:
    """A value as it is written within a line."""
    text = yaml.dump([value], Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=10**9, default_flow_style=True)
    assert isinstance(text, str)
    return text.strip()[1:-1]
