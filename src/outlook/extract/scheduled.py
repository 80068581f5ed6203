"""Whether an outlook is announced: a plan of somebody who decides on it, or set for a day.

*We will publish*, *the Company will provide*, *the road will be closed* are plans; *prices will rise*, *they will
probably publish* and *rain will begin* are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.extract.lexicon import lexicon
from outlook.extract.span import spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.extract.around import Around
    from outlook.extract.span import Cue, Span

PLANNING = frozenset({"will", "shall", "is to", "are to", "going to", "would", "won't", "won’t"})
_DAY = spaced(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z]")
_PLANNED = spaced(r"\b(?:scheduled|due|planned|slated|set) (?:for|to|on|in|at)\b")
_FEARED = spaced(r"\b(?:is|are) to be (?:expected|feared|reckoned|hoped|seen|found|had)\b")
# Words by which somebody says how sure it is, or that it only is thought.
_GUESSED = spaced(
    r"\b(?:expect(?:s|ed)?|believe[sd]?|think(?:s|ing)?|thought|fear(?:s|ed)?|hopes?|hoped|predict(?:s|ed)?"
    r"|forecasts?|project(?:s|ed)"
    r"|estimated?|likely|unlikely|probably|probable|perhaps|possibly|may|might|could|confident|doubts?|doubted"
    r"|suspects?|worr(?:y|ies|ied)"
    r"|warn(?:s|ed)?|convinced|assess(?:es)?|judges?|anticipate[sd]?|risks?|threat(?:s|en)?|chance|sooner or later"
    r"|inevitably|certainly|never)\b"
)
_UNSURE = spaced(
    r"\b(?:if|unless|whenever|in the event|in case|otherwise|or else|without)\b(?! (?:so|approved|necessary|required"
    r"|delay)\b)"
)
_SOFT = (
    r"(?: not| also| then| now| again| soon| shortly| first| still| therefore| jointly| later| next"
    r"| only| both| instead|,? therefore,?| already| once more| continue to| [a-z]+ly)*"
)
# Deeds that somebody decides on.
_DEEDS = (
    r"publish|provide|issue|release|send|share|post|announce|present|submit|conduct|host|communicate|contact|email"
    r"|mail|introduce"
    r"|implement|set up|roll out|offer|deliver|distribute|install|replace|remove|suspend|withdraw|cancel|extend|hire"
    r"|recruit"
    r"|appoint|train|plant|repair|upgrade|migrate|fund|finance|invest|acquire|pay|sell|buy|purchase|sign|meet|visit"
    r"|travel|tour|perform"
    r"|convene|gather|hear|vote|debate|examine|investigate|review|monitor|audit|evaluate|survey|relocate|transfer"
    r"|ban|charge|expand"
    r"|seek|undertake|administer|coordinate|assign|apply for|assume|step down|retire|resign|succeed|chair|direct"
    r"|organi[sz]e|consult"
    r"|discontinue|phase out|unveil|inaugurate|demolish|construct|build|develop|test|verify|explore|deploy|dispatch"
    r"|leverage|use|make use"
    r"|work (?:with|on|closely|together)|collaborate|partner|support|focus on|prioriti[sz]e|remodel|update|revise"
    r"|amend|serve as|continue (?:working|with)|plan to"
    r"|take (?:action|steps|part|over|up|full)|give|bring in|put in|put out|prepare|draft|write|notify|inform|alert"
    r"|welcome|honou?r|fete|celebrate|mark"
    r"|cut|reduce|raise|build fewer|remain (?:as|in office)|act as|play host|accept applications|donate|award"
    r"|allocate|launch|cite|carry out|identify|determine|advise|eliminate|print|contain|discuss|appear before"
    r"|cover|consist of|comprise|feature|include|fly|sail|ask|look into|refit|rebuild|install|convert|merge|switch"
    r"|close|open|shut|hold|move|join|begin|start|stop|end"
)
_DEED = spaced(rf"(?:will|shall|['’]ll|won['’]t|would|is to|are to|going to){_SOFT}(?: be)? (?:{_DEEDS})(?:ing)?\b")
# What is done: nobody says by whom.
_DONE = spaced(
    rf"(?:will|shall|['’]ll|won['’]t|would|is to|are to|to){_SOFT} be(?:{_SOFT}) "
    r"(?:published|posted|issued|released|announced|unveiled|sent|e-?mailed|mailed|shared|made (?:available|public)"
    r"|set up|held|hosted|opened|closed|reopened"
    r"|shut|moved|relocated|transferred|replaced|removed|demolished|felled|rebuilt|built|constructed|installed"
    r"|relaid|repaired|withdrawn|discontinued"
    r"|retired|phased out|cancelled|canceled|suspended|extended|introduced|implemented|rolled out|launched|flown"
    r"|crewed|delivered|distributed"
    r"|allocated|awarded|disbursed|funded|financed|donated|spent|invested|monitored|reviewed|audited|evaluated"
    r"|surveyed|tested|updated"
    r"|upgraded|patched|fixed|deployed|erased|deleted|overwritten|offered|accepted|appointed|elected|sworn in"
    r"|inaugurated|hired|printed|made|used|added|kept|trained|recruited"
    r"|planted|parked|docked|streamed|broadcast|aired|screened|performed|staged|contested|joined by|led by"
    r"|chaired by|directed by|handled by|run by"
    r"|defined by|decided|documented|conducted|carried out|undertaken|completed|handed over|merged|sold|auctioned"
    r"|exchanged|notified|informed"
    r"|invited|interviewed|commissioned|promulgated|submitted|presented|signed|discussed|debated|heard|voted on|laid"
    r"|served|open|closed to|switched|mounted|equipped|married|interred|buried)\b"
)
# What takes place at its time, where that is named.
_EVENT = spaced(
    rf"(?:will|shall|['’]ll|won['’]t|would|is to|are to){_SOFT} (?:take place|open|close|begin|start|launch|land"
    rf"|ship|follow|end|expire|resume|reopen|arrive|depart|leave|sail|run"
    r"|go (?:out|live|to the polls|on (?:sale|display|trial))|meet|convene|visit|play|vote|be (?:ready|available"
    r"|back|open|shut|closed|complete|in (?:place|service|force|operation)|joined|at)|come (?:down|into force"
    r"|into effect)|take effect"
    r"|enter into force|replace|host|air|perform|report|return|stop|cease|lapse|move|join|appear|announce|light"
    r"|overlap|wind up|travel|fly)\b"
)
# Who decides: the document's own people, a body, somebody named or spoken of.
_WHO = (
    r"(?:i|we|he|she|they|who|the (?:(?!of |in |for |from |by |with |to |and |on |at )[a-z-]+ ){0,4}?(?:company"
    r"|department|agency|committee|council|board|bureau|bank|commission|group|team|government|administration"
    r"|ministry|minister|president|secretary|authority|office|university|school|college|trust|society|association"
    r"|foundation|institute|court|army|navy|force|crew|mission"
    r"|project|programme|program|release|fund|firm|party|union|club|museum|theatre|band|orchestra|airline|operator"
    r"|regulator|mayor|governor|chairman|chair|director|chief|delegation"
    r"|envoy|leaders?|ministers|officials|officers|staff|troops|researchers|scientists|engineers|astronauts|agencies"
    r"|countries|states|spacecraft|satellite|orbiter|lander|rover|author|city|county|state))"
)
_BY_WHOM = spaced(rf"(?:^|[^\w’'-]){_WHO}(?: [a-z]+ly| also| now| then)? ?$")
_NAMED = spaced(
    r"(?:^|[\s(“\"])[A-Z][\w.’'&-]*(?: (?:and |of |the |for |de |& )?[A-Z0-9][\w.’'&-]*)*(?: \([^()]{1,20}\))?,? ?$"
)
# What begins, ends and returns by itself.
_BY_ITSELF = spaced(
    r"\b(?:rains?|rainfall|snow|precipitation|precip|showers|storms?|frosts?|thaw|winds?|clouds?|flood(?:s|ing"
    r"|waters)?|water|tides?|pressure"
    r"|air|temperatures?|drought|harvest|heading|flowering|prices?|inflation|margins?|volatility|growth|demand|sales"
    r"|profits?|losses"
    r"|rates?|yields?|costs?|output|markets?|shares|stocks|supply|supplies|shortages?|deficits?|cases|infections"
    r"|deaths|outbreaks?|fighting"
    r"|violence|clashes|attacks?|unrest|support|confidence|recovery|recession|decline|rise|fall|increase|recruitment"
    r"|drawdown)\b[^,;:]*$"
)
_BEHIND = spaced(r"\b(?:of|in|by|from|for|to|with|at|on|against|between)\s?$")
_SAID = spaced(
    r"\b(?:said|says|announced|confirmed|told|added|promised|decided|agreed|stated|reported|pledged|vowed)\b"
)
NEAR, SOON = 90, 20


def is_scheduled(live: Sequence[Cue], around: Around, horizon: Span | None) -> bool:
    """Whether it is announced: by its words, as a plan of somebody who decides, or as what will be on a named day."""
    if around.register.kind == "instructions" and not around.is_dated:
        return is_announced(around) and _PLANNED.search(around.low) is not None
    named = horizon is not None and _DAY.search(horizon.text) is not None
    if named and any(cue.word in PLANNING - {"would", "going to"} for cue in live):
        return True
    return is_announced(around) or any(_is_plan(cue, around) for cue in live)


def is_announced(around: Around) -> bool:
    """Whether a word says that it is planned."""
    if not around.may_match("scheduled") or not (match := lexicon().scheduled.search(around.low)):
        return False
    if match[0].startswith("will"):
        return False
    return not _FEARED.match(around.low, match.start())


def says_plan(low: str) -> bool:
    """Whether a plan is named by its word: `is scheduled for`."""
    return _PLANNED.search(low) is not None


def _is_plan(cue: Cue, around: Around) -> bool:
    """Whether a modal is of a plan: of a deed that somebody decides on, or of what takes place at a named time."""
    low, word = around.low, cue.word
    is_short = word.endswith(("'ll", "’ll"))
    if not (word in PLANNING or is_short or word.endswith(" to")) or _is_guessed(cue, around):
        return False
    place = cue.end - len("'ll") if is_short else cue.start
    if _DONE.match(low, place):
        return True
    if _BY_ITSELF.search(low, max(cue.start - NEAR, 0), cue.start):
        return False
    if _EVENT.match(low, place) and around.is_dated:
        return True
    return _DEED.match(low, place) is not None and (is_short or _is_decided(cue, around))


def _is_guessed(cue: Cue, around: Around) -> bool:
    """Whether it is only thought, hangs on something, or is the *would* of no report."""
    low = around.low
    if cue.word == "would" and not _SAID.search(low, 0, cue.start):
        return True
    return _GUESSED.search(low, 0, cue.end + SOON) is not None or _UNSURE.search(low) is not None


def _is_decided(cue: Cue, around: Around) -> bool:
    """Whether somebody who decides stands right before it, and is no part of something: `the aim of the group`."""
    place = max(cue.start - NEAR, 0)
    found = _BY_WHOM.search(around.low, place, cue.start) or _NAMED.search(around.text, place, cue.start)
    if found is not None and found[0].strip(' (“",') in lexicon().not_names:
        return False  # it begins the sentence, and names nobody: `This will …`
    return found is not None and not _BEHIND.search(around.low, place, found.start() + 1)
