"""What statements state of an amount, a day or an option, as it is typed: `STATEMENT:q05=1,q50=2,q95=4; …`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook.model.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BETWEEN = ";"


def said_numbers(text: str, read: Callable[[str], Any]) -> dict[str, Any]:
    """Each statement with what it states.

    Raises:
        ValueError: it is written otherwise, or a statement is named twice.
    """
    found: dict[str, Any] = {}
    for part in text.split(BETWEEN):
        name, colon, states = (one.strip() for one in part.partition(":"))
        if not (name and colon and "=" in states):
            raise ValueError(
                f"{shown(part.strip())}: write STATEMENT:WHAT-IT-STATES, such as growth:q10=2.1,q50=2.4,q90=2.7 or "
                f"fall:Hama=.3,Homs=.7 (words have a number for a yes/no question only)"
            )
        if name in found:
            raise ValueError(f"{shown(name)} is named twice: say once what it states")
        found[name] = read(states)
    return found


def typed_numbers(said: Mapping[str, Any]) -> str:
    """The same as it is typed."""
    return f"{BETWEEN} ".join(f"{name}:{pairs_text(states)}" for name, states in said.items())


def pairs_text(states: Any) -> str:
    """A distribution, a mapping or pairs, as it is typed: `Hama=0.3,Homs=0.7`."""
    pairs = states.items() if hasattr(states, "items") else states
    return ",".join(f"{quoted(_plain(name))}={_plain(value)}" for name, value in pairs)


def _plain(value: Any) -> str:
    """A whole number without the point that only a float has."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def quoted(name: str) -> str:
    """A name in quotes where it has a mark that separates pairs."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"' if any(mark in name for mark in ',="') else name
