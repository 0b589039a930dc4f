"""A call that makes no sense is refused, and the message says where and what."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from ivl.cohort import Cohort
from ivl.competing import cumulative_incidence, event_rate, gray
from ivl.derive import complete
from ivl.describe import group_rates
from ivl.endpoints import Endpoint
from ivl.exact_tests import boschloo, exact_test, mid_p
from ivl.permutation import permutation_log_rank
from ivl.proportions import (
    odds_ratio,
    proportion,
    risk_difference,
    risk_ratio,
)
from ivl.quantities import (
    hodges_lehmann,
    kruskal_wallis,
    mann_whitney,
    standardised_difference,
    summary,
)
from ivl.risk_sets import followed
from ivl.schema import BY_NAME
from ivl.survival import kaplan_meier, log_rank
from ivl.table_one import table_one

SURVIVAL = Endpoint("Survival", time="time", event="event")
FIRST = Endpoint("First event", time="time", event="first")

OF_TIME: list[Callable[[Cohort], object]] = [
    lambda cohort: kaplan_meier(cohort, SURVIVAL, "group"),
    lambda cohort: permutation_log_rank(cohort, SURVIVAL, "group"),
    lambda cohort: event_rate(cohort, SURVIVAL, cause=None, by="group"),
    lambda cohort: cumulative_incidence(cohort, FIRST, by="group"),
    lambda cohort: event_rate(cohort, FIRST, by="group"),
]
NAMES = ["kaplan_meier", "permutation", "rate", "incidence", "rate of a cause"]


def patients(**columns) -> Cohort:
    """Six patients of two groups, with the columns given in place of theirs."""
    usual = {
        "time": [3.0, 5, 8, 13, 21, 34],
        "event": [True, False] * 3,
        "first": ["recurrence", "censored"] * 3,
        "group": ["a", "b"] * 3,
    }
    return Cohort(pd.DataFrame(usual | columns), "made up")


def said(call: Callable[[], object]) -> str:
    with pytest.raises(ValueError) as refused:
        call()
    return str(refused.value)


@pytest.mark.parametrize("call", OF_TIME, ids=NAMES)
@pytest.mark.parametrize(
    ("time", "message"),
    [
        ([3, 5, -8, 13, 21, 34], "time, patient 3: -8 is no time"),
        ([3, 5, 8, 13, 21, -0.5], "time, patient 6: -0.5 is no time"),
        ([3, np.inf, 8, 13, 21, 34], "time, patient 2: inf is no time"),
        (["3", "soon", "8", "13", "21", "34"], "time, patient 2: soon is no time"),
        (pd.array(["3", "?", "8", "13", "21", "34"], "string"), "time, patient 2: ? is no time"),
        (
            pd.date_range("2020-01-01", periods=6),
            "time holds datetime64[ns], where months are expected",
        ),
    ],
)
def test_a_time_that_is_none_is_refused_with_its_patient(call, time, message):
    assert said(lambda: call(patients(time=time))) == message


@pytest.mark.parametrize("call", OF_TIME[:3], ids=NAMES[:3])
@pytest.mark.parametrize(
    ("event", "message"),
    [
        ([0, 1, 0, 1, 0, 1], "event, patient 1: 0 is neither True nor False"),
        ([1, 2, 1, 2, 1, 2], "event, patient 1: 1 is neither True nor False"),
        ([True, False, 2, True, None, False], "event, patient 3: 2 is neither True nor False"),
        ([True, True, 1, True, None, False], "event, patient 3: 1 is neither True nor False"),
        (["yes"] * 6, "event, patient 1: yes is neither True nor False"),
        ([1.0, 0, np.nan, 1, 0, 1], "event, patient 1: 1.0 is neither True nor False"),
    ],
)
def test_an_event_in_codes_is_refused_with_its_patient(call, event, message):
    assert said(lambda: call(patients(event=event))) == message


@pytest.mark.parametrize("blank", [None, np.nan, pd.NA, pd.NaT], ids=str)
def test_every_kind_of_blank_leaves_the_event_unknown(blank):
    event = pd.Series([True, False, blank, True, True, False], dtype="object")
    used = followed(patients(event=event), SURVIVAL)

    assert used.cause.tolist() == [1, 0, 1, 1, 0]
    assert used.words == "5 of 6 patients analysed; left out: 1 (event not recorded)"


@pytest.mark.parametrize("call", OF_TIME[3:], ids=NAMES[3:])
@pytest.mark.parametrize(
    ("first", "message"),
    [
        (
            ["recurrence", "censored", 2, 1, 0, 0],
            "first, patient 3: 2 is none of censored or recurrence",
        ),
        ([0, 1, 2, 0, 1, 2], "first, patient 1: 0 is none of censored or recurrence"),
        (pd.Categorical(["died", "censored"] * 3), "first has no level 'recurrence'"),
    ],
)
def test_a_first_event_of_no_name_is_refused_with_its_patient(call, first, message):
    assert said(lambda: call(patients(first=first))) == message


def test_to_be_censored_is_no_cause():
    assert said(lambda: cumulative_incidence(patients(), FIRST, "censored")) == (
        "first: to be censored is no event"
    )


@pytest.mark.parametrize("call", [OF_TIME[0], *OF_TIME[2:]], ids=[NAMES[0], *NAMES[2:]])
def test_missing_values_are_no_mistake_but_counted(call):
    gaps = patients(time=[np.nan, 5, 8, 13, 21, None], group=[None, "a", "a", "b", "b", np.nan])

    assert call(gaps).n == 4
    assert "4 of 6 patients analysed; left out: 2 (no follow-up time)" in call(gaps).method


@pytest.mark.parametrize("call", OF_TIME[:1] + OF_TIME[3:4], ids=["kaplan_meier", "incidence"])
def test_one_group_has_a_curve_and_a_reason_for_no_test(call):
    result = call(patients(group=["a"] * 6))

    assert result.groups == ["a"]
    assert result.comparison.reason == "There are no two groups to compare"


def test_a_test_of_one_group_is_refused_with_its_column():
    one = patients(group=["a"] * 6)
    calls = [
        lambda: log_rank(followed(one, SURVIVAL, "group")),
        lambda: gray(followed(one, FIRST, "group", "recurrence")),
    ]

    assert [said(call) for call in calls] == ["group: a, nothing to compare"] * 2
    assert said(lambda: log_rank(followed(one, SURVIVAL))).startswith("No column of groups: ")


@pytest.mark.parametrize(
    "call",
    [summary, lambda x: mann_whitney(x, x), lambda x: hodges_lehmann([1], x),
     lambda x: standardised_difference(x, [1, 2]), lambda x: kruskal_wallis([x, x])],
)  # fmt: skip
def test_an_infinite_quantity_is_refused(call):
    infinite = ": the value is infinite; leave it blank if it is unknown"
    assert said(lambda: call([1, np.inf, 2])) == f"Patient 2{infinite}"
    named = pd.Series([1, 2, -np.inf], name="tumor_size")
    assert said(lambda: call(named)) == f"tumor_size, patient 3{infinite}"


def test_table_one_names_whose_quantity_is_infinite():
    age = {"age_at_diagnosis": [40.0] * 5 + [np.inf], "ivl_detection": ["incidental"] * 6}
    made_up = Cohort(complete(pd.DataFrame(age)), "made up")

    assert said(lambda: table_one(made_up)).startswith("age_at_diagnosis, patient 6: the value is")


def test_groups_of_mixed_names_stand_in_some_order():
    assert kaplan_meier(patients(group=[1, "b", 1, "b", 1, None]), SURVIVAL, "group").groups == [
        "1", "b", "Unknown",
    ]  # fmt: skip


def test_an_age_is_nothing_to_group_by():
    made_up = patients(recurrence=["yes"] * 6, age_at_diagnosis=[40.0] * 6)

    assert said(lambda: group_rates(made_up, BY_NAME["recurrence"], "age_at_diagnosis")) == (
        "Age has no levels to split by"
    )


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, np.nan])
@pytest.mark.parametrize(
    "call",
    [
        lambda level: kaplan_meier(patients(), SURVIVAL, "group", level),
        lambda level: cumulative_incidence(patients(), FIRST, conf_level=level),
        lambda level: event_rate(patients(), FIRST, conf_level=level),
        lambda level: proportion(1, 2, level),
        lambda level: risk_difference(1, 2, 1, 2, level),
    ],
    ids=["kaplan_meier", "incidence", "rate", "proportion", "difference"],
)
def test_a_confidence_level_is_a_share(call, level):
    assert said(lambda: call(level)) == (f"A confidence level lies between 0 and 1, not at {level}")


@pytest.mark.parametrize("compare", [risk_difference, risk_ratio, odds_ratio, mid_p, boschloo])
@pytest.mark.parametrize("n", [-1, 6, 1.5, np.nan])
def test_no_more_patients_have_a_finding_than_are_known(compare, n):
    assert said(lambda: compare(n, 5, 1, 5)) == f"{n} of 5 is no share of patients"
    assert said(lambda: compare(1, 5, n, 5)) == f"{n} of 5 is no share of patients"


@pytest.mark.parametrize(
    "table", [[[1, -1], [2, 2]], [1, 2, 3], [[1.5, 2], [3, 4]], [[np.nan, 2], [3, 4]]]
)
def test_a_table_has_two_sides_and_no_negative_counts(table):
    assert said(lambda: exact_test(table)) == (
        "A table of counts has rows, columns and whole numbers from 0 on"
    )


def test_a_test_by_permutation_draws_some():
    assert said(lambda: permutation_log_rank(patients(), SURVIVAL, "group", n_draws=0)) == (
        "A test by permutation draws at least one, not 0"
    )
