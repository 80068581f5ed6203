"""The four kinds of forecast: what may be believed, what may happen, and what changes the question."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from outlook.model import Case, Document, Indicator, Relation, Statement
from outlook.model.fields import scored
from outlook.model.forecast import Option
from outlook.model.kinds import FORECAST, ChoiceForecast

if TYPE_CHECKING:
    from collections.abc import Callable

    from outlook.model import Forecast


def forecast(kind: str, **fields: Any) -> Forecast:
    return FORECAST.validate_python({"id": "hama", "case": "syria", "kind": kind, **fields})


BINARY = forecast("binary")
CITIES = forecast("choice", options=["none", "Hama", "Homs"], ordered=True)
PERSONS = forecast("numeric", unit="persons", lower=0, upper=1000)
DAY = forecast("date", lower="2024-12-01", upper="2025-12-31")
OPEN_ENDED = forecast("numeric")


def refusal(work: Callable[[], object]) -> str:
    """The one sentence that the work is refused with."""
    with pytest.raises(ValueError, match=r"..") as caught:
        work()
    if isinstance(caught.value, ValidationError):
        messages = [error["msg"].removeprefix("Value error, ") for error in caught.value.errors()]
        assert len(messages) == 1
        return str(messages[0])
    return str(caught.value)


BELIEFS = [
    (BINARY, "65%", 0.65),
    (BINARY, "2:1", 2 / 3),
    (CITIES, "none=.5,Hama=30%,Homs=1:4", {"none": 0.5, "Hama": 0.3, "Homs": 0.2}),
    (CITIES, " homs = .2 , NONE = .5 , hama = .3 ", {"none": 0.5, "Hama": 0.3, "Homs": 0.2}),
    (CITIES, {"Homs": 0.2, "none": "50%", "Hama": 0.3}, {"none": 0.5, "Hama": 0.3, "Homs": 0.2}),
    (PERSONS, "q95=900,q05=100,q50=1_00", {"q05": 100.0, "q50": 100.0, "q95": 900.0}),
    (PERSONS, {"q05": 1, "q97.5": "1,000"}, {"q05": 1.0, "q97.5": 1000.0}),
    (PERSONS, [[0, 0], [500, "60%"], [1000, 1]], ((0.0, 0.0), (500.0, 0.6), (1000.0, 1.0))),
    (PERSONS, "10=.1,20=.4", ((10.0, 0.1), (20.0, 0.4))),
    (OPEN_ENDED, "-5=.1,-1.5=.4", ((-5.0, 0.1), (-1.5, 0.4))),
    (DAY, "q05=2024-12-05,q50=2025-01-01", {"q05": date(2024, 12, 5), "q50": date(2025, 1, 1)}),
    (DAY, "2024-12-15=4.5%,2024-12-31=.091", ((date(2024, 12, 15), 0.045), (date(2024, 12, 31), 0.091))),
    (DAY, [["2024-12-15", 0], ["2025-12-31", 1]], ((date(2024, 12, 15), 0.0), (date(2025, 12, 31), 1.0))),
]


@pytest.mark.parametrize(("kind", "raw", "belief"), BELIEFS, ids=[f"{kind.kind} {raw}" for kind, raw, _ in BELIEFS])
def test_a_belief_is_read_as_people_write_it(kind: Forecast, raw: Any, belief: Any) -> None:
    read = kind.read_belief(raw)
    assert read == pytest.approx(belief) if isinstance(belief, float) else read == belief
    if isinstance(belief, dict):
        assert list(read) == list(belief), "in the record's order"  # type: ignore[arg-type]
    assert kind.read_belief(read.to_json()) == read


NO_BELIEFS = [
    (BINARY, "yes", "yes is not a probability: write 0.65, 65% or odds such as 2:1"),
    (CITIES, 0.5, "a choice takes a probability for each option: none=…,Hama=…,Homs=…"),
    (CITIES, "60%", "'60%' is not a distribution: write name=value pairs, such as none=…,Hama=…,Homs=…"),
    (CITIES, "none=.5,Hama=.5", "the probabilities leave out Homs: state one for each outcome"),
    (CITIES, "none=.5,Hama=.3,Homs=.3", "the probabilities sum to 1.1, not 1: none 0.5, Hama 0.3, Homs 0.3"),
    (CITIES, "none=.5,Hama=.3,Homs=.1", "the probabilities sum to 0.9, not 1: none 0.5, Hama 0.3, Homs 0.1"),
    (
        CITIES,
        "none=.5,Hama=.3,Homms=.2",
        "the probabilities name 'Homms', which is not an outcome of this forecast; did you mean Homs?",
    ),
    (
        CITIES,
        "none=.5,Hama=.3,Tartus=.2",
        "the probabilities name 'Tartus', which is not an outcome of this forecast; it has none, Hama, Homs",
    ),
    (CITIES, "none=.5,Hama=.3,hama=.2,Homs=.2", "an option is named twice: none, Hama, hama, Homs"),
    (CITIES, "none=.5,none=.5", "'none=.5,none=.5' names the same thing twice"),
    (
        CITIES,
        "none=.5,Hama",
        "'none=.5,Hama' is not a distribution: write name=value pairs, such as none=…,Hama=…,Homs=…",
    ),
    (CITIES, "none=70,Hama=20,Homs=10", "70 is not a probability: write 70% or 0.7"),
    (PERSONS, "q05=5,q50=3", "quantiles out of order: q05 is 5.0 but q50 is 3.0"),
    (PERSONS, {}, "no quantile is stated: write q05, q50 and q95, or more"),
    (PERSONS, "q05=-1,q50=3", "-1.0 lies below the closed end 0.0"),
    (PERSONS, "q50=3,q95=1001", "1001.0 lies above the closed end 1000.0"),
    (PERSONS, "q05=many,q50=3", "'many' is not a number"),
    (PERSONS, {"q05": True}, "'True' is not a number"),
    (PERSONS, {"q05": 10**400}, f"'1{'0' * 59}' is not a number"),
    (PERSONS, {"q05": ".nan"}, "'.nan' is not a number"),
    (PERSONS, "q00=1,q50=2", "q00 is not a quantile: write q05, q50 or q97.5"),
    (
        PERSONS,
        [[1, 0.5]],
        "cumulative points are two or more pairs [value, probability of at most that value]",
    ),
    (PERSONS, [[1, 0.5], [2, 0.4]], "cumulative points must rise: (1.0, 0.5) is followed by (2.0, 0.4)"),
    (PERSONS, [[2, 0.4], [1, 0.5]], "cumulative points must rise: (2.0, 0.4) is followed by (1.0, 0.5)"),
    (PERSONS, [[2, 0.4], [2, 0.5]], "cumulative points must rise: (2.0, 0.4) is followed by (2.0, 0.5)"),
    (PERSONS, [[-2, 0.4], [1, 0.5]], "-2.0 lies below the closed end 0.0"),
    (
        PERSONS,
        [[1, 0.4], [1000, 0.9]],
        "the range is closed at 1000.0, so the last point must reach 1, not 0.9",
    ),
    (PERSONS, [[1, 40], [1000, 1]], "40 is not a probability: write 40% or 0.4"),
    (
        PERSONS,
        0.5,
        "a distribution is quantiles (q05=…,q50=…,q95=…) or points [value, cumulative probability]",
    ),
    (
        PERSONS,
        [5, 6],
        "cumulative points are two or more pairs [value, probability of at most that value]",
    ),
    (DAY, "q05=soon", "soon is not a day: write it as 2024-12-31"),
    (DAY, "q05=2026-01-01", "2026-01-01 lies above the closed end 2025-12-31"),
    (DAY, "q05=2025-01-01,q50=2024-12-31", "quantiles out of order: q05 is 2025-01-01 but q50 is 2024-12-31"),
]


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"), NO_BELIEFS, ids=[f"{kind.kind} {raw!s:.30}" for kind, raw, _ in NO_BELIEFS]
)
def test_what_is_no_belief_is_refused_with_the_value_and_the_way_out(kind: Forecast, raw: Any, sentence: str) -> None:
    assert refusal(lambda: kind.read_belief(raw)) == sentence


OUTCOMES: list[tuple[Forecast, Any, Any]] = [
    (BINARY, "YES", "yes"),
    (BINARY, " n ", "no"),
    (BINARY, True, "yes"),
    (BINARY, "false", "no"),
    (CITIES, " hama ", "Hama"),
    (PERSONS, "1,000", 1000.0),
    (PERSONS, 12, 12.0),
    (DAY, "2024-12-08", date(2024, 12, 8)),
    (DAY, " LATER ", "later"),
]


@pytest.mark.parametrize(("kind", "raw", "outcome"), OUTCOMES)
def test_an_outcome_is_read_whatever_its_case(kind: Forecast, raw: Any, outcome: Any) -> None:
    assert kind.read_outcome(raw) == outcome


NO_OUTCOMES = [
    (BINARY, "maybe", "'maybe' is not an outcome: it is yes, no, ambiguous or annulled"),
    (BINARY, 1, "'1' is not an outcome: it is yes, no, ambiguous or annulled"),
    (CITIES, "Homms", "'Homms' is not an option; did you mean Homs?"),
    (CITIES, "Tartus", "'Tartus' is not an option; it is one of none, Hama, Homs"),
    (PERSONS, "many", "'many' is not a number"),
    (PERSONS, "nan", "'nan' is not a number"),
    (PERSONS, "1e400", "'1e400' is not a number"),
    (
        DAY,
        "8 Dec 2024",
        "8 Dec 2024 is not a day: write it as 2024-12-31; or later, if it had not happened by the close",
    ),
    (DAY, "2023-12-08", "2023-12-08 lies below the closed end 2024-12-01"),
]


@pytest.mark.parametrize(("kind", "raw", "sentence"), NO_OUTCOMES)
def test_what_is_no_outcome_is_refused_with_the_value_and_the_way_out(kind: Forecast, raw: Any, sentence: str) -> None:
    assert refusal(lambda: kind.read_outcome(raw)) == sentence


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (BINARY, "yes, no"),
        (CITIES, "none, Hama, Homs"),
        (DAY, "the day, or later if it had not happened by the close (earlier: before the opening)"),
    ],
)
def test_what_can_be_answered_is_said_and_each_of_it_is_read(kind: Forecast, answers: str) -> None:
    assert kind.answers == answers
    for word in ("later", "earlier") if kind is DAY else answers.split(", "):
        assert kind.read_outcome(word) == word


def test_beyond_a_threshold_there_is_a_word_and_of_many_options_the_first_are_named() -> None:
    assert PERSONS.answers.startswith("a value")
    options = tuple(Option(name=f"Town {number}") for number in range(40))
    many = CITIES.model_copy(update={"options": options})
    assert many.answers.endswith("Town 5, or another of its 40 options")


@given(st.lists(st.floats(0.001, 1), min_size=3, max_size=3))
def test_probabilities_that_are_shares_of_a_whole_are_always_taken(weights: list[float]) -> None:
    shares = [weight / sum(weights) for weight in weights]
    read = CITIES.read_belief(dict(zip(("none", "Hama", "Homs"), shares, strict=True)))
    assert list(read.values()) == shares  # type: ignore[union-attr]


@given(
    st.one_of(
        st.text(), st.floats(), st.integers(), st.dictionaries(st.text(), st.text()), st.lists(st.lists(st.floats()))
    )
)
def test_any_value_is_a_belief_and_an_outcome_or_is_refused_with_a_sentence(raw: Any) -> None:
    for kind in (BINARY, CITIES, PERSONS, DAY, OPEN_ENDED):
        for read in (kind.read_belief, kind.read_outcome):
            try:
                read(raw)
            except ValueError as error:
                said = str(error)
            else:
                said = "read"
            assert said


@pytest.mark.parametrize("name", ["ambiguous", "ANNULLED", "a\nb", "\x1b", ""])
def test_a_word_with_another_meaning_cannot_name_an_option(name: str) -> None:
    with pytest.raises(ValidationError, match=r"cannot name an option: |an empty text says nothing"):
        forecast("choice", options=["Hama", name])


@pytest.mark.parametrize("name", ["Yes", "no", "1,000-2,000", "x=1", "Later", 'say "no", or more', '5" gun'])
def test_an_option_is_called_what_people_call_it_and_quoted_where_it_is_typed(name: str) -> None:
    choice = forecast("choice", options=[name, "Other"])
    doubled = name.replace('"', '""')
    read = choice.read_belief(f'"{doubled}"=.3, Other=70%')
    assert read.to_json() == {name: 0.3, "Other": 0.7}
    assert choice.read_outcome(name.upper()) == name


def test_a_prior_is_kept_as_any_other_belief() -> None:
    """Names and order are the record's, so that a prior is scored as an estimate is."""
    cities = forecast("choice", options=["none", "Hama"], prior={"hama": 0.3, "NONE": "70%"})
    assert list(cities.prior.items()) == [("none", 0.7), ("Hama", 0.3)]
    assert forecast("numeric", prior={"q95": 3, "q05": "1"}).prior == {"q05": 1.0, "q95": 3.0}
    assert forecast("date", prior=[["2024-12-31", "30%"], ["2025-12-31", 1]]).prior == (
        (date(2024, 12, 31), 0.3),
        (date(2025, 12, 31), 1.0),
    )


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        BINARY.title = "another"  # type: ignore[misc]


# ── the hash of the scored fields ──

BASE: dict[str, Any] = {
    "question": "How far?", "criteria": "Two wires say so.", "opens_at": "2024-12-01", "closes_at": "2024-12-31",
    "fine_print": ["Claims do not count."], "given": {"forecast": "homs", "outcome": "yes"},
    "options": ["none", "Hama"], "ordered": True,
}  # fmt: skip
SCORED: dict[str, Any] = {
    "question": "How far really?", "criteria": "One wire says so.", "opens_at": "2024-12-02", "closes_at": "2025-01-31",
    "fine_print": [], "given": None, "options": ["none", "Homs"], "ordered": False, "judged_by": "metaculus",
}  # fmt: skip
UNSCORED: dict[str, Any] = {
    "title": "Another", "prior": {"none": 0.5, "Hama": 0.5}, "note": "A remark.", "base_rate": "Often.", "sources": ["AP"],
    "tags": ["front"], "statements": ["gains"], "decay": "deadline", "scenarios": {"set": "scenarios", "probability": {}},
    "indicators": [{"id": "army", "likelihood": {"none": 0.1, "Hama": 0.6}}], "known": {"open-end": "It is meant."},
    "imported": {"system": "fatebook", "id": "cm5abc"}, "as_stated_in": {"gains": {"none": 0.5, "Hama": 0.5}},
}  # fmt: skip


@pytest.mark.parametrize("field", SCORED)
def test_the_hash_changes_with_every_scored_field(field: str) -> None:
    changed = forecast("choice", **{**BASE, field: SCORED[field]})
    assert changed.record_sha256 != forecast("choice", **BASE).record_sha256


@pytest.mark.parametrize("field", UNSCORED)
def test_the_hash_does_not_change_with_any_other_field(field: str) -> None:
    changed = forecast("choice", **{**BASE, field: UNSCORED[field]})
    assert changed.record_sha256 == forecast("choice", **BASE).record_sha256


def test_every_field_is_known_to_be_scored_or_not() -> None:
    assert {*SCORED, *UNSCORED} == set(type(CITIES).model_fields) - {"id", "case", "kind"}


def test_the_hash_of_a_number_and_of_a_day_changes_with_its_unit_and_its_ends() -> None:
    found = [
        forecast("numeric"), forecast("numeric", unit="persons"), forecast("numeric", lower=0), forecast("numeric", upper=0),
        forecast("date"), forecast("date", lower="2024-12-01"), forecast("date", upper="2024-12-01"), forecast("binary"),
    ]  # fmt: skip
    assert len({one.record_sha256 for one in found}) == len(found)


def test_the_hash_does_not_depend_on_how_a_time_is_written_or_where_the_record_stands() -> None:
    other = FORECAST.validate_python(
        {**BASE, "id": "elsewhere", "case": "moved", "kind": "choice", "opens_at": "2024-12-01T03:00+03:00"}
    )
    assert other.record_sha256 == forecast("choice", **BASE).record_sha256
    assert len(other.record_sha256) == 64


def test_the_hash_stays_what_it_was() -> None:
    """Ledgers hold it: another way of reckoning would call every old estimate one of an older text."""
    assert forecast("choice", **BASE).record_sha256 == GOLDEN


GOLDEN = "acf93b65047abc9812e9eb71731a9dcfbc2c04416c890dea3461a0df7c063fb1"

# ── drafts, names, relations ──


def test_a_draft_names_what_is_missing() -> None:
    assert BINARY.missing == ("question", "criteria", "opens_at", "closes_at")
    assert forecast("binary", **{**_ready(), "criteria": "TODO: who decides?"}).missing == ("criteria",)
    assert forecast("binary", **_ready()).missing == ()


def _ready() -> dict[str, Any]:
    return {name: BASE[name] for name in ("question", "criteria", "opens_at", "closes_at")}


def test_a_forecast_is_headed_by_its_title_else_its_question_else_its_id() -> None:
    assert forecast("binary", title="T", question="Q").heading == "T"
    assert forecast("binary", question="Q").heading == "Q"
    assert BINARY.heading == "hama"
    assert BINARY.full_id == "syria/hama"


def test_a_window_of_no_length_is_refused() -> None:
    at = datetime.fromisoformat("2024-12-01T12:00Z")
    assert refusal(lambda: forecast("binary", opens_at=at, closes_at=at)) == (
        "closes_at (2024-12-01) must come after opens_at (2024-12-01)"
    )


RELATION: TypeAdapter[Relation] = TypeAdapter(Relation)


@pytest.mark.parametrize("kind", ["implies", "equals", "complement", "excludes", "exhaustive"])
def test_a_relation_knows_its_kind_and_its_terms(kind: str) -> None:
    relation = RELATION.validate_python({kind: ["hama", "homs=yes"]})
    assert (relation.kind, relation.terms) == (kind, ("hama", "homs=yes"))


@pytest.mark.parametrize("kind", ["excludes", "exhaustive"])
def test_a_partition_takes_any_number_of_terms(kind: str) -> None:
    assert RELATION.validate_python({kind: ["a", "b", "c"]}).terms == ("a", "b", "c")


def test_an_implication_takes_two_terms() -> None:
    assert refusal(lambda: RELATION.validate_python({"implies": ["a", "b", "c"]})).startswith(
        "Tuple should have at most 2"
    )


def test_a_case_knows_its_indicators_and_statements_by_id() -> None:
    statement = Statement(id="gains", quote="It may lead to gains.")
    case = Case(
        id="syria", title="Syria", indicators=(Indicator(id="army", text="It withdraws."),),
        documents=(Document(id="report", file="report.txt", sha256="0" * 64, statements=(statement,)),),
    )  # fmt: skip
    indicator, found = case.indicator("army"), case.statement("gains")
    assert indicator is not None
    assert indicator.text == "It withdraws."
    assert found is not None
    assert found.quote == "It may lead to gains."
    assert case.indicator("navy") is None
    assert case.statement("losses") is None


def test_a_scored_field_of_a_later_version_changes_the_hash_only_of_records_that_have_it() -> None:
    def hashed(kind: str = "numeric", **fields: Any) -> str:
        return forecast(kind, question="How many?", **fields).record_sha256

    assert hashed() == hashed(base_rate="7 of 20"), "a base rate is not scored"
    assert hashed() == "25c606ebc7816e40bf5f54d85b3bb48ec5e6c3bed4fb7115be7b55f5d3f46ca4", (
        "the hash of the first version"
    )
    different = [
        hashed(judged_by="metaculus"),
        hashed(levels=["q05", "q50"]),
        hashed(form="points"),
        hashed(open_above=9),
    ]
    assert len({hashed(), *different}) == 5


def test_the_first_version_hashed_these_fields_even_where_they_are_empty() -> None:
    first = {kind: scored(type(forecast(kind)), first=True) for kind in ("binary", "numeric", "date")}
    common = {"kind", "question", "opens_at", "closes_at", "criteria", "fine_print", "given"}
    assert first == {
        "binary": common,
        "numeric": common | {"unit", "lower", "upper"},
        "date": common | {"lower", "upper"},
    }
    assert scored(ChoiceForecast, first=True) == common | {"options", "ordered"}


def test_a_quotation_mark_within_a_name_needs_no_quotes() -> None:
    guns = forecast("choice", options=['5" gun', "Other"])
    assert guns.read_belief('5" gun=.3,Other=.7').to_json() == {'5" gun': 0.3, "Other": 0.7}


@pytest.mark.parametrize("text", ["", ",", "a", "a=", "=1", "a=.3,", "a=.3,,b=.7", '"a=.3,b=.7', '"a"b=.3', "a=b=.3"])
def test_what_is_no_list_of_pairs_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a distribution"):
        CITIES.read_belief(text)
