"""Text files: which encoding, which delimiter, and the cells as they stand.

Both are chosen by what the file says once read: the choice under which most cells are words of
the data dictionary. Statistics of letters alone mistake short Chinese files too often.
"""

import codecs
import csv
import io
import re
from functools import cache
from itertools import islice
from typing import Final

from charset_normalizer import from_bytes

from ivl.intake import headings
from ivl.intake.cells import Sheet, Workbook, grid, refuse_if_large
from ivl.intake.refusal import NO_SPREADSHEET, Refused
from ivl.intake.words import plain
from ivl.schema import NO_SPELLINGS, RECORDED, YES_SPELLINGS

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LOCAL: Final = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp932": "Shift-JIS",
    "cp1252": "Windows-1252",
}
_DELIMITERS: Final = ",;\t|"
_LOOKED_AT = 30
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f]")


def read_delimited(content: bytes) -> Workbook:
    """The one sheet of a .csv or .tsv file.

    Raises:
        Refused: if it is no text, or in none of the encodings.
    """
    words, encoding, is_sure = decoded(content)
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    told, words = _told_delimiter(words)
    delimiter = told or max(_DELIMITERS, key=lambda mark: _merit(words, mark))
    try:
        rows = list(csv.reader(io.StringIO(words), delimiter=delimiter))
    except csv.Error as error:
        raise Refused(NO_SPREADSHEET) from error
    refuse_if_large("", len(rows), max(map(len, rows), default=0))
    return Workbook((Sheet("", grid(rows)),), encoding, is_sure, delimiter)


def decoded(content: bytes) -> tuple[str, str, bool]:
    """The text, the name of its encoding, and whether the text itself bears that out."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content, codec), name, True
    if b"\0" in content[:4096]:
        codec = "utf-16-le" if content[1::2].count(0) >= content[::2].count(0) else "utf-16-be"
        return _strictly(content, codec), "UTF-16", True
    try:
        return _text_only(content.decode("utf-8")), "UTF-8", True
    except UnicodeDecodeError:
        return _local(content)


def _local(content: bytes) -> tuple[str, str, bool]:
    possible = {codec: words for codec in _LOCAL if (words := _attempt(content, codec)) is not None}
    if not possible:
        raise Refused(
            "The characters of this file cannot be read. Save it in Excel as "
            '"CSV UTF-8 (comma delimited)" and upload that.'
        )
    merits = {codec: _known_words(words) for codec, words in possible.items()}
    best = max(merits, key=lambda codec: merits[codec])
    is_sure = merits[best] > 0
    if not is_sure:
        guess = from_bytes(content, cp_isolation=[*possible]).best()
        best = guess.encoding if guess and guess.encoding in possible else best
    return _text_only(possible[best]), _LOCAL[best], is_sure


def _attempt(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _strictly(content: bytes, codec: str) -> str:
    words = _attempt(content, codec)
    if words is None:
        raise Refused(NO_SPREADSHEET)
    return _text_only(words)


def _text_only(words: str) -> str:
    if _NOT_TEXT.search(words):
        raise Refused(NO_SPREADSHEET)
    return words


def _told_delimiter(words: str) -> tuple[str, str]:
    """Excel's own first line, "sep=;", which leaves the rows below where they are."""
    first, _, rest = words.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], "\n" + rest
    return "", words


def _merit(words: str, delimiter: str) -> tuple[int, int]:
    """Known headings in one row, then how many cells there are in the rows at the top."""
    try:
        rows = list(islice(csv.reader(io.StringIO(words), delimiter=delimiter), _LOOKED_AT))
    except csv.Error:
        return (0, 0)
    known = max((sum(map(headings.is_known, row)) for row in rows), default=0)
    return known, sum(len(row) for row in rows)


def _known_words(words: str) -> int:
    """How many cells at the top are words of the data dictionary beyond ASCII."""
    top = "\n".join(words.split("\n")[:_LOOKED_AT])
    for mark in _DELIMITERS + '"':
        top = top.replace(mark, "\n")
    cells = (cell for cell in top.split("\n") if not cell.isascii())
    return sum(plain(cell) in _dictionary() or headings.is_known(cell) for cell in cells)


@cache
def _dictionary() -> frozenset[str]:
    spellings = (
        word for column in RECORDED for level in column.own_levels for word in level.spellings
    )
    words = {plain(word) for word in (*spellings, *YES_SPELLINGS, *NO_SPELLINGS)}
    return frozenset(word for word in words if not word.isascii())
