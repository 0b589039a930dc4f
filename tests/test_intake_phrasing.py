"""Headings in many phrasings are one heading, and headings that only look alike are not."""

import pytest
from small_files import patients

from ivl.intake import preview
from ivl.intake.headings import understand
from ivl.intake.phrasing import form


def fields(heading: str) -> list[str]:
    return [target.field for target in understand(heading).targets]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("OP date", "surgery_date"),
        ("dt of op.", "surgery_date"),
        ("dateOfSurgery", "surgery_date"),
        ("date_of_index_operation", "surgery_date"),
        ("Last FU date", "last_followup_date"),
        ("lastFollowUpDate", "last_followup_date"),
        ("age_at_dx", "age_at_diagnosis"),
        ("Pt no.", "patient_id"),
        ("#", "patient_id"),
        ("Max. diameter of tumour", "tumor_size"),
        ("Use of CPB", "cpb"),
        ("cpb_yn", "cpb"),
        ("是否使用体外循环", "cpb"),
        ("Recurrence (yes or no)", "recurrence"),
        ("Recurrence..y.n.", "recurrence"),
        ("术后复发情况", "recurrence"),
        ("绝经与否", "menopausal_status"),
        ("ER status", "er"),
        ("術後內分泌治療", "adjuvant_therapy"),
        ("Time to last follow-up", "followup_months"),
    ],
)
def test_a_heading_is_known_however_it_is_phrased(heading: str, field: str):
    assert fields(heading) == [field]


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        ("Time from surgery to recurrence (months)", "time_to_recurrence_months", "months"),
        ("Months from operation to relapse", "time_to_recurrence_months", "months"),
        ("Time between op and recurrence, mo", "time_to_recurrence_months", "months"),
        ("Years since hysterectomy", "interval_prior_surgery", "years"),
        ("Days in hospital", "los", "days"),
        ("Follow.up..years.", "followup_months", "years"),
        ("Tumor.size..mm.", "tumor_size", "mm"),
        ("随访年数", "followup_months", "years"),
    ],
)
def test_a_unit_counts_wherever_it_stands(heading: str, field: str, unit: str):
    assert (fields(heading), understand(heading).unit) == ([field], unit)


@pytest.mark.parametrize(
    "heading",
    [
        "Recurrence of symptoms", "Number of recurrences",
        "Time from diagnosis to recurrence", "Time from recurrence to death", "Time to death",
        "Family history of fibroids", "Age at menarche", "Age at menopause", "Age of child",
        "Age at first surgery", "Date of first surgery", "Date of second surgery",
        "Surgery for recurrence", "Date of recurrence surgery", "Recurrence after second surgery",
        "Date of admission", "Date of discharge", "Date of diagnosis", "Date of referral",
        "Last menstrual period", "Months since menopause", "Duration of symptoms (months)",
        "Preoperative tumor size on CT", "Postoperative hospital stay (days)", "CPB time (min)",
        "CPB (min)", "Follow-up status", "Follow-up imaging", "Overall survival", "Side effects",
        "Extent of surgery", "Preoperative hormone therapy", "resection_complete", "ER visit",
        "绝经年龄", "初潮年龄", "家族史", "诊断日期", "入院日期", "出院日期", "再次手术时间",
        "复发后手术", "术后住院天数", "随访情况", "手术费用",
    ],
)  # fmt: skip
def test_a_heading_that_only_resembles_a_known_one_is_not_taken_for_it(heading: str):
    assert fields(heading) == []


@pytest.mark.parametrize(
    ("heading", "both"),
    [
        ("OP", ["surgery_date", "uterine_procedure", "surgical_access"]),
        ("Time of surgery", ["surgery_date", "op_time"]),
        ("Time of recurrence", ["recurrence_date", "time_to_recurrence_months"]),
        ("有否复发", ["presentation_type", "recurrence"]),
    ],
)
def test_what_could_mean_two_things_stays_open(heading: str, both: list[str]):
    assert fields(heading) == both


@pytest.mark.parametrize(
    ("value", "field"), [("2019-03-05", "surgery_date"), ("TAH", "uterine_procedure")]
)
def test_dates_and_words_tell_what_surgery_means(value: str, field: str):
    read = preview(patients({"Surgery": value}, without=["Uterine procedure"]), "a.csv")

    assert [m.field for m in read.mapping if m.heading == "Surgery" and not m.is_aside] == [field]


def test_yes_and_no_under_surgery_are_asked_about():
    content = patients({"Surgery": "yes"}, {"Surgery": "no"}, without=["Uterine procedure"])
    read = preview(content, "a.csv")

    assert [ask.asks for ask in read.open_questions] == [
        'Column L (Surgery): what does it record? It holds "yes" and "no".'
    ]


def test_codes_under_a_status_are_not_yet_yes_and_no():
    read = preview(patients({"Incidental status": "1"}, without=["Detection"]), "a.csv")

    assert read.patients["ivl_detection"].tolist() == ["unknown"]


def test_the_order_of_words_counts_beside_words_of_direction():
    assert form("date of surgery") == form("Surgery date")
    assert form("Recurrence after surgery") != form("Surgery after recurrence")
    assert form("No recurrence") != form("Recurrence no.")
