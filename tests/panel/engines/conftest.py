"""A real PostgreSQL and a real local Spark, where OUTLOOK_ENGINES asks for them: `make engines`."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

REQUIRED = "OUTLOOK_ENGINES"
USER = "postgres"  # its server refuses to run as root


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not os.environ.get(REQUIRED):
        for item in items:
            if "real_engine" in item.keywords:
                item.add_marker(pytest.mark.skip(reason=f"`make engines` starts them ({REQUIRED} is not set)"))


def _binary(name: str) -> str:
    found = shutil.which(name) or next(iter(sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None)
    assert found, f"{name} is not installed: apt-get install postgresql"
    return str(found)


def _run(*words: str) -> None:
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
        _run(_binary("initdb"), "-D", str(data), "-U", "outlook", "--auth=trust", "--no-sync", "-E", "UTF8")
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
        _run(_binary("pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgres://outlook@127.0.0.1:{port}/postgres"
        finally:
            _run(_binary("pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
