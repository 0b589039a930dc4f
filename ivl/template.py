"""The spreadsheet to fill in, and any cohort in the same form.

Headings, drop-downs, limits and the dictionary sheet all come from ``ivl.schema``, so a column
added there is in the next template without a word here. What is written reads back through
intake as the same patients.
"""

import datetime as dt
import io
import zipfile
from typing import Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ivl.schema import EXAMPLE_ID, RECORDED, Column, Level
from ivl.spreadsheet_rows import SEPARATOR, spreadsheet_rows
from ivl.spreadsheet_safety import safe_cell
from ivl.text import compact

COHORT_SHEET: Final = "Cohort"
DICTIONARY_SHEET: Final = "Data dictionary"
LISTS_SHEET: Final = "Lists"

EXAMPLE_ROW: Final[dict[str, object]] = {
    "patient_id": EXAMPLE_ID,
    "age_at_diagnosis": 47,
    "menopausal_status": "pre",
    "prior_uterine_surgery": ("myomectomy",),
    "interval_prior_surgery": 62,
    "presentation_type": "primary",
    "ivl_detection": "nonincidental",
    "preop_suspicion": "yes",
    "symptoms": ("dyspnea", "leg_edema"),
    "tumor_extent": "right_atrium",
    "ivc": "yes",
    "tumor_size": 8.5,
    "surgery_date": dt.date(2019, 3, 5),
    "uterine_procedure": "total_hysterectomy",
    "ovarian_procedure": "both_removed",
    "thrombectomy": "yes",
    "operation_stages": "one_stage",
    "chest_incision": "sternotomy",
    "cpb": "yes",
    "resection_completeness": "R0_complete",
    "adjuvant_therapy": ("none",),
    "followup_months": 36,
    "last_followup_date": dt.date(2022, 3, 5),
    "recurrence": "no",
    "vital_status": "alive",
    "lost_to_followup": "no",
}
"""Levels by name, and several of them as a tuple."""

ROWS_TO_FILL: Final = 1000
"""Drop-downs and limits reach down to this row."""

_NEEDS: Final = {"required": "Required", "wanted": "Recommended", "optional": "Optional"}
_FILLS: Final = {
    "required": PatternFill("solid", start_color="1F4E79"),
    "wanted": PatternFill("solid", start_color="DCE6F1"),
    "optional": PatternFill("solid", start_color="F2F2F2"),
}
_WRITTEN_AT: Final = dt.datetime(2000, 1, 1)
"""In every workbook, so that the same content makes the same file."""


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────


def workbook(patients: pd.DataFrame | None = None) -> bytes:
    """An .xlsx file with the sheets "Cohort" and "Data dictionary".

    Args:
        patients: whom to fill in, as ``derive.complete`` makes them. Without patients the sheet
            has one row, marked as an example, that intake passes over.

    Returns:
        The file; equal patients give equal bytes.
    """
    book = Workbook()
    rows = _example_row() if patients is None else spreadsheet_rows(patients)
    sheet = write_cohort(book.active, rows)
    if patients is None:
        for cell in sheet[2]:
            cell.font = Font(italic=True, color="7F7F7F")
    _write_dictionary(book.create_sheet(DICTIONARY_SHEET))
    _add_drop_downs(sheet, book.create_sheet(LISTS_SHEET))
    return saved(book)


def _example_row() -> pd.DataFrame:
    def shown(column: Column) -> object:
        match EXAMPLE_ROW.get(column.name):
            case tuple() as names:
                return SEPARATOR.join(column.level(name).label for name in names)
            case str() as name if column.levels:
                return column.level(name).label
            case value:
                return value

    return pd.DataFrame([{column.axis: shown(column) for column in RECORDED}], dtype="object")


def write_cohort(sheet: Worksheet, rows: pd.DataFrame) -> Worksheet:
    """Writes headings and rows; headings stay in view, and colour and a note say what is needed.

    Args:
        sheet: an empty sheet.
        rows: from ``spreadsheet_rows``, or some of its columns.
    """
    by_heading = {column.axis: column for column in RECORDED}
    sheet.title = COHORT_SHEET
    sheet.append([safe_cell(heading) for heading in rows.columns])
    for row in rows.itertuples(index=False):
        sheet.append([safe_cell(value) for value in row])
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 48
    for number, heading in enumerate(rows.columns, start=1):
        width = max(len(str(value or "")) for value in rows[heading]) if len(rows) else 0
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = min(max(width + 2, len(heading) * 0.7 + 2, 12), 44)
        _mark_heading(sheet.cell(1, number), by_heading.get(heading))
        if heading in by_heading and by_heading[heading].kind == "date":
            for cell in sheet[letter][1:]:
                cell.number_format = "yyyy-mm-dd"
    return sheet


def _mark_heading(cell: Cell, column: Column | None) -> None:
    need = column.need if column else "optional"
    cell.font = Font(bold=True, color="FFFFFF" if need == "required" else "1A1A1A")
    cell.fill = _FILLS[need]
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if column:
        cell.comment = Comment(_note(column), "IVL Cohort Explorer", height=160, width=320)


def _note(column: Column) -> str:
    lines = [f"{_NEEDS[column.need]}. {column.meaning}"]
    if column.kind == "number":
        lines.append(f"A number{_limits(column)}.")
    if column.kind == "several":
        labels = ", ".join(level.label for level in column.own_levels)
        lines.append(f'One or more, separated by "{SEPARATOR.strip()}": {labels}.')
    if column.name == "patient_id":
        lines.append(f'A row with "{EXAMPLE_ID}" here is not counted.')
    else:
        lines.append("Leave the cell empty if unknown.")
    return "\n".join(lines)


def _limits(column: Column) -> str:
    unit = f" {column.unit}" if column.unit else ""
    return f" from {compact(column.low)} to {compact(column.high)}{unit}"


def _add_drop_downs(sheet: Worksheet, lists: Worksheet) -> None:
    """Lists, limits and dates for the cells to fill in.

    The lists stand on a hidden sheet: written into the rule itself, Excel allows 255 characters
    and takes every comma for a separator.
    """
    lists.sheet_state = "hidden"
    for column, letter in _letters(sheet).items():
        rule = None
        if column.kind in ("yes_no", "category"):
            rule = _one_of(column, lists)
        elif column.kind == "number":
            rule = _number(column)
        elif column.kind == "date":
            rule = _date()
        if rule:
            rule.allow_blank = True
            rule.showErrorMessage = True
            rule.errorTitle = column.label[:32]
            rule.add(f"{letter}2:{letter}{ROWS_TO_FILL}")
            sheet.add_data_validation(rule)


def _letters(sheet: Worksheet) -> dict[Column, str]:
    by_heading = {column.axis: column for column in RECORDED}
    return {
        by_heading[cell.value]: cell.column_letter for cell in sheet[1] if cell.value in by_heading
    }


def _one_of(column: Column, lists: Worksheet) -> DataValidation:
    # One below the other: side by side, the names would look like the headings of a cohort.
    first = lists.max_row + 2
    for row, words in enumerate([column.name, *(level.label for level in column.levels)], first):
        lists.cell(row, 1, words)
    return DataValidation(
        type="list",
        formula1=f"{LISTS_SHEET}!$A${first + 1}:$A${first + len(column.levels)}",
        error="Choose from the list, or leave the cell empty.",
    )


def _number(column: Column) -> DataValidation:
    return DataValidation(
        type="decimal",
        operator="between",
        formula1=compact(column.low),
        formula2=compact(column.high),
        error=f"A number{_limits(column)}, or an empty cell.",
    )


def _date() -> DataValidation:
    return DataValidation(
        type="date",
        operator="between",
        formula1="DATE(1950,1,1)",
        formula2="TODAY()",
        error="A date that is not in the future, such as 2019-03-05, or an empty cell.",
    )


# ── The dictionary ───────────────────────────────────────────────────────────────────────────

_DICTIONARY_HEADINGS: Final = {
    "Heading": 30,
    "Field": 26,
    "Unit": 10,
    "Needed": 14,
    "Meaning": 46,
    "Allowed": 60,
    "Other headings that are understood": 48,
    "中文表头": 40,
}


def _write_dictionary(sheet: Worksheet) -> None:
    sheet.append(list(_DICTIONARY_HEADINGS))
    for column in RECORDED:
        english, chinese = _by_script(column.all_headings[2:])
        sheet.append(
            [
                column.axis,
                column.name,
                column.unit,
                _NEEDS[column.need],
                column.meaning,
                _allowed(column),
                ", ".join(english),
                "、".join(chinese),
            ]
        )
    sheet.freeze_panes = "B2"
    for number, width in enumerate(_DICTIONARY_HEADINGS.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(1, number).font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _allowed(column: Column) -> str:
    """What a cell may hold, levels in clinical order with the other ways to write them."""
    match column.kind:
        case "number":
            return f"A number{_limits(column)}"
        case "date":
            return "A date, such as 2019-03-05"
        case "text":
            return "Any text"
        case "yes_no":
            return "Yes\nNo"
        case _:
            levels = [_with_spellings(level) for level in column.own_levels]
            first = [f'One or more, separated by "{SEPARATOR.strip()}"']
            return "\n".join(first + levels if column.kind == "several" else levels)


def _with_spellings(level: Level) -> str:
    other = [word for word in level.spellings if word.casefold() != level.label.casefold()]
    return f"{level.label} (also: {', '.join(other)})" if other else level.label


def _by_script(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    chinese = [word for word in words if any("\u4e00" <= letter <= "\u9fff" for letter in word)]
    return [word for word in words if word not in chinese], chinese


# ── Files ────────────────────────────────────────────────────────────────────────────────────


def saved(book: Workbook) -> bytes:
    """The workbook as an .xlsx file without the time of writing: same content, same bytes."""
    book.properties.creator = "IVL Cohort Explorer"
    book.properties.created = _WRITTEN_AT
    written, timeless = io.BytesIO(), io.BytesIO()
    book.save(written)
    modified = book.properties.modified.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with (
        zipfile.ZipFile(written) as parts,
        zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = content.replace(modified, f"{_WRITTEN_AT:%Y-%m-%dT%H:%M:%SZ}".encode())
            part = zipfile.ZipInfo(name)  # without a date it says 1980-01-01
            part.create_system = 0  # else it tells Windows from the rest
            copy.writestr(part, content, zipfile.ZIP_DEFLATED)
    return timeless.getvalue()
