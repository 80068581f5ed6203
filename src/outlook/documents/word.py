"""Word documents: paragraphs and tables in order, headings by their style, footnotes at the end.

Every element is looked at once. A search from each paragraph takes hours where a hostile document nests them.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml.etree import LxmlError, XMLSyntaxError, iterwalk

from outlook.documents.limits import PARTS, SPLIT, UNPACKED
from outlook.documents.parts import DAMAGE, Part, Read, Watch, joined
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from docx.document import Document

ARCHIVES = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"),
)
HEADINGS = ("heading", "title")
OUT_OF_MEMORY = 2  # libxml2's XML_ERR_NO_MEMORY
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _WRITTEN, _DELETED = f"{_W}p", f"{_W}t", f"{_W}delText"
# A text box stands in the document twice: as newer programs show it, and as older ones do.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLANKS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_TRACKED = {_WRITTEN: f"{_W}ins", _DELETED: f"{_W}del"}
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def read_word(raw: bytes, name: str, _watch: Watch) -> Read:
    """The text of a DOCX file.

    Raises:
        InvalidValue: it is another archive, too large, damaged, or holds no text.
    """
    _check_archive(raw, name)
    try:
        document = docx.Document(BytesIO(raw))
        read = joined([*_parts(document), *_footnotes(document)], _note(document, name))
    except (OpcError, LxmlError, *DAMAGE) as error:
        if isinstance(error, XMLSyntaxError) and error.code == OUT_OF_MEMORY:
            raise MemoryError from error
        raise InvalidValue(f"{name} is a damaged Word document: open it and save it again") from error
    if not read.text:
        raise InvalidValue(f"{name} holds no text: are its pages pictures?")
    return read


def _check_archive(raw: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
    except DAMAGE as error:
        raise InvalidValue(f"{name} is a damaged archive, and no Word document: {error}") from error
    names = {member.filename for member in members}
    if "word/document.xml" not in names:
        what = next((what for inside, what in ARCHIVES if inside in names), "an archive, and no Word document")
        raise InvalidValue(f"{name} is {what}, which is not read: save it as PDF, DOCX, HTML or plain text")
    if len(members) > PARTS:
        raise InvalidValue(f"{name} has more than {PARTS:,} parts, which is the limit: {SPLIT}")
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED:
        raise InvalidValue(
            f"{name} would unpack to {unpacked / 1e6:,.0f} MB, and at most {UNPACKED / 1e6:.0f} MB are read: {SPLIT}"
        )


def _parts(document: "Document") -> Iterator[Part]:
    """Every paragraph where it stands, those in tables and controls too; boxes within the paragraph that holds them."""
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    walker = iterwalk(document.element.body, events=("start",))
    for _, element in walker:
        if element.tag == _PARAGRAPH:
            style = element.find(f"{_W}pPr/{_W}pStyle")
            named = "" if style is None else style.get(f"{_W}val", "")
            yield Part(_text(element), styles.get(named, "").startswith(HEADINGS))
            walker.skip_subtree()


def _text(element: Any) -> str:
    """What is written in an element, inserted text too; what was deleted stands in `w:delText`."""
    found = list[str]()
    walker = iterwalk(element, events=("start",))
    for _, node in walker:
        if node.tag == _FALLBACK:
            walker.skip_subtree()
        elif node.tag == _WRITTEN:
            found.append(node.text or "")
        else:
            found.append(_BLANKS.get(node.tag, ""))
    return "".join(found)


def _footnotes(document: "Document") -> Iterator[Part]:
    related = [one for one in document.part.rels.values() if one.reltype == _NOTES and not one.is_external]
    for relation in related:
        notes = [_text(note) for note in parse_xml(relation.target_part.blob).findall(f"{_W}footnote")]
        if any(note.strip() for note in notes):
            yield Part("Footnotes", is_heading=True)
            yield from (Part(note) for note in notes)


def _note(document: "Document", name: str) -> str:
    is_tracked = _has_tracked_changes(document.element)
    return f"{name} has tracked changes: what is inserted is read, what is deleted is not" if is_tracked else ""


def _has_tracked_changes(element: Any) -> bool:
    inside = Counter[str]()
    for event, node in iterwalk(element, events=("start", "end"), tag=[*_TRACKED, *_TRACKED.values()]):
        if node.tag not in _TRACKED:
            inside[node.tag] += 1 if event == "start" else -1
        elif inside[_TRACKED[node.tag]]:
            return True
    return False
