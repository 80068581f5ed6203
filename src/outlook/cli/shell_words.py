"""What a shell is offered, in the form in which that shell completes it from any part of a name.

The line as a person typed it, where bash split it at `:` and `=` before it asks; and what bash and zsh would do to a
word of which the names that are offered have only a middle.
"""

import io
import re
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager, redirect_stdout

ASKED = "_OUTLOOK_COMPLETE"
SPLITS = frozenset(":=")
# One value that needs no help beside it and no quotes, as typer writes it for zsh; a colon has two backslashes.
_ZSH_LIST = re.compile(r"_arguments '\*: :\(\((.*)\)\)'\s*", re.DOTALL)
_ZSH_VALUE = re.compile(r'"((?:[\w ./@+=,-]|\\\\:)+)"')
_TYPED = re.compile(r"[\w./@+:=,-]+")


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


def in_place(offered: Sequence[str], typed: str) -> list[str]:
    """What bash is offered: it puts what all have in common in the place of the word, which must not become less.

    >>> in_place(["hama-by-december", "homs-by-december"], "december")
    ['hama-by-december', 'homs-by-december', 'december']
    >>> in_place(["heavy-rain", "heavy-rain-2"], "rain")
    ['heavy-rain', 'heavy-rain-2']
    """
    common = _in_common(offered)
    is_less = len(offered) > 1 and common and typed not in common
    return [*offered, typed] if is_less and _TYPED.fullmatch(typed) else list(offered)


def _in_common(words: Sequence[str]) -> str:
    """With what all of them begin; of words in order the first and the last differ most."""
    if not words:
        return ""
    first, last = min(words), max(words)
    same = next((at for at in range(len(first)) if not last.startswith(first[: at + 1])), len(first))
    return first[:same]


def in_zsh(offered: str) -> str:
    """What zsh is to run: of values without help, a list that is matched by any part.

    >>> in_zsh("_files")
    '_files'
    """
    whole = _ZSH_LIST.fullmatch(offered)
    values = [_ZSH_VALUE.fullmatch(line) for line in whole[1].split("\n")] if whole else []
    plain = [found[1].replace("\\\\:", ":") for found in values if found]
    if not plain or len(plain) < len(values):
        return offered
    quoted = " ".join([f"'{one}'" for one in plain])
    return f"compadd -M 'l:|=* r:|=*' -- {quoted}\n"


@contextmanager
def as_typed(environ: MutableMapping[str, str]) -> Iterator[None]:
    """While this holds, a completion sees whole words, and what it offers is what the shell makes the most of."""
    asked = environ.get(ASKED, "")
    if asked not in ("complete_bash", "complete_zsh"):
        yield
        return
    before = rejoin(environ) if asked == "complete_bash" else ""
    offered = io.StringIO()
    try:
        with redirect_stdout(offered):
            yield
    finally:
        found = offered.getvalue()
        sys.stdout.write(in_zsh(found) if asked == "complete_zsh" else _in_bash(found, before, environ))


def _in_bash(offered: str, before: str, environ: MutableMapping[str, str]) -> str:
    line, at = environ.get("COMP_WORDS", ""), int(environ.get("COMP_CWORD") or 0)
    words = line.split("\n" if "\n" in line else " ")
    typed = words[at].removeprefix(before) if at < len(words) else ""
    found = [line.removeprefix(before) for line in offered.splitlines()]
    return "".join(f"{line}\n" for line in in_place(found, typed))
