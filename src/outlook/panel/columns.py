"""What the columns of a table mean: the names that an import knows, and a few that only a panel asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.errors import InvalidValue
from outlook.exchange.spreadsheet_table import MEANINGS as IMPORTED
from outlook.model.values import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# `entry` tells which of two forecasts made at one moment came later; `level` and `value` are a quantile's.
MEANINGS: Mapping[str, tuple[str, ...]] = {
    **IMPORTED,
    "entry": ("entry_id", "forecast_id"),
    "level": ("quantile", "quantile_level", "output_type_id"),
    "value": ("prediction",),
}
TOPIC = "topic"


def named(header: Sequence[str], given: Mapping[str, str], where: str) -> dict[str, str]:
    """The columns of a table by what they mean; what somebody says goes before what is known of names.

    Raises:
        InvalidValue: what was said names no column or no meaning.
    """
    for meaning, column in given.items():
        if meaning not in (*MEANINGS, TOPIC):
            raise InvalidValue(f"--columns: {shown(meaning)} means nothing here; it is one of {', '.join(MEANINGS)}")
        if column not in header:
            raise InvalidValue(f"{where}: there is no column {shown(column)}; it has {listed(header)}")
    names, plain = dict(given), {column.strip().lower().replace(" ", "_"): column for column in reversed(header)}
    for meaning, others in MEANINGS.items():
        taken = [column for other, column in names.items() if other != TOPIC]  # a topic may have a meaning besides
        found = [plain[name] for name in (meaning, *others) if name in plain and plain[name] not in taken]
        if meaning not in names and found:
            names[meaning] = found[0]
    if "id" in names:
        names["question"] = names.pop("id")
    return names


def demanded(names: Mapping[str, str], wanted: Sequence[str], header: Sequence[str], where: str) -> None:
    """Refuse a table that lacks what a score needs.

    Raises:
        InvalidValue: with the columns that there are, and how to say what they mean.
    """
    missing = [name for name in wanted if name not in names]
    if missing:
        pairs = ",".join(f"{name}=COLUMN" for name in missing)
        raise InvalidValue(
            f"{where}: no column is {' or '.join(missing)}; it has {listed(header)}: say which with --columns {pairs}"
        )


def listed(names: Sequence[str]) -> str:
    """A few names, safe to print."""
    return ", ".join(shown(name) for name in names[:12]) + (" …" if len(names) > 12 else "")  # noqa: PLR2004 - a few
