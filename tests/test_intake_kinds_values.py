"""Every kind of heading and of cell: the value, the whole sentence, the question, the ledger."""

import pytest
from kinds import Kind
from small_files import patients

NO_TIME = ("Follow-up (months)",)


def under(heading: str, *said: str, without: tuple[str, ...] = ()) -> bytes:
    """Plain patients who differ in one column."""
    return patients(*({heading: cell} for cell in said), without=without)


KINDS = {
    "ages with units": Kind(
        under("Age", "45岁", "45 y", "４５", "51 years"),
        {"age_at_diagnosis": [45, 45, 45, 51]},
        ledger="5 rows: 4 patients; skipped: heading (row 1)",
    ),
    "ages that are no number": Kind(
        under("Age", "60s", "45+", "45-50", "47"),
        {"age_at_diagnosis": [None, None, None, 47]},
        said=(
            'Row 2, Age: "60s" is not a number. Counted as unknown. Correct the cell and '
            "upload again.",
            'Row 3, Age: "45+" is a limit and not a number. Counted as unknown. Correct the '
            "cell and upload again.",
            'Row 4, Age: "45-50" is a range and not a number. Counted as unknown. Correct '
            "the cell and upload again.",
        ),
        ledger="5 rows: 4 patients; skipped: heading (row 1)",
    ),
    "durations in years, months and days": Kind(
        under("Follow-up", "36个月", "3年", "3y2m", "1.5 y", "90 days", without=NO_TIME),
        {"followup_months": [36, 36, 38, 18, 2.957]},
        ledger="6 rows: 5 patients; skipped: heading (row 1)",
    ),
    "censored times and ranges": Kind(
        under("Follow-up (months)", ">60", "12-24", "36"),
        {"followup_months": [60, None, 36]},
        said=(
            'Row 2, Follow-up: ">60" was read as 60 months. Her follow-up may have been '
            "longer. Enter the time of last contact if it is known.",
            'Row 3, Follow-up: "12-24" is a range and not a number. Counted as unknown. '
            "Correct the cell and upload again.",
        ),
        ledger="4 rows: 3 patients; skipped: heading (row 1)",
    ),
    "decimal commas": Kind(
        under("Size (cm)", "6,5", "7,25", "10"),
        {"tumor_size": [6.5, 7.25, 10]},
        ledger="4 rows: 3 patients; skipped: heading (row 1)",
    ),
    "several dimensions and another unit": Kind(
        under("Size (cm)", "6 * 3 cm", "15.5 x 5.5 x 2.5", "60 mm"),
        {"tumor_size": [6, 15.5, 6]},
        ledger="4 rows: 3 patients; skipped: heading (row 1)",
    ),
    "full-width digits": Kind(
        under("Follow-up (months)", "３６", "２４．５"), {"followup_months": [36, 24.5]}
    ),
    "units in cells": Kind(
        under("Blood loss", "500 ml", "1.2 L", "800"),
        {"blood_loss": [500, 1200, 800]},
        ledger="4 rows: 3 patients; skipped: heading (row 1)",
    ),
    "numbers that may be marks": Kind(
        under("Follow-up (months)", "36", "-9", "99", "999"),
        {"followup_months": [36, None, 99, None]},
        said=(
            "Row 3, Follow-up: -9 is not plausible (0–600). Left out of follow-up "
            "summaries. Correct the cell and upload again.",
            "Row 5, Follow-up: 999 is not plausible (0–600). Left out of follow-up "
            "summaries. Correct the cell and upload again.",
        ),
        asked=(
            "Column J (Follow-up (months)), Follow-up: -9 stands in row 3. Is it a number, "
            "or a mark for unknown?",
            "Column J (Follow-up (months)), Follow-up: 99 stands in row 4. Is it a number, "
            "or a mark for unknown?",
            "Column J (Follow-up (months)), Follow-up: 999 stands in row 5. Is it a number, "
            "or a mark for unknown?",
        ),
        ledger="5 rows: 4 patients; skipped: heading (row 1)",
    ),
    "marks by an answer": Kind(
        under("Follow-up (months)", "36", "-9", "99", "999"),
        {"followup_months": [36, None, None, None]},
        ledger="5 rows: 4 patients; skipped: heading (row 1)",
        answers={"mark J -9": "unknown", "mark J 99": "unknown", "mark J 999": "unknown"},
    ),
    "missing marks": Kind(
        under("Size (cm)", "", "-", "--", "/", "NA", "N/A", "不详", "未查", "?", ".", "6"),
        {"tumor_size": [None, None, None, None, None, None, None, None, None, None, 6]},
        ledger="12 rows: 11 patients; skipped: heading (row 1)",
    ),
    "yes in both languages": Kind(
        under("CPB", "Y", "1", "+", "有", "是", "√", "已", "TRUE"),
        {"cpb": ["yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes"]},
        ledger="9 rows: 8 patients; skipped: heading (row 1)",
    ),
    "no in both languages": Kind(
        under("CPB", "N", "0", "false", "none", "无", "否", "×"),
        {"cpb": ["no", "no", "no", "no", "no", "no", "no"]},
        ledger="8 rows: 7 patients; skipped: heading (row 1)",
    ),
    "a bare 未": Kind(
        under("CPB", "是", "未", "未做", "不详"),
        {"cpb": ["yes", None, None, None]},
        said=(
            'Row 3, Cardiopulmonary bypass: "未" is not among the answers. Counted as '
            "unknown. Correct the cell and upload again, or say what it means.",
        ),
        asked=('Column M (CPB), Cardiopulmonary bypass: what does "未" mean?',),
        ledger="5 rows: 4 patients; skipped: heading (row 1)",
    ),
    "codes 1 and 2": Kind(
        under("CPB", "1", "2", "1"),
        {"cpb": [None, None, None]},
        asked=("Column M (CPB) holds 1 and 2: what do they mean?",),
        ledger="4 rows: 3 patients; skipped: heading (row 1)",
    ),
    "several symptoms in a cell": Kind(
        under(
            "Symptoms",
            "dyspnea; cough",
            "dyspnea, cough",
            "呼吸困难、咳嗽",
            "dyspnea / cough",
            "dyspnea + cough",
            "dyspnea|cough",
            "dyspnea\ncough",
            "无",
        ),
        {
            "symptom_dyspnea": ["yes", "yes", "yes", "yes", "yes", "yes", "yes", "no"],
            "symptom_cough": ["yes", "yes", "yes", "yes", "yes", "yes", "yes", "no"],
        },
        ledger="9 rows: 8 patients; skipped: heading (row 1)",
    ),
    "plus, minus and between": Kind(
        under("ER", "+", "-", "±", "阳性", "/"),
        {"er": ["positive", "negative", "equivocal", "positive", None]},
        ledger="6 rows: 5 patients; skipped: heading (row 1)",
    ),
    "pregnancies and births": Kind(
        under("G/P", "G3P2", "孕3产2", "3/2"),
        {"gravidity": [3, 3, 3], "parity": [2, 2, 2]},
        ledger="4 rows: 3 patients; skipped: heading (row 1)",
    ),
    "REDCap boxes, raw": Kind(
        patients(
            {"symptom___1": 1, "baseline_complete": 2},
            {"symptom___1": 0, "baseline_complete": 0},
            without=["Symptoms"],
        ),
        {"symptom_dyspnea": [None, None]},
        said=(
            '"Symptoms" is not recorded. The page on symptoms stays empty. Add it under '
            "this heading, if you can.",
            "Column M (baseline_complete) was added by the database. Left out. Nothing "
            "needs to be done.",
            "Symptoms: Column L is check boxes named by number, and nothing says what each "
            "means. Left out. Export the data with labels and upload that, or say what each "
            "column records.",
        ),
    ),
    "REDCap boxes with labels": Kind(
        patients(
            {
                "Symptoms (choice=Dyspnea)": "Checked",
                "Symptoms (choice=Cough)": "Unchecked",
                "Complete?": "Complete",
            },
            {
                "Symptoms (choice=Dyspnea)": "Unchecked",
                "Symptoms (choice=Cough)": "Unchecked",
                "Complete?": "Incomplete",
            },
            without=["Symptoms"],
        ),
        {"symptom_dyspnea": ["yes", "no"], "symptom_cough": ["no", "no"]},
        said=(
            "Column N (Complete?) was added by the database. Left out. Nothing needs to be done.",
            "Row 3, Symptoms: No box is ticked. She counts as having none, though symptoms "
            "may not have been filled in. Check the rows, and empty the boxes that were not "
            "filled in.",
        ),
    ),
    "dates in every form": Kind(
        under(
            "Surgery date",
            "2019-03-05",
            "2019/3/5",
            "2019.3.5",
            "2019年3月5日",
            "20190305",
            "43529",
            "5 Mar 2019",
        ),
        {
            "surgery_date": [
                "2019-03-05",
                "2019-03-05",
                "2019-03-05",
                "2019-03-05",
                "2019-03-05",
                "2019-03-05",
                "2019-03-05",
            ]
        },
        ledger="8 rows: 7 patients; skipped: heading (row 1)",
    ),
    "a month without a day": Kind(
        under("Surgery date", "2019年3月", "2019-03-05"),
        {"surgery_date": ["2019-03-15", "2019-03-05"]},
        said=(
            'Row 2, Date of operation: "2019年3月" names no day; 2019-03-15 was used. Times '
            "from this date may be half a month off. Enter the day if it is known.",
        ),
    ),
    "day first, proven by one cell": Kind(
        under("Surgery date", "6/05/15", "13/05/15"), {"surgery_date": ["2015-05-06", "2015-05-13"]}
    ),
    "month first, proven by one cell": Kind(
        under("Surgery date", "6/05/2015", "5/13/2015"),
        {"surgery_date": ["2015-06-05", "2015-05-13"]},
    ),
    "an order that nothing proves": Kind(
        under("Surgery date", "6/05/2015", "3/05/2015"),
        {"surgery_date": [None, None]},
        asked=(
            "Column M (Surgery date), Date of operation: in which order are dates such as "
            '"6/05/2015" written?',
        ),
    ),
    "an order by an answer": Kind(
        under("Surgery date", "6/05/2015", "3/05/2015"),
        {"surgery_date": ["2015-05-06", "2015-05-03"]},
        answers={"dates M": "DMY"},
    ),
    "dates that become months": Kind(
        patients(
            {"Surgery date": "2019-03-05", "Last contact": "2022-03-05"},
            {"Surgery date": "2018-06-01", "Last contact": "2020-06-01"},
            without=NO_TIME,
        ),
        {"os_months": [36.008, 24.016]},
    ),
    "months and dates that disagree": Kind(
        patients(
            {"Surgery date": "2019-03-05", "Last contact": "2022-03-05"},
            {"Surgery date": "2018-06-01", "Last contact": "2020-06-01"},
        ),
        {"os_months": [36, 36], "last_followup_date": ["2022-03-05", "2020-06-01"]},
        said=(
            "Row 3, Follow-up: 36 months, but 24.0 months by the dates. The months are "
            "used. Correct the one that is wrong and upload again.",
        ),
    ),
    "a heading but for its spelling": Kind(
        under("FOLLOW UP （MONTHS）", "36", "24", without=NO_TIME), {"followup_months": [36, 24]}
    ),
    "a heading nearly right": Kind(
        under("Folow-up (months)", "36", "24", without=NO_TIME),
        {"followup_months": [None, None]},
        asked=('Column L (Folow-up (months)): what does it record? It holds "36" and "24".',),
    ),
    "a heading nearly right, by an answer": Kind(
        under("Folow-up (months)", "36", "24", without=NO_TIME),
        {"followup_months": [36, 24]},
        answers={"column L": "followup_months"},
    ),
    "复发, which means two things": Kind(
        under("复发", "是", "否", without=("Recurrence",)),
        {"recurrence": [None, None], "presentation_type": [None, None]},
        asked=('Column L (复发): what does it record? It holds "是" and "否".',),
    ),
    "手术时间 that is a date": Kind(
        under("手术时间", "2019-03-05", "2018-03-04"),
        {"surgery_date": ["2019-03-05", "2018-03-04"], "op_time": [None, None]},
    ),
    "手术时间 that is a duration": Kind(
        under("手术时间", "180", "240"), {"surgery_date": [None, None], "op_time": [180, 240]}
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_cell_is_read_or_asked_about(kind: str):
    KINDS[kind].holds()
