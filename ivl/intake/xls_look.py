"""A look into the records of an .xls workbook, for formulas that nobody has calculated.

The reader of cells gives nothing for them, as for a formula whose result is an empty text.
"""

import io
import struct
from collections.abc import Iterator

from xlrd.compdoc import CompDoc, CompDocError

from ivl.intake.cells import Place

_BOUNDSHEET, _FORMULA, _EOF = 0x85, 0x06, 0x0A
_LENGTH_OF_FORMULA = 20
_TEXT_WITHOUT_LETTERS = 3
_ON_LOAD = 2
"""Of the flags of a formula: Excel is to calculate it when it opens the file."""


def never_calculated(content: bytes) -> list[set[Place]]:
    """The places of such formulas, counted from 0, a set for each sheet of cells in order."""
    book = _stream(content)
    starts = [
        struct.unpack_from("<I", body)[0]
        for code, body in _records(book, 0)
        if code == _BOUNDSHEET and len(body) > 5 and body[5] == 0
    ]
    return [set(_pending(book, start)) for start in starts]


def _stream(content: bytes) -> bytes:
    try:
        document = CompDoc(content, logfile=io.StringIO())
        for name in ("Workbook", "Book"):
            memory, start, length = document.locate_named_stream(name)
            if memory:
                return bytes(memory[start : start + length])
    except (CompDocError, struct.error, IndexError):
        pass  # older files are no documents of several streams
    return content


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Codes and contents, down to the end of the part that begins at a place."""
    while at + 4 <= len(book):
        code, length = struct.unpack_from("<HH", book, at)
        yield code, book[at + 4 : at + 4 + length]
        if code == _EOF:
            return
        at += 4 + length


def _pending(book: bytes, start: int) -> Iterator[Place]:
    """Formulas without a result that ask to be calculated, or all where none has a result."""
    empty: list[tuple[Place, bool]] = []
    n_formulas = 0
    for code, body in _records(book, start):
        if code == _FORMULA and len(body) >= _LENGTH_OF_FORMULA:
            n_formulas += 1
            row, column, _, result, flags = struct.unpack_from("<HHH8sH", body)
            if (result[6:] == b"\xff\xff" and result[0] == _TEXT_WITHOUT_LETTERS) or not any(
                result
            ):
                empty.append(((row, column), bool(flags & _ON_LOAD)))
    is_never = len(empty) == n_formulas
    yield from (place for place, is_asked in empty if is_asked or is_never)
