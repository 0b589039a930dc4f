import copy
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivl import answers, text
from ivl.cohort import Between, Cohort, Filter, OneOf
from ivl.derive import complete
from ivl.example import example_cohort
from ivl.linked_words import Number, Source, joined, linked, plain_words
from ivl.published import published
from ivl.results import Passage, as_text, results
from ivl.said import Said, number
from ivl.table_one import table_one
from ivl.ui import PAGES

TODAY = date(2026, 11, 23)


def made_of(**recorded: object) -> Cohort:
    """Patients of whom only these columns are recorded."""
    return Cohort(complete(pd.DataFrame(recorded, dtype="object")), "made up")


def told(cohort: Cohort) -> str:
    return " ".join(passage.words for passage in results(cohort))


def about(topic: str, cohort: Cohort) -> str:
    return next((p.words for p in results(cohort) if p.topic == topic), "")


def numbers(cohort: Cohort) -> list[Number]:
    return [
        part for passage in results(cohort) for part in passage.parts if isinstance(part, Number)
    ]


# ── The founding study ───────────────────────────────────────────────────────────────────────

DEMONSTRATION = told(example_cohort())


def share(key: str, of: str = "n/N") -> str:
    """A published count as the passages print it, "6 of 15 incidental patients (40.0%)"."""
    n, n_known = published()[key].n, published()[key].n_known
    assert n is not None
    assert n_known
    if of == "n/N":
        return text.n_of(n, n_known)
    return f"{n} of {n_known} {of} patients ({text.percent(n / n_known)})"


def estimate(key: str) -> str:
    value = published()[key].estimate
    assert value is not None
    return text.decimal(value)


def month(key: str, place: int) -> str:
    return f"{pd.Timestamp(published()[key].values[place]):%B %Y}"


REPRODUCED = {
    "patients": f"{published()['patients'].n} patients with intravenous leiomyomatosis",
    "accrual": f"operated on from {month('accrual', 0)} to {month('accrual', 1)}",
    "median_age": f"median age {estimate('median_age')} years",
    "incidental": f"incidental in {share('incidental')}",
    "nonincidental": f"nonincidental in {share('nonincidental')}",
    "pelvic_incidental": f"in 15 incidental patients pelvic {share('pelvic_incidental')}",
    "ivc_nonincidental": f"in 24 nonincidental patients vena cava {share('ivc_nonincidental')}",
    "right_heart_nonincidental": f"right heart {share('right_heart_nonincidental')}",
    "pulmonary_artery_nonincidental": f"pulmonary artery {share('pulmonary_artery_nonincidental')}",
    "commonest_symptom_incidental": "in 15 incidental patients abnormal uterine bleeding 1",
    "commonest_symptoms_nonincidental": "in 24 nonincidental patients chest distress or pain 15/24 "
    "(62.5%) and dyspnoea 14/24 (58.3%)",
    "ovary_preserved_incidental": "An ovary was kept in "
    + share("ovary_preserved_incidental", "incidental"),
    "ovary_preserved_up_to_40": share("ovary_preserved_up_to_40")
    + " were aged 40 years or younger",
    "ovary_preserved_myomectomy": share("ovary_preserved_myomectomy") + " had a myomectomy",
    "thrombectomy_nonincidental": share("thrombectomy_nonincidental", "nonincidental"),
    "ovary_preserved_nonincidental": share("ovary_preserved_nonincidental", "nonincidental"),
    "uterus_preserved_nonincidental": share("uterus_preserved_nonincidental", "nonincidental"),
    "adjuvant_incidental": "given to " + share("adjuvant_incidental", "incidental"),
    "adjuvant_nonincidental": share("adjuvant_nonincidental", "nonincidental"),
    "median_follow_up": f"Median follow-up was {estimate('median_follow_up')} months",
    "recurrence_as_printed": "The abstract of the founding study prints 12.8% in a sentence about "
    "the incidental group, which is inconsistent: 12.8% is 5 of all 39",
    "recurrence_incidental": "in 5 of 15 incidental patients (33.3%, 95% CI 11.8 to 61.6%)",
    "recurrence_nonincidental": "in 0 of 24 nonincidental patients (0.0%, 0.0 to 14.2%)",
    "recurrence_surgery": f"surgery {share('recurrence_surgery')}",
    "recurrence_hormone": f"hormone therapy {share('recurrence_hormone')}",
    "deaths": f"{published()['deaths'].n} deaths were recorded among 38 patients; "
    "vital status unknown in 1 more",
    "lost": f"{published()['lost'].n} of 39 patients was lost to follow-up",
}


def test_every_published_number_is_asked_for():
    assert REPRODUCED.keys() == published().keys()


@pytest.mark.parametrize("key", REPRODUCED)
def test_with_the_demonstration_every_published_number_is_told(key: str):
    assert REPRODUCED[key] in DEMONSTRATION


def test_the_order_is_that_of_the_abstract():
    assert [passage.topic for passage in results(example_cohort())] == [
        "Patients", "Extent", "Symptoms", "Operation", "Adjuvant therapy", "Follow-up",
        "Recurrence", "After recurrence", "Survival",
    ]  # fmt: skip


def test_the_inconsistency_is_the_demonstrations_alone():
    filtered = example_cohort().where(Filter({"age": Between(high=60)}))
    others = Cohort(example_cohort().patients, "cohort.xlsx")

    assert "founding study" in DEMONSTRATION
    assert "founding study" not in told(filtered)
    assert "founding study" not in told(others)


def test_limits_and_test_stand_beside_the_recurrences():
    words = about("Recurrence", example_cohort())

    assert "difference 33.3 percentage points (95% CI 10.5 to 58.3)" in words
    assert "Fisher's exact test, two-sided: p = 0.0052" in words
    assert "the data still allow a risk of up to 14.2%" in words
    assert "The groups also differ in tumour extent (no value in common)" in words
    assert words.index("not assigned at random") < words.index("also differ") < words.index("p = ")


def test_deaths_are_counted_among_those_in_whom_they_are_known():
    table = table_one(example_cohort()).printed()
    dead = table.loc[table["Level"] == "Dead", "All patients (n = 39)"]

    assert dead.to_list() == ["0/38 (0.0%)"]
    assert about("Survival", example_cohort()).endswith(
        "0 deaths were recorded among 38 patients; vital status unknown in 1 more; the data still "
        "allow a risk of death of up to 9.3% (exact 95% limit)."
    )


def test_a_group_that_was_not_followed_so_long_is_not_passed_over():
    cohort = made_of(
        patient_id=range(6), ivl_detection=["incidental"] * 3 + ["nonincidental"] * 3,
        followup_months=[40, 50, 60, 8, 12, 20], recurrence=["no"] * 6, vital_status=["alive"] * 6,
    )  # fmt: skip

    assert about("Survival", cohort).startswith(
        "Recurrence-free survival at 36 months was 100.0% (95% CI 29.2 to 100.0%) in 3 incidental "
        "patients. Beyond follow-up at 36 months: 3 nonincidental patients, last seen at 20.0 "
        "months. 0 deaths were recorded among 6 patients; "
    )


# ── Any cohort ───────────────────────────────────────────────────────────────────────────────


def test_without_patients_there_is_nothing_to_tell():
    nobody = example_cohort().where(Filter({"age": Between(high=20)}))

    assert results(nobody) == ()


def test_what_nobody_recorded_is_not_mentioned():
    cohort = made_of(patient_id=["A", "B", "C"])

    assert [(passage.topic, passage.words) for passage in results(cohort)] == [
        ("Patients", "3 patients with intravenous leiomyomatosis."),
        ("Recurrence", "Recurrence is not known in 3 patients."),
        ("Survival", "Whether they are alive is not known of 3 patients."),
    ]


def test_a_single_patient_is_told_of_in_the_singular():
    cohort = made_of(
        patient_id=["A"], age_at_diagnosis=[38], ivl_detection=["incidental"],
        followup_months=[24], recurrence=["no"], vital_status=["alive"], lost_to_followup=["no"],
    )  # fmt: skip

    assert about("Patients", cohort) == (
        "1 patient with intravenous leiomyomatosis, aged 38.0 years. Detection was incidental in "
        "1/1 (100.0%)."
    )
    assert about("Recurrence", cohort) == (
        "Recurrence was recorded in 0 of 1 patient (0.0%, 95% CI 0.0 to 97.5%). 1 patient had no "
        "recurrence; the data still allow a risk of up to 97.5% (exact 95% limit)."
    )
    assert about("Follow-up", cohort) == (
        "Median follow-up was 24.0 months (limits not estimable; reverse Kaplan–Meier method). 0 "
        "of 1 patient was lost to follow-up."
    )


def test_a_curve_that_came_down_to_zero_has_no_limits():
    cohort = made_of(
        patient_id=["A", "B"], followup_months=[12, 36], recurrence=["no", "no"],
        vital_status=["dead", "dead"],
    )  # fmt: skip

    assert about("Survival", cohort) == (
        "Recurrence-free survival at 36 months was 0.0% (limits not estimable) in 2 patients. "
        "2 deaths were recorded among 2 patients."
    )


def test_no_survival_is_told_where_recurrences_have_no_time():
    cohort = made_of(
        patient_id=["A", "B", "C"], followup_months=[40, 50, 60], recurrence=["yes", "no", "no"],
        vital_status=["alive"] * 3,
    )  # fmt: skip

    assert "Recurrence-free survival at" not in about("Survival", cohort)
    assert about("Survival", cohort).startswith("1 patient had a recurrence at a time that is not")


def test_without_detection_groups_everybody_is_one_group():
    cohort = made_of(
        patient_id=list("ABCD"), tumor_extent=["ivc_infrarenal"] * 3 + [None],
        ovarian_procedure=["both_kept", "both_removed", "both_removed", None],
        recurrence=["yes", "no", "no", None],
    )  # fmt: skip

    assert about("Extent", cohort) == (
        "Tumour extent: in 3 patients vena cava 3/3 (100.0%) (unknown in 1)."
    )
    assert about("Operation", cohort).startswith(
        "An ovary was kept in 1 of 3 patients (33.3%) (unknown in 1)."
    )
    assert about("Recurrence", cohort) == (
        "Recurrence was recorded in 1 of 3 patients (33.3%, 95% CI 0.8 to 90.6%). Recurrence is "
        "not known in 1 patient, who is not counted."
    )


def test_unequal_follow_up_is_said_before_the_recurrences_are_compared():
    cohort = made_of(
        patient_id=range(20), ivl_detection=["incidental"] * 10 + ["nonincidental"] * 10,
        followup_months=[*range(60, 70), *range(10, 20)],
        recurrence=["yes"] * 5 + ["no"] * 15, vital_status=["alive"] * 20,
    )  # fmt: skip
    words = told(cohort)

    assert words.index("Follow-up differs between the groups") < words.index("Fisher's exact test")


def test_each_number_names_a_page_of_the_menu():
    assert {number.source.page for number in numbers(example_cohort())} <= set(PAGES.values())


def test_each_number_leads_to_the_figure_that_shows_it():
    leads_to = {number.words: number.source for number in numbers(example_cohort())}

    whole = leads_to["5 of 39 patients (12.8%, 95% CI 4.3 to 27.4%)"]
    compared = leads_to["5 of 15 incidental patients (33.3%, 95% CI 11.8 to 61.6%)"]
    assert (whole.page, whole.title) == ("Recurrence", "Patients with a recurrence")
    assert compared.title == "Patients with a recurrence by detection group"
    assert leads_to["p = 0.0052"] == compared
    assert leads_to["33.3 percentage points (95% CI 10.5 to 58.3)"] == compared
    assert leads_to["3/6 (50.0%)"].title == "Characteristics by ovary preserved"
    assert leads_to["69.3% (95% CI 37.0 to 87.3%)"].title == (
        "Recurrence-free survival by detection group"
    )
    assert leads_to["4/5 (80.0%)"].title == "Each recurrence, its time and its treatment"


# What was chosen and not found, and names: they lead nowhere.
NO_NUMBERS = (
    r"at 36 months|exact 95%|fewer than \d|at least \d|fits best is 0|aged 40 years or younger|"
    r"(January|February|March|April|May|June|July|August"
    r"|September|October|November|December) \d{4}"
)


def without_a_figure(cohort: Cohort) -> list[str]:
    """Numbers in the words between those that lead somewhere, and signs that fell out of them."""
    between = " | ".join(
        part for passage in results(cohort) for part in passage.parts if isinstance(part, str)
    )
    return re.findall(r"\d+|−|over$|under$", re.sub(NO_NUMBERS, "", between))


def test_no_number_is_without_its_figure():
    assert without_a_figure(example_cohort()) == []


def test_a_difference_below_zero_keeps_its_sign_in_the_link():
    groups = {"incidental": "nonincidental", "nonincidental": "incidental"}
    patients = example_cohort().patients
    swapped = patients.assign(ivl_detection=patients["ivl_detection"].map(groups))
    cohort = Cohort(complete(swapped), "swapped.csv")

    assert "−33.3 percentage points (95% CI −58.3 to −10.5)" in [
        number.words for number in numbers(cohort)
    ]
    assert without_a_figure(cohort) == []


def test_no_mark_of_a_number_reaches_what_is_shown():
    cohort = example_cohort()
    shown = [
        *answers.recurrence(cohort, "ivl_detection"),
        *answers.survival(cohort, "ivl_detection"),
        answers.characteristics(cohort, "ivl_detection"),
    ]

    assert [
        one.title for one in shown if re.search("[\ue000-\uf8ff]", f"{one.words} {one.caption}")
    ] == []
    assert told(cohort).isprintable()


def test_what_is_missing_is_not_counted_as_known():
    cohort = made_of(patient_id=["A", "B", "C"], thrombectomy=["yes", None, "no"])
    blank = cohort.patients["thrombectomy"].astype("object").replace("unknown", None)
    missing = Cohort(cohort.patients.assign(thrombectomy=blank), "made up")

    assert (
        about("Operation", missing)
        == about("Operation", cohort)
        == ("Thrombectomy was done in 1 of 2 patients (50.0%) (unknown in 1).")
    )


def test_each_treatment_of_a_recurrence_has_its_own_denominator():
    cohort = made_of(
        patient_id=["A", "B", "C"], recurrence=["yes"] * 3,
        recurrence_treatment_surgery=["yes", "no", "yes"],
        recurrence_treatment_hormone=["yes", None, None],
    )  # fmt: skip

    assert about("After recurrence", cohort) == (
        "Recurrences were treated by hormone therapy 1/1 (100.0%) (unknown in 2) and surgery 2/3 "
        "(66.7%)."
    )


def test_joined_again_the_parts_are_the_words():
    source = Source("Survival", "Overall survival")
    parts = linked(f"{number(f'{number(1)} of {number(4)}')} lived {number('')}(p < 0.05).", source)

    assert parts == (Number("1 of 4", source), " lived (p < 0.05).")
    assert plain_words(parts) == "1 of 4 lived (p < 0.05)."
    assert joined([parts, (), linked("", source), parts]) == (*parts, " ", *parts)


def test_a_sentence_is_text_that_knows_its_numbers():
    said = Said(f"In {number('3 patients')}, all women.")

    assert said == "In 3 patients, all women."
    assert said.parts == (("In ", False), ("3 patients", True), (", all women.", False))
    assert Said(said).marked == copy.deepcopy(said).marked == said.marked
    assert Said(f"{said.marked} So.").parts[1] == ("3 patients", True)


def test_the_p_value_of_the_passages_is_the_one_of_the_recurrence_page():
    tested = [test for passage in results(example_cohort()) for test in passage.tested]

    assert [(one.outcome, one.by, one.test) for one in tested] == [
        ("Recurrence", "ivl_detection", "Fisher's exact test, two-sided")
    ]


levels = st.sampled_from(["incidental", "nonincidental", None])
yes_no = st.sampled_from(["yes", "no", None])


@settings(max_examples=12)
@given(
    st.lists(
        st.tuples(levels, yes_no, yes_no, st.none() | st.integers(0, 99)), min_size=1, max_size=12
    )
)
def test_of_any_cohort_what_is_told_was_counted_and_no_number_is_endless(patients):
    detection, recurrence, thrombectomy, months = zip(*patients, strict=True)
    cohort = made_of(
        patient_id=range(len(patients)), ivl_detection=detection, recurrence=recurrence,
        thrombectomy=thrombectomy, followup_months=months,
    )  # fmt: skip
    words = told(cohort)

    n, n_known = recurrence.count("yes"), len(patients) - recurrence.count(None)
    if n_known:
        assert f"Recurrence was recorded in {n} of {text.patients(n_known)}" in words
    assert not re.search(r"\b(nan|inf)\b", words)
    assert ".." not in words
    assert "  " not in words
    for passage in results(cohort):
        assert passage.words.endswith(".")
    assert without_a_figure(cohort) == []


# ── To paste elsewhere ───────────────────────────────────────────────────────────────────────


def test_what_is_copied_says_of_whom_it_is_when_it_was_made_and_that_it_explores():
    chosen = Filter({"extent": OneOf(("ivc",))})
    cohort = example_cohort().where(chosen)
    passages = (Passage("One", ("First.",)), Passage("Two", ("Second.",)))

    assert as_text(cohort, passages, "Exploratory: all 3 p-values", TODAY) == (
        "First. Second.\n\n"
        "4 of 39 patients: tumour extent vena cava. Made-up patients that match the published "
        "totals. Exploratory: all 3 p-values. IVL Cohort Explorer, 2026-11-23.\n"
    )


def test_no_share_is_told_of_what_was_noted_only_where_it_was_done():
    removed = ["both_removed"] * 3 + ["unknown"] * 5
    assert "ovary" not in told(made_of(ovarian_procedure=removed))
    assert "An ovary was kept in 1 of 4 patients (25.0%) (unknown in 4)." in told(
        made_of(ovarian_procedure=["both_kept", *removed[:3], *removed[4:]])
    )
