"""Which problems are of what somebody names: a case with all its files, or a forecast wherever something names it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from outlook.book import Book
from outlook.book.select import TAG
from outlook.errors import NoMatch, Problem


class Named(NamedTuple):
    """The cases that are named as a whole, and the forecasts of others by case."""

    cases: frozenset[str]
    forecasts: Mapping[str, frozenset[str]]


def named(book: Book, texts: Sequence[str]) -> Named:
    """What targets name, in this one command also what cannot be read: that is what is looked for.

    Raises:
        NoMatch: a target names nothing.
    """
    whole, found = set[str](), defaultdict[str, set[str]](set)
    for text in texts:
        if text in book.cases or text in book.left_out:
            whole.add(text)
            continue
        unread = _unread(book, text)
        try:
            readable = [one.full_id for one in book.selected_names([text])]
        except NoMatch:
            if not unread:
                raise
            readable = []
        for full_id in (*readable, *unread):
            case, _, name = full_id.partition("/")
            found[case].add(name)
    whole |= {case for case, names in found.items() if {*book.cases[case].names, *book.cases[case].unread} <= names}
    return Named(frozenset(whole), {case: frozenset(names) for case, names in found.items() if case not in whole})


def _unread(book: Book, text: str) -> list[str]:
    """The records that cannot be read and that a text names, by id or a part of it."""
    wanted = text.strip().lower()
    if not wanted or text.startswith(TAG):
        return []
    names = [f"{case}/{name}" for case, folder in book.cases.items() for name in sorted(folder.unread)]
    return [name for name in names if wanted in name]


def only_of(problems: Iterable[Problem], wanted: Named, root: Path) -> list[Problem]:
    """The problems in files of these, and those in other files of a case that name one of its forecasts."""
    patterns = {
        case: re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?![\w-])")
        for case, names in wanted.forecasts.items()
    }
    return [one for one in problems if _is_of(one, wanted, patterns, root)]


def _is_of(problem: Problem, wanted: Named, patterns: Mapping[str, re.Pattern[str]], root: Path) -> bool:
    parts = problem.path.relative_to(root).parts if problem.path.is_relative_to(root) else ()
    case = parts[0] if parts else ""
    if case in wanted.cases:
        return True
    names = wanted.forecasts.get(case, frozenset())
    if len(parts) == 2 and problem.path.suffix == ".yaml" and problem.path.stem in names:  # noqa: PLR2004 - CASE/FILE
        return True
    return case in patterns and patterns[case].search(f"{problem.message} {problem.excerpt}") is not None
