"""One column of cells → readings, with what is to be asked and said about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ivl.intake import decisions, measures, numbers, outcome_times, procedures, stand_ins, yes_no
from ivl.intake.cells import Cell, as_text
from ivl.intake.conventions import Conventions, readings_by
from ivl.intake.counted_dates import if_counted_by_excel, if_counted_from_1912
from ivl.intake.dates import (
    ORDER_WORDS,
    Order,
    looks_swapped,
    short_date,
    turns_days,
)
from ivl.intake.grammar import read_texts
from ivl.intake.levels import yes_or_no
from ivl.intake.look import NEVER_CALCULATED
from ivl.intake.measures import Marks
from ivl.intake.obstetric import order_assumed
from ivl.intake.personal import cell_words, holds_identifier, quoted, sharing, tells_all
from ivl.intake.problems import Problem
from ivl.intake.questions import Answers, Question
from ivl.intake.reading import (
    UNKNOWN_NOW,
    UNKNOWN_READING,
    Reading,
    not_understood,
)
from ivl.intake.source import Source
from ivl.intake.table import Table
from ivl.intake.words import plain
from ivl.schema import YES

_SCRUBBED: Final = Reading(
    "",
    "The cell seems to hold a telephone or identity number, or a name",
    "Dropped, and not kept anywhere",
    "Take it out of the file",
)


@dataclass(frozen=True)
class ColumnRead:
    """The cells of one column, read, with the questions that they left."""

    source: Source
    readings: list[Reading]
    """Of each of its different cells."""

    questions: list[Question]
    order: Order | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """Of the questions on words, by the word."""

    def problems(self, table: Table) -> Iterator[Problem]:
        """What is to be said of the column and of each of its cells."""
        match, sheet = self.source.match, table.sheet
        label = match.column.label
        if match.column.kind == "date":
            yield from self._about_dates(sheet.name)
        yield from order_assumed(self.source.distinct, match.field, sheet.name)
        broken = {at + 1 for at, column in sheet.unreadable if column == match.position}
        rows, held = self.source.rows, self.source.held
        telling = self.source.places_where([bool(reading.what) for reading in self.readings])
        if broken:
            telling = sorted({*telling, *(at for at, row in enumerate(rows) if row in broken)})
        for place in telling:
            row, kind = rows[place], held.places[place]
            cell, reading = held.cells[kind], self.readings[kind]
            unreadable = sheet.unreadable.get((row - 1, match.position))
            said = _unreadable(unreadable) if unreadable else reading
            if said.what and not said.is_month and not self._waits(cell, reading):
                at = f"{match.letter}{row}"
                yield Problem(label, row, said.what, said.why, said.how, "warning", at, sheet.name)

    def _about_dates(self, sheet: str) -> Iterator[Problem]:
        match = self.source.match
        if looks_swapped(self.source.distinct):
            yield _swapped(match.column.label, sheet)
        if self.order and match.date_order and self.order != match.date_order:
            told, proven = ORDER_WORDS[match.date_order], ORDER_WORDS[self.order]
            yield Problem(
                match.column.label,
                None,
                f"The heading says {told}, but the dates can only be {proven}",
                f"They were read as {proven}",
                "Compare some dates with your records before you rely on times",
                sheet=sheet,
            )
        if example := turns_days(self.source.distinct):
            yield Problem(
                match.column.label,
                None,
                f"In {quoted(example, 'date')} the day stands before the month",
                "Other dates of the column were read as year, month, day and may be months off",
                "Compare some dates with your records before you rely on times",
                sheet=sheet,
            )

    def _waits(self, cell: Cell, reading: Reading) -> bool:
        """Whether an open question asks about all that is wrong with the cell."""
        letter = self.source.match.letter
        waiting = {ask.key for ask in self.questions if ask.is_open and ask.stops}
        if reading.asked in waiting:
            return True
        if {"dates", f"dates {letter}"} & waiting and short_date(cell):
            return True
        asked = {self.keys.get(word, "") for word in reading.strange}
        return bool(asked) and asked <= waiting


def read_column(
    source: Source,
    codes: Mapping[str, str],
    empty_is_no: bool,
    marks: Marks,
    order: tuple[Order | None, list[Question]],
    answers: Answers,
) -> ColumnRead:
    """The cells of a column as it is to be read.

    Args:
        source: the column.
        codes: what 1 and 2 mean under yes and no, if that had to be asked.
        empty_is_no: only findings are marked.
        marks: what the file says of decimals.
        order: of dates, and what is asked about it.
        answers: what the owner of the file decided.
    """
    with sharing(lambda: source.shared_words):
        match source.match.column.kind:
            case "number":
                return _read_numbers(source, marks, answers)
            case "date":
                return _read_dates(source, *order, answers)
            case "text":
                readings = read_texts(source.distinct)
                is_of_codes = source.match.field == "patient_id"  # which are replaced elsewhere
                return ColumnRead(source, readings if is_of_codes else _scrubbed(readings), [])
            case _:
                sides = procedures.sided(source.match.heading) if _is_of_ovaries(source) else {}
                told = {
                    plain(code): sides.get(plain(words), words)
                    for code, words in source.match.codes
                }
                meant = {
                    **outcome_times.spoken(source),
                    **sides,
                    **yes_no.spoken(source),
                    **yes_no.strokes(source),
                    **told,
                    **codes,
                }
                known = Conventions(meant, empty_is_no=empty_is_no)
                return _read_answers(source, known, answers)


def _is_of_ovaries(source: Source) -> bool:
    return source.match.field == procedures.OVARIES


def _read_numbers(source: Source, marks: Marks, answers: Answers) -> ColumnRead:
    measure = measures.measured(source, marks, answers)
    readings = readings_by(source, Conventions({}, measure))
    values = [reading.value for reading in readings]
    marks_found, questions = stand_ins.numbers_for_unknown(source, values, answers)
    kept = [UNKNOWN_READING if reading.value in marks_found else reading for reading in readings]
    return ColumnRead(source, _without_lone_noes(source, kept), [*measure.questions, *questions])


def _without_lone_noes(source: Source, readings: list[Reading]) -> list[Reading]:
    """A no beside a yes is no 0: the yes has no number, and only zeros would be left to count."""
    column, words = source.match.column, list(map(as_text, source.distinct))
    has_yes = any(yes_or_no(one, column) == YES.name and not one.isdecimal() for one in words)
    if not has_yes:
        return readings
    return [
        not_understood(cell_words(one, "number"), "a number")
        if numbers.says_none(one, column)
        else reading
        for one, reading in zip(words, readings, strict=True)
    ]


def _read_dates(
    source: Source, order: Order | None, on_order: list[Question], answers: Answers
) -> ColumnRead:
    readings = [
        if_counted_by_excel(cell, reading)
        for cell, reading in zip(
            source.distinct, readings_by(source, Conventions({}, order=order)), strict=True
        )
    ]
    readings = if_counted_from_1912(source.distinct, readings)
    values = [reading.value for reading in readings]
    marks_found, on_marks = stand_ins.dates_for_unknown(source, values, answers)
    kept = [UNKNOWN_READING if reading.value in marks_found else reading for reading in readings]
    return ColumnRead(source, kept, [*on_order, *on_marks], order)


def _read_answers(source: Source, conventions: Conventions, answers: Answers) -> ColumnRead:
    doubt = yes_no.strokes_in_doubt(source, answers)
    conventions = replace(conventions, doubt=doubt)
    readings = readings_by(source, conventions)
    if otherwise := decisions.told_otherwise(source, readings) - conventions.codes.keys():
        conventions = replace(conventions, told_otherwise=otherwise)
        readings = readings_by(source, conventions)
    questions, keys = [doubt] if doubt else [], {}
    if any(reading.strange for reading in readings):
        meant, asked = decisions.strange_words(source, readings, answers)
        readings = readings_by(source, replace(conventions, codes={**conventions.codes, **meant}))
        questions += asked.values()
        keys = {word: question.key for word, question in asked.items()}
    return ColumnRead(source, yes_no.told_of_noes(source, readings), questions, keys=keys)


def _scrubbed(readings: list[Reading]) -> list[Reading]:
    """Free text without what could be looked up, and without words that may name somebody."""
    return [_without_names(reading) if reading.value else reading for reading in readings]


def _without_names(reading: Reading) -> Reading:
    words = reading.value
    if holds_identifier(words):
        return _SCRUBBED
    if tells_all(words):
        return reading
    kept = cell_words(words, longest=len(words) + 1)
    what = f"{quoted(words)} holds words that may name somebody"
    return Reading(kept, what, "They were left out", "Nothing needs to be done")


def _unreadable(why: str) -> Reading:
    how = (
        "Open the file in Excel, save it there, and upload it again"
        if why == NEVER_CALCULATED
        else "Enter the value in place of the formula and upload again"
    )
    return Reading(None, f"The cell {why}", UNKNOWN_NOW, how)


def _swapped(label: str, sheet: str) -> Problem:
    return Problem(
        label,
        None,
        "Some dates are dates and others, with a day after the 12th, are text",
        "Excel may have taken day for month in the first kind, so they may be months off",
        "Compare some dates with your records before you rely on times",
        sheet=sheet,
    )
