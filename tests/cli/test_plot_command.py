"""`outlook plot`, as a user and a program see it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run, Shell

LATE = ("--at", "2026-01-01")


def test_a_plot_says_what_it_draws_and_what_the_lines_say_last(book: Path, run: Run) -> None:
    out = run("plot", "hama-by-december", *LATE).out
    assert "opened 1 Dec 2024, closes 31 Dec 2024 · resolved yes 5 Dec 2024" in out
    assert "drawn: the probability of yes, 0–100%" in out
    assert "●  stated by case-author: 40.4%" in out
    assert "⠂  implied by the evidence: 31.7%" in out
    assert "where what is implied lies nine times in ten: 18–49%" in out
    assert "◎  what happened: yes" in out
    assert "┊  resolution 5 Dec 2024" in out
    assert "▲  4 reports, a digit where several came at once" in out
    assert "not drawn: 3 reports known before the opening" in out
    assert [line.split()[0] for line in out.splitlines()[-4:]] == ["su52nexe", "xg66te2s", "xtoyn533", "2hdqccl4"]


def test_while_it_is_open_now_and_the_close_are_marked(book: Path, run: Run) -> None:
    out = run("plot", "un-talks", "--at", "2025-01-15").out
    assert "┊  now 15 Jan 2025, close 31 Mar 2025" in out
    assert "what happened" not in out


def test_the_scale_is_fixed_and_high_lies_above_low(book: Path, run: Run) -> None:
    lines = run("plot", "outlook-by-march", *LATE).out.splitlines()
    for name, row in (("stalemate", 3), ("escalation", 7)):
        at = next(number for number, line in enumerate(lines) if line.strip() == name)
        assert (lines[at + 1][:6], lines[at + 7][:6]) == (" 100%│", "   0%│")
        assert lines[at + row][6] == "●"


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("hama-by-december", "the probability of yes, 0–100%"),
        ("outlook-by-march", "the probability of the 4 leading of 5 options, 0–100%"),
        ("displaced-peak", "the median and the central 90% interval (persons)"),
        ("damascus-date", "the probability that it happens by each day, 0–100%"),
    ],
)
def test_every_kind_has_its_picture_as_data(book: Path, run: Run, name: str, drawn: str) -> None:
    found = json.loads(run("plot", name, *LATE, "--json").out)
    assert (found["schema"], found["id"], found["drawn"]) == (2, f"syria-2024-12/{name}", drawn)
    for panel in found["panels"]:
        for line in panel["lines"]:
            for one in line["strokes"]:
                assert panel["low"] <= one["value"] <= panel["high"]
                assert found["starts_at"] <= one["starts_at"] <= one["ends_at"] <= found["ends_at"]


def test_a_plot_of_nothing_says_so(book: Path, run: Run) -> None:
    run("new", "work/bare", "--question", "Well?", "--criteria", "C", "--opens", "2024-12-01", "--closes", "2025-12-31")
    ran = run("plot", "work/bare")
    assert ran.code == 0
    assert "nothing to draw: nothing was stated or implied by then" in ran.out
    assert "nothing was stated" in run("plot", "work/bare", "--svg", "-").out


def test_a_day_by_quantiles_is_drawn_on_an_axis_of_days(book: Path, run: Run) -> None:
    run("new", "work/when", "--kind", "date", "--question", "When?", "--criteria", "C", "--opens", "2024-12-01",
        "--closes", "2025-12-31")  # fmt: skip
    run("estimate", "when", "q10=2025-02-01,q50=2025-03-01,q90=2025-06-01", "--why", "x", "--known-at", "2024-12-02")
    run("estimate", "when", "q10=2025-03-01,q50=2025-04-01,q90=2025-06-01", "--why", "x", "--known-at", "2024-12-04")
    out = run("plot", "work/when").out
    assert "drawn: the median and the central 80% interval (day)" in out
    assert "●  stated by alice: 1 Apr 2025" in out
    assert "╌  the central 80% interval of alice: 1 Mar 2025 to 1 Jun 2025" in out
    assert "1 Mar│" in out
    assert "1 Apr 2025" in run("plot", "work/when", "--svg", "-").out


def test_what_came_late_and_who_had_no_room_is_said(book: Path, run: Run) -> None:
    assert "not drawn: 1 report known after the end" in run("plot", "damascus-date", *LATE).out
    for number in range(6):
        run(
            "estimate",
            "unsc-resolution",
            "20%",
            "--why",
            "x",
            "--known-at",
            f"2024-12-0{number + 2}",
            "--by",
            f"p{number}",
        )
    out = run("plot", "unsc-resolution").out
    assert "not drawn: 2 forecasters; name one with --by" in out
    assert "not drawn: 2 forecasters" in run("plot", "unsc-resolution", "--svg", "-").out


def test_who_looks_is_drawn_however_many_were_newer(book: Path, run: Run) -> None:
    for day, person in enumerate(("alice", "p0", "p1", "p2", "p3", "p4", "p5"), 2):
        when = ("--known-at", f"2024-12-0{day}", "--by", person)
        assert run("estimate", "unsc-resolution", "20%", "--why", "x", *when).code == 0
    out = run("plot", "unsc-resolution").out
    assert "●  stated by alice: " in out
    assert "stated by p5: " in out
    assert "stated by p1: " not in out


def test_what_cannot_be_drawn_is_refused(book: Path, run: Run, refuses: Refuses) -> None:
    run("new", "work/draft", "--question", "Well?")
    refuses("plot", "work/draft", saying=("has no window to draw over", "outlook edit draft"))
    refuses("plot", "hama-by-december", "--at", "2024-11-01", saying="opens on 2024-12-01")
    refuses("plot", "homs", saying="homs")
    refuses("plot", "hama-by-december", "--json", "--svg", "x.svg", saying="--svg and --json are two outputs")
    refuses("plot", "hama-by-december", "--force", saying="--force means nothing without --svg FILE")


def test_several_forecasters_have_marks_of_their_own(book: Path, run: Run) -> None:
    for person, p, day in (("ann", "20%", "2024-12-05"), ("bob", "60%", "2024-12-06")):
        run("estimate", "unsc-resolution", p, "--why", "x", "--known-at", day, "--by", person)
    out = run("plot", "unsc-resolution").out
    assert "●  stated by ann: 20.0%" in out
    assert "■  stated by bob: 60.0%" in out
    assert "stated by ann" not in run("plot", "unsc-resolution", "--by", "bob").out
    assert "B  stated by bob: 60.0%" in run("plot", "unsc-resolution", "--ascii").out


def test_the_svg_goes_to_a_file_that_is_kept(book: Path, run: Run, refuses: Refuses) -> None:
    assert run("plot", "hama-by-december", *LATE, "--svg", "hama.svg").err == "wrote hama.svg\n"
    refuses("plot", "hama-by-december", *LATE, "--svg", "hama.svg", saying="hama.svg exists already")
    assert run("plot", "hama-by-december", *LATE, "--svg", "hama.svg", "--force").code == 0


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "latin-1"}, {"TERM": "dumb"}, {"PYTHONIOENCODING": "ascii"}]
)
@pytest.mark.parametrize("command", ["plot hama-by-december", "calibration"])
def test_where_braille_cannot_be_shown_the_picture_is_plain(
    book: Path, quick_shell: Shell, environment: dict[str, str], command: str
) -> None:
    ran = quick_shell(f"outlook {command} --at 2026-01-01", **environment)
    assert ran.code == 0
    assert ran.out.isascii()
    assert "\\u" not in ran.out


def test_a_utf_8_pipe_gets_braille(book: Path, quick_shell: Shell) -> None:
    out = quick_shell("outlook plot hama-by-december --at 2026-01-01", PYTHONIOENCODING="utf-8").out
    assert any("\u2801" <= sign <= "\u28ff" for sign in out)


def test_who_looks_has_the_same_sign_on_every_forecast(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert book.exists()
    for name, people in (("one", ("bob", "alice")), ("two", ("alice", "bob"))):
        fields = ("--criteria", "C", "--opens", "2024-12-01", "--closes", "2025-12-31")
        assert run("new", f"work/{name}", "--question", f"Is it {name}?", *fields).code == 0
        for day, person in enumerate(people, 2):
            when = ("--known-at", f"2024-12-0{day}", "--by", person)
            assert run("estimate", f"work/{name}", "30%", "--why", "x", *when).code == 0
    for person, others in (("alice", "bob"), ("bob", "alice")):
        monkeypatch.setenv("OUTLOOK_BY", person)
        for name in ("one", "two"):
            out = run("plot", f"work/{name}").out
            assert f"●  stated by {person}: " in out
            assert f"■  stated by {others}: " in out
    monkeypatch.setenv("OUTLOOK_BY", "nobody-yet")
    assert "●  stated by alice: " in run("plot", "work/one").out


def test_the_interval_says_whose_it_is(book: Path, run: Run) -> None:
    assert book.exists()
    fields = (
        "--kind",
        "numeric",
        "--unit",
        "USD",
        "--criteria",
        "C",
        "--opens",
        "2024-12-01",
        "--closes",
        "2025-12-31",
    )
    run("new", "work/oil", "--question", "What is oil?", *fields)
    for day, person in enumerate(("alice", "crowd"), 2):
        stated = ("q05=60,q50=70,q95=90", "--why", "x", "--known-at", f"2024-12-0{day}", "--by", person)
        assert run("estimate", "work/oil", *stated).code == 0
    assert "╌  the central 90% interval of crowd: 60 to 90 USD" in run("plot", "work/oil").out
    assert json.loads(run("plot", "work/oil", "--json").out)["panels"][0]["interval"] == {"by": "crowd", "share": 0.9}
    assert "the central 90% interval of alice" in run("plot", "work/oil", "--by", "alice").out
