"""Coherence by the solver: the golden example, and random joint distributions that are coherent by construction."""

import random
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from outlook.coherence.closed_form import closed_form
from outlook.coherence.network import Claim, Network, Rule, Term, components
from outlook.coherence.solver import Contradiction, Solved, solve
from thorough import share

YES_NO = ("yes", "no")


def claim(probability: float, event: str, given_event: str = "") -> Claim:
    given_terms: tuple[Term, ...] = ((given_event, "yes"),) if given_event else ()
    label = f"P({event} | {given_event})" if given_event else f"P({event})"
    return Claim(label, event, ((event, "yes"),), given_terms, probability)


def network_of(claims: list[Claim], rules: tuple[Rule, ...] = ()) -> Network:
    names = {name for item in claims for name in item.scope} | {name for rule in rules for name in rule.scope}
    return Network(dict.fromkeys(sorted(names), YES_NO), tuple(claims), rules)


def solved(linked: Network) -> list[Solved]:
    return [solve(part) for part in components(linked)]


SCENARIOS = {
    "breakthrough": 0.156 + 0.144,
    "settlement": 0.03,
    "recovery": 0.144,
    "escalation": 0.066,
    "stalemate": 0.604,
}


@pytest.fixture
def golden() -> Network:
    terms = tuple((name, "yes") for name in SCENARIOS)
    claims = [claim(0.10, "homs"), claim(0.33, "hama"), claim(0.45, "homs", "hama")]
    claims += [claim(share, name) for name, share in SCENARIOS.items()]
    return network_of(claims, (Rule("excludes", terms), Rule("exhaustive", terms)))


def test_the_golden_example_has_its_violation_and_its_bet(golden: Network) -> None:
    parts = solved(golden)
    assert max(part.violation for part in parts) == pytest.approx(0.0288, abs=5e-5)
    assert sum(part.gain for part in parts) == pytest.approx(0.1925, abs=5e-5)
    assert sorted(part.gain for part in parts) == pytest.approx([0.0485, 0.144], abs=1e-6)


def test_the_golden_bet_gains_in_every_world(golden: Network) -> None:
    for part in solved(golden):
        names = sorted({name for item in part.claims for name in item.scope})
        for outcomes in product(YES_NO, repeat=len(names)):
            world = dict(zip(names, outcomes, strict=True))
            if len(names) == len(SCENARIOS) and outcomes.count("yes") != 1:
                continue
            assert _gain(part, world) >= part.gain - 1e-6


def _gain(part: Solved, world: dict[str, str]) -> float:
    """What the stakes pay in one world: a called-off bet pays nothing."""
    total = 0.0
    for item, stake in zip(part.claims, part.stakes, strict=True):
        if all(world[name] == outcome for name, outcome in item.given):
            hit = all(world[name] == outcome for name, outcome in item.event)
            total += stake * (float(hit) - item.probability)
    return total


def test_the_closed_form_part_names_both_faults_of_the_golden_example(golden: Network) -> None:
    assert {item.check for item in closed_form(golden)} == {"excludes", "total-probability"}


def test_the_nearest_coherent_set_keeps_the_conditional_and_is_coherent(golden: Network) -> None:
    for part in solved(golden):
        assert part.nearest is not None
        moved = dict(zip((item.label for item in part.claims), part.nearest, strict=True))
        if "P(homs | hama)" in moved:
            assert moved["P(homs | hama)"] == 0.45
            assert moved["P(homs)"] >= 0.45 * moved["P(hama)"] - 1e-4
        else:
            assert sum(part.nearest) == pytest.approx(1, abs=1e-4)


def test_what_leaves_no_possible_world_is_a_contradiction() -> None:
    both = (("a", "yes"), ("b", "yes"))
    rules = (Rule("equals", both), Rule("complement", both))
    with pytest.raises(Contradiction, match="no possible world"):
        solve(network_of([claim(0.5, "a"), claim(0.5, "b")], rules))


weights = st.lists(st.integers(1, 9), min_size=2**8, max_size=2**8)


def _joint(events: int, raw: list[int]) -> dict[tuple[bool, ...], float]:
    worlds = list(product((True, False), repeat=events))
    chosen = raw[: len(worlds)]
    return dict(zip(worlds, (weight / sum(chosen) for weight in chosen), strict=True))


def _claims_of(joint: dict[tuple[bool, ...], float], events: int, dice: random.Random) -> list[Claim]:
    """Marginals of every event, and conditionals along a chain and at random, all from one joint distribution."""
    names = [f"e{index}" for index in range(events)]
    claims = [claim(sum(p for world, p in joint.items() if world[index]), name) for index, name in enumerate(names)]
    pairs = [(index + 1, index) for index in range(events - 1)]
    pairs += [tuple(dice.sample(range(events), 2)) for _ in range(events)]  # type: ignore[misc]  # pairs of two
    for event, condition in dict.fromkeys(pairs):
        whole = sum(p for world, p in joint.items() if world[condition])
        both = sum(p for world, p in joint.items() if world[condition] and world[event])
        claims.append(claim(both / whole, names[event], names[condition]))
    return claims


@settings(max_examples=share(25))
@given(st.integers(2, 8), weights, st.randoms())
def test_a_coherent_set_is_never_reported(events: int, raw: list[int], dice: random.Random) -> None:
    linked = network_of(_claims_of(_joint(events, raw), events, dice))
    assert closed_form(linked) == []
    for part in solved(linked):
        assert part.coherent
        assert part.gain == pytest.approx(0, abs=1e-6)


@settings(max_examples=share(40))
@given(st.integers(2, 8), weights, st.randoms(), st.floats(0.05, 0.3))
def test_an_incoherent_set_is_always_reported(events: int, raw: list[int], dice: random.Random, shift: float) -> None:
    claims = _claims_of(_joint(events, raw), events, dice)
    index = dice.randrange(1, events)
    # The chain states P(e | previous); the other arm makes the marginal of e a fact, which is then denied.
    joint = _joint(events, raw)
    off = sum(p for world, p in joint.items() if not world[index - 1])
    both = sum(p for world, p in joint.items() if not world[index - 1] and world[index])
    name, previous = f"e{index}", f"e{index - 1}"
    claims.append(Claim(f"P({name} | not {previous})", name, ((name, "yes"),), ((previous, "no"),), both / off))
    stated = claims[index].probability
    wrong = stated + shift if stated + shift <= 1 else stated - shift
    assume(0 <= wrong <= 1)
    claims[index] = claim(wrong, name)
    assert any(not part.coherent for part in solved(network_of(claims)))


@settings(max_examples=share(25))
@given(st.lists(st.floats(0.01, 0.99), min_size=2, max_size=6))
def test_events_of_which_exactly_one_happens_gain_what_their_sum_is_off(shares: list[float]) -> None:
    terms = tuple((f"s{index}", "yes") for index in range(len(shares)))
    claims = [claim(share, f"s{index}") for index, share in enumerate(shares)]
    (part,) = solved(network_of(claims, (Rule("excludes", terms), Rule("exhaustive", terms))))
    assert part.gain == pytest.approx(abs(sum(shares) - 1), abs=1e-6)


def test_what_is_not_stated_is_not_made_up() -> None:
    (part,) = solved(network_of([claim(0.45, "homs", "hama"), claim(0.33, "hama")]))
    assert part.coherent
    assert part.nearest == (0.45, 0.33)


KINDS = st.sampled_from(["implies", "equals", "complement", "excludes", "exhaustive"])


@given(KINDS, st.lists(st.integers(10, 90).map(lambda n: n / 100), min_size=2, max_size=4))
def test_a_closed_form_violation_is_as_large_as_the_solvers(kind: str, shares: list[float]) -> None:
    """One tolerance of one claim: by how much one claim must move at least, in both."""
    stated = shares if kind in ("excludes", "exhaustive") else shares[:2]
    names = [f"event-{place}" for place in range(len(stated))]
    rule = Rule(kind, tuple((name, "yes") for name in names), 0)
    linked = network_of([claim(p, name) for p, name in zip(stated, names, strict=True)], (rule,))
    (part,) = solved(linked)
    sizes = [violation.size for violation in closed_form(linked)]
    assume(not sizes or sizes[0] < min(stated))  # else a share would have to fall below 0, and only the solver knows
    assert bool(sizes) is not part.coherent
    assert sizes == pytest.approx([part.violation] * len(sizes), abs=1e-6)


SHARE = st.integers(30, 70).map(lambda n: n / 100)


@given(SHARE, SHARE, SHARE, st.integers(-12, 12).map(lambda n: n / 100))
def test_total_probability_is_as_far_off_as_the_solver_finds(
    condition: float, yes: float, no: float, shift: float
) -> None:
    """So near to coherent that no share has to fall below 0, which only the solver knows."""
    whole = condition * yes + (1 - condition) * no + shift
    otherwise = Claim("P(late | not early)", "late", (("late", "yes"),), (("early", "no"),), no)
    linked = network_of([claim(whole, "late"), claim(condition, "early"), claim(yes, "late", "early"), otherwise])
    (part,) = solved(linked)
    sizes = [violation.size for violation in closed_form(linked)]
    assert bool(sizes) is not part.coherent
    assert sizes == pytest.approx([part.violation] * len(sizes), abs=1e-6)
