"""Small spreadsheets as bytes, made for one test each."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

import openpyxl
import xlwt

from ivl.intake.cells import Sheet
from ivl.intake.sheet import read

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


def plain_rows(*changes: Mapping[str, object], without: Sequence[str] = ()) -> list[list[object]]:
    """Headings and a row for each plain patient, with her own changes."""
    headings = list(dict.fromkeys([*PLAIN, *(heading for her in changes for heading in her)]))
    headings = [heading for heading in headings if heading not in without]
    return [
        list(headings),
        *(
            [her.get(heading, PLAIN.get(heading, "").format(number)) for heading in headings]
            for number, her in enumerate(changes, start=1)
        ),
    ]


def patients(*changes: Mapping[str, object], without: Sequence[str] = ()) -> bytes:
    """A CSV file of plain patients, the first in row 2, each with her own changes."""
    return cells(*plain_rows(*changes, without=without))


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


def text_file(rows: Sequence[Sequence[object]], codec: str, delimiter: str) -> bytes:
    """A text file as any program may write it."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode(codec)


def old_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """An .xls file; dates are shown as dates."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Cohort")
    shown_as_date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, contents in enumerate(rows):
        for column, content in enumerate(contents):
            if isinstance(content, date):
                sheet.write(row, column, content, shown_as_date)
            else:
                sheet.write(row, column, content)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def open_sheet(rows: Sequence[Sequence[object]]) -> bytes:
    """An .ods file whose cells hold text, numbers and dates as such."""

    def cell(content: object) -> str:
        said = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(content).split("\n"))
        kind = f'office:value-type="float" office:value="{content}"'
        if isinstance(content, date):
            kind = f'office:value-type="date" office:date-value="{content.isoformat()}"'
        elif isinstance(content, str):
            kind = 'office:value-type="string"'
        return f"<table:table-cell {kind}>{said}</table:table-cell>"

    return open_document(
        "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    )


_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_OPEN_DOCUMENT = f"""<?xml version="1.0"?><office:document-content
 xmlns:office="{_NAMES}office:1.0" xmlns:table="{_NAMES}table:1.0" xmlns:text="{_NAMES}text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body>
<office:spreadsheet><table:table table:name="Cohort">ROWS</table:table></office:spreadsheet>
</office:body></office:document-content>"""


def open_document(rows: str) -> bytes:
    """An .ods file with one sheet from the XML of its rows."""
    return archive(
        {
            "mimetype": _KIND,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_NAMES}manifest:1.0">'
            f'<manifest:file-entry manifest:media-type="{_KIND}" manifest:full-path="/"/>'
            "</manifest:manifest>",
            "content.xml": _OPEN_DOCUMENT.replace("ROWS", rows),
        }
    )


def archive(parts: Mapping[str, str]) -> bytes:
    """A zip archive with these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(name, content, kind)
    return written.getvalue()


def only_sheet(content: bytes, filename: str = "cohort.csv") -> Sheet:
    """The one sheet of a file."""
    sheets = read(content, filename).sheets
    assert len(sheets) == 1
    return sheets[0]
