"""What a modal says that nobody foretells: a case that did not arise, a judgement, a recommendation, a need.

`if the pump had held, the hall would be dry` is of a day gone by, `it would be hard to choose` of today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.extract.firm import BETTER, JUDGED, RECOMMENDED, UNDONE, UNREAL
from outlook.extract.span import spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.extract.around import Around
    from outlook.extract.span import Cue

NARRATED = frozenset({"would", "could", "might", "wouldn't", "wouldn’t"})
GUESSING = frozenset({"may", "might", "could", "would"})
# `if the vote had been lost`, `had it rained`, `if they hadn't sold`.
_DONE = (
    r"(?:been|gone|done|come|become|seen|made|taken|given|known|kept|held|lost|won|left|found|got|gotten|had|said"
    r"|told|met"
    r"|paid|sold|built|sent|set|put|run|cut|hit|read|caught|bought|brought|thought|taught|grown|flown|shown|drawn"
    r"|thrown"
    r"|fallen|risen|chosen|broken|spoken|written|driven|eaten|beaten|begun|sunk|struck|stood|spent|fought|led|heard"
    r"|[a-z]{2,}ed)"
)
_PAST_CASE = spaced(
    rf"(?:\bhad(?:n['’]t)?|['’]d)(?: (?:not|never|also|already|ever|only|then|all|[a-z]+ly))* {_DONE}\b"
    rf"|^had (?:[\w’'-]+ ){{1,6}}?{_DONE}\b"
)
_ADJECTIVE = (
    r"(?:stupid|foolish|wrong|hard|difficult|easy|easier|impossible|nice|good|better|best|helpful|useful|interesting"
    r"|unwise|wise|prudent|fair|unfair|na[iï]ve|premature|remiss|sad|odd|strange|ironic|nicer|tempting|natural"
    r"|reasonable"
    r"|unreasonable|irresponsible|presumptuous|simplistic|misleading|inaccurate|appropriate|inappropriate|desirable"
    r"|preferable|(?:an? )(?:[a-z]+ )?(?:mistake|shame|pity|folly|error|lie|stretch|understatement|exaggeration))"
)
_JUDGED = spaced(
    rf"(?:would|['’]d|might|could|may)(?: not| also| then| still| just| perhaps| [a-z]+ly)* be (?:(?:too|very|so"
    rf"|quite|rather|really|more|extremely) )?"
    rf"{_ADJECTIVE} (?:to|for|if (?:we|you|i|they|one) (?:could|had))\b"
)
_IT = spaced(r"\b(?:it|that|this|which|there)(?:['’]s)? $")
_BETTER = spaced(
    r"(?:may|might|could|would)(?: also| well| now| even| perhaps)? be (?:an?|the|one|another) "
    r"(?:(?:much|far|more|most) )?(?:better|good|best|right|ideal|wise|suitable|safer|simple|simpler|quickest|only"
    r"|[a-z]+ suitable) "
    r"(?:[a-z-]+ )?(?:time|way|ways|idea|option|place|approach|choice|recommendation|solution|candidate|start"
    r"|example|fit|use|bet|reason)\b"
)
_DOES_WELL = spaced(
    r"(?:would|['’]d)(?: also| certainly| [a-z]+ly)* (?:do well to|be (?:well advised|wise|better off|smart) (?:to"
    r"|if)?|prefer\b)"
)
# `you might find`, `one could argue`: of anybody, at any time.
_ANYBODY = spaced(r"\b(?:you|one|we all|anyone|people) $")
_OF_ANYBODY = spaced(
    r"(?:may|might|could|would)(?: also| well| even| just| then| reasonably| easily| simply)* (?:perceive|see|think"
    r"|say|argue|want|wanna|wish"
    r"|need|suppose|expect|imagine|ask|call|describe|run|use|find|view|regard|consider|like|guess|assume|conclude"
    r"|have thought)\b"
)
# What only people and bodies decide on: `the bank should wait until 2031`.
_DECIDED = spaced(
    r"(?:should|ought to)(?: not| also| now| therefore| thus| then| still| first| always| never| instead| at least"
    r"| probably| [a-z]+ly)* "
    r"(?:wait|consider|declare|adopt|avoid|resist|refrain|focus|seek|prioriti[sz]e|invest|engage|encourage|promote"
    r"|pursue"
    r"|abandon|embrace|feel free|look (?:at|to|into|for)|think|act|do|work (?:with|on|to|towards?)|set|push|press"
    r"|urge|demand"
    r"|insist|call|try|plan|prepare|hold off|be (?:careful|cautious|prepared|vigilant|mindful|encouraged|required"
    r"|treated|given"
    r"|aware|asked|told|taught|made to|cutting|doing|working|taking|asking|thinking|raising|looking|investing|talking)"
    r"|know|learn|understand|recogni[sz]e|respect|review|assess|evaluate|examine|investigate|monitor|develop|establish"
    r"|create|implement|introduce|address|protect|commit|join|withdraw|refuse|reject|accept|apologi[sz]e|explain"
    r"|clarify"
    r"|publish|share|publici[sz]e|go (?:ahead|further|beyond)|come (?:clean|forward)|get (?:ready|rid|serious|involved)"
    r"|embark|wonder|worry|be (?:no|any) (?:doubt|surprise|question))\b"
)
_NEEDED = spaced(
    r"(?:will|would)(?: also| therefore| then| still| always)* be (?:very |particularly |especially |absolutely "
    r"|more )?(?:crucial|important|essential|vital|critical|imperative|advisable"
    r"|key|wise|prudent|incumbent)(?: (?:to|for|that)\b|,? therefore)"
)
_MUST = spaced(r"(?:will|['’]ll)(?: also| therefore| first| still| then)* (?:have|need) to\b")
_IN_ORDER = spaced(
    r"^(?:(?:and|but|so|thus|indeed),? )?(?:in order |if .{0,20}is )?to (?!date\b|this\b|that\b|the\b|be\b|a\b|an\b"
    r"|my\b|our\b)[a-z]+ [^,;]{3,90}, "
)
_TO_BE_GOOD = spaced(
    r"\b(?:an?|any|every) (?:[a-z-]+ )?(?:successful|effective|viable|credible|good|serious|sound|lasting|durable"
    r"|sustainable|meaningful|realistic|sensible|workable) (?:[a-z-]+ ){1,3}$"
)
# A past that opens the sentence, under which every modal stands: `initially`, `a year ago`.
_LONG_AGO = spaced(
    r"^(?:initially|originally|at first|back then|at the time|in those days|(?:(?:less|more) than |just |only "
    r"|nearly |almost |about |some |barely )*"
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|\d+) (?:years?|months?|weeks?|decades?"
    r"|days?|centuries|century) (?:ago|earlier))\b"
)
_PAST_VERB = spaced(
    r"\b(?:was|were|had|did|said|told|thought|knew|felt|made|took|came|went|saw|began|found|[a-z]{2,}(?:[^e\W]ed"
    r"|(?:agr|fr|guarant|decr)eed))\b"
)
_WOULD = spaced(r"\b(?:would|could|might)\b")
_SOUGHT = spaced(
    r"\b(?:was|were|had|did|[a-z]{2,}(?:[^e\W]ed|(?:agr|decr)eed)|sought|found|saw|went|came|took|made|gave|left"
    r"|built|kept)\b[^;]{0,100}"
    r"\b(?:where|so that|so|until) (?:it|they|he|she|we|i) $"
)
# `it would seem that`, `the rule may appear to be new`.
_SEEMS = spaced(
    r"(?:would|['’]d|may|might|could)(?: not| also| then| thus| therefore| still| at first| well)* (?:seem\b"
    r"|appear (?:to be|that|as)\b)"
)
# What a method or a table lets one do: `these may be further divided`.
_LETS = spaced(
    r"(?:may|might|could)(?: not| also| therefore| thus| then| well| [a-z]+ly){0,2} be (?:[a-z]+ly )?(?:classified"
    r"|compared|evaluated"
    r"|assumed|conjectured|inferred|deduced|described|divided|defined|expressed|represented|computed|calculated"
    r"|derived|grouped"
    r"|termed|labell?ed|regarded|considered|viewed|thought of|treated as|illustrated|traced|summari[sz]ed"
    r"|characteri[sz]ed|interpreted"
    r"|likened|ascribed|categori[sz]ed|subdivided|designated|denoted|formulated|stated|supposed|presumed|argued"
    r"|written as|plotted)\b"
)
# `the effect they will have`, which nobody knows.
_THE_EFFECT = spaced(
    r"\bthe (?:[a-z]+ )?(?:impacts?|effects?|consequences|implications|influence|role|difference|part) (?:that "
    r"|which )?(?:it|they|this|these|we|he|she) $"
)
_HAVE = spaced(r"[\w'’]+ (?:have|play|make)\b")


def unreal(cue: Cue, around: Around) -> Iterator[str]:
    """Each reason why a modal speaks of a case that did not arise, or only judges, advises or says what is needed."""
    word, low = cue.word, around.low
    if cue.rule in ("estimative", "forecast_verb", "risk_noun") and _never_arose(around) and _WOULD.search(low):
        yield UNREAL
    if cue.rule != "modal":
        return
    if word in NARRATED or word.endswith(("'d", "’d")):
        yield from _of_the_past(cue, around)
    if word in GUESSING or word.endswith(("'d", "’d")):
        yield from _of_judgements(cue, around)
    if _THE_EFFECT.search(low, 0, cue.start) and _HAVE.match(low, cue.start):
        yield "a description"
    if word in ("should", "ought to") and not around.has_condition and _DECIDED.match(low, cue.start):
        yield RECOMMENDED
    if word.startswith(("will", "would")) or word.endswith("ll"):
        yield from _of_needs(cue, around)


def _never_arose(around: Around) -> bool:
    """Whether the condition is of a day gone by, and was not met."""
    return around.condition is not None and _PAST_CASE.search(around.condition.text.lower()) is not None


def _of_the_past(cue: Cue, around: Around) -> Iterator[str]:
    low = around.low
    if _never_arose(around):
        yield UNREAL
    if _LONG_AGO.match(low) and _PAST_VERB.search(low, 0, cue.start):
        yield "the future of a past"
    if not around.has_horizon and _SOUGHT.search(low, 0, cue.start):
        yield UNDONE


def _of_judgements(cue: Cue, around: Around) -> Iterator[str]:
    low, place = around.low, cue.start
    place += max(cue.text.rfind("'"), cue.text.rfind("’"), 0)
    if not around.has_horizon and _JUDGED.match(low, place) and (place > cue.start or _IT.search(low, 0, cue.start)):
        yield JUDGED
    if cue.word.startswith("would") and not around.is_anchored and _SEEMS.match(low, place):
        yield JUDGED
    if not around.is_anchored and _LETS.match(low, place):
        yield BETTER
    if _DOES_WELL.match(low, place):
        yield RECOMMENDED
    if not around.has_horizon and _BETTER.match(low, place):
        yield BETTER
    if not around.is_anchored and _OF_ANYBODY.match(low, place) and _ANYBODY.search(low, 0, cue.start):
        yield JUDGED


def _of_needs(cue: Cue, around: Around) -> Iterator[str]:
    low = around.low
    is_needed = _NEEDED.match(low, cue.start) and _IT.search(low, 0, cue.start)
    is_a_must = _MUST.match(low, cue.start) and (
        _IN_ORDER.match(low) or _TO_BE_GOOD.search(low[max(cue.start - 80, 0) : cue.start])
    )
    if is_needed or is_a_must:
        yield RECOMMENDED
