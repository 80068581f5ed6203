"""PDF, Word and web pages as text: paragraphs and words put together again, places, and what cannot be read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from outlook.documents.formats import format_of, reader
from outlook.documents.headings import headings
from outlook.documents.pages import reflowed
from outlook.documents.read import Text
from outlook.documents.read import decoded as decoded_apart
from outlook.documents.word import ARCHIVES
from outlook.errors import InvalidValue, OutlookError
from outlook.model.place import Place, place_at

if TYPE_CHECKING:
    from conftest import PdfOf

W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
LONG = [
    "The harbour of Ness stands at the mouth of the river, and",
    "ships come and go with the tide as they always did.",
]


def decoded(raw: bytes, name: str) -> Text:
    """A document, read in this process: quicker than in one of its own, and nobody here is hostile."""
    ending = format_of(raw, name)
    if ending is None:
        return decoded_apart(raw, name)
    read = reader(ending, name)(raw, name, lambda *_: None)
    return Text(read.text, read.note, raw, read.places, ending, name, read.author)


def word(build: Any) -> bytes:
    document, out = docx.Document(), BytesIO()
    build(document)
    document.save(out)
    return out.getvalue()


def page_of(read: Text, quote: str) -> int | None:
    return place_at(read.places, read.text.index(quote)).page


def heading_of(read: Text, quote: str) -> str | None:
    return place_at(read.places, read.text.index(quote)).heading


# ── pages ──


def test_lines_of_a_paragraph_are_one_line_again(pdf_of: PdfOf) -> None:
    read = decoded(pdf_of([LONG]), "note.pdf")
    assert read.text == " ".join(LONG)
    assert (read.ending, read.is_plain, read.id) == ("pdf", False, "note")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The city made further terri-", "torial gains in the north."], "territorial gains"),
        (["The talks between the US-", "Iran commission failed."], "US-Iran commission"),
        (["They joined the UN-", "led process in the spring."], "UN-led process"),
        (["A long-", "term plan was made. Another long-term plan failed."], "A long-term plan"),
        (["The front-", "line town fell. The front held, and the line too."], "The front-line town"),
        (["It was the co-", "operation of all. Their cooperation held."], "the cooperation of all"),
        (["They met in 2020-", "21 for the first time."], "2020-21"),
        (["He came - and", "went again."], "came - and went"),
    ],
)
def test_a_word_that_is_broken_over_a_line_is_put_together_by_the_rule(
    pdf_of: PdfOf, lines: list[str], expected: str
) -> None:
    assert expected in decoded(pdf_of([lines]), "note.pdf").text


def test_a_sentence_that_runs_over_a_page_is_one_and_stands_where_it_begins(pdf_of: PdfOf) -> None:
    read = decoded(
        pdf_of([[*LONG, "Prices may rise by a third before the winter if the"], ["canal stays shut. It rained."]]),
        "n.pdf",
    )
    assert "Prices may rise by a third before the winter if the canal stays shut. It rained." in read.text
    assert [page_of(read, quote) for quote in ("The harbour", "Prices", "It rained")] == [1, 1, 2]


def test_a_page_that_begins_in_small_letters_goes_on_after_a_short_line(pdf_of: PdfOf) -> None:
    assert (
        "It fell and rose again."
        in decoded(pdf_of([[*LONG, "They slept.", "It fell and"], ["rose again."]]), "n.pdf").text
    )


def test_what_begins_half_of_the_pages_only_is_no_running_head(pdf_of: PdfOf) -> None:
    body = [
        f"The harbour of Ness saw ships from the {name}, and they came to stay." for name in ("east", "west", "south")
    ]
    pages = [["The same line.", *body] if number < 2 else [f"Line {number} of its own.", *body] for number in range(4)]
    assert decoded(pdf_of(pages), "n.pdf").text.count("The same line.") == 2


def test_a_word_broken_over_a_page_is_put_together(pdf_of: PdfOf) -> None:
    read = decoded(pdf_of([[*LONG, "The opposition made further and lasting terri-"], ["torial gains."]]), "n.pdf")
    assert "further and lasting territorial gains." in read.text


def test_running_heads_and_page_numbers_are_left_out_and_counted(pdf_of: PdfOf) -> None:
    bodies = [f"The harbour of Ness saw {number} ships, and each of them came from another port." for number in "3456"]
    pages = [["Gulf Outlook, issue 7", *[body] * 5, f"Page {number} of 4"] for number, body in enumerate(bodies, 1)]
    read = decoded(pdf_of(pages), "note.pdf")
    assert "issue 7" not in read.text
    assert "Page" not in read.text
    assert read.text.count("The harbour of Ness") == 20
    assert read.note == "note.pdf: 8 running heads, feet and page numbers are left out"


def test_what_begins_two_pages_only_is_no_running_head(pdf_of: PdfOf) -> None:
    assert (
        decoded(pdf_of([["The same line.", *LONG], ["The same line.", *LONG]]), "n.pdf").text.count("The same line.")
        == 2
    )


def test_headings_and_items_are_paragraphs_of_their_own(pdf_of: PdfOf) -> None:
    text = decoded(pdf_of([["What comes next", *LONG, "- Prices may rise.", "- Rents may fall."]]), "n.pdf").text
    assert text.split("\n\n") == ["What comes next", " ".join(LONG), "- Prices may rise.", "- Rents may fall."]


def test_pages_without_text_are_named(pdf_of: PdfOf) -> None:
    assert decoded(pdf_of([LONG, []]), "n.pdf").note == "page 2 of n.pdf holds no text"
    assert decoded(pdf_of([[], LONG, []]), "n.pdf").note == "2 pages of n.pdf hold no text (1, 3)"
    many = decoded(pdf_of([LONG, *([[]] * 12)]), "n.pdf").note
    assert many == "12 pages of n.pdf hold no text (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …)"


@pytest.mark.parametrize(
    ("size", "note"), [(900, "page 2 of n.pdf is scanned and was not read"), (40, "page 2 of n.pdf holds no text")]
)
def test_a_scanned_page_among_typed_ones_is_named_and_a_page_with_a_logo_is_none(
    pdf_of: PdfOf, size: int, note: str
) -> None:
    writer, out = PdfWriter(clone_from=BytesIO(pdf_of([LONG, [], LONG]))), BytesIO()
    picture = StreamObject()
    picture.update({NameObject("/Subtype"): NameObject("/Image")})
    picture.update({NameObject(name): NumberObject(size) for name in ("/Width", "/Height")})
    named = DictionaryObject({NameObject("/Im0"): writer._add_object(picture)})
    writer.pages[1][NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    writer.write(out)
    assert decoded(out.getvalue(), "n.pdf").note == note


@given(st.lists(st.lists(st.text("abc DEF-.,", max_size=30), max_size=6), max_size=5))
def test_every_letter_of_every_page_is_kept_in_order_and_has_its_page(pages: list[list[str]]) -> None:
    read, left_out = reflowed(["\n".join(lines) for lines in pages])
    assert left_out == 0 or len(pages) >= 3
    kept = [letter for letter in read.text if letter.isalpha()]
    if not left_out:
        assert kept == [letter for lines in pages for line in lines for letter in line if letter.isalpha()]
    assert [place.start for place in read.places] == sorted(place.start for place in read.places)
    assert all(0 <= place.start <= len(read.text) for place in read.places)


def test_each_page_begins_where_its_place_says() -> None:
    pages = [[f"Page mark {letter} opens here, and this is its", "second line, which ends."] for letter in "ABCD"]
    read, _ = reflowed(["\n".join(lines) for lines in pages])
    assert [read.text[place.start :][:11] for place in read.places] == [f"Page mark {letter}" for letter in "ABCD"]


# ── locked, scanned, damaged ──


def test_who_wrote_it_stands_by_itself_beneath_a_long_title() -> None:
    lines = ["Freight and grain: the quarter ahead", "By Levant Markets Desk, 23 November 2026", "Exports ran high in"]
    read, _ = reflowed(["\n".join([*lines, "October, as a record harvest met weak demand.", "They fell later."])])
    assert read.text.split("\n\n")[:2] == lines[:2]


def locked(pdf_of: PdfOf, password: str) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.append(PdfReader(BytesIO(pdf_of([LONG]))))
    writer.encrypt(password, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_asks_for_no_password_is_read_and_one_that_does_is_refused(pdf_of: PdfOf) -> None:
    assert decoded(locked(pdf_of, ""), "n.pdf").text == " ".join(LONG)
    with pytest.raises(InvalidValue, match=r"n\.pdf is locked with a password: save an open copy of it"):
        decoded(locked(pdf_of, "secret"), "n.pdf")


def test_a_scanned_pdf_is_refused(pdf_of: PdfOf) -> None:
    with pytest.raises(InvalidValue, match=r"n\.pdf holds no text in its 2 pages: it is scanned"):
        decoded(pdf_of([[], []]), "n.pdf")


def test_a_damaged_pdf_or_word_document_is_a_sentence_and_never_a_traceback(pdf_of: PdfOf) -> None:
    whole = [pdf_of([LONG, LONG]), word(lambda document: document.add_paragraph(" ".join(LONG)))]
    damaged = [raw[:cut] for raw in whole for cut in range(8, len(raw), max(len(raw) // 40, 1))]
    places = [(raw, at) for raw in whole for at in range(8, len(raw), max(len(raw) // 60, 1))]
    damaged += [raw[:at] + bytes([raw[at] ^ 0x5A]) + raw[at + 1 :] for raw, at in places]
    refusals = [refusal for raw in damaged if (refusal := refused(raw))]
    assert len(refusals) > len(damaged) / 4
    assert all(refusal.startswith("n ") for refusal in refusals)


def refused(raw: bytes) -> str:
    try:
        decoded(raw, "n")
    except OutlookError as error:
        return str(error)
    return ""


# ── Word ──


def test_a_word_document_is_read_in_order_with_its_headings() -> None:
    def build(document: Any) -> None:
        document.add_heading("Gulf outlook", 0)
        document.add_paragraph("The canal is open.")
        document.add_heading("Next", 1)
        table = document.add_table(1, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Rates may double by spring."
        table.cell(0, 2).text = "12"
        document.add_paragraph("Prices may fall.", style="List Bullet")

    read = decoded(word(build), "Gulf (Q3).docx")
    assert read.text.split("\n\n") == [
        "Gulf outlook",
        "The canal is open.",
        "Next",
        "Rates may double by spring.",
        "12",
        "Prices may fall.",
    ]
    assert [heading_of(read, quote) for quote in ("The canal", "Rates", "Prices")] == ["Gulf outlook", "Next", "Next"]
    assert (read.id, read.ending, read.note) == ("gulf-q3", "docx", "")


BOX = f"""<w:r {W} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:AlternateContent>
<mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>Rents may fall.</w:t></w:r></w:p></w:txbxContent></mc:Choice>
<mc:Fallback><w:txbxContent><w:p><w:r><w:t>Rents may fall.</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
</mc:AlternateContent></w:r>"""


def test_a_text_box_is_read_once_and_a_tab_parts_words() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Prices\tmay rise. ")._p.append(parse_xml(BOX))

    assert decoded(word(build), "n.docx").text == "Prices may rise. Rents may fall."


FOOTNOTES = f"""<w:footnotes {W}><w:footnote w:id='1'><w:p><w:r><w:t>Rates could double by spring.</w:t></w:r></w:p>
</w:footnote></w:footnotes>"""
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def test_footnotes_are_read_at_the_end() -> None:
    raw, out = word(lambda document: document.add_paragraph("The canal is open.")), BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/_rels/document.xml.rels":
                text = text.replace(
                    b"</Rel", f"<Relationship Id='f' Type='{RELATION}' Target='footnotes.xml'/></Rel".encode()
                )
            if name == "[Content_Types].xml":
                added = f"<Override PartName='/word/footnotes.xml' ContentType='{KIND}'/></Types"
                text = text.replace(b"</Types", added.encode())
            new.writestr(name, text)
        new.writestr("word/footnotes.xml", FOOTNOTES)
    read = decoded(out.getvalue(), "n.docx")
    assert read.text.split("\n\n") == ["The canal is open.", "Footnotes", "Rates could double by spring."]
    assert heading_of(read, "Rates") == "Footnotes"


def test_inserted_text_is_read_deleted_text_is_not_and_that_is_said() -> None:
    inserted = f"<w:ins {W} w:id='1' w:author='a'><w:r><w:t>may</w:t></w:r></w:ins>"
    deleted = f"<w:del {W} w:id='2' w:author='a'><w:r><w:delText>will</w:delText></w:r></w:del>"

    def build(document: Any) -> None:
        paragraph = document.add_paragraph("Prices ")
        for part in (inserted, deleted):
            paragraph._p.append(parse_xml(part))
        paragraph.add_run(" rise.")

    read = decoded(word(build), "n.docx")
    assert read.text == "Prices may rise."
    assert read.note == "n.docx has tracked changes: what is inserted is read, what is deleted is not"


def test_a_word_document_without_text_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"n\.docx holds no text: are its pages pictures\?"):
        decoded(word(lambda _: None), "n.docx")


def archive(names: list[str], size: int = 4) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, b" " * size)
    return out.getvalue()


@pytest.mark.parametrize(("inside", "what"), [*ARCHIVES, ("notes.txt", "an archive, and no Word document")])
def test_another_archive_is_named_and_refused(inside: str, what: str) -> None:
    with pytest.raises(InvalidValue, match=f"n is {what}, which is not read: save it as PDF, DOCX, HTML or plain text"):
        decoded(archive([inside]), "n")


@pytest.mark.in_turn
def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    raw = archive(["word/document.xml", "word/big.xml"], 110_000_000)
    assert len(raw) < 1_000_000
    with pytest.raises(InvalidValue, match="n would unpack to 220 MB, and at most 200 MB are read"):
        decoded(raw, "n")


@pytest.mark.parametrize(
    ("raw", "saying"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "n is an old Office document, or one with a password"),
        (b"{\\rtf1 Prices may rise.}", "n is rich text"),
        (b"PK\x03\x04....", "n is a damaged archive, and no Word document"),
        (b"<html><body></body></html>", "n is a web page without an article"),
        (b"<html>", "n is a web page without an article"),
        (b"<!doctype html>", "n is a web page without text"),
        (b"<html><meta charset='undefined'><p>x", "n says that it is in undefined, and is not"),
        (b"<html>\0<p>Prices may rise.", "n is a web page without text"),
        (b"<html><meta charset='klingon'><p>x", "n says that it is in 'klingon', which is no encoding"),
        (b"<html><meta charset='ascii'><p>\xff", "n says that it is in ascii, and is not"),
        (b"<html><p>\x81\x8d", "n is neither UTF-8 nor Windows-1252"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_the_way_out(raw: bytes, saying: str) -> None:
    with pytest.raises(InvalidValue, match=saying) as refusal:
        decoded(raw, "n")
    assert "save" in str(refusal.value) or "without" in str(refusal.value) or "damaged" in str(refusal.value)


# ── web pages ──

ARTICLE = """
<h1>Gulf outlook</h1><p>Exports rose by 4&nbsp;% in the second quarter, and the port handled more ships than ever before.</p>
<h2>What comes next</h2><p>Exports are <em>likely</em> to fall by the end of October 2026 if the canal stays shut.</p>
<p hidden>Hidden prices may rise to the sky.</p><ul><li>Rates could double by spring, as brokers in the city say.</li></ul>
<table><tr><td>Rents may fall in the old town.</td><td>12</td></tr></table>"""
PAGE = f"""<!doctype html><html><head><title>t</title><script>may = "rise";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/b">You may also like this page</a></li></ul></nav>
<div class="cookie-banner">We may share your data with our partners.</div><main><article>{ARTICLE}</article></main>
<footer><p>Terms may change without notice.</p></footer></body></html>"""


def test_the_article_of_a_page_is_read_without_what_stands_around_it() -> None:
    read = decoded(PAGE.encode(), "page.html")
    for quote in ("Exports are likely to fall", "Rates could double by spring", "Rents may fall in the old town."):
        assert heading_of(read, quote) == "What comes next"
    for other in ("also like", "share your data", "Hidden", "change without notice", "rise"):
        assert other not in read.text
    assert "4 % in" in read.text
    assert read.note.endswith("words of page.html are read as the article; the rest is navigation and the like")


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        (PAGE.replace("4&nbsp;%", "£5").encode("utf-8-sig"), ""),
        (PAGE.replace("4&nbsp;%", "£5").encode("utf-16"), "n.html is read as utf-16"),
        (PAGE.replace("4&nbsp;%", "£5").encode("cp1252"), "n.html is not UTF-8; it is read as Windows-1252"),
        (
            PAGE.replace("4&nbsp;%", "£5").replace("<title>", "<meta charset=iso-8859-1><title>").encode("latin-1"),
            "n.html is read as iso-8859-1",
        ),
    ],
)
def test_the_encoding_of_a_page_is_found_out_and_said(raw: bytes, note: str) -> None:
    read = decoded(raw, "n.html")
    assert "£5" in read.text
    assert read.note.startswith(note)
    assert bool(note) is ("read as" in read.note.split(" words of ")[0])


# ── Markdown, and places ──


def test_headings_of_markdown_are_places_and_those_in_fences_are_not() -> None:
    text = "# Ahead\nPrices may rise.\n\n```\n# no heading\n```\nThen\n----\nRents may fall.\n"
    assert [place.heading for place in headings(text)] == ["Ahead", "Then"]
    read = decoded(text.encode(), "n.md")
    assert [heading_of(read, quote) for quote in ("Prices", "Rents")] == ["Ahead", "Then"]
    assert decoded(text.encode(), "n.txt").places == ()


def test_before_the_first_place_nothing_is_known() -> None:
    assert place_at([Place(5, page=2)], 4) == Place(0)
    assert place_at([], 9) == Place(0)


ARTICLE = "<p>Prices may rise in 2027, and exports are likely to fall by the end of March.</p>" * 5


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ("", '<p class="meta byline">By <a>Harbour Desk</a>, 16 December 2024</p>', "Harbour Desk"),
        ("", '<span rel="nofollow author">Ana Berg</span>', "Ana Berg"),
        ('<meta name="Author" content="Ana Berg">', "", "Ana Berg"),
        ('<meta name="author" content="Site">', '<p class="byline">By Ana Berg</p>', "Ana Berg"),
        ('<meta name="author" content="Ana Berg">', '<p class="byline">16 December 2024</p>', ""),
        ('<meta name="author" content="admin">', "", ""),
        ('<meta name="author" content="https://example.org/ana">', "", ""),
        ("", '<a rel="author">Ana Berg</a> <a rel="author">Tom Lee</a>', ""),
        ("", '<a rel="author">Ana Berg</a> <a rel="author">Ana  Berg</a>', "Ana Berg"),
        ("", '<aside><a rel="author">Tom Lee</a></aside><footer class="byline">Tom Lee</footer>', ""),
        ("", '<p class="byline" hidden>Tom Lee</p>', ""),
        ("", '<p class="bylines">By Tom Lee</p>', ""),
        ('<meta name="author" content="Ana\x1b[31m Berg\u202e">', "", ""),
        ('<meta name="author" content="' + "Ana " * 5000 + '">', "", ""),
        ("", '<p class="byline">By Ana Berg</p>' * 21, ""),
        ("", '<p class="byline">By March, prices will rise.</p>', ""),
    ],
)
def test_the_byline_of_a_web_page_names_its_author(head: str, body: str, author: str) -> None:
    page = (
        f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body><article>{body}{ARTICLE}</article></body>"
    )
    assert decoded(page.encode(), "page.html").author == author


def test_notes_at_the_end_stand_under_no_heading() -> None:
    text = "# Ahead\n\nRain.[1]\n\n[1] of a list\n\nSnow.[2]\n\n[1] See there,\nand here.\n[^2]: Also.\n\n[3] More.\n"
    places = headings(text)
    assert [place.heading for place in places] == ["Ahead", None]
    assert text[places[-1].start :].startswith("[1] See there")
    assert [place.heading for place in headings("[1] A text of notes.\n")] == []
