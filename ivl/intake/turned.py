"""Sheets whose headings stand below each other, so that each patient has a column."""

from typing import Final

from ivl.intake import headings
from ivl.intake.candidates import FEWEST_KNOWN, Candidate
from ivl.intake.cells import as_text, letter
from ivl.intake.heads import heads_in
from ivl.intake.refusal import Refused
from ivl.schema import BY_NAME

_LOOKED_AT_COLUMNS: Final = 3
_MOST_FIELDS: Final = 300


def refuse_if_turned(candidate: Candidate) -> None:
    """Refuses a sheet whose headings stand below each other.

    Answers such as IVC are headings as well, so what decides is where the columns that every
    cohort needs are named.

    Raises:
        Refused: if a column names more of these than any row, each once and hardly anything else.
    """
    rows = candidate.sheet.rows[:_MOST_FIELDS]
    if not rows:
        return
    heads = heads_in(candidate.sheet, candidate.row)
    in_row = {target.field for head in heads for target in head.heading.targets}
    for position in range(min(_LOOKED_AT_COLUMNS, len(heads))):
        in_column = [as_text(row[position]) for row in rows if row[position] is not None]
        named = [fields[0] for words in in_column if (fields := _named(words))]
        is_of_headings = len(named) > FEWEST_KNOWN and 2 * len(named) > len(in_column)
        is_once_each = len(set(named)) == len(named)
        if is_of_headings and is_once_each and _n_needed(in_column) > sum(map(_is_needed, in_row)):
            sheet = candidate.sheet.name
            raise Refused(
                f"{f'In sheet {sheet}' if sheet else 'In this file'} the headings stand below each "
                f"other in column {letter(position)}, so that each patient has a column. Give each "
                "patient a row: copy the table in Excel, choose Paste Special and Transpose, and "
                "upload that."
            )


def _named(words: str) -> list[str]:
    return [target.field for target in headings.understand(words).targets]


def _n_needed(words: list[str]) -> int:
    return len({field for one in words for field in _named(one) if _is_needed(field)})


def _is_needed(field: str) -> bool:
    return BY_NAME[field].need == "required"
