"""A file that waits to be used, in words and tables: verdict, columns, how it was read."""

from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Final

import pandas as pd

from ivl import text
from ivl.gains import TaskGroup
from ivl.intake import (
    FIELDS,
    LEAVE_OUT,
    Answers,
    LeftOut,
    Match,
    Option,
    Preview,
    Question,
    column_key,
)
from ivl.intake.gaps import BY_DATES, USE, WITHOUT
from ivl.intake.problems import Severity
from ivl.not_recorded import is_recorded
from ivl.schema import BY_NAME, PARENTS, RECORDED, Column

KEPT_OUT: Final = "kept out"
"""Stands in the table of columns where a column could tell who a patient is."""

NOT_USED: Final = "not used"
"""Stands there where a column is left out."""

_NOTHING: Final = "Unknown for everybody; nothing else is lost."
_JOINED: Final = "+"
_WIDEST: Final = 27
"""Letters that a cell with sample values shows; a Chinese one takes the room of two."""

_FIRST_WIDE: Final = "\u2e80"
_NONE_SHOWN: Final = "none shown"


def verdict(preview: Preview, to_mend: Sequence[TaskGroup]) -> str:
    """ "39 patients read · 2 questions that can wait · 3 things worth knowing".

    Args:
        preview: what was found in the file.
        to_mend: from ``gains.task_groups``, blank cells included.
    """
    n_later = sum(ask.is_open for ask in questions_that_can_wait(preview))
    n_warning = _n_listed(to_mend, "warning")
    said = []
    if n_later:
        said.append(text.counted(n_later, "question that can wait", "questions that can wait"))
    if n_warning:
        said.append(text.counted(n_warning, "thing worth knowing", "things worth knowing"))
    if not said and preview.cohort is not None:
        said.append("nothing to correct")
    return " · ".join([f"{text.patients(len(preview.ledger.patients))} read", *said])


def questions_first(preview: Preview) -> list[Question]:
    """Those without whose answer the file is not used, or lacks what every file must have."""
    given = {match.field for match in preview.mapping}
    return [
        ask
        for ask in preview.questions
        if ask.stops
        or any(
            BY_NAME[field].need == "required" and (field not in given or field == ask.answer)
            for field in ask.gives
        )
    ]


def questions_that_can_wait(preview: Preview) -> list[Question]:
    """The others: only a column or some cells wait for their answers."""
    first = questions_first(preview)
    return [ask for ask in preview.questions if ask not in first]


def why_not_usable(preview: Preview, to_mend: Sequence[TaskGroup]) -> str:
    """What stands between a file and its use. Args are those of ``verdict``."""
    n_open = sum(ask.is_open for ask in questions_first(preview))
    n_error = _n_listed(to_mend, "error")
    parts = []
    if n_open:
        parts.append(text.counted(n_open, "question") + " to answer")
    if n_error:
        parts.append(text.counted(n_error, "thing") + " to correct in the file")
    settles = "Answers may settle some of the rest" if n_open and n_error else ""
    return text.sentences(
        [f"Not usable yet: {text.listed(parts)}", settles, "The cohort in use has not changed"]
    )


def _n_listed(to_mend: Sequence[TaskGroup], severity: Severity) -> int:
    return sum(group.problems.severity == severity for group in to_mend)


def with_candidates(preview: Preview, ask: Question) -> Question:
    """The question, which of the columns it is, in place of whether to do without a field.

    A heading that was merely not recognised is likelier than a file without ages. The value of an
    option for a column is its ``column_key``, to be answered with the field. Other questions, and
    files without such columns, are as they were.
    """
    field = ask.key.removeprefix(WITHOUT)
    strangers = [one for one in preview.left_out if one.reason == "not recognised"]
    if field == ask.key or not strangers:
        return ask
    column = BY_NAME[field]
    likely = [one for one in strangers if _may_record(column, one.samples)]
    options = [
        *(Option(column_key(one.letter), _offered(one)) for one in likely or strangers),
        Option(USE, "None of these: use the file without it"),
    ]
    asks = f'No column was recognised as "{column.label}". Which one is it?'
    return replace(
        ask, asks=f"{asks} Without it: {text.lower_first(column.without)}", options=tuple(options)
    )


def settles(question: str, value: str) -> tuple[str, str]:
    """Key and value of the answer that the choice of an option is, for ``Answers.with_choice``."""
    field = question.removeprefix(WITHOUT)
    return (question, value) if field == question or value == USE else (value, field)


def _offered(column: LeftOut) -> str:
    """ "Column B (Alter): 32 · 35 · 58"."""
    samples = " · ".join(column.samples)
    return f"Column {column.letter} ({column.heading}){': ' if samples else ''}{samples}"


def _may_record(column: Column, samples: Sequence[str]) -> bool:
    """Whether values are numbers within the limits of a number, or words for a column of words."""
    numbers = pd.to_numeric(pd.Series(samples, dtype="str").str.replace(",", "."), errors="coerce")
    if column.kind != "number":
        return bool(numbers.isna().all())
    return bool(len(samples)) and bool(numbers.between(column.low, column.high).all())


def mapping(preview: Preview, answers: Answers) -> pd.DataFrame:
    """What each column of a file was understood as, a row per column in the order of the file.

    Returns:
        Columns: Column (its letter), Heading, Sample values, Understood as, How sure. "Understood
        as" holds the name of a field, several joined by "+", ``NOT_USED`` or ``KEPT_OUT``;
        ``field_label`` puts it into words.
    """
    matches: dict[str, list[Match]] = {}
    for match in preview.mapping:
        matches.setdefault(match.letter, []).append(match)
    rows = [*map(_used, matches.values()), *(_unused(one, answers) for one in preview.left_out)]
    table = pd.DataFrame(rows, columns=list(_HEADINGS), dtype="object").astype("str")
    return table.sort_values("Column", key=_in_file_order, ignore_index=True)


_HEADINGS: Final = ("Column", "Heading", "Sample values", "Understood as", "How sure")


def notes(preview: Preview) -> list[str]:
    """What the table of columns has no room for, as sentences: what yes means, what is hidden."""
    dropped, named = set(preview.identifiers_dropped), "Column {} ({}): {}"
    said = [
        named.format(match.letter, match.heading, words)
        for match in preview.mapping
        if (words := _replaced(match, dropped) or _answers(match))
    ]
    if any(column.n_hidden for column in preview.left_out):
        said.append("Values that may be names are hidden where the column is not recognised")
    return [text.sentences([sentence]) for sentence in dict.fromkeys(said)]


def _used(matches: list[Match]) -> tuple[str, ...]:
    first = matches[0]
    samples = _shortened(first.samples) or _NONE_SHOWN
    fields = _JOINED.join(match.field for match in matches)
    return first.letter, first.heading, samples, fields, _HOW_SURE[first.sure]


def _shortened(samples: Sequence[str]) -> str:
    """As many of them as a cell of the table shows, and a sign that there is more."""
    joined, width = "", 0
    for letter in " · ".join(samples):
        width += 2 if letter > _FIRST_WIDE else 1
        if width > _WIDEST:
            return f"{joined.rstrip(' ·')}…"
        joined += letter
    return joined


def _replaced(match: Match, dropped: Set[str]) -> str:
    is_replaced = _is_replaced(match, dropped)
    return "replaced by 1, 2, 3, since it could tell who a patient is" if is_replaced else ""


def _is_replaced(match: Match, dropped: Set[str]) -> bool:
    """Whether the codes of patients could tell who they are, and numbers stand in their place."""
    return match.field == "patient_id" and match.heading in dropped


def _answers(match: Match) -> str:
    """What yes and no stand for, where they answer another question than the field asks."""
    if not match.asked_as:
        return ""
    names = match.asked_as.yes, match.asked_as.no
    yes, no = (text.lower_first(match.column.level(name).label) for name in names)
    return f"yes means {yes}, no means {no}"


def _unused(column: LeftOut, answers: Answers) -> tuple[str, ...]:
    is_kept_out = column.reason == "identifier"
    hidden = f"{text.counted(column.n_hidden, 'different value')}, hidden"
    samples = _shortened(column.samples) or (hidden if column.n_hidden else _NONE_SHOWN)
    reason = _WHY_NOT[column.reason]
    if answers.choices.get(column_key(column.letter)) == LEAVE_OUT:
        reason = _HOW_SURE["answer"]
    field = KEPT_OUT if is_kept_out else NOT_USED
    return column.letter, column.heading, samples, field, reason


def _in_file_order(letters: pd.Series) -> pd.Series:
    return letters.str.rjust(3)


def field_names(preview: Preview) -> list[str]:
    """What a column can be said to record, by topic, options behind the column they belong to."""
    joined = [name for name in mapping(preview, Answers())["Understood as"] if _JOINED in name]
    names = (
        name for column in RECORDED for name in (column.name, *(o.name for o in column.options))
    )
    return [NOT_USED, *(name for name in names if name in FIELDS), *joined, KEPT_OUT]


def field_label(name: str) -> str:
    """ "Tumour: Size (cm)", "Presentation: Symptoms, Dyspnoea", "Not used"."""
    if name in (NOT_USED, KEPT_OUT):
        return name.capitalize()
    return " and ".join(_label(BY_NAME[part]) for part in name.split(_JOINED))


def _label(column: Column) -> str:
    parent = PARENTS.get(column.name)
    return f"{parent.label}: {column.label}" if parent else column.axis


def lacking(preview: Preview) -> list[tuple[str, str]]:
    """Fields that no column gives: what is lost, and the labels of the fields it is lost for.

    Those without which nothing can be shown come first, those that cost nothing last.
    """
    given = {match.field for match in preview.mapping}
    lost: dict[str, list[str]] = {}
    columns = sorted(RECORDED, key=lambda column: (column.need != "required", not column.without))
    for column in columns:
        if column.need not in ("required", "wanted"):
            continue
        names = [column.name, *(option.name for option in column.options)]
        if (
            given.isdisjoint(names)
            and not _follows_from_dates(column.name, given)
            and not is_recorded(preview.patients, names)
        ):
            lost.setdefault(column.without, []).append(column.label)
    return [(without or _NOTHING, text.listed(labels)) for without, labels in lost.items()]


def _follows_from_dates(name: str, given: Set[str]) -> bool:
    return "surgery_date" in given and not given.isdisjoint(BY_DATES.get(name, ()))


def reading(preview: Preview) -> list[tuple[str, str]]:
    """How the file was read: what, and how. Sheet, headings, characters, dates, rows."""
    dropped = set(preview.identifiers_dropped)
    replaced = [one.heading for one in preview.mapping if _is_replaced(one, dropped)]
    facts = [
        ("Sheet", preview.sheet),
        ("Headings", f"row {preview.header_row}"),
        ("Characters", preview.encoding),
        ("Dates", preview.date_order),
        ("Rows", preview.ledger.words),
        ("Not kept, since they could tell who a patient is",
         text.listed(one for one in preview.identifiers_dropped if one not in replaced)),
        ("Replaced by 1, 2, 3, since it could tell who a patient is", text.listed(replaced)),
    ]  # fmt: skip
    return [(what, how) for what, how in facts if how]


_HOW_SURE: Final = {
    "exact": "Same heading",
    "normalised": "Same heading, other spelling",
    "values": "Told by its values",
    "answer": "Your answer",
}
_WHY_NOT: Final = {
    "not recognised": "Not recognised",
    "identifier": "Could tell who she is",
    "status of a form": "Added by the database",
    "box without a label": "A box without its label",
    "not decided": "Waits for your answer",
    "same as another": "Same as another column",
    "left out": "Another column is used",
}
