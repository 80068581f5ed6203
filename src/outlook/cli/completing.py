"""What a shell offers for the word that is being typed, looked up in the book by light means.

Some shells evaluate what they are offered, and a book may be a stranger's. So only ids and plain names are offered, and
files are looked through for them: nothing is parsed, nothing heavy is loaded, and of a ledger only its end is read.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from outlook.errors import OutlookError
from outlook.locate import find_book

if TYPE_CHECKING:
    from outlook.files import Folder

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PLAIN = re.compile(r"\w[\w .@+-]*")
CASE_FILE, LEDGER = "case.yaml", "ledger.jsonl"
END = 1 << 18  # bytes of a ledger that are looked through: the newest thousand entries
NEWEST = 40  # entries that are offered
WAS = re.compile(rb'"was":"([a-z0-9]+(?:-[a-z0-9]+)*)"')
STATEMENT = re.compile(r"( *)- id: ([a-z0-9]+(?:-[a-z0-9]+)*)\s*$")
WRITER = re.compile(rb'"by":"([^"\\]{1,80})"')
IN_LINE = re.compile(r"\[([^\]]*)\]")
ITEM = re.compile(r"[ \t]*-[ \t]+(?:id:|name:)?([^#]*)")
ENDS = ("ambiguous", "annulled")
SYSTEMS = (  # by name, because their readers take long to load
    "fatebook",
    "predictionbook",
    "metaculus",
    "manifold",
    "forecastbench",
    "hubverse",
    "gjp",
    "polymarket",
    "kalshi",
    "table",
)
CLASSES = ("outlook", "warning", "assumption", "attributed", "fact")
FIELDS = (
    "title=",
    "question=",
    "criteria=",
    "closes=",
    "opens=",
    "prior=",
    "given=",
    "note=",
    "unit=",
    "tag+=",
    "tag-=",
    "source+=",
    "source-=",
    "indicator+=",
    "indicator-=",
    "option+=",
)


class Found(str):
    """A value of which what is typed is a part: typer, which shows what begins with that, is told that it does.

    What can come of a part in its middle is for the shell: zsh and fish show it, bash puts it in the word's place.
    """

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """As if it were typed from its beginning."""
        return True


def _matching(values: Iterable[str], incomplete: str) -> list[str]:
    """Those that begin with what was typed, then those that have it elsewhere."""
    found = [Found(one) for one in values if incomplete in one]
    return sorted(found, key=lambda one: not str(one).startswith(incomplete))


def complete_forecast(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Ids of forecasts, by any part; with the case where that is typed."""
    known = [_typed_so(case, name, incomplete) for case, name in _forecasts(context)]
    yield from _matching(known, incomplete)
    former = [_typed_so(case, name, incomplete) for case, name in (_former(context) if incomplete else ())]
    yield from (one for one in former if one.startswith(incomplete))


def _typed_so(case: str, name: str, incomplete: str) -> str:
    """An id with its case where the person types the case, or both."""
    is_whole = "/" in incomplete or (bool(incomplete) and case.startswith(incomplete) and incomplete not in name)
    return f"{case}/{name}" if is_whole else name


def complete_target(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Ids of cases and forecasts, and tags after `tag:`."""
    yield from complete_case(context, incomplete)
    yield from complete_forecast(context, incomplete)
    if incomplete.startswith("tag:"):
        yield from (Found(f"tag:{tag}") for tag in complete_tag(context, incomplete.removeprefix("tag:")))


def complete_statement(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Ids of the statements of documents, for `new --from`."""
    for case in _cases(context):
        yield from _matching([_typed_so(case, name, incomplete) for name in _statements(context, case)], incomplete)


def complete_link(context: typer.Context, incomplete: str) -> Iterator[str]:
    """After the number of a statement and its sign of equality, the forecasts of the case that was named."""
    number, equals, name = incomplete.partition("=")
    if equals and number.isdigit():
        wanted = context.params.get("case")
        mine = [one for case, one in _forecasts(context) if wanted in (None, case)]
        yield from (Found(f"{number}={one}") for one in _matching(mine, name))


def complete_given(context: typer.Context, incomplete: str) -> Iterator[str]:
    """A forecast and its outcome, for `--given`."""
    name, equals, begun = incomplete.partition("=")
    if not equals:
        yield from (Found(f"{one}=") for one in complete_forecast(context, incomplete))
        return
    found = [(case, one) for case, one in _forecasts(context) if name in (one, f"{case}/{one}")]
    options = [option for case, one in found for option in _listed(context, case, f"{one}.yaml", "options", PLAIN)]
    yield from (f"{name}={one}" for one in _plain(options or ("yes", "no"), begun))


def complete_scale(_context: typer.Context, _incomplete: str) -> Iterator[str]:
    """The published scales of estimative words."""
    from outlook.words import NAMES

    yield from NAMES


def complete_class(_context: typer.Context, _incomplete: str) -> Iterator[str]:
    """The classes of statements."""
    yield from CLASSES


def complete_system(_context: typer.Context, _incomplete: str) -> Iterator[str]:
    """The systems whose files are read."""
    yield from SYSTEMS


def complete_case(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Ids of cases."""
    yield from _matching(_cases(context), incomplete)


def complete_new(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Cases in which a forecast could be written."""
    return (Found(f"{case}/") for case in complete_case(context, incomplete))


def complete_name(context: typer.Context, incomplete: str) -> Iterator[str]:
    """The case of the forecast that is being renamed."""
    return (f"{case}/" for case in dict.fromkeys(case for case, _ in _named(context)) if case.startswith(incomplete))


def complete_tag(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Tags that forecasts have."""
    found = {tag for case, name in _forecasts(context) for tag in _listed(context, case, f"{name}.yaml", "tags")}
    yield from _matching(sorted(found), incomplete)


def complete_person(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Everyone who wrote something lately."""
    found = {name.decode("utf-8", "replace") for end in _ends(context) for name in WRITER.findall(end)}
    found = {name for name in found if PLAIN.fullmatch(name) and name.isprintable()}
    yield from (Found(_in_one_word(name)) for name in _matching(sorted(found), incomplete))


def complete_entry(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Ids of entries, the newest first."""
    return _entries(context, incomplete, rb"[a-z]+")


def complete_report(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Ids of reports, the newest first."""
    return _entries(context, incomplete, rb"evidence")


def _entries(context: typer.Context, incomplete: str, kind: bytes) -> Iterator[str]:
    if re.fullmatch(r"[a-z2-7]{0,13}", incomplete):
        begun = re.compile(rb'"id":"(%s[a-z2-7]*)","kind":"%s"' % (incomplete.encode(), kind))
        for end in _ends(context):
            yield from (name.decode() for name in begun.findall(end)[: -NEWEST - 1 : -1])


def complete_indicator(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Signs of the cases of the forecasts that were named, else of all; after the colon, how far one is seen."""
    name, colon, match = incomplete.partition(":")
    if colon:
        from outlook.model.values import MATCHES

        return (f"{name}:{one}" for one in MATCHES if one.startswith(match))
    cases = dict.fromkeys(case for case, _ in _named(context)) or _cases(context)
    found = (sign for case in cases for sign in _listed(context, case, CASE_FILE, "indicators"))
    return iter(_matching(found, incomplete))


def complete_outcome(context: typer.Context, incomplete: str) -> Iterator[str]:
    """What the forecast that was named can come to."""
    options = list(_options(context))
    return _plain([*(options or ("yes", "no")), *ENDS], incomplete)


def complete_chance(context: typer.Context, incomplete: str) -> Iterator[str]:
    """The options of the choice that was named, each with its sign of equality."""
    before, comma, last = incomplete.rpartition(",")
    return (
        f"{before}{comma}{option}=" for option in _options(context) if option.startswith(last) and " " not in option
    )


def complete_change(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Fields that can be set, and what can be added to lists."""
    field, sign, value = incomplete.partition("=")
    if sign and field == "given":
        return (Found(f"{field}={one}") for one in complete_given(context, value))
    if sign and field in ("tag+", "tag-"):
        return (Found(f"{field}={tag}") for tag in complete_tag(context, value))
    if sign and field in ("indicator+", "indicator-"):
        return (Found(f"{field}={one}") for one in complete_indicator(context, value) if ":" not in one)
    return (one for one in FIELDS if one.startswith(incomplete))


def _plain(values: Iterable[str], incomplete: str) -> Iterator[str]:
    for value in values:
        if PLAIN.fullmatch(value) and value.isprintable() and value.startswith(incomplete):
            yield _in_one_word(value)


def _in_one_word(value: str) -> str:
    """A name as bash takes it for one word."""
    is_bash = os.environ.get("_OUTLOOK_COMPLETE", "").endswith("bash")
    return value.replace(" ", "\\ ") if is_bash else value


# ── where it is looked up ──


def _root(context: typer.Context) -> Path | None:
    above = context.parent.params if context.parent else {}
    named = context.params.get("book") or above.get("book")
    try:
        return find_book(Path(named) if named else None)
    except OutlookError:  # a shell that completes has no place for a sentence
        return None


def _opened(context: typer.Context, case: str) -> "Folder | None":
    from outlook.files import Folder

    root = _root(context)
    with suppress(OutlookError):
        return None if root is None else Folder.open(root / case)
    return None


def _names(context: typer.Context) -> Iterator[tuple[str, str]]:
    root = _root(context)
    for file in sorted(root.glob("*/*.yaml")) if root else []:
        if not file.is_symlink() and not file.parent.is_symlink() and SLUG.fullmatch(file.stem):
            yield file.parent.name, file.name


def _cases(context: typer.Context) -> list[str]:
    return [case for case, name in _names(context) if name == CASE_FILE and SLUG.fullmatch(case)]


def _forecasts(context: typer.Context) -> list[tuple[str, str]]:
    found = [(case, name.removesuffix(".yaml")) for case, name in _names(context) if name != CASE_FILE]
    return [(case, name) for case, name in found if SLUG.fullmatch(case)]


def _former(context: typer.Context) -> list[tuple[str, str]]:
    """Names that forecasts had, as far as the newest entries say, where nothing has them now."""
    known = set(_forecasts(context))
    found = [
        (case, was.decode()) for case in _cases(context) for end in _ends_of(context, case) for was in WAS.findall(end)
    ]
    return [one for one in dict.fromkeys(found) if one not in known]


def _statements(context: typer.Context, case: str) -> Iterator[str]:
    """The ids of the statements of a case's documents, as people write such lists."""
    from outlook.files import RECORD_LIMIT

    folder, lines = _opened(context, case), list[str]()
    if folder is not None:
        with folder, suppress(OutlookError):
            lines = folder.read(CASE_FILE, RECORD_LIMIT).decode("utf-8", "replace").splitlines()
    is_inside, depth = False, None
    for line in lines:
        if line[:1].isalpha():
            is_inside, depth = line.startswith("documents:"), None
        elif is_inside and line.strip() == "statements:":
            depth = len(line) - len(line.lstrip())
        elif is_inside and depth is not None and (found := STATEMENT.match(line)) and len(found[1]) >= depth:
            yield found[2]
        elif is_inside and depth is not None and line.strip() and len(line) - len(line.lstrip()) < depth:
            depth = None


def _named(context: typer.Context) -> list[tuple[str, str]]:
    """The forecasts that the words before select."""
    given = context.params
    words = [given.get("forecast"), *(given.get("words") or ()), *(given.get("targets") or ())]
    wanted = [word for word in words if isinstance(word, str) and word]
    known = _forecasts(context) if wanted else []
    return [(case, name) for case, name in known if any(word in f"{case}/{name}" for word in wanted)]


def _options(context: typer.Context) -> Iterator[str]:
    for case, name in _named(context):
        yield from _listed(context, case, f"{name}.yaml", "options", PLAIN)


def _ends(context: typer.Context) -> Iterator[bytes]:
    """The end of each ledger: of those of the forecasts that were named, else of all."""
    for case in dict.fromkeys(case for case, _ in _named(context)) or _cases(context):
        yield from _ends_of(context, case)


def _ends_of(context: typer.Context, case: str) -> Iterator[bytes]:
    folder = _opened(context, case)
    if folder is None:
        return
    with folder, suppress(OutlookError, OSError):
        descriptor = folder.descriptor_of(LEDGER)
        try:
            yield os.pread(descriptor, END, max(0, os.fstat(descriptor).st_size - END))
        finally:
            os.close(descriptor)


def _listed(context: typer.Context, case: str, file: str, field: str, shape: re.Pattern[str] = SLUG) -> Iterator[str]:
    """The items of a list in a record, or their ids, as people write such lists."""
    from outlook.files import RECORD_LIMIT

    folder, lines = _opened(context, case), list[str]()
    if folder is not None:
        with folder, suppress(OutlookError):
            lines = folder.read(file, RECORD_LIMIT).decode("utf-8", "replace").splitlines()
    for item in _items(lines, field):
        name = item.strip().strip("'\"")
        if shape.fullmatch(name):
            yield name


def _items(lines: Iterable[str], field: str) -> Iterator[str]:
    """What stands between brackets behind the field's name, or behind the hyphens below it."""
    is_inside = False
    for line in lines:
        if line[:1].isalpha():
            is_inside = line.startswith(f"{field}:")
            found = IN_LINE.search(line) if is_inside else None
            yield from found.group(1).split(",") if found else ()
        elif is_inside and (found := ITEM.match(line)):
            yield found.group(1)
