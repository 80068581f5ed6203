"""An opened `forecasts/` folder: its cases, their forecasts and ledgers, and what is wrong with them.

Nothing here raises for bad user data; a file that cannot be used is a Problem, and the rest works on.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from outlook.book.case_folder import CASE_FILE, CONTESTED, RECORDS, CaseFolder, Orphaned, is_case, misnamed
from outlook.book.select import TAG, Name, having, listed, matches, nothing, only, saying, saying_or_from, tagged
from outlook.errors import NoMatch, Problem, Unreadable
from outlook.files import UNFINISHED, Folder, NotThere, NotUsable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from outlook.belief.timeline import Situation
    from outlook.book.by_two import Answer
    from outlook.book.index.case_index import Index
    from outlook.book.index.part import Asked
    from outlook.model.entries import Entry
    from outlook.model.forecast import Forecast

    Opener = Callable[[Folder, Sequence[str]], CaseFolder | None]

__all__ = ["CASE_FILE", "Book", "CaseFolder", "Orphaned"]


class Book:
    """All cases of one folder; `left_out` says why a case could not be read at all, by its name.

    `made` is what was made of each case as it was opened.
    """

    def __init__(
        self,
        root: Path,
        cases: dict[str, CaseFolder],
        problems: list[Problem],
        left_out: dict[str, Problem] | None = None,
        made: dict[str, Any] | None = None,
    ) -> None:
        self.root, self.cases, self.problems = root, cases, problems
        self.left_out = {} if left_out is None else left_out
        self.made = {} if made is None else made

    @classmethod
    def open(cls, root: Path, index: Index | None = None, visit: Callable[[CaseFolder], Any] | None = None) -> Book:
        """Open every case of the folder, which may be a link: a person named it.

        What the index holds of a case that has not changed is not read again. With `visit` each case is looked at as
        soon as it is open, and let go of then, so that a large book need not fit into memory. That may happen in
        another process: what `visit` returns is in `made`, and is made of classes that can be kept.

        Raises:
            NotUsable: the folder itself cannot be read.
        """
        with Folder.open(root, follow=True) as top:
            names = [name for name in top.names() if not name.startswith(".")]
            kept = partial(cls._part, root, top, None if index is None else index.opened, visit)
            parts = {name: part for name in names if (part := kept(name))}
            if unread := [name for name in names if name not in parts]:
                parts |= cls._read(root, top, unread, index, visit)
        return cls._joined(root, [parts[name] for name in names])

    @classmethod
    def _read(
        cls,
        root: Path,
        top: Folder,
        names: Sequence[str],
        index: Index | None,
        visit: Callable[[CaseFolder], Any] | None,
    ) -> dict[str, Book]:
        """What is under some names, of which the index does not answer."""
        from outlook.book.reading import read_folder

        opened: Opener = read_folder if index is None else index.keep

        def part(name: str) -> Book:
            found = cls._part(root, top, opened, visit, name)
            assert found is not None, "it is read"
            return found

        if visit is None:
            return {name: part(name) for name in names}
        from outlook.book.by_two import read_parts

        return read_parts(top, names, part, partial(cls._answered, root, index))

    @classmethod
    def _answered(cls, root: Path, index: Index | None, answer: Answer) -> Book:
        """The part of a book that another process has read."""
        from outlook.book.by_two import as_problem, folder_of

        name, case, left_out = answer.name, answer.case, answer.left_out
        return cls(
            root,
            {} if case is None else {name: folder_of(case, root / name, index)},
            [as_problem(one) for one in answer.problems],
            {} if left_out is None else {name: as_problem(left_out)},
            {} if case is None else {name: answer.made},
        )

    @classmethod
    def _part(
        cls, root: Path, top: Folder, opened: Opener | None, visit: Callable[[CaseFolder], Any] | None, name: str
    ) -> Book | None:
        """What is under one name: a book of one case, or none; None where it is a case that is not opened so."""
        part = cls(root, {}, [])
        if not part._open_one(top, name, opened):
            return None
        if visit is not None and name in part.cases:
            part.made[name] = visit(part.cases[name])
            part.cases[name].let_go()
        return part

    @classmethod
    def _joined(cls, root: Path, parts: Iterable[Book]) -> Book:
        book = cls(root, {}, [])
        for part in parts:
            book.cases |= part.cases
            book.problems += part.problems
            book.left_out |= part.left_out
            book.made |= part.made
        return book

    def _open_one(self, top: Folder, name: str, opened: Opener | None) -> bool:
        """Open what is there under a name; False where it is a case that is not opened so."""
        path = top.path / name
        kind = top.kind(name)
        if kind == "folder":
            return self._open_case(top, name, opened)
        if kind == "link" and path.is_dir():
            self._refuse_link(path)
        elif path.suffix in RECORDS:
            hint = f"move it to {self.root.name}/CASE/{path.stem}.yaml"
            message = "a record belongs in the folder of its case, not here"
            self.problems.append(Problem(path, 1, 1, "misplaced", message, hint))
        return True

    def _open_case(self, top: Folder, name: str, opened: Opener | None, attempts: int = 5) -> bool:
        try:
            with top.folder(name) as folder:
                return self._open_folder(folder, name, opened)
        except NotThere as error:  # perhaps renamed since the names were read
            if attempts > 1:
                return self._open_case(top, name, opened, attempts - 1)
            self._leave_out(name, error)
        except NotUsable as error:
            self._leave_out(name, error)
        return True

    def _open_folder(self, folder: Folder, name: str, opened: Opener | None) -> bool:
        names = folder.names()
        if not is_case(names):
            return True
        if problem := misnamed(folder.path, name):
            self.problems.append(problem)
            return True
        if opened is None:
            return False
        if UNFINISHED in names:
            names = self._completed(folder)
        found = opened(folder, names)
        if found is not None:
            self.cases[name] = found
        return found is not None

    def _completed(self, folder: Folder) -> list[str]:
        """The names in a case after a step of several files was carried out in whose middle a command was ended."""
        from outlook.files.together import complete
        from outlook.locking import locked

        try:
            with locked(folder):
                complete(folder)
        except NotUsable as error:
            message = f"this cannot be used: {error.reason}"
            self.problems.append(Problem(error.path, 1, 1, error.code, message, error.hint))
        except Unreadable as error:
            hint = "try again where the folder may be written to"
            message = f"a command was ended in the middle, and it cannot be completed: {error}"
            self.problems.append(Problem(folder.path / UNFINISHED, 1, 1, "unfinished", message, hint))
        return folder.names()

    def _refuse_link(self, path: Path) -> None:
        """A link is never followed; one to a case of this book is a second name of it, and the case counts once."""
        target = path.resolve()
        if target.parent == self.root.resolve():
            message = f"this is another name of the case {target.name}, which is read once"
            self.problems.append(Problem(path, 1, 1, "outside", message, "remove the link", "warning"))
        else:
            hint = "put the folder itself here"
            self._leave_out(
                path.name, NotUsable(path, "it is a link, and links are not followed", code="outside", hint=hint)
            )

    def _leave_out(self, name: str, error: NotUsable) -> None:
        problem = Problem(error.path, 1, 1, error.code, f"this cannot be used: {error.reason}", error.hint)
        self.left_out[name] = problem
        self.problems.append(problem)

    @property
    def forecasts(self) -> list[Forecast]:
        """Every forecast that could be read, by case and id."""
        return [forecast for folder in self.cases.values() for forecast in folder.forecasts.values()]

    def all_problems(self) -> list[Problem]:
        """What could not be read, in files and ledgers."""
        return [*self.problems, *(problem for folder in self.cases.values() for problem in folder.problems)]

    @property
    def names(self) -> list[Name]:
        """The name of every forecast, by case and id."""
        return [name for folder in self.cases.values() for name in names_of(folder)]

    def forecast(self, text: str, at: datetime | None = None) -> Forecast:
        """The one forecast that the text selects, by its name, several words of its question or its id elsewhere.

        With `at`: of several, the one that waits for its outcome then.

        Raises:
            NoMatch: none is, or several are, with the candidates.
        """
        if (renamed := self._once_called(text)) is not None:
            return self._named(renamed)
        found = matches(text, self.names)
        if not found and len(found := self._once_called_so(text)) == 1:
            return self._named(found[0])
        self._refuse_broken(text)
        if not found and (said := saying_or_from(text, self.forecasts)):
            return self._only_said(text, said, at)
        if len(found) > 1 and at is not None and len(left := self._waiting(map(self._named, found), at)) == 1:
            return left[0]
        return self._named(only(text, self.names, "forecast"))

    def _only_said(self, text: str, said: Sequence[Forecast], at: datetime | None) -> Forecast:
        """The one forecast whose question says some words; raises NoMatch where several do."""
        left = said if len(said) == 1 or at is None else self._waiting(said, at)
        if len(left) != 1:
            names = listed(one.full_id for one in left or said)
            raise NoMatch(f"{len(left or said)} forecasts say {text[:80]!r}: {names}; write more of it, or an id")
        return left[0]

    def _waiting(self, forecasts: Iterable[Forecast], at: datetime) -> list[Forecast]:
        """Those that wait for their outcome."""
        return [one for one in forecasts if self.situation(one, at).state in ("draft", "open", "due", "disputed")]

    def _refuse_broken(self, text: str) -> None:
        """Where only a record that cannot be read answers to a text, say that: its name is not wrong.

        Raises:
            NoMatch: it is so, with the way to the record.
        """
        if matches(text, self.names):
            return
        unread = [Name(f"{case}/{name}", name) for case, folder in self.cases.items() for name in folder.unread]
        found = [one for one in matches(text, unread) if f"{one.id}.yaml" != CASE_FILE]
        if not found:
            return
        raise NoMatch(self._why_unread(found[0]))

    def _why_unread(self, name: Name) -> str:
        """Why a record is not used; nothing is wrong with the file itself where its name is contested."""
        folder = self.cases[name.case]
        path = folder.path / f"{name.id}.yaml"
        contested = next((group for group in folder.contested if name.id in group), None)
        if contested is not None:
            found = (one for one in folder.problems if one.code == CONTESTED and one.path.stem in contested)
            why = next((f"{one.message} ({one.hint})" for one in found), "`outlook check` says why")
            return f"{name.full_id} is not shown: {why}"
        why = next((one.message for one in folder.problems if one.path == path), "`outlook check` says why")
        return f"{path} cannot be read: {why}. `outlook edit {name.full_id}` opens it"

    def selected(self, texts: Sequence[str]) -> list[Forecast]:
        """Every forecast that any of the texts selects, by a case's id too; all of them for no text."""
        return [self._named(name) for name in self.selected_names(texts)]

    def selected_names(self, texts: Sequence[str]) -> list[Name]:
        """The names of these."""
        if not texts:
            return self.names
        found = {name for text in texts for name in self._answering(text)}
        return [name for name in self.names if name in found]

    def _named(self, name: Name) -> Forecast:
        return self.cases[name.case].forecast(name.id)

    def _answering(self, text: str) -> list[Name]:
        if text.startswith(TAG):
            return [Name(one.full_id, one.id) for one in tagged(text.removeprefix(TAG), self.forecasts)]
        if text in self.cases:
            return names_of(self.cases[text])
        if (renamed := self._once_called(text)) is not None:
            return [renamed]
        if found := having(text, self.names):
            return found
        folders = list(self.cases.values())
        if cases := matches(text, folders):
            return [name for folder in cases for name in names_of(folder)]
        said = [Name(one.full_id, one.id) for one in saying(text, self.forecasts)]
        if said or (said := self._once_called_so(text)):
            return said
        self._refuse_broken(text)
        raise NoMatch(nothing(text, [*self.names, *folders], "forecast or case"))

    def _once_called(self, text: str) -> Name | None:
        """The one forecast that had exactly this name, where none has it now."""
        wanted = text.strip().lower()
        if not any(folder.former for folder in self.cases.values()):
            return None
        if any(wanted in (name.id, name.full_id) for name in self.names):
            return None
        found = [
            Name(f"{case}/{today}", today)
            for case, folder in self.cases.items()
            for name, today in folder.former.items()
            if wanted in (name, f"{case}/{name}") and today in folder.names
        ]
        return found[0] if len(found) == 1 else None

    def _once_called_so(self, text: str) -> list[Name]:
        """The forecasts that had a name of which this is a part."""
        wanted = text.strip().lower()
        found = (
            Name(f"{case}/{today}", today)
            for case, folder in self.cases.items()
            for name, today in folder.former.items()
            if wanted and wanted in f"{case}/{name}" and today in folder.names
        )
        return list(dict.fromkeys(found))

    def situations(self, at: datetime) -> dict[str, Situation]:
        """Every forecast as it stood at `at`, by full id."""
        return {
            situation.forecast.full_id: situation
            for folder in self.cases.values()
            for situation in folder.situations(at)
        }

    def situation(self, forecast: Forecast, at: datetime) -> Situation:
        """One forecast as it was at a moment."""
        found = self.folder_of(forecast).situations(at)
        return next(one for one in found if one.forecast.id == forecast.id)

    def narrowed(self, asked: Mapping[str, Asked]) -> Book:
        """The same with no more of some cases than a command needs that is about to enter something there."""
        from outlook.book.index.narrowing import narrowed

        return Book(self.root, narrowed(self.cases, asked), self.problems, self.left_out)

    def folder_of(self, forecast: Forecast) -> CaseFolder:
        """The case a forecast belongs to."""
        return self.cases[forecast.case]

    def entry(self, text: str) -> tuple[CaseFolder, Entry]:
        """The ledger entry whose id is, or begins with, the text.

        Raises:
            NoMatch: there is none, or there are several.
        """
        beginning = text.lower()
        found = [
            (folder, entry)
            for folder in self.cases.values()
            for entry in (_beginning(folder, beginning) if beginning else ())
        ]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(sorted(entry.id for _, entry in found)[:8])
            raise NoMatch(f"{text!r} begins {len(found)} entry ids: {ids}; write more of it")
        raise NoMatch(f"no entry has the id {text[:40]!a}; `outlook history` lists them")

    @property
    def forecasters(self) -> list[str]:
        """Everyone who wrote an entry, and every document that states something in its own words."""
        return sorted({name for folder in self.cases.values() for name in folder.people})

    def all_entries(self) -> Iterator[tuple[CaseFolder, Entry]]:
        """Every valid entry of every ledger, with its case."""
        return ((folder, entry) for folder in self.cases.values() for entry in folder.entries)


def _beginning(folder: CaseFolder, text: str) -> list[Entry]:
    """The entries whose ids begin with a text."""
    from outlook.book.index.narrowing import beginning

    return beginning(folder, text)


def names_of(folder: CaseFolder) -> list[Name]:
    """The names of a case's forecasts, in order."""
    return [Name(f"{folder.id}/{name}", name) for name in folder.names]
