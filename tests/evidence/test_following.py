"""Carried on from report to report, the signs are what reading all reports anew makes of them, to the last digit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from outlook.evidence.following import Following
from outlook.evidence.signs import Sign, signs_of
from outlook.model.case import Case
from outlook.model.entries import Evidence
from outlook.model.kinds import FORECAST
from thorough import share

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
SIGNS = ("one", "two")
LETTERS = str.maketrans("0189", "abcd")  # ids have no such digits
RECORD: Any = FORECAST.validate_python(
    {
        "id": "f",
        "case": "c",
        "kind": "binary",
        "question": "Will it?",
        "criteria": "Two wires.",
        "opens_at": "2024-12-01",
        "closes_at": "2025-12-31",
        "prior": 0.4,
        "indicators": [{"id": name, "likelihood": {"yes": 0.6, "no": 0.1}} for name in SIGNS],
    }
)
CASE = Case.model_validate(
    {
        "id": "c",
        "title": "C",
        "groups": {"cause": {"correlation": 0.5}},
        "indicators": [
            {"id": "one", "text": "One", "group": "cause", "vigilance": 0.9},
            {"id": "two", "text": "Two", "group": "cause"},
        ],
    }
)
MATCHES = st.sampled_from(["full", "partial", "pending", "refutes", "none"])
GRADES = st.sampled_from(["A1", "B2", "C2", "B3", "D4"]).map(lambda grade: {"grade": grade})
BELIEVED = GRADES | st.sampled_from([{}, {"p_accurate": 1.0}, {"p_accurate": 0.7}])
ORIGINS = st.sampled_from([{}, {"origin": "wire"}, {"origin": "radio"}])
SAID = st.dictionaries(st.sampled_from(SIGNS), MATCHES, min_size=1).map(lambda said: {"indicators": said})
RATIOS = st.sampled_from([0.25, 0.5, 2.0, 4.0, 1.0]).map(lambda ratio: {"likelihood_ratio": ratio})
REPORTS = st.lists(st.builds(lambda *parts: {**parts[0], **parts[1], **parts[2]}, BELIEVED, ORIGINS, SAID | RATIOS))
FULL = {"indicators": {"one": "full"}}
# What counts of the wire comes after the others in the end: the product of the doubts is rounded in another order.
REPLACED = [
    {"grade": "A1", "origin": "radio", **FULL},
    {"grade": "A3", "origin": "wire", **FULL},
    {"grade": "A3", "origin": "paper", **FULL},
    {"grade": "C2", "origin": "wire", **FULL},
]


def report(number: int, said: dict[str, Any]) -> Evidence:
    at = OPENS + timedelta(hours=number)
    stamp = {
        "id": f"{number:08}".translate(LETTERS),
        "kind": "evidence",
        "known_at": at,
        "recorded_at": at,
        "by": "bench",
    }
    return Evidence.model_validate({**stamp, "summary": "A report", "forecasts": ["f"], **said})


def without_reports(sign: Sign) -> str:
    """All of it but the reports, which are not carried on; as text, in which what is not a number equals itself."""
    return repr(sign if sign.is_stated else sign._replace(reports=()))


@settings(max_examples=share(200))
@example(REPLACED, set(), None)
@given(REPORTS, st.sets(st.sampled_from(SIGNS)), st.sampled_from([None, CASE]))
def test_after_each_report_the_signs_are_those_of_all_reports_so_far(
    drawn: list[dict[str, Any]], heard: set[str], case: Case | None
) -> None:
    following, known = Following(RECORD, case), list[Evidence]()
    for number, said in enumerate(drawn):
        known.append(report(number, said))
        following.take(known[-1])
        right = signs_of(RECORD, case, known, heard, closed=False)
        assert [*map(without_reports, following.signs(heard))] == [*map(without_reports, right)]
