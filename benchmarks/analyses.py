"""How long statistics take beside a bare kernel in numpy, other libraries and R, on the same data.

Run with ``make benchmark``. R is asked where ``Rscript`` is installed; it times itself, in this
run, so that starting it does not count. All cohorts are made up.
"""

import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight, survdiff
from timing import in_turn

from ivl.cohort import Cohort
from ivl.competing import cumulative_incidence
from ivl.endpoints import Endpoint
from ivl.example import example_cohort
from ivl.groups import level_names
from ivl.permutation import permutation_log_rank
from ivl.results import results
from ivl.schema import UNKNOWN
from ivl.survival import kaplan_meier
from ivl.table_one import ANY_SYMPTOM, COLUMNS, table_one

SURVIVAL: Final = Endpoint("Survival", time="time", event="event")
FIRST_EVENT: Final = Endpoint("First event", time="time", event="first")
TICKS: Final = (0, 12, 24, 36, 48, 60)
SIZES: Final = (39, 1_000, 100_000, 1_000_000)
N_DRAWS: Final = 10_000
BY: Final = "ivl_detection"

Ways = dict[str, Callable[[], object]]


def made_up(n: int, whole_months: bool) -> pd.DataFrame:
    """Two groups with exponential times, half of them censored."""
    random = np.random.default_rng(1)
    time = random.exponential(40, n)
    return pd.DataFrame(
        {
            "time": np.floor(time) if whole_months else time,
            "event": random.random(n) < 0.5,
            "first": pd.Categorical(random.choice(["censored", "recurrence", "death"], n)),
            "group": pd.Categorical(random.choice(["a", "b"], n)),
        }
    )


# ── Two curves with limits, numbers at risk and the log-rank test ────────────────────────────


def bare_kernel(time: np.ndarray, event: np.ndarray, group: np.ndarray) -> list[object]:
    """The least that must be done: one sort, cumulative sums, logarithms for the limits."""
    order = np.argsort(time)
    time, event, group = time[order], event[order], group[order]
    found: list[object] = []
    with np.errstate(divide="ignore", invalid="ignore"):
        for code in (0, 1):
            own, seen = time[group == code], event[group == code]
            first = np.flatnonzero(np.append(True, own[1:] != own[:-1]))
            n, d = len(own) - first, np.add.reduceat(seen, first, dtype=np.intp)
            curve = np.cumprod(1 - d / n)
            log, error = np.log(curve), np.sqrt(np.cumsum(d / (n * (n - d))))
            reach = 1.959963984540054 * error / log
            limits = np.exp(log * np.exp(-reach)), np.exp(log * np.exp(reach))
            found += [curve, curve * error, *limits, len(own) - np.searchsorted(own, TICKS)]
        first = np.flatnonzero(np.append(True, time[1:] != time[:-1]))
        n, d = len(time) - first, np.add.reduceat(event, first, dtype=np.intp)
        share = (group.sum() - np.cumsum(group, dtype=np.intp)[first] + group[first]) / n
        expected = (d * share).sum()
        variance = np.nansum(d * share * (1 - share) * (n - d) / (n - 1))
    return [*found, ((event & (group == 1)).sum() - expected) ** 2 / variance]


def curves(patients: pd.DataFrame) -> Ways:
    """Here, the kernel and three libraries, each from the arrays or the frame it likes best."""
    cohort = Cohort(patients, "made up")
    time, event = patients["time"].to_numpy(), patients["event"].to_numpy()
    group = patients["group"].cat.codes.to_numpy()
    parts = [(time[group == code], event[group == code]) for code in (0, 1)]

    def here() -> None:
        result = kaplan_meier(cohort, SURVIVAL, "group")
        result.risk_table(TICKS)
        assert result.p_value is not None

    def lifelines() -> None:
        for own, seen in parts:
            fitted = KaplanMeierFitter().fit(own, seen)
            fitted.event_table["at_risk"].reindex(TICKS, method="bfill")
        (a, a_seen), (b, b_seen) = parts
        logrank_test(a, b, a_seen, b_seen)

    def statsmodels() -> None:
        for own, seen in parts:
            _with_limits(SurvfuncRight(own, seen).surv_prob, len(own))
            [(own >= tick).sum() for tick in TICKS]
        survdiff(time, event, group)

    def scipy() -> None:
        censored = [stats.CensoredData.right_censored(own, ~seen) for own, seen in parts]
        for data, (own, _) in zip(censored, parts, strict=True):
            with warnings.catch_warnings(action="ignore"):  # that a curve at 1 or 0 has no limits
                stats.ecdf(data).sf.confidence_interval(method="log-log")
            [(own >= tick).sum() for tick in TICKS]
        stats.logrank(*censored)

    kernel: Ways = {"kernel": lambda: bare_kernel(time, event, group)}
    return {"here": here, **kernel, "lifelines": lifelines, "statsmodels": statsmodels,
            "scipy": scipy}  # fmt: skip


def _with_limits(curve: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """It has no limits of its own; these cost what its own would."""
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.log(curve)
        return np.exp(log * np.exp(-1.96 / n)), np.exp(log * np.exp(1.96 / n))


# ── Table 1 ──────────────────────────────────────────────────────────────────────────────────


def tables(cohort: Cohort) -> Ways:
    """Table 1 here, and its counts, quartiles and tests by pandas and scipy."""
    chosen = [column for column in COLUMNS if column.name != BY and column is not ANY_SYMPTOM]
    group = pd.Series(level_names(cohort.patients[BY]))

    def pandas_and_scipy() -> None:
        for column in chosen:
            values = cohort.patients[column.name]
            if column.kind == "number":
                values.groupby(group).quantile([0.25, 0.5, 0.75])
                stats.mannwhitneyu(*(own.dropna() for _, own in values.groupby(group)))
            else:
                names = pd.Series(level_names(values))
                counts = pd.crosstab(names[names != UNKNOWN.name], group)
                if counts.shape == (2, 2):
                    stats.fisher_exact(counts)
                elif len(counts) > 1:
                    stats.chi2_contingency(counts)

    return {"here": lambda: table_one(cohort, BY).printed(p_values=True),
            "pandas + scipy": pandas_and_scipy}  # fmt: skip


# ── R ────────────────────────────────────────────────────────────────────────────────────────

IN_R: Final = """
suppressMessages({library(survival); library(cmprsk)})
file <- commandArgs(TRUE)[1]; d <- read.csv(file, stringsAsFactors = TRUE)
clock <- function(f) {
  f(); repeats <- if (nrow(d) > 1e5) 1 else if (nrow(d) > 1e3) 5 else 50
  1000 * median(replicate(3, system.time(for (i in 1:repeats) f())[["elapsed"]])) / repeats
}
cat(clock(function() {
  fit <- survfit(Surv(time, event) ~ group, d, conf.type = "log-log")
  summary(fit, times = c(0, 12, 24, 36, 48, 60), extend = TRUE)
  survdiff(Surv(time, event) ~ group, d)
}), clock(function() cuminc(d$time, d$first, d$group, cencode = "censored")))
"""


def in_r(patients: pd.DataFrame) -> dict[str, float]:
    """Milliseconds that R takes for curves with their test, and for incidence with Gray's."""
    if not shutil.which("Rscript"):
        return {}
    with tempfile.TemporaryDirectory() as folder:
        data, script = Path(folder, "made_up.csv"), Path(folder, "clock.R")
        patients.assign(event=patients["event"].astype(int)).to_csv(data, index=False)
        script.write_text(IN_R)
        run = subprocess.run(["Rscript", script, data], capture_output=True, text=True, check=False)
    if run.returncode:
        print(f"  R says: {run.stderr.strip().splitlines()[-1]}")
        return {}
    return dict(zip(("survival", "cmprsk"), map(float, run.stdout.split()), strict=True))


# ── Printing ─────────────────────────────────────────────────────────────────────────────────


def row(name: str, taken: Mapping[str, float]) -> None:
    """Milliseconds here, and of each other way with how many times as long it takes."""
    here, *others = taken.items()
    cells = [f"{what} {ms:.2f} ({ms / here[1]:.2f})" for what, ms in others]
    print(f"  {name:<26}{here[1]:>9.2f}   {'   '.join(cells)}", flush=True)


def main() -> None:
    """Prints every table."""
    print("Median ms here; of others ms (times as long as here)\n")
    print("Two curves with limits, numbers at risk at six times, log-rank test")
    for whole_months in (False, True):
        for n in SIZES:
            patients = made_up(n, whole_months)
            r = in_r(patients)
            others = {"R survival": r["survival"]} if r else {}
            kind = "whole months" if whole_months else "continuous"
            row(f"{n:>9,} {kind}", in_turn(curves(patients)) | others)
    print("\nCumulative incidence with variance and Gray's test, two groups")
    for n in SIZES[:3]:
        patients = made_up(n, whole_months=True)
        cohort = Cohort(patients, "made up")
        r = in_r(patients)
        taken = in_turn(
            {"here": lambda: cumulative_incidence(cohort, FIRST_EVENT, by="group")}  # noqa: B023
        )
        row(f"{n:>9,} whole months", taken | ({"R cmprsk": r["cmprsk"]} if r else {}))
    print(f"\nLog-rank test by {N_DRAWS:,} permutations")
    for n in SIZES[:2]:
        cohort = Cohort(made_up(n, whole_months=False), "made up")
        taken = in_turn(
            {"here": lambda: permutation_log_rank(cohort, SURVIVAL, "group", N_DRAWS)}  # noqa: B023
        )
        row(f"{n:>9,} continuous", taken)
    print(f"\nTable 1 of {len(COLUMNS) - 1} variables in two groups, printed with tests")
    cohort = example_cohort()
    row(f"{cohort.n:>9,} patients", in_turn(tables(cohort)))
    print("\nThe results in words")
    row(f"{cohort.n:>9,} patients", in_turn({"here": lambda: results(cohort)}))


if __name__ == "__main__":
    main()
