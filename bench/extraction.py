"""Extraction from a megabyte of prose, beside splitting the same text at every full stop and looking for 14 words.

Two texts: one in which two fifths of the sentences look ahead, as in an assessment, and one in which few do.
"""

import gc
import json
import os
import re
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Any

from paired import ratios, told

from outlook.extract import extract

ROOT = Path(__file__).parent.parent
LABELLED = ROOT / "tests" / "data" / "extraction"
SIZE = 1_000_000
FEW = 0.1  # of the sentences of a passage look ahead, in an ordinary text
BAG = re.compile(
    r"\b(?:may|might|could|would|will|shall|should|expect|expected|likely|unlikely|probably|risk|forecast)\b"
)
CODE = re.compile(r"```.*?```", re.DOTALL)


def passages() -> list[dict[str, Any]]:
    """The labelled passages of every file."""
    files = sorted(LABELLED.glob("*.json"))
    return [passage for file in files for passage in json.loads(file.read_text("utf-8"))["passages"]]


def dense() -> str:
    """The labelled passages, one after the other and again, up to a megabyte."""
    return _up_to_size([passage["text"] for passage in passages()])


def ordinary() -> str:
    """The pages of the documentation without their code, and the passages in which few sentences look ahead."""
    pages = [CODE.sub("", page.read_text("utf-8")) for page in sorted((ROOT / "docs").glob("*.md"))]
    return _up_to_size([*pages, *(passage["text"] for passage in passages() if _looks_ahead(passage) <= FEW)])


def _looks_ahead(passage: dict[str, Any]) -> float:
    found = ["outlook" in sentence["classes"] for sentence in passage["sentences"]]
    return sum(found) / len(found)


def _up_to_size(texts: list[str]) -> str:
    often = max(1, round(SIZE / sum(map(len, texts)))) * len(texts)
    return "\n\n".join(islice(cycle(texts), often))


def bag(text: str) -> int:
    return sum(BAG.search(sentence) is not None for sentence in text.split(". "))


def processor() -> float:
    """The processor time of this process and of those it has waited for."""
    return sum(os.times()[:4])


def measured(name: str, text: str) -> None:
    size = len(text.encode()) / 1e6
    found = extract(text)
    share = sum("outlook" in one.classes for one in found) / len(found)
    values, times = ratios(partial(extract, text), partial(bag, text), 7)
    print(told(f"extraction from {size:.2f} MB of {name} prose / a bag of 14 words", values, times))
    waited, worked = [], []
    for _ in range(5):
        start, begun = perf_counter(), processor()
        extract(text)
        waited.append(perf_counter() - start)
        worked.append(processor() - begun)
    print(
        f"{share:.0%} of its sentences look ahead; {size / max(waited):.2f} to {size / min(waited):.2f} MB a second, "
        f"{size / min(worked):.2f} MB a second of processor time of its two processes"
    )


def main() -> None:
    gc.disable()  # as in the command
    measured("dense", dense())
    measured("ordinary", ordinary())


if __name__ == "__main__":
    main()
