"""Weighing many entries, and the linked sets of the shipped case, each beside a loop that only reads the same."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from paired import ratios, told

from outlook.answers.coherence import coherence_of
from outlook.book import Book, CaseFolder
from outlook.evidence.weigh import weigh
from outlook.model.entries import Evidence
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST

SHIPPED = Path(__file__).parent.parent / "forecasts"
OPENS = datetime(2024, 12, 1, tzinfo=UTC)
AT = OPENS + timedelta(days=20)
ENTRIES, INDICATORS = 1_000, 100


def question() -> Forecast:
    links = [{"id": f"sign-{number}", "likelihood": {"yes": 0.6, "no": 0.1}} for number in range(INDICATORS)]
    return FORECAST.validate_python({
        "id": "f", "case": "c", "kind": "binary", "question": "?", "criteria": "!", "opens_at": OPENS,
        "closes_at": OPENS + timedelta(days=30), "prior": 0.3, "decay": "deadline", "indicators": links,
    })  # fmt: skip


def reports(dice: random.Random) -> list[Evidence]:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return [
        Evidence.model_validate({
            "id": "".join(dice.choices(letters, k=8)), "known_at": OPENS + timedelta(minutes=number), "by": "bench",
            "recorded_at": OPENS + timedelta(minutes=number), "summary": "s", "forecasts": ["f"], "grade": "B2",
            "origin": f"origin-{dice.randrange(400)}", "indicators": {f"sign-{dice.randrange(INDICATORS)}": "full"},
        })
        for number in range(ENTRIES)
    ]  # fmt: skip


def read(entries: list[Evidence]) -> int:
    return sum(len(entry.indicators) + (entry.known_at <= AT) for entry in entries)


def look(folder: CaseFolder) -> int:
    return sum(len(situation.history.evidence) for situation in folder.situations(OPENS))


def main() -> None:
    forecast, entries = question(), reports(random.Random(1))
    values, times = ratios(partial(weigh, forecast, None, entries, AT), partial(read, entries), 21)
    print(told(f"weighing {ENTRIES:,} entries, {INDICATORS} indicators / reading them", values, times))
    folder = Book.open(SHIPPED).cases["syria-2024-12"]
    values, times = ratios(partial(coherence_of, folder, OPENS), partial(look, folder), 21)
    print(told("coherence of the shipped case / folding its ledger", values, times))


if __name__ == "__main__":
    main()
