"""How long the dashboard's steps take, as medians, beside what a library takes for the same.

Run with ``make benchmark``. Trust the ratios more than the milliseconds: every row is measured in
this one run, the two sides in turn.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pandas as pd

from ivl import competing, curve_figures, describe, export, figures, intake, survival, table_one
from ivl.cohort import Between, Cohort, Filter, OneOf
from ivl.endpoints import RECURRENCE_FREE, Endpoint
from ivl.example import EXAMPLE_CSV, example_cohort
from ivl.schema import BY_NAME

RUNS = 9
SURVIVAL = Endpoint("Survival", time="time", event="event")


def milliseconds(step: Callable[[], object]) -> float:
    """Median of several calls after one that warms up."""
    step()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return 1000 * median(times)


def made_up(n: int) -> Cohort:
    """Two groups with exponential times, half of them censored."""
    random = np.random.default_rng(1)
    return Cohort(
        pd.DataFrame(
            {
                "time": random.exponential(40, n).round(1),
                "event": random.random(n) < 0.5,
                "group": pd.Categorical(random.choice(["a", "b"], n)),
            }
        ),
        "made up",
    )


def by_lifelines(cohort: Cohort) -> None:
    """Curves of two groups with limits, and the log-rank test."""
    from lifelines import KaplanMeierFitter
    from lifelines.statistics import logrank_test

    a, b = (rows for _, rows in cohort.patients.groupby("group", observed=True))
    for rows in (a, b):
        KaplanMeierFitter().fit(rows["time"], rows["event"])
    logrank_test(a["time"], b["time"], a["event"], b["event"])


def steps() -> dict[str, Callable[[], object]]:
    """From a file to the figures of the demonstration cohort, one click's work at a time."""
    cohort = example_cohort()
    chosen = Filter({"age": Between(30, 60), "extent": OneOf(("ivc", "right_heart"))})
    content = EXAMPLE_CSV.read_bytes()
    curves = survival.kaplan_meier(cohort, RECURRENCE_FREE, "ivl_detection")
    symptoms = describe.frequencies(cohort, BY_NAME["symptoms"].options, "ivl_detection")
    drawn = curve_figures.survival_curves(curves, RECURRENCE_FREE)
    return {
        "read and check the example file": lambda: intake.preview(content, "example.csv"),
        "filter": lambda: cohort.where(chosen),
        "survival, two groups": lambda: survival.kaplan_meier(
            cohort, RECURRENCE_FREE, "ivl_detection"
        ),
        "cumulative incidence, two groups": lambda: competing.cumulative_incidence(
            cohort, by="ivl_detection"
        ),
        "22 symptoms, two groups": lambda: describe.frequencies(
            cohort, BY_NAME["symptoms"].options, "ivl_detection"
        ),
        "table 1": lambda: table_one.table_one(cohort, "ivl_detection"),
        "draw curves": lambda: curve_figures.survival_curves(curves, RECURRENCE_FREE),
        "draw bars": lambda: figures.frequency_bars(symptoms, "Symptoms"),
        "make a CSV": lambda: export.csv(drawn),
    }


def main() -> None:
    """Prints both tables."""
    print("39 patients, median ms")
    for name, step in steps().items():
        print(f"  {name:<36}{milliseconds(step):9.2f}")
    print("\nsurvival of two groups with limits and log-rank test, median ms")
    print(f"  {'patients':>9}{'here':>10}{'lifelines':>11}{'ratio':>8}")
    for n in (39, 1000, 100_000):
        cohort = made_up(n)
        here = milliseconds(lambda: survival.kaplan_meier(cohort, SURVIVAL, "group"))  # noqa: B023
        there = milliseconds(lambda: by_lifelines(cohort))  # noqa: B023
        print(f"  {n:>9}{here:>10.2f}{there:>11.2f}{here / there:>8.2f}")


if __name__ == "__main__":
    main()
