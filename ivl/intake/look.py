"""A look into the XML of a workbook, for what the reader of cells passes over.

An .xlsx sheet of 100 000 patients has millions of cells, too many to build an element for each.
So its text is searched for the few marks that matter, in pieces of whole rows.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import IO, Final
from xml.etree import ElementTree as ET

from ivl.intake import attached, raised
from ivl.intake.cells import NO_MARKS, Marks, Place, letter, place
from ivl.intake.refusal import DAMAGED, Refused
from ivl.intake.styles import Styles, struck_strings, styles_of

_LONG: Final = re.compile(rb"<v>(\d{16,40})</v>")
"""The digits of a code, more than a number keeps."""
_NO_FIGURE: Final = re.compile(rb"<v[^<>]*>(?![0-9.]+<)")
"""Almost none in most sheets, and found much sooner than the next."""

_NO_STRING: Final = re.compile(rb"""\bt=["']s["'][^<>]*>\s*<v[^<>]*>(?!\s*[0-9]*\s*</)""")
"""A text given by no number of a text, for which the reader of cells puts the first one."""

NEVER_CALCULATED: Final = "holds a formula that was never calculated"

_PIECE: Final = 4 * 1024 * 1024
_PREFIX: Final = re.compile(rb"<(\w+:)?worksheet[\s>]")
_ROW_OR_CELL: Final = re.compile(rb"<(row|c)((?:\s[^<>]*?)?)(/?)>")
_REFERENCE: Final = re.compile(rb"""\sr=["']([A-Za-z]*)(\d+)["']""")
_ROW: Final = re.compile(rb"""<row r="(\d+)"[^<>]*(?<!/)>""")
_HIDDEN: Final = rb"""\shidden=["'](?:1|true)["']"""
_HIDDEN_ROW: Final = re.compile(rb"""<row r="(\d+)"[^<>]*?""" + _HIDDEN)
_HIDDEN_COLUMN: Final = re.compile(rb"<col(?=[^<>]*" + _HIDDEN + rb")\s[^<>]*>")
_FORMULA: Final = re.compile(rb"<f[\s/>]")
_ERROR: Final = re.compile(rb""" t=["']e["']""")
_TYPE: Final = re.compile(rb"""\st=["'](\w+)["']""")
_STYLE: Final = re.compile(rb"""\ss=["'](\d+)["']""")
_VALUE: Final = re.compile(rb"<v(?:\s[^<>]*)?>([^<]+)</v>")
_SHARED: Final = re.compile(rb"""\st=["']s["'][^<>]*><v>(\d+)</v>""")
_RAISED: Final = re.compile(b"<vertAlign")
_STRUCK_INLINE: Final = re.compile(rb"""<strike(?: val=["'](?:1|true)["'])? ?/>""")
_MOST_HIDDEN: Final = 1_000
_MOST_DRESSED: Final = 50_000
"""Cells that are looked at in a piece of a sheet, should all of them be dressed in one style."""

MOST_COLOURED: Final = 5_000
"""Of sheets with more coloured cells, the colours are a layout."""


@dataclass(frozen=True)
class Look:
    """What a sheet holds beside its values."""

    n_rows: int = 0
    """Down to the last cell with content; so for the columns."""

    n_columns: int = 0
    unreadable: Mapping[Place, str] = field(default_factory=dict)
    shown: Mapping[Place, str] = field(default_factory=dict)
    """Cells that show more than their number, and the number format that does it."""

    written: Mapping[Place, str] = field(default_factory=dict)
    """Texts with raised characters, which are no part of the word or number before them."""

    hidden_rows: tuple[int, ...] = ()
    """Counted from 0; so the columns."""

    hidden_columns: tuple[int, ...] = ()
    is_filtered: bool = False
    """A filter hides rows."""

    merged: tuple[tuple[Place, Place], ...] = ()
    """First and last place of merged cells, where the reader of cells does not tell."""

    marks: Marks = NO_MARKS
    blanking: Mapping[Place, str] = field(default_factory=dict)
    """Cells that may show nothing, and the number format that does it."""


def into_xlsx(archive: zipfile.ZipFile) -> dict[str, Look]:
    """By the name of the sheet."""
    styles, texts, struck = styles_of(archive), raised.shared(archive), struck_strings(archive)
    is_due = b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")
    looks = {}
    for name, part in _parts(archive).items():
        with archive.open(part) as content:
            look = _Sheet(styles, texts, struck, is_due).look(content)
        looks[name] = replace(look, marks=_with_attached(look.marks, archive, part))
    return looks


def _with_attached(marks: Marks, archive: zipfile.ZipFile, part: str) -> Marks:
    """With comments and tables; what the dashboard itself coloured says nothing."""
    theirs, own = attached.comments(archive, part)
    coloured = {at: colour for at, colour in marks.coloured.items() if at not in own}
    totals = tuple(attached.totals_rows(archive, part))
    return replace(marks, comments=tuple(sorted(theirs)), coloured=coloured, totals_rows=totals)


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Whether day 0 of an .xlsx file is in 1904, as it was on early Macintoshes."""
    with archive.open("xl/workbook.xml") as workbook:
        about = next(_elements(workbook, "workbookPr"), None)
        return about is not None and about.get("date1904") in ("1", "true")


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the archive holds the sheet of each name."""
    targets = {}
    with archive.open("xl/_rels/workbook.xml.rels") as relations:
        for relation in _elements(relations, "Relationship"):
            target = relation.get("Target", "").removeprefix("/").removeprefix("xl/")
            targets[relation.get("Id", "")] = f"xl/{target}"
    with archive.open("xl/workbook.xml") as workbook:
        sheets = {
            sheet.get("name", ""): targets.get(_attribute(sheet, "id"), "")
            for sheet in _elements(workbook, "sheet")
        }
    return {name: part for name, part in sheets.items() if part in archive.namelist()}


class _Sheet:
    """What has been seen of one sheet so far."""

    def __init__(
        self, styles: Styles, texts: Mapping[bytes, str], struck: Sequence[bytes], is_due: bool
    ) -> None:
        self._styles, self._texts = styles, texts
        self._is_due = is_due
        # One pattern for each mark: together they would be several times as slow.
        self._marks = [_FORMULA, _ERROR, *(_any_of(rb""" s=["'](?:%s)["']""", styles.telling))]
        self._dress = [
            *_any_of(rb""" s=["'](?:%s)["']""", {*styles.struck, *styles.faint, *styles.blanking}),
            *_any_of(rb"""t=["']s["'][^<>]*><v>(?:%s)</v>""", struck),
            _STRUCK_INLINE,
        ]
        self._fills = _any_of(rb""" s=["'](?:%s)["']""", styles.filled)
        self._struck_strings = frozenset(struck)
        self._struck: list[Place] = []
        self._faint: list[Place] = []
        self._blanking: dict[Place, str] = {}
        self._coloured: dict[Place, str] = {}
        self._n_rows = self._n_columns = 0
        self._rows: set[int] = set()
        self._unreadable: dict[Place, str] = {}
        self._shown: dict[Place, str] = {}
        self._written: dict[Place, str] = {}
        self._hidden_rows: list[int] = []
        self._at = (0, 0)
        """Row and column of the last cell, counted from 1."""

    def look(self, content: IO[bytes]) -> Look:
        """At the whole sheet."""
        hidden_columns: list[int] = []
        is_filtered = False
        for number, piece in enumerate(_pieces(content)):
            if number == 0:
                hidden_columns += _hidden_columns(piece)
            is_filtered |= b'filterMode="1"' in piece or b"<filterColumn" in piece
            self._look_at(piece if _is_placed(piece) else self._placed(piece))
        return Look(
            self._n_rows,
            self._n_columns,
            self._unreadable,
            self._shown,
            self._written,
            tuple(self._hidden_rows),
            tuple(hidden_columns),
            is_filtered,
            marks=Marks(
                tuple(sorted(set(self._struck))),
                tuple(sorted(set(self._faint))),
                coloured=self._coloured if len(self._coloured) < MOST_COLOURED else {},
            ),
            blanking=self._blanking,
        )

    def _look_at(self, piece: bytes) -> None:
        self._refuse_twice(piece)
        if _NO_FIGURE.search(piece) and _NO_STRING.search(piece):
            raise Refused(DAMAGED)
        self._hidden_rows += [int(row) - 1 for row in _HIDDEN_ROW.findall(piece)]
        for row in piece.split(b"</row>"):
            self._extend(row)
        for mark in self._marks:
            for found in mark.finditer(piece):
                start = piece.rfind(b"<c r=", 0, found.start())
                if start >= 0:
                    self._note(_cell_at(piece, start))
        for mark in self._dress:
            for cell in islice(_cells_with(mark, piece), _MOST_DRESSED):
                self._note_dress(cell)
        for mark in self._fills:
            n_left = MOST_COLOURED - len(self._coloured)
            for cell in islice(_cells_with(mark, piece), max(n_left, 0)):
                self._coloured[_place_of(cell)] = self._styles.filled[_style_of(cell)]

        self._find_raised(piece)

    def _refuse_twice(self, piece: bytes) -> None:
        """Of two rows in one place, the reader of cells keeps the second in silence."""
        for row in map(int, _ROW.findall(piece)):
            if row in self._rows:
                raise Refused(
                    f"This file is damaged: row {row} stands in it twice, so that a patient would "
                    "be lost. Open it in Excel, see whether that row is whole, save it, and upload "
                    "that."
                )
            self._rows.add(row)

    def _find_raised(self, piece: bytes) -> None:
        for found in _SHARED.finditer(piece) if self._texts else ():
            if words := self._texts.get(found[1]):
                self._write(_cell_at(piece, piece.rfind(b"<c r=", 0, found.start())), words)
        for found in _LONG.finditer(piece):
            self._write(_cell_at(piece, piece.rfind(b"<c r=", 0, found.start())), found[1].decode())
        for found in _RAISED.finditer(piece):
            cell = _cell_at(piece, piece.rfind(b"<c r=", 0, found.start()))
            if words := raised.inline(cell):
                self._write(cell, words)

    def _write(self, cell: bytes, words: str) -> None:
        self._written[_place_of(cell.partition(b">")[0])] = words

    def _extend(self, row: bytes) -> None:
        """By the last cell of a row that has content; cells without have a style alone."""
        end = row.rfind(b"</c>")
        while end >= 0:
            start = row.rfind(b"<c r=", 0, end)
            if row.find(b"<", start + 1, end) >= 0:
                at_row, column = _place_of(row[start : start + 30])
                self._n_rows = max(self._n_rows, at_row + 1)
                self._n_columns = max(self._n_columns, column + 1)
                return
            end = row.rfind(b"</c>", 0, max(start, 0))

    def _note(self, cell: bytes) -> None:
        tag, _, inner = cell.partition(b">")
        kind = _TYPE.search(tag)
        held = _VALUE.search(inner)
        has_formula = _FORMULA.search(inner)
        style = _STYLE.search(tag)
        at = _place_of(tag)
        if kind and kind[1] == b"e":
            error = held[1].decode() if held else "of a formula"
            self._unreadable[at] = f"holds the error {error}"
        elif has_formula and self._is_pending(kind[1] if kind else b"n", held, inner):
            self._unreadable[at] = NEVER_CALCULATED
        elif (held or b"<is" in inner) and style and style[1] in self._styles.telling:
            self._shown[at] = self._styles.telling[style[1]]

    def _note_dress(self, cell: bytes) -> None:
        at, style, held = _place_of(cell), _style_of(cell), _VALUE.search(cell)
        is_struck = style in self._styles.struck or _STRUCK_INLINE.search(cell)
        if is_struck or (held and held[1] in self._struck_strings and b't="s"' in cell):
            self._struck.append(at)
        if style in self._styles.faint:
            self._faint.append(at)
        if style in self._styles.blanking:
            self._blanking[at] = self._styles.blanking[style]

    def _is_pending(self, kind: bytes, held: re.Match[bytes] | None, inner: bytes) -> bool:
        """Programs that do not calculate leave nothing, or a 0 and ask Excel to do it.

        A formula whose result is a text without letters has an empty value instead.
        """
        if kind == b"str":
            return b"<v" not in inner
        return held is None or (self._is_due and held[1] == b"0")

    def _placed(self, piece: bytes) -> bytes:
        """With the place of each row and cell, which stand in turn where no place is given."""
        return _ROW_OR_CELL.sub(self._with_place, piece)

    def _with_place(self, found: re.Match[bytes]) -> bytes:
        name, attributes, end = found.groups()
        reference = _REFERENCE.search(attributes)
        row, column = self._at
        if name == b"row":
            row, column = int(reference[2]) if reference else row + 1, 0
            at = str(row)
        elif reference:
            row, column = (number + 1 for number in place((reference[1] + reference[2]).decode()))
            at = f"{letter(column - 1)}{row}"
        else:
            column += 1
            at = f"{letter(column - 1)}{row}"
        self._at = row, column
        others = _REFERENCE.sub(b"", attributes).split()
        return b"<%s>" % b" ".join([name, b'r="%s"' % at.encode(), *others, end])


def _any_of(pattern: bytes, numbers: Iterable[bytes]) -> list[re.Pattern[bytes]]:
    """The pattern with all the numbers, in a list; an empty one if there are none."""
    named = b"|".join(sorted(numbers))
    return [re.compile(pattern % named)] if named else []


def _cells_with(mark: re.Pattern[bytes], piece: bytes) -> Iterator[bytes]:
    """The filled cells of a piece in which a mark stands."""
    for found in mark.finditer(piece):
        start = piece.rfind(b"<c r=", 0, found.start())
        if start >= 0:
            cell = _cell_at(piece, start)
            if b"<v" in cell or b"<is" in cell:
                yield cell


def _style_of(cell: bytes) -> bytes:
    found = _STYLE.search(cell)
    return found[1] if found else b""


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    """The sheet in pieces that end after a row, without the prefix of its elements."""
    prefix, rest = None, b""
    while read := content.read(_PIECE):
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


def _is_placed(piece: bytes) -> bool:
    """Whether every row and cell begins with its place, as Excel writes them."""
    for tag in (b"<row", b"<c"):
        n_placed = piece.count(tag + b' r="')
        # Few pieces hold other elements that begin so, and counting is many times as quick.
        if piece.count(tag) != n_placed != len(re.findall(tag + rb"[\s/>]", piece)):
            return False
    return True


def _hidden_columns(piece: bytes) -> Iterator[int]:
    head = piece.partition(b"<sheetData")[0]
    for found in _HIDDEN_COLUMN.finditer(head):
        first, last = (
            re.search(rb"\s" + end + rb"""=["'](\d+)["']""", found[0]) for end in (b"min", b"max")
        )
        if first and last:
            # Files hide all that is right of the table by one entry.
            yield from range(int(first[1]) - 1, min(int(last[1]), _MOST_HIDDEN))


def _cell_at(piece: bytes, start: int) -> bytes:
    """The text of the cell that begins there."""
    close = piece.find(b">", start)
    if piece[close - 1 : close] == b"/":
        return piece[start : close + 1]
    return piece[start : piece.find(b"</c>", close)]


def _place_of(tag: bytes) -> Place:
    found = _REFERENCE.search(tag)
    return place((found[1] + found[2]).decode()) if found else (0, 0)


def _elements(content: IO[bytes], name: str) -> Iterator[ET.Element]:
    """Elements of that name; each is emptied after its turn, so that large parts fit."""
    for _, element in ET.iterparse(content):
        if element.tag.rpartition("}")[2] == name:
            yield element
            element.clear()


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
