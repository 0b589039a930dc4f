"""Parcels of files (ZIP), as .xlsx and .ods are: unpacked here once, to see that they can be.

What a parcel says about its parts cannot be trusted, so each part is really unpacked, piece by
piece, and counted; nothing is kept and nothing is written anywhere. Names such as "../x" do no
harm, since no part is ever laid down under its name.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from ivl.intake.refusal import (
    CONTRADICTORY,
    DEFINES_ENTITIES,
    PROTECTED,
    SWOLLEN,
    TORN,
    Refused,
)

MOST_ENTRIES: Final = 2_000
MOST_EXPANDED: Final = 400 * 1024 * 1024
MOST_RATIO: Final = 200
_SMALL: Final = 10 * 1024 * 1024
"""Up to here a file may be as repetitive as it likes."""

_PIECE: Final = 256 * 1024
_HEADER: Final = struct.Struct("<4s22xHH")
"""Of each part: its mark and the lengths of its name and of its extra field."""


def checked(content: bytes) -> tuple[str, ...]:
    """The names of the parts.

    Raises:
        Refused: if a part is under a password, if there are more than 2,000 parts or 400 MB, if
            they shrink more than two hundredfold, overlap, bear the same name, or are not as long
            as the parcel says, or if an XML part defines entities.
        zipfile.BadZipFile, zlib.error: if the parcel is damaged.
    """
    # Each entry begins with this mark. A list of millions would fill the memory by itself.
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise Refused(SWOLLEN)
    if b"PK\x05\x06" not in content:
        raise Refused(TORN)
    entries = _entries(content)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(PROTECTED)
    _refuse_overlap(content, entries)
    expanded = 0
    for entry in entries:
        prolog, length = _Prolog(), 0
        for piece in _unpacked(content, entry):
            prolog.read(piece)
            length += len(piece)
            expanded += len(piece)
            is_dense = expanded > _SMALL and expanded > MOST_RATIO * len(content)
            if expanded > MOST_EXPANDED or is_dense:
                raise Refused(SWOLLEN)
        if length != entry.file_size:
            raise Refused(CONTRADICTORY)
    return tuple(entry.filename for entry in entries)


def part(content: bytes, name: str) -> bytes:
    """A small part of a parcel that was checked; empty if there is none."""
    found = [entry for entry in _entries(content) if entry.filename == name]
    return b"".join(piece for entry in found for piece in _unpacked(content, entry))


def _entries(content: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.infolist()


def _refuse_overlap(content: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Each part stands by itself and has a name of its own; readers differ in which they take."""
    free = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < free:
            raise Refused(CONTRADICTORY)
        free = _start(content, entry) + entry.compress_size
    names = {entry.filename.casefold() for entry in entries}
    if free > len(content) or len(names) < len(entries):
        raise Refused(CONTRADICTORY)


def _start(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the packed bytes of a part begin."""
    mark, n_name, n_extra = _HEADER.unpack_from(content, entry.header_offset)
    if mark != b"PK\x03\x04":
        raise Refused(CONTRADICTORY)
    return entry.header_offset + _HEADER.size + n_name + n_extra


def _unpacked(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part really holds, whatever the list of contents says, piece by piece."""
    start = _start(content, entry)
    packed = memoryview(content)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE))
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        for at in range(0, len(packed), _PIECE):
            piece = unpacker.decompress(packed[at : at + _PIECE], _PIECE)
            while piece:
                yield piece
                piece = unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
        if not unpacker.eof:
            raise Refused(CONTRADICTORY)
    else:
        raise Refused(CONTRADICTORY)


class _Root(Exception):
    """The first element of an XML part was reached."""


class _Prolog:
    """What stands before the first element of an XML part, where entities would be defined."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.StartElementHandler = self._element
        self.is_read = False

    def read(self, piece: bytes) -> None:
        """Reads on until the first element, or until the part proves to be no XML.

        Raises:
            Refused: at a document type.
        """
        if self.is_read:
            return
        try:
            self.parser.Parse(piece, False)
        except (_Root, expat.ExpatError):
            self.is_read = True

    def _document_type(self, *_: object) -> None:
        raise Refused(DEFINES_ENTITIES)

    def _element(self, *_: object) -> None:
        raise _Root
