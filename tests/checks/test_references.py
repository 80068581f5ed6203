"""Everything that is named must exist and fit: each check, at its file and line, with the way out."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from outlook.book import Book
from outlook.checks.references import check
from outlook.ledger import open_ledger
from outlook.model import Estimate, Evidence, Resolution, Retraction

if TYPE_CHECKING:
    from outlook.model import Entry

SHIPPED = Path(__file__).parents[2] / "forecasts"
AT = datetime(2024, 12, 5, 12, tzinfo=UTC)
READY = "question: Q?\ncriteria: C.\nopens_at: 2024-12-01\ncloses_at: 2024-12-31\n"
WATCHED = "indicators:\n  - {id: army-withdraws, likelihood: {above: 0.6, below: 0.1}}\n"
REPORT = "The army may withdraw.\nWires say so.\n"
DIGEST = hashlib.sha256(REPORT.encode()).hexdigest()
CASE = f"""\
title: Syria
documents:
  - id: report
    file: report.txt
    sha256: {DIGEST}
    statements:
      - id: withdrawal
        quote: The army may withdraw.
indicators:
  - {{id: army-withdraws, text: The army withdraws.}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound book: one case, a document, two binary forecasts, a choice, a number, and a ledger without entries."""
    files = {
        "case.yaml": CASE,
        "report.txt": REPORT,
        "hama.yaml": "kind: binary\n" + READY,
        "homs.yaml": "kind: binary\n" + READY,
        "city.yaml": "kind: choice\noptions: [none, Hama]\n" + READY,
        "people.yaml": "kind: numeric\nupper: 100\n" + READY + WATCHED,
    }
    (tmp_path / "syria").mkdir()
    for name, text in files.items():
        (tmp_path / "syria" / name).write_text(text, "utf-8")
    return tmp_path


def add(root: Path, name: str, text: str) -> None:
    path = root / "syria" / name
    path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")


def said(root: Path) -> list[str]:
    """Every problem of the book, with paths from its case."""
    return [str(problem).replace(f"{root}/syria/", "") for problem in check(Book.open(root))]


def test_a_sound_book_has_no_problems(root: Path) -> None:
    assert said(root) == []


def test_the_shipped_book_has_no_problems() -> None:
    assert check(Book.open(SHIPPED)) == []


# ── documents ──


def test_a_document_that_changed_is_said(root: Path) -> None:
    add(root, "report.txt", "A line more.\n")
    digest = hashlib.sha256((REPORT + "A line more.\n").encode()).hexdigest()
    assert said(root) == [
        (
            f"case.yaml:5:5: error: report.txt is not the document that was stored: its SHA-256 is {digest} "
            "(restore it, or say that it is another document)"
        )
    ]


def test_a_quote_that_is_not_verbatim_is_said(root: Path) -> None:
    add(root, "case.yaml", "")
    text = CASE.replace("quote: The army may withdraw.", "quote: The army might withdraw.")
    (root / "syria" / "case.yaml").write_text(text)
    assert said(root) == ["case.yaml:8:9: error: the quote of withdrawal is not in report.txt, word for word"]


def test_a_missing_document_is_said(root: Path) -> None:
    (root / "syria" / "report.txt").unlink()
    assert said(root) == ["case.yaml:4:5: error: 'report.txt' cannot be used: it is not there"]


@pytest.mark.parametrize("file", ["../outside.txt", "/etc/passwd", "../../syria2/report.txt"])
def test_a_document_outside_of_its_case_is_not_read(root: Path, file: str) -> None:
    (root / "outside.txt").write_text(REPORT)
    (root / "syria" / "case.yaml").write_text(CASE.replace("report.txt", file))
    assert said(root) == [f"case.yaml:4:5: error: '{file}' leads out of the case's folder (name a file in it)"]


def test_a_document_that_is_a_link_out_of_its_case_is_not_read(root: Path) -> None:
    (root / "outside.txt").write_text(REPORT)
    (root / "syria" / "report.txt").unlink()
    (root / "syria" / "report.txt").symlink_to(root / "outside.txt")
    assert said(root) == [
        (
            "case.yaml:4:5: error: 'report.txt' cannot be used: it is a link, and links are not followed "
            "(put the file itself here)"
        )
    ]


def test_a_document_that_is_not_utf_8_is_read_as_far_as_it_goes(root: Path) -> None:
    raw = b"caf\xe9. The army may withdraw.\n"
    (root / "syria" / "report.txt").write_bytes(raw)
    (root / "syria" / "case.yaml").write_text(CASE.replace(DIGEST, hashlib.sha256(raw).hexdigest()))
    assert said(root) == []


def with_text(root: Path, text: bytes, said_sha256: str) -> None:
    """The report, with the text that was read from it and the SHA-256 that its record gives for that."""
    (root / "syria" / "read.txt").write_bytes(text)
    fields = f"file: report.txt\n    text: read.txt\n    text_sha256: {said_sha256}\n"
    (root / "syria" / "case.yaml").write_text(CASE.replace("file: report.txt\n", fields))


def test_the_text_that_was_read_from_a_document_is_compared_too(root: Path) -> None:
    text = b"The army may withdraw.\n"
    with_text(root, text, hashlib.sha256(text).hexdigest())
    assert said(root) == []
    changed = b"The army may withdraw.\nOr not.\n"
    with_text(root, changed, hashlib.sha256(text).hexdigest())
    digest = hashlib.sha256(changed).hexdigest()
    saying = f"read.txt is not the text that was read from report.txt: its SHA-256 is {digest}"
    assert said(root) == [f"case.yaml:6:5: error: {saying} (restore it, or read the document again)"]
    assert [problem.code for problem in check(Book.open(root))] == ["changed-document"]


def test_a_text_without_a_hash_is_not_compared(root: Path) -> None:
    (root / "syria" / "read.txt").write_text("The army may withdraw.\n")
    (root / "syria" / "case.yaml").write_text(
        CASE.replace("file: report.txt\n", "file: report.txt\n    text: read.txt\n")
    )
    assert said(root) == []


# ── the case ──

CASES = {
    "an assumption on a statement that is not there": (
        "assumptions:\n  - {id: a, text: x, statements: [withdrawl]}\n",
        "12:35: error: no statement is called 'withdrawl' (did you mean withdrawal?)",
    ),
    "an assumption on a forecast that is not there": (
        "assumptions:\n  - {id: a, text: x, forecasts: [hama, tartus]}\n",
        "12:40: error: no forecast of this case is called 'tartus' (known: city, hama, homs, people)",
    ),
    "a relation to a forecast that is not there": (
        "relations:\n  - implies: [homs, hamma]\n",
        "12:21: error: no forecast of this case is called 'hamma' (did you mean hama?)",
    ),
    "a relation to an option that is not there": (
        "relations:\n  - implies: [hama, city=Homs]\n",
        "12:21: error: city: 'Homs' is not an option; it is one of none, Hama",
    ),
    "a relation to an outcome of a number": (
        "relations:\n  - implies: [hama, people=5]\n",
        "12:21: error: people is numeric: only the outcome of a binary or choice forecast can be named here",
    ),
    "a relation to a choice without an option": (
        "relations:\n  - implies: [hama, city]\n",
        "12:21: error: city is a choice: name one of its options (write city=none)",
    ),
    "a relation to a number": (
        "relations:\n  - excludes: [hama, people]\n",
        "12:22: error: people is numeric: only the outcome of a binary or choice forecast can be named here",
    ),
    "an indicator that no forecast lists": (
        "  - {id: homs-falls, text: Homs falls.}\n",
        "11:6: warning: no forecast lists the indicator homs-falls (list it in a forecast, or remove it)",
    ),
    "an indicator twice": (
        "  - {id: army-withdraws, text: Again.}\n",
        "11:6: error: the id army-withdraws is used twice in indicators",
    ),
    "an assumption twice": (
        "assumptions:\n  - {id: a, text: x}\n  - {id: a, text: y}\n",
        "13:6: error: the id a is used twice in assumptions",
    ),
}


@pytest.mark.parametrize(("text", "message"), CASES.values(), ids=CASES)
def test_what_a_case_names_must_exist(root: Path, text: str, message: str) -> None:
    add(root, "case.yaml", text)
    assert said(root) == [f"case.yaml:{message}"]


def test_statements_and_documents_have_ids_of_their_own(root: Path) -> None:
    again = (
        f"  - id: report\n    file: report.txt\n    sha256: {DIGEST}\n"
        "    statements: [{id: withdrawal, quote: Wires say so.}]\n"
    )
    (root / "syria" / "case.yaml").write_text(CASE.replace("indicators:\n", again + "indicators:\n"))
    assert said(root) == [
        "case.yaml:9:5: error: the id report is used twice in documents",
        "case.yaml:12:19: error: the id withdrawal is used twice in statements",
    ]


def test_relations_that_fit_are_silent(root: Path) -> None:
    add(root, "case.yaml", "relations:\n  - {implies: [homs, city=hama]}\n  - {complement: [hama=no, homs]}\n")
    assert said(root) == []


def test_a_group_of_one_damps_nothing(root: Path) -> None:
    alone = CASE.replace("text: The army withdraws.}", "text: The army withdraws., group: rout}")
    (root / "syria" / "case.yaml").write_text(alone)
    hint = "give another indicator the group, or leave it out"
    assert said(root) == [
        f"case.yaml:10:53: warning: army-withdraws is alone in the group rout, which damps nothing ({hint})"
    ]


# ── forecasts ──

FORECASTS = {
    "an indicator that is not there": (
        "hama.yaml",
        "indicators:\n  - {id: army-withdraw, likelihood: {yes: 0.6, no: 0.1}}\n",
        "7:6: error: no indicator of case.yaml is called 'army-withdraw' (did you mean army-withdraws?)",
    ),
    "an indicator twice": (
        "hama.yaml",
        "indicators:\n  - {id: army-withdraws, likelihood: {yes: 0.6, no: 0.1}}\n  - {id: army-withdraws, likelihood: {yes: 0.6, no: 0.1}}\n",
        "8:6: error: army-withdraws is listed twice",
    ),
    "an indicator that says nothing": (
        "hama.yaml",
        "indicators:\n  - {id: army-withdraws, likelihood: {yes: 0.6, no: 0.6}}\n",
        (
            "7:26: warning: army-withdraws is as likely to be seen under every outcome: it carries no information "
            "(give the outcomes different likelihoods, or remove it)"
        ),
    ),
    "an indicator that can never be seen": (
        "hama.yaml",
        "indicators:\n  - {id: army-withdraws, likelihood: {yes: 0, no: 0}}\n",
        "7:26: error: army-withdraws can never be seen: every likelihood is 0, and its ratio would be 0/0",
    ),
    "a row of a scenario table out of range": (
        "hama.yaml",
        "scenarios: {set: city, probability: {none: 0.1, Hama: 1.2}}\n",
        "6:49: error: 1.2 is not a probability: write 1.2% or 0.012",
    ),
    "a statement that is not there": (
        "hama.yaml",
        "statements: [withdrawal, gains]\n",
        "6:26: error: no statement of case.yaml is called 'gains' (known: withdrawal)",
    ),
    "a condition that is not there": (
        "hama.yaml",
        "given: {forecast: hams, outcome: yes}\n",
        "6:9: error: no forecast of this case is called 'hams' (did you mean homs or hama?)",
    ),
    "a condition's outcome that is none": (
        "hama.yaml",
        "given: {forecast: homs, outcome: perhaps}\n",
        "6:25: error: homs: 'perhaps' is not an outcome: it is yes, no, ambiguous or annulled",
    ),
    "a condition on a number": (
        "hama.yaml",
        "given: {forecast: people, outcome: '5'}\n",
        "6:27: error: people is numeric: only the outcome of a binary or choice forecast can be named here",
    ),
    "a condition on itself": (
        "hama.yaml",
        "given: {forecast: hama, outcome: yes}\n",
        "6:9: error: the condition runs in a circle: hama → hama",
    ),
    "scenarios of no choice": (
        "hama.yaml",
        "scenarios: {set: homs, probability: {a: 0.5}}\n",
        "6:13: error: no choice forecast of this case is called 'homs' (known: city)",
    ),
    "a scenario that is not there": (
        "hama.yaml",
        "scenarios: {set: city, probability: {none: 0.1, Hama: 0.5, Homs: 0.5}}\n",
        "6:60: error: no option of city is called 'Homs' (known: none, Hama)",
    ),
    "a scenario left out": (
        "hama.yaml",
        "scenarios: {set: city, probability: {none: 0.1, Hama: 0.5}, otherwise: {none: 0.1}}\n",
        "6:61: error: the scenario table leaves out Hama (give a probability for every option)",
    ),
}


@pytest.mark.parametrize(("file", "text", "message"), FORECASTS.values(), ids=FORECASTS)
def test_what_a_forecast_names_must_exist(root: Path, file: str, text: str, message: str) -> None:
    add(root, file, text)
    assert said(root) == [f"{file}:{message}"]


def test_a_circle_of_conditions_is_said_at_each_of_them(root: Path) -> None:
    add(root, "hama.yaml", "given: {forecast: homs, outcome: yes}\n")
    add(root, "homs.yaml", "given: {forecast: hama, outcome: yes}\n")
    assert said(root) == [
        "hama.yaml:6:9: error: the condition runs in a circle: hama → homs → hama",
        "homs.yaml:6:9: error: the condition runs in a circle: homs → hama → homs",
    ]


def test_a_condition_on_a_circle_is_no_part_of_it(root: Path) -> None:
    add(root, "hama.yaml", "given: {forecast: homs, outcome: yes}\n")
    add(root, "homs.yaml", "given: {forecast: homs, outcome: yes}\n")
    assert said(root) == ["homs.yaml:6:9: error: the condition runs in a circle: homs → homs"]


def test_what_fits_is_silent(root: Path) -> None:
    add(root, "hama.yaml", "given: {forecast: city, outcome: hama}\nstatements: [withdrawal]\n")
    add(root, "hama.yaml", "indicators: [{id: army-withdraws, likelihood: {yes: 0.6, no: 0.1}}]\n")
    add(root, "homs.yaml", "scenarios: {set: city, probability: {none: 0.1, Hama: 0.5}}\n")
    assert said(root) == []


def test_a_record_that_cannot_be_read_is_said_once_and_not_by_those_who_name_it(root: Path) -> None:
    add(root, "hama.yaml", "given: {forecast: homs, outcome: yes}\nscenarios: {set: city, probability: {none: 1}}\n")
    add(root, "case.yaml", "relations:\n  - implies: [homs=yes, hama]\n")
    append(root, report("aaaaaaaa", forecasts=("homs",)))
    add(root, "homs.yaml", "titel: x\n")
    add(root, "city.yaml", "titel: x\n")
    assert said(root) == [
        "city.yaml:7:1: error: unknown field 'titel' (did you mean title?)",
        "homs.yaml:6:1: error: unknown field 'titel' (did you mean title?)",
    ]


def test_without_a_case_only_what_forecasts_say_of_one_another_is_checked(root: Path) -> None:
    (root / "syria" / "case.yaml").write_text("titel: x\n")
    add(root, "hama.yaml", "statements: [gains]\ngiven: {forecast: hams, outcome: yes}\n")
    append(root, report("aaaaaaaa", indicators={"army": "full"}))
    assert [line.partition(": error")[0] for line in said(root)] == ["case.yaml:1:1", "case.yaml:1:1", "hama.yaml:7:9"]


# ── the ledger ──


def stamped(kind: type[Any], entry_id: str, at: int = 0, **fields: Any) -> Any:
    known_at = AT + timedelta(hours=at)
    return kind(id=entry_id, known_at=known_at, recorded_at=known_at, by="alice", **fields)


def report(entry_id: str, at: int = 0, **fields: Any) -> Evidence:
    entry: Evidence = stamped(Evidence, entry_id, at, summary="A report.", **{"forecasts": ("hama",), **fields})
    return entry


def append(root: Path, *entries: Entry) -> None:
    open_ledger(root / "syria").append(lambda: entries)


LEDGERS: dict[str, tuple[list[Entry], list[str]]] = {
    "an indicator that is not there": (
        [report("aaaaaaaa"), report("bbbbbbbb", indicators={"army-withdrew": "full"})],
        ["2:1: error: bbbbbbbb names the indicator 'army-withdrew', which is not in case.yaml (did you mean army-withdraws?)"],
    ),
    "a retraction of what is not there": (
        [stamped(Retraction, "aaaaaaaa", entry="zzzzzzzz")],
        ["1:1: error: aaaaaaaa names the entry zzzzzzzz, which is not here"],
    ),
    "a revision of what is not there": (
        [report("aaaaaaaa", revises="zzzzzzzz")],
        ["1:1: error: aaaaaaaa names the entry zzzzzzzz, which is not here"],
    ),
    "an estimate that does not fit": (
        [stamped(Estimate, "aaaaaaaa", forecast="hama", stated=70)],
        ["1:1: error: aaaaaaaa does not fit hama: 70.0 is not a probability: write 70% or 0.7"],
    ),
    "an estimate of options that changed": (
        [stamped(Estimate, "aaaaaaaa", forecast="city", stated={"none": 0.5, "Homs": 0.5})],
        [
            ("1:1: error: aaaaaaaa does not fit city: the probabilities name 'Homs', which is not an outcome of this "
            "forecast; it has none, Hama")
        ],
    ),
    "a resolution that does not fit": (
        [stamped(Resolution, "aaaaaaaa", forecast="people", outcome="many")],
        ["1:1: error: aaaaaaaa does not fit people: 'many' is not a number"],
    ),
    "a resolution beyond a closed end": (
        [stamped(Resolution, "aaaaaaaa", forecast="people", outcome=101)],
        [
            ("1:1: warning: aaaaaaaa of people: 101.0 lies above the closed end 100.0 (correct the record's bounds, or "
            "retract it)")
        ],
    ),
    "an estimate under an older text": (
        [stamped(Estimate, "aaaaaaaa", forecast="hama", stated=0.5, record_sha256="0" * 64)],
        [("1:1: warning: aaaaaaaa was stated under an older text of hama (state it anew, "
            'restore the record, or accept the change: `outlook verify --settle syria/hama --why "…"`)')],
    ),
    "two resolutions that disagree": (
        [
            stamped(Resolution, "aaaaaaaa", forecast="hama", outcome="yes"),
            stamped(Resolution, "bbbbbbbb", 1, forecast="hama", outcome="no"),
        ],
        ["2:1: error: hama has two resolutions that differ, aaaaaaaa and bbbbbbbb: it is disputed, and not scored (retract one of them)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "messages"), LEDGERS.values(), ids=LEDGERS)
def test_what_an_entry_names_must_exist_and_fit(root: Path, entries: list[Entry], messages: list[str]) -> None:
    append(root, *entries)
    assert said(root) == [f"ledger.jsonl:{message}" for message in messages]


@pytest.mark.parametrize(("entries", "messages"), LEDGERS.values(), ids=LEDGERS)
def test_what_does_not_fit_can_be_retracted(root: Path, entries: list[Entry], messages: list[str]) -> None:
    """An entry that names what is not there stays a problem: it is its own line that must be mended."""
    back = [stamped(Retraction, f"ccccccc{'abcd'[index]}", 2, entry=entry.id) for index, entry in enumerate(entries)]
    append(root, *entries, *back)
    left = [message for message in messages if " names the " in message]
    assert said(root) == [f"ledger.jsonl:{message}" for message in left]


def test_entries_that_fit_are_silent(root: Path) -> None:
    sha256 = Book.open(root).cases["syria"].forecasts["hama"].record_sha256
    append(
        root,
        report("aaaaaaaa", indicators={"army-withdraws": "full"}),
        report("bbbbbbbb", 1, revises="aaaaaaaa"),
        stamped(Estimate, "cccccccc", 1, forecast="hama", stated=0.5, record_sha256=sha256),
        stamped(Estimate, "dddddddd", 1, forecast="hama", stated=None),
        stamped(Resolution, "eeeeeeee", 1, forecast="hama", outcome="ambiguous"),
        stamped(Retraction, "ffffffff", 1, entry="eeeeeeee"),
    )
    assert said(root) == []


@pytest.mark.parametrize("change", ["renamed", "deleted"])
def test_a_forecast_that_is_gone_while_the_ledger_speaks_of_it_is_said_and_its_entries_are_kept(
    root: Path, change: str
) -> None:
    entries = [
        report("aaaaaaaa", forecasts=("hama", "homs")),
        stamped(Estimate, "bbbbbbbb", forecast="hama", stated=0.5),
        stamped(Resolution, "cccccccc", forecast="hama", outcome="yes"),
    ]
    append(root, *entries)
    path = root / "syria" / "hama.yaml"
    if change == "renamed":
        path.rename(root / "syria" / "hama-by-december.yaml")
    else:
        path.unlink()
    way_out = "which has no file; its entries are kept (restore hama.yaml, or rename it back)"
    assert said(root) == [
        f"ledger.jsonl:{line}:1: error: {name} speaks of hama, {way_out}"
        for line, name in enumerate(("aaaaaaaa", "bbbbbbbb", "cccccccc"), start=1)
    ]
    book = Book.open(root)
    assert [entry.id for _, entry in book.all_entries()] == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]
    (root / "syria" / "hama-by-december.yaml").unlink(missing_ok=True)
    path.write_text("kind: binary\n" + READY)
    assert said(root) == []


def test_problems_are_sorted_by_file_and_line(root: Path) -> None:
    append(root, report("aaaaaaaa", forecasts=("tartus",)))
    add(root, "homs.yaml", "statements: [b, a]\n")
    add(root, "case.yaml", "relations:\n  - implies: [x, y]\n")
    (root / "stray.yaml").write_text("")
    places = [(problem.path.name, problem.line, problem.column) for problem in check(Book.open(root))]
    assert [place[0] for place in places] == [
        "stray.yaml", "case.yaml", "case.yaml", "homs.yaml", "homs.yaml", "ledger.jsonl",
    ]  # fmt: skip
    assert places[1:3] == sorted(places[1:3])
    assert places[3:5] == [("homs.yaml", 6, 14), ("homs.yaml", 6, 17)]
