"""Recurrence that only dates tell: asked about once, then read; nothing is taken unasked."""

from datetime import date

from small_files import patients

from ivl.intake import Answers, Preview, preview

DATES = ("2019-05-01", "", "2020-01-01", "not known", "May?")


def read(answer: str = "") -> Preview:
    rows = [{"Date of surgery": "2018-01-01", "Date of recurrence": day} for day in DATES]
    content = patients(*rows, without=["Recurrence"])
    chosen = Answers({"recurrence from dates": answer})
    return preview(content, "cohort.csv", chosen, today=date(2024, 6, 1))


def test_a_file_with_dates_of_recurrence_alone_is_asked_what_an_empty_date_means():
    found = read()

    assert [ask.asks for ask in found.questions] == [
        "There is no column with recurrence, but 2 patients with a date of recurrence. Does an "
        "empty date mean that nothing recurred?"
    ]
    assert found.cohort is None


def test_with_a_yes_an_empty_date_is_a_no_and_an_unreadable_one_stays_unknown():
    found = read("no")

    assert list(found.patients["recurrence"]) == ["yes", "no", "yes", "unknown", "unknown"]
    assert found.cohort is not None
    assert [ask.key for ask in found.questions if ask.is_open] == []


def test_with_a_no_only_those_with_a_date_are_known():
    found = read("unknown")

    assert list(found.patients["recurrence"]) == ["yes", "unknown", "yes", "unknown", "unknown"]
