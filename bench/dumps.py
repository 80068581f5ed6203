"""A made-up dump of Manifold as large as is wanted: markets, then bets, in one list."""

import json
import sys
from pathlib import Path
from random import Random

START = 1_600_000_000_000  # thousandths of a second since 1970
DAY = 86_400_000
BETS_OF_A_MARKET = 100
USERS = 5000


def write(path: Path, size: int, seed: int = 7) -> int:
    """Write a dump of about that many bytes; how many bets are in it."""
    random, bets = Random(seed), 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[\n")
        market = 0
        while file.tell() < size:
            made = START + market * 60_000
            file.write(("" if market == 0 else ",\n") + json.dumps(_market(market, made, random)))
            for _ in range(BETS_OF_A_MARKET):
                file.write(",\n" + json.dumps(_bet(bets, market, made + random.randrange(30 * DAY), random)))
                bets += 1
            market += 1
        file.write("\n]\n")
    return bets


def _market(number: int, made: int, random: Random) -> dict[str, object]:
    return {
        "id": f"market{number:07d}",
        "creatorId": f"user{random.randrange(USERS):05d}",
        "createdTime": made,
        "closeTime": made + 40 * DAY,
        "question": f"Will number {number} come true?",
        "textDescription": "What counts is said here, at some length. " * 6,
        "url": f"https://manifold.markets/x/{number}",
        "outcomeType": "BINARY",
        "mechanism": "cpmm-1",
        "isResolved": True,
        "resolution": random.choice(("YES", "NO")),
        "resolutionTime": made + 39 * DAY,
    }


def _bet(number: int, market: int, made: int, random: Random) -> dict[str, object]:
    price = round(random.uniform(0.01, 0.99), 6)
    return {
        "id": f"bet{number:09d}",
        "userId": f"user{random.randrange(USERS):05d}",
        "contractId": f"market{market:07d}",
        "createdTime": made,
        "amount": random.randrange(1, 500),
        "shares": random.uniform(1, 900),
        "outcome": "YES",
        "probBefore": round(random.uniform(0.01, 0.99), 6),
        "probAfter": price,
        "loanAmount": 0,
        "fees": {"platformFee": 0, "liquidityFee": 0, "creatorFee": 0},
        "isRedemption": False,
        "isCancelled": False,
        "isFilled": True,
        "fills": [{"amount": 10, "matchedBetId": None, "shares": 17.35, "timestamp": made}],
    }


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2])))
