"""What a second file of the same registry changed: patients added, patients gone, cells changed.

Patients are the same if their codes are. A code that differs only in capitals, blanks, punctuation
or zeros before a number is taken for the same where nobody else could be meant; the code itself is
then one of the cells that changed.
"""

import re
from collections.abc import Callable, Container, Hashable, Iterator, Sized
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from ivl import text
from ivl.cohort import Cohort
from ivl.derive import is_known
from ivl.intake.words import key
from ivl.schema import RECORDED, UNKNOWN, Column
from ivl.spreadsheet_rows import options_in_words

_CELLS: Final = ["patient", "row", "column", "before", "after"]
_MOST_NAMED: Final = 6
_ZEROS: Final = re.compile(r"(?<!\d)0+")
_MANY: Final = 3
"""What so many patients lose or gain at once is a column and no correction of single cells."""

NOTHING_RECORDED: Final = "unknown"


@dataclass(frozen=True)
class Changes:
    """What differs between two files, patients matched by their codes."""

    before: Cohort
    after: Cohort
    added: tuple[str, ...] = ()
    """Codes in the second file alone, in its order."""

    gone: tuple[str, ...] = ()
    """Codes in the first file alone, in its order."""

    n_without_code: int = 0
    """Patients of either file without a code of their own, who cannot be matched."""

    n_same: int = 0
    """Patients in both files."""

    cells: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=_CELLS))
    """A row per cell that changed: patient, row (in the second file), column, before, after; all
    but the row are text."""

    columns_gone: tuple[str, ...] = ()
    """Labels of columns that the first file fills and the second leaves empty or lacks; their
    cells are not among ``cells``."""

    columns_new: tuple[str, ...] = ()
    """The other way round."""

    not_compared: str = ""
    """Why patients cannot be matched, as a sentence; "" where they can."""

    @property
    def n_cells(self) -> int:
        return len(self.cells)

    @property
    def n_changed(self) -> int:
        """Patients with a cell that changed."""
        return int(self.cells["row"].nunique())

    @property
    def by_column(self) -> pd.DataFrame:
        """How many cells changed in each column, most first: column, n, n_filled, n_emptied."""
        marked = self.cells.assign(
            n=1,
            n_filled=(self.cells["before"] == NOTHING_RECORDED).astype(int),
            n_emptied=(self.cells["after"] == NOTHING_RECORDED).astype(int),
        )
        counts = marked.groupby("column", sort=False)[["n", "n_filled", "n_emptied"]].sum()
        return counts.sort_values("n", ascending=False, kind="stable").reset_index()

    @property
    def sentence(self) -> str:
        """ "2 patients added (P40 and P41), 1 gone (P07), 5 cells changed in 3 patients"."""
        if self.not_compared:
            return text.sentences([self.not_compared])
        if not self.n_same:
            return text.sentences(
                [
                    f"No patient of this file has an ID of {self.before.source}, the cohort in "
                    "use: it may be another registry, or the IDs have changed"
                ]
            )
        added, gone = (text.first_few(codes, _MOST_NAMED) for codes in (self.added, self.gone))
        parts = [
            f"{text.patients(len(self.added))} added ({added})" if added else "",
            f"{_gone(self.gone, bool(self.added))} ({gone})" if gone else "",
            f"{text.counted(self.n_cells, 'cell')} changed in {text.patients(self.n_changed)}"
            if self.n_cells
            else "",
        ]
        columns = [
            _on_columns(self.columns_gone, "no longer recorded"),
            _on_columns(self.columns_new, "recorded now and not before"),
        ]
        told = ", ".join(part for part in parts if part)
        told = told or ("no patient and no other cell" if any(columns) else "nothing") + (
            " has changed"
        )
        without = f"{text.patients(self.n_without_code)} without an ID could not be compared"
        return text.sentences(
            [
                f"Compared with {self.before.source}, the cohort in use: {told}",
                *columns,
                without if self.n_without_code else "",
            ]
        )

    @property
    def missed(self) -> str:
        """Who of the cohort in use is not in the second file, as a sentence; "" if nobody is."""
        if not self.n_same or not self.gone:
            return ""
        are, she = ("is", "she") if len(self.gone) == 1 else ("are", "they")
        return (
            f"{text.patients(len(self.gone))} of the cohort in use {are} not in this file: "
            f"{text.first_few(self.gone, _MOST_NAMED)}. Once you use it, {she} {are} in no figure."
        )


def changes(before: Cohort, after: Cohort) -> Changes:
    """What the second cohort changed; filters on either are passed over.

    Args:
        before: the cohort in use.
        after: the one that may take its place.
    """
    before, after = before.whole or before, after.whole or after
    for cohort in (before, after):
        if cohort.origin and not cohort.origin.has_codes:
            why = (
                f"{cohort.source} cannot be compared patient by patient: it has no IDs that may "
                "be kept, so its patients were numbered"
            )
            return Changes(before, after, not_compared=why)
    old, new = _coded(before), _coded(after)
    pairs = _pairs(old, new)
    gone, filled = (
        tuple(_lost(one, other, pairs)) for one, other in ((before, after), (after, before))
    )
    ignored = {column.name for column in (*gone, *filled)}
    return Changes(
        before,
        after,
        added=tuple(new.drop(index=list(pairs.values()))),
        gone=tuple(old.drop(index=list(pairs))),
        n_without_code=before.n + after.n - len(old) - len(new),
        n_same=len(pairs),
        cells=_cells(before, after, pairs, ignored),
        columns_gone=tuple(column.label for column in gone),
        columns_new=tuple(column.label for column in filled),
    )


def _coded(cohort: Cohort) -> pd.Series:
    """Codes of the patients who have one of their own, each once."""
    codes = cohort.patients["patient_id"]
    without = codes == "row " + cohort.rows.astype(str)
    return codes[~without & (codes != "")].drop_duplicates(keep=False)


_KEYS: Final[tuple[Callable[[str], Hashable], ...]] = (
    lambda code: code,
    key,
    lambda code: _ZEROS.sub("", key(code)),
)
"""When two codes are the same, the strictest first."""


def _pairs(before: pd.Series, after: pd.Series) -> dict[int, int]:
    """Index of each patient in the first frame and in the second."""
    pairs: dict[int, int] = {}
    for same in _KEYS:
        left = before.drop(index=list(pairs)).map(same).drop_duplicates(keep=False)
        right = after.drop(index=list(pairs.values())).map(same).drop_duplicates(keep=False)
        places = dict(zip(right, right.index, strict=True))
        pairs |= {at: places[code] for at, code in left.items() if code and code in places}
    return pairs


def _lost(one: Cohort, other: Cohort, pairs: Sized) -> Iterator[Column]:
    """The columns that many patients of one cohort fill, and nobody of the other."""
    many = min(_MANY, max(len(pairs), 2))
    for column in RECORDED:
        names = [option.name for option in column.options] or [column.name]
        known, others = (is_known(cohort.patients[names]).any(axis=1) for cohort in (one, other))
        if known.sum() >= many and not others.any():
            yield column


def _cells(
    before: Cohort, after: Cohort, pairs: dict[int, int], ignored: Container[str]
) -> pd.DataFrame:
    old = before.patients.loc[list(pairs)]
    new = after.patients.loc[list(pairs.values())]
    rows = after.rows.loc[list(pairs.values())]
    found = [
        {
            "patient": new["patient_id"].iloc[at],
            "row": int(rows.iloc[at]),
            "column": column.axis,
            "before": was,
            "after": now,
        }
        for column in RECORDED
        if column.name not in ignored
        for at, was, now in _changed(old, new, column)
    ]
    frame = pd.DataFrame(found, columns=_CELLS)
    return frame.sort_values("row", kind="stable").reset_index(drop=True)


def _changed(
    old: pd.DataFrame, new: pd.DataFrame, column: Column
) -> Iterator[tuple[int, str, str]]:
    """Position, old and new words of each cell of a column that differs."""
    names = [option.name for option in column.options] or [column.name]
    differs = pd.concat(
        [_differ(old[name], new[name]) for name in names], axis=1, ignore_index=True
    ).any(axis=1)
    positions = [at for at, has in enumerate(differs) if has]
    if column.kind == "several":
        was, now = (_answers(frame.iloc[positions], column) for frame in (old, new))
    else:
        was, now = ([_words(v, column) for v in f[column.name].iloc[positions]] for f in (old, new))
    yield from zip(positions, was, now, strict=True)


def _differ(old: pd.Series, new: pd.Series) -> pd.Series:
    """True where two values are not the same; two unknown ones are."""
    one, other = (side.astype("object").reset_index(drop=True) for side in (old, new))
    return (one != other) & ~(one.isna() & other.isna())


def _words(value: Any, column: Column) -> str:
    if pd.isna(value) or value in ("", UNKNOWN.name):
        return NOTHING_RECORDED
    match column.kind:
        case "number":
            return text.compact(value)
        case "date":
            return f"{value:%Y-%m-%d}"
        case "text":
            return str(value)
        case _:
            return column.level(value).label


def _answers(patients: pd.DataFrame, column: Column) -> list[str]:
    """ "Dyspnoea; Syncope", with the options that are unknown where others are known."""
    names = [option.name for option in column.options]
    given = options_in_words(patients, column)
    words = []
    for said, her in zip(given, patients[names].astype("object").to_dict("records"), strict=True):
        unknown = [o.label for o in column.options if her[o.name] == UNKNOWN.name]
        if len(unknown) == len(names):
            words.append(NOTHING_RECORDED)
        else:
            known = said or "none of them"
            words.append(f"{known} (unknown: {text.listed(unknown)})" if unknown else known)
    return words


def _gone(codes: tuple[str, ...], follows: bool) -> str:
    return f"{len(codes)} gone" if follows else f"{text.patients(len(codes))} gone"


def _on_columns(labels: tuple[str, ...], how: str) -> str:
    """ "Symptoms and Blood loss are no longer recorded"; "" without columns."""
    are = "is" if len(labels) == 1 else "are"
    return f"{text.first_few(labels, _MOST_NAMED)} {are} {how}" if labels else ""
