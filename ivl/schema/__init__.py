"""The data dictionary: what a cohort records of each patient, and how spreadsheets name it.

Intake, filters, axes, tables, downloads, the template and the documentation all read this
module; nothing else in the package lists a column, a level or a heading.

How a column is kept in ``Cohort.patients`` depends on its kind:

=========  ==========================================================================
text       string, ``""`` where nothing is recorded
number     float in the column's unit, NaN where unknown
date       datetime64, NaT where unknown
yes_no     ordered category yes, no, unknown
category   ordered category, the levels in clinical order and unknown last
several    one yes_no column per option, called ``<prefix>_<option>``; see ``options``
event      boolean with NA: whether the end of the patient's time is an event
=========  ==========================================================================

``columns`` says what a column is made of; the other modules list the columns, topic by topic.

Clinical facts behind the levels: the founding study (Shi, Ann Transl Med 2022;10:503) and the
series that the headings were seen in.
"""

from ivl.schema.columns import (
    DAYS_PER_MONTH,
    NO,
    NO_SPELLINGS,
    OTHER,
    UNKNOWN,
    UNKNOWN_SPELLINGS,
    YES,
    YES_SPELLINGS,
    Column,
    Kind,
    Level,
    Need,
    Question,
    Topic,
)
from ivl.schema.derived import DERIVED
from ivl.schema.follow_up import COMBINED_ANSWERS, FOLLOW_UP, LOST, OPEN_ANSWERS
from ivl.schema.identifiers import (
    BIRTH_DATE_HEADINGS,
    EXAMPLE_ID,
    IDENTIFIER_HEADINGS,
    RECORD_NUMBER_HEADINGS,
)
from ivl.schema.operation import OPERATION
from ivl.schema.patient import PATIENT
from ivl.schema.presentation import PRESENTATION
from ivl.schema.therapy import THERAPY
from ivl.schema.tumour import TUMOUR

__all__ = [
    "BIRTH_DATE_HEADINGS",
    "BY_NAME",
    "COMBINED_ANSWERS",
    "DAYS_PER_MONTH",
    "DERIVED",
    "EXAMPLE_ID",
    "FRAME_COLUMNS",
    "IDENTIFIER_HEADINGS",
    "LOST",
    "NO",
    "NO_SPELLINGS",
    "OPEN_ANSWERS",
    "OTHER",
    "PARENTS",
    "RECORDED",
    "RECORD_NUMBER_HEADINGS",
    "UNKNOWN",
    "UNKNOWN_SPELLINGS",
    "YES",
    "YES_SPELLINGS",
    "Column",
    "Kind",
    "Level",
    "Need",
    "Question",
    "Topic",
]

RECORDED: tuple[Column, ...] = (
    *PATIENT,
    *PRESENTATION,
    *TUMOUR,
    *OPERATION,
    *THERAPY,
    *FOLLOW_UP,
)
"""What a spreadsheet may hold, in the order of the template."""

FRAME_COLUMNS: tuple[Column, ...] = tuple(
    part for column in RECORDED for part in (column.options or (column,))
)
"""The recorded columns as they stand in a frame: options in place of columns of several."""

BY_NAME: dict[str, Column] = {
    column.name: column for column in (*RECORDED, *FRAME_COLUMNS, *DERIVED)
}
"""Every column of a spreadsheet or of a frame, by its name."""

PARENTS: dict[str, Column] = {
    option.name: column for column in RECORDED for option in column.options
}
"""The column of several that each option belongs to, by the name of the option."""
