"""The cases of a large book that have to be read are read by two processes, where there are two processors.

Each takes about half of the bytes, keeps in the index what it reads, and makes of each case what is wanted of it. What
the second one does not answer, because somebody ended it or it came upon something unexpected, the first one does.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from outlook.book.case_folder import CaseFolder, Summary, records_in
from outlook.book.index.kept_case import About, KeptFolder
from outlook.book.index.pickled import packed, unpacked
from outlook.errors import Problem
from outlook.files import Folder, NotUsable
from outlook.ledger import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from outlook.book.index.case_index import Index
    from outlook.book.index.marks import Mark
    from outlook.model.case import Case
    from outlook.second_process import Line


class Part(Protocol):
    """A book of what there is under one name."""

    cases: dict[str, CaseFolder]
    problems: list[Problem]
    left_out: dict[str, Problem]
    made: dict[str, Any]


P = TypeVar("P", bound=Part)

LARGE = 4_000_000  # bytes; to begin a process, and to bring over what it read, takes as long as to read some 100,000
RECORD = 1_000  # bytes, about: to ask the system for the size of each would take longer than it is worth


class ReadCase(NamedTuple):
    """What is left of a case that was read, and is kept nowhere."""

    left: Summary | None
    case: Case | None
    problems: tuple[tuple[Any, ...], ...]
    unread: frozenset[str]
    former: dict[str, str]
    contested: tuple[tuple[str, ...], ...]


class KeptCase(NamedTuple):
    """The same of one that is kept in the index."""

    about: About
    mark: Mark
    file: str


class Answer(NamedTuple):
    """What there was under one name in a book: a case, or what is wrong with it; and what was made of it."""

    name: str
    case: ReadCase | KeptCase | None
    problems: tuple[tuple[Any, ...], ...]
    left_out: tuple[Any, ...] | None
    made: Any


def read_parts(
    top: Folder, names: Sequence[str], part: Callable[[str], P], made_of: Callable[[Answer], P]
) -> dict[str, P]:
    """The parts of a book under some names, each of which `part` reads; `made_of` makes one of an answer."""
    theirs = _for_the_second(top, names)
    if not theirs:
        return {name: part(name) for name in names}
    from outlook.book import reading  # noqa: F401 - here, or each of the two would load it
    from outlook.second_process import second_process

    with second_process(partial(_second, [name for name in names if name in theirs], part)) as line:
        found = {name: part(name) for name in names if name not in theirs}
        found |= {answer.name: made_of(answer) for answer in _heard(line)}
    return found | {name: part(name) for name in names if name not in found}


def _for_the_second(top: Folder, names: Sequence[str]) -> AbstractSet[str]:
    """The cases that the second process reads; none where it is not worth while."""
    if len(names) == 1:
        return frozenset()
    sizes = {name: _size_of(top, name) for name in names}
    if sum(sizes.values()) < LARGE:
        return frozenset()
    from outlook.second_process import are_two

    if not are_two():
        return frozenset()
    theirs, ours_has, theirs_have = set[str](), 0, 0
    for name in sorted(names, key=sizes.__getitem__, reverse=True):
        if theirs_have < ours_has:
            theirs.add(name)
            theirs_have += sizes[name]
        else:
            ours_has += sizes[name]
    return theirs


def _size_of(top: Folder, name: str) -> int:
    """About how many bytes a case has in its records and its ledger; 0 of what is none."""
    if top.kind(name) != "folder":
        return 0
    try:
        with top.folder(name) as folder:
            names = folder.names()
            ledger = os.stat(FILE_NAME, dir_fd=folder.descriptor).st_size if FILE_NAME in names else 0
    except (OSError, NotUsable):
        return 0
    return ledger + RECORD * len(records_in(names))


def _second(names: Sequence[str], part: Callable[[str], Part], line: Line) -> None:
    """What the second process does: it answers when all is done, as the first one does not listen before."""
    answers = list[bytes]()
    for name in names:
        if not line.is_open:
            return
        answers.append(packed(_answer_of(name, part(name))))
    for answer in answers:
        line.say(answer)


def _heard(line: Line) -> Iterator[Answer]:
    from outlook.second_process import Gone

    try:
        while True:
            if isinstance(answer := unpacked(line.hear()), Answer):
                yield answer
    except Gone:
        return


# ── from one process to the other ──


def _answer_of(name: str, part: Part) -> Answer:
    folder, left_out = part.cases.get(name), part.left_out.get(name)
    return Answer(
        name,
        None if folder is None else _case_of(folder),
        tuple(map(_as_data, part.problems)),
        None if left_out is None else _as_data(left_out),
        part.made.get(name),
    )


def _case_of(folder: CaseFolder) -> ReadCase | KeptCase:
    if isinstance(folder, KeptFolder):
        return KeptCase(folder.about, folder.mark, folder.file)
    problems = tuple(map(_as_data, folder.problems))
    return ReadCase(folder.left, folder.case, problems, frozenset(folder.unread), folder.former, folder.contested)


def _as_data(problem: Problem) -> tuple[Any, ...]:
    return (str(problem.path), *problem[1:])


def as_problem(data: tuple[Any, ...]) -> Problem:
    """The problem that another process has found."""
    return Problem(Path(data[0]), *data[1:])


def folder_of(case: ReadCase | KeptCase, path: Path, index: Index | None) -> CaseFolder:
    """The case that another process has read."""
    if isinstance(case, KeptCase):
        assert index is not None, "nothing is kept without"
        return KeptFolder(path, case.about, case.mark, index, case.file)
    folder = CaseFolder(path)
    folder.left, folder.case, folder.unread = case.left, case.case, set(case.unread)
    folder.problems = [as_problem(one) for one in case.problems]
    folder.former, folder.contested = case.former, case.contested
    return folder
