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
from functools import partial
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pandas as pd
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test
from scipy import stats
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from timing import in_turn

from ivl.cohort import Cohort
from ivl.competing import cumulative_incidence
from ivl.endpoints import Endpoint
from ivl.example import example_cohort
from ivl.permutation import log_rank_scores, permutation_log_rank
from ivl.results import results
from ivl.risk_sets import followed
from ivl.schema import UNKNOWN
from ivl.survival import kaplan_meier
from ivl.table_one import ANY_SYMPTOM, COLUMNS, table_one

SURVIVAL: Final = Endpoint("Survival", time="time", event="event")
FIRST_EVENT: Final = Endpoint("First event", time="time", event="first")
TICKS: Final = (0, 12, 24, 36, 48, 60)
SIZES: Final = (39, 1_000, 100_000, 1_000_000)
N_DRAWS: Final = 10_000
N_REFITS: Final = 20
"""Of the permutations that fit a test anew: all would take minutes."""

MOST_FOR_LIFELINES: Final = 1_000
"""Patients beyond whom its cumulative incidence takes seconds."""

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


# ── Cumulative incidence with variance ───────────────────────────────────────────────────────


def incidences(patients: pd.DataFrame) -> Ways:
    """Here with Gray's test, which the two libraries lack."""
    cohort = Cohort(patients, "made up")
    cause = patients["first"].cat.codes.to_numpy()
    code = {name: at for at, name in enumerate(patients["first"].cat.categories)}
    # Both want 0 for who is censored, and the causes from 1.
    status = np.select([cause == code["recurrence"], cause == code["death"]], [1, 2], 0)
    group, time = patients["group"].cat.codes.to_numpy(), patients["time"].to_numpy()
    parts = [(time[group == of], status[group == of]) for of in (0, 1)]

    def lifelines() -> None:
        for own, seen in parts:
            with warnings.catch_warnings(action="ignore"):  # that it moves tied times apart
                AalenJohansenFitter(seed=1).fit(own, seen, event_of_interest=1)

    def statsmodels() -> None:
        for own, seen in parts:
            with np.errstate(divide="ignore", invalid="ignore"):
                CumIncidenceRight(own, seen)

    here = partial(cumulative_incidence, cohort, FIRST_EVENT, by="group")
    few = {"lifelines": lifelines} if len(time) <= MOST_FOR_LIFELINES else {}
    return {"here": here, "statsmodels": statsmodels, **few}


# ── Log-rank test by permutation ─────────────────────────────────────────────────────────────


def permutations(patients: pd.DataFrame) -> Ways:
    """Here, by scipy from the scores that it is given, and by fitting a test anew each time."""
    cohort = Cohort(patients, "made up")
    scores = log_rank_scores(followed(cohort, SURVIVAL, "group"))
    time, event = patients["time"].to_numpy(), patients["event"].to_numpy()
    first = patients["group"].cat.codes.to_numpy() == 0

    def scipy() -> None:
        stats.permutation_test(
            (scores[first], scores[~first]),
            lambda a, b, axis: a.sum(axis=axis),
            n_resamples=N_DRAWS,
            vectorized=True,
            rng=np.random.default_rng(1),
        )

    def lifelines() -> None:
        random = np.random.default_rng(1)
        for _ in range(N_REFITS):
            drawn = random.permutation(first)
            logrank_test(time[drawn], time[~drawn], event[drawn], event[~drawn])

    here = partial(permutation_log_rank, cohort, SURVIVAL, "group", N_DRAWS)
    return {"here": here, "scipy": scipy, f"lifelines, {N_REFITS} of them": lifelines}


# ── Table 1 ──────────────────────────────────────────────────────────────────────────────────


def tables(cohort: Cohort) -> Ways:
    """Table 1 here, and its counts, quartiles and tests by pandas and scipy."""
    chosen = [column for column in COLUMNS if column.name != BY and column is not ANY_SYMPTOM]
    group = cohort.patients[BY].astype("object")

    def pandas_and_scipy() -> None:
        for column in chosen:
            values = cohort.patients[column.name]
            if column.kind == "number":
                values.groupby(group).quantile([0.25, 0.5, 0.75])
                stats.mannwhitneyu(*(own.dropna() for _, own in values.groupby(group)))
            else:
                names = values.astype("object")
                counts = pd.crosstab(names[names != UNKNOWN.name], group)
                if counts.shape == (2, 2):
                    stats.fisher_exact(counts)
                elif len(counts) > 1:
                    stats.chi2_contingency(counts)

    return {"here": lambda: table_one(cohort, BY).printed(),
            "pandas + scipy": pandas_and_scipy}  # fmt: skip


# ── The results in words ─────────────────────────────────────────────────────────────────────


def paragraphs(cohort: Cohort) -> Ways:
    """Here, and the numbers alone of its main sentences by pandas and the libraries."""
    patients = cohort.patients
    kinds = {column.name: column.kind for column in COLUMNS if column is not ANY_SYMPTOM}
    follow_up = patients[["os_months", "died"]].dropna()

    def libraries() -> None:
        for name, kind in kinds.items():
            if kind == "number":
                patients[name].quantile([0, 0.25, 0.5, 0.75, 1])
            else:
                patients[name].value_counts()
        table = pd.crosstab(patients[BY], patients["recurrence"])[["yes", "no"]].to_numpy()[:2]
        for n, n_not in [*table, table.sum(axis=0)]:
            proportion_confint(n, n + n_not, method="beta")
        confint_proportions_2indep(
            table[0, 0], table[0].sum(), table[1, 0], table[1].sum(), method="newcomb"
        )
        stats.fisher_exact(table)
        KaplanMeierFitter().fit(follow_up["os_months"], ~follow_up["died"].astype(bool))
        for time, event in (("rfs_months", "rfs_event"), ("os_months", "death")):
            for _, group in patients.groupby(BY, observed=True):
                known = group[[time, event]].dropna()
                KaplanMeierFitter().fit(known[time], known[event]).predict([12, 36, 60])

    return {"here": lambda: results(cohort), "pandas + lifelines + statsmodels": libraries}


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
    print("\nCumulative incidence with variance, two groups; here and in R with Gray's test")
    for n in SIZES[:3]:
        patients = made_up(n, whole_months=True)
        r = in_r(patients)
        others = {"R cmprsk": r["cmprsk"]} if r else {}
        row(f"{n:>9,} whole months", in_turn(incidences(patients)) | others)
    print(f"\nLog-rank test by {N_DRAWS:,} permutations")
    for n in SIZES[:2]:
        row(f"{n:>9,} continuous", in_turn(permutations(made_up(n, whole_months=False))))
    print(f"\nTable 1 of {len(COLUMNS) - 1} variables in two groups, printed with tests")
    cohort = example_cohort()
    row(f"{cohort.n:>9,} patients", in_turn(tables(cohort)))
    print("\nThe results in words")
    row(f"{cohort.n:>9,} patients", in_turn(paragraphs(cohort)))


if __name__ == "__main__":
    main()
