"""What was said stays said: nothing that is recorded after the outcome changes a score, in either direction."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from outlook.belief.timeline import situations
from outlook.evidence.over_time import counted
from outlook.model import Estimate, Evidence, Resolution, Retraction
from outlook.model.kinds import FORECAST
from outlook.scoring.curve import curve
from outlook.scoring.scorecard import score, scorecard, time_weighted_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run
    from outlook.model import Entry
    from outlook.scoring.scorecard import Row, Scorecard

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
HAMA = FORECAST.validate_python(
    {"id": "hama", "case": "syria", "kind": "binary", "question": "Falls?", "criteria": "Two wires.",
     "opens_at": OPENS, "closes_at": OPENS + timedelta(days=10)}
)  # fmt: skip


def day(number: float) -> datetime:
    return OPENS + timedelta(days=number)


def stamp(number: int, known: float, recorded: float | None, by: str = "alice", **more: Any) -> dict[str, Any]:
    at = day(known if recorded is None else recorded)
    return {"id": f"aaaaaaa{'abcdefghijklmnop'[number]}", "known_at": day(known), "recorded_at": at, "by": by, **more}


def says(number: int, known: float, p: float | None, recorded: float | None = None, **more: Any) -> Estimate:
    return Estimate(forecast="hama", stated=p, **stamp(number, known, recorded, **more))


def takes_back(number: int, of: int, known: float, recorded: float | None = None) -> Retraction:
    return Retraction(entry=f"aaaaaaa{'abcdefghijklmnop'[of]}", **stamp(number, known, recorded))


def resolves(number: int, known: float, recorded: float | None = None, outcome: str = "yes") -> Resolution:
    return Resolution(forecast="hama", outcome=outcome, **stamp(number, known, recorded, by="judge"))


def scored(*entries: Entry, at: float = 100, late: bool = False) -> Scorecard:
    return scorecard(situations({"hama": HAMA}, entries, day(at)), late=late)


def row(*entries: Entry, late: bool = False) -> Row:
    card = scored(*entries, late=late)
    assert [one.reason for one in card.not_scored] == []
    (found,) = card.rows
    return found


SAID = (says(0, 0, 0.5), says(1, 4, 0.1), resolves(9, 8))
MEAN = (4 * 0.25 + 4 * 0.81) / 8


def test_a_retraction_after_the_end_changes_no_score_and_is_marked() -> None:
    plain, found = row(*SAID), row(*SAID, takes_back(2, 1, 9))
    assert plain.time_weighted == found.time_weighted == pytest.approx(MEAN)
    assert found.last == plain.last, "nothing earlier revives"
    assert (plain.marks.taken_back, found.marks.taken_back) == (0, 1)


def test_what_was_withdrawn_before_the_end_is_not_taken_back_by_a_withdrawal_after_it() -> None:
    once = row(*SAID, says(2, 9, None), says(3, 9.5, None))
    again = row(*SAID, says(2, 6, None), says(3, 9, None))
    assert (once.marks.taken_back, again.marks.taken_back) == (1, 0)


def test_a_withdrawal_that_was_retracted_takes_nothing_back() -> None:
    found = row(*SAID, says(2, 9, None), takes_back(3, 2, 10))
    assert found.marks.taken_back == 0


def test_a_withdrawal_takes_back_what_was_in_force_and_not_what_came_too_late() -> None:
    late = says(2, 5, 0.99, 9)
    assert row(*SAID, late, says(3, 9.5, None)).marks.taken_back == 1
    assert row(*SAID, late, says(3, 9.5, None), takes_back(4, 1, 9.6)).marks.taken_back == 1
    assert row(*SAID, late, says(3, 9.5, None), takes_back(4, 2, 9.6)).marks.taken_back == 2


def test_a_retraction_with_an_earlier_date_changes_no_score_either() -> None:
    assert row(*SAID, takes_back(2, 1, 4, 9)).time_weighted == pytest.approx(MEAN)


def test_a_retraction_within_the_window_counts_from_the_moment_it_was_recorded() -> None:
    found = row(*SAID, takes_back(2, 1, 4, 6))
    assert found.time_weighted == pytest.approx((6 * 0.25 + 2 * 0.81) / 8), "what it took back stood for two days"
    assert found.course().coverage == 1


def test_a_retraction_of_the_only_estimate_leaves_its_time_before() -> None:
    found = row(says(0, 0, 0.5), takes_back(1, 0, 2), resolves(9, 8))
    assert found.time_weighted == pytest.approx(0.25)
    assert found.coverage == pytest.approx(0.25)


def test_a_retraction_that_is_taken_back_after_the_end_stays() -> None:
    found = row(*SAID, takes_back(2, 1, 6), takes_back(3, 2, 9))
    assert found.time_weighted == pytest.approx((6 * 0.25 + 2 * 0.81) / 8)


@pytest.mark.parametrize(("recorded", "mean"), [(6, (4 * 0.25 + 2 * 0.81) / 6), (9, MEAN)])
def test_a_withdrawal_counts_from_the_moment_it_was_recorded(recorded: float, mean: float) -> None:
    assert row(*SAID, says(2, 4.5, None, recorded)).time_weighted == pytest.approx(mean)


def test_an_estimate_recorded_after_the_outcome_was_is_late_and_scored_only_when_asked() -> None:
    late = says(2, 1, 0.99, 9)
    assert row(*SAID, late).time_weighted == row(*SAID).time_weighted
    assert row(*SAID, late).marks.late == 1
    assert row(*SAID, late, late=True).time_weighted == pytest.approx((0.25 + 3 * 0.01**2 + 4 * 0.81) / 8)
    (left_out,) = scored(late, resolves(9, 8)).not_scored
    assert "--late" in left_out.reason


def test_an_outcome_that_was_taken_back_makes_late_all_the_same() -> None:
    entries = (says(0, 0, 0.5), resolves(9, 8), takes_back(3, 9, 8.5), says(2, 1, 0.99, 8.7), resolves(8, 8.2, 9))
    assert row(*entries).marks.late == 1
    assert row(*entries).time_weighted == pytest.approx(0.25)


def test_one_recorded_before_anybody_wrote_the_outcome_down_is_scored_and_marked() -> None:
    found = row(says(0, 0, 0.5, 8.5), resolves(9, 8, 9))
    assert found.time_weighted == pytest.approx(0.25)
    assert (found.marks.after_the_end, found.marks.late) == (1, 0)
    same = row(says(0, 0, 0.5, 9), resolves(9, 8, 9))
    assert same.marks.late == 0, "late is only what was recorded strictly after"


def test_other_dates_in_the_past_are_marked_once_they_lie_more_than_a_day_back() -> None:
    assert row(says(0, 0, 0.5, 1), resolves(9, 8)).marks.back_dated == 0
    assert row(says(0, 0, 0.5, 1.01), resolves(9, 8)).marks.back_dated == 1


def test_what_was_imported_is_as_its_source_recorded_it() -> None:
    imported = {"imported": {"system": "elsewhere", "id": "1"}}
    found = row(says(0, 0, 0.5, 50, **imported), says(1, 4, None, 50, **imported), resolves(9, 8))
    assert (found.marks.late, found.marks.back_dated, found.marks.after_the_end) == (0, 0, 0)
    assert found.time_weighted == pytest.approx(0.25)
    assert found.coverage == pytest.approx(0.5)


def test_calibration_takes_no_late_estimate_unless_asked() -> None:
    entries = (says(0, 0, 0.5), says(2, 1, 0.99, 9), resolves(9, 8))
    found = situations({"hama": HAMA}, entries, day(100))
    assert [pair.p for pair in curve(found, day(100)).pairs] == [0.5]
    assert [pair.p for pair in curve(found, day(100), late=True).pairs] == [0.99]


def test_every_command_leaves_late_estimates_out_and_takes_the_option(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(datetime(2026, 11, 24, tzinfo=UTC))
    run("estimate", "hama-by-december", "99%", "--why", "x", "--by", "bob", "--known-at", "2024-12-02")

    def brier(*words: str) -> Any:
        found = json.loads(run(*words, "hama-by-december", "--by", "bob", "--json").out)["forecasts"]
        return found[0]["brier"] if found else None

    assert (brier("status"), brier("score")) == (None, None)
    assert brier("status", "--late") == brier("score", "--late") == pytest.approx(0.0001)
    assert json.loads(run("calibration", "--by", "bob", "--json").out)["n"] == 0
    assert json.loads(run("calibration", "--by", "bob", "--late", "--json").out)["n"] == 1
    assert "1 estimate is late" in run("score", "hama-by-december").out


def test_evidence_that_is_taken_back_after_the_outcome_counted_all_the_same() -> None:
    report = Evidence(forecasts=("hama",), summary="Seen.", likelihood_ratio=4, **stamp(0, 2, None))
    for back in (takes_back(1, 0, 3, 9), report.model_copy(update={**stamp(1, 3, 9), "revises": report.id})):
        (found,) = situations({"hama": HAMA}, [report, back, resolves(9, 8)], day(100))
        assert [one.id for one in counted(found)] == [report.id]
    (found,) = situations({"hama": HAMA}, [report, takes_back(1, 0, 3, 7), resolves(9, 8)], day(100))
    assert counted(found) == ()


def _anything(dice: Random) -> list[Entry]:
    """What two people say, in any order, with what takes some of it back, and how it ends."""
    found: list[Entry] = []
    for number in range(dice.randint(0, 6)):
        known, later = dice.randint(-2, 14), dice.choice((None, dice.randint(0, 16)))
        if number and dice.random() < 0.3:
            found.append(takes_back(number, dice.randrange(number), known, later))
        else:
            stated = dice.choice((None, 0.0, 0.2, 0.7, 1.0, 1.5))
            found.append(says(number, known, stated, later, by=dice.choice(("alice", "bob"))))
    ends = dice.choices(("yes", "no", "0.3", "annulled", "of another kind"), k=dice.choice((0, 1, 1, 1, 2)))
    return [*found, *(resolves(8 + place, dice.randint(0, 12), None, outcome) for place, outcome in enumerate(ends))]


@pytest.mark.parametrize("seed", range(5))
def test_the_score_in_a_table_is_that_of_the_scorecard(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - not for secrets
    for _ in range(200):
        (found,) = situations({"hama": HAMA}, _anything(dice), day(dice.randint(0, 20)))
        for late in (False, True):
            rows = {one.by: one.time_weighted for one in score(found, late=late).rows}
            for person in ("alice", "bob", "nobody"):
                assert time_weighted_of(found, person, late=late) == rows.get(person), found
