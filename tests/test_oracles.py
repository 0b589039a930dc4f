"""Other people's libraries as witnesses, on cohorts that nobody chose.

R is the measure; these libraries agree with it where they are right, and cost no R to ask. What
they get wrong (limits of a curve at 1 or 0, medians on one half, tied competing events) is held
to R in the other tests.
"""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from pytest import approx
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from ivl.cohort import Cohort
from ivl.comparison import holm
from ivl.endpoints import Endpoint
from ivl.proportions import proportion, risk_difference
from ivl.risk_sets import followed
from ivl.survival import kaplan_meier, log_rank

SURVIVAL = Endpoint("Survival", time="time", event="event")

follow_up = st.lists(
    st.tuples(st.integers(1, 60), st.booleans(), st.sampled_from(["a", "b"])),
    min_size=8,
    max_size=40,
)
counts = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def cohort(rows: list[tuple[int, bool, str]]) -> Cohort:
    patients = pd.DataFrame(rows, columns=["time", "event", "group"])
    return Cohort(patients.assign(group=patients["group"].astype("category")), "made up")


@settings(max_examples=15)
@given(follow_up)
def test_curves_are_those_of_lifelines(rows):
    made_up = cohort(rows)
    ours = kaplan_meier(made_up, SURVIVAL).curves
    fitted = KaplanMeierFitter().fit(made_up.patients["time"], made_up.patients["event"])

    theirs = fitted.survival_function_at_times(ours["time"]).to_numpy()
    assert ours["estimate"].to_numpy() == approx(theirs, abs=1e-12)


@settings(max_examples=15)
@given(follow_up.filter(lambda rows: len({row[2] for row in rows if row[1]}) == 2))
def test_the_log_rank_test_is_that_of_lifelines(rows):
    made_up = cohort(rows)
    a, b = (part for _, part in made_up.patients.groupby("group", observed=True))
    ours = log_rank(followed(made_up, SURVIVAL, "group"))
    theirs = logrank_test(a["time"], b["time"], a["event"], b["event"])

    if ours.p_value is not None:
        assert ours.statistic == approx(theirs.test_statistic, rel=1e-9)
        assert ours.p_value == approx(theirs.p_value, rel=1e-9)


@given(counts)
def test_limits_of_a_share_are_those_of_statsmodels(of):
    n, n_known = of

    for method, theirs in (("exact", "beta"), ("wilson", "wilson")):
        low, high = proportion_confint(n, n_known, method=theirs)
        expected = (np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=1.0))
        assert proportion(n, n_known, method=method)[1:] == approx(expected, abs=1e-12)


@given(counts, counts)
def test_limits_of_a_difference_are_those_of_statsmodels(one, other):
    theirs = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")

    assert risk_difference(*one, *other)[1:] == approx(theirs, abs=1e-12)


@settings(max_examples=15)  # statsmodels collects all garbage of the process at each call
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_values_are_those_of_statsmodels(p_values):
    adjusted = multipletests(p_values, method="holm")[1]

    assert list(holm(p_values)) == approx(list(adjusted), abs=1e-12)
