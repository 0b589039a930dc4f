"""Text files: which encoding, which delimiter, and the cells as they stand.

Both are chosen by what the file says once read: the choice under which most cells are words of
the data dictionary. Statistics of letters alone mistake short Chinese files too often.
"""

import codecs
import csv
import io
import re
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from charset_normalizer import from_bytes

from ivl.intake import headings
from ivl.intake.cells import Sheet, Workbook, refuse_if_large, refuse_if_long
from ivl.intake.even_rows import read_evenly
from ivl.intake.grids import Gathered
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
_COMMON: Final = {"gb18030": (0xB0, 0xD7), "big5hkscs": (0xA4, 0xC6), "cp932": (0x88, 0x97)}
"""First bytes of the characters of the first level, those in daily use."""

_ASIAN_MARKS: Final = "，。、；：（）？！“”「」『』【】《》～·　"
_WESTERN: Final = "äöüßÄÖÜéèêëàâáãåæçîïíìñôóòõøœùûúÉÀÇØÅ×±µ°²³½–—‘’“”…€≥≤"
_MOSTLY: Final = 0.6
_DELIMITERS: Final = ",;\t|"
_RARE_DELIMITERS: Final = "^~¦§: "
"""Looked at where none of the usual ones divides the headings; they stand within words too."""

_FEWEST_DIVIDED: Final = 3
_SEP: Final = re.compile(r"""^\ufeff?["']?sep=(.)["']?[,;\s]*$""", re.IGNORECASE)
_WHOLE_LINE: Final = re.compile(rf'"((?:[^"\n]|"")*[{_DELIMITERS}](?:[^"\n]|"")*)"[ \t]*')
_LOOKED_AT: Final = 30
_TOP: Final = 200_000
"""Characters in which the delimiter is looked for."""

_NOT_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f]")
_MOST_NOT_TEXT: Final = 0.01
"""Share of such characters above which a file is of another kind, and no damaged text."""

_FEW: Final = 2
"""So many damage a short text, and do not make it a file of another kind."""

_FEWEST_ZEROS: Final = 0.05
"""Of UTF-16: letters, digits and delimiters of ASCII have a zero on one side, always the same."""


def read_delimited(content: bytes) -> Workbook:
    """The one sheet of a .csv or .tsv file.

    Raises:
        Refused: if it is no text, or in none of the encodings.
    """
    words, encoding, is_sure = decoded(content)
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    told, words = _told_delimiter(_without_marks_around_lines(words))
    top = words[:_TOP]
    delimiter = told or _likely_delimiter(top)
    # A blank before a quotation mark would make the mark, and the delimiters after it, text.
    skips = f'{delimiter} "' in words
    found = None if skips else read_evenly(words, delimiter)
    if found is None:
        found = _read_unevenly(words, delimiter, skips)
    refuse_if_large("", found.n_rows, found.n_columns)
    return Workbook((Sheet("", found.rows(), lengths=found.lengths),), encoding, is_sure, delimiter)


def _read_unevenly(words: str, delimiter: str, skips: bool) -> Gathered:
    """Rows of any lengths, whose cells may have several lines.

    Raises:
        Refused: if a cell is too long, or holds what seem to be rows.
    """
    try:
        reader = csv.reader(io.StringIO(words), delimiter=delimiter, skipinitialspace=skips)
        found = Gathered(reader)
    except csv.Error as error:
        _refuse_long(words, reader.line_num, delimiter)
        raise Refused(NO_SPREADSHEET) from error
    if reader.line_num > found.n_rows:
        _refuse_swallowed(found, delimiter)
    return found


def _refuse_long(words: str, line: int, delimiter: str) -> None:
    """Names the row of a cell that is longer than any reader of text files takes.

    Raises:
        Refused: if there is one in the line.
    """
    cells = next(islice(io.StringIO(words), max(line - 1, 0), None), "").split(delimiter)
    refuse_if_long("", max(line - 1, 0), max(map(len, cells)))


def _refuse_swallowed(found: Gathered, delimiter: str) -> None:
    """A quotation mark that is never closed takes the rows below into its cell, in silence.

    Raises:
        Refused: if a cell holds lines with about as many cells as a row has.
    """
    n_columns = found.n_columns
    row = found.first_row(
        lambda cell: any(
            2 * line.count(delimiter) >= n_columns > 1 for line in cell.split("\n")[1:]
        )
    )
    if row is not None:
        raise Refused(
            f"In row {row + 1} a quotation mark is opened that is not closed in its cell, so that "
            "the rows below it would be lost. Delete the mark, or close it, and upload again."
        )


def decoded(content: bytes) -> tuple[str, str, bool]:
    """The text, the name of its encoding, and whether the text itself bears that out."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content, codec), name, True
    left, right = content[::2].count(0), content[1::2].count(0)
    if max(left, right) > max(_FEWEST_ZEROS * len(content) / 2, 10 * min(left, right)):
        codec = "utf-16-le" if right > left else "utf-16-be"
        return _strictly(content, codec), "UTF-16", True
    try:
        return _text_only(content.decode("utf-8")), "UTF-8", True
    except UnicodeDecodeError:
        return _local(content)


def _local(content: bytes) -> tuple[str, str, bool]:
    possible = {codec: words for codec in _LOCAL if (words := _attempt(content, codec)) is not None}
    if not possible:
        _text_only(content.decode("latin-1"))  # a program or a picture is no text in any encoding
        raise Refused(
            "The characters of this file cannot be read. Save it in Excel as "
            '"CSV UTF-8 (comma delimited)" and upload that.'
        )
    merits = {codec: _known_words(words) for codec, words in possible.items()}
    best = max(merits, key=lambda codec: merits[codec])
    is_sure = merits[best] > 0
    if not is_sure:
        best = _likely(content, possible)
    return _text_only(possible[best]), _LOCAL[best], is_sure


def _likely(content: bytes, possible: dict[str, str]) -> str:
    """The encoding under which the characters are such as people write.

    A cell or two are too few for statistics, but in each encoding the common characters stand
    together: 良好 in GB18030 would be rare ones in Shift-JIS.
    """
    common = {codec: _n_common(words, codec) for codec, words in possible.items()}
    best = max(common, key=lambda codec: common[codec])
    if common[best] > _MOSTLY:
        return best
    guess = from_bytes(content, cp_isolation=[*possible]).best()
    return guess.encoding if guess and guess.encoding in possible else best


def _n_common(words: str, codec: str) -> float:
    """Share of common ones among the characters beyond ASCII, 0 to 1."""
    beyond = [character for character in words if not character.isascii()]
    return sum(_is_common(character, codec) for character in beyond) / max(len(beyond), 1)


@lru_cache(maxsize=20_000)
def _is_common(character: str, codec: str) -> bool:
    if codec == "cp1252":
        return character in _WESTERN
    if character in _ASIAN_MARKS:
        return True
    if codec == "cp932" and "\u3040" < character < "\u30ff":
        return True
    try:
        first = character.encode(codec)[0]
    except UnicodeEncodeError:
        return False
    low, high = _COMMON[codec]
    return low <= first <= high and len(character.encode(codec)) == 2


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
    """The text without what old systems write behind its end."""
    words = words.rstrip("\0\x1a")
    found = _NOT_TEXT.search(words)
    if found and len(_NOT_TEXT.findall(words)) > max(_FEW, _MOST_NOT_TEXT * len(words)):
        raise Refused(NO_SPREADSHEET)
    if found:
        line = 1 + len(re.findall("\r\n?|\n", words[: found.start()]))
        raise Refused(
            f"Line {line} of this file holds a character that no text has (code "
            f"{ord(found[0])}), so part of it may be damaged. Open it in Excel, see whether that "
            "line is whole, save it as .xlsx, and upload that."
        )
    return words


def _without_marks_around_lines(words: str) -> str:
    """Some programs put each line below the headings in quotation marks as if it were a cell."""
    top = [line for line in words[:_TOP].split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    n_whole = sum(bool(_WHOLE_LINE.fullmatch(line)) for line in top)
    if 2 * n_whole <= len(top):
        return words
    lines = ((line, _WHOLE_LINE.fullmatch(line)) for line in words.split("\n"))
    return "\n".join(whole[1].replace('""', '"') if whole else line for line, whole in lines)


def _likely_delimiter(top: str) -> str:
    """The one under which most headings are known."""
    merits = {mark: _merit(top, mark) for mark in _DELIMITERS}
    usual = max(merits, key=lambda mark: merits[mark])
    if merits[usual][0] >= _FEWEST_DIVIDED:
        return usual
    is_laid_out = "  " in top  # in columns of a fixed width, which blanks do not divide
    possible = _RARE_DELIMITERS.strip(" ") if is_laid_out else _RARE_DELIMITERS
    rare = max(possible, key=lambda mark: _merit(top, mark))
    n_divided = max(_FEWEST_DIVIDED, merits[usual][0] + 1)
    return rare if _merit(top, rare)[0] >= n_divided else usual


def _told_delimiter(words: str) -> tuple[str, str]:
    """Excel's own first line, "sep=;", which leaves the rows below where they are.

    A program that wrote it, and then divided the cells otherwise, is not believed.
    """
    first, _, rest = words.partition("\n")
    found = _SEP.match(first)
    if not found:
        return "", words
    top = rest[:_TOP]
    is_followed = _merit(top, found[1])[0] >= _merit(top, _likely_delimiter(top))[0]
    return (found[1] if is_followed else "", "\n" + rest)


def _merit(words: str, delimiter: str) -> tuple[int, int]:
    """Known headings in one row, then how many cells there are in the rows at the top.

    Below the row of headings no other has more of them.
    """
    if delimiter not in words:
        return (0, 0)
    try:
        rows = list(islice(csv.reader(io.StringIO(words), delimiter=delimiter), _LOOKED_AT))
    except csv.Error:
        return (0, 0)
    most = 0
    for row in rows:
        most = max(most, sum(map(headings.is_known, row)))
        if most >= _FEWEST_DIVIDED and 2 * most > len(row):
            break
    return most, sum(len(row) for row in rows)


def _known_words(words: str) -> int:
    """How many cells at the top are words of the data dictionary beyond ASCII."""
    top = "\n".join(words.split("\n", _LOOKED_AT)[:_LOOKED_AT])
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
