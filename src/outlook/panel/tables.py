"""Tables as the engine finds them: files and folders that DuckDB or Spark reads, or a table that a database holds."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from outlook.errors import InvalidValue, NoMatch
from outlook.panel.ask import FORMS
from outlook.panel.engines import SCHEMES, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis.expr.types as ir

    from outlook.panel.engines import Engine


LONGEST_HEADER = 65_536  # bytes


def engine_of(tables: Sequence[str], engine: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The URL of the engine and the tables as it knows them; a table may be named by a URL that leads through it.

    >>> engine_of(["postgres://ann@db/lab/forecasts"], None)
    ('postgres://ann@db/lab', ('forecasts',))
    """
    split = [_split(table) for table in tables]
    urls = {url for url, _ in split if url}
    if len(urls) > 1 or (urls and any(not url for url, _ in split)) or (urls and engine and urls != {engine}):
        raise InvalidValue("the tables are on different engines: name tables of one engine")
    return (urls.pop() if urls else engine), tuple(table for _, table in split)


def _split(table: str) -> tuple[str | None, str]:
    if "://" not in table:
        return None, table
    parts = urlsplit(table)
    if parts.scheme not in SCHEMES:
        raise InvalidValue(
            f"{parts.scheme}://…: tables are files here, or on an engine whose URL begins with {', '.join(SCHEMES)}"
        )
    names = [name for name in parts.path.split("/") if name]
    is_path = parts.scheme == "spark"  # a cluster reads files, a database has tables
    whole = f"/{'/'.join(names)}" if is_path else names[-1] if len(names) > 1 else ""
    if not names or not whole:
        raise InvalidValue(
            f"{parts.scheme}://{parts.hostname}/…: end it with the table, as in {parts.scheme}://host/db/table"
        )
    kept = "" if is_path else "/" + "/".join(names[:-1])
    return urlunsplit((parts.scheme, parts.netloc, kept, "", "")), whole


def found(engine: Engine, names: Sequence[str]) -> ir.Table:
    """The rows of all tables that are named, one after the other, with the columns of all of them.

    Raises:
        NoMatch: there is no such table or file.
        InvalidValue: it is in a format that is not read, or the tables are of several formats.
    """
    if engine.name == "postgres":
        return _of_database(engine, names)
    files = [file for name in names for file in _files(name)]
    forms = {FORMS.get(file.suffix.lower(), "") for file in files}
    if len(forms) > 1 or "" in forms:
        odd = next(file for file in files if FORMS.get(file.suffix.lower(), "") in ("", *sorted(forms)[1:]))
        raise InvalidValue(
            f"{odd}: one panel is read from files of one format, which end in {', '.join(FORMS)}: name or convert them"
        )
    if forms == {"csv"}:
        _check_separator(files)
    with speaking(f"{files[0]}"):
        return _read(engine, forms.pop(), [str(file) for file in files])


def _check_separator(files: Sequence[Path]) -> None:
    """Refuse what a spreadsheet writes where the decimal sign is a comma: each engine reads it otherwise, or not."""
    for file in files:
        with file.open("rb") as opened:
            first = opened.readline(LONGEST_HEADER)
        if b"," not in first and b";" in first:
            raise InvalidValue(
                f"{file}: its columns are parted by semicolons, and a CSV file is read with commas: save it with tabs "
                f"and name it {file.stem}.tsv, in which 0,45 is read as 0.45"
            )


def _files(name: str) -> list[Path]:
    path = Path(name)
    if path.is_file():
        return [path]
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in FORMS and _is_shown(file, path))
    else:
        files = sorted(Path(file) for file in glob.glob(name, recursive=True))  # noqa: PTH207 - any pattern, from any root
    if not files:
        raise NoMatch(f"{name}: there is no such table; name a file, a folder or a pattern such as 'data/*.parquet'")
    return files


def _is_shown(file: Path, top: Path) -> bool:
    """Hidden files, and what a cluster leaves beside its parts, are no tables."""
    return not any(part.startswith((".", "_")) for part in file.relative_to(top).parts)


def _read(engine: Engine, form: str, files: list[str]) -> ir.Table:
    """Texts stay texts: what a cell means is decided by the same expression on every engine."""
    reader: Any = engine.connection
    if engine.name == "pyspark":
        if form == "json":
            raise InvalidValue(f"{files[0]}: Spark reads CSV, TSV and Parquet here; convert it first")
        if form == "parquet":
            return reader.read_parquet([str(Path(file).resolve()) for file in files])
        separator = "," if form == "csv" else "\t"
        paths = [str(Path(file).resolve()) for file in files]
        return reader.read_csv(paths, header=True, sep=separator, inferSchema=False, escape='"')
    if form == "parquet":
        return reader.read_parquet(files, union_by_name=True, hive_partitioning=True)
    if form == "json":
        return reader.read_json(files, format="newline_delimited", union_by_name=True)
    separator = "," if form == "csv" else "\t"
    return reader.read_csv(files, all_varchar=True, header=True, union_by_name=True, delim=separator, quote='"')


def _of_database(engine: Engine, names: Sequence[str]) -> ir.Table:
    tables = []
    for name in names:
        schema, _, table = name.rpartition(".")
        with speaking(engine.name):
            known = engine.connection.list_tables(database=schema or None)
        if table not in known:
            raise NoMatch(f"{name}: there is no such table on {engine.name}; it has {', '.join(known[:8]) or 'none'}")
        tables.append(engine.connection.table(table, database=schema or None))
    first, *others = tables
    return first.union(*others) if others else first
