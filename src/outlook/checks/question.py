"""What keeps a question from being resolved: each fault with its code, the field to look at, and how to mend it.

Rules of thumb, not proofs. A fault that is meant is said to be so in the record: `known: {code: because …}`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite

from outlook.checks.days_asked import other_days
from outlook.errors import Severity
from outlook.model.belief import Chance, Shares
from outlook.model.blend import apart, blended
from outlook.model.case import Case
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_binary

TODO = "TODO"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a question: its code, the field it stands in, what is wrong and how to mend it.

    `severity` is `error` where such a question can never be proved wrong, `warning` where a rule of thumb says so.
    """

    code: str
    field: str
    message: str
    hint: str
    severity: Severity = "warning"


def lint(forecast: Forecast, condition: Forecast | None = None) -> list[Finding]:
    """The faults of a forecast, in the order of the list; those that its record calls known are left out.

    `condition` is the forecast that `given` names.
    """
    return [fault for fault in _faults(forecast, condition) if fault.code not in forecast.known]


def unused_reasons(forecast: Forecast, condition: Forecast | None = None) -> list[str]:
    """The codes that the record calls known although there is no such fault (or no such code)."""
    present = {fault.code for fault in _faults(forecast, condition)}
    return [code for code in forecast.known if code not in present]


def unwritten(case: Case) -> list[tuple[tuple[str | int, ...], str]]:
    """The texts of a case that are still to be written: where each stands, and what it is."""
    texts: list[tuple[tuple[str | int, ...], str | None]] = [(("title",), case.title)]
    texts += [(("assumptions", place, "tripwire"), one.tripwire) for place, one in enumerate(case.assumptions)]
    return [(where, str(where[-1])) for where, text in texts if text is not None and TODO in text]


def _faults(forecast: Forecast, condition: Forecast | None) -> Iterator[Finding]:
    if TODO in f"{forecast.question}{forecast.criteria}":
        yield _unfinished(forecast)
        return
    for find in CHECKS.values():
        yield from find(forecast)
    if condition is not None:
        yield from _circular(forecast, condition)


def _unfinished(forecast: Forecast) -> Finding:
    """One line for a draft, whatever else it lacks: what stands there is not yet a person's."""
    fields = [*forecast.missing, *(["prior"] if forecast.prior is None else [])]
    where = "question" if TODO in (forecast.question or "") else "criteria"
    return Finding(
        "todo", where, f"a draft: still to be written are {', '.join(fields)}", "write them in place of TODO"
    )


def _rules(forecast: Forecast) -> str:
    """Everything that says how the question is judged."""
    return " ".join(filter(None, (forecast.criteria, *forecast.fine_print, *forecast.sources)))


def _asked(forecast: Forecast) -> str:
    return " ".join(filter(None, (forecast.question, forecast.criteria)))


def _no_close(forecast: Forecast) -> Iterator[Finding]:
    if forecast.closes_at is None:
        yield Finding("no-close", "question", "it never closes: there is no closing time", "write closes_at", "error")


def _no_criteria(forecast: Forecast) -> Iterator[Finding]:
    if forecast.judged_by and TODO not in forecast.judged_by:
        return
    if forecast.criteria is None or TODO in forecast.criteria:
        hint = "write what makes it YES, who must report it, and by when"
        yield Finding("no-criteria", "criteria", "nothing says how it is judged: there are no criteria", hint, "error")


_NAMED_SOURCE = re.compile(
    r"\b(?:reports?|reported|announces?|announced|publish(?:es|ed)?|releases?|according to|states?|stated|statement|"
    r"notice|bulletin|official|register|figures?)\b",
    re.IGNORECASE,
)
_A_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w/.&-]*[A-Za-z]")


def _no_source(forecast: Forecast) -> Iterator[Finding]:
    if forecast.sources or not forecast.criteria:
        return
    if not (_NAMED_SOURCE.search(forecast.criteria) and _A_NAME.search(forecast.criteria)):
        yield Finding("no-source", "criteria", "no source is named that decides it", "list who decides under sources")


VAGUE = (
    "opposition",
    "attack",
    "attacks",
    "incident",
    "escalation",
    "escalate",
    "crisis",
    "collapse",
    "significant",
    "major",
    "substantial",
    "serious",
    "severe",
    "control",
    "capture",
    "captured",
    "conflict",
    "clash",
    "clashes",
    "agreement",
    "stable",
    "unrest",
    "recession",
    "tensions",
    "progress",
    "crackdown",
    "offensive",
    "ceasefire",
    "breakthrough",
)
_DEFINES = re.compile(
    r"\b(?:means?|counts?|count as|includes?|excludes?|excluded|is defined|is when|if at least|qualif\w+|"
    r"do(?:es)? not count|is not|are not|no longer|is one|such|threshold|at least)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.;]+[.;]?")


def _vague_word(forecast: Forecast) -> Iterator[Finding]:
    question = forecast.question or ""
    deciding = [part for part in _SENTENCE.findall(_rules(forecast)) if _DEFINES.search(part)]
    for word in VAGUE:
        if not re.search(rf"\b{word}\b", question, re.IGNORECASE):
            continue
        stem = word.rstrip("s").removesuffix("d").removesuffix("e")
        if not any(re.search(rf"\b{stem}", part, re.IGNORECASE) for part in deciding):
            message = f"nothing says what counts as {word!r}, which the question turns on"
            yield Finding("vague-word", "question", message, f"say in criteria or fine_print what {word!r} means")
            return


_DENIABLE = re.compile(
    r"\b(?:strike|strikes|struck|attacks?|attacked|assassinat\w+|sabotage\w*|bomb(?:s|ed|ing)?|shell(?:s|ed|ing)|poison\w*|"
    r"hack(?:s|ed|ing)?|cyber\w*|drones?|missiles?)\b",
    re.IGNORECASE,
)
_ACTOR = re.compile(r"\bwill (?:the )?(?:[A-Z][\w’'-]*|US|UK|government|military|army|forces)[^?]{0,80}", re.IGNORECASE)
_ATTRIBUTES = re.compile(
    r"\b(?:attribut\w+|acknowledg\w+|claims?|claimed|on[ -](?:the )?record|confirm\w+|admit\w*|whoever|any actor|"
    r"unclaimed|responsib\w+|non-\w+ actor)\b",
    re.IGNORECASE,
)


def _no_attribution(forecast: Forecast) -> Iterator[Finding]:
    question = forecast.question or ""
    act = _DENIABLE.search(question)
    if act and _ACTOR.search(question) and not _ATTRIBUTES.search(_asked(forecast) + " " + _rules(forecast)):
        message = f"nothing says who must own up to or be blamed for {act[0]!r} when nobody claims it"
        yield Finding(
            "no-attribution", "criteria", message, "say whose attribution counts, and what an unclaimed act is"
        )


_COUNTS = re.compile(
    r"\b(?:how many|number of|(?:more|fewer) than \d|at least \d{2,}|more \w+ (?:on|in|than)|total|highest|lowest)\b",
    re.IGNORECASE,
)


def _no_counting_source(forecast: Forecast) -> Iterator[Finding]:
    if not forecast.sources and _COUNTS.search(forecast.question or ""):
        message = "it turns on a count, and no source is named that does the counting"
        yield Finding("no-counting-source", "question", message, "list under sources whose count decides")


_STOCK_OR_FLOW = re.compile(
    r"\b(?:displaced|refugees?|killed|deaths?|casualties|wounded|cases|infections|detained|prisoners|unemployed|returnees|"
    r"soldiers|troops|attacks|strikes|sanctions|users|customers)\b",
    re.IGNORECASE,
)
_SAYS_WHICH = re.compile(
    r"\b(?:new(?:ly)?|cumulative|since|between|during|in the window|from .{3,30} to|as of|at the (?:close|end)|stock|"
    r"flow|highest|lowest|peak|at any time|average|mean|any|over the|within|\d{1,2}[- ]\d{1,2} \w+|than in)\b",
    re.IGNORECASE,
)


def _stock_or_flow(forecast: Forecast) -> Iterator[Finding]:
    question = forecast.question or ""
    counted = _STOCK_OR_FLOW.search(question)
    is_count = forecast.kind == "numeric" or _COUNTS.search(question)
    if is_count and counted and not _SAYS_WHICH.search(_asked(forecast)):
        message = f"it does not say whether {counted[0]!r} counts what there is at the close, or all since the opening"
        yield Finding("stock-or-flow", "question", message, "say 'as of the close', or 'new since' and the day")


_MIDNIGHT = re.compile(
    r"\b(?:midnight|end of (?:the|that) day|close of business|cob|24:00|00:00|23:59)\b", re.IGNORECASE
)
_ZONE = re.compile(r"\b(?:UTC|GMT|[A-Z]{2,4}T|[Ll]ocal time|[Tt]ime zone)\b|\dZ\b|[+-]\d{2}:?\d{2}\b")


def _no_time_zone(forecast: Forecast) -> Iterator[Finding]:
    edge = _MIDNIGHT.search(_asked(forecast))
    if edge and not _ZONE.search(_asked(forecast) + " " + _rules(forecast)):
        yield Finding("no-time-zone", "criteria", f"{edge[0]!r} is in no time zone", "add UTC, or the place's own zone")


_HEDGES = re.compile(
    r"\b(?:likely|unlikely|probabl[ey]|may(?! \d)|might|possibl[ey]|perhaps|could|considerabl[ey]|soon|roughly)\b"
)


def _hedged(forecast: Forecast) -> Iterator[Finding]:
    """A hedge asks for the forecaster's opinion, where the question should ask for an event."""
    hedge = _HEDGES.search(forecast.question or "")
    if hedge:
        message = f"{hedge[0]!r} in the question is a hedge without a number: it can be neither true nor false"
        hint = "ask for the event itself; the probability is the forecast"
        yield Finding("hedged-question", "question", message, hint, "error")


_LIKELIHOOD = re.compile(r"\b(?:likely|unlikely|probabl[ey]|chance|probability|\d+ ?%|per ?cent)", re.IGNORECASE)
_CONFIDENCE = re.compile(r"\b(?:(?:high|low|moderate|medium|great|little) confidence|confident)\b", re.IGNORECASE)


def _likelihood_and_confidence(forecast: Forecast) -> Iterator[Finding]:
    for field in ("question", "criteria", "base_rate", "note"):
        for sentence in re.split(r"(?<=[.!?])\s+", getattr(forecast, field) or ""):
            if _LIKELIHOOD.search(sentence) and _CONFIDENCE.search(sentence):
                message = "likelihood and confidence are in one sentence: they are two things"
                yield Finding(
                    "mixed-confidence", field, message, "say how likely it is, and in another sentence how sure you are"
                )
                return


def _certain(forecast: Forecast) -> Iterator[Finding]:
    prior = forecast.prior
    if isinstance(prior, Chance | Shares) and any(share in (0, 1) for share in prior.shares.values()):
        message = "a prior of 0 or 1 can never be moved, and costs an infinite log score if it is wrong"
        yield Finding("certain-prior", "prior", message, "state what you would bet, such as 0.5% or 99.5%")


FAR_APART = 3 * (1 + 1e-9)  # in odds; a factor of 3 itself is near enough, however it is rounded


def _far_from_base_rates(forecast: Forecast) -> Iterator[Finding]:
    if not is_binary(forecast) or forecast.prior is None:
        return
    blend, factor = blended(forecast.base_rates), apart(forecast.prior, forecast.base_rates)
    if blend is not None and factor is not None and factor > FAR_APART:
        times = f"their odds differ by a factor of {factor:.3g}" if isfinite(factor) else "which rules the other out"
        message = f"the prior is {forecast.prior:.3g} and the reference classes together say {blend:.3g}: {times}"
        yield Finding("far-from-base-rates", "prior", message, "say in base_rate why this case is another, or move it")


_OPEN_END = re.compile(
    r"\b(?:eventually|ever|sooner or later|at some point|in the (?:near |foreseeable )?future|one day|in time)\b",
    re.IGNORECASE,
)


def _open_end(forecast: Forecast) -> Iterator[Finding]:
    words = _OPEN_END.search(forecast.question or "")
    if words:
        message = f"{words[0]!r} has no end: it can never be wrong"
        yield Finding("open-end", "question", message, "name the day it closes", "error")


_IF_CLAUSE = re.compile(r"^\s*(?:if|should|in the event (?:of|that))\b[^,]*,", re.IGNORECASE)
_CONTENT = re.compile(r"[a-z]{4,}")
EMPTY = frozenset(
    (
        "will",
        "from",
        "befor",
        "after",
        "with",
        "than",
        "that",
        "thi",
        "there",
        "have",
        "been",
        "least",
        "city",
        "january",
        "february",
        "march",
        "april",
        "jun",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    )
)
SAME_WORDS = 0.8


def _circular(forecast: Forecast, condition: Forecast) -> Iterator[Finding]:
    """A condition that asks for (nearly) the same event as the forecast under it."""
    asked, given = (_content(text) for text in (forecast.question, condition.question))
    shared = len(asked & given) / len(asked | given) if asked and given else 0.0
    if shared >= SAME_WORDS:
        message = (
            f"its condition {condition.id} asks for nearly the same event: given that, there is little left to ask"
        )
        yield Finding("circular-outcome", "given", message, "take a condition that can come true without the outcome")


def _content(question: str | None) -> set[str]:
    words = _CONTENT.findall(_IF_CLAUSE.sub("", question or "").lower())
    return {word.removesuffix("d").removesuffix("e").rstrip("s") for word in words} - EMPTY


def _other_day(forecast: Forecast) -> Iterator[Finding]:
    for field, words in other_days(forecast):
        closes = forecast.closes_at
        assert closes is not None  # else there is none to compare with
        named = "question says" if field == "question" else "criteria say"
        message = f"the {named} “{words}”, and it closes on {closes.day} {closes:%B %Y}"
        yield Finding("other-day", field, message, "give both the same day")


CHECKS: dict[str, Callable[[Forecast], Iterator[Finding]]] = {
    "no-close": _no_close,
    "no-criteria": _no_criteria,
    "no-source": _no_source,
    "vague-word": _vague_word,
    "no-attribution": _no_attribution,
    "no-counting-source": _no_counting_source,
    "stock-or-flow": _stock_or_flow,
    "no-time-zone": _no_time_zone,
    "hedged-question": _hedged,
    "mixed-confidence": _likelihood_and_confidence,
    "certain-prior": _certain,
    "far-from-base-rates": _far_from_base_rates,
    "open-end": _open_end,
    "other-day": _other_day,
}
CODES = (*CHECKS, "circular-outcome")
