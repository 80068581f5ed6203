"""The question that a condition answers, always in its positive form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outlook.extract.marks import shown

if TYPE_CHECKING:
    from datetime import date

_INSTEAD = re.compile(
    r"(?:in the event of|in case of|in the absence of|without|absent|barring|failing|short of|but for|subject to) (.+)",
    re.IGNORECASE,
)
_ABSENT = re.compile(r"(?:without|absent|barring|short of|but for) (.+)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:(?:only|even) )?(?:if|unless|when|once|provided(?: that)?|providing(?: that)?|assuming(?: that)?|as long as"
    r"|so long as|in the event(?: that)?|to the extent(?: that)?|in case|on (?:the )?condition that) (.+ .+)",
    re.IGNORECASE,
)
_WERE_TO = re.compile(r"(.+?) were to (.+)")
_WERE = re.compile(r"((?!it\b|there\b).{2,80}?) were ((?!to\b|not\b)[a-z]+ed\b.*)")
_IS = re.compile(
    r"(?P<subject>.{2,80}?) (?:is|are) (?P<rest>(?!not\b|no\b|there\b|to\b|already\b|now\b|still\b|being\b)[a-z].*)"
)
# Verbs that are seldom read as the plural of a noun, and what comes behind one.
_VERBS = """
accepts agrees approves attacks becomes begins breaks builds buys cancels ceases closes collapses comes
continues cuts deals decides declares defaults defeats defies delivers demands dies drops enters escalates
exceeds expires fails falls finds gains gets gives goes grants grows happens hits holds hosts imposes improves
increases intervenes invades joins keeps launches leaves lifts loses makes meets misses moves needs opens
orders passes pays persists proves pulls quits raises ratifies reaches rebels recovers refuses rejects remains
reopens resigns resumes retreats returns rises rules runs secures seizes sells sends sets shuts signs slows
spreads stays stops strikes succeeds survives suspends takes tightens triggers turns vetoes votes wins
withdraws worsens adopts approaches bans blocks completes confirms downgrades eases elects extends freezes hikes
introduces lowers mediates nationalises nationalizes outbids overrules postpones publishes recognises recognizes removes
allows arrives commits complies concedes cooperates honours offers permits provides reduces requires responds
supports surges weakens
renews replaces restarts restores reverses ruptures trips upgrades widens
"""
_VERB = re.compile(
    rf"(?P<subject>.{{2,80}}?) (?P<verb>{'|'.join(_VERBS.split())})(?P<rest>|,.*| (?:"
    r"the|an?|its|their|his|her|no|any|all|more|less|in|on|at|to|into|from|for|by|with|within|without|over|under|above|below"
    r"|up|down|out|off|back|against|past|before|after|through|towards?|as|again|further|[a-z]+ly|\d.*|[A-Z].*)\b.*)"
)


def _base(verb: str) -> str:
    """The verb without the ending of the third person.

    >>> _base("ratifies"), _base("passes"), _base("closes"), _base("goes"), _base("loses"), _base("reaches")
    ('ratify', 'pass', 'close', 'go', 'lose', 'reach')
    """
    if verb.endswith("ies") and len(verb) > len("dies"):
        return verb.removesuffix("ies") + "y"
    return verb[:-2] if verb.endswith(("sses", "ches", "shes", "goes", "toes")) else verb[:-1]


# What several do, behind a plural: the same verbs without their ending.
_SEVERAL = re.compile(
    r"(?P<subject>(?:[^ ,]+ ){0,7}?(?:[a-z]+(?<!s)(?<!u)s|[A-Z][a-z]+(?<!s)s|people|police|both|all|[^ ,]+ and [^ ,]+))"
    rf" (?P<verb>{'|'.join(_base(one) for one in _VERBS.split())})(?P<rest>|,.*| (?:"
    r"the|an?|its|their|his|her|no|any|all|more|less|in|on|at|to|into|from|for|by|with|within|without|over|under|above|below"
    r"|up|down|out|off|back|against|past|before|after|through|towards?|as|again|further|[a-z]+ly|\d.*|[A-Z].*)\b.*)"
)
_DENIED = re.compile(
    r"(?P<subject>.{2,80}?) (?:(?P<do>do(?:es)? not|do(?:es)?n[’']t)|(?P<be>(?:is|are) not|(?:is|are)n[’']t)"
    r"|(?P<can>cannot|can not|can[’']t)) (?P<rest>(?!only\b|yet\b|just\b)[a-z].*)"
)
_MORE = re.compile(r"\bnot\b|n[’']t\b|\b(?:or|and) (?:if|is|are|do|does)\b")  # another thing is said or denied there
_HAD = re.compile(
    r"(?P<subject>.{2,60}?) had (?P<rest>(?!to\b|been\b|not\b|[a-z]+ed\b|[a-z]+en\b|gone\b|come\b)[a-z\d].*)"
)
_WERE_SO = re.compile(r"((?!it\b|there\b).{2,80}?) were ((?!to\b|not\b|no\b|[a-z]+ing\b)[a-z].*)")
# Without a subject: `if set to zero`, `even if untrue`. It is that of another clause.
_LOOSE = re.compile(
    r"(?:[a-z]+ed|set|true|untrue|necessary|possible|impossible|given|taken|left|proven|so|not|available|successful)\b"
    r"(?! [a-z]+s? (?:is|are|was|were|does|do|has|have|had)\b)",
)
# An unreal past: how it would be asked of the future only a person can say.
_PAST = re.compile(
    r"\b(?:had|did|was|were|chose|went|came|fell|rose|took|gave|made|became|lost|won|got|saw|left|held|kept|found|brought"
    r"|began|ran|grew|broke|met|paid|sent|spent|built|could|would|[a-z]{3,}ed)\b"
)
_POINTING = frozenset({"it", "he", "she", "they", "this", "that", "these", "those", "we", "you", "i"})
_NONE = frozenset({"no", "nobody", "nothing", "none", "neither"})
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|does|do|did|not|that|who|which)\b"
)


def propose_condition(condition: str, closes_on: date | None) -> str | None:
    """The positive question of a condition; None where it is not plain, or speaks of somebody by a pronoun.

    >>> propose_condition("unless the northern port reopens", None)
    'Will the northern port reopen?'
    >>> propose_condition("if the ceasefire is violated", None)
    'Will the ceasefire be violated?'
    >>> propose_condition("even if the talks fail", None), propose_condition("if prices do not rise", None)
    ('Will the talks fail?', 'Will prices rise?')
    """
    plain = _plain(condition)
    until = f" by {closes_on.day} {closes_on:%B %Y}" if closes_on else ""
    first, _, rest = plain.partition(" ")
    if first.lower() in ("should", "were") and rest.split(maxsplit=1)[:1] and rest.split()[0].lower() in _POINTING:
        return None
    if first.lower() == "should":
        return f"Will {rest}{until}?"
    if first.lower() == "were" and " to " in rest:
        return f"Will {rest.replace(' to ', ' ', 1)}{until}?"
    if thing := _INSTEAD.match(plain):
        is_whole = all(thing[1].count(one) == thing[1].count(other) for one, other in ("()", "[]"))
        return f"Will there be {thing[1]}{until}?" if is_whole else None
    clause = _CLAUSE.match(plain)
    if clause is None or (first.lower() == "providing" and not clause[1].startswith("that ") and not _parts(clause[1])):
        return None
    return _of_clause(clause[1], until)


def denied(condition: str) -> tuple[str, str] | None:
    """Who is said not to do what, in a condition of which the opposite is asked; None in any other.

    >>> denied("if prices do not rise"), denied("unless prices rise"), denied("if nobody comes")
    (('prices', 'rise'), None, None)
    """
    clause = _CLAUSE.match(_plain(condition))
    match = _DENIED.fullmatch(clause[1]) if clause else None
    if match is None or match["subject"].split()[0].lower() in _POINTING | _NONE or _FINITE.search(match["subject"]):
        return None
    verb = match["rest"] if match["do"] else f"be {match['rest']}" if match["be"] else f"be able to {match['rest']}"
    return (
        None if re.search(r"\bnot\b|n[’']t\b|\b(?:or|and) (?:if|is|are|do|does)\b", verb) else (match["subject"], verb)
    )


def _plain(condition: str) -> str:
    """The condition on one line, without a bracket that only closes."""
    plain = " ".join(shown(condition).split()).rstrip(",")
    return plain.rstrip(")") if plain.count(")") > plain.count("(") else plain


def named(condition: str) -> str:
    """The title of its positive question: also what follows *unless* is an *if* there.

    >>> named("unless the northern port reopens"), named("barring a strike"), named("should talks fail")
    ('If the northern port reopens', 'If there is a strike', 'should talks fail')
    """
    plain = _plain(condition)
    if asked := denied(condition):
        subject, verb = asked
        return f"{subject[:1].upper()}{subject[1:]} to {verb}"
    if match := _CLAUSE.match(plain):
        return f"If {match[1]}"
    match = _ABSENT.match(plain)
    return f"If there is {match[1]}" if match else plain


def _of_clause(clause: str, until: str) -> str | None:
    first = clause.split(maxsplit=1)[0].lower()
    if first in _POINTING:
        return None  # who that is, only the sentences before say
    if first in _NONE:
        return f"Will it be so{until} that {clause}?"
    if _LOOSE.match(clause):
        return None
    if parts := _parts(clause):
        return f"Will {parts[0]} {parts[1]}{until}?"
    return None if _PAST.search(clause) else f"Will it be so{until} that {clause}?"


def _parts(clause: str) -> tuple[str, str] | None:
    """The subject and the verb as they stand behind *will*, of a condition as it is put; None where they are not plain.

    What is denied gives what is not denied.
    """
    if match := _WERE_TO.fullmatch(clause):
        return match[1], match[2]
    if match := _WERE.fullmatch(clause) or _WERE_SO.fullmatch(clause):
        return match[1], f"be {match[2]}"
    if (match := _HAD.fullmatch(clause)) and not _FINITE.search(match["subject"]):
        return match["subject"], f"have {match['rest']}"
    return denied(f"if {clause}") or in_the_future(clause)


def in_the_future(clause: str) -> tuple[str, str] | None:
    """The subject and the verb, as they stand behind *will*, of a clause in the present tense; None of any other.

    >>> in_the_future("the coalition breaks"), in_the_future("the minister is dismissed"), in_the_future("talks fail")
    (('the coalition', 'break'), ('the minister', 'be dismissed'), ('talks', 'fail'))
    """
    if (match := _VERB.fullmatch(clause)) and not _FINITE.search(match["subject"]):
        return match["subject"], f"{_base(match['verb'])}{match['rest']}"
    if (match := _SEVERAL.fullmatch(clause)) and not _FINITE.search(f"{match['subject']}{match['rest']}"):
        return match["subject"], f"{match['verb']}{match['rest']}"
    if (match := _IS.fullmatch(clause)) and not _FINITE.search(match["subject"]):
        return match["subject"], f"be {match['rest']}"
    return None
