"""From a spreadsheet to a cohort: read the file, match its headings, check its values.

``preview`` takes the bytes of a file and gives a ``Preview`` with everything that is to be said
about it at once, or raises ``Refused`` with a sentence for the user; ``opened`` reads the file
alone, for several previews with more answers each. Nothing is written to disk
and nothing is guessed: what the file does not prove becomes a ``Question``.
"""

from ivl.intake.claims import FIELDS, column_key
from ivl.intake.mapping_file import from_file, to_file
from ivl.intake.personal import file_name
from ivl.intake.problems import Group, Problem, grouped, row_words
from ivl.intake.questions import LEAVE_OUT, SHEET, Answers, Option, Question
from ivl.intake.refusal import Refused
from ivl.intake.remembered import Recalled, Remembered, recall, remember
from ivl.intake.report import Ledger, LeftOut, Match, Preview, Skipped
from ivl.intake.upload import Opened, opened, preview

__all__ = [
    "FIELDS",
    "LEAVE_OUT",
    "SHEET",
    "Answers",
    "Group",
    "Ledger",
    "LeftOut",
    "Match",
    "Opened",
    "Option",
    "Preview",
    "Problem",
    "Question",
    "Recalled",
    "Refused",
    "Remembered",
    "Skipped",
    "column_key",
    "file_name",
    "from_file",
    "grouped",
    "opened",
    "preview",
    "recall",
    "remember",
    "row_words",
    "to_file",
]
