"""All tables with the same margins: their probabilities, one by one or met in the middle.

Tables are grown column by column; what is kept of one that is half grown is what each row has left
to place, and its probability so far. Probabilities are logarithms throughout, without the factor
that all tables with these margins share, unless a function says otherwise.
"""

from math import comb
from typing import Final

import numpy as np

from ivl.arrays import Floats, Ints

LIMIT: Final = 500_000
"""Largest number of tables that are gone through one by one; or of halves of tables, which stand
for many more once they are joined."""

SAME: Final = 1e-7
"""Probabilities that differ by less than this share count as equal, as in R's fisher.test."""

MERGED: Final = 1e-10
"""Halves of tables whose logarithms differ by less than this are taken together: rounding."""


def share_no_more_likely(table: Ints) -> float | None:
    """Probability of all tables that are no more likely than this one, given its margins.

    Args:
        table: counts, shape (rows, columns), each side with two at least and none of them empty.

    Returns:
        Between 0 and 1; None where there are too many tables to tell.

    Source: Freeman & Halton, Biometrika 1951;38:141. Beyond ``LIMIT`` tables, halves of them that
    leave the same to place are put together, as by Mehta & Patel, J Am Stat Assoc 1983;78:427.
    """
    # The fewer rows, the fewer states; the smallest columns first leave the fewest of them.
    table = table if table.shape[0] <= table.shape[1] else table.T
    rows, columns = table.sum(axis=1), np.sort(table.sum(axis=0))
    log = log_factorials(int(rows.sum()))
    at_most = SAME - log[table].sum()
    total = -(log[rows].sum() + log[columns].sum() - log[-1])
    every = _of_all(rows, columns, log)
    if every is not None:
        return float(min(np.exp(every[every <= at_most] - total).sum(), 1.0))
    share = _met_in_the_middle(rows, columns, log, at_most, total)
    return None if share is None else min(share, 1.0)


def log_factorials(n: int) -> Floats:
    """Logarithms of 0! to n!, shape (n + 1,)."""
    return np.append(0.0, np.cumsum(np.log(np.arange(1, n + 1))))


def _of_all(rows: Ints, columns: Ints, log: Floats) -> Floats | None:
    """Of every table with these margins, None if there are more than the limit."""
    left, log_p = rows[None, :], np.zeros(1)
    for total in columns[:-1].tolist():
        grown = _grown(left, total, log)
        if grown is None:
            return None
        origin, left, of_column = grown
        log_p = log_p[origin] + of_column
    return log_p - log[left].sum(axis=1)


def _grown(left: Ints, total: int, log: Floats) -> tuple[Ints, Ints, Floats] | None:
    """A column more, in all ways that fit; None if there are more than the limit.

    Grows all tables at once, cell by cell: each is repeated for every number that fits the next.

    Returns:
        From which of the tables each grew, what its rows have left, and the probability of the
        column.
    """
    origin, log_p = np.arange(len(left)), np.zeros(len(left))
    to_place = np.full(len(left), total)
    for i in range(left.shape[1]):
        low = np.maximum(to_place - left[:, i + 1 :].sum(axis=1), 0)
        choices = np.minimum(left[:, i], to_place) - low + 1
        if choices.sum() > LIMIT:
            return None
        of = np.repeat(np.arange(len(left)), choices)
        cell = low[of] + np.arange(len(of)) - (choices.cumsum() - choices)[of]
        origin, left, to_place = origin[of], left[of], to_place[of] - cell
        log_p = log_p[of] - log[cell]
        left[:, i] -= cell
    return origin, left, log_p


def _met_in_the_middle(
    rows: Ints, columns: Ints, log: Floats, at_most: float, total: float
) -> float | None:
    """Halves of tables, each with the other halves that fill up what it leaves."""
    one, other = (_half(rows, part, log) for part in _halved(columns, len(rows)))
    if one is None or other is None:
        return None
    (left, log_p, ways), (over, log_q, other_ways) = one, other
    # What one half leaves the other has taken.
    key, other_key = _keys(left, rows), _keys(rows - over, rows)
    order = np.lexsort((log_q, other_key))
    other_key, log_q, other_ways = other_key[order], log_q[order], other_ways[order]
    begins = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    ends = np.append(begins[1:], len(key))
    first, beyond = (np.searchsorted(other_key, key[begins], side) for side in ("left", "right"))
    share = 0.0
    for begin, end, low, high in zip(begins, ends, first, beyond, strict=True):
        if low < high:
            rising = log_q[low:high]
            n_unlikely = np.searchsorted(rising, at_most - log_p[begin:end], "right")
            # Measured by the likeliest, so that no sum is lost to rounding.
            each = other_ways[low:high] * np.exp(rising - rising[-1])
            sums = np.append(0.0, np.cumsum(each))[n_unlikely]
            weight = ways[begin:end] * np.exp(log_p[begin:end] + rising[-1] - total)
            share += float(weight @ sums)
    return share


def _halved(columns: Ints, n_rows: int) -> tuple[list[int], list[int]]:
    """The columns in two parts that can be filled in about as many ways, those of small ones first.

    The largest columns are given out first, each to the part with fewer ways.
    """
    parts: tuple[list[int], list[int]] = [], []
    ways = [1, 1]
    for total in sorted(columns.tolist(), reverse=True):
        smaller = int(ways[1] < ways[0])
        parts[smaller].insert(0, total)
        ways[smaller] *= comb(total + n_rows - 1, n_rows - 1)
    return parts


def _half(rows: Ints, columns: list[int], log: Floats) -> tuple[Ints, Floats, Floats] | None:
    """Some columns filled in all ways: what the rows have left, probability, number of ways."""
    left, log_p, ways = rows[None, :], np.zeros(1), np.ones(1)
    for total in columns:
        grown = _grown(left, total, log)
        if grown is None:
            return None
        origin, left, added = grown
        left, log_p, ways = _merged(left, log_p[origin] + added, ways[origin], rows)
    return left, log_p, ways


def _keys(left: Ints, rows: Ints) -> Ints:
    """A number for what the rows have left; the last row has what the others have not."""
    return np.ravel_multi_index(tuple(left[:, :-1].T), tuple(rows[:-1] + 1))


def _merged(left: Ints, log_p: Floats, ways: Floats, rows: Ints) -> tuple[Ints, Floats, Floats]:
    """Halves of tables that leave the same and are as likely, as one; in order of what they leave.

    Args:
        left: what the rows have left, shape (number, rows).
        log_p: probability of each.
        ways: how many tables each stands for.
        rows: what they had at first.
    """
    key = _keys(left, rows)
    order = np.lexsort((log_p, key))
    key, log_p = key[order], log_p[order]
    is_new = np.append(True, (key[1:] != key[:-1]) | (np.diff(log_p) > MERGED))
    heads = np.flatnonzero(is_new)
    return left[order[heads]], log_p[heads], np.add.reduceat(ways[order], heads)
