"""What a person says about the files that they import, because the files do not say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from outlook.exchange.asked_before import Asking


@dataclass(frozen=True, slots=True)
class Wishes:
    """`columns` names the columns of a table by what they mean; `wide` lists columns that are forecasters.

    `dates` says how 5/6/2026 is to be read; `me` is the person's own name in the files. `asking` knows
    what the book asks already; `as_new` makes forecasts of their own of what it asks in the same words.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    wide: tuple[str, ...] = ()
    is_percent: bool = False
    at: datetime | None = None
    dates: Literal["dmy", "mdy"] | None = None
    normalise: bool = False
    crowd: bool = False
    mean_is_mine: bool = False
    unresolved_at_price: bool = False
    directions: bool = False
    over_options: bool = False
    me: str | None = None
    by: str = ""
    as_new: bool = False
    asking: "Asking | None" = None
