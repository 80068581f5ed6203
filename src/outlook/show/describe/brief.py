"""The brief: sentences that say how likely and, apart from that, how sure, with the source of whatever changed."""

from __future__ import annotations

import re
from collections import Counter
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from outlook.model.belief import Chance, Points
from outlook.model.values import DOCUMENT_PREFIX
from outlook.show.describe.beliefs import scale_of, spread
from outlook.show.describe.blocks import Bullets, Heading, Line, pieces
from outlook.show.describe.corrected import was_in_turn
from outlook.show.describe.due import why
from outlook.show.describe.phrasing import (
    between,
    cut_at_word,
    day,
    leading,
    moment,
    outcome,
    percent,
    plural,
    score,
    shortened,
)
from outlook.show.describe.scorecard import listed_missing
from outlook.show.describe.sureness import confidence
from outlook.words import BETWEEN, OUTSIDE, word_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from outlook.answers.brief import Brief, CameOut, Changed, Ground, Judgement
    from outlook.answers.due import Due
    from outlook.answers.looking import Sight
    from outlook.answers.moves import Stated
    from outlook.answers.status_row import StatusRow
    from outlook.model.belief import Belief
    from outlook.model.case import Case
    from outlook.model.entries import Evidence
    from outlook.show.describe.blocks import Block, Text

NAMED, REST = 8, 4  # drafts that are named, and in each part those that are left out
IN_SHORT = 40  # characters of a title there
REPORTS = 2
MOVES, OTHERS, SCORES = 3, 2, 4
ALONE: dict[Ground, str] = {
    "reports": "the prior, the evidence and the passing of time",
    "time": "the prior and the passing of time",
    "prior": "the prior alone",
}
SHOWN = 160
_CONDITION = re.compile(r"\b(?:if|given|unless)\b", re.IGNORECASE)
_OPENS = {"yes": "If", "no": "Unless"}
NO_SIGN = "No unseen sign would."


class Item(NamedTuple):
    """One bullet: the forecast's title in short, its text, and its place among those that are shown."""

    name: str
    text: str
    place: tuple[bool, float, str] | int


class Part(NamedTuple):
    """A heading with its items, the most important first; of those that are left out so many are named."""

    title: str
    items: Sequence[Item]
    nothing: str
    named: int

    def blocks(self, shown: int) -> Iterator[Block]:
        """The part with so many items, in their places."""
        yield Heading(self.title)
        if not self.items:
            yield Line(self.nothing)
            return
        yield Bullets(tuple(item.text for item in sorted(self.items[:shown], key=lambda item: item.place)))
        if rest := [item.name for item in self.items[shown:]]:
            yield Line(f"… and {self._named(rest)}.", "soft")

    def _named(self, rest: Sequence[str]) -> str:
        if not self.named:
            return f"{len(rest)} more"
        others = f"; and {plural(len(rest) - self.named, 'other')}" if len(rest) > self.named else ""
        return f"{len(rest)} more: {'; '.join(rest[: self.named])}{others}"


def brief(found: Brief, words: int) -> list[Block]:
    """The page in at most so many words, if one item of each part fits into that; what is left out is counted.

    The parts grow in turns, and what one of them leaves is the others'.
    """
    last: list[Block] = [Line(_left_out(found.drafts, found), "soft")] if found.drafts else []
    if found.opening:
        last.insert(0, Line(_opening(found.opening, found), "soft"))
    if found.missing:
        last.append(Line(f"Missing from this brief: {listed_missing(found.missing)}.", "warning"))
    above: list[Block] = [
        Heading(f"Brief: {'; '.join(found.titles)}", 1),
        Line(f"As known by {moment(found.at)}. Changes are since {moment(found.since)}.", "soft"),
    ]
    room = words - words_in([*above, *last])
    return [*above, *_within(found, room), *last]


def _within(found: Brief, room: int) -> list[Block]:
    """The parts in so many words; fewer of those that are left out are named, before one item of each is too many."""
    blocks: list[Block] = []
    for named in (REST, REST // 2, 0):
        parts = _parts(found, named)
        counts = _fitting(parts, room)
        blocks = [block for part, count in zip(parts, counts, strict=True) for block in part.blocks(count)]
        if words_in(blocks) <= room:
            break
    return blocks


def _fitting(parts: Sequence[Part], room: int) -> list[int]:
    """How many items of each part there is room for, at least one of each."""
    counts = [1] * len(parts)
    sizes = [words_in(list(part.blocks(1))) for part in parts]
    growing = list(range(len(parts)))
    while growing:
        for at in list(growing):
            part, more = parts[at], counts[at] + 1
            size = words_in(list(part.blocks(more))) if more <= len(part.items) else room + 1
            if sum(sizes) - sizes[at] + size > room:
                growing.remove(at)
            else:
                counts[at], sizes[at] = more, size
    return counts


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


def _parts(found: Brief, rest: int) -> list[Part]:
    named = _names(found)
    judgements = [Item(named(one.row.full_id), _judgement(one, found), _closing(one.row)) for one in found.judgements]
    changes = [(one.after.full_id, _change(one, found)) for one in found.changes]
    signs = [(one.forecast.full_id, _sign(one, found)) for one in found.signs]
    out = [(one.row.full_id, _came_out(one, found)) for one in found.resolved]
    waiting = [(item.situation.forecast.full_id, _due(item, found)) for item in found.due_once]

    def listed(items: Sequence[tuple[str, str]]) -> list[Item]:
        return [Item(named(full_id), text, place) for place, (full_id, text) in enumerate(items)]

    return [
        Part("Key judgements", judgements, "Nothing is open.", rest),
        Part("What changed", listed(changes), "Nothing changed.", rest),
        Part("What would change these judgements", listed(signs), NO_SIGN, 0),
        Part("What came out", listed(out), "Nothing resolved.", rest),
        Part("What is due", listed(waiting), "Nothing is due.", rest),
    ]


def _names(found: Brief) -> Callable[[str], str]:
    """How those are named that are left out: by title, in short; whole, or by id, where two would be named alike."""
    rows = [*(one.row for one in found.judgements), *(one.row for one in found.resolved)]
    titles = {row.full_id: found.whole.get(row.full_id, row.heading) for row in rows}
    short = {full_id: in_short(title) for full_id, title in titles.items()}
    alike = Counter([*titles.values(), *(one for full_id, one in short.items() if one != titles[full_id])])

    def named(full_id: str) -> str:
        names = (short.get(full_id, full_id), titles.get(full_id, full_id))
        return next((name for name in names if alike[name] == 1), full_id)

    return named


def in_short(heading: str) -> str:
    """A title or question as those are named that are left out."""
    return shortened(" ".join(heading.split()), IN_SHORT)


def _closing(row: StatusRow) -> tuple[bool, float, str]:
    """Judgements are in the order of their closes, what is overdue last."""
    return row.state == "due", row.closes_at.timestamp() if row.closes_at else inf, row.full_id


# ── sentences ──


def _named(heading: str, full_id: str, found: Brief) -> str:
    """What a forecast asks, behind the condition without which nothing of it is claimed, unless it says so itself.

    A title that was cut is not what it asks: a page that is handed on has the question.
    """
    heading = found.whole.get(full_id, heading)
    only_if = found.only_if.get(full_id)
    if only_if is None or _CONDITION.search(heading):
        return heading
    if only_if.heading.startswith("If ") and only_if.outcome in _OPENS:
        return f"{_OPENS[only_if.outcome]}{only_if.heading.removeprefix('If')}: {heading}"
    return f"If “{only_if.heading}” comes out {only_if.outcome}: {heading}"


def _left_out(drafts: Sequence[StatusRow], found: Brief) -> str:
    """What nobody could judge from this page, so that it is missed."""
    named = "; ".join(found.whole.get(row.full_id, row.heading) for row in drafts[:NAMED])
    more = f"; and {len(drafts) - NAMED} more" if len(drafts) > NAMED else ""
    return f"Not yet in this brief: {plural(len(drafts), 'draft')} still incomplete ({named}{more})."


def _opening(rows: Sequence[StatusRow], found: Brief) -> str:
    """What is not asked yet, with the day from which on it is."""
    named = "; ".join(f"{found.whole.get(row.full_id, row.heading)} ({_opens_on(row)})" for row in rows[:NAMED])
    more = f"; and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return f"Not open yet, and so not judged: {named}{more}."


def _opens_on(row: StatusRow) -> str:
    return f"opens {day(row.opens_at)}" if row.opens_at else ""


def _judgement(one: Judgement, found: Brief) -> str:
    row = one.row
    believed = row.stated if row.stated is not None else row.implied
    closes_at = row.closes_at
    closes = f" ({'closed' if closes_at < found.at else 'closes'} {day(closes_at)})" if closes_at else ""
    older = ", on an older text of the question" if one.is_on_an_older_text else ""
    said = f" ({_who(row.stated_by, one.case)}, {day(row.stated_at)}{older})" if row.stated_by and row.stated_at else ""
    if believed is not None and row.stated is None:
        said = f" by {ALONE[one.rests_on]}"
    if one.withdrawn:
        said += f" ({', '.join(one.withdrawn[:OTHERS])} withdrew what was stated)"
    beside = _beside([each for each in one.stated if each.by != row.stated_by], one.case, found.me)
    likely = f"{_named(row.heading, row.full_id, found)}{closes}: {_likely(believed, one.case)}{said}{beside}."
    return " ".join([likely, *_implied(one), confidence(one)])


def _beside(others: Sequence[Stated], case: Case | None, me: str | None) -> str:
    """What the others state, first who asks, then the author of a report."""
    first = sorted(others, key=lambda each: (each.by != me, not each.by.startswith(DOCUMENT_PREFIX)))
    shown = [f"; {_who(each.by, case)} {_number(each.belief)} ({day(each.at)})" for each in first[:OTHERS]]
    more = f"; and {plural(len(first) - OTHERS, 'other forecaster')}" if len(first) > OTHERS else ""
    return "".join([*shown, more])


def _implied(one: Judgement) -> Iterator[str]:
    """What is implied beside what is stated; without a report that counts it is not the evidence that implies it."""
    row = one.row
    if row.stated is None or row.implied is None:
        return
    ends = f" ({between(row.implied_range.low, row.implied_range.high)})" if row.implied_range else ""
    sentences: dict[Ground, str] = {
        "reports": f"The evidence implies {_number(row.implied)}{ends}.",
        "time": f"The prior and the passing of time imply {_number(row.implied)}{ends}.",
        "prior": f"The prior is {_number(row.implied)}.",
    }
    yield sentences[one.rests_on]


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


def _who(name: str, case: Case | None) -> str:
    """A forecaster by name; a document by its author's, which is who a reader knows."""
    if not name.startswith(DOCUMENT_PREFIX) or case is None:
        return name
    written = next((one for one in case.documents if one.id == name.removeprefix(DOCUMENT_PREFIX)), None)
    return (written and (written.author or written.title)) or name


def _change(one: Changed, found: Brief) -> str:
    gone = [f"{outcome(one.after.kind, item.outcome)} was taken back on {day(item.until)}" for item in one.reopened]
    moved = [*(f"the outcome {text}" for text in gone), *_stated(one), *_newly_implied(one)]
    said = [
        f" {label}: {_listed(reports)}."
        for label, reports in (("Reported", one.reports), ("Reported, without effect", one.weightless))
        if reports
    ]
    named = _named(one.after.heading, one.after.full_id, found)
    if one.after.opens_later:
        named = f"{named} ({_opens_on(one.after)})"
    return f"{named}: {', '.join(moved) or 'no number moved'}.{''.join(said)}"


def _stated(one: Changed) -> Iterator[str]:
    """Each forecaster's own move, by name where there are several."""
    several = len({*one.before.forecasters, *one.after.forecasters}) > 1
    for move in one.moves[:MOVES]:
        whose = f" by {_who(move.by, one.case)}" if several else ""
        if several and move.before is None:
            yield f"stated {_from(move.after)}{whose} for the first time"
        else:
            yield f"stated {_from(move.before)} → {_from(move.after)}{whose}"
    if len(one.moves) > MOVES:
        yield f"{len(one.moves) - MOVES} more stated another number"


def _newly_implied(one: Changed) -> Iterator[str]:
    before, after = _from(one.before.implied), _from(one.after.implied)
    if one.after.implied is None or before == after:
        return
    is_by_time = not one.reports and one.before.evidence <= one.after.evidence
    why = " as time passed, against what was reported" if one.is_against else " as time passed" if is_by_time else ""
    yield f"implied {before} → {after}{why}"


def _listed(reports: Sequence[Evidence]) -> str:
    more = f" and {len(reports) - REPORTS} more" if len(reports) > REPORTS else ""
    return f"{'; '.join(_report(report) for report in reports[-REPORTS:])}{more}"


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
    return f"{text.rstrip('.')}: would put “{named}” at {_number(one.look.seen)}."


def _came_out(one: CameOut, found: Brief) -> str:
    row = one.row
    told = [text for text in (one.condition, was_in_turn(row.kind, row.corrections)) if text]
    why = f" ({'; '.join(told)})" if told else ""
    ending = "two outcomes are recorded" if row.state == "disputed" else outcome(row.kind, row.outcome or row.state)
    return f"{_named(row.heading, row.full_id, found)}: {ending}{why}; {_had_said(one, found.me)}."


def _had_said(one: CameOut, me: str | None) -> str:
    """What each had said last, and how all that they had said scored over time; who asks is first."""
    if not one.stated:
        return "nothing was stated"
    shown = [
        f"{_who(each.by, one.case)} had said {_number(each.belief)}"
        + ("" if each.brier is None else f", Brier {score(each.brier)} over time")
        for each in sorted(one.stated, key=lambda each: (each.by != me, each.by))[:SCORES]
    ]
    more = [f"and {plural(len(one.stated) - SCORES, 'other forecaster')}"] if len(one.stated) > SCORES else []
    return "; ".join([*shown, *more])


def _due(item: Due, found: Brief) -> str:
    forecast = item.situation.forecast
    reason = (
        why(item, found.at).replace(", on ", " on ") if item.reason in ("closes", "overdue") else why(item, found.at)
    )
    start = f"{item.reason} {reason}" if reason.startswith("in ") else f"{item.reason}, {reason}"
    return f"{_named(forecast.heading, forecast.full_id, found)}: {start}."
