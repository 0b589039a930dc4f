"""Looks at one row of a sheet after the other, knowing what is common to those of patients."""

from collections.abc import Sequence
from typing import Final, cast

import numpy as np

from ivl.intake import summary_words
from ivl.intake.cells import LONGEST_HEADING, Sheet, as_text
from ivl.intake.continued import Continued
from ivl.intake.distinct import Columns
from ivl.intake.heads import Head
from ivl.intake.likeness import Likeness, Row, is_known
from ivl.intake.report import SkippedReason
from ivl.intake.second_rows import Codes, count_alone
from ivl.intake.sums import Sums
from ivl.intake.verdicts import Doubt, Verdicts

LIKE_NOTES: Final = ("code", "no code", "little", "named")
"""Doubts about rows that may as well be statistics or notes."""

_FEWEST_PERCENTILES: Final = 2
_FEWEST_SAME: Final = 3
"""So many last rows that hold little, and all the same, were perhaps prepared in advance."""

_FEW: Final = 2
"""So few cells may be a note as well as a patient."""

_LONGEST_CODE: Final = 20
_MOST_LOOKED_AT: Final = 100
"""So many of the last rows may be statistics, which stand below patients."""


class Judge:
    """Looks at one row after the other, knowing what is common to patients."""

    def __init__(
        self,
        sheet: Sheet,
        rows: Sequence[Row],
        columns: Columns,
        header_row: int,
        heads: tuple[Head, ...],
        like: Likeness,
    ) -> None:
        """Takes what ``rows.told_apart`` does, and what is common to patients."""
        self._rows, self._columns, self._like = rows, columns, like
        self._is_plain = like.plain_rows(columns)
        self._header_row = header_row
        self._heads = {head.position: head for head in heads}
        self._positions = [head.position for head in heads if head.position not in like.codes]
        self._headed = [head.position for head in heads if head.words]
        # Footers may outnumber patients, so that what most rows fill says nothing of patients.
        self._n_at_least = max(like.n_typical, min(len(self._headed), 2 * _FEW))
        self._below_merged = {
            row
            for (top, left), (bottom, _) in sheet.merged
            if left in like.codes
            for row in range(top + 1, bottom + 1)
        }

    def judge_each(self, found: Verdicts) -> None:
        """Skips each row that is no patient by itself, and doubts each that may be none."""
        for row in found.open:
            is_first = row == self._header_row + 1
            if row not in found.doubts and (is_first or not self._is_plain[row]):
                reason, doubt = self._verdict(row)
                if reason:
                    found.skip(row, reason)
                elif doubt:
                    found.doubts[row] = doubt

    def _verdict(self, row: int) -> tuple[SkippedReason | None, Doubt | None]:
        """Why a row is no patient, or may be none; neither of a patient."""
        cells, like = self._rows[row], self._like
        if self._is_plain[row]:
            return None, self._example_in(row)
        if not like.codes and (few := self._of_few_cells(cells)) != (None, None):
            return few
        if reason := self._reason(cells):
            return reason, None
        position, code = like.code(cells)
        if position in like.codes and (doubt := _doubt_by_words(code)):
            return None, doubt
        if position >= 0 and not like.is_odd(position, code):
            return None, self._example_in(row)
        is_unlike = like.is_thin(cells) or like.is_mute(cells)
        if position < 0:
            return self._of_no_code(row, is_unlike)
        if summary_words.begins_an_example(code):
            return "example", None
        is_word = not any(map(str.isdigit, code)) and not like.answers(cells)
        if not is_unlike and not is_word:
            return None, self._example_in(row)
        named = summary_words.names_statistic(code) or summary_words.is_of_dictionary(code)
        is_certain = named and (is_unlike or not like.speak)
        return ("total or note", None) if is_certain else (None, "code")

    def _of_no_code(self, row: int, is_unlike: bool) -> tuple[SkippedReason | None, Doubt | None]:
        cells = self._rows[row]
        if all(cells[at] is None for at in self._headed) and any(cells):
            return "total or note", None
        if not is_unlike or not self._like.are_coded or row in self._below_merged:
            return None, None
        return ("total or note", None) if self._is_titled(cells) else (None, "no code")

    def _of_few_cells(self, cells: Row) -> tuple[SkippedReason | None, Doubt | None]:
        """Where nobody has a code: a note, or one or two cells that may be all of a patient."""
        filled = {at: cell for at, cell in enumerate(cells) if cell is not None}
        if not filled or len(filled) > _FEW or 2 * len(filled) > self._n_at_least:
            return None, None
        n_told = sum(is_known(self._heads[at], filled[at]) for at in filled if at in self._heads)
        if n_told == len(filled) > 1:
            return None, None
        is_text = all(isinstance(cell, str) for cell in filled.values())
        first = as_text(next(iter(filled.values())))
        is_note = len(filled) == 1 or summary_words.names_statistic(first)
        return ("total or note", None) if is_text and is_note and not n_told else (None, "little")

    def _reason(self, cells: Row) -> SkippedReason | None:
        n = n_filled(cells)
        position, first = next(
            ((at, as_text(cell)) for at, cell in enumerate(cells) if cell is not None), (0, "")
        )
        if summary_words.begins_a_summary(first, position in self._like.codes):
            return None if n > 2 and self._like.speaks(cells) else "total or note"
        return self._reason_of_one_cell(cells, first) if n == 1 else self._alone(cells)

    def _reason_of_one_cell(self, cells: Row, first: str) -> SkippedReason | None:
        """A word alone is a note or the name of a group, a code alone a row made in advance."""
        position, code = self._like.code(cells)
        is_year = summary_words.is_year(first) and not self._like.are_of_years
        if position >= 0 and (self._like.is_odd(position, code) or is_year):
            return "total or note"
        name = summary_words.without_count(first)
        if len(name) <= _LONGEST_CODE and any(map(str.isdigit, name)):
            return self._alone(cells)
        return "total or note"

    def _alone(self, cells: Row) -> SkippedReason | None:
        return "code alone" if self._like.holds_code_alone(cells) else None

    def _is_titled(self, cells: Row) -> bool:
        """Whether a row without a code begins with the name of a statistic, where no answer is."""
        found = ((at, cell) for at, cell in enumerate(cells) if cell is not None)
        at, first = next(found, (0, None))
        is_answer = at in self._like.asked or at in self._like.measured
        return not is_answer and summary_words.names_statistic(as_text(first))

    def _example_in(self, row: int) -> Doubt | None:
        """Below the headings a word in any column says that the row is an example."""
        if row != self._header_row + 1:
            return None
        cells = self._rows[row]
        words = (cell for at in self._positions if isinstance(cell := cells[at], str))
        return "example" if any(map(summary_words.begins_an_example, words)) else None

    def doubt_second_rows(self, found: Verdicts) -> None:
        """Codes such as "2 (second operation)" beside 2, and 1-2 beside 1-1."""
        rows = np.array(found.open, "intp")
        codes_held = (self._columns.distinct(at, rows).cells for at in self._like.codes)
        if all(map(count_alone, codes_held)):
            return
        told: dict[int, str] = {}
        for position in self._like.codes:
            held = self._columns.distinct(position)
            words = [as_text(cell).strip() for cell in held.cells]
            places = held.places.tolist()
            for row in found.open:
                is_year = found.doubts.get(row) in LIKE_NOTES and summary_words.is_year(
                    words[places[row]]
                )
                if row not in told and not is_year and held.cells[places[row]] is not None:
                    told[row] = words[places[row]]
        told = {row: code for row, code in told.items() if len(code) <= LONGEST_HEADING}
        if not told:
            return
        codes = Codes(told)
        for doubt, firsts in (
            ("next", codes.counted_on()),
            ("again", codes.with_something_added()),
        ):
            found.doubts |= dict.fromkeys(firsts, cast(Doubt, doubt))
            found.first_codes |= firsts

    def doubt_percentiles(self, found: Verdicts) -> None:
        """P25 and P75 below P1, P2 and P3 look like patients, but hold little or no answers."""
        rows = {}
        for row in found.patients[-_MOST_LOOKED_AT:]:
            code = summary_words.percentile(self._like.code(self._rows[row])[1])
            if code and (
                self._like.is_thin(self._rows[row]) or self._like.is_mute(self._rows[row])
            ):
                rows[row] = code
        if len(set(rows.values())) >= _FEWEST_PERCENTILES:
            found.doubts |= dict.fromkeys(rows, "code")

    def find_continued(self, found: Verdicts, continued: Continued) -> None:
        """Rows below patients that go on with them; those below a merged code do so surely."""
        notes = {row for row, why in enumerate(found.reasons) if why == "total or note"}
        for row in sorted({*notes, *found.doubts, *self._below_merged}):
            if not self._header_row + 2 <= row < len(found.reasons):
                continue
            above = found.goes_on_with.get(row - 1, row - 1)
            is_open = found.reasons[row] == "total or note" or found.doubts.get(row) == "no code"
            if not (is_open or row in self._below_merged) or not continued.goes_on(row):
                continue
            if found.is_patient(above):
                found.goes_on_with[row] = above
                if row in self._below_merged:
                    found.skip(row, "joined to another row")
                else:
                    found.reasons[row] = None
                    found.doubts[row] = "goes on"

    def settle_sums(self, found: Verdicts) -> None:
        """Rows unlike patients whose numbers are statistics of those above are no patients."""
        last = max(found.open, default=-1)
        sums = Sums(self._columns, found.patients, self._positions)
        unlike = (row for row, doubt in found.doubts.items() if doubt in LIKE_NOTES)
        among = [*unlike, *([last] if self._may_sum_up(last) else [])]
        for row in among[-_MOST_LOOKED_AT:]:
            if sums.sum_up(row):
                found.skip(row, "total or note")

    def _may_sum_up(self, row: int) -> bool:
        """A last row under a code like the others that answers no question in words."""
        return row >= 0 and self._like.is_mute(self._rows[row])

    def doubt_rows_made_in_advance(self, found: Verdicts) -> None:
        """Last rows that hold little, and all the same beside their codes."""
        said: list[Row] = []
        rows: list[int] = []
        for row in reversed(found.open):
            cells = self._rows[row]
            beside = [cell for at, cell in enumerate(cells) if at not in self._like.codes]
            if not self._like.is_thin(cells) or (said and beside != said[0]):
                break
            said.append(beside)
            rows.append(row)
        if len(rows) >= _FEWEST_SAME and any(cell is not None for cell in said[0]):
            found.doubts |= dict.fromkeys(rows, "same")


def _doubt_by_words(code: str) -> Doubt | None:
    """What a code says against its row: "016 void", "P8 withdrawn"."""
    if summary_words.begins_an_example(code):
        return None  # which is certain where the others have codes of another form
    if summary_words.says_void(code):
        return "example"
    return "outside" if summary_words.sets_aside(code) else None


def n_filled(cells: Row) -> int:
    """Cells of a row that are not blank."""
    return len(cells) - cells.count(None)
