"""Values that people write in many ways and every reader takes in one, and those beside them that
may be taken in several: the first are read, the second are not."""

import pytest
from small_files import patients

from ivl.intake import Preview, preview
from ivl.intake.grammar import read_cell
from ivl.intake.headings import known_fields
from ivl.intake.numerals import in_figures
from ivl.intake.reading import UNKNOWN_READING
from ivl.schema import BY_NAME

FOLLOW_UP, TO_RECURRENCE = "followup_months", "time_to_recurrence_months"
AGE, LOSS, DURATION = "age_at_diagnosis", "blood_loss", "op_time"


def number_in(field: str, cell: str) -> tuple[float | None, str]:
    found = read_cell(cell, BY_NAME[field])
    return found.value, found.why if found.what else ""


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("四十五", "45"), ("十", "10"), ("十二", "12"), ("廿四", "24"), ("一百零五", "105"),
        ("一百二十", "120"), ("一千", "1000"), ("一千五", "1500"), ("一千零五", "1005"),
        ("一万二", "12000"), ("1.2万", "12000"), ("5百", "500"), ("二〇一九", "2019"),
        ("两三年", "两三年"), ("三五年", "三五年"), ("十几", "10几"), ("三月", "三月"),
        ("forty-five", "45"), ("1万2千", "1万2000"), ("三千四千", "三千四千"),
    ],
)  # fmt: skip
def test_numerals_that_are_one_number_are_that_number(words: str, figures: str):
    assert in_figures(words) == figures


@pytest.mark.parametrize(
    ("field", "cells", "number"),
    [
        (FOLLOW_UP, "三年 | 36箇月 | 36ヶ月 | 36か月 | 36カ月 | 36개월 | 3년 | 36 mois | "
                    "36 meses | "
                    "36 mesi | 36 Monate | 3 ans | 3 años | 3 anni | 3 Jahre | 36/12", 36),
        (FOLLOW_UP, "术后36个月 | 术后3年 | 随访36个月 | 已随访36月 | 术后随访3年 | 共36个月 | "
                    "術後三年 | "
                    "36个月（3年） | 36（3年） | 36 months post-op | 3 years after surgery", 36),
        (FOLLOW_UP, "一年半 | 1年半 | 一年零六个月 | 1年又6个月 | 十八个月", 18),
        (FOLLOW_UP, "二年三个月 | 2年零3个月 | 2年3个月", 27),
        (FOLLOW_UP, "2½ years | 2½年 | two years 6 months | 2 years 6/12", 30),
        (FOLLOW_UP, "3 years | three years", 36),
        (FOLLOW_UP, "半年 | 术后半年 | 六个月", 6),
        (FOLLOW_UP, "半个月 | 半月", 0.5),
        (FOLLOW_UP, "36个半月", 36.5),
        (TO_RECURRENCE, "术后8个月 | 8个月后 | 术后8个月后 | 八个月", 8),
        (AGE, "四十五岁 | 四十五 | 45歳 | 45세 | 45 ans | 45 años | 45 anni | 45 Jahre", 45),
        (AGE, "45F | 45 F | 45/F | F/45 | F45 | 45 (F) | 45 yo F | 女45 | 45岁女 | 女/45 | 45/女 | "
              "女，45岁 | 45岁（女） | "
              "45-year-old | 45 y.o. | forty-five | 45 years of age | 45 at diagnosis", 45),
        ("los", "2/52 | 2 weeks", 14),
        (LOSS, "一千 | 1千 | 一千ml | 0.1万 | 1000 mls | 1 litre | 10 dl | EBL 1000", 1000),
        ("tumor_size", "12 by 8 | 12 cms | largest 12 | 12 (largest) | max 12 cm | 最大径12cm | "
                       "直径12cm | 12cm（最大） | 12 max", 12),
        ("bmi", "24.5 kg/m2 | 24.5kg/m²", 24.5),
        ("transfusion", "none | 无 | nil", 0),
        ("icu_time", "none | 无", 0),
        (LOSS, "1.2万 | 一万二 | 一万二千毫升", 12000),
        (DURATION, "3小时半 | 三个半小时 | 3个半小时 | 3h30 | 3小时30 | 3h30' | "
                    "3个小时30分钟", 210),
        (DURATION, "半小时 | 半个小时 | 三十分钟", 30),
        ("tumor_size", "13乘10 | 13乘10厘米 | 十三公分", 13),
        ("gravidity", "孕3产2流1 | 孕三产二 | 孕3，产2 | G3P2A1 | G3 P2 L2 | G3P2+1 | 孕3", 3),
        ("parity", "孕3产2流1 | 孕三产二 | 孕3，产2 | G3P2A1 | G3 P2 L2 | P2+0 | P2 | 产2", 2),
    ],
)  # fmt: skip
def test_one_number_in_many_words_is_that_number(field: str, cells: str, number: float):
    for cell in cells.split(" | "):
        assert number_in(field, cell) == (pytest.approx(number), ""), cell


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        (FOLLOW_UP, "两三年 | 三五年 | 几年 | 十几个月 | 三月 | 术后第3年 | 24个月（3年） | "
                    "98/12 | 36 (recurred) | 36（复发） | 36 (?) | 36/24 | 约21年3月 | "
                    "约12-24 | "
                    "二十一年三月 | 36个月，复发"),
        (TO_RECURRENCE, "3年余 | 术后3年多 | 10余月 | 36 (alive) | 随访36个月 | >36"),
        (AGE, "47M | M/47 | 60多岁 | 四十多岁 | 40余岁 | 虚岁45 | 45+ | 四五十岁 | 49岁绝经"),
        (LOSS, "10余 | 几百 | 1万2千 | >5000 | 少量 | 三五百 | 一 | 〇 | ○"),
        (DURATION, "2h5 | 3°20 | 三四小时 | 3时半"),
        ("tumor_size", "10余cm | 拳头大小 | 七八公分"),
        ("gravidity", "P2 | 产2 | G | 孕三四次 | G3P2002 | 约3"),
        ("parity", "孕3 | G3 | P"),
    ],
)  # fmt: skip
def test_what_may_be_several_numbers_is_left_out_with_a_word(field: str, cells: str):
    for cell in cells.split(" | "):
        assert number_in(field, cell) == (None, "Counted as unknown"), cell


MEASURED, LONGER = "It counts like a measured value", "Her follow-up may have been longer"
BRITISH = "So British notes write it"
UNUSED = "What stands behind the number was not used"


@pytest.mark.parametrize(
    ("field", "cells", "number", "why"),
    [
        (FOLLOW_UP, "约24个月 | 将近2年 | 近2年 | 2年左右 | approx 24 | ~24 | "
                    "大约两年", 24, MEASURED),
        (FOLLOW_UP, "3年余 | 3年多 | 36月余 | 36余月 | 36个多月 | 满3年 | 36↑ | "
                    "三年余", 36, LONGER),
        (FOLLOW_UP, "10余年", 120, LONGER),
        (FOLLOW_UP, "5+ yrs | 5y+", 60, LONGER),
        (FOLLOW_UP, "6/12", 6, BRITISH),
        (FOLLOW_UP, "18/12", 18, BRITISH),
        ("los", "10/7", 10, BRITISH),
        (FOLLOW_UP, "36 m, well | 36 months NED | 36 (alive and well)", 36, UNUSED),
        (FOLLOW_UP, "12 (alive) | 12个月，未复发 | 12 (dead)", 12, UNUSED),
        (FOLLOW_UP, "12（失访） | 12个月后失访 | 12 months, lost", 12, ""),
        (TO_RECURRENCE, "约12个月 | 术后约12个月 | 12月余 | 12个多月", 12, MEASURED),
        (AGE, "约45岁 | 45左右 | 45岁余 | about 45", 45, MEASURED),
        (LOSS, "c. 500 | 500 ml (est) | 500余 | 500余ml | 500多 | 约五百 | 近500", 500, MEASURED),
        (DURATION, "约3小时 | 三小时左右", 180, MEASURED),
    ],
)  # fmt: skip
def test_an_estimate_is_used_and_said(field: str, cells: str, number: float, why: str):
    for cell in cells.split(" | "):
        assert number_in(field, cell) == (number, why), cell


# ── Dates ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "cell",
    [
        "2019年3月5日 上午", "2019年3月5日上午", "2019年3月5日10:30", "2019年3月5日（周二）",
        "2019-3-5 下午",
        "2019-3-5（急诊）", "2019-03-05 (elective)", "2019-03-05 (Tue)", "2019 03 05", "19年3月5日",
        "二〇一九年三月五日", "二零一九年三月五日", "2019年三月五日", "民國108年3月5日",
        "民国108.3.5", "民國108/3/5",
        "平成31年3月5日", "H31.3.5",
    ],
)  # fmt: skip
def test_a_day_in_other_words_is_that_day(cell: str):
    found = read_cell(cell, BY_NAME["surgery_date"])

    assert (f"{found.value:%Y-%m-%d}", found.what) == ("2019-03-05", "")


@pytest.mark.parametrize("cell", ["令和元年5月3日", "令和1年5月3日", "R1.5.3"])
def test_the_first_year_of_an_era_has_a_name(cell: str):
    assert f"{read_cell(cell, BY_NAME['surgery_date']).value:%Y-%m-%d}" == "2019-05-03"


@pytest.mark.parametrize(
    "cell",
    [
        "98年3月5日", "21年3月", "平成32年3月5日", "H32.3.5", "R0.5.3",
        "令和元年3月5日", "2019年春", "2019-3-5?", "2019-3-5（二次）", "2019-3-5（外院）",
        "3月5日", "三月五日",
        "2019 3", "民國108年", "2019年三十月五日",
    ],
)  # fmt: skip
def test_what_may_be_another_day_is_no_date(cell: str):
    assert read_cell(cell, BY_NAME["surgery_date"]).value is None


# ── Answers ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("field", "cells", "level"),
    [
        ("menopausal_status", "绝经3年 | 已绝经3年 | 绝经后三年 | 绝经1年余 | 49岁绝经 | "
         "绝经（49岁） | "
         "已绝 | "
         "menopause at 49 | postmenopausal (5 years)", "post"),
        ("menopausal_status", "尚未绝经 | 未绝 | 月经规律 | 月经正常", "pre"),
        ("er", "80% | 80%+ | 90%强阳性 | (3+) | 2+ | 强阳 | 弱+ | 弱阳性 | weakly positive | "
         "ER(+) | 1% | "
         ">90% | 80-90% | 阳性(80%) | +（80%） | ER：90%", "positive"),
        ("er", "0% | <1% | 0.5% | ER(-) | 阴性（0%）", "negative"),
        ("pr", "PR(+) | PR 60%", "positive"),
        ("er", "± | +/- | 可疑", "equivocal"),
        ("recurrence", "✔ | ☑ | ✅ | ✔\ufe0f", "yes"),
        ("recurrence", "✘ | ☐ | ❌ | recurrence-free | disease free | Disease-free", "no"),
        ("vital_status", "alive and well | A&W | disease free", "alive"),
        ("tumor_extent", "up to RA | 达右心房", "right_atrium"),
    ],
)  # fmt: skip
def test_an_answer_in_other_words_is_that_answer(field: str, cells: str, level: str):
    for cell in cells.split(" | "):
        found = read_cell(cell, BY_NAME[field])
        assert (found.value, found.what) == (level, ""), cell


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("menopausal_status", "绝经? | 围绝经期 | 月经不规律 | 绝经3月 | 停经3年 | "
         "绝经不足1年 | 3年"),
        ("er", "80 | <10% | <5% | 0-5% | 阳性0.5% | 阴性80% | 部分+ | 灶+ | 个别+ | PR(+) 80% | 3"),
        ("recurrence", "ja | oui | sí | ● | ○ | ☒ | alive and well | 复发? 2019"),
        ("vital_status", "no recurrence | recurrence-free | 死亡? | 2019"),
        ("tumor_extent", "IVC-? | IVC to ? | not up to RA"),
        ("adjuvant_therapy", "leuprolide x | leuprolide x0 | x6 | GnRH 6"),
    ],
)  # fmt: skip
def test_an_answer_that_may_be_another_is_not_guessed(field: str, cells: str):
    for cell in cells.split(" | "):
        found = read_cell(cell, BY_NAME[field])
        assert found.value is None, cell
        assert found.what, cell


@pytest.mark.parametrize("mark", ["–", "—", "/"])
def test_a_dash_alone_says_nothing_of_a_receptor(mark: str):
    assert read_cell(mark, BY_NAME["er"]) == UNKNOWN_READING


@pytest.mark.parametrize(
    ("field", "cell", "level", "why"),
    [
        ("vital_status", "Died 2019", "dead", "The year was not used"),
        ("vital_status", "2019年死亡", "dead", "The year was not used"),
        ("recurrence", "recurred in 2019", "yes", "The year was not used"),
        ("tumor_extent", "IVC to RA", "right_atrium", "The furthest is used: right atrium"),
        ("tumor_extent", "下腔静脉至右心房", "right_atrium", "The furthest is used: right atrium"),
    ],
)
def test_what_an_answer_says_beside_it_is_told(field: str, cell: str, level: str | None, why: str):
    found = read_cell(cell, BY_NAME[field])

    assert (found.value, found.why) == (level, why)


@pytest.mark.parametrize(
    "cell", ["leuprolide x6", "leuprolide ×6", "GnRHa 6 months", "亮丙瑞林6针", "GnRH-a 6个疗程"]
)
def test_doses_do_not_hide_the_drug(cell: str):
    value = read_cell(cell, BY_NAME["adjuvant_therapy"]).value

    assert [name for name, said in value.items() if said == "yes"] == ["gnrh_agonist"]


# ── Whole columns ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("yes", "no"),
    [("ja", "nein"), ("Ja", "Nee"), ("oui", "non"), ("sí", "no"), ("si", "no"), ("sim", "não"),
     ("はい", "いいえ"), ("예", "아니오"), ("●", "○")],
)  # fmt: skip
def test_a_column_in_one_other_language_says_yes_and_no(yes: str, no: str):
    rows = [{"CPB": yes}, {"CPB": no}, {"CPB": yes}, {"CPB": "NK"}]

    read = preview(patients(*rows), "a.csv")

    assert read.patients["cpb"].fillna("unknown").tolist() == ["yes", "no", "yes", "unknown"]


@pytest.mark.parametrize("cells", [("ja", "non"), ("oui", "yes", "nein"), ("○", "○"), ("●", "●")])
def test_a_column_in_several_languages_is_asked_about(cells: tuple[str, ...]):
    read = preview(patients(*({"CPB": cell} for cell in cells)), "a.csv")

    assert any('what does "' in question.asks for question in read.questions)


def in_months(*cells: tuple[str, str]) -> Preview:
    heading = "Time to recurrence (months)"
    rows = [{"Recurrence": recurrence, heading: months} for recurrence, months in cells]
    return preview(patients(*rows), "a.csv")


def test_a_0_beside_no_recurrence_stands_for_none():
    read = in_months(("no", "0"), ("no", "0"), ("yes", "7"), ("no", "0"), ("no", ""))

    assert read.patients["recurrence"].tolist() == ["no", "no", "yes", "no", "no"]
    assert read.patients["time_to_recurrence_months"].fillna(-1).tolist() == [-1, -1, 7, -1, -1]
    assert [problem.what for problem in read.problems] == [
        "0 stands where there was no recurrence, in 3 patients"
    ]


@pytest.mark.parametrize(
    "cells",
    [
        [("no", "0"), ("no", "12"), ("no", "9")],
        [("no", "0"), ("no", "0"), ("yes", "0")],
        [("no", "0"), ("yes", "7")],
    ],
)
def test_a_0_that_may_be_a_time_is_a_contradiction(cells: list[tuple[str, str]]):
    read = in_months(*cells)

    assert read.patients["recurrence"].isna().any() or "unknown" in set(read.patients["recurrence"])


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Sr. No.", "patient_id"), ("Sl no", "patient_id"),
     ("Adjuvant Rx", "adjuvant_therapy")],
)  # fmt: skip
def test_headings_of_other_wards(heading: str, field: str):
    assert known_fields(heading) == [field]


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        (TO_RECURRENCE, "no"), (TO_RECURRENCE, "未复发"), ("recurrence_date", "无"),
        ("recurrence_date", "none"), ("death_date", "存活"),
    ],
)  # fmt: skip
def test_no_recurrence_has_no_time_and_nothing_is_wrong_with_that(field: str, cell: str):
    assert read_cell(cell, BY_NAME[field]) == UNKNOWN_READING


def test_where_a_time_is_only_said_to_be_none_the_heading_is_believed():
    rows = [
        {"Recurrence": "yes", "复发时间(月)": "12"},
        {"复发时间(月)": "无"},
        {"复发时间(月)": "未复发"},
    ]
    read = preview(patients(*rows), "a.csv")

    assert read.questions == ()
    assert read.patients["time_to_recurrence_months"].tolist()[0] == 12


@pytest.mark.parametrize("cell", ["12/03/1974", "DOB 12/3/74", "9434765919"])
def test_what_tells_who_she_is_is_quoted_nowhere_in_place_of_her_age(cell: str):
    assert cell not in number_in(AGE, cell)[1] + read_cell(cell, BY_NAME[AGE]).what


def test_a_no_beside_a_yes_is_no_zero():
    read = preview(patients({"Transfusion": "yes"}, {"Transfusion": "no"}), "a.csv")
    alone = preview(patients({"Transfusion": "400"}, {"Transfusion": "no"}), "a.csv")

    assert read.patients["transfusion"].count() == 0
    assert alone.patients["transfusion"].tolist() == [400, 0]
