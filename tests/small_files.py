"""Small spreadsheets as bytes, made for one test each."""

import csv
import io
from collections.abc import Mapping, Sequence

import openpyxl

PLAIN: Mapping[str, str] = {
    "ID": "P{}",
    "Age": "47",
    "Detection": "nonincidental",
    "Symptoms": "dyspnea",
    "Extent": "IVC",
    "Uterine procedure": "total hysterectomy",
    "Ovarian procedure": "BSO",
    "Resection": "complete",
    "Adjuvant": "none",
    "Follow-up (months)": "36",
    "Recurrence": "no",
    "Status": "alive",
}
"""A patient of whom there is nothing to be said; {} stands for her number."""


def lines(*rows: str) -> bytes:
    """A CSV file in UTF-8 from its lines."""
    return "\n".join(rows).encode()


def cells(*rows: Sequence[object]) -> bytes:
    """A CSV file in UTF-8 from its cells, quoted where it has to be."""
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def patients(*changes: Mapping[str, object], without: Sequence[str] = ()) -> bytes:
    """A CSV file of plain patients, the first in row 2, each with her own changes."""
    headings = list(dict.fromkeys([*PLAIN, *(heading for her in changes for heading in her)]))
    headings = [heading for heading in headings if heading not in without]
    rows = [
        [her.get(heading, PLAIN.get(heading, "").format(number)) for heading in headings]
        for number, her in enumerate(changes, start=1)
    ]
    return cells(headings, *rows)


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """An .xlsx file with a sheet for each name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook as a file."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
