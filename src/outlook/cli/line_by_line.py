"""A review line by line: where there is no room for pages, or where they are not wanted."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

from outlook.cli.asking import agreed as agreed_to
from outlook.cli.prompting import fitted
from outlook.cli.session import talk
from outlook.errors import OutlookError, Repeated, Unsure
from outlook.show.describe.blocks import Block, Line
from outlook.show.describe.phrasing import safe
from outlook.show.terminal.canvas import fitted as on_screen
from outlook.show.terminal.printed import show
from outlook.show.terminal.screen import standard_output
from outlook.tui.desk import (
    EVIDENCE,
    IS_ANOTHER,
    IS_MEANT,
    SNOOZE,
    TAKE_BACK,
    Desk,
    Done,
    Form,
    Walk,
    Write,
    estimating,
    nothing_stated,
    resolving,
)
from outlook.tui.keys import STARTERS

QUESTION = "estimate/confirm/evidence/resolve/snooze/open/next/undo/quit"
HELP = (
    "estimate P WHY, or P and WHY alone: +5, 35, 1/3; without WHY you are asked for it; confirm what you stated last; "
    "evidence (or v); resolve OUTCOME; "
    "snooze 2w; open the record in your editor; next, or an empty line; previous; undo; quit. A beginning is enough."
)
LEAVE = "."
KEPT = f"what you typed is kept: an empty line keeps it, {LEAVE} leaves"
Try = Callable[[Collection[str], bool], Done]


class _Left(Exception):
    """The review was ended, or there is nobody to ask any more."""


def prompted(desk: Desk, color: str) -> None:
    """Show one forecast after the other and do what the lines say, until `quit` or the end of the input."""
    for note in desk.notes:
        talk(note)
    review = _Prompted(desk, color)
    try:
        review.turn(0)
        while True:
            review.obey(_line(f"[{review.walk.place}] {QUESTION}: "))
    except _Left:
        review.sum_up()
    except KeyboardInterrupt:
        sys.stdout.write("\n")  # behind the question that was not answered
        review.sum_up()
        raise


def _line(question: str) -> str:
    sys.stdout.write(fitted(question))
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stdout.write("\n")
        raise _Left
    return line.strip()


class _Prompted:
    def __init__(self, desk: Desk, color: str) -> None:
        self._desk, self._color, self.walk = desk, color, Walk(desk.waiting)

    # ── what is seen ──

    def _print(self, blocks: Iterable[Block]) -> None:
        screen = on_screen(standard_output(self._color, os.environ), os.environ, ascii_only=False)
        show(screen, blocks)
        screen.line()
        sys.stdout.flush()

    def sum_up(self) -> None:
        """Show what was done, at the end."""
        self._print(self._desk.summary())

    def turn(self, steps: int) -> None:
        """Go to another forecast, and show it."""
        if steps and not self.walk.go(steps):
            talk(f"that was the {'last' if steps > 0 else 'first'} of {len(self.walk.waiting):,}: quit ends the review")
            return
        try:
            self._print(self._desk.page(self.walk.here.name))
        except OutlookError as error:
            talk(str(error))

    # ── what is done ──

    def obey(self, line: str) -> None:
        """Do what a line says."""
        word, _, rest = line.partition(" ")
        if (line[:1] and line[0] in STARTERS) or "=" in word:  # +5, 35, or Hama=.3,Homs=.7
            word, rest = "estimate", line
        found = next((name for name in self._actions if name.startswith(word.lower())), None)
        if not word:
            self.turn(1)
        elif word == "?":
            self._print([Line(HELP)])
        elif found is None:
            talk(f"{word[:40]!r} is none of {QUESTION}; ? explains them")
        else:
            self._actions[found](rest.strip())

    @property
    def _actions(self) -> Mapping[str, Callable[[str], None]]:
        desk, name = self._desk, self.walk.here.name
        log = partial(self._fill, EVIDENCE, lambda fields, _, again: desk.evidence(name, fields, again=again))
        return {
            "estimate": lambda first: self._estimate(name, first),
            "evidence": log,
            "v": log,
            "confirm": lambda _: self._tried(lambda agreed, _: desk.confirm(name, agreed)),
            "resolve": lambda first: self._resolve(name, first),
            "snooze": partial(self._fill, SNOOZE, lambda fields, *_: desk.snooze(name, fields["until"])),
            "open": lambda _: self._tried(lambda *_: desk.edit(name)),
            "next": lambda _: self.turn(1),
            "previous": lambda _: self.turn(-1),
            "undo": lambda _: self._undo(),
            "quit": _leave,
        }

    def _estimate(self, name: str, first: str) -> None:
        desk, form = self._desk, self._form(lambda: estimating(self._desk.example(name)))
        if form is not None:
            self._fill(
                form, lambda fields, agreed, _: desk.estimate(name, fields["stated"], agreed, fields["why"]), first
            )

    def _resolve(self, name: str, first: str) -> None:
        desk, form = self._desk, self._form(lambda: resolving(self._desk.answers(name)))
        if form is not None:
            self._fill(form, lambda fields, agreed, _: desk.resolve(name, fields, agreed), first)

    def _form(self, made: Callable[[], Form]) -> Form | None:
        """A form that depends on the forecast; None where that is there no longer, which is said."""
        try:
            return made()
        except OutlookError as error:
            talk(str(error))
            return None

    def _fill(self, form: Form, write: Write, first: str) -> None:
        """Ask the lines of a form, the first unless it is there already; again where they are refused."""
        filled = dict.fromkeys([field.name for field in form.fields], "")
        filled[form.fields[0].name] = first
        asked_for = form.fields[bool(first) :]
        while True:
            for field in asked_for:
                if form.is_estimate and field.name == "why" and not self._is_unexplained(filled["stated"]):
                    continue
                about = safe(filled[field.name]) or field.hint
                line = _line(f"{field.label} [{about}]: " if about else f"{field.label}: ")
                if line in (LEAVE, "quit"):
                    return
                if not line and not filled[form.fields[0].name]:
                    if form.is_estimate:
                        talk(nothing_stated(form))
                    return
                filled[field.name] = line or filled[field.name]
            if self._is_done(partial(write, filled)):
                return
            talk(KEPT)
            asked_for = form.fields

    def _is_unexplained(self, text: str) -> bool:
        """Whether a reason is asked for: the next line may be one, and is no command then."""
        try:
            return self._desk.is_unexplained(self.walk.here.name, text)
        except OutlookError:
            return False  # writing says what is wrong

    def _tried(self, write: Try) -> None:
        self._is_done(write)

    def _is_done(self, write: Try, agreed: Collection[str] = (), *, again: bool = False) -> bool:
        """Write it, or say why not, or ask whether it is meant."""
        try:
            done = write(agreed, again)
        except Unsure as error:
            return _insists(error.doubts, IS_MEANT) and self._is_done(write, (*agreed, *error.doubts), again=again)
        except Repeated as error:
            return _insists((str(error),), IS_ANOTHER) and self._is_done(write, agreed, again=True)
        except OutlookError as error:
            talk(f"! {error}")
            return False
        for sentence in done.said:
            talk(sentence)
        self.walk.mark(done.about or self.walk.here.name, done.word)
        self._print(done.page)
        return True

    def _undo(self) -> None:
        try:
            about = self._desk.last()
        except OutlookError as error:
            talk(f"! {error}")
            return
        if _insists(about, TAKE_BACK):
            self._tried(lambda *_: self._desk.undo())


def _insists(about: Iterable[str], question: str) -> bool:
    """Say what it is about, and ask; without a yes nothing is written."""
    for sentence in about:
        talk(sentence)
    return agreed_to(question) or _nothing_was_written()


def _nothing_was_written() -> bool:
    talk("nothing was written")
    return False


def _leave(_rest: str) -> None:
    raise _Left
