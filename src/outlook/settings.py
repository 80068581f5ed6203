"""A person's own defaults, from a file in their configuration folder; options and the environment come first.

Where there is no such file nothing is read, and no reader of TOML is loaded.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from outlook.errors import InvalidValue, did_you_mean
from outlook.lengths import length

PROGRAM = "outlook"
FILE = "config.toml"
LIMIT = 100_000  # bytes
COLORS = ("auto", "always", "never")


class Settings(NamedTuple):
    """What a person usually wants; None where the file says nothing.

    `by` is their name, `book` the folder to use where there is none upward, `color` when to use colour, `pager` what
    shows long output, `stale_after` how long a forecast may go without an estimate. With `mine` tables show their own
    numbers, where they stated something, and not the newest of anybody.
    """

    by: str | None = None
    book: str | None = None
    color: str | None = None
    pager: str | None = None
    stale_after: str | None = None
    mine: bool | None = None


NAMES = Settings._fields
SWITCHES = ("mine",)


def own_folder(variable: str, usual: str) -> Path:
    """Our folder in the one that a variable names, else in a usual one below the person's home; relative ones never."""
    named = os.environ.get(variable, "")
    if named.startswith("/"):
        return Path(named) / PROGRAM
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is no home
    # Without a home nothing can be kept. A path in which nothing can be made says so to whoever tries, where a relative
    # one would be a folder called `~` wherever the command runs, perhaps in a stranger's book.
    return (home / usual if home.is_absolute() else Path(os.devnull)) / PROGRAM


def path() -> Path:
    """Where the file is: in XDG_CONFIG_HOME, else in `~/.config`."""
    return own_folder("XDG_CONFIG_HOME", ".config") / FILE


@cache
def settings() -> Settings:
    """What the file says.

    Raises:
        InvalidValue: it is no TOML, has a setting that we do not know, or one that means nothing.
    """
    file = path()
    try:
        with file.open("rb") as opened:
            raw = opened.read(LIMIT + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        if not _is_seen(file):  # somebody else's folder, as for a program that runs as another user
            return Settings()
        raise InvalidValue(f"{file} cannot be read ({error.strerror}): correct or remove it") from error
    if len(raw) > LIMIT:
        raise InvalidValue(f'{file} has more than {LIMIT:,} bytes: it holds a few lines such as by = "ann"')
    return _checked(file, _parsed(file, raw))


def _is_seen(file: Path) -> bool:
    try:
        file.lstat()
    except OSError:
        return False
    return True


def _parsed(file: Path, raw: bytes) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(raw.decode())
    except (ValueError, RecursionError) as error:
        raise InvalidValue(f"{file} is no TOML: {error}") from error


def _checked(file: Path, found: dict[str, object]) -> Settings:
    for name, value in found.items():
        if name not in NAMES:
            hint = did_you_mean(name[:60], NAMES) or f"settings are {', '.join(NAMES)}"
            raise InvalidValue(f"{file}: there is no setting {name[:60]!a}; {hint}")
        if name in SWITCHES:
            if not isinstance(value, bool):
                raise InvalidValue(f"{file}: {name} is true or false, as in {name} = true")
        elif not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise InvalidValue(f'{file}: {name} is a text on one line, as in {name} = "{_EXAMPLES[name]}"')
    texts = {name: value.strip() for name, value in found.items() if isinstance(value, str)}
    made = Settings(**texts, mine=bool(found["mine"]) if "mine" in found else None)
    if made.color is not None and made.color not in COLORS:
        raise InvalidValue(f"{file}: color is {made.color[:60]!a}; it is one of {', '.join(COLORS)}")
    if made.stale_after is not None:
        try:
            length(made.stale_after)
        except ValueError as error:
            raise InvalidValue(f"{file}: stale_after: {error}") from error
    return made


_EXAMPLES = {"by": "ann", "book": "~/forecasts", "color": "auto", "pager": "less -S", "stale_after": "2w"}
