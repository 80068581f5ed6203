"""A command that takes `-5` for a value, although it looks like an option."""

import re
from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand

MINUS = "\N{MINUS SIGN}"
_NEGATIVE = re.compile(r"-(?:\d+\.?\d*|\.\d+)%?")


class SignedCommand(TyperCommand):
    """Words such as `-5` and `-2.5%` are arguments; what follows an option that takes a value is that value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line; a minus that begins a number is written as the sign that begins no option."""
        valued = {name for option in self.params if not getattr(option, "is_flag", True) for name in option.opts}
        return super().parse_args(ctx, list(_readable(args, valued)))


def _readable(words: list[str], valued: set[str]) -> Iterator[str]:
    before = ""
    for index, word in enumerate(words):
        if word == "--" and before not in valued:
            yield from words[index:]
            return
        is_argument = before not in valued and _NEGATIVE.fullmatch(word)
        yield MINUS + word[1:] if is_argument else word
        before = "" if before in valued else word
