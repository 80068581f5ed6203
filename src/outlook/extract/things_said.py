"""What is no speaker although a verb of saying stands beside it: figures, models, polls, the author."""

import re

# Of whom no claim is: what was counted, computed or drawn, and not what somebody wrote.
THING = re.compile(
    r"projections?|forecasts|models?|modelling|modeling|simulations?|estimates?|figures|data|statistics|results"
    r"|findings"
    r"|surveys?|polls?|tall(?:y|ies)|counts?|indicators?|indices|index|indexes|curves?|futures|swaps|options"
    r"|markets?|trends?"
    r"|evidence|prices|odds|research|analyses|experiments?|observations?|trials?|tests?|scenarios?|signs?|signals?"
    r"|images?|imagery|calculations?|numbers|charts?|tables?|maps?|studies|records|measurements?|readings|samples"
    r"|literature|arithmetic|maths?|math|sums|theory|theories|logic|history|legend|tradition|facts?|factors?"
    r"|conditions|developments?|events?|sectors?|documents?|agreements?|investments?|payments?|instruments?|orders?"
    r"|waters?|rivers?|winters?|centers?|numbers?|papers|letters|chapters?|matters?|measures?|weather|climate|versions?"
    r"|returns|reports|accounts|rumou?rs|experience|sense|wisdom|instinct|everything|nothing|something|anything|things?"
    r"|agreement|plans?|polic(?:y|ies)|guidelines?|amendments?|requirements?|assessments|algorithms?|systems?|sensors?"
    r"|software|apps?|parameters?|variables?|equations?|computers?|thermometers?|meters?|monitors?|motors?|engines?"
    r"|others?’|answers|matters|investors’|assumptions?|scenarios|patterns?|levels?|rates?|graphs?|benchmarks?"
    r"|baselines?"
)
# And an author of the document who writes of themselves.
_AUTHOR = re.compile(r"(?:(?:the|this|these) (?:present )?(?:authors?|writers?|reviewers?|undersigned))", re.IGNORECASE)
# And what the document calls itself.
_OWN_PAPER = re.compile(
    r"(?:this|the present) (?:[a-z]+ )?(?:report|study|paper|note|article|chapter|brief|briefing|analysis"
    r"|assessment|review"
    r"|survey|document|outlook|column|post)|who(?:m)?ever",
    re.IGNORECASE,
)
_THINKS = re.compile(
    r"believes?|thinks?|expects?|considers?.*|feels?|hopes?|estimates?|anticipates?|judges?|recommends?|assumes?"
    r"|predicts?|is .*|are .*|doubts?|suspects?|suggests?|concludes?|acknowledges?|reckons?|projects?"
)
# Of people and of things alike: a report of these needs somebody.
_OF_THINGS = re.compile(r"\s(?:of|from|by|in|on|for|at|to|with|based|[a-z]{3,}ed)\s")
_OWNED = re.compile(r"(?:[’']s|(?<=s)[’'])\s")
LONG = 3  # letters; of shorter ones are the words within a name


def head_of(phrase: str) -> str:
    """The noun of a phrase, in lower case, without what stands behind it: *models* of `the Fund’s models of prices`."""
    owned = _OWNED.split(phrase)[-1]
    words = _OF_THINGS.split(f"{owned} ", maxsplit=1)[0].split(",")[0].split()
    return words[-1].lower().strip("“”\"’'().,").removesuffix("’s").removesuffix("'s") if words else ""


def is_thing_said(phrase: str) -> bool:
    """Whether the noun of the phrase is none that speaks; a name of several words is one of a body.

    >>> is_thing_said("Projections"), is_thing_said("the models of the Fund"), is_thing_said("Bank Research")
    (True, True, False)
    """
    words = phrase.split()
    if len(words) > 1 and words[-1][:1].isupper() and all(one[:1].isupper() for one in words if len(one) > LONG):
        return False
    return THING.fullmatch(head_of(phrase)) is not None


def is_author(phrase: str, verb: str) -> bool:
    """Whether somebody may well write of themselves: `the author believes`. Whoever is read by another *writes*."""
    if _OWN_PAPER.fullmatch(phrase):
        return True
    if phrase.lower().startswith(("this ", "these ", "the present ", "the undersigned")):
        return _AUTHOR.fullmatch(phrase) is not None
    return _AUTHOR.fullmatch(phrase) is not None and _THINKS.fullmatch(verb) is not None
