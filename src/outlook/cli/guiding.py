"""A draft finished at the terminal: question, kind, close, who decides, prior; one prompt each, the lint beside them.

What the draft proposes is the default that Enter takes. What is left empty stays to be written. `<` goes back to the
prompt before, where what was answered is the default.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outlook import moments
from outlook.checks.question import TODO, Finding, lint
from outlook.cli.prompting import BACK, WentBack, line, say, value
from outlook.errors import did_you_mean
from outlook.extract.closes import until
from outlook.extract.one_draft import AMOUNT_CRITERIA, CRITERIA, Draft
from outlook.model.as_stated import as_stated
from outlook.model.fields import about
from outlook.model.kinds import BY_NAME, KINDS
from outlook.records.read import parse_forecast
from outlook.records.write import render_fields
from outlook.show.describe.phrasing import safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.model.forecast import Forecast

# Which faults can be judged once a field was answered; before, what is still to come would cure them.
JUDGED = {
    "question": {"hedged-question", "open-end"},
    "closes_at": {"no-close", "other-day"},
    "criteria": {
        "no-criteria",
        "no-source",
        "vague-word",
        "no-attribution",
        "no-counting-source",
        "stock-or-flow",
        "no-time-zone",
        "mixed-confidence",
        "circular-outcome",
        "other-day",
    },
    "prior": {"certain-prior", "far-from-base-rates"},
}
DAY_OF = {"closes_at": "question", "criteria": "criteria"}  # which last day is compared then with the close
WHO_DECIDES = "TODO: who decides?"
OTHER_CRITERIA = {
    "numeric": AMOUNT_CRITERIA,
    "choice": f"The option that {WHO_DECIDES} reports.",
    "date": f"The day on which {WHO_DECIDES} reports that it first happened.",
}
YES_NO = {"y": True, "yes": True, "n": False, "no": False}
PROBABILITY = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%|0?[.,]\d+|\d+/\d+|[^=\s]+=\S.*")  # or a distribution
# Whoever decides is a name; a verb makes a sentence of it.
WHOLE = re.compile(
    r"^(?:yes|no)\b|\b(?:if|when|unless|counts?|declares?|announces?|confirms?|publish(?:es)?|says?|signs?|shows?|is|are"
    r"|was|were|has|have|will)\b|[.;]$",
    re.IGNORECASE,
)
Reader = Callable[[str, str], Any]


def with_answers(draft: Draft, answers: Mapping[str, Any]) -> Draft:
    """The draft with fields as they were answered (None: without it), in the order of a record, and fewer hints."""
    if not answers:
        return draft
    fields = {name: one for name, one in {**draft.fields, **answers}.items() if one is not None}
    order = [name for name, _ in about(BY_NAME[str(fields.get("kind", "binary"))])]
    fields = {name: fields[name] for name in order if name in fields}
    return replace(
        draft, fields=fields, hints={name: hint for name, hint in draft.hints.items() if name not in answers}
    )


def decided_by(text: str, proposed: str) -> dict[str, Any]:
    """The criteria and who decides: as proposed where a name is typed, or whole where they are typed whole.

    >>> decided_by("Reuters", "YES if TODO: who decides? reports by 3 May 2027 that it happened.")
    {'criteria': 'YES if Reuters reports by 3 May 2027 that it happened.', 'sources': ['Reuters']}
    >>> decided_by("Both ministries declare the talks ended", "YES if TODO: who decides? reports that it happened.")
    {'criteria': 'Both ministries declare the talks ended'}
    """
    if text == proposed or WHOLE.search(text) or WHO_DECIDES not in proposed:
        return {"criteria": text}
    return {"criteria": proposed.replace(WHO_DECIDES, text), "sources": [text]}


def _is_a_prior(text: str) -> bool:
    """Whether what was typed is an answer to the next question; that is said."""
    if not PROBABILITY.fullmatch(text):
        return False
    say(f"{text} is a probability, which is asked for next")
    return True


def proposed_criteria(kind: str, closes_at: object) -> str:
    """What decides a question of some kind, by its close, with a place for who decides."""
    if kind in OTHER_CRITERIA:
        return OTHER_CRITERIA[kind]
    closes = str(closes_at or "")[:10]
    return CRITERIA.format(until=until(date.fromisoformat(closes) if closes else None))


def only_who_decides(answers: Mapping[str, Any], proposed: Mapping[str, Any]) -> bool:
    """Whether answers leave the criteria as they are proposed but for who decides, so that they ask the same."""
    fields = {**proposed, **answers}
    text = fields.get("criteria")
    if text is None or TODO in str(text) or text == proposed.get("criteria"):
        return True
    now_proposed = proposed_criteria(str(fields.get("kind", "binary")), fields.get("closes_at"))
    ways = (way.partition(WHO_DECIDES) for way in (now_proposed, str(proposed.get("criteria"))) if WHO_DECIDES in way)
    return any(str(text).startswith(before) and str(text).endswith(after) for before, _, after in ways)


def day_or_moment(text: str, now: datetime) -> str:
    """When something closes, as a record has it: a day where a day was typed.

    Raises:
        ValueError: it is no time.
    """
    found = moments.parse(text, now, moments.NEXT)
    return moments.iso(found) if isinstance(found, datetime) else found.isoformat()


class Guide:
    """The prompts for one draft: `answers` holds what was settled so far, by field."""

    def __init__(
        self,
        draft: Draft,
        case: str,
        now: datetime,
        read_prior: Reader,
        condition: Forecast | None = None,
        given: Mapping[str, Any] | None = None,
        answered: Mapping[str, Any] | None = None,
    ) -> None:
        self.draft, self.case, self.now, self.read_prior, self.condition = draft, case, now, read_prior, condition
        self.given = dict(given or {})
        self.answers: dict[str, Any] = {**(answered or {}), **self.given}
        self._proposed: str | None = None  # the criteria as they were proposed where they were answered
        if answered and answered.get("criteria"):
            self._proposed = proposed_criteria(str(self._field("kind")), self._field("closes_at"))

    def ask(self) -> dict[str, Any]:
        """Ask for everything that was not given beforehand, and return the fields as they were answered.

        Raises:
            NoAnswer: the input ended; nothing of this draft counts.
            WentBack: the person wants what was before the first prompt; what was answered is the default next time.
        """
        steps = {
            "question": self._question,
            "kind": self._kind,
            "closes_at": self._close,
            "criteria": self._criteria,
            "prior": self._prior,
        }
        open_ = [step for field, step in steps.items() if field not in self.given] + [self._own_words]
        at = 0
        while at < len(open_):
            try:
                open_[at]()
            except WentBack:
                if at == 0:
                    raise
                at -= 1
            else:
                at += 1
        return self.answers

    def ask_alone(self) -> dict[str, Any]:
        """The same where nothing comes before the first prompt."""
        say(f"{BACK} goes back to the prompt before")
        while True:
            try:
                return self.ask()
            except WentBack:
                say("this is the first prompt; Ctrl-C ends it, and keeps what you answered")

    def _field(self, name: str) -> Any:
        return self.answers.get(name, self.draft.fields.get(name))

    def _question(self) -> None:
        proposed = str(self.draft.fields.get("question") or "")
        default = "" if TODO in proposed else proposed
        if not default:
            say("ask for an event that can be seen to happen or not, or for an amount")
        first = str(self.answers.get("question") or default)
        self._settle("question", lambda now: line("question", now or first))
        if self.answers.get("question"):
            self.answers["title"] = self._title(default)

    def _title(self, proposed: str) -> str:
        asked = str(self.answers["question"])
        title = self.draft.fields.get("title")
        return str(title) if title and asked == proposed else " ".join(asked.split()).rstrip("?")

    def _kind(self) -> None:
        before = {name: self._field(name) for name in ("kind", "options")}
        kind = value("kind", str(self._field("kind") or "binary"), _kind)
        try:
            kind = self._options() if kind == "choice" else kind
            unit = line("unit", str(self._field("unit") or "")) or None if kind == "numeric" else None
        except WentBack:
            return self._kind()
        self._answer("kind", kind)
        self._answer("unit", unit)
        if kind != "choice":
            self._answer("options", None)
        if before["kind"] not in (None, kind) or (kind == "choice" and before["options"] != self._field("options")):
            self._forget_prior(kind)
        is_as_written = kind == self.draft.fields.get("kind", "binary")
        if not is_as_written:
            self._answer("as_stated_in", None)
        elif "as_stated_in" not in self.given:
            self.answers.pop("as_stated_in", None)
        return None

    def _forget_prior(self, kind: str) -> None:
        """A prior of another kind of answer, or of other options, is none of this question."""
        if "prior" not in self.given:
            self.answers.pop("prior", None)
            if kind != self.draft.fields.get("kind", "binary"):
                self._answer("prior", None)

    def _answer(self, field: str, found: Any) -> None:
        """Note an answer; that there is none only where something is to be left out."""
        if found is not None or field in self.draft.fields:
            self.answers[field] = found
        else:
            self.answers.pop(field, None)

    def _options(self) -> str:
        """The kind, once the options of a choice are said: another, where that was a slip."""
        there = [str(one.get("name") if isinstance(one, dict) else one) for one in self._field("options") or []]
        found = value("options, with commas between them, or another kind", ", ".join(there), _options_or_kind)
        if isinstance(found, str):
            return found
        self.answers["options"] = self._field("options") if found == there else found
        return "choice"

    def _close(self) -> None:
        hint = self.draft.hints.get("closes_at", "").removeprefix("TODO: ")
        if hint:
            say(hint)
        default = str(self._field("closes_at") or "")
        self._settle("closes_at", lambda now: value("closes", str(now or default), self._day))

    def _day(self, text: str) -> str | None:
        return day_or_moment(text, self.now) if text else None

    def _criteria(self) -> None:
        proposed = proposed_criteria(str(self._field("kind")), self._field("closes_at"))
        written = self._put_again(proposed) or self.draft.fields.get("criteria")
        if written and TODO not in str(written):
            say(f"criteria: {written}")
            self._settle("criteria", lambda now: self._more(str(now or written), proposed))
            return
        say(f"criteria: {proposed.replace(WHO_DECIDES, '…')}")
        self._settle("criteria", lambda now: self._more(str(now), proposed) if now else self._first(proposed))

    def _put_again(self, proposed: str) -> str | None:
        """Criteria that were answered before, by the kind and the close as they are now."""
        whole, former = self.answers.get("criteria"), self._proposed
        self._proposed = proposed
        if not whole or former is None:
            return None
        (before, _, after), (start, _, end) = former.partition(WHO_DECIDES), proposed.partition(WHO_DECIDES)
        if not str(whole).startswith(before) or after not in str(whole):
            return str(whole)
        who, _, more = str(whole).removeprefix(before).partition(after)
        return f"{start}{who}{end}{more}"

    def _first(self, proposed: str) -> str | None:
        text = line("who decides, or the criteria whole")
        if not text:
            return None
        if _is_a_prior(text):
            return self._first(proposed)
        return self._decided(text, proposed)

    def _decided(self, text: str, proposed: str) -> str:
        found = decided_by(text, proposed)
        if "sources" in found and "sources" not in self.given:
            self.answers["sources"] = list(dict.fromkeys([*(self._field("sources") or []), *found["sources"]]))
        return str(found["criteria"])

    def _more(self, now: str, proposed: str) -> str | None:
        """Another sentence for the criteria, or others in their place; without an answer they are kept."""
        text = line("more (+ …), or other criteria")
        if text.startswith("+"):
            return f"{now} {text[1:].strip()}"
        if not text:
            return now
        if _is_a_prior(text):
            return self._more(now, proposed)
        if "sources" not in self.given:
            self.answers.pop("sources", None)
        return self._decided(text, proposed)

    def _prior(self) -> None:
        hint = self.draft.hints.get("prior", "").removeprefix("TODO: ")
        is_same_kind = self._field("kind") == self.draft.fields.get("kind", "binary")
        written = self.answers.get("prior") or (self.draft.fields.get("prior") if is_same_kind else None)
        say(f"{hint or 'your own probability'}; Enter {'leaves it out' if written is None else f'keeps {written}'}")
        kind = str(self._field("kind"))

        def read(text: str) -> Any:
            return self.read_prior(text, kind) if text else written

        self._settle("prior", lambda _: value("prior", "", read))

    def _own_words(self) -> None:
        """Whether the report's words are an estimate of a question that a person put, or put otherwise."""
        stated, own = self.draft.fields.get("as_stated_in"), self.draft.own
        asked, proposed = self.answers.get("question"), self.draft.fields.get("question")
        is_open = stated == [] and own is not None and TODO in str(proposed) and bool(asked)
        if "as_stated_in" in self.answers or not (stated or is_open):
            return
        is_put_so = asked in (None, proposed)
        if is_put_so and only_who_decides(self.answers, self.draft.fields) and not self._is_moved():
            return
        of_no = any(one.of_no for one in map(as_stated, _names(stated)))
        what = "how likely it is that just this does not happen" if of_no else "just that"
        prompt = f"do the report's words say {what}, so that they are its own estimate? y or n"
        is_so = value(prompt, "n", _yes_or_no)
        if is_so == is_open:
            self.answers["as_stated_in"] = own if is_open else []

    def _is_moved(self) -> bool:
        """Whether it closes at another time than the report says."""
        says, closes = self.draft.fields.get("closes_at"), self.answers.get("closes_at")
        return says is not None and closes is not None and str(says) != str(closes)

    def _settle(self, field: str, ask: Callable[[Any], Any]) -> None:
        """Ask until the record is valid and its faults are cured, or are left as they are by another Enter."""
        held: Any = None
        while True:
            found = ask(held)
            self.answers[field] = found
            record, problems = self._record()
            for problem in problems:
                say(f"! {problem}")
            if record is None:
                self.answers[field] = held
                continue
            faults = [one for one in lint(record, self.condition) if _is_judged(one, field)]
            for fault in faults:
                say(f"! {fault.message}: {fault.hint}")
            if not faults or found is None or found == held:
                return
            held = found

    def _record(self) -> tuple[Forecast | None, list[str]]:
        """The record as far as it is written, or why it is not valid."""
        draft = with_answers(self.draft, self.answers)
        settled = {name: one for name, one in draft.fields.items() if TODO not in str(one)}
        settled.setdefault("kind", "binary")
        read = parse_forecast(Path("draft.yaml"), render_fields(settled).encode(), self.case)
        return read.record, [problem.message for problem in read.problems]


def _kind(text: str) -> str:
    if text.lower() in KINDS:
        return text.lower()
    hint = did_you_mean(text[:60], KINDS) or f"it is one of {', '.join(KINDS)}"
    raise ValueError(f"{safe(text[:60])!r} is no kind of question; {hint}")


def _names(stated: Any) -> list[str]:
    return [stated] if isinstance(stated, str) else list(stated or ())


def _is_judged(fault: Finding, field: str) -> bool:
    """Whether a fault can be judged once a field is answered: criteria of before are put again for another close."""
    return fault.code in JUDGED[field] and (fault.code != "other-day" or fault.field == DAY_OF[field])


def _yes_or_no(text: str) -> bool:
    if text.lower() not in YES_NO:
        raise ValueError(f"{safe(text[:60])!r} is neither y nor n")
    return YES_NO[text.lower()]


def _options_or_kind(text: str) -> list[str] | str:
    """The options, or the kind that it is after all: `choice` may have been a slip."""
    if text.lower() in KINDS and text.lower() != "choice":
        return text.lower()
    names = [name.strip() for name in text.split(",") if name.strip()]
    if len(names) < 2:  # noqa: PLR2004 - a choice is between two at least
        raise ValueError("a choice has two options at least: Hama, Homs")
    return names
