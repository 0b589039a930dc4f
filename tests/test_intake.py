"""From the bytes of a spreadsheet to a cohort, as a hospital would hand it over."""

import datetime as dt
import re

import openpyxl
import pandas as pd
import pytest
from small_files import PLAIN, cells, patients, saved, workbook

from ivl.derive import complete
from ivl.intake import Answers, Ledger, Preview, Question, Skipped, grouped, opened, preview
from ivl.intake.questions import Option

TODAY = dt.date(2022, 1, 31)


def told(read: Preview) -> list[str]:
    return [group.sentence for group in grouped(read.problems)]


def test_a_file_that_was_opened_once_answers_as_one_that_is_read_again():
    content = cells(["ID", "Age", "Extent", "复发"], [1, 45, "IVC", "否"], [2, 34, "RA", "是"])
    once = opened(content, "cohort.csv")

    for answers in (Answers(), Answers({"column D": "recurrence"}), Answers({"column B": "left"})):
        mine, again = once.preview(answers, TODAY), preview(content, "cohort.csv", answers, TODAY)
        assert (mine.questions, mine.problems) == (again.questions, again.problems)
        pd.testing.assert_frame_equal(mine.patients, again.patients)
    assert once.preview(Answers({"column D": "recurrence"})).patients["recurrence"].tolist() == [
        "no",
        "yes",
    ]
    assert once.preview().patients["recurrence"].tolist() == ["unknown", "unknown"]


# ── A file in English ────────────────────────────────────────────────────────────────────────

ENGLISH = [
    ["IVL at our hospital, 2011 to 2020"],
    [],
    [
        "Study ID", "Name", "Age (y)", "Group", "Symptoms", "Highest level", "Size (mm)",
        "Date of surgery", "Operation", "Ovaries", "Resection", "Adjuvant therapy", "ER",
        "Follow-up (years)", "Relapse", "Months to recurrence", "Death", "Remarks",
    ],
    [
        "007", "Anna Miller", 45, "Incidental", "None", "uterus", "60 x 40", dt.date(2015, 3, 5),
        "TLH", "BSO", "complete", "None", "+", 5, "no", None, "no", "call back",
    ],
    [
        "012", "Mary Smith", "52 y", "nonincidental", "dyspnea; leg swelling", "right atrium",
        "8 cm", dt.date(2016, 4, 6), "hysterectomy", "USO", "R0", "letrozole", "-", "3y2m", "yes",
        14, "no", None,
    ],
    [
        "013", "Jane Jones", 470, "nonincidental", "SOB, faintness", "IVC", None,
        dt.date(2018, 2, 1), "myomectomy", "kept", "incomplete", "GnRH-a + tamoxifen", "N/A",
        ">3", "no", None, "no", None,
    ],
    [],
    ["Mean", None, 45.2],
    ["Note: closed in December 2021"],
]  # fmt: skip


@pytest.fixture(params=["xlsx", "csv"])
def english(request: pytest.FixtureRequest) -> Preview:
    if request.param == "xlsx":
        content = workbook(Notes=[["Read me"]], Cohort=ENGLISH)
    else:
        content = cells(*ENGLISH)
    return preview(content, f"cohort.{request.param}", today=TODAY)


def test_an_english_file_becomes_a_cohort(english: Preview):
    assert english.cohort is not None
    assert english.cohort.source == english.filename
    assert not english.cohort.made_up
    her = english.cohort.patients.set_index("patient_id").loc["012"]
    assert (her["age_at_diagnosis"], her["tumor_size"], her["followup_months"]) == (52, 8, 38)
    assert (her["surgery_date"], her["os_months"]) == (pd.Timestamp("2016-04-06"), 38)
    assert (her["extent_group"], her["ovarian_procedure"]) == ("right_heart", "one_kept")
    assert (her["symptom_dyspnea"], her["symptom_leg_edema"]) == ("yes", "yes")
    assert (her["symptom_none"], her["adjuvant_aromatase_inhibitor"]) == ("no", "yes")
    assert (her["er"], her["vital_status"], her["first_event"]) == (
        "negative",
        "alive",
        "recurrence",
    )
    assert her["rfs_months"] == 14


def test_every_row_of_an_english_file_is_accounted_for(english: Preview):
    assert english.header_row == 3
    assert english.ledger.words == (
        "9 rows: 3 patients; skipped: title (row 1), blank (rows 2 and 7), heading (row 3), total "
        "or note (rows 8 and 9)"
    )


def test_an_english_file_is_told_what_to_mend(english: Preview):
    sheet = "Sheet Cohort, r" if english.sheet else "R"
    place = "Sheet Cohort: " if english.sheet else ""
    assert told(english) == [
        f"{place}Column R (Remarks) is not recognised. Left out. If it is needed, choose "
        'what it records in the table "Columns".',
        f"{place}Column B (Name) can tell who a patient is. Dropped, and not kept anywhere. Upload "
        "files without names, numbers and addresses of patients.",
        f'{sheet}ow 6, Symptoms: "faintness" is not among the answers. The answers it could stand '
        "for count as unknown. Correct the cell and upload again, or say what it means; the "
        'nearest answer is "Syncope".',
        f'{sheet}ow 6, Follow-up: ">3" was read as 36 months. Her follow-up may have been longer. '
        "Enter the time of last contact if it is known.",
        f"{sheet}ow 6, Age: 470 is not plausible (10–100). Left out of age summaries. Correct the "
        "cell and upload again.",
    ]
    assert english.identifiers_dropped == ("Name",)


def test_nothing_of_the_names_is_kept(english: Preview):
    everything = repr(english) + english.patients.to_string()

    assert not any(name in everything for name in ("Anna", "Miller", "Smith", "Jones"))


# ── A file in Chinese ────────────────────────────────────────────────────────────────────────

CHINESE = [
    ["子宫静脉内平滑肌瘤病例登记表", *[""] * 13],
    ["基本资料", "", "", "症状", "", "", "手术", "", "", "病理", "随访", "", "", ""],
    [
        "序号", "姓名", "年龄\n（岁）", "胸闷", "下肢水肿", "月经量多", "时间", "方式", "累及范围",
        "ＥＲ", "时间（月）", "复发", "复发时间", "生存状态",
    ],
    [
        "1", "王小明", "４５岁", "有", "无", "有", "2015年3月5日", "全子宫切除术", "下腔静脉", "+",
        "36个月", "无", "", "存活",
    ],
    [
        "2", "李梅", "38", "无", "无", "有", "2016/4/7", "子宫肌瘤剔除术", "盆腔", "-",
        "5年", "有", "12", "存活",
    ],
    [
        "3", "张兰", "51", "无", "有", "不详", "2017.5", "次全子宫切除术", "右心房", "/",
        "失访", "未复发", "", "不详",
    ],
    ["合计", "", "3", *[""] * 11],
]  # fmt: skip


@pytest.fixture(params=["utf-8-sig", "gb18030", "utf-16", "xlsx"])
def chinese(request: pytest.FixtureRequest) -> Preview:
    if request.param != "xlsx":
        content = cells(*CHINESE).decode().encode(request.param)
        return preview(content, "登记.csv", today=TODAY)
    book = openpyxl.Workbook()
    for row in CHINESE:
        book.active.append([cell or None for cell in row])
    for block in ("A1:N1", "A2:C2", "D2:F2", "G2:I2", "K2:N2"):
        book.active.merge_cells(block)
    return preview(saved(book), "登记.xlsx", today=TODAY)


def test_a_chinese_file_becomes_a_cohort(chinese: Preview):
    assert chinese.cohort is not None
    frame = chinese.cohort.patients
    assert frame["patient_id"].tolist() == ["1", "2", "3"]
    assert frame["age_at_diagnosis"].tolist() == [45, 38, 51]
    assert frame["symptom_chest_distress"].tolist() == ["yes", "no", "no"]
    assert frame["symptom_abnormal_uterine_bleeding"].tolist() == ["yes", "yes", "unknown"]
    assert frame["surgery_date"].dt.strftime("%Y-%m-%d").tolist() == [
        "2015-03-05", "2016-04-07", "2017-05-15"
    ]  # fmt: skip
    assert frame["uterus_preserved"].tolist() == ["no", "yes", "no"]
    assert frame["extent_group"].tolist() == ["ivc", "pelvic", "right_heart"]
    assert frame["er"].tolist() == ["positive", "negative", "unknown"]
    assert frame["recurrence"].tolist() == ["no", "yes", "no"]
    assert frame["rfs_months"].iloc[:2].tolist() == [36, 12]
    assert frame["vital_status"].tolist() == ["alive", "alive", "unknown"]


def test_a_chinese_file_is_told_what_to_mend(chinese: Preview):
    place = "Sheet Sheet: " if chinese.sheet else ""
    sheet = "Sheet Sheet, r" if chinese.sheet else "R"
    sheet_alone = "Sheet Sheet, " if chinese.sheet else ""
    assert told(chinese) == [
        f'{place}"Detection group", "Ovarian procedure", "Completeness of resection" and "Adjuvant '
        'therapy" are not recorded. Patients cannot be compared in this respect. Add them under '
        "these headings, if you can.",
        f"{place}Column B (姓名) can tell who a patient is. Dropped, and not kept anywhere. Upload "
        "files without names, numbers and addresses of patients.",
        f'{sheet}ow 6, Follow-up: "失访" does not say how long she was followed. Counted as '
        "unknown. Enter the time of last contact if it is known.",
        f'{sheet_alone}Time to recurrence: No unit is given under "复发时间". The numbers were '
        'read as months. Head the column "Time to recurrence (months)", or with the unit it has.',
        f"{sheet_alone}Lost to follow-up: Column K (时间（月）) says of 1 patient that contact was "
        "lost. Counted as lost to follow-up, and patients with another answer there as not lost. "
        "Nothing needs to be done.",
        f'{sheet}ow 6, Date of operation: "2017.5" names no day; 2017-05-15 was used. Times from '
        "this date may be half a month off. Enter the day if it is known.",
    ]


def test_times_without_any_unit_are_read_as_months_with_a_word():
    head = "ID,Age,Extent,Recurrence,Follow-up"
    told_of = [
        told(preview(f"{head}{unit}\n1,45,IVC,no,{time}\n".encode(), "a.csv"))
        for unit, time in (("", "5"), ("", "5 years"), (" (years)", "5"), (" months", "5"))
    ]

    warned = [any("No unit is given" in sentence for sentence in each) for each in told_of]
    assert warned == [True, False, False, False]


def test_every_row_of_a_chinese_file_is_accounted_for(chinese: Preview):
    assert chinese.ledger.words == (
        "7 rows: 3 patients; skipped: title (row 1), heading (rows 2 and 3), total or note (row 7)"
    )
    assert chinese.identifiers_dropped == ("姓名",)


def test_the_encoding_is_told_and_doubted_where_nothing_proves_it():
    sure = preview("编号,年龄\n1,45\n".encode("gb18030"), "a.csv")
    unsure = preview("ID,Age,Größe\n1,45,5\n".encode("cp1252"), "a.csv")

    assert sure.encoding == "GB18030"
    assert (
        "The characters were read as Windows-1252, which nothing in the file proves. Words beyond "
        'plain English letters may be wrong. Save the file in Excel as "CSV UTF-8" and upload '
        "that, if something looks wrong."
    ) in told(unsure)
    assert not any("characters were read" in sentence for sentence in told(sure))


# ── What every preview holds to ──────────────────────────────────────────────────────────────


def test_a_plain_file_needs_no_word():
    read = preview(patients({}, {}), "a.csv", today=TODAY)

    assert (read.problems, read.questions, read.left_out) == ((), (), ())
    assert read.cohort is not None
    assert read.cohort.n == 2


def test_the_patients_are_complete_frames():
    read = preview(patients({}, {}), "a.csv", today=TODAY)

    pd.testing.assert_frame_equal(read.patients, complete(read.patients))


def test_answers_are_given_one_by_one_until_the_file_can_be_used():
    content = patients(
        {"Extent": "1", "Surgery date": "03/04/2015", "Recurrence": "1"},
        {"Extent": "2", "Surgery date": "05/06/2015", "Recurrence": "2"},
    )
    answers = Answers()
    n_open = []
    while waiting := preview(content, "a.csv", answers).open_questions:
        n_open.append(len(waiting))
        answers = answers.with_choice(waiting[0].key, waiting[0].options[0].value)

    assert n_open == [4, 3, 2, 1]
    assert preview(content, "a.csv", answers).cohort is not None


def test_an_answered_question_stays_so_that_it_can_be_changed():
    content = patients({"Recurrence": "1"}, {"Recurrence": "2"})
    read = preview(content, "a.csv", Answers({"codes K": "1 no, 2 yes"}))

    assert [(question.key, question.answer) for question in read.questions] == [
        ("codes K", "1 no, 2 yes")
    ]


def test_an_answer_that_is_no_option_leaves_the_question_open():
    question = Question("k", "Which?", (Option("a", "A"), Option("b", "B")))

    assert Answers({"k": "c"}).to(question) is None
    assert Answers({"k": "b"}).to(question) == "b"


def test_answers_are_never_changed_and_can_be_compared():
    first = Answers({"a": "1"})
    second = first.with_choice("b", "2")

    assert first == Answers({"a": "1"})
    assert hash(second) == hash(Answers({"b": "2", "a": "1"}))


def test_a_ledger_accounts_for_each_row_once():
    Ledger(3, (2, 3), (Skipped(1, "heading"),))
    with pytest.raises(AssertionError, match="every row is accounted for once"):
        Ledger(4, (2, 3), (Skipped(1, "heading"),))
    with pytest.raises(AssertionError, match="every row is accounted for once"):
        Ledger(3, (2, 3), (Skipped(1, "heading"), Skipped(2, "blank")))


def test_a_cell_is_named_as_the_spreadsheet_names_it():
    book = openpyxl.Workbook()
    for column, (heading, value) in enumerate(PLAIN.items(), start=3):
        book.active.cell(5, column, heading)
        book.active.cell(6, column, "470" if heading == "Age" else value.format(1))
    read = preview(saved(book), "a.xlsx", today=TODAY)

    assert [(problem.cell, problem.row) for problem in read.problems] == [("D6", 6)]
    assert read.header_row == 5


def test_messages_use_plain_words():
    rows = [
        {"Age": "x", "Extent": "y", "Surgery date": "z", "Symptoms": "w", "Name": "v", "Ward": "3"},
        {"Age": "999", "Extent": "3", "Recurrence": "2", "Surgery date": "1/2/2015", "DVT": "yes"},
    ]
    read = preview(patients(*rows, without=["Adjuvant"]), "a.csv", today=TODAY)
    words = [*told(read), *(question.asks for question in read.questions)]

    assert len(words) > 10
    assert not re.search(r"!|\bNone\b|\bnan\b|NaT|_|error|invalid", " ".join(words))


def test_a_patient_is_no_total_whatever_her_code_looks_like():
    content = (
        "ID,Age,Extent,Follow-up (months),Recurrence\n"
        "001,45,pelvic,60,no\n*002,38,IVC,48,no\nTotal-01,50,RA,20,no\nSum,51,PA,20,no\n"
        "Mean,46.2,,40.1,\nTotal,,,,2\n* recurrence after surgery,,,,\n"
    )
    found = preview(content.encode(), "codes.csv")

    assert found.patients["patient_id"].tolist() == ["001", "*002", "Total-01", "Sum"]
    assert found.ledger.words == (
        "8 rows: 4 patients; skipped: heading (row 1), total or note (rows 6, 7 and 8)"
    )


def test_in_a_file_with_decimal_commas_a_dot_groups_thousands():
    rows = "1;45;IVC;36,5;nein;1.200\n2;50;RA;12,0;nein;800\n3;51;RA;12,0;nein;3.000\n"
    head = "ID;Age;Extent;Follow-up (months);Recurrence;Blood loss (mL)\n"
    frame = preview((head + rows.replace("nein", "no")).encode(), "a.csv").patients

    assert frame["blood_loss"].tolist() == [1200, 800, 3000]
    assert frame["followup_months"].tolist() == [36.5, 12, 12]
