"""Where a panel is scored: DuckDB within this process, or an engine that a URL names. All get the same expressions."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from outlook.errors import InvalidValue, Unreadable
from outlook.panel.ask import extra

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import ibis.expr.types as ir
    import pyarrow as pa

MICROSECONDS = 1_000_000
# DuckDB spills to disk beyond this share of what the machine has, so that others have some left. Near its limit it
# takes up to three times as long, and needs no less: a hundred million rows took 2.3 GB with a limit of 12.
SHARE = 2
CONTAINER = "/sys/fs/cgroup/memory.max"
EXTRAS = {"duckdb": "panel", "postgres": "panel-postgres", "pyspark": "panel-spark"}
SCHEMES = {"duckdb": "duckdb", "postgres": "postgres", "postgresql": "postgres", "spark": "pyspark"}
_NUMBERS = count(1)
_PASSWORD = re.compile(r"(://[^:/@\s]*):[^@\s]*@")


@dataclass(frozen=True, slots=True)
class Engine:
    """An open engine: its name, its connection, and what it was asked, where `explains` says that it is wanted."""

    name: str
    connection: Any
    asked: list[str]
    explains: bool = False

    def fetch(self, wanted: ir.Table) -> pa.Table:
        """The rows of an expression.

        Raises:
            Unreadable: the engine could not work them out; in its own words, on one line.
        """
        self.note(wanted)
        with speaking(self.name):
            return wanted.to_pyarrow()

    def keep(self, wanted: ir.Table) -> ir.Table:
        """The rows of an expression, kept on the engine while it is open: for what is asked more than once."""
        self.note(wanted)
        with speaking(self.name):
            if self.name == "duckdb":
                return self.connection.create_table(f"kept_{next(_NUMBERS)}", wanted, temp=True)
            return wanted.cache()

    def is_text(self, raw: ir.Table) -> bool:
        """Whether a table is read from texts, whose cells are texts."""
        return self.name != "postgres" and all(kind.is_string() for kind in raw.schema().values())

    def note(self, wanted: ir.Table) -> None:
        """Remember what is asked, for `--explain`; writing it takes as long as asking for a little."""
        if not self.explains:
            return
        import ibis

        self.asked.append(str(ibis.to_sql(wanted, dialect=self.name)))


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """What an engine complains of, as one sentence without any password.

    Raises:
        Unreadable: it complained.
    """
    try:
        yield
    except (InvalidValue, ModuleNotFoundError):
        raise
    except Exception as error:
        if not _is_of_an_engine(error):
            raise
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        said = _PASSWORD.sub(r"\1:…@", lines[0] if lines else type(error).__name__)
        raise Unreadable(f"{name}: {said[:300]}") from error


def _is_of_an_engine(error: Exception) -> bool:
    """Whether an engine or the library that speaks to it complains, and not our own code."""
    roots = {kind.__module__.partition(".")[0] for kind in type(error).__mro__}
    return bool(roots & {"duckdb", "_duckdb", "psycopg", "pyspark", "py4j", "ibis", "pyarrow"})


@contextmanager
def opened(url: str | None, *, explains: bool = False) -> Iterator[Engine]:
    """The engine of that URL, DuckDB without one; what it wrote for itself goes with it.

    Raises:
        InvalidValue: the URL names no engine, or the extra for it is not installed.
        Unreadable: it cannot be reached, or refuses.
    """
    scheme = urlsplit(url).scheme if url else "duckdb"
    if scheme not in SCHEMES:
        raise InvalidValue(f"--engine {scheme or url}: there is no such engine; there are {', '.join(SCHEMES)}")
    name = SCHEMES[scheme]
    scratch = tempfile.mkdtemp(prefix="outlook-panel-")
    try:
        connection = _connected(name, url or "", scratch)
        try:
            yield Engine(name, connection, [], explains)
        finally:
            connection.disconnect()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _connected(name: str, url: str, scratch: str) -> Any:
    connect: Callable[..., Any] = {"duckdb": _duckdb, "postgres": _postgres, "pyspark": _spark}[name]
    with extra(EXTRAS[name]), speaking(name):
        return connect(url, scratch)


def _duckdb(_url: str, scratch: str) -> Any:
    """In memory, spilling to a folder of its own; nothing is fetched from anywhere."""
    import ibis

    settings = {"memory_limit": f"{_memory()}B", "temp_directory": scratch, "autoinstall_known_extensions": False}
    connection = ibis.duckdb.connect(**settings)
    connection.raw_sql("SET TimeZone = 'UTC'")
    connection.raw_sql("SET enable_progress_bar = false")
    return connection


def _memory() -> int:
    """The bytes that DuckDB may use: a share of what the machine has, or the container that this runs in."""
    there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError, ValueError):  # no container, or one without a limit, which says `max`
        there = min(there, int(Path(CONTAINER).read_text(encoding="ascii")))
    return there // SHARE


def _postgres(url: str, _scratch: str) -> Any:
    import ibis

    parts = urlsplit(url)
    database = parts.path.strip("/").split("/")[0] or None
    given = {"host": parts.hostname, "port": parts.port, "user": parts.username, "database": database}
    password = parts.password or os.environ.get("PGPASSWORD")
    connection = ibis.postgres.connect(**{k: v for k, v in given.items() if v}, password=password, connect_timeout=10)
    connection.raw_sql("SET TIME ZONE 'UTC'").close()
    return connection


def _spark(url: str, scratch: str) -> Any:
    """`spark://local` runs in this machine, `spark://host:7077` on a cluster."""
    import ibis
    from pyspark.sql import SparkSession

    host = urlsplit(url).netloc
    is_local = host in ("", "local")
    master = "local[*]" if is_local else f"spark://{host}"
    builder = SparkSession.builder.master(master).appName("outlook panel")
    quiet = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.warehouse.dir": scratch,
        **({"spark.sql.shuffle.partitions": "2", "spark.local.dir": scratch} if is_local else {}),
    }
    for key, value in quiet.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)


def microseconds(engine: str, at: ir.Value) -> ir.Value:
    """Microseconds since 1970, UTC, of a timestamp: a whole number, which every engine subtracts alike."""
    import ibis

    if engine in ("pyspark", "databricks"):
        return _builtin("unix_micros", at)
    if engine == "duckdb":
        return _builtin("epoch_us", at)
    if engine == "bigquery":
        return _builtin("unix_micros", at.cast(ibis.dtype("timestamp('UTC')")))
    if engine == "postgres":  # its seconds have a fraction
        return (at.epoch_seconds() * MICROSECONDS).cast("float64").cast("int64")
    return at.epoch_seconds().cast("int64") * MICROSECONDS


def latest(engine: str, column: ir.Value, at: ir.Value) -> ir.Value:
    """The value at the latest moment of a group."""
    return _extreme("arg_max", column, at) if engine == "duckdb" else column.argmax(at)


def earliest(engine: str, column: ir.Value, at: ir.Value) -> ir.Value:
    """The value at the earliest moment of a group."""
    return _extreme("arg_min", column, at) if engine == "duckdb" else column.argmin(at)


def fingerprint(columns: Sequence[ir.Value]) -> ir.Value:
    """One number for the values of columns, null among them, on DuckDB; others may have the same, but seldom do."""
    import ibis

    def of(one, other):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - as for `_builtin`
        ...

    found, *others = columns
    for other in others:
        kinds = (found.type(), other.type())
        found = ibis.udf.scalar.builtin(of, name="hash", signature=(kinds, ibis.dtype("uint64")))(found, other)
    return found


def _extreme(name: str, column: ir.Value, at: ir.Value) -> ir.Value:
    """DuckDB's own function keeps one value a group, where what ibis writes for it sorts the group."""
    import ibis

    def of(column, at):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - as for `_builtin`
        ...

    kinds = (column.type(), at.type())
    return ibis.udf.agg.builtin(of, name=name, signature=(kinds, column.type()))(column, at)


def _builtin(name: str, at: ir.Value) -> ir.Value:
    """A function that the engine has and ibis does not know."""
    import ibis

    def of(at):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - ibis asks for its own types, given beside
        ...

    return ibis.udf.scalar.builtin(of, name=name, signature=((at.type(),), ibis.dtype("int64")))(at)
