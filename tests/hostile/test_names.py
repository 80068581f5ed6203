"""Names that lead out of a case, name something else, or write to the terminal."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from hostile.sandbox import CASE, MARK, PAGE, TEXT, Sandbox, digest, joined, make_case

if TYPE_CHECKING:
    from faults.program import Command

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")

DOCUMENTS = {
    "above": "../../canary/report.txt",
    "far above": "../" * 40 + "etc/passwd",
    "absolute": "/etc/passwd",
    "absolute canary": "CANARY/report.txt",
    "by another case": "../well/report.txt",
    "through a folder": "below/../../../canary/report.txt",
    "through a link": "out/report.txt",
    "through two links": "out/below/config",
    "itself": ".",
    "parent": "..",
    "folder": "below",
    "folder with a slash": "report.txt/",
    "dot": "./report.txt",
    "double slash": "//etc/passwd",
    "newline": "a\nb.txt",
    "return": "a\rb.txt",
    "escape": "\x1b[2J\x1b]0;owned\x07.txt",
    "nul": "report.txt\0.png",
    "only nul": "\0",
    "long": "a" * 255,
    "too long": "a" * 256,
    "endless": "a/" * 3000 + "b",
    "bidi": "\u202etxt.exe",
    "surrogate": "\udcff",
    "not normal": "e\u0301.txt",
    "device": "/dev/zero",
    "process": "/proc/self/environ",
    "home": "~/.bashrc",
    "variable": "$HOME/.bashrc",
    "url": "file:///etc/passwd",
    "ledger": "ledger.jsonl",
    "dash": "-rf",
    "tilde nul": "~\0",
    "blank": " ",
    "empty": "",
}
MAY_BE_READ = {"ill-dot", "ill-folder-with-a-slash"}
READERS: tuple[Command, ...] = (
    ("check", "--json"), ("status", "--json"), ("report", "-o", "-"), ("edit", "ill-above"), ("edit", "ill-through-a-link"),
    ("edit", "ill-nul"), ("edit", "ill-newline"), ("evidence", "ill-absolute/one", "A report"), ("evidence", "well/one", "A report"),
)  # fmt: skip


def with_document(sandbox: Sandbox, case: str, file: str, text: str | None) -> None:
    """A case whose first document is this file (and this text)."""
    folder = sandbox.book / case
    make_case(folder, "i", "Ill")
    (folder / "below").mkdir()
    (folder / "out").symlink_to(sandbox.canary)
    written = CASE.format(title="Ill", report=digest(TEXT), page=digest(PAGE))
    named = f"file: {json.dumps(file)}" + (f"\n    text: {json.dumps(text)}" if text is not None else "")
    (folder / "case.yaml").write_text(written.replace("file: report.txt", named))


@pytest.mark.alike
@pytest.mark.parametrize("where", ["file", "text"])
def test_a_document_is_a_file_of_its_own_case(sandbox: Sandbox, where: str) -> None:
    cases = {
        f"ill-{name.replace(' ', '-')}": value.replace("CANARY", str(sandbox.canary))
        for name, value in DOCUMENTS.items()
    }
    for case, value in cases.items():
        with_document(sandbox, case, *((value, None) if where == "file" else ("report.txt", value)))
    ended, complaints = sandbox.attack(*READERS)
    assert not complaints, joined(complaints)
    check, status = ended[:2]
    assert check.code in {1, 3}
    named = "".join(problem["path"] for problem in json.loads(check.out)["problems"])
    assert [case for case in cases if f"{case}/" not in named and case not in MAY_BE_READ] == []
    assert status.code in {0, 3}
    assert "well/one" in status.out, "the healthy case is there"
    assert [one for one in ended if "root:" in one.out + one.err] == [], "shows /etc/passwd"


FILE_NAMES = (
    b"\xff.yaml", b"caf\xe9.yaml", b"a\nb.yaml", b"\x1b[31m.yaml", b"-rf.yaml", b".yaml", b"..yaml", b"UPPER.yaml", b"a b.yaml",
    b"a" * 250 + b".yaml", b"case.yaml.yaml", b"one.YAML", b"one.yml", b"\xe2\x80\xae.yaml", "e\u0301.yaml".encode(), b"one.yaml~",
    b".one.yaml.swp", b"#one.yaml#", b"case.yml", b"ledger.jsonl.torn-\xff", b"ledger.jsonl.torn-a\nb", b"ledger.jsonl.1", b"...", b"\\.yaml",
)  # fmt: skip
FOLDER_NAMES = (
    b"\xff", b"a\nb", b"\x1b[31mred", b"-rf", b"UPPER", b"a b", b"a" * 255, "e\u0301".encode(), b".hidden", b"...", b"\xe2\x80\xae", b"~", b"$HOME", b"\\",
)  # fmt: skip
EVERYTHING: tuple[Command, ...] = (
    ("status",), ("status", "--json"), ("history",), ("check",), ("check", "--json"), ("report", "-o", "-"), ("evidence", "well/one", "A report"), ("new", "well/fresh", "--question", "Will it thaw?"),
)  # fmt: skip


def test_file_names_that_are_no_ids_are_data_and_write_nothing_raw(sandbox: Sandbox) -> None:
    case = os.fsencode(sandbox.book / "well")
    record = (sandbox.book / "well" / "one.yaml").read_bytes()
    for name in FILE_NAMES:
        descriptor = os.open(case + b"/" + name, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        os.write(descriptor, record)
        os.close(descriptor)
    ended, complaints = sandbox.attack(*EVERYTHING)
    assert not complaints, joined(complaints)
    assert "well/one" in ended[1].out
    named = [problem["path"] for problem in json.loads(ended[4].out)["problems"]]
    for shown in ("UPPER.yaml", "a b.yaml", "-rf.yaml"):
        assert any(shown in path for path in named), named


def test_folder_names_that_are_no_ids_are_data_and_write_nothing_raw(sandbox: Sandbox) -> None:
    for name in FOLDER_NAMES:
        folder = os.fsencode(sandbox.book) + b"/" + name
        os.mkdir(folder)  # noqa: PTH102 - names that are no text
        for file in ("case.yaml", "one.yaml", "ledger.jsonl"):
            with open(folder + b"/" + file.encode(), "wb") as target:  # noqa: PTH123 - as above
                target.write((sandbox.book / "well" / file).read_bytes())
    ended, complaints = sandbox.attack(*EVERYTHING)
    assert not complaints, joined(complaints)
    assert "well/one" in ended[1].out


OUTWARD = (
    "../evil", "../../evil", "well/../../evil", "/evil-outlook", "a/b/c", "./evil", "..", ".", "", "evil\n", "evil\x1b[31m", "-evil",
    ".git", "~/evil", "a" * 300, "evil\0", "EVIL", "evil/", "con fusion", "well/one/", "\u202eevil",
)  # fmt: skip


@pytest.mark.parametrize("command", ["new case", "new forecast", "extract"])
def test_a_new_case_or_forecast_gets_no_name_that_leads_elsewhere(sandbox: Sandbox, command: str) -> None:
    (sandbox.root / "report.txt").write_text(TEXT)
    before = sorted(sandbox.book.rglob("*"))
    words: dict[str, Command] = {
        "new case": ("new", "{}/fresh", "--question", "Will it thaw?"),
        "new forecast": ("new", "well/{}", "--question", "Will it thaw?"),
        "extract": ("extract", "report.txt", "--case", "{}", "--accept", "1", "--as-of", "2024-12-01"),
    }
    ended, complaints = sandbox.attack(*[tuple(word.format(name) for word in words[command]) for name in OUTWARD])
    assert not complaints, joined(complaints)
    assert [one for one in ended if one.code != 2] == []
    assert sorted(sandbox.book.rglob("*")) == before


TARGETS = (
    "../canary/one",
    "../../canary/one",
    "well/../../canary/one",
    "canary",
    "/etc/passwd",
    "..",
    "well/../well/one",
    "one.yaml",
    "well/case",
)


def test_a_target_is_an_id_and_no_path(sandbox: Sandbox) -> None:
    make_case(sandbox.root / "canary" / "case", "d", MARK)
    commands: list[Command] = [
        words for target in TARGETS for words in (("show", target), ("evidence", target, "A report"), ("edit", target))
    ]  # fmt: skip
    ended, complaints = sandbox.attack(*commands)
    assert not complaints, joined(complaints)
    assert [one for one in ended if one.code != 2] == []


IDS_IN_RECORDS = ("../../canary/one", "/etc/passwd", "one\n", "..", "\0", "a" * 300, "\x1b[31m", "{}", "one/two")


@pytest.mark.alike
@pytest.mark.parametrize("value", IDS_IN_RECORDS, ids=lambda value: ascii(value)[:20])
def test_ids_that_a_record_or_an_entry_holds_lead_nowhere(sandbox: Sandbox, value: str) -> None:
    make_case(sandbox.book / "ill", "i", "Ill")
    record = (sandbox.book / "ill" / "one.yaml").read_text()
    said = json.dumps(value)
    (sandbox.book / "ill" / "one.yaml").write_text(
        record + f"given: {{forecast: {said}, outcome: yes}}\ntags: [{said}]\n"
    )
    stamp = '"known_at":"2024-12-02T12:00:00Z","recorded_at":"2024-12-02T12:00:00Z","by":"a"'
    with (sandbox.book / "ill" / "ledger.jsonl").open("a") as ledger:
        ledger.write(f'{{"id":{said},"kind":"evidence",{stamp},"summary":"x","forecasts":["one"]}}\n')
        ledger.write(
            f'{{"id":"izzzzzzz","kind":"evidence",{stamp},"summary":"x","forecasts":[{said}],"origin":{said}}}\n'
        )
        ledger.write(f'{{"id":"iyyyyyyy","kind":"estimate",{stamp},"forecast":{said},"stated":0.5}}\n')
        ledger.write(f'{{"id":"ixxxxxxx","kind":"retraction",{stamp},"entry":{said},"why":"x"}}\n')
    ended, complaints = sandbox.attack(
        ("status",), ("status", "--json"), ("check",), ("evidence", "well/one", "A report")
    )
    assert not complaints, joined(complaints)
    assert "well/one" in ended[1].out
