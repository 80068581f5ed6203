"""outlook: forecasts that can be proved wrong, moved by evidence and scored.

For programs: `open_book(path)` opens a book, `score_panel(table)` scores a table of anybody's forecasts, and
`outlook.scoring` has the rules. None is loaded before it is asked for, so that `import outlook` costs nothing.

The version lives here so that `outlook --version` needs no package metadata.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outlook.notebook.book import open_book
    from outlook.notebook.panel import score_panel

__version__ = "0.1.0"
__all__ = ["__version__", "open_book", "score_panel", "scoring"]

_PLACES = {"open_book": "outlook.notebook.book", "score_panel": "outlook.notebook.panel"}


def __getattr__(name: str) -> Any:
    """What programs may use, once they ask for it."""
    if name == "scoring":
        return import_module("outlook.scoring")
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'outlook' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
