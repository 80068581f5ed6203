"""Our numbers beside those of other people's libraries, on random data: `pip install '.[peers]' && pytest -m peers`.

Not part of the usual run, because the libraries bring numpy, scipy and polars with them. Where a library is missing
its tests are skipped. Known faults of theirs are kept out, each with the reason beside the test.
"""

from __future__ import annotations

from random import Random
from statistics import fmean
from typing import Any, NamedTuple

import pytest

from outlook.belief import pooling
from outlook.scoring import calibration, decomposition, resampling, rules

pytestmark = [pytest.mark.peers, pytest.mark.filterwarnings("ignore")]

SEEDS = range(12)


class Sample(NamedTuple):
    ps: list[float]
    outcomes: list[int]


def near(theirs: Any) -> Any:
    return pytest.approx(theirs, rel=1e-9, abs=1e-9)


def needed(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed: pip install '.[peers]'")


@pytest.fixture(params=SEEDS)
def random(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)  # noqa: S311 - luck that can be repeated


@pytest.fixture
def sample(random: Random) -> Sample:
    """Forecasts with many ties, certainties among them, that lean towards what happened."""
    size = random.randint(20, 400)
    ps = [random.choice([random.random(), random.randint(0, 20) / 20]) for _ in range(size)]
    outcomes = [0, 1, *(int(random.random() < 0.2 + 0.6 * p) for p in ps[2:])]
    return Sample(ps, outcomes)


# ── scikit-learn ──


def test_brier_log_and_auc_are_those_of_scikit_learn(sample: Sample) -> None:
    metrics = needed("sklearn.metrics")
    ps, outcomes = sample
    assert fmean(map(rules.brier, ps, outcomes)) == near(metrics.brier_score_loss(outcomes, ps))
    assert calibration.auc(ps, outcomes) == near(metrics.roc_auc_score(outcomes, ps))
    # It clips certainties, which we do not: they stay out.
    inner = [(p, outcome) for p, outcome in zip(ps, outcomes, strict=True) if 0 < p < 1]
    theirs = metrics.log_loss([o for _, o in inner], [p for p, _ in inner], labels=[0, 1])
    assert fmean(rules.log_score(p, o) for p, o in inner) == near(theirs)


@pytest.mark.parametrize("bins", [3, 7, 10])
def test_the_curve_is_that_of_scikit_learn_mirrored(sample: Sample, bins: int) -> None:
    theirs = needed("sklearn.calibration").calibration_curve
    # Its bins are closed on the right and its edges are those of linspace: forecasts on an edge stay out.
    pairs = [(p, o) for p, o in zip(*sample, strict=True) if all(abs(p - k / bins) > 1e-9 for k in range(bins + 1))]
    ps, outcomes = [p for p, _ in pairs], [o for _, o in pairs]
    true, predicted = theirs(outcomes, ps, n_bins=bins)
    found = calibration.reliability(ps, outcomes, bins)
    assert [one.rate for one in found] == near(list(true))
    assert [one.mean for one in found] == near(list(predicted))


def test_the_recalibration_is_the_isotonic_regression_of_scikit_learn(sample: Sample) -> None:
    isotonic = needed("sklearn.isotonic").IsotonicRegression
    theirs = isotonic().fit(sample.ps, sample.outcomes)
    found = decomposition.corp(*sample)
    assert found is not None
    ps = [p for p, _ in found.curve]
    assert [rate for _, rate in found.curve] == near(list(theirs.predict(ps)))


# ── model-diagnostics ──


def test_corp_is_the_decomposition_of_model_diagnostics(sample: Sample) -> None:
    scoring = needed("model_diagnostics.scoring")
    numpy = needed("numpy")
    theirs = scoring.decompose(
        numpy.array(sample.outcomes, dtype=float), numpy.array(sample.ps), scoring_function=scoring.SquaredError()
    ).row(0, named=True)
    found = decomposition.corp(*sample)
    assert found is not None
    for name in ("miscalibration", "discrimination", "uncertainty"):
        assert getattr(found, name) == near(theirs[name]), name
    assert found.brier == near(theirs["score"])


# ── scoringrules ──


def test_binary_and_ranked_scores_are_those_of_scoringrules(sample: Sample, random: Random) -> None:
    theirs = needed("scoringrules")
    for p, outcome in zip(*sample, strict=True):
        assert rules.brier(p, outcome) == near(float(theirs.brier_score(outcome, p)))
        if 0 < p < 1:
            assert rules.log_score(p, outcome) == near(float(theirs.log_score(outcome, p)))
    numpy = needed("numpy")
    weights = [random.random() for _ in range(random.randint(2, 6))]
    ps = [weight / sum(weights) for weight in weights]
    index = random.randrange(len(ps))
    ranked = float(theirs.rps_score(index + 1, numpy.array(ps)))  # it counts from 1, and does not normalise
    assert rules.rps(ps, index) * (len(ps) - 1) == near(ranked)


def test_scores_of_distributions_are_those_of_scoringrules(random: Random) -> None:
    theirs, numpy = needed("scoringrules"), needed("numpy")
    draws = [random.gauss(0, 3) for _ in range(random.randint(1, 40))]
    y = random.gauss(0, 4)
    ensemble = float(theirs.crps_ensemble(y, numpy.array(draws), estimator="nrg"))
    assert rules.crps_ensemble(draws, y) == near(ensemble)
    levels = sorted(random.sample([k / 100 for k in range(1, 100)], 7))
    values = sorted(random.gauss(0, 3) for _ in levels)
    by_quantiles = float(theirs.crps_quantile(y, numpy.array(values), numpy.array(levels)))
    assert rules.crps_quantiles(levels, values, y) == near(by_quantiles)
    for level, value in zip(levels, values, strict=True):
        assert rules.pinball(level, value, y) == near(float(theirs.quantile_score(y, value, level)))
    # Its weighted_interval_score is left out: on numpy it does not give the published number.
    alpha = random.uniform(0.05, 0.95)
    interval = float(theirs.interval_score(y, values[0], values[-1], alpha))
    assert rules.interval_score(values[0], values[-1], alpha, y) == near(interval)


# ── scipy, which scikit-learn brings ──


def test_wilsons_interval_is_that_of_scipy(random: Random) -> None:
    stats = needed("scipy.stats")
    n = random.randint(1, 300)
    hits = random.randint(0, n)
    theirs = stats.binomtest(hits, n).proportion_ci(confidence_level=0.9, method="wilson")
    assert calibration.wilson(hits, n) == near((theirs.low, theirs.high))


@pytest.mark.parametrize("method", ["bca", "basic"])
def test_the_interval_of_a_mean_is_that_of_scipy(random: Random, method: resampling.Method) -> None:
    stats, numpy = needed("scipy.stats"), needed("numpy")
    scores = [random.random() ** 3 for _ in range(40)]
    theirs = stats.bootstrap(
        (numpy.array(scores),), numpy.mean, confidence_level=0.9, n_resamples=9999, rng=numpy.random.default_rng(1),
        method={"bca": "BCa", "basic": "basic"}[method],
    ).confidence_interval  # fmt: skip
    found = resampling.bootstrap([[score] for score in scores], fmean, resamples=5000, method=method)
    assert found is not None
    # Both are drawn: they agree to a fraction of the interval's width.
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=0.07 * (found.high - found.low))


def test_pools_are_those_of_numpy_and_scipy(random: Random) -> None:
    special, numpy = needed("scipy.special"), needed("numpy")
    ps, base = [random.uniform(0.001, 0.999) for _ in range(random.randint(1, 9))], random.uniform(0.01, 0.99)
    logits = special.logit(numpy.array(ps))
    assert pooling.median(ps) == near(float(numpy.median(ps)))
    assert pooling.geometric_mean_of_odds(ps) == near(float(special.expit(logits.mean())))
    away = special.logit(base) + pooling.extremising_factor(len(ps)) * (logits.mean() - special.logit(base))
    assert pooling.extremised(ps, base) == near(float(special.expit(away)))
