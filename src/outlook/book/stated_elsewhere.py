"""Estimates that were made on what another forecast of the case asks: a merge put them under a name that two had.

Each carries the hash of the record on which it was made. Where that is today's text of another forecast, and not of its
own, a person can say whose it is: an entry does, so that a later change of either text changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.timeline import retracted
from outlook.model.kind_of import is_estimate, is_rename

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.book.case_folder import CaseFolder
    from outlook.model.entries import Estimate


class Elsewhere(NamedTuple):
    """An estimate, the forecast that asks what it was made on, and whether the chain shows that both texts were new.

    If it does not, the other text may have been a copy of an older one of the estimate's own forecast.
    """

    entry: Estimate
    name: str
    is_certain: bool

    def way_out(self, case: str) -> str:
        """The command by which it counts for the other forecast."""
        return f"outlook rename {case}/{self.entry.forecast} {case}/{self.name}"


def stated_elsewhere(folder: CaseFolder) -> Iterator[Elsewhere]:
    """Every estimate that counts under a name and was made on what one other record of the case asks."""
    gone, asking = retracted(folder.entries), _by_what_is_asked(folder)
    for entry in folder.entries:
        own = folder.forecasts.get(entry.forecast) if is_estimate(entry) else None
        if own is None or not is_estimate(entry) or entry.id in gone or entry.record_sha256 is None:
            continue
        found = asking.get(entry.record_sha256, [])
        if own.id in found or len(found) != 1:
            continue
        where = _where(folder, entry)
        if where is not None:
            yield Elsewhere(entry, found[0], where)


def _by_what_is_asked(folder: CaseFolder) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, one in folder.forecasts.items():
        if one.missing:
            continue  # a draft is not asked yet
        found.setdefault(one.record_sha256, []).append(name)
    return found


def _where(folder: CaseFolder, entry: Estimate) -> bool | None:
    """Whether it was certainly made elsewhere; None where its own forecast asked the same once.

    It did if somebody who knew such an estimate was the first to speak of another text. Where the first who spoke of
    each text knew nothing of the other, the two began in two copies.
    """
    mine = [one for one in folder.entries if is_estimate(one) or is_rename(one)]
    hashes = {one.id: one.record_sha256 for one in mine if one.forecast == entry.forecast and one.record_sha256}
    same = {name for name, hashed in hashes.items() if hashed == entry.record_sha256}
    others = set(hashes.values()) - {entry.record_sha256}
    firsts = [known for hashed in others for known in _known_to_the_first(folder, hashes, hashed)]
    if any(same & known for known in firsts):
        return None
    return bool(firsts)


def _known_to_the_first(folder: CaseFolder, hashes: dict[str, str], hashed: str) -> Iterator[set[str]]:
    """What those knew who were the first to speak of a text: the ids of the entries before theirs."""
    from outlook.ledger import lines_of

    examined = lines_of(folder.ledger).examined()
    own = {name for name, one in hashes.items() if one == hashed}
    for line_hash, line in examined.lines.items():
        if line.document["id"] in own:
            known = {str(examined.lines[one].document["id"]) for one in examined.before([line_hash])}
            if own & known == {str(line.document["id"])}:
                yield known


def between(folder: CaseFolder, was: str, name: str) -> Sequence[Elsewhere]:
    """The estimates under one name that were made on what another forecast asks."""
    return [one for one in stated_elsewhere(folder) if (one.entry.forecast, one.name) == (was, name)]
