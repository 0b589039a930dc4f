"""Who cannot be counted for an endpoint is told why, in words fit for a legend."""

import pandas as pd
import pytest

from ivl.cohort import Cohort
from ivl.derive import complete
from ivl.endpoints import ENDPOINTS, FOLLOW_UP, OVERALL, RECURRENCE, RECURRENCE_FREE, Endpoint
from ivl.schema import BY_NAME


def reasons(endpoint: Endpoint, patients: list[dict[str, object]]) -> list[str]:
    return endpoint.why_not(complete(pd.DataFrame(patients))).tolist()


@pytest.mark.parametrize("endpoint", [RECURRENCE, RECURRENCE_FREE])
def test_for_recurrence_it_and_its_time_must_be_known(endpoint: Endpoint):
    usable = [
        {"recurrence": "no", "followup_months": 36},
        {"recurrence": "yes", "time_to_recurrence_months": 24},
    ]
    unusable = [
        {"recurrence": "no"},
        {"followup_months": 36},
        {"patient_id": "A"},
    ]

    assert reasons(endpoint, usable) == ["", ""]
    assert reasons(endpoint, unusable) == [
        "no follow-up time", "recurrence not recorded", "recurrence not recorded",
    ]  # fmt: skip


def test_for_overall_survival_the_vital_status_or_a_loss_must_be_known():
    usable = [
        {"vital_status": "alive", "followup_months": 36},
        {"vital_status": "dead", "followup_months": 36},
        {"lost_to_followup": "yes", "followup_months": 36},
    ]
    unusable = [
        {"lost_to_followup": "no", "followup_months": 36},
        {"followup_months": 36},
        {"vital_status": "alive"},
    ]

    assert reasons(OVERALL, usable) == ["", "", ""]
    assert reasons(OVERALL, unusable) == [
        "vital status not recorded", "vital status not recorded", "no follow-up time",
    ]  # fmt: skip


@pytest.mark.parametrize("endpoint", [RECURRENCE, RECURRENCE_FREE])
def test_a_recurrence_without_a_time_is_no_lack_of_follow_up(endpoint: Endpoint):
    (reason,) = reasons(endpoint, [{"recurrence": "yes", "followup_months": 36}])

    assert reason.startswith("recurrence")
    assert reason.endswith(" without a time")


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.label)
def test_of_the_dead_without_a_time_no_recurrence_and_no_status_is_said_to_lack_one(
    endpoint: Endpoint,
):
    (reason,) = reasons(endpoint, [{"vital_status": "dead", "recurrence": "no"}])

    assert reason == "no follow-up time" or "death without a time" in reason


def test_follow_up_asks_for_a_time_and_for_nothing_else():
    patients = [{"followup_months": 36}, {"recurrence": "yes", "vital_status": "alive"}]

    assert reasons(FOLLOW_UP, patients) == ["", "no follow-up time"]


def test_each_patient_has_her_own_reason(eight_patients: Cohort):
    patients = eight_patients.patients.set_index("patient_id")

    assert RECURRENCE.why_not(patients).to_dict() == {
        **dict.fromkeys("ABCDEG", ""),
        "F": "recurrence without a time",
        "H": "recurrence not recorded",
    }
    assert OVERALL.why_not(patients).to_dict() == {
        **dict.fromkeys("ABCDEFG", ""),
        "H": "vital status not recorded",
    }


def test_nobody_has_no_reason():
    assert len(OVERALL.why_not(complete(pd.DataFrame()))) == 0


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.label)
def test_an_endpoint_is_a_time_in_months_with_its_event(endpoint: Endpoint):
    assert BY_NAME[endpoint.time].unit == "months"
    assert BY_NAME[endpoint.event].kind in ("event", "category")
    assert endpoint.time_label == "Months since the index operation"
    assert endpoint.definition.startswith("Event: ")


def test_recurrence_is_counted_with_death_competing_and_survival_with_death_as_an_event():
    assert (RECURRENCE.time, RECURRENCE.event) == ("rfs_months", "first_event")
    assert (RECURRENCE_FREE.time, RECURRENCE_FREE.event) == ("rfs_months", "rfs_event")
    assert (OVERALL.time, OVERALL.event) == ("os_months", "death")
    assert "competes" in RECURRENCE.definition
