"""What `estimate --accept` adopts: the implied probability as it was when the estimate is known."""

from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.book.enter import Stamp
from outlook.errors import Refused
from outlook.model.belief import Belief
from outlook.model.forecast import Forecast
from outlook.show.describe.weighing import why_nothing_is_implied


def implied_now(book: Book, forecast: Forecast, stamp: Stamp) -> Belief:
    """The implied belief at the stamp's `known_at`, in full precision; raises Refused where there is none."""
    result = Standings(book, stamp.known_at)[forecast.full_id].weighed
    if result.implied is None:
        raise Refused(f"{forecast.full_id}: {why_nothing_is_implied(forecast, result)}. State a probability yourself")
    return result.implied
