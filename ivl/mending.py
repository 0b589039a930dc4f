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
from ivl.intake.halves import with_halves
from ivl.intake.personal import holds_identifier
from ivl.intake.problems import row_words, speaking_of
from ivl.intake.refusal import quoting_nothing
from ivl.intake.stacked import headings_again
from ivl.intake.table import Table, located
from ivl.origin import SheetPart, own_row
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
    """An .xlsx file with the sheets "To mend" and those that the patients stand in.

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

    read = with_halves(apart.read(content, preview.filename), preview.sheet)
    answers = Answers({ask.key: ask.answer for ask in preview.questions if ask.answer})
    table = unmerged(settled(located(read, preview.filename, preview.sheet), answers).table)
    found = gains.tasks(preview)
    places = [_places(task, table, preview) for task in found]
    book = Book()
    own = _OwnSheets(book, table)
    listed = book.create_sheet(LIST_SHEET, 0)
    book.active = 0
    kept = _rows(table, {at[0] for ats in places for at in ats})
    copy = SheetCopy(table, preview, read)
    _write(own, copy, kept)
    _mark(own, found, places)
    _mark_withheld(own, copy, kept)
    _list(listed, own, found, places, preview, _lacks(copy, kept, bool(answers.choices)))
    for legend in legend_sheets(read, table):
        beside = book.create_sheet(_title(legend.name))
        for row, cells in enumerate(legend.rows, start=1):
            for column, value in enumerate(cells, start=1):
                _write_cell(beside.cell(row, column), value)
    return saved(book)


def _lacks(copy: SheetCopy, kept: list[int], has_answers: bool) -> list[str]:
    """What of the file is not in the copy, in sentences."""
    answers = (
        "Answers that were given to questions are not in this file. Upload the saved mapping "
        "with it, and they are used again."
    )
    cut = (
        f"The file has more than {MOST_ROWS:,} rows: only those with something to correct are in "
        "this file. Correct them in your own."
    )
    behind = copy.left_behind
    left = f"Not copied: {text.listed(behind)}. Keep your own file for what it says beyond this."
    is_cut = len(kept) < len(copy.table.sheet.rows)
    return [
        *([cut] if is_cut else []),
        *([left] if behind else []),
        *([answers] if has_answers else []),
    ]


def _title(name: str) -> str:
    """As other programs allow it to be longer, or to hold what Excel does not."""
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31] or "Cohort"


def _rows(table: Table, to_mend: set[int]) -> list[int]:
    rows = range(len(table.sheet.rows))
    if len(rows) <= MOST_ROWS:
        return list(rows)
    heading = {*range(table.header_row + 1), *headings_again(table.sheet)}
    return [row for row in rows if row in heading or row in to_mend]


# ── The user's own cells ─────────────────────────────────────────────────────────────────────


class _OwnSheets:
    """The sheets that the patients stand in; rows and columns count from 0 through all of them."""

    def __init__(self, book: Any, table: Table) -> None:
        sheet = table.sheet
        self.parts = sheet.parts or (SheetPart(sheet.name, 1, table.header_row + 1),)
        book.remove(book.active)
        self.sheets = {part.name: book.create_sheet(_title(part.name)) for part in self.parts}

    @property
    def header_rows(self) -> list[int]:
        """The row of headings of each sheet."""
        return [part.first + part.n_headings - 2 for part in self.parts]

    def place(self, row: int) -> tuple[Any, int]:
        """The sheet that a row stands in, and its number there."""
        name, number = own_row(row + 1, self.parts)
        return self.sheets[name], number

    def cell(self, row: int, column: int) -> Any:
        """One cell, to be written."""
        sheet, number = self.place(row)
        return sheet.cell(number, column + 1)


def _write(own: _OwnSheets, copy: SheetCopy, kept: list[int]) -> None:
    """The cells at their places, with notes on what is kept back."""
    table = copy.table
    for row in kept:
        for column in range(len(table.sheet.rows[row])):
            value = copy.cell(row, column)
            _write_cell(own.cell(row, column), value)
            if error := copy.error(row, column):
                own.cell(row, column).value = error
    for header_row in own.header_rows:
        _dress_headings(own, copy, header_row)
    _dress_as_it_was(own, table.sheet, set(kept))
    for column in range(len(table.sheet.rows[0])):
        widths = (len(as_text(copy.cell(row, column))) for row in kept[: table.header_row + 60])
        wide = max((min(width, 40) for width in widths), default=0)
        for sheet in own.sheets.values():
            sheet.column_dimensions[letter(column)].width = max(wide * 0.9 + 2, 10)


def _dress_headings(own: _OwnSheets, copy: SheetCopy, header_row: int) -> None:
    """In view and bold, groups of columns merged, with a note where a column is kept back."""
    from openpyxl.styles import Alignment, Font

    sheet, number = own.place(header_row)
    first = header_row - number + 1
    for column in range(len(copy.table.sheet.rows[header_row])):
        cell = own.cell(header_row, column)
        cell.value = copy.heading(column) or cell.value
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if column in copy.notes:
            _colour_cell(cell, GREY)
            _comment(cell, copy.notes[column])
    sheet.freeze_panes = sheet.cell(number + 1, 2)
    for (top, left), (bottom, right) in copy.table.sheet.merged:
        if first <= top and bottom < header_row:
            sheet.merge_cells(
                start_row=top - first + 1,
                start_column=left + 1,
                end_row=bottom - first + 1,
                end_column=right + 1,
            )


def _write_cell(cell: Any, value: Cell) -> None:
    cell.value = _writable(value)
    if isinstance(value, str):
        cell.data_type = "s"  # "#N/A" that was typed is no error
    if cell.is_date:
        cell.number_format = "yyyy-mm-dd"


def _dress_as_it_was(own: _OwnSheets, sheet: Sheet, kept: set[int]) -> None:
    """Struck out and hidden as in the file, since either may be what is to be mended."""
    from openpyxl.styles import Font

    for row, column in sheet.marks.struck:
        if row in kept:
            own.cell(row, column).font = Font(strike=True)
    for row in kept.intersection(sheet.hidden_rows):
        its_sheet, number = own.place(row)
        its_sheet.row_dimensions[number].hidden = True
    for its_sheet in own.sheets.values():
        for column in sheet.hidden_columns:
            its_sheet.column_dimensions[letter(column)].hidden = True
        if sheet.is_filtered and sheet.rows.n_columns:
            last = f"{letter(sheet.rows.n_columns - 1)}{its_sheet.max_row}"
            its_sheet.auto_filter.ref = f"A1:{last}"
            its_sheet.auto_filter.add_filter_column(0, [])


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


def _mark(own: _OwnSheets, found: list[Task], places: list[list[Place]]) -> None:
    """Colours of what weighs most, comments on all."""
    said: dict[Place, list[str]] = {}
    colours: dict[Place, str] = {}
    for task, ats in zip(found, places, strict=True):
        for at in ats:
            said.setdefault(at, []).append(_told(task))
            colours.setdefault(at, _colour(task))
    for (row, column), words in said.items():
        cell = own.cell(row, column)
        _colour_cell(cell, colours[row, column])
        _comment(cell, "\n\n".join(words))


def _mark_withheld(own: _OwnSheets, copy: SheetCopy, kept: list[int]) -> None:
    """Single cells of which something was left out and that nothing else is said of."""
    for row in kept:
        if row > copy.table.header_row:
            for column in range(len(copy.table.sheet.rows[row])):
                cell = own.cell(row, column)
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
    own: _OwnSheets,
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
            _link(listed.cell(row, 2), own, ats[0])


def _list_task(listed: Any, row: int, task: Task, where: str) -> None:
    from openpyxl.styles import Alignment

    problem, gain = task.problem, task.gain
    cells = (gain.words or text.BLANK, where, problem.what, task.why, problem.how, gain.rule)
    listed.append([_writable(_without_identifiers(words)) for words in cells])
    for column in range(1, len(cells) + 1):
        listed.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    _colour_cell(listed.cell(row, 1), _colour(task))


def _link(cell: Any, own: _OwnSheets, at: Place) -> None:
    """Leads from a place in the list to the cell itself."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    row, column = at
    sheet, number = own.place(row)
    quoted = sheet.title.replace("'", "''")
    there = f"'{quoted}'!{letter(column)}{number}"
    cell.hyperlink = Hyperlink(cell.coordinate, location=there)
    cell.font = Font(color="1B6CA8", underline="single")


def _where(task: Task, codes: dict[int, str]) -> str:
    """ "Row 17, patient P16, Last contact"; "Whole file" where there is no place."""
    problem = task.problem
    rows = [problem.row] if problem.row is not None else list(problem.rows)
    code = codes.get(rows[0], "") if len(rows) == 1 else ""
    with speaking_of(problem.parts):
        where = row_words(rows)
    parts = [where, f"patient {code}" if code else "", problem.column]
    words = ", ".join(part for part in parts if part)
    return text.upper_first(words) or "Whole file"
