"""An opened `forecasts/` folder: its cases, their forecasts and ledgers, and what is wrong with them.

Nothing here raises for bad user data; a file that cannot be used is a Problem, and the rest works on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from outlook.book.select import matches, nothing, only
from outlook.errors import NoMatch, Problem
from outlook.ledger import FILE_NAME, Ledger, open_ledger
from outlook.model.case import Case
from outlook.model.entries import Entry, Estimate
from outlook.model.forecast import Forecast
from outlook.model.values import SLUG
from outlook.records.read import read_case, read_forecast
from outlook.said import document_estimates
from outlook.timeline import Situation, situations

CASE_FILE = "case.yaml"


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
    def said(self) -> list[Estimate]:
        """What the case's documents say in their own words."""
        return document_estimates(self.case, self.forecasts.values())

    def situations(self, at: datetime) -> list[Situation]:
        """Every forecast of the case as it stood at `at`."""
        return situations(self.forecasts, [*self.said, *self.entries], at)

    def path_of(self, forecast: Forecast) -> Path:
        """The file a forecast was read from."""
        return self.path / f"{forecast.id}.yaml"


@dataclass
class Book:
    """All cases of one folder."""

    root: Path
    cases: dict[str, CaseFolder]
    problems: list[Problem]

    @classmethod
    def open(cls, root: Path) -> "Book":
        """Read every record and ledger under the folder."""
        book = cls(root, {}, [])
        for path in sorted(root.iterdir()):
            if path.name.startswith("."):
                continue
            if path.is_dir() and _is_case(path):
                if problem := _misplaced(path, root, path.name):
                    book.problems.append(problem)
                else:
                    book.cases[path.name] = _read_folder(path, root)
            elif path.suffix in (".yaml", ".yml"):
                book.problems.append(
                    Problem(path, 1, 1, "misplaced", "a record stands in the folder of its case, not here",
                            f"move it to {root.name}/CASE/{path.stem}.yaml")
                )  # fmt: skip
        return book

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


def _is_case(path: Path) -> bool:
    """Whether the folder holds a record, or a ledger that some record must have belonged to."""
    return any(file.suffix in (".yaml", ".yml") or file.name == FILE_NAME for file in path.iterdir())


def _read_folder(path: Path, root: Path) -> CaseFolder:
    folder = CaseFolder(path, open_ledger(path))
    for file in sorted(path.iterdir()):
        if file.suffix not in (".yaml", ".yml") or file.name.startswith("."):
            continue
        if problem := _misplaced(file, root, file.stem):
            folder.problems.append(problem)
            folder.unread.add(file.stem)
        else:
            _read_file(folder, file)
    if CASE_FILE not in {file.name for file in folder.texts}:
        hint = "write one with at least `title: …`"
        folder.problems.append(
            Problem(path / CASE_FILE, 1, 1, "no-case", f"the case {path.name} has no {CASE_FILE}", hint)
        )
    _read_ledger(folder)
    return folder


def _read_ledger(folder: CaseFolder) -> None:
    path = folder.ledger.path
    if path.is_symlink():
        hint = "put the file itself here"
        folder.problems.append(Problem(path, 1, 1, "outside", "this ledger is a link, which is not followed", hint))
        return
    folder.entries = folder.ledger.entries()
    folder.problems.extend(folder.ledger.problems())


def _read_file(folder: CaseFolder, file: Path) -> None:
    read = read_case(file) if file.name == CASE_FILE else read_forecast(file, folder.id)
    folder.texts[file] = read.text
    folder.problems.extend(read.problems)
    if isinstance(read.record, Case):
        folder.case = read.record
    elif read.record is not None:
        folder.forecasts[read.record.id] = read.record
    else:
        folder.unread.add(file.stem)


def _misplaced(path: Path, root: Path, name: str) -> Problem | None:
    if path.is_symlink() and not stays_in(path, root):
        return Problem(path, 1, 1, "outside", "this link leads out of the book and is not followed", "copy the file in")
    if not SLUG.fullmatch(name):
        hint = "use lower-case letters and digits joined by hyphens, such as hama-by-december.yaml"
        return Problem(path, 1, 1, "file-name", f"{name!a} is not an id", hint)
    if path.suffix == ".yml":
        return Problem(path, 1, 1, "file-name", "records end in .yaml", f"rename it to {path.stem}.yaml")
    return None


def stays_in(path: Path, root: Path) -> bool:
    """Whether the path, with every link followed, lies under the root."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links that run in a circle; the class depends on the Python version
        return False
