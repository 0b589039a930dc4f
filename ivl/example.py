"""The example cohort: made-up patients that add up to the totals of the founding study."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from ivl.cohort import Cohort
from ivl.intake import preview

EXAMPLE_CSV: Final = Path(__file__).resolve().parents[1] / "data" / "example_cohort.csv"
"""Made by ``data/make_example_cohort.py``."""


@cache
def example_cohort() -> Cohort:
    """The 39 patients of ``data/example_cohort.csv``; ``made_up`` says so on every screen.

    Raises:
        ValueError: if intake finds something to mend in the file, with what it is.
    """
    read = preview(EXAMPLE_CSV.read_bytes(), EXAMPLE_CSV.name)
    if read.cohort is None:
        raise ValueError("; ".join(problem.sentence for problem in read.problems))
    return replace(read.cohort, made_up=True)
