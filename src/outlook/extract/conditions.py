"""The condition of a sentence: from its marker to the end of its clause, and which way round it is meant."""

import re

from outlook.extract.lexicon import PERMITTING, Lexicon, lexicon, permitting
from outlook.extract.span import Span

_STOP = re.compile(
    r"[,;:](?!\s(?:19|20)\d\d\b(?!\s(?:is|will|may|might|could|would|should|looks?|promises)\b))\s|\s–\s|—"
    r"|[.!?]+[\"”’')\]]*$|[\"”]\s"
)
_FIRST_WORD = re.compile(r"[^\w]*[\w’'-]*")
_FIRM_STOP = re.compile(
    r"\s\((?:very )?(?:high|medium|low) (?:confidence|agreement)|[;:]\s|\s–\s|—|(?<!\b[ap]\.m)[.!?]+[\"”’')\]]*$|[”\"]"
    r"|\s\((?:e\.g|i\.e|see|cf|such as|for example|[Ff]ig(?:ure|\.)|[Tt]able|[Bb]ox|[Aa]nnex|[Cc]hapter|[Ss]ection"
    r"|[A-Z][\w’'-]+(?: et al|(?: (?:and|&) [A-Z][\w’'-]+)?,? (?:19|20)\d\d))"
    r"|,?\sor\s(?=if\s)"
)
_RESUMES = re.compile(
    r",\s+(?:and|but|which|who|whose|where|while|although|though|said|says|according|the|a|an|it|they|we|he|she"
    r"|(?:[\w.’'&-]+\s){1,8}?(?:said|says|told|added|adds|warned|warns|argued|argues|wrote|writes|noted)"
    r"|(?:allow|mak|leav|forc|giv|caus|lett|prompt|send|push|bring|turn|enabl|driv|lead|result)ing"
    r"|[\w’-]+ (?:say|says|said|think|thinks|believe|believes|warn|warns)"
    r"|(?-i:[A-Z])[\w’'-]*(?:\s[\w’'-]+){0,2}?\s(?:will|would|could|may|might))\b",
    re.IGNORECASE,
)
# What something depends on is often a list: there no noun behind a comma begins the main clause.
_LISTING = re.compile(
    r"(?:depend|hinge|contingent|condition)[^,;]*\b(?:factors|variables|things|conditions|circumstances|matters"
    r"|including|such as"
    r"|among other)",
    re.IGNORECASE,
)
_RESUMES_LIST = re.compile(
    r",\s+(?:and\s+(?:(?:the|its|their)\s)?(?:[\w’'-]+\s){0,4}?(?:will|would|may|might|could|should|is|are)"
    r"|(?:but|which|who|whose|where|while|although|though|it|they|we|he|she)|(?:[\w.’'&-]+\s){1,8}?(?:said|says|told"
    r"|added))\b",
    re.IGNORECASE,
)
_MAIN = re.compile(
    r"\s(?:I|we|you|he|she|it|they|that|there)[’'](?:d|ll|re|m)\b"
    r"|\s(?:some|any|every|no)(?:body|one|thing)\s(?:will|would|may|might|could|can|must)\b"
    r"|\s(?:there|the|a|an|its|their|our|my|your|this|that|these|those|it|they|we|he|she|I|you|some|no|all|most|many"
    r"|about"
    r"|another|[A-Z][\w’'-]*)"
    r"\s(?:(?!(?:there|some|no|I|we|you|they|he|she)\b)[\w’',-]+\s){0,4}?(?:will|would|may|might|could|should"
    r"|shall|can|cannot|must|won[’']t|is|are)\b"
)
# he is unlikely to accept a deal without a pledge and will walk out
_SECOND_VERB = re.compile(
    r"\s(?:and|but)\s(?:(?:likely|probably|then|also|still|now)\s[a-z]+s\b|(?:will|would|may|might|could|is|are|has"
    r"|have)\b)"
)
_JOINED = re.compile(r",\s+(?:but|and|yet)\b")
_VERB = re.compile(
    r"\b(?:will|would|may|might|could|should|shall|can|must|is|are|was|were|has|have|had|does|do|did)\b"
    r"|[’'](?:d|ll|re|s|ve|t|m)\b|(?!(?:this|less|perhaps)\b)\b[a-z]{3,}s\b"
)
# if it rains then the match will be put off
_THEN = re.compile(
    r",?(?<!before)(?<!until)(?<!till)(?<!\sby)(?<!since)(?<!from)(?<!after)\sthen\s(?=(?:[\w’'-]+\s){1,5}?(?:will"
    r"|would|may|might|could|can|must|is|are|won[’']t)\b"
    r"|[a-z]+[’'](?:ll|d|re|s|ve|m)\b|(?:I|we|you|he|she|it|they)\s)"
)
_INVERTED_MAIN = re.compile(
    r"\s(?:will|would|may|might|could|can|is|are|does|do)\s(?:there|the|a|an|it|they|we|he|she|[A-Z])"
)
# if he goes he has no successor: a person's word behind the clause begins the main clause
_HAS = re.compile(
    r"(?<!\sas)(?<!than)(?<!that)(?<!what)(?<!when)(?<!where)(?<!\sand)(?<!\sor)(?<!which)(?<!how)(?<!because)(?<!until)"
    r"\s(?:I|we|you|he|she|it|they|there)\s(?:has|have|had|gets?|needs?|wants?|knows?|goes|go|faces?|loses?|doesn[’']t"
    r"|don[’']t|does|do|won[’']t|can[’']t)\b"
)
# What is said beside the condition, and is none of it: `if it rains, however`.
_BESIDE = re.compile(
    r",\s(?:however|though|although|too|of\scourse|as\swell|either|respectively|at\sleast|perhaps|presumably"
    r"|for\s(?:example|instance)|(?:he|she|it|they|we|I|you)\s(?:said|says|say|added|adds|warned|warns|think|thinks"
    r"|believe"
    r"|suspect|suppose|guess))$"
)
# What goes on behind a comma, before another: `if A, or if B, they will`, `if they leave, or sell shares, it may`.
_GOES_ON = re.compile(
    r",\s(?:(?:and/)?(?:or|and|nor)\s|(?=(?:if|unless|without|absent|despite)\s))(?P<part>[^,;:]{3,160})(?=,\s[^;:]*"
    r"\b(?:will|would|may|might|could|can|should|is|are)\b)"
)
_ASSUMED = re.compile(
    r"(?:\b(?:am|is|are|was|were|be|been|being|by|not|from|after|than|as)|[’'](?:m|re|s))(?: \w+ly)? $"
)
_SHORT = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)?|com(?:e|es|ing)|came|stop(?:s|ped|ping)?|run(?:s|ning)?|ran|cut(?:s|ting)?|is|are"
    r"|was|were|be"
    r"|been|being|remains?|far|just|well|little|nothing|anything|something|everything|years|months|weeks|days|points"
    r"|votes|seats|percent|cent|\d+%?)"
    r"(?: (?:far|well|just|slightly|somewhat|a little|some way|way|considerably|[a-z]+ly))? $"
)
_SEATS = re.compile(r"\b(?:seats|votes|points|of (?:the )?\d[\d,]*(?: [a-z]+)?), $")
_PROVISO = re.compile(
    r"\b(?:will|would|may|might|could|should|shall|can|ought to|likely|expect(?:s|ed)?|set to|due to|to)\b[^;]*$"
)
_BY_SOMEBODY = re.compile(r"(?:by|for|to|with|in|at|on|from|as|through|via|under|during|without)\b")
_WAS_GIVEN = re.compile(r"\b(?:is|are|was|were|be|been|being|has|have|had|get|gets)(?: [a-z]+ly| not)? $")
_FEW_WORDS = ("depend", "subject to")  # one is enough behind these: `depending on quality`
# What comes of the want of something: `it cannot open without consent`, `crops will fail without rain`.
_FOR_WANT = re.compile(r"\b(?:not|cannot|never|unlikely|impossible|fail|die|collapse|close|lose|fall)\b|n[’']t\b")
_ASIDE = re.compile(r",\s+(?:as|like|which|who)\s[^,;]{3,60},")  # between commas, in the middle of a condition
_DOUBTED = re.compile(r"\b(?:unlikely|im(?:possible|probable)|inconceivable|hard to see|difficult to see)\b")
_ASIDE_AT_ONCE = re.compile(r",\s[^,;]{3,60},")
_MODAL = re.compile(r"\b(?:will|would|may|might|could|should|shall)\b")
_MODAL_CLAUSE = re.compile(r"\b(?:will|would|may|might|could|can)\b(?:(?!\s(?:and|but|that|which|who)\s)[^,;:])*$")
_IF_NEEDED = re.compile(r"(?:necessary|needed|required)(?=\s*(?:[.,;]|$))")
_WHETHER_OR = re.compile(r"\bwhether\b[^;.]*\bor $")  # whether it holds, or if it fails
_LAST_CLAUSE = re.compile(r"(?:(?!\b(?:will|would|may|might|could|shall|should|is|are|be|was|were)\b)[^,;?])*$")
_ASKS = re.compile(r"\b(?:why|how|what|when|where|which|who|whether|or|and|nor) $")
_JOINS = frozenset({"and", "but", "so", "yet", "or"})  # `But without an early signal`
_BEGINS = (" and", " but", ", so", ", yet", " that", ",", ":", ";", "—", "–")
_OPENING = (" and", " but", " or", " that", ",", ";", ":", "—", "–", "(")
_NEGATIVE = re.compile(
    r"(?:unless|until and unless|absent|barring|failing|without|short of|in the absence of|but for|except if|save if)\b"
)
_DETERMINER = re.compile(
    r"(?:the|a|an|this|that|these|those|its|their|his|her|our|any|another|further|there|it|they|we|he|she|them|us|him"
    r"|you|[a-z]+s)\b"
)
_OF_NOUNS = (
    "in the event of",
    "in case of",
    "in the absence of",
    "short of",
    "absent",
    "barring",
    "but for",
    "without",
)
# A condition of two words, which points at the sentence before: `if so, …`.
_BACK = re.compile(r"(?:^|[;—–] |\b(?:and|but) )(if (?:so|not)),")
_NOUN_ONLY = ("absent", "barring", "short of", "but for")
# Something hangs on something, by these words, whether or not a condition was understood.
_SEEN = re.compile(
    r"\b(?:if|unless|provided|providing|assuming|depend(?:s|ing|ent)?|conditional|conditioned|contingent"
    r"|hinges?|barring|absent"
    r"|in case|in the event|to the extent|as long as|so long as|subject to|only when|only once|short of"
    r"|failing|otherwise)\b"
    r"|^(?:should|were|had)\b|\bwere\s[^,;]{3,60}\sto\b"
)


def find_condition(text: str, low: str) -> Span | None:
    """The first condition of the sentence, marker included, to the end of its clause; `low` is in lower case."""
    words = lexicon()
    if words.inverted.match(low):
        return _to_comma(text, 0, 0)
    if ("if so," in low or "if not," in low) and (back := _BACK.search(low)) is not None:
        return Span(text[back.start(1) : back.end(1)], *back.span(1))
    for match in (permitting() if PERMITTING in low else words.condition).finditer(low):
        if _is_condition(words, low, match):
            return _clause_from(text, *match.span())
    return None


def outcome_asked(condition: str) -> str:
    """Which outcome of its positive question makes the condition true: `no` of what follows *unless* or *barring*.

    >>> outcome_asked("unless aid arrives"), outcome_asked("if aid arrives")
    ('no', 'yes')
    """
    return "no" if _NEGATIVE.match(condition.lower()) else "yes"


def hangs_on_more(text: str, condition: str | None) -> bool:
    """Whether the sentence names a condition besides the one that was understood."""
    return _SEEN.search(text.replace(condition or "\0", " ").lower().strip(' “"')) is not None


def _is_condition(words: Lexicon, low: str, match: re.Match[str]) -> bool:
    before, after = low[: match.start()], low[match.end() :].lstrip()
    if match[0] == "if" and _MODAL.search(before) and _IF_NEEDED.match(after):
        return True
    if match[0] == "if" and _WHETHER_OR.search(before):
        return False
    marker = " ".join(match[0].split())
    if words.not_before.search(before) or words.not_after.search(after) or _is_verb(marker, before, after):
        return False
    if marker in ("should", "were"):
        return _is_inverted(marker, before, after)
    if marker == "provided" and _PROVISO.search(before):
        return not (_BY_SOMEBODY.match(after) or _WAS_GIVEN.search(before))
    enough = len(after.split()) > (0 if marker in _OF_NOUNS or marker.startswith(_FEW_WORDS) else 1)
    return marker.endswith(PERMITTING) or (enough and _may_open(words, marker, before, after))


def _is_verb(marker: str, before: str, after: str) -> bool:
    """Whether the marker belongs to a verb before it, or is one: `they fall short of a majority`, `we are assuming`."""
    if marker.endswith(PERMITTING):  # perhaps even permitting them to vote
        return before.strip(' “"(') != "" and _DETERMINER.match(after) is not None
    if marker == "short of":
        return _SHORT.search(before) is not None or _SEATS.search(before) is not None
    return marker.startswith("assuming") and _ASSUMED.search(before) is not None


def _may_open(words: Lexicon, marker: str, before: str, after: str) -> bool:
    """Whether a marker that has other meanings too opens a clause, or stands behind a modal and before a noun."""
    if marker not in words.loose_conditions or not before.strip(' “"('):
        return True
    if (_MODAL.search(before) or _DOUBTED.search(before)) and _is_meant(marker, before, after):
        return True
    opens = marker not in ("short of", "but for") and (
        before.strip() in _JOINS or before.rstrip().endswith((*_OPENING, ", so"))
    )
    return opens or (marker in _NOUN_ONLY and _MODAL.search(before) is not None)


def _is_meant(marker: str, before: str, after: str) -> bool:
    """Whether behind a modal the rest of the sentence says that a condition is meant, without a comma."""
    if marker == "without":
        return _FOR_WANT.search(before) is not None
    if marker == "in the event":
        return _DETERMINER.match(after) is not None
    return marker == "subject to" and not _WAS_GIVEN.search(before)


def _is_inverted(marker: str, before: str, after: str) -> bool:
    """`were the canal to close`, `should prices rise`: at the start of a clause, or behind a clause with a modal."""
    starts = f" {before.rstrip()}".endswith(_OPENING) and not before.rstrip().endswith(" or")
    whole = " to " in after if marker == "were" else True
    if marker == "should" and not _DETERMINER.match(after):
        starts = False
    elif marker == "should" and _LAST_CLAUSE.match(after) and _MODAL.search(before):
        return not _ASKS.search(before)
    return whole and (starts or _MODAL_CLAUSE.search(before) is not None)


def _clause_from(text: str, start: int, behind: int) -> Span:
    """From the marker to the end of its clause; a condition that opens the sentence ends at its comma.

    `behind` is where the marker ends.
    """
    before = text[:start].rstrip(" \n“\"'‘(").lower()
    if not before or before in _JOINS or before.endswith(_BEGINS):
        return _to_comma(text, start, behind, to_main=not before.endswith(","))
    stop = _FIRM_STOP.search(text, start)
    end = stop.start() if stop else len(text)
    second = _SECOND_VERB.search(text, start, end) if text[start:end].lower().startswith(_OF_NOUNS) else None
    resumes = _RESUMES_LIST if _LISTING.match(text, start, end) else _RESUMES
    aside = _ASIDE_AT_ONCE.match(text, behind)  # if, as expected, the coalition wins
    resumed = resumes.search(text, aside.end() if aside else start, end)
    ends = [found.start() for found in (resumed, second) if found]
    end = min([*ends, end])
    return _closed(text, start, end)


def _is_aside(text: str, comma: int) -> bool:
    """Whether what follows a comma is not what comes of the condition: `if he goes they're down, simple as that`."""
    return _JOINED.match(text, comma) is not None or not _VERB.search(text, comma)


def _to_comma(text: str, start: int, behind: int, *, to_main: bool = True) -> Span:
    """To the next mark; where none stands before the end, to where the main clause begins, if it follows."""
    match = _STOP.search(text, start)
    if match and (aside := _ASIDE.match(text, match.start())):
        match = _STOP.search(text, aside.end() - 1)
    while match and (part := _GOES_ON.match(text, match.start())) and not _MODAL.search(part["part"]):
        match = _STOP.search(text, part.end())
    end = match.start() if match else len(text)
    if then := _THEN.search(text, start, end + 1):
        return _closed(text, start, then.start())
    if to_main and (text[start : start + 18].lower().startswith(_OF_NOUNS) or match is None or end < len(text)):
        # The first word behind the marker is of the condition: without that response the peak would be higher.
        own = _FIRST_WORD.match(text, behind)
        forms = (_INVERTED_MAIN,) if text[start : start + 4].lower() == "only" else (_MAIN, _HAS)
        mains = [main.start() for form in forms if (main := form.search(text, own.end() if own else behind, end))]
        is_last = match is None or match.end() == len(text) or match[0].strip() != "," or _is_aside(text, end)
        if is_last or text[start : start + 18].lower().startswith(_OF_NOUNS):
            end = min([*mains, end])
    return _closed(text, start, end)


def _closed(text: str, start: int, end: int) -> Span:
    """The condition without the marks behind it, and without what is said beside it."""
    span = _BESIDE.sub("", text[start:end].rstrip(", \n"))
    return Span(span, start, start + len(span))
