"""What a hazard ratio can be adjusted for, said before anybody chooses."""

import pytest

from ivl.adjustment import adjustment
from ivl.cohort import Cohort, Filter, OneOf
from ivl.example import example_cohort


def only(facet: str, level: str) -> Cohort:
    return example_cohort().where(Filter({facet: OneOf((level,))}))


def test_the_groups_that_are_compared_take_their_share_of_the_events():
    found = adjustment(example_cohort(), "ivl_detection", n_event=5)

    assert (found.compared, found.n_free) == ("ivl_detection", 0)
    assert found.words == (
        "By the usual rule of 10 events for each parameter, 5 events allow no model. At most one "
        "for every 3 events is let through, here 1: what lies beyond the usual rule is a lead and "
        "no result. Detection group takes 1, so nothing can be adjusted for."
    )


def test_more_events_leave_room():
    found = adjustment(example_cohort(), "extent_group", n_event=17)

    assert found.n_free == 2
    assert found.words == (
        "By the usual rule of 10 events for each parameter, 17 events allow 1. At most one for "
        "every 3 events is let through, here 5: what lies beyond the usual rule is a lead and no "
        "result. Tumour extent takes 3, which leaves 2. A number takes one, a factor one "
        "for each level but its reference."
    )


@pytest.mark.parametrize(
    ("level", "n_event", "words"),
    [
        (
            "incidental",
            5,
            "Detection group is left out of the model: it is incidental in all of these patients. "
            "By the usual rule of 10 events for each parameter, 5 events allow no model. At most "
            "one for every 3 events is let through, here 1: what lies beyond the usual rule is a "
            "lead and no result. A number takes one, a factor one for each level but its "
            "reference.",
        ),
        (
            "nonincidental",
            0,
            "Detection group is left out of the model: it is nonincidental in all of these "
            "patients. Nothing can be estimated: 0 events with a known time, at least 3 are needed "
            "for each parameter of a model.",
        ),
    ],
)
def test_groups_in_which_these_patients_do_not_differ_stay_out(level, n_event, words):
    found = adjustment(only("detection", level), "ivl_detection", n_event)

    assert found.compared is None
    assert found.words == words


def test_without_groups_all_events_are_there_for_the_factors():
    assert adjustment(example_cohort(), None, n_event=5).n_free == 1
    assert adjustment(example_cohort(), None, n_event=2).words == (
        "Nothing can be estimated: 2 events with a known time, at least 3 are needed for each "
        "parameter of a model."
    )
