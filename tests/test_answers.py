"""What a page answers, without a page."""

from dataclasses import replace

from ivl import answers
from ivl.example import example_cohort
from ivl.schema import BY_NAME

BY = "ivl_detection"


def test_recurrence_is_answered_by_when_how_many_and_each_of_them():
    by_time, in_all, one_by_one = answers.recurrence(example_cohort(), BY)

    assert by_time.title == "Cumulative incidence of recurrence by detection group"
    assert "Recurrence was recorded in 5 of 15 incidental patients (33.3%" in in_all.words
    assert in_all.table is not None
    assert in_all.table["n/N"].tolist() == ["5/15 (33.3%)", "0/24 (0.0%)"]
    assert "The groups were not assigned at random." in by_time.cautions
    assert in_all.cautions == by_time.cautions
    assert one_by_one.words.startswith("Recurrences were treated by surgery 4/5 (80.0%)")


def test_each_p_value_of_survival_is_named_once():
    event_free, overall = answers.survival(example_cohort(), BY)

    names = [one.test for one in event_free.tested]
    assert names[:2] == ["Log-rank test", "Permutation log-rank test, exact"]
    assert len(set(names)) == len(names) == 3
    assert overall.tested == ()


def test_without_groups_nothing_is_compared_and_nothing_cautioned():
    cohort = example_cohort()
    exhibits = [*answers.recurrence(cohort, None), *answers.survival(cohort, None)]

    assert len(exhibits) == 5
    assert {exhibit.tested for exhibit in exhibits} == {()}
    assert {exhibit.cautions for exhibit in exhibits} == {""}


def test_the_characteristics_count_the_p_values_that_they_print():
    cohort = example_cohort()
    exhibit = answers.characteristics(cohort, BY)

    assert exhibit.table is not None
    assert len(exhibit.tested) == (~exhibit.table["p"].isin(["", "–"])).sum() == 18
    assert BY_NAME["uterus_preserved"].label in exhibit.table["Characteristic"].tolist()


def test_who_hears_a_figure_is_told_its_numbers():
    cohort = example_cohort()
    by_time, in_all, one_by_one = answers.recurrence(cohort, BY)
    event_free, _ = answers.survival(cohort, BY)
    whom = "All 39 patients. Made-up patients that match the published totals."

    assert in_all.spoken == (
        "Patients with a recurrence by detection group: Incidental: 5/15 (33.3%); Nonincidental: "
        f"0/24 (0.0%). {whom}"
    )
    assert event_free.spoken == (
        "Recurrence-free survival by detection group: Incidental, 15 patients, 5 events, 57.7% at "
        f"84.5 months; Nonincidental, 24 patients, 0 events, 100.0% at 96.4 months. {whom}"
    )
    assert "Incidental, 15 patients, 5 events, 42.3% at 84.5 months" in by_time.spoken
    assert (
        one_by_one.spoken == f"Each recurrence, its time and its treatment: 5 recurrences. {whom}"
    )
    assert "none 3.16, cardiopulmonary bypass 2.45" in answers.characteristics(cohort, BY).spoken


def test_the_characteristics_say_what_groups_without_an_event_still_allow():
    words = answers.characteristics(example_cohort(), BY).words

    # Clopper and Pearson: 1 - 0.025 ** (1 / n) for 24, 15 and 23 patients of known vital status.
    assert words.split("\n\n") == [
        "None of 24 nonincidental patients had a recurrence; the data still allow a risk of up to "
        "14.2% (exact 95% limit). No finite odds ratio can be estimated.",
        "Without a recorded death, the data still allow a risk of death of up to 21.8% in 15 "
        "incidental patients and up to 14.8% in 23 nonincidental patients (exact 95% limits).",
        "0 deaths were recorded among 38 patients; vital status unknown in 1 more; the data still "
        "allow a risk of death of up to 9.3% (exact 95% limit).",
    ]
    assert "None of" not in answers.characteristics(example_cohort(), "recurrence").words


def test_deaths_in_one_group_alone_are_not_denied_in_the_other():
    patients = example_cohort().patients
    incidental = patients["ivl_detection"] == "incidental"
    cohort = replace(example_cohort(), patients=patients.assign(died=incidental))
    *_, still, counted = answers.characteristics(cohort, BY).words.split("\n\n")

    assert still == (
        "Without a recorded death, the data still allow a risk of death of up to 14.8% in 23 "
        "nonincidental patients (exact 95% limit)."
    )
    assert counted == "15 deaths were recorded among 38 patients; vital status unknown in 1 more."
