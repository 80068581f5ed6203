"""`outlook check`."""

import sys

import typer

from outlook.cli.options import BookOption, ColorOption, JsonOption
from outlook.cli.session import open_session, talk

PROBLEMS_FOUND = 1


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("check", short_help="Every problem in every file")(check)


def check(book: BookOption = None, as_json: JsonOption = False, color: ColorOption = "auto") -> None:
    """\b
    outlook check                                  silent and 0 when all is well
    outlook check --json | jq '.problems[].path'

    Every problem of every record, document and ledger as path:line:column. Exit code 1 if there is an error.
    """
    from outlook.book import future
    from outlook.book.references import check as problems_of
    from outlook.book.references import in_order
    from outlook.cli.linked import examine
    from outlook.cli.linting import faults
    from outlook.show.problems import show_problems

    session = open_session(book, None, color, quiet=True)
    folders = session.book.cases.values()
    examined = [examine(folder, session.at) for folder in folders]
    linked = (problem for found in examined for problem in found.problems)
    linted = (problem for folder in folders for problem in faults(folder))
    late = (problem for folder in folders for problem in future.problems(folder, session.now))
    problems = in_order([*problems_of(session.book), *linked, *linted, *late])
    for lacking in dict.fromkeys(found.lacking for found in examined if found.lacking):
        talk(f"linked forecasts were checked in part: {lacking}")
    if as_json:
        from outlook.show import payload

        sys.stdout.write(payload.document(problems=[payload.problem(item) for item in problems]) + "\n")
    else:
        show_problems(session.screen, problems)
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(PROBLEMS_FOUND)
