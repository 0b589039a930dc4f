"""What is said of the check boxes of a database once they are read."""

from collections.abc import Iterator

import pandas as pd

from ivl import text
from ivl.intake.matching import Matching
from ivl.intake.options import is_box_of_its_own
from ivl.intake.problems import Problem
from ivl.intake.report import column_titles
from ivl.schema import OTHER, RECORDED, YES


def counted_as_other(frame: pd.DataFrame, matching: Matching, sheet: str) -> Iterator[Problem]:
    """Boxes of a database that are none of the answers here: a tick says that there was another."""
    for column in RECORDED:
        other = f"{column.prefix or column.name}_other"
        boxes = [
            (match.letter, match.heading)
            for match in matching.matches
            if match.field == other and is_box_of_its_own(match.heading)
        ]
        if boxes:
            are = "are check boxes" if len(boxes) > 1 else "is a check box"
            n = int((frame[other] == YES.name).sum())
            yield Problem(
                column.label,
                None,
                f"{column_titles(boxes)} {are} for what is not among the answers",
                f'A tick counts as "{OTHER.label}", '
                f"which {text.patients(n)} {'has' if n == 1 else 'have'}",
                'Choose what it records in the table "Columns" if it is one of the answers',
                sheet=sheet,
            )
