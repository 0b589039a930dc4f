"""Answers that say something of another column as well: NED, lost to follow-up, TAH + BSO.

The other column is filled where it is empty, and what is written in it stands.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl import text
from ivl.derive import level_kind, with_columns
from ivl.intake.cells import Cell, as_text
from ivl.intake.levels import is_lost
from ivl.intake.loose_numbers import tells_of_loss
from ivl.intake.operations import FIELDS, told
from ivl.intake.personal import quoted
from ivl.intake.problems import Problem
from ivl.intake.qualified import without_numbers
from ivl.intake.questions import Answers, Option, Question
from ivl.intake.source import Source
from ivl.intake.words import plain
from ivl.schema import BY_NAME, COMBINED_ANSWERS, NO, UNKNOWN, WITH_DISEASE, YES

_STATUS, _RECURRENCE, _LOST = "vital_status", "recurrence", "lost_to_followup"
_TIME: Final = "followup_months"
_TELL_OF_LOSS: Final = (_STATUS, _RECURRENCE, _TIME)
_FREE: Final = {plain(words) for words, said in COMBINED_ANSWERS.items() if _RECURRENCE in said}
_DISEASED: Final = frozenset(map(plain, WITH_DISEASE))

Mask = npt.NDArray[np.bool_]


def with_combined(
    frame: pd.DataFrame, sources: Sequence[Source], answers: Answers, sheet: str
) -> tuple[pd.DataFrame, list[Question], list[Problem]]:
    """The frame with what the cells of one column say of another.

    Args:
        frame: as recorded.
        sources: the columns in use.
        answers: what the owner of the file decided.
        sheet: for the messages.

    Returns:
        The frame, a question where recurrence is told by the status alone, and what is to be
        said about patients lost to follow-up.
    """
    frame, questions = _with_recurrence(frame, sources, answers)
    frame, on_losses = _with_losses(frame, sources, sheet)
    frame, on_ovaries = _with_ovaries(frame, sources, sheet)
    return frame, questions, [*on_losses, *on_ovaries]


# ── Recurrence ───────────────────────────────────────────────────────────────────────────────


def _with_recurrence(
    frame: pd.DataFrame, sources: Sequence[Source], answers: Answers
) -> tuple[pd.DataFrame, list[Question]]:
    """NED is no recurrence. Whether AWD and DOD are one is asked where no column says so.

    Their disease may be what the operation left.
    """
    status = next((source for source in sources if source.match.field == _STATUS), None)
    if status is None:
        return frame, []
    free = _rows(status, lambda cell: plain(as_text(cell)) in _FREE)
    if _RECURRENCE in frame:
        return _filled(frame, _RECURRENCE, free, NO.name), []
    diseased = _rows(status, lambda cell: plain(as_text(cell)) in _DISEASED)
    if not free.any():
        return frame, []
    question = _by_status(status)
    question = replace(question, answer=answers.to(question))
    if question.answer != YES.name:
        return frame, [question]
    frame = _filled(frame, _RECURRENCE, free, NO.name)
    return _filled(frame, _RECURRENCE, diseased, YES.name), [question]


def _by_status(status: Source) -> Question:
    found = [as_text(cell) for cell in status.distinct if plain(as_text(cell)) in _DISEASED]
    found = list(dict.fromkeys(map(quoted, found)))
    diseased = f", and {text.listed(found)} recurrence or progression" if found else ""
    free = next(as_text(cell) for cell in status.distinct if plain(as_text(cell)) in _FREE)
    return Question(
        f"recurrence by {status.match.letter}",
        f"{status.asked}: no column tells whether the tumour came back. Does this one?",
        (
            Option(YES.name, f"Yes: {quoted(free)} is no recurrence{diseased}"),
            Option(NO.name, "No: recurrence is not recorded"),
        ),
        stops=True,
        gives=(_RECURRENCE,),
    )


# ── Operations ───────────────────────────────────────────────────────────────────────────────


def _with_ovaries(
    frame: pd.DataFrame, sources: Sequence[Source], sheet: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """What "TAH + BSO" below the heading of one organ says of the other."""
    problems: list[Problem] = []
    for field, other in (FIELDS, FIELDS[::-1]):
        source = next((one for one in sources if one.match.field == field), None)
        if source is None:
            continue
        levels = [told(as_text(cell)).get(other) for cell in source.distinct]
        if not any(levels):
            continue
        is_new, before = other not in frame, frame
        for level in dict.fromkeys(filter(None, levels)):
            rows = np.array([one == level for one in levels])[source.held.places]
            frame = _filled(frame, other, rows, level)
        said = np.array(levels, dtype=object)[source.held.places]
        problems += _about_ovaries(source, other, said, None if is_new else before[other], sheet)
    return frame, problems


def _about_ovaries(
    source: Source,
    other: str,
    said: npt.NDArray[np.object_],
    own: "pd.Series | None",
    sheet: str,
) -> Iterator[Problem]:
    column, is_said = BY_NAME[other], np.array([one is not None for one in said])
    if own is None:
        yield Problem(
            column.label,
            None,
            f"{source.match.title} tells it of {int(is_said.sum())} of "
            f"{text.patients(len(said))}, and no column of its own does",
            "It counts as unknown in the others",
            f'Add a column headed "{column.label}", if you can',
            sheet=sheet,
        )
        return
    is_other = is_said & own.notna().to_numpy() & (own.astype("object").to_numpy() != said)
    for at in map(int, np.flatnonzero(is_other)):
        here, there = column.level(own.iloc[at]).label, column.level(said[at]).label
        yield Problem(
            column.label,
            source.rows[at],
            f"{here}, but {text.lower_first(there)} under {source.match.title}",
            f"Counted as {text.lower_first(here)}",
            "Correct the one that is wrong and upload again",
            sheet=sheet,
        )


# ── Losses ───────────────────────────────────────────────────────────────────────────────────


def _with_losses(
    frame: pd.DataFrame, sources: Sequence[Source], sheet: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """失访 in place of an outcome, or behind the months of follow-up, says that she was lost.

    Without a column of its own, every other answer there says that she was not.
    """
    found = [
        (source, _rows(source, tells_of_loss if source.match.field == _TIME else _are_lost(source)))
        for source in sources
        if source.match.field in _TELL_OF_LOSS
    ]
    telling = [source for source, rows in found if rows.any()]
    if not telling:
        return frame, []
    lost = np.any([rows for _, rows in found], axis=0)
    others = np.zeros(len(frame), bool)
    if is_new := _LOST not in frame:
        values = [frame[source.match.field].astype("object") for source in telling]
        others |= np.any([value.notna() & (value != UNKNOWN.name) for value in values], axis=0)
    filled = _filled(_filled(frame, _LOST, lost, YES.name), _LOST, others, NO.name)
    contradicted = lost & (filled[_LOST] == NO.name).to_numpy()
    return filled, list(_about_losses(telling, lost, contradicted, is_new, sheet))


def _are_lost(source: Source) -> Callable[[Cell], bool]:
    """Tells a loss, beside a year or alone."""
    return lambda cell: is_lost(without_numbers(source.match.column, as_text(cell)))


def _about_losses(
    telling: Sequence[Source], lost: Mask, contradicted: Mask, is_new: bool, sheet: str
) -> Iterator[Problem]:
    label, rows = BY_NAME[_LOST].label, telling[0].rows
    titles = text.listed(source.match.title for source in telling)
    n_lost = text.patients(int(lost.sum()))
    yield Problem(
        label,
        None,
        f"{titles} {'says' if len(telling) == 1 else 'say'} of {n_lost} that contact was lost",
        "Counted as lost to follow-up"
        + (", and patients with another answer there as not lost" if is_new else ""),
        "Nothing needs to be done",
        sheet=sheet,
        rows=tuple(rows[at] for at in map(int, np.flatnonzero(lost & ~contradicted))),
    )
    for at in map(int, np.flatnonzero(contradicted)):
        yield Problem(
            label,
            rows[at],
            f"Not lost to follow-up, but lost under {titles}",
            "Counted as not lost",
            "Correct the one that is wrong and upload again",
            sheet=sheet,
        )


def _rows(source: Source, tells: Callable[[Cell], bool]) -> Mask:
    """For each patient, whether her cell tells something."""
    return np.array([tells(cell) for cell in source.distinct], bool)[source.held.places]


def _filled(frame: pd.DataFrame, name: str, rows: Mask, value: str) -> pd.DataFrame:
    """The frame with an answer where there was none."""
    kind = level_kind(BY_NAME[name])
    earlier = frame[name] if name in frame else pd.Series(pd.NA, frame.index, dtype=kind)
    return with_columns(frame, {name: earlier.mask(earlier.isna() & rows, value).astype(kind)})
