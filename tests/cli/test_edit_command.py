"""Editing a record in the person's own editor: kept only if valid, and never lost."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Refuses, Run, Shell


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets $VISUAL to a real script, which finds the draft in "$1"."""

    def set_to(script: str) -> None:
        program = tmp_path / "editor.sh"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("VISUAL", str(program))

    return set_to


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "outlook"


def kept() -> list[Path]:
    """The texts that were kept, the oldest first."""
    drafts = Path(os.environ["XDG_STATE_HOME"]) / "outlook" / "drafts"
    return sorted(drafts.rglob("*.yaml"), key=lambda path: path.stat().st_mtime_ns)


@pytest.fixture
def record(book: Path) -> Path:
    return book / "syria-2024-12" / "hama-by-december.yaml"


def test_a_valid_text_takes_the_place_of_the_old_one_byte_for_byte(
    record: Path, run: Run, editor: Callable[[str], None]
) -> None:
    before = record.read_bytes()
    editor("""printf '# mine, with\\ttabs and  blanks   \\n' >> "$1" """)
    ran = run("edit", "hama-by-december")
    assert ran.code == 0, ran.err
    assert f"{record.relative_to(Path.cwd())} is written" in ran.out
    assert record.read_bytes() == before + b"# mine, with\ttabs and  blanks   \n"


def test_line_ends_and_a_byte_order_mark_stay_as_they_are(
    record: Path, run: Run, editor: Callable[[str], None]
) -> None:
    windows = b"\xef\xbb\xbf" + record.read_bytes().replace(b"\n", b"\r\n")
    record.write_bytes(windows)
    editor("""printf '# mine\\r\\n' >> "$1" """)
    assert run("edit", "hama-by-december").code == 0
    assert record.read_bytes() == windows + b"# mine\r\n"


def test_the_permissions_of_the_file_stay(record: Path, run: Run, editor: Callable[[str], None]) -> None:
    record.chmod(0o640)
    editor('echo "# mine" >> "$1"')
    run("edit", "hama-by-december")
    assert record.stat().st_mode & 0o777 == 0o640


def test_what_an_edit_leaves_out_makes_it_a_draft(record: Path, run: Run, editor: Callable[[str], None]) -> None:
    editor('sed -i "/^closes_at/d" "$1"')
    assert "a draft: closes_at missing" in run("edit", "hama-by-december").out


def test_an_untouched_text_writes_nothing(
    record: Path, run: Run, editor: Callable[[str], None], contents: Callable[[], dict[str, bytes]]
) -> None:
    before, written_at = contents(), record.stat().st_mtime_ns
    editor("true")
    ran = run("edit", "hama-by-december")
    assert (ran.code, ran.out) == (0, f"{record.relative_to(Path.cwd())} is as it was\n")
    assert (contents(), record.stat().st_mtime_ns) == (before, written_at)


def test_a_text_that_is_not_valid_is_kept_aside(record: Path, run: Run, editor: Callable[[str], None]) -> None:
    before = record.read_bytes()
    line = before.count(b"\n") + 1
    editor("""printf 'prior_rnge: [0, 1]\\n' >> "$1" """)
    ran = run("edit", "hama-by-december")
    assert (ran.code, ran.out) == (2, "")
    assert f"hama-by-december.yaml:{line}:1: error: unknown field 'prior_rnge' (did you mean prior_range" in ran.err
    (aside,) = kept()
    assert f"your text is kept in {aside}" in ran.err
    assert record.read_bytes() == before
    assert aside.read_bytes() == before + b"prior_rnge: [0, 1]\n"
    assert (aside.stat().st_mode & 0o077, aside.parent.stat().st_mode & 0o077) == (0, 0), "nobody else may read it"
    assert run("check").code == 0


def test_a_second_rejected_text_does_not_replace_the_first(
    record: Path, run: Run, editor: Callable[[str], None]
) -> None:
    for word in ("one", "two"):
        editor(f"""echo '{word}: 1' >> "$1" """)
        run("edit", "hama-by-december")
    assert sorted(path.read_text().splitlines()[-1] for path in kept()) == ["one: 1", "two: 1"]


def test_a_file_that_changed_meanwhile_is_left_and_the_text_is_kept(
    record: Path, run: Run, editor: Callable[[str], None]
) -> None:
    editor(f"""echo '# theirs' >> {record}; echo '# mine' >> "$1" """)
    ran = run("edit", "hama-by-december")
    assert (ran.code, ran.out) == (2, "")
    assert "was changed by someone else while you edited" in ran.err
    assert record.read_text().endswith("# theirs\n")
    assert kept()[0].read_text().endswith("# mine\n")


def test_a_file_that_went_away_meanwhile_does_not_take_the_text_with_it(
    record: Path, run: Run, editor: Callable[[str], None]
) -> None:
    editor(f"""rm {record}; echo '# mine' >> "$1" """)
    assert run("edit", "hama-by-december").code == 2
    assert not record.exists()
    assert kept()[0].read_text().endswith("# mine\n")


def test_a_case_is_edited_by_its_id(book: Path, run: Run, editor: Callable[[str], None]) -> None:
    editor('echo "# mine" >> "$1"')
    assert "case.yaml is written" in run("edit", "syria-2024-12").out
    assert (book / "syria-2024-12" / "case.yaml").read_text().endswith("# mine\n")


def test_a_case_is_found_by_a_part_of_its_id_where_no_forecast_answers(
    book: Path, run: Run, editor: Callable[[str], None]
) -> None:
    run("new", "personal/ship", "--question", "Shipped?")
    (book / "personal" / "ship.yaml").unlink()
    editor('echo "# mine" >> "$1"')
    assert "case.yaml is written" in run("edit", "person").out


def test_a_record_that_cannot_be_read_can_be_mended(record: Path, run: Run, editor: Callable[[str], None]) -> None:
    record.write_bytes(b"kind: binary\n\tquestion: caf\xe9\n")
    editor("""printf 'kind: binary\\nquestion: Mended?\\n' > "$1" """)
    ran = run("edit", "hama-by-december")
    assert ran.code == 0, ran.err
    assert record.read_bytes() == b"kind: binary\nquestion: Mended?\n"


def test_bytes_that_are_no_text_survive_an_edit_that_is_not_valid(
    record: Path, run: Run, editor: Callable[[str], None]
) -> None:
    record.write_bytes(b"kind: binary\nquestion: caf\xe9\n")
    editor("""printf '# mine\\n' >> "$1" """)
    assert run("edit", "hama-by-december").code == 2
    assert kept()[0].read_bytes() == b"kind: binary\nquestion: caf\xe9\n# mine\n"


def test_an_unknown_record_is_refused(book: Path, refuses: Refuses) -> None:
    refuses("edit", "hama-by-decembre", saying="did you mean hama-by-december")


def test_without_an_editor_or_a_terminal_it_says_what_to_set(book: Path, refuses: Refuses) -> None:
    refuses("edit", "hama-by-december", saying="set $EDITOR")


@pytest.mark.alike
@pytest.mark.parametrize(("typed", "ends"), [("y", "is written"), ("", "is written"), ("n", "is kept in")])
def test_on_a_terminal_a_text_that_is_not_valid_can_be_mended_at_once(
    record: Path, editor: Callable[[str], None], typed: str, ends: str
) -> None:
    editor("""grep -q '^one:' "$1" && sed -i 's/^one: 1/# one/' "$1" || echo 'one: 1' >> "$1" """)
    terminal, slave = pty.openpty()
    with subprocess.Popen(
        [Path(sys.executable).with_name("outlook"), "edit", "hama-by-december"],
        stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as program:  # fmt: skip
        os.write(terminal, f"{typed}\n".encode())
        assert program.stdout is not None
        said = program.stdout.read()
    os.close(terminal)
    os.close(slave)
    assert "unknown field 'one'" in said
    assert "edit it again? [Y/n]" in said
    assert ends in said
    assert record.read_text().endswith("# one\n") == (ends == "is written")


# ── what an editor may do to a text ──


@pytest.mark.parametrize(
    ("script", "saying"),
    [
        ("echo '# mine' >> \"$1\"; exit 1", "did not finish"),
        ("echo '# mine' >> \"$1\"; kill -9 $$", "did not finish"),
    ],
    ids=["fails", "is killed"],
)
def test_an_editor_that_fails_leaves_the_text_and_the_next_edit_offers_it(
    record: Path, run: Run, editor: Callable[[str], None], script: str, saying: str
) -> None:
    before = record.read_bytes()
    editor(script)
    ran = run("edit", "hama-by-december")
    assert ran.code == 2
    assert saying in ran.err
    assert f"your text is kept in {kept()[0]}" in ran.err
    assert record.read_bytes() == before
    editor("echo '# other' >> \"$1\"")
    ran = run("edit", "hama-by-december")
    assert "a text of yours for hama-by-december.yaml" in ran.err
    assert "--resume goes on with it" in ran.err
    assert record.read_bytes() == before + b"# other\n"
    assert kept()[0].read_bytes() == before + b"# mine\n", "it was not asked for, and stays"


def test_a_kept_text_is_gone_on_with_and_removed_once_it_is_in_its_place(
    record: Path, run: Run, editor: Callable[[str], None]
) -> None:
    before = record.read_bytes()
    editor("echo '# mine' >> \"$1\"; exit 1")
    run("edit", "hama-by-december")
    editor("echo '# more' >> \"$1\"")
    assert run("edit", "hama-by-december", "--resume").code == 0
    assert record.read_bytes() == before + b"# mine\n# more\n"
    assert kept() == []
    assert "no text of an earlier edit" in run("edit", "hama-by-december", "--resume").err


def test_kept_texts_are_deleted_when_asked(record: Path, run: Run, editor: Callable[[str], None]) -> None:
    editor("echo '# mine' >> \"$1\"; exit 1")
    run("edit", "hama-by-december")
    editor("true")
    assert run("edit", "hama-by-december", "--discard").code == 0
    assert kept() == []
    assert "contradict each other" in run("edit", "hama-by-december", "--discard", "--resume").err


def test_an_editor_that_empties_the_file_writes_nothing_and_the_text_before_it_is_kept(
    record: Path, run: Run, editor: Callable[[str], None]
) -> None:
    before = record.read_bytes()
    editor(': > "$1"')
    ran = run("edit", "hama-by-december")
    assert (ran.code, record.read_bytes()) == (2, before)
    assert "left an empty text; nothing was written" in ran.err
    assert kept() == [], "the record itself is the text before"
    editor("echo 'one: 1' >> \"$1\"")
    run("edit", "hama-by-december")
    editor(': > "$1"')
    ran = run("edit", "hama-by-december", "--resume")
    assert kept()[0].read_bytes() == before + b"one: 1\n"
    assert f"your text is kept in {kept()[0]}" in ran.err


def test_an_interrupt_is_the_editors_and_does_not_end_the_edit(
    record: Path, editor: Callable[[str], None], quick_shell: Shell
) -> None:
    editor('trap \'echo "# heard" >> "$1"\' INT; kill -INT $PPID; kill -INT $$; exit 0')
    ran = quick_shell("outlook edit hama-by-december")
    assert (ran.code, ran.err) == (0, "")
    assert record.read_text().endswith("# heard\n"), "the editor gets its own signal, and we outlive ours"


def test_a_text_for_a_new_record_is_kept_too(book: Path, run: Run, editor: Callable[[str], None]) -> None:
    editor("echo 'odd: 1' >> \"$1\"")
    ran = run("new", "personal/ship")
    assert ran.code == 2
    assert f"your text is kept in {kept()[0]}" in ran.err
    assert not (book / "personal").exists()


def test_the_faults_of_an_edited_record_are_said_at_once(record: Path, run: Run, editor: Callable[[str], None]) -> None:
    editor("""printf 'question: Will there be a major crisis?\\n' > "$1" ; printf 'kind: binary\\n' >> "$1" """)
    ran = run("edit", "hama-by-december")
    assert ran.code == 0, ran.err
    assert f"{record.relative_to(Path.cwd())}:1:1: warning: " in ran.err


CONFLICT = "<<<<<<< HEAD\nprior: 0.4\n=======\nprior: 0.5\n>>>>>>> other\n"


def test_a_record_with_marks_of_a_merge_is_found_by_a_part_and_opened_at_them(
    record: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = record.read_text("utf-8")
    record.write_text(text + CONFLICT, "utf-8")
    line = len(text.splitlines()) + 1
    program = tmp_path / "vim"  # which is known to take a line
    program.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/at\nsed -i \'{line},$d\' "$2"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))
    ran = run("edit", "hama-by-d")
    assert ran.code == 0, ran.err
    assert f"opened at line {line}: a merge conflict of git is not settled" in ran.err
    assert (tmp_path / "at").read_text("utf-8") == f"+{line}\n"
    assert record.read_text("utf-8") == text


def test_a_part_that_means_a_broken_record_and_another_opens_neither(record: Path, refuses: Refuses) -> None:
    record.write_text(CONFLICT, "utf-8")
    refuses("edit", "by-december", saying=("syria-2024-12/hama-by-december", "syria-2024-12/homs-by-december"))


def test_a_case_with_marks_of_a_merge_is_opened_at_them(book: Path, run: Run, editor: Callable[[str], None]) -> None:
    case = book / "syria-2024-12" / "case.yaml"
    text = case.read_text("utf-8")
    case.write_text(CONFLICT + text, "utf-8")
    editor("""sed -i '1,5d' "$1" """)
    ran = run("edit", "syria-2024")
    assert (ran.code, case.read_text("utf-8")) == (0, text), ran.err
    assert "opened at line 1: a merge conflict of git is not settled" in ran.err
