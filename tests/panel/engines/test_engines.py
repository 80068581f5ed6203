"""The same panel on a real PostgreSQL and a real local Spark: the same digits. `make engines` asks for them."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from outlook.panel.ask import Ask
from outlook.panel.scored import scored
from outlook.show.data.panel import panel
from plain_panel.at_random import random_panel

if TYPE_CHECKING:
    from collections.abc import Iterator

# What pyspark does with its sockets and with pandas is not ours.
pytestmark = [
    pytest.mark.skipif("OUTLOOK_ENGINES" not in os.environ, reason="`make engines` starts them"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
USER = "postgres"  # its server refuses to run as root
ASKS: tuple[dict[str, Any], ...] = ({"take": "time"}, {"take": "last"}, {"take": "first", "topic": "region"})
CHOICES = """question,option,forecaster,forecast_at,probability,outcome,resolved_at
q1,a,x,2024-01-01,.5,no,2024-02-01
q1,b,x,2024-01-01,.3,yes,2024-02-01
q1,c,x,2024-01-01,.2,no,2024-02-01
q1,a,y,2024-01-03T10:00:00.25Z,.2,no,2024-02-01
q1,b,y,2024-01-03T10:00:00.25Z,.8,yes,2024-02-01
q3,a,x,2024-01-01,.5,a,2024-02-01
q3,b,x,2024-01-01,.5,a,2024-02-01
q3,a,x,2024-01-11,.7,a,2024-02-01
q3,b,x,2024-01-11,.3,a,2024-02-01
"""
QUANTILES = """question,forecaster,level,value,outcome
q1,x,.25,1,3
q1,x,.5,2,3
q1,x,.75,4,3
q1,y,.25,2.5,3
q1,y,.5,3,3
q1,y,.75,3,3
"""


def alike(found: Any, wanted: Any) -> None:
    """Every number to nine digits, everything else as it is."""
    if isinstance(wanted, dict):
        assert found.keys() == wanted.keys()
        for name in wanted.keys() - {"engine"}:
            alike(found[name], wanted[name])
    elif isinstance(wanted, list | tuple):
        assert len(found) == len(wanted)
        for one, other in zip(found, wanted, strict=True):
            alike(one, other)
    elif isinstance(wanted, float):
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    else:
        assert found == wanted


def answer(table: str, **asked: Any) -> dict[str, Any]:
    found = scored(Ask((table,), **asked))
    return panel(found, "")


def binary(name: str) -> str:
    found = shutil.which(name) or next(iter(sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None)
    assert found, f"{name} is not installed: apt-get install postgresql"
    return str(found)


def run(*words: str) -> None:
    as_other = ("runuser", "-u", USER, "--") if os.geteuid() == 0 else ()
    done = subprocess.run([*as_other, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a database that is there for these tests alone, on a socket in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(USER).pw_uid, -1)
    port, data = 54_329, folder / "data"
    try:
        run(binary("initdb"), "-D", str(data), "-U", "outlook", "--auth=trust", "--no-sync", "-E", "UTF8")
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
        run(binary("pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgres://outlook@127.0.0.1:{port}/postgres"
        finally:
            run(binary("pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("panels")
    made = {"binary": random_panel(3).write(folder / "binary.csv")}
    for name, text in (("choice", CHOICES), ("quantiles", QUANTILES)):
        made[name] = folder / f"{name}.csv"
        made[name].write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def database(postgres: str, files: dict[str, Path]) -> str:
    """The tables as a team would have them: typed columns."""
    import ibis

    there = ibis.postgres.connect(host="127.0.0.1", port=54_329, user="outlook", database="postgres")
    here = ibis.duckdb.connect()
    here.raw_sql("SET TimeZone = 'UTC'")
    for name, file in files.items():
        there.create_table(name, here.read_csv(file).to_pyarrow())
    there.disconnect()
    return postgres


@pytest.mark.parametrize("kind", ["binary", "choice", "quantiles"])
def test_postgresql_gives_the_digits_of_duckdb(kind: str, database: str, files: dict[str, Path]) -> None:
    for asked in ASKS if kind == "binary" else ({},):
        alike(answer(f"{database}/{kind}", **asked), answer(str(files[kind]), **asked))
    by_itself: dict[str, Any] = {"compare": False}
    alike(answer(f"{database}/{kind}", **by_itself), answer(str(files[kind]), **by_itself))


@pytest.mark.parametrize("kind", ["binary", "choice", "quantiles"])
def test_spark_gives_the_digits_of_duckdb(kind: str, files: dict[str, Path]) -> None:
    for asked in ASKS[:1] if kind == "binary" else ({},):  # Spark takes half a minute for each
        alike(answer(str(files[kind]), engine="spark://local", **asked), answer(str(files[kind]), **asked))
    if kind == "binary":
        by_itself: dict[str, Any] = {"compare": False}
        alike(answer(str(files[kind]), engine="spark://local", **by_itself), answer(str(files[kind]), **by_itself))
