"""The brief: sentences that say how likely and, apart from that, how sure, with the source of whatever changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outlook.model.belief import Chance, Points
from outlook.model.values import DOCUMENT_PREFIX
from outlook.show.describe.beliefs import scale_of, spread
from outlook.show.describe.blocks import Bullets, Heading, Line, pieces
from outlook.show.describe.due import why
from outlook.show.describe.phrasing import between, cut_at_word, day, leading, moment, outcome, percent, plural, score
from outlook.words import BETWEEN, OUTSIDE, word_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from outlook.answers.brief import Brief, Changed, Judgement
    from outlook.answers.due import Due
    from outlook.answers.looking import Sight
    from outlook.answers.status_row import StatusRow
    from outlook.model.belief import Belief
    from outlook.model.case import Case
    from outlook.model.entries import Evidence
    from outlook.show.describe.blocks import Block, Text

MOST, LEAST = 12, 1
REPORTS = 2
SHOWN = 160
_CONDITION = re.compile(r"\b(?:if|given|unless)\b", re.IGNORECASE)
NO_SIGN = "No unseen sign would."


def brief(found: Brief, words: int) -> list[Block]:
    """The page in at most so many words, if one item of each part fits into that; what is left out is counted."""
    for most in range(MOST, LEAST - 1, -1):
        blocks = list(_blocks(found, most))
        if words_in(blocks) <= words:
            break
    return blocks


def words_in(blocks: Sequence[Block]) -> int:
    """How many words the texts of some blocks have."""
    return sum(len(text.split()) for text in texts_of(blocks))


def texts_of(blocks: Sequence[Block]) -> Iterator[str]:
    """The texts of headings, lines and lists."""
    for block in blocks:
        if isinstance(block, Bullets):
            yield from block.texts
        elif isinstance(block, Heading | Line):
            yield _plain(block.text)


def _plain(text: Text) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces(text))


def _blocks(found: Brief, most: int) -> Iterator[Block]:
    yield Heading(f"Brief: {'; '.join(found.titles)}", 1)
    yield Line(f"As known by {moment(found.at)}. Changes are since {moment(found.since)}.", "soft")
    yield from _part("Key judgements", found.judgements, lambda one: _judgement(one, found), most, "Nothing is open.")
    yield from _part("What changed", found.changes, lambda one: _change(one, found), most, "Nothing changed.")
    signs = found.signs
    yield from _part("What would change these judgements", signs, lambda one: _sign(one, found), most, NO_SIGN)
    yield from _part("What came out", found.resolved, lambda one: _resolved(one, found), most, "Nothing resolved.")
    yield from _part("What is due", found.due_once, lambda item: _due(item, found), most, "Nothing is due.")
    if found.drafts:
        yield Line(_left_out(found.drafts, most), "soft")


def _part(title: str, items: Sequence[Any], told: Callable[[Any], str], most: int, nothing: str) -> Iterator[Block]:
    yield Heading(title)
    if not items:
        yield Line(nothing)
        return
    yield Bullets(tuple(told(item) for item in items[:most]))
    if len(items) > most:
        yield Line(f"… and {len(items) - most} more.", "soft")


# ── sentences ──


def _named(heading: str, full_id: str, found: Brief) -> str:
    """What a forecast asks, behind the condition without which nothing of it is claimed, unless it says so itself."""
    only_if = found.only_if.get(full_id)
    if only_if is None or _CONDITION.search(heading):
        return heading
    if only_if.outcome == "yes" and only_if.heading.startswith("If "):
        return f"{only_if.heading}: {heading}"
    return f"If “{only_if.heading}” comes out {only_if.outcome}: {heading}"


def _left_out(drafts: Sequence[StatusRow], most: int) -> str:
    """What nobody could judge from this page, so that it is missed."""
    named = "; ".join(row.heading for row in drafts[:most])
    more = f"; and {len(drafts) - most} more" if len(drafts) > most else ""
    return f"Not yet in this brief: {plural(len(drafts), 'draft')} still incomplete ({named}{more})."


def _judgement(one: Judgement, found: Brief) -> str:
    row = one.row
    believed, whose = (row.stated, row.stated_by) if row.stated is not None else (row.implied, None)
    closes = f" (closes {day(row.closes_at)})" if row.closes_at else ""
    said = _said_by(row.stated_at, whose, one.case) if believed is not None else ""
    sentences = [f"{_named(row.heading, row.full_id, found)}{closes}: {_likely(believed, one.case)}{said}."]
    if row.stated is not None and row.implied is not None:
        ends = f" ({between(row.implied_range.low, row.implied_range.high)})" if row.implied_range else ""
        sentences.append(f"The evidence implies {_number(row.implied)}{ends}.")
    return " ".join([*sentences, _confidence(one)])


def _likely(belief: Belief | None, case: Case | None) -> str:
    """The word of the case's scale and the number."""
    if belief is None:
        return "no probability is stated yet"
    if not isinstance(belief, Chance):
        return _number(belief)
    word = word_for(float(belief), scale_of(case))
    return percent(float(belief)) if word in (BETWEEN, OUTSIDE) else f"{word}, {percent(float(belief))}"


def _number(belief: Belief) -> str:
    if isinstance(belief, Points):
        median, ends = spread(belief)
        return f"median {median} (80%: {ends})"
    number, of_what = leading(belief)
    return f"{of_what} {number}" if of_what else number


def _said_by(at: Any, whose: str | None, case: Case | None) -> str:
    return f" ({_who(whose, case)}, {day(at)})" if whose and at else " by the evidence alone"


def _who(name: str, case: Case | None) -> str:
    """A forecaster by name; a document by its author's, which is who a reader knows."""
    if not name.startswith(DOCUMENT_PREFIX) or case is None:
        return name
    written = next((one for one in case.documents if one.id == name.removeprefix(DOCUMENT_PREFIX)), None)
    return (written and (written.author or written.title)) or name


def _confidence(one: Judgement) -> str:
    """How sure, from the range and the grades; in a sentence of its own."""
    found, reasons = one.row.implied_range, list[str]()
    if found:
        reasons.append(f"the implied range is {(found.high - found.low) * 100:.0f} points wide")
    if one.graded:
        reasons.append(f"the best of {plural(len(one.graded), 'graded report')} is {one.graded[0].grade}")
    else:
        reasons.append("no graded report bears on it")
    return f"Confidence is {one.confidence}: {', and '.join(reasons)}."


def _change(one: Changed, found: Brief) -> str:
    moves = [
        f"{name} {_from(before)} → {_from(after)}"
        for name, before, after in (
            ("stated", one.before.stated, one.after.stated),
            ("implied", one.before.implied, one.after.implied),
        )
        if after is not None and _from(before) != _from(after)
    ]
    shown = [_report(report) for report in one.reports[-REPORTS:]]
    more = f" and {len(one.reports) - REPORTS} more" if len(one.reports) > REPORTS else ""
    said = f" Reported: {'; '.join(shown)}{more}." if shown else ""
    named = _named(one.after.heading, one.after.full_id, found)
    return f"{named}: {', '.join(moves) or 'no number moved'}.{said}"


def _from(belief: Belief | None) -> str:
    return "–" if belief is None else _number(belief)


def _report(report: Evidence) -> str:
    source = report.source or "no source named"
    grade = f", {report.grade}" if report.grade else ""
    text = cut_at_word(report.summary, SHOWN)
    return f"{text.rstrip('.')} ({source}{grade}, {day(report.known_at)})"


def _sign(one: Sight, found: Brief) -> str:
    text = one.described.text if one.described else one.look.sign
    named = _named(one.forecast.heading, one.forecast.full_id, found)
    return f"{text.rstrip('.')}: would make {named} {_number(one.look.seen)}."


def _resolved(one: Changed, found: Brief) -> str:
    row = one.after
    who = _who(row.stated_by or "", one.case)
    had = "nothing was stated" if row.stated is None else f"{who} had said {_number(row.stated)}"
    brier = "" if row.brier is None else f", Brier {score(row.brier)}"
    return f"{_named(row.heading, row.full_id, found)}: {outcome(row.kind, row.outcome or '')}; {had}{brier}."


def _due(item: Due, found: Brief) -> str:
    forecast = item.situation.forecast
    return f"{_named(forecast.heading, forecast.full_id, found)}: {item.reason}, {why(item, found.at)}."
