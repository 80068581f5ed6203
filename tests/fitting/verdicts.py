"""`python -m fitting.verdicts FILE SET`: write down what the rules say of the passages of a file that nobody has read yet.

It is done once, before anybody reads them: what the rules say of texts that they were made with is nearly always right.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from evaluate.labelled import FOLDER
from outlook.extract import classify, extract

from .rows import VERDICTS

if TYPE_CHECKING:
    from outlook.extract.features import Verdict


def main() -> None:
    name, group = sys.argv[1:]
    known = [json.loads(line) for line in VERDICTS.read_text("utf-8").splitlines()]
    if any(one["file"] == name for one in known):
        sys.exit(f"{name} has its verdicts: they stay what they were before anybody read it")
    passages = json.loads((FOLDER / name).read_text("utf-8"))["passages"]
    with VERDICTS.open("a", encoding="utf-8") as kept:
        for one in passages:
            record = {"file": name, "title": one["title"], "set": group, "verdicts": verdicts(one["text"])}
            kept.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")


def verdicts(text: str) -> list[list[Any]]:
    """The place of each sentence of which the rules say anything, whether it is an outlook, its spans and its cues."""
    said: dict[int, Verdict] = {}
    first = classify._verdict

    def noted(read: Any, ahead: Any) -> Verdict:
        said[read.sentence.start] = found = first(read, ahead)
        return found

    classify._verdict = noted
    try:
        extract(text)
    finally:
        classify._verdict = first
    every = []
    for one in extract(text, weighed=False):
        verdict = said.get(one.start)
        spans = {"condition": one.condition, "speaker": one.attributed_to}
        named = list(verdict.spans) if verdict else [name for name, found in spans.items() if found]
        cues = [[cue.rule, cue.text, cue.veto] for cue in verdict.cues] if verdict else []
        if named or cues:
            every.append([one.start, one.end, bool(verdict and verdict.is_outlook), named, cues])
    return every


if __name__ == "__main__":
    main()
