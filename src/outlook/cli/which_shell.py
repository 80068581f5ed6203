"""`--install-completion` and `--show-completion` for a shell that is named; without a name typer finds it out."""

import sys
from collections.abc import Sequence

INSTALL, SHOW = "--install-completion", "--show-completion"
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def answer(words: Sequence[str]) -> bool:
    """Install or show the completion of the shell that the words name; False where they name none.

    Raises:
        InvalidValue: completion knows no such shell, or something else is on the line.
    """
    option, equals, value = words[0].partition("=") if words else ("", "", "")
    named = [value, *words[1:]] if equals else list(words[1:])
    if option not in (INSTALL, SHOW) or not named:
        return False
    from outlook.errors import InvalidValue

    if named[0] not in SHELLS or len(named) > 1:
        raise InvalidValue(
            f"{option} {' '.join(named)[:60]}: name one shell, {', '.join(SHELLS[:-1])} or {SHELLS[-1]}, or none for "
            f"the current one"
        )
    from typer import _completion_shared as completion  # nothing public takes the name of a shell

    if option == SHOW:
        script = completion.get_completion_script(prog_name="outlook", complete_var="_OUTLOOK_COMPLETE", shell=named[0])
        sys.stdout.write(f"{script}\n")
    else:
        _, path = completion.install(shell=named[0], prog_name="outlook")
        sys.stdout.write(f"{named[0]} completion installed in {path}\nIt takes effect in a new terminal.\n")
    return True
