"""The text of a sheet of an .xlsx file, in pieces of whole rows in which every cell has its place.

Excel writes the place of each row and cell; other programs leave it out where one follows upon
another. Whoever looks for a few marks among millions of cells can then tell where each stands.
"""

import re
from collections.abc import Iterator
from typing import IO, Final

from ivl.intake.cells import Place, letter, place

_PIECE: Final = 1024 * 1024
_PREFIX: Final = re.compile(rb"<(\w+:)?worksheet[\s>]")
_NOT_PLACED: Final = re.compile(rb"""<(?:c|row)(?! r=")[\s/>]""")
_ROW_OR_CELL: Final = re.compile(rb"<(row|c)((?:\s[^<>]*?)?)(/?)>")
_REFERENCE: Final = re.compile(rb"""\sr=["']([A-Za-z]*)(\d+)["']""")
_ROW: Final = b'<row r="'
_CELL: Final = b'<c r="'


def pieces(content: IO[bytes]) -> Iterator[bytes]:
    """The sheet in pieces that end after a row, without the prefix of its elements.

    Each row and cell begins with its place: ``<row r="3"``, ``<c r="B3"``.
    """
    places = _Places()
    for piece in _whole_rows(content):
        if _NOT_PLACED.search(piece):
            yield _ROW_OR_CELL.sub(places.given, piece)
        else:
            places.go_on_after(piece)
            yield piece


def cell_around(piece: bytes, at: int) -> bytes:
    """The text of the cell that begins at some byte of a piece or before it; empty if none does."""
    start = piece.rfind(_CELL, 0, at + len(_CELL))
    if start < 0:
        return b""
    close = piece.find(b">", start)
    if piece[close - 1 : close] == b"/":
        return piece[start : close + 1]
    return piece[start : piece.find(b"</c>", close)]


def extent(piece: bytes) -> Place:
    """Rows and columns of the sheet down to the last cell of a piece that has content.

    Raises:
        ValueError: if a cell stands in no place.
    """
    n_rows = n_columns = 0
    known: set[bytes] = set()
    for row in piece.split(b"</row>"):
        if at := _last_filled(row):
            column = at.rstrip(b"0123456789")
            if column not in known:  # most rows end in one of a few columns
                known.add(column)
                n_columns = max(n_columns, place(at.decode())[1] + 1)
            n_rows = max(n_rows, int(at[len(column) :]))
    return n_rows, n_columns


def _last_filled(row: bytes) -> bytes:
    """The place of the last cell with content, as it is written; others have a style alone."""
    end = row.rfind(b"</c>")
    while end >= 0:
        start = row.rfind(_CELL, 0, end)
        if row.find(b"<", start + 1, end) >= 0:
            start = max(start, 0) + len(_CELL)
            return row[start : row.find(b'"', start)]
        end = row.rfind(b"</c>", 0, max(start, 0))
    return b""


def place_of(cell: bytes) -> Place:
    """That of a cell, given from its beginning.

    Raises:
        ValueError: if what stands there is no place.
    """
    return place(cell[len(_CELL) : cell.find(b'"', len(_CELL))].decode())


def _whole_rows(content: IO[bytes]) -> Iterator[bytes]:
    prefix, rest = None, b""
    # Twice as much at a time where no row ends, or a sheet of one row would be copied too often.
    while read := content.read(max(_PIECE, len(rest))):
        rest += read
        if prefix is None:
            found = _PREFIX.search(rest)
            prefix = (found[1] or b"") if found else b""
        border = b"</" + prefix + b"row>"
        end = rest.rfind(border)
        if end >= 0:
            yield _without(prefix, rest[: end + len(border)])
            rest = rest[end + len(border) :]
    yield _without(prefix or b"", rest)


def _without(prefix: bytes, piece: bytes) -> bytes:
    if not prefix:
        return piece
    return piece.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")


class _Places:
    """Where the last row and cell stood, since the next ones follow where they give no place."""

    def __init__(self) -> None:
        self._row = self._column = 0  # counted from 1

    def go_on_after(self, piece: bytes) -> None:
        """A piece in which each row gives its place."""
        start = piece.rfind(_ROW)
        if start >= 0:
            start += len(_ROW)
            self._row = int(piece[start : piece.find(b'"', start)])

    def given(self, found: re.Match[bytes]) -> bytes:
        """The beginning of a row or a cell with its place."""
        name, attributes, end = found.groups()
        reference = _REFERENCE.search(attributes)
        if name == b"row":
            self._row, self._column = int(reference[2]) if reference else self._row + 1, 0
            at = str(self._row)
        elif reference:
            numbers = place((reference[1] + reference[2]).decode())
            self._row, self._column = (number + 1 for number in numbers)
            at = f"{letter(self._column - 1)}{self._row}"
        else:
            self._column += 1
            at = f"{letter(self._column - 1)}{self._row}"
        others = _REFERENCE.sub(b"", attributes).split()
        return b"<%s>" % b" ".join([name, b'r="%s"' % at.encode(), *others, end])
