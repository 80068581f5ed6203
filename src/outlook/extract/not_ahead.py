"""Words that look ahead elsewhere, and here say why something is so, what something is for, or what a list will hold.

Reports are full of them. Some are never an outlook, whatever else the sentence says: `firm.py` names these.
"""

import re
from collections.abc import Iterator

from outlook.extract.around import Around
from outlook.extract.beside_nouns import beside_nouns
from outlook.extract.firm import AIM, CAUSE, HEADS, INTENTION, LAW, LISTED, RESULT
from outlook.extract.modals import FORETOLD
from outlook.extract.span import Cue, spaced
from outlook.extract.unreal import unreal

# What is planned with `due to`; any other word behind it names a cause: `due to heat`, `due to melting ice`.
_PLANNED = spaced(
    r"\s+(?:not |also |soon )?(?:[a-z]+ly )?(?:be|begin|start|open|reopen|close|end|finish|expire|lapse|run|meet"
    r"|vote|decide|rule|report|publish|release|issue|announce|unveil|launch|hold|host|take|go|come|arrive|depart|leave"
    r"|return|land|enter|join|follow|move|reach|receive|pay|deliver|complete|resume|appear|attend|visit|travel|speak"
    r"|give"
    r"|testify|retire|step|stand|face|get|have|make|play|race|ride|sail|fly|dock|deploy|undergo|present|submit|sign"
    r"|set|drop|fall"
    r"|rise|increase|last|replace|review|discuss|debate|consider|hear|cut|raise|roll|ship|mature|renew|convene|sit"
    r"|elect|choose|switch|stop|cease|conclude|hand|commence|become|produce|supply|provide|build|bring|send|see|put"
    r"|keep|do|show|use|tour|perform|air|celebrate|mark|serve|graduate|give|adopt|approve|bid|auction|borrow|repay"
    r"|calve|lamb|flower|hatch|fire|blast|load|sell|buy|inspect|audit|connect|extend|recommence|restart|reconvene)\b"
    r"(?! (?:in|of) (?:demand|supply|output|prices|costs|sales|the (?:number|price|cost|rate|share)))"
)
_A_VERB = spaced(r"\s+[a-z]+\s+(?:the|an?|its|their|his|her|our|this)\b")
_NO_VERB = spaced(r"\s+(?:the|an?|its|their|his|her|our|this|that|these|those|some|one|lack|all|most|both|such)\b")
_AIM = spaced(
    r"\b(?:aims?|goals?|idea|purpose|objectives?|plans?|intention|strategy|ambition|mission|tasks?|mandate|hope"
    r"|priorit(?:y|ies)) $"
    r"|\b(?:the|an?|its|their|our|his|her|main|first|primary|key|overall|one) (?:aim|goal|purpose|objective|point"
    r"|idea|intention|mission|task|role|function|job|challenge|key|trick|way|step|problem|solution) "
    r"(?:of|for|behind|in|with|here|there|now|then|today)\b[^;.]{0,100}$"
)
# `the firm planned to sell`: what somebody means to do; what is planned by nobody who is named is a date.
_IS_PLANNED = spaced(r"(?:\b(?:is|are|was|were|be|been|being|[a-z]+ly|now|still|also|not)|['’]s|,) $")
_PLANNED_FOR = spaced(r" (?:be|take place|begin|start|open|run|last|coincide|end|finish|launch|go (?:live|on))\b")
_LISTED = re.compile(
    r"(?:this|these|here|the following|below|what follows)\b.{0,40}\b(?:is|are|shows?|lists?)\b.*:\s*$", re.DOTALL
)
_HEADED = spaced(r"(?:the )?(?:likely|probable|possible|potential|expected) [a-z]+s? (?:of|on|from|to|for|in)\b")
_FINITE = spaced(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|will|would|may|might|could|can|should|shall|must|remains?|comes?"
    r"|goes|makes?|takes?|means?|says?|shows?)\b"
)
_ENDS = spaced(r"[.!?…”\"]\s*$")
_REPORTED = spaced(
    r"\b(?:reported|posted|earned|recorded|booked|swung to|missed|beat|topped|exceeded|fell short of|came in)\b"
)
_TO_OR_THAT = spaced(r"\s+(?:to|that)\b")
_LAW = spaced(r"\s+cause\b")
_TENDS = spaced(r"\btends? (?:not )?to\b")
_MODAL = spaced(r"\b(?:will|would|may|might|could|should)\b|['’]ll\b")
# `you’ll find the switch on the left`: where something is, and not what will be.
_SHOWN_TO = spaced(r"you['’]ll (?:also |then |now )?(?:see|find|notice|spot|recognise|recognize|recall|remember)\b")
_CHOICE = spaced(
    r"(?:may|might|could)(?: also| well| itself| themselves)? be (?:an? (?:[a-z]+ )?|the |another |one )?"
    r"(?:alternatives?|options?|approach|candidates?|solution|preferable|appropriate|suitable|advisable|worth [a-z]+ing"
    r"|of (?:use|interest|help))\b"
)
_NEEDED = spaced(r"would be (?:necessary|needed|required) (?:to|for)\b")
_THAT_SOMEBODY = spaced(r"\b(?:that|which)(?: (?:we|they|he|she|it|i) [a-z]+)? $")
_ANY = spaced(
    r"\b(?:do|does|did)(?: not|n['’]t)\b.*\b(?:any|a single) [a-z]+s? "
    r"(?:(?:an?|the|this|that|his|her|its|their) )?(?:[\w’'-]+ ){1,3}$"
)
_STILL_SO = spaced(r"\s+(?:an? |the )?(?:continu(?:ing|ed)|ongoing|current|existing|present|persistent)\b")
_HAD_SAID = spaced(r"\bhad (?:previously|earlier|originally|initially|once) (?:said|told|warned|predicted|promised)\b")
_WHETHER = spaced(r" be (?:whether|how|what|why)\b")  # what is asked is not answered
# What will be done in the next minute of a call: `I'll turn it over to the operator`.
_HANDS_OVER = spaced(
    r"\b(?:i|we)(?:['’]ll| will|['’](?:m|re) going to| (?:am|are) going to) (?:(?:now|then|first|also|just) )*"
    r"(?:(?:turn|hand|pass|open|throw) (?:it|things|you|over|back|the (?:call|floor|line|presentation|meeting|time))\b"
    r"|(?:take|move to|go to|turn to|open (?:it )?(?:up )?(?:to|for)) (?:[a-z]+ )?(?:[a-z]+ )?questions?\b)"
    r"|\b(?:first|next|last) question (?:will|is going to) (?:come|be)\b"
)
_OF_A_CALL = ("turn", "hand", "pass", "open", "throw", "question")  # it has one of these
# What a speaker says of the next minutes: `Anna will walk you through the figures`, `I will lay out our case`.
_SOON = r" (?:(?:now|then|also|first|just|briefly|start by|begin by|close by|quickly|again) )*"
# Of these, what only somebody who speaks of himself says; and what is also said of the next who speaks.
_TALKS = spaced(
    rf"{_SOON}(?:(?:cover|touch on|highlight|recap|summari[sz]e|set out|lay out|outline|discuss|describe"
    rf"|walk through|go over"
    r"|run through|review|talk about|speak about|speak to|focus on|expand on|elaborate on) (?:the|my|our|some|how"
    r"|what|why"
    r"|this|that|these|those|each|a few|two|three|several|in|here)\b"
    r"|(?:begin|start|open|close|end|conclude|finish|kick off|wrap up)(?: off)? (?:by|(?:today )?with (?:an?|some|my"
    r"|our|the"
    r"|two|three|that)|today (?:by|with)|my (?:remarks|speech|talk)|(?:our|today['’]s) (?:call|remarks))\b"
    r"|(?:come|get) (?:on )?to (?:that|this|it) (?:in a (?:minute|moment)|later|shortly|below)\b"
    r"|(?:(?:also|only|simply|not) )*(?:say|state|add|remind|admit|confess|repeat|reiterate|stress|mention"
    r"|end (?:here|there"
    r"|with)|leave (?:it|that) (?:there|here|at that)|stop (?:here|there)|let [a-z]+ (?:speak|answer|take|talk|go)"
    r"|defer"
    r"|refer (?:you|back)|go through (?:it|them|that|all)|make (?:any |a )?(?:predictions?|comments?|announcements?)"
    r"|dwell"
    r"|go on (?:too|at)|bore you|name names|editori?alize)\b)"
)
_TALKS_NEXT = spaced(
    rf"{_SOON}(?:(?:walk|take|guide|lead) you through\b|follow (?:with|up with)\b|(?:provide|give|offer|share"
    rf"|present|have)"
    r" (?:you |us )?(?:with )?(?:(?:an?|some|more|additional|further|a few|our|my|brief|quick|short|detailed"
    r"|specific|general"
    r"|financial|business) )*(?:update|overview|colou?r|details?|commentary|perspectives?|insights?|highlights|thoughts"
    r"|remarks|summary|comments|context)\b)"
)
_I_OR_WE = spaced(r"\b(?:i|we)(?: am| are|['’](?:m|re))?(?: also| just| only| not| now| then)* ?$")
_SECTION = spaced(r"\b(?:sections?|chapters?|annex|appendix|part|table|box) [\d.]+[a-z]? $")
_TELLS = spaced(
    r" (?:[a-z]+ )?(?:discuss|describe|explain|present|show|set out|examine|review|cover|address|consider|return)\b"
)
_I_WOULD = spaced(
    r"(?:would|(?:i|we)['’]d) (?:(?:also|just|simply|again|really|only) )*(?:note|remind|point out|highlight"
    r"|emphasi[sz]e|reiterate|caution|mention|clarify|refer you|direct you|encourage (?:you|everyone|investors))\b"
)
# What somebody will not be drawn on, and what is said for politeness.
_WILL_NOT_SAY = spaced(
    r"\b(?:i|we)(?:['’](?:m|re)| am| are) (?:[a-z]+ )?not (?:[a-z]+ )?going to (?:[a-z]+ )?"
    r"(?:speculate|comment|argue|prejudge|discuss|guess|say|tell|answer|name|get into|go into"
    r"|talk about|speak to|characteri[sz]e|debate|relitigate)\b"
)
_THAT_IS = spaced(
    r"would be (?:very |really |most )?(?:helpful|great|fine|good|lovely|useful|kind)(?=[.,!?])"
    r"|would be [a-z]+ of (?:me|us|you)\b"
)
_I_THOUGHT = spaced(
    r"\b(?:i|we) (?:had |all |once |always |never )?(?:thought|feared|assumed|knew|imagined|figured|was sure|were sure"
    r"|was (?:\d+% |quite )?(?:sure|certain))\b[^,;.]{0,60}$"
)
_OPENED = spaced(
    r"^(?:let me|let us|let['’]s|now,? (?:to|for|turning)|turning|moving on|i (?:will|['’]ll)|i['’]ll|i want to"
    r"|i would like to|i['’]d like to|we (?:will )?(?:now )?turn)\b"
)


def not_ahead(cue: Cue, around: Around) -> Iterator[str]:
    """Each reason why a word does not look ahead here, by the clause that it stands in."""
    if of_rule := _OF_RULES.get(cue.rule):
        yield from of_rule(cue, around)
    yield from beside_nouns(cue, around)
    yield from unreal(cue, around)


def is_change(words: str) -> bool:
    """Whether a word that looks ahead is a verb of change in the present tense: `falls to` 4% in 2031."""
    return _CHANGES.match(words) is not None


def _of_plans(cue: Cue, around: Around) -> Iterator[str]:
    word, low = cue.word, around.low
    if word.endswith("due to") and not _is_planned(low, cue.end):
        yield CAUSE
    is_passive = _IS_PLANNED.search(low, 0, cue.start) or _PLANNED_FOR.match(low, cue.end)
    if word == "planned to" and (not is_passive or low.endswith("it is ", 0, cue.start)):
        yield INTENTION  # `it is planned to`: somebody's, and nothing is said to come


def _is_planned(low: str, end: int) -> bool:
    """Whether a verb follows `due to`, and no noun."""
    return bool(_PLANNED.match(low, end) or (_A_VERB.match(low, end) and not _NO_VERB.match(low, end)))


def _of_estimates(cue: Cue, around: Around) -> Iterator[str]:
    word, low = cue.word, around.low
    if word == "probable" and _LAW.match(low, cue.end):
        yield LAW
    if _LISTED.match(low) and not _MODAL.search(low):
        yield LISTED
    if not _ENDS.search(low) and _HEADED.match(low) and not _FINITE.search(low):
        yield HEADS
    if not around.is_anchored and _TENDS.search(low, 0, cue.start) and not _MODAL.search(low):
        yield "a general rule"


def _of_modals(cue: Cue, around: Around) -> Iterator[str]:
    word, low = cue.word, around.low
    yield from _of_speech(word, cue, around)
    if word in _GUESSING and not around.is_anchored and _CHOICE.match(low, cue.start):
        yield "a guess at the present"
    is_needed = word == "would" and not around.is_anchored and _NEEDED.match(low, cue.start)
    if is_needed and _THAT_SOMEBODY.search(low, 0, cue.start):
        yield "a description"
    if word in _NARRATED or word.endswith("d"):
        yield from _of_what_was_thought(cue, around)


def _of_speech(word: str, cue: Cue, around: Around) -> Iterator[str]:
    """What somebody is about to say or will not say, what is said for politeness, and what is asked."""
    low = around.low
    hands_over = any(word in low for word in _OF_A_CALL) and _covers(_HANDS_OVER, low, cue)
    if hands_over or _talks(cue, around):
        yield "the document about itself"
    is_polite = word.endswith(_WOULD) and (_I_WOULD.match(low, cue.start) or _THAT_IS.match(low, cue.start))
    if is_polite or ("going to" in low and _covers(_WILL_NOT_SAY, low, cue)):
        yield "a manner of speaking"
    if _SHOWN_TO.match(low, cue.start) and not FORETOLD.match(low, cue.end):
        yield "an instruction"
    if _WHETHER.match(low, cue.end):
        yield "an open question: whether, how"


def _talks(cue: Cue, around: Around) -> bool:
    """Whether somebody says what will be said in the next minutes, or a section of the document what it will say."""
    low, word = around.low, cue.word
    if not word.startswith(_TALKING) and not word.endswith("ll"):
        return False
    if _TELLS.match(low, cue.end) and _SECTION.search(low, 0, cue.start):
        return True
    if around.is_dated:
        return False
    is_own = word.startswith(("i", "we")) or _I_OR_WE.search(low, 0, cue.start) is not None
    return (is_own and _TALKS.match(low, cue.end) is not None) or _TALKS_NEXT.match(low, cue.end) is not None


def _of_what_was_thought(cue: Cue, around: Around) -> Iterator[str]:
    """The future of a past that the sentence names, and what nobody believes."""
    low = around.low
    was_thought = not around.is_anchored and _I_THOUGHT.search(low, 0, cue.start)
    if was_thought or _HAD_SAID.search(low, 0, cue.start):
        yield "the future of a past"
    if _ANY.search(low, 0, cue.start):
        yield "said of nothing"


def _covers(pattern: re.Pattern[str], low: str, cue: Cue) -> bool:
    return any(match.start() <= cue.start < match.end() for match in pattern.finditer(low))


def _of_forecasts(cue: Cue, around: Around) -> Iterator[str]:
    word, low = cue.word, around.low
    if word in _WAS_EXPECTED and not _TO_OR_THAT.match(low, cue.end) and _REPORTED.search(low, 0, cue.start):
        yield RESULT
    if word.endswith((" to", " towards", " toward")) and _STILL_SO.match(low, cue.end):
        yield "an estimate of the present"


def _of_nouns(cue: Cue, around: Around) -> Iterator[str]:
    word, low = cue.word, around.low
    if word in _IS_TO and _AIM.search(low, 0, cue.start):
        yield AIM
    if is_change(word) and not around.has_horizon:
        yield "a change that nothing says is to come"
    if word == "outlook" and _OPENED.match(low):
        yield "the document about itself"


_CHANGES = spaced(
    r"(?:ris|fall|climb|drop|slow|grow|peak|slip|narrow|widen|accelerat|eas|recover|declin|increas|decreas|shrink|slump"
    r"|averag)e?s? "
)
_IS_TO = ("is to", "are to")
_GUESSING = frozenset({"may", "might", "could"})
_TALKING = ("will", "going to", "shall", "won")
_NARRATED = frozenset({"would", "could", "might"})
_WOULD = ("would", "i'd", "i’d", "we'd", "we’d")
_WAS_EXPECTED = frozenset({"expected", "forecast", "predicted", "anticipated"})
_OF_RULES = {
    "set_to": _of_plans,
    "estimative": _of_estimates,
    "modal": _of_modals,
    "forecast_verb": _of_forecasts,
    "risk_noun": _of_nouns,
}
