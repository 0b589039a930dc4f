"""The spreadsheet to mend: the user's own sheet, with what is to be mended coloured and explained.

Rows and columns stay where they were, so that a message and the sheet speak of the same cell, and
the corrected sheet can be uploaded again. What could tell who a patient is does not go along.
"""

import re
from typing import Any, Final

from ivl import gains, text
from ivl.gains import Task
from ivl.intake import Answers, Preview, apart
from ivl.intake.attached import OWN_AUTHOR, OWN_LIST
from ivl.intake.blocks import unmerged
from ivl.intake.cells import Cell, Place, Sheet, as_text, letter, place
from ivl.intake.doubts import settled
from ivl.intake.personal import holds_identifier
from ivl.intake.problems import row_words
from ivl.intake.refusal import quoting_nothing
from ivl.intake.table import Table, located
from ivl.sheet_copy import SheetCopy, legend_sheets
from ivl.spreadsheet_safety import safe_cell, without_control_characters

LIST_SHEET: Final = OWN_LIST
MOST_ROWS: Final = 10_000
"""Of more rows, only those with something to mend are written."""

RED, ORANGE, YELLOW, GREY = "F4B6B6", "F9CB9C", "FFF2CC", "D9D9D9"
AUTHOR: Final = OWN_AUTHOR

_HEADINGS: Final = {
    "Gives back": 38,
    "Where": 30,
    "What is wrong": 44,
    "Why it matters": 40,
    "What to do": 40,
    "How it was estimated": 40,
}
_LEGEND: Final = (
    "What gives back most stands first. Click on a place to go to its cell, correct it there, and "
    "upload this file again.",
    "Red: the file cannot be used before. Orange: a patient is left out of recurrence, survival "
    "or follow-up. Yellow: everything else. Grey: blanked, since it could tell who a patient is.",
)


def workbook(content: bytes, preview: Preview) -> bytes:
    """An .xlsx file with the sheets "To mend" and the one that the patients stand in.

    Args:
        content: the bytes of the file that was previewed, of any kind that intake reads.
        preview: what was found in it.

    Returns:
        The file. Cells to mend are coloured and commented. Columns that could tell who a patient
        is are blank below their heading, codes of a hospital are numbers, and no text runs as a
        formula. Above ``MOST_ROWS`` rows it holds only those with something to mend.

    Raises:
        Refused: if the program fails over the file, in words that quote nothing of it.
    """
    return quoting_nothing(lambda: _workbook(content, preview))


def _workbook(content: bytes, preview: Preview) -> bytes:
    from openpyxl import Workbook as Book

    from ivl.template import saved

    read = apart.read(content, preview.filename)
    answers = Answers({ask.key: ask.answer for ask in preview.questions if ask.answer})
    table = unmerged(settled(located(read, preview.filename, preview.sheet), answers).table)
    found = gains.tasks(preview)
    places = [_places(task, table, preview) for task in found]
    book = Book()
    own = book.active
    own.title = _title(preview.sheet)
    listed = book.create_sheet(LIST_SHEET, 0)
    book.active = 0
    kept = _rows(table, {at[0] for ats in places for at in ats})
    copy = SheetCopy(table, preview, read)
    _write(own, copy, kept)
    _mark(own, found, places)
    _mark_withheld(own, copy, kept)
    _list(listed, own.title, found, places, preview, _lacks(copy, kept))
    for legend in legend_sheets(read, table):
        beside = book.create_sheet(_title(legend.name))
        for row, cells in enumerate(legend.rows, start=1):
            for column, value in enumerate(cells, start=1):
                _write_cell(beside.cell(row, column), value)
    return saved(book)


def _lacks(copy: SheetCopy, kept: list[int]) -> list[str]:
    """What of the file is not in the copy, in sentences."""
    cut = (
        f"The file has more than {MOST_ROWS:,} rows: only those with something to correct are in "
        "this file. Correct them in your own."
    )
    behind = copy.left_behind
    left = f"Not copied: {text.listed(behind)}. Keep your own file for what it says beyond this."
    is_cut = len(kept) < len(copy.table.sheet.rows)
    return [*([cut] if is_cut else []), *([left] if behind else [])]


def _title(name: str) -> str:
    """As other programs allow it to be longer, or to hold what Excel does not."""
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31] or "Cohort"


def _rows(table: Table, to_mend: set[int]) -> list[int]:
    rows = range(len(table.sheet.rows))
    if len(rows) <= MOST_ROWS:
        return list(rows)
    return [row for row in rows if row <= table.header_row or row in to_mend]


# ── The user's own cells ─────────────────────────────────────────────────────────────────────


def _write(own: Any, copy: SheetCopy, kept: list[int]) -> None:
    """The cells at their places, with notes on what is kept back."""
    table = copy.table
    for row in kept:
        for column in range(len(table.sheet.rows[row])):
            value = copy.cell(row, column)
            _write_cell(own.cell(row + 1, column + 1), value)
            if error := copy.error(row, column):
                own.cell(row + 1, column + 1).value = error
    _dress_headings(own, copy)
    _dress_as_it_was(own, table.sheet, set(kept))
    for column in range(len(table.sheet.rows[0])):
        widths = (len(as_text(copy.cell(row, column))) for row in kept[: table.header_row + 60])
        wide = max((min(width, 40) for width in widths), default=0)
        own.column_dimensions[letter(column)].width = max(wide * 0.9 + 2, 10)


def _dress_headings(own: Any, copy: SheetCopy) -> None:
    """In view and bold, groups of columns merged, with a note where a column is kept back."""
    from openpyxl.styles import Alignment, Font

    header_row = copy.table.header_row
    for column in range(len(copy.table.sheet.rows[header_row])):
        cell = own.cell(header_row + 1, column + 1)
        cell.value = copy.heading(column) or cell.value
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if column in copy.notes:
            _colour_cell(cell, GREY)
            _comment(cell, copy.notes[column])
    own.freeze_panes = own.cell(header_row + 2, 2)
    for (top, left), (bottom, right) in copy.table.sheet.merged:
        if bottom < header_row:
            own.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )


def _write_cell(cell: Any, value: Cell) -> None:
    cell.value = _writable(value)
    if isinstance(value, str):
        cell.data_type = "s"  # "#N/A" that was typed is no error
    if cell.is_date:
        cell.number_format = "yyyy-mm-dd"


def _dress_as_it_was(own: Any, sheet: Sheet, kept: set[int]) -> None:
    """Struck out and hidden as in the file, since either may be what is to be mended."""
    from openpyxl.styles import Font

    for row, column in sheet.marks.struck:
        if row in kept:
            own.cell(row + 1, column + 1).font = Font(strike=True)
    for row in kept.intersection(sheet.hidden_rows):
        own.row_dimensions[row + 1].hidden = True
    for column in sheet.hidden_columns:
        own.column_dimensions[letter(column)].hidden = True
    if sheet.is_filtered and sheet.rows.n_columns:
        own.auto_filter.ref = f"A1:{letter(sheet.rows.n_columns - 1)}{len(sheet.rows)}"
        own.auto_filter.add_filter_column(0, [])


def _writable(value: Cell) -> object:
    """Text that no program runs, and numbers as they are typed."""
    match value:
        case str():
            return safe_cell(without_control_characters(value))
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


# ── What is to be mended ─────────────────────────────────────────────────────────────────────


def _places(task: Task, table: Table, preview: Preview) -> list[Place]:
    """The cells that a task is about: its own, those of its rows, or a heading."""
    problem = task.problem
    if problem.cell:
        return [place(problem.cell)]
    positions = [
        m.position for m in preview.mapping if problem.column and m.column.label == problem.column
    ]
    column = positions[0] if positions else 0
    if problem.row is not None:
        return [(problem.row - 1, column)]
    if problem.rows:
        return [(row - 1, column) for row in problem.rows]
    return [(table.header_row, column)] if positions else []


def _mark(own: Any, found: list[Task], places: list[list[Place]]) -> None:
    """Colours of what weighs most, comments on all."""
    said: dict[Place, list[str]] = {}
    colours: dict[Place, str] = {}
    for task, ats in zip(found, places, strict=True):
        for at in ats:
            said.setdefault(at, []).append(_told(task))
            colours.setdefault(at, _colour(task))
    for (row, column), words in said.items():
        cell = own.cell(row + 1, column + 1)
        _colour_cell(cell, colours[row, column])
        _comment(cell, "\n\n".join(words))


def _mark_withheld(own: Any, copy: SheetCopy, kept: list[int]) -> None:
    """Single cells of which something was left out and that nothing else is said of."""
    for row in kept:
        if row > copy.table.header_row:
            for column in range(len(copy.table.sheet.rows[row])):
                cell = own.cell(row + 1, column + 1)
                said = copy.withheld(row, column)
                if said and not cell.comment:
                    _colour_cell(cell, GREY)
                    _comment(cell, said)


def _colour_cell(cell: Any, colour: str) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=colour)


def _comment(cell: Any, words: str) -> None:
    from openpyxl.comments import Comment

    earlier = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(
        earlier + without_control_characters(words), AUTHOR, height=150, width=320
    )


def _colour(task: Task) -> str:
    if task.gain.is_whole_file:
        return RED
    return ORANGE if task.gain.is_of_endpoint else YELLOW


def _told(task: Task) -> str:
    """What, why, what to do, and what that gives back."""
    problem = task.problem
    parts = [problem.what, problem.why, problem.how, task.gain.sentence]
    return _without_identifiers(text.sentences(parts))


def _without_identifiers(words: str) -> str:
    """A message quotes what it does not understand."""
    if not holds_identifier(words):
        return words
    return "What stands here could tell who a patient is, and was taken out. Correct the cell."


def _list(
    listed: Any,
    own_title: str,
    found: list[Task],
    places: list[list[Place]],
    preview: Preview,
    lacks: list[str],
) -> None:
    """The sheet "To mend": how to go about it, then a row per task with a link to its cell."""
    from openpyxl.styles import Font

    head = [f"To correct in {preview.filename}", *_LEGEND, *lacks, None]
    for words in head:
        listed.append([_writable(words)])
    listed["A1"].font = Font(bold=True, size=14)
    listed.append(list(_HEADINGS))
    headed = len(head) + 1
    listed.freeze_panes = f"A{headed + 1}"
    for number, width in enumerate(_HEADINGS.values(), start=1):
        listed.cell(headed, number).font = Font(bold=True)
        listed.column_dimensions[letter(number - 1)].width = width
    codes = dict(zip(preview.ledger.patients, preview.patients["patient_id"], strict=True))
    codes |= {row: codes[into] for row, into in preview.ledger.joined.items()}
    # openpyxl looks at every cell to tell the last row, so rows are counted here.
    for row, (task, ats) in enumerate(zip(found, places, strict=True), start=headed + 1):
        _list_task(listed, row, task, _where(task, codes))
        if ats:
            _link(listed.cell(row, 2), own_title, ats[0])


def _list_task(listed: Any, row: int, task: Task, where: str) -> None:
    from openpyxl.styles import Alignment

    problem, gain = task.problem, task.gain
    cells = (gain.words or text.BLANK, where, problem.what, task.why, problem.how, gain.rule)
    listed.append([_writable(_without_identifiers(words)) for words in cells])
    for column in range(1, len(cells) + 1):
        listed.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    _colour_cell(listed.cell(row, 1), _colour(task))


def _link(cell: Any, own_title: str, at: Place) -> None:
    """Leads from a place in the list to the cell itself."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    row, column = at
    quoted = own_title.replace("'", "''")
    there = f"'{quoted}'!{letter(column)}{row + 1}"
    cell.hyperlink = Hyperlink(cell.coordinate, location=there)
    cell.font = Font(color="1B6CA8", underline="single")


def _where(task: Task, codes: dict[int, str]) -> str:
    """ "Row 17, patient P16, Last contact"; "Whole file" where there is no place."""
    problem = task.problem
    rows = [problem.row] if problem.row is not None else list(problem.rows)
    code = codes.get(rows[0], "") if len(rows) == 1 else ""
    parts = [row_words(rows), f"patient {code}" if code else "", problem.column]
    words = ", ".join(part for part in parts if part)
    return text.upper_first(words) or "Whole file"
