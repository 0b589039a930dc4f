"""What a page cannot show because nobody wrote it down, and the columns that would fill it."""

from collections.abc import Iterable, Sequence

import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.derive import is_known
from ivl.exhibit import Exhibit
from ivl.schema import BY_NAME, PARENTS, Column


def is_recorded(patients: pd.DataFrame, names: Iterable[str]) -> bool:
    """Whether any of these columns holds an answer for anybody."""
    return bool(is_known(patients[[name for name in names if name in patients]]).any(axis=None))


def in_words(blanks: Sequence[Exhibit], whole: Cohort) -> list[str]:
    """What is missing, in a line each for what the file lacks and what these patients lack.

    Args:
        blanks: exhibits with ``lacking``.
        whole: the cohort before any filter.

    Returns:
        "Not in this file: uterine procedure and thrombectomy. These columns would also show:
        surgery of veins and heart." None without exhibits.
    """
    lacking = [
        (exhibit.title, list(dict.fromkeys(map(_recorded_as, exhibit.lacking))))
        for exhibit in blanks
    ]
    in_file = {
        column: is_recorded(whole.patients, [column.name, *(o.name for o in column.options)])
        for _, columns in lacking
        for column in columns
    }
    lines = []
    for begin, is_there in (("Not in this file", False),
                            ("Not recorded in any of these patients", True)):  # fmt: skip
        columns = [column for column, found in in_file.items() if found is is_there]
        if columns:
            names = {column.label for column in columns}
            more = [
                text.lower_first(title)
                for title, needed in lacking
                if title not in names and needed[0] in columns
            ]
            lines.append(_line(begin, columns, more))
    return lines


def _line(begin: str, columns: Sequence[Column], more: Sequence[str]) -> str:
    missing = text.listed(text.lower_first(column.label) for column in columns)
    verb = "This column" if len(columns) == 1 else "These columns"
    also = f"{verb} would also show: {text.listed(more)}" if more else ""
    return text.sentences([f"{begin}: {missing}", also])


def _recorded_as(name: str) -> Column:
    """The column of a spreadsheet that tells of it; of an option, the one it belongs to."""
    column = BY_NAME[BY_NAME[name].made_of or name]
    return PARENTS.get(column.name, column)
