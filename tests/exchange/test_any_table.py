"""Any table that goes out is the same when it comes in, as far as the format carries it: for tables drawn at random."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.held import SAMPLES
from outlook.exchange import submission
from outlook.exchange.fatebook import read as read_fatebook
from outlook.exchange.fatebook import writing
from outlook.exchange.forecastbench import read as read_round
from outlook.exchange.hub_writing import as_zip
from outlook.exchange.hubverse import read as read_hub
from outlook.exchange.long_table import as_csv, as_json_lines
from outlook.exchange.source import Source
from outlook.exchange.spreadsheet_table import read
from outlook.exchange.table import OWN, Draft, Forecast, Outcome, Place, Question, Table
from outlook.exchange.wishes import Wishes
from thorough import share

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Place("a/b")

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1).filter(
    lambda text: text == text.strip() and bool(text.strip())
)
times = st.datetimes().map(lambda at: at.replace(microsecond=0, year=2000 + at.year % 20).astimezone())
chances = st.floats(0, 1).filter(lambda value: value == 0 or value > 1e-300)
reasons = st.just("") | texts
numbers = st.floats(-1e9, 1e9)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(date.isoformat)
NO_OUTCOME = ("", "ambiguous", "annulled")


@st.composite
def distributions(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> Any:
    """Quantiles, or points; rising, as people state them."""
    found = sorted(draw(st.lists(values, min_size=2, max_size=4, unique=True)))
    if draw(st.booleans()):
        return dict(zip(("q05", "q50", "q90", "q97.5"), found, strict=False))
    shares = sorted(draw(st.lists(chances, min_size=len(found), max_size=len(found))))
    return tuple(zip(found, shares, strict=True))


@st.composite
def shares(draw: st.DrawFn, options: tuple[str, ...]) -> dict[str, float]:
    weights = [draw(st.integers(1, 9)) for _ in options]
    return {option: weight / sum(weights) for option, weight in zip(options, weights, strict=True)}


def beliefs(question: Question) -> st.SearchStrategy[Any]:
    if question.kind == "choice":
        return shares(question.options)
    values = {"numeric": numbers, "date": days}.get(question.kind)
    return chances if values is None else distributions(values)


def outcomes(question: Question) -> st.SearchStrategy[Any]:
    if question.kind == "choice":
        return st.sampled_from([*NO_OUTCOME, *question.options])
    if question.kind == "binary":
        return st.sampled_from([*NO_OUTCOME, "yes", "no", 0.25])
    return st.sampled_from([*NO_OUTCOME, *RANGE_ENDS[question.kind]]) | (
        numbers if question.kind == "numeric" else days
    )


RANGE_ENDS = {"numeric": ("below", "above"), "date": ("earlier", "later")}


@st.composite
def asked(draw: st.DrawFn, key: str, title: str, kinds: Sequence[Any]) -> Question:
    more: dict[str, Any] = {}
    kind = draw(st.sampled_from(kinds))
    if kind == "choice":
        more = {"options": tuple(draw(st.lists(texts, min_size=2, max_size=4, unique=True)))}
        more["is_ordered"] = draw(st.booleans())
    if kind == "numeric":
        more = {"unit": draw(st.just("") | texts), "lower": draw(st.none() | numbers), "open_above": 2e9}
    more |= {"asked_at": draw(times), "closes_at": draw(st.none() | times)}
    more |= {"criteria": draw(texts), "note": draw(reasons), "tags": ("one", "two")}
    return Question(key, title, HERE, kind=kind, **more)


@st.composite
def drafts(draw: st.DrawFn, kinds: Sequence[Any] = ("binary", "choice", "numeric", "date")) -> Draft:
    draft = Draft("outlook", "outlook")
    for number, key in enumerate(draw(st.lists(texts, min_size=1, max_size=3, unique=True))):
        question = draft.questions[key] = draw(asked(key, f"{number} {draw(texts)}", kinds))
        for by in draw(st.lists(texts, max_size=2, unique=True)):
            made_at = sorted(draw(st.lists(times, min_size=1, max_size=2, unique=True)))
            said = [draw(beliefs(question)), draw(st.none() | beliefs(question))]
            for at, value in zip(made_at, said, strict=False):
                draft.forecasts.append(Forecast(key, by, at, value, HERE, why=draw(reasons)))
        outcome = draw(outcomes(question))
        if outcome != "":
            draft.outcomes[key] = Outcome(key, outcome, draw(times), HERE)
    return draft


def carried(table: Table | Draft) -> dict[str, Any]:
    """What a table says, without where it was read."""
    asked = tuple(table.questions.values()) if isinstance(table.questions, dict) else table.questions
    known = tuple(table.outcomes.values()) if isinstance(table.outcomes, dict) else table.outcomes
    return {
        "questions": {one.key: replace(one, place=HERE) for one in asked},
        "forecasts": sorted(
            ((one.question, one.by, one.at, one.value, one.why) for one in table.forecasts), key=lambda one: one[:3]
        ),
        "outcomes": {one.question: (one.outcome, one.known_at) for one in known},
    }


@given(drafts())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=share(60))
def test_any_table_reads_back_as_it_was_written(draft: Draft) -> None:
    for name, text in (("x.csv", as_csv(draft)), ("x.jsonl", as_json_lines(draft))):
        table = read([Source.of(name, text.encode())], Wishes())
        assert carried(table) == carried(draft), name


@given(drafts(("binary",)))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=share(60))
def test_what_is_written_for_fatebook_reads_back(draft: Draft) -> None:
    mine = next(iter(draft.forecasts)).by if len(draft.forecasts) else "nobody"
    table = read_fatebook([Source.of("x.csv", writing.as_csv(draft, mine).encode())], Wishes())
    kept = {key for key, one in draft.outcomes.items() if one.outcome in ("yes", "no", "ambiguous")}
    said = sorted(
        (one.at, one.value)
        for one in draft.forecasts
        if one.by == mine and one.question in kept and one.value is not None
    )
    assert sorted((one.at, one.value) for one in table.forecasts) == said
    assert {one.by for one in table.forecasts} <= {OWN}


def told(table: Table | Draft) -> dict[str, Any]:
    """What a hub carries: of each question the last that each forecaster stated on a day, and what came of it."""
    asked = table.questions.values() if isinstance(table.questions, dict) else table.questions
    known = table.outcomes.values() if isinstance(table.outcomes, dict) else table.outcomes
    said: dict[str, dict[str, dict[str, Any]]] = {}
    for one in sorted(table.forecasts, key=lambda one: one.at):
        if one.value is not None:
            said.setdefault(one.question, {}).setdefault(one.by, {})[f"{one.at:%Y-%m-%d}"] = approximate(one.value)
    outcomes = {
        one.question: one.outcome for one in known if one.outcome in ("yes", "no") or not isinstance(one.outcome, str)
    }
    return {
        one.title: (one.kind, set(one.options), sorted(map(str, said[one.key].values())), outcomes.get(one.key))
        for one in asked
        if one.key in said
    }


def approximate(value: Any) -> Any:
    """To twelve digits, which is what a share has there; a mapping by its names."""
    if isinstance(value, tuple):
        return [(round(float(at), 6), float(f"{share:.11g}")) for at, share in value]
    if isinstance(value, dict):
        return sorted((name, float(f"{share:.11g}")) for name, share in value.items())
    return float(f"{value:.11g}")


@given(drafts(("binary", "choice", "numeric")))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=share(40))
def test_any_hub_reads_back_as_it_was_written(draft: Draft) -> None:
    for key, question in list(draft.questions.items()):
        closes_at = question.closes_at or datetime(2021, 1, 1, tzinfo=UTC)
        draft.questions[key] = replace(question, closes_at=closes_at)
        known = draft.outcomes.get(key)
        if known:  # after all forecasts: those at its time or later stay out of a hub
            draft.outcomes[key] = replace(known, known_at=datetime(2021, 1, 1, tzinfo=UTC))
        if known and (known.outcome == 0.25 or question.kind == "choice"):
            del draft.outcomes[key]  # a hub has no fractions; an option may be called yes
    with zipfile.ZipFile(io.BytesIO(as_zip(draft))) as archive:
        files_of_it = [
            Source.of(f"hub/{name}", archive.read(name)) for name in archive.namelist() if "metadata" not in name
        ]
    assert told(read_hub(files_of_it, Wishes())) == told(draft)


ROUND = "forecastbench/2026-01-04-llm.json"
SUBMITTED = "forecastbench/2026-01-04.Made-up-Lab.m-1.json"


def submitted(questions: Source, text: str) -> Any:
    return read_round([questions, Source.of("s.json", text.encode())], Wishes())


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=share(60))
def test_any_submission_reads_back_as_it_was_written(data: st.DataObject) -> None:
    """Of a round's questions, whichever are forecast, with whatever chance and reason."""
    questions = Source.of("q.json", (SAMPLES / ROUND).read_bytes())
    given = submitted(questions, (SAMPLES / SUBMITTED).read_text("utf-8"))
    draft = Draft("outlook", "outlook")
    draft.questions = {one.key: replace(one, imported=("forecastbench", one.key)) for one in given.questions}
    mine = next(iter(given.forecasts)).by
    for one in given.forecasts:
        if data.draw(st.booleans()):
            draft.forecasts.append(replace(one, value=data.draw(chances), why=data.draw(reasons)))
    if not len(draft.forecasts):
        return
    again = submitted(questions, submission.as_json(draft, mine))
    assert carried(again)["forecasts"] == carried(draft)["forecasts"]
