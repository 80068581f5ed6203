"""The forms of a sentence that looks ahead: where its subject stands, and its verb, its amount, or what is to be."""

import re

from outlook.extract.amounts import FIGURE
from outlook.extract.stated import NUMBER

_ADVERBS = (
    r"(?: (?:also|probably|likely|now|still|then|soon|eventually|well|yet|in turn|of course|for now"
    r"|at (?:least|best|first)|(?:almost|very|most|quite|highly) (?:likely|[a-z]{3,}ly)|even|only|therefore|thus|not"
    r"|never|[a-z]{3,}ly))*"
)
_IS = rf"(?:is|are|was|were|remains?|seems?|appears?|looks?|be){_ADVERBS}"
_DEGREE = r"(?:(?:very|highly|extremely|exceptionally|more|less|most|quite|increasingly|almost|virtually|widely) )*"
_NOUN = r"(?:chances?|probability|likelihood|odds|risks?)"
_PUT = rf"^(?:.{{0,60}}? )?(?:puts?|sees?|estimates?|assess(?:es)?|judges?|rates?|reckons?) (?:the|its) {_NOUN}"
_NOW = rf" (?:is|are|stands? at|remains? at)\b.{{0,30}}?{NUMBER}$"
_OUR = r"(?:[Oo]ur|[Mm]y)(?: (?:own|latest|current|new|revised|updated|central|median|best|main|base))*"
_WE = (
    r"(?:(?:[Ww]e|[Ii]|[Tt]hey|[Tt]he [a-z]+|[A-Z][a-z]+) (?:(?:still|now|also|continue to|do|does) )?"
    r"(?:(?:are|is) (?:now )?)?(?:expect(?:s|ing)?|anticipat(?:es?|ing)|forecast(?:s|ing)?|foresees?|predict(?:s|ing)?"
    r"|project(?:s|ing)?) )"
)
# What a noun of change says as a verb, and an adjective beside it as an adverb.
CHANGES = dict.fromkeys(("rise", "increase", "fall", "decline", "decrease", "drop", "rebound", "slump"), "") | {
    "growth": "grow",
    "slowdown": "slow",
    "recovery": "recover",
    "improvement": "improve",
    "expansion": "expand",
    "contraction": "contract",
    "reduction": "fall",
    "deterioration": "worsen",
}
_HOW = (
    "further",
    "slight",
    "sharp",
    "modest",
    "significant",
    "gradual",
    "steady",
    "moderate",
    "strong",
    "marked",
    "small",
)
DOING = {
    "growing": "grow", "rising": "rise", "falling": "fall", "averaging": "average", "reaching": "reach",
    "slowing": "slow", "declining": "decline", "dropping": "drop", "increasing": "increase", "shrinking": "shrink",
    "climbing": "climb", "expanding": "expand", "contracting": "contract", "easing": "ease", "remaining": "remain",
    "staying": "stay", "weakening": "weaken", "strengthening": "strengthen", "narrowing": "narrow",
    "widening": "widen", "hitting": "hit", "exceeding": "exceed", "continuing": "continue", "becoming": "become",
    "slipping": "slip", "returning": "return", "improving": "improve", "doubling": "double", "recovering": "recover",
    "worsening": "worsen", "moderating": "moderate", "accelerating": "accelerate", "stabilising": "stabilise",
}  # fmt: skip
_WE_SEE = (
    r"(?:[Ww]e|[Ii]|[Tt]hey|[Tt]he [a-z]+|[A-Z][a-z]+) (?:(?:still|now|also|continue to) )?"
    r"(?:sees?|expects?|anticipates?|forecasts?|foresees?|predicts?|projects?|envisages?) "
)
_SEEN = (
    r"(?:[Yy]ou|[Ww]e|[Oo]ne|[Rr]eaders|[Ii]nvestors)"
    r"(?:[’']ll| (?:will|may|might|could|won[’']t)| (?:can expect|are likely|are unlikely|are going) to)"
    rf"{_ADVERBS} see"
)
_MANY = r"(?!an? )(?:[a-z’'-]+ ){0,5}?[a-z’'-]+(?<!s)s"
_DOES = (
    "rise|fall|grow|decline|increase|drop|slow|reach|hit|come|go|become|continue|improve|begin|start|return|take|make|get"
    "|remain|stay|climb|shrink|ease|double|move|recover|widen|narrow|spread|leave|close|open|lose|win|join"
)
# What an adverb says of how sure, or when, and not of what happens.
_SURE = """
likely unlikely probably possibly certainly surely presumably apparently seemingly evidently clearly obviously
undoubtedly definitely reportedly allegedly supposedly conceivably potentially theoretically hypothetically plausibly
arguably inevitably invariably eventually ultimately finally currently recently shortly initially subsequently
consequently accordingly additionally similarly really actually basically frankly hopefully naturally unsurprisingly
realistically early thankfully luckily admittedly conversely
"""
_OF_THE_CLAIM = frozenset(_SURE.split())
_DEGREES = frozenset(("almost", "very", "most", "quite", "highly"))
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
            rf"^(?P<subject>(?:[^ ,]+ ){{0,6}}?[^ ,]+) (?P<doing>(?:{'|'.join(DOING)})\b.*?) {_IS}"
            rf" {_DEGREE}(?:possible|likely|unlikely|probable)$"
        ),
        (
            rf"^(?P<thing>.{{3,90}}?) (?:(?:will|would|may|might|could|should|can){_ADVERBS} )?"
            rf"(?:become|becomes|grow|grows|seem|look|appear|be|remain){_ADVERBS} {_DEGREE}(?:possible|likely|unlikely"
            r"|probable|inevitable|certain)(?: again)?$"
        ),
        (
            rf"^(?P<thing>.{{3,90}}?) (?:(?:cannot|can not|can[’']t|could not) (?:yet |entirely )?be (?:ruled out"
            rf"|excluded|discounted)|(?:{_IS} to|can) be expected"
            rf"|{_IS} {_DEGREE}(?:possible|likely(?: than not)?|unlikely"
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
        # `A lockout is a real possibility`, `a decision is due`.
        (
            rf"^(?P<thing>(?!(?:[Ii]t|[Tt]here|[Tt]his|[Tt]hat)\b)[^,]{{3,90}}?) {_IS}"
            r" (?:an? (?:[a-z]+ )?(?:possibility|prospect|risk|danger|threat)|on the cards|all but certain"
            r"|(?:hardly |barely )?(?:conceivable|imaginable)"
            r"|not out of the question|(?:due|planned|scheduled|pencilled in)(?: for| in| on)?)$"
        ),
        # `Fog is likely over the strait`.
        (
            rf"^(?P<thing>(?!(?:[Ii]t|[Tt]here|[Tt]his)\b).{{3,60}}?) {_IS} {_DEGREE}"
            r"(?:possible|likely|unlikely|probable|expected)"
            r"(?P<where> (?:over|in|on|at|along|across|near|around|through|off|between) .+)$"
        ),
        r"^(?:it is|it[’']s|it seems|there (?:is|are)) .*?\bthat (?P<rest>.+)$",
        rf"^(?:.{{0,40}}? )?{_SEEN} (?P<subject>{_MANY}) (?P<verb>(?:{_DOES})\b.*)$",
        rf"^(?:.{{0,40}}? )?{_SEEN} (?P<thing>.+)$",
        (
            r"^[Tt]here(?:[’']s|[’']ll| (?:is|are|will|would|may|might|could|should|won[’']t))"
            rf"{_ADVERBS}(?: (?:likely|unlikely|expected|set|bound|going|due|projected|forecast|certain|sure) to)?"
            r" be (?P<thing>.+)$"
        ),
        (
            rf"^(?P<subject>.{{2,140}}?) {_IS} (?:seen|expected|forecast|projected|estimated)"
            r" (?P<way>up|down|higher|lower)(?: by)? (?P<much>(?:about |around |some |nearly )?[$€£]?\d.*)$"
        ),
        (rf"^{_WE_SEE}(?P<subject>(?![a-z]+ing\b)(?:(?! to )[^,]){{3,100}}?) (?P<doing>(?:{'|'.join(DOING)})\b.*)$"),
        (
            rf"^(?P<subject>.{{2,100}}?) {_IS} (?:seen|expected|forecast|projected)"
            rf" (?P<doing>(?:{'|'.join(DOING)})\b.*)$"
        ),
        (
            rf"^{_WE}?(?:[Aa]n?|[Ss]ome|[Tt]he)?(?: ?(?P<how>{'|'.join(_HOW)}))? ?(?P<change>{'|'.join(CHANGES)})"
            r" (?:in|of) (?P<subject>(?!\d|about|around|some \d|up to|at).{2,90})$"
        ),
        rf"^{_WE}?(?:[Ww]e will see|[Tt]o see|that we will see) (?P<thing>.+)$",
        rf"^{_WE}(?P<amount>{FIGURE}.{{1,40}}?) (?:of|in) (?P<subject>(?!\d)[a-z].{{2,80}})$",
        # Before *forecasts X to Y*, which would read *forecast at 2.1 to 2.7%* so.
        rf"^(?P<subject>.{{2,140}}?) {_IS} (?:forecast|projected|expected|seen|put|estimated) at (?P<amount>.+)$",
        # `The ferry has lost passengers but will recover`: the subject is said once for both.
        (
            r"^(?P<subject>(?:[^ ,;]+ ){0,7}[^ ,;]+) (?:has|have|is|are|was|were) (?!to\b)[^,;]{2,100},?"
            r" (?:but|and|yet)"
            rf" (?:(?:will|would|may|might|could|should){_ADVERBS}"
            rf"|{_IS} {_DEGREE}(?:likely|unlikely|expected|set|due) to) (?P<verb>[a-z].+)$"
        ),
        (
            rf"^(?P<subject>.{{2,140}}?) {_IS} {_DEGREE}(?:likely(?: than not)?|unlikely|expected|projected|forecast"
            r"|anticipated"
            rf"|predicted|set|poised|due|certain|sure|bound|slated"
            r"|scheduled|planned|on track|on course|about|going|favou?red|estimated|thought|seen|destined"
            r"|liable) to (?P<verb>.+)$"
        ),
        r"^(?P<subject>.{2,140}?) (?:is|are) to (?P<verb>[a-z]{2,}\b.*)$",
        (
            rf"^(?P<subject>.{{2,140}}?) (?:will|would|may|might|could|should|can){_ADVERBS} be"
            r" (?:expected|likely|unlikely|set|forecast|bound|due) to (?P<verb>.+)$"
        ),
        (
            r"^(?P<subject>.{2,140}?) (?:will|would|may|might|could|shall|should|won[’']t)"
            rf"(?P<manner>{_ADVERBS}) (?P<verb>[a-z].+)$"
        ),
        (
            r"^(?:.{0,60}? )?(?:expects?|anticipates?|forecasts?|predicts?|projects?|sees?"
            r"|expecting) (?P<subject>(?![a-z]+ing\b).{3,100}?) to (?P<verb>.+)$"
        ),
        r"^(?P<subject>.{2,100}?) (?:risks|threatens to|stands to) (?P<verb>[a-z]+(?<!ing)\b.+)$",
        (
            r"^(?:(?:.{0,60}? )?(?:expects?|anticipates?|forecasts?|predicts?|projects?) )?(?P<article>[Aa]n? )?"
            rf"(?P<subject>[A-Za-z][a-z-]*(?: [a-z-]+){{0,3}}) of (?P<amount>{FIGURE}.*)$"
        ),
        # A headline has no *is*: `Rents set to rise`.
        (
            r"^(?P<subject>[^,;]{2,90}?) (?:set|poised|due|bound|sure|certain|expected|tipped|forecast|seen|likely"
            r"|unlikely) to (?P<verb>[a-z].+)$"
        ),
        (
            rf"^{_WE}?(?P<thing>(?:[Aa]n?|[Ss]ome|[Mm]ore|[Ff]urther|[Aa]nother)"
            r" (?!.* to )(?!.*\b(?:will|would|may|might|could|should|can|is|are|has|have)\b)[^,]{3,80})$"
        ),
    )
)


def verb_of(found: dict[str, str | None]) -> str | None:
    """The verb of a form that has it as a noun (*a sharp rise*), or as *seen rising*; None for one that has neither."""
    if way := found.get("way"):
        return f"{'rise' if way in ('up', 'higher') else 'fall'} by {found['much']}"
    if doing := found.get("doing"):
        first, _, rest = doing.partition(" ")
        return f"{DOING[first]} {rest}".strip()
    if change := found.get("change"):
        verb, how = CHANGES[change] or change, found.get("how") or ""
        adverb = how if how in ("further", "") else f"{how.removesuffix('y')}ily" if how.endswith("y") else f"{how}ly"
        return f"{verb} {adverb}".strip()
    return None


def manner(adverbs: str) -> str:
    """What adverbs before a verb say of what happens, and not of how sure it is, with a blank behind it.

    >>> manner(" very likely sharply"), manner(" almost certainly"), manner(" only")
    ('sharply ', '', 'only ')
    """
    kept: list[str] = []
    is_kept = False
    for word in reversed(adverbs.split()):
        is_of_the_verb = word == "only" or (word.endswith("ly") and word not in _OF_THE_CLAIM)
        is_kept = is_kept if word in _DEGREES else is_of_the_verb
        kept = [word, *kept] if is_kept else kept
    return "".join(f"{word} " for word in kept)
