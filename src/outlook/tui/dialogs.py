"""Small windows over the page: a question, a form, and the keys. Loaded only with the app."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from outlook.errors import OutlookError, Repeated, Unsure
from outlook.tui.desk import IS_ANOTHER, IS_MEANT
from outlook.tui.drawn import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from rich.text import Text
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from outlook.tui.desk import Done, Form

    Write = Callable[[dict[str, str], Collection[str], bool], Done]

YES, NO = ("y", "Y"), ("n", "N", "q")


class Asked(ModalScreen[bool]):
    """A question with what it is about; anything but yes is no."""

    def __init__(self, about: Sequence[str], question: str) -> None:
        super().__init__()
        self._about, self._question = about, question

    def compose(self) -> ComposeResult:
        """What it is about, the question, and the keys that answer it."""
        with VerticalScroll(classes="window"):
            yield Static(lines([*self._about, "", f"{self._question}   y yes · n no"], self.app.size.width - 8))

    def on_key(self, event: Key) -> None:
        """Yes, or no."""
        if event.character in YES:
            self.dismiss(result=True)
        elif event.character in NO or event.key in ("escape", "enter"):
            self.dismiss(result=False)


class Shown(ModalScreen[None]):
    """A text, until a key is pressed."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(classes="window"):
            yield Static(self._text)

    def on_key(self, event: Key) -> None:
        """Any key but those that scroll closes it."""
        if event.key not in ("up", "down", "pageup", "pagedown", "home", "end"):
            event.stop()
            self.dismiss()


class Filled(ModalScreen["Done | None"]):
    """A form: Enter goes to the next line and, in the last one, writes. What is refused leaves what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "leave"),
        ("ctrl+s", "write", "write"),
        ("down", "focus_next", "next"),
        ("up", "focus_previous", "previous"),
    ]

    def __init__(self, form: Form, about: str, write: Write) -> None:
        super().__init__()
        self._form, self._about, self._write = form, about, write

    def compose(self) -> ComposeResult:
        """The lines to fill in, and what was refused under them."""
        with VerticalScroll(classes="window"):
            yield Static(lines([f"{self._form.title}: {self._about}"], self.app.size.width - 8), classes="title")
            for field in self._form.fields:
                yield Static(lines([field.label], self.app.size.width - 8))
                yield Input(id=field.name, placeholder=field.hint, compact=True)
            yield Static(id="refused", markup=False)
            yield Static(
                "Enter goes on, and writes in the last line · Ctrl-S writes at once · Esc leaves", markup=False
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """On to the next line; after the last one, write."""
        event.stop()
        if event.input.id == self._form.fields[-1].name:
            self.action_write()
        else:
            self.focus_next()

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss(None)

    def action_write(self, agreed: Collection[str] = (), *, again: bool = False) -> None:
        """Write what was filled in, or say why not, or ask whether it is meant."""
        fields = {field.name: self.query_one(f"#{field.name}", Input).value for field in self._form.fields}
        try:
            self.dismiss(self._write(fields, agreed, again))
        except Unsure as error:
            self._ask(error.doubts, IS_MEANT, partial(self.action_write, (*agreed, *error.doubts), again=again))
        except Repeated as error:
            self._ask((str(error),), IS_ANOTHER, partial(self.action_write, agreed, again=True))
        except OutlookError as error:
            self._refuse(str(error))

    def _ask(self, about: Sequence[str], question: str, insist: Callable[[], None]) -> None:
        def answered(is_meant: bool | None) -> None:
            if is_meant:
                insist()
            else:
                self._refuse("nothing was written")

        self.app.push_screen(Asked(about, question), answered)

    def _refuse(self, sentence: str) -> None:
        place = cast("Static", self.query_one("#refused"))
        place.update(lines([f"! {sentence}"], self.app.size.width - 8))
