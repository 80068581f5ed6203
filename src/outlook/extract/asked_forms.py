"""The forms of a sentence that looks ahead: where its subject stands, and its verb, its amount, or what is to be."""

import re

from outlook.extract.amounts import FIGURE
from outlook.extract.stated import NUMBER

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
_OUR = r"(?:[Oo]ur|[Mm]y)(?: (?:own|latest|current|new|revised|updated|central|median|best|main|base))*"
FORMS = tuple(
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
            rf"|excluded|discounted)|{_IS} {_DEGREE}(?:possible|likely(?: than not)?|unlikely"
            rf"|(?:im)?probable|expected|forecast|certain|inevitable|favou?red)(?: {_DEGREE}(?:again|there))?)$"
        ),
        # The forecast itself is the subject: `our central estimate of growth is 2%`, `we expect prices of $40`.
        (
            rf"^(?:[Tt]he|[Ii]ts|{_OUR}) (?:forecasts?|estimates?|projections?) (?:for|of)"
            rf" (?P<subject>(?!\d).{{2,100}}?) {_IS} (?:at )?(?P<amount>{FIGURE}.*)$"
        ),
        rf"^{_OUR} (?:case|scenario|forecast|expectation|view|estimate|judge?ment) (?:is|remains) that (?P<rest>.+)$",
        (
            r"^.{2,120}? (?:sees?|gives?|puts?|assigns?) (?:only |just |still )?(?:an? )?.{2,40}?"
            r"\b(?:chance|probability|likelihood) (?:of (?P<thing>.+)|that (?P<rest>.+))$"
        ),
        r"^(?:it is|it[’']s|it seems|there (?:is|are)) .*?\bthat (?P<rest>.+)$",
        # Before *forecasts X to Y*, which would read *forecast at 2.1 to 2.7%* so.
        rf"^(?P<subject>.{{2,140}}?) {_IS} (?:forecast|projected|expected|seen|put|estimated) at (?P<amount>.+)$",
        (
            rf"^(?P<subject>.{{2,140}}?) {_IS} {_DEGREE}(?:likely(?: than not)?|unlikely|expected|projected|forecast"
            r"|anticipated"
            rf"|predicted|set|poised|due|certain|sure|bound|slated"
            r"|scheduled|planned|on track|on course|about|going|favou?red|estimated|thought|seen|destined"
            r"|liable) to (?P<verb>.+)$"
        ),
        r"^(?P<subject>.{2,140}?) (?:is|are) to (?P<verb>[a-z]{2,}\b.*)$",
        rf"^(?P<subject>.{{2,140}}?) (?:will|would|may|might|could|shall|should|won[’']t){_ADVERBS} (?P<verb>[a-z].+)$",
        (
            r"^(?:.{0,60}? )?(?:expects?|anticipates?|forecasts?|predicts?|projects?|sees?"
            r"|expecting) (?P<subject>(?![a-z]+ing\b).{3,100}?) to (?P<verb>.+)$"
        ),
        r"^(?P<subject>.{2,100}?) (?:risks|threatens to|stands to) (?P<verb>[a-z]+(?<!ing)\b.+)$",
        (
            r"^(?:(?:.{0,60}? )?(?:expects?|anticipates?|forecasts?|predicts?|projects?) )?(?P<article>[Aa]n? )?"
            rf"(?P<subject>[A-Za-z][a-z-]*(?: [a-z-]+){{0,3}}) of (?P<amount>{FIGURE}.*)$"
        ),
    )
)
