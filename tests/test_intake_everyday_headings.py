"""Headings as wards write them every day, and those that say something else than they seem to."""

import pytest
from small_files import cells, patients

from ivl.intake import LeftOut, preview
from ivl.intake.headings import understand


def fields(heading: str, group: str = "") -> list[str]:
    return [target.field for target in understand(heading, group).targets]


# ── What a group of columns says of the headings below it ────────────────────────────────────


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        ("Treatment of recurrence", "GnRH"),
        ("Recurrence", "Letrozole"),
        ("Reoperation", "Blood loss (ml)"),
        ("Re-operation", "CPB"),
        ("二次手术", "体外循环"),
        ("复发后治疗", "来曲唑"),
        ("Refused", "GnRH"),
        ("Declined", "Letrozole"),
        ("拒绝", "来曲唑"),
        ("Planned", "CPB"),
        ("MDT plan", "Thrombectomy"),
        ("Recommended", "GnRH"),
        ("拟行手术", "体外循环"),
        ("Surveillance", "CT"),
        ("PMH", "Heart failure"),
        ("Last visit", "BMI"),
        ("Last visit", "Age"),
        ("Partner", "BMI"),
        ("Control group", "BMI"),
        ("Controls", "Age"),
        ("对照组", "年龄"),
        ("丈夫", "年龄"),
    ],
)
def test_a_group_that_changes_the_sense_of_a_heading_throws_doubt_on_it(group: str, heading: str):
    assert understand(heading, group).is_doubted


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        ("Treatment", "GnRH"),
        ("Operation", "CPB"),
        ("Baseline", "BMI"),
        ("Discharge", "GnRH"),
        ("Follow-up", "Recurrence"),
        ("Recurrence", "Time to recurrence (months)"),
        ("Disease control", "Recurrence"),
        ("随访", "复发时间（月）"),
    ],
)
def test_a_group_that_only_gathers_headings_changes_nothing(group: str, heading: str):
    assert fields(heading, group) == fields(heading)
    assert not understand(heading, group).is_doubted


def test_what_a_woman_refused_is_asked_about_and_not_taken_for_given():
    read = preview(
        cells(
            ["", "", "", "Refused", ""],
            ["ID", "Age", "Extent", "GnRH", "Letrozole"],
            ["A", 45, "IVC", "yes", "no"],
            ["B", 45, "RA", "no", "yes"],
        ),
        "a.csv",
    )

    assert [match.field for match in read.mapping] == [
        "patient_id", "age_at_diagnosis", "tumor_extent",
    ]  # fmt: skip
    assert [question.asks.split(":")[0] for question in read.questions[:2]] == [
        'Column D (GnRH) stands below "Refused"', 'Column E (Letrozole) stands below "Refused"',
    ]  # fmt: skip


def test_dvt_and_embolism_after_surgery_are_two_halves_of_one_answer():
    read = preview(
        cells(
            ["", "", "", "Postop", ""],
            ["ID", "Age", "Extent", "DVT", "PE"],
            ["A", 45, "IVC", "yes", "no"],
            ["B", 45, "RA", "no", "yes"],
            ["C", 45, "RA", "no", "no"],
        ),
        "a.csv",
    )

    assert not any("Column" in question.asks for question in read.questions)
    assert read.patients["dvt_pe_postop"].tolist() == ["yes", "yes", "no"]


def test_the_status_of_a_form_is_no_completeness_of_the_resection():
    read = preview(
        patients({"Complete?": "Complete"}, {"Complete?": "Incomplete"}, {"Complete?": "Complete"}),
        "a.csv",
    )

    assert read.left_out == (LeftOut("Complete?", "M", "status of a form", (), 0),)
    assert fields("Complete?", "Resection") == ["resection_completeness"]
