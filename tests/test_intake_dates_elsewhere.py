"""Dates as other countries and other programs write them."""

from datetime import date

import pandas as pd
import pytest
from small_files import patients

from ivl.intake import Answers, Preview, preview

DAYS = ["2019-05-03", "2020-11-20", "2018-12-31", "2021-01-15"]
MONTHS = ["2019-05-15", "2020-11-15", "2018-12-15", "2021-01-15"]


def read(cells: list[str], answer: str = "") -> Preview:
    content = patients(*({"Date of surgery": cell} for cell in cells))
    answers = Answers({"dates": answer} if answer else {})
    return preview(content, "cohort.csv", answers, today=date(2026, 1, 1))


def days(found: Preview) -> list[str]:
    return ["" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in found.patients["surgery_date"]]


def said(found: Preview) -> list[str]:
    return [one.sentence for one in found.problems if one.column == "Date of operation"]


@pytest.mark.parametrize(
    "cells",
    [
        ["3. Mai 2019", "20. Nov. 2020", "31. Dezember 2018", "15. Jän. 2021"],
        ["3 mai 2019", "20 novembre 2020", "31 déc. 2018", "15 janv. 2021"],
        ["3 de mayo de 2019", "20 nov 2020", "31 de diciembre de 2018", "15 de enero de 2021"],
        ["3 maggio 2019", "20 novembre 2020", "31 dic. 2018", "15 gennaio 2021"],
        ["3 de maio de 2019", "20 novembro 2020", "31 dez 2018", "15 janeiro 2021"],
        ["3 мая 2019 г.", "20 ноября 2020", "31 декабря 2018", "15 января 2021"],
        ["2019년 5월 3일", "2020년11월20일", "2018년 12월 31일", "2021년 1월 15일"],
        ["Fri 3 May 2019", "Friday 20 November 2020", "2018-12-31 星期一", "2021年1月15日周五"],
    ],
)
def test_months_and_days_of_the_week_are_read_in_many_languages(cells: list[str]):
    found = read(cells)

    assert days(found) == DAYS
    assert said(found) == []


@pytest.mark.parametrize(
    ("cells", "country"),
    [
        (["108/05/03", "109.11.20", "107年12月31日", "1100115"], "Taiwan"),
        (["2562-05-03", "2563/11/20", "2561年12月31日", "15/01/2564"], "Thailand"),
    ],
)
def test_years_that_other_countries_count_are_read_with_a_word(cells: list[str], country: str):
    found = read(cells)

    assert days(found) == DAYS
    assert said(found)[0] == (
        f'Row 2, Date of operation: "{cells[0]}" was read as 2019-05-03. So {country} counts '
        "years. If the year is a slip, correct the cell and upload again."
    )
    assert len(said(found)) == 4


def test_two_figures_of_a_year_beside_those_of_taiwan_are_left_unread():
    found = read(["108/05/03", "98/05/03", "99/11/20", "109/1/2"])

    assert days(found) == ["2019-05-03", "", "", "2020-01-02"]
    assert said(found)[1] == (
        'Row 3, Date of operation: "98/05/03" may count its year from 1912 or not. Counted as '
        "unknown. Correct the cell and upload again."
    )


def test_six_figures_are_a_day_where_the_column_proves_the_order_and_else_asked():
    proven = read(["190503", "201120", "181231", "210115"])
    open_ones = read(["010203", "040506", "070809", "101112"])

    assert days(proven) == DAYS
    assert days(open_ones) == [""] * 4
    assert [ask.asks.partition(": ")[2] for ask in open_ones.questions if ask.is_open] == [
        "in which order are dates of six figures written?"
    ]


def test_a_year_and_month_in_figures_keep_their_precision():
    found = read(["201905", "202011", "201812", "202101"])

    assert days(found) == MONTHS
    assert "names no day; 2019-05-15 was used" in said(found)[0]


def test_figures_that_may_be_a_month_or_a_day_are_said():
    found = read(["201905", "201011", "201812", "202101"])

    assert days(found)[1] == ""
    assert (
        'Row 3, Date of operation: "201011" may be a month or a day. Counted as unknown. Correct '
        "the cell and upload again."
    ) in said(found)


@pytest.mark.parametrize("seconds", ["1556841600", "13776134400", "1556841600000"])
def test_seconds_are_named_for_what_they_are(seconds: str):
    found = read([seconds] * 4)

    assert days(found) == [""] * 4
    assert found.identifiers_dropped == ()
    assert said(found)[0] == (
        "Row 2, Date of operation: The number here may count seconds, and from which day is not "
        "told. Counted as unknown. Format the column as dates in the program that wrote it, and "
        "export it again."
    )
