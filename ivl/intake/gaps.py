"""What a file does not record, and what cannot be shown for that reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from ivl import text
from ivl.intake.problems import Problem
from ivl.intake.questions import Answers, Option, Question
from ivl.schema import RECORDED, Column

_MOST_NAMED: Final = 6

BY_DATES: Final = {
    "followup_months": ("last_followup_date", "death_date"),
    "time_to_recurrence_months": ("recurrence_date",),
}
"""Times that also follow from the date of operation and another date."""

USE: Final = "use"
"""The answer that a file is used although it lacks a column."""

WITHOUT: Final = "without "
"""Begins the key of a question on that, before the name of the field."""

_FEWEST_FOR_SHARES: Final = 10
"""With fewer patients nobody reads a share for a rate."""

_ASKED_OF_ALL: Final = ("Patient", "Presentation", "Treatment")
"""Topics of which no answer is for some patients only, as the kind of a recurrence is."""


def needed(frame: pd.DataFrame, questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions, of which those stop that may bring a required column which is missing.

    Until they are answered nobody knows whether the column is missing, so it is no error yet.
    """
    lacking = {
        column.name for column in _lacking(frame) if column.need == "required" and not frame.empty
    }
    return tuple(
        replace(question, stops=question.stops or bool(lacking & set(question.gives)))
        for question in questions
    )


def asked_without(
    frame: pd.DataFrame,
    questions: Sequence[Question],
    answers: Answers,
    strangers: Sequence[str],
    columns_of: Mapping[str, str],
) -> Iterator[Question]:
    """Whether a file is used although it lacks a required column; one question for each.

    Args:
        frame: as recorded.
        questions: what an open question may still bring is not missing yet.
        answers: what the owner of the file decided.
        strangers: columns that were not recognised, of which one may record it.
        columns_of: title of the column for each field that has one.
    """
    named = text.first_few(strangers, _MOST_NAMED)
    for column in _missing(frame, questions):
        asks = f"{_lack(column, columns_of)}. Use the file without it? {column.without}"
        if strangers and column.name not in columns_of:
            asks += (
                f" {named} {'was' if len(strangers) == 1 else 'were'} not recognised: if it is "
                'recorded there, choose so in the table "Columns" instead.'
            )
        question = Question(_key(column), asks, (Option(USE, "Use the file without it"),))
        yield replace(question, answer=answers.to(question))


def _key(column: Column) -> str:
    return WITHOUT + column.name


def _missing(frame: pd.DataFrame, questions: Sequence[Question]) -> list[Column]:
    """Required columns that the file lacks whatever is answered to the questions."""
    return [
        column
        for column in _lacking(frame)
        if column.need == "required" and not frame.empty and not _may_come(column, questions)
    ]


def _lacking(frame: pd.DataFrame) -> list[Column]:
    lacking = [column for column in RECORDED if column.without and not _is_recorded(column, frame)]
    if not _recurs(frame):
        lacking = [column for column in lacking if column.name != "time_to_recurrence_months"]
    return lacking


def _lack(column: Column, columns_of: Mapping[str, str]) -> str:
    """Whether there is no column, or one in which nothing is understood."""
    if title := columns_of.get(column.name):
        return f'{title} holds nothing that can be read as "{column.label}"'
    return f'"{column.label}" is not recorded'


def gaps(
    frame: pd.DataFrame, questions: Sequence[Question], sheet: str, columns_of: Mapping[str, str]
) -> Iterator[Problem]:
    """An error for a required column, a warning for what leaves a part empty.

    The error becomes a warning once the owner of the file uses it without the column.

    Args:
        frame: as recorded.
        questions: what an open question may still bring is not missing yet.
        sheet: for the messages.
        columns_of: title of the column for each field that has one.
    """
    if frame.empty:
        what, how = "There is no patient below the headings", "Fill in a row for each patient"
        yield Problem("", None, what, "", how, "error", sheet=sheet)
        return
    accepted = {question.key for question in questions if question.answer == USE}
    for column in _missing(frame, questions):
        yield Problem(
            "",
            None,
            _lack(column, columns_of),
            column.without,
            _how(column, columns_of),
            "warning" if _key(column) in accepted else "error",
            sheet=sheet,
            fields=(column.name,),
        )
    wanted: dict[str, list[Column]] = {}
    for column in _lacking(frame):
        if column.need != "required" and not _may_come(column, questions):
            wanted.setdefault(column.without, []).append(column)
    for without, columns in wanted.items():
        is_one = len(columns) == 1
        labels = [f'"{column.label}"' for column in columns]
        names = tuple(column.name for column in columns)
        what = f"{text.listed(labels)} {'is' if is_one else 'are'} not recorded"
        how = (
            f"Add {'it under this heading' if is_one else 'them under these headings'}, if you can"
        )
        yield Problem("", None, what, without, how, sheet=sheet, fields=names)


def waiting(frame: pd.DataFrame, questions: Sequence[Question], sheet: str) -> Iterator[Problem]:
    """Wanted columns that are not known while a question about them is open. Args as ``gaps``.

    Of a required one the question itself says that it stops the file.
    """
    labels = [
        f'"{column.label}"'
        for column in _lacking(frame)
        if column.need != "required" and _may_come(column, questions)
    ]
    if labels and not frame.empty:
        waits = "waits" if len(labels) == 1 else "wait"
        yield Problem(
            "",
            None,
            f"{text.listed(labels)} {waits} for your answers",
            "Unknown in every patient until then",
            "Answer the questions about the columns",
            sheet=sheet,
        )


def sparse(frame: pd.DataFrame, questions: Sequence[Question], sheet: str) -> Iterator[Problem]:
    """Answers that at most half of the patients have, since shares are of these alone.

    Args:
        frame: as recorded.
        questions: what an open question may still bring is not missing yet.
        sheet: for the messages.
    """
    n = len(frame)
    for column in RECORDED:
        is_answered = column.kind in ("yes_no", "category") and column.name in frame
        if not is_answered or column.topic not in _ASKED_OF_ALL:
            continue
        n_known = int(frame[column.name].notna().sum())
        is_sparse = n >= _FEWEST_FOR_SHARES and 0 < n_known <= n / 2
        if is_sparse and not _may_come(column, questions):
            yield Problem(
                column.label,
                None,
                f"Recorded for {n_known} of {n} patients",
                f"Shares are of these {n_known}, and the other {n - n_known} count as unknown",
                "Fill in what is known",
                sheet=sheet,
            )


def _is_recorded(column: Column, frame: pd.DataFrame) -> bool:
    names = [column.name, *(option.name for option in column.options)]
    by_dates = BY_DATES.get(column.name, ())
    has_surgery = "surgery_date" in frame and frame["surgery_date"].notna().any()
    known = [name for name in (*names, *(by_dates if has_surgery else ())) if name in frame]
    return any(frame[name].notna().any() for name in known)


def _recurs(frame: pd.DataFrame) -> bool:
    return "recurrence" in frame and bool((frame["recurrence"] == "yes").any())


def _may_come(column: Column, questions: Sequence[Question]) -> bool:
    names = {column.name, *(option.name for option in column.options)}
    names |= set(BY_DATES.get(column.name, ()))
    return any(question.is_open and names & set(question.gives) for question in questions)


def _how(column: Column, columns_of: Mapping[str, str]) -> str:
    named = ", or say in the table of columns which one holds it"
    if column.name in columns_of:
        return f"Fill in or correct its cells{named}"
    headed = f'Fill in a column headed "{column.axis}"'
    by_dates = ", or the dates of operation and last contact"
    return headed + (by_dates if column.name == "followup_months" else "") + named
