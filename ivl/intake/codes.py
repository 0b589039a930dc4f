"""The codes that tell patients apart: who stands in the sheet twice, and who has no code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl import text
from ivl.derive import with_columns
from ivl.intake.distinct import distinct
from ivl.intake.problems import Problem, row_words
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.words import all_keys
from ivl.schema import BY_NAME, NO, YES

ID = BY_NAME["patient_id"]


_OF_VISITS: Final = "The file comes from a database that writes a row for each visit or form"


@dataclass(frozen=True)
class Coded:
    """Patients, each once and each with a code."""

    frame: pd.DataFrame
    duplicates: tuple[int, ...] = ()
    """Row numbers that repeat another row and are left out."""

    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    has_codes: bool = True
    """False where patients were numbered."""


def coded(
    frame: pd.DataFrame, sheet: str, persons: str, is_repeating: bool, answers: Answers
) -> Coded:
    """The patients with codes that are unique and name nobody.

    Args:
        frame: as recorded, indexed by row number.
        sheet: for the messages.
        persons: title of the column if the codes are names or numbers of a hospital, which
            are replaced; else "".
        is_repeating: the file comes from a database that writes several rows per patient.
        answers: what the owner of the file decided.
    """
    if ID.name not in frame:
        return Coded(_numbered(frame), (), (_no_column(sheet),), has_codes=False)
    codes = frame[ID.name].fillna("")
    duplicates, conflicts, problems = _repeated(frame, codes[codes != ""], sheet)
    kept = frame.drop(index=list(duplicates)) if duplicates else frame
    problems += [_no_code(row, sheet) for row in codes[codes == ""].index]
    asked = [_question_on_namesakes(conflicts, persons, answers)] if persons and conflicts else []
    if not asked or asked[0].answer == NO.name:
        together = is_repeating and len(conflicts) > 1
        problems += (
            [_visits(conflicts, sheet)]
            if together
            else [_conflict(conflict, sheet, is_repeating) for conflict in conflicts]
        )
    if persons:
        problems.append(_replaced(persons, sheet))
        return Coded(_numbered(kept), duplicates, tuple(problems), tuple(asked), has_codes=False)
    filled = [code or f"row {row}" for row, code in codes[kept.index].items()]
    return Coded(with_columns(kept, {ID.name: filled}), duplicates, tuple(problems))


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = [str(number) for number in range(1, len(frame) + 1)]
    return with_columns(frame, {ID.name: pd.Series(numbers, frame.index, "object")})


@dataclass(frozen=True)
class _Conflict:
    """Rows with one code that say different things."""

    rows: list[int]
    differing: list[str]
    """Names of the columns in which they differ."""


def _repeated(
    frame: pd.DataFrame, codes: pd.Series, sheet: str
) -> tuple[tuple[int, ...], list[_Conflict], list[Problem]]:
    """Rows that repeat another, rows that differ under one code, and what is to be said."""
    bare = pd.Series(_bare(codes.tolist()), codes.index)
    codes = codes[bare.duplicated(keep=False)]
    groups: dict[str, dict[str, list[int]]] = {}
    for row, code, alike in zip(codes.index, codes, bare[codes.index], strict=True):
        groups.setdefault(alike, {}).setdefault(code, []).append(row)
    said, places = _said(frame.loc[codes.index]), {row: at for at, row in enumerate(codes.index)}
    duplicates: list[int] = []
    conflicts, problems = [], []
    for by_code in groups.values():
        if len(by_code) > 1:
            problems.append(_alike([rows[0] for rows in by_code.values()], sheet))
        for rows in by_code.values():
            first, *others = (said[places[row]] for row in rows)
            differs = np.any([first != other for other in others], axis=0) if others else []
            if np.any(differs):
                conflicts.append(_Conflict(rows, list(frame.columns[differs])))
            elif others:
                duplicates += rows[1:]
                problems.append(_same(rows, sheet))
    return tuple(duplicates), conflicts, problems


def _said(frame: pd.DataFrame) -> npt.NDArray[np.intp]:
    """A number for what each cell says, the same in a column where the same is said."""
    said = np.empty(frame.shape, "intp")
    for position, name in enumerate(frame):
        held = distinct(frame[name].tolist())
        said[:, position] = distinct(list(map(repr, held.cells))).places[held.places]
    return said


def _bare(codes: Sequence[str]) -> list[str]:
    """Without capitals, blanks, punctuation and zeros before numbers: "P-001" is "p1"."""
    lines = "\n".join(all_keys(codes))
    return re.sub(r"(?<!\d)0+(?=\d)", "", lines).split("\n") if codes else []


def _question_on_namesakes(conflicts: list[_Conflict], persons: str, answers: Answers) -> Question:
    """Two women may have one name; their rows tell it, but only the owner knows."""
    rows = row_words([row for conflict in conflicts for row in conflict.rows])
    question = Question(
        "namesakes",
        f"{persons} holds the same names or numbers in {rows}, and the rows differ. Are they "
        "different patients?",
        (
            Option(YES.name, "Yes, each row is a patient: number them 1, 2, 3"),
            Option(NO.name, "No, some rows are about one patient"),
        ),
    )
    return replace(question, answer=answers.to(question))


def _conflict(conflict: _Conflict, sheet: str, is_repeating: bool) -> Problem:
    rows, differing = conflict.rows, conflict.differing
    labels = [BY_NAME[name].label for name in differing[:3]]
    more = [f"{len(differing) - 3} more"] if len(differing) > 3 else []
    source = _OF_VISITS if is_repeating else "One patient would count more than once"
    return Problem(
        ID.label,
        None,
        f"{_rows(rows)} have the same ID and differ in {text.listed([*labels, *more])}",
        source,
        "Keep one row for each patient, or give each patient an ID of her own",
        "error",
        sheet=sheet,
        rows=tuple(rows),
    )


def _visits(conflicts: list[_Conflict], sheet: str) -> Problem:
    """The rows of all patients of a database of visits in one sentence, for they are one error."""
    differing = list(dict.fromkeys(name for one in conflicts for name in one.differing))
    rows = sorted(row for one in conflicts for row in one.rows)
    named = text.listed([BY_NAME[name].label for name in differing[:3]])
    more = f" and {len(differing) - 3} more columns" if len(differing) > 3 else ""
    return Problem(
        ID.label,
        None,
        f"{text.patients(len(conflicts))} have several rows each, {len(rows)} in all, which "
        f"differ in {named}{more}",
        _OF_VISITS,
        "Export one row for each patient, or keep one",
        "error",
        sheet=sheet,
        rows=tuple(rows),
    )


def _same(rows: list[int], sheet: str) -> Problem:
    return Problem(
        ID.label,
        None,
        f"{_rows(rows)} are the same in every column",
        "The patient counts once",
        "Delete the rows that repeat her",
        sheet=sheet,
        rows=tuple(rows),
    )


def _alike(rows: list[int], sheet: str) -> Problem:
    return Problem(
        ID.label,
        None,
        f"{_rows(rows)} have IDs that differ only in capitals, blanks, punctuation or zeros",
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


def _rows(rows: list[int]) -> str:
    words = row_words(rows)
    return words[:1].upper() + words[1:]
