"""The Good Judgment Project's public data: stray bytes, American days, one row an option, withdrawals."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import Import, lost
from exchange.held import estimates, questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

IFPS = (
    "ifp_id,q_type,q_text,q_desc,q_status,date_start,date_suspend,date_to_close,date_closed,outcome,short_title,days_open,n_opts,options\n"
    '1001-0,0,Will it hold?,"Two wires, \x8c\x9d say so.",closed,9/1/11,12/30/11 0:00,12/31/11,12/15/11,a,Hold,105,2,"(a) Yes, (b) No"\n'
    "1113-6,6,When will he resign?,x,closed,6/25/12,3/30/13 0:00,3/31/13,3/31/13,c,Resign,279,3,"
    '"(a) Before 1 Jul 2012, (b) By 1 Oct, or later, (c) Not before 2013"\n'
    '1306-1,1,Will it rain?,y,voided,9/1/11,,12/31/11,12/15/11,,Rain,105,2,"If it is cold :  (a) Yes, (b) No"\n'
)
HEAD = "ifp_id,ctt,cond,training,team,user_id,forecast_id,fcast_type,answer_option,value,fcast_date,expertise,q_status,viewtime,year,timestamp\n"
ROWS = (
    "1001-0,1a,1,a,,7,1,0,a,0.7,2011-09-02,3,closed,1,1,2011-09-02 10:00:05",
    "1001-0,1a,1,a,,7,1,0,b,0.3,2011-09-02,3,closed,1,1,2011-09-02 10:00:05",
    "1001-0,1a,1,a,,7,2,4,a,0.7,2011-10-02,3,closed,1,1,10/2/11 9:05",
    "1001-0,1a,1,a,,7,2,4,b,0.3,2011-10-02,3,closed,1,1,10/2/11 9:05",
    "1113-6,5b,1,a,,NULL,3,0,a,0.2,2012-07-02,3,closed,1,2,2012-07-02 00:00:00",
    "1113-6,5b,1,a,,NULL,3,0,b,0.3,2012-07-02,3,closed,1,2,2012-07-02 00:00:00",
    "1113-6,5b,1,a,,NULL,3,0,c,0.5,2012-07-02,3,closed,1,2,2012-07-02 00:00:00",
)


@pytest.fixture
def panels(tmp_path: Path) -> Callable[..., tuple[str, str]]:
    """The two files, with these rows of forecasts."""

    def write(*rows: str, ifps: str = IFPS) -> tuple[str, str]:
        (tmp_path / "ifps.csv").write_bytes(ifps.encode("latin-1"))
        (tmp_path / "survey_fcasts.yr1.csv").write_text(HEAD + "\n".join(rows or ROWS) + "\n", "utf-8")
        return str(tmp_path / "ifps.csv"), str(tmp_path / "survey_fcasts.yr1.csv")

    return write


def test_panels_become_questions_and_vectors(bring: Import, empty: Path, panels: Callable[..., Any]) -> None:
    said = bring(*panels())
    assert said["system"] == "gjp"
    assert said["new"] == {"questions": 3, "estimates": 3, "outcomes": 3, "notes": 0}
    assert lost(said)["condition, team, expertise and viewing time of a forecast"] == 3
    found = {one["imported_id"]: one for one in questions(empty)}
    held = found["1001-0"]
    assert (held["kind"], held["created"], held["closes"]) == ("binary", "2011-09-01T00:00:00Z", "2011-12-31T23:59:59Z")
    assert (held["outcome"], held["outcome_known_at"]) == ("yes", "2011-12-15T12:00:00Z")
    assert estimates(held) == [["7", "2011-09-02T10:00:05Z", 0.7], ["7", "2011-10-02T09:05:00Z", None]]
    ordered = found["1113-6"]
    assert (ordered["options"], ordered["ordered"]) == (
        ["Before 1 Jul 2012", "By 1 Oct, or later", "Not before 2013"],
        True,
    )
    assert ordered["outcome"] == "Not before 2013"
    assert estimates(ordered) == [
        [
            "(no name)",
            "2012-07-02T12:00:00Z",
            {"Before 1 Jul 2012": 0.2, "By 1 Oct, or later": 0.3, "Not before 2013": 0.5},
        ],
    ]
    assert (found["1306-1"]["outcome"], found["1306-1"]["note"]) == ("annulled", "If it is cold")


@pytest.mark.parametrize(
    ("rows", "saying"),
    [
        (ROWS[:1], ":2: its 1 options of 2 sum to 0.7, not 1"),
        ((ROWS[0], ROWS[0]), ":2: it says two things of one option"),
        ((ROWS[0].replace(",a,0.7", ",z,0.7"),), ":2: answer_option: z is none of a, b"),
        ((ROWS[0].replace("1001-0", "9-0"),), ":2: ifp_id: 9-0 is not among the questions"),
        ((ROWS[0].replace("2011-09-02 10:00:05", "13/40/11"),), ":2: timestamp: 13/40/11 is not a day of the calendar"),
    ],
)
def test_a_wrong_row_is_refused(
    turned_away: Callable[..., Ran], panels: Callable[..., Any], rows: tuple[str, ...], saying: str
) -> None:
    turned_away(*panels(*rows), saying=(f"survey_fcasts.yr1.csv{saying}",))


def test_forecasts_without_their_questions_are_refused(
    turned_away: Callable[..., Ran], panels: Callable[..., Any]
) -> None:
    turned_away(panels()[1], saying=("give ifps.csv too",))


def test_options_that_are_no_list_are_refused(turned_away: Callable[..., Ran], panels: Callable[..., Any]) -> None:
    ifps = IFPS.replace('"(a) Yes, (b) No"', "Yes or no", 1)
    turned_away(*panels(ifps=ifps), saying=("ifps.csv:2: options: Yes or no does not list two or more",))


def test_rows_of_a_forecast_need_not_follow_each_other(bring: Import, empty: Path, panels: Callable[..., Any]) -> None:
    bring(*panels(*ROWS))
    before = {one["imported_id"]: sorted(map(str, estimates(one))) for one in questions(empty)}
    shutil.rmtree(empty)
    bring(*panels(*ROWS[::2], *ROWS[1::2]))
    assert {one["imported_id"]: sorted(map(str, estimates(one))) for one in questions(empty)} == before
