"""Word documents: paragraphs and tables in order, headings by their style, footnotes at the end."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from outlook.documents.parts import DAMAGE, INSTALL, Part, Read, joined
from outlook.errors import InvalidValue, Refused

if TYPE_CHECKING:
    from docx.document import Document

HEADINGS = ("heading", "title")
# The paragraphs of a text box stand within the paragraph that holds it.
_PARAGRAPHS = "./w:body//w:p[not(ancestor::w:txbxContent)]"
# Text of the paragraph, inserted text too; what was deleted stands in w:delText. A text box stands there twice.
_TEXT = ".//w:t[not(ancestor::*[local-name()='Fallback'])] | .//w:tab | .//w:br | .//w:cr | .//w:noBreakHyphen"
_BLANKS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_NAMESPACES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def read_word(raw: bytes, name: str) -> Read:
    """The text of a DOCX file.

    Raises:
        InvalidValue: it is damaged, or holds no text.
        Refused: the extra `ingest` is not installed.
    """
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError
    except ImportError as error:
        raise Refused(f"{name} is a Word document, and its reader is not installed: {INSTALL}") from error
    try:
        document = docx.Document(BytesIO(raw))
        read = joined([*_parts(document), *_footnotes(document)], _note(document, name))
    except (OpcError, LxmlError, *DAMAGE) as error:
        raise InvalidValue(f"{name} is a damaged Word document: open it and save it again") from error
    if not read.text:
        raise InvalidValue(f"{name} holds no text: are its pages pictures?")
    return read


def _parts(document: "Document") -> Iterator[Part]:
    """Every paragraph where it stands, those in tables, boxes and controls too."""
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    for paragraph in _found(document.element, _PARAGRAPHS):
        style = next(iter(_found(paragraph, "./w:pPr/w:pStyle/@w:val")), "")
        yield Part(_text(paragraph), styles.get(style, "").startswith(HEADINGS))


@lru_cache(maxsize=16)
def _compiled(path: str) -> Any:
    from lxml.etree import XPath

    return XPath(path, namespaces=_NAMESPACES)


def _found(element: Any, path: str) -> Any:
    """What a path leads to; the elements of a part that the library does not know have no short names of their own."""
    return _compiled(path)(element)


def _text(element: Any) -> str:
    found = _found(element, _TEXT)
    return "".join(_BLANKS.get(node.tag.rpartition("}")[2], node.text or "") for node in found)


def _footnotes(document: "Document") -> Iterator[Part]:
    related = [one for one in document.part.rels.values() if one.reltype == _NOTES and not one.is_external]
    for relation in related:
        from docx.oxml import parse_xml

        notes = [_text(note) for note in _found(parse_xml(relation.target_part.blob), "./w:footnote")]
        if any(note.strip() for note in notes):
            yield Part("Footnotes", is_heading=True)
            yield from (Part(note) for note in notes)


def _note(document: "Document", name: str) -> str:
    is_tracked = _found(document.element, "boolean(.//w:ins[.//w:t] | .//w:del[.//w:delText])")
    return f"{name} has tracked changes: what is inserted is read, what is deleted is not" if is_tracked else ""
