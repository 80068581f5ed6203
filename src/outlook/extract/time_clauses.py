"""Times that are clauses: `until the river falls below the first step`, `once the audit is complete`.

They are only shown. That such a clause is one, and no noun with what belongs to it, its verb says.
"""

import re
from collections.abc import Iterator, Sequence

from outlook.extract.span import Span

_OPENS = re.compile(
    r"\b(?<![\w’'-])(?:until|till|before|upon|(?:(?:until|only|soon|shortly|just|right|immediately|even)\s)?after"
    r"|by the time"
    r"|as soon as|(?<!at\s)(?<!only\s)once)\s+"
    r"(?!(?:again|more|every|per|or|and|upon|removed|in|then|long|now|tax(?:es)?|interest|all else|another"
    r"|that(?!\s(?:is|has|can|happens|changes))|(?:the )?(?:very )?(?:end|start|close|beginning|middle|turn|eve) of"
    r"|the [a-z]{2,}est\b"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:the )?(?:at least |about |around |early "
    r"|late )?"
    r"(?:mid-?[a-z]*|(?:the )?\d[\w:-]*|(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|christmas|easter|ramadan|new year|noon|midnight))\b"
    r"|an?\s+(?:day|night|week|fortnight|month|quarter|season|year|decade|century|generation|lifetime)\b)"
)
# Where a clause ends. What `and` joins ends it only where that has a subject and a verb of its own.
_STOP = re.compile(
    r"[;:—()\[\]]|,(?!\d)|\s[–-]\s|[”\"](?!\w)|[.!?]+(?:\[|[\"”’')\]]*$)"
    r"|\s(?:if|unless|although|though|because|while|whereas|which|who|so that|but|said|says|provided|providing"
    r"|assuming)\s"
    r"|\sand\s(?=(?:(?:the|an?|its|their|our|this|that|these|those|all|some|most|no|[a-z]+s)\s(?:[\w’'-]+\s){0,5}?"
    r"|(?:it|they|we|he|she|you|i|there)\s)(?:is|are|was|were|has|have|will|would|may|might|could|should|can|must)\b)"
)
_VERBS = """
accept achieve act adapt add adjust adopt agree announce answer appear apply appoint approach approve arrive assess
attain balance ban become begin break bring build buy call cancel catch cease change choose clear close collapse
collect come complete confirm connect continue converge convince cool cover cross cut deal decide declare decline
deliver demand demonstrate depart deploy die disappear drop dry ease elect emerge end enter establish evacuate evolve
exceed expire extend fade fail fall fill find finish fix flower follow form gain get give go grow halt happen hatch
heal hear hit hold improve increase intervene issue join land launch lay learn leave lift lose lower make manage
mature meet melt merge migrate move need negotiate notice open order overtake pass pay peak perform permit pick
plateau prove publish pull push put qualify raise ratify reach read realise realize rebound rebuild receive recede
recover redeploy reduce refuse release remove renew reopen repair replace report resign resolve respond rest restart
restore resume retire retreat return reveal reverse ripen rise roll rule run satisfy secure see sell send serve set
settle shift show shrink shut sign sink slow solve sort spread stabilise stabilize stand start starve stay step stop
strengthen strike submit subside succeed supply surrender swear switch take tear thaw tighten trade transfer travel
turn understand update vacate verify vote wake warm wear withdraw work
"""
_PLURAL = r"(?:[\w’'-]+s|people|men|women|children|police|both|all|most|some|others)"
_AFTER_NOUN = (
    r"(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bof\s)(?<!\bto\s)(?<!\bin\s)(?<!\bits\s)(?<!\btheir\s)(?<!\bour\s)"
)
_PERSON = r"(?:it|they|we|he|she|you|i|there|everyone|everybody|someone|somebody)"
_ALSO = r"(?:(?:\w+ly|all|both|first|finally|also|then|either)\s)?"


def _third(verb: str) -> str:
    """The third person: `carries`, `passes`, `sends`."""
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(?:[sxz]|[cs]h|[^aeiou]o|go)$", verb) else f"{verb}s"


_PRESENT = re.compile(
    rf"\b{_PERSON}\s{_ALSO}(?:can|do|does|has|have|is|are|get)?\s?[a-z’']+"
    r"|[\w”\"’')]\s(?:is|are|has|have|can|does|do|gets?|isn[’']t|aren[’']t|hasn[’']t|haven[’']t)\b"
    rf"|{_PLURAL}\s{_ALSO}(?:{'|'.join(_VERBS.split())}|[a-z]{{3,}}(?:ise|ize|ify))\b"
    rf"|[a-z’')](?<!s)\s{_AFTER_NOUN}{_ALSO}(?:{'|'.join(map(_third, _VERBS.split()))}|[a-z]{{3,}}(?:ises|izes"
    rf"|ifies))\b"
)
_PAST = re.compile(
    rf"\b(?:was|were|had|did|didn[’']t|would|could|{_PERSON}\s(?:[a-z]+ly\s)?(?:[a-z]+ed|came|took|went|made|lost"
    rf"|won|fell"
    r"|rose|became|began|left|got|gave|found|said|told|saw|knew|held|brought|sent|paid|sold|built|broke|ran|met|kept"
    r"|thought|wrote|spoke|stood|grew|drew|flew|chose|sank|hit|put|set))\b"
)
_MODAL = re.compile(r"\b(?:will|would|may|might|could|should|shall|won[’']t)\b|[’'](?:ll|d)\b")
_ASKED = re.compile(r"\s(?:how|what|whether|where|which|who)\s")
_PARTICIPLE = re.compile(r"once\s+(?:\w+ly\s)?[a-z]{2,}(?:ed|lt|wn|en)\b(?!\s(?:the|a|an|it|they|we|he|she|you|i)\b)")
_DENIED = re.compile(r"\b(?:not|no|nor|never|none|nobody|nothing|unlikely|cannot)\b|n[’']t\b")
NEAR = 30
_HAVING_DONE = re.compile(
    r"(?:after|upon|until)\s(?!giving|taking into|including|considering|adjusting|deducting|excluding|being|allowing"
    r"|accounting)"
    r"(?:[a-z]+ly\s)?[a-z]{3,}ing\s(?:the|an?|its|their|his|her|our|all|this|these|more|enough|[a-z]+s)\b"
)
MOST = 160  # characters of such a clause
OPENING = ("until", "till", "before", "after", "upon", "once", "soon", "time")  # without a word of these there is none


def time_clauses(low: str) -> Iterator[tuple[int, int]]:
    """Where each of these clauses begins and ends; `low` is a sentence in lower case."""
    if not any(word in low for word in OPENING):
        return
    last = 0
    for opened in _OPENS.finditer(low):
        start = opened.start()
        if start < last:
            continue
        most = min(start + MOST, len(low))
        stop = _STOP.search(low, opened.end(), most)
        end = stop.start() if stop else most
        if (stop or end == len(low)) and _is_clause(low, opened, end):
            yield start, end
            last = end


def holds(clause: Span, time: Span) -> bool:
    """Whether a time is only part of such a clause: `in 2029` of `until a second tower is completed in 2029`.

    What comes once something is done in May is a matter of May: there the day says more than the clause.
    """
    within = clause.start <= time.start and time.end <= clause.end
    return within and not clause.text.lower().startswith(("once", "as soon"))


def awaits(low: str, places: Sequence[int], time: Span, clause: Span) -> bool:
    """Whether what is denied until something happens is a matter of that: `no data for June until they report`.

    What is not so from a day on, until another, has both.
    """
    if (
        not places
        or not places[0] <= time.start < clause.start
        or not clause.text.lower().startswith(("until", "till"))
    ):
        return False
    between = low[time.end : clause.start]
    denied = _DENIED.search(low, max(places[0] - NEAR, 0), time.start) is not None
    return denied and len(between) < NEAR and not set(between) & set(",;:") and not time.text.lower().startswith("from")


def _is_clause(low: str, opened: re.Match[str], end: int) -> bool:
    asked = _ASKED.search(low, opened.end(), end)  # until we know how much rain there will be
    if _PAST.search(low, opened.end(), end) or _MODAL.search(low, opened.end(), asked.start() if asked else end):
        return False
    if _PARTICIPLE.match(low, opened.start(), end) or _HAVING_DONE.match(low, opened.start(), end):
        return True
    return _PRESENT.search(low, opened.end(), end) is not None
