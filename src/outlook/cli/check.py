"""`outlook check`."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outlook.cli.options import BookOption, ColorOption, JsonOption, TargetsArgument
from outlook.cli.printing import put_answer
from outlook.cli.session import Session, open_session, talk
from outlook.errors import InvalidValue, Refused
from outlook.model.values import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.checks.leftovers import LeftOver
    from outlook.errors import Problem


PROBLEMS_FOUND = 1


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("check", short_help="Every problem in every file")(check)


def check(
    targets: TargetsArgument = None,
    clean: Annotated[
        bool, typer.Option("--clean", help="Remove what killed commands left behind, after asking")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, for --clean")] = False,
    each: Annotated[bool, typer.Option("--each", help="Every warning, also where many are of one sort")] = False,
    book: BookOption = None,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook check                                  silent and 0 when all is well
    outlook check hama-by --json | jq '.problems[].path'

    Every problem of every record, document and ledger as path:line:column; of many warnings of one sort the first, and
    how many there are. Exit code 1 if there is an error.
    """
    from outlook.checks.leftovers import leftovers

    session = open_session(book, None, color, quiet=True)
    left = leftovers(session.book.root, session.now)
    if clean:
        _clean(left, targets, asked=not yes)
        return
    problems = _of(session, targets, _problems(session, left))
    _put(session, problems, each=each, as_json=as_json)
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(PROBLEMS_FOUND)


def _put(session: Session, found: "Sequence[Problem]", *, each: bool, as_json: bool) -> None:
    from outlook.show.describe.problems import problems as one_by_one
    from outlook.show.describe.problems import summed_up

    described = one_by_one if each else summed_up
    put_answer(session, lambda: described(found), lambda: {"problems": _data(found)}, as_json=as_json)


def _problems(session: Session, left: "Sequence[LeftOver]") -> "list[Problem]":
    """Every problem of the book, by file and line."""
    from outlook.book import future
    from outlook.book.create import merging_problems
    from outlook.checks.leftovers import as_problem
    from outlook.checks.references import check as problems_of
    from outlook.checks.references import in_order
    from outlook.cli.linting import faults
    from outlook.show.describe.phrasing import span

    folders = session.book.cases.values()
    linted = (problem for folder in folders for problem in faults(folder))
    late = (problem for folder in folders for problem in future.problems(folder, session.now))
    kept = [as_problem(one, span((session.now - one.modified_at).total_seconds())) for one in left]
    linked = _contradictions(session)
    merging = merging_problems(session.book.root)
    return in_order([*problems_of(session.book), *linked, *linted, *late, *kept, *merging])


def _of(session: Session, targets: "list[str] | None", found: "list[Problem]") -> "list[Problem]":
    """Those of what is named; how many there are elsewhere is said beside them.

    Raises:
        NoMatch: a target names nothing.
    """
    if not targets:
        return found
    from outlook.checks.selection import named, only_of
    from outlook.show.describe.phrasing import plural

    mine = only_of(found, named(session.book, targets), session.book.root)
    if others := len(found) - len(mine):
        talk(
            f"{plural(others, 'problem')} elsewhere in the book: `outlook check` lists {'it' if others == 1 else 'all'}"
        )
    return mine


def _contradictions(session: Session) -> "list[Problem]":
    from outlook.checks.contradictions import examine

    examined = [examine(folder, session.at) for folder in session.book.cases.values()]
    for lacking in dict.fromkeys(found.lacking for found in examined if found.lacking):
        talk(f"linked forecasts were checked in part: {lacking}")
    return [problem for found in examined for problem in found.problems]


def _data(problems: "Sequence[Problem]") -> list[dict[str, Any]]:
    from outlook.show.data import payload

    return [payload.problem(item) for item in problems]


def _clean(left: "Sequence[LeftOver]", targets: "list[str] | None", *, asked: bool) -> None:
    from outlook.checks.leftovers import clean
    from outlook.show.describe.phrasing import plural

    if targets:
        raise InvalidValue(f"--clean looks at the whole book: leave {shown(targets[0])} out")
    if not left:
        talk("nothing was left behind (what is younger than a minute may be at work, and is let be)")
        return
    for one in left:
        talk(str(one.path))
    if asked and not _agreed(plural(len(left), "left-over")):
        raise Refused("nothing was removed")
    for one in left:
        clean(one)
    talk(f"{plural(len(left), 'left-over')} removed")


def _agreed(what: str) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Refused(f"--clean asks before it removes {what}, and there is no terminal to ask on: add --yes")
    sys.stderr.write(f"remove {what}? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
