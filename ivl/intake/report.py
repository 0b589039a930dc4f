"""What intake hands back: the patients, and where every column and row of the file went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.intake.cells import place
from ivl.intake.named import Sure
from ivl.intake.personal import shortened
from ivl.intake.problems import Problem, row_words, speaking_of
from ivl.intake.questions import Question
from ivl.origin import Origin, SheetPart
from ivl.schema import BY_NAME, Column
from ivl.schema import Question as AskedAs


def column_title(letter: str, heading: str) -> str:
    """ "Column C (年龄)"; "Column C" without a heading."""
    return f"Column {letter} ({shortened(heading)})" if heading else f"Column {letter}"


def column_titles(columns: Iterable[tuple[str, str]]) -> str:
    """Letters and headings of several: "Columns C (年龄) and D (Age)"."""
    named = [f"{letter} ({shortened(heading)})" for letter, heading in columns]
    return f"Column{'s' if len(named) > 1 else ''} {text.listed(named)}"


@dataclass(frozen=True)
class Match:
    """A column of the spreadsheet and what it records."""

    field: str
    """Name of a column of the data dictionary, or of one option of a column of several."""

    heading: str
    """As it stands in the file."""

    letter: str
    """Letter of the column as the spreadsheet shows it."""

    samples: tuple[str, ...] = ()
    """Up to three different values."""

    sure: Sure = "exact"
    """By what: the same heading, the same but for spelling, the values, or an answer."""

    unit: str = ""
    """Unit that the heading gives where the cells do not; "" for the field's own."""

    codes: tuple[tuple[str, str], ...] = ()
    """Codes that the heading explains: ("1", "yes")."""

    date_order: str = ""
    """ "DMY", "MDY" or "YMD" if the heading tells."""

    asked_as: AskedAs | None = None
    """Where yes and no answer a category: which level each stands for."""

    is_aside: bool = False
    """The column records something else, and some of its cells name this as well."""

    @property
    def column(self) -> Column:
        return BY_NAME[self.field]

    @cached_property
    def position(self) -> int:
        """Column of the spreadsheet counted from 0."""
        return place(f"{self.letter}1")[1]

    @property
    def title(self) -> str:
        """ "Column C (年龄)"."""
        return column_title(self.letter, self.heading)


LeftOutReason = Literal[
    "not recognised",
    "identifier",
    "status of a form",
    "box without a label",
    "not decided",
    "same as another",
    "left out",
]
SkippedReason = Literal[
    "title", "heading", "blank", "total or note", "name of a group", "repeated heading", "example",
    "second table", "code alone", "duplicate", "joined to another row", "no patient", "not decided",
]  # fmt: skip


@dataclass(frozen=True)
class LeftOut:
    """A column of the spreadsheet that is not used."""

    heading: str
    letter: str
    reason: LeftOutReason
    samples: tuple[str, ...] = field(default=(), compare=False)
    """Up to three different values; none if they could tell who a patient is."""

    n_hidden: int = field(default=0, compare=False)
    """How many different values there are, where they may name persons and are not shown."""


@dataclass(frozen=True)
class Skipped:
    """A row of the spreadsheet that is not a patient."""

    row: int
    reason: SkippedReason


@dataclass(frozen=True)
class Ledger:
    """Where each row of the sheet went."""

    n_rows: int
    patients: tuple[int, ...]
    """Row number of each patient, in the order of ``Preview.patients``."""

    skipped: tuple[Skipped, ...]
    joined: Mapping[int, int] = field(default_factory=dict)
    """Row numbers that were joined to another row of the same patient, and that row."""

    parts: tuple[SheetPart, ...] = ()
    """The sheets, where several were read one below the other and their rows count on."""

    def __post_init__(self) -> None:
        accounted = sorted([*self.patients, *(row.row for row in self.skipped)])
        assert accounted == list(range(1, self.n_rows + 1)), "every row is accounted for once"

    @property
    def reasons(self) -> dict[str, tuple[int, ...]]:
        """Row numbers of what was skipped, by the reason."""
        reasons: dict[str, list[int]] = {}
        for row in self.skipped:
            reasons.setdefault(row.reason, []).append(row.row)
        return {reason: tuple(rows) for reason, rows in reasons.items()}

    @property
    def words(self) -> str:
        """ "42 rows: 39 patients; skipped: heading (row 1), total or note (rows 41 and 42)"."""
        with speaking_of(self.parts):
            reasons = [f"{why} ({row_words(rows)})" for why, rows in self.reasons.items()]
        skipped = ", ".join(reasons)
        count = f"{text.counted(self.n_rows, 'row')}: {text.patients(len(self.patients))}"
        return f"{count}; skipped: {skipped}" if skipped else count


@dataclass(frozen=True)
class Preview:
    """What a file holds, before anyone relies on it."""

    filename: str
    sheet: str
    """Name of the sheet that was read; "" for files without sheets."""

    header_row: int
    """Number of the row with the headings, the lower one if there are two."""

    encoding: str
    """ "UTF-8", "GB18030"; "" for workbooks."""

    date_order: str
    """How dates such as 3/4/2019 were read, in words; "" if there were none."""

    mapping: tuple[Match, ...]
    left_out: tuple[LeftOut, ...]
    questions: tuple[Question, ...]
    """Open ones and answered ones, so that an answer can be changed."""

    problems: tuple[Problem, ...]
    ledger: Ledger
    identifiers_dropped: tuple[str, ...]
    """Headings of columns that could tell who a patient is; their cells were not kept."""

    patients: pd.DataFrame
    """As ``ivl.derive.complete`` makes it, for a look while something is still open."""

    has_codes: bool = True
    """Whether patients go by codes of the file; False where they were numbered."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Those without which the file is not used."""
        return tuple(ask for ask in self.questions if ask.stops and ask.is_open)

    @property
    def cohort(self) -> Cohort | None:
        """The patients, ready for analysis; None while an error or an open question stands."""
        if self.errors or self.open_questions:
            return None
        return self.as_it_stands

    @property
    def as_it_stands(self) -> Cohort:
        """The patients even while something is open, to look at and not to use."""
        rows = self.ledger
        origin = Origin(rows.n_rows, rows.patients, rows.reasons, self.has_codes, rows.parts)
        return Cohort(self.patients, self.filename, origin=origin)
