"""A text that a person typed is never lost: not by a refusal, a failing editor, an interrupt or a kill."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faults.program import PATIENCE
from hostile.sandbox import MARK, Sandbox, joined
from hostile.things import FEW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from faults.program import Command

pytestmark = [pytest.mark.in_turn, pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")]

EDIT: Command = ("edit", "well/one")
NEW: Command = ("new", "well/fresh")
TYPED = "# typed with care"


def drafts(sandbox: Sandbox) -> list[Path]:
    """The files in the person's own folder that hold the typed text."""
    return [path for path in (sandbox.state / "outlook").rglob("*") if path.is_file() and TYPED in path.read_text()]


@pytest.mark.parametrize("words", [EDIT, NEW], ids=" ".join)
def test_while_the_editor_is_open_the_draft_is_in_the_persons_own_folder(sandbox: Sandbox, words: Command) -> None:
    """For nobody else to read, and not in the book, where git, a backup or a sync would take it."""
    seen = sandbox.out / "seen"
    sandbox.editor(f"""cd "$(dirname "$1")" && pwd > {seen}; stat -c %a "$1" . >> {seen}; echo '{TYPED}' >> "$1" """)
    ended = sandbox.run(words)[0]
    assert ended.code in {0, 2}, ended
    folder, file_mode, folder_mode = seen.read_text().split()
    assert Path(folder).is_relative_to(sandbox.state / "outlook")
    assert int(file_mode, 8) & 0o077 == 0
    assert int(folder_mode, 8) == 0o700


def test_a_draft_whose_text_is_in_place_is_gone(sandbox: Sandbox) -> None:
    sandbox.editor(f"""echo '{TYPED}' >> "$1" """)
    ended = sandbox.run(EDIT)[0]
    assert ended.code == 0, ended
    assert TYPED in (sandbox.book / "well" / "one.yaml").read_text()
    assert drafts(sandbox) == []


def test_without_a_state_folder_in_the_environment_it_is_the_one_below_home(sandbox: Sandbox) -> None:
    home = sandbox.out / "home"
    home.mkdir()
    seen = sandbox.out / "seen"
    sandbox.editor(f"""dirname "$1" > {seen} """)
    assert sandbox.run(EDIT, XDG_STATE_HOME="", HOME=str(home))[0].code == 0
    assert Path(seen.read_text().strip()).is_relative_to(home / ".local" / "state" / "outlook")


REFUSED = {
    "not valid": f"""printf 'one: 1\\n{TYPED}\\n' >> "$1" """,
    "not YAML": f"""printf '\\t{{[\\n{TYPED}\\n' >> "$1" """,
    "much too long": f"""echo '{TYPED}' >> "$1"; head -c 2000000 /dev/zero | tr '\\0' '#' >> "$1" """,
    "not text": f"""echo '{TYPED}' >> "$1"; printf 'note: "caf\\351"\\n' >> "$1" """,
    "with a nul": f"""echo '{TYPED}' >> "$1"; printf 'note: "a\\000b"\\n' >> "$1" """,
    "failing editor": f"""echo '{TYPED}' >> "$1"; exit 1""",
    "killed editor": f"""echo '{TYPED}' >> "$1"; kill -9 $$""",
    "interrupted editor": f"""echo '{TYPED}' >> "$1"; kill -INT $$""",
}


@pytest.mark.parametrize(
    ("words", "how"),
    [(EDIT, how) for how in REFUSED]
    + [(words, how) for words in (("edit", "well"), NEW) for how in ("not valid", "failing editor")],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_text_that_is_not_taken_is_kept_and_the_place_is_named(sandbox: Sandbox, words: Command, how: str) -> None:
    before = {path: path.read_bytes() for path in sandbox.book.rglob("*") if path.is_file()}
    sandbox.editor(REFUSED[how])
    (ended,), complaints = sandbox.attack(words)
    complaints = [said for said in complaints if "exit code 130" not in said]
    assert not complaints, joined(complaints)
    assert ended.code in {2, 3, 130}, ended
    kept = [
        path
        for path in (sandbox.state / "outlook").rglob("*")
        if path.is_file() and TYPED.encode() in path.read_bytes()
    ]
    assert [path.name in ended.err for path in kept] == [True], (ended, kept)
    assert {path: path.read_bytes() for path in sandbox.book.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("words", [EDIT, NEW], ids=" ".join)
def test_an_editor_that_is_not_there_is_said(sandbox: Sandbox, words: Command) -> None:
    for editor in ("/nowhere/editor", str(sandbox.root), "", "   ", "'", "editor\0x"):
        if "\0" in editor:
            continue
        ended = sandbox.run(words, VISUAL=editor, EDITOR=editor)[0]
        assert not ended.complaints, ended
        assert ended.code in {2, 3}, ended


@pytest.mark.parametrize("words", [EDIT, NEW], ids=" ".join)
def test_an_editor_that_puts_a_new_file_in_the_place_of_the_draft_is_read(sandbox: Sandbox, words: Command) -> None:
    """As vim and others do to write safely."""
    sandbox.editor(f"""printf 'question: Will it?\\nkind: binary\\n{TYPED}\\n' > "$1".new && mv "$1".new "$1" """)
    ended = sandbox.run(words)[0]
    assert ended.code == 0, ended
    name = "one" if words == EDIT else "fresh"
    assert TYPED in (sandbox.book / "well" / f"{name}.yaml").read_text()


@pytest.mark.parametrize("words", [EDIT, NEW], ids=" ".join)
def test_an_editor_that_takes_the_draft_away_changes_nothing(sandbox: Sandbox, words: Command) -> None:
    before = (sandbox.book / "well" / "one.yaml").read_bytes()
    for script in ('rm "$1"', 'mv "$1" "$1".elsewhere', 'rm -r "$(dirname "$1")"'):
        sandbox.editor(script)
        ended = sandbox.run(words)[0]
        assert not ended.complaints, ended
        assert ended.code in {0, 2, 3}, ended
        assert (sandbox.book / "well" / "one.yaml").read_bytes() == before
        assert not (sandbox.book / "well" / "fresh.yaml").exists()


@pytest.mark.parametrize("thing", [thing for thing in FEW if thing != "socket"])
def test_what_is_no_plain_file_in_the_place_of_a_draft_is_not_taken(sandbox: Sandbox, thing: str) -> None:
    """Whoever may put it there may do much; but it need not end in the book, be deleted, or be waited for."""
    canary = sandbox.canary
    made = {
        "pipe": 'mkfifo "$1"', "folder": 'mkdir "$1"', "huge": 'truncate -s 60G "$1"', "loop": 'ln -s "$1" "$1"',
        "link-to-process": 'ln -s /proc/self/environ "$1"', "link-to-endless": 'ln -s /dev/zero "$1"',
        "link-to-folder": f'ln -s {canary} "$1"', "dangling-link": f'ln -s {canary}/absent "$1"', "link-to-terminal": 'ln -s /dev/tty "$1"',
    }.get(thing, f'ln -s {canary}/one.yaml "$1"')  # fmt: skip
    before = (sandbox.book / "well" / "one.yaml").read_bytes()
    sandbox.editor(f'rm -f "$1"; {made}')
    (ended,), complaints = sandbox.attack(EDIT)
    assert not complaints, joined(complaints)
    assert ended.code in {2, 3}, ended
    assert (sandbox.book / "well" / "one.yaml").read_bytes() == before
    assert MARK not in (sandbox.book / "well" / "one.yaml").read_text()


@pytest.mark.parametrize("kind", ["a file", "a file below", "no right", "a link to nowhere"])
def test_where_the_persons_own_folder_cannot_be_used_the_text_is_kept_elsewhere_for_nobody_else_to_read(
    sandbox: Sandbox, kind: str
) -> None:
    """Or the command says so before anything is typed."""
    sandbox.editor(f"""touch {sandbox.out}/opened; printf 'one: 1\\n{TYPED}\\n' >> "$1" """)
    if kind == "a file":
        sandbox.state.write_text("x")
    elif kind == "a file below":
        sandbox.state.mkdir()
        (sandbox.state / "outlook").write_text("x")
    elif kind == "a link to nowhere":
        sandbox.state.symlink_to(sandbox.root / "nowhere" / "at" / "all")
    else:
        sandbox.state.symlink_to("/proc/1")
    for words in (EDIT, NEW):
        ended = sandbox.run(words)[0]
        assert not ended.complaints, ended
        assert ended.code in {2, 3}, ended
        if (sandbox.out / "opened").exists():
            kept = Path(ended.err.strip().rpartition("your text is kept in ")[2])
            assert TYPED in kept.read_text()
            assert kept.parent.stat().st_mode & 0o777 == 0o700
            shutil.rmtree(kept.parent)


def test_the_folders_above_the_drafts_are_the_persons_own_whatever_the_mask(sandbox: Sandbox) -> None:
    """Who may write into one of them could put another draft in the place of this one."""
    before = os.umask(0)
    try:
        sandbox.editor(f"""printf 'one: 1\\n{TYPED}\\n' >> "$1" """)
        assert sandbox.run(EDIT)[0].code == 2
    finally:
        os.umask(before)
    [kept] = drafts(sandbox)
    folders = [folder for folder in kept.parents if folder.is_relative_to(sandbox.state / "outlook")]
    assert {folder: oct(folder.stat().st_mode & 0o777) for folder in folders} == dict.fromkeys(folders, "0o700")


# ── signals: a real program in a real group, with an editor that waits ──


@contextmanager
def editing(sandbox: Sandbox, words: Command) -> Iterator[subprocess.Popen[bytes]]:
    """The program, once the editor has written the text and waits."""
    ready = sandbox.out / "ready"
    os.mkfifo(ready)
    sandbox.editor(f"""echo '{TYPED}' >> "$1"; echo > {ready}; exec sleep 60""")
    with subprocess.Popen(
        [Path(sys.executable).with_name("outlook"), *words], cwd=sandbox.root, env={**os.environ, **sandbox.environment},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - as from a terminal
    ) as program:  # fmt: skip
        opened = os.open(ready, os.O_RDWR)
        assert os.read(opened, 1) == b"\n"
        os.close(opened)
        yield program
        try:
            os.killpg(program.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


@pytest.mark.alike
@pytest.mark.survival
@pytest.mark.parametrize("words", [EDIT, NEW], ids=" ".join)
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_signal_to_everything_on_the_terminal_loses_no_text(sandbox: Sandbox, words: Command, name: str) -> None:
    before = (sandbox.book / "well" / "one.yaml").read_bytes()
    with editing(sandbox, words) as program:
        os.killpg(program.pid, signal.Signals[name])
        _, err = program.communicate(timeout=PATIENCE)
    assert b"Traceback" not in err
    assert b"bug in outlook" not in err
    assert len(drafts(sandbox)) == 1
    if name == "SIGINT":
        assert program.returncode in {2, 130}
        assert drafts(sandbox)[0].name.encode() in err.replace(b"\n", b""), err
    assert (sandbox.book / "well" / "one.yaml").read_bytes() == before
    assert not (sandbox.book / "well" / "fresh.yaml").exists()


@pytest.mark.survival
def test_an_interrupt_to_the_program_alone_loses_no_text(sandbox: Sandbox) -> None:
    with editing(sandbox, EDIT) as program:
        os.kill(program.pid, signal.SIGINT)
        time.sleep(0.2)
        os.killpg(program.pid, signal.SIGTERM)
        _, err = program.communicate(timeout=PATIENCE)
    assert b"Traceback" not in err
    assert len(drafts(sandbox)) == 1
