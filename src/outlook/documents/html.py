"""Web pages: the article, told from navigation, banners and footers, with its headings."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Any

from lxml.etree import LxmlError
from lxml.html import fromstring
from trafilatura import bare_extraction

from outlook.documents.author import author_in
from outlook.documents.limits import ELEMENTS, SPLIT
from outlook.documents.parts import Part, Read, Watch, clean, joined
from outlook.errors import InvalidValue

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HIDDEN = "//*[@hidden or @aria-hidden='true' or contains(translate(@style, ' ', ''), 'display:none')]"
_UNSEEN = "self::script or self::style or self::noscript or self::template or self::head"
_WHOLE = f"//text()[not(ancestor::*[{_UNSEEN}])]"
PROBED = 4096
UTF_8 = ("utf-8", "utf8", "utf-8-sig")
FEWEST_ROWS, LONGEST_CELL = 2, 200  # of a table that says something by its rows and columns
PARAGRAPHS = ("p", "head", "item", "cell", "quote", "code", "ab", "fw")


def read_html(raw: bytes, name: str, _watch: Watch) -> Read:
    """The text of a web page's article.

    Raises:
        InvalidValue: its encoding is not what it says, it is too large, or it holds no text.
    """
    source, note = _decoded(raw, name)
    if source.count("<") - source.count("</") > ELEMENTS:
        raise InvalidValue(f"{name} has more than {ELEMENTS:,} elements, which is the limit: {SPLIT}")
    if not source.strip() or "\0" in source:
        raise InvalidValue(f"{name} is a web page without text")
    try:
        tree = fromstring(_DECLARED.sub("", clean(source), count=1))
    except LxmlError as error:
        raise InvalidValue(f"{name} is a web page without text") from error
    _mark_notes(tree)
    author = _author(tree)  # before the article is cut out of it
    whole = len(" ".join(tree.xpath(_WHOLE)).split())
    found = bare_extraction(
        tree, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False, prune_xpath=_HIDDEN
    )
    read = joined(_parts(found.body)) if found is not None and not isinstance(found, dict) else Read("", ())
    if not read.text:
        raise InvalidValue(f"{name} is a web page without an article: save its text as plain text")
    words = len(read.text.split())
    kept = f"{words:,} of {whole:,} words of {name} are read as the article; the rest is navigation and the like"
    return read._replace(author=author, note="; ".join(part for part in (note, kept if words < whole else "") if part))


# Where a page says whose it is, each only where those before it say nothing; not beside the article, nor hidden.
_ASIDE = "ancestor-or-self::*[self::aside or self::footer or self::nav or @hidden or @aria-hidden='true']"
_BYLINES = (
    f"//*[contains(concat(' ', normalize-space(@class), ' '), ' byline ')][not({_ASIDE})]",
    f"//*[contains(concat(' ', normalize-space(@rel), ' '), ' author ')][not({_ASIDE})]",
    "//meta[translate(@name, 'AUTHOR', 'author')='author']/@content",
)
MOST_BYLINES = 20


def _author(tree: Any) -> str:
    """Whose the page is, where it names one author; empty where it names none, or several."""
    for place in _BYLINES:
        found = tree.xpath(place)[: MOST_BYLINES + 1]
        texts = [clean(one if isinstance(one, str) else "".join(one.itertext())) for one in found]
        if len(texts) <= MOST_BYLINES and any(text.strip() for text in texts):
            return author_in(texts) or ""
    return ""


def _mark_notes(tree: Any) -> None:
    """Raised numbers that point at notes get brackets: `unlikely<sup>1</sup>` is not *unlikely1*, and m² no note."""
    for raised in tree.iter("sup"):
        mark = "".join(raised.itertext()).strip().strip("[]")
        before = (raised.getprevious().tail if raised.getprevious() is not None else raised.getparent().text) or ""
        if _MARK.fullmatch(mark) and not _POWER.search(before):
            for child in list(raised):
                raised.remove(child)
            raised.text = f"[{mark}]"


_MARK = re.compile(r"\d{1,3}")
_POWER = re.compile(r"(?:\d|\b[kcmd]?m)$")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")  # a page in memory has no encoding any more


def _parts(element: Any) -> Iterator[Part]:
    """Paragraphs, headings, items and tables, each with all that stands within it but other such parts."""
    within: set[Any] = set()
    for child in element.iter("table", *PARAGRAPHS):
        if child in within:
            continue
        if child.tag != "table":
            yield Part("".join(_own(child)), child.tag == "head")
        elif rows := _rows(child):
            within.update(child.iter(*PARAGRAPHS))
            yield Part("\n".join(rows), is_table=True)


def _rows(table: Any) -> list[str]:
    """The rows of a table as those of Markdown, under a first row of heads; nothing of what only lays out a page."""
    rows = [[_plain(cell) for cell in row.iter("cell")] for row in table.iter("row")]
    rows = [row for row in rows if any(row)]
    # The first row has the caption, where the table has one.
    caption = [rows.pop(0)[0], ""] if rows and rows[0][0] and not any(rows[0][1:]) and len(rows[0]) > 1 else []
    wide = {len(row) for row in rows}
    is_small = len(wide) == 1 and max(len(cell) for row in rows for cell in row) <= LONGEST_CELL
    if (
        len(rows) < FEWEST_ROWS
        or not is_small
        or wide == {1}
        or any(True for _ in table.iter("list", "table") if _ is not table)
    ):
        return []
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [*caption, lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]]


def _plain(cell: Any) -> str:
    return " ".join(" ".join(cell.itertext()).split()).replace("|", "¦")


def _own(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield " "
        elif child.tag not in PARAGRAPHS and child.tag not in ("list", "table", "row"):
            yield from _own(child)
        else:
            yield " "
        yield child.tail or ""


def _decoded(raw: bytes, name: str) -> tuple[str, str]:
    """The page as text by its mark, by what it says, as UTF-8 or else as Windows-1252, which is then said."""
    declared = _CHARSET.search(raw[:PROBED])
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encoding = "utf-16"
    elif raw.startswith(BOM_UTF8) or declared is None:
        encoding = "utf-8-sig"
    else:
        encoding = declared[1].decode("ascii", "replace")
    is_usual = encoding.lower() in UTF_8
    try:
        return raw.decode(encoding), "" if is_usual else f"{name} is read as {encoding}"
    except LookupError as error:
        raise InvalidValue(f"{name} says that it is in {encoding!a}, which is no encoding: save it as UTF-8") from error
    except UnicodeError as error:
        if not is_usual:
            raise InvalidValue(f"{name} says that it is in {encoding}, and is not: save it as UTF-8") from error
    try:
        return raw.decode("cp1252"), f"{name} is not UTF-8; it is read as Windows-1252"
    except UnicodeDecodeError as error:
        raise InvalidValue(f"{name} is neither UTF-8 nor Windows-1252: save it as UTF-8") from error
