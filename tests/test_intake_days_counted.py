"""Dates that other programs exported: as numbers of days, or with a time behind a colon."""

from datetime import date

import pandas as pd
import pytest
from small_files import patients, workbook

from ivl.intake import Preview, preview

TODAY = date(2024, 6, 1)


def operated(*days: object) -> Preview:
    content = patients(*({"Date of surgery": day} for day in days))
    return preview(content, "cohort.csv", today=TODAY)


def test_a_day_number_of_excel_is_the_day_that_excel_shows():
    read = operated("43588", "44155")

    assert [f"{day:%Y-%m-%d}" for day in read.patients["surgery_date"]] == [
        "2019-05-03",
        "2020-11-20",
    ]
    assert [one for one in read.problems if one.column == "Date of operation"] == []


def test_a_day_number_that_may_count_from_1960_is_no_date_until_somebody_says_so():
    read = operated("21672", "22239")

    assert read.patients["surgery_date"].isna().all()
    assert [one.sentence for one in read.problems if one.row == 2] == [
        "Row 2, Date of operation: 21672 counts days: from 1900, as Excel does, to "
        "1959-05-02; from 1960, as Stata and SAS do, to 2019-05-03. Counted as unknown. Write the "
        "dates of the column like 2019-03-05 and upload again."
    ]


def test_a_number_in_a_workbook_is_doubted_like_one_in_a_text_file():
    sheet = [["ID", "Age", "Extent", "Recurrence", "Follow-up (months)", "Date of surgery"]]
    sheet += [[f"P{number}", 47, "IVC", "no", 36, 21672 + number] for number in range(3)]
    read = preview(workbook(Cohort=sheet), "cohort.xlsx", today=TODAY)

    assert read.patients["surgery_date"].isna().all()


@pytest.mark.parametrize("written", ["03-MAY-2019:10:00:00", "03MAY2019:00:00:00.000"])
def test_a_date_with_a_time_behind_a_colon_is_that_day(written):
    read = operated(written, written)

    assert set(read.patients["surgery_date"]) == {pd.Timestamp(2019, 5, 3)}
