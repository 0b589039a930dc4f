"""The cells of the matched columns → a frame of what was recorded.

The frame has a row per patient, indexed by the row number that the spreadsheet shows, and its
columns are of the kinds that ``ivl.derive.complete`` gives them. What is not understood is NaN, NaT
or, in a column of text, None.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl import text
from ivl.derive import level_kind, typed
from ivl.intake import asides, decisions, earlier, losses, measures, outcome_times, yes_no
from ivl.intake.cells import as_text
from ivl.intake.columns import ColumnRead, read_column
from ivl.intake.dates import ORDER_WORDS
from ivl.intake.distinct import Distinct, without_points
from ivl.intake.fillers import about_fillers, without_fillers
from ivl.intake.legends import Legends
from ivl.intake.matching import Matching
from ivl.intake.personal import cell_words, headed
from ivl.intake.problems import Problem
from ivl.intake.questions import Answers, Question
from ivl.intake.report import Match
from ivl.intake.source import Source
from ivl.intake.table import Table
from ivl.intake.unit_doubts import unitless
from ivl.schema import FRAME_COLUMNS, NO, RECORDED, YES, Column

_UNKNOWN: Final = -1
"""In place of the number of a level; so pandas does it."""


@dataclass(frozen=True)
class Recorded:
    """What was read, and what is to be said about it."""

    frame: pd.DataFrame
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    date_order: str = ""
    """How short dates were read, in words; "" if there were none."""

    months: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Dates that name no day, as they stand in the file, by row number and field."""


def recorded(
    table: Table, matching: Matching, answers: Answers, delimiter: str, legends: Legends
) -> Recorded:
    """The patients as the cells say.

    Args:
        table: the patients' rows.
        matching: which columns record what.
        answers: what the owner of the file decided.
        delimiter: of a text file.
        legends: what the other sheets say of codes.
    """
    rows = [row + 1 for row in table.records]
    columns, questions = columns_read(table, matching, answers, delimiter, legends)
    sources = [column.source for column in columns]
    with_asides = asides.filled(_frame(columns, rows), sources, answers, table.sheet.name)
    frame, on_losses = losses.filled(with_asides.frame, sources, table.sheet.name)
    frame, on_times = outcome_times.filled(frame, sources, table.sheet.name)
    frame, fillers = without_fillers(frame)
    return Recorded(
        frame,
        (*questions, *with_asides.questions),
        (
            *(problem for column in columns for problem in column.problems(table)),
            *(
                problem
                for column in columns
                for problem in unitless(column.source, column.questions, table.sheet.name)
            ),
            *_about_orders(columns, table.sheet.name),
            *on_losses,
            *on_times,
            *about_fillers(fillers, table.sheet.name),
            *_denied_and_listed(columns, rows, table.sheet.name),
            *with_asides.problems,
        ),
        _order_words(columns),
        _months(columns, rows),
    )


def columns_read(
    table: Table, matching: Matching, answers: Answers, delimiter: str, legends: Legends
) -> tuple[list[ColumnRead], list[Question]]:
    """The cells of each column, read, and all that is asked about them. Args as ``recorded``."""
    rows = [row + 1 for row in table.records]
    matches = [match for match in matching.matches if not match.is_aside]
    sources = [
        Source(
            match,
            _held(table, match),
            table.row_numbers(match.position) if table.taken else rows,
            legends.of(match, matches),
            legends.units_of(match, matches),
        )
        for match in matches
    ]
    codes, on_codes = earlier.yes_no_codes(sources, answers)
    strokes, on_strokes = yes_no.strokes_alone(sources, answers)
    codes = codes | strokes
    plain_sources = [source for source in sources if source.match.letter not in codes]
    ticked, on_ticks = yes_no.empty_means_no(plain_sources, answers)
    columns = []
    marks = measures.marks_of_file(sources, delimiter, answers)
    orders, on_orders = decisions.date_orders(sources, answers)
    for source in sources:
        letter = source.match.letter
        means, is_ticked = codes.get(letter, {}), letter in ticked
        order = orders.get(letter), on_orders.get(letter, [])
        columns.append(read_column(source, means, is_ticked, marks, order, answers))
    asked = {question.key: question for column in columns for question in column.questions}
    return columns, [*on_codes, *on_strokes, *on_ticks, *asked.values()]


def _held(table: Table, match: Match) -> Distinct:
    held = table.held(match.position)
    return without_points(held) if match.column.kind in ("yes_no", "category") else held


def _months(columns: list[ColumnRead], rows: list[int]) -> dict[int, dict[str, str]]:
    """The dates that name no day, as they stand in the file, by row number and field."""
    months: dict[int, dict[str, str]] = {}
    for column in columns:
        held = column.source.held
        for place in column.source.places_where([read.is_month for read in column.readings]):
            words = cell_words(as_text(held.cells[held.places[place]]), "date")
            months.setdefault(rows[place], {})[column.source.match.field] = words
    return months


def _about_orders(columns: list[ColumnRead], sheet: str) -> Iterator[Problem]:
    """A warning for each column if the dates of one are in another order than those of the next."""
    ordered = {
        column.source.match.column.label: ORDER_WORDS[column.order]
        for column in columns
        if column.order
    }
    for label, order in ordered.items():
        others = [other for other, its in ordered.items() if its != order]
        if others:
            yield Problem(
                label,
                None,
                f"The dates were read as {order}, unlike those of "
                + text.listed(text.lower_first(other) for other in others),
                "If one of the two is wrong, times are months off",
                "Compare some dates with your records, or write them like 2019-03-05",
                sheet=sheet,
            )


def _denied_and_listed(columns: list[ColumnRead], rows: list[int], sheet: str) -> Iterator[Problem]:
    """Patients in whom one column lists an option and the option's own column says no."""
    listing = {
        option.name: (column, found)
        for column in columns
        if column.source.match.column.kind == "several"
        for option, found in _by_frame_column(column)
    }
    for column in columns:
        match = column.source.match
        if match.field not in listing:
            continue
        other, listed = listing[match.field]
        yes, no = map(match.column.level_names.index, (YES.name, NO.name))
        ((_, denied),) = _by_frame_column(column)
        for place in np.flatnonzero((denied == no) & (listed == yes)):
            yield Problem(
                match.column.label,
                rows[place],
                f"No under {headed(match.heading)}, but named under "
                f"{headed(other.source.match.heading)}",
                "Counted as yes",
                "Correct the one that is wrong and upload again",
                cell=f"{match.letter}{rows[place]}",
                sheet=sheet,
            )


def _frame(columns: list[ColumnRead], rows: list[int]) -> pd.DataFrame:
    """A column per field of the frame; several columns for one option add up to its answer."""
    values: dict[str, npt.NDArray[Any]] = {}
    for read in columns:
        for column, found in _by_frame_column(read):
            earlier = values.get(column.name)
            values[column.name] = found if earlier is None else _either(earlier, found, column)
    values |= _none_of_the_kinds(values)
    index = pd.Index(rows)
    recorded = {
        column.name: pd.Series(_named(values[column.name], column), index)
        for column in FRAME_COLUMNS
        if column.name in values
    }
    return pd.DataFrame(recorded, index=index, copy=False)


def _none_of_the_kinds(values: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """Who had none, by a column of its own, had none of the kinds that other columns name.

    Left unknown, she would be missing among those without, and every share would be too large.
    """
    told = {}
    for column in RECORDED:
        none = next((o for o in column.options if o.name.endswith("_none")), None)
        if none is None or none.name not in values:
            continue
        had_none = values[none.name] == none.level_names.index(YES.name)
        for kind in column.options:
            if kind is not none and kind.name in values:
                is_open = had_none & (values[kind.name] == _UNKNOWN)
                no = kind.level_names.index(NO.name)
                told[kind.name] = np.where(is_open, no, values[kind.name])
    return told


def _by_frame_column(read: ColumnRead) -> Iterator[tuple[Column, npt.NDArray[Any]]]:
    """What each patient's cell says of each column of the frame; of levels, their numbers."""
    column, places = read.source.match.column, read.source.held.places
    values = [reading.value for reading in read.readings]
    if column.kind == "several":
        for option, level in zip(column.options, column.own_levels, strict=True):
            answers = [answers.get(level.name) if answers else None for answers in values]
            yield option, _levels(answers, option)[places]
    elif column.level_names:
        yield column, _levels(values, column)[places]
    else:
        found = pd.Series(values, dtype="object")
        if column.kind != "text":
            found = typed(found, column)
        yield column, found.to_numpy()[places]


def _levels(values: Iterable[str | None], column: Column) -> npt.NDArray[np.intp]:
    numbers = {None: _UNKNOWN} | {name: at for at, name in enumerate(column.level_names)}
    return np.array([numbers[value] for value in values], "intp")


def _named(values: npt.NDArray[Any], column: Column) -> npt.NDArray[Any] | pd.Categorical:
    if not column.level_names:
        return values
    return pd.Categorical.from_codes(values, dtype=level_kind(column))


def _either(
    one: npt.NDArray[np.intp], other: npt.NDArray[np.intp], column: Column
) -> npt.NDArray[np.intp]:
    """Yes if one of two columns says so, else what either says."""
    yes = column.level_names.index(YES.name)
    says_yes = (one == yes) | (other == yes)
    return np.where(says_yes, yes, np.where(one == _UNKNOWN, other, one))


def _order_words(columns: list[ColumnRead]) -> str:
    """ "day before month", with the names of the columns where they differ."""
    orders = {
        column.source.match.column.label: ORDER_WORDS[column.order]
        for column in columns
        if column.order
    }
    if len(set(orders.values())) == 1:
        return next(iter(orders.values()))
    return "; ".join(f"{label}: {order}" for label, order in orders.items())
