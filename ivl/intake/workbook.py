"""Excel and OpenDocument workbooks: cells through calamine and xlrd, the rest from their XML.

calamine returns a blank where a cell holds an error or a formula that was never calculated,
and a bare 0.05 where the cell shows 5%. A look into the XML tells these apart. The look comes
first, for it also finds sheets too large to be laid out in memory.
"""

import io
import zipfile

import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ivl.intake import look
from ivl.intake.cells import Place, Sheet, Workbook, refuse_if_large, sheet
from ivl.intake.look import Look
from ivl.intake.refusal import PROTECTED, Refused


def read_zipped(content: bytes) -> Workbook:
    """The sheets of an .xlsx or .ods file that ``ivl.intake.gate`` admitted.

    Raises:
        Refused: if a sheet has too many rows or columns.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        is_excel = "xl/workbook.xml" in archive.namelist()
        looks = look.into_xlsx(archive) if is_excel else look.into_ods(archive)
    for name, seen in looks.items():
        refuse_if_large(name, seen.n_rows, seen.n_columns)
    return Workbook(tuple(_calamine_sheets(content, looks)))


def read_xls(content: bytes) -> Workbook:
    """The sheets of an .xls file.

    Raises:
        Refused: if a password protects it.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Refused(PROTECTED) from error
        raise
    return Workbook(tuple(_xls_sheet(book, found) for found in book.sheets()))


def _calamine_sheets(content: bytes, looks: dict[str, Look]) -> list[Sheet]:
    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet or about.name not in looks:
                continue
            seen, found = looks[about.name], book.get_sheet_by_name(about.name)
            rows = [
                [_as_shown(value, (row, column), seen) for column, value in enumerate(values)]
                for row, values in enumerate(found.to_python(skip_empty_area=False))
            ]
            sheets.append(
                sheet(
                    about.name,
                    rows,
                    seen.unreadable,
                    tuple(found.merged_cell_ranges or ()),
                    hidden=about.visible != SheetVisibleEnum.Visible,
                )
            )
    return sheets


def _as_shown(value: object, place: Place, seen: Look) -> object:
    if isinstance(value, float) and place in seen.percent:
        return f"{100 * value:.10g}%"
    return value


def _xls_sheet(book: xlrd.Book, found: xlrd.sheet.Sheet) -> Sheet:
    refuse_if_large(found.name, found.nrows, found.ncols)
    unreadable: dict[Place, str] = {}
    rows: list[list[object]] = []
    for row in range(found.nrows):
        rows.append([])
        for column, cell in enumerate(found.row(row)):
            rows[-1].append(_xls_cell(book, cell))
            if cell.ctype == xlrd.XL_CELL_ERROR:
                error = xlrd.error_text_from_code.get(cell.value, "of a formula")
                unreadable[row, column] = f"holds the error {error}"
    merged = tuple(
        ((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in found.merged_cells
    )
    return sheet(found.name, rows, unreadable, merged, hidden=found.visibility != 0)


def _xls_cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> object:
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER:
            style = book.format_map.get(book.xf_list[cell.xf_index].format_key)
            shows_percent = style is not None and "%" in style.format_str
            return f"{100 * cell.value:.10g}%" if shows_percent else cell.value
        case xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_TEXT:
            return cell.value
        case _:
            return None
