"""The documentation is plain English: one sentence on a line, the field's own words, percentages written one way."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

# What a newcomer stumbles over, as whole words or phrases; each has a plain equivalent.
BANNED = (
    r"stands?", r"stood", r"standing", r"hangs?", r"hung", r"told", r"mend(?:s|ed|ing)?", r"laid", r"rooms?",
    r"the house", r"the hand", r"the door", r"whose word", r"(?:is|are|was|were) said", r"reckon(?:s|ed|ing)?",
    r"a matter of luck", r"luck reaches", r"one (?:file|object|line|row|number|entry|job) an? \w+", r"alone says",
    r"(?:take|takes) an extra", r"moves nothing", r"for ever", r"what it can", r"what would count", r"lacks its",
    r"tells it apart", r"sees to it", r"but for", r"put right", r"pass(?:es)? over",
)  # fmt: skip
ABBREVIATION = re.compile(r"(?:\b(?:al|e\.g|i\.e|cf|etc|vs|Mr|Mrs|Dr|St|No|pp)|\b[A-Z])\.$")
SENTENCE_END = re.compile(r"[.!?][\"'”’)*_`]*(?=\s+(?:`|[\"'“‘(*_\[]*[A-Z0-9`]))")


def prose(page: Path) -> Iterator[tuple[int, str]]:
    """The lines of a page outside fenced and indented code, without inline code, link targets and comments."""
    fenced = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and not line.startswith(("    ", "<!--")):
            shown = re.sub(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)", r"\1", re.sub(r"`[^`]+`", "`x`", line))
            yield number, shown


def sentences(page: Path) -> Iterator[tuple[int, str]]:
    """The prose lines that hold sentences: no tables, headings, quoted captions or rules, and no marks of lists."""
    captions = {number for number, line in enumerate(page.read_text("utf-8").splitlines(), 1) if line.startswith("![")}
    for number, line in prose(page):
        text = re.sub(r"^\s*(?:>\s*)?(?:[-*]|\d+\.)?\s+|^>\s*", "", line).strip()
        if text and number not in captions and not text.startswith(("|", "#")):
            yield number, re.sub(r"^\*\*[^*]+[.:]\*\*:?\s+", "", text)


def ends(text: str) -> int:
    """How many sentences end before the end of the line."""
    found = (text[: match.end()] for match in SENTENCE_END.finditer(text))
    return sum(not ABBREVIATION.search(before.rstrip("\"'”’)*_`")) for before in found)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_line_holds_at_most_one_sentence(page: Path) -> None:
    assert [f"{page.name}:{number}: {text}" for number, text in sentences(page) if ends(text)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_sentence_is_not_broken_over_lines(page: Path) -> None:
    lines = dict(sentences(page))
    starts = {number for number, line in prose(page) if re.match(r"\s*(?:>\s*)?(?:[-*]|\d+\.) ", line)}
    broken = [
        f"{page.name}:{number}: {text}"
        for number, text in lines.items()
        if number + 1 in lines and number + 1 not in starts and not re.search(r"[.!?:;·][\"'”’)*_`]*$", text)
    ]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_uses_plain_words(page: Path) -> None:
    banned = re.compile(rf"(?<![\w-])(?:{'|'.join(BANNED)})(?![\w-])", re.IGNORECASE)
    assert [f"{page.name}:{number}: {hit[0]}" for number, line in prose(page) for hit in banned.finditer(line)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_percentage_has_no_blank(page: Path) -> None:
    assert [f"{page.name}:{number}: {line}" for number, line in prose(page) if re.search(r"\d\s+%", line)] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One sentence.", 0),
        ("One. Two.", 1),
        ("One (two). `code` begins a third.", 1),
        ("Written by J. Smith, e.g. here.", 0),
        ("The value is 0.25 and 3.11 is a version.", 0),
        ("Is it? **Yes.** So it is.", 2),
    ],
)
def test_the_ends_of_sentences_are_found(text: str, count: int) -> None:
    assert ends(text) == count
