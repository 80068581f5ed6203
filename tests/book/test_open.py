"""Opening a folder: what belongs to the book, what does not, and that bad files never stop the good ones."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from outlook.book import Book
from outlook.checks.references import check
from outlook.errors import NoMatch, Unreadable
from outlook.ledger import open_ledger
from outlook.model import Evidence

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2024, 12, 5, 12, tzinfo=UTC)
READY = "question: Q?\ncriteria: C.\nopens_at: 2024-12-01\ncloses_at: 2024-12-31\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A book with one sound case of two forecasts."""
    folder = tmp_path / "forecasts"
    write(folder / "syria" / "case.yaml", "title: Syria\n")
    write(folder / "syria" / "hama.yaml", "kind: binary\n" + READY)
    write(folder / "syria" / "homs.yaml", "kind: binary\n" + READY)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def report(entry_id: str, *forecasts: str) -> Evidence:
    return Evidence(id=entry_id, known_at=AT, recorded_at=AT, by="alice", summary="A report.", forecasts=forecasts)


def said(root: Path) -> list[str]:
    """Every problem of the book, with paths from its root."""
    return [str(problem).replace(f"{root}/", "") for problem in check(Book.open(root))]


def ids(book: Book) -> list[str]:
    return [forecast.full_id for forecast in book.forecasts]


def test_a_sound_book_has_no_problems(root: Path) -> None:
    book = Book.open(root)
    assert said(root) == []
    assert ids(book) == ["syria/hama", "syria/homs"]
    assert book.folder_of(book.forecasts[0]).path_of(book.forecasts[0]) == root / "syria" / "hama.yaml"
    assert list(book.situations(AT)) == ["syria/hama", "syria/homs"]


def test_an_empty_folder_is_an_empty_book(tmp_path: Path) -> None:
    assert ids(Book.open(tmp_path)) == []
    assert said(tmp_path) == []


def test_opening_a_book_writes_nothing(root: Path) -> None:
    before = sorted(root.rglob("*"))
    check(Book.open(root))
    assert sorted(root.rglob("*")) == before


def test_a_bad_file_is_a_problem_and_the_rest_works_on(root: Path) -> None:
    write(root / "syria" / "aleppo.yaml", "kind: binary\ntitel: x\n")
    write(root / "broken" / "case.yaml", "title: [\n")
    write(root / "broken" / "sound.yaml", "kind: binary\n")
    assert ids(Book.open(root)) == ["broken/sound", "syria/hama", "syria/homs"]
    assert [line.partition(": error: ")[0] for line in said(root)] == ["broken/case.yaml:2:1", "syria/aleppo.yaml:2:1"]


def test_a_case_without_case_yaml_is_said_and_its_forecasts_are_read(root: Path) -> None:
    (root / "syria" / "case.yaml").unlink()
    assert ids(Book.open(root)) == ["syria/hama", "syria/homs"]
    assert said(root) == [
        "syria/case.yaml:1:1: error: the case syria has no case.yaml (write one with at least `title: …`)"
    ]


def test_a_folder_with_nothing_but_a_ledger_is_still_a_case(root: Path) -> None:
    (root / "lost").mkdir()
    open_ledger(root / "lost").append(lambda: [report("aaaaaaaa", "hama")])
    assert said(root) == [
        "lost/case.yaml:1:1: error: the case lost has no case.yaml (write one with at least `title: …`)",
        (
            "lost/ledger.jsonl:1:1: error: aaaaaaaa speaks of hama, which has no file; its entries are kept "
            "(restore hama.yaml, or rename it back)"
        ),
    ]


def test_a_folder_without_records_and_hidden_files_are_none_of_ours(root: Path) -> None:
    write(root / "notes" / "readme.txt", "x")
    write(root / ".git" / "config.yaml", "not: ours\n")
    write(root / "syria" / ".hama.yaml.swp.yaml", "kind: [\n")
    write(root / "syria" / "report.txt", "x")
    assert said(root) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Hama 1.yaml", "'Hama 1'"),
        ("hama_2.yaml", "'hama_2'"),
        ("ḥama.yaml", "'\\u1e25ama'"),
        ("\x1b[31m.yaml", "'\\x1b[31m'"),
    ],
)
def test_a_file_whose_name_is_no_id_is_said(root: Path, name: str, shown: str) -> None:
    write(root / "syria" / name, "kind: binary\n")
    assert said(root) == [
        (
            f"syria/{name}:1:1: error: {shown} is not an id "
            "(use lower-case letters and digits joined by hyphens, such as hama-by-december.yaml)"
        )
    ]
    assert ids(Book.open(root)) == ["syria/hama", "syria/homs"]


def test_a_name_that_is_too_long_for_an_id_is_said(root: Path) -> None:
    write(root / "syria" / f"{'x' * 81}.yaml", "kind: binary\n")
    assert [line.partition("error: ")[2][:81] for line in said(root)] == ["'" + "x" * 60 + "…' is not an id: use"]


def test_a_folder_whose_name_is_no_id_is_said(root: Path) -> None:
    write(root / "My Case" / "case.yaml", "title: x\n")
    assert [line.partition(" (")[0] for line in said(root)] == ["My Case:1:1: error: 'My Case' is not an id"]


def test_another_ending_is_said(root: Path) -> None:
    write(root / "syria" / "aleppo.yml", "kind: binary\n")
    assert said(root) == ["syria/aleppo.yml:1:1: error: records end in .yaml (rename it to aleppo.yaml)"]


def test_a_record_beside_the_cases_is_said(root: Path) -> None:
    write(root / "stray.yaml", "kind: binary\n")
    assert said(root) == [
        "stray.yaml:1:1: error: a record belongs in the folder of its case, not here (move it to forecasts/CASE/stray.yaml)"
    ]


# ── links ──


def test_a_record_that_is_a_link_out_of_the_book_is_not_read(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "secret.yaml", "kind: binary\n")
    (root / "syria" / "aleppo.yaml").symlink_to(tmp_path / "secret.yaml")
    assert said(root) == [
        (
            "syria/aleppo.yaml:1:1: error: this cannot be used: it is a link, and links are not followed "
            "(put the file itself here)"
        )
    ]
    assert ids(Book.open(root)) == [], "the whole case is left out: numbers without some of their records mislead"


def test_a_case_that_is_a_link_out_of_the_book_is_not_read(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "case.yaml", "title: x\n")
    (root / "elsewhere").symlink_to(tmp_path / "elsewhere")
    assert said(root) == [
        (
            "elsewhere:1:1: error: this cannot be used: it is a link, and links are not followed "
            "(put the folder itself here)"
        )
    ]
    assert list(Book.open(root).left_out) == ["elsewhere"]


def test_a_case_reached_by_a_second_name_counts_once_and_is_not_left_out(root: Path) -> None:
    (root / "alias").symlink_to("syria")
    assert ids(Book.open(root)) == ["syria/hama", "syria/homs"]
    assert said(root) == [
        "alias:1:1: warning: this is another name of the case syria, which is read once (remove the link)"
    ]
    assert Book.open(root).left_out == {}


def test_links_that_run_in_a_circle_are_said(root: Path) -> None:
    (root / "syria" / "a.yaml").symlink_to(root / "syria" / "b.yaml")
    (root / "syria" / "b.yaml").symlink_to(root / "syria" / "a.yaml")
    assert [line.split(":")[0] for line in said(root)] == ["syria/a.yaml"], "one is enough to leave the case out"


def test_a_ledger_that_is_a_link_is_neither_read_nor_written(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.jsonl"
    outside.write_bytes(b"")
    (root / "syria" / "ledger.jsonl").symlink_to(outside)
    assert said(root) == [
        (
            "syria/ledger.jsonl:1:1: error: this cannot be used: it is a link, and links are not followed "
            "(put the file itself here)"
        )
    ]
    with pytest.raises(Unreadable, match="it is a link"):
        open_ledger(root / "syria").append(lambda: [report("aaaaaaaa")])
    assert outside.read_bytes() == b""


# ── ledgers ──


def test_a_broken_line_of_a_ledger_is_a_problem_and_the_rest_counts(root: Path) -> None:
    open_ledger(root / "syria").append(lambda: [report("aaaaaaaa", "hama")])
    with (root / "syria" / "ledger.jsonl").open("a") as file:
        file.write("<<<<<<< HEAD\n")
    assert [line.partition("error: ")[0] for line in said(root)] == ["syria/ledger.jsonl:2:1: "]
    assert [entry.id for _, entry in Book.open(root).all_entries()] == ["aaaaaaaa"]


def test_what_was_torn_and_set_aside_is_mentioned_until_someone_has_looked(root: Path) -> None:
    (root / "syria" / "ledger.jsonl").write_bytes(b'{"id":"aaaa')
    assert said(root) == [
        "syria/ledger.jsonl:1:1: warning: the last line is torn (11 bytes): it will be set aside by the next write"
    ]
    Book.open(root).cases["syria"].ledger.append(lambda: [report("bbbbbbbb", "hama")])
    aside = next((root / "syria").glob("*.torn-*")).name
    assert said(root) == [
        (
            f"syria/{aside}:1:1: warning: a line that a crash or a full disk tore was set aside here; it was never "
            "acknowledged (enter it again if it matters, then delete this file)"
        )
    ]
    (root / "syria" / aside).unlink()
    assert said(root) == []


def test_a_case_whose_ledger_cannot_be_read_is_left_out(root: Path) -> None:
    """Numbers without their evidence would mislead: an unreadable ledger is not an empty one."""
    (root / "syria" / "ledger.jsonl").mkdir()
    write(root / "iran" / "fire.yaml", "kind: binary\n" + READY)
    book = Book.open(root)
    assert ids(book) == ["iran/fire"]
    assert str(book.left_out["syria"]).startswith(
        f"{root}/syria/ledger.jsonl:1:1: error: this cannot be used: it is a folder"
    )


def test_entries_are_found_by_the_beginning_of_their_id(root: Path) -> None:
    open_ledger(root / "syria").append(lambda: [report("aaaaaaaa"), report("aabbbbbb"), report("cccccccc")])
    book = Book.open(root)
    folder, entry = book.entry("CC")
    assert (folder.id, entry.id) == ("syria", "cccccccc")
    with pytest.raises(NoMatch, match="'aa' begins 2 entry ids: aaaaaaaa, aabbbbbb; write more of it"):
        book.entry("aa")
    for text in ("zz", "", "\x1b[31m"):
        with pytest.raises(NoMatch, match="no entry has the id") as caught:
            book.entry(text)
        assert str(caught.value).isprintable()


# ── selecting ──


@pytest.fixture
def book(root: Path) -> Book:
    write(root / "iran" / "case.yaml", "title: Iran\n")
    for name in ("homs", "hama-again", "us-fire-given-hama"):
        write(root / "iran" / f"{name}.yaml", "kind: binary\n" + READY)
    return Book.open(root)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("syria/hama", "syria/hama"),
        ("hama", "syria/hama"),
        ("HAMA-A", "iran/hama-again"),
        ("us-", "iran/us-fire-given-hama"),
        ("given", "iran/us-fire-given-hama"),
        ("iran/ho", "iran/homs"),
    ],
)
def test_a_forecast_is_selected_exactly_else_by_its_beginning_else_by_any_part(
    book: Book, text: str, found: str
) -> None:
    assert book.forecast(text).full_id == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("homs", "'homs' matches 2 forecasts: iran/homs, syria/homs; write more of the id"),
        ("h", "'h' matches 4 forecasts: iran/hama-again, iran/homs, syria/hama, syria/homs; write more of the id"),
        ("homs-by", "no forecast matches 'homs-by'; did you mean homs?"),
        ("damascus", "no forecast matches 'damascus'; `outlook status` lists every forecast"),
        ("", "no forecast matches ''; `outlook status` lists every forecast"),
        ("\x1b[31m", "no forecast matches '\\x1b[31m'; `outlook status` lists every forecast"),
        ("x" * 1000, f"no forecast matches '{'x' * 80}'; `outlook status` lists every forecast"),
    ],
)
def test_nothing_or_several_is_said_with_candidates(book: Book, text: str, sentence: str) -> None:
    with pytest.raises(NoMatch) as caught:
        book.forecast(text)
    assert str(caught.value) == sentence


def test_many_candidates_are_cut_and_counted(root: Path) -> None:
    for number in range(12):
        write(root / "syria" / f"city-{number:02}.yaml", "kind: binary\n")
    with pytest.raises(NoMatch, match=r"matches 12 forecasts: syria/city-00, .*syria/city-07 and 4 more; write more"):
        Book.open(root).forecast("city")


def test_of_several_the_one_is_meant_of_which_a_part_is_whole_words(root: Path) -> None:
    for number in (1, 10, 11, 21):
        write(root / "syria" / f"will-team-{number}-win.yaml", "kind: binary\n")
    assert Book.open(root).forecast("team-1").id == "will-team-1-win"
    with pytest.raises(NoMatch, match="'am-1' matches 3 forecasts"):
        Book.open(root).forecast("am-1")


def test_several_texts_select_forecasts_and_whole_cases_once_each_in_the_books_order(book: Book) -> None:
    chosen = [forecast.full_id for forecast in book.selected(["syria/homs", "hama-again", "syria", "homs"])]
    assert chosen == ["iran/hama-again", "iran/homs", "syria/hama", "syria/homs"]
    assert [forecast.full_id for forecast in book.selected(["sy"])] == ["syria/hama", "syria/homs"]
    assert book.selected([]) == book.forecasts


def test_a_case_can_be_selected_by_a_part_of_its_id(root: Path) -> None:
    write(root / "empty-case" / "case.yaml", "title: x\n")
    book = Book.open(root)
    assert book.selected(["empty"]) == []
    with pytest.raises(NoMatch, match=r"no forecast or case matches 'empty-cas3'; did you mean empty-case\?"):
        book.selected(["empty-cas3"])
