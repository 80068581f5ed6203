"""Extraction from a megabyte of prose, beside splitting the same text at every full stop and looking for 14 words."""

import gc
import json
import re
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter

from paired import ratios, told

from outlook.extract import extract

LABELLED = Path(__file__).parent.parent / "tests" / "data" / "extraction"
SIZE = 1_000_000
BAG = re.compile(
    r"\b(?:may|might|could|would|will|shall|should|expect|expected|likely|unlikely|probably|risk|forecast)\b"
)


def prose() -> str:
    """The labelled passages, one after the other and again, up to a megabyte; a third of their sentences look ahead."""
    files = sorted(LABELLED.glob("*.json"))
    passages = [passage["text"] for file in files for passage in json.loads(file.read_text("utf-8"))["passages"]]
    often = SIZE // sum(map(len, passages)) * len(passages)
    return "\n\n".join(islice(cycle(passages), often))


def bag(text: str) -> int:
    return sum(BAG.search(sentence) is not None for sentence in text.split(". "))


def main() -> None:
    gc.disable()  # as in the command
    text = prose()
    size = len(text.encode()) / 1e6
    values, times = ratios(partial(extract, text), partial(bag, text), 7)
    print(told(f"extraction from {size:.2f} MB of prose / a bag of 14 words", values, times))
    seconds = []
    for _ in range(5):
        start = perf_counter()
        extract(text)
        seconds.append(perf_counter() - start)
    print(f"{size / median(seconds):.2f} MB a second ({size / max(seconds):.2f} to {size / min(seconds):.2f})")


if __name__ == "__main__":
    main()
