"""What holds for every cohort, from the definitions."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations, product
from math import comb, factorial, isnan, prod

import numpy as np
import pandas as pd
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pytest import approx

from ivl.cohort import Cohort
from ivl.comparison import holm
from ivl.competing import cumulative_incidence, gray
from ivl.describe import group_rates
from ivl.endpoints import Endpoint
from ivl.exact_tests import exact_test
from ivl.permutation import log_rank_scores, subset_sums
from ivl.proportions import odds_ratio, proportion, risk_difference
from ivl.quantities import (
    hodges_lehmann,
    mann_whitney,
    standardised_difference,
    standardised_difference_of_levels,
)
from ivl.risk_sets import followed
from ivl.schema import Column
from ivl.survival import kaplan_meier, log_rank

SURVIVAL = Endpoint("Survival", time="time", event="event")

often = settings(deadline=None, max_examples=60)  # the first call imports scipy

months = st.integers(0, 60) | st.integers(0, 600_000).map(lambda n: n / 10_000)
groups = st.sampled_from("abc")
patients = st.lists(st.tuples(months, st.booleans(), groups), min_size=1, max_size=40)
causes = st.sampled_from(["censored", "recurrence", "death"])
competing = st.lists(st.tuples(months, causes, groups), min_size=1, max_size=40)
shares = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
numbers = st.lists(st.integers(-9, 9), min_size=1, max_size=6)


def cohort(rows):
    return Cohort(pd.DataFrame(rows, columns=["time", "event", "group"]), "made up")


# ── Survival ─────────────────────────────────────────────────────────────────────────────────


@often
@given(patients)
def test_a_survival_curve_is_the_product_of_who_came_through(rows):
    result = kaplan_meier(cohort(rows), SURVIVAL)
    for time, estimate in zip(result.curves["time"], result.curves["estimate"], strict=True):
        came_through = 1.0
        for moment in {t for t, event, _ in rows if event and t <= time}:
            at_risk = sum(t >= moment for t, _, _ in rows)
            came_through *= 1 - sum(t == moment and event for t, event, _ in rows) / at_risk
        # At time 0 the first row stands before whatever happened then.
        assert estimate == approx(came_through) or (time == 0 and estimate == 1)


@often
@given(patients)
def test_a_survival_curve_only_falls_within_its_limits(rows):
    for _, curve in kaplan_meier(cohort(rows), SURVIVAL, "group").curves.groupby(
        "group", observed=True
    ):
        assert curve["estimate"].is_monotonic_decreasing
        known = curve.dropna(subset=["conf_low", "conf_high"])
        assert (known["conf_low"] <= known["estimate"]).all()
        assert (known["estimate"] <= known["conf_high"]).all()
        assert curve["conf_low"].isna().to_list() == (curve["estimate"] == 0).to_list()


@often
@given(patients, st.lists(months, min_size=1, max_size=5))
def test_the_risk_table_counts_patients(rows, ticks):
    table = kaplan_meier(cohort(rows), SURVIVAL, "group").risk_table(ticks)

    for row in table.itertuples():
        of_group = [(t, event) for t, event, group in rows if group == row.group]
        assert row.n_risk == sum(t >= row.time for t, _ in of_group)
        assert row.n_event == sum(t < row.time and event for t, event in of_group)
        assert row.n_censor == sum(t < row.time and not event for t, event in of_group)


@often
@given(competing, st.lists(months, min_size=1, max_size=5))
def test_a_row_of_the_risk_table_adds_up_to_the_patients_of_the_group(rows, ticks):
    ticks = [*ticks, *(t for t, *_ in rows)]
    causes = Endpoint("First event", time="time", event="event")
    dead = cohort([(t, cause != "censored", group) for t, cause, group in rows])
    sizes = Counter(group for *_, group in rows)

    for curves in (cumulative_incidence(cohort(rows), causes, by="group"),
                   kaplan_meier(dead, SURVIVAL, "group")):  # fmt: skip
        table = curves.risk_table(ticks)
        left = table["n_event"] + table["n_other"] + table["n_censor"]
        assert (table["n_risk"] + left).to_list() == [sizes[group] for group in table["group"]]


@often
@given(patients, st.lists(months, min_size=1, max_size=5))
def test_a_curve_is_read_where_it_stands(rows, ticks):
    result = kaplan_meier(cohort(rows), SURVIVAL)
    last = max(t for t, _, _ in rows)

    for row in result.at(ticks).itertuples():
        before = result.curves[result.curves["time"] <= row.time]
        if row.time > last:
            assert row.note == "beyond follow-up"
            assert isnan(row.estimate)
        else:
            assert row.note == ""
            assert row.estimate == before["estimate"].iloc[-1]
            assert row.n_risk == sum(t >= row.time for t, _, _ in rows)


@often
@given(patients)
def test_half_of_the_patients_are_past_the_median(rows):
    result = kaplan_meier(cohort(rows), SURVIVAL)
    median = result.medians["median"].iloc[0]

    if isnan(median):
        assert result.curves["estimate"].iloc[-1] > 0.5
    else:
        assert result.at(median)["estimate"].iloc[0] <= 0.5 + 1e-7
        earlier = result.curves.loc[result.curves["time"] < median, "estimate"]
        assert (earlier >= 0.5 - 1e-7).all()


@often
@given(patients, st.floats(0.1, 60))
def test_a_restricted_mean_is_the_area_under_the_curve(rows, tau):
    result = kaplan_meier(cohort(rows), SURVIVAL)
    assume(tau <= result.curves["time"].iloc[-1])
    steps = result.curves[result.curves["time"] < tau]
    area = sum(
        (end - start) * height
        for start, end, height in zip(
            steps["time"], [*steps["time"].iloc[1:], tau], steps["estimate"], strict=True
        )
    )

    assert result.restricted_mean(tau)["estimate"].iloc[0] == approx(area)


@often
@given(patients)
def test_without_events_the_median_follow_up_is_that_of_survival_turned_round(rows):
    censored = kaplan_meier(cohort([(t, False, g) for t, _, g in rows]), SURVIVAL)
    dead = kaplan_meier(cohort([(t, True, g) for t, _, g in rows]), SURVIVAL)

    columns = ["median", "conf_low", "conf_high"]
    assert censored.follow_up[columns].equals(dead.medians[columns])


@often
@given(patients, st.permutations("abc"))
def test_the_log_rank_test_does_not_depend_on_what_groups_are_called(rows, names):
    assume(len({group for *_, group in rows}) > 1)
    called = dict(zip("abc", names, strict=True))
    renamed = [(t, event, called[group]) for t, event, group in rows]
    first, second = (log_rank(followed(cohort(of), SURVIVAL, "group")) for of in (rows, renamed))

    assert (first.p_value is None) == (second.p_value is None)
    if first.p_value is not None:
        assert first.statistic == approx(second.statistic, rel=1e-6, abs=1e-9)


@often
@given(patients)
def test_log_rank_scores_add_up_to_observed_minus_expected(rows):
    assume(len({group for *_, group in rows}) > 1)
    used = followed(cohort(rows), SURVIVAL, "group")
    table = log_rank(used).table
    scores = pd.Series(log_rank_scores(used)).groupby(used.groups.codes).sum()

    assert scores.to_list() == approx((table["observed"] - table["expected"]).to_list(), abs=1e-9)
    assert scores.sum() == approx(0, abs=1e-9)


@often
@given(st.lists(st.sampled_from([-1.5, -0.25, 1 / 3, 0.7, 2.0]), min_size=1, max_size=9), st.data())
def test_sums_of_scores_are_counted_as_if_all_choices_were_made(scores, data):
    size = data.draw(st.integers(1, len(scores)))
    sums, shares = subset_sums(np.array(scores), size)
    expected = Counter(round(sum(choice), 6) for choice in combinations(scores, size))
    total = comb(len(scores), size)

    found = Counter()
    for total_of, share in zip(sums.round(6), shares, strict=True):
        found[float(total_of)] += share
    assert found.keys() == {key + 0.0 for key in expected}
    assert all(found[key] == approx(n / total) for key, n in expected.items())


# ── Competing events ─────────────────────────────────────────────────────────────────────────


@often
@given(competing)
def test_recurrence_death_and_neither_make_up_everybody(rows):
    made_up = cohort(rows)
    of = {
        cause: cumulative_incidence(made_up, SURVIVAL, cause).curves["estimate"].to_numpy()
        for cause in ("recurrence", "death")
    }
    either = [(t, event != "censored", group) for t, event, group in rows]
    neither = kaplan_meier(cohort(either), SURVIVAL).curves["estimate"].to_numpy()

    assert of["recurrence"] + of["death"] + neither == approx(np.ones(len(neither)))


@often
@given(competing)
def test_an_incidence_curve_only_rises_within_its_limits(rows):
    result = cumulative_incidence(cohort(rows), SURVIVAL, by="group")
    for _, curve in result.curves.groupby("group", observed=True):
        assert (np.diff(curve["estimate"]) >= -1e-12).all()
        known = curve.dropna(subset=["conf_low", "conf_high"])
        assert (known["conf_low"] <= known["estimate"]).all()
        assert (known["estimate"] <= known["conf_high"]).all()
        assert (curve["conf_low"].isna() == (curve["estimate"] == 1)).all()


@often
@given(competing)
def test_an_incidence_curve_never_rises_above_one_minus_kaplan_meier(rows):
    incidence = cumulative_incidence(cohort(rows), SURVIVAL).curves["estimate"]
    deaths_censored = [(t, event == "recurrence", group) for t, event, group in rows]
    survival = kaplan_meier(cohort(deaths_censored), SURVIVAL).curves["estimate"]

    assert (incidence.to_numpy() <= 1 - survival.to_numpy() + 1e-12).all()


@often
@given(competing, st.permutations("abc"))
def test_grays_test_does_not_depend_on_what_groups_are_called(rows, names):
    assume(len({group for *_, group in rows}) > 1)
    called = dict(zip("abc", names, strict=True))
    renamed = [(t, event, called[group]) for t, event, group in rows]
    first, second = (
        gray(followed(cohort(of), SURVIVAL, "group", "recurrence")) for of in (rows, renamed)
    )

    assert (first.p_value is None) == (second.p_value is None)
    if first.p_value is not None:
        assert first.statistic == approx(second.statistic, rel=1e-6, abs=1e-9)


# ── Proportions ──────────────────────────────────────────────────────────────────────────────


@often
@given(shares, st.floats(0.5, 0.999))
def test_at_an_exact_limit_the_tail_holds_half_of_the_error(share, conf_level):
    n, n_known = share
    _, low, high = proportion(n, n_known, conf_level)

    def at_least(k, p):
        ways = ((comb(n_known, i), i) for i in range(k, n_known + 1))
        return sum(n_ways * p**i * (1 - p) ** (n_known - i) for n_ways, i in ways)

    tail = (1 - conf_level) / 2
    assert low == 0 if n == 0 else at_least(n, low) == approx(tail)
    assert high == 1 if n == n_known else 1 - at_least(n + 1, high) == approx(tail, abs=1e-9)


@often
@given(shares)
def test_wilsons_limits_lie_where_the_score_test_just_rejects(share):
    n, n_known = share
    estimate, *limits = proportion(n, n_known, method="wilson")

    for limit in limits:
        if 0 < limit < 1:
            score = (estimate - limit) / (limit * (1 - limit) / n_known) ** 0.5
            assert abs(score) == approx(1.959963984540054)


@often
@given(shares, shares)
def test_a_difference_turned_round_changes_its_sign(first, second):
    estimate, low, high = risk_difference(*first, *second)

    assert risk_difference(*second, *first) == approx((-estimate, -high, -low), abs=1e-12)
    assert -1 <= low <= estimate <= high <= 1


@often
@given(shares, shares)
def test_odds_turned_round_have_the_inverse_ratio(first, second):
    forth, back = odds_ratio(*first, *second), odds_ratio(*second, *first)

    if forth.estimate > 0 and back.estimate > 0:
        assert back.estimate == approx(1 / forth.estimate, rel=1e-5)
        assert back.conf_low == approx(1 / forth.conf_high, rel=1e-5)
        assert forth.conf_low <= forth.estimate <= forth.conf_high


@often
@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=3), min_size=2, max_size=3))
def test_an_exact_p_value_adds_up_the_tables_that_are_no_more_likely(rows):
    width = min(map(len, rows))
    table = [row[:width] for row in rows]
    margins = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    assume(all(margins[0]) and all(margins[1]) and sum(margins[0]) <= 14)

    def likelihood(cells):
        return Fraction(1, prod(factorial(n) for row in cells for n in row))

    every = [likelihood(cells) for cells in tables_with(*margins)]
    seen = likelihood(table)
    expected = sum(chance for chance in every if chance <= seen) / sum(every)

    assert exact_test(table).p_value == approx(float(expected))


def tables_with(rows, columns):
    """Every table with these margins, row by row."""
    if len(rows) == 1:
        yield [list(columns)]
        return
    for first in product(*(range(n + 1) for n in columns)):
        if sum(first) == rows[0]:
            left = [n - taken for n, taken in zip(columns, first, strict=True)]
            for rest in tables_with(rows[1:], left):
                yield [list(first), *rest]


@often
@given(st.lists(st.tuples(st.sampled_from(["yes", "no", None]), groups), min_size=1, max_size=40))
def test_rates_account_for_every_patient(rows):
    made_up = Cohort(pd.DataFrame(rows, columns=["outcome", "group"]), "made up")
    result = group_rates(made_up, Column("outcome", "Outcome", "yes_no", "Follow-up"), "group")
    outcomes = Counter(outcome for outcome, _ in rows)

    assert result.rates["n"].sum() == outcomes["yes"]
    assert result.rates["n_known"].sum() == outcomes["yes"] + outcomes["no"]
    assert result.rates["n_unknown"].sum() == outcomes[None]
    assert (result.p_value is None) == bool(result.comparison.reason)


# ── Quantities ───────────────────────────────────────────────────────────────────────────────


@often
@given(numbers, numbers)
def test_an_exact_rank_p_value_counts_the_ways_to_give_out_the_ranks(first, second):
    pooled = first + second
    assume(len(set(pooled)) > 1)

    def u(chosen):
        others = list((Counter(pooled) - Counter(chosen)).elements())
        return sum((a > b) + (a == b) / 2 for a in chosen for b in others)

    middle = len(first) * len(second) / 2
    distances = [abs(u(chosen) - middle) for chosen in combinations(pooled, len(first))]
    seen = abs(u(first) - middle)
    expected = sum(distance >= seen for distance in distances) / len(distances)

    assert mann_whitney(first, second).p_value == approx(expected)
    assert mann_whitney(second, first).p_value == approx(expected)


@often
@given(numbers, numbers, st.integers(-9, 9))
def test_a_shift_moves_with_the_values(first, second, by):
    moved = hodges_lehmann([value + by for value in first], second)

    assert moved == approx([of + by for of in hodges_lehmann(first, second)], nan_ok=True)


@often
@given(numbers, numbers, st.floats(0.01, 100))
@example([0, 0], [1, 1, 1], 0.36710393446740996)  # three of these vary by rounding alone
def test_a_standardised_difference_does_not_depend_on_the_unit(first, second, unit):
    estimate, low, high = standardised_difference(first, second)
    other = standardised_difference([unit * of for of in first], [unit * of for of in second])
    turned = standardised_difference(second, first)

    assert other == approx((estimate, low, high), nan_ok=True)
    assert turned == approx((-estimate, -high, -low), nan_ok=True)


@often
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=4))
def test_a_standardised_difference_does_not_depend_on_the_order_of_levels(counts):
    expected = standardised_difference_of_levels(*zip(*counts, strict=True))

    for order in permutations(counts):
        found = standardised_difference_of_levels(*zip(*order, strict=True))
        assert found == approx(expected, rel=1e-6, abs=1e-9, nan_ok=True)


@often
@given(st.lists(st.none() | st.floats(0, 1), max_size=10))
def test_adjusted_p_values_keep_their_order_and_never_fall(p_values):
    adjusted = holm(p_values)
    made = [(p, q) for p, q in zip(p_values, adjusted, strict=True) if p is not None]

    assert [p is None for p in p_values] == [q is None for q in adjusted]
    assert all(p <= q <= 1 for p, q in made)
    assert [q for _, q in sorted(made)] == sorted(q for _, q in made)
