"""What an owner said of one month's file, used again for the next month's."""

import json
from pathlib import Path

import pytest
from small_files import cells, patients

from ivl.intake import (
    LEAVE_OUT,
    Answers,
    Recalled,
    Refused,
    Remembered,
    from_file,
    opened,
    preview,
    recall,
    remember,
    to_file,
)

DATA = Path(__file__).resolve().parent.parent / "data"

HEADINGS = ["ID", "Age", "Extent", "复发", "Follow-up (months)", "Outcm", "Theatre day", "Diary"]
MARCH = [
    [1, 45, "IVC", 1, 12, "alive", "3/4/2019", "x"],
    [2, 34, "IVC", 2, 24, "dead", "5/6/2019", "y"],
    [3, 99, "heart up", 2, 24, "dead", "5/6/2019", "y"],
    [4, 99, "IVC", 2, 24, "dead", "5/6/2019", "y"],
]
ANSWERS = Answers(
    {
        "column D": "recurrence",
        "codes D": "1 yes, 2 no",
        "column F": "vital_status",
        "column G": "surgery_date",
        "dates G": "DMY",
        "column H": LEAVE_OUT,
        "mark B 99": "unknown",
        "value C heart up": "right_atrium",
    }
)


@pytest.fixture(scope="module")
def march() -> Remembered:
    return remember(preview(cells(HEADINGS, *MARCH), "march.csv", ANSWERS), ANSWERS)


def again(kept: Remembered, headings: list[str], *rows: list[object]) -> Recalled:
    return recall(kept, opened(cells(headings, *rows), "april.csv"))


def moved(order: list[int]) -> tuple[list[str], list[list[object]]]:
    """The file of March with its columns in another order."""
    return [HEADINGS[at] for at in order], [[row[at] for at in order] for row in MARCH]


# ── Used again ───────────────────────────────────────────────────────────────────────────────


def test_a_mapping_survives_its_file(march: Remembered):
    assert from_file(to_file(march)) == march
    assert march.says_something


def test_the_same_file_a_month_later_asks_nothing(march: Remembered):
    april = again(march, HEADINGS, *MARCH)

    assert april.answers == ANSWERS
    assert april.remarks == ()
    assert april.used == "4 columns and 4 answers"
    assert april.preview.open_questions == ()
    assert april.preview.patients["recurrence"].tolist() == ["yes", "no", "no", "no"]


def test_columns_are_found_by_their_headings_wherever_they_have_moved(march: Remembered):
    headings, rows = moved([6, 5, 7, 3, 2, 1, 4, 0])
    april = again(march, headings, *rows)

    assert april.remarks == ()
    expected = preview(cells(HEADINGS, *MARCH), "march.csv", ANSWERS)
    assert april.preview.patients.equals(expected.patients)


def test_capitals_and_blanks_in_headings_make_no_difference(march: Remembered):
    april = again(march, [f" {heading.upper()}" for heading in HEADINGS], *MARCH)

    assert april.remarks == ()
    assert april.used == "4 columns and 4 answers"


def test_which_of_two_columns_was_taken_is_remembered_by_its_heading():
    headings = ["ID", "Age", "Age at surgery", "Extent", "Recurrence", "Follow-up (months)"]
    rows = [[1, 45, 47, "IVC", "no", 12], [2, 50, 52, "RA", "yes", 24]]
    answers = Answers({"one of age_at_diagnosis": "C"})
    kept = from_file(to_file(remember(preview(cells(headings, *rows), "a.csv", answers), answers)))
    april = again(kept, headings[1:], *(row[1:] for row in rows))

    assert april.answers.choices == {"one of age_at_diagnosis": "B"}
    assert april.preview.patients["age_at_diagnosis"].tolist() == [47, 52]


def test_what_values_told_of_a_heading_is_remembered_for_a_file_that_tells_nothing():
    headings = ["ID", "Age", "Extent", "复发", "Recurrence date", "Follow-up (months)"]
    told = preview(
        cells(headings, [1, 45, "IVC", "是", "2019-03-05", 12], [2, 34, "IVC", "否", "", 24]),
        "a.csv",
    )
    assert {match.field: match.sure for match in told.mapping}["recurrence"] == "values"
    april = again(remember(told, Answers()), headings[:4] + headings[5:], [1, 45, "IVC", "否", 12])

    assert april.answers.choices == {"column D": "recurrence"}
    assert april.remarks == ('Not in this file: "Recurrence date"',)


def test_a_file_is_of_the_same_kind_if_most_headings_are_the_same(march: Remembered):
    other = preview(cells(["ID", "Age", "Extent", "复发", "X", "Y"], [1, 2, 3, 4, 5, 6]), "b.csv")

    assert march.is_alike(preview(cells(HEADINGS[:-2], MARCH[0][:-2]), "april.csv"))
    assert not march.is_alike(other)


def test_a_file_that_speaks_for_itself_leaves_nothing_to_remember():
    content = (DATA / "example_cohort.csv").read_bytes()

    assert not remember(preview(content, "a.csv"), Answers()).says_something


# ── Not used again, and said so ──────────────────────────────────────────────────────────────


def test_a_heading_that_is_gone_is_named(march: Remembered):
    april = again(march, HEADINGS[:-2], *(row[:-2] for row in MARCH))

    assert april.remarks == ('Not in this file: "Theatre day" and "Diary"',)
    assert "column G" not in april.answers.choices


def test_a_heading_that_stands_over_two_columns_is_named_and_not_used(march: Remembered):
    april = again(march, [*HEADINGS, "Outcm"], *([*row, "alive"] for row in MARCH))

    assert april.remarks == (
        'More than one column is headed "Outcm", so what was remembered of it was not used',
    )
    assert not {"column F", "column I"} & april.answers.choices.keys()


def test_a_column_whose_values_do_not_fit_is_not_used(march: Remembered):
    rows = [MARCH[0], *([*row[:6], "left", row[7]] for row in MARCH[1:])]
    april = again(march, HEADINGS, *rows)

    assert april.remarks == (
        "Column G (Theatre day) was remembered as Date of operation, but most of its values do not "
        "fit, so that was not used",
    )
    assert not {"column G", "dates G"} & april.answers.choices.keys()
    assert "surgery_date" not in {match.field for match in april.preview.mapping}


def test_a_column_of_which_a_few_values_do_not_fit_is_used(march: Remembered):
    rows = [*MARCH[:3], [*MARCH[3][:6], "left", "y"]]

    assert again(march, HEADINGS, *rows).answers == ANSWERS


def test_the_meaning_of_codes_is_not_carried_over_to_further_columns():
    headings = ["ID", "Age", "Extent", "Recurrence", "Dyspnoea", "Follow-up (months)", "Syncope"]
    rows = [[1, 45, "IVC", 1, 2, 12, "yes"], [2, 34, "IVC", 2, 1, 24, "no"]]
    answers = Answers({"codes": "1 yes, 2 no"})
    kept = remember(preview(cells(headings, *rows), "a.csv", answers), answers)
    assert again(kept, headings, *rows).used == "1 answer"

    april = again(kept, headings, *([*row[:6], row[3]] for row in rows))
    assert [ask.key for ask in april.preview.open_questions] == ["codes"]
    assert april.remarks == (
        '"Columns D (Recurrence), E (Dyspnoea) and G (Syncope) hold 1 and 2: what do '
        'they mean?" concerns further columns now, so the answer was not used',
    )


def test_an_answer_that_is_no_option_any_more_is_asked_again(march: Remembered):
    rows = [[*row[:6], "3/14/2019", row[7]] for row in MARCH]
    april = again(march, HEADINGS, *rows)

    assert april.preview.date_order == "month before day"
    assert april.remarks == (
        "Column G (Theatre day): the dates of the earlier file were said to be written as day "
        "before month, and this file proves month before day. If both are written alike, the "
        "earlier one was read wrongly",
    )


CODED = ["ID", "Age", "Extent", "Recurrence", "Follow-up", "CPB"]


def coded(recurrence: list[object], months: list[object], cpb: list[object]) -> list[list[object]]:
    rows = zip(recurrence, months, cpb, strict=True)
    return [[f"P{at}", 40 + at, "IVC", *row] for at, row in enumerate(rows, start=1)]


@pytest.fixture(scope="module")
def in_years() -> Remembered:
    """1 was no, follow-up was in years, and a minus was unknown."""
    answers = Answers({"codes D": "1 no, 2 yes", "unit E": "years", "value F -": "unknown"})
    rows = coded([1, 2, 2], [3.5, 2, 7], ["+", "-", "no"])
    read = preview(cells(CODED, *rows), "march.csv", answers)
    assert read.patients["recurrence"].tolist() == ["no", "yes", "yes"]
    assert read.patients["followup_months"].tolist() == [42, 24, 84]
    assert read.patients["cpb"].tolist() == ["yes", "unknown", "no"]
    return remember(read, answers)


def test_what_was_said_to_be_no_is_never_read_as_yes_without_a_word(in_years: Remembered):
    april = again(in_years, CODED, *coded([1, 0, 0], [24, 2, 7], ["+", "-", "-"]))

    asked = [ask.asks for ask in april.preview.open_questions]
    assert asked == [
        "Column D (Recurrence), Recurrence: in the earlier file 1 meant no, and this one holds 0 "
        "and 1. What does 1 mean here?",
        "Column E (Follow-up), Follow-up: in the earlier file the numbers were years. Here they "
        "go up to 24, and no unit is given. In which unit are they?",
    ]
    assert april.remarks == (
        *(f'The earlier answer does not fit, so it is asked again: "{asks}"' for asks in asked),
        'Column F (CPB): "-" was said to mean "Unknown" in the earlier file, and is read by what '
        "stands beside it in this one. Compare what became of it",
    )
    assert april.preview.patients["recurrence"].tolist() == ["unknown"] * 3
    assert april.preview.patients["followup_months"].isna().all()


def test_what_is_said_of_the_codes_now_holds_for_this_file_and_the_next(in_years: Remembered):
    rows = coded([1, 0, 0], [24, 2, 7], ["+", "no", "no"])
    said = {"codes now D": "1 no", "unit now E": "months"}
    april = again(in_years, CODED, *rows)
    answers = Answers({**april.answers.choices, **said})
    read = preview(cells(CODED, *rows), "april.csv", answers)
    may = again(from_file(to_file(remember(read, answers))), CODED, *rows)

    assert may.preview.open_questions == ()
    assert may.preview.patients["recurrence"].tolist() == ["no", "yes", "yes"]
    assert may.preview.patients["followup_months"].tolist() == [24, 2, 7]


def test_a_code_that_stands_alone_or_beside_another_is_asked_about(in_years: Remembered):
    alone = again(in_years, CODED, *coded([1, 1, 1], [3.5, 2, 7], ["+", "no", "no"]))
    three = again(in_years, CODED, *coded([1, 2, 0], [3.5, 2, 7], ["+", "no", "no"]))

    assert "this one holds 1 alone" in alone.preview.open_questions[0].asks
    assert [ask.key for ask in three.preview.open_questions] == ["codes D"]
    assert three.remarks[0].startswith("The earlier answer does not fit, so it is asked again")


# ── What the file holds ──────────────────────────────────────────────────────────────────────


def test_the_file_can_be_read_by_a_person(march: Remembered):
    written = json.loads(to_file(march))

    assert written["version"] == 1
    assert written["columns"][3] == {
        "heading": "复发",
        "records": "recurrence",
        "label": "Recurrence",
        "known by": "answer",
    }
    assert written["columns"][7] == {
        "heading": "Diary",
        "records": "not used",
        "known by": "answer",
    }
    assert {"question": "dates", "heading": "Theatre day", "answer": "DMY"} in written["answers"]
    assert "复发" in to_file(march).decode()


def test_nothing_that_tells_who_a_patient_is_gets_into_the_file():
    headings = ["姓名", "Birth date", "Phone", *HEADINGS[:-1], "Notes"]
    secret = ["王芳", "1974-05-06", "13800138000"]
    rows = [[*secret, *row[:-2], "3/4/2019", "saw Anna Miller"] for row in MARCH]
    answers = Answers({"column G": "recurrence", "codes G": "1 yes, 2 no"})
    kept = remember(preview(cells(headings, *rows), "a.csv", answers), answers)
    written = to_file(kept).decode()

    held = [*secret, "姓名", "Phone", "Miller", "3/4/2019"]
    assert not any(words in written for words in held)


def test_a_word_with_a_telephone_number_in_it_is_neither_asked_about_nor_kept():
    rows = [[1, 45, "IVC", "no", 12], [2, 34, "call 13800138000", "no", 24]]
    content = cells(["ID", "Age", "Extent", "Recurrence", "Follow-up (months)"], *rows)
    answers = Answers({"value C call 13800138000": "unknown"})
    read = preview(content, "a.csv", answers)

    assert read.questions == ()
    assert remember(read, answers).answers == ()


# ── Other files given as mappings ────────────────────────────────────────────────────────────

NO_MAPPING = (
    "This file does not say how a spreadsheet was understood. Choose the one that was saved with "
    '"Download this mapping"; it ends in .json.'
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", NO_MAPPING),
        (b"ID,Age\n1,45\n", NO_MAPPING),
        (b"\xff\xfe\x00", NO_MAPPING),
        (b"PK\x03\x04", NO_MAPPING),
        (b"[]", NO_MAPPING),
        (b'{"version": "one"}', NO_MAPPING),
        (b"[" * 100_000, NO_MAPPING),
        (b"1" * 100_000, NO_MAPPING),
        (b" " * 2_000_000, NO_MAPPING),
        (
            b'{"version": 2, "columns": [], "answers": []}',
            "This mapping was saved by a newer version of the dashboard. Update the dashboard, or "
            "answer the questions again.",
        ),
        (
            b'{"version": 1, "columns": {}, "answers": []}',
            'This mapping has no proper list of "columns". Save it again from the dashboard.',
        ),
        (
            b'{"version": 1, "columns": [7], "answers": []}',
            'In this mapping entry 1 of "columns" is not complete. Save it again from the '
            "dashboard.",
        ),
        (
            b'{"version": 1, "columns": [], "answers": [{"question": "codes", "answer": [1]}]}',
            'In this mapping entry 1 of "answers" has no proper "answer". Save it again from the '
            "dashboard.",
        ),
        (
            b'{"version": 1, "columns": [], "answers": [{"question": "a", "answer": "b", '
            b'"fields": "c"}]}',
            'In this mapping entry 1 of "answers" has no proper "fields". Save it again from the '
            "dashboard.",
        ),
    ],
)
def test_a_file_that_is_no_mapping_gets_a_sentence(content: bytes, told: str):
    with pytest.raises(Refused) as refused:
        from_file(content)

    assert str(refused.value) == told


def test_a_field_that_nobody_knows_is_named_and_the_heading_speaks_for_itself():
    kept = from_file(
        b'{"version": 1, "answers": [], "columns": [{"heading": "Age", "records": "shoe size"}]}'
    )
    april = again(kept, HEADINGS, *MARCH)

    assert april.remarks == (
        '"Age" was remembered as "shoe size", which is no field of the dashboard, so that was not '
        "used",
    )
    assert "age_at_diagnosis" in {match.field for match in april.preview.mapping}


def test_answers_to_questions_that_are_not_asked_change_nothing():
    kept = from_file(
        b'{"version": 1, "columns": [], "answers": [{"question": "codes", "heading": "Age", '
        b'"answer": "<b>x</b>"}, {"question": "column B", "answer": "recurrence"}]}'
    )
    april = again(kept, HEADINGS, *MARCH)

    assert april.preview.mapping == preview(cells(HEADINGS, *MARCH), "april.csv").mapping


def test_the_order_of_all_dates_is_kept_and_said_where_the_next_file_proves_another():
    headings = ["ID", "Age", "Extent", "Recurrence", "Surgery date", "Last contact"]
    rows = [[f"P{n}", 47, "IVC", "no", f"0{n}/03/2014", f"0{n}/04/2018"] for n in range(1, 5)]
    answers = Answers({"dates": "DMY"})
    kept = remember(preview(cells(headings, *rows), "a.csv", answers), answers)

    april = again(kept, headings, *rows)
    assert (april.used, april.remarks) == ("1 answer", ())
    may = again(kept, headings, [*rows[0][:5], "04/13/2018"], *rows[1:])
    assert [one.partition(":")[0] for one in may.remarks] == [
        "Column E (Surgery date)",
        "Column F (Last contact)",
    ]
    assert may.remarks[0] == (
        "Column E (Surgery date): the dates of the earlier file were said to be written as day "
        "before month, and this file proves month before day. If both are written alike, the "
        "earlier one was read wrongly"
    )


def test_a_yes_to_any_adjuvant_does_not_outlive_the_file_in_which_it_stood():
    rows = [{"Adjuvant (Y/N)": said} for said in ("Y", "N")]
    later = [{"Adjuvant (Y/N)": said} for said in ("GnRH", "none")]
    march, april = (patients(*told, without=["Adjuvant"]) for told in (rows, later))
    kept = remember(preview(march, "a.csv"), Answers())

    again = preview(march, "a.csv", recall(kept, opened(march, "a.csv")).answers)
    assert again.patients["adjuvant"].tolist() == ["yes", "no"]
    listed = preview(april, "a.csv", recall(kept, opened(april, "a.csv")).answers)
    assert listed.patients["adjuvant_gnrh_agonist"].tolist() == ["yes", "no"]
    chosen = Answers({"column L": "adjuvant_therapy"})
    assert preview(march, "a.csv", chosen).patients["adjuvant"].tolist() == ["yes", "no"]
