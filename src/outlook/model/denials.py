"""Whether a sentence denies the event that a question asks for: then its words are of the question's *no*.

Nothing here understands either. A plain *not* behind an auxiliary in the clause of the hedge turns the event; whatever
else denies leaves open what is said, and nothing follows from it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from outlook.model.emphasis import without_emphasis
from outlook.model.quotes import on_one_line, quoted
from outlook.model.same_event import content_words, is_akin

if TYPE_CHECKING:
    from outlook.model.same_event import Says

Way = Literal["same", "opposite", "unclear"]

NEGATED = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|hardly|without|cannot)\b|n[’']t\b", re.IGNORECASE
)
NO_DENIAL = re.compile(
    r"\b(?:no|not) (?:later|earlier|sooner|more|less|fewer|doubt|only|least)\b|\bif not\b", re.IGNORECASE
)
_AUXILIARY = r"\b(?:will|would|shall|should|is|are|was|were|be|do|does|did|has|have|had|can|could|may|might|to)"
_BETWEEN = r"(?:,? (?:[a-z]+ly|now|still|again|yet|even|then|also|indeed))*,*"
# Behind the auxiliary, or as part of it; before a verb, so that *not the whole of it* says something else.
_PLAIN = re.compile(
    rf"{_AUXILIARY}{_BETWEEN} (?:not|never)\b(?! (?:the|a|an|all|every|each|any|both|in|on|at|by)\b)"
    r"|\b\w+n[’']t\b|\bcannot\b|\bnot to (?=[a-z])",
    re.IGNORECASE,
)
_ASKED_PLAIN = re.compile(r"^\W*(?:will|would|is|are|does|do|has|have)\b.{1,140}? (?:not|never) [a-z]", re.IGNORECASE)
# What takes back a whole sentence, but is the event itself where the question has it too: *will likely be rejected*.
_TURNING = re.compile(r"\b(?P<stem>doubt|wrong|mistaken|den(?=y|ie)|reject)[a-z]*\b", re.IGNORECASE)
# Where another clause begins: what that denies is said of something else.
_PARTED = re.compile(
    r"\s*;\s*|\s+[—–]\s+|,?\s+(?=(?:but|while|whereas|although|though|yet|because|since|given that|now that"
    r"|even though|after|so that|as (?:the|its|it|they|he|she|no|neither))\b(?! (?:not|never|no)\b))"
    r"|,\s+(?=(?:and|so|which|who|whose|where)\b(?! (?:not|never|no)\b))",
    re.IGNORECASE,
)

# The clause before the sentence's own, and one about a noun of it: what these deny is said of something else too.
_BEFORE = re.compile(
    r"^\W*(?:although|though|while|whereas|because|since|given that|now that|even though|as|after|when|once)\b"
    r"[^,]*,\s+",
    re.IGNORECASE,
)
_ABOUT_A_NOUN = re.compile(r",\s+(?:who|which|whose|where)\b[^,;]*,(?=\s)", re.IGNORECASE)


def way_of(text: str, says: Says, asked: str) -> Way:
    """Whether a statement's words are of what is asked, of its opposite, or nobody can tell.

    `text` is the statement, or its clause.
    """
    clause = clause_of(text, says)
    said, question = denial(clause), _denial_asked(asked)
    if "unclear" in (said, question) or _turning(clause) != _turning(asked):
        return "unclear"
    if said == question:
        return "same"
    denied, other = (clause, asked) if said == "plain" else (asked, clause)
    return "opposite" if _is_of(denied, other) else "unclear"


def _is_of(denied: str, other: str) -> bool:
    """Whether what is denied is what the other says: *it will not be called off* denies no *it goes ahead*."""
    behind = content_words(NEGATED.split(NO_DENIAL.sub(" ", denied))[-1])
    return not behind or any(is_akin(behind[0], word) for word in content_words(other))


def denies(clause: str, asked: str) -> bool:
    """Whether a clause denies what a question asks, in whatever way: *nobody will approve it*.

    What the question has in it too (*no longer*), and what is said of something else, denies nothing of it.
    """
    return denial(clause) != "none" and _denial_asked(asked) == "none" and _is_of(clause, asked)


def _turning(text: str) -> set[str]:
    return {found["stem"].lower() for found in _TURNING.finditer(NO_DENIAL.sub(" ", text))}


def clause_of(text: str, says: Says) -> str:
    """The clause of the hedge, without the hedge, the condition and the time."""
    for part in (says.condition, says.horizon):
        text = text.replace(part, " ") if part else text
    text = without_emphasis(on_one_line(text)[-1])
    hedge = says.hedge and quoted(without_emphasis(says.hedge), text)
    if not hedge:
        return text
    for other in (_BEFORE, _ABOUT_A_NOUN):
        text = other.sub(lambda match: match[0] if hedge in match[0] else " ", text)
    clause = next((one for one in _PARTED.split(text) if hedge in one), text)
    return " ".join(clause.replace(hedge, " ", 1).split()).replace(" ,", ",")


def denial(clause: str) -> Literal["none", "plain", "unclear"]:
    """How a clause denies its event, the hedge being taken out.

    >>> denial("HERA is going to approve it"), denial("HERA will not approve it"), denial("nobody will approve it")
    ('none', 'plain', 'unclear')
    """
    clause = NO_DENIAL.sub(" ", clause)
    found = len(NEGATED.findall(clause))
    if not found:
        return "none"
    return "plain" if found == 1 and _PLAIN.search(clause) else "unclear"


def _denial_asked(asked: str) -> Literal["none", "plain", "unclear"]:
    asked = NO_DENIAL.sub(" ", on_one_line(asked)[-1])
    found = len(NEGATED.findall(asked))
    if not found:
        return "none"
    return "plain" if found == 1 and (_ASKED_PLAIN.search(asked) or _PLAIN.search(asked)) else "unclear"
