"""How long the steps from a file to the figures of the demonstration cohort take.

Run with ``make benchmark``.
"""

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from timing import in_turn

from ivl import bar_figures, competing, curve_figures, describe, export, intake, survival, table_one
from ivl.cohort import Between, Filter, OneOf
from ivl.endpoints import RECURRENCE_FREE
from ivl.example import EXAMPLE_CSV, example_cohort
from ivl.schema import BY_NAME


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
        "table 1, printed": lambda: table_one.table_one(cohort, "ivl_detection").printed(),
        "draw curves": lambda: curve_figures.survival_curves(curves, RECURRENCE_FREE),
        "draw bars": lambda: bar_figures.frequency_bars(symptoms, "Symptoms"),
        "make a CSV": lambda: export.csv(drawn),
    }


def main() -> None:
    """Prints the table."""
    print("39 patients, median ms")
    for name, taken in in_turn(steps()).items():
        print(f"  {name:<36}{taken:9.2f}")


if __name__ == "__main__":
    main()
