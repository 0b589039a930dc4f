"""What must be known before p-values, whatever groups or factors they compare."""

import pandas as pd
import pytest

from ivl import answers
from ivl.cautions import FACTORS_NOT_ASSIGNED, before, together
from ivl.caveats import caveats
from ivl.cohort import Cohort
from ivl.derive import complete
from ivl.example import example_cohort

LESS_TIME = ": where it is short, fewer events may only mean that there was less time to see them."


def made_up(**columns):
    return Cohort(complete(pd.DataFrame(columns)), "made up")


@pytest.fixture
def followed_for_less():
    """Twelve incidental patients followed for years, nine others for a year."""
    return made_up(
        age_at_diagnosis=[30.0, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, *[45.0] * 9],
        ivl_detection=["incidental"] * 12 + ["nonincidental"] * 9,
        recurrence=["yes"] * 3 + ["no"] * 18,
        time_to_recurrence_months=[10.0, 20, 30, *[None] * 18],
        followup_months=[40.0, 50, 60, *range(50, 68, 2), *range(8, 17)],
        vital_status=["alive"] * 21,
    )


def test_the_characteristics_say_it_before_their_p_values(followed_for_less):
    shown = answers.characteristics(followed_for_less, "ivl_detection")

    assert shown.cautions == " ".join(caveats(followed_for_less, "ivl_detection"))
    assert shown.cautions.startswith("Follow-up differs between the groups: median ")
    assert shown.caption.index(shown.cautions) < shown.caption.index(shown.method)


def test_factors_side_by_side_say_once_which_of_them_go_together():
    shown, _ = answers.hazards_alone(example_cohort())

    assert shown.cautions.startswith(f"{FACTORS_NOT_ASSIGNED} They go together, most of all ")
    assert "detection group with tumour extent (no value in common)" in shown.cautions
    assert "ovary preserved with age (2.86 SD)" in shown.cautions
    assert shown.cautions.endswith(": the ratio of one may be due to another.")


def test_a_pair_of_factors_is_named_once_and_not_a_column_with_what_it_is_made_of():
    ages = [30.0, 32, 34, 50, 52, 54]
    cohort = made_up(
        age_at_diagnosis=ages,
        ivl_detection=["incidental"] * 3 + ["nonincidental"] * 3,
        ovarian_procedure=["both_kept"] * 3 + ["both_removed"] * 3,
    )

    # Means 20 apart, standard deviation 2.
    assert together(cohort, ["ivl_detection", "age_at_diagnosis"]) == (
        "They go together, most of all detection group with ovarian procedure (no value in common) "
        "and age with detection group (10.00 SD): the ratio of one may be due to another."
    )
    assert "ovarian" not in together(cohort, ["ovary_preserved"])


def test_factors_of_unequal_follow_up_are_named(followed_for_less):
    said = before(followed_for_less, ["ivl_detection", "age_at_diagnosis"])

    assert said[:2] == [
        f"Follow-up differs between the levels of detection group{LESS_TIME}",
        FACTORS_NOT_ASSIGNED,
    ]


def test_what_was_done_at_the_operation_needed_no_follow_up_to_be_seen(followed_for_less):
    by = ["ivl_detection"]

    assert "Follow-up differs" in " ".join(before(followed_for_less, by))
    assert "Follow-up differs" not in " ".join(before(followed_for_less, by, "ovary_preserved"))
    ovaries = answers.ovaries_kept(example_cohort()).cautions
    assert "not assigned at random" in ovaries
    assert "ovarian procedure" not in ovaries


def test_without_a_p_value_or_groups_nothing_is_said():
    cohort = example_cohort()

    assert before(cohort, []) == []
    assert answers.characteristics(cohort, None).cautions == ""
