"""The question that a statement answers, from its own subject and verb; a proposal that a person keeps or changes."""

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from outlook.extract.asked_conditions import in_the_future
from outlook.extract.asked_times import as_asked, without_time
from outlook.extract.classify import Found
from outlook.extract.marks import shown
from outlook.extract.stated import NUMBER, number_of
from outlook.model.emphasis import without_emphasis
from outlook.model.quotes import quoted

_SAYING = re.compile(
    r"^.*?\b(?:said|says|warned|warns|told [a-z ]{2,30}|stated|added|argued|argues|predicted|predicts"
    r"|believes?|thinks?|noted|insisted|estimates?|reported"
    r"|projects|projected|fears?|concluded)(?: (?:on )?[A-Z][a-z]+day)?(?: that)? (?=\S)"
)
_SAID_AFTER = re.compile(
    r",[”\"]? (?:said|says|according to|[A-Z][\w.’' -]{2,50} (?:said|says|warned|told|added))\b.*$"
)
_LEADING = re.compile(
    r"^(?:(?:But|And|So|Yet|Then|Still|Also|However|Meanwhile|Moreover|Overall|Thus|Indeed|Finally|Now"
    r"|Nevertheless|In addition|As a result"
    r"|On balance|Even so|In our view|In short),? )+"
    r"|^(?:In|On|At|By|For|With|Under|After|Before|Since|During|Over|Following|Despite|Given|Beyond"
    r"|Without|From|Because of)\b[^,]{2,70}, "
    r"|^According to [^,]{2,60}, |^(?:We|I|They|Analysts|Economists) (?:still )?(?:think|believe|assess"
    r"|judge|expect|fear|estimate) (?:that )?"
)
_ADVERBS = (
    r"(?: (?:also|probably|likely|now|still|then|soon|eventually|well|yet"
    r"|(?:almost|very|most|quite|highly) (?:likely|[a-z]{3,}ly)|even|only|therefore|thus|not|never"
    r"|[a-z]{3,}ly))*"
)
_IS = rf"(?:is|are|was|were|remains?|seems?|appears?|looks?|be){_ADVERBS}"
_DEGREE = r"(?:(?:very|highly|extremely|exceptionally|more|less|most|quite|increasingly|almost|virtually|widely) )*"
_NOUN = r"(?:chances?|probability|likelihood|odds|risks?)"
_PUT = rf"^(?:.{{0,60}}? )?(?:puts?|sees?|estimates?|assess(?:es)?|judges?|rates?|reckons?) (?:the|its) {_NOUN}"
_NOW = rf" (?:is|are|stands? at|remains? at)\b.{{0,30}}?{NUMBER}$"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"^(?:[Tt]he|[Ii]ts|[Oo]ur) {_NOUN} of (?P<thing>.+?){_NOW}",
        rf"^(?:[Tt]he|[Ii]ts|[Oo]ur) {_NOUN} that (?P<rest>.+?){_NOW}",
        rf"{_PUT} of (?P<thing>.+?) at .{{0,20}}?{NUMBER}$",
        rf"{_PUT} that (?P<rest>.+?) at .{{0,20}}?{NUMBER}$",
        (
            r"^(?:there (?:is|are|remains?)|we see|he sees|she sees) .*?(?:chance|risk|danger|possibility|prospect"
            r"|probability|likelihood|odds)s? of (?P<thing>.+)$"
        ),
        (
            rf"^(?P<thing>.{{3,90}}?) (?:(?:will|would|may|might|could|should|can){_ADVERBS} )?"
            rf"(?:become|becomes|grow|grows|seem|look|appear|be|remain){_ADVERBS} {_DEGREE}(?:possible|likely|unlikely"
            r"|probable|inevitable|certain)(?: again)?$"
        ),
        (
            rf"^(?P<thing>.{{3,90}}?) (?:(?:cannot|can not|can[’']t|could not) (?:yet |entirely )?be (?:ruled out"
            rf"|excluded|discounted)|{_IS} {_DEGREE}(?:possible|likely|unlikely|probable|expected|forecast"
            rf"|certain|inevitable|favou?red)(?: {_DEGREE}(?:again|there))?)$"
        ),
        r"^(?:it is|it[’']s|it seems|there (?:is|are)) .*?\bthat (?P<rest>.+)$",
        # Before *forecasts X to Y*, which would read *forecast at 2.1 to 2.7%* so.
        rf"^(?P<subject>.{{2,140}}?) {_IS} (?:forecast|projected|expected|seen|put|estimated) at (?P<amount>.+)$",
        (
            rf"^(?P<subject>.{{2,140}}?) {_IS} {_DEGREE}(?:likely|unlikely|expected|projected|forecast|anticipated"
            rf"|predicted|set|poised|due|certain|sure|bound|slated"
            r"|scheduled|planned|on track|on course|about|going|favou?red|estimated|thought|seen|destined"
            r"|liable) to (?P<verb>.+)$"
        ),
        rf"^(?P<subject>.{{2,140}}?) (?:will|would|may|might|could|shall|should|won[’']t){_ADVERBS} (?P<verb>[a-z].+)$",
        (
            r"^(?:.{0,60}? )?(?:expects?|anticipates?|forecasts?|predicts?|projects?|sees?"
            r"|expecting) (?P<subject>.{3,100}?) to (?P<verb>.+)$"
        ),
        r"^(?P<subject>.{2,100}?) (?:risks|threatens to|stands to) (?P<verb>[a-z]+(?<!ing)\b.+)$",
    )
)
_EITHER = re.compile(r"Either .+? or ")  # asks which, and not whether
_QUOTE_MARK = re.compile(r"[“”]|(?<!\d)\"")  # not that of inches
_ASIDE = re.compile(r", (?:which|who|whose|where|rather than|as well as|like|unlike) (?:[^,;]|,(?=\d)){2,120}(?=, )")
_WITH_CHANCE = re.compile(rf" with (?:an?|the) (?:probability|likelihood|chance) of .{{0,20}}?{NUMBER}")
_ARRANGED = re.compile(r"\b(?:scheduled|planned|due|set|called|fixed|pencilled in) $")
_CUT = re.compile(
    r",? (?:but|although|though|while|whereas|because|which|who|as (?:the|a|an|it|they|use)|given that"
    r"|even though|so that|before it|until)\b.*$"
    r"|,? (?:before|following) [a-z]+ing\b.*$|, (?:and|with|after|or|as|up from|down from|from"
    r"|compared)\b.*$|[;:—].*$| – .*$"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|say|thought|expected|expects?|anticipate|forecast that"
    r"|estimate|reckons?|reported|saw|continued|closes?"
    r"|expires?|cannot|can|includes?|that|turned|starts?|ends?|depends?|suggests?)\b"
)
_JOINED = re.compile(r"\bthat |,? (?:and|but|while|after which|so) |; |, ")
_LOOSE_END = re.compile(r"(?: (?:on|or|in|at|for|between|from|by|until|the|and|about|to|during|within))+$")
_TIMED = re.compile(
    r"(?:by|in|on|before|after|within|until|till|during|through|throughout|at|over|from|no later than|not before|this"
    r"|next|later|early)\b",
    re.IGNORECASE,
)
_HANGING = re.compile(r"(?:to|that|than|as|in|on|by|for|of|and|or)\b|[^\w“]", re.IGNORECASE)
# A noun of two parts that opens a sentence: *Day-ahead prices*, but *Kyiv-based firms*.
_COMPOUND = re.compile(r"[A-Z][a-z]+-(?!\w*(?:ed|led|born|made|run|style|wide)\b)[a-z]+(?:-[a-z]+)*")
_LEVEL_VERBS = ("be", "reach", "average", "hit", "total", "remain", "stay", "stand")
_NEEDY = frozenset(("take", "last", "be", "become", "have", "need", "see", "get", "make", "put"))
_PRONOUNS = frozenset(
    (
        "it",
        "they",
        "he",
        "she",
        "this",
        "that",
        "these",
        "those",
        "which",
        "who",
        "there",
        "i",
        "we",
        "you",
        "what",
        "one",
        "neither",
        "both",
        "some",
    )
)
# Names of nothing, though they may open a sentence with a capital.
_PLAIN_WORDS = """
rain snow gold oil gas wheat steel food water work war peace demand inflation unemployment turnout spending
housing lending hunger traffic defeat the a an its their his her our my some many most all no another further
more about several any each every up around new both early late snap fresh heavy severe military economic
political local national regional public private higher lower large small major minor limited direct foreign
domestic other such these this that
"""
_SMALL = frozenset(_PLAIN_WORDS.split())
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TO = r"(?: to | and | or |[-–])"
_PER = (
    r"(?: ?/ ?[A-Za-z]{1,12}\b| (?:per|an?) (?:second|minute|hour|day|night|week|fortnight|month|quarter|year"
    r"|head|capita)\b)?"
)
_PERCENT = r" ?(?:%|per ?cent(?:age)?)(?: points?)?"
_MAGNITUDE = r"(?:million|billion|trillion|thousand|bn|m)\b"
_COUNTED = (
    r"(?:°C|[KMGT]?Wh?\b|km²?\b|ha\b|t/ha|[cm]m\b|people\b|children\b|(?:basis )?points?\b|barrels?(?: a day)?"
    r"|(?:[a-z-]+ ){0,2}?(?!(?:days|weeks|months|years|hours|minutes|times|this|is|was|has|as|its|less"
    r"|across|plus|versus|always)\b)[a-z]{2,}s\b)"
    rf"{_PER}"
)
AMOUNT = re.compile(
    rf"[$€£¥] ?{_NUMBER}(?: ?{_MAGNITUDE})?(?:{_TO}[$€£¥]? ?{_NUMBER})?(?: ?{_MAGNITUDE})?"
    rf"|\b{_NUMBER}(?:{_PERCENT})?(?:{_TO}{_NUMBER})?{_PERCENT}"
    rf"|\b{_NUMBER}(?:{_TO}{_NUMBER})? ?(?:{_MAGNITUDE} ?)?{_COUNTED}"
)
# Before these amounts the event is that a threshold is crossed.
_THRESHOLD = re.compile(
    r"\b(?:more|less|fewer|greater|higher|lower|better|worse) than (?:half )?(?:an? )?$|\b(?:at least"
    r"|at most|over|above|below|under|beyond|(?<!edge )(?<!go )(?<!pick )(?<!rise )up to|no more than"
    r"|as many as"
    r"|as much as|within|past)\s*$|\b(?:exceed|surpass|top|clear|breach|pass|cross)(?:s|ed|ing)?\s*$"
)
_PAST_AMOUNT = re.compile(r"\b(?:from|against|compared with|than)\s*$")
_LEVEL = re.compile(
    r"\b(?:to|at|of|be|average|averaging|reach|hit|total|remain|stay|near|around|about|between|roughly|some)\s*$"
)
_COMMON_END = (
    "s",
    "ing",
    "tion",
    "ment",
    "ity",
    "ness",
    "ence",
    "ance",
    "ure",
    "age",
    "cy",
    "th",
    "put",
    "ade",
    "ale",
    "ine",
)
_VERB_OF_CHANGE = re.compile(
    r"^(?:rise|fall|grow|drop|decline|increase|decrease|shrink|expand|contract|climb|slow|ease|widen"
    r"|narrow|gain|lose|edge|slip)\b"
)
LONGEST_HEAD = 30  # a comma so near the start of a subject parts something else from it


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question with the kind of its answer; `event` is what the title says, `amount` what the report forecast.

    `subject` is `there`, and `verb` begins with `be `, where something is to happen or to be.
    """

    question: str
    event: str
    subject: str
    verb: str
    kind: str = "binary"
    unit: str | None = None
    amount: str | None = None


def propose(item: Found, closes_on: date | None, lower: frozenset[str]) -> Proposal | None:
    """The question of a statement; None where its subject or its verb is not plain.

    `lower` holds words that the document has in lower case: such a word is no name where it opens the sentence.
    """
    plain = bare(item)
    parts = None if _EITHER.match(plain) else _parts(plain, _Around(lower, _end_of_all(item)))
    if parts is None or _has_its_hedge(" ".join(parts), item):
        return None
    subject, verb = parts
    said_already = item.horizon is not None and _is_of_a_noun(item.plain, _plain(item.horizon))
    until = "" if said_already else as_asked(item, closes_on)
    event = f"{subject} to {verb}" if subject != "there" else verb.removeprefix("be ")
    event = event[:1].upper() + event[1:]
    amount = _amount(verb)
    if amount is None:
        return Proposal(f"Will {subject} {verb}{until}?", event, subject, verb)
    unit = _unit(amount)
    return Proposal(_how_much(subject, verb, amount, unit, until), event, subject, verb, "numeric", unit, amount)


class _Around(NamedTuple):
    """What is known beside a clause: words in lower case, and how what came before its time ends."""

    lower: frozenset[str]
    end: str


def _end_of_all(item: Found) -> str:
    """The last words before a time that has a preposition of its own: one before it belongs to the verb.

    *The levy that it has applied for by May*: what is applied for is no time.
    """
    horizon = _plain(item.horizon or "")
    before = item.plain.partition(horizon)[0].rstrip(" ,") if horizon else ""
    return " ".join(before.split()[-2:]) if _TIMED.match(horizon) else ""


def _has_its_hedge(asked: str, item: Found) -> bool:
    """Whether the words that have a number are part of what would be asked: it would be asked how likely it is."""
    hedge = quoted(item.hedge, asked) if item.band is not None and item.hedge else None
    return hedge is not None and re.search(rf"\b{re.escape(hedge)}\b", asked) is not None


def bare(item: Found) -> str:
    """The sentence without its condition, its time, its number, who said it, an aside and what joins it to others."""
    plain = item.plain
    horizon = item.horizon if item.horizon and not _is_of_a_noun(plain, _plain(item.horizon)) else None
    plain = without_time(plain, _plain(horizon)) if horizon else plain
    for part in filter(None, (item.condition, quoted(number_of(item.hedge or "") or "\0", plain))):
        plain = plain.replace(_plain(part), " ", 1)
    plain = _WITH_CHANCE.sub("", _ASIDE.sub("", plain))
    plain = " ".join(plain.split()).strip(' ,.“”"').replace(" ,", ",")
    plain = _without_leading_hedge(_QUOTE_MARK.sub("", plain), item)
    if item.attributed_to:
        plain = _SAID_AFTER.sub("", _SAYING.sub("", plain))
    for _ in range(3):
        plain = _LEADING.sub("", plain.lstrip(" ,"))
    return plain[:1].upper() + plain[1:]


def _without_leading_hedge(plain: str, item: Found) -> str:
    """A sentence without the adverb that opens it: `Very probably, the bank will cut rates`."""
    hedge = item.hedge or ""
    is_adverb = hedge.lower().endswith(("ly", "likely")) and plain.lower().startswith(hedge.lower())
    rest = plain[len(hedge) :].lstrip(" ,") if is_adverb else ""
    return rest if rest and not _HANGING.match(rest) else plain


def _plain(part: str) -> str:
    return shown(without_emphasis(part))


def _is_of_a_noun(plain: str, horizon: str) -> bool:
    """Whether a time belongs to a noun: `the vote scheduled for 24 November`."""
    return _ARRANGED.search(plain[: plain.find(horizon)]) is not None


def _parts(plain: str, around: _Around, depth: int = 2) -> tuple[str, str] | None:
    """The subject and the verb with what belongs to it."""
    begun = (
        plain[:1].lower() + plain[1:]
        if plain.split(maxsplit=1)[:1] and plain.split(maxsplit=1)[0].lower() in _PRONOUNS
        else plain
    )
    for form in _FORMS:
        match = form.match(begun)
        if match is None:
            continue
        found = match.groupdict()
        found.pop("number", None)
        if found.get("rest"):
            return (_parts(found["rest"], around, depth - 1) or _now(found["rest"], around)) if depth else None
        if found.get("thing"):
            return _thing(found["thing"], around.lower)
        verb = f"be {found['amount']}" if found.get("amount") else found["verb"]
        return _usable(found["subject"], verb, around)
    return None


def _now(clause: str, around: _Around) -> tuple[str, str] | None:
    """Of a clause in the present tense: *a chance that the minister is dismissed* asks whether he will be."""
    parts = in_the_future(clause)
    return _usable(*parts, around) if parts else None


def _thing(name: str, lower: frozenset[str]) -> tuple[str, str] | None:
    name = _CUT.sub("", _small(name, lower)).strip(" ,.")
    return None if name.split(maxsplit=1)[0].lower() in _PRONOUNS - {"some"} else ("there", f"be {name}")


def _usable(subject: str, verb: str, around: _Around) -> tuple[str, str] | None:
    """The two without what hangs loose; None where the subject is a pronoun, or holds a verb of its own."""
    if _FINITE.search(subject):
        subject = _JOINED.split(subject)[-1]
    subject = _small(_LEADING.sub("", subject.strip(" ,")).strip(), around.lower)
    verb = _CUT.sub("", verb).strip(" ,.")
    is_whole = bool(around.end) and verb.endswith(around.end)
    verb = verb if is_whole else _LOOSE_END.sub("", verb).strip(" ,")
    whole = (
        subject
        and verb
        and not _LOOSE_END.search(subject)
        and not _FINITE.search(subject)
        and not subject.startswith("to ")
    )
    named = (
        whole
        and subject.split()[-1].lower() not in _PRONOUNS - {"one", "both", "some"}
        and "," not in subject[:LONGEST_HEAD]
    )
    return (subject, verb) if named and verb not in _NEEDY and not verb.startswith("have ") else None


def _small(name: str, lower: frozenset[str]) -> str:
    first = name.split(maxsplit=1)[0] if name.split() else ""
    is_plain = first[1:].islower() and not name[len(first) :].lstrip()[:1].isupper()
    is_common = first.lower() in _SMALL or (
        is_plain and (first.lower() in lower or first.endswith(_COMMON_END) or _COMPOUND.fullmatch(first) is not None)
    )
    return name[:1].lower() + name[1:] if is_common else name


def _amount(verb: str) -> str | None:
    """The amount that is forecast, and no threshold, no chance and no figure of the past."""
    found = [match for match in AMOUNT.finditer(verb) if not _PAST_AMOUNT.search(verb[: match.start()])]
    levels = [match for match in found if _LEVEL.search(verb[: match.start()])] or found
    if not levels or _THRESHOLD.search(verb[: levels[-1].start()]):
        return None
    return levels[-1][0]


def _unit(amount: str) -> str:
    sign = re.match(r"[$€£¥]", amount)
    plain = re.sub(rf"[$€£¥]|{_NUMBER}|\b(?:to|and|or)\b|[-–]", " ", amount)
    words = " ".join(dict.fromkeys(re.sub(r"\bper ?cent\b", "%", plain).split()))
    return f"{sign[0]} {words}".strip() if sign else words


def _how_much(subject: str, verb: str, amount: str, unit: str, until: str) -> str:
    before = verb[: verb.rfind(amount)].rstrip()
    head = re.sub(
        r"\b(?:to|at|of|by|be|about|around|roughly|approximately|some|between|an?|near|only)\s*$", "", f"{before} "
    ).strip()
    head = re.sub(r"\b(?:to|at|of|by|be|between|up to)\s*$", "", head).strip()
    if subject == "there":
        return f"How many {unit} will there be{until}?"
    if before.endswith(" by") and _VERB_OF_CHANGE.match(verb):
        return f"By how much will {subject} {head}{until}, in {unit}?"
    if not head or head in _LEVEL_VERBS or _VERB_OF_CHANGE.match(verb):
        return f"What will {subject} be{until}, in {unit}?"
    return f"How much will {subject} {head}{until}, in {unit}?"
