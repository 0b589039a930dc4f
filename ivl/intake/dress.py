"""What is to be said of lines through words, of what a file hides, of comments and of colours.

A ward strikes a patient out, writes "recurred 2021" into a comment and paints rows yellow. None
of that reaches the cohort, so it is named.
"""

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from ivl import text
from ivl.intake.cells import Place, letter
from ivl.intake.problems import Problem, row_spans
from ivl.intake.table import Table

_MOST_LISTED: Final = 6
_FEWEST_BANDS: Final = 3


def remarks_on_dress(table: Table) -> Iterator[Problem]:
    """A sentence for each kind, about the cells of patients."""
    marks = table.sheet.marks
    struck = [at for at in _of_patients(marks.struck, table) if at[0] not in table.struck_rows]
    for places, what, why, how in (
        (
            struck,
            ("is struck out, at least in part", "are struck out, at least in part"),
            "Read like all others",
            "Empty what does not hold, and upload again",
        ),
        (
            _of_patients(marks.unseen, table),
            (
                "holds something that the file does not show",
                "hold something that the file does not show",
            ),
            "Read like all others",
            "Make it visible in Excel and see whether it holds",
        ),
        (
            _of_patients(marks.comments, table),
            ("has a comment", "have comments"),
            "What comments say was not read",
            "Write it into the cells, if it adds something",
        ),
    ):
        if places:
            yield _problem(f"{_cells(places)} {what[len(places) > 1]}", why, how, table)
    rows = _coloured_rows(table)
    if rows:
        yield _problem(
            f"{text.upper_first(row_spans([row + 1 for row in rows]))} "
            f"{'have' if len(rows) > 1 else 'has'} coloured cells",
            "Colours were not read",
            "If a colour means something, give it a column of its own, filled in for each patient",
            table,
        )


def _problem(what: str, why: str, how: str, table: Table) -> Problem:
    return Problem("", None, what, why, how, sheet=table.sheet.name)


def _of_patients(places: Collection[Place], table: Table) -> list[Place]:
    """Filled cells below the headings in rows of patients."""
    if not places:
        return []
    records, headed = set(table.records), {head.position for head in table.heads}
    return [
        (row, column)
        for row, column in sorted(places)
        if row in records and column in headed and table.sheet.rows[row][column] is not None
    ]


def _cells(places: list[Place]) -> str:
    names = [f"{letter(column)}{row + 1}" for row, column in places]
    return f"Cell{'s' if len(names) > 1 else ''} {text.first_few(names, _MOST_LISTED)}"


def _coloured_rows(table: Table) -> list[int]:
    """Rows with cells of a colour that is no layout: not of a whole column, not of every row."""
    coloured = table.sheet.marks.coloured
    places = _of_patients(coloured, table)
    by_column: dict[int, dict[str, list[int]]] = {}
    for row, column in places:
        by_column.setdefault(column, {}).setdefault(coloured[row, column], []).append(row)
    telling: set[int] = set()
    for column, colours in by_column.items():
        n_filled = table.distinct(column).n_filled
        rows = {row for of_colour in colours.values() for row in of_colour}
        is_whole = len(colours) == 1 and len(rows) == n_filled
        if not is_whole and not _are_bands(list(colours.values()), n_filled, table):
            telling |= rows
    return sorted(telling)


def _are_bands(colours: list[list[int]], n_filled: int, table: Table) -> bool:
    """Whether each colour comes in every second row, or in every third and so on."""
    order = {row: at for at, row in enumerate(table.records)}
    for rows in colours:
        at = [order[row] for row in rows]
        steps = {later - earlier for earlier, later in pairwise(at)}
        is_throughout = len(at) >= _FEWEST_BANDS and len(at) * max(steps, default=0) >= n_filled - 1
        if not (len(steps) == 1 and max(steps) > 1 and is_throughout):
            return False
    return True
