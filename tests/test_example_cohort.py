"""The made-up patients give every published figure, make clinical sense, and stay as they are."""

import runpy
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from ivl import describe
from ivl.cohort import Cohort, Filter, OneOf
from ivl.derive import months_between
from ivl.endpoints import OVERALL, RECURRENCE_FREE
from ivl.example import EXAMPLE_CSV, example_cohort
from ivl.intake import preview
from ivl.published import Published, published
from ivl.schema import BY_NAME
from ivl.survival import kaplan_meier

EXAMPLE_XLSX = EXAMPLE_CSV.with_suffix(".xlsx")
SCRIPT = EXAMPLE_CSV.with_name("make_example_cohort.py")

COHORT = example_cohort()
INCIDENTAL = COHORT.where(Filter({"detection": OneOf(("incidental",))}))
NONINCIDENTAL = COHORT.where(Filter({"detection": OneOf(("nonincidental",))}))
KEEPING_OVARIES = COHORT.where(Filter({"ovaries": OneOf(("both_kept", "one_kept"))}))


def share(cohort: Cohort, column: str, level: str) -> tuple[int, int]:
    """How many of the patients are at the level, and of how many that is known."""
    table = describe.levels(cohort, BY_NAME[column]).table
    row = table[table["level"] == level].iloc[0]
    return row["n"], row["n_known"]


def commonest_symptoms(cohort: Cohort, n: int) -> list[str]:
    """The n commonest symptoms, commonest first; a tie with the next one fails."""
    had = describe.frequencies(cohort, BY_NAME["symptoms"].options).table
    assert had["n"].iloc[n - 1] > had["n"].iloc[n]
    return list(had["name"].str.removeprefix("symptom_")[:n])


def months_of_accrual() -> list[str]:
    operated = COHORT.patients["surgery_date"]
    return [f"{operated.min():%Y-%m}", f"{operated.max():%Y-%m}"]


# ── Published figures ────────────────────────────────────────────────────────────────────────

RECOMPUTED: dict[str, Callable[[], object]] = {
    "patients": lambda: (COHORT.n, None),
    "accrual": months_of_accrual,
    "median_age": lambda: COHORT.patients["age_at_diagnosis"].median(),
    "incidental": lambda: share(COHORT, "ivl_detection", "incidental"),
    "nonincidental": lambda: share(COHORT, "ivl_detection", "nonincidental"),
    "pelvic_incidental": lambda: share(INCIDENTAL, "extent_group", "pelvic"),
    "ivc_nonincidental": lambda: share(NONINCIDENTAL, "extent_group", "ivc"),
    "right_heart_nonincidental": lambda: share(NONINCIDENTAL, "extent_group", "right_heart"),
    "pulmonary_artery_nonincidental": lambda: share(
        NONINCIDENTAL, "extent_group", "pulmonary_artery"
    ),
    "commonest_symptom_incidental": lambda: commonest_symptoms(INCIDENTAL, 1),
    "commonest_symptoms_nonincidental": lambda: commonest_symptoms(NONINCIDENTAL, 2),
    "ovary_preserved_incidental": lambda: share(INCIDENTAL, "ovary_preserved", "yes"),
    "ovary_preserved_up_to_40": lambda: (
        int((KEEPING_OVARIES.patients["age_at_diagnosis"] <= 40).sum()),
        KEEPING_OVARIES.n,
    ),
    "ovary_preserved_myomectomy": lambda: share(KEEPING_OVARIES, "uterine_procedure", "myomectomy"),
    "thrombectomy_nonincidental": lambda: share(NONINCIDENTAL, "thrombectomy", "yes"),
    "ovary_preserved_nonincidental": lambda: share(NONINCIDENTAL, "ovary_preserved", "yes"),
    "uterus_preserved_nonincidental": lambda: share(NONINCIDENTAL, "uterus_preserved", "yes"),
    "adjuvant_incidental": lambda: share(INCIDENTAL, "adjuvant", "yes"),
    "adjuvant_nonincidental": lambda: share(NONINCIDENTAL, "adjuvant", "yes"),
    "median_follow_up": lambda: kaplan_meier(COHORT, OVERALL).follow_up["median"].item(),
    "recurrence_as_printed": lambda: share(COHORT, "recurrence", "yes"),
    "recurrence_incidental": lambda: share(INCIDENTAL, "recurrence", "yes"),
    "recurrence_nonincidental": lambda: share(NONINCIDENTAL, "recurrence", "yes"),
    "recurrence_surgery": lambda: share(COHORT, "recurrence_treatment_surgery", "yes"),
    "recurrence_hormone": lambda: share(COHORT, "recurrence_treatment_hormone", "yes"),
    "deaths": lambda: (share(COHORT, "vital_status", "dead")[0], COHORT.n),
    "lost": lambda: share(COHORT, "lost_to_followup", "yes"),
}


@pytest.mark.parametrize("figure", published().values(), ids=published().keys())
def test_the_example_cohort_gives_the_published_figure(figure: Published):
    reported = figure.estimate if figure.n is None else (figure.n, figure.n_known)

    assert RECOMPUTED[figure.key]() == (list(figure.values) or reported)


@pytest.mark.parametrize(
    "figure",
    [figure for figure in published().values() if figure.share is not None and figure.estimate],
    ids=lambda figure: figure.key,
)
def test_a_published_percentage_is_its_own_count_over_its_own_denominator(figure: Published):
    assert figure.share == pytest.approx(figure.estimate, abs=0.0005)


def test_the_12_8_percent_is_kept_with_both_denominators():
    printed, within = (
        published()[key] for key in ("recurrence_as_printed", "recurrence_incidental")
    )

    assert (printed.n, printed.n_known, printed.printed) == (5, 39, True)
    assert (within.n, within.n_known, within.printed) == (5, 15, False)


def test_median_follow_up_is_36_months_however_one_counts():
    assert COHORT.patients["os_months"].median() == 36.0
    for endpoint in (OVERALL, RECURRENCE_FREE):
        assert kaplan_meier(COHORT, endpoint).follow_up["median"].item() == 36.0


# ── Clinical sense ───────────────────────────────────────────────────────────────────────────


def test_each_patient_has_a_code_of_her_own():
    assert list(COHORT.patients["patient_id"]) == [f"DEMO-{number:02}" for number in range(1, 40)]
    assert COHORT.made_up


def test_extent_follows_the_detection_group():
    assert set(INCIDENTAL.patients["extent_group"]) == {"pelvic"}
    assert "pelvic" not in set(NONINCIDENTAL.patients["extent_group"])


def test_nine_incidental_patients_kept_no_ovary():
    assert share(INCIDENTAL, "ovary_preserved", "no") == (9, 15)


def test_recurrences_fell_on_both_sides_of_ovary_preservation():
    # The study does not say how; a cohort with all of them on one side would suggest a finding.
    recurrences = COHORT.patients[COHORT.patients["recurrence"] == "yes"]

    assert set(recurrences["ovary_preserved"]) == {"yes", "no"}


def test_dates_and_months_agree():
    patients = COHORT.patients
    followed = months_between(patients["surgery_date"], patients["last_followup_date"])
    to_recurrence = months_between(patients["surgery_date"], patients["recurrence_date"])

    assert (followed - patients["followup_months"]).abs().max() < 0.1
    assert (to_recurrence - patients["time_to_recurrence_months"]).abs().max() < 0.1
    assert (to_recurrence.dropna() < followed[to_recurrence.notna()]).all()


def test_only_recurrences_have_a_time_a_site_and_a_treatment():
    patients = COHORT.patients
    recurrence = patients["recurrence"] == "yes"

    assert (patients["time_to_recurrence_months"].notna() == recurrence).all()
    assert ((patients["event_type"] != "unknown") == recurrence).all()
    assert ((patients.filter(like="recurrence_site_") == "yes").any(axis=1) == recurrence).all()


def test_what_progressed_had_been_left_behind():
    progressed = COHORT.patients[COHORT.patients["event_type"] == "progression"]

    assert set(progressed["resection_completeness"]) == {"R1_microscopic"}


def test_of_the_lost_patient_nobody_knows_whether_she_lives():
    patients = COHORT.patients

    assert (
        (patients["vital_status"] == "unknown") == (patients["lost_to_followup"] == "yes")
    ).all()


def test_a_uterus_is_absent_only_after_a_hysterectomy_and_then_does_not_bleed():
    patients = COHORT.patients
    absent = patients["uterine_procedure"] == "uterus_already_absent"
    removed = [
        "prior_uterine_surgery_total_hysterectomy",
        "prior_uterine_surgery_subtotal_hysterectomy",
    ]
    bleeding = ["symptom_abnormal_uterine_bleeding", "symptom_dysmenorrhea"]

    assert (absent == (patients[removed] == "yes").any(axis=1)).all()
    assert (patients.loc[absent, bleeding] == "no").all(axis=None)


def test_tumour_climbs_without_a_gap():
    patients = COHORT.patients
    for higher, lower in (("pa", "rv"), ("rv", "ra"), ("ra", "ivc")):
        assert (patients.loc[patients[higher] == "yes", lower] == "yes").all()
    assert ((patients["ivc"] == "yes") == (patients["extent_group"] != "pelvic")).all()


def test_bypass_needs_an_open_chest_and_the_chest_is_opened_for_the_heart():
    patients = COHORT.patients
    opened = patients["chest_incision"] != "none"

    assert ((patients["cpb"] == "yes") == opened).all()
    assert opened[patients["dhca"] == "yes"].all()
    assert set(patients.loc[opened, "extent_group"]) == {"right_heart", "pulmonary_artery"}


@pytest.mark.parametrize(
    ("column", "n_unknown"),
    [("tumor_size", 2), ("resection_completeness", 1), ("menopausal_status", 1)],
)
def test_a_few_cells_are_unknown(column: str, n_unknown: int):
    values = COHORT.patients[column]

    assert int((values.isna() | (values == "unknown")).sum()) == n_unknown


# ── Files ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("file", [EXAMPLE_CSV, EXAMPLE_XLSX], ids=lambda file: file.suffix)
def test_intake_reads_the_example_without_a_word(file: Path):
    read = preview(file.read_bytes(), file.name)

    assert [problem.sentence for problem in read.problems] == []
    assert [question.asks for question in read.questions] == []
    assert read.left_out == ()
    assert read.identifiers_dropped == ()
    assert read.cohort is not None


def test_csv_and_xlsx_hold_the_same_patients():
    csv, xlsx = (preview(file.read_bytes(), file.name) for file in (EXAMPLE_CSV, EXAMPLE_XLSX))

    assert csv.patients is not None
    pd.testing.assert_frame_equal(csv.patients, xlsx.patients)
    pd.testing.assert_frame_equal(csv.patients, COHORT.patients)


def test_the_script_remakes_exactly_these_files(tmp_path: Path):
    script = runpy.run_path(str(SCRIPT))
    csv, xlsx = tmp_path / "cohort.csv", tmp_path / "cohort.xlsx"
    script["write_csv"](script["cohort"](), csv)
    script["write_xlsx"](COHORT.patients, xlsx)

    assert csv.read_bytes() == EXAMPLE_CSV.read_bytes()
    assert parts(xlsx) == parts(EXAMPLE_XLSX)


def parts(workbook: Path) -> dict[str, bytes]:
    """What is in the workbook; how it is compressed is up to the zlib at hand."""
    with zipfile.ZipFile(workbook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
