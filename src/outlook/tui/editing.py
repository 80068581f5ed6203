"""Keys that edit a line. They are obeyed in the order in which they come, however quickly, and not one by one later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.events import Key
    from textual.widgets import Input

EDITS = {
    "backspace": "delete_left",
    "delete": "delete_right",
    "left": "cursor_left",
    "right": "cursor_right",
    "home": "home",
    "end": "end",
    "ctrl+a": "home",
    "ctrl+e": "end",
    "ctrl+w": "delete_left_word",
    "ctrl+u": "delete_left_all",
    "ctrl+k": "delete_right_all",
}


# A Return that was typed before the terminal took keys one by one comes as a line feed.
RETURNS = ("enter", "ctrl+j")


def edited(typed: Input, event: Key) -> bool:
    """Whether a key edits a line; it has then."""
    if event.character is not None and event.is_printable:
        typed.insert_text_at_cursor(event.character)
        return True
    name = EDITS.get(event.key)
    if name is not None:
        getattr(typed, f"action_{name}")()
    return name is not None
