"""The files that a person names: themselves, what is in a zip archive, or what is in a folder."""

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from outlook.errors import InvalidValue
from outlook.exchange.content import LIMIT, PIECE, OnDisk, Watch
from outlook.exchange.source import Source
from outlook.files import Folder

READ = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl")
TABLES = (*READ, ".parquet", ".xlsx")
HUB = ("hub-config", "model-output", "target-data")
MOST_FILES = 10_000
DEEPEST = 3
# What Python's reader raises where bytes of an archive are wrong: sizes, places, names, methods, checksums.
DAMAGED = (BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError, OSError, struct.error, zlib.error)
_WORKBOOK = "[Content_Types].xml"
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_ENCRYPTED = 0x1


def given(paths: Sequence[Path], watch: Watch | None = None) -> list[Source]:
    """Every file that is named, or that is in an archive or a folder that is named, in that order.

    `watch` is called while large files are read.

    Raises:
        InvalidValue: an archive cannot be read or is no export, or a file is in a format that is not read here.
        NotThere, NotUsable: there is no such file, or it cannot be read.
    """
    found = [source for path in paths for source in (_in_folder(path) if path.is_dir() else _in_file(path, watch))]
    if not found:
        raise InvalidValue(f"{paths[0]}: there is no file to import in it; it would end in {', '.join(READ)}")
    return found


def _in_file(path: Path, watch: Watch | None) -> Iterator[Source]:
    source = Source.read(path, watch)
    if source.is_zip and not is_workbook(source):
        yield from _in_archive(source)
    else:
        yield source


def _in_folder(path: Path) -> Iterator[Source]:
    """The files in a folder; of a hub only those parts that are imported, since it holds much else."""
    with Folder.open(path, follow=True) as top:
        if HUB[0] not in top.names():
            yield from _under(top, str(path), DEEPEST)
        for part in HUB:
            if HUB[0] in top.names() and top.kind(part) == "folder":
                with top.folder(part) as inside:
                    yield from _under(inside, f"{path}/{part}", DEEPEST)


def _under(folder: Folder, name: str, depth: int) -> Iterator[Source]:
    for one in folder.names():
        kind = folder.kind(one)
        if kind == "file" and one.endswith(TABLES) and not one.startswith("."):
            yield Source.of(f"{name}/{one}", folder.read(one, LIMIT))
        elif kind == "folder" and depth and not one.startswith("."):
            with folder.folder(one) as inside:
                yield from _under(inside, f"{name}/{one}", depth - 1)


def _in_archive(source: Source) -> Iterator[Source]:
    for member, raw in members_of(source, READ):
        yield Source.of(f"{source.name}/{member.filename}", raw)


def is_workbook(source: Source) -> bool:
    """Whether it is an Excel workbook, which is an archive too.

    Raises:
        InvalidValue: the archive is damaged, or holds what no export holds.
    """
    if isinstance(source.content, OnDisk) and source.content.size > LIMIT:
        size = source.content.size / 1e6
        way_out = "unpack it, and import the files in it"
        raise InvalidValue(f"{source.name}: an archive of {size:,.0f} MB is not unpacked here: {way_out}")
    try:
        with ZipFile(io.BytesIO(source.raw)) as archive:
            members = archive.infolist()
            _check(source.name, members)
            if all(member.filename != _WORKBOOK for member in members):
                return False
            for member in members:
                _refuse_entities(source.name, archive, member)
    except DAMAGED as error:
        raise _damaged(source, error) from error
    return True


def _refuse_entities(name: str, archive: ZipFile, member: ZipInfo) -> None:
    """A workbook declares no document type, in which a few bytes could stand for gigabytes."""
    with archive.open(member) as opened:
        before = b""
        while piece := opened.read(PIECE):
            if any(mark in before + piece for mark in _DOCTYPE):
                raise InvalidValue(f"{name}: {member.filename[:80]!a} declares a document type, which no workbook does")
            before = piece[-2 * len(_DOCTYPE[-1]) :]


def _damaged(source: Source, error: Exception) -> InvalidValue:
    return InvalidValue(f"{source.name}: this archive is damaged ({error}); export it anew")


def members_of(source: Source, endings: tuple[str, ...]) -> Iterator[tuple[ZipInfo, bytes]]:
    """The files in an archive whose names end so, unpacked.

    Raises:
        InvalidValue: it is damaged, or holds what no export holds.
    """
    if isinstance(source.content, OnDisk) and source.content.size > LIMIT:
        size = source.content.size / 1e6
        way_out = "unpack it, and import the files in it"
        raise InvalidValue(f"{source.name}: an archive of {size:,.0f} MB is not unpacked here: {way_out}")
    try:
        with ZipFile(io.BytesIO(source.raw)) as archive:
            members = archive.infolist()
            _check(source.name, members)
            for member in members:
                if member.filename.endswith(endings) and not member.is_dir():
                    yield member, _unpacked(archive, member, source.name)
    except DAMAGED as error:
        raise _damaged(source, error) from error


def _check(name: str, members: Sequence[ZipInfo]) -> None:
    """Refuse an archive that is no export: with names that lead out of it, or more in it than an export has."""
    for member in members:
        if member.filename.startswith("/") or ".." in member.filename.split("/") or "\\" in member.filename:
            raise InvalidValue(f"{name}: it holds {member.filename[:80]!a}, which leads out of it; no export does that")
        if member.flag_bits & _ENCRYPTED:
            raise InvalidValue(f"{name}: {member.filename[:80]!a} is encrypted; unpack it first")
    size = sum(member.file_size for member in members)
    if len(members) > MOST_FILES or size > LIMIT:
        raise InvalidValue(
            f"{name}: it holds {len(members):,} files of {size / 1e6:,.0f} MB; at most {MOST_FILES:,} files of "
            f"{LIMIT / 1e6:,.0f} MB are read"
        )


def _unpacked(archive: ZipFile, member: ZipInfo, name: str) -> bytes:
    with archive.open(member) as packed:
        raw = packed.read(member.file_size + 1)
    if len(raw) > member.file_size:
        raise InvalidValue(f"{name}: {member.filename[:80]!a} is larger than the archive says; no export is")
    return raw
