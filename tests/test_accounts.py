"""Where every row and every patient went, and that the numbers add up."""

import pandas as pd
import pytest
from hypothesis import given, settings
from small_files import patients
from test_cohort import filters

from ivl.accounts import Account, Part, Step, account
from ivl.cohort import Between, Cohort, Filter, OneOf
from ivl.example import example_cohort
from ivl.intake import preview
from ivl.origin import Origin


def told(found: Account) -> dict[str, list[str]]:
    """The parts of each step in words, by its label."""
    return {step.label: [part.words for part in step.parts] for step in found.steps}


def rows_of(found: Account, step: str, part: str) -> tuple[int, ...]:
    """Row numbers behind one number."""
    steps = {one.label: one for one in found.steps}
    return next(one.rows for one in steps[step].parts if one.label == part)


@pytest.fixture
def uploaded() -> Cohort:
    """Six rows below a title: four patients, one of them twice, and a total."""
    plain = patients(
        {},
        {"Follow-up (months)": "", "Extent": "RA"},
        {"Recurrence": "", "Status": "", "Extent": "RA", "Age": "30"},
        {"Recurrence": "yes", "Recurrence date": "", "Age": "30"},
        {"ID": "P1"},
    )
    read = preview(b"Our registry\n" + plain + b"Total,4\n", "registry.csv")
    assert read.cohort is not None
    return read.cohort


def test_every_row_of_a_file_is_followed_to_each_endpoint(uploaded: Cohort):
    assert told(account(uploaded)) == {
        "Rows in the sheet": [
            "4 patients",
            "1 title",
            "1 heading",
            "1 duplicate",
            "1 total or note",
        ],
        "Recurrence": [
            "1 usable",
            "1 with no follow-up time",
            "1 with recurrence not recorded",
            "1 with recurrence without a time",
        ],
        "Recurrence-free survival": [
            "1 usable",
            "1 with no follow-up time",
            "1 with recurrence not recorded",
            "1 with recurrence without a time",
        ],
        "Overall survival": [
            "2 usable",
            "1 with no follow-up time",
            "1 with vital status not recorded",
        ],
        "Follow-up": ["3 usable", "1 with no follow-up time"],
    }


def test_each_number_opens_its_rows(uploaded: Cohort):
    found = account(uploaded)

    assert rows_of(found, "Rows in the sheet", "patients") == (3, 4, 5, 6)
    assert rows_of(found, "Rows in the sheet", "duplicate") == (7,)
    assert rows_of(found, "Recurrence", "with recurrence not recorded") == (5,)
    listed = found.listed(found.steps[0].parts[0])
    assert listed.to_dict("list") == {"Row": [3, 4, 5, 6], "Patient": ["P1", "P2", "P3", "P4"]}
    note = found.listed(Part("total or note", (8,)))
    assert note.to_dict("list") == {"Row": [8], "Patient": [None]}


def test_a_filter_is_followed_condition_by_condition(uploaded: Cohort):
    chosen = Filter({"age": Between(40, 60), "extent": OneOf(("ivc",))})
    found = account(uploaded.where(chosen))

    assert told(found)["Filter"] == [
        "1 kept by the filter",
        "2 not age 40 to 60 years",
        "1 not tumour extent vena cava",
    ]
    assert rows_of(found, "Filter", "not tumour extent vena cava") == (4,)
    assert told(found)["Overall survival"] == [
        "1 usable and kept by the filter",
        "1 usable but removed by the filter",
        "1 with no follow-up time",
        "1 with vital status not recorded",
    ]


def test_a_comparison_of_some_groups_is_part_of_the_account():
    found = account(example_cohort().among("extent_group", ["pelvic", "ivc"]))

    assert told(found)["Filter"] == [
        "19 kept by the filter",
        "20 not tumour extent pelvic or vena cava",
    ]


def test_the_demonstration_knows_its_rows():
    found = account(example_cohort())

    assert told(found)["Rows in the sheet"] == ["39 patients", "1 heading"]
    assert rows_of(found, "Follow-up", "usable") == tuple(range(2, 41))


def test_patients_who_come_from_no_spreadsheet_are_numbered(eight_patients: Cohort):
    found = account(eight_patients)

    assert "Rows in the sheet" not in told(found)
    assert told(found)["Recurrence"] == [
        "6 usable",
        "1 with recurrence without a time",
        "1 with recurrence not recorded",
    ]
    assert rows_of(found, "Recurrence", "with recurrence not recorded") == (8,)


@settings(max_examples=25)
@given(filters)
def test_under_any_filter_every_step_adds_up_to_its_whole(chosen: Filter):
    cohort = example_cohort().where(chosen)
    found = account(cohort)

    for step in found.steps:
        assert sum(part.n for part in step.parts) == step.n
    if chosen:
        assert rows_of(found, "Filter", "kept by the filter") == tuple(cohort.rows)


def test_a_step_that_does_not_add_up_cannot_be_made():
    Step("Rows", (1, 2), (Part("patients", (2,)), Part("heading", (1,))))
    with pytest.raises(AssertionError, match="Rows: the parts add up to the whole"):
        Step("Rows", (1, 2), (Part("patients", (2,)),))
    with pytest.raises(AssertionError, match="Rows: the parts add up to the whole"):
        Step("Rows", (1, 2), (Part("patients", (1, 2)), Part("heading", (1,))))
    with pytest.raises(AssertionError, match="every row is accounted for once"):
        Origin(3, (2, 3))


def test_a_narrower_cohort_keeps_the_row_numbers(uploaded: Cohort):
    narrow = uploaded.where(Filter({"extent": OneOf(("right_heart",))}))

    pd.testing.assert_series_equal(narrow.rows, pd.Series([4, 5], index=[1, 2]))
