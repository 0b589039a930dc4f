import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pytest import approx
from r_results import SURVIVAL_DATA, frames, results

from ivl import newton
from ivl.newton import NotConverged, maximum
from ivl.partial_likelihood import (
    firth,
    partial_likelihood,
)

FAR = 20.0
SEPARATED = frames("separated", "myeloma", *SURVIVAL_DATA)
FIRTH = results("regression_firth")
FEW_EVENTS = frames("few_events")
FIRTH_OF_FEW = results("regression_firth_few_events")


def covariates(frame, columns):
    """Numbers as they are, and a 0 or 1 for each level but the first; as R's model.matrix."""
    made = {}
    for column in columns:
        if frame[column].dtype.kind in "if":
            made[column] = frame[column].to_numpy(float)
        else:
            levels = sorted(frame[column].unique())[1:]
            made |= {f"{column}{level}": (frame[column] == level).to_numpy(float)
                     for level in levels}  # fmt: skip
    return list(made), np.column_stack(list(made.values()))


def likelihood(rows, ties="breslow"):
    time, event, *x = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    return partial_likelihood(time, event.astype(bool), np.column_stack(x), ties)


# ── Agreement with R 4.2.2, survival 3.5-3: tests/golden/regression.R ────────────────────────


@pytest.mark.parametrize("name", FIRTH["data"].unique())
def test_firths_estimates_limits_and_tests_agree_with_r(name):
    data, columns = name.split(":")
    frame = SEPARATED[data].dropna(subset=["time", "event"])
    terms, x = covariates(frame, columns.split("+"))
    time, event = frame["time"].to_numpy(float).round(6), frame["event"].to_numpy(int) == 1
    expected = FIRTH[FIRTH["data"] == name].pivot(index="group", columns="quantity", values="value")
    found = firth(partial_likelihood(time, event, x, "breslow"), 0.95, FAR)

    expected = expected.loc[terms]
    assert found.estimate == approx(expected["coef"].to_numpy(), rel=1e-8)
    assert found.conf_low == approx(expected["low"].to_numpy(), rel=1e-8)
    assert found.conf_high == approx(expected["high"].to_numpy(), rel=1e-8)
    assert found.p_value == approx(expected["p_value"].to_numpy(), rel=1e-6)


@pytest.mark.parametrize("name", ["covariates_hardly_apart", "two_maxima"])
def test_with_few_events_the_highest_maximum_and_its_profile_agree_with_r(name):
    # R looks for the maximum from a grid, and along each profile in every interval.
    frame, of_r = FEW_EVENTS[name], FIRTH_OF_FEW[FIRTH_OF_FEW["data"] == name]
    expected = of_r.pivot(index="group", columns="quantity", values="value").loc[["stage", "age"]]
    x = frame[["stage", "age"]].to_numpy(float)
    time, event = frame["time"].to_numpy(float), frame["event"].to_numpy(int) == 1
    found = firth(partial_likelihood(time, event, x, "breslow"), 0.95, FAR)

    assert found.estimate == approx(expected["coef"].to_numpy(), rel=1e-6)
    assert found.conf_low == approx(expected["low"].to_numpy(), rel=1e-6)
    assert found.conf_high == approx(expected["high"].to_numpy(), rel=1e-6)
    assert found.p_value == approx(expected["p_value"].to_numpy(), rel=1e-6)


# ── Agreement with what is published ─────────────────────────────────────────────────────────


def test_two_patients_have_a_penalised_hazard_ratio_of_three():
    # Heinze & Schemper, Biometrics 2001;57:114, section 2.
    found = firth(likelihood([(1, 1, 1), (2, 0, 0)]), 0.95, FAR)

    assert np.exp(found.estimate) == approx([3])


def test_the_myeloma_example_of_sas():
    # SAS/STAT, PROC PHREG, Firth's correction for monotone likelihood: the plain likelihood is
    # -154.858 at 0; "contrived" is highest at every event.
    frame = SEPARATED["myeloma"]
    _, x = covariates(frame, ["log_bun", "hgb", "contrived"])
    of = partial_likelihood(frame["time"].to_numpy(), frame["event"].to_numpy() == 1, x, "breslow")
    found = firth(of, 0.95, FAR)

    assert of.log_likelihood(np.zeros(3)) == approx(-154.858, abs=5e-4)
    assert found.estimate == approx([1.722, -0.112, 3.815], abs=5e-4)
    assert (found.conf_low[2], found.conf_high[2]) == approx((1.687, 8.700), abs=5e-4)


# ── What follows from the definitions ────────────────────────────────────────────────────────


def direct(rows, beta, ties):
    """The log-likelihood patient by patient, as Breslow and Efron write it."""
    time, event, *x = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    linear = np.column_stack(x) @ beta
    total = 0.0
    for at in set(time[event == 1]):
        hit = (time == at) & (event == 1)
        for place in range(hit.sum()):
            share = place / hit.sum() if ties == "efron" else 0
            at_risk = np.exp(linear[time >= at]).sum() - share * np.exp(linear[hit]).sum()
            total -= np.log(at_risk)
        total += linear[hit].sum()
    return total


TIED = [(1, 1, 2, 0), (2, 1, 0, 1), (2, 1, 3, 1), (2, 0, 1, 0), (4, 1, 1, 1), (4, 1, 4, 0),
        (4, 1, 0, 0), (6, 0, 2, 1), (7, 1, 5, 0), (8, 0, 1, 1)]  # fmt: skip


@pytest.mark.parametrize("ties", ["efron", "breslow"])
def test_the_likelihood_is_that_of_the_definition(ties):
    of = likelihood(TIED, ties)
    beta = np.array([0.4, -0.7])
    mean = np.array(TIED)[:, 2:].mean(axis=0)
    centred = [(*row[:2], *(np.array(row[2:]) - mean)) for row in TIED]

    assert of.log_likelihood(beta * of.scale) == approx(direct(centred, beta, ties), rel=1e-12)


@pytest.mark.parametrize("ties", ["efron", "breslow"])
def test_slopes_are_those_of_the_likelihoods(ties):
    of, beta = likelihood(TIED, ties), np.array([0.3, -0.6])
    for value, slope in (
        (of.log_likelihood, of.score),
        (of.penalised, of.penalised_score),
    ):
        steps = 1e-5 * np.eye(2)
        expected = [(value(beta + h) - value(beta - h)) / 2e-5 for h in steps]
        assert slope(beta) == approx(expected, rel=1e-7)


followed_up = st.tuples(st.integers(0, 12), st.booleans(), st.integers(-3, 3), st.integers(30, 70))


@settings(deadline=None, max_examples=20)
@given(st.lists(followed_up, min_size=8, max_size=30))
def test_at_firths_estimate_the_penalised_score_is_zero_and_the_limits_lie_around_it(rows):
    varied(rows)
    of = likelihood(rows)
    found = firth(of, 0.95, FAR)

    assert np.abs(of.penalised_score(found.estimate * of.scale)).max() < 1e-7
    assert (found.conf_low < found.estimate).all()
    assert (found.estimate < found.conf_high).all()
    excludes = (found.conf_low > 0) | (found.conf_high < 0)
    assert ((found.p_value < 0.05) == excludes).all()


@settings(deadline=None, max_examples=10)
@given(st.lists(followed_up, min_size=8, max_size=30), st.randoms())
def test_neither_order_nor_units_change_firths_estimates(rows, random):
    varied(rows)
    expected = firth(likelihood(rows), 0.95, FAR)
    # Both units, since how far limits are sought is said in them.
    turned = [(30.4 * time, event, x / 10, (age - 50) / 10) for time, event, x, age in rows]
    random.shuffle(turned)
    found = firth(likelihood(turned), 0.95, 10 * FAR)

    assert found.estimate == approx(10 * expected.estimate, abs=1e-6)
    assert found.p_value == approx(expected.p_value, abs=1e-7)


def varied(rows):
    """Some events, and covariates that differ among those followed to the first of them."""
    first = min((time for time, event, *_ in rows if event), default=None)
    assume(first is not None)
    x = np.array([row[2:] for row in rows if row[0] >= first], dtype=float)
    # From one of them, not from their mean, whose rounding would tell apart what moves together.
    assume(np.linalg.matrix_rank(x - x[0]) == 2)


@pytest.mark.parametrize(
    "rows",
    [
        # One event, and a single other patient who tells the two covariates apart.
        [(0, 0, 0, 30)] * 6 + [(0, 0, -2, 54), (0, 1, 1, 67)],
        # Far out, where a limit is sought, every risk set comes down to one patient.
        [(0, 0, 0, 30), (1, 0, 3, 50), (1, 1, 2, 40), (2, 1, -3, 65)] + [(2, 0, 1, 46)] * 4,
    ],
)
def test_a_ridge_that_rounding_makes_rough_has_limits_all_the_same(rows):
    found = firth(likelihood(rows), 0.95, FAR)

    assert np.isfinite(found.estimate).all()
    assert (found.conf_low < 0).all()
    assert (found.conf_high > 0).all()
    assert (found.p_value > 0.05).all()


def test_a_small_unit_neither_stops_the_search_nor_the_limits():
    # The same age in years and in thousands of years.
    rows = [(time, event, age / 1000) for time, event, _, age in
            zip(range(1, 13), [1, 1, 0] * 4, range(12), range(40, 64, 2), strict=True)]  # fmt: skip
    years = firth(likelihood([(t, e, 1000 * age) for t, e, age in rows]), 0.95, FAR)
    thousands = firth(likelihood(rows), 0.95, 1000 * FAR)

    assert thousands.estimate == approx(1000 * years.estimate)
    assert thousands.conf_low == approx(1000 * years.conf_low)


def test_a_limit_beyond_the_largest_is_not_sought():
    found = firth(likelihood([(1, 1, 1), (2, 0, 0)]), 0.95, 5.0)

    assert found.conf_high.tolist() == [np.inf]
    assert found.conf_low == approx([-1.8323261], rel=1e-7)


def test_a_search_that_does_not_arrive_is_not_taken_for_a_maximum(monkeypatch):
    of = likelihood(TIED)
    monkeypatch.setattr(newton, "MAX_ITERATIONS", 1)
    with pytest.raises(NotConverged):
        maximum(of.log_likelihood, of.score, of.information, np.zeros(of.n_parameters), 1e-9)
