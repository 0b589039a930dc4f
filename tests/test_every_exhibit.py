"""What holds for every figure, table, sentence and file of every page, whoever the patients are."""

import io
import re
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ivl import answers, export, measures, results
from ivl.cohort import Cohort
from ivl.derive import complete
from ivl.example import example_cohort
from ivl.exhibit import Exhibit
from ivl.schema import BY_NAME
from ivl.text import LARGEST_RATIO

NO_NUMBER = re.compile(r"(?<![A-Za-z])(inf|nan|NaN|NaT|<NA>|Infinity|\d+e\+\d+)(?![A-Za-z])")
SPLITS = [None, "ivl_detection", "extent_group", "ovary_preserved", "age_group"]
FORGOTTEN = ["ivl_detection", "vital_status", "recurrence", "ovarian_procedure", "age_at_diagnosis"]

RECORDED = example_cohort().patients.drop(
    columns=[name for name, column in BY_NAME.items() if column.need == "derived"],
    errors="ignore",
)


@st.composite
def cohorts(draw: st.DrawFn) -> Cohort:
    """Few or many patients; nobody, everybody or one group with an event; ties, zeros, blanks."""
    n = draw(st.sampled_from([1, 2, 4, 7, 12, 25, 39]))
    patients = RECORDED.sample(n, random_state=draw(st.integers(0, 99))).reset_index(drop=True)
    random = np.random.default_rng(draw(st.integers(0, 999)))
    days = ["surgery_date", "last_followup_date", "death_date"]
    patients = patients.assign(**dict.fromkeys(days, pd.NaT))
    longest = draw(st.sampled_from([0, 0.01, 3, 60, 500]))
    follow_up = draw(st.sampled_from([np.round(random.random(n) * longest, 4),
                                      np.floor(random.random(n) * longest),
                                      np.full(n, float(longest))]))  # fmt: skip
    share = draw(st.sampled_from([0, 0.15, 0.5, 1, None]))
    recurred = patients["ivl_detection"] == "incidental" if share is None else None
    recurred = random.random(n) < share if recurred is None else recurred
    patients = patients.assign(
        followup_months=follow_up,
        recurrence=np.where(recurred, "yes", "no"),
        time_to_recurrence_months=np.where(
            recurred, np.round(follow_up * random.random(n), 4), np.nan
        ),
        vital_status=random.choice(["alive", "dead", "unknown"], n, p=[0.7, 0.2, 0.1]),
    )
    for name in draw(st.lists(st.sampled_from(FORGOTTEN), max_size=2)):
        blank = np.nan if BY_NAME[name].kind == "number" else "unknown"
        lost = random.random(n) < draw(st.sampled_from([0.3, 1]))
        patients[name] = patients[name].astype("object").mask(lost, blank)
    patients["age_at_diagnosis"] = patients["age_at_diagnosis"].astype("float64")
    return Cohort(complete(patients), "made up")


def exhibits(cohort: Cohort, by: str | None) -> list[Exhibit]:
    return [
        answers.characteristics(cohort, by),
        answers.ovaries_kept(cohort),
        *answers.recurrence(cohort, by),
        *answers.survival(cohort, by),
        answers.hazards_alone(cohort)[0],
        answers.hazards_adjusted(cohort, ["ivl_detection", "age_at_diagnosis"]),
    ]


@settings(deadline=None, max_examples=8)
@given(cohorts(), st.sampled_from(SPLITS))
def test_nothing_shown_is_infinite_or_surer_than_the_data(cohort, by):
    said = "\n".join(passage.words for passage in results.results(cohort))
    for exhibit in exhibits(cohort, by):
        measured = measures.frame(exhibit.measures)
        table = "" if exhibit.table is None else exhibit.table.to_csv()
        said += "\n".join([exhibit.words, exhibit.caption, table, *measured["printed"]])
        assert exhibit.cautions or not measures.p_values(exhibit.measures) + exhibit.tested
        _is_finite(exhibit.data)
        _is_finite(measured)
        _has_width(exhibit.data if "hazard_ratio" in exhibit.data else measured)
    found = NO_NUMBER.search(said)

    assert not found, said[max(found.start() - 80, 0) : found.end() + 40]


def _is_finite(frame: pd.DataFrame) -> None:
    assert not np.isinf(frame.select_dtypes("number").to_numpy(dtype="float64")).any()


def _has_width(rows: pd.DataFrame) -> None:
    """Limits lie around the estimate and apart, and beyond the bound there is no number.

    The limits of a median are times at which somebody left, who may have left all at one.
    """
    unit = rows.get("unit", pd.Series("ratio", rows.index))
    estimate = rows["hazard_ratio"] if "hazard_ratio" in rows else rows["estimate"]
    one = (rows["conf_low"] == rows["conf_high"]) & (unit != "months")
    outside = (estimate < rows["conf_low"] - 1e-9) | (estimate > rows["conf_high"] + 1e-9)
    far = rows[["conf_low", "conf_high"]].assign(estimate=estimate).gt(LARGEST_RATIO).any(axis=1)

    assert rows[one].empty
    assert rows[outside].empty
    assert rows[far & unit.isin(["ratio", "per 100 patient-years"])].empty


@pytest.mark.parametrize("n", [1, 6])
def test_files_of_few_patients_hold_numbers_or_blanks(n):
    few = Cohort(complete(RECORDED.head(n)), "made up")
    on = date(2026, 11, 23)
    for exhibit in exhibits(few, None):
        page = export.html(exhibit, on).decode()
        cells = [cell for sheet in load_workbook(io.BytesIO(export.xlsx(exhibit, on)))
                 for row in sheet.iter_rows(values_only=True) for cell in row]  # fmt: skip
        files = [export.csv(exhibit).decode("utf-8-sig"), *map(str, cells),
                 re.sub("<[^>]*>", " ", page[page.rfind("</script>") :])]  # fmt: skip
        assert [words for words in files if NO_NUMBER.search(words)] == []
