"""Small windows over the page: a question, a form, and the keys. Loaded only with the app."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from outlook.errors import OutlookError, Repeated, Unsure
from outlook.tui.desk import IS_ANOTHER, IS_MEANT
from outlook.tui.drawn import lines
from outlook.tui.editing import RETURNS, edited

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from textual.app import ComposeResult
    from textual.events import Key

    from outlook.tui.desk import Done, Form, Write

WIDEST = 100
SCROLLS = ("up", "down", "pageup", "pagedown", "home", "end")


class Window(ModalScreen[None]):
    """What lies over the page. Keys come to it when it is there: `Opened` says so."""

    class Opened(Message):
        """It can take keys now."""

    def on_mount(self) -> None:
        """Say that keys can come."""
        self.post_message(self.Opened())

    @property
    def room(self) -> int:
        """How many columns a text has in it, beside the border and what scrolls."""
        return min(self.app.size.width * 9 // 10, WIDEST) - 6

    def take(self, event: Key) -> bool:
        """Do what a key says; False for one that means nothing to this window."""
        raise NotImplementedError


class Asked(Window):
    """A question with what it is about; anything but yes is no."""

    def __init__(self, about: Sequence[str], question: str, answered: Callable[[bool], None]) -> None:
        super().__init__()
        self._about, self._question, self._answered = about, question, answered

    def compose(self) -> ComposeResult:
        """What it is about, the question, and the keys that answer it."""
        with VerticalScroll(classes="window"):
            yield Static(lines([*self._about, "", f"{self._question}   y yes · n no"], self.room))

    def take(self, event: Key) -> bool:
        """Yes, or no."""
        if event.key in SCROLLS:
            return False
        if event.key in ("y", "n", "q", "escape", *RETURNS):
            self.app.pop_screen()
            self._answered(event.key == "y")
        return True


class Shown(Window):
    """Sentences, until a key is pressed."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts

    def compose(self) -> ComposeResult:
        """The sentences."""
        with VerticalScroll(classes="window"):
            yield Static(lines(self._texts, self.room))

    def take(self, event: Key) -> bool:
        """Any key but those that scroll closes it."""
        if event.key in SCROLLS:
            return False
        self.app.pop_screen()
        return True


class Filled(Window):
    """A form: Enter goes to the next line and, in the last one, writes. What is refused leaves what was typed."""

    AUTO_FOCUS = "Input"

    def __init__(self, form: Form, about: str, write: Write, took: Callable[[Done], None]) -> None:
        super().__init__()
        self._form, self._about, self._write, self._took = form, about, write, took
        self._at = 0
        self._inputs = [
            Input(placeholder=field.hint, compact=True, select_on_focus=False, id=field.name) for field in form.fields
        ]

    def compose(self) -> ComposeResult:
        """The lines to fill in, and what was refused under them."""
        with VerticalScroll(classes="window", can_focus=False):
            yield Static(lines([f"{self._form.title}: {self._about}"], self.room), classes="title")
            for field, typed in zip(self._form.fields, self._inputs, strict=True):
                yield Static(lines([field.label], self.room), classes="title")
                yield typed
            yield Static(id="refused")
            yield Static(
                lines(["Enter goes on, and writes in the last line", "Ctrl-S writes at once · Esc leaves"], self.room)
            )

    def take(self, event: Key) -> bool:
        """Edit the line, go to another, write, or leave."""
        if event.key == "escape":
            self.app.pop_screen()
        elif event.key == "ctrl+s" or (event.key in RETURNS and self._at == len(self._inputs) - 1):
            self._submit()
        elif event.key in (*RETURNS, "down", "tab"):
            self._go(1)
        elif event.key in ("up", "shift+tab"):
            self._go(-1)
        else:
            return edited(self._inputs[self._at], event)
        return True

    def _go(self, steps: int) -> None:
        self._at = (self._at + steps) % len(self._inputs)
        self.set_focus(self._inputs[self._at])

    def _submit(self, agreed: Collection[str] = (), *, again: bool = False) -> None:
        """Write what was filled in, or say why not, or ask whether it is meant."""
        fields = {field.name: typed.value for field, typed in zip(self._form.fields, self._inputs, strict=True)}
        try:
            done = self._write(fields, agreed, again)
        except Unsure as error:
            self._ask(error.doubts, IS_MEANT, partial(self._submit, (*agreed, *error.doubts), again=again))
        except Repeated as error:
            self._ask((str(error),), IS_ANOTHER, partial(self._submit, agreed, again=True))
        except OutlookError as error:
            self._refuse(str(error))
        else:
            self.app.pop_screen()
            self._took(done)

    def _ask(self, about: Sequence[str], question: str, insist: Callable[[], None]) -> None:
        def answered(is_meant: bool) -> None:
            if is_meant:
                insist()
            else:
                self._refuse("nothing was written")

        self.app.push_screen(Asked(about, question, answered))

    def _refuse(self, sentence: str) -> None:
        refused = self.query_one("#refused", Static)
        refused.update(lines([f"! {sentence}"], self.room))
        self.call_after_refresh(refused.scroll_visible, animate=False)
