"""`python -m fitting [--dry-run]`: fit the weights, write them into the package, and print how they do on other registers."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .fit import (
    OUTLOOK_FROM,
    UNCUED_FROM,
    Counts,
    Weights,
    by_rules,
    by_weights,
    fitted,
    gain,
    groups,
    left_out,
    sure_from,
    thousandths,
)
from .rows import UNREAD, Judged, judged, made_from

WRITTEN = Path(__file__).parents[2] / "src" / "outlook" / "extract" / "fitted.json"


def main() -> None:
    every = judged()
    scores = left_out(every)
    table = {name: _counted(every, scores, belongs) for name, belongs in groups(every).items()}
    surest, found, right = sure_from(every, scores)
    sys.stdout.writelines(_lines(every, scores, table))
    sys.stdout.write(f"high from {surest}: {right} of {found} right, in the unread sets\n")
    weights = fitted([row for one in every for row in one.rows])
    known = {
        "made_from": made_from(every),
        "least": thousandths(OUTLOOK_FROM),
        "uncued": thousandths(UNCUED_FROM),
        "high": thousandths(surest),
        "left_out": {"sets": table, "high": [found, right]},
        "base": weights.base,
        **_weights(weights),
    }
    if "--dry-run" not in sys.argv:
        WRITTEN.write_text(json.dumps(known, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", "utf-8")
        sys.stdout.write(f"{len(weights.of)} weights, {WRITTEN.stat().st_size / 1000:.0f} kB: {WRITTEN.name}\n")


def _counted(every: Sequence[Judged], scores: Sequence[Sequence[int]], belongs: Any) -> dict[str, list[int]]:
    within = [(one, its) for one, its in zip(every, scores, strict=True) if belongs(one)]
    rules = sum((by_rules(one) for one, _ in within), Counts())
    weighed = sum((by_weights(one, its) for one, its in within), Counts())
    return {
        "rules": [rules.labelled, rules.found, rules.right],
        "weighed": [weighed.labelled, weighed.found, weighed.right],
    }


def _weights(weights: Weights) -> dict[str, dict[str, int]]:
    """The weights of words and of other features, each feature as one text."""
    parts: dict[str, dict[str, int]] = {"words": {}, "others": {}}
    for found, weight in weights.of.items():
        if isinstance(found, str):
            parts["words"][found] = weight
        else:
            parts["others"]["|".join(found)] = weight
    return parts


def _lines(
    every: Sequence[Judged], scores: Sequence[Sequence[int]], table: dict[str, dict[str, list[int]]]
) -> Iterator[str]:
    for name, of in table.items():
        rules, weighed = Counts(*of["rules"]), Counts(*of["weighed"])
        yield (
            f"{name:9} n {rules.labelled:5}  rules {rules.found:5} {rules.right:5}  F1 {rules.f1:.3f}"
            f"  weighed {weighed.found:5} {weighed.right:5}  F1 {weighed.f1:.3f}\n"
        )
    for name, which in (("all", every), ("unread", [one for one in every if one.group in UNREAD])):
        low, high = gain(which, [its for one, its in zip(every, scores, strict=True) if one in which])
        yield f"gain of F1, {name}: 90% of {low:+.3f} to {high:+.3f}\n"


main()
