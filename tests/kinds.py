"""What intake makes of one small file: the table, what it says and asks, and the ledger."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from ivl.intake import Answers, Preview, preview

TODAY = dt.date(2024, 1, 1)
BOTH = "3 rows: 2 patients; skipped: heading (row 1)"


@dataclass(frozen=True)
class Kind:
    """A file and all that is to be known of it."""

    file: bytes
    values: Mapping[str, Sequence[object]]
    """Of each field in question, a value for each patient; None where it is unknown."""

    said: Sequence[str] = ()
    """Every problem as a whole sentence, in their order."""

    asked: Sequence[str] = ()
    """Every question that is open."""

    ledger: str = BOTH
    answers: Mapping[str, str] = field(default_factory=dict)

    def holds(self) -> Preview:
        """Reads the file on the way of every upload and compares; the preview, to look further."""
        read = preview(self.file, "cohort", Answers(self.answers), TODAY)
        for name, values in self.values.items():
            assert known(read, name) == pytest.approx(list(values), abs=0.01), name
        assert [problem.sentence for problem in read.problems] == list(self.said)
        assert [question.asks for question in read.questions if question.is_open] == [*self.asked]
        assert read.ledger.words == self.ledger
        assert read.ledger.n_rows == len(read.ledger.patients) + len(read.ledger.skipped)
        return read


def known(read: Preview, name: str) -> list[object]:
    """The values of a field, unknown as None and days as 2019-03-05."""
    values = read.patients[name].astype(object)
    values = values.where(values.notna() & (values != "unknown"), None)
    return [day.date().isoformat() if isinstance(day, dt.datetime) else day for day in values]
