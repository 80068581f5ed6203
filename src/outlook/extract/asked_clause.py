"""The clause that a draft asks about: that of the hedge, without what stands before it, beside it and behind."""

from __future__ import annotations

import re

_PAST = "fell|rose|grew|went|came|took|saw|gave|became|began|ran|broke"  # none of them is a participle or an adjective
_MODAL = r"(?:will|would|may|might|could|shall|should|can|cannot|won[’']t|is|are|was|were|has|have|had)"
_SAYING = (
    r"(?:said|says|added|adds|warned|warns|noted|argued|explained|predicted|insisted|told [\w ]{2,30}|advised|wrote)"
)
# `LISBON (Agency) – The port`, `BRENN, March 3 – The port`.
_DATELINE = re.compile(
    r"^[A-Z]{3,}(?: [A-Z]{2,}){0,2}(?:, [A-Z][\w.]* ?\d{0,2})?(?: ?\([^()]{2,30}\))? ?[–—-]+ ?(?=[A-Z])"
)
SOURCE = re.compile(
    r" ?\((?:[^()]*\bet al\b[^()]*|(?:see )?(?:Figures?|Tables?|Box|Section|Chapter|Annex|Appendix) [^()]*"
    r"|[A-Z][\w’'-]+(?:,? (?:and|&) [A-Z][\w’'-]+)?,? (?:19|20)\d\d[a-z]?(?:; [^()]*)?)\)"
)
_LABEL = re.compile(r"^[A-Z][A-Za-z0-9 /&-]{1,30}: (?=[A-Z“])")
_IN_CAPITALS = re.compile(r"^(?:[A-Z]{2,}[ /-]){2,}(?=[A-Z][a-z])")  # `NEW PORT/EAST BAY Ferry owners`
_BETWEEN_COMMAS = re.compile(
    r", (?:however|for example|for instance|of course|too|though|in turn|meanwhile|indeed|therefore|as a result"
    r"|in short),"
)
_BETWEEN_DASHES = re.compile(r" [—–] (?:(?! [—–] ).){2,120} [—–](?= )")
# `Using what it learned, Valdora would`, `Backed by the bank, …`, `Whether by chance or by choice, …`.
_OPENING = re.compile(
    r"^(?:Whether [^,]{2,100}|To [a-z]+(?: [^,]{2,100})?"
    r"|(?!Nothing|Everything|Anything|Something|During|According)[A-Z][a-z]+ing [^,]{2,100}"
    r"|[A-Z][a-z]+ed (?:by|in|on|with|at|from) [^,]{2,100}), (?=\S)"
)
_INSERTED = re.compile(rf", (?:[Tt]he|[Aa]n?|[A-Z]|h|sh|they)[\w.’' -]{{0,40}} ?{_SAYING},(?= )")
_SAID_BEHIND = re.compile(rf",[”\"’']? (?:the|an?|its|his|her) [\w’' -]{{2,40}} {_SAYING}(?: [^,]{{2,30}})?$")
_SUBORDINATE = re.compile(
    r"^(?:[Ww]hile|[Aa]lthough|[Tt]hough|[Ww]hereas|[Aa]s|[Ss]ince|[Bb]ecause|[Ee]ven though|[Nn]ow that) "
    r"(?P<clause>[^,]{8,160}), (?P<main>.{8,})$"
)
_NAMED = re.compile(rf"((?:[^\s,]+ ){{0,4}}[^\s,]+) {_MODAL}\b")  # who *it* is in the clause behind
_PRONOUN = re.compile(r"(?:it|they|he|she)\b(?! is likely that)")
_AS_IF_NONE = re.compile(r"[Aa]s (?:of|a|an|the|well|for|to|in|part|such|usual|before|expected|noted|planned)\b")
# Beside the subject: `the launch, scheduled for May, will`, `Arnfeld (ARN.F), the largest mill in the valley, will`.
_BESIDE = re.compile(
    rf", (?:[a-z]+(?:ed|ing)|known|held|led|based|built|made|set|due|now|once|the|an?|its|whose|home to|part of)\b"
    rf"(?:(?! and )[^,;]){{2,90}},(?= {_MODAL}\b)"
)
_OPENING_ADVERB = re.compile(
    r"^(?:Of course|Maybe|Perhaps|Possibly|Even|Only|Just|Especially|Particularly|Similarly|Ultimately),? (?=\S)"
)
_LEFT_OVER = re.compile(r"^(?:[Oo]r|[Aa]nd|[Nn]or|[Bb]ut) (?:[a-z]+ )[^,]{2,120}, ")
_AT_FIRST = re.compile(
    r"^(?:even )?(?:excluding|including|assuming|considering|barring|given|based on|compared with) [^,]{2,140}, ",
    re.IGNORECASE,
)

# Behind the verb: a second clause with a verb of its own, and what only accompanies it.
_SECOND = re.compile(
    r",? (?:and|or|but) (?:(?:(?! and | or | but | that | which | who )[^,;]){2,80}? )?"
    r"(?:will|would|may|might|could|should|won[’']t)\b.*$"
    r"|, (?!and\b|or\b)(?:(?!but\b|that\b|which\b|who\b)[\w’'-]+ ){1,8}?(?<!and )(?<!or )"
    r"(?:will|would|may|might|could|should)\b.*$"
    r"|,? (?:and|but) (?:(?!to\b|that\b|which\b|who\b)[a-z-]+ ){1,4}(?:is|are|was|were|has|have|had)\b.*$"
    r"|, [a-z]+ing (?:the|an?|its|their|his|her|that|to|with|in|on|by|up|down|from|as|for|more|some|out|[a-z]+ly)\b.*$"
    r"|,? (?:and|but) (?:is|are|was|were|has|have|had|can)\b.*$"
    r"|,? (?:and|but) (?:there|it|they|he|she|we|you|I) [a-z]+.*$|, in which case\b.*$|,? at least$"
    r"|, (?:there|it|they|he|she|we|you) (?:is|are|has|have|will|would|can|may|always|never|still|also|all)\b.*$"
    r"|, (?:nearly|almost|about|around|roughly|some|down|up) (?:[a-z]+ )?[$€£]?\d.*$"
    r"|, (?:perhaps|possibly|even|especially|particularly|notably|revised|mainly|mostly|partly|largely|albeit|thanks"
    r"|due|including|such)\b.*$"
    r"|,? as (?:[a-z-]+ )?[a-z-]{2,}s (?:[a-z]+ly )?(?!of\b|in\b|on\b|for\b|to\b|and\b)[a-z]+\b.*$"
)
_OF_A_NOUN = re.compile(
    r"(?<!say)(?<!show)(?<!mean)(?<!so) (?:that|which|who)"
    r"(?: (?!(?:will|would|may|might|is|are|was|has|have|can|could|do|does)\b)[\w’'-]+)*$"
)
_CLAUSE_BEGINS = re.compile(
    r"(?:,? (?:and|but|because|when|that)|; but|;|:) "
    r"(?=(?:the|an?|its|their|our|this|these|[A-Z]|[a-z]+s\b))"
)
HAS_A_VERB = re.compile(rf"\b(?:{_MODAL}|{_PAST}|[a-z]{{3,}}ed)\b")
_FIGURE = re.compile(r"(?: at| about| around)? (?:[$€£] ?)?\d")
_LAST_WORD = re.compile(r"([a-z][\w’'-]*)(?: to| of| that| not)?(?: \(.*\))?$")
# `The lines to grow and ports to hire`: what the others are to do is asked for by itself.
_TO_DO_TOO = re.compile(r" and (?:(?:the|its|their|more|new) )?[a-z]+s to [a-z]+\b.*$")
_WHAT_IT_IS = re.compile(r"\b(?:what|where|who|how) (?!it |he |she )(?:[\w’'-]+ ){1,4}(?:is|are|was|were)$")
_NO_END = re.compile(
    r"(?<=,) (?:19|20)\d\d$|\b(?:is|are|was|were|be|starting|until|after|before|of|the|an?|to|its|their|than)$"
)
_LIST = re.compile(
    r"(?!(?:in|on|at|by|for|with|under|after|before|since|during|over|despite|like|as|when|while|if)\b|[a-z]+ly,)"
    r"[^,]{2,70}(?:, [^,]{2,70}){1,5},? (?:and|or) [^,]{2,100}",
    re.IGNORECASE,
)
# Where all of a sentence happens, at its head, and no time, view or matter.
FIRST_PLACE = re.compile(
    r"(?P<where>(?:Under|During) [a-z][^,\d]{3,110}?"
    r"|(?:In|Across|Throughout) (?:(?:the|both|most|many|all|some|parts|much|of) )*"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|H[12]|FY|Brief"
    r"|Short|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter)\b)"
    r"(?:[A-Z][^,\d]{1,60}?|(?:[a-z-]+ ){0,4}(?:north|south|east|west|regions?|provinces?|districts?|coast|valley|delta"
    r"|city|cities|capital|countries|islands?|southeast|northeast|southwest|northwest)"
    r"|(?:[a-z-]+ ){0,4}(?:areas?|parts|towns|villages|markets|states|waters|camps)"
    r" (?:of|in|along|near|around) [^,\d]{1,90}?))"
    r"(?<!view)(?<!opinion)(?<!words)(?<!case)(?<!report)(?<!statement)(?<!speech)(?<!interview)(?<!scenario)"
    r"(?<!forecast)(?<!note), "
)
# A subject with one of these is none that can be asked about.
_TIMES = re.compile(r"\b(?:first|second|last|next|only|one) time\b")
_FINITE = re.compile(
    rf"\b(?:will|would|could|might|should|shall|{_PAST})\b"
    r"|\b(?:also|still|now|already|often|usually|always) [a-z]+s\b"
    r"|\b[a-z]{3,}(?<!ss)(?<!us)s (?:the|an?|this|these|how|what|whether)\b"
    r"|\b(?:[Ii]|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Tt]hey)[’'](?:ll|s|re|ve|d)\b|\b[a-z]{3,}ed [A-Z]\w+[’']s\b"
    r"|\btells? (?:me|us|him|her|them|the)\b|\b(?:leads|comes|goes|makes|gives|gets|wants|becomes|remains|keeps"
    r"|relies|depends|exists|seems|appears|allows|includes"
    r"|contains|provides|ensures|enables|brings|helps) (?!of\b|and\b)|n[’']t\b"
    r"|\b[a-z]{3,}ed (?:the|an?|that|its|his|their|this|these|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_PLACE = re.compile(
    r"(?i:at(?! least| most)|in|on|under|with|by|for|from|to|of|among|between|beneath|behind|or|nor|than|as|though"
    r"|although|because|while|when|if|since|whether|until|unless)\b"
)
_AIM = re.compile(
    r"^(?:one|another|the (?:best|only|first|other)) (?:way|option|idea|step|answer|solution)\b"
    r"|\b(?:goal|aim|purpose|objective|intention|idea|mission|task|job|role|challenge|priority|point)\b(?: of\b.*)?$"
)
_COMPLEMENT = re.compile(
    r"^(?:it|there)\b|^[a-z]+ing$|\b(?:does|do|did|not|don[’']t)\b|(?:\b(?:mean|suggest|show|say|believe|think"
    r"|argue|conclude"
    r"|caution|warn|report|claim|state|indicate|imply|expect|announce|confirm|reveal|predict|estimate|fear|hope"
    r"|note|assume"
    r"|remain|find|found|said|thought|see|know|judge|assess|reckon|write|add|explain|advise|calculate|claim"
    r"|speculate|contend|maintain|assert|acknowledge|allege|stress|feel|worry|agree"
    r"|admit|insist|doubt|demonstrate|project|forecast|anticipate|foresee|guess|suspect|recall|recogni[sz]e"
    r"|emphasi[sz]e"
    r"|demand|decide|ensure)(?:s|d|ed)?|\b(?:clear|likely|unlikely|plain|evident|(?:im)?possible|probable|certain"
    r"|confident"
    r"|sure|doubt|confidence|evidence|sign|risk|chance|fear|view|expectation|hope|worry|concern|fact|idea|news"
    r"|belief|so"
    r"|such|possibility|probability|warning|inevitable))$",
    re.IGNORECASE,
)
NO_VERB = re.compile(
    r"[^a-z]|(?:also|still|only|then)$|(?:the|an?|this|that|these|its|his|her|their|our|my|in|on|at|by|of|for|from"
    r"|with|to)\b|[a-z]+ing\b(?<!bring)(?<!cling)(?<!sing)(?<!swing)(?<!spring)"
)


def clause_asked(plain: str, hedge: str) -> str:
    """What is left of a sentence where its hedge stands, of a clause that can be asked about.

    >>> clause_asked("While rents will rise, wages, the clerk added, stay flat.", "will")
    'Rents will rise'
    >>> clause_asked("NORVIK (Agency) – The Kelda, built in 1970, may sink (Ost et al., 2020).", "may")
    'The Kelda may sink.'
    """
    plain = _SAID_BEHIND.sub("", _INSERTED.sub(",", SOURCE.sub("", plain)))
    plain = _BETWEEN_DASHES.sub("", _BETWEEN_COMMAS.sub("", plain))
    for leading in (_DATELINE, _LABEL, _IN_CAPITALS, _OPENING_ADVERB, _LEFT_OVER, _AT_FIRST, _OPENING):
        plain = leading.sub("", plain)
    plain = _of_subordinate(plain, hedge.lower())
    plain = _BESIDE.sub("", plain)
    return plain[:1].upper() + plain[1:]


def _of_subordinate(plain: str, hedge: str) -> str:
    """Of *while this may be, that will be*, the clause of the hedge: the second, where both have it."""
    match = _SUBORDINATE.match(plain)
    if match is None or _AS_IF_NONE.match(plain):
        return plain
    first, main = match["clause"], match["main"]
    if (named := _NAMED.match(first)) and (pronoun := _PRONOUN.match(main)):
        main = f"{named[1]}{main[pronoun.end() :]}"
    has_first, has_main = (re.search(rf"\b{re.escape(hedge)}\b", part.lower()) for part in (first, main))
    return first if hedge and has_first and not has_main else main


def without_tail(verb: str) -> str:
    """The verb with what belongs to it, without a second clause and what only accompanies it.

    >>> without_tail("be very thin and the firm would lose cash"), without_tail("dock, meeting with the crew")
    ('be very thin', 'dock')
    """
    second = _SECOND.search(verb)
    # `The reports that banks or brokers may write`: that is of a noun, and no second clause.
    is_of_a_noun = second is not None and _OF_A_NOUN.search(verb, 0, second.start())
    return _TO_DO_TOO.sub("", verb if second is None or is_of_a_noun else verb[: second.start()])


def ends_well(verb: str) -> bool:
    """Whether a verb ends where something is said: what was cut out of it may have been its object."""
    return ",," not in verb and (_NO_END.search(verb) is None or _WHAT_IT_IS.search(verb) is not None)


def is_plain(subject: str) -> bool:
    """Whether a subject can be asked about: it holds no verb of its own, and is no place, time or aim.

    >>> [is_plain(one) for one in ("the bank", "the law marks the day", "at the core", "the aim of it")]
    [True, False, False, False]
    """
    return not (_TIMES.search(subject) or _FINITE.search(subject) or _PLACE.match(subject) or _AIM.search(subject))


def is_list(subject: str) -> bool:
    """Whether the commas of a subject part what is listed there.

    >>> is_list("rents, wages, and the war"), is_list("in May, rents and wages"), is_list("Osk, the minister")
    (True, False, False)
    """
    return _LIST.fullmatch(subject) is not None


def is_relative(before: str) -> bool:
    """Whether *that* behind these words begins a relative clause of the subject, and not what somebody says.

    >>> is_relative("the towns"), is_relative("the delay means"), is_relative("there is no doubt")
    (True, False, False)
    """
    return _COMPLEMENT.search(before.strip()) is None


def is_beside(hedge: str, match: re.Match[str]) -> bool:
    """Whether the hedge stands before the verb that was found; it is another verb's where it stands behind.

    *The delay is due to traffic, as a craft is set to dock*; before a figure it is of the same one (*between 1% and 3%,
    most likely 2%*). What was put aside with the sentence's number or opening word stands nowhere, and what is asked as
    a thing or a clause has it outside.
    """
    named, said = match.groupdict(), _LAST_WORD.search(hedge.lower())
    if said is None or not named.get("verb"):
        return True
    word, low = re.compile(rf"(?<!\w){re.escape(said[1])}(?!\w)"), match.string.lower()
    behind = word.search(low)
    return behind is None or behind.start() < match.start("verb") or _FIGURE.match(low, behind.end()) is not None


def clauses_before(plain: str, hedge: str) -> list[str]:
    """What begins behind each clause before that of the hedge, to be asked about where the whole sentence cannot be.

    >>> clauses_before("Tolls rose as limits eased and the number of boats is likely to rise.", "likely")
    ['The number of boats is likely to rise.']
    """
    said = _LAST_WORD.search(hedge.lower())
    place = plain.lower().rfind(said[1]) if said else -1
    begins = (
        match.end()
        for match in _CLAUSE_BEGINS.finditer(plain, 0, max(place, 0))
        if HAS_A_VERB.search(plain, 0, match.start()) and "," not in plain[match.end() : place]
    )
    return [plain[begin : begin + 1].upper() + plain[begin + 1 :] for begin in begins]
