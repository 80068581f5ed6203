"""Whether a statement's words are its document's own estimate of what a draft asks."""

from outlook.extract.clauses import of_its_hedge, says_two_things
from outlook.extract.conditions import hangs_on_more
from outlook.extract.firm import is_of_an_older_paper
from outlook.extract.found import Found
from outlook.extract.lexicon import lowered
from outlook.extract.marks import shown
from outlook.extract.questions import Proposal
from outlook.model.denials import Way, clause_of, way_of
from outlook.model.quotes import quoted


def way_of_its_own(item: Found, proposal: Proposal | None) -> Way | None:
    """Whether a statement's words are the document's estimate of what is asked, or of its opposite; None if of neither.

    Where nothing could be proposed a person asks, and what denies something might be denied there too.
    """
    is_there = item.hedge is not None and quoted(item.hedge, item.text) is not None
    if item.band is None or not is_there or why_not_its_own(item) is not None:
        return None
    way = way_of(item.text, item, proposal.question if proposal else "")
    return None if way == "unclear" or (way == "opposite" and proposal is None) else way


def why_not_its_own(item: Found) -> str | None:
    """Why a statement's words are not the document's estimate of an event, or leave doubt of which; None if they are.

    A second clause may be what the words are about, and a condition that was seen and not understood leaves open when
    they hold. Whether a *not* turns the event, the question decides (`outlook.model.denials`).
    """
    if item.attributed_to:
        return f"{item.attributed_to} says it, and not the document"
    if is_of_an_older_paper(lowered(shown(item.text))):
        return "it says what an older paper said, which is of its day"
    if says_two_things(item):
        return "it says two things, and its words may be about the other"
    if hangs_on_more(item.text, item.condition):
        return "it holds under a condition that was not understood"
    return None


def words_of_its_clause(item: Found) -> str:
    """The words of the clause of the hedge."""
    cut = of_its_hedge(item) or item
    return clause_of(cut.text, cut)
