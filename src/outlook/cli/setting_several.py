"""What `set` does to a selection: the same changes in each record, shown before they are made, and all or none made."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from outlook.book import CASE_FILE
from outlook.cli.asking import agreed, can_ask
from outlook.cli.editable import editable
from outlook.cli.field_changes import ALIASES, words_back
from outlook.cli.linting import mention_new_faults
from outlook.cli.selecting import Wanted as Selection
from outlook.cli.selecting import chosen
from outlook.cli.session import talk
from outlook.cli.setting import (
    Wanted,
    as_fields,
    asking,
    change,
    doubts,
    estimates_before,
    in_hindsight,
    mention_documents,
    mention_uncounted,
    put_change,
    wanted,
    way_back,
    write,
)
from outlook.cli.way_back import note_way_back
from outlook.errors import InvalidValue, NoMatch, OutlookError, Refused
from outlook.model.values import shown
from outlook.show.data import forms
from outlook.show.describe.phrasing import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.cli.session import Session

ITS_OWN = ("title", "question")  # no two forecasts have one of these in common
MOST_NAMED = 8  # ids in a command that is printed; `undo` has it whole


def change_selected(
    session: Session, words: Sequence[str], selection: Selection, *, sure: bool, dry_run: bool, as_json: bool
) -> None:
    """Change fields of the forecasts that the words before the first change select, narrowed by options.

    Raises:
        NoMatch, InvalidValue, Refused, Unreadable: it cannot be done in one of them; nothing was written.
    """
    targets, changes = _parted(words, selection)
    names = _names(session, targets, selection, changes)
    if len(names) == 1:
        change(session, names[0], changes, sure=sure, dry_run=dry_run, as_json=as_json)
        return
    found = _all_wanted(session, names, changes)
    differing = [one for one in found if one.changed]
    asks = bool(differing) and not (sure or dry_run or as_json) and can_ask()
    if asks:
        _put(session, found, differing, written=False, as_json=False)
    hindsight = list(in_hindsight(session, [one.record for one in differing], changes))
    _make_sure(differing, changes, hindsight, asks=asks, sure=sure or dry_run)
    if not dry_run:
        write(differing)
    if not asks:
        _put(session, found, differing, written=not dry_run, as_json=as_json)
    _mention(session, differing, written=not dry_run)


def _parted(words: Sequence[str], selection: Selection) -> tuple[list[str], list[str]]:
    """What selects, and behind it what changes."""
    first = next((number for number, word in enumerate(words) if "=" in word), len(words))
    targets, changes = list(words[:first]), list(words[first:])
    bare = next((word for word in changes if "=" not in word), None)
    if not changes or bare is not None:
        raise InvalidValue(
            f"{shown(bare or words[-1])} says nothing to change: write FIELD=VALUE, such as closes=2027-06-30"
        )
    if not targets and not selection.narrows:
        raise InvalidValue(f"{shown(words[0])} is to change in which forecast? Name it before, or narrow with --tag …")
    return targets, changes


def _names(session: Session, targets: Sequence[str], selection: Selection, changes: Sequence[str]) -> list[str]:
    """The forecasts that are selected, by their full ids; one that is named as it is named.

    Raises:
        NoMatch: nothing is selected.
    """
    if not selection.narrows:
        is_one = len(targets) == 1 and _is_one(session, targets[0], changes)
        return [*targets] if is_one else [one.full_id for one in session.book.selected(targets)]
    from outlook.answers.standing import Standings

    standings = Standings(session.book, session.at)
    found = chosen(session, selection._replace(targets=[*targets]), standings)
    if not found:
        raise NoMatch("no forecast is selected: nothing was written")
    return [one.forecast.full_id for one in found]


def _is_one(session: Session, target: str, changes: Sequence[str]) -> bool:
    """Whether a target is one forecast, or a case that is named for what only one can have, as `change` reads it."""
    try:
        path = editable(session.book, target)
    except NoMatch:
        if len(session.book.selected([target])) > 1:
            return False
        raise
    return path.name != CASE_FILE or any(_field(one) in ITS_OWN for one in changes)


def _field(change: str) -> str:
    name = change.partition("=")[0].rstrip("+-").strip()
    return ALIASES.get(name, name)


def _all_wanted(session: Session, names: Sequence[str], changes: Sequence[str]) -> list[Wanted]:
    """What becomes of each; where several cannot be changed so, the first is named with the number of the others.

    Raises:
        OutlookError: one cannot.
    """
    for one in changes:
        if _field(one) in ITS_OWN:
            raise InvalidValue(f"{shown(one)}: {len(names):,} forecasts cannot share one {_field(one)}: name one")
    found, wrong = list[Wanted](), list[OutlookError]()
    for name in names:
        try:
            found.append(wanted(session, editable(session.book, name), changes, passing_over=True))
        except OutlookError as error:
            wrong.append(type(error)(f"{name}: {error}"))
    if wrong:
        more = f"; and {len(wrong) - 1} more of {len(names)}: nothing was written" if wrong[1:] else ""
        raise type(wrong[0])(f"{wrong[0]}{more}")
    return found


def _make_sure(
    found: Sequence[Wanted], changes: Sequence[str], hindsight: Sequence[str], *, asks: bool, sure: bool
) -> None:
    """Go on if the person wants to change so many.

    Raises:
        Refused: they do not, or there is no terminal to ask on.
    """
    if sure or not found:
        for text in hindsight:  # who is sure of changing so many has not seen that some are over
            talk(text)
        return
    unsure = [*(doubt for one in found for doubt in doubts(one.record, changes)), *hindsight]
    what = plural(len(found), "forecast")
    if not asks:
        raise Refused(f"{'; '.join([*unsure, f'this changes {what}'])}. Nothing was written: add --sure if it is meant")
    for doubt in unsure:
        talk(doubt)
    if not agreed(f"change {what}?"):
        raise Refused("nothing was written")


def _put(
    session: Session, found: Sequence[Wanted], differing: Sequence[Wanted], *, written: bool, as_json: bool
) -> None:
    if as_json:
        rows: list[dict[str, Any]] = [as_fields(one) for one in found]
        sys.stdout.write(forms.document(forecasts=rows, written=written and bool(differing)) + "\n")
        return
    for one in differing:
        put_change(session, one)
    if same := len(found) - len(differing):
        session.screen.line(f"{plural(same, 'forecast')} {'is' if same == 1 else 'are'} as before")
    sys.stdout.flush()


def _mention(session: Session, found: Sequence[Wanted], *, written: bool) -> None:
    """What else is to be known of records that were changed, each sentence once for all of them."""
    made = [number for one in found if (number := estimates_before(session.book, one.record, one.changed))]
    if made:
        fields = ", ".join(dict.fromkeys(field for one in found for field in asking(one.record, one.changed)))
        several = f"{plural(sum(made), 'estimate')} of {plural(len(made), 'forecast')}"
        talk(f"{several} were made on the older text ({fields}): `outlook show` marks them")
    for one in found:
        mention_documents(one.record, one.changed)
        mention_uncounted(session, one.record, one.changed)
    if not written:
        talk("dry run: nothing was written")
    elif found:
        mention_new_faults([(one.path, one.before, one.text, one.record) for one in found])
        _say_way_back(session, found)


def _say_way_back(session: Session, found: Sequence[Wanted]) -> None:
    """The commands that take it back: one for all records in which the same was there before."""
    groups: dict[tuple[str, ...], list[Wanted]] = defaultdict(list)
    for one in found:
        words = tuple(word for field, values in one.changed.items() for word in words_back(field, *values))
        groups[words].append(one)
    commands = [way_back(session, group, [one.record.full_id for one in group]) for group in groups.values()]
    back = "; ".join(commands)
    is_short = len(found) <= MOST_NAMED
    talk(f"to take it back: {back}" if is_short else "to take it back: `outlook undo` gives the command")
    note_way_back(session.book.root, "set", found[0].path, back)
