"""What the rules of weighing promise, held against the program on situations at random."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, log
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from outlook.belief.timeline import standing
from outlook.model.case import Case
from outlook.model.entries import Evidence, Retraction
from outlook.model.kinds import FORECAST
from thorough import share

from .weighing import after_time, logit
from .weighing_books import GROUPS, OPENS, OPTIONS, RATIOS, SEEDS, SIGNS, Weighing, of_seed, weighings
from .weighing_changes import implied, report, with_case, with_evidence, with_fields
from .weighing_records import question_of

TINY = 1e-9
IN_FAVOUR = ("full", "partial", "pending")
numbers = SEEDS.map(Random)
FEW = settings(max_examples=share(80))
BOTH = pytest.mark.parametrize("kind", ["binary", "choice"])
grades = st.sampled_from([None, "A1", "B2", "C3", "D4", "E5", "F6"])


def near(value: Any, tolerance: float = TINY) -> Any:
    return value if value is None else pytest.approx(value, abs=tolerance)


def is_open(asked: Weighing) -> bool:
    opens, closes = asked.forecast.opens_at or OPENS, asked.forecast.closes_at
    return opens < asked.at and (closes is None or asked.at < closes)


def favourable(asked: Weighing) -> list[str]:
    """The signs that are likelier if the answer is yes, or as likely."""
    return [link.id for link in asked.forecast.indicators if link.likelihood["yes"] >= link.likelihood["no"]]


def weighed_pair(before: Weighing, after: Weighing) -> tuple[float, float]:
    """Both numbers, where there are both: sure reports that contradict each other imply nothing."""
    first, second = implied(before), implied(after)
    assume(first is not None and second is not None)
    return first, second


# ── the prior ──


@BOTH
def test_nothing_reported_at_the_opening_gives_the_prior(kind: str) -> None:
    @given(asked=weighings(kind))
    @FEW
    def check(asked: Weighing) -> None:
        prior = asked.forecast.prior
        expected = dict(prior) if isinstance(prior, Mapping) else prior
        assert implied(Weighing(asked.forecast, asked.case, (), OPENS)) == near(expected)

    check()


@given(asked=weighings())
def test_without_a_prior_nothing_is_implied(asked: Weighing) -> None:
    assert implied(with_fields(asked, prior=None)) is None


# ── reports in favour and against ──


@given(asked=weighings(), rng=numbers, grade=grades)
@FEW
def test_a_report_for_yes_never_lowers(asked: Weighing, rng: Random, grade: str | None) -> None:
    signs = favourable(asked)
    assume(signs and is_open(asked))
    seen = {rng.choice(signs): rng.choice(IN_FAVOUR)}
    more = report(asked, indicators=seen, grade=grade, origin=rng.choice([None, "another"]))
    before, after = weighed_pair(asked, with_evidence(asked, [*asked.evidence, more]))
    assert after >= before - TINY


@given(asked=weighings(), rng=numbers, grade=grades)
@FEW
def test_a_denial_of_what_speaks_for_yes_never_raises(asked: Weighing, rng: Random, grade: str | None) -> None:
    signs = favourable(asked)
    assume(signs and is_open(asked))
    more = report(asked, indicators={rng.choice(signs): "refutes"}, grade=grade, origin="another")
    before, after = weighed_pair(asked, with_evidence(asked, [*asked.evidence, more]))
    assert after <= before + TINY


@given(asked=weighings(), rng=numbers, grade=grades)
@FEW
def test_a_report_for_no_never_raises(asked: Weighing, rng: Random, grade: str | None) -> None:
    against = [link.id for link in asked.forecast.indicators if link.likelihood["yes"] <= link.likelihood["no"]]
    assume(against and is_open(asked))
    more = report(asked, indicators={rng.choice(against): rng.choice(IN_FAVOUR)}, grade=grade, origin="another")
    before, after = weighed_pair(asked, with_evidence(asked, [*asked.evidence, more]))
    assert after <= before + TINY


@given(asked=weighings(), rng=numbers, grade=grades, origin=st.sampled_from([None, "another"]))
@FEW
def test_a_ratio_moves_to_its_own_side(asked: Weighing, rng: Random, grade: str | None, origin: str | None) -> None:
    assume(is_open(asked))
    ratio = rng.choice(RATIOS)
    more = report(asked, likelihood_ratio=ratio, grade=grade, origin=origin)
    before, after = weighed_pair(asked, with_evidence(asked, [*asked.evidence, more]))
    assert (after - before) * log(ratio) >= -TINY


@given(asked=weighings(), rng=numbers, group=st.sampled_from(GROUPS))
@FEW
def test_another_sign_that_was_seen_in_favour_never_lowers(asked: Weighing, rng: Random, group: str | None) -> None:
    assume(is_open(asked))
    chances = {"yes": rng.uniform(0.4, 0.95), "no": rng.uniform(0.05, 0.4)}
    links = [link.model_dump() for link in asked.forecast.indicators]
    wider = with_fields(asked, indicators=[*links, {"id": "comet", "likelihood": chances}])
    wider = with_case(
        wider,
        indicators=[
            *(one.model_dump(exclude_none=True) for one in asked.case.indicators),
            {"id": "comet", "text": "A comet", "group": group},
        ],
    )
    seen = report(asked, indicators={"comet": "full"}, p_accurate=0.98, origin="another")
    before, after = weighed_pair(asked, with_evidence(wider, [*asked.evidence, seen]))
    assert after >= before - TINY


@pytest.mark.parametrize("strength", [1.5, 3.0, 10.0])
@pytest.mark.parametrize("grade", [None, "A1", "B2"])
def test_a_ratio_for_and_one_against_of_one_origin_cancel(strength: float, grade: str | None) -> None:
    asked = with_evidence(with_fields(of_seed(1), prior=0.3, decay="none", indicators=[]), [])
    both = [
        report(asked, id=f"zzzzzzz{letter}", likelihood_ratio=ratio, grade=grade, origin="one")
        for letter, ratio in (("a", strength), ("b", 1.0 / strength))
    ]
    assert implied(with_evidence(asked, both)) == near(0.3)
    assert implied(with_evidence(asked, both[:1])) > 0.33


# ── what never matters ──


@BOTH
def test_order_never_matters(kind: str) -> None:
    @given(asked=weighings(kind), rng=numbers)
    @FEW
    def check(asked: Weighing, rng: Random) -> None:
        evidence, links, signs = list(asked.evidence), list(asked.forecast.indicators), list(asked.case.indicators)
        for each in (evidence, links, signs):
            rng.shuffle(each)
        mixed = with_fields(asked, indicators=[one.model_dump() for one in links])
        mixed = with_case(mixed, indicators=[one.model_dump(exclude_none=True) for one in signs])
        assert implied(with_evidence(mixed, evidence)) == near(implied(asked))

    check()


@BOTH
def test_names_and_ids_never_matter(kind: str) -> None:
    @given(asked=weighings(kind), rng=numbers)
    @FEW
    def check(asked: Weighing, rng: Random) -> None:
        names = [*SIGNS, "sky", "ground", "reuters", "afp", "ap", "other"]
        others = [f"{letter}-thing" for letter in "zyxwvutsrqpo"]
        rng.shuffle(others)
        renamed = _renamed(asked, dict(zip(names, others, strict=True)))
        assert implied(renamed) == near(implied(asked))

    check()


def _renamed(asked: Weighing, new: dict[str, str]) -> Weighing:
    """Signs, groups, origins, other forecasts and ids by other names, and the ids in another order."""
    links = [{"id": new[one.id], "likelihood": one.likelihood} for one in asked.forecast.indicators]
    fields = asked.case.model_dump(exclude_defaults=True)
    for one in fields["indicators"]:
        one["id"] = new[one["id"]]
        if one.get("group"):
            one["group"] = new[one["group"]]
    if "groups" in fields:
        fields["groups"] = {new[name]: value for name, value in fields["groups"].items()}
    evidence = [_with_names(entry, number, new) for number, entry in enumerate(reversed(asked.evidence))]
    renamed = with_evidence(with_fields(asked, indicators=links), evidence)
    return Weighing(renamed.forecast, Case.model_validate(fields), renamed.evidence, asked.at)


def _with_names(entry: Evidence, number: int, new: dict[str, str]) -> Evidence:
    fields = entry.model_dump(exclude_none=True)
    fields["id"] = f"other{'abcdefghijklmnop'[number]}zz"
    fields["forecasts"] = [new.get(name, name) for name in fields["forecasts"]]
    fields["indicators"] = {new[name]: match for name, match in fields["indicators"].items()}
    fields |= {"origin": new[entry.origin]} if entry.origin else {}
    return Evidence.model_validate(fields)


@given(asked=weighings(), rng=numbers, grade=grades)
def test_a_retracted_entry_leaves_no_trace(asked: Weighing, rng: Random, grade: str | None) -> None:
    assume(is_open(asked))
    wrong = report(asked, indicators={rng.choice(SIGNS): "full"}, grade=grade, forecasts=("it", "other"))
    back = Retraction(id="yyyyyyyy", known_at=wrong.known_at, recorded_at=wrong.known_at, by="bob", entry=wrong.id)
    left = [entry for entry in standing([*asked.evidence, wrong, back], asked.at) if isinstance(entry, Evidence)]
    assert implied(with_evidence(asked, left)) == near(implied(asked))


@given(asked=weighings())
@FEW
def test_yes_and_no_are_treated_alike(asked: Weighing) -> None:
    """The same question asked the other way round has the other answer."""
    prior, links = asked.forecast.prior, asked.forecast.indicators
    assume(isinstance(prior, float))
    assert isinstance(prior, float)
    swapped = [
        {"id": one.id, "likelihood": {"yes": one.likelihood["no"], "no": one.likelihood["yes"]}} for one in links
    ]
    plain = with_fields(asked, decay="none", prior_range=None)
    other = with_fields(plain, prior=1.0 - prior, indicators=swapped)
    mirrored = with_evidence(other, [_inverted(entry) for entry in asked.evidence])
    first, second = weighed_pair(plain, mirrored)
    assert second == near(1.0 - first)


def _inverted(entry: Evidence) -> Evidence:
    ratio = entry.likelihood_ratio
    return entry if ratio is None else entry.model_copy(update={"likelihood_ratio": 1.0 / ratio})


# ── bounds ──


@given(asked=weighings())
@FEW
def test_no_sign_moves_the_odds_beyond_its_own_ratios(asked: Weighing) -> None:
    """At the weight 1: seen, at most p1/p0; not seen, at most (1 − p1)/(1 − p0)."""
    asked = with_case(asked, weighing={"vigilance": 1.0})
    asked = with_fields(asked, indicators=[asked.forecast.indicators[0].model_dump()])
    asked = with_evidence(asked, [entry for entry in asked.evidence if entry.likelihood_ratio is None])
    found, prior = implied(asked), asked.forecast.prior
    assume(found is not None and found not in {0.0, 1.0} and prior is not None)
    base = after_time(question_of(asked.forecast, asked.case), prior, asked.at)
    assume(0.0 < base < 1.0)
    p1, p0 = (asked.forecast.indicators[0].likelihood[name] for name in ("yes", "no"))
    ends = (_log_ratio(p1, p0), _log_ratio(1.0 - p1, 1.0 - p0), 0.0)
    assert min(ends) - 1e-6 <= logit(found) - logit(base) <= max(ends) + 1e-6


def _log_ratio(above: float, below: float) -> float:
    if above == below:
        return 0.0
    if above == 0.0:
        return -inf
    return inf if below == 0.0 else log(above / below)


# ── choices ──


@given(asked=weighings())
def test_a_choice_of_two_options_is_a_binary_forecast_where_no_group_is(asked: Weighing) -> None:
    asked = with_case(asked, indicators=[{"id": name, "text": name} for name in SIGNS], groups={})
    asked = with_evidence(with_fields(asked, decay="none"), [one for one in asked.evidence if not one.likelihood_ratio])
    prior, (left, right) = asked.forecast.prior, OPTIONS[:2]
    assume(prior is not None)
    links = [
        {"id": one.id, "likelihood": {left: one.likelihood["yes"], right: one.likelihood["no"]}}
        for one in asked.forecast.indicators
    ]
    fields = asked.forecast.model_dump(include={"id", "case", "question", "criteria", "opens_at", "closes_at"})
    choice = {**fields, "kind": "choice", "options": [left, right], "prior": {left: prior, right: 1.0 - prior}}
    two = Weighing(FORECAST.validate_python({**choice, "indicators": links}), asked.case, asked.evidence, asked.at)
    binary, shares = implied(asked), implied(two)
    assume(binary is not None and shares is not None)
    assert shares[left] == near(binary)
