"""`outlook review` line by line, as somebody at a terminal uses it, and where there is none."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import signal
import sys
import termios
import time
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import NOW, Terminal
from faults.forked import become
from outlook import cli
from outlook.cli import session
from outlook.cli.attending import within_of
from outlook.cli.reviewing import Reviewer
from outlook.cli.selecting import Wanted
from outlook.cli.waiting import Setting
from outlook.errors import Changed, NoMatch, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Refuses, Run

SNAPSHOT = Path(__file__).parent.parent / "tui" / "review.txt"
NAME = "syria-2024-12/attacks-on-us-forces"


class Typed(io.StringIO):
    """A standard input that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def answers(clock: object, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Review at a terminal, with lines typed one after the other: what it showed."""

    steps = count()
    monkeypatch.setattr(session, "now", lambda: NOW + timedelta(milliseconds=next(steps)))

    def reviewed(
        *lines: str, words: tuple[str, ...] = (NAME, "--all"), plain: tuple[str, ...] = ("--plain",), columns: int = 80
    ) -> str:
        screen = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", screen)
            patch.setattr(sys, "stderr", screen)
            patch.setattr(sys, "stdin", Typed("".join(f"{line}\n" for line in lines)))
            patch.setenv("COLUMNS", str(columns))
            assert cli.run(["review", *plain, "--color", "never", *words]) == 0
        return screen.getvalue()

    return reviewed


def kinds(book: Path) -> list[str]:
    return [json.loads(line)["kind"] for line in (book / "syria-2024-12" / "ledger.jsonl").read_text().splitlines()]


def test_the_page_shows_what_decides_about_the_number(book: Path, answers: Callable[..., str]) -> None:
    found = answers("40 It is busier", "quit")
    newest = json.loads((book / "syria-2024-12" / "ledger.jsonl").read_text().splitlines()[-1])
    found = found.replace(newest["id"], "ENTRY-ID")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(found, "utf-8")
    assert found == SNAPSHOT.read_text("utf-8")


def test_half_a_per_cent_that_would_be_a_half_is_asked_about(book: Path, answers: Callable[..., str]) -> None:
    """Who types 2 for two per cent types 0.5 for half of one; who stated 40 before means a half."""
    before = kinds(book)
    shown = answers("e 2 rare", "e 0.5 rarer still", "n", ".", "q")
    assert "0.5 is 50% here, and 0.5% would be nearer to the 2% that you stated last\nis that meant? [y/N] " in shown
    assert kinds(book) == [*before, "estimate"]
    shown = answers("e 40 likelier", "e 0.5 and more", "q")
    assert "is that meant?" not in shown
    assert "stated 40.0% → 50.0%" in shown


def test_each_word_writes_as_its_command_does(book: Path, answers: Callable[..., str]) -> None:
    before = kinds(book)
    shown = answers(
        "confirm", "e 40 why not", "+90", "", "", "", "44 60", "+2", "", "conf",
        "v", "A report", "", "", "AFP", "b2", "", "", "evidence A report", "", "", "AFP", "", "", "", "n", ".",
        "resolve no", "It closed", "", "", "y", "undo", "y", "snooze 3d", "u", "y", "nonsense", "?", "", "q",
    )  # fmt: skip
    for words in (
        "! alice has stated nothing of syria-2024-12/attacks-on-us-forces that could be confirmed",
        "stated 30.0% by case-author → 40.0% by",
        "! +90 from 40% leads to 130%",
        "what you typed is kept: an empty line keeps it, . leaves\nEstimate [+90]: ",
        "44% 60: is that one probability?",
        "stated 40.0% → 42.0%",
        "42.0%, unchanged: recorded as a confirmation",
        "evidence · syria-2024-12",
        "is this another report, to be logged beside it? [y/N] nothing was written",
        "it can still come true\nis that meant? [y/N] ",
        "open → resolved no",
        "taking back resolution",
        "snoozed until 13 Dec 2024",
        "snoozed no longer",
        "'nonsense' is none of estimate/confirm/evidence",
        "that was the last of 1: quit ends the review",
    ):
        assert " ".join(words.split()) in " ".join(shown.split()), shown
    assert kinds(book)[len(before) :] == ["estimate", "estimate", "estimate", "evidence", "resolution", "retraction"]


def test_a_line_after_a_bare_estimate_is_its_reason_and_no_command(
    book: Path, answers: Callable[..., str], run: Run
) -> None:
    """ "30 people died" would state 30%, and "confirm" would confirm."""
    shown = answers("35", "30 people died", "36", "confirm", "37 at once", "quit")
    assert shown.count("Why [what moved you; Enter alone gives no reason]: ") == 2
    ledger = (book / "syria-2024-12" / "ledger.jsonl").read_text().splitlines()[-3:]
    found = [(one["stated"], one["why"]) for one in map(json.loads, ledger)]
    assert found == [(0.35, "30 people died"), (0.36, "confirm"), (0.37, "at once")]


WAYS = {
    "all": (),
    "by": ("--by", "case-author"),
    "narrowed": ("--tag", "conditional", "--sort", "gap"),
    "within": ("--within", "60", "--limit", "5"),
}


@pytest.mark.alike
@pytest.mark.parametrize("words", WAYS.values(), ids=WAYS)
def test_it_walks_through_what_due_lists_in_that_order(
    book: Path, run: Run, answers: Callable[..., str], words: tuple[str, ...]
) -> None:
    def walked(*more: str) -> list[str]:
        found = re.findall(
            r"(syria-2024-12/\S+) · (?:binary|choice|numeric|date) ·", answers(*[""] * 40, words=(*words, *more))
        )
        assert len(found) == len(set(found))
        return found

    def listed(*more: str) -> list[str]:
        return list(dict.fromkeys(row["id"] for row in json.loads(run("due", *words, "--json", *more).out)["due"]))

    assert walked() == listed() != []
    first = listed()[0]
    answers("snooze 1y", words=(*words, first, "--limit", "1"))
    assert walked() == listed()
    assert walked("--snoozed") == listed("--snoozed")
    assert (first in walked(), first in walked("--snoozed"), first in walked("--all")) == (False, True, False)
    assert set(walked("--all")) > set(listed()) or "--limit" in words


def at_the_desk(book: Path) -> Reviewer:
    return Reviewer(Setting(book, None, "never", within_of("14d"), every=True), Wanted([NAME]))


def test_nobody_waits_for_a_plot_of_very_many_reports(
    book: Path, clock: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_the_desk(book)
    assert "Chart" in {type(block).__name__ for block in desk.page(NAME)}
    monkeypatch.setattr("outlook.answers.review.MOST_DRAWN", 3)
    page = desk.page(NAME)
    assert "Chart" not in {type(block).__name__ for block in page}
    assert f"not drawn, because 4 reports take long: outlook plot {NAME}" in str(page)


def test_what_was_kept_of_the_book_and_no_longer_holds_is_read_anew(
    book: Path, tmp_path: Path, clock: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*_: object) -> None:
        raise Changed

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    at_the_desk(book)
    desk, before = at_the_desk(book), kinds(book)
    (file,) = (tmp_path / "cache").rglob("*.records")
    raw = file.read_bytes()
    file.write_bytes(raw[: len(raw) // 8].ljust(len(raw), b"\0"))
    assert "stated 30.0% by case-author → 40.0% by" in str(desk.estimate(NAME, "40 Anew", ()).page)
    monkeypatch.setattr("outlook.cli.finishing.Compared", changed)
    with pytest.raises(Unreadable, match="is written; after that, somebody else changed the book"):
        desk.estimate(NAME, "50 Once", ())
    assert kinds(book)[len(before) :] == ["estimate", "estimate"]


def test_what_is_gone_meanwhile_is_no_other_forecast_of_a_like_name(book: Path, clock: object) -> None:
    case = book / "syria-2024-12"
    (case / "attacks-on-us-forces-again.yaml").write_bytes((case / "attacks-on-us-forces.yaml").read_bytes())
    desk = at_the_desk(book)
    (case / "attacks-on-us-forces.yaml").unlink()
    before = kinds(book)
    for do in (lambda: desk.estimate(NAME, "50", ()), lambda: desk.snooze(NAME, "2w"), lambda: desk.page(NAME)):
        with pytest.raises(NoMatch, match="is in the book no longer"):
            do()
    assert kinds(book) == before


def test_without_a_terminal_it_says_what_to_use_instead(book: Path, refuses: Refuses) -> None:
    refuses("review", saying=("`outlook due` lists what waits", "`outlook estimate -` reads"))


def test_without_room_or_the_extra_it_asks_line_by_line(
    book: Path, answers: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "[1 of 1]\nestimate/" in answers("quit", plain=(), columns=39)
    monkeypatch.setattr("outlook.cli.review.find_spec", lambda _name: None)
    assert "[1 of 1] estimate/" in answers("quit", plain=())


def test_nothing_to_do_is_said(book: Path, answers: Callable[..., str]) -> None:
    assert answers(words=("unsc", "--within", "4")) == "nothing is due: --all walks through every open forecast\n"


# ── at a real terminal ──


class At:
    """The program at a terminal of its own: forked where all is loaded, or the installed one."""

    def __init__(self, *words: str, hears_a_hang_up: bool = True, installed: bool = False, **environment: str) -> None:
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            if not hears_a_hang_up:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
            if installed:
                program = str(Path(sys.executable).parent / "outlook")
                os.execve(program, ["outlook", "review", *words], {**os.environ, **environment})  # noqa: S606
            become(("review", *words), [0, 1, 2], environment)
        self.seen = b""

    def until(self, text: str) -> None:
        """Read until something is shown."""
        end = time.monotonic() + 20
        while text.encode() not in self.seen and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                self.seen += os.read(self.terminal, 65536)
        assert text.encode() in self.seen, self.seen

    def until_asked(self) -> None:
        """Read until the newest of what is shown is the question what to do."""
        end = time.monotonic() + 20
        while not self.seen.endswith(b"quit: ") and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                self.seen += os.read(self.terminal, 65536)
        assert self.seen.endswith(b"quit: "), self.seen

    def type(self, text: str) -> None:
        os.write(self.terminal, text.encode())

    def ended(self) -> int:
        """Read to the end; the exit code."""
        try:
            while part := os.read(self.terminal, 65536):
                self.seen += part
        except OSError:  # how Linux says that nobody writes to a terminal any more
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


@pytest.fixture
def lasting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The ledger of a book with a question that is open by any clock."""
    case = tmp_path / "forecasts" / "work"
    case.mkdir(parents=True)
    (case / "case.yaml").write_text("title: Work\n")
    (case / "ship.yaml").write_text(
        "kind: binary\nquestion: Will it ship?\ncriteria: It is out.\nopens_at: 2024-01-01\ncloses_at: 2124-01-01\nprior: 0.5\n"
    )
    monkeypatch.chdir(tmp_path)
    return case / "ledger.jsonl"


pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


@pytest.mark.alike
@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_an_interrupt_ends_it_and_what_was_written_is_named(lasting: Path, term: str) -> None:
    """A dumb terminal is asked line by line, another is shown pages: both end alike, and the terminal is as before."""
    here = At(TERM=term, COLUMNS="80", LINES="24", EDITOR="false")
    before = termios.tcgetattr(here.terminal)
    here.until("work/ship")
    here.type("40 At last\r")
    here.until("to take it back")
    here.type("o\r" if term == "dumb" else "o")
    here.until("did not finish")  # and the terminal is taken back from the editor
    if term == "dumb":
        here.until_asked()
    here.type("+5\x03" if term != "dumb" else "+5")
    if term == "dumb":
        os.kill(here.child, signal.SIGINT)
    assert here.ended() == 130
    (entry,) = map(json.loads, lasting.read_text().splitlines())
    assert (entry["stated"], entry["why"]) == (0.4, "At last")
    assert f"interrupted; entry {entry['id']} is written" in here.seen.decode()
    assert re.search(r"This review\W.*estimated +work/ship: stated .+ 40.0%.*left +none", here.seen.decode(), re.DOTALL)
    assert b"Traceback" not in here.seen
    assert termios.tcgetattr(here.terminal) == before


@pytest.mark.in_turn
@pytest.mark.usefixtures("lasting")
def test_a_signal_to_end_leaves_the_terminal_as_it_was() -> None:
    here = At(TERM="xterm-256color", NO_COLOR="1", installed=True)
    here.until("work/ship")
    os.kill(here.child, signal.SIGTERM)
    assert here.ended() == -signal.SIGTERM
    shown = here.seen.decode()
    assert shown.rindex("\x1b[?1049l") > shown.rindex("\x1b[?1049h")
    colours = set(re.findall(r"\x1b\[([0-9;]*)m", shown))
    assert not any(re.search(r"(^|;)(3[0-8]|4[0-8]|9\d|10\d)(;|$)", one) for one in colours), colours


@pytest.mark.in_turn
@pytest.mark.usefixtures("lasting")
def test_a_terminal_that_is_gone_ends_it_although_hang_ups_are_ignored() -> None:
    here = At(TERM="xterm-256color", hears_a_hang_up=False)
    here.until("work/ship")
    os.close(here.terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(here.child, 0)[1]) == -signal.SIGHUP


def test_the_end_says_what_was_done_and_what_is_left(book: Path, answers: Callable[..., str]) -> None:
    shown = answers(
        "40 busy", "conf", "42 busier", "u", "y", "next", "35 a start", "snooze 3d", "next", "snooze 2d", "snooze now",
        "quit", words=("--all", "--limit", "6"),
    )  # fmt: skip
    names = re.findall(r"(syria-2024-12/\S+) · binary", shown)
    end = " ".join(shown.partition("This review")[2].split())
    assert f"estimated {names[0]}: stated" in end
    assert f"confirmed {names[0]}: stated 40.0%, unchanged: recorded as a confirmation" in end
    assert "42.0%" not in end, end  # it was taken back
    assert f"snoozed {names[1]}: until 13 Dec 2024" in end
    assert "12 Dec 2024" not in end
    assert " left 4: " in end, end


def test_an_end_without_anything_says_that_too(book: Path, answers: Callable[..., str]) -> None:
    assert "This review\ndone         nothing\nleft         1: syria-2024-12/attacks-on-us-forces\n" in answers("quit")


def test_what_is_taken_back_elsewhere_is_the_deed_of_its_own_forecast(book: Path, answers: Callable[..., str]) -> None:
    shown = answers("40 busy", "next", "u", "y", "u", "y", "q", words=("--all", "--limit", "2"))
    end = " ".join(shown.partition("This review")[2].split())
    name = re.findall(r"(syria-2024-12/\S+) · ", shown)[0]
    assert f"estimated {name}: stated" in end, shown  # taken back, and brought back
    assert "left 1: " in end


def test_what_is_not_due_comes_by_its_close(book: Path, run: Run, clock: object) -> None:
    due = {row["id"] for row in json.loads(run("due", "--json").out)["due"]}
    found = Reviewer(Setting(book, None, "never", within_of("14d"), every=True), Wanted(None)).waiting
    rows = {row["id"]: row["closes_at"] for row in json.loads(run("status", "--json").out)["forecasts"]}
    rest = [one.name for one in found if one.name not in due]
    assert rest == sorted(rest, key=lambda name: (rows[name], name))
    assert len(rest) > 1
    assert {one.name for one in found[: len(due)]} == due


def test_an_empty_estimate_says_what_this_question_takes(book: Path, run: Run, answers: Callable[..., str]) -> None:
    asked = (
        ("amount", "q05=20,q50=60.5,q95=120", "q05=20,q50=60.5,q95=120"),
        ("day", "q05=2025-01-05,q95=2025-05-01", "q05=2025-01-05,q95=2025-05-01"),
        ("who", "Ann=30%,Bo=.7", "Ann=0.3,Bo=0.7"),
        ("curve", "10=.1,20=.3,30=.6,40=.7,50=.8", "10=0.1,30=0.6,50=0.8"),
        ("rain", "40%", "+5, 35, 1/3"),
    )
    for name, believed, example in asked:
        assert run("add", f"What of {name}?", believed, "2025-06-30", "--id", name).code == 0
        shown = answers("e", "", "q", words=(f"inbox/{name}", "--all"))
        assert f"Estimate [{example}, and why on the same line]: " in shown
        assert f"nothing was stated: type {example}, and why on the same line\n" in shown
