"""What `coherence` needs of a case: the open forecasts and what is believed of each."""

from datetime import datetime

from outlook.book import CaseFolder
from outlook.coherence.assess import CaseCoherence, assess
from outlook.model.forecast import Belief
from outlook.overview import status_row


def coherence_of(folder: CaseFolder, at: datetime) -> CaseCoherence:
    """One case, by the newest statement of each open forecast, else its prior; what is resolved takes no part."""
    rows = [status_row(situation, folder.case, at) for situation in folder.situations(at)]
    waiting = [row for row in rows if row.state in ("open", "due")]
    stated = {row.forecast.id: row.stated if row.stated is not None else row.forecast.prior for row in waiting}
    beliefs: dict[str, Belief] = {name: belief for name, belief in stated.items() if belief is not None}
    forecasts = {row.forecast.id: row.forecast for row in waiting}
    return assess(folder.id, forecasts, beliefs, folder.case.relations if folder.case else ())
