"""How far groups are apart in each variable of Table 1, and whether a test may be made.

The test follows from the kind of the variable and the number of groups, never from the data:
Mann–Whitney or Kruskal–Wallis for quantities, the exact test for counts.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ivl.arrays import Floats, Ints
from ivl.comparison import MIN_EVENTS, Comparison, holm, why_no_test
from ivl.groups import Groups
from ivl.proportions import NAN, Interval, exact_test
from ivl.quantities import (
    kruskal_wallis,
    mann_whitney,
    standardised_difference,
    standardised_difference_of_levels,
)
from ivl.schema import UNKNOWN, Column

Values = Floats | npt.NDArray[np.object_]
"""Of one variable, a value per patient: numbers, or names of levels."""

_NOT_APART: Final = {"smd": NAN, "smd_low": NAN, "smd_high": NAN, "smd_between": ""}


def comparisons(variables: Mapping[Column, Values], groups: Groups) -> pd.DataFrame:
    """The comparisons of ``TableOne``; no rows where nothing is split.

    Args:
        variables: values of each variable, a value per patient.
        groups: the groups; patients of unknown group are not compared.
    """
    compared = [_row(*variable, groups) for variable in variables.items()] if groups.by else []
    adjusted = holm([row["p_value"] for row in compared])
    rows = [{**row, "p_holm": p} for row, p in zip(compared, adjusted, strict=True)]
    names = ["variable", "label", "smd", "smd_low", "smd_high", "smd_between"]
    frame = pd.DataFrame(rows, columns=[*names, "test", "because", "p_value", "p_holm", "reason"])
    return frame.astype({"p_value": "float64", "p_holm": "float64"})


def _row(column: Column, values: Values, groups: Groups) -> dict[str, Any]:
    parts = [values[groups.members(label)] for label in groups.known]
    if column.name == "os_months":
        outcome = Comparison("", None, "Follow-up is described, not compared")
        apart, because = _NOT_APART, ""
    elif column.kind == "number":
        outcome, apart = _quantities([part.astype("float64") for part in parts], groups)
        because = "quantity"
    else:
        outcome, apart = _levels(column, parts, groups)
        because = "counts"
    how_many = "more than two" if len(parts) > 2 else "two"
    return {
        "variable": column.name,
        "label": column.axis,
        **apart,
        "test": outcome.test,
        "because": because and f"{because} in {how_many} groups",
        "p_value": outcome.p_value,
        "reason": outcome.reason,
    }


def _quantities(parts: Sequence[Floats], groups: Groups) -> tuple[Comparison, dict[str, object]]:
    known = [part[~np.isnan(part)] for part in parts]
    sizes = [len(part) for part in known]
    apart = _furthest_apart(known, sizes, groups, standardised_difference)
    # Every patient has a value of her own: there are no events to be too few.
    if reason := why_no_test(dict(zip(groups.known_in_words, sizes, strict=True)), MIN_EVENTS):
        return Comparison("", None, reason), apart
    return kruskal_wallis(known) if len(known) > 2 else mann_whitney(*known), apart


def _levels(
    column: Column, parts: Sequence[Values], groups: Groups
) -> tuple[Comparison, dict[str, object]]:
    counts = [_counts(column, part) for part in parts]
    sizes = [int(part.sum()) for part in counts]
    apart = _furthest_apart(counts, sizes, groups, standardised_difference_of_levels)
    n = dict(zip(groups.known_in_words, sizes, strict=True))
    total = np.sum(counts, axis=0) if counts else np.zeros(2, dtype=np.intp)
    if column.kind == "yes_no":
        reason = why_no_test(n, int(total[0]))
    else:
        others = "outside the commonest level"
        n_others = int(total.sum() - total.max())
        reason = why_no_test(n, n_others, f"patient {others}", f"patients {others}")
    return Comparison("", None, reason) if reason else exact_test(counts), apart


def _counts(column: Column, values: Values) -> Ints:
    names = [name for name in column.level_names if name != UNKNOWN.name]
    return np.array([(values == name).sum() for name in names])


def _furthest_apart(
    parts: Sequence[npt.ArrayLike],
    sizes: Sequence[int],
    groups: Groups,
    difference: Callable[[npt.ArrayLike, npt.ArrayLike], Interval],
) -> dict[str, object]:
    """The largest standardised difference of two groups.

    A pair without common variation cannot be measured, since it is further apart than any other;
    it goes first, as NaN.
    """
    pairs = [pair for pair in combinations(range(len(parts)), 2) if min(sizes[i] for i in pair) > 1]
    if not pairs:
        return _NOT_APART
    found = {pair: difference(parts[pair[0]], parts[pair[1]]) for pair in pairs}
    pair = max(found, key=lambda pair: np.nan_to_num(abs(found[pair][0]), nan=np.inf))
    smd, low, high = found[pair]
    between = " v ".join(groups.known[i] for i in pair)
    return {"smd": smd, "smd_low": low, "smd_high": high, "smd_between": between}
