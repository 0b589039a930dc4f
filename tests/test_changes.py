"""What a second file of the same registry changed."""

import pytest
from small_files import cells, patients

from ivl.changes import Changes, changes
from ivl.cohort import Cohort, Filter, OneOf
from ivl.example import example_cohort
from ivl.intake import preview

FIRST = (
    {"Tumour size": "5"},
    {"Age": "", "Symptoms": "dyspnea"},
    {"Surgery date": "2015-03-05"},
    {},
)


def cohort(content: bytes, filename: str = "first.csv") -> Cohort:
    found = preview(content, filename).cohort
    assert found is not None
    return found


def listed(found: Changes) -> list[tuple[object, ...]]:
    return list(found.cells.itertuples(index=False, name=None))


def test_the_same_file_changes_nothing():
    found = changes(cohort(patients(*FIRST)), cohort(patients(*FIRST)))

    assert found.sentence == "Compared with first.csv, the cohort in use: nothing has changed."
    assert (found.added, found.gone, found.n_same, listed(found)) == ((), (), 4, [])


def test_patients_added_and_gone_and_cells_changed_are_counted_and_named():
    second = patients(
        {"Tumour size": "5.5"},
        {"Age": "52 y", "Symptoms": "dyspnea; syncope", "Recurrence": "yes"},
        {"ID": "P7"},
        {"ID": "P8", "Age": "30"},
        {"ID": "P3", "Surgery date": ""},
    )
    found = changes(cohort(patients(*FIRST)), cohort(second, "second.csv"))

    assert found.sentence == (
        "Compared with first.csv, the cohort in use: 2 patients added (P7 and P8), 1 gone "
        "(P4), 5 cells changed in 3 patients."
    )
    assert listed(found) == [
        ("P1", 2, "Tumour size (cm)", "5", "5.5"),
        ("P2", 3, "Age (years)", "unknown", "52"),
        ("P2", 3, "Symptoms", "Dyspnoea", "Dyspnoea; Syncope"),
        ("P2", 3, "Recurrence", "No", "Yes"),
        ("P3", 6, "Date of operation", "2015-03-05", "unknown"),
    ]
    assert found.by_column.to_dict("list") == {
        "column": [
            "Tumour size (cm)",
            "Age (years)",
            "Symptoms",
            "Recurrence",
            "Date of operation",
        ],
        "n": [1, 1, 1, 1, 1],
        "n_filled": [0, 1, 0, 0, 0],
        "n_emptied": [0, 0, 0, 0, 1],
    }


def test_who_is_missing_from_the_second_file_has_a_sentence_of_their_own():
    three = patients({"ID": "P1"}, {"ID": "P2"}, {"ID": "P3"})

    assert changes(cohort(three), cohort(patients({"ID": "P1"}, {"ID": "P3"}))).missed == (
        "1 patient of the cohort in use is not in this file: P2. Once you use it, she is in no "
        "figure."
    )
    assert changes(cohort(three), cohort(patients({"ID": "P3"}))).missed == (
        "2 patients of the cohort in use are not in this file: P1 and P2. Once you use it, they "
        "are in no figure."
    )
    assert changes(cohort(three), cohort(three)).missed == ""
    assert changes(cohort(three), cohort(patients({"ID": "X1"}))).missed == ""


def test_a_column_that_is_gone_or_new_is_said_as_such_and_not_cell_by_cell():
    full = [{"Symptoms": "dyspnea", "Blood loss (mL)": str(300 + n)} for n in range(4)]
    second = [{"CPB": "no"} for _ in range(4)]
    first, second = patients(*full), patients(*second, without=["Symptoms", "Adjuvant"])
    found = changes(cohort(first), cohort(second))

    assert found.sentence == (
        "Compared with first.csv, the cohort in use: no patient and no other cell has changed. "
        "Symptoms, Blood loss and Adjuvant therapy are no longer recorded. Cardiopulmonary bypass "
        "is recorded now and not before."
    )
    assert listed(found) == []


def test_the_first_value_of_a_column_is_a_cell_that_changed():
    found = changes(
        cohort(patients({}, {}, {})), cohort(patients({}, {"Blood loss (mL)": "300"}, {}))
    )

    assert listed(found) == [("P2", 3, "Blood loss (mL)", "unknown", "300")]
    assert found.columns_new == ()


def test_zeros_before_a_number_do_not_make_another_patient():
    second = patients({"ID": "P01"}, {"ID": "P02"}, {"ID": "P10"})
    found = changes(cohort(patients({}, {}, {"ID": "P10"})), cohort(second))

    assert (found.added, found.gone, found.n_same) == ((), (), 3)


def test_derived_columns_do_not_count_as_changed():
    # Age group, follow-up and recurrence-free time all follow from one cell each.
    second = patients({"Age": "30", "Follow-up (months)": "60"})
    found = changes(cohort(patients({})), cohort(second))

    assert [(column, was, now) for _, _, column, was, now in listed(found)] == [
        ("Age (years)", "47", "30"),
        ("Follow-up (months)", "36", "60"),
    ]


def test_a_value_written_in_another_way_has_not_changed():
    second = patients(
        {"Age": "47 y", "Follow-up (months)": "3 years", "Extent": "下腔静脉", "Recurrence": "否"}
    )

    assert changes(cohort(patients({})), cohort(second)).n_cells == 0


def test_the_order_of_rows_and_columns_makes_no_difference():
    first = cells(["ID", "Age", "Extent"], ["A", "40", "IVC"], ["B", "50", "RA"])
    second = cells(["Extent", "ID", "Age"], ["RA", "B", "50"], ["IVC", "A", "40"])
    before, after = (preview(content, "a.csv").as_it_stands for content in (first, second))

    assert changes(before, after).sentence.endswith("nothing has changed.")


def test_codes_spelled_differently_are_the_same_patient_and_a_changed_cell():
    before = cohort(patients({"ID": "007"}, {"ID": "P-1"}))
    found = changes(before, cohort(patients({"ID": "7"}, {"ID": "p 1"})))

    assert (found.added, found.gone) == ((), ())
    assert [(was, now) for _, _, _, was, now in listed(found)] == [("007", "7"), ("P-1", "p 1")]


def test_codes_that_could_mean_two_patients_are_not_matched_by_spelling():
    before = cohort(patients({"ID": "007"}, {"ID": "P1"}))
    found = changes(before, cohort(patients({"ID": "07"}, {"ID": "7"}, {"ID": "P1"})))

    assert (found.added, found.gone, found.n_same) == (("07", "7"), ("007",), 1)


def test_another_registry_is_said_to_be_one():
    found = changes(cohort(patients({"ID": "A1"})), cohort(patients({"ID": "B1"}), "other.csv"))

    assert found.sentence == (
        "No patient of this file has an ID of first.csv, the cohort in use: it may be "
        "another registry, or the IDs have changed."
    )


@pytest.mark.parametrize("which", ["first.csv", "second.csv"])
def test_numbered_patients_are_not_compared(which: str):
    numbered = patients({"住院号": "00123456"}, without=["ID"])
    contents = {"first.csv": patients({}), "second.csv": patients({}), which: numbered}
    before, after = (cohort(content, name) for name, content in contents.items())
    found = changes(before, after)

    assert found.sentence == (
        f"{which} cannot be compared patient by patient: it has no IDs that may be kept, so its "
        "patients were numbered."
    )
    assert (found.added, found.gone, found.n_cells) == ((), (), 0)


def test_patients_without_a_code_are_counted_and_not_matched_by_their_row():
    before = cohort(patients({}, {"ID": "", "Age": "30"}))
    after = cohort(patients({}, {"ID": "", "Age": "60"}))

    assert changes(before, after).sentence == (
        "Compared with first.csv, the cohort in use: nothing has changed. 2 patients without "
        "an ID could not be compared."
    )


def test_a_filter_makes_no_patient_gone():
    whole = example_cohort()
    narrow = whole.where(Filter({"extent": OneOf(("ivc",))}))

    assert changes(narrow, whole).n_same == 39


def test_many_codes_are_not_all_named():
    before = cohort(patients({}))
    after = cohort(patients(*[{}] * 9))

    assert changes(before, after).sentence == (
        "Compared with first.csv, the cohort in use: 8 patients added (P2, P3, P4, P5, P6, P7 "
        "and 2 more)."
    )


def test_an_option_that_became_unknown_is_a_change_that_can_be_read():
    before = cohort(patients({"Dyspnea": "no", "Syncope": "yes"}, without=["Symptoms"]))
    after = cohort(patients({"Dyspnea": "?", "Syncope": "yes"}, without=["Symptoms"]))
    _, _, column, was, now = listed(changes(before, after))[0]

    assert column == "Symptoms"
    assert was.startswith("Syncope (unknown: ")
    assert "Dyspnoea" not in was
    assert "Dyspnoea" in now
