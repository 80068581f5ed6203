"""Where a verb of saying says nothing of who speaks: a question, what nobody said, a thing that shows something."""

import re
from functools import lru_cache
from typing import NamedTuple

from outlook.extract.text_ends import from_last
from outlook.extract.things_said import is_author, is_thing_said

# Whoever is asked has not spoken: `Will the Minister tell the House when …?`
_ASKED = re.compile(
    r"^[“\"]?(?:will|would|can|could|does|do|did|is|are|was|were|has|have|may|should)\b[^“\"]*\?$", re.IGNORECASE
)
_UNSAID = re.compile(r"(?:n[’']t|\bnever|\bnot)(?: (?:yet|even|once|[a-z]+ly))?\s+$", re.IGNORECASE)

# A noun, although it may be a verb: `seasonal forecasts have limited skill`, `heatwave forecast from Sunday`.
_IS_NOUN = re.compile(
    r"\s+(?:have|has|had|is|are|was|were|will|would|may|might|can|could|should|from|for|of|do|does|did|suggest(?:s|ed)?"
    r"|show(?:s|ed)?|points?|pointed|impl(?:y|ies)|indicate[sd]?|agree|differ(?:ed)?|remain(?:s|ed)?|appear(?:s"
    r"|ed)?|assume[sd]?"
    r"|var(?:y|ies)|predict(?:s|ed)?|sees?|puts?|calls?|say|continue[sd]?|tend(?:s|ed)?|seem(?:s|ed)?|looks?|fell"
    r"|rose|came)\b",
    re.IGNORECASE,
)
# And before these, unless a claim follows: `intensity forecasts beyond three days have large errors`.
_IS_NOUN_OF = re.compile(r"\s+(?:in|beyond|on|at|by|with|than|about|as|like|and|or|to)\b(?!.{0,60}\bthat\b)")
_MAY_BE_NOUN = re.compile(r"forecasts?|estimates?|reports?|claims?|fears?|hopes?|doubts?|projects?|answers?")
# Something done to things, and nothing that they say: `goods admitted to a zone`.
_DONE_TO = re.compile(r"\s+(?:to|by|in|into|on|under|for|from|at|with|before|after)\b", re.IGNORECASE)
_MAY_BE_DONE = re.compile(r"admitted|accepted|reported|assessed|judged|assured|reminded|promised|pledged|expected")
# A promise to do something, or of something, is a deed; only what is promised to come is a claim.
_PROMISES = re.compile(r"promise[ds]|pledge[ds]|vow(?:ed|s)|threaten(?:ed|s)")
_PROMISED = re.compile(r"\s*[,.:;“\"]|\s+(?:[\w’'-]+\s){0,3}?(?:that|it|they|he|she|we|there|“|\")")
# What is announced is a deed, and only that something is so a claim: `announced a cell that would be abandoned`.
_ANNOUNCES = re.compile(r"announce[sd]?|unveil(?:s|ed)?|launched")
_ANNOUNCED = re.compile(
    r"\s(?:(?!\b(?:that|which|who)\b)[^.;,]){1,60}?\b(?:will|would)\b|\s*[,.:;“\"]|\s+(?:(?:on|in|at|last|this"
    r"|earlier|late|to) [^,.;]{1,30})?(?:that|it|they|he|she|plans|“|\")"
)
# Whoever is told something does not say it: `residents told to leave`, `a loss estimated at 4m`, `two feared dead`.
_IS_TOLD = re.compile(
    r"(?:told|assured|reminded|informed)\s+(?:that|to|by|of)\b|said\s+to\s+(?:be|have)\b"
    r"|(?:expected|estimated|projected|forecast|predicted|believed|thought|feared|reported|judged|assessed|considered)"
    r"\s+(?:(?:at|by|to|for|from|as)\b(?!.{0,60}\bthat\b)|dead\b|lost\b|missing\b)",
    re.IGNORECASE,
)
_MAY_BE_TOLD = re.compile(
    r"(?:told|assured|reminded|informed|said|expected|estimated|projected|forecast|predicted|believed|thought|feared"
    r"|reported|judged|assessed|considered)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:did|does|do|will|would|can|could|should|may|might|must)(?: the)?\s*$", re.IGNORECASE)
_BARE = re.compile(
    r"say|tell|think|expect|believe|fear|hope|report|argue|claim|find|reckon|warn|note|estimate|forecast|state"
)
# What says or tells something only in a manner of speaking.
_MANNER = re.compile(
    r"rumou?rs?|legends?|tradition|history|experience|logic|reason|sense|instinct|wisdom|convention|folklore|nature"
    r"|arithmetic"
    r"|maths?|theory|custom|proverb|adage|saying|conscience|memory|age",
)
# A demand and no claim: `told staff to go home`, `urged residents to leave`, `expects you to pay`.
_DEMANDS = re.compile(r"urge[ds]|called on|tell|tells|told|warn(?:ed|s)|reminded|advised|expects?")
_DEMANDED = re.compile(
    r"\s+(?:(?!(?:that|it|there|he|she|they|we|I)\b)[\w’'-]+\s){1,4}?(?:not\s)?to\s(?!(?:the|an?|its|his|her|their"
    r"|our|my|your|expect)\b)[a-z]+\b"
)
_OF_YOU = re.compile(r"\s+(?:you|us|them|everyone|everybody|all|readers|users)\s")
# A deed, unless a claim follows or is quoted: `underlined the need`, `explained the plan`.
_MAY_BE_DEED = re.compile(
    r"reiterate[ds]|underline[ds]|underscore[ds]|acknowledge[ds]|explain(?:ed|s)|assess(?:ed|es)"
    r"|recalled|judged|declared"
)
_WITH_CLAIM = re.compile(
    r"\s*(?:[,.:;!?“\"—–-]|$)|\s+(?:[\w’'-]+\s+){0,5}?(?:that|as|likely|unlikely|[\w’'-]+\s(?:was|were|is|are|had"
    r"|would|will))\b|.*[“\"]"
)
# What may be said is not said: `a 30% chance the office says no`; nor is what will be `until the ministry says so`.
_IMAGINED = re.compile(
    r"\b(?:chance|odds|risk|likelihood|probability|possibility|prospect|lest)(?: that)?(?: the)?\s*$", re.IGNORECASE
)
_BEFORE_NOW = re.compile(r"\b(?:when|whenever|until|once|before|till|as soon as)(?: the)?\s*$", re.IGNORECASE)
_PRESENT = re.compile(r"says?|tells?|reports?|announces|confirms|decides")
# A paper's own author, as a paper writes of it: `the Manager expects`.
_AUTHOR = re.compile(
    r"[Tt]he (?:Managers?|Trustees?|Trust|Partnership|Issuer|Sponsor|Bank|Staff|Panel|Service|Society|Association|Club"
    r"|Corporation|Institute|Centre|Center|Post|Inspectorate|Registrar|Administrators?|Liquidators?|Receivers?"
    r"|Surveyors?"
    r"|Inspector|Coroner|Examiner|Operator|Licensee|Employer|Syndicate|Observatory|Council|Directors|Secretariat)"
)
_EXPECTS = re.compile(
    r"(?:(?:do|does|did) not |continue[sd]? to )?(?:expects?|anticipates?|estimates?|projects|forecasts?"
    r"|anticipated|estimated|believe|intends)"
    r"|(?:is|are|remains?) (?:[a-z]+ )?(?:confident|hopeful|optimistic)"
)
_NO_NAME = re.compile(
    r"\b(?:[Bb]efore|[Aa]fter|[Ww]h(?:en|ile|ether)|[Ii]f|[Bb]ecause|[Uu]n(?:til|less)|[Yy]ou|[Ww]e|[Hh]e|[Ss]he"
    r"|[Tt]hey"
    r"|[Uu]s|[Tt]hem|[Hh]im|[Mm]e)\b"
)
_NO_SUBJECT = re.compile(
    r"\b(?:[Tt]here|[Ii]t|[Tt]hat|[Hh]ere|[Ww]hat)[’']s\s|\s(?:is|are|was|were|be|must|can|could|will|would|may"
    r"|might|should|has|have|had|do|does|did|not)\b"
    r"|\b(?:19|20)\d\ds?\b"
)
_NOT_SAID = re.compile(
    r"\b(?:what|whatever|whether|if|unless|provided|providing|assuming|should)(?: that)?(?:\s+the)?\s*$", re.IGNORECASE
)
_BEHIND = re.compile(r"\b(?:and|or|of|from|in|at|on|by|for|with)(?:\s+the)?\s*$", re.IGNORECASE)
_OWN = re.compile(r"\b[Tt]his\s+$")  # `this Staff`: the author
# And its own people: `our modelling team puts it at a third`.
_OUR_PEOPLE = re.compile(
    r"\b[Yy]our (?:[Bb]oard|[Dd]irectors|[Cc]ompany|[Tt]rustees)\Z|\b[Oo]ur (?:[\w’'-]+ ){0,2}(?:teams?|staff|desk"
    r"|economists|analysts|forecasters|researchers|modellers)\Z"
)
_TITLES = "Rule|Section|Article|Clause|Annex|Schedule|Regulation|Paragraph|Chapter|Table|Figure|Appendix|Condition"
_PART = re.compile(rf"(?:{_TITLES}|Policy|Policies|Part|Act)\b(?: [A-Z]*\d[\w.]*)?")
# What is found, and finds nothing: it only shows something.
_SHOWN = re.compile(r"suggest(?:s|ed)?|indicates?|indicated|shows?|states?|stated|tells?|finds?|found|signals?|points?")
_THING = re.compile(r"times?|modelling|modeling|models?|apps?|data|evidence|determination|results?|figures?|records?")
_PERSON = re.compile(
    r"(?:[a-z’'-]*(?:ers?|ors?|ists?|ians?|ants?|ents?|eers?|ees?|m[ae]n|people|persons?|folk|women?)|mayors?|staff"
    r"|police|crew|team"
    r"|boss|chief|head|mother|mum|dad|cousin|niece|nephew|aunt|uncle|wife|husband|son|friends?|lads?|kids?|guys?"
    r"|bloke|chap|lady|ladies|girls?|boys?|family|neighbour|neighbor|nurse|judge|clerk|vicar|priest|rabbi|imam"
    r"|princess|earl|duke|duchess|baron|baroness|viscount|archbishops?|bishops?|abbot|abbess|emperor|empress|tsar"
    r"|sultan"
    r"|caliph|shah|cardinal|dean|rector|provost|imams?|prosecution|defen[cs]e|coroner"
    r"|king|queen|prince|coach|captain|mate|colleagues?|experts?|critics?|officials?|locals|residents?|pilots?"
    r"|sources?|contacts?|business(?:es)?|charities|communities|countries|nations|[a-z-]*lords?|media|outlets?|rebels|hawks|doves|youths|elders|democrats|republicans"
    r"|scientists?|fans?|rivals?|allies|bookies|vets?|medics?|guides?|hosts?|majority|half|few|many|some|sides"
    r"|one|ones|others?|both|unions?|clubs?|compan(?:y|ies)|firms?|banks?|groups?|schools?|church|parish|hospital"
    r"|committee|council|board|court|agency|agencies|office|department|ministry|government|inquiry|society|trust"
    r"|association|federation|league|party|institute|university|service|authority|bureau|treasury|secretariat|panel"
    r"|house|desk|assembly|parliament|crown|palace|embassy|fund|charity|press|paper|letter|report|study|note"
    r"|statement|readout|communiqu[eé]|filing|ruling|judge?ment|outlook|advisory|editorial|lawsuit|memo|review"
    r"|survey|forecast|bulletin|wireless|radio|attach[eé]|aide|envoy|delegate|advocate"
    r"|coastguard|exchanges?|bourse|brokerage|registry|tribunal|commune|cabinet|senate|congress|stewards?|guards?"
    r"|wardens?|monks?|nuns?|heirs?|yards?|mills?|airline|railway|brewery|laborator(?:y|ies)|station|channel"
    r"|network|magazine|journal|houses|force|state|county|city|town|utility|utilities|newspaper|delegates"
    r"|executives?|\d+-year-olds?|opposition|syndicate|consortium|alliance|coalition|lobby|chamber|body|embassy"
    r"|consulate|prospectus"
    r"|secretary|deputy|secretaries|deputies|analysts?|counsel|mp|mps|ceo|cfo|gp|gps|[a-z-]*(?:smith|wright|herd"
    r"|keeper)s?)"
)

MOST_UNSAID = 2  # words
NEAR = 32  # so close before a subject stands what makes it nobody's word


class _Verb(NamedTuple):
    """What a verb may be, by itself."""

    noun: bool
    promise: bool
    announces: bool
    deed: bool
    demand: bool
    passive: bool


@lru_cache(maxsize=1024)
def _kinds(verb: str) -> _Verb:
    return _Verb(
        noun=_MAY_BE_NOUN.fullmatch(verb) is not None,
        promise=_PROMISES.fullmatch(verb) is not None,
        announces=_ANNOUNCES.fullmatch(verb) is not None,
        deed=_MAY_BE_DEED.fullmatch(verb) is not None,
        demand=_DEMANDS.fullmatch(verb) is not None,
        passive=_MAY_BE_TOLD.match(verb) is not None,
    )


def says_nothing(text: str, before: str, verb: str, after: str) -> bool:
    """Whether it is a question, what nobody has said, or a noun that looks like a verb."""
    kinds = _kinds(verb)
    return bool(
        (text.endswith("?") and _ASKED.match(text))
        or _is_unsaid(before)
        or (kinds.noun and (_IS_NOUN.match(after) or _IS_NOUN_OF.match(after)))
        or (kinds.promise and not _PROMISED.match(after) and not before.rstrip().endswith(("”", '"')))
        or (kinds.announces and not _ANNOUNCED.match(after))
        or (kinds.deed and not _WITH_CLAIM.match(after) and "”" not in before and '"' not in before)
        or (kinds.demand and _is_demand(verb, after))
        or (kinds.passive and _IS_TOLD.match(verb + after))
    )


def _is_unsaid(before: str) -> bool:
    """Whether it ends with *not* or *never*; none of the other words takes a closer look."""
    near = from_last(before, MOST_UNSAID)
    low = before[near:].lower()
    return ("not" in low or "n’t" in low or "n't" in low or "never" in low) and (
        _UNSAID.search(before, near) is not None
    )


def _is_demand(verb: str, after: str) -> bool:
    if verb.startswith("expect") and _OF_YOU.match(after) is None:
        return False
    return _DEMANDED.match(after) is not None


def is_no_speaker(name: str, before: str, verb: str, after: str) -> bool:
    """Whether a subject cannot be somebody who speaks: a part of a document, the author, what something is done to.

    Nor is what holds a verb or a year, what only shows something, and whoever may say what.
    """
    subject = before.rstrip().removesuffix(name)
    last = name.lower().replace("-", " ").split()[-1]
    return bool(
        _PART.fullmatch(name)
        or is_thing_said(name)
        or is_author(f"{subject[-NEAR:].rpartition(' ')[2]} {name}".strip(), verb)
        or is_author(name, verb)
        or _NO_SUBJECT.search(name)
        or (" " in name and _NO_NAME.search(name))
        or _OUR_PEOPLE.search(before.rstrip())
        or _IMAGINED.search(subject[-NEAR:])
        or _MANNER.fullmatch(last)
        or (_BARE.fullmatch(verb) and _ASKS.search(subject[-NEAR:]))
        or (_PRESENT.fullmatch(verb) and _BEFORE_NOW.search(subject[-NEAR:]))
        or (_EXPECTS.fullmatch(verb) and _AUTHOR.fullmatch(f"{subject[-4:]}{name}".strip()))
        or (len(subject) < len(before.rstrip()) and _NOT_SAID.search(subject))
        or (_SHOWN.fullmatch(verb) and (_THING.fullmatch(last) or _BEHIND.search(subject)))
        or (len(subject) < len(before.rstrip()) and _OWN.search(subject))
        or (name.endswith("s") and " " not in name and _MAY_BE_DONE.fullmatch(verb) and _DONE_TO.match(after))
    )


def is_person(word: str) -> bool:
    """Whether a noun, in lower case, is somebody or some body that speaks."""
    return _PERSON.fullmatch(word) is not None


def is_thing(described: str, before: str, verb: str) -> bool:
    """Whether somebody who is only described is a thing, or is spoken of by another: `has heard that two agencies`.

    A thing may show or tell something, but seldom says or denies it.
    """
    last = described.rstrip("’'").removesuffix("’s").removesuffix("'s").split()[-1].lower()
    subject = before.rstrip().removesuffix(described)
    needs_person = _SHOWN.fullmatch(verb) is not None or verb == "expected"
    return (
        (needs_person and _PERSON.fullmatch(last) is None)
        or _THING.fullmatch(last) is not None
        or subject.rstrip().endswith((" that", " when", " once", " until"))
    )
