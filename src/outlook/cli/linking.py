"""`--link 4=coup-by-june`: a statement of a further document says something of a forecast that is there already."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.documents import promised
from outlook.book.select import only
from outlook.cli.said_numbers import quoted as quoted_name
from outlook.errors import InvalidValue, NoMatch, Refused
from outlook.extract.clauses import of_its_hedge
from outlook.extract.drafts import drafts_of
from outlook.extract.own_words import why_not_its_own
from outlook.model.as_stated import AsStated, other_way
from outlook.model.denials import way_of
from outlook.model.fields import about
from outlook.model.kind_of import is_binary, is_choice, is_distributed
from outlook.model.quotes import quoted
from outlook.model.same_event import why_other_event, why_unlike
from outlook.records.splice import Splice, spliced
from outlook.show.describe.phrasing import day, percent, safe
from outlook.words import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from outlook.book import CaseFolder
    from outlook.extract import Found
    from outlook.extract.one_draft import Draft
    from outlook.model.case import Case
    from outlook.model.denials import Way
    from outlook.model.forecast import Forecast
    from outlook.model.kinds import BinaryForecast

_LEVELS = ("q10", "q50", "q90")  # where the record fixes none
_FEW = 4  # options that are named
UNCLEAR = "it denies something, and whether that is what is asked cannot be told"
SHOWN = 60
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Link(NamedTuple):
    """A statement with its number in the list, and the forecast of which it says something.

    `why_not` says why its words are no estimate of it; None where they are one. `is_doubt` where a person may insist
    that they are. `way` says whether they are of what is asked, or of its opposite.
    """

    number: int
    item: Found
    forecast: Forecast
    why_not: str | None
    is_doubt: bool = False
    way: Way = "same"

    def named(self, statement_id: str) -> AsStated:
        """How `as_stated_in` names the statement, where its words are an estimate."""
        return AsStated(statement_id, of_no=self.way == "opposite")


def read_links(texts: Sequence[str], found: Sequence[Found], folder: CaseFolder | None, on: date) -> list[Link]:
    """The links that `--link NUMBER=FORECAST` names.

    Raises:
        InvalidValue: it is no number of the list, or the question is of a kind that the statement cannot speak of.
        NoMatch: no forecast of the case answers to the text, or several do.
        Refused: the case is new, or the forecast was over by the document's day, or it is named twice.
    """
    links: list[Link] = []
    for text in texts:
        number, equals, name = (part.strip() for part in text.partition("="))
        if not equals or not number.isascii() or not number.isdigit() or not name:
            raise InvalidValue(f"--link {text[:SHOWN]!a}: write NUMBER=FORECAST, such as 4=coup-by-june")
        if not 1 <= int(number[:9]) <= len(found):
            raise InvalidValue(f"--link {number[:20]} is not a number of the list, which runs from 1 to {len(found)}")
        if folder is None:
            raise Refused("--link ties a statement to a forecast of its own case, and this case is new: it has none")
        link = link_to(name, int(number), found[int(number) - 1], folder, on, " ".join(one.text for one in found))
        if any((one.number, one.forecast.id) == (link.number, link.forecast.id) for one in links):
            raise InvalidValue(f"--link {number}={link.forecast.id} is given twice: once is enough")
        links.append(link)
    return links


def link_to(name: str, number: int, item: Found, folder: CaseFolder, on: date, document: str) -> Link:
    """One link; `document` is the text of the statement's document. Raises as `read_links`."""
    forecast = _forecast(name, folder)
    if forecast.kind == "numeric" and not any(sign.isdigit() for sign in item.text.replace(item.horizon or "\0", "")):
        raise InvalidValue(
            f"{forecast.full_id} asks for an amount, and statement {number} names none: link it to another forecast, "
            f"or accept it as one of its own"
        )
    _refuse_what_is_over(forecast, folder, on)
    assert folder.case is not None  # nothing is added to a case that cannot be read
    never = why_never_one(item, forecast, folder.case)
    clause = of_its_hedge(item) or item
    way = way_of(clause.text, clause, forecast.question or forecast.heading)
    *_, proposed = drafts_of(item, "statement", on, set(), document).values()
    doubt = None if never else _why_doubtful(item, clause, forecast, way, proposed)
    return Link(number, item, forecast, never or doubt, is_doubt=doubt is not None, way=way)


def followed(link: Link, case: Path) -> Link:
    """The link to the forecast as it is called now, which another command may have renamed meanwhile."""
    from outlook.cli.drafting import place_today
    from outlook.files import Folder

    with Folder.open(case) as opened:
        today = place_today(opened, case / f"{link.forecast.id}.yaml").stem
    is_same = today == link.forecast.id
    return link if is_same else link._replace(forecast=link.forecast.model_copy(update={"id": today}))


def _forecast(name: str, folder: CaseFolder) -> Forecast:
    case, slash, rest = name.partition("/")
    if slash and case != folder.id:
        raise NoMatch(
            f"{name[:SHOWN]!a} is not a forecast of {folder.id}: a statement can be linked to forecasts of its own "
            f"case only"
        )
    named = rest if slash else name
    return only(folder.former.get(named, named), list(folder.forecasts.values()), f"forecast of {folder.id}")


def _refuse_what_is_over(forecast: Forecast, folder: CaseFolder, on: date) -> None:
    """A question that was closed or answered when the document was written is none that it looks ahead to."""
    begins = datetime.combine(on, datetime.min.time(), UTC)
    document = f"the document is of {day(begins)}"
    if forecast.closes_at is not None and forecast.closes_at < begins:
        raise Refused(
            f"{forecast.full_id} closed on {day(forecast.closes_at)}, and {document}: what it says comes too late to "
            f"be a forecast of that. Leave the link out, or check --as-of"
        )
    then = {one.forecast.id: one for one in folder.situations(begins - timedelta(microseconds=1))}
    if (resolution := then[forecast.id].history.resolution) is not None:
        raise Refused(
            f"{forecast.full_id} was resolved to {resolution.outcome} on {day(resolution.known_at)}, and {document}: "
            f"leave the link out, or check --as-of"
        )


def insisted(links: Sequence[Link], typed: str | None) -> list[Link]:
    """The links, of which `--as-stated 3,5` says that the words are their author's estimates all the same.

    Raises:
        InvalidValue: a number is not that of a link.
        Refused: the words can be no estimate, whoever says so.
    """
    numbers = [] if typed is None else [one.strip() for one in typed.split(",")]
    known = {str(link.number) for link in links}
    for number in numbers:
        if number not in known:
            raise InvalidValue(
                f"--as-stated {number[:20]!a} is not the number of a statement that is linked: it goes with "
                f"--link NUMBER=FORECAST, and takes NUMBER"
            )
    return [_insisted(link) if str(link.number) in numbers else link for link in links]


def _insisted(link: Link) -> Link:
    if link.why_not is not None and not link.is_doubt:
        raise Refused(f"--as-stated {link.number}: its words are no estimate of {link.forecast.id}: {link.why_not}")
    return link._replace(why_not=None, is_doubt=False)


def why_never_one(item: Found, forecast: Forecast, case: Case) -> str | None:
    """Why a statement's words can be no estimate of what the forecast asks, whoever says so; None where they can."""
    if not is_binary(forecast):
        return (
            f"words have a number for a yes/no question only, and {forecast.id} is {forecast.kind}: if it states one, "
            f"`outlook set {forecast.id} as_stated_in=STATEMENT:{_shape(forecast)}`"
        )
    return why_no_number(item, case)


def _shape(forecast: Forecast) -> str:
    """What a statement states of it, as it is to be typed: at the levels, or of the options, that the question has."""
    if is_choice(forecast):
        few = forecast.names[:_FEW]
        return ",".join(f"{quoted_name(one)}=…" for one in few) + (",…" if len(few) < len(forecast.names) else "")
    levels = forecast.fixed_levels if is_distributed(forecast) else ()
    return ",".join(f"{one}=…" for one in levels or _LEVELS)


def why_no_number(item: Found, case: Case) -> str | None:
    """Why a statement has no number of its document; None where it has one."""
    if not item.hedge or quoted(item.hedge, item.text) is None:
        return "it has no hedge, and so no number"
    if promised(case, item.hedge) is None:
        return f"“{item.hedge}” has no number on the scale {case.scale or DEFAULT}"
    return f"{item.attributed_to} says it, and not the document" if item.attributed_to else None


def _why_doubtful(item: Found, clause: Found, forecast: Forecast, way: Way, proposed: Draft) -> str | None:
    """Why a statement may not say what the forecast asks: a person who knows better can insist."""
    asked = forecast.question or forecast.heading
    return (
        why_not_its_own(item)
        or _other_condition(item, forecast, proposed.fields)
        or _other_close(forecast, proposed.fields)
        or (UNCLEAR if way == "unclear" else None)
        or why_other_event(clause.text, clause, asked)
        or why_unlike(item.text, item, asked)
    )


def _other_close(forecast: Forecast, proposed: Mapping[str, Any]) -> str | None:
    """Where the statement names the day by which, and the forecast closes on another."""
    says, closes = str(proposed.get("closes_at", ""))[:10], forecast.closes_at
    if closes is None or not DAY.fullmatch(says) or says == f"{closes:%Y-%m-%d}":
        return None
    return f"it speaks of the time until {day(date.fromisoformat(says))}, and {forecast.id} closes on {day(closes)}"


def _other_condition(item: Found, forecast: Forecast, proposed: Mapping[str, Any]) -> str | None:
    if item.condition and forecast.given is None:
        return f"it is said on a condition (“{' '.join(item.condition.split())}”), and {forecast.id} has none"
    if forecast.given is not None and not item.condition:
        return f"{forecast.id} is asked on a condition, and it is said without one"
    outcome = dict(proposed.get("given") or {}).get("outcome")
    if forecast.given is not None and {outcome, forecast.given.outcome} == {"yes", "no"}:
        return f"it is said for the other outcome of its condition than {forecast.id} is asked for"
    return None


def described(link: Link, statement_id: str, case: Case) -> list[str]:
    """What a link made, as lines for the person: the forecast, what is said, what is asked, and what follows."""
    forecast = link.forecast
    lines = [
        f"{forecast.full_id}: linked to statement {link.number}, {statement_id}",
        f"  said: “{' '.join(link.item.text.split())}”",
        f"  asked: “{forecast.question or forecast.heading}”",
    ]
    if link.why_not is None:
        low, high = promised(case, link.item.hedge or "") or (0.0, 0.0)
        of_no = link.named(statement_id).of_no
        low, high = other_way(low, high) if of_no else (low, high)
        of_what = " that it does not happen" if of_no else ""
        middle = "" if low == high else f", the middle of {percent(low)} to {percent(high)}"
        lines.append(f"  its author's estimate: {percent((low + high) / 2)} (“{link.item.hedge}”{of_what}){middle}")
    else:
        lines.append(f"  no estimate of its author: {link.why_not}")
    if link.is_doubt and is_binary(forecast):
        lines += _insisting(link, statement_id, forecast)
    return [safe(one) for one in lines]


def _insisting(link: Link, statement_id: str, forecast: BinaryForecast) -> Iterator[str]:
    """How to say that its words count nevertheless; where nobody can tell of which answer they are, for each."""
    yes = (f"if it is what {forecast.id} asks", AsStated(statement_id))
    no = (f"if it is the opposite of what {forecast.id} asks", AsStated(statement_id, of_no=True))
    ways: dict[Way, list[tuple[str, AsStated]]] = {"same": [yes], "opposite": [no], "unclear": [yes, no]}
    for when, name in ways[link.way]:
        names = ",".join([*(forecast.as_stated_in or ()), str(name)])
        yield f"  {when}: `outlook set {forecast.full_id} as_stated_in={names}`"


def with_links(text: str, forecast: Forecast, links: Sequence[tuple[Link, str]]) -> str:
    """The forecast's text with the statements, by their ids, that speak of it.

    Raises:
        Refused: the text is laid out so that this can only be done by hand.
    """
    order = [name for name, _ in about(type(forecast))]
    for place, (_, statement_id) in enumerate(links):
        is_first = not forecast.statements and not place
        splice = Splice("statements", "set", [statement_id]) if is_first else Splice("statements", "add", statement_id)
        text = spliced(text, splice, order)
    own = [str(link.named(statement_id)) for link, statement_id in links if link.why_not is None]
    if own and is_binary(forecast):
        names = [*(forecast.as_stated_in or ()), *own]
        text = spliced(text, Splice("as_stated_in", "set", names if len(names) > 1 else names[0]), order)
    elif is_binary(forecast) and forecast.as_stated_in is None:
        text = spliced(text, Splice("as_stated_in", "set", []), order)  # for whoever counts words: it was refused
    return text
