r"""Texts in CSV files: quoted so that no cell splits in two, defused so that no spreadsheet runs one, and back.

The rules are OWASP's against CSV injection: https://owasp.org/www-community/attacks/CSV_Injection.
"""

import re
from collections.abc import Sequence

# What OWASP lists, behind apostrophes of the text's own: each text that could be taken for a defused one is defused
# too. Only so does a text that was written as '=1 come back as it was.
_RUN = re.compile(r"'*[=+\-@\t\r\n]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r\n]")
# The semicolon and the tab separate cells too, for spreadsheets that are set to it.
_SPLIT = re.compile(r'[,;\t"\r\n]')


def defused(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet would run it as a formula.

    >>> defused("=1+2"), defused("'=1+2"), defused("plain")
    ("'=1+2", "''=1+2", 'plain')
    """
    return f"'{text}" if _RUN.match(text) else text


def undefused(text: str) -> str:
    """The text that was defused: `undefused(defused(text)) == text` for every text.

    >>> undefused("'=1+2"), undefused("'tis plain")
    ('=1+2', "'tis plain")
    """
    return text[1:] if _DEFUSED.match(text) else text


def line(cells: Sequence[str | float | None]) -> str:
    r"""One row of a CSV file with its newline: texts are defused, numbers are as they are, nothing is an empty cell.

    >>> line(["-1", -1, None, "a, b"])
    '\'-1,-1,,"a, b"\n'
    """
    written = [_quoted(defused(cell)) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in cells]
    # An empty line would be no row at all.
    return '""\n' if written == [""] else ",".join(written) + "\n"


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""')) if _SPLIT.search(text) else text
