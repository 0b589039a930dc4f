"""The codes that tell patients apart: whose are nearly the same, and who has none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from ivl import text
from ivl.derive import with_columns
from ivl.intake.problems import Problem, row_spans, row_words
from ivl.intake.words import all_keys
from ivl.schema import BY_NAME

ID = BY_NAME["patient_id"]

_CUT_SHORT: Final = re.compile(r"\d(?:\.\d+)?e\+?\d\d", re.IGNORECASE)


@dataclass(frozen=True)
class Coded:
    """Patients, each with a code."""

    frame: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    has_codes: bool = True
    """False where patients were numbered."""


def coded(frame: pd.DataFrame, sheet: str, persons: str) -> Coded:
    """The patients with codes that name nobody.

    Args:
        frame: as recorded, indexed by row number.
        sheet: for the messages.
        persons: title of the column if the codes are names or numbers of a hospital, which
            are replaced; else "".
    """
    if ID.name not in frame:
        return Coded(_numbered(frame), (_no_column(sheet),), has_codes=False)
    codes = frame[ID.name].fillna("")
    problems = [*_alike(codes[codes != ""], sheet), *_cut_short(codes, sheet)]
    problems += [_no_code(row, sheet) for row in codes[codes == ""].index]
    if persons:
        return Coded(_numbered(frame), (*problems, _replaced(persons, sheet)), has_codes=False)
    filled = [code or f"row {row}" for row, code in codes.items()]
    return Coded(with_columns(frame, {ID.name: filled}), tuple(problems))


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = [str(number) for number in range(1, len(frame) + 1)]
    return with_columns(frame, {ID.name: pd.Series(numbers, frame.index, "object")})


def _alike(codes: pd.Series, sheet: str) -> Iterator[Problem]:
    """Codes that may be one, each at its first row."""
    bare = pd.Series(_bare(codes.tolist()), codes.index)
    codes = codes[bare.duplicated(keep=False)]
    groups: dict[str, dict[str, int]] = {}
    for row, code, alike in zip(codes.index, codes, bare[codes.index], strict=True):
        groups.setdefault(alike, {}).setdefault(code, row)
    for rows in groups.values():
        if len(rows) > 1:
            yield _about_alike(list(rows.values()), sheet)


def _bare(codes: Sequence[str]) -> list[str]:
    """Without capitals, blanks, punctuation and zeros before numbers: "P-001" is "p1"."""
    lines = "\n".join(all_keys(codes))
    return re.sub(r"(?<!\d)0+(?=\d)", "", lines).split("\n") if codes else []


def is_cut_short(code: str) -> bool:
    """Whether a code was kept as a number such as 1.23457E+17, without its last digits."""
    return code[:1].isdigit() and bool(_CUT_SHORT.fullmatch(code))


def _cut_short(codes: pd.Series, sheet: str) -> list[Problem]:
    cut = codes[[is_cut_short(code) for code in codes]]
    if cut.empty:
        return []
    rows = list(map(int, cut.index))
    return [
        Problem(
            ID.label,
            None,
            f"{text.upper_first(row_spans(rows))} {_has_id(rows)} of more digits than a number "
            "keeps, and the last ones are lost",
            "Different patients may have the same ID",
            "Format the column as text, enter the IDs again and upload again",
            "error" if cut.duplicated().any() else "warning",
            sheet=sheet,
            rows=tuple(rows),
        )
    ]


def _has_id(rows: list[int]) -> str:
    return "has an ID" if len(rows) == 1 else "have IDs"


def _about_alike(rows: list[int], sheet: str) -> Problem:
    return Problem(
        ID.label,
        None,
        f"{text.upper_first(row_words(rows))} have IDs that differ only in capitals, blanks, "
        "punctuation or zeros",
        "They count as different patients",
        "Write the ID in one way if they are the same patient",
        sheet=sheet,
        rows=tuple(rows),
    )


def _no_code(row: int, sheet: str) -> Problem:
    return Problem(
        ID.label,
        row,
        "There is no ID",
        "She counts as a patient of her own",
        "Enter her ID, or delete the row if it is no patient",
        sheet=sheet,
    )


def _no_column(sheet: str) -> Problem:
    return Problem(
        "",
        None,
        "No column with an ID for each patient was found",
        "Patients are numbered in the order of the rows, and one with two rows counts twice",
        "Add a column headed Patient ID",
        sheet=sheet,
    )


def _replaced(persons: str, sheet: str) -> Problem:
    return Problem(
        ID.label,
        None,
        f"{persons} holds names, initials or numbers of a hospital",
        "They were replaced by 1, 2, 3 in the order of the rows, and not kept",
        "Use IDs that mean nothing outside your study",
        sheet=sheet,
    )
