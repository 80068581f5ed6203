"""Whether the probabilities of a case fit together."""

from datetime import datetime
from typing import TYPE_CHECKING

from outlook.book.believed import Believed, believed_of
from outlook.coherence.assess import CaseCoherence, assess

if TYPE_CHECKING:
    from outlook.book import CaseFolder


def coherence_of(folder: "CaseFolder", at: datetime) -> CaseCoherence:
    """One case, by what is believed of each open forecast."""
    return assessed(believed_of(folder, at))


def assessed(believed: Believed) -> CaseCoherence:
    """What is believed, held against itself."""
    forecasts = {name: situation.forecast for name, situation in believed.situations.items()}
    relations = believed.folder.case.relations if believed.folder.case else ()
    return assess(believed.folder.id, forecasts, believed.beliefs, relations)
