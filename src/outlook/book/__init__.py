"""An opened `forecasts/` folder: its cases, their forecasts and ledgers, and what is wrong with them.

Nothing here raises for bad user data; a file that cannot be used is a Problem, and the rest works on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from outlook.belief.documents import document_estimates
from outlook.belief.timeline import Situation, situations
from outlook.book.select import matches, nothing, only
from outlook.errors import NoMatch, Problem
from outlook.files import RECORD_LIMIT, Folder, NotUsable
from outlook.ledger import FILE_NAME, Ledger, open_ledger
from outlook.model.case import Case
from outlook.model.entries import Entry, Estimate
from outlook.model.forecast import Forecast
from outlook.model.values import SLUG
from outlook.model.weighing import UNREAD, Weighing
from outlook.records.read import parse_case, parse_forecast

CASE_FILE = "case.yaml"
RECORDS = (".yaml", ".yml")


@dataclass
class CaseFolder:
    """One case as it stands on the disk: the records that could be read, and the texts they were read from."""

    path: Path
    ledger: Ledger
    case: Case | None = None
    forecasts: dict[str, Forecast] = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.path.name

    @property
    def full_id(self) -> str:
        """The folder's name."""
        return self.path.name

    @property
    def rules(self) -> Case | None:
        """The case as far as evidence is weighed by it: where `case.yaml` cannot be read nothing is implied.

        Weighing by the defaults instead would print other numbers than the person wrote down.
        """
        if self.case is not None or Path(CASE_FILE).stem not in self.unread:
            return self.case
        return Case(id=self.id, title=self.id, weighing=Weighing(rule=UNREAD))

    @property
    def said(self) -> list[Estimate]:
        """What the case's documents say in their own words."""
        return document_estimates(self.case, self.forecasts.values())

    def situations(self, at: datetime) -> list[Situation]:
        """Every forecast of the case as it stood at `at`."""
        return situations(self.forecasts, [*self.said, *self.entries], at)

    def refresh(self) -> bool:
        """Read what the ledger holds now; whether that is something else than what was read before."""
        entries = self.ledger.entries()
        is_new = entries != self.entries
        self.entries = entries
        return is_new

    def path_of(self, forecast: Forecast) -> Path:
        """The file a forecast was read from."""
        return self.path / f"{forecast.id}.yaml"


@dataclass
class Book:
    """All cases of one folder; `left_out` says why a case could not be read at all, by its name."""

    root: Path
    cases: dict[str, CaseFolder]
    problems: list[Problem]
    left_out: dict[str, Problem] = field(default_factory=dict)

    @classmethod
    def open(cls, root: Path) -> "Book":
        """Read every record and ledger under the folder, which may be a link: a person named it.

        Raises:
            NotUsable: the folder itself cannot be read.
        """
        book = cls(root, {}, [])
        with Folder.open(root, follow=True) as top:
            for name in top.names():
                if not name.startswith("."):
                    book._read_one(top, name)
        return book

    def _read_one(self, top: Folder, name: str) -> None:
        path = top.path / name
        kind = top.kind(name)
        if kind == "folder":
            self._read_case(top, name)
        elif kind == "link" and path.is_dir():
            self._refuse_link(path)
        elif path.suffix in RECORDS:
            hint = f"move it to {self.root.name}/CASE/{path.stem}.yaml"
            message = "a record belongs in the folder of its case, not here"
            self.problems.append(Problem(path, 1, 1, "misplaced", message, hint))

    def _read_case(self, top: Folder, name: str) -> None:
        path = top.path / name
        try:
            with top.folder(name) as folder:
                names = folder.names()
                if not _is_case(names):
                    return
                if problem := _misnamed(path, name):
                    self.problems.append(problem)
                    return
                self.cases[name] = _read_folder(folder, names)
        except NotUsable as error:
            self._leave_out(name, error)

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

    def forecast(self, text: str) -> Forecast:
        """The one forecast that the text selects; raises NoMatch with candidates otherwise."""
        return only(text, self.forecasts, "forecast")

    def selected(self, texts: Sequence[str]) -> list[Forecast]:
        """Every forecast that any of the texts selects, by a case's id too; all of them for no text."""
        if not texts:
            return self.forecasts
        found = {forecast.full_id for text in texts for forecast in self._answering(text)}
        return [forecast for forecast in self.forecasts if forecast.full_id in found]

    def _answering(self, text: str) -> list[Forecast]:
        if text in self.cases:
            return list(self.cases[text].forecasts.values())
        if found := matches(text, self.forecasts):
            return found
        folders = list(self.cases.values())
        if cases := matches(text, folders):
            return [forecast for folder in cases for forecast in folder.forecasts.values()]
        raise NoMatch(nothing(text, [*self.forecasts, *folders], "forecast or case"))

    def situations(self, at: datetime) -> dict[str, Situation]:
        """Every forecast as it stood at `at`, by full id."""
        return {
            situation.forecast.full_id: situation
            for folder in self.cases.values()
            for situation in folder.situations(at)
        }

    def folder_of(self, forecast: Forecast) -> CaseFolder:
        """The case a forecast belongs to."""
        return self.cases[forecast.case]

    def entry(self, text: str) -> tuple[CaseFolder, Entry]:
        """The ledger entry whose id is, or begins with, the text.

        Raises:
            NoMatch: there is none, or there are several.
        """
        found = [(folder, entry) for folder, entry in self.all_entries() if text and entry.id.startswith(text.lower())]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(sorted(entry.id for _, entry in found)[:8])
            raise NoMatch(f"{text!r} begins {len(found)} entry ids: {ids}; write more of it")
        raise NoMatch(f"no entry has the id {text[:40]!a}; `outlook history` lists them")

    @property
    def forecasters(self) -> list[str]:
        """Everyone who wrote an entry, and every document that states something in its own words."""
        written = {entry.by for _, entry in self.all_entries()}
        return sorted(written | {estimate.by for folder in self.cases.values() for estimate in folder.said})

    def all_entries(self) -> Iterator[tuple[CaseFolder, Entry]]:
        """Every valid entry of every ledger, with its case."""
        return ((folder, entry) for folder in self.cases.values() for entry in folder.entries)


def _is_case(names: Sequence[str]) -> bool:
    """Whether the folder holds a record, or a ledger that some record must have belonged to."""
    return any(name.endswith(RECORDS) or name == FILE_NAME for name in names)


def _read_folder(opened: Folder, names: Sequence[str]) -> CaseFolder:
    folder = CaseFolder(opened.path, open_ledger(opened.path))
    for name in names:
        file = opened.path / name
        if file.suffix not in RECORDS or name.startswith("."):
            continue
        raw = opened.read(name, RECORD_LIMIT)
        if problem := _misnamed(file, file.stem):
            folder.problems.append(problem)
            folder.unread.add(file.stem)
        else:
            _take(folder, file, raw)
    if CASE_FILE not in names:
        hint = "write one with at least `title: …`"
        folder.problems.append(
            Problem(opened.path / CASE_FILE, 1, 1, "no-case", f"the case {folder.id} has no {CASE_FILE}", hint)
        )
    folder.refresh()
    folder.problems.extend(folder.ledger.problems())
    return folder


def _take(folder: CaseFolder, file: Path, raw: bytes) -> None:
    read = parse_case(file, raw) if file.name == CASE_FILE else parse_forecast(file, raw, folder.id)
    folder.texts[file] = read.text
    folder.problems.extend(read.problems)
    if isinstance(read.record, Case):
        folder.case = read.record
    elif read.record is not None:
        folder.forecasts[read.record.id] = read.record
    else:
        folder.unread.add(file.stem)


def _misnamed(path: Path, name: str) -> Problem | None:
    if not SLUG.fullmatch(name):
        hint = "use lower-case letters and digits joined by hyphens, such as hama-by-december.yaml"
        return Problem(path, 1, 1, "file-name", f"{name!a} is not an id", hint)
    if path.suffix == ".yml":
        return Problem(path, 1, 1, "file-name", "records end in .yaml", f"rename it to {path.stem}.yaml")
    return None
