"""What can go wrong, said once: exceptions with an exit code, and `Problem` for bad user data.

A program's bug is neither: it stays the exception it is.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

Severity = Literal["error", "warning"]


class OutlookError(Exception):
    """A refusal in one sentence: the value, the place and the way out.

    Of many things at once, `details` has a sentence for each, which is printed on a line of its own.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str = "", details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.details = tuple(details)

    def __str__(self) -> str:
        """All of it as one text."""
        return f"{self.args[0]}: {'; '.join(self.details)}" if self.details else str(self.args[0])

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as it is printed."""
        return (f"{self.args[0]}:", *(f"  {one}" for one in self.details)) if self.details else (str(self.args[0]),)


class InvalidValue(OutlookError):
    """A value that was given cannot be used."""


class NoMatch(OutlookError):
    """Nothing, or more than one thing, answers to the name that was given."""


class Refused(OutlookError):
    """The value is fine but the book's state does not allow the step."""


class Repeated(Refused):
    """A report looks like one that is there already: whoever knows that it is another may insist."""


class Unsure(Refused):
    """Something looks like a slip, and who knows that it is none may insist: `doubts` has a sentence for each."""

    def __init__(self, doubts: Sequence[str]) -> None:
        super().__init__("; ".join(doubts))
        self.doubts = tuple(doubts)


class Unreadable(OutlookError):
    """A record or ledger cannot be read or written."""

    exit_code: ClassVar[int] = 3


class Changed(Exception):
    """What was kept of the book no longer answers for it: whoever runs the command has the book read instead."""


class Problem(NamedTuple):
    """Bad user data as a value: where it stands, what is wrong and how to mend it.

    `line` and `column` count from 1; `excerpt` is the line as it stands in the file, if there is one.
    """

    path: Path
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    excerpt: str = ""

    def __str__(self) -> str:
        """One line in the form editors jump to: `path:line:column: severity: message`."""
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}{tail}"


def installing(extra: str) -> str:
    """How an extra is installed: from the checkout, as outlook is in no package index.

    >>> installing("ingest")
    "pip install '.[ingest]' in the checkout of outlook"
    """
    return f"pip install '.[{extra}]' in the checkout of outlook"


def did_you_mean(word: str, known: list[str] | tuple[str, ...], limit: int = 3) -> str:
    """A short question naming the nearest known words, or an empty string when none is near.

    >>> did_you_mean("ful", ["full", "partial"])
    'did you mean full?'
    """
    from difflib import get_close_matches

    lowered = {name.lower(): name for name in known}
    near = [lowered[match] for match in get_close_matches(word.lower(), list(lowered), limit, 0.6)]
    return f"did you mean {' or '.join(near)}?" if near else ""
