"""What is drawn of a forecast: the lines that were stated and implied, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from outlook.answers.chart import MOST_LINES, MOST_PANELS, Picture, picture
from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

CASE = "syria-2024-12"
LATE = datetime(2026, 1, 1, tzinfo=UTC)


def draw(root: Path, name: str, at: datetime = LATE, by: str | None = None) -> Picture:
    opened = Book.open(root)
    forecast = opened.forecast(name)
    return picture(Standings(opened, at)[forecast.full_id], by)


def lines(found: Picture, panel: int = 0) -> dict[str, list[float]]:
    return {line.name: [stroke.value for stroke in line.strokes] for line in found.panels[panel].lines}


def test_a_yes_no_question_has_one_panel_from_0_to_1_with_both_lines(book: Path) -> None:
    found = draw(book, "hama-by-december")
    (panel,) = found.panels
    assert (panel.low, panel.high, panel.truth) == (0.0, 1.0, 1.0)
    assert lines(found)["case-author"] == [0.404]
    assert lines(found)["implied"][0] == pytest.approx(0.404)
    assert lines(found)["implied"][-1] == pytest.approx(0.3167, abs=5e-5)


def test_the_axis_runs_to_the_close_until_there_is_a_resolution(book: Path) -> None:
    before, after = draw(book, "hama-by", datetime(2024, 12, 4, tzinfo=UTC)), draw(book, "hama-by-december")
    assert before.ends_at == before.situation.forecast.closes_at
    assert after.ends_at == after.resolved_at == datetime(2024, 12, 5, 12, tzinfo=UTC)
    assert before.panels[0].truth is None
    assert before.panels[0].lines[0].strokes[-1].ends_at == datetime(2024, 12, 4, tzinfo=UTC)


def test_evidence_is_what_was_known_in_the_window_and_the_rest_is_counted(book: Path) -> None:
    found = draw(book, "damascus-date")
    assert all(found.starts_at <= entry.known_at <= found.ends_at for entry in found.evidence)
    assert (found.evidence_before, found.evidence_after) == (1, 1)
    assert len(found.evidence) == len(found.situation.history.evidence) - 2


def test_every_estimate_is_a_step_and_a_withdrawal_ends_the_line(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(datetime(2024, 12, 7, 12, tzinfo=UTC))
    say(run, "unsc-resolution", ("20%", "2024-12-03"), ("30%", "2024-12-05"), ("withdraw", "2024-12-07"))
    found = draw(book, "unsc-resolution", datetime(2024, 12, 9, tzinfo=UTC))
    (alice,) = [line for line in found.panels[0].lines if line.name == "alice"]
    days = [(stroke.starts_at.day, stroke.ends_at.day, stroke.value) for stroke in alice.strokes]
    assert days == [(3, 5, 0.2), (5, 7, 0.3)]


def say(run: Run, name: str, *stated: tuple[str, str], by: str = "alice") -> None:
    for p, day in stated:
        assert run("estimate", name, p, "--why", "x", "--known-at", day, "--by", by).code == 0


def test_one_forecaster_can_be_drawn_alone(book: Path, run: Run) -> None:
    say(run, "unsc-resolution", ("20%", "2024-12-03"))
    at = datetime(2024, 12, 9, tzinfo=UTC)
    assert set(lines(draw(book, "unsc", at))) == {"case-author", "alice", "implied"}
    assert set(lines(draw(book, "unsc", at, "alice"))) == {"alice", "implied"}
    assert set(lines(draw(book, "unsc", at, "nobody"))) == {"implied"}


def test_of_many_forecasters_those_with_the_newest_estimates_are_drawn(book: Path, run: Run) -> None:
    for number in range(MOST_LINES + 1):
        say(run, "unsc-resolution", ("20%", f"2024-12-0{number + 2}"), by=f"p{number}")
    found = draw(book, "unsc", datetime(2024, 12, 9, 12, tzinfo=UTC))
    assert set(lines(found)) == {*(f"p{number}" for number in range(1, MOST_LINES + 1)), "implied"}
    assert found.people_left_out == 2


def test_a_choice_has_a_panel_for_each_leading_option_and_always_for_the_one_that_came_true(book: Path) -> None:
    found = draw(book, "deepest-city")
    assert len(found.panels) == MOST_PANELS
    assert {panel.title: panel.truth for panel in found.panels}["Damascus"] == 1.0
    shares = found.situation.history.estimates[-1].stated
    assert isinstance(shares, dict)
    for at, panel in enumerate(found.panels):
        assert lines(found, at)["case-author"] == [shares[panel.title]]


def test_the_option_that_came_true_is_drawn_however_unlikely_it_was(book: Path, run: Run) -> None:
    options = [word for name in "abcdef" for word in ("--option", name)]
    made = run("new", "work/which", "--kind", "choice", *options, "--question", "Which?", "--criteria", "C",
               "--opens", "2024-12-01", "--closes", "2024-12-31")  # fmt: skip
    assert made.code == 0, made
    say(run, "which", ("a=.3,b=.25,c=.2,d=.15,e=.09,f=.01", "2024-12-02"))
    at = datetime(2024, 12, 10, 12, tzinfo=UTC)
    assert [panel.title for panel in draw(book, "work/which", at).panels] == ["a", "b", "c", "d"]
    assert run("resolve", "which", "f", "--why", "x", "--known-at", "2024-12-09").code == 0
    assert [panel.title for panel in draw(book, "work/which", at).panels] == ["a", "b", "c", "f"]


def test_a_quantity_has_its_median_its_interval_and_what_came_true_on_one_scale(book: Path) -> None:
    found = draw(book, "displaced-peak")
    (panel,) = found.panels
    assert lines(found) == {"case-author": [280000.0]}
    assert [(band.low, band.high) for band in panel.bands] == [(70000.0, 1050000.0)]
    assert panel.low < 70000 < panel.truth == 1100000 < panel.high  # type: ignore[operator]  # it has come true
    assert found.drawn == "the median and the central 90% interval (persons)"


def test_a_day_by_points_is_drawn_as_the_probability_by_stated_days(book: Path) -> None:
    found = draw(book, "damascus-date")
    assert [panel.title for panel in found.panels][-1] == "by 2025-12-31"
    assert {panel.truth for panel in found.panels} == {1.0}
    assert lines(found, -1)["case-author"] == [0.28]
    before = draw(book, "damascus-date", datetime(2024, 12, 3, tzinfo=UTC))
    assert {panel.truth for panel in before.panels} == {None}


def test_a_day_by_quantiles_is_drawn_as_a_median_day(book: Path, run: Run) -> None:
    made = run("new", "work/when", "--kind", "date", "--question", "When?", "--criteria", "It is",
               "--opens", "2024-12-01", "--closes", "2025-12-31")  # fmt: skip
    assert made.code == 0, made
    say(run, "when", ("q10=2025-02-01,q50=2025-03-01,q90=2025-06-01", "2024-12-02"))
    found = draw(book, "work/when", datetime(2024, 12, 9, tzinfo=UTC))
    assert lines(found) == {"alice": [float(date(2025, 3, 1).toordinal())]}
    assert found.drawn == "the median and the central 80% interval (day)"


def test_a_belief_that_does_not_say_the_number_leaves_a_gap(book: Path, run: Run) -> None:
    made = run("new", "work/size", "--kind", "numeric", "--question", "How many?", "--criteria", "Counted",
               "--opens", "2024-12-01", "--closes", "2025-12-31")  # fmt: skip
    assert made.code == 0, made
    say(run, "size", ("q05=1,q95=9", "2024-12-02"), ("q05=2,q50=3,q95=8", "2024-12-04"))
    found = draw(book, "work/size", datetime(2024, 12, 9, tzinfo=UTC))
    assert lines(found) == {"alice": [3.0]}
    assert [(band.low, band.high) for band in found.panels[0].bands] == [(1.0, 9.0), (2.0, 8.0)]


def test_with_nothing_stated_or_implied_there_is_nothing_to_draw(book: Path, run: Run) -> None:
    run(
        "new",
        "work/bare",
        "--question",
        "Well?",
        "--criteria",
        "It is",
        "--opens",
        "2024-12-01",
        "--closes",
        "2025-12-31",
    )
    assert draw(book, "work/bare", datetime(2024, 12, 9, tzinfo=UTC)).is_empty
    assert not draw(book, "unsc").is_empty


@pytest.mark.parametrize(
    ("flags", "saying"),
    [
        (("--closes", "2025-12-31"), "work/early opens on"),
        ((), "work/early has no window to draw over: "),
    ],
)
def test_without_a_window_or_before_it_drawing_is_refused(book: Path, run: Run, flags: Any, saying: str) -> None:
    run("new", "work/early", "--question", "Well?", "--criteria", "It is", "--opens", "2025-01-01", *flags)
    with pytest.raises(Refused, match=saying):
        draw(book, "work/early", datetime(2024, 12, 9, tzinfo=UTC))


def test_an_estimate_that_no_longer_fits_the_record_is_left_out(book: Path, run: Run) -> None:
    say(run, "unsc-resolution", ("20%", "2024-12-03"))
    ledger = book / CASE / "ledger.jsonl"
    ledger.write_text(ledger.read_text().replace('"stated":0.2,', '"stated":{"a":1.0},'))
    assert set(lines(draw(book, "unsc", datetime(2024, 12, 9, tzinfo=UTC)))) == {"case-author", "implied"}
