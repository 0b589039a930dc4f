"""A look into the XML of a workbook, for what the reader of cells passes over."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final
from xml.etree import ElementTree as ET

from ivl.intake.cells import Place, place

NEVER_CALCULATED: Final = "holds a formula that was never calculated"
_BUILT_IN_PERCENT: Final = {9, 10}


@dataclass(frozen=True)
class Look:
    """What a sheet holds beside its values."""

    n_rows: int = 0
    """Down to the last cell with content; so for the columns."""

    n_columns: int = 0
    unreadable: dict[Place, str] = field(default_factory=dict)
    percent: frozenset[Place] = frozenset()
    """Cells that show a number as percent."""


def into_xlsx(archive: zipfile.ZipFile) -> dict[str, Look]:
    """By the name of the sheet."""
    percent = _percent_styles(archive)
    return {name: _xlsx_sheet(archive, part, percent) for name, part in _parts(archive).items()}


def into_ods(archive: zipfile.ZipFile) -> dict[str, Look]:
    """By the name of the sheet."""
    rows: dict[str, list[_OdsRow]] = {}
    name = ""
    with archive.open("content.xml") as content:
        for event, element in ET.iterparse(content, events=("start", "end")):
            if event == "start" and _local(element.tag) == "table":
                name = _attribute(element, "name")
                rows[name] = []
            elif event == "end" and _local(element.tag) == "table-row" and name:
                rows[name].append(_ods_row(element))
                element.clear()
    return {name: _ods_sheet(found) for name, found in rows.items()}


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


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Numbers of the cell styles that show percent."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    with archive.open("xl/styles.xml") as part:
        styles = ET.parse(part).getroot()
    percent = set(_BUILT_IN_PERCENT)
    for number_format in styles.iterfind("{*}numFmts/{*}numFmt"):
        if "%" in number_format.get("formatCode", ""):
            percent.add(int(number_format.get("numFmtId", "-1")))
    cell_styles = styles.iterfind("{*}cellXfs/{*}xf")
    return frozenset(
        str(number)
        for number, style in enumerate(cell_styles)
        if int(style.get("numFmtId", "0")) in percent
    )


def _xlsx_sheet(archive: zipfile.ZipFile, part: str, percent_styles: frozenset[str]) -> Look:
    n_rows = n_columns = 0
    unreadable: dict[Place, str] = {}
    percent: set[Place] = set()
    with archive.open(part) as content:
        for at, cell in _xlsx_cells(content):
            held = cell.findtext("{*}v")
            has_formula = cell.find("{*}f") is not None
            if held is None and not has_formula and cell.find("{*}is") is None:
                continue
            n_rows, n_columns = max(n_rows, at[0] + 1), max(n_columns, at[1] + 1)
            if cell.get("t") == "e":
                unreadable[at] = f"holds the error {held or 'of a formula'}"
            elif has_formula and not held and cell.get("t") != "str":
                unreadable[at] = NEVER_CALCULATED
            elif cell.get("s") in percent_styles and cell.get("t", "n") == "n":
                percent.add(at)
    return Look(n_rows, n_columns, unreadable, frozenset(percent))


def _xlsx_cells(content: IO[bytes]) -> Iterator[tuple[Place, ET.Element]]:
    """Cells with their places; one without a reference stands right of the one before."""
    row = -1
    for element in _elements(content, "row"):
        row = int(element.get("r", row + 2)) - 1
        column = -1
        for cell in element.iterfind("{*}c"):
            reference = cell.get("r")
            at = place(reference) if reference else (row, column + 1)
            column = at[1]
            yield at, cell


@dataclass(frozen=True)
class _OdsRow:
    repeated: int
    n_columns: int
    errors: dict[int, str]


def _ods_row(element: ET.Element) -> _OdsRow:
    column = n_columns = 0
    errors: dict[int, str] = {}
    for cell in element:
        repeated = int(_attribute(cell, "number-columns-repeated") or 1)
        column += repeated
        if len(cell):
            n_columns = column
        if "error" in (value for name, value in cell.items() if _local(name) == "value-type"):
            errors[column - repeated] = f"holds the error {''.join(cell.itertext())}"
    return _OdsRow(int(_attribute(element, "number-rows-repeated") or 1), n_columns, errors)


def _ods_sheet(rows: list[_OdsRow]) -> Look:
    n_rows = at = 0
    unreadable: dict[Place, str] = {}
    for row in rows:
        unreadable |= {(at, column): why for column, why in row.errors.items()}
        at += row.repeated
        if row.n_columns:
            n_rows = at
    return Look(n_rows, max((row.n_columns for row in rows), default=0), unreadable)


def _elements(content: IO[bytes], name: str) -> Iterator[ET.Element]:
    """Elements of that name; each is emptied after its turn, so that large parts fit."""
    for _, element in ET.iterparse(content):
        if _local(element.tag) == name:
            yield element
            element.clear()


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.items() if _local(key) == name), "")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
