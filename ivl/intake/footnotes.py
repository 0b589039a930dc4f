"""Notes beside the patients that name one of them: "P1 died 2021", "Lost to follow-up: P1, P3"."""

import re
from collections.abc import Iterator
from typing import Final

from ivl import text
from ivl.intake.cells import as_text
from ivl.intake.exclusions import NOTES
from ivl.intake.matching import Matching
from ivl.intake.problems import Problem, row_words
from ivl.intake.table import Table
from ivl.intake.words import plain

_WORD: Final = re.compile(r"[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?")
_SEVERAL: Final = r"\d+(?: ?(?:[,、&/+]|and|和|及) ?\d+)+"
_PERSON: Final = re.compile(
    rf"\b(?:patients|pts|cases|subjects|ids|nos)\b[.:]? ?({_SEVERAL})"
    rf"|(?:\b(?:patient|pt|case|subject|id|no\.)(?![a-z])|#|病例|患者|病人|编号)[.:#]? ?"
    rf"({_SEVERAL}|\d+)(?![\d.]*[%例人岁年月])"
    r"|(?<!\d)(\d+)号"
)
_FIGURES: Final = re.compile(r"\d+")
_LONGEST: Final = 2_000
_MOST_NAMED: Final = 6


def remarks_on_notes(table: Table, matching: Matching) -> Iterator[Problem]:
    """Rows that are no patients and say something of patients of the cohort.

    Args:
        table: from ``ivl.intake.table``.
        matching: which column holds the codes, and whether they may be shown.
    """
    code = matching.match("patient_id")
    if code is None:
        return
    notes = [one.row for one in table.skipped if one.reason in NOTES]
    if not notes:
        return
    cells = zip(table.records, table.distinct(code.position)[:], strict=True)
    rows = {plain(as_text(cell)): (row + 1, as_text(cell)) for row, cell in cells}
    rows.pop("", None)
    for note in notes:
        named: dict[str, tuple[int, str]] = {}
        for at in range(table.sheet.rows.n_columns):
            said = plain(as_text(table.sheet.rows.cell(note - 1, at))[:_LONGEST])
            named |= {one: rows[one] for one in codes_in(said) if one in rows and one != said}
        if named:
            yield _about(note, list(named.values()), table.sheet.name, bool(matching.persons))


def codes_in(said: str) -> Iterator[str]:
    """What may be a code: a word with a letter and a figure, or a number after "patient"."""
    for word in _WORD.findall(said):
        if any(map(str.isdigit, word)) and any(map(str.isalpha, word)):
            yield from (word, *re.split("[/-]", word))
    for found in _PERSON.finditer(said):
        yield from _FIGURES.findall(found[0])


def _about(note: int, named: list[tuple[int, str]], sheet: str, are_hidden: bool) -> Problem:
    noun = "patients" if named[1:] else "patient"
    whose = (
        f"the {noun} in {row_words([row for row, _ in named])}"
        if are_hidden
        else f"{noun} {text.first_few([code for _, code in named], _MOST_NAMED)}"
    )
    return Problem(
        "",
        note,
        f"A note is about {whose}",
        "Notes are not read, and what stands only there is missing from the cohort",
        "Enter it in the row of the patient",
        sheet=sheet,
    )
