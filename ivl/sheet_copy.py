"""The cells of an uploaded sheet as they may leave the dashboard again.

What could tell who a patient is stays behind, and what stands in its place is such that every row
reads as it did: who was a patient stays one, and nobody else becomes one.
"""

import re
from collections.abc import Iterator
from typing import Final

from ivl import text
from ivl.intake import Preview, headings, identifiers, names
from ivl.intake.cells import Cell, Sheet, Workbook, as_text, place
from ivl.intake.heads import Head
from ivl.intake.legends import legends
from ivl.intake.look import NEVER_CALCULATED
from ivl.intake.other_sheets import is_own_list
from ivl.intake.personal import cell_words, holds_identifier, sharing, tells_all
from ivl.intake.repeats import NAMESAKES
from ivl.intake.samples import shared_words
from ivl.intake.summary_words import names_statistic
from ivl.intake.table import Table
from ivl.schema import BY_NAME, EXAMPLE_ID, YES

WITHHELD: Final = (
    "Blanked: what stood here could tell who a patient is. Nothing needs to be filled in."
)
SHORTENED: Final = '"…" stands for words that may tell who a patient is.'
_NUMBERED: Final = (
    "Numbers or names of a hospital stood here. They were replaced by 1, 2, 3 in the order of the "
    "rows."
)
_AGED: Final = "Dates of birth stood here. The age at the operation was put in their place."
_LEFT_OUT: Final = "not copied"
_TOTAL: Final = "Total"
_ERROR: Final = re.compile(r"#(?:N/A|DIV/0!|NAME\?|NULL!|NUM!|REF!|VALUE!)")
_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.])")
_DECIMAL: Final = re.compile(r"(?<=\d),(?=\d)")


def legend_sheets(read: Workbook, table: Table) -> list[Sheet]:
    """The sheets that explain codes and hold nothing that could tell who a patient is."""
    of_patients = {table.sheet.name, *table.others, *table.rivals, *table.hidden_rivals}
    return [
        sheet
        for sheet in read.sheets
        if sheet.name not in of_patients
        and not sheet.hidden
        and not is_own_list(sheet)
        and legends(Workbook((sheet,)), table.sheet.name).by_name
        and not any(_may_tell(as_text(cell)) for cell in sheet.rows.known)
    ]


def _may_tell(words: str) -> bool:
    return holds_identifier(words) or bool(names.TITLED_NAME.search(words))


def _is_heading(words: str) -> bool:
    return headings.is_known(words) or names_statistic(words)


class SheetCopy:
    """The cells of a sheet without what could tell who a patient is; places count from 0."""

    def __init__(self, table: Table, preview: Preview, read: Workbook) -> None:
        self.table = table
        self._preview, self._read = preview, read
        self._has_decimal_commas = read.delimiter == ";"
        self._is_text_file = bool(read.delimiter)
        self._numbers = {m.position for m in preview.mapping if m.column.kind == "number"}
        self._dates = {m.position for m in preview.mapping if m.column.kind == "date"}
        self._coded = {m.position for m in preview.mapping if m.field == "patient_id"}
        self._said: dict[tuple[int, str], str] = {}
        self._skipped = {one.row - 1: one.reason for one in table.skipped}
        self._codes_at = {head.position for head in table.heads if head.is_of_codes}
        self._columns = dict(self._replaced())
        self.notes = {at: note for at, (note, _) in self._columns.items()}

    def cell(self, row: int, column: int) -> Cell:
        """What a cell holds; None for what is kept back."""
        held = self.table.sheet.rows.cell(row, column)
        if self._is_of_another_table(row, column):
            if held is None or _is_heading(as_text(held)):
                return held
            # Something has to stand under the codes of another list, or it would seem empty.
            return _LEFT_OUT if column == self.table.beside else None
        if row in self.table.sheet.marks.totals_rows and column in self._codes_at:
            return _TOTAL  # what makes it one is a table of Excel, which does not go along
        if row <= self.table.header_row and self._skipped.get(row) != "title":
            return None if holds_identifier(as_text(held)) else held
        if column in self._columns:
            return self._in_place(held, row, column)
        if holds_identifier(as_text(held)):
            return None
        if self._is_shortened(held, row, column):
            return self._shortened(as_text(held), column)
        return self._number(held, column) if isinstance(held, str) else held

    def _is_shortened(self, held: Cell, row: int, column: int) -> bool:
        """Whether words are left out of a cell, of what is no code of a patient."""
        is_code = column in self._coded and row not in self._skipped
        if not isinstance(held, str) or is_code:
            return False
        return self._shortened(held, column) != " ".join(held.split())

    def _shortened(self, words: str, column: int) -> str:
        """A cell with "…" for words that may name somebody and that no other patients share."""
        if (column, words) not in self._said:
            kinds = (("number", self._numbers), ("date", self._dates))
            kind = next((kind for kind, positions in kinds if column in positions), "")
            with sharing(lambda: shared_words(self.table.distinct(column))):
                is_whole = tells_all(words, kind)
                self._said[column, words] = (
                    " ".join(words.split())
                    if is_whole
                    else cell_words(words, kind, longest=len(words) + 1)
                )
        return self._said[column, words]

    def _is_of_another_table(self, row: int, column: int) -> bool:
        """Where nothing is known of what its columns hold."""
        is_beside = self.table.beside is not None and column >= self.table.beside
        return is_beside or self._skipped.get(row) == "second table"

    def withheld(self, row: int, column: int) -> str:
        """What to say of a single cell that is blank or shorter for what it held, "" of others."""
        held = self.table.sheet.rows.cell(row, column)
        if column in self.notes or held is None or self._is_of_another_table(row, column):
            return ""
        if holds_identifier(as_text(held)):
            return WITHHELD
        return SHORTENED if self._is_shortened(held, row, column) else ""

    def error(self, row: int, column: int) -> str:
        """What stands for a cell that could not be read, such that it cannot be read again.

        "#N/A", or a formula in place of one that was never calculated; "" for all other cells.
        """
        why = self.table.sheet.unreadable.get((row, column), "")
        is_kept_back = column in self.notes or self._is_of_another_table(row, column)
        if not why or is_kept_back:
            return ""
        found = _ERROR.search(why)
        return found[0] if found else "=NA()" if why == NEVER_CALCULATED else "#VALUE!"

    @property
    def left_behind(self) -> list[str]:
        """What else the file holds and does not go along: "the sheet Deaths"."""
        told = legend_sheets(self._read, self.table)
        own = {self.table.sheet.name, *(sheet.name for sheet in told)}
        others = [
            sheet.name
            for sheet in self._read.sheets
            if sheet.name not in own and len(sheet.rows) and not is_own_list(sheet)
        ]
        sheets = f"the sheet{'s' if len(others) > 1 else ''} {text.listed(others)}"
        marks = self.table.sheet.marks
        return [
            *([sheets] if others else []),
            *(["comments"] if marks.comments else []),
            *(["colours"] if marks.coloured else []),
        ]

    def heading(self, column: int) -> str | None:
        """What the heading says where the column now holds something else."""
        return BY_NAME["age_at_diagnosis"].axis if self.notes.get(column) == _AGED else None

    def _replaced(self) -> Iterator[tuple[int, tuple[str, dict[int, Cell]]]]:
        """Columns that are kept back: a note, and what stands there instead, by row."""
        preview, used = self._preview, {match.position for match in self._preview.mapping}
        withheld = {
            place(f"{column.letter}1")[1]
            for column in preview.left_out
            if column.reason == "identifier" or column.n_hidden
        }
        for head in self.table.heads:
            if head.position in used and not self._holds_codes_of_persons(head):
                continue
            if head.position in used:
                yield head.position, (_NUMBERED, self._codes(head))
            elif identifiers.is_heading_of_birth_date(head.words) and self._ages():
                yield head.position, (_AGED, self._ages())
            elif head.position in withheld or self._may_name(head):
                yield head.position, (WITHHELD, self._told_apart(head))

    def _told_apart(self, head: Head) -> dict[int, Cell]:
        """What keeps rows of one code different that differ in what is kept back."""
        codes = next((self.table.distinct(at) for at in sorted(self._codes_at)), ())
        rows: dict[str, dict[str, list[int]]] = {}
        held = map(as_text, self.table.distinct(head.position))
        for row, code, words in zip(self.table.records, map(as_text, codes), held, strict=False):
            rows.setdefault(code, {}).setdefault(words, []).append(row)
        return {
            row: f"kept back {number}"
            for of_code in rows.values()
            if len(of_code) > 1
            for number, (words, same) in enumerate(of_code.items(), start=1)
            for row in same
            if words
        }

    def _holds_codes_of_persons(self, head: Head) -> bool:
        fields = [m.field for m in self._preview.mapping if m.position == head.position]
        return fields == ["patient_id"] and not self._preview.has_codes

    def _may_name(self, head: Head) -> bool:
        """Stricter than intake, which keeps nothing of a column that it does not use."""
        cells = self.table.distinct(head.position)
        return (
            identifiers.hints_at_identifier(head.words)
            or identifiers.is_heading_of_record_number(head.words)
            or names.may_name_persons(names.first_filled(cells))
            or identifiers.look_like_identifiers(cells)
        )

    def _codes(self, head: Head) -> dict[int, Cell]:
        """The numbers under which patients go; rows of one code keep one number."""
        numbers: dict[str, str] = {}
        rows = [row - 1 for row in self._preview.ledger.patients]
        for row, code in zip(rows, self._preview.patients["patient_id"], strict=True):
            numbers.setdefault(as_text(self.table.sheet.rows.cell(row, head.position)), code)
        numbers.pop("", None)
        held = zip(
            self.table.records, map(as_text, self.table.distinct(head.position)), strict=True
        )
        found: dict[int, Cell] = {
            row: float(numbers[words]) for row, words in held if words in numbers
        }
        are_namesakes = any(
            ask.key == NAMESAKES and ask.answer == YES.name for ask in self._preview.questions
        )
        return found | self._own_numbers() if are_namesakes else found

    def _own_numbers(self) -> dict[int, Cell]:
        codes: list[float] = self._preview.patients["patient_id"].astype("float64").tolist()
        return {
            row - 1: code for row, code in zip(self._preview.ledger.patients, codes, strict=True)
        }

    def _ages(self) -> dict[int, Cell]:
        """If the owner of the file agreed that they be worked out."""
        agreed = any(
            ask.gives == ("age_at_diagnosis",) and ask.answer == YES.name
            for ask in self._preview.questions
        )
        rows = [row - 1 for row in self._preview.ledger.patients]
        ages = self._preview.patients["age_at_diagnosis"]
        known = {row: age for row, age in zip(rows, ages, strict=True) if age == age}
        return known if agreed else {}

    def _in_place(self, held: Cell, row: int, column: int) -> Cell:
        """What stands in a column that is kept back, such that its rows read as they did."""
        reason = self._skipped.get(row)
        if reason in ("total or note", "no patient"):
            cells = self.table.sheet.rows[row]
            is_first = all(cell is None for cell in cells[:column])
            return "Note:" if held is not None and is_first else None
        if reason == "example":
            return EXAMPLE_ID if held is not None and column in self._codes_at else None
        if reason in ("repeated heading", "heading"):
            heads = {head.words for head in self.table.heads}
            return held if as_text(held).strip() in heads else None
        return self._columns[column][1].get(row)

    def _number(self, held: str, column: int) -> Cell:
        """A workbook has no delimiter that proves what a comma means, and text is no number."""
        words = held
        if self._has_decimal_commas and column in self._numbers:
            words = _GROUPED.sub(lambda found: found[0].replace(".", ""), words)
            words = _DECIMAL.sub(".", words)
        try:
            number = float(words)
        except ValueError:
            return words
        is_number = self._is_text_file and column not in self._dates  # 2017.5 is a month there
        return number if is_number and as_text(number) == words else words
