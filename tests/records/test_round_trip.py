"""A record that is rendered and read again is the same record, whatever its text; and any bytes can be read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from outlook.model import (
    Assumption,
    BaseRate,
    BinaryForecast,
    Case,
    ChoiceForecast,
    DateForecast,
    Document,
    Indicator,
    NumericForecast,
    Option,
    Relation,
    Statement,
)
from outlook.model.forecast import Given, IndicatorLink, ScenarioTable
from outlook.model.imported import Imported
from outlook.model.outcomes import NOT_AN_OUTCOME
from outlook.records.read import Read, parse_case, parse_forecast
from outlook.records.write import render
from thorough import share

if TYPE_CHECKING:
    from outlook.model import Forecast

SHIPPED = Path(__file__).parents[2] / "forecasts" / "syria-2024-12"

HOSTILE = (
    "yes", "no", "null", "~", "true", "010", "0x1F", "12:30", "1e5", "1_000", ".inf", ".nan", "2024-12-31", "60%", "=", "<<",
    "- a list", "a: b", "# no comment", "'quoted", '"quoted', "{flow", "[flow", "*alias", "&anchor", "!tag", "@at", "%", "`",
    "|", ">", "|2-", "---", "...", "--- x", "? key", ": value", " leading", "trailing ", "  both  ", "\ttab", "a\tb",
    "one\ntwo", "one\n\n\ntwo\n", "\n\nlate", "  indented\nless\n", "one\r\ntwo", "one\rtwo", "x" * 300, "word " * 80,
    "\x1b[31mred\x1b[0m", "\x00\x07\x7f", "a\u2028b\u2029c\x85d", "\u202eevil\u202c", "\ufeffmark", "\ufffe\uffff", "👩‍👩‍👧", "e\u0301",
    "[red]markup[/]", "C:\\path", "TODO",
)  # fmt: skip

texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1)).filter(
    str.strip
)
text = st.none() | texts
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)
slugs = st.lists(words, min_size=1, max_size=3).map("-".join)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
probabilities = st.floats(0, 1)
numbers = st.floats(allow_nan=False, allow_infinity=False)
days = st.dates(date(1, 1, 3), date(9999, 12, 28))
names = texts.filter(lambda name: name.isprintable() and name == name.strip() and name.lower() not in NOT_AN_OUTCOME)


moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 20), timezones=st.just(UTC))  # noqa: DTZ001 - the zone comes beside it


@st.composite
def windows(draw: st.DrawFn) -> tuple[datetime | None, datetime | None]:
    opens_at = draw(st.none() | moments)
    closes_at = draw(st.none() | moments)
    if opens_at and closes_at and closes_at <= opens_at:
        closes_at = opens_at + timedelta(seconds=1)
    return opens_at, closes_at


@cache
def links(signs: tuple[str, ...]) -> st.SearchStrategy[tuple[IndicatorLink, ...]]:
    likelihoods = st.fixed_dictionaries(dict.fromkeys(signs, probabilities)).filter(lambda shares: any(shares.values()))
    return st.lists(st.builds(IndicatorLink, id=slugs, likelihood=likelihoods), max_size=2).map(tuple)


@cache
def common() -> dict[str, st.SearchStrategy[Any]]:
    return {
        "id": slugs, "case": slugs, "title": text, "question": text, "criteria": text, "base_rate": text, "note": text,
        "window": windows(), "fine_print": st.lists(texts, max_size=2), "sources": st.lists(texts, max_size=2),
        "decay": st.sampled_from(["deadline", "none"]),
        "given": st.none() | st.builds(Given, forecast=slugs, outcome=texts),
        "scenarios": st.none() | st.builds(
            ScenarioTable, set=slugs, probability=st.dictionaries(texts, probabilities, max_size=2),
            otherwise=st.none() | st.dictionaries(texts, probabilities, max_size=2),
        ),
        "statements": st.lists(slugs, max_size=2), "tags": st.lists(slugs, max_size=2),
        "imported": st.none() | st.builds(Imported, system=slugs, id=texts, url=text),
    }  # fmt: skip


def record(draw: st.DrawFn, kind: type[Any], signs: list[str], **more: Any) -> Any:
    fields = {name: draw(strategy) for name, strategy in common().items()}
    fields["indicators"] = draw(links(tuple(signs)))
    fields["opens_at"], fields["closes_at"] = fields.pop("window")
    return kind(kind=kind.model_fields["kind"].annotation.__args__[0], **fields, **more)


@st.composite
def classes(draw: st.DrawFn) -> BaseRate:
    lines, n = texts.filter(str.isprintable), draw(st.integers(1, 10**9))
    return BaseRate(
        of=draw(lines), k=draw(st.integers(0, n)), n=n, source=draw(st.none() | lines), weight=draw(st.floats(0, 1000))
    )


@st.composite
def binaries(draw: st.DrawFn) -> BinaryForecast:
    bounds = draw(st.none() | st.tuples(probabilities, probabilities).map(sorted).map(tuple))
    forecast: BinaryForecast = record(
        draw,
        BinaryForecast,
        ["yes", "no"],
        prior=draw(st.none() | probabilities),
        prior_range=bounds,
        base_rates=draw(st.lists(classes(), max_size=2)),
    )
    return forecast


@st.composite
def choices(draw: st.DrawFn) -> ChoiceForecast:
    options = draw(st.lists(names, min_size=2, max_size=4, unique_by=str.lower))
    weights = draw(st.lists(st.integers(1, 1000), min_size=len(options), max_size=len(options)))
    prior = {name: weight / sum(weights) for name, weight in zip(options, weights, strict=True)}
    forecast: ChoiceForecast = record(
        draw, ChoiceForecast, options, ordered=draw(st.booleans()), prior=draw(st.sampled_from([None, prior])),
        options=[Option(name=name, title=draw(text), narrative=draw(text)) for name in options],
        as_stated_in=draw(st.none() | st.dictionaries(slugs, st.just(prior), min_size=1, max_size=2)),
    )  # fmt: skip
    return forecast


def distributions(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> Any:
    found = sorted(draw(st.lists(values, min_size=2, max_size=4, unique=True)))
    shares = sorted(draw(st.lists(probabilities, min_size=len(found), max_size=len(found))))
    levels = ["q05", "q25", "q50", "q97.5"]
    return draw(st.sampled_from([None, dict(zip(levels, found, strict=False)), tuple(zip(found, shares, strict=True))]))


def stated(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> Any:
    found = {name: distributions(draw, values) for name in draw(st.lists(slugs, max_size=2))}
    return {name: belief for name, belief in found.items() if belief is not None} or None


@st.composite
def numerics(draw: st.DrawFn) -> NumericForecast:
    forecast: NumericForecast = record(
        draw, NumericForecast, ["above", "below"], unit=draw(text), prior=distributions(draw, numbers),
        as_stated_in=stated(draw, numbers),
    )  # fmt: skip
    return forecast


@st.composite
def dates(draw: st.DrawFn) -> DateForecast:
    lower, upper = sorted(draw(st.tuples(days, days)))
    assume(lower < upper)
    prior = distributions(draw, st.dates(lower, upper))
    bounds = {"lower": lower, "upper": upper} if isinstance(prior, dict | None) else {"lower": lower}
    forecast: DateForecast = record(draw, DateForecast, ["yes", "no"], prior=prior, **bounds)
    return forecast


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    hedge, condition = draw(texts), draw(texts)
    quote = draw(texts) + hedge + condition
    kept = draw(st.booleans())
    classes = draw(st.lists(st.sampled_from(["outlook", "assumption", "attributed", "warning", "fact"]), max_size=2))
    return Statement(
        id=draw(slugs), quote=quote, classes=tuple(classes), hedge=hedge if kept else None,
        condition=condition if kept else None, horizon=draw(text), attributed_to=draw(text), note=draw(text),
    )  # fmt: skip


relations = st.sampled_from(["implies", "equals", "complement", "excludes", "exhaustive"]).flatmap(
    lambda kind: st.builds(Relation, **{kind: st.tuples(texts, texts)}, note=text)
)
cases = st.builds(
    Case,
    id=slugs,
    title=texts,
    summary=text,
    as_of=st.none() | days,
    horizon=st.none() | days,
    warning=text,
    documents=st.lists(
        st.builds(
            Document, id=slugs, file=texts.filter(str.isprintable), sha256=hashes,
            text=texts.filter(str.isprintable), text_sha256=st.none() | hashes,
            title=text, author=text, source=text, url=text, published_on=st.none() | days, note=text,
            statements=st.lists(statements(), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    indicators=st.lists(
        st.builds(
            Indicator, id=slugs, text=texts, rationale=text, watch=text, lead_time=text, group=st.none() | slugs
        ),
        max_size=2,
    ).map(tuple),
    assumptions=st.lists(
        st.builds(Assumption, id=slugs, text=texts, tripwire=text, statements=st.lists(slugs, max_size=2), note=text),
        max_size=2,
    ).map(tuple),
    relations=st.lists(relations, max_size=2).map(tuple),
    scale=st.sampled_from([None, "icd203", "kent", "ipcc", "phia", "nato"]),
)  # fmt: skip


def reread(forecast: Forecast) -> Read:
    rendered = render(forecast)
    return parse_forecast(Path(forecast.case) / f"{forecast.id}.yaml", rendered.encode(), forecast.case)


@given(st.one_of(binaries(), choices(), numerics(), dates()))
@settings(max_examples=share(150))
def test_a_forecast_that_is_rendered_and_read_again_is_the_same(forecast: Forecast) -> None:
    read = reread(forecast)
    assert read.problems == []
    assert read.record == forecast
    assert type(read.record) is type(forecast)
    assert read.record.record_sha256 == forecast.record_sha256
    assert render(read.record) == read.text


@given(cases)
@settings(max_examples=share(60))
def test_a_case_that_is_rendered_and_read_again_is_the_same(case: Case) -> None:
    rendered = render(case)
    read = parse_case(Path(case.id) / "case.yaml", rendered.encode())
    assert read.problems == []
    assert read.record == case


def test_every_shipped_record_is_rendered_and_read_again_as_the_same() -> None:
    files = sorted(SHIPPED.glob("*.yaml"))
    assert len(files) > 20
    for file in files:
        parse = parse_case if file.name == "case.yaml" else lambda path, raw: parse_forecast(path, raw, SHIPPED.name)
        record = parse(file, file.read_bytes()).record
        assert parse(file, render(record).encode()).record == record


# ── any bytes ──

PIECES = (
    b"", b"\n", b"\t", b"  ", b": ", b"- ", b"? ", b"# ", b"&a ", b"*a ", b"!!str ", b"<<: ", b"---\n", b"...\n", b"%YAML 1.2\n",
    b"{", b"}", b"[" * 60, b"]", b'"', b"'", b"|\n", b">-\n", b"\x00", b"\x85", b"\xc2\x85", b"\xe2\x80\xa8", b"\xff\xfe", b"\xef\xbb\xbf",
    b"\r", b"\r\n", b"yes", b"~", b".inf", b"1e999", b"1e-999", b"9" * 5000, b"kind: date\n", b"id: x\n", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80",
)  # fmt: skip
originals = [file.read_bytes() for file in sorted(SHIPPED.glob("*.yaml"))]


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    raw = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.sampled_from([0, 0, 1, 2, 10, 200])))
        raw = raw[:start] + draw(st.sampled_from(PIECES)) + raw[end:]
    return raw


soup = st.lists(
    st.sampled_from((*PIECES, b"a", b"title", b"kind: choice\n", b"options: ", b"prior: ")), max_size=20
).map(b"".join)


@given(st.one_of(st.binary(max_size=200), soup, mutations()))
@example(b"? \n")
@example(b"a: !<x> b")
@example(b"%TAG ! x\n--- !a")
@example(b"\x00")
@example(b"- \xc2\x85-")
@settings(max_examples=share(400))
def test_any_bytes_give_a_record_or_problems_in_the_file_and_never_an_exception(raw: bytes) -> None:
    lines = max(len(line) for line in (raw.split(b"\n"), raw.split(b"\r"), raw.splitlines())) + raw.count(b"\r") + 1
    for read in (
        parse_forecast(Path("case/forecast.yaml"), raw, "case"),
        parse_case(Path("case/case.yaml"), raw),
    ):
        assert (read.record is None) == bool(read.problems)
        for problem in read.problems:
            assert 1 <= problem.line <= lines
            assert problem.column >= 1
            assert problem.message
            assert "\n" not in str(problem)
