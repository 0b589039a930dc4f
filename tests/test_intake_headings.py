"""Which column records what: by its words, by its values, or by an answer, but never by a guess."""

import openpyxl
import pytest
from small_files import PLAIN, cells, lines, patients, saved, workbook

from ivl.intake import LEAVE_OUT, Answers, LeftOut, Preview, Refused, preview
from ivl.intake.headings import understand
from ivl.intake.near_misses import near_misses
from ivl.schema import RECORDED, Column


def fields(heading: str, group: str = "") -> list[str]:
    return [target.field for target in understand(heading, group).targets]


def mapping(read: Preview) -> dict[str, str]:
    return {match.letter: match.field for match in read.mapping}


def asked(read: Preview) -> list[str]:
    return [question.asks for question in read.questions]


# ── Words ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("column", RECORDED, ids=lambda column: column.name)
def test_every_heading_of_the_dictionary_is_known(column: Column):
    for heading in (*column.all_headings, column.axis):
        assert column.name in fields(heading)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("age at diagnosis", "age_at_diagnosis"),
        ("AGE_AT_DIAGNOSIS", "age_at_diagnosis"),
        ("Age\nat  diagnosis ", "age_at_diagnosis"),
        ("Ａｇｅ", "age_at_diagnosis"),
        ("年 龄：", "age_at_diagnosis"),
        ("年齡", "age_at_diagnosis"),
        ("Date of surgery (yyyy-mm-dd)", "surgery_date"),
        ("Recurrence (Y/N)", "recurrence"),
        ("術後是否復發", "recurrence"),
        ("Shortness of breath", "symptom_dyspnea"),
        ("无症状", "symptom_none"),
        ("symptom_syncope", "symptom_syncope"),
        ("来曲唑", "adjuvant_aromatase_inhibitor"),
    ],
)
def test_spelling_makes_no_difference(heading: str, field: str):
    assert fields(heading) == [field]


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        ("年龄(岁)", "age_at_diagnosis", "years"),
        ("年龄（岁）", "age_at_diagnosis", "years"),
        ("Age [y]", "age_at_diagnosis", "years"),
        ("Follow-up (years)", "followup_months", "years"),
        ("Follow-up, in years", "followup_months", "years"),
        ("随访时间/月", "followup_months", "months"),
        ("随访时间月", "followup_months", "months"),
        ("Size/mm", "tumor_size", "mm"),
        ("肿瘤大小(cm)", "tumor_size", "cm"),
        ("Blood loss_ml", "blood_loss", "mL"),
        ("Operative time (h)", "op_time", "h"),
        ("BMI (kg/m2)", "bmi", "kg/m²"),
        ("Ki-67 (%)", "ki67_pct", "%"),
    ],
)
def test_a_unit_in_the_heading_is_understood(heading: str, field: str, unit: str):
    assert fields(heading) == [field]
    assert understand(heading).unit == unit


def test_a_unit_that_does_not_fit_the_field_is_not_passed_over():
    assert fields("Age (cm)") == []
    assert fields("Recurrence (cm)") == []
    assert fields("Size (%)") == []


def test_a_unit_can_settle_an_ambiguous_heading():
    assert fields("手术时间") == ["surgery_date", "op_time"]
    assert fields("手术时间(min)") == ["op_time"]
    assert fields("手术时间（日期）") == ["surgery_date"]
    assert fields("复发时间（月）") == ["time_to_recurrence_months"]


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Death (0 = no, 1 = yes)", (("0", "no"), ("1", "yes"))),
        ("死亡(1=是 2=否)", (("1", "是"), ("2", "否"))),
        ("Extent (1: pelvic; 2: right atrium)", (("1", "pelvic"), ("2", "right atrium"))),
    ],
)
def test_codes_in_the_heading_are_understood(heading: str, codes: tuple):
    assert understand(heading).codes == codes


@pytest.mark.parametrize(
    ("heading", "order"),
    [
        ("Surgery date (dd/mm/yyyy)", "DMY"),
        ("Surgery date (MM-DD-YY)", "MDY"),
        ("手术日期（年-月-日）", "YMD"),
        ("Surgery date", ""),
    ],
)
def test_the_order_of_dates_in_the_heading_is_understood(heading: str, order: str):
    assert understand(heading).date_order == order


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Symptoms (choice='Dyspnea')", "symptom_dyspnea"),
        ("Symptoms (choice=Leg swelling)", "symptom_leg_edema"),
        ("symptoms___syncope", "symptom_syncope"),
        ("adjuvant___letrozole", "adjuvant_aromatase_inhibitor"),
        ("Symptoms: Dyspnoea", "symptom_dyspnea"),
        ("症状-胸闷", "symptom_chest_distress"),
        ("Complications: DVT", "complication_dvt"),
    ],
)
def test_a_heading_may_name_one_option_of_a_question(heading: str, field: str):
    assert fields(heading) == [field]


def test_the_group_above_decides_between_namesakes():
    assert fields("深静脉血栓", "症状") == ["symptom_dvt_pe"]
    assert fields("深静脉血栓", "并发症") == ["complication_dvt"]
    assert fields("胸闷", "基本资料") == ["symptom_chest_distress"]
    assert fields("时间", "随访") == ["followup_months"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Recurence", "recurrence"),
        ("Folow-up months", "followup_months"),
        ("确诊年龄段", "age_at_diagnosis"),
    ],
)
def test_a_near_miss_is_not_known_but_offered(heading: str, field: str):
    assert fields(heading) == []
    assert near_misses(heading)[0] == field


@pytest.mark.parametrize(
    "heading", ["Year of surgery", "Month of surgery", "Follow-up interval (months)"]
)
def test_a_date_or_a_schedule_is_no_duration(heading: str):
    assert fields(heading) == []
    assert fields("Months of follow-up") == fields("Duration of follow-up") != []


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Reccurence", "recurrence"),
        ("Follw up (months)", "followup_months"),
        ("Tumor extend", "tumor_extent"),
        ("Outcm", "recurrence"),
        ("Ag\u0435", "age_at_diagnosis"),  # letters of the Cyrillic script
        ("\u0415\u0445t\u0435nt", "tumor_extent"),
    ],
)
def test_a_slip_of_the_pen_is_offered_and_never_taken(heading: str, field: str):
    assert (fields(heading), near_misses(heading)[0]) == ([], field)


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        ("年龄\nAge", "age_at_diagnosis", ""),
        ("Age / 年龄", "age_at_diagnosis", ""),
        ("年龄（岁）Age (years)", "age_at_diagnosis", "years"),
        ("编号(ID)", "patient_id", ""),
        ("随访时间(月)(Follow-up (months))", "followup_months", "months"),
        ("生存状态(Status)", "vital_status", ""),
        ("手术时间 Operative time", "op_time", ""),  # the date or the duration; the latter alone
    ],
)
def test_a_heading_in_two_languages_is_what_both_name(heading: str, field: str, unit: str):
    assert (fields(heading), understand(heading).unit) == ([field], unit)


def test_no_with_a_point_is_a_number_and_denies_nothing():
    assert fields("No. thrombectomy") == []
    assert fields("No thrombectomy") == ["thrombectomy"]


def test_two_languages_that_disagree_name_nothing():
    assert fields("年龄 Recurrence") == fields("随访时间(年) Follow-up (months)") == []


@pytest.mark.parametrize("heading", ["Name", "Remarks", "x", "", "Unnamed: 3", "备注"])
def test_other_words_are_neither_known_nor_near(heading: str):
    assert (fields(heading), near_misses(heading)) == ([], ())


# ── Where the headings stand ─────────────────────────────────────────────────────────────────

HEADINGS = tuple(PLAIN)
FIRST = tuple(value.format(1) for value in PLAIN.values())


def test_titles_and_blank_rows_above_the_headings_are_passed_over():
    read = preview(cells(["IVL cohort 2010-2020"], [], HEADINGS, FIRST), "a.csv")

    assert read.header_row == 3
    assert read.ledger.words == (
        "4 rows: 1 patient; skipped: title (row 1), blank (row 2), heading (row 3)"
    )


def test_a_unit_in_a_row_of_its_own_is_shown_with_the_name_above_it():
    names = ("ID", "Age", "体重", "Recurrence", "Extent", "Follow-up")
    units = ("", "years", "（kg）", "", "", "(months)")
    read = preview(cells(names, units, ["P1", "47", "60", "no", "IVC", "36"]), "a.csv")

    shown = {match.field: match.heading for match in read.mapping}
    assert (shown["age_at_diagnosis"], shown["followup_months"]) == (
        "Age years",
        "Follow-up (months)",
    )
    assert [column.heading for column in read.left_out] == ["体重（kg）"]
    assert read.patients["followup_months"].tolist() == [36]


def test_a_merged_row_of_groups_above_the_headings_is_joined_to_them():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Cohort of 2020"],
        ["基本资料", None, "症状", None, None, "并发症", "随访", None],
        ["编号", "年龄", "胸闷", "下肢水肿", "深静脉血栓", "深静脉血栓", "时间", "是否复发"],
        ["001", 45, "有", "无", "有", "无", 36, "否"],
    ):
        sheet.append(row)
    for block in ("A1:H1", "A2:B2", "C2:E2", "G2:H2"):
        sheet.merge_cells(block)
    read = preview(saved(book), "a.xlsx")

    assert list(mapping(read).values()) == [
        "patient_id", "age_at_diagnosis", "symptom_chest_distress", "symptom_leg_edema",
        "symptom_dvt_pe", "complication_dvt", "followup_months", "recurrence",
    ]  # fmt: skip
    assert read.ledger.words == "4 rows: 1 patient; skipped: title (row 1), heading (rows 2 and 3)"


def test_headings_merged_downwards_stand_above_a_second_row():
    read = preview(
        lines("ID,Age,Symptoms,,Extent", ",,Dyspnea,Syncope,", "1,45,yes,no,IVC"), "a.csv"
    )

    assert read.header_row == 2
    assert list(mapping(read).values()) == [
        "patient_id", "age_at_diagnosis", "symptom_dyspnea", "symptom_syncope", "tumor_extent"
    ]  # fmt: skip


def test_a_row_of_units_below_the_headings_belongs_to_them():
    read = preview(lines("ID,Age,Follow-up,Size", ",years,years,mm", "1,45,3,60"), "a.csv")

    assert read.ledger.words == "3 rows: 1 patient; skipped: heading (rows 1 and 2)"
    assert read.patients["followup_months"].tolist() == [36]
    assert read.patients["tumor_size"].tolist() == [6]


def test_a_patient_whose_answers_are_also_headings_is_no_heading():
    read = preview(lines("ID,Age,Extent,Recurrence", "A,,IVC,", "B,,IVC,", "C,50,RA,no"), "a.csv")

    assert (read.header_row, len(read.patients)) == (1, 3)


def test_rows_below_the_patients_are_no_patients():
    below = (["合计", 2], ["Mean", 46.5], ["注：随访截至2021年12月"], ["* died of other causes"])
    second = ("P2", *FIRST[1:])
    read = preview(cells(HEADINGS, FIRST, *below, [], HEADINGS, second), "a.csv")

    assert read.ledger.words == (
        "9 rows: 2 patients; skipped: heading (row 1), total or note (rows 3, 4, 5 and 6), "
        "blank (row 7), repeated heading (row 8)"
    )


def test_a_mean_among_the_codes_is_no_patient_but_an_answer_like_it_is():
    rows = (["median sternotomy", "A1", "45"], ["none", "A2", "46"], ["", "Median age", "45.5"])
    read = preview(cells(["Chest incision", "ID", "Age"], *rows), "a.csv")

    assert read.ledger.patients == (2, 3)


def test_the_sheet_with_most_headings_is_read_and_the_others_are_offered():
    content = workbook(
        Notes=[["What", "When"], ["Cohort closed", "2021"]],
        Old=[HEADINGS[:6], FIRST[:6]],
        Cohort=[HEADINGS, FIRST],
    )
    read = preview(content, "a.xlsx")

    assert read.sheet == "Cohort"
    assert asked(read) == ["The sheets Cohort and Old look like cohorts. Which one should be used?"]
    assert read.cohort is not None
    assert preview(content, "a.xlsx", Answers({"sheet": "Old"})).sheet == "Old"


def test_a_hidden_sheet_is_not_taken_for_the_cohort():
    book = openpyxl.Workbook()
    book.active.append(HEADINGS[:4])
    book.active.append(FIRST[:4])
    hidden = book.create_sheet("Lists")
    hidden.append(HEADINGS)
    hidden.sheet_state = "hidden"
    read = preview(saved(book), "a.xlsx")

    assert read.sheet == "Sheet"
    assert "sheet" not in [question.key for question in read.questions]


def test_a_file_without_known_headings_is_refused():
    with pytest.raises(Refused) as refused:
        preview(lines("a,b", "1,2"), "list.csv")

    assert str(refused.value) == (
        "No row of headings was found in list.csv. Head the columns with names such as Patient "
        "ID, Age, Extent, Recurrence and Follow-up (months), or use the template."
    )


# ── Ambiguous headings ───────────────────────────────────────────────────────────────────────


def with_recurrence(heading: str, *values: str, **more: tuple[str, ...]) -> bytes:
    changes = [{heading: value} for value in values]
    for name, others in more.items():
        changes = [her | {name: other} for her, other in zip(changes, others, strict=True)]
    return patients(*changes, without=["Recurrence"])


def test_first_or_recurrent_is_the_status_at_entry():
    read = preview(with_recurrence("复发", "初发", "复发", 术后复发=("否", "是")), "a.csv")

    assert read.patients["presentation_type"].tolist() == ["primary", "recurrent"]
    assert read.patients["recurrence"].tolist() == ["no", "yes"]
    assert read.cohort is not None


def test_beside_a_recurrence_after_surgery_the_status_at_entry_is_suggested_and_not_taken():
    content = with_recurrence("复发", "是", "否", 术后复发=("否", "是"))
    (ask,) = preview(content, "a.csv").questions
    answered = preview(content, "a.csv", Answers({"column L": "presentation_type"}))

    assert (ask.key, ask.suggestion, ask.stops) == ("column L", "presentation_type", False)
    assert answered.patients["presentation_type"].tolist() == ["recurrent", "primary"]


def test_a_time_filled_exactly_where_it_is_yes_proves_a_recurrence():
    content = with_recurrence("复发", "是", "否", **{"Time to recurrence": ("12", "")})

    assert preview(content, "a.csv").patients["recurrence"].tolist() == ["yes", "no"]


def test_a_time_filled_for_others_too_proves_nothing():
    content = with_recurrence("复发", "是", "否", **{"Time to recurrence": ("12", "36")})

    assert asked(preview(content, "a.csv")) == [
        'Column L (复发): what does it record? It holds "是" and "否".'
    ]


@pytest.mark.parametrize(
    "signs",
    [
        {"复发部位": ("盆腔", "")},  # the site of a recurrence with which she came, as well
        {"复发日期": ("2012-05-01", ""), "手术日期": ("2019-05-01", "2019-06-01")},
        {"Time to recurrence": ("72", ""), "Follow-up (months)": ("36", "24")},
    ],
    ids=["site", "before the operation", "after the last contact"],
)
def test_what_women_who_arrive_with_a_recurrence_have_as_well_proves_nothing(signs):
    read = preview(with_recurrence("复发", "是", "否", **signs), "a.csv")

    assert "复发" not in [match.heading for match in read.mapping]
    assert any(ask.asks.startswith("Column L (复发): what") for ask in read.open_questions)


def test_yes_and_no_alone_prove_nothing_and_stop_the_file():
    content = with_recurrence("复发", "是", "否")
    read = preview(content, "a.csv")

    assert asked(read) == ['Column L (复发): what does it record? It holds "是" and "否".']
    assert [option.value for option in read.questions[0].options] == [
        "presentation_type", "recurrence", LEAVE_OUT
    ]  # fmt: skip
    assert read.problems == ()
    assert read.cohort is None

    answered = preview(content, "a.csv", Answers({"column L": "recurrence"}))
    assert answered.cohort is not None
    assert answered.cohort.patients["recurrence"].tolist() == ["yes", "no"]
    assert (answered.questions[0].answer, answered.mapping[-1].sure) == ("recurrence", "answer")


def test_an_answer_keeps_what_yes_means_under_the_heading():
    answers = Answers({"column L": "presentation_type"})
    read = preview(with_recurrence("Recurrent", "yes", "no"), "a.csv", answers)

    assert read.patients["presentation_type"].tolist() == ["recurrent", "primary"]


@pytest.mark.parametrize(
    ("heading", "value", "field"),
    [
        ("手术时间", "2019-03-05", "surgery_date"),
        ("手术时间", "180", "op_time"),
        ("手术时间", "3小时", "op_time"),
        ("复发时间", "2019年3月", "recurrence_date"),
        ("复发时间", "12个月", "time_to_recurrence_months"),
    ],
)
def test_dates_and_numbers_tell_an_ambiguous_time_apart(heading: str, value: str, field: str):
    read = preview(patients({heading: value}), "a.csv")

    assert [(match.field, match.sure) for match in read.mapping if match.heading == heading] == [
        (field, "values")
    ]


def test_follow_up_that_holds_dates_is_the_last_contact():
    changes = {"随访时间": "2021-12-31", "Surgery date": "2019-01-01"}
    read = preview(patients(changes, without=["Follow-up (months)"]), "a.csv")

    assert mapping(read)["L"] == "last_followup_date"
    assert read.cohort is not None


def test_an_ambiguous_column_without_values_is_not_asked_about():
    read = preview(patients({"手术时间": ""}), "a.csv")

    assert read.questions == ()
    assert read.left_out == (LeftOut("手术时间", "M", "not decided"),)


# ── Two columns for one field ────────────────────────────────────────────────────────────────


def test_two_columns_that_differ_are_asked_about():
    content = patients({"Age at surgery": "48"})
    read = preview(content, "a.csv")

    assert asked(read) == [
        "Columns B (Age) and M (Age at surgery) both give age: which one should be used?"
    ]
    assert read.cohort is None
    answered = preview(content, "a.csv", Answers({"one of age_at_diagnosis": "M"}))
    assert answered.patients["age_at_diagnosis"].tolist() == [48]
    assert answered.left_out == (LeftOut("Age", "B", "left out"),)


def test_two_columns_that_agree_are_one():
    read = preview(patients({"Age at surgery": "47"}), "a.csv")

    assert read.questions == ()
    assert read.left_out == (LeftOut("Age at surgery", "M", "same as another"),)


def test_several_findings_of_one_option_add_up():
    read = preview(
        cells(
            ["ID", "Age", "腹痛", "腹胀"],
            [1, 40, "无", "有"],
            [2, 41, "无", "无"],
            [3, 42, "", "无"],
        ),
        "a.csv",
    )

    assert read.patients["symptom_pain_distension"].tolist() == ["yes", "no", "no"]


def test_of_two_codes_the_one_of_the_study_is_taken():
    read = preview(patients({"住院号": "0012345"}, {"住院号": "0012346"}), "a.csv")

    assert read.patients["patient_id"].tolist() == ["P1", "P2"]
    assert read.identifiers_dropped == ("住院号",)


# ── Near misses, strangers and answers ───────────────────────────────────────────────────────


def test_a_near_miss_waits_for_a_yes():
    content = patients({"Syncpoe": "yes"})
    read = preview(content, "a.csv")

    assert read.left_out == (LeftOut("Syncpoe", "M", "not decided"),)
    assert (read.questions[0].suggestion, read.questions[0].stops) == ("symptom_syncope", False)
    answered = preview(content, "a.csv", Answers({"column M": "symptom_syncope"}))
    assert answered.patients["symptom_syncope"].tolist() == ["yes"]


def test_a_near_miss_of_a_required_column_is_asked_about_before_it_counts_as_missing():
    content = patients({"Recurence": "no"}, without=["Recurrence"])
    read = preview(content, "a.csv")

    assert read.errors == ()
    assert asked(read) == ['Column L (Recurence): what does it record? It holds "no".']
    assert (read.open_questions, read.cohort) == (read.questions, None)
    left_out = preview(content, "a.csv", Answers({"column L": ""}))
    assert [problem.sentence for problem in left_out.errors] == [
        '"Recurrence" is not recorded. No recurrence can be shown. '
        'Fill in a column headed "Recurrence", or say in the table of columns '
        "which one holds it."
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Pat-Nr", "patient_id"),
        ("Code", "patient_id"),
        ("Tumor diameter cm", "tumor_size"),
        ("Highest level of tumour extension", "tumor_extent"),
        ("VITAL", "vital_status"),
    ],
)
def test_headings_of_other_houses_are_known(heading: str, field: str):
    assert [target.field for target in understand(heading).targets] == [field]


@pytest.mark.parametrize(
    ("heading", "field", "other", "yes"),
    [
        ("BSO", "ovarian_procedure", "Ovarian procedure", "both_removed"),
        ("Bilateral oophorectomy", "ovarian_procedure", "Ovarian procedure", "both_removed"),
        ("双侧附件切除", "ovarian_procedure", "Ovarian procedure", "both_removed"),
        ("Hysterectomy", "uterine_procedure", "Uterine procedure", "hysterectomy_unspecified"),
        ("HYST", "uterine_procedure", "Uterine procedure", "hysterectomy_unspecified"),
        ("子宫切除", "uterine_procedure", "Uterine procedure", "hysterectomy_unspecified"),
    ],
)
def test_a_yes_below_an_operation_says_that_it_was_done_and_a_no_not_what_was_instead(
    heading: str, field: str, other: str, yes: str
):
    read = preview(patients({heading: "Y"}, {heading: "N"}, without=[other]), "a.csv")

    assert read.patients[field].tolist() == [yes, "unknown"]


def test_strangers_are_named_and_left_out():
    read = preview(patients({"Ward": "7", "Nurse": "8"}), "a.csv")

    assert [problem.sentence for problem in read.problems] == [
        "Column M (Ward) and Column N (Nurse) are not recognised. Left out. "
        'If one of them is needed, choose what it records in the table "Columns".'
    ]
    assert [left.reason for left in read.left_out] == ["not recognised", "not recognised"]


def test_an_answer_gives_any_column_a_field_or_leaves_it_out():
    answers = Answers({"column M": "bmi", "column B": LEAVE_OUT})
    read = preview(patients({"Quetelet": "23"}), "a.csv", answers)

    assert read.patients["bmi"].tolist() == [23]
    assert LeftOut("Age", "B", "left out") in read.left_out


def test_an_answer_that_names_no_field_is_passed_over():
    read = preview(patients({}), "a.csv", Answers({"column B": "nonsense", "sheet": "None"}))

    assert mapping(read)["B"] == "age_at_diagnosis"


def test_boxes_with_numbers_are_told_in_one_sentence_and_can_be_named():
    boxes = {f"symptoms___{number}": "1" for number in (0, 1, 2, 99)}
    content = patients(boxes, without=["Symptoms"])
    read = preview(content, "a.csv")

    assert (asked(read), [problem.sentence for problem in read.problems]) == (
        [],
        [
            '"Symptoms" is not recorded. The page on symptoms stays empty. '
            "Add it under this heading, if you can.",
            "Symptoms: Columns L, M, N and O are check boxes named by number, and nothing says "
            "what each means. Left out. Export the data with labels and upload that, or say what "
            "each column records.",
        ],
    )
    answered = preview(content, "a.csv", Answers({"column L": "symptom_cough"}))
    assert answered.patients["symptom_cough"].tolist() == ["yes"]


def test_columns_about_forms_are_named_and_left_out():
    read = preview(
        patients({"redcap_event_name": "baseline", "demographics_complete": "2"}), "a.csv"
    )

    assert [problem.sentence for problem in read.problems] == [
        "Column M (redcap_event_name) and Column N (demographics_complete) were added by the "
        "database. Left out. Nothing needs to be done."
    ]


def test_a_heading_that_ends_like_a_form_may_still_be_near_a_field():
    read = preview(patients({"resection_complete": "1"}), "a.csv")

    assert read.questions[0].suggestion == "resection_completeness"


def test_one_column_may_answer_two_fields():
    rows = [{"孕产次": value} for value in ("G3P2", "孕3产2", "3/2", "3-0-1-2")]
    read = preview(patients(*rows), "a.csv")

    assert read.patients["gravidity"].tolist() == [3, 3, 3, 4]
    assert read.patients["parity"].tolist() == [2, 2, 2, 3]


def test_the_mapping_shows_where_each_field_comes_from():
    read = preview(cells(["ID", "年龄（岁）"], ["A", 45], ["B", 45], ["C", 50]), "a.csv")
    match = read.mapping[1]

    assert (match.field, match.heading, match.letter) == ("age_at_diagnosis", "年龄（岁）", "B")
    assert (match.samples, match.sure, match.unit) == (("45", "50"), "normalised", "years")


# ── What tells who a patient is ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "heading",
    ["姓名", "身份证号", "联系电话", "家庭住址", "Patient name", "Phone", "E-mail", "Address"],
)
def test_a_column_that_tells_who_she_is_is_dropped_and_named_by_its_heading(heading: str):
    read = preview(patients({heading: "王小明 13800138000"}), "a.csv")

    assert read.identifiers_dropped == (heading,)
    assert [problem.sentence for problem in read.problems] == [
        f"Column M ({heading}) can tell who a patient is. Dropped, and not kept anywhere. "
        "Upload files without names, numbers and addresses of patients."
    ]
    assert "王小明" not in repr(read)


@pytest.mark.parametrize(
    "heading", ["Patient's name", "Name of next of kin", "DOB (dd/mm/yyyy)", "患者姓名拼音"]
)
def test_a_heading_that_speaks_of_a_person_is_dropped(heading: str):
    assert preview(patients({heading: "x"}), "a.csv").identifiers_dropped == (heading,)


@pytest.mark.parametrize(
    "value", ["11010519491231002X", "13800138000", "+86 138 0013 8000", "her@example.com"]
)
def test_values_that_could_be_looked_up_are_dropped_whatever_the_heading(value: str):
    read = preview(patients({"Remarks": value}), "a.csv")

    assert read.identifiers_dropped == ("Remarks",)
    assert value not in repr(read)


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("住院号", ("0012345", "0012346")),
        ("病人ID", ("ZY20190137", "ZY20190138")),
        ("Hosp no.", ("4412780", "4412781")),
        ("Patient", ("王小明", "李梅")),
        ("Patient", ("Anna Miller", "Mary Smith")),
        ("Patient", ("Mary Jones A.", "Mary Hill B.")),
        ("Patient", ("Jones, M.", "Smith-Brown, Anna K.")),
        ("Patient", ("Smith A", "O'Neil K.")),
        ("Patient", ("Mrs Smith", "Dr. J.K. McDonald")),
        ("Patient", ("van der Berg A", "MILLER B.")),
        ("编号", ("11010519491231002X", "110105194912310038")),
        ("Pt", ("Smith", "O'Brien")),
        ("Patient ID", ("Müller", "NGUYEN")),
        ("No.", ("P01", "Mary Jones")),  # one name among codes
        ("病人", ("张伟", "欧阳丽")),
        ("编号", ("王", "李")),
        ("编号", ("张某", "李某某")),
        ("Patient ID", ("김민수", "이영희")),
        ("Patient ID", ("JS", "ZHX")),
        ("Patient", ("W.L.", "J.S.")),
        ("编号", ("001张丽华", "002刘桂芳")),
        ("No.", ("P001 Wexlington Mary", "P002")),
    ],
)
def test_names_and_hospital_numbers_in_place_of_codes_are_replaced(
    heading: str, values: tuple[str, str]
):
    read = preview(patients(*({heading: value} for value in values), without=["ID"]), "a.csv")

    assert read.patients["patient_id"].tolist() == ["1", "2"]
    assert [problem.sentence for problem in read.problems] == [
        f"Patient: Column L ({heading}) holds names, initials or numbers of a hospital. They were "
        "replaced by 1, 2, 3 in the order of the rows, and not kept. Use IDs that mean nothing "
        "outside your study."
    ]
    assert not any(value in repr(read) + read.patients.to_string() for value in values)


def test_what_tells_who_a_patient_is_reaches_no_log(capfd, caplog):
    told = {"Name": "Mary Jones", "住院号": "00998877", "Phone": "13800138000"}
    content = patients({**told, "Age": "470", "Extent": "Mary Jones"}, told)
    with caplog.at_level(0):
        read = preview(content, "a.csv")
        with pytest.raises(Refused):
            preview(content[: len(content) // 2] + b"\0" * 9 + content, "a.csv")
    out, err = capfd.readouterr()

    assert len(read.patients) == 2
    assert not any(value in out + err + caplog.text for value in told.values())


def test_a_date_of_birth_that_gives_no_certain_age_is_named_by_its_cell_and_never_quoted():
    births = ("03/04/1970", "06/07/1971", "1972?", "")
    rows = [{"出生日期": birth, "手术日期": "2019-06-14"} for birth in births]
    content = patients(*rows, without=["Age"])
    read = preview(content, "a.csv", Answers({"birth date": "yes"}))

    # The 3rd of April or the 4th of March, she was 49; born in June or in July, 48 or 47.
    assert read.patients["age_at_diagnosis"].fillna(-1).tolist() == [49, -1, -1, -1]
    assert [(problem.cell, problem.sentence) for problem in read.problems if problem.row] == [
        (
            f"L{row}",
            f"Row {row}, Age: The dates of birth and of operation do not give one certain age. "
            "Left out of age summaries. Write both like 2019-03-05 and upload again.",
        )
        for row in (3, 4)
    ]
    assert read.ledger.words == "5 rows: 4 patients; skipped: heading (row 1)"
    assert not any(birth in repr(read) for birth in births if birth)


@pytest.mark.parametrize(
    "codes",
    [("P01", "P02"), ("IVL-3", "IVL-4"), ("A12", "B7"), ("Case 4", "Case 5"), ("Pt 7", "Pt 8"),
     ("Case A", "Case B"), ("IVL A", "IVL B"), ("Site-A 1", "Site-B 2"), ("AA", "AB", "AC"),
     ("A", "B", "C"), ("甲", "乙", "丙"), ("病例1", "病例2"), ("第一例", "第二例"),
     ("AB", "A-12", "C7"),
     ("Rome 1", "Oslo 1"), ("001a", "002a"), ("安贞1", "安贞2", "安贞3", "协和1")],
)  # fmt: skip
def test_codes_of_a_study_are_not_taken_for_names(codes: tuple[str, ...]):
    read = preview(patients(*({"ID": code} for code in codes)), "a.csv")

    assert read.patients["patient_id"].tolist() == list(codes)


@pytest.mark.parametrize(
    ("cell", "quoted", "name"),
    [
        ("up to heart (Mrs Smith)", '"up to heart (…)"', "smith"),
        ("张女士 的心", '"… 的心"', "张女士"),
    ],
)
def test_a_person_named_in_passing_is_not_quoted(cell: str, quoted: str, name: str):
    read = preview(patients({"Extent": cell}), "a.csv")

    assert [problem.what for problem in read.problems if problem.row] == [
        f"{quoted} is not among the answers"
    ]
    told = [*read.mapping, *read.questions, *read.problems]
    assert name not in repr(told).lower()


def test_words_before_numbers_are_names_if_nearly_each_patient_has_her_own():
    codes = ["Smith 1", "Jones 2", "Weber 3", "Rossi 4"]
    read = preview(patients(*({"ID": code} for code in codes)), "a.csv")
    sites = ["Rome 1", "Rome 2", "Oslo 1", "Oslo 2"]

    assert read.patients["patient_id"].tolist() == ["1", "2", "3", "4"]
    assert preview(patients(*({"ID": one} for one in sites)), "a.csv").has_codes


@pytest.mark.parametrize(
    ("heading", "values", "samples", "n_hidden"),
    [
        ("Grading", ["Stage A", "Stage B"] * 2, ("Stage A", "Stage B"), 0),
        ("Grading", ["Stage A", "Stage B", "Stage C"], (), 3),  # nobody can say that it recurs
        ("Ward round", ["Jones, M.", "Jones, M.", "Dr. Li", "Dr. Li"], (), 2),
        ("Ward round", ["Wang"] * 4, (), 1),
        ("Ward round", ["张伟"] * 4, (), 1),
        ("Surgeon", ["Adler"] * 4, (), 1),
        ("Notes", ["talked with her husband", "see chart"], (), 2),
        ("Notes", ["call 13800138000"] * 4, (), 1),
        ("AMH", ["1.2", "3,5", "<0.1"], ("1.2", "3,5", "<0.1"), 0),
        ("Box", ["00441278", "00441279"], (), 2),
        ("Smoker", ["yes", "no"], ("yes", "no"), 0),
    ],
)  # fmt: skip
def test_values_of_an_unknown_column_are_shown_only_if_they_can_name_nobody(
    heading: str, values: list[str], samples: tuple[str, ...], n_hidden: int
):
    (one,) = preview(patients(*({heading: value} for value in values)), "a.csv").left_out

    assert (one.reason, one.samples, one.n_hidden) == ("not recognised", samples, n_hidden)


def test_a_date_of_birth_becomes_an_age_only_through_an_answer():
    changes = {"出生日期": "1970-06-15", "手术日期": "2019-06-14"}
    content = patients(changes, without=["Age"])
    read = preview(content, "a.csv")

    assert read.identifiers_dropped == ("出生日期",)
    assert asked(read) == [
        "There is no column with age, but one with dates of birth. Shall the age at the operation "
        "be worked out from them? The dates themselves are not kept."
    ]
    assert read.cohort is None
    answered = preview(content, "a.csv", Answers({"birth date": "yes"}))
    assert answered.patients["age_at_diagnosis"].tolist() == [48]
    assert answered.cohort is not None
    declined = preview(content, "a.csv", Answers({"birth date": "no"}))
    assert [problem.sentence for problem in declined.errors] == [
        '"Age" is not recorded. Nothing can be narrowed or split by age. '
        'Fill in a column headed "Age (years)", or say in the table of columns '
        "which one holds it."
    ]


@pytest.mark.parametrize(
    ("heading", "field", "codes"),
    [
        ("Recurrence 1 yes 2 no", "recurrence", (("1", "yes"), ("2", "no"))),
        ("Status 1 alive 2 dead", "vital_status", (("1", "alive"), ("2", "dead"))),
        ("术后复发1是2否", "recurrence", (("1", "是"), ("2", "否"))),
        ("取栓/1是/2否", "thrombectomy", (("1", "是"), ("2", "否"))),
    ],
)
def test_codes_in_a_heading_need_no_sign_where_their_words_are_answers(heading, field, codes):
    understood = understand(heading)

    assert [target.field for target in understood.targets] == [field]
    assert understood.codes == codes
    assert understand("CPB 1 year 2 years").codes == ()


def test_the_status_of_a_form_is_not_the_completeness_of_a_resection():
    statuses = ("Complete", "Incomplete", "Unverified")
    form = preview(patients(*({"Complete?": said} for said in statuses)), "a.csv")
    asked = preview(patients(*({"Complete?": said} for said in ("yes", "no"))), "a.csv")

    assert [(one.heading, one.reason) for one in form.left_out] == [
        ("Complete?", "status of a form")
    ]
    assert [(one.heading, one.reason) for one in asked.left_out] == [("Complete?", "not decided")]


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        ("Treatment of recurrence", "GnRH"), ("Refused", "Letrozole"), ("Planned", "CPB"),
        ("Reoperation", "Blood loss (ml)"), ("Surveillance", "CT"), ("PMH", "Heart failure"),
        ("Last visit", "BMI"), ("Control group", "BMI"), ("拟行", "体外循环"),
    ],
)  # fmt: skip
def test_what_stands_above_may_say_that_something_else_is_meant(group: str, heading: str):
    assert understand(heading, group).is_doubted
    assert not understand(heading, "Operation").is_doubted


def test_thrombosis_and_embolism_afterwards_add_up():
    rows = [{"术后DVT": "yes", "术后肺栓塞": "no"}, {"术后DVT": "no", "术后肺栓塞": "yes"}, {}]
    read = preview(patients(*rows), "a.csv")

    assert read.patients["dvt_pe_postop"].tolist() == ["yes", "yes", "unknown"]
    assert read.questions == ()


def test_a_heading_of_a_time_is_taken_for_numbers_and_asked_about_above_dates():
    months = [{"t_recur": str(at), "Recurrence": "yes"} for at in range(3, 8)]
    read = preview(patients(*months), "a.csv")
    assert read.patients["time_to_recurrence_months"].tolist() == [3, 4, 5, 6, 7]
    assert read.questions == ()

    days = [{"t_recur": f"2019-03-0{at}", "Recurrence": "yes"} for at in range(3, 8)]
    (asked,) = preview(patients(*days), "a.csv").questions
    offered = ["recurrence_date", "time_to_recurrence_months", ""]
    assert [option.value for option in asked.options] == offered
    assert asked.suggestion == "recurrence_date"
