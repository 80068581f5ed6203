"""The amount that a report forecasts, its unit, and the question for it."""

import re

CURRENCY = r"(?:[$€£¥]|\b(?:EUR|USD|GBP|CHF|JPY|CNY|PLN|CZK|HUF|RON|SEK|NOK|DKK|UAH|TRY|RUB|INR)\b)"
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?[¼½¾⅓⅔⅛⅜⅝⅞]?|(?<!\d)[¼½¾⅓⅔])"
_TO = r"(?: to | and | or |[-–])"
_PER = (
    r"(?: ?/ ?[A-Za-z]{1,12}\b| (?:per|an?) (?:second|minute|hour|day|night|week|fortnight|month|quarter|year"
    r"|head|capita|barrel|tonne|ton|ounce|bushel|gallon|litre|share|MWh|kWh|therm|kilo)\b)?"
)
_PERCENT = r" ?(?:%|per ?cent(?:age)?)(?: points?)?"
_MAGNITUDE = r"(?:million|billion|trillion|thousand|bn|m)\b"
_COUNTED = (
    r"(?:°C|[KMGT]?Wh?\b|km²?\b|ha\b|t/ha|[cm]m\b|people\b|children\b|(?:basis )?points?\b|barrels?(?: a day)?"
    r"|(?:[a-z-]+ ){0,2}?(?!(?:days|weeks|months|years|hours|minutes|times|this|is|was|has|as|its|less"
    r"|across|levels|plus|versus|always)\b)[a-z]{2,}s\b)"
    rf"{_PER}"
)
AMOUNT = re.compile(
    rf"{CURRENCY} ?{_NUMBER}(?: ?{_MAGNITUDE})?(?:{_TO}{CURRENCY}? ?{_NUMBER})?(?: ?{_MAGNITUDE})?{_PER}"
    rf"|(?<!/)\b{_NUMBER}(?:{_PERCENT})?(?:{_TO}{_NUMBER})?{_PERCENT}"
    rf"|\b(?!(?:19|20)\d\d to ){_NUMBER}(?:{_TO}{_NUMBER})? ?(?:{_MAGNITUDE} ?)?{_COUNTED}"
    rf"|\b(?!(?:19|20)\d\d to ){_NUMBER}(?:{_TO}{_NUMBER})? (?:million|billion|trillion|bn)\b"
)
_ENDS = (
    rf"(?:{CURRENCY} ?)?{_NUMBER}(?:{_PERCENT})?(?:{_TO}(?:{CURRENCY} ?)?{_NUMBER})(?: ?{_MAGNITUDE})?"
    rf"(?:{_PERCENT}|{_PER})?"
)
_SPREAD = re.compile(
    rf"\b(?:range|interval|band|spread) (?:of|from|is|at) (?:between )?({_ENDS})|\((?:between |range:? )?({_ENDS})\)"
    r"|\b((?:give or take|plus or minus)(?: (?:\d[\d.]*%?|[a-z%-]+)){1,4}?)(?=[,.;)]|$)|(± ?\d[\d.]*(?: ?%)?)"
)
_COUNTED_SUBJECT = re.compile(
    rf"(?:(?:about|around|roughly|some|between) )?(?P<amount>{_NUMBER}(?:{_TO}{_NUMBER})?(?: {_MAGNITUDE})?)"
    r" (?P<what>(?:[a-z-]+ ){0,3}(?:people|children|[a-z]+s))",
    re.IGNORECASE,
)
_SAID_TO_BE = re.compile(r"(?:estimate|forecast|projection|case)s?$")
_IS = re.compile(r" (?:is|are|remains?|stands at|is now|is still|is for)(?: (?:about|around|roughly|some))? ")
# Before these amounts the event is that a threshold is crossed.
_THRESHOLD = re.compile(
    r"\b(?:more|less|fewer|greater|higher|lower|better|worse) than (?:half )?(?:an? )?$|\b(?:at least"
    r"|at most|over|above|below|under|beyond|(?<!edge )(?<!go )(?<!pick )(?<!rise )up to|no more than"
    r"|as many as"
    r"|as much as|within|past)\s*$|\b(?:exceed|surpass|top|clear|breach|pass|cross)(?:s|ed|ing)?\s*$"
)
_PAST_AMOUNT = re.compile(r"\b(?:(?<!range )(?<!ranging )from|against|compared with|than)\s*$")
_LEVEL = re.compile(
    r"\b(?:to|at|of|be|average|averaging|reach|hit|total|remain|stay|near|around|about|between|roughly|some)\s*$"
)

_LEVEL_VERBS = ("be", "range", "reach", "average", "hit", "total", "remain", "stay", "stand")
_VERB_OF_CHANGE = re.compile(
    r"^(?:continue to )?(?:(?:[a-z]+ly|further|only) )*"
    r"(?:move (?:up|down)|come down|go (?:up|down)|rise|fall|grow|drop|decline|increase|decrease|shrink|expand"
    r"|contract|climb|slow|ease|widen"
    r"|narrow|gain|lose|edge|slip)\b"
)
# Between a verb and the amount that it comes to: `be at about`, `fall back to an average of`, `rise from 3% to`.
_COMES_TO = re.compile(
    r"(?:,? (?:[a-z]+ly|further|again|back|slightly|well|by|to|at|of|about|around|roughly|between|near|just"
    r"|only|some|over|close to|nearly|even|faster|lower|higher|more|up|down|as (?:low|high|much|many|little|few) as"
    r"|on average|averaging|reaching|in the (?:range|region) of"
    r"|worth|an?|another|average"
    r"|annual(?:ised)? rate|total|rate|record|from .{1,60}? to|and|most likely|[$€£]?\d[\d.,]*(?: ?%)?|[+−-]))*+",
)
_VERB_OF_LEVEL = re.compile(r"(?:be|remain|stay|stand|reach|hit|average|total)\b")
_TO_A_LEVEL = re.compile(r"\b(?:to|at|averaging|reaching|around|near)\b")
_OF_A_NOUN = re.compile(
    r"\b(?:totall?ing|worth|valued at|costing|amounting to)(?: (?:about|around|nearly|some|over))?$"
)
FIGURE = rf"(?:(?:about|around|roughly|some|between) )?(?:{CURRENCY} ?)?\d"


# Behind an amount, what it is a share of or for: `16% of all demand`, `$100 toward the fare`.
_FOR_WHAT = re.compile(r" (of|for|towards?) (?!which\b|a\b|more\b)[A-Za-z][^,;.\d]{2,50}$")
_OF_WHAT = re.compile(r" from an? ([a-z]+(?: [a-z]+)?) of ")  # `to grow from a population of 2 million to`
_A_YEAR = re.compile(r"\d ?(?:%|per ?cent) (?:a year|per year|annually|yearly|per annum|each year)\b")
_HANGING = re.compile(
    r"\b(?:and|or|in|into|with|on|(?<!range )(?<!ranging )from)(?: (?:about|around|roughly|some|nearly))?$"
)
_AVERAGES = re.compile(r" and (average|total)$")


def amount_of(verb: str) -> str | None:
    """The amount that is forecast, and no threshold, no chance and no figure of the past."""
    found = [match for match in AMOUNT.finditer(verb) if not _PAST_AMOUNT.search(verb[: match.start()])]
    levels = [match for match in found if _LEVEL.search(verb[: match.start()])] or found
    if not levels or _THRESHOLD.search(verb[: levels[-1].start()]):
        return None
    return levels[-1][0]


def counted_in(subject: str) -> tuple[str, str] | None:
    """The amount that a subject says of how many it speaks, and of what; None where it is a threshold, or none.

    >>> counted_in("about 340,000 people"), counted_in("at least 40 ships")
    (('340,000 people', 'people'), None)
    """
    match = _COUNTED_SUBJECT.fullmatch(subject)
    return (f"{match['amount']} {match['what']}", match["what"]) if match else None


def spread_of(plain: str) -> str | None:
    """The range that a report gives beside the amount, in its words; None where it gives none.

    >>> spread_of("It is 78 per cent, with a range of 74 to 83 per cent."), spread_of("76%, give or take two points")
    ('74 to 83 per cent', 'give or take two points')
    """
    match = _SPREAD.search(plain)
    return next(filter(None, match.groups())).strip() if match else None


def said_to_be(plain: str, hedge: str | None) -> str | None:
    """The amount that a sentence calls its estimate, forecast or case, where it does not say of what.

    >>> said_to_be("We differ: our central estimate is 78 per cent.", "our central estimate")
    '78 per cent'
    """
    place = plain.lower().find(hedge.lower()) if hedge and _SAID_TO_BE.search(hedge.lower()) else -1
    match = AMOUNT.search(plain, place) if place >= 0 else None
    is_it = match and _IS.fullmatch(plain[place + len(hedge or "") : match.start()])
    return match[0] if match and is_it else None


def is_reached(verb: str, amount: str) -> bool:
    """Whether a level or a change comes to the amount; another verb may speak of it in any way.

    >>> is_reached("fall back to 2%", "2%"), is_reached("grow close to the mean rate of 2%", "2%")
    (True, False)
    >>> is_reached("be at risk at 2 metres", "2 metres"), is_reached("close 40 mines", "40 mines")
    (False, True)
    >>> is_reached("deliver a package totalling $2 billion", "$2 billion")
    False
    """
    before = verb[: verb.rfind(amount)].rstrip()
    match = _VERB_OF_CHANGE.match(verb) or _VERB_OF_LEVEL.match(verb)
    if match is None:
        return _OF_A_NOUN.search(before) is None
    return _COMES_TO.fullmatch(before[match.end() :]) is not None


def is_in_passing(verb: str, amount: str) -> bool:
    """Whether an amount only ends what happens, so that no question can be put for it.

    >>> is_in_passing("shut both mills and 70% of routes", "70%"), is_in_passing("account for 16%", "16%")
    (True, False)
    """
    return _HANGING.search(verb[: verb.rfind(amount)].rstrip()) is not None


def is_range(amount: str) -> bool:
    """Whether an amount has two ends.

    >>> is_range("EUR 150 to 170/MWh"), is_range("1,200 people")
    (True, False)
    """
    return len(re.findall(_NUMBER, amount)) > 1


def unit_of(amount: str) -> str:
    """The unit of an amount: `%` for per cents, `EUR/MWh` for `EUR 45/MWh`."""
    sign = re.match(CURRENCY, amount)
    plain = re.sub(rf"{CURRENCY}|{_NUMBER}|\b(?:to|and|or)\b|[-–]", " ", amount)
    words = " ".join(dict.fromkeys(re.sub(r"\bper ?cent\b", "%", plain).split()))
    words = f"{sign[0]}{'' if words.startswith('/') else ' '}{words}".strip() if sign else words
    return re.sub(r" ?/ ?", "/", words)


def how_much(subject: str, verb: str, amount: str, unit: str, until: str) -> str:
    """The question for an amount, with what it is a share of, or for."""
    behind = _FOR_WHAT.match(verb[verb.rfind(amount) + len(amount) :])
    if behind and (unit == "%") is (behind[1] == "of"):
        unit, until = (f"{unit}{behind[0]}", until) if unit == "%" else (unit, f"{behind[0]}{until}")
    before = verb[: verb.rfind(amount)].rstrip()
    head = re.sub(
        r"\b(?:to|at|of|by|be|about|around|roughly|approximately|some|between|an?|near|nearly|almost|over|only)\s*$",
        "",
        f"{before} ",
    ).strip()
    head = re.sub(r"\b(?:to|at|of|by|be|between|up to)\s*$", "", head).strip()
    head = "range" if verb.startswith("range ") else head
    if subject == "there":
        return f"How many {unit} will there be{until}?"
    return f"{_what(subject, verb, before, head)}{until}, in {unit}?"


def _what(subject: str, verb: str, before: str, head: str) -> str:
    """The question for an amount up to its time; `before` is the verb before the amount, `head` what is left of it."""
    if before in ("be +", "be -", "be −"):
        return f"By how much will {subject} change"
    if change := _VERB_OF_CHANGE.match(verb):
        return _what_change(subject, verb, before, change[0])
    if average := _AVERAGES.search(head):
        return f"What will {subject} {average[1]}"
    if not head or head in _LEVEL_VERBS or _VERB_OF_LEVEL.match(verb):
        return f"What will {subject} be"
    return f"How much will {subject} {head}"


def _what_change(subject: str, verb: str, before: str, change: str) -> str:
    """The same where something changes: by how much, how quickly, or to which level."""
    if before.endswith((" at", " at about", " at around")) and _A_YEAR.search(verb):
        return f"At what yearly rate will {subject} {change}"
    if not _TO_A_LEVEL.search(before, len(change)):
        return f"By how much will {subject} {change}"
    of = _OF_WHAT.search(before)
    return f"What will the {of[1]} of {subject} be" if of else f"What will {subject} be"
