"""A look into the XML of a workbook, for what the reader of cells passes over.

An .xlsx sheet of 100 000 patients has millions of cells, too many to build an element for each.
So its text is searched for the few marks that matter; see ``ivl.intake.placed_xml``.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import IO, Final

from ivl.intake import attached, raised
from ivl.intake.cells import NO_MARKS, Marks, Place
from ivl.intake.placed_xml import cell_around, extent, pieces, place_of
from ivl.intake.refusal import DAMAGED, Refused
from ivl.intake.styles import Styles, struck_strings, styles_of
from ivl.intake.xlsx_parts import is_calculated_later, sheet_parts

_UNUSUAL: Final = re.compile(rb"<v[^<>]*>(?![0-9.]{1,15}<)")
"""Almost none in most sheets, and found much sooner than the next two together."""

_LONG: Final = re.compile(rb"<v>(\d{16,40})</v>")
"""The digits of a code, more than a number keeps."""

_NO_STRING: Final = re.compile(rb"""\bt=["']s["'][^<>]*>\s*<v[^<>]*>(?!\s*[0-9]*\s*</)""")
"""A text given by no number of a text, for which the reader of cells puts the first one."""

NEVER_CALCULATED: Final = "holds a formula that was never calculated"

_ROW: Final = re.compile(rb"""<row r="(\d+)"[^<>]*(?<!/)>""")
_HIDDEN: Final = rb"""\shidden=["'](?:1|true)["']"""
_HIDDEN_ROW: Final = re.compile(rb"""<row r="(\d+)"[^<>]*?""" + _HIDDEN)
_HIDDEN_COLUMN: Final = re.compile(rb"<col(?=[^<>]*" + _HIDDEN + rb")\s[^<>]*>")
_FORMULA: Final = re.compile(rb"<f[\s/>]")
_ERROR_OR_TRUTH: Final = re.compile(rb""" t=["'](?:e|(b))["']""")
_TYPE: Final = re.compile(rb"""\st=["'](\w+)["']""")
_STYLE: Final = re.compile(rb"""\ss=["'](\d+)["']""")
_VALUE: Final = re.compile(rb"<v(?:\s[^<>]*)?>([^<]+)</v>")
_SHARED: Final = re.compile(rb"""\st=["']s["'][^<>]*><v>(\d+)</v>""")
_INLINE: Final = b"<is"
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

    may_hold_truths: bool = True
    """Whether some cells may be true or false."""


def into_xlsx(archive: zipfile.ZipFile) -> dict[str, Look]:
    """By the name of the sheet."""
    styles, texts, struck = styles_of(archive), raised.shared(archive), struck_strings(archive)
    is_due = is_calculated_later(archive)
    looks = {}
    for name, part in sheet_parts(archive).items():
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


class _Sheet:
    """What has been seen of one sheet so far."""

    def __init__(
        self, styles: Styles, texts: Mapping[bytes, str], struck: Sequence[bytes], is_due: bool
    ) -> None:
        self._styles, self._texts = styles, texts
        self._is_due = is_due
        # One pattern for each mark: together they would be several times as slow.
        self._marks = [_FORMULA, *_any_of(rb""" s=["'](?:%s)["']""", styles.telling)]
        self._dress = [
            *_any_of(rb""" s=["'](?:%s)["']""", {*styles.struck, *styles.faint, *styles.blanking}),
            *_any_of(rb"""t=["']s["'][^<>]*><v>(?:%s)</v>""", struck),
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
        self._may_hold_truths = False

    def look(self, content: IO[bytes]) -> Look:
        """At the whole sheet."""
        hidden_columns: list[int] = []
        is_filtered = False
        for number, piece in enumerate(pieces(content)):
            if number == 0:
                hidden_columns += _hidden_columns(piece)
            is_filtered |= b'filterMode="1"' in piece or b"<filterColumn" in piece
            self._look_at(piece)
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
            may_hold_truths=self._may_hold_truths,
        )

    def _look_at(self, piece: bytes) -> None:
        self._refuse_twice(piece)
        is_unusual, has_inline = bool(_UNUSUAL.search(piece)), _INLINE in piece
        if is_unusual and _NO_STRING.search(piece):
            raise Refused(DAMAGED)
        self._hidden_rows += [int(row) - 1 for row in _HIDDEN_ROW.findall(piece)]
        n_rows, n_columns = extent(piece)
        self._n_rows, self._n_columns = max(self._n_rows, n_rows), max(self._n_columns, n_columns)
        self._note_types(piece)
        self._note_dress(piece, has_inline)
        if is_unusual:
            for found in _LONG.finditer(piece):
                self._write(cell_around(piece, found.start()), found[1].decode())
        if has_inline or self._texts:
            self._note_raised(piece)

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

    def _note_types(self, piece: bytes) -> None:
        """Formulas, errors, true and false, and number formats that say something."""
        for found in _ERROR_OR_TRUTH.finditer(piece):
            if found[1]:
                self._may_hold_truths = True
            else:
                self._note(cell_around(piece, found.start()))
        for mark in self._marks:
            for found in mark.finditer(piece):
                self._note(cell_around(piece, found.start()))

    def _note_dress(self, piece: bytes, has_inline: bool) -> None:
        for mark in (*self._dress, *([_STRUCK_INLINE] if has_inline else [])):
            for cell in islice(_filled_with(mark, piece), _MOST_DRESSED):
                self._note_lines(cell)
        for mark in self._fills:
            n_left = MOST_COLOURED - len(self._coloured)
            for cell in islice(_filled_with(mark, piece), max(n_left, 0)):
                self._coloured[place_of(cell)] = self._styles.filled[_style_of(cell)]

    def _note_raised(self, piece: bytes) -> None:
        for found in _SHARED.finditer(piece) if self._texts else ():
            if words := self._texts.get(found[1]):
                self._write(cell_around(piece, found.start()), words)
        for found in _RAISED.finditer(piece):
            cell = cell_around(piece, found.start())
            if words := raised.inline(cell):
                self._write(cell, words)

    def _write(self, cell: bytes, words: str) -> None:
        if cell:
            self._written[place_of(cell)] = words

    def _note(self, cell: bytes) -> None:
        if not cell:
            return
        tag, _, inner = cell.partition(b">")
        kind = _TYPE.search(tag)
        held = _VALUE.search(inner)
        has_formula = _FORMULA.search(inner)
        style = _STYLE.search(tag)
        at = place_of(tag)
        if kind and kind[1] == b"e":
            error = held[1].decode() if held else "of a formula"
            self._unreadable[at] = f"holds the error {error}"
        elif has_formula and self._is_pending(kind[1] if kind else b"n", held, inner):
            self._unreadable[at] = NEVER_CALCULATED
        elif (held or b"<is" in inner) and style and style[1] in self._styles.telling:
            self._shown[at] = self._styles.telling[style[1]]

    def _note_lines(self, cell: bytes) -> None:
        at, style, held = place_of(cell), _style_of(cell), _VALUE.search(cell)
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


def _any_of(pattern: bytes, numbers: Iterable[bytes]) -> list[re.Pattern[bytes]]:
    """The pattern with all the numbers, in a list; an empty one if there are none."""
    named = b"|".join(sorted(numbers))
    return [re.compile(pattern % named)] if named else []


def _filled_with(mark: re.Pattern[bytes], piece: bytes) -> Iterator[bytes]:
    """The filled cells of a piece in which a mark stands."""
    for found in mark.finditer(piece):
        cell = cell_around(piece, found.start())
        if b"<v" in cell or b"<is" in cell:
            yield cell


def _style_of(cell: bytes) -> bytes:
    found = _STYLE.search(cell)
    return found[1] if found else b""


def _hidden_columns(piece: bytes) -> Iterator[int]:
    head = piece.partition(b"<sheetData")[0]
    for found in _HIDDEN_COLUMN.finditer(head):
        first, last = (
            re.search(rb"\s" + end + rb"""=["'](\d+)["']""", found[0]) for end in (b"min", b"max")
        )
        if first and last:
            # Files hide all that is right of the table by one entry.
            yield from range(int(first[1]) - 1, min(int(last[1]), _MOST_HIDDEN))
