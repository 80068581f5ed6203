"""The review as pages of a terminal. Loaded only where it is asked for: textual takes a third of a second."""

from __future__ import annotations

import signal
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App, SuspendNotSupported
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.widgets import Input, Static

from outlook.errors import OutlookError, Refused, Unsure
from outlook.show.describe.blocks import Line
from outlook.tui import signals
from outlook.tui.desk import (
    EVIDENCE,
    IS_MEANT,
    SNOOZE,
    TAKE_BACK,
    Done,
    Form,
    Walk,
    estimating,
    nothing_stated,
    resolving,
)
from outlook.tui.dialogs import Asked, Filled, Shown, Window
from outlook.tui.drawn import LIST_WIDTH, drawn, lines, listed
from outlook.tui.editing import RETURNS, edited
from outlook.tui.keys import HELP, KEYS, LEAST_COLUMNS, LEAST_ROWS, STARTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.app import ComposeResult
    from textual.events import Event, Resize

    from outlook.show.describe.blocks import Block
    from outlook.tui.desk import Desk, Write

WIDE = 120


class _Listed(Static):
    """The list, which is drawn anew when there is more or less room for it."""

    def __init__(self, draw: Callable[[], None]) -> None:
        super().__init__(id="list")
        self._anew = draw

    def on_resize(self) -> None:
        """There is."""
        self._anew()


class Review(App[int]):
    """One forecast after the other; the answer is the signal that ended it, or 0."""

    CSS_PATH = "review.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, desk: Desk, *, color: bool) -> None:
        super().__init__(ansi_color=True)
        self.desk, self.walk, self._color = desk, Walk(desk.waiting), color
        self._form: Form | None = None
        self._stated, self._why = "", ""  # an estimate whose reason is asked for, and that reason where it was refused
        self._keys: deque[Key] = deque()
        self._unknown: Key | None = None
        self._is_opening = True
        self._blocks: tuple[Block, ...] = ()
        self._said: tuple[Block, ...] = tuple(Line(note, "soft") for note in desk.notes)

    # ── what is seen ──

    def compose(self) -> ComposeResult:
        """The head, the list where there is room, the page, what was said, the line to type in, and the keys."""
        yield Static(id="small")
        with Vertical(id="all"):
            yield Static(id="head")
            with Horizontal(id="middle"):
                yield _Listed(self._list)
                with VerticalScroll(id="body"):
                    yield Static(id="page")
            yield Static(id="said")
            with Horizontal(id="entry"):
                yield Static(id="label")
                yield Input(id="typed", compact=True, select_on_focus=False)
            yield Static(id="keys")

    def on_mount(self) -> None:
        """Begin with the first forecast."""
        self.query_one("#body").focus()
        self._turn(0)
        self._keys.clear()  # typed before there was a page: nobody can have meant what a key does to it
        self.on_window_opened()

    def on_resize(self, event: Resize) -> None:
        """Fit everything anew; where there is no room at all, say so."""
        is_small = event.size.width < LEAST_COLUMNS or event.size.height < LEAST_ROWS
        self.screen.set_class(is_small, "small")
        self.screen.set_class(event.size.width >= WIDE, "wide")
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        width, here = self.size.width, self.walk.here
        needs = f"{LEAST_COLUMNS} columns and {LEAST_ROWS} lines"
        self._put("small", f"a review needs {needs}: make this larger, or q to quit")
        head = drawn(
            [Line(f"{self.walk.place} · {self.walk.done.get(here.name, here.reason)} · {self.desk.person}")],
            width - 2,
            color=False,
        )
        self.query_one("#head", Static).update(head)
        room = width - 2 - (LIST_WIDTH + 1 if width >= WIDE else 0) - 1
        self.query_one("#page", Static).update(drawn(self._blocks, room, color=self._color))
        said = self.query_one("#said", Static)
        said.display = bool(self._said)
        said.update(drawn(self._said, width - 2, color=self._color))
        self._put("keys", KEYS)
        self._list()

    def _list(self) -> None:
        """The part of the list that there is room for."""
        place = self.query_one("#list", _Listed)
        place.update(listed(self.walk, max(place.size.height, 1)))

    def _put(self, place: str, text: str) -> None:
        self.query_one(f"#{place}", Static).update(lines([text], self.size.width - 2))

    def _turn(self, steps: int) -> None:
        """Go to another forecast."""
        if steps and not self.walk.go(steps):
            self._say(
                [f"that was the {'last' if steps > 0 else 'first'} of {len(self.walk.waiting):,}: q ends the review"]
            )
            return
        if steps:
            self._said = ()
        self._show_page()
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)

    def _show_page(self) -> None:
        """Read the forecast as it is now, and show it."""
        try:
            self._blocks = self.desk.page(self.walk.here.name)
        except OutlookError as error:
            self._blocks = (Line(str(error), "bad"),)
        self._draw()

    def _say(self, sentences: list[str]) -> None:
        self._said = tuple(Line(sentence, "warning") for sentence in sentences)
        self._draw()

    # ── what is typed ──

    async def on_event(self, event: Event) -> None:
        """A key is obeyed at once, so that what is typed ahead, or quickly, means the same as what is typed slowly."""
        if isinstance(event, Key) and not event.is_forwarded:
            self._keys.append(event)
            self._obey()
            if self._unknown is None:
                return
            event, self._unknown = self._unknown, None
        await super().on_event(event)

    def push_screen(self, screen: Any, *arguments: Any, **options: Any) -> Any:
        """Open a window; keys wait until it is there."""
        self._is_opening = isinstance(screen, Window)
        return super().push_screen(screen, *arguments, **options)

    def on_window_opened(self) -> None:
        """A window is there."""
        self._is_opening = False
        self._obey()
        self._unknown = None  # what scrolls, typed before there was anything to scroll

    def _obey(self) -> None:
        """Obey the keys that came, as long as there is somebody to take them."""
        while self._keys and not self._is_opening:
            event = self._keys.popleft()
            if event.key == "ctrl+c":
                self.exit(int(signal.SIGINT))
            elif not self._is_taken(event):
                self._unknown = event

    def _is_taken(self, event: Key) -> bool:
        """Whether the key means something here; it is done then."""
        screen = self.screen
        if isinstance(screen, Window):
            return screen.take(event)
        if screen.has_class("small"):
            if event.character == "q":
                self.exit(0)
            return True
        return self._is_of_page(event) if self._form is None else self._is_typed(event)

    def _is_of_page(self, event: Key) -> bool:
        """A key of the page; a digit or a sign begins an estimate at once."""
        if event.character is None:
            return False
        if event.character in STARTERS:
            self._open_estimate(event.character)
            return True
        action = self._actions.get(event.character)
        if action is not None:
            action()
        return action is not None

    def _is_typed(self, event: Key) -> bool:
        """A key for the line to type in."""
        typed = self.query_one("#typed", Input)
        if event.key in RETURNS or (event.key == "ctrl+s" and self._form is not None and self._form.is_estimate):
            self._submit(typed.value, is_whole=event.key == "ctrl+s")
        elif event.key == "escape":
            self._leave()
        else:
            return edited(typed, event)
        return True

    @property
    def _actions(self) -> dict[str, Callable[[], object]]:
        return {
            "e": self._open_estimate,
            "c": self._confirm,
            "v": self._report,
            "r": self._resolve,
            "s": partial(self._open, SNOOZE),
            "o": self._edit,
            "n": partial(self._turn, 1),
            " ": partial(self._turn, 1),
            "p": partial(self._turn, -1),
            "u": self._undo,
            "?": lambda: self.push_screen(Shown(HELP)),
            "q": partial(self.exit, 0),
        }

    def _open_estimate(self, text: str = "", at: int = 0) -> None:
        """Open the line for an estimate, with an example of what this forecast takes."""
        try:
            form = estimating(self.desk.example(self.walk.here.name))
        except OutlookError as error:
            self._say([str(error)])
            return
        self._open(form, text, at)

    def _open(self, form: Form, text: str = "", at: int = 0) -> None:
        """Open the line to type in; what was typed already is in it."""
        self._form, self._said = form, ()
        self._stated = self._stated if at else ""
        self._put("label", f"{form.fields[at].label}:")
        typed = self.query_one("#typed", Input)
        typed.placeholder, typed.value, typed.cursor_position = form.fields[at].hint, text, len(text)
        self.query_one("#entry").display = True
        typed.focus()
        self._draw()

    def _leave(self) -> None:
        """Close the line to type in."""
        self._form, self._stated, self._why = None, "", ""
        self.query_one("#entry").display = False
        self.query_one("#body").focus()

    def _submit(self, text: str, *, is_whole: bool) -> None:
        """Do what the line says; an empty one does nothing, but for a reason, which may be left out."""
        name = self.walk.here.name
        if self._stated:
            self._why = text
            self._estimate(name, self._stated, text)
        elif not text.strip():
            form = self._form
            self._leave()
            if form is not None and form.is_estimate:
                self._say([nothing_stated(form)])
        elif self._form is None or not self._form.is_estimate:
            self._do(name, lambda _: self.desk.snooze(name, text))
        elif not is_whole and self._is_unexplained(name, text):
            self._stated = text
            self._open_estimate(self._why, at=1)
        else:
            self._estimate(name, text)

    def _is_unexplained(self, name: str, text: str) -> bool:
        """Whether a reason is asked for, so that letters which are typed for it are no keys of the page."""
        try:
            return self.desk.is_unexplained(name, text)
        except OutlookError:
            return False  # writing says what is wrong

    def _estimate(self, name: str, text: str, why: str = "") -> None:
        def write(agreed: Collection[str]) -> Done:
            try:
                return self.desk.estimate(name, text, agreed, why)
            except Unsure:
                raise
            except OutlookError:
                self._open_estimate(text)  # the number can be corrected, and the reason is kept
                raise

        self._do(name, write)

    # ── what is done ──

    def _do(self, name: str, write: Callable[[Collection[str]], Done], agreed: Collection[str] = ()) -> None:
        """Write it, or say why not, or ask whether it is meant; what was typed stays until it is written."""
        try:
            done = write(agreed)
        except Unsure as error:
            answered = partial(self._answered, name, write, (*agreed, *error.doubts))
            self.push_screen(Asked(error.doubts, IS_MEANT, answered))
        except OutlookError as error:
            self._say([str(error)])
        else:
            self._took(name, done)

    def _answered(
        self, name: str, write: Callable[[Collection[str]], Done], agreed: Collection[str], is_meant: bool
    ) -> None:
        if is_meant:
            self._do(name, write, agreed)
        else:
            self._say(["nothing was written"])

    def _took(self, name: str, done: Done) -> None:
        """Show what was done, and what became of the forecast."""
        self._leave()
        self._said = (*done.page, *(Line(sentence, "soft") for sentence in done.said))
        self.walk.mark(done.about or name, done.word)
        self._show_page()

    def _confirm(self) -> None:
        name = self.walk.here.name
        self._do(name, partial(self.desk.confirm, name))

    def _report(self) -> None:
        name, desk = self.walk.here.name, self.desk
        self._fill(EVIDENCE, name, lambda fields, _, again: desk.evidence(name, fields, again=again))

    def _resolve(self) -> None:
        name, desk = self.walk.here.name, self.desk
        try:
            form = resolving(desk.answers(name))
        except OutlookError as error:
            self._say([str(error)])
            return
        self._fill(form, name, lambda fields, agreed, _: desk.resolve(name, fields, agreed))

    def _fill(self, form: Form, name: str, write: Write) -> None:
        self.push_screen(Filled(form, name, write, partial(self._took, name)))

    def _undo(self) -> None:
        try:
            about = self.desk.last()
        except OutlookError as error:
            self._say([str(error)])
            return
        self.push_screen(Asked(about, TAKE_BACK, partial(self._undone, self.walk.here.name)))

    def _undone(self, name: str, is_meant: bool) -> None:
        if is_meant:
            self._do(name, lambda _: self.desk.undo())
        else:
            self._say(["nothing was taken back"])

    def _edit(self) -> None:
        name = self.walk.here.name
        self._do(name, lambda _: self._edited(name))

    def _edited(self, name: str) -> Done:
        """Hand the terminal to the editor, and take it back whatever comes of that."""
        ended: OutlookError | KeyboardInterrupt
        try:
            with self.suspend(), signals.as_before():
                try:
                    return self.desk.edit(name)
                except (OutlookError, KeyboardInterrupt) as error:  # `suspend` takes nothing back where one is raised
                    ended = error
        except SuspendNotSupported as error:
            raise Refused("no editor can be opened from here: `outlook edit` opens it") from error
        if isinstance(ended, KeyboardInterrupt):
            self.exit(int(signal.SIGINT))
            raise Refused("interrupted")
        raise ended

    @property
    def bug(self) -> Exception | None:
        """What ended it that should not have."""
        return self._exception

    def _fatal_error(self) -> None:
        """Close, and print nothing: whoever began the review has a way to say what went wrong."""
        self._close_messages_no_wait()
