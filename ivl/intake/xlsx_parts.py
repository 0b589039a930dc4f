"""The parts of an .xlsx archive: which holds which sheet, and what holds for all of them."""

import zipfile
from collections.abc import Iterator
from typing import IO, Final
from xml.etree import ElementTree as ET

_WORKBOOK: Final = "xl/workbook.xml"


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the archive holds the sheet of each name."""
    targets = {}
    with archive.open("xl/_rels/workbook.xml.rels") as relations:
        for relation in _elements(relations, "Relationship"):
            target = relation.get("Target", "").removeprefix("/").removeprefix("xl/")
            targets[relation.get("Id", "")] = f"xl/{target}"
    with archive.open(_WORKBOOK) as workbook:
        sheets = {
            sheet.get("name", ""): targets.get(_attribute(sheet, "id"), "")
            for sheet in _elements(workbook, "sheet")
        }
    return {name: part for name, part in sheets.items() if part in archive.namelist()}


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Whether day 0 of an .xlsx file is in 1904, as it was on early Macintoshes."""
    with archive.open(_WORKBOOK) as workbook:
        about = next(_elements(workbook, "workbookPr"), None)
        return about is not None and about.get("date1904") in ("1", "true")


def is_calculated_later(archive: zipfile.ZipFile) -> bool:
    """Whether a program that does not calculate asks Excel to do it when the file is opened."""
    return b'fullCalcOnLoad="1"' in archive.read(_WORKBOOK)


def _elements(content: IO[bytes], name: str) -> Iterator[ET.Element]:
    """Elements of that name; each is emptied after its turn, so that large parts fit."""
    for _, element in ET.iterparse(content):
        if element.tag.rpartition("}")[2] == name:
            yield element
            element.clear()


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
