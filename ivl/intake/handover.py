"""What a process that read a file hands to the one that asked: a workbook, or a refusal, as bytes.

The bytes come from a process that a hostile file may have taken over. Unpacking them makes sheets
of cells and nothing else: no other class is looked up, and no function is called. Cells travel as
numbers into a list of the different ones, for columns repeat themselves; so a large sheet is
quick to send and small to keep.
"""

import dataclasses
import io
import pickle
from array import array
from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from ivl.intake import cells
from ivl.intake.cells import Cell, Sheet, Workbook
from ivl.intake.refusal import Refused

_KNOWN: Final = MappingProxyType(
    {
        ("datetime", "datetime"): datetime,
        ("builtins", "frozenset"): frozenset,
        **{
            (cells.__name__, name): kind
            for name, kind in vars(cells).items()
            if dataclasses.is_dataclass(kind)
        },
    }
)
"""All that bytes from elsewhere may become, beside plain text, numbers and collections."""

_Grid = tuple[int, int, list[Any], bytes]
"""Rows, columns, the different cells, and the number of each cell among them."""


def packed(found: Workbook | Refused) -> bytes:
    """A workbook, or why there is none, as bytes."""
    if isinstance(found, Refused):
        return pickle.dumps(str(found))
    hollow = tuple(dataclasses.replace(sheet, rows=()) for sheet in found.sheets)
    grids = [_packed_grid(sheet) for sheet in found.sheets]
    return pickle.dumps((dataclasses.replace(found, sheets=hollow), grids))


def unpacked(content: bytes) -> Workbook:
    """The workbook that ``packed`` made bytes of.

    Raises:
        Refused: if that is what was packed.
        Exception: of any kind, if the bytes are anything else.
    """
    found = _Careful(io.BytesIO(content)).load()
    if isinstance(found, str):
        raise Refused(found)
    workbook, grids = found
    if not isinstance(workbook, Workbook):
        raise pickle.UnpicklingError("no workbook")
    pairs = zip(workbook.sheets, grids, strict=True)
    return dataclasses.replace(workbook, sheets=tuple(_filled(*pair) for pair in pairs))


class _Numbered(dict[Any, int]):
    """Numbers things in the order in which they first come."""

    def __missing__(self, thing: object) -> int:
        self[thing] = number = len(self)
        return number


def _packed_grid(sheet: Sheet) -> _Grid:
    numbers = _Numbered()
    places = array("I")
    for row in sheet.rows:
        places.extend(map(numbers.__getitem__, _without_booleans(row)))
    width = len(sheet.rows[0]) if sheet.rows else 0
    return len(sheet.rows), width, list(numbers), places.tobytes()


def _without_booleans(row: tuple[Cell, ...]) -> Iterable[object]:
    """True would be taken for the number 1, which it equals."""
    if bool in set(map(type, row)):
        return [(cell,) if isinstance(cell, bool) else cell for cell in row]
    return row


def _filled(sheet: Sheet, grid: _Grid) -> Sheet:
    n_rows, width, known, numbers = grid
    different = [cell[0] if isinstance(cell, tuple) else cell for cell in known]
    places = array("I")
    places.frombytes(numbers)
    in_order = map(different.__getitem__, places)
    rows = tuple(zip(*[in_order] * width, strict=True)) if width else ((),) * n_rows
    return dataclasses.replace(sheet, rows=rows)


class _Careful(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a workbook")
        return _KNOWN[module, name]
