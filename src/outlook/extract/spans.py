"""Parts of a sentence: its condition, its horizon, and who said it."""

import re
from dataclasses import dataclass, field

from outlook.extract.lexicon import Lexicon, lexicon
from outlook.extract.span import Span

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_STOP = re.compile(r"[,;:]\s|\s–\s|—|[.!?]+[\"”’')\]]*$")
_FIRM_STOP = re.compile(r"[;:]\s|\s–\s|—|[.!?]+[\"”’')\]]*$|[”\"]")
_RESUMES = re.compile(
    r",\s+(?:and|but|which|who|while|although|though|said|says|according|the|a|an|it|they|we|he|she)\b", re.IGNORECASE
)
_NAME = re.compile(r"[A-Z][\w’'.-]*(?:\s+(?:(?:of|for|the|and|al|bin|de|von|van|du)\s+)*[A-Z][\w’'.-]*)*")
_FILLERS = re.compile(
    r"(?:\b(?:has|have|had|also|then|again|later|repeatedly|publicly|now|further|however|meanwhile)\s+)+$"
    r"|,[^,]{0,80},\s*$",
    re.IGNORECASE,
)
_MAIN = re.compile(
    r"\s(?:there|the|a|an|its|their|this|that|these|those|it|they|we|he|she|[A-Z][\w’'-]*)\s(?:(?!there\b)[\w’'-]+\s){0,3}?"
    r"(?:will|would|may|might|could|should|is|are)\b"
)
_INVERTED_MAIN = re.compile(
    r"\s(?:will|would|may|might|could|can|is|are|does|do)\s(?:there|the|a|an|it|they|we|he|she|[A-Z])"
)
_DESCRIBED = re.compile(
    r"\b((?:the|a|an|one of (?:the|their|its|his|her|my|our)|his|her|their|its|my|our|your|some|many|most|several|two"
    r"|three|both)\s"
    r"(?:[\w’'-]+\s){0,3}[\w’'-]+)\s*$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"sa(?:id|ys?)|told|stated|added|warned|warns|argue[ds]?|insisted|insists?|explained|replied|denied|denies|claimed"
    r"|noted|stressed|concluded|believe[ds]?|thinks?|thought|feared|predict(?:ed|s)?|expects?|acknowledged|admitted"
    r"|conceded|cautioned|reassured|observed|remarked|declared|testified|asserted|contended|wrote|commented|vowed"
    r"|made\s+(?:it\s+)?(?:plain|clear)|puts\s.*",
    re.IGNORECASE,
)
_MAKES_CLAIM = re.compile(r"\s+that\b", re.IGNORECASE)  # of `claims`, `fears` and others that are nouns as well
# What ends so is no subject: `was thought`, `the witnesses and declared`.
_NOBODY = re.compile(
    r"\b(?:is|are|was|were|been|be|being|and|or|but|not|to|that|which|who|as|has|have|had|we|i|he|she|they|you)$",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:will|would|may|might|could|should|shall)\b")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|both|all)\s+$", re.IGNORECASE)
_AFTER_QUOTE = re.compile(
    r"\s*((?:the|a|an|one|its)\s+(?:[\w-]+\s+){0,3}[\w-]+)(?=[,.;]|\s+(?:on|in|at|after|who)\b|$)", re.IGNORECASE
)
NEAR = 120  # a speaker stands this close before the verb
NEXT_TO = 48  # one without a name, even closer


@dataclass(slots=True)
class Speakers:
    """Who has spoken so far, so that a surname or a pronoun finds its person."""

    last: str | None = None  # whoever spoke last for the first time
    _heard: set[str] = field(default_factory=set)
    _by_surname: dict[str, str] = field(default_factory=dict)

    def resolve(self, name: str) -> str:
        """The full name that ends as the given one does, if it was heard before; of several, the one heard last."""
        full = self._by_surname.get(name, name)
        if full not in self._heard:
            self._heard.add(full)
            self.last = full
            words = full.split()
            if len(words) > 1:
                self._by_surname[words[-1]] = full
        return full


def find_condition(text: str, low: str) -> Span | None:
    """The first condition of the sentence, marker included, to the end of its clause; `low` is in lower case."""
    words = lexicon()
    if words.inverted.match(low):
        return _to_comma(text, 0)
    for match in words.condition.finditer(low):
        if _is_condition(words, low, match):
            return _clause_from(text, match.start())
    return None


def _is_condition(words: Lexicon, low: str, match: re.Match[str]) -> bool:
    before, after = low[: match.start()], low[match.end() :].lstrip()
    if words.not_before.search(before) or words.not_after.search(after):
        return False
    if match[0] == "provided" and _MODAL.search(before):
        return True
    if match[0] in words.loose_conditions:
        opens = not before.strip() or before.rstrip().endswith((",", ";", "—", "–", " and", " but"))
        return opens and len(after.split()) > 1
    return len(after.split()) > 1


def _clause_from(text: str, start: int) -> Span:
    """From the marker to the end of its clause; a condition that opens the sentence ends at its comma."""
    before = text[:start].rstrip().lower()
    if not before.strip(" “\"'‘(") or before.endswith((" and", " but", ",")):
        return _to_comma(text, start, to_main=not before.endswith(","))
    stop = next(
        (match.start() for match in re.finditer(r"[;:]\s|\s–\s|—|[.!?]+[\"”’')\]]*$|[”\"]", text[start:])),
        len(text) - start,
    )
    resumed = _RESUMES.search(text, start, start + stop)
    end = min(start + stop, resumed.start() if resumed else len(text))
    span = text[start:end].rstrip(", ")
    return Span(span, start, start + len(span))


def _to_comma(text: str, start: int, *, to_main: bool = True) -> Span:
    """To the next mark; where none stands before the end, to where the main clause begins, if it follows."""
    match = _STOP.search(text, start)
    end = match.start() if match else len(text)
    of_a_noun = text[start : start + 16].lower().startswith(("in the event of ", "in case of "))
    if to_main and (of_a_noun or match is None or match.end() == len(text)):
        main = (_INVERTED_MAIN if text[start : start + 4].lower() == "only" else _MAIN).search(text, start, end)
        end = main.start() if main else end
    return Span(text[start:end].rstrip(), start, start + len(text[start:end].rstrip()))


def find_speaker(text: str, low: str, speakers: Speakers) -> str | None:
    """Who said it, by the words around a verb of saying; a pronoun stands for whoever spoke last."""
    words = lexicon()
    if match := words.according.search(low):
        source = text[match.start(1) : match.end(1)]
        return speakers.resolve(_name_in(source) or source.strip())
    if (match := words.opinion.search(low)) and not low[match.start() - 1 : match.start()].isalnum():
        group = 1 if match[1] else 2
        return _holder(text[match.start(group) : match.end(group)], speakers)
    for verb in words.reporting.finditer(_without_quotes(low)):
        before = text[: verb.start()]
        after = text[verb.end() :]
        says = _SAYS.fullmatch(verb[0]) or _MAKES_CLAIM.match(after)
        found = _subject(before, speakers) or _after(after, before) or (_described(before) if says else None)
        if found:
            return found if found == speakers.last else speakers.resolve(found)
    return None


def _without_quotes(text: str) -> str:
    """The sentence with what is quoted blanked out, so that places stay."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text) if "“" in text or '"' in text else text


def _trimmed(before: str) -> str:
    """What stands near before a verb, without what may stand between a subject and its verb."""
    near = before[-NEAR:].rstrip() + " "
    for _ in range(3):
        near = _FILLERS.sub("", near).rstrip() + " "
    return near


def _subject(before: str, speakers: Speakers) -> str | None:
    trimmed = _trimmed(before)
    if pronoun := _PRONOUN.search(trimmed):
        return speakers.last or pronoun[0].strip()
    names = list(_NAME.finditer(trimmed))
    if names and names[-1].end() >= len(trimmed.rstrip()):
        return _person(names[-1][0])
    near = trimmed[-NEXT_TO:]
    common = lexicon().speaker_noun.search(near.lower())
    return near[common.start(1) : common.end(1)].strip() if common else None


def _holder(words: str, speakers: Speakers) -> str:
    """Whose view it is: a name, or whoever spoke last behind `his`, `her` or `their`."""
    name = words.removesuffix("’s").removesuffix("'s").rstrip("’'")
    return speakers.resolve(_person(name) or name) if name[0].isupper() else speakers.last or name


def _described(before: str) -> str | None:
    """A speaker who is only described, before a verb that is no noun as well: `one of their stewards told`."""
    trimmed = _trimmed(before)
    match = _DESCRIBED.search(trimmed)
    return match[1] if match and not _NOBODY.search(match[1]) else None


def _after(rest: str, before: str) -> str | None:
    """`“…,” said X`: the subject behind the verb, where a quote stands before it."""
    if not before.rstrip().endswith(("”", '"', ",", "’")):
        return None
    match = _NAME.match(rest.lstrip())
    if match and match[0].split()[0] not in lexicon().not_names:
        return _person(match[0])
    common = _AFTER_QUOTE.match(rest)
    return common[1] if common else None


def _person(name: str) -> str | None:
    """The name without the titles before it; the whole phrase where no title stands in it."""
    words, tokens = lexicon(), name.split()
    while tokens and tokens[0] in words.not_names:
        tokens.pop(0)
    titles = [index for index, token in enumerate(tokens) if words.role.fullmatch(token.strip("’'.,").lower())]
    after = titles[-1] + 1 if titles else 0
    kept = tokens[after:] if after < len(tokens) else tokens
    return " ".join(kept).rstrip(".,").removesuffix("’s").removesuffix("'s") or None


def _name_in(phrase: str) -> str | None:
    names = (found[0] for found in _NAME.finditer(phrase))
    return next((_person(name) for name in names if name.split()[0] not in lexicon().not_names), None)
