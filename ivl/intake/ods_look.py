"""A look into the XML of an OpenDocument spreadsheet, for what the reader of cells passes over."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from ivl.intake.attached import OWN_AUTHOR
from ivl.intake.cells import MOST_COLUMNS, Marks, Place, refuse_if_large
from ivl.intake.look import MOST_COLOURED, NEVER_CALCULATED, Look

_NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE = _NAMES + "table:1.0}", _NAMES + "office:1.0}"
_GROUPS: Final = (_TABLE + "table-row-group", _TABLE + "table-column-group")
_STYLE, _FO = _NAMES + "style:1.0}", _NAMES + "xsl-fo-compatible:1.0}"
_AUTHOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
_WHITE, _NO_COLOUR = "#ffffff", "transparent"
_PARAGRAPH: Final = _NAMES + "text:1.0}p"
_NUMBER: Final = re.compile(r"-?\d(?:[\d.,'\u00a0\u202f ]*\d)?")
_MONTH_NAME: Final = re.compile(r"[^\W\d_年月日]{3,}")


@dataclass(frozen=True)
class _Row:
    n: int
    """How often it stands there."""

    n_columns: int
    is_hidden: bool
    is_filtered: bool
    unreadable: dict[int, str] = field(default_factory=dict)
    shown: dict[int, str] = field(default_factory=dict)
    spans: dict[int, int] = field(default_factory=dict)
    """By the column, how many rows a cell covers."""

    styles: dict[int, str] = field(default_factory=dict)
    """By the column, the style of a filled cell."""

    comments: tuple[int, ...] = ()


def into_ods(archive: zipfile.ZipFile) -> dict[str, Look]:
    """By the name of the sheet."""
    looks: dict[str, _Sheet] = {}
    dress = _Dress()
    sheet = _Sheet("", dress)
    with archive.open("content.xml") as content:
        for event, element in ET.iterparse(content, events=("start", "end")):
            if event == "start" and element.tag == _TABLE + "table":
                name = element.get(_TABLE + "name", "")
                sheet = looks[name] = _Sheet(name, dress)
            elif element.tag in _GROUPS and element.get(_TABLE + "display") == "false":
                sheet.n_closed += 1 if event == "start" else -1
            elif event == "end" and element.tag == _TABLE + "table-row":
                sheet.add(_row(element))
                element.clear()
            elif event == "end" and element.tag == _TABLE + "table-column":
                sheet.add_columns(element)
            elif event == "end" and element.tag == _STYLE + "style":
                dress.add(element)
    return {name: sheet.look() for name, sheet in looks.items()}


class _Dress:
    """The styles that say something, by their names."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self.faint: set[str] = set()
        self.filled: dict[str, str] = {}

    def add(self, style: ET.Element) -> None:
        """A style of cells, as the file defines it before its sheets."""
        name = style.get(_STYLE + "name", "")
        words, cell = ({}, {})
        for part in style:
            if part.tag == _STYLE + "text-properties":
                words = part.attrib
            elif part.tag == _STYLE + "table-cell-properties":
                cell = part.attrib
        fill = cell.get(_FO + "background-color", _NO_COLOUR)
        if words.get(_STYLE + "text-line-through-style", "none") != "none":
            self.struck.add(name)
        if fill in (_NO_COLOUR, _WHITE):
            if words.get(_FO + "color") == _WHITE:
                self.faint.add(name)
        else:
            self.filled[name] = fill


class _Sheet:
    """What has been seen of one sheet so far."""

    def __init__(self, name: str, dress: _Dress) -> None:
        self._name, self._dress = name, dress
        self.n_closed = 0
        """Groups of rows or columns, folded away, in which the next one stands."""

        self._struck: list[Place] = []
        self._faint: list[Place] = []
        self._comments: list[Place] = []
        self._coloured: dict[Place, str] = {}
        self._n_columns = self._n_rows = self._at = self._at_column = 0
        self._unreadable: dict[Place, str] = {}
        self._shown: dict[Place, str] = {}
        self._merged: list[tuple[Place, Place]] = []
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[int] = []
        self._is_filtered = False

    def add_columns(self, element: ET.Element) -> None:
        n = int(element.get(_TABLE + "number-columns-repeated", "1"))
        if self.n_closed or element.get(_TABLE + "visibility", "visible") != "visible":
            last = min(self._at_column + n, MOST_COLUMNS)
            self._hidden_columns += range(self._at_column, last)
        self._at_column += n

    def add(self, row: _Row) -> None:
        """A row, or the same row several times over."""
        first = self._at
        self._at += row.n
        if not row.n_columns:
            return
        self._n_rows, self._n_columns = self._at, max(self._n_columns, row.n_columns)
        refuse_if_large(self._name, self._n_rows, self._n_columns)
        for at in range(first, self._at):
            self._unreadable |= {(at, column): why for column, why in row.unreadable.items()}
            self._shown |= {(at, column): code for column, code in row.shown.items()}
            self._dress_up(at, row)
        self._merged += [
            ((first, column), (first + n - 1, column)) for column, n in row.spans.items()
        ]
        if row.is_hidden or self.n_closed:
            self._hidden_rows += range(first, self._at)
            self._is_filtered |= row.is_filtered

    def _dress_up(self, at: int, row: _Row) -> None:
        self._comments += [(at, column) for column in row.comments]
        for column, style in row.styles.items():
            if style in self._dress.struck:
                self._struck.append((at, column))
            if style in self._dress.faint:
                self._faint.append((at, column))
            if style in self._dress.filled and len(self._coloured) < MOST_COLOURED:
                self._coloured[at, column] = self._dress.filled[style]

    def look(self) -> Look:
        is_layout = len(self._coloured) == MOST_COLOURED
        return Look(
            self._n_rows,
            self._n_columns,
            self._unreadable,
            self._shown,
            hidden_rows=tuple(self._hidden_rows),
            hidden_columns=tuple(self._hidden_columns),
            is_filtered=self._is_filtered,
            merged=tuple(self._merged),
            marks=Marks(
                tuple(self._struck),
                tuple(self._faint),
                tuple(self._comments),
                {} if is_layout else self._coloured,
            ),
        )


def _row(element: ET.Element) -> _Row:
    visibility = element.get(_TABLE + "visibility", "visible")
    row = _Row(
        int(element.get(_TABLE + "number-rows-repeated", "1")),
        max((end for end, cell in _ends(element) if _is_filled(cell)), default=0),
        visibility != "visible",
        visibility == "filter",
        comments=tuple(end - 1 for end, cell in _ends(element) if _has_comment(cell)),
    )
    for end, cell in _ends(element):
        first = end - int(cell.get(_TABLE + "number-columns-repeated", "1"))
        same = range(first, min(end, MOST_COLUMNS))
        if why := _why_unreadable(cell):
            row.unreadable.update(dict.fromkeys(same, why))
        elif code := _code(cell):
            row.shown.update(dict.fromkeys(same, code))
        style = cell.get(_TABLE + "style-name")
        if style and _is_filled(cell):
            row.styles.update(dict.fromkeys(same, style))
        n_spanned = int(cell.get(_TABLE + "number-rows-spanned", "1"))
        if n_spanned > 1:
            row.spans[first] = n_spanned
    return row


def _ends(row: ET.Element) -> Iterator[tuple[int, ET.Element]]:
    """Cells with the column after each."""
    end = 0
    for cell in row:
        end += int(cell.get(_TABLE + "number-columns-repeated", "1"))
        yield end, cell


def _has_comment(cell: ET.Element) -> bool:
    """Of others than the dashboard itself."""
    note = cell.find(_OFFICE + "annotation")
    return note is not None and note.findtext(_AUTHOR) != OWN_AUTHOR


def _is_filled(cell: ET.Element) -> bool:
    return len(cell) > 0 or cell.get(_TABLE + "formula") is not None


def _why_unreadable(cell: ET.Element) -> str:
    """LibreOffice marks errors by a type of its own beside the one of the standard."""
    if any(value == "error" and name.endswith("}value-type") for name, value in cell.items()):
        return f"holds the error {_words(cell)}"
    is_pending = (
        cell.get(_TABLE + "formula") is not None
        and cell.get(_OFFICE + "value-type") is None
        and not _words(cell)
    )
    return NEVER_CALCULATED if is_pending else ""


def _words(cell: ET.Element) -> str:
    """What the cell shows, without notes on it."""
    return "\n".join("".join(part.itertext()) for part in cell.iterfind(_PARAGRAPH))


def _code(cell: ET.Element) -> str:
    """The number format by which a cell shows what it shows, "" if nothing is added."""
    match cell.get(_OFFICE + "value-type"):
        case "percentage":
            return "0%"
        case "float":
            return _code_of_number(_words(cell))
        case "date":
            return _code_of_date(cell.get(_OFFICE + "date-value", ""), _words(cell))
        case _:
            return ""


def _code_of_number(words: str) -> str:
    found = _NUMBER.search(words)
    if not found or found[0] == words:
        zeros = words.startswith("0") and words.isdigit() and len(words) > 1
        return "0" * len(words) if zeros else ""
    before, after = (
        part.replace('"', "") for part in (words[: found.start()], words[found.end() :])
    )
    return f'"{before}"0"{after}"' if not _NUMBER.search(after) else ""


def _code_of_date(day: str, words: str) -> str:
    numbers = re.findall(r"\d+", words)
    n_without_day = 1 if _MONTH_NAME.search(words) else 2
    if not re.match(r"\d{4}-\d\d-01", day) or not 0 < len(numbers) <= n_without_day:
        return ""
    return "yyyy" if len(numbers) < n_without_day else "yyyy-mm"
