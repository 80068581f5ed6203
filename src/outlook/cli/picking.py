"""Which statements become forecasts: named by their numbers, or picked at the terminal."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

from outlook.cli.linking import Link
from outlook.cli.picked import Finish, LinkTo, Picked
from outlook.cli.prompting import BACK, ENTER, LEFT, NoAnswer, WentBack, key, line, say
from outlook.errors import InvalidValue, OutlookError, Refused
from outlook.extract import Found
from outlook.show.describe.phrasing import safe
from outlook.show.describe.statements import in_short

if TYPE_CHECKING:
    from outlook.cli.kept_answers import KeptAnswers

NUMBERS = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
EVERYTHING = "all"
TAKE = {"y": "take it, and finish its draft", "d": "take it as a draft"}
LINK = {"l": "link it to a forecast"}
LEAVE = {"n": "skip it", "b": "back to the one before", "q": "end"}  # the last is pressed where the input ends


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
    keys = {**TAKE, **(LINK if link_to else {}), **LEAVE}
    say("; ".join(f"{name}: {what}" for name, what in keys.items()))
    say(f"{BACK} alone: back to the prompt before; Enter, where you have been: as it was")
    walk = _Walk(walked, taken, finish, link_to, tuple(keys))
    try:
        walk.go(sum(number <= last for number, _ in walked), kept)
    except KeyboardInterrupt:
        taken.is_interrupted = True
        sys.stderr.write("\n")
    taken.chosen.sort(key=lambda item: item.start)
    if taken.is_empty:
        if taken.is_interrupted:
            raise KeyboardInterrupt
        raise Refused("nothing was taken, so nothing was written")
    return taken


class _Walk:
    """The walk through the statements, back and forth: which key was pressed at each, by where it begins."""

    def __init__(
        self,
        walked: Sequence[tuple[int, Found]],
        taken: Picked,
        finish: Finish,
        link_to: LinkTo | None,
        keys: Sequence[str],
    ) -> None:
        self.walked, self.taken, self.finish, self.link_to, self.keys = walked, taken, finish, link_to, keys
        self.pressed = {item.start: "y" if item.start in taken.answers else "d" for item in taken.chosen}
        self.pressed.update({link.item.start: "l" for link in taken.links})

    def go(self, at: int, kept: KeptAnswers | None) -> None:
        """From one of them until the last, or until an end."""
        furthest = at
        while at < len(self.walked):
            step = self._take(at)
            if step == 0:
                break
            at += step
            furthest = max(at, furthest)
            if kept and not (self.taken.is_empty and kept.is_new):
                kept.note(self.walked, self.taken, self.walked[furthest - 1][0] if furthest else 0)

    def _take(self, at: int) -> int:
        """One statement; how many to go on by, 0 for the end."""
        number, item = self.walked[at]
        width = max(shutil.get_terminal_size().columns - 1, 20)
        words = fill(f"{number:>3}  {safe(item.plain)}", width, subsequent_indent=LEFT)
        sys.stderr.write(f"{words}\n")
        if short := in_short(item):
            sys.stderr.write(f"{fill(safe(short), width, initial_indent=LEFT, subsequent_indent=LEFT)}\n")
        while True:
            before = self.pressed.get(item.start, "")
            offered = f"{' '.join(self.keys)} [{before}]" if before else " ".join(self.keys)
            pressed = key(f"{LEFT}take it? {offered}: ", (ENTER, *self.keys) if before else self.keys)
            if pressed == "q":
                return 0
            if pressed == ENTER:
                return 1
            if pressed == "b" and at == 0:
                say("this is the first")
            elif pressed == "b":
                return -1
            elif (went_on := self._settle(pressed, number, item)) is not None:
                return went_on

    def _settle(self, pressed: str, number: int, item: Found) -> int | None:
        """What a key says of a statement; how many to go on by, None to ask for a key again."""
        try:
            answers = self.finish(item, self.taken.answers.get(item.start, {})) if pressed == "y" else None
            link = _linked(self.link_to, number, item) if pressed == "l" and self.link_to else None
        except NoAnswer:
            return 0
        except WentBack:
            return None
        except OutlookError as error:
            say(str(error))
            return None
        if pressed == "l" and link is None:
            return None
        self._note(pressed, item, answers, link)
        return 1

    def _note(self, pressed: str, item: Found, answers: Mapping[str, Any] | None, link: Link | None) -> None:
        self.taken.leave(item)
        self.pressed[item.start] = pressed
        if pressed in TAKE:
            self.taken.chosen.append(item)
        if answers is not None:
            self.taken.answers[item.start] = answers
        if link is not None:
            self.taken.links.append(link)


def _linked(link_to: LinkTo, number: int, item: Found) -> Link | None:
    """The forecast that a statement is linked to, asked again until there is one; None for an empty line."""
    while name := line("which forecast"):
        try:
            return link_to(name, number, item)
        except OutlookError as error:
            say(f"{error}; an empty line: none")
    return None
