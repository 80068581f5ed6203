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

    Where nothing could be proposed nobody knows yet what will be asked, and the words are of nothing.
    """
    if proposal is None or not has_a_number(item) or why_not_its_own(item) is not None:
        return None
    way = way_of(item.text, item, proposal.question)
    return None if way == "unclear" else way


def has_a_number(item: Found) -> bool:
    """Whether a statement's words have a number that can be its document's: nobody else said them."""
    is_there = item.hedge is not None and quoted(item.hedge, item.text) is not None
    return item.band is not None and is_there and not item.attributed_to


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
