"""Who is in an analysis: conditions, the sentence that says them, links, and what they cost."""

import re
from collections.abc import Mapping
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivl.cohort import (
    FACET_BY_NAME,
    FACETS,
    ONLY_UNKNOWN,
    Between,
    Cohort,
    Condition,
    Facet,
    Filter,
    OneOf,
)
from ivl.example import example_cohort

EXAMPLE = example_cohort()
CATEGORY_FACETS = [facet for facet in FACETS if facet.column.kind != "number"]
NUMBER_FACETS = [facet for facet in FACETS if facet.column.kind == "number"]


def name_of(facet: Facet) -> str:
    return facet.name


def codes(cohort: Cohort) -> str:
    """Codes of the patients, of whom each is a letter."""
    return "".join(cohort.patients["patient_id"])


def levels_of(facet: Facet) -> list[str]:
    return [name for name in facet.column.level_names if name != "unknown"]


# ── Any filter at all ────────────────────────────────────────────────────────────────────────


def limits_of(facet: Facet) -> st.SearchStrategy[float]:
    """Limits as a reader sets them, to a tenth, within those of the column."""
    low, high = facet.column.low, facet.column.high
    return st.integers(int(10 * low), int(10 * high)).map(lambda tenths: tenths / 10)


def conditions_on(facet: Facet) -> st.SearchStrategy[Condition]:
    if facet.column.kind == "number":
        both = st.lists(limits_of(facet), min_size=2, max_size=2).map(sorted)
        one = st.tuples(st.none(), limits_of(facet)) | st.tuples(limits_of(facet), st.none())
        either = both | one | st.just((None, None))
        return st.builds(lambda ends, unknown: Between(*ends, unknown), either, st.booleans())
    in_clinical_order = st.sets(st.sampled_from(levels_of(facet))).map(
        lambda chosen: tuple(name for name in levels_of(facet) if name in chosen)
    )
    nothing_known = st.just(OneOf(ONLY_UNKNOWN, unknown=True))
    return nothing_known | st.builds(OneOf, in_clinical_order, st.booleans())


filters = st.builds(
    Filter, st.fixed_dictionaries({}, optional={f.name: conditions_on(f) for f in FACETS})
)


# ── Conditions ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        (Between(40, 47), "BCD"),
        (Between(low=50), "EFH"),
        (Between(high=38), "A"),
        (Between(high=37.9), ""),
        (Between(40, 47, unknown=True), "BCDG"),
        (Between(), "ABCDEFH"),
        (Between(unknown=True), "ABCDEFGH"),
        (Between(60, 40), ""),
    ],
)
def test_a_range_keeps_both_its_ends_and_the_unknown_where_asked(
    eight_patients: Cohort, condition: Between, kept: str
):
    # Ages: A 38, B 40.9, C 45, D 47, E 52, F 55, G unknown, H 50.
    assert codes(eight_patients.where(Filter({"age": condition}))) == kept


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        (OneOf(("ivc",)), "D"),
        (OneOf(("ivc", "right_heart")), "DEG"),
        (OneOf(("ivc",), unknown=True), "DH"),
        (OneOf(), "ABCDEFG"),
        (OneOf(unknown=True), "ABCDEFGH"),
        (OneOf(ONLY_UNKNOWN, unknown=True), "H"),
    ],
)
def test_a_choice_keeps_its_levels_and_the_unknown_where_asked(
    eight_patients: Cohort, condition: OneOf, kept: str
):
    assert codes(eight_patients.where(Filter({"extent": condition}))) == kept


def test_every_condition_of_a_filter_must_be_met(eight_patients: Cohort):
    chosen = Filter({"age": Between(45, 52), "extent": OneOf(("ivc", "right_heart"))})

    assert codes(eight_patients.where(chosen)) == "DE"


def test_a_minimum_follow_up_leaves_out_who_was_followed_for_less(eight_patients: Cohort):
    assert codes(eight_patients.where(Filter({"followup": Between(low=30)}))) == "ABCF"


def test_any_adjuvant_therapy_narrows_by_yes_and_no(eight_patients: Cohort):
    assert codes(eight_patients.where(Filter({"adjuvant": OneOf(("yes",))}))) == "F"
    assert codes(eight_patients.where(Filter({"adjuvant": OneOf(("no",))}))) == "ABCE"


def test_no_condition_is_no_filter(eight_patients: Cohort):
    assert not Filter()
    assert Filter({"age": Between(low=40)})
    assert codes(eight_patients.where(Filter())) == "ABCDEFGH"


@pytest.mark.parametrize(
    "condition", [Between(unknown=True), OneOf(unknown=True)], ids=["number", "levels"]
)
def test_a_condition_that_keeps_everybody_is_left_out(condition: Condition):
    name = "age" if isinstance(condition, Between) else "extent"

    assert Filter({name: condition}) == Filter()
    assert Filter().with_condition(name, condition) == Filter()


def test_a_condition_replaces_the_one_its_facet_had_and_can_be_taken_away():
    chosen = Filter({"age": Between(30, 60)}).with_condition("extent", OneOf(("ivc",)))
    narrower = chosen.with_condition("age", Between(40, 50))

    assert narrower.conditions == {"age": Between(40, 50), "extent": OneOf(("ivc",))}
    assert narrower.without("age") == Filter({"extent": OneOf(("ivc",))})
    assert narrower.without("resection") == narrower
    assert chosen.conditions["age"] == Between(30, 60)


facets_with_conditions = st.sampled_from(FACETS).flatmap(
    lambda facet: st.tuples(st.just(facet.name), conditions_on(facet))
)


@settings(max_examples=50)
@given(filters, facets_with_conditions)
def test_one_more_condition_never_adds_a_patient(
    eight_patients: Cohort, chosen: Filter, added: tuple[str, Condition]
):
    name, condition = added
    before = eight_patients.where(chosen.without(name))
    after = eight_patients.where(chosen.with_condition(name, condition))

    assert set(codes(after)) <= set(codes(before))


@given(filters, st.randoms(use_true_random=False))
def test_the_order_of_conditions_does_not_matter(chosen: Filter, random):
    shuffled = list(chosen.conditions.items())
    random.shuffle(shuffled)
    again = Filter(dict(shuffled))

    assert again == chosen
    assert hash(again) == hash(chosen)
    assert again.words() == chosen.words()
    assert again.to_query() == chosen.to_query()


@settings(max_examples=15)
@given(filters)
def test_a_patient_is_kept_whoever_else_is_in_the_cohort(eight_patients: Cohort, chosen: Filter):
    patients = eight_patients.patients
    alone = [chosen.keeps(patients.iloc[[place]]).item() for place in range(len(patients))]

    assert chosen.keeps(patients).tolist() == alone


# ── The cohort ───────────────────────────────────────────────────────────────────────────────


def test_narrowing_leaves_the_cohort_as_it_was(eight_patients: Cohort):
    before = eight_patients.patients.copy(deep=True)
    few = eight_patients.where(Filter({"age": Between(low=52)}))

    assert (few.n, few.n_all, few.source) == (2, 8, "eight_patients.xlsx")
    assert (eight_patients.n, eight_patients.n_all) == (8, 8)
    assert eight_patients.chosen == Filter()
    pd.testing.assert_frame_equal(eight_patients.patients, before)


def test_a_second_filter_starts_from_the_whole_cohort(eight_patients: Cohort):
    old = eight_patients.where(Filter({"age": Between(low=52)}))
    young = old.where(Filter({"age": Between(high=45)}))

    assert codes(young) == "ABC"
    assert young.whole is old.whole is eight_patients
    assert codes(young.where(Filter())) == "ABCDEFGH"


def test_groups_to_compare_are_named_after_the_conditions(eight_patients: Cohort):
    chosen = eight_patients.where(Filter({"age": Between(low=40)}))
    compared = chosen.among("extent_group", ["ivc", "right_heart"])

    assert (codes(chosen), codes(compared)) == ("BCDEFH", "DE")
    assert (compared.n, compared.n_all, compared.chosen) == (2, 8, chosen.chosen)
    assert compared.population == (
        "2 of 8 patients: age at least 40 years; tumour extent vena cava or right heart."
    )


def test_groups_that_leave_nobody_out_change_nothing(eight_patients: Cohort):
    few = eight_patients.where(Filter({"extent": OneOf(("ivc",))}))

    assert few.among("extent_group", ["ivc", "right_heart"]) is few


def test_made_up_patients_stay_made_up_when_they_are_narrowed():
    assert EXAMPLE.where(Filter({"age": Between(low=50)})).made_up


# ── In words ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("conditions", "sentence"),
    [
        ({}, "All 8 patients."),
        ({"age": Between(40, 50)}, "4 of 8 patients: age 40 to 50 years."),
        ({"age": Between(low=50.5)}, "2 of 8 patients: age at least 50.5 years."),
        (
            {"age": Between(high=45, unknown=True)},
            "4 of 8 patients: age at most 45 years or unknown.",
        ),
        ({"age": Between()}, "7 of 8 patients: age known."),
        ({"extent": OneOf(("pelvic",))}, "3 of 8 patients: tumour extent pelvic."),
        (
            {"extent": OneOf(("ivc", "right_heart", "pulmonary_artery"))},
            "4 of 8 patients: tumour extent vena cava, right heart or pulmonary artery.",
        ),
        (
            {"extent": OneOf(("ivc",), unknown=True)},
            "2 of 8 patients: tumour extent vena cava or unknown.",
        ),
        ({"extent": OneOf()}, "7 of 8 patients: tumour extent known."),
        (
            {"extent": OneOf(ONLY_UNKNOWN, unknown=True)},
            "1 of 8 patients: tumour extent unknown.",
        ),
        ({"year": Between(2012, 2013)}, "2 of 8 patients: year of operation 2012 to 2013."),
        (
            {"followup": Between(low=12)},
            "7 of 8 patients: follow-up time at least 12 months.",
        ),
        ({"adjuvant": OneOf(("yes",))}, "1 of 8 patients: any adjuvant therapy yes."),
        ({"age": Between(low=90)}, "0 of 8 patients: age at least 90 years."),
    ],
)
def test_the_population_is_said_in_a_sentence(
    eight_patients: Cohort, conditions: Mapping[str, Condition], sentence: str
):
    assert eight_patients.where(Filter(conditions)).population == sentence


def test_conditions_are_said_in_the_order_of_the_sidebar(eight_patients: Cohort):
    chosen = Filter({"detection": OneOf(("nonincidental",)), "age": Between(30, 60)})

    assert eight_patients.where(chosen).population == (
        "3 of 8 patients: age 30 to 60 years; detection group nonincidental."
    )


def test_of_made_up_patients_the_population_says_so():
    assert (
        EXAMPLE.population == "All 39 patients. Made-up patients that match the published totals."
    )
    assert EXAMPLE.where(Filter({"detection": OneOf(("incidental",))})).population == (
        "15 of 39 patients: detection group incidental. "
        "Made-up patients that match the published totals."
    )


@given(filters)
def test_each_condition_is_said_once_and_begins_with_its_facet(chosen: Filter):
    beginnings = [FACET_BY_NAME[name].column.label.lower() for name in chosen.conditions]
    said = chosen.words()

    assert len(said) == len(beginnings)
    for words, beginning in zip(said, beginnings, strict=True):
        assert words.lower().startswith(f"{beginning} ")


def test_facets_are_labelled_by_their_columns_and_a_minimum_says_so():
    assert FACET_BY_NAME["age"].label == "Age"
    assert FACET_BY_NAME["extent"].label == "Tumour extent"
    assert FACET_BY_NAME["followup"].label == "Minimum follow-up time"
    assert [facet.name for facet in FACETS[:2]] == ["age", "extent"]


# ── Counts beside the options ────────────────────────────────────────────────────────────────


def test_options_are_counted_in_clinical_order_with_the_unknown_last(eight_patients: Cohort):
    counts = eight_patients.option_counts(FACET_BY_NAME["extent"])

    assert counts.to_dict() == {
        "pelvic": 3, "ivc": 1, "right_heart": 2, "pulmonary_artery": 1, "unknown": 1,
    }  # fmt: skip
    assert list(counts.index) == FACET_BY_NAME["extent"].column.level_names
    assert eight_patients.option_counts(FACET_BY_NAME["age"]).to_dict() == {
        "known": 7, "unknown": 1,
    }  # fmt: skip


def test_an_option_is_counted_among_those_whom_the_other_conditions_keep(eight_patients: Cohort):
    few = eight_patients.where(Filter({"age": Between(low=47), "extent": OneOf(("pelvic",))}))

    assert few.n == 0
    assert few.option_counts(FACET_BY_NAME["extent"]).to_dict() == {
        "pelvic": 0, "ivc": 1, "right_heart": 1, "pulmonary_artery": 1, "unknown": 1,
    }  # fmt: skip


@settings(max_examples=15)
@given(filters, st.sampled_from(CATEGORY_FACETS))
def test_the_count_of_an_option_is_the_size_of_the_cohort_narrowed_to_it(
    eight_patients: Cohort, chosen: Filter, facet: Facet
):
    cohort = eight_patients.where(chosen)
    narrowed = {
        level: cohort.where(chosen.with_condition(facet.name, OneOf((level,)))).n
        for level in facet.column.level_names
    }

    assert cohort.option_counts(facet).to_dict() == narrowed
    assert sum(narrowed.values()) == cohort.where(chosen.without(facet.name)).n


@settings(max_examples=15)
@given(filters, st.sampled_from(NUMBER_FACETS))
def test_of_a_number_the_known_and_the_unknown_are_counted(
    eight_patients: Cohort, chosen: Filter, facet: Facet
):
    cohort = eight_patients.where(chosen)
    counts = cohort.option_counts(facet)

    assert counts["known"] == cohort.where(chosen.with_condition(facet.name, Between())).n
    assert counts.sum() == cohort.where(chosen.without(facet.name)).n


def test_each_condition_says_how_many_there_would_be_without_it(eight_patients: Cohort):
    nobody = eight_patients.where(
        Filter({
            "age": Between(high=45),
            "extent": OneOf(("ivc", "right_heart")),
            "detection": OneOf(("nonincidental",)),
        })
    )  # fmt: skip

    assert nobody.n == 0
    assert [(facet.name, n) for facet, n in nobody.relaxations()] == [
        ("age", 3), ("extent", 0), ("detection", 0),
    ]  # fmt: skip


@settings(max_examples=15)
@given(filters)
def test_relaxations_come_most_first_and_never_lose_a_patient(
    eight_patients: Cohort, chosen: Filter
):
    cohort = eight_patients.where(chosen)
    relaxations = cohort.relaxations()

    assert {facet.name for facet, _ in relaxations} == chosen.conditions.keys()
    assert all(n >= cohort.n for _, n in relaxations)
    assert all(n >= next_n for (_, n), (_, next_n) in pairwise(relaxations))


# ── Links and file names ─────────────────────────────────────────────────────────────────────


@given(filters)
def test_a_filter_survives_the_trip_through_a_link(chosen: Filter):
    assert Filter.from_query(chosen.to_query()) == chosen


@pytest.mark.parametrize(
    ("name", "condition", "link"),
    [
        ("age", Between(30, 60), "30-60"),
        ("age", Between(low=30), "30-"),
        ("age", Between(high=40.5), "-40.5"),
        ("age", Between(30, 60, unknown=True), "30-60,unknown"),
        ("age", Between(), "known"),
        ("extent", OneOf(("ivc", "right_heart")), "ivc,right_heart"),
        ("extent", OneOf(("ivc",), unknown=True), "ivc,unknown"),
        ("extent", OneOf(), "known"),
        ("extent", OneOf(ONLY_UNKNOWN, unknown=True), "unknown"),
        ("adjuvant", OneOf(("yes",)), "yes"),
    ],
)
def test_a_condition_stands_in_a_link_as_one_would_type_it(
    name: str, condition: Condition, link: str
):
    assert Filter({name: condition}).to_query() == {name: link}
    assert Filter.from_query({name: link}) == Filter({name: condition})


def test_levels_of_a_link_are_put_in_clinical_order_and_each_counts_once():
    assert Filter.from_query({"extent": "right_heart, ivc,ivc"}) == Filter(
        {"extent": OneOf(("ivc", "right_heart"))}
    )


def test_limits_of_a_link_are_drawn_into_those_of_the_column():
    assert Filter.from_query({"age": "1-999"}) == Filter({"age": Between(10, 100)})
    assert Filter.from_query({"age": "-1e999"}) == Filter({"age": Between(high=100)})


@pytest.mark.parametrize(
    "query",
    [
        {"age": ""},
        {"age": "-"},
        {"age": "forty-fifty"},
        {"age": "nan-60"},
        {"age": "nan-"},
        {"age": "-nan"},
        {"age": "30"},
        {"age": "30-40-50"},
        {"age": "--"},
        {"age": "ivc"},
        {"age": "unknown"},
        {"age": "60-30"},
        {"extent": ""},
        {"extent": "liver"},
        {"extent": "30-60"},
        {"extent": "Right heart"},
        {"extent": "known,liver"},
        {"height": "150-180"},
        {"age_at_diagnosis": "30-60"},
    ],
    ids=str,
)
def test_what_makes_no_sense_in_a_link_is_passed_over(query: dict[str, str]):
    assert Filter.from_query(query) == Filter()
    assert Filter.from_query({**query, "detection": "incidental"}) == Filter(
        {"detection": OneOf(("incidental",))}
    )


words_of_links = st.text(alphabet="0123456789-.,+e naikouvcwdrght_", max_size=20)


@settings(max_examples=100)
@given(
    st.dictionaries(
        st.sampled_from([*FACET_BY_NAME, "split"]), st.one_of(st.text(), words_of_links)
    )
)
def test_whatever_a_link_says_makes_a_filter_that_works(query: dict[str, str]):
    chosen = Filter.from_query(query)

    assert 0 <= EXAMPLE.where(chosen).n <= 39
    assert len(chosen.words()) == len(chosen.to_query()) == len(chosen.conditions)
    assert chosen.conditions.keys() <= query.keys()


def test_a_link_carries_limits_and_levels_and_never_patients(eight_patients: Cohort):
    chosen = Filter({"age": Between(38, 38), "extent": OneOf(("pelvic",))})

    assert codes(eight_patients.where(chosen)) == "A"
    assert chosen.to_query() == {"age": "38-38", "extent": "pelvic"}


@given(filters)
def test_a_slug_is_safe_in_a_file_name(chosen: Filter):
    assert re.fullmatch(r"[a-z0-9_-]*", chosen.slug)
    assert bool(chosen.slug) == bool(chosen)


def test_a_slug_names_each_condition():
    chosen = Filter({"age": Between(30, 60), "extent": OneOf(("ivc",), unknown=True)})

    assert chosen.slug == "age-30-60_extent-ivc-unknown"
    assert Filter({"age": Between(low=40)}).slug == "age-from-40"
    assert Filter({"age": Between(high=40)}).slug == "age-to-40"
    assert Filter().slug == ""


def test_files_of_different_filters_have_different_names():
    chosen = [
        Filter({"age": condition})
        for condition in (Between(low=40), Between(high=40), Between(40, unknown=True), Between())
    ]

    assert len({one.slug for one in chosen}) == len(chosen)
