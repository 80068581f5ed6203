"""Resolutions that agree on the outcome and not on when it was known: the earliest decides what is scored."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from outlook.belief.timeline import retracted
from outlook.ledger import problem_at
from outlook.model.kind_of import is_estimate, is_resolution
from outlook.moments import iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.book import CaseFolder
    from outlook.errors import Problem
    from outlook.model.entries import Resolution


def cut_short(folder: CaseFolder) -> Iterator[Problem]:
    """A warning where an estimate lies between two resolutions with one outcome: by the later it would be scored."""
    gone = retracted(folder.entries)
    known: dict[str, list[Resolution]] = defaultdict(list)
    for entry in folder.entries:
        if is_resolution(entry) and entry.id not in gone:
            known[entry.forecast].append(entry)
    for name, resolutions in known.items():
        in_order = sorted(resolutions, key=lambda one: (one.known_at, one.recorded_at, one.id))
        first, last = in_order[0], in_order[-1]
        if first.known_at == last.known_at or any(one.outcome != first.outcome for one in in_order):
            continue
        between = [
            one
            for one in folder.entries
            if is_estimate(one)
            and one.forecast == name
            and one.id not in gone
            and first.known_at <= one.known_at < last.known_at
        ]
        if between:
            who = ", ".join(sorted({one.by for one in between}))
            message = (
                f"{name} is resolved {first.outcome} as known at {iso(first.known_at)} ({first.id} of {first.by}) and "
                f"at {iso(last.known_at)} ({last.id} of {last.by}): the earlier counts, and {len(between)} of {who} "
                f"in between {'is' if len(between) == 1 else 'are'} in no score"
            )
            hint = "retract the one whose moment is wrong"
            yield problem_at(folder.ledger, last.id, "resolved-earlier", message, hint, "warning")
