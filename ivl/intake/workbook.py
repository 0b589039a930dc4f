"""Excel and OpenDocument workbooks: cells through calamine and xlrd, the rest from their XML.

calamine returns a blank where a cell holds an error or a formula that was never calculated, a
bare 36 where the cell shows 36 months, and hidden rows like all others. A look into the XML
tells these apart. The look comes first, for it also finds sheets too large to be laid out.
"""

import io
import zipfile
from typing import Final, cast

import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ivl.intake import formats, look
from ivl.intake.cells import Place, Sheet, Workbook, grid, refuse_if_large
from ivl.intake.look import Look
from ivl.intake.ods_look import into_ods
from ivl.intake.refusal import NO_SPREADSHEET, Refused

MOST_ENTRIES: Final = 2_000
MOST_EXPANDED: Final = 400 * 1024 * 1024
"""A file of 100 000 patients and 40 columns comes to more than 100 MB of XML."""

MOST_RATIO: Final = 200
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
PROTECTED: Final = "This file is protected by a password. Remove it in Excel and upload again."
_SMALL: Final = 10 * 1024 * 1024
"""Up to here a file may be as repetitive as it likes."""


def read_zipped(content: bytes) -> Workbook:
    """The sheets of an .xlsx or .ods file.

    Raises:
        Refused: if it is another kind of archive, or expands beyond measure.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _refuse_bombs(archive)
        names = archive.namelist()
        is_from_1904 = False
        if "xl/workbook.xml" in names:
            looks = look.into_xlsx(archive)
            is_from_1904 = look.counts_from_1904(archive)
        elif "content.xml" in names:
            looks = into_ods(archive)
        else:
            raise Refused(NO_SPREADSHEET)
    for name, seen in looks.items():
        refuse_if_large(name, seen.n_rows, seen.n_columns)
    sheets = tuple(_calamine_sheets(content, looks))
    return Workbook(sheets, is_from_1904=is_from_1904)


def read_xls(content: bytes) -> Workbook:
    """The sheets of an .xls file.

    Raises:
        Refused: if a password protects it.
    """
    if _ENCRYPTED in content:
        raise Refused(PROTECTED)
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Refused(PROTECTED) from error
        raise
    sheets = tuple(_xls_sheet(book, found) for found in book.sheets())
    return Workbook(sheets, is_from_1904=bool(book.datemode))


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    expanded = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(PROTECTED)
    if (
        len(entries) > MOST_ENTRIES
        or expanded > MOST_EXPANDED
        or (expanded > _SMALL and expanded > MOST_RATIO * packed)
    ):
        raise Refused(
            "This file is far larger unpacked than a cohort needs. Copy the sheet with the "
            "cohort into a new file and upload that."
        )


def _calamine_sheets(content: bytes, looks: dict[str, Look]) -> list[Sheet]:
    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet or about.name not in looks:
                continue
            seen, found = looks[about.name], book.get_sheet_by_name(about.name)
            rows = cast(list[list[object]], found.to_python(skip_empty_area=False))
            for (row, column), code in seen.shown.items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = formats.as_shown(rows[row][column], code)
            sheets.append(
                Sheet(
                    about.name,
                    grid(rows, seen.unreadable),
                    seen.unreadable,
                    tuple(found.merged_cell_ranges or seen.merged),
                    hidden=about.visible != SheetVisibleEnum.Visible,
                    hidden_rows=seen.hidden_rows,
                    hidden_columns=seen.hidden_columns,
                    is_filtered=seen.is_filtered,
                )
            )
    return sheets


def _xls_sheet(book: xlrd.Book, found: xlrd.sheet.Sheet) -> Sheet:
    refuse_if_large(found.name, found.nrows, found.ncols)
    codes = [book.format_map[style.format_key].format_str for style in book.xf_list]
    telling = {style for style, code in enumerate(codes) if formats.tells(code)}
    unreadable: dict[Place, str] = {}
    rows: list[list[object]] = []
    for row in range(found.nrows):
        rows.append([])
        for column, cell in enumerate(found.row(row)):
            value = _xls_cell(book, cell)
            if cell.xf_index in telling:
                value = formats.as_shown(value, codes[cell.xf_index])
            rows[-1].append(value)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                error = xlrd.error_text_from_code.get(cell.value, "of a formula")
                unreadable[row, column] = f"holds the error {error}"
    merged = tuple(
        ((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in found.merged_cells
    )
    hidden_rows = (row for row, about in found.rowinfo_map.items() if about.hidden)
    hidden_columns = (column for column, about in found.colinfo_map.items() if about.hidden)
    return Sheet(
        found.name,
        grid(rows, unreadable),
        unreadable,
        merged,
        hidden=found.visibility != 0,
        hidden_rows=tuple(sorted(hidden_rows)),
        hidden_columns=tuple(sorted(hidden_columns)),
    )


def _xls_cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> object:
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_TEXT:
            return cell.value
        case xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case _:
            return None
