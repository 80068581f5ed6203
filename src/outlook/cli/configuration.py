"""`outlook --show-config`: each default, and where it comes from."""

import os
import sys

from outlook import settings
from outlook.show.describe.phrasing import safe

ENVIRONMENT = {"by": "OUTLOOK_BY", "book": "OUTLOOK_BOOK", "pager": "PAGER"}
USUAL = {
    "by": "the login name",
    "book": "the nearest forecasts/ folder upward",
    "color": "auto",
    "pager": "less",
    "stale_after": "30 days, or a tenth of a forecast's window",
    "mine": "false",
}


def show_config() -> None:
    """Print the file's place and what holds."""
    file, found = settings.path(), settings.settings()
    sys.stdout.write(safe(f"file         {file}{'' if file.exists() else ' (not there)'}") + "\n")
    for name in settings.NAMES:
        sys.stdout.write(safe(f"{name:<12} {_value(name, getattr(found, name))}") + "\n")


def _value(name: str, written: str | bool | None) -> str:
    variable = ENVIRONMENT.get(name, "")
    if given := os.environ.get(variable):
        return f"{given} (from {variable})"
    written = str(written).lower() if isinstance(written, bool) else written
    return f"{written} (from the file)" if written is not None else f"{USUAL[name]} (as usual)"
