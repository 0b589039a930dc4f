"""Excel and OpenDocument workbooks: cells through calamine and xlrd, the rest from their XML.

calamine returns a blank where a cell holds an error or a formula that was never calculated, a
bare 36 where the cell shows 36 months, and hidden rows like all others. A look into the XML
tells these apart. The look comes first, for it also finds sheets too large to be laid out.
"""

import io
import zipfile
from collections.abc import Set
from dataclasses import replace
from datetime import timedelta
from itertools import chain, repeat
from typing import cast

import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ivl.intake import formats, look, xls_look
from ivl.intake.attached import OWN_AUTHOR
from ivl.intake.cells import Marks, Place, Sheet, Workbook, merged_within, refuse_if_large
from ivl.intake.encoded_parts import in_utf8
from ivl.intake.grids import grid
from ivl.intake.look import MOST_COLOURED, NEVER_CALCULATED, Look
from ivl.intake.ods_look import into_ods
from ivl.intake.refusal import PROTECTED, Refused
from ivl.intake.xlsx_parts import counts_from_1904


def read_zipped(content: bytes) -> Workbook:
    """The sheets of an .xlsx or .ods file that ``ivl.intake.gate`` admitted.

    Raises:
        Refused: if a sheet has too many rows or columns.
    """
    content = in_utf8(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        is_excel = "xl/workbook.xml" in archive.namelist()
        looks = look.into_xlsx(archive) if is_excel else into_ods(archive)
        is_from_1904 = is_excel and counts_from_1904(archive)
    for name, seen in looks.items():
        refuse_if_large(name, seen.n_rows, seen.n_columns)
    sheets = tuple(_calamine_sheets(content, looks))
    return Workbook(sheets, is_from_1904=is_from_1904)


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
    pending = chain(xls_look.never_calculated(content), repeat(set[Place]()))
    sheets = tuple(map(_xls_sheet, repeat(book), book.sheets(), pending))
    return Workbook(sheets, is_from_1904=bool(book.datemode))


def _calamine_sheets(content: bytes, looks: dict[str, Look]) -> list[Sheet]:
    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet or about.name not in looks:
                continue
            seen, found = looks[about.name], book.get_sheet_by_name(about.name)
            if found.end:  # cells in no order reach further than the last one of each row tells
                refuse_if_large(about.name, found.end[0] + 1, found.end[1] + 1)
            rows = cast(list[list[object]], found.to_python(skip_empty_area=False))
            unseen = [
                (row, column)
                for (row, column), code in seen.blanking.items()
                if row < len(rows)
                and column < len(rows[row])
                and formats.hides(rows[row][column], code)
            ]
            for (row, column), code in seen.shown.items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = formats.as_shown(rows[row][column], code)
            for (row, column), words in seen.written.items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = words
            cells = grid(rows, seen.unreadable, about.name, seen.may_hold_truths)
            merged = found.merged_cell_ranges or seen.merged
            sheets.append(
                Sheet(
                    about.name,
                    cells,
                    seen.unreadable,
                    merged_within(about.name, merged, len(cells)),
                    hidden=about.visible != SheetVisibleEnum.Visible,
                    hidden_rows=seen.hidden_rows,
                    hidden_columns=seen.hidden_columns,
                    is_filtered=seen.is_filtered,
                    marks=replace(seen.marks, unseen=tuple(sorted({*seen.marks.unseen, *unseen}))),
                )
            )
    return sheets


def _xls_sheet(book: xlrd.Book, found: xlrd.sheet.Sheet, pending: Set[Place]) -> Sheet:
    refuse_if_large(found.name, found.nrows, found.ncols)
    codes = [book.format_map[style.format_key].format_str for style in book.xf_list]
    telling = {style for style, code in enumerate(codes) if formats.tells(code)}
    unreadable: dict[Place, str] = {}
    rows: list[list[object]] = []
    for row in range(found.nrows):
        rows.append([])
        for column, cell in enumerate(found.row(row)):
            value = _xls_cell(book, cell, codes[cell.xf_index])
            if cell.xf_index in telling:
                value = formats.as_shown(value, codes[cell.xf_index])
            rows[-1].append(value)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                error = xlrd.error_text_from_code.get(cell.value, "of a formula")
                unreadable[row, column] = f"holds the error {error}"
            elif (row, column) in pending and cell.value in ("", 0):
                unreadable[row, column] = NEVER_CALCULATED
    cells = grid(rows, unreadable, found.name)
    merged = (
        ((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in found.merged_cells
    )
    hidden_rows = (row for row, about in found.rowinfo_map.items() if about.hidden)
    hidden_columns = (column for column, about in found.colinfo_map.items() if about.hidden)
    return Sheet(
        found.name,
        cells,
        unreadable,
        merged_within(found.name, merged, len(cells)),
        hidden=found.visibility != 0,
        hidden_rows=tuple(sorted(hidden_rows)),
        hidden_columns=tuple(sorted(hidden_columns)),
        marks=_xls_marks(book, found, codes),
    )


def _xls_marks(book: xlrd.Book, found: xlrd.sheet.Sheet, codes: list[str]) -> Marks:
    """What the styles of cells say, and comments."""
    fonts = [book.font_list[style.font_index] for style in book.xf_list]
    fills = [
        style.background.pattern_colour_index if style.background.fill_pattern else None
        for style in book.xf_list
    ]
    white = {index for index, colour in book.colour_map.items() if colour == (255, 255, 255)}
    struck: list[Place] = []
    unseen: list[Place] = []
    coloured: dict[Place, str] = {}
    for row in range(found.nrows):
        for column, cell in enumerate(found.row(row)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            style, place = cell.xf_index, (row, column)
            font, fill = fonts[style], fills[style]
            is_filled = fill is not None and fill not in white
            if font.struck_out:
                struck.append(place)
            is_faint = font.colour_index in white and not is_filled
            if is_faint or formats.hides(cell.value, codes[style]):
                unseen.append(place)
            if is_filled and len(coloured) < MOST_COLOURED:
                coloured[place] = str(fill)
    is_layout = len(coloured) == MOST_COLOURED
    comments = tuple(at for at, note in found.cell_note_map.items() if note.author != OWN_AUTHOR)
    return Marks(tuple(struck), tuple(unseen), comments, {} if is_layout else coloured)


def _xls_cell(book: xlrd.Book, cell: xlrd.sheet.Cell, code: str) -> object:
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_TEXT:
            return cell.value
        case xlrd.XL_CELL_DATE if cell.value < 1 or "[h" in code.lower():
            return timedelta(seconds=round(cell.value * 86400))
        case xlrd.XL_CELL_DATE:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case _:
            return None
