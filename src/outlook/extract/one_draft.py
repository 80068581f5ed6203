"""The draft of one statement, after that of its condition: what is asked, when it closes, and what is left to say."""

import re
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from typing import Any

from outlook.extract.amounts import said_to_be, spread_of, unit_of
from outlook.extract.asked_conditions import denied, named, propose_condition
from outlook.extract.asked_times import until_then
from outlook.extract.clauses import of_its_hedge, says_two_things
from outlook.extract.closes import Calendar, about_the_close, closing_day, still_ahead, timeless, until, window
from outlook.extract.conditions import outcome_asked
from outlook.extract.found import Found
from outlook.extract.horizons import find_times
from outlook.extract.lexicon import lowered
from outlook.extract.marks import shown
from outlook.extract.naming import slug_of_condition, unique
from outlook.extract.own_words import has_a_number, way_of_its_own, words_of_its_clause
from outlook.extract.questions import Proposal
from outlook.extract.spoken_of import outcome_of, points_back
from outlook.model.as_stated import AsStated, as_stated
from outlook.model.denials import denies

QUESTION = "TODO: ask for an event that can be seen to happen or not. It says: "
BEFORE = "TODO: ask for what the sentence before speaks of. It says: "
CRITERIA = "YES if TODO: who decides? reports{until} that it happened."
LASTING_CRITERIA = "YES if TODO: who decides? reports that it was so{until}."
AMOUNT_CRITERIA = "The figure that TODO: who decides? publishes for it."
TITLE_LENGTH = 80  # of a sentence for which no question could be proposed
_EVEN = re.compile(r"even\b", re.IGNORECASE)
_EITHER = re.compile(r"\beither\b.{3,120}\bor\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a record that is to be finished, and for some a hint that stands above them.

    A hint may be for a field that is not there: what nobody could read, with the words of the report. `own` is the
    statement whose words would count if the question asked just that, where nobody knows yet what it will ask.
    """

    fields: dict[str, Any]
    hints: dict[str, str] = field(default_factory=dict)
    own: str | None = None


def drafts_of_one(
    item: Found,
    statement_id: str,
    calendar: Calendar,
    proposal: Proposal | None,
    taken: set[str],
    spoken_of: str | None = None,
) -> dict[str, Draft]:
    """The draft of one statement, after that of its condition, if it has one: of the clause that its hedge is about.

    Where the condition only points at the sentence before, `spoken_of` is the draft of that: it is proposed as what is
    given, and the words are no estimate until a person says so.
    """
    calendar = calendar.of(item.text)
    item = still_ahead(item, calendar)
    whole, item = item, of_its_hedge(item) or item._replace(condition=None, horizon=None)
    closes_on = closing_day(item, calendar)
    close_hint = {"closes_at": about_the_close(shown(item.horizon or ""), closes_on, calendar)}
    found: dict[str, Draft] = {}
    given: dict[str, Any] = {}
    if item.condition and spoken_of:
        given = {"given": {"forecast": spoken_of, "outcome": outcome_of(shown(item.condition))}}
    elif item.condition:
        name = unique(f"if-{slug_of_condition(shown(timeless(item.condition)))}", taken)
        found[name] = _draft_of_condition(item, statement_id, calendar)
        given = {"given": {"forecast": name, "outcome": _outcome(item.condition)}}
    asks = _asked(whole, proposal, closes_on)
    is_binary = asks.fields["kind"] == "binary"
    # Of a sentence that says two things, the question asks about the clause of the hedge: then its words count for it.
    way = way_of_its_own(item, proposal) if is_binary and spoken_of is None else None
    says_it: dict[str, Any] = {"as_stated_in": str(AsStated(statement_id, of_no=way == "opposite"))} if way else {}
    if proposal is None and is_binary and has_a_number(whole):
        says_it = {"as_stated_in": []}  # they must not count for whatever will be asked
    fields = {**asks.fields, **window(calendar.as_of, closes_on), **given, "statements": [statement_id], **says_it}
    hints = {**asks.hints, **close_hint, **_hints(whole, proposal, given, fields)}
    if spoken_of:
        hints["given"] = (
            f"“{shown(item.condition or '')}” is taken to speak of the sentence before; change it if it does not"
        )
    found[statement_id] = Draft(fields, hints, statement_id if fields.get("as_stated_in") == [] else None)
    return found


def _outcome(condition: str) -> str:
    """Which answer to the question of a condition is the condition: it is asked without the *not* that it may have."""
    said, is_turned = outcome_asked(condition), denied(shown(condition)) is not None
    return {"yes": "no", "no": "yes"}[said] if is_turned else said


def _asked(item: Found, proposal: Proposal | None, closes_on: date | None) -> Draft:
    """What is asked, of which kind, and how it is judged."""
    text = item.plain
    by_then = until_then(item, closes_on)
    form = LASTING_CRITERIA if by_then.startswith(" until") else CRITERIA
    if proposal is None and (amount := said_to_be(text, item.hedge)):
        fields = {"title": _short(text), "question": f"{QUESTION}{text}", "kind": "numeric"}
        return Draft({**fields, "unit": unit_of(amount), "criteria": AMOUNT_CRITERIA})
    if proposal is None:
        fields = {"title": _short(text), "question": f"{QUESTION}{text}", "kind": "binary"}
        return Draft({**fields, "criteria": form.format(until=by_then)})
    unit = {"unit": proposal.unit} if proposal.unit else {}
    criteria = AMOUNT_CRITERIA if proposal.kind == "numeric" else form.format(until=by_then)
    fields = {
        "title": proposal.event,
        "question": proposal.question,
        "kind": proposal.kind,
        **unit,
        "criteria": criteria,
    }
    return Draft(fields, {"question": f"proposed; the report says: {text}"})


def _short(text: str) -> str:
    """The beginning of a sentence, as a title: the whole of it is in the question."""
    return shorten(text.rstrip("."), TITLE_LENGTH, placeholder=" …")


def _draft_of_condition(item: Found, statement_id: str, calendar: Calendar) -> Draft:
    """The draft that asks whether the condition comes true, by its own time if it names one."""
    condition = shown(item.condition or "")
    times = find_times(condition, lowered(condition))
    said = times[0].text if times else shown(item.horizon or "")
    closes_on = calendar.last_day(said) if times else closing_day(item, calendar)
    # What becomes the close of the question is not said twice.
    dated = timeless(condition) if times and closes_on else condition
    asked = None if (is_back := points_back(condition)) else propose_condition(dated, closes_on)
    fields = {
        "title": named(condition),
        "question": asked or f"{BEFORE if is_back else QUESTION}{condition}",
        "kind": "binary",
        "criteria": CRITERIA.format(until=until(closes_on)),
        **window(calendar.as_of, closes_on),
        "statements": [statement_id],
        "tags": ["condition"],
    }
    about = {"question": f"proposed; the condition is: {condition}"} if asked else {}
    return Draft(fields, {**about, "closes_at": about_the_close(said, closes_on, calendar)})


def _hints(item: Found, proposal: Proposal | None, given: dict[str, Any], fields: dict[str, Any]) -> dict[str, str]:
    """What is left to say, and what the report said of it."""
    hints = {"criteria": "say who decides, and what does not count", "prior": "TODO: your own probability"}
    amount = said_to_be(item.plain, item.hedge) if proposal is None else proposal.amount
    if amount:
        spread = spread_of(item.plain)
        said = f"{amount} ({spread})" if spread else amount
        hints["prior"] = f"TODO: quantiles, {{q05: …, q50: …, q95: …}}; the report says {said}"
    elif item.hedge and proposal is not None and denies(words_of_its_clause(item), proposal.question):
        hints["prior"] += f"; the report says “{item.hedge}” of its not happening"
    elif item.hedge:
        hints["prior"] += f"; the report says “{item.hedge}”"
    if says_two_things(item):
        hints["question"] = f"the report says two things: {item.plain}"
    if fields.get("as_stated_in") == []:
        own = fields["statements"][0]
        hints["as_stated_in"] = (
            f"“{item.hedge}” counts for no question yet; if yours asks exactly what it says, write {own}"
        )
    elif "as_stated_in" in fields:
        of_no = as_stated(fields["as_stated_in"]).of_no
        what = "say how likely it is that this does not happen, and so are" if of_no else "count as"
        hints["as_stated_in"] = f"its words {what} its own estimate of this question; remove it if you ask another"
    if given and given["given"]["outcome"] == "no":
        hints["given"] = "the condition is that this does not happen"
    if given and _EVEN.match(item.condition or ""):
        hints["given"] = (
            f"the report says “{shown(item.condition or '')}”, and so without it too; remove it to ask of both"
        )
    if _EITHER.search(item.text):
        hints["kind"] = "it names alternatives: kind choice would ask which"
    return hints
