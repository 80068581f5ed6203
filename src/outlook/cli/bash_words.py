"""The words of a line as a person typed them, where bash split them at `:` and `=` before it asks for completion."""

import io
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, redirect_stdout

ASKED = "_OUTLOOK_COMPLETE"
SPLITS = frozenset(":=")


def rejoin(environ: MutableMapping[str, str]) -> str:
    """Put the words together again, and return what bash has of the last one already.

    >>> given = {"COMP_WORDS": "outlook\\nstatus\\ntag\\n:\\nho", "COMP_CWORD": "4"}
    >>> rejoin(given), given["COMP_WORDS"].split(), given["COMP_CWORD"]
    ('tag:', ['outlook', 'status', 'tag:ho'], '2')
    """
    words, at = environ.get("COMP_WORDS", "").split("\n"), int(environ.get("COMP_CWORD") or 0)
    if not any(_splits(word) for word in words) or at >= len(words):
        return ""
    groups = list[list[str]]()
    for word in words[: at + 1]:
        if len(groups) > 1 and (_splits(word) or _splits(groups[-1][-1])):
            groups[-1].append(word)
        else:
            groups.append([word])
    last = groups[-1]
    joined = ["".join(group) for group in groups]
    environ["COMP_WORDS"], environ["COMP_CWORD"] = "\n".join([*joined, *words[at + 1 :]]), str(len(joined) - 1)
    return "".join(last if _splits(last[-1]) else last[:-1])


def _splits(word: str) -> bool:
    return bool(word) and SPLITS.issuperset(word)


@contextmanager
def as_typed(environ: MutableMapping[str, str]) -> Iterator[None]:
    """While this holds, a completion in bash sees whole words, and what it offers is what is still to be typed."""
    before = rejoin(environ) if environ.get(ASKED) == "complete_bash" else ""
    if not before:
        yield
        return
    offered = io.StringIO()
    try:
        with redirect_stdout(offered):
            yield
    finally:
        sys.stdout.write("".join(f"{line.removeprefix(before)}\n" for line in offered.getvalue().splitlines()))
