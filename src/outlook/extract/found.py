"""What is found in a sentence, by itself and by what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.extract.marks import shown
from outlook.model.emphasis import without_emphasis

if TYPE_CHECKING:
    from outlook.extract.voices import Voice
    from outlook.model.case import StatementClass

FACT: tuple[StatementClass, ...] = ("fact",)


class Found(NamedTuple):
    """One sentence with what the rules found in it; `text == document[start:end]`.

    `classes` is in order of weight, `hedge` the cue that decides, `band` its probabilities on the scale or None where
    it has no standard band. `reasons` name every rule that fired and every veto. `confidence` is `low` for
    a warning, and for an outlook by kinds of words that are often none. `cell` is empty, or the heads under which it
    stands in a table.
    """

    start: int
    end: int
    text: str
    classes: tuple[StatementClass, ...]
    hedge: str | None
    band: tuple[float, float] | None
    condition: str | None
    horizon: str | None
    attributed_to: str | None
    scheduled: bool
    confidence: str
    reasons: tuple[str, ...]
    cell: str = ""

    @property
    def shown(self) -> str:
        """The sentence for a reader: on one line, without reference marks and with broken words whole.

        What stands in the cell of a table has the heads of its row and column before it.
        """
        return f"{self.cell}: {shown(self.text)}" if self.cell else shown(self.text)

    @property
    def plain(self) -> str:
        """The same without the marks of emphasis, as a page of a terminal has it."""
        return without_emphasis(self.cell) + ": " * bool(self.cell) + self.words

    @property
    def words(self) -> str:
        """The same without the heads of a table."""
        return shown(without_emphasis(self.text))


class Heard(NamedTuple):
    """What was found in one sentence by itself, and whoever speaks in it: who that is, the sentences before it say."""

    found: Found
    voice: Voice | None


def passed_over(found: Found, reason: str) -> Found:
    """A sentence of which the rules say nothing, and why."""
    return Found(found.start, found.end, found.text, FACT, None, None, None, None, None, False, "high", (reason,))


def unsaid(found: Found) -> Found:
    """A sentence whose speaker turned out to be the document's own author."""
    classes = tuple(one for one in found.classes if one != "attributed")
    return found._replace(attributed_to=None, classes=classes or FACT)
