"""What cannot be read in foreign files: all of it is collected and refused together, and each with its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from outlook.errors import InvalidValue
from outlook.exchange.table import Place

SHOWN = 12


@dataclass
class Faults:
    """The faults that were found so far: the first ones, and how many there are."""

    found: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, place: Place, column: str, why: str) -> None:
        """Note one fault."""
        why = why.removesuffix(".")  # another sentence follows
        self.count += 1
        if len(self.found) < SHOWN:
            self.found.append(f"{place}: {column}: {why}" if column else f"{place}: {why}")

    @contextmanager
    def noting(self, place: Place, column: str = "") -> Iterator[None]:
        """Note a ValueError of the block as a fault, and go on behind it."""
        try:
            yield
        except ValueError as error:
            self.add(place, column, str(error))

    def refuse_any(self) -> None:
        """Refuse the whole import for what was found.

        Raises:
            InvalidValue: naming every fault up to a dozen, and the number of the others.
        """
        if self.found:
            more = self.count - len(self.found)
            tail = f"; and {more:,} more" if more else ""
            raise InvalidValue("; ".join(self.found) + tail + ". Nothing was imported")


def misread(place: Place, column: str, why: str) -> InvalidValue:
    """The refusal of a single fault."""
    return InvalidValue(f"{place}: {column}: {why.removesuffix('.')}. Nothing was imported")
