"""A PDF of 300 pages: reading it beside its library's bare text; the whole command on it, and on one page."""

import json
import sys
import tempfile
from functools import partial
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

from paired import process, ratios, told
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from outlook.documents.read import decoded
from outlook.extract import sentences

LABELLED = Path(__file__).parent.parent / "tests" / "data" / "extraction"
PAGES, LINES, WIDTH = 300, 50, 90
FONT = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}


def lines() -> list[str]:
    """The labelled passages in lines of a printed page, over and over."""
    found = json.loads((LABELLED / "newspaper-analysis.json").read_text("utf-8"))["passages"]
    words = " ".join(one.text for passage in found for one in sentences(passage["text"])).split()
    made, line = [], ""
    for word in islice(cycle(words), PAGES * LINES * 14):
        if len(line) + len(word) >= WIDTH:
            made.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return made[: PAGES * LINES]


def printed(pages: int) -> bytes:
    writer, out, text = PdfWriter(), BytesIO(), lines()
    font = DictionaryObject({NameObject(name): NameObject(value) for name, value in FONT.items()})
    resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    for number in range(pages):
        page = writer.add_blank_page(595, 842)
        shown = text[number * LINES : (number + 1) * LINES]
        encoded = [line.encode("cp1252", "ignore").replace(b"(", b"").replace(b")", b"") for line in shown]
        stream = DecodedStreamObject()
        stream.set_data(
            b"BT /F1 9 Tf 14 TL 40 800 Td " + b" ".join(b"(" + one + b") Tj T*" for one in encoded) + b" ET"
        )
        page[NameObject("/Contents")] = stream
        page[NameObject("/Resources")] = resources
    writer.write(out)
    return out.getvalue()


def bare(raw: bytes) -> int:
    return sum(len(page.extract_text()) for page in PdfReader(BytesIO(raw)).pages)


def main() -> None:
    raw = printed(PAGES)
    values, times = ratios(partial(decoded, raw, "bench.pdf"), partial(bare, raw), 5)
    print(told(f"reading {PAGES} pages of PDF / their bare text by pypdf", values, times))
    outlook, nothing = str(Path(sys.executable).with_name("outlook")), process(sys.executable, "-c", "pass")
    with tempfile.TemporaryDirectory() as folder:
        for pages, noun, pairs in ((1, "page", 15), (PAGES, "pages", 3)):
            (Path(folder) / "bench.pdf").write_bytes(printed(pages))
            values, times = ratios(process(outlook, "extract", "bench.pdf", "--csv", folder=folder), nothing, pairs)
            print(told(f"outlook extract, {pages} {noun} / python -c pass", values, times))


if __name__ == "__main__":
    main()
