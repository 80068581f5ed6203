"""Numbers that other projects publish, test or print, met by our rules; each vector names its origin."""

from __future__ import annotations

import json
import math
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import pytest

from outlook.belief import pooling
from outlook.scoring import calibration, decomposition, resampling, rules

if TYPE_CHECKING:
    from collections.abc import Callable

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "scoring_vectors.json").read_text("utf-8"))["vectors"]

ELSEWHERE = "belongs to another module"
NOT_OURS = "not one of our rules"
# What the collection of vectors also holds, and why it is not met here.
NOT_COVERED = {
    "aggregate.extremized_logit": f"{NOT_OURS}: how far to extremise follows from the number of forecasters",
    "aggregate.geo_mean_probability": f"{NOT_OURS}: yes and no would not sum to 1",
    "aggregate.recency_weighted": f"{NOT_OURS}: what stands counts alike, however old",
    "aggregate.trimmed": f"{NOT_OURS}: the median is the robust pool",
    "calibration.binomial_band": f"{NOT_OURS}: the interval of a rate is Wilson's",
    "calibration.metaculus_edges": f"{NOT_OURS}: bins have equal width, and the last holds 1",
    "calibration_curve.quantile": f"{NOT_OURS}: bins have equal width",
    "crps.normal": f"{NOT_OURS}: no forecast is stated as a normal curve",
    "extremize.logit": f"{NOT_OURS}: how far to extremise follows from the number of forecasters",
    "gjo.accuracy_score": f"{ELSEWHERE}: time weighting",
    "gjo.daily_brier": f"{ELSEWHERE}: time weighting",
    "log.natural.clipped_eps": f"{NOT_OURS}: nothing is clipped",
    "metaculus.geometric_mean_pmf": f"{NOT_OURS}: yes and no would not sum to 1",
    "not_scored.ambiguous": f"{ELSEWHERE}: the scorecard",
    "not_scored.conditional": f"{ELSEWHERE}: the scorecard",
    "time_averaged_brier.continuous.0_1": f"{ELSEWHERE}: time weighting",
}
# Of these, the file holds the vectors in which every forecast stands at the one moment that is scored, or all
# the time; those with gaps, late starts or early closing need time weighting, and bins are not our rule. Of
# Murphy's it leaves out the one with a base rate from elsewhere, with which the parts do not add up.
IN_PART = {
    "metaculus.baseline", "metaculus.peer", "metaculus.spot_baseline", "metaculus.spot_peer", "murphy.exact",
}  # fmt: skip

Inputs = dict[str, Any]


def mean_brier(inputs: Inputs) -> float:
    return fmean(map(rules.brier, inputs["p"], inputs["outcome"]))


def skill_against(inputs: Inputs, base_rate: float) -> float | None:
    reference = fmean(rules.brier(base_rate, outcome) for outcome in inputs["outcome"])
    return rules.skill(mean_brier(inputs), reference)


def each_outcome(inputs: Inputs) -> float | list[float]:
    ps = inputs["probs"]
    if "outcome_index" in inputs:
        return rules.brier_ordered(ps, inputs["outcome_index"])
    return [rules.brier_ordered(ps, index) for index in range(len(ps))]


def each_question(rule: Callable[[list[float], int], float]) -> Callable[[Inputs], list[float]]:
    return lambda inputs: list(map(rule, inputs["probs"], inputs["outcome_index"]))


def by_quantiles(inputs: Inputs) -> list[float]:
    return [
        rules.crps_quantiles(inputs["levels"], values, y)
        for values, y in zip(inputs["quantiles"], inputs["obs"], strict=True)
    ]


def with_the_median_twice(inputs: Inputs) -> list[float]:
    """Weigh the interval scores by alpha / 2 and average them with |y - median|."""
    levels = inputs["levels"]
    intervals = [(k, -1 - k, 2 * levels[k]) for k in range(len(levels) // 2)]
    return [
        fmean(
            [abs(y - values[len(levels) // 2])]
            + [alpha / 2 * rules.interval_score(values[lo], values[hi], alpha, y) for lo, hi, alpha in intervals]
        )
        for values, y in zip(inputs["quantiles"], inputs["obs"], strict=True)
    ]


def stated_options(inputs: Inputs, forecast: Inputs) -> tuple[list[float], int]:
    """Give the probabilities of the options on offer, and which of them came true."""
    bucket: int = inputs["resolution_bucket"]
    if inputs["type"] == "binary":
        return [1 - forecast["p"], forecast["p"]], bucket
    offered = [place for place, p in enumerate(forecast["probs"]) if p is not None]
    return [forecast["probs"][place] for place in offered], offered.index(bucket)


def metaculus_baseline(inputs: Inputs) -> list[Inputs]:
    scores = [rules.baseline(*stated_options(inputs, forecast)) for forecast in inputs["forecasts"]]
    return [{"score": score, "coverage": 1.0} for score in scores]


def metaculus_peer(inputs: Inputs) -> list[Inputs]:
    stated = [stated_options(inputs, forecast) for forecast in inputs["forecasts"]]
    given = [ps[index] for ps, index in stated]
    scores = [rules.peer(p, given[:place] + given[place + 1 :]) for place, p in enumerate(given)]
    return [{"score": score, "coverage": 1.0} for score in scores]


def baseline_table(inputs: Inputs) -> float | dict[str, float]:
    if "p_of_outcome" in inputs:
        return rules.baseline([inputs["p_of_outcome"], 1 - inputs["p_of_outcome"]], 0)
    ps = [1 - inputs["p"], inputs["p"]]
    return {"yes": rules.baseline(ps, 1), "no": rules.baseline(ps, 0)}


def peer_of_log_scores(inputs: Inputs) -> list[float]:
    """Turn log scores back into probabilities; the shift that keeps them under 1 falls out again."""
    ps = [math.exp(score - 3) for score in inputs["log_scores"]]
    return [rules.peer(p, ps[:place] + ps[place + 1 :]) / 100 for place, p in enumerate(ps)]


def mirrored(inputs: Inputs) -> tuple[list[float], list[int]]:
    """Forecasts of no: bins that are closed on the right, as peers have them, mirror those closed on the left."""
    return [round(1 - p, 12) for p in inputs["p"]], [1 - outcome for outcome in inputs["outcome"]]


def right_closed_curve(inputs: Inputs) -> Inputs:
    bins = calibration.reliability(*mirrored(inputs), inputs["n_bins"])[::-1]
    return {"prob_true": [1 - one.rate for one in bins], "prob_pred": [1 - one.mean for one in bins]}


def errors(ps: list[float], outcomes: list[int]) -> dict[str, float | None]:
    return {"ece": calibration.ece(ps, outcomes), "mce": calibration.mce(ps, outcomes)}


def murphy_with_skill(ps: list[float], outcomes: list[int]) -> Inputs:
    found = decomposition.murphy(ps, outcomes)
    assert found is not None
    return {
        "brier": found.brier, "reliability": found.reliability, "resolution": found.resolution,
        "uncertainty": found.uncertainty, "brier_of_base_rate": found.uncertainty,
        "skill": rules.skill(found.brier, found.uncertainty),
        "rel_minus_res_plus_unc": found.reliability - found.resolution + found.uncertainty,
    }  # fmt: skip


def at_midpoints(inputs: Inputs) -> Inputs:
    """Replace each forecast by the middle of its tenth, closed on the right, as the peer does before it begins."""
    hundredths = [round(100 * p) for p in inputs["p"]]
    return murphy_with_skill([(max(-(-x // 10), 1) * 10 - 5) / 100 for x in hundredths], inputs["outcome"])


def binned_murphy(inputs: Inputs) -> Inputs:
    found = decomposition.murphy_binned(inputs["p"], inputs["outcome"], inputs["n_bins"])
    assert found is not None
    return {
        "reliability": found.reliability, "resolution": found.resolution, "uncertainty": found.uncertainty,
        "brier": found.brier, "within_bin_variance": found.within_variance,
        "within_bin_covariance": found.within_covariance,
    }  # fmt: skip


def corp_parts(inputs: Inputs) -> Inputs:
    found = decomposition.corp(inputs["p"], inputs["outcome"])
    assert found is not None
    return {name: getattr(found, name) for name in found.__slots__ if name != "curve"}


def interval_of_the_mean(inputs: Inputs) -> list[float]:
    method: resampling.Method = "bca" if inputs["method"] == "BCa" else "basic"
    found = resampling.bootstrap(
        [[score] for score in inputs["scores"]], fmean, level=0.95, resamples=9999, method=method
    )
    assert found is not None
    return [found.low, found.high]


CALLS: dict[str, Callable[[Inputs], Any]] = {
    "aggregate.geo_mean_odds": lambda i: pooling.geometric_mean_of_odds(i["p"]),
    # Away from one half is what the peer moves; we move away from the base rate, which may be one half.
    "aggregate.neyman": lambda i: pooling.extremised(i["p"], 0.5),
    "auc.roc": lambda i: calibration.auc(i["p"], i["outcome"]),
    "bootstrap.mean_ci95": interval_of_the_mean,
    "brier.binary.0_1": lambda i: rules.brier(i["p"], i["outcome"]),
    "brier.binary.0_2": lambda i: rules.brier_two_sided(i["p_of_outcome"], 1),
    "brier.mean.0_1": mean_brier,
    "brier.multiclass.0_2": lambda i: rules.brier_choice(i["probs"], i["outcome_index"]),
    "brier.ordered.0_2": each_outcome,
    "brier_skill_score.vs_reference": lambda i: skill_against(i, i["base_rate"]),
    "brier_skill_score.vs_sample_base_rate": lambda i: skill_against(i, fmean(i["outcome"])),
    "calibration_curve.uniform": right_closed_curve,
    "corp.brier": corp_parts,
    # The fair variant, which the same vectors carry, estimates another thing and is not one of our rules.
    "crps.ensemble": lambda i: {"nrg": rules.crps_ensemble(i["ensemble"], i["obs"])},
    "crps.quantile": lambda i: rules.crps_quantiles(i["levels"], i["quantiles"], i["obs"]),
    "ece.equal_width_10.left_closed": lambda i: errors(i["p"], i["outcome"]),
    "ece.equal_width_10.right_closed": lambda i: errors(*mirrored(i)),
    "interval_score": lambda i: rules.interval_score(i["lower"], i["upper"], i["alpha"], i["obs"]),
    "log.base2.negative_oriented": lambda i: rules.log_score(i["p_of_outcome"], 1) / math.log(2),
    "log.natural.categorical": each_question(rules.log_score_choice),
    "log.natural.negative_oriented": lambda i: rules.log_score(i["p"], i["outcome"]),
    "log.natural.positive_oriented": lambda i: -rules.log_score(i["p_of_outcome"], 1),
    "metaculus.baseline": metaculus_baseline,
    "metaculus.baseline.instant": baseline_table,
    "metaculus.faq.peer_from_log_scores": peer_of_log_scores,
    "metaculus.peer": metaculus_peer,
    "metaculus.spot_baseline": metaculus_baseline,
    "metaculus.spot_peer": metaculus_peer,
    "murphy.binned_mean": lambda i: {
        name: part for name, part in binned_murphy(i).items() if name in ("reliability", "resolution", "uncertainty")
    },
    "murphy.binned_midpoint": at_midpoints,
    "murphy.exact": lambda i: murphy_with_skill(i["p"], i["outcome"]),
    "murphy.within_bin": binned_murphy,
    "quantile_score.pinball": lambda i: rules.pinball(i["level"], i["quantile"], i["obs"]),
    "rps.unnormalised": each_question(lambda ps, index: rules.rps(ps, index) * (len(ps) - 1)),
    "wis.count_median_twice": with_the_median_twice,
    "wis.default": by_quantiles,
}


def assert_close(answer: Any, published: Any, tolerance: float) -> None:
    if isinstance(published, list):
        assert len(answer) == len(published)
        for part, wanted in zip(answer, published, strict=True):
            assert_close(part, wanted, tolerance)
    elif isinstance(answer, dict):
        for name, part in answer.items():
            assert_close(part, published[name], tolerance)
    else:
        assert answer == pytest.approx(float(published), rel=0, abs=tolerance)


@pytest.mark.parametrize("vector", [pytest.param(vector, id=vector["id"]) for vector in VECTORS])
def test_our_rule_meets_the_published_number(vector: Inputs) -> None:
    answer = CALLS[vector["rule"]](vector["inputs"])
    assert_close(answer, vector["expected"], vector["tolerance"])


def test_every_rule_is_met_or_set_aside_with_a_reason() -> None:
    assert {vector["rule"] for vector in VECTORS} == set(CALLS)
    assert not set(CALLS) & set(NOT_COVERED)
    assert set(CALLS) >= IN_PART
    assert all(reason.startswith((ELSEWHERE, NOT_OURS)) for reason in NOT_COVERED.values())
    assert len({vector["id"] for vector in VECTORS}) == len(VECTORS)
