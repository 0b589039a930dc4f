"""失访 in place of an outcome, or behind the months of follow-up: she was lost to follow-up."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl import text
from ivl.derive import level_kind, with_columns
from ivl.intake import outcomes
from ivl.intake.cells import Cell, as_text
from ivl.intake.loose_numbers import tells_of_loss
from ivl.intake.problems import Problem
from ivl.intake.qualified import without_numbers
from ivl.intake.source import Source
from ivl.schema import BY_NAME, NO, UNKNOWN, YES

_LOST: Final = "lost_to_followup"
_TIME: Final = "followup_months"
_TELL_OF_LOSS: Final = ("vital_status", "recurrence", _TIME)

Mask = npt.NDArray[np.bool_]


def filled(
    frame: pd.DataFrame, sources: Sequence[Source], sheet: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """The frame with the losses that the cells of an outcome or of the follow-up tell.

    Without a column of its own, every other answer there says that she was not lost.

    Args:
        frame: as recorded.
        sources: the columns in use.
        sheet: for the messages.

    Returns:
        The frame, and what is to be said about patients lost to follow-up.
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
    with_losses = _filled(_filled(frame, _LOST, lost, YES.name), _LOST, others, NO.name)
    contradicted = lost & (with_losses[_LOST] == NO.name).to_numpy()
    return with_losses, list(_about_losses(telling, lost, contradicted, is_new, sheet))


def _are_lost(source: Source) -> Callable[[Cell], bool]:
    """Tells a loss, beside a year or alone."""
    column = source.match.column
    return lambda cell: (
        outcomes.is_loss(as_text(cell)) or outcomes.is_loss(without_numbers(column, as_text(cell)))
    )


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
