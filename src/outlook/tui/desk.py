"""What a review walks through, what can be done there, and the forms that are filled in: for every medium the same.

A medium shows, asks and hands on what was typed; whoever implements `Desk` writes it as the command would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from outlook.show.describe.blocks import Block


IS_MEANT = "is that meant?"
IS_ANOTHER = "is this another report, to be logged beside it?"
TAKE_BACK = "take it back?"


class Waiting(NamedTuple):
    """A forecast that waits for a look: its full id, what it is called, and why it waits, in a word."""

    name: str
    heading: str
    reason: str


class Done(NamedTuple):
    """What was done: what it changed as it is shown, what is to be said beside it, and one word for the list.

    `about` names the forecast that it is about, where that may be another than the one that is looked at.
    """

    page: tuple[Block, ...]
    said: tuple[str, ...]
    word: str
    about: str = ""


# What a form asks for is written: the lines as they were filled in, the doubts agreed to, whether to insist.
Write: TypeAlias = "Callable[[Mapping[str, str], Collection[str], bool], Done]"


class Field(NamedTuple):
    """A line to fill in; `hint` is an example, or says that it may stay empty."""

    name: str
    label: str
    hint: str = ""


class Form(NamedTuple):
    """The lines that one thing to do asks for, the first of which must be filled in."""

    title: str
    fields: tuple[Field, ...]

    @property
    def is_estimate(self) -> bool:
        """Whether it asks for an estimate, whose reason may stand on the same line."""
        return self.title == ESTIMATE


ESTIMATE = "Estimate"
SNOOZE = Form("Snooze", (Field("until", "Snooze until", "2w, 3mo or a day such as 5 Dec; now ends it"),))
EVIDENCE = Form(
    "Evidence",
    (
        Field("summary", "What was reported"),
        Field("signs", "Signs", "army-withdraws, outer-towns:partial"),
        Field("speaks", "Without a sign", "for weak, against strong, or a ratio such as 3"),
        Field("source", "Source", "who reported it"),
        Field("grade", "Grade", "such as B2"),
        Field("happened_on", "Happened on", "a day, if it is known"),
        Field("url", "Address", "where it can be read"),
    ),
)


def estimating(example: str) -> Form:
    """The form for an estimate, with an example of what this forecast takes."""
    return Form(
        ESTIMATE,
        (
            Field("stated", "Estimate", f"{example}, and why on the same line"),
            Field("why", "Why", "what moved you; Enter alone gives no reason"),
        ),
    )


def nothing_stated(form: Form) -> str:
    """What to type, where an estimate was left empty."""
    return f"nothing was stated: type {form.fields[0].hint}"


def resolving(answers: str) -> Form:
    """The form for what happened, with what can be answered."""
    return Form(
        "Resolve",
        (
            Field("outcome", "Outcome", answers),
            Field("why", "Why", "what shows it"),
            Field("happened_on", "Happened on", "a day, if it is known"),
            Field("lesson", "Lesson", "what you learn from it for the next forecast"),
        ),
    )


class Desk(Protocol):
    """What a review can do. Whatever is refused raises an OutlookError, and nothing was written then.

    `agreed` are the doubts of an `Unsure` that the person has said yes to.
    """

    person: str
    waiting: list[Waiting]
    notes: list[str]

    def page(self, name: str) -> tuple[Block, ...]:
        """A forecast as it is at this moment."""

    def example(self, name: str) -> str:
        """What an estimate of the forecast is typed like."""

    def is_unexplained(self, name: str, text: str) -> bool:
        """Whether it is an estimate with no reason behind it, so that one is asked for."""

    def estimate(self, name: str, text: str, agreed: Collection[str], why: str = "") -> Done:
        """State a probability, and why: on the same line, or for itself."""

    def confirm(self, name: str, agreed: Collection[str]) -> Done:
        """State once more what the person stated last."""

    def evidence(self, name: str, fields: Mapping[str, str], *, again: bool) -> Done:
        """Log a report; `again` insists that it is none that is there already."""

    def answers(self, name: str) -> str:
        """What can be said to have happened."""

    def resolve(self, name: str, fields: Mapping[str, str], agreed: Collection[str]) -> Done:
        """Say what happened."""

    def snooze(self, name: str, text: str) -> Done:
        """Put it off until later."""

    def last(self) -> Sequence[str]:
        """What `undo` would take back, in sentences."""

    def undo(self) -> Done:
        """Take back what the person did last."""

    def edit(self, name: str) -> Done:
        """Open the record in the person's editor, which takes the terminal meanwhile."""

    def summary(self) -> tuple[Block, ...]:
        """What was done by now, each with what it changed, and what is left."""


class Walk:
    """Where a review is, and what has been done with each forecast by now."""

    def __init__(self, waiting: Sequence[Waiting]) -> None:
        self.waiting, self.at = waiting, 0
        self.done: dict[str, str] = {}

    @property
    def here(self) -> Waiting:
        """The forecast that is looked at."""
        return self.waiting[self.at]

    @property
    def place(self) -> str:
        """Which of how many it is."""
        return f"{self.at + 1:,} of {len(self.waiting):,}"

    def go(self, steps: int) -> bool:
        """Go on or back; False at the end, where it stays."""
        before = self.at
        self.at = min(max(self.at + steps, 0), len(self.waiting) - 1)
        return self.at != before

    def mark(self, name: str, word: str) -> None:
        """Note what was done with a forecast; nothing, where it was taken back."""
        self.done.pop(name, None)
        if word:
            self.done[name] = word
