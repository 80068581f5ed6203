"""Times that are none of what lies ahead: of what something is compared with, of an interview, of what has been so."""

import re

NEAR = 60
# What something is compared with: compared with the €40 million of Q1.
_COMPARED = re.compile(
    r"\b(?:compar(?:ed|ison|able) (?:to|with)|(?:contrast|relative) to|in contrast with|versus|vs\.?|as against"
    r"|rather than|instead of|unlike) [^,;.]{0,40}$"
)
_COMPARING = ("compar", "contrast", "relative", "vs", "versus", "against", "rather", "instead", "unlike")
_SEEN_WORDS = "seen|recorded|observed|registered|experienced|reported|posted|achieved|had|was|were|did|saw"
# What was seen then: slower than the pace seen in 2023.
_SEEN = re.compile(
    r"\b(?:than|to|from|with|as|beat|exceed|surpass|match|top|above|below|over|under|outstrip) (?:the |an? |that "
    r"|those )?(?:[\w’'$€£%.,-]+ ){0,7}?(?:that |which )?(?:(?:we|they|it|he|she|who) )?(?<!be\s)"
    rf"(?:{_SEEN_WORDS}) (?:back |only |also )?(?:in |on |at |during |over |between |for )?$"
)
_SEEING = frozenset(_SEEN_WORDS.split("|"))
# What was so then: in the same way that a blast followed a collapse on 3 May.
_WAS = re.compile(
    r"\b(?:that|which|who|when|after|as|since|because|where) "
    r"(?:(?!(?:is|are|be|being|will|would|may|might|could|should|can|to|has|have|not)\b)[\w’'-]+ ){1,6}?"
    r"(?:was|were|had|did|(?!(?:expect|predict|anticipat|forecast|plann|project|hop|fear|believ|schedul|intend"
    r"|estimat)ed|need)[a-z]{3,}(?:[^e]ed|reed)|rose|fell|took|came|made|won|lost|began|broke|hit|struck|ended"
    r"|left|went) "
    r"(?:(?!(?:will|would|may|might|could|should|is|are|to|until|by|(?:un)?likely|possible|probable|expected|due|set"
    r"|sure)\b)[\w’'-]+ ){0,6}$"
)
_IN_AN_INTERVIEW = re.compile(
    r"\b(?:in|during|at) (?:an?|his|her|its|their|one) (?:[\w-]+ ){0,2}?(?:interview|statement|speech|memo|letter"
    r"|post|tweet|report"
    r"|note|briefing|e-?mail|filing|release|conference|hearing|survey|poll)(?: (?!that\b)[\w’'-]+){0,4} $"
)
# A text that has been in use for years; but what will have been open for ten years is still to come.
_HAS_BEEN = re.compile(
    r"(?<!will)(?<!would)(?<!may)(?<!might)(?<!could)(?<!should)(?<!to)\s(?:has|have) (?:long |already |now |not )?"
    r"(?:been|lasted|existed|stood|lived|lain|held|[a-z]+(?:ed|en|ung|own|ept|ood|one|un))(?: (?!to\b"
    r"|for\b)[\w’'-]+){0,4} $"
)
_AFTER_A_RECORD = re.compile(
    r"(?:after|following)\sthe\s(?:[a-z]{2,}est|worst|best|(?:most|least)\s[a-z]+)\b[^,;.]{0,40}"
    r"\s(?:in|for|since|on record)\b"
)
_PLACED = re.compile(r"(?:in|on|at|during)\s(?!the (?:next|coming))")
_GIVEN = re.compile(r"(?:on|in|last|earlier|this|late|early)\s(?!the (?:next|coming))")


def is_of_another(low: str, start: int) -> bool:
    """Whether the time there is that of what is compared, of an interview, or of what has been so: `seen in 2023`."""
    before = low[max(start - NEAR, 0) : start]
    if low.startswith(("for ", "after ", "following "), start):
        return _HAS_BEEN.search(before) is not None or _AFTER_A_RECORD.match(low, start) is not None
    if _GIVEN.match(low, start) and _IN_AN_INTERVIEW.search(before):
        return True
    if _PLACED.match(low, start) and _WAS.search(before):
        return True
    if any(word in before for word in _COMPARING) and _COMPARED.search(before):
        return True
    return not _SEEING.isdisjoint(before.split()[-3:]) and _SEEN.search(before) is not None
