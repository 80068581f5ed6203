"""`outlook extract` on PDF, Word, web pages, Markdown and standard input, and the cases that are made of them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
import typer

import outlook
from faults.forked import become, finished
from thorough import each

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import PdfOf, Refuses, Run

    Start = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.in_turn

LINES = [
    "Exports rose by four per cent in the second quarter, and the port was busy.",
    "Exports are likely to fall by the end of October 2026 if the canal stays",
    "shut. Prices may double before the winter, said the harbour master.",
]
QUOTE = "Exports are likely to fall by the end of October 2026 if the canal stays shut."


def rows(run: Run, name: str, stdin: str = "") -> list[dict[str, Any]]:
    ran = run("extract", name, "--json", stdin=stdin)
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)["statements"]
    return found


def word_file(path: Path) -> None:
    document = docx.Document()
    document.add_heading("What comes next", 1)
    document.add_paragraph(" ".join(LINES))
    document.save(str(path))


WEB = f"<!doctype html><html><body><main><h2>What comes next</h2><p>{' '.join(LINES)}</p></main></body></html>"


@pytest.fixture
def documents(book: Path, tmp_path: Path, pdf_of: PdfOf) -> Path:
    (tmp_path / "Gulf Outlook (Q3).pdf").write_bytes(pdf_of([["Rents fell in the old town."], LINES]))
    word_file(tmp_path / "gulf.docx")
    (tmp_path / "gulf.html").write_text(WEB)
    (tmp_path / "gulf.md").write_text(f"# What comes next\n\n{' '.join(LINES)}\n")
    return tmp_path


NAMES = {"Gulf Outlook (Q3).pdf": (2, None), "gulf.docx": (None, "What comes next"), "gulf.html": (None, "What comes next"), "gulf.md": (None, "What comes next")}  # fmt: skip


@pytest.mark.alike
@pytest.mark.parametrize("name", NAMES)
def test_a_statement_says_on_which_page_or_under_which_heading_it_stands(documents: Path, run: Run, name: str) -> None:
    text = run("extract", name, "--text").out
    found = rows(run, name)
    assert [row["text"] for row in found] == [QUOTE, "Prices may double before the winter, said the harbour master."]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in found)
    assert all((row["page"], row["heading"]) == NAMES[name] for row in found)
    shown = run("extract", name).out
    assert ("     page: 2\n" in shown) is (NAMES[name][0] == 2)
    assert ("     under: What comes next\n" in shown) is (NAMES[name][1] is not None)


@pytest.mark.alike
@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("Gulf Outlook (Q3).pdf", {"gulf-outlook-q3.pdf", "gulf-outlook-q3.pdf.txt"}),
        ("gulf.docx", {"gulf.docx", "gulf.docx.txt"}),
        ("gulf.html", {"gulf.html", "gulf.html.txt"}),
        ("gulf.md", {"gulf.md"}),
    ],
)
def test_a_case_keeps_the_document_as_it_is_and_the_text_in_which_its_quotes_stand(
    documents: Path, run: Run, name: str, files: set[str]
) -> None:
    number = next(row["number"] for row in rows(run, name))
    ran = run("extract", name, "--case", "gulf", "--accept", str(number), "--as-of", "2026-09-01")
    assert ran.code == 0, ran.err
    case = documents / "forecasts" / "gulf"
    assert {path.name for path in case.iterdir() if path.suffix != ".yaml"} == files
    assert (case / min(files)).read_bytes() == (documents / name).read_bytes()
    record = (case / "case.yaml").read_text()
    digest = hashlib.sha256((case / max(files)).read_bytes()).hexdigest()
    assert (f"text: {max(files)}\n  text_sha256: {digest}\n" in record) is (len(files) == 2)
    place = "page: 2\n" if name.endswith("pdf") else "heading: What comes next\n"
    assert place in record
    problems = json.loads(run("check", "--json").out)["problems"]
    assert {problem["code"] for problem in problems} <= {"todo", "no-criteria", "no-close"}


def test_quotes_are_looked_for_in_the_text_and_a_text_that_is_gone_or_outside_is_named(
    documents: Path, run: Run
) -> None:
    run("extract", "gulf.docx", "--case", "gulf", "--accept", "3", "--as-of", "2026-09-01")
    case = documents / "forecasts" / "gulf"
    (case / "gulf.docx.txt").write_text("Another text.\n")
    found = run("check").out
    assert "gulf.docx.txt is not the text that was read from gulf.docx: its SHA-256 is " in found
    assert "is not in gulf.docx.txt, word for word" in found
    record = (case / "case.yaml").read_text()
    for other, reason in (("gone.txt", "it is not there"), ("../../gulf.md", "'../../gulf.md' leads out of it")):
        (case / "case.yaml").write_text(record.replace("text: gulf.docx.txt", f"text: {other}"))
        found = run("check").out
        assert f"'{other}' cannot be used: {reason}" in found
        assert "so no quote can be looked for in it" in found
    (case / "case.yaml").write_text(re.sub(r"  text(_sha256)?: .*\n", "", record))
    assert "it is no UTF-8 text: name the file that holds what was read from it, `text: FILE`" in run("check").out


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_text_in_another_encoding_is_kept_with_the_text_that_was_read(
    book: Path, run: Run, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "note.txt").write_bytes("Prices may rise by £5 – or more.\n".encode(encoding))
    assert run("extract", "note.txt", "--case", "note", "--accept", "1", "--as-of", "2026-09-01").code == 0
    assert (book / "note" / "note.txt.txt").read_text() == "Prices may rise by £5 – or more.\n"
    assert "quote" not in run("check").out


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_standard_input_is_read_whatever_it_holds(documents: Path, loaded: None) -> None:
    names = ("Gulf Outlook (Q3).pdf", "gulf.docx", "gulf.html", "gulf.md")
    for name in (names[number] for number in each(len(names))):
        with (documents / name).open("rb") as given:
            ran = finished("extract - --json", stdin=given.fileno())
        assert ran.code == 0, ran.err
        assert QUOTE in [row["text"] for row in json.loads(ran.out)["statements"]]


def test_a_case_can_be_made_of_standard_input(documents: Path, run: Run) -> None:
    words = ("extract", "-", "--case", "piped", "--accept", "1", "--as-of", "2026-09-01")
    assert run(*words, stdin="Prices may rise.\n").code == 0
    assert (documents / "forecasts" / "piped" / "report.txt").read_text() == "Prices may rise.\n"


def test_what_is_refused_of_standard_input_says_so(book: Path, refuses: Refuses) -> None:
    refuses("extract", "-", stdin="", saying="standard input is empty")
    refuses(
        "extract",
        "-",
        stdin="Prices may rise. " * 3_000_000,
        saying="standard input has more than the 50 MB that are read",
    )
    saying = "--pick asks on a terminal, and there is none"
    refuses("extract", "-", "--case", "x", "--pick", "--as-of", "2026-09-01", stdin="Prices may rise.", saying=saying)


def test_a_document_of_a_case_is_refused_and_nothing_is_written(documents: Path, run: Run, refuses: Refuses) -> None:
    words = ("--accept", "3", "--as-of", "2026-09-01")
    run("extract", "gulf.docx", "--case", "gulf", *words)
    refuses(
        "extract", "gulf.docx", "--case", "again", *words, saying="gulf.docx is a document of gulf already, as gulf"
    )
    assert not (documents / "forecasts" / "again").exists()


def test_text_alone_goes_with_nothing_else(documents: Path, refuses: Refuses) -> None:
    for other in (["--json"], ["--csv"], ["--case", "x"], ["--pick"]):
        refuses("extract", "gulf.md", "--text", *other, saying="--text prints what was read and nothing else")


READERS = frozenset({"pypdf", "docx", "lxml", "trafilatura"})


@pytest.fixture
def installed(tmp_path: Path) -> Callable[..., Start]:
    """A Python of its own with outlook, and what it needs for everybody or for one person, some of it left out."""

    def make(*, without: frozenset[str] = frozenset(), for_one_person: bool = False) -> Start:
        everybody, person = tmp_path / "python", tmp_path / "person"
        asked = "--system-site-packages" if for_one_person else "--without-pip"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", asked, everybody], check=True)
        shared, own = (
            base / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
            for base in (everybody, person)
        )
        own.mkdir(parents=True)
        (shared / "outlook").symlink_to(Path(outlook.__file__).parent)
        for path in Path(typer.__file__).parent.parent.iterdir():
            if path.suffix != ".pth" and path.name not in without:
                ((own if for_one_person else shared) / path.name).symlink_to(path)
        command: list[str | Path] = [everybody / "bin" / "python", "-c", "from outlook.cli import main; main()"]
        environment = {**os.environ, "PYTHONUSERBASE": str(person)}
        return lambda *words: subprocess.run(
            [*command, *words], env=environment, capture_output=True, text=True, check=False
        )

    return make


@pytest.mark.alike
@pytest.mark.parametrize(
    ("name", "what"),
    [("Gulf Outlook (Q3).pdf", "a PDF"), ("gulf.docx", "a Word document"), ("gulf.html", "a web page")],
)
def test_without_the_extra_the_command_says_how_to_get_it(
    documents: Path, installed: Callable[..., Start], name: str, what: str
) -> None:
    ran = installed(without=READERS)("extract", name)
    saying = f"outlook: {name} is {what}, and its reader is not installed: pip install '.[ingest]' in the checkout of outlook\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", saying)


def test_a_person_may_have_installed_it_for_themselves_alone(documents: Path, installed: Callable[..., Start]) -> None:
    ran = installed(for_one_person=True)("extract", "Gulf Outlook (Q3).pdf")
    assert ran.returncode == 0, ran.stderr
    assert QUOTE in " ".join(ran.stdout.split())


def test_a_page_s_hostile_text_stays_text(book: Path, run: Run, tmp_path: Path) -> None:
    heading = "Next\u202e [bold]x[/bold]"
    (tmp_path / "h.html").write_text(WEB.replace("What comes next", heading).replace("Prices", "\x1b[31mPrices\x07"))
    shown = run("extract", "h.html").out
    assert "\x1b" not in shown
    assert "under: Next\\u202e [bold]x[/bold]" in shown


@pytest.mark.parametrize("pages", [60, 3])
def test_a_long_pdf_shows_how_far_it_has_come_on_a_terminal(tmp_path: Path, pdf_of: PdfOf, pages: int) -> None:
    (tmp_path / "long.pdf").write_bytes(pdf_of([LINES] * pages))
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        become(("extract", "long.pdf", "--csv"), [0, 1, 2], {})
    seen = io.StringIO()
    while True:
        try:
            seen.write(os.read(terminal, 4096).decode("utf-8", "replace"))
        except OSError:  # the other end is closed when the program ends
            break
    os.waitpid(child, 0)
    assert ("/60" in seen.getvalue()) is (pages == 60)
    assert ("\x1b" in seen.getvalue()) is (pages == 60)  # a short one leaves the terminal alone


# ── the process that reads ──

HOSTILE = ("pypdf", "docx", "lxml", "trafilatura")
STARTS = {
    "script": [str(Path(sys.executable).with_name("outlook"))],
    "code": [sys.executable, "-c", "from outlook.cli import main; main()"],
}


@pytest.mark.alike
@pytest.mark.parametrize("start", ["script", "code"])
@pytest.mark.parametrize("is_on_path", [False, True], ids=["current-folder", "PYTHONPATH"])
def test_a_book_s_own_modules_are_never_imported(documents: Path, start: str, is_on_path: bool) -> None:
    for name in HOSTILE:
        (documents / f"{name}.py").write_text(f"open('trace', 'a').write({name!r})\n")
    environment = {**os.environ, "PYTHONPATH": str(documents)} if is_on_path else os.environ
    names = ("Gulf Outlook (Q3).pdf", "gulf.docx", "gulf.html")
    for name in (names[number] for number in each(len(names))):
        words = [*STARTS[start], "extract", name, "--text"]
        ran = subprocess.run(words, env=environment, cwd=documents, capture_output=True, text=True, check=False)
        assert (ran.returncode, QUOTE in ran.stdout) == (0, True), ran.stderr
    assert not (documents / "trace").exists()


def test_the_readers_are_loaded_by_the_child_alone(documents: Path) -> None:
    program = "import sys; from outlook.cli import run; print(*[run(['extract', name]) for name in sys.argv[1:]], *sys.modules, file=sys.stderr)"
    words = [sys.executable, "-c", program, "Gulf Outlook (Q3).pdf", "gulf.docx", "gulf.html"]
    loaded = subprocess.run(words, cwd=documents, capture_output=True, text=True, check=True).stderr.splitlines()[-1]
    assert loaded.startswith("0 0 0 ")
    assert "outlook.documents.supervisor" in loaded.split()
    assert set(HOSTILE).isdisjoint(loaded.split())


def test_only_files_are_read_and_nothing_is_waited_for(
    documents: Path, run: Run, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo("pipe.pdf")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.pdf")
        refuses("extract", "socket.pdf", saying="socket.pdf cannot be read", code=3)
    refuses("extract", "pipe.pdf", saying="pipe.pdf is a pipe: name a document, or give its text to `-`")
    refuses("extract", "/dev/zero", saying="/dev/zero is a device: name a document, or give its text to `-`")
    refuses("extract", "gone/gulf.pdf", saying="gone/gulf.pdf is not there: name a document")
    Path("round.pdf").symlink_to("round.pdf")
    refuses("extract", "round.pdf", saying="round.pdf cannot be read: Too many levels of symbolic links", code=3)
    Path("link.pdf").symlink_to("Gulf Outlook (Q3).pdf")
    assert QUOTE in run("extract", "link.pdf", "--text").out


def test_an_interruption_ends_the_child_too(tmp_path: Path, pdf_of: PdfOf) -> None:
    (tmp_path / "long.pdf").write_bytes(pdf_of([LINES * 20] * 300))
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from outlook.cli import main; main()"
    )
    words = [sys.executable, "-c", program, "extract", "long.pdf"]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        child = child_of(started.pid)
        os.kill(started.pid, signal.SIGINT)
        out, err = started.communicate(timeout=30)
    assert (started.returncode, out, err) == (130, "", "interrupted; nothing more was written\n")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def child_of(parent: int) -> int:
    """The process that a process has started, once it has."""
    for _ in range(600):
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        found = [int(line.split()[0]) for line in listed.splitlines() if line.split()[1] == str(parent)]
        if found:
            return found[0]
        time.sleep(0.05)
    pytest.fail("no child was started")


def test_the_byline_of_a_web_page_is_proposed_as_its_author(book: Path, run: Run) -> None:
    """Where its own heading names nobody, as a line of text would."""
    text = "<p>Exports are likely to fall by the end of March 2025.</p><p>The port will reopen by June 2025.</p>"
    page = "<!doctype html><html><body><article>{}" + text + "</article></body></html>"
    for name, byline in (
        ("one", '<p class="byline">Harbour Desk</p>'),
        ("two", '<h1>Week</h1><p rel="author">By Ana Berg</p>'),
    ):
        Path(f"{name}.html").write_text(page.format(byline))
    ran = run("extract", "one.html", "--case", "web", "--accept", "all", "--as-of", "2024-12-01")
    assert (ran.code, "its byline says that it is by Harbour Desk: --author NAME says another" in ran.err) == (0, True)
    assert "author: Harbour Desk" in (book / "web" / "case.yaml").read_text()
    ran = run("extract", "two.html", "--case", "web", "--accept", "all", "--as-of", "2024-12-02", "--author", "Tom Lee")
    assert (ran.code, "byline" in ran.err) == (0, False)
