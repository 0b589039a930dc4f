"""What a cell says: numbers, dates and answers as people type them in two languages."""

import datetime as dt
from collections.abc import Mapping

import openpyxl
import pandas as pd
import pytest
from small_files import PLAIN, cells, patients, saved

from ivl.intake import Answers, Preview, preview
from ivl.intake.cells import Cell
from ivl.intake.dates import Order
from ivl.intake.grammar import read_cell
from ivl.intake.levels import level_of, nearest, with_sign
from ivl.intake.likeness import is_number_or_date
from ivl.intake.reading import Reading
from ivl.schema import BY_NAME, NO_SPELLINGS, RECORDED, UNKNOWN_SPELLINGS, YES_SPELLINGS, Column


def reading(field: str, cell: Cell, unit: str = "", order: Order | None = None) -> Reading:
    return read_cell(cell, BY_NAME[field], unit=unit, order=order)


def sentences(read: Preview) -> list[str]:
    return [problem.sentence for problem in read.problems]


def only_question(read: Preview) -> str:
    assert len(read.questions) == 1
    return read.questions[0].asks


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("field", "cell", "number"),
    [
        ("age_at_diagnosis", 45.0, 45),
        ("age_at_diagnosis", "45", 45),
        ("age_at_diagnosis", "45岁", 45),
        ("age_at_diagnosis", "45 周岁", 45),
        ("age_at_diagnosis", "45 y", 45),
        ("age_at_diagnosis", "４５", 45),
        ("age_at_diagnosis", "45y6m", 45.5),
        ("followup_months", "36个月", 36),
        ("followup_months", "36 m", 36),
        ("followup_months", "3年", 36),
        ("followup_months", "3y2m", 38),
        ("followup_months", "3年2个月", 38),
        ("followup_months", "3 yrs, 2 mo", 38),
        ("followup_months", "1.5 y", 18),
        ("followup_months", "1,5 y", 18),
        ("followup_months", "1461 d", 48),
        ("tumor_size", "6 * 3 cm", 6),
        ("tumor_size", "15.5 x 5.5 x 2.5", 15.5),
        ("tumor_size", "6×12×2cm", 12),
        ("tumor_size", "6cm×5cm×4cm", 6),
        ("tumor_size", "60 x 40 mm", 6),
        ("tumor_size", "60mm", 6),
        ("tumor_size", "15,5", 15.5),
        ("thrombus_diameter", "2.5 cm", 25),
        ("blood_loss", "1200ml", 1200),
        ("blood_loss", "1,200", 1200),
        ("blood_loss", "1 200", 1200),
        ("blood_loss", "1.200,5", 1200.5),
        ("blood_loss", "1.5L", 1500),
        ("op_time", "3:30", 210),
        ("op_time", "2h30min", 150),
        ("op_time", "3h20m", 200),
        ("op_time", "2小时30分", 150),
        ("icu_time", "2 days", 48),
        ("ki67_pct", "5%", 5),
        ("gravidity", "G3P2", 3),
        ("parity", "孕3产2", 2),
    ],
)
def test_a_number_is_read_in_the_unit_of_its_column(field: str, cell: Cell, number: float):
    found = reading(field, cell)

    assert (found.value, found.what) == (pytest.approx(number), "")


def test_the_unit_of_the_heading_holds_where_the_cell_names_none():
    assert reading("followup_months", 3.0, unit="years").value == 36
    assert reading("followup_months", "3", unit="years").value == 36
    assert reading("followup_months", "36个月", unit="years").value == 36
    assert reading("tumor_size", "60 x 40", unit="mm").value == 6


@pytest.mark.parametrize(
    ("field", "cell", "what"),
    [
        ("followup_months", "12-24", '"12-24" is a range and not a number'),
        ("followup_months", "12至24个月", '"12至24个月" is a range and not a number'),
        ("tumor_size", "6~8", '"6~8" is a range and not a number'),
        ("ki67_pct", "5-10%", '"5-10%" is a range and not a number'),
        ("age_at_diagnosis", "60s", '"60s" is not a number'),
        ("age_at_diagnosis", "60多岁", '"60多岁" is not a number'),
        ("age_at_diagnosis", "45+", '"45+" is a limit and not a number'),
        ("age_at_diagnosis", ">60", '">60" is a limit and not a number'),
        ("followup_months", "<1", '"<1" is a limit and not a number'),
        ("followup_months", "discharge", '"discharge" is not a number'),
        ("age_at_diagnosis", "45 cm", '"45 cm" is not a number'),
        ("age_at_diagnosis", "4 5", '"4 5" is not a number'),
        ("age_at_diagnosis", True, '"true" is not a number'),
        ("tumor_size", dt.datetime(2019, 6, 3), '"2019-06-03" is not a number'),
        ("adjuvant_months", "3 cycles", '"3 cycles" is not a number'),
    ],
)
def test_what_is_not_one_number_is_never_averaged_or_guessed(field: str, cell: Cell, what: str):
    found = reading(field, cell)

    assert (found.value, found.what) == (None, what)


def test_ranges_and_limits_cost_a_number_and_never_a_patient():
    read = preview(patients({"Age": "40-45"}, {"Age": ">60"}, {}), "a.csv")

    assert read.patients["age_at_diagnosis"].fillna(-1).tolist() == [-1, -1, 47]
    assert sentences(read) == [
        'Row 2, Age: "40-45" is a range and not a number. Counted as unknown. Correct the cell and '
        "upload again.",
        'Row 3, Age: ">60" is a limit and not a number. Counted as unknown. Correct the cell and '
        "upload again.",
    ]
    assert read.ledger.words == "4 rows: 3 patients; skipped: heading (row 1)"


@pytest.mark.parametrize("cell", [">60", "≥60", "60+", "60以上", "over 60 months"])
def test_a_follow_up_beyond_a_limit_is_used_up_to_the_limit_and_said(cell: str):
    read = preview(patients({"Follow-up (months)": cell}), "a.csv")

    assert read.patients["followup_months"].tolist() == [60]
    assert sentences(read) == [
        f'Row 2, Follow-up: "{cell}" was read as 60 months. Her follow-up may have been longer. '
        "Enter the time of last contact if it is known."
    ]


@pytest.mark.parametrize("mark", [*UNKNOWN_SPELLINGS, "", "  "])
def test_marks_for_unknown_are_unknown_without_a_word(mark: str):
    for field in ("age_at_diagnosis", "surgery_date", "recurrence", "tumor_extent", "symptoms"):
        assert reading(field, mark) == Reading()


def test_a_comma_stands_for_what_the_column_proves():
    content = b"ID;Age;Extent;Blood loss\n1;45;IVC;12,200\n2;46;IVC;950,5"
    assert preview(content, "a.csv").patients["blood_loss"].tolist() == [12.2, 950.5]

    content = b'ID,Age,Extent,Blood loss\n1,45,IVC,"1,200"\n2,46,IVC,950'
    assert preview(content, "a.csv").patients["blood_loss"].tolist() == [1200, 950]


# ── Numbers that may be marks ────────────────────────────────────────────────────────────────


def ages(*values: str) -> bytes:
    return patients(*({"Age": value} for value in values))


def test_a_99_out_of_line_is_asked_about_and_stops():
    content = ages("45", "99", "52")
    read = preview(content, "a.csv")

    assert only_question(read) == (
        "Column B (Age), Age: 99 stands in row 3. Is it a number, or a mark for unknown?"
    )
    assert read.cohort is None
    unknown = preview(content, "a.csv", Answers({"mark B 99": "unknown"}))
    assert unknown.patients["age_at_diagnosis"].isna().tolist() == [False, True, False]
    number = preview(content, "a.csv", Answers({"mark B 99": "number"}))
    assert number.patients["age_at_diagnosis"].tolist() == [45, 99, 52]
    assert number.cohort is not None


def test_a_999_that_cannot_be_true_is_asked_about_but_stops_nothing():
    read = preview(ages("45", "999", "-9"), "a.csv")

    assert [(question.key, question.stops) for question in read.questions] == [
        ("mark B -9", False),
        ("mark B 999", False),
    ]
    assert read.patients["age_at_diagnosis"].isna().tolist() == [False, True, True]
    assert read.cohort is not None


def test_a_999_among_amounts_is_asked_about_and_never_its_unit():
    loss = patients(*({"Blood loss (mL)": cell} for cell in ("999", "800", "300")))
    months = patients(*({"Follow-up (months)": cell} for cell in ("999", "36", "24")))

    for content, unit in ((loss, "mL"), (months, "months")):
        (question,) = preview(content, "a.csv").questions
        assert question.asks.endswith("999 stands in row 2. Is it a number, or a mark for unknown?")
        assert question.options[0].label == f"A number: 999 {unit}"


def test_a_99_in_line_with_the_rest_is_a_number():
    content = patients(*({"Blood loss": value} for value in ("80", "99", "120")))

    assert preview(content, "a.csv").questions == ()


# ── Dates ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "cell",
    [
        dt.datetime(2019, 3, 5, 10, 30), 43529.0, 20190305.0, "43529", "2019-03-05", "2019/3/5",
        "2019.3.5", "2019年3月5日", "2019年3月5号", "20190305", "２０１９/３/５", "5 Mar 2019",
        "March 5, 2019", "05-Mar-19", "2019-03-05 00:00:00", "2019-03-05T10:30",
    ],
)  # fmt: skip
def test_a_date_that_can_only_be_one_day_is_that_day(cell: Cell):
    assert reading("surgery_date", cell) == Reading(pd.Timestamp("2019-03-05"))


@pytest.mark.parametrize("cell", ["2019年3月", "2019-03", "2019/3", "03/2019", "Mar 2019"])
def test_a_month_is_taken_at_its_middle_and_said(cell: str):
    found = reading("surgery_date", cell)

    assert found.value == pd.Timestamp("2019-03-15")
    assert found.what == f'"{cell}" names no day; 2019-03-15 was used'
    assert found.why == "Times from this date may be half a month off"


@pytest.mark.parametrize(
    "cell", ["2019", "31/02/2019", "2019.13.5", "spring 2019", 2019.3, "1/2", True]
)
def test_what_is_no_day_is_no_date(cell: Cell):
    found = reading("surgery_date", cell)

    assert found.value is None
    assert found.what.endswith("is not a date")


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("3/4/2019", "DMY", "2019-04-03"),
        ("3/4/2019", "MDY", "2019-03-04"),
        ("6/05/15", "DMY", "2015-05-06"),
        ("15/6/5", "YMD", "2015-06-05"),
        ("25/12/98", "DMY", "1998-12-25"),
        ("13/4/2019", None, "2019-04-13"),
        ("4/4/2019", None, "2019-04-04"),
    ],
)
def test_short_dates_follow_the_order_of_their_column(cell: str, order: Order, day: str):
    assert reading("surgery_date", cell, order=order).value == pd.Timestamp(day)


def dated(*days: str, heading: str = "Surgery date") -> bytes:
    return patients(*({heading: day} for day in days))


def test_one_day_after_the_12th_proves_the_order_of_its_column():
    read = preview(dated("03/04/2015", "13/06/2015"), "a.csv")

    assert read.patients["surgery_date"].tolist() == [
        pd.Timestamp("2015-04-03"),
        pd.Timestamp("2015-06-13"),
    ]
    assert (read.date_order, read.questions) == ("day before month", ())


def test_each_column_has_an_order_of_its_own():
    changes = {"Surgery date": "13/06/2015", "Last contact": "06/13/2018"}

    assert preview(patients(changes), "a.csv").date_order == (
        "Date of operation: day before month; Last contact: month before day"
    )


def test_a_year_before_1950_is_no_reading_of_two_figures():
    written = ("30/10/16", "31.12.15")
    days = [read_cell(cell, BY_NAME["surgery_date"]).value for cell in written]

    assert days == [pd.Timestamp(2016, 10, 30), pd.Timestamp(2015, 12, 31)]


def test_an_order_that_nothing_proves_is_asked_about():
    content = dated("03/04/2015", "05/06/2015")
    read = preview(content, "a.csv")

    assert only_question(read) == (
        "Column M (Surgery date), Date of operation: in which order are dates such as "
        '"03/04/2015" written?'
    )
    assert [option.label for option in read.questions[0].options] == [
        "Day before month",
        "Month before day",
    ]
    assert (read.problems, read.cohort) == ((), None)
    answered = preview(content, "a.csv", Answers({"dates M": "MDY"}))
    assert answered.patients["surgery_date"].dt.month.tolist() == [3, 5]
    assert answered.date_order == "month before day"


def test_the_heading_can_tell_the_order():
    read = preview(dated("03/04/2015", heading="Surgery date (mm/dd/yyyy)"), "a.csv")

    assert read.patients["surgery_date"].tolist() == [pd.Timestamp("2015-03-04")]


def test_an_order_that_makes_no_difference_is_not_asked_about():
    read = preview(dated("4/4/2015", "5/5/2015"), "a.csv")

    assert (read.questions, read.cohort is not None) == ((), True)


def test_in_a_column_of_both_orders_only_certain_dates_are_read():
    read = preview(dated("13/04/2015", "04/13/2015", "03/04/2015"), "a.csv")

    assert read.patients["surgery_date"].isna().tolist() == [False, False, True]
    assert sentences(read) == [
        'Row 4, Date of operation: "03/04/2015" can be read in more than one way. Counted as '
        "unknown. Correct the cell and upload again."
    ]


def test_dates_that_excel_may_have_turned_round_are_pointed_out():
    book = openpyxl.Workbook()
    book.active.append(["ID", "Age", "Extent", "Surgery date"])
    for number, day in enumerate([dt.date(2015, 3, 4), dt.date(2015, 5, 6), "13/06/2015"]):
        book.active.append([number, 45, "IVC", day])

    assert (
        "Sheet Sheet, Date of operation: Some dates are dates and others, with a day after the "
        "12th, are text. Excel may have taken day for month in the first kind, so they may be "
        "months off. Compare some dates with your records before you rely on times."
    ) in sentences(preview(saved(book), "a.xlsx"))


# ── Yes and no ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "cell", [*YES_SPELLINGS, "YES ", "复发", "已复发", "有复发", "Recurred", True, 1.0]
)
def test_yes_in_both_languages(cell: Cell):
    assert reading("recurrence", cell) == Reading("yes")


@pytest.mark.parametrize(
    "cell",
    [
        *NO_SPELLINGS,
        "No ",
        "未复发",
        "无复发",
        "未见复发",
        "no recurrence",
        "no evidence of recurrence",
        "NED",
        False,
        0.0,
    ],
)
def test_no_in_both_languages(cell: Cell):
    assert reading("recurrence", cell) == Reading("no")


@pytest.mark.parametrize("cell", ["未", "±", "maybe", "yes?", "3"])
def test_what_is_neither_is_not_guessed(cell: str):
    read = preview(patients({"Recurrence": cell}, {}), "a.csv")

    assert read.patients["recurrence"].tolist() == ["unknown", "no"]
    asked = f'Column K (Recurrence), Recurrence: what does "{cell}" mean?'
    assert only_question(read) == asked + (" It stands in 1 of 2 rows." if cell == "3" else "")


def test_what_an_answer_means_can_be_said():
    content = patients({"Recurrence": "maybe"}, {})
    read = preview(content, "a.csv")

    assert sentences(read) == [
        'Row 2, Recurrence: "maybe" is not among the answers. Counted as unknown. Correct the cell '
        "and upload again, or say what it means."
    ]
    answered = preview(content, "a.csv", Answers({"value K maybe": "yes"}))
    assert answered.patients["recurrence"].tolist() == ["yes", "no"]
    assert sentences(answered) == ['"Time to recurrence" is not recorded. Recurrences count in '
        "tables but not in curves. Add it under this heading, if you can."]  # fmt: skip


def coded(*values: str, **others: tuple[str, ...]) -> bytes:
    changes: list[dict[str, object]] = [{"Recurrence": value} for value in values]
    for heading, more in others.items():
        changes = [her | {heading: other} for her, other in zip(changes, more, strict=True)]
    return patients(*changes, without=["Status"])


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("1 yes, 2 no", ["yes", "no", "unknown"]), ("1 no, 2 yes", ["no", "yes", "unknown"])],
)
def test_the_codes_1_and_2_are_asked_about_and_never_taken_for_1_and_0(
    answer: str, meant: list[str]
):
    content = coded("1", "2", "")
    read = preview(content, "a.csv")

    assert only_question(read) == ("Column K (Recurrence) holds 1 and 2: what do they mean?")
    assert read.cohort is None
    answered = preview(content, "a.csv", Answers({"codes K": answer}))
    assert answered.patients["recurrence"].tolist() == meant


def test_several_columns_of_codes_share_a_question():
    content = coded("1", "2", CPB=("1", "2"))
    read = preview(content, "a.csv")

    assert only_question(read) == (
        "Columns K (Recurrence) and L (CPB) hold 1 and 2: what do they mean?"
    )
    answered = preview(content, "a.csv", Answers({"codes": "1 yes, 2 no"}))
    assert answered.patients["cpb"].tolist() == ["yes", "no"]
    apart = preview(content, "a.csv", Answers({"codes": "each"}))
    assert [question.key for question in apart.questions] == ["codes", "codes K", "codes L"]


def test_a_column_in_which_yes_is_a_level_is_asked_about_by_itself():
    content = coded("1", "2", Death=("1", "2"), Menopause=("1", "2"))
    read = preview(content, "a.csv", Answers({"codes K": "1 yes, 2 no"}))

    assert [question.key for question in read.questions] == ["codes K", "codes L", "codes M"]
    assert [option.label for option in read.questions[2].options] == [
        '1 is yes to "Menopause" (postmenopausal) and 2 is no to "Menopause" (premenopausal)',
        '1 is no to "Menopause" (premenopausal) and 2 is yes to "Menopause" (postmenopausal)',
        "None of these: count them as unknown",
    ]
    assert read.patients["menopausal_status"].tolist() == ["unknown", "unknown"]


def test_a_2_beside_0_and_1_is_asked_about_too():
    read = preview(coded("0", "1", "2"), "a.csv")

    assert [option.label for option in read.questions[0].options] == [
        "0 is no, 1 is yes and 2 is unknown",
        "None of these: count them as unknown",
    ]


@pytest.mark.parametrize("other", ["9", "99", "-9", "3", "lost"])
def test_what_1_and_2_mean_is_asked_whatever_else_stands_beside_them(other: str):
    read = preview(patients(*({"CPB": cell} for cell in ("1", "2", other))), "a.csv")

    assert read.questions[0].asks == "Column M (CPB) holds 1 and 2: what do they mean?"
    assert read.patients["cpb"].tolist() == ["unknown"] * 3


def test_a_column_of_ones_is_asked_about_with_the_1_and_2_of_others():
    rows = [
        {"CPB": cell, "DHCA": "1", "Cough": tick} for cell, tick in zip("1212", "1   ", strict=True)
    ]
    read = preview(patients(*rows), "a.csv")

    assert read.questions[0].asks == "Columns M (CPB) and N (DHCA) hold 1 and 2: what do they mean?"
    assert read.patients["dhca"].tolist() == ["unknown"] * 4
    assert read.patients["symptom_cough"].tolist()[0] == "yes"


def test_columns_with_different_codes_are_asked_about_apart():
    read = preview(coded("0", "1", "2", CPB=("1", "2", "1")), "a.csv")

    assert [question.key for question in read.questions] == ["codes K", "codes L"]


def test_codes_that_the_heading_explains_are_not_asked_about():
    content = patients({"Death (1=是 2=否)": "1"}, {"Death (1=是 2=否)": "2"}, without=["Status"])
    read = preview(content, "a.csv")

    assert read.patients["vital_status"].tolist() == ["dead", "alive"]
    assert read.questions == ()


def test_yes_answers_a_category_where_the_heading_asks_for_it():
    changes = {"Death": "yes", "绝经": "未绝经", "Premenopausal": ""}
    read = preview(patients(changes, without=["Status"]), "a.csv")

    assert read.patients["vital_status"].tolist() == ["dead"]


@pytest.mark.parametrize(
    ("heading", "cell", "field", "level"),
    [
        ("Death", "是", "vital_status", "dead"),
        ("Death", "no", "vital_status", "alive"),
        ("Alive", "no", "vital_status", "dead"),
        ("存活", "是", "vital_status", "alive"),
        ("绝经", "否", "menopausal_status", "pre"),
        ("是否绝经", "已绝经", "menopausal_status", "post"),
        ("Premenopausal", "yes", "menopausal_status", "pre"),
        ("Residual", "no", "resection_completeness", "R0_complete"),
        ("完全切除", "否", "resection_completeness", "incomplete"),
        ("Sternotomy", "yes", "chest_incision", "sternotomy"),
        ("是否意外发现", "是", "ivl_detection", "incidental"),
    ],
)
def test_a_question_turns_yes_and_no_into_levels(heading: str, cell: str, field: str, level: str):
    read = preview(cells(["ID", "Age", heading], [1, 45, cell], [2, 46, "NA"]), "a.csv")

    assert read.patients[field].tolist() == [level, "unknown"]


def test_empty_cells_beside_a_mark_are_asked_about_once_the_mark_is_a_yes():
    rows = [{"CPB": cell} for cell in ("x", "", "x")]
    asked = preview(patients(*rows), "a.csv").questions[0]
    read = preview(patients(*rows), "a.csv", Answers({asked.key: "yes"}))

    assert (asked.asks, asked.suggestion) == (
        'Column M (CPB), Cardiopulmonary bypass: what does "x" mean?',
        "yes",
    )
    assert "only findings are marked" in read.questions[0].asks


def test_where_only_findings_are_marked_an_empty_cell_is_asked_about():
    rows = [{"胸闷": "√", "气短": ""}, {"胸闷": "", "气短": "√"}, {"胸闷": "-", "气短": ""}]
    content = patients(*rows, without=["Symptoms"])
    read = preview(content, "a.csv")

    assert only_question(read) == (
        "In the columns on symptoms only findings are marked. Does an empty cell mean no?"
    )
    assert read.cohort is None
    no = preview(content, "a.csv", Answers({"empty symptoms": "no"}))
    assert no.patients["symptom_dyspnea"].tolist() == ["no", "yes", "no"]
    assert no.patients["symptom_chest_distress"].tolist() == ["yes", "no", "no"]
    unknown = preview(content, "a.csv", Answers({"empty symptoms": "unknown"}))
    assert unknown.patients["symptom_dyspnea"].tolist() == ["unknown", "yes", "unknown"]
    assert unknown.cohort is not None


def test_a_box_that_nobody_needed_is_no_where_its_neighbours_are_ticked():
    rows = [{"胸闷": "√", "咳嗽": "", "气短": "无"}, {"胸闷": "", "咳嗽": "", "气短": "有"}]
    content = patients(*rows, without=["Symptoms"])
    read = preview(content, "a.csv", Answers({"empty symptoms": "no"}))

    assert read.patients["symptom_chest_distress"].tolist() == ["yes", "no"]
    assert read.patients["symptom_cough"].tolist() == ["no", "no"]
    assert read.patients["symptom_dyspnea"].tolist() == ["no", "yes"]


def test_deaths_alone_marked_are_asked_about():
    content = patients({"Death": "yes"}, {"Death": ""}, without=["Status"])
    read = preview(content, "a.csv", Answers({"empty vital_status": "no"}))

    assert only_question(read) == (
        "Column L (Death), Vital status: only findings are marked. Does an empty cell mean no?"
    )
    assert read.patients["vital_status"].tolist() == ["dead", "alive"]


# ── Categories ───────────────────────────────────────────────────────────────────────────────

CATEGORIES = [column for column in RECORDED if column.kind == "category"]


@pytest.mark.parametrize("column", CATEGORIES, ids=lambda column: column.name)
def test_every_spelling_of_a_level_is_understood(column: Column):
    for level in column.own_levels:
        for words in (level.name, level.label, *level.spellings):
            for written in (words, words.upper(), f" {words} "):
                value = read_cell(written, column).value
                assert value is not None
                assert value == level.name or words in _shared_spellings(column)


def _shared_spellings(column: Column) -> set[str]:
    words = [word for level in column.own_levels for word in (level.name, *level.spellings)]
    return {word for word in words if words.count(word) > 1}


@pytest.mark.parametrize(
    ("field", "cell", "level"),
    [
        ("er", "-", "negative"),
        ("er", "（+）", "positive"),
        ("er", "＋＋", "positive"),
        ("er", "±", "equivocal"),
        ("tumor_extent", "IVC (infrarenal)", "ivc_infrarenal"),
        ("tumor_extent", "下腔靜脈", "ivc"),
        ("menopausal_status", "未绝经", "pre"),
        ("wall_adhesion", "无", "none"),
    ],
)
def test_a_columns_own_words_come_before_marks_for_unknown(field: str, cell: str, level: str):
    assert reading(field, cell) == Reading(level)


@pytest.mark.parametrize("cell", ["-1", "IVC?", "60+"])
def test_what_is_lost_with_the_punctuation_is_not_passed_over(cell: str):
    assert reading("er", cell).value is None
    assert reading("tumor_extent", cell).value is None


def test_a_word_that_is_no_level_is_told_with_the_nearest_one():
    content = patients({"Extent": "Right artium"}, {})
    read = preview(content, "a.csv")

    assert sentences(read) == [
        'Row 2, Furthest reach: "Right artium" is not among the answers. Counted as unknown. '
        "Correct the cell and upload again, or say what it means; the nearest answer is "
        '"Right atrium".'
    ]
    assert read.questions[0].suggestion == "right_atrium"
    assert read.cohort is not None


def test_codes_for_levels_are_asked_about_one_by_one_in_their_order_and_stop():
    content = patients({"Extent": "12"}, {"Extent": "2"}, {"Extent": "1"}, {"Extent": "2"})
    read = preview(content, "a.csv")

    assert [question.asks for question in read.questions] == [
        f'Column E (Extent), Furthest reach: what does "{code}" mean? It stands in {n} of 4 rows.'
        for code, n in ((1, 1), (2, 2), (12, 1))
    ]
    assert (read.problems, read.cohort) == ((), None)
    answers = Answers({"value E 1": "pelvis", "value E 2": "unknown", "value E 12": "right_atrium"})
    answered = preview(content, "a.csv", answers)
    assert answered.patients["tumor_extent"].tolist() == [
        "right_atrium", "unknown", "pelvis", "unknown"
    ]  # fmt: skip
    assert answered.cohort is not None


def test_of_several_places_the_furthest_is_the_reach():
    read = preview(patients({"Extent": "下腔静脉、右心房"}), "a.csv")

    assert read.patients["tumor_extent"].tolist() == ["right_atrium"]
    assert sentences(read) == [
        'Row 2, Furthest reach: "下腔静脉、右心房" names several places. The furthest is used: '
        "right atrium. Nothing needs to be done."
    ]


@pytest.mark.parametrize(
    ("field", "cells", "level"),
    [
        ("tumor_extent", "IVC, infrarenal | infrarenal; IVC | IVC/infrarenal", "ivc_infrarenal"),
        ("tumor_extent", "肾静脉以下，下腔静脉", "ivc_infrarenal"),
        ("tumor_extent", "right heart, RA | heart (RA)", "right_atrium"),
        ("tumor_extent", "pelvis, uterus | uterus, pelvis", "pelvis"),
        ("uterine_procedure", "hysterectomy, total | total / hysterectomy", "total_hysterectomy"),
        ("resection_completeness", "R2, incomplete", "R2_incomplete"),
        ("resection_completeness", "no, residual | residual, no | not; complete | in, complete",
         None),
    ],
)  # fmt: skip
def test_both_sides_of_a_comma_make_one_answer_unless_one_denies(
    field: str, cells: str, level: str | None
):
    for cell in cells.split(" | "):
        assert read_cell(cell, BY_NAME[field]).value == level, cell


def test_ned_says_that_she_lives_and_that_nothing_came_back():
    rows = [{"Status": "NED", "Recurrence": ""}, {"Status": "AWD", "Recurrence": ""}, {}]
    read = preview(patients(*rows), "a.csv")

    assert read.patients["vital_status"].tolist() == ["alive", "alive", "alive"]
    assert read.patients["recurrence"].tolist() == ["no", "unknown", "no"]


def test_lost_in_place_of_an_outcome_says_that_she_was_lost():
    told = [{"Status": "失访"}, {"Follow-up (months)": "12 (lost)", "Status": ""}, {}]
    read = preview(patients(*told), "a.csv")
    beside = preview(patients(*({**her, "失访": "否"} for her in told)), "a.csv")

    assert read.patients["lost_to_followup"].tolist() == ["yes", "yes", "no"]
    assert read.patients["vital_status"].tolist() == ["unknown", "unknown", "alive"]
    assert read.patients["followup_months"].tolist() == [36, 12, 36]
    assert sentences(read)[-1] == (
        "Lost to follow-up: Column J (Follow-up (months)) and Column L (Status) say of 2 patients "
        "that contact was lost. Counted as lost to follow-up, and patients with another answer "
        "there as not lost. Nothing needs to be done."
    )
    assert beside.patients["lost_to_followup"].tolist() == ["no", "no", "no"]
    assert "Row 2, Lost to follow-up: Not lost to follow-up, but lost under" in " ".join(
        sentences(beside)
    )


def test_a_and_d_are_alive_and_dead_where_nothing_else_stands():
    both = preview(patients({"Vital status": "A"}, {"Vital status": "D"}, without=["Status"]), "a")
    groups = preview(
        patients({"Vital status": "A"}, {"Vital status": "B"}, without=["Status"]), "a"
    )

    assert both.patients["vital_status"].tolist() == ["alive", "dead"]
    assert groups.patients["vital_status"].tolist() == ["unknown", "unknown"]


# ── Several answers in one cell ──────────────────────────────────────────────────────────────


def listed(field: str, cell: str) -> Mapping[str, str] | None:
    return reading(field, cell).value


@pytest.mark.parametrize(
    "cell",
    [
        "胸闷、气短",
        "胸闷，气短",
        "胸闷；气短",
        "胸闷/气短",
        "胸闷+气短",
        "胸闷\n气短",
        "胸闷伴气短",
        "chest tightness; SOB",
        "Chest pain, dyspnoea",
        "chest pain and dyspnea",
        "气短|胸闷",
        "胸闷 气短",
        "胸闷气短",
        "①胸闷②气短",
        "1.胸闷 2.气短",
        "1) chest pain 2) dyspnea",
        "• dyspnea • chest pain",
        "胸闷·气短",
        "胸闷。气短",
    ],
)
def test_a_cell_may_list_several_options_in_many_ways(cell: str):
    found = listed("symptoms", cell)

    assert found == {
        level.name: "yes" if level.name in ("chest_distress", "dyspnea") else "no"
        for level in BY_NAME["symptoms"].own_levels
    }


@pytest.mark.parametrize("between", ["; ", ", ", "、", " / ", "/", " + ", "|", "\n", ". "])
def test_two_options_are_two_though_their_words_together_name_one(between: str):
    surgery = BY_NAME["prior_uterine_surgery"]

    assert read_cell("hysteroscopic myomectomy", surgery).value["hysteroscopic"] == "yes"
    said = read_cell(f"hysteroscopic{between}myomectomy", surgery).value
    assert [name for name, given in said.items() if given == "yes"] == [
        "myomectomy",
        "hysteroscopic",
    ]
    assert read_cell("hysterectomy, subtotal", surgery).value["subtotal_hysterectomy"] == "yes"


def test_a_last_word_that_denies_something_else_leaves_the_others():
    found = listed("symptoms", "胸闷、气短、无水肿")
    assert {name for name, said in found.items() if said == "yes"} == {"chest_distress", "dyspnea"}
    for cell in ("胸闷、心悸均无", "胸闷、心悸，无上述症状", "无胸闷、心悸"):
        assert listed("symptoms", cell) is None


def test_a_label_may_hold_a_separator():
    label = "Abdominal or pelvic pain, distension"
    found = listed("symptoms", f"{label}; Cough")

    assert [name for name, said in found.items() if said == "yes"] == ["pain_distension", "cough"]


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("symptoms", "无"),
        ("symptoms", "Asymptomatic"),
        ("adjuvant_therapy", "None"),
        ("complications", "no"),
    ],
)
def test_none_says_no_to_everything(field: str, cell: str):
    found = listed(field, cell)

    assert [name for name, said in found.items() if said == "yes"] == ["none"]
    assert set(found) == {level.name for level in BY_NAME[field].own_levels}


def test_none_where_it_is_no_option_says_no_to_everything():
    assert set(listed("surgical_access", "无").values()) == {"no"}


def test_an_option_can_be_denied():
    assert set(listed("symptoms", "无胸闷").values()) == {"no"}


def test_none_and_something_is_not_understood():
    found = reading("symptoms", "无, 胸闷")

    assert (found.value, found.what) == (None, '"无, 胸闷" says none and something')


def test_a_word_that_is_not_understood_leaves_the_other_options_unknown():
    content = patients({"Symptoms": "dyspnea, dizzyness of mind"}, {})
    read = preview(content, "a.csv")

    assert read.patients["symptom_dyspnea"].tolist() == ["yes", "yes"]
    assert read.patients["symptom_cough"].tolist() == ["unknown", "no"]
    assert sentences(read) == [
        'Row 2, Symptoms: "dizzyness of mind" is not among the answers. The answers it could stand '
        "for count as unknown. Correct the cell and upload again, or say what it means."
    ]
    answered = preview(content, "a.csv", Answers({"value D dizzyness of mind": "dizziness"}))
    assert answered.patients["symptom_dizziness"].tolist() == ["yes", "no"]
    assert answered.patients["symptom_cough"].tolist() == ["no", "no"]
    assert answered.problems == ()


@pytest.mark.parametrize("cell", ["yes", "有"])
def test_yes_without_saying_which_is_not_understood(cell: str):
    assert reading("adjuvant_therapy", cell).value is None


# ── Text ─────────────────────────────────────────────────────────────────────────────────────


def test_codes_of_patients_keep_their_zeros():
    assert preview(patients({"ID": "0012"}), "a.csv").patients["patient_id"].tolist() == ["0012"]


def test_free_text_is_kept_unless_it_holds_a_telephone_number():
    rows = [{"Stage": "II"}, {"Stage": "-"}, {"Stage": "call 13800138000"}]
    read = preview(patients(*rows), "a.csv")

    assert read.patients["stage"].tolist() == ["II", "", ""]
    assert sentences(read) == [
        "Row 4, Stage as recorded: The cell seems to hold a telephone or identity number, or a "
        "name. Dropped, and not kept anywhere. Take it out of the file."
    ]


def test_free_text_never_stands_in_a_message():
    read = preview(patients({"Cause of death": "Anna Miller died at home 13800138000"}), "a.csv")

    assert len(read.problems) == 1
    assert "Anna" not in repr(read.problems) + repr(read.questions)


def test_other_cells_are_quoted_up_to_40_characters():
    read = preview(
        patients({"Extent": "the tumour reached the confluence of the hepatic veins"}, {}), "a.csv"
    )

    assert read.problems[0].what == (
        '"the tumour reached the confluence of th…" is not among the answers'
    )
    assert read.questions == ()


# ── Cells that could not be read ─────────────────────────────────────────────────────────────


def test_errors_and_formulas_never_calculated_are_named_by_their_cell():
    book = openpyxl.Workbook()
    book.active.title = "Cohort"
    book.active.append([*PLAIN, "BMI"])
    book.active.append([*(value.format(1) for value in PLAIN.values()), "#DIV/0!"])
    book.active["B2"] = "=40+7"
    read = preview(saved(book), "a.xlsx")

    assert [(problem.cell, problem.sentence) for problem in read.problems if problem.row] == [
        (
            "B2",
            "Sheet Cohort, row 2, Age: The cell holds a formula that was never calculated. Counted "
            "as unknown. Open the file in Excel, save it there, and upload it again.",
        ),
        (
            "M2",
            "Sheet Cohort, row 2, Body mass index: The cell holds the error #DIV/0!. Counted as "
            "unknown. Enter the value in place of the formula and upload again.",
        ),
    ]


# ── Signs beside words ───────────────────────────────────────────────────────────────────────


def yes_in(field: str, cell: str) -> list[str] | None:
    found = listed(field, cell)
    return found and [name for name, said in found.items() if said == "yes"]


@pytest.mark.parametrize("sign", ["(-)", " (-)", "（－）", "-", " —", "×", " ✗", "(×)", ": -"])
def test_a_minus_behind_a_finding_denies_it(sign: str):
    assert reading("recurrence", f"复发{sign}").value == "no"
    assert reading("cpb", f"CPB{sign}").value == "no"
    assert set(listed("symptoms", f"胸闷{sign}").values()) == {"no"}
    assert yes_in("adjuvant_therapy", f"GnRH-a{sign}、来曲唑(+)") == ["aromatase_inhibitor"]


@pytest.mark.parametrize("sign", ["(+)", " +", "（＋）", "√", "(✓)", "++"])
def test_a_plus_behind_a_finding_affirms_it(sign: str):
    assert reading("recurrence", f"复发{sign}").value == "yes"
    assert reading("tumor_extent", f"RA{sign}").value == "right_atrium"
    assert yes_in("complications", f"PE -, DVT{sign}") == ["dvt"]


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("tumor_extent", "RA (-)"), ("ovarian_procedure", "双附件切除(-)"),
        ("resection_completeness", "residual -"), ("uterine_procedure", "TAH ×"),
        ("vital_status", "死亡(-)"), ("ivl_detection", "incidental (-)"),
        ("tumor_extent", "!RA"), ("tumor_extent", "-RA"), ("tumor_extent", "<RA"),
        ("tumor_extent", "RA ↓"), ("tumor_extent", "~RA"), ("tumor_extent", "IVC ±"),
        ("recurrence", "复发？"), ("recurrence", "×复发"), ("recurrence", "未复发?"),
        ("cpb", "CPB?"), ("cpb", "CPB±"), ("symptoms", "SOB ±"), ("symptoms", "SOB +/- cough"),
        ("symptoms", "- SOB"), ("symptoms", "(-)胸闷"), ("symptoms", "胸闷？"),
    ],
)  # fmt: skip
def test_a_sign_that_says_something_else_is_never_thrown_away(field: str, cell: str):
    found = reading(field, cell)

    assert found.value is None
    assert found.strange


@pytest.mark.parametrize(
    ("cell", "level", "remark"),
    [
        ("IVC(+)、RA(-)、PA(-)", "ivc", ""),
        ("下腔静脉，右心房（-）", "ivc", ""),
        ("IVC(+) RA(+) PA(-)", "right_atrium", '"IVC(+) RA(+) PA(-)" names several places'),
        ("IVC+ RA-", "ivc", ""),
    ],
)
def test_places_without_tumour_are_no_reach(cell: str, level: str, remark: str):
    found = reading("tumor_extent", cell)

    assert (found.value, found.what) == (level, remark)


@pytest.mark.parametrize("cell", ["right-atrium", "(RA)", "RA.", "right_atrium", "Right  Atrium"])
def test_punctuation_that_says_nothing_makes_no_difference(cell: str):
    assert reading("tumor_extent", cell).value == "right_atrium"


@pytest.mark.parametrize(("n", "stops"), [(2, False), (3, True)])
def test_a_strange_word_that_many_patients_share_waits_for_its_meaning(n: int, stops: bool):
    found = [{"ID": f"P{at}", "Symptoms": "flooding" if at < n else "cough"} for at in range(12)]
    asked = preview(patients(*found), "a.csv").questions

    assert [question.stops for question in asked] == [stops]
    shared = " It stands in 3 of 12 rows." if stops else ""
    assert asked[0].asks.endswith(f'what does "flooding" mean?{shared}')


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(36.0, True), ("36 months", True), (">60", True), ("lost", False), (True, False)],
)
def test_a_tick_is_no_number(cell: Cell, expected: bool):
    assert is_number_or_date(cell) == expected


# ── Long texts ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("SOB (-)", ("sob", False)),
        ("胸闷×", ("胸闷", False)),
        ("DVT ++", ("dvt", True)),
        ("edema: [ + ]", ("edema", True)),
        ("a - -", ("a -", False)),
        ("(+)", None),
        ("SOB", None),
        ("", None),
    ],
)
def test_a_sign_stands_behind_the_finding(words: str, found: tuple[str, bool] | None):
    assert with_sign(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a" * 30_000, None),
        ("zz; " * 7_500, None),
        ("+" * 30_000, None),
        ("a" + "+" * 30_000 + "b", None),
        ("a" + "a+ )" * 7_500 + "b", None),
        ("a" + "+" * 30_000, ("a", True)),
        ("a" + "( " * 15_000 + "-", ("a", False)),
    ],
    ids=lambda value: str(value)[:8],
)
def test_a_sign_is_found_behind_a_text_of_any_length(words: str, found: tuple[str, bool] | None):
    assert with_sign(words) == found


@pytest.mark.parametrize("words", ["a" * 30_000, "zz; " * 7_500], ids=["letters", "list"])
def test_a_long_text_in_place_of_an_answer_is_quoted_by_its_beginning(words: str):
    changed = ({heading: words} for heading in ("Extent", "Symptoms", "Recurrence"))
    said = sentences(preview(patients(*changed, {}), "cohort.csv"))

    assert max(map(len, said)) < 200
    assert {one.partition(",")[0] for one in said} >= {"Row 2", "Row 3", "Row 4"}


def test_of_many_words_that_are_no_answers_the_first_are_quoted():
    read = reading("symptoms", "; ".join(f"q{at}z" for at in [1, 1, 2, 3, 4, 5, 6, 7, 7]))

    assert read.what == '"q1z", "q2z", "q3z", "q4z", "q5z" and 2 more are not among the answers'
    assert len(read.strange) == 9


# ── One order for a file, and days that look made up ─────────────────────────────────────────


THREE_DATES = [
    {"Surgery date": f"0{n}/03/2014", "Last contact": f"0{n}/04/2018", "Recurrence date": ""}
    for n in range(1, 5)
]


def test_columns_of_dates_in_doubt_share_one_question():
    content = patients({**THREE_DATES[0], "Recurrence date": "05/06/2016"}, *THREE_DATES[1:])
    (asked,) = preview(content, "a.csv").open_questions

    assert asked.asks == (
        "Columns M (Surgery date), N (Last contact) and O (Recurrence date): in which order are "
        'dates such as "01/03/2014" written?'
    )
    assert [option.label for option in asked.options] == [
        "Day before month",
        "Month before day",
        "It differs from column to column",
    ]
    told = preview(content, "a.csv", Answers({"dates": "MDY"}))
    assert (told.date_order, told.open_questions) == ("month before day", ())
    assert told.patients["surgery_date"].dt.month.tolist() == [1, 2, 3, 4]
    each = preview(content, "a.csv", Answers({"dates": "each", "dates M": "DMY"}))
    assert [ask.key for ask in each.open_questions] == ["dates N", "dates O"]
    assert each.patients["surgery_date"].dt.day.tolist() == [1, 2, 3, 4]


def test_where_columns_prove_two_orders_the_rest_is_asked_column_by_column():
    rows = [{**her, "Recurrence date": f"0{n}/06/2016"} for n, her in enumerate(THREE_DATES, 1)]
    rows[0] |= {"Surgery date": "13/03/2014", "Last contact": "04/13/2018"}
    changes = [{**her, "Date of death": f"0{n}/07/2018"} for n, her in enumerate(rows, 1)]
    found = preview(patients(*changes), "a.csv")

    assert [ask.key for ask in found.open_questions] == ["dates O", "dates P"]


@pytest.mark.parametrize(
    ("days", "rows"),
    [
        (("2011-11-11", "2010-02-03", "2013-03-04"), ""),
        (("2012-12-12", "2002-02-03", "2020-03-04"), ""),
        (("2020-02-20", "2020-02-02", "2018-03-04"), ""),
        (("2011-11-11",), ""),
        (("1999-09-09", "2018-11-12", "2019-03-04"), "row 2"),
        (("2012-12-12", "2010-02-03", "2012-12-12", "2014-03-04"), "rows 2 and 4"),
    ],
)
def test_a_day_that_looks_made_up_is_asked_about_where_it_stands_apart_or_comes_again(
    days: tuple[str, ...], rows: str
):
    asked = [ask.asks for ask in preview(dated(*days), "a.csv").questions]

    assert asked == (
        [
            f"Column M (Surgery date), Date of operation: {days[0]} stands in {rows}. Is it the "
            "date, or a mark for unknown?"
        ]
        if rows
        else []
    )


def test_each_of_two_marks_is_asked_about_and_neither_hides_the_other():
    months = ("12", "24", "36", "48", "99", "999")
    read = preview(patients(*({"Follow-up (months)": cell} for cell in months)), "a.csv")

    assert [question.asks.partition(": ")[2] for question in read.questions] == [
        "99 stands in row 6. Is it a number, or a mark for unknown?",
        "999 stands in row 7. Is it a number, or a mark for unknown?",
    ]


def test_a_stroke_in_an_abbreviation_cuts_no_cell_in_two():
    cells = ("palpitations w/o syncope", "c/o cough")
    read = preview(patients(*({"Symptoms": cell} for cell in cells)), "a.csv")

    assert [one.what for one in read.problems] == [
        '"palpitations without syncope" is not among the answers'
    ]
    assert read.patients["symptom_syncope"].tolist() == ["unknown", "no"]
    assert read.patients["symptom_cough"].tolist() == ["unknown", "yes"]


def test_no_side_is_offered_for_its_opposite():
    extent = BY_NAME["tumor_extent"]

    assert nearest(extent, "left atrium") is None
    assert nearest(extent, "rihgt atrium") == extent.level("right_atrium")


@pytest.mark.parametrize(
    ("field", "words"),
    [("complications", "无并发症"), ("complications", "没有"), ("chest_incision", "未开胸")],
)
def test_words_for_none_stand_beside_those_of_a_column(field: str, words: str):
    assert level_of(BY_NAME[field], words) == "none"


@pytest.mark.parametrize(("yes", "no"), [("1.0", "0.0"), ("1", "0")])
def test_codes_that_a_program_wrote_with_a_point_are_the_codes(yes: str, no: str):
    content = patients(*({"Recurrence": code} for code in (yes, no, "", no)))
    read = preview(content, "cohort.csv")

    assert list(read.patients["recurrence"]) == ["yes", "no", "unknown", "no"]
    assert not [ask for ask in read.questions if "Recurrence" in ask.asks]
