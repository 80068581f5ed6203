"""Words that look ahead elsewhere, and here are nouns or stand before one: `new projects`, `likely voters`.

An estimative word right before its noun says what is so already, but for an outcome, a result and their kin. Behind a
verb of the mind in the present it says what somebody thinks today: `they likely hope to win`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.extract.firm import ALREADY, NAMED, NOUN
from outlook.extract.span import spaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.extract.around import Around
    from outlook.extract.span import Cue

# `The bank projects growth of 2%`; anything else that stands behind the word makes a noun of it.
_PROJECTED = spaced(
    r"\s+(?:that|an?|the|its|no|another|only|further|(?:about |around |nearly |over |under )?[$€£]?\d[\d.,]*"
    r"|(?:[a-z-]+ ){0,3}?"
    r"(?:growth|inflation|sales|revenues?|earnings|profits?|losses|output|demand|supply|prices|gdp|production|exports"
    r"|imports|deficits?|surplus(?:es)?|spending|costs|enrol(?:l)?ment|rainfall|temperatures|unemployment|consumption"
    r"|inventories|stocks|yields?))\b"
)
_OF_PROJECTS = spaced(
    r"(?:\b(?:of|and|or|for|on|in|with|to|by|from|such|these|those|some|many|all|most|new|other|several|few|more|two"
    r"|three"
    r"|four|five|big|major|large|small|different|future|current|capital|key|various|any|our|your|my|his|her|their|its"
    r"|the|what|which|how many|[a-z]+(?:al|led|ive|ous|ble|ing|ed|ic|ary|ent))|\d) $"
)
# `risks losing the port`, `risks the deal falling apart`; not `risk management using`, `the risks by building`.
_OF_A_VERB = spaced(r"risks? (?:(?:the|an?|its|their|his|her|our|any|more|further|another|yet) (?:[a-z]+ )?)?[a-z]+ing")
_NO_ACT = spaced(
    r"risks? (?:[a-z]+ )?(?:associated|by|with|from|when|while|without|after|before|for|than|due|posed|involved"
    r"|described|of|in|at"
    r"|during|through|under|on|over|because|about|against|management|assessments?|factors?|premiums?|levels?"
    r"|analys[ei]s"
    r"|profiles?|models?|reduction|score|[a-z]+ly) "
)
_RISKS = spaced(
    r"\b(?:the|these|those|this|an?|no|any|all|some|many|most|of|and|or|at|from|for|about|on|high|higher|low|lower"
    r"|more|less"
    r"|real|such|other|new|key|great|greater|serious|considerable|operational|financial|potential|additional"
    r"|material) $"
)
# What stands right before an estimative word that belongs to a noun.
_DETERMINED = spaced(
    r"\b(?:of|the|an?|and|or|by|with|among|for|as|on|in|from|into|about|over|their|its|our|his|her|my|any|all|some"
    r"|these|those|only|no|two"
    r"|confirmed|suspected|several|many|most|pending|find|found|identify|given|including|includes?|were|reported|new) "
    r"(?:(?:very|most|more|less|highly) )?$"
)
_MORE = spaced(r"\b(?:more|less|most) and (?:more|less|most) $")
_FOLLOWED = spaced(
    r"\s+(?!(?:to|that|in|by|before|within|over|this|next|at|if|unless|as|given|on|from|through|until|across|around"
    r"|about"
    r"|along|above|below|near|inland|again|later|soon|after|during|late|early|today|tomorrow|tonight|so|while"
    r"|between|beyond"
    r"|because|since|throughout|under|north|south|east|west|[a-z]+day|[a-z]+wards?|outcomes?"
    r"|results?|scenarios?|paths?|courses?|winners?|candidates?|effects?|impacts?|consequences?|case|but|and|or|for"
    r"|when|once"
    r"|with|it|he|she|they|we|there|not|than|increases?|decreases?|rises?|falls?|declines?|future|successors?|return"
    r"|closures?|date|trajectory|developments?|changes?|loss(?:es)?|growth|timing|be|will|would)\b)[a-z]+|\s+(?:and"
    r"|or) (?:suspected|confirmed|possible)\b"
)
_WILL = spaced(r"\b(?:will|would|won['’]t|may|might|could)\b|['’]ll\b")
_MINDS = spaced(
    r"\s+(?:also |still |now |already )?(?:hope|seek|intend|want|aim|plan|believe|know|view|see|consider|think|fear"
    r"|feel|understand|assess"
    r"|calculate|prefer|perceive|judge|regard|rel|reflect|indicate|signal|stem|explain|contain|include|use|try|support"
    r"|own|possess|conduct|coordinate|attempt|remember|recogni[sz]e|count|prepar|us|seek|try|work|operat|act|look"
    r")(?:s|es|ies|ing)\b|\s+(?:has|is|are|does)\b"
)
# `the data suggest that the dose is likely to be low`.
_SHOWN = spaced(
    r"\b(?:suggest|indicate|show|impl(?:y|ie)|reveal|demonstrate)(?:s|ed)?\b[^;]{0,120}\b(?:is|are|was"
    r"|were) (?:[a-z]+ly |very |most |more |less |not )?$"
)
_BEING = spaced(r"\s+to (?:be|have|contain|reflect|represent|involve|include|underestimate|overestimate)\b")
# What is said of an outlook, and the outlook that only is talked about.
_TALKED = spaced(
    r"\b(?:than|given|above|below|cover|discuss|provide|providing|give|giving|share|review|present|revisit|go over"
    r"|walk (?:you )?through|turn(?:ing)? to"
    r"|move to|mov(?:e|ing) (?:on )?to|speak(?:ing)? (?:to|about)|talk(?:ing)? (?:to|about)|into|color on|colour on"
    r"|details? on"
    r"|comments? on|discussion of|update on|look at|transition to|transition from [^,;.]{2,40} to|publish(?:es|ed)?"
    r"|release[sd]?)\s"
    r"(?:(?:the|our|its|their|an?|this|that|your|my|some)\s)?(?:[\w’'-]+\s){0,3}$"
)
_GIVEN = spaced(
    r"\b(?:given|in view of|in the face of|in light of|because of|due to) (?:the |these |such |its |our "
    r"|their )?(?:[a-z]+ )?$"
)
_ITS_NOUN = spaced(
    r"\s+(?:scenario|period|report|statement|section|call|slide|update|document|publication|page|presentation"
    r"|event)s?\b"
)
NEAR = 160
_OUTLOOK_IS = spaced(
    r"\s+(?:(?:for|in|on|over|of) [^,;.]{2,60} )?(?:is|are|remains?|looks?|depends?|has|calls|hinges)\b"
)


def beside_nouns(cue: Cue, around: Around) -> Iterator[str]:
    """Each reason why a word is a noun here, or says of a noun what it is."""
    if of_rule := _OF_RULES.get(cue.rule):
        yield from of_rule(cue, around)


def _of_forecasts(cue: Cue, around: Around) -> Iterator[str]:
    if cue.word == "projects":
        low = around.low
        is_verb = _PROJECTED.match(low, cue.end) and not _OF_PROJECTS.search(low[max(cue.start - NEAR, 0) : cue.start])
        if not is_verb or cue.start == 0:
            yield NOUN


def _of_risks(cue: Cue, around: Around) -> Iterator[str]:
    word = cue.word
    if not word.startswith("risk"):
        return
    before = around.low[max(cue.start - NEAR, 0) : cue.start]
    if _NO_ACT.match(word) or (_RISKS.search(before) and _OF_A_VERB.match(word)):
        yield NOUN


def _of_estimates(cue: Cue, around: Around) -> Iterator[str]:
    word, low = cue.word, around.low
    if not word.endswith(("likely", "probable")):
        return
    before = low[max(cue.start - NEAR, 0) : cue.start]
    if (
        _DETERMINED.search(before)
        and not _MORE.search(before)
        and _FOLLOWED.match(low, cue.end)
        and not _WILL.search(before)
    ):
        yield ALREADY
    if word.endswith("likely") and _MINDS.match(low, cue.end) and not _WILL.search(before):
        yield ALREADY
    if not around.is_anchored and _BEING.match(low, cue.end) and _SHOWN.search(before):
        yield ALREADY


def _of_nouns(cue: Cue, around: Around) -> Iterator[str]:
    low = around.low
    before = low[max(cue.start - NEAR, 0) : cue.start]
    if _GIVEN.search(before):
        yield NAMED
    if cue.word != "outlook":
        return
    if _ITS_NOUN.match(low, cue.end) or (_TALKED.search(before) and not _OUTLOOK_IS.match(low, cue.end)):
        yield NAMED


_OF_RULES = {
    "forecast_verb": _of_forecasts,
    "risk_verb": _of_risks,
    "estimative": _of_estimates,
    "risk_noun": _of_nouns,
}
