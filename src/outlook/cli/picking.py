"""Which statements become forecasts: named by their numbers, or picked at the terminal."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from outlook.cli.linking import Link
from outlook.cli.picked import Finish, LinkTo, Picked
from outlook.cli.prompting import LEFT, NoAnswer, key, line, say
from outlook.errors import InvalidValue, OutlookError, Refused
from outlook.extract import Found
from outlook.show.describe.phrasing import safe

if TYPE_CHECKING:
    from outlook.cli.kept_answers import KeptAnswers

NUMBERS = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
EVERYTHING = "all"
KEYS = {"y": "take it, and finish its draft", "d": "take it as a draft", "n": "skip it", "q": "end"}
LINK = {"l": "link it to a forecast"}


def accepted(text: str, found: Sequence[Found], listed: Sequence[int]) -> list[Found]:
    """The statements that `--accept 1,3,5-7` names by the numbers that are shown; `all` are those that are `listed`.

    Raises:
        InvalidValue: it names no number of the list, or a range that runs backwards.
        Refused: all are wanted, and none is listed.
    """
    if text.strip().lower() == EVERYTHING:
        if not listed:
            raise Refused("--accept all: the list is empty, so nothing was written; --all shows every sentence")
        return [found[number - 1] for number in listed]
    chosen = {number: found[number - 1] for part in text.split(",") for number in _numbers(part.strip(), len(found))}
    return list(chosen.values())


def _numbers(part: str, last: int) -> Iterator[int]:
    """The numbers of one part: of a range only those from its first to its last, both in the list."""
    match = NUMBERS.fullmatch(part.replace(" ", ""))
    first, end = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    for number, shown in ((first, match[1] if match else part), (end, match[2] or match[1] if match else part)):
        if not 1 <= number <= last:
            raise InvalidValue(f"--accept {shown[:20]!r} is not a number of the list, which runs from 1 to {last}")
    if end < first:
        raise InvalidValue(f"--accept {part[:20]!r} runs backwards: write {end}-{first}")
    yield from range(first, end + 1)


def picked(
    walked: Sequence[tuple[int, Found]], finish: Finish, link_to: LinkTo | None, kept: KeptAnswers | None = None
) -> Picked:
    """What a person takes, one key each; without `link_to` there is nothing to link to.

    What is taken is `kept` from one statement to the next, and what was kept before is taken first. An interrupt, or an
    end of the input, keeps what was taken by then.

    Raises:
        Refused: there is no terminal to ask on, or nothing was taken.
    """
    if not sys.stdin.isatty() or not sys.stderr.isatty():
        raise Refused("--pick asks on a terminal, and there is none: name the statements with --accept 4,5")
    taken = Picked()
    last = kept.restored(walked, link_to, taken) if kept else 0
    keys = {"y": KEYS["y"], "d": KEYS["d"], **(LINK if link_to else {}), "n": KEYS["n"], "q": KEYS["q"]}
    say("; ".join(f"{name}: {what}" for name, what in keys.items()))
    try:
        for number, item in walked:
            if number <= last:
                continue
            if not _take(taken, number, item, finish, link_to, tuple(keys)):
                break
            if kept and not taken.is_empty:
                kept.note(walked, taken, number)
    except KeyboardInterrupt:
        taken.is_interrupted = True
        sys.stderr.write("\n")
    if taken.is_empty:
        if taken.is_interrupted:
            raise KeyboardInterrupt
        raise Refused("nothing was taken, so nothing was written")
    return taken


def _take(taken: Picked, number: int, item: Found, finish: Finish, link_to: LinkTo | None, keys: Sequence[str]) -> bool:
    """One statement; whether the walk goes on."""
    width = max(shutil.get_terminal_size().columns - 1, 20)
    words = fill(f"{number:>3}  {safe(' '.join(item.text.split()))}", width, subsequent_indent=LEFT)
    sys.stderr.write(f"{words}\n")
    while True:
        pressed = key(f"{LEFT}take it? {' '.join(keys)}: ", keys)
        if pressed in ("n", "q"):
            return pressed == "n"
        if pressed == "d":
            taken.chosen.append(item)
            return True
        try:
            if pressed == "y":
                taken.answers[item.start] = finish(item)
                taken.chosen.append(item)
                return True
            if link_to is not None and (found := _linked(link_to, number, item)) is not None:
                taken.links.append(found)
                return True
        except NoAnswer:
            return False
        except OutlookError as error:
            say(str(error))


def _linked(link_to: LinkTo, number: int, item: Found) -> Link | None:
    """The forecast that a statement is linked to, asked again until there is one; None for an empty line."""
    while name := line("which forecast"):
        try:
            return link_to(name, number, item)
        except NoAnswer:
            raise
        except OutlookError as error:
            say(f"{error}; an empty line: none")
    return None
