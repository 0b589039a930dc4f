"""What a process that read a file hands to the one that asked: a workbook, or a refusal, as bytes.

The bytes come from a process that a hostile file may have taken over. Unpacking them makes sheets
of cells and nothing else: no other class is looked up, and no function is called. Cells travel as
a sheet keeps them, as numbers into a list of the different ones.
"""

import dataclasses
import io
import pickle
from array import array
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from ivl.intake import cells
from ivl.intake.cells import BLANK, Cell, Rows, Sheet, Workbook
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

_Grid = tuple[int, list[Cell], bytes]
"""Columns, the different cells, and the number of each cell among them."""

_ELSEWHERE: Final[Any] = ()
"""In place of the rows of a sheet, which travel beside it."""

_KINDS: Final = {str, float, bool, datetime, type(None)}


def packed(found: Workbook | Refused) -> bytes:
    """A workbook, or why there is none, as bytes."""
    if isinstance(found, Refused):
        return pickle.dumps(str(found))
    hollow = tuple(dataclasses.replace(sheet, rows=_ELSEWHERE) for sheet in found.sheets)
    grids = [_packed_rows(sheet.rows) for sheet in found.sheets]
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


def _packed_rows(rows: Rows) -> _Grid:
    return rows.n_columns, list(rows.known), rows.numbers.tobytes()


def _filled(sheet: Sheet, grid: _Grid) -> Sheet:
    # Loaded already in the process that asked, and of no use to the one that reads.
    import numpy as np

    n_columns, known, content = grid
    numbers = array("I")
    numbers.frombytes(content)
    is_whole = len(numbers) % n_columns == 0 if n_columns > 0 else not (n_columns or numbers)
    if not (is_whole and known[BLANK] is None and set(map(type, known)) <= _KINDS):
        raise pickle.UnpicklingError("no cells")
    if numbers and np.frombuffer(numbers, np.uintc).max() >= len(known):
        raise pickle.UnpicklingError("cells that are not there")
    return dataclasses.replace(sheet, rows=Rows(n_columns, known, numbers))


class _Careful(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a workbook")
        return _KNOWN[module, name]
