"""Headings as wards write them every day, and those that say something else than they seem to."""

import pytest
from small_files import cells, patients

from ivl.intake import LEAVE_OUT, Answers, LeftOut, preview
from ivl.intake.headings import understand
from ivl.intake.near_misses import near_misses
from ivl.schema import PARENTS, RECORDED, Column


def fields(heading: str, group: str = "") -> list[str]:
    return [target.field for target in understand(heading, group).targets]


# ── What wards write ─────────────────────────────────────────────────────────────────────────

EVERYDAY = {
    "patient_id": "S/N | Sr No | IVL no | Unique ID | Registry ID | Pat-ID | Lfd. Nr. | 入组号",
    "age_at_diagnosis": "Age at time of surgery | Age @ dx | Age yrs. | Alter | 实足年龄 "
    "| 患者手术年龄",
    "followup_months": "F-up months | Post-op follow-up (months) | Months since surgery | FUmonths "
    "| Last FU (months) | Date of last follow-up (months) | 随访总时长(月) | 总生存期（月） "
    "| 术后随访月数",
    "recurrence": "Rec. | IVL recurrence | Recurrence of IVL | Did it recur? | Recurrence 0/1 "
    "| Recurrence at follow-up | 肿瘤是否复发 | 随访期间是否复发",
    "vital_status": "Last status | Alive at last FU | Status (alive/dead) | 末次随访生存状态 "
    "| 目前状态",
    "surgery_date": "Date of Sx | Sx date | OR date | OT date | Theatre date | Date of IVL surgery "
    "| 本次手术日期 | 手术的日期",
    "last_followup_date": "Date of last review | Last clinic | Last OPD visit | Last appt "
    "| Date of last visit | Date last known alive | Most recent FU | Last attended | LFU date "
    "| 最后一次复查日期 | 最近一次随访时间 | 末次门诊日期 | 末次随诊日期",
    "tumor_extent": "Highest level of tumour | Max extent | Extends to | Tip of tumour "
    "| Vessels involved | 瘤栓最高水平 | 肿瘤到达部位 | 受侵血管",
    "uterine_procedure": "Surgery done | Gynae procedure | Nature of surgery | Gynae op "
    "| Procedure type "
    "| 本次手术方式 | 具体术式",
    "ovarian_procedure": "Tubes & ovaries | Oophorectomy details | 附件情况 | 卵巢状态",
    "thrombectomy": "IVC thrombectomy | Thrombus removed | IV tumour removed | 下腔静脉取栓术 "
    "| 取瘤栓",
    "cpb": "Bypass used? | CP bypass | CPB required | Heart-lung machine | 体外循环使用",
    "dhca": "HCA | Hypothermic arrest | 低温停循环",
    "resection_completeness": "R0/R1/R2 | Completeness of excision | Gross total resection "
    "| 切除情况",
    "blood_loss": "Total blood loss (mls) | Bld loss (ml.) | Intraoperative haemorrhage (ml) "
    "| 总出血量(ml)",
    "op_time": "OT time (min) | OR time (mins.) | Skin to skin (min) | 手术总时长(min)",
    "los": "Inpatient days | Length of admission (days) | 住院总天数",
    "icu_time": "ITU (days) | Intensive care (days) | HDU/ITU days | CCU days | 重症监护时间(h)",
    "tumor_size": "Fibroid size (cm) | Size of largest fibroid (cms) | Dimensions (cm) "
    "| 肌瘤大小(cm)",
    "menopausal_status": "Meno status | Menses status | 是否已绝经",
    "prior_uterine_surgery": "PSH | Past Sx | Prev. operations | Previous ops | 既往妇科手术",
    "ivl_detection": "How diagnosed | Mode of diagnosis | Incidental vs suspected | dx_mode "
    "| 诊断方式",
    "symptoms": "Sx at presentation | Presenting features | Signs and symptoms "
    "| 入院主诉",
    "adjuvant_therapy": "Adj Rx | Adj. therapy | Hormonal Rx | Post-op hormones | Drug Rx "
    "| 是否辅助治疗",
    "complications": "Cx | Peri-op cx | Complications (post-op) | Adverse events | 并发症类型 "
    "| 有无并发症",
    "time_to_recurrence_months": "Time to rec. (months) | Recurred at (months) | DFI (months) "
    "| Disease free interval (mths) | 无复发生存时间(月) | 无病间期（月）",
    "recurrence_date": "Rec date | Date rec | Recurred on | When recurred "
    "| Date recurrence detected",
    "recurrence_treatment": "Rx of recurrence | Rx at recurrence | 复发后治疗方案",
    "death_date": "DOD | Died on | Date deceased",
    "lost_to_followup": "LFU | lost_fu | Lost to f-up | 失访情况",
    "pr": "PgR | PR IHC",
    "ki67_pct": "MIB-1 (%) | Proliferation index (%) | Ki67阳性率(%)",
    "mitoses_per_10hpf": "Mitoses/10HPF | Mitotic index (/10 HPF) | MF/10HPF | 核分裂象(/10HPF)",
    "stage": "Stage (I-IV) | 分期(I-IV)",
    "operation_stages": "One/two stage | One stage/two stage | 同期/分期",
    "surgical_access": "Open/lap | Laparoscopic or open | Route | 手术方式 | 手术方式(开腹/腹腔镜)",
    "presentation_type": "New or recurrent | First/recurrent | 初发或复发病例",
    "side": "L/R | Left/right/bilateral | 左右",
}  # fmt: skip


@pytest.mark.parametrize("field", EVERYDAY)
def test_headings_of_every_day_are_known(field: str):
    said = [heading.strip() for heading in EVERYDAY[field].split(" | ")]
    assert [heading for heading in said if field not in fields(heading)] == []


OTHER_THINGS = """
    Age of husband | Age at menarche | Age at first surgery | Age at last visit
    | Date of second operation
    | Date of first surgery | Planned date of surgery | Planned operation | Preop GnRH
    | Preoperative treatment | Last menstrual period | Date of last dose | Last surgery
    | Last delivery
    | Last scan result | Outcome (months) | Next appointment | Date of first visit | Visit date
    | Status of follow-up | FU interval (months) | Method of follow-up | Theatre | Theatre number
    | OT notes | Sx duration | Symptoms at last visit | Dyspnoea at last visit
    | Extent at recurrence
    | Type of tumour | Type of anaesthesia | Event Name | Number of recurrences | Second recurrence
    | Recurrence at 1 year | Alive at 5 years | IVL death | Death from IVL
    | Bypass time (min) | Pump time
    | Post-op stay (days) | Preop size (cm) | Mitoses/50 HPF | Case notes no | Received date
    | Year of surgery | Adjuvant planned | Adjuvant refused | Local recurrence | Complete?
    | Yes/No | 1/2 | n | Other | None
    | 配偶年龄 | 二次手术日期 | 首次手术日期 | 末次月经 | 末次妊娠日期 | 末次手术日期
    | 末次用药日期 | 下次复查日期
    | 首次复查日期 | 随访方式 | 随访间隔(月) | 再次复发 | 术前用药 | 术后住院天数 | 分娩方式
    | 麻醉方式 | 拟行手术
    | 手术方案 | 妊娠结局 | 术后症状 | 术后出血量(ml) | 复发后手术
"""


def test_headings_that_say_something_else_are_not_taken():
    said = [heading.strip() for heading in OTHER_THINGS.replace("\n", " ").split(" | ")]
    assert {heading: fields(heading) for heading in said if fields(heading)} == {}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Date of 1st surgery", "surgery_date"),
        ("Post-op stay (days)", "los"),
        ("Postoperative hospital stay", "los"),
        ("Local recurrence", "recurrence"),
        ("Re-operation", "recurrence_treatment"),
        ("二次手术", "recurrence_treatment"),
        ("Children", "parity"),
        ("Cavotomy", "thrombectomy"),
        ("Primary surgery", "uterine_procedure"),
    ],
)
def test_what_may_be_meant_all_the_same_is_offered_and_not_taken(heading: str, field: str):
    assert fields(heading) == []
    assert field in near_misses(heading)


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Recurrence 1 yes 2 no", (("1", "yes"), ("2", "no"))),
        ("Status 1 alive 2 dead", (("1", "alive"), ("2", "dead"))),
        ("术后复发1是2否", (("1", "是"), ("2", "否"))),
        ("取栓/1是/2否", (("1", "是"), ("2", "否"))),
        ("Status A/D", (("a", "Alive"), ("d", "Dead"))),
    ],
)
def test_a_legend_needs_neither_brackets_nor_signs(heading: str, codes: tuple):
    assert fields(heading)
    assert understand(heading).codes == codes


def test_numbers_behind_a_heading_that_are_no_legend_are_not_passed_over():
    assert fields("Follow-up 1 month 3 months") == fields("CPB 1 pump 2 beating") == []


def test_values_tell_the_access_from_the_procedure():
    rows = ["开腹", "腹腔镜", "机器人"], ["TAH", "STH", "TLH"]
    read = [
        preview(
            patients(*({"手术方式": cell} for cell in column), without=["Uterine procedure"]),
            "a.csv",
        )
        for column in rows
    ]

    fields = [
        next(match.field for match in one.mapping if match.heading == "手术方式") for one in read
    ]
    assert fields == ["surgical_access", "uterine_procedure"]
    assert not any("手术方式" in question.asks for one in read for question in one.questions)


def test_first_letters_below_a_status_are_alive_and_dead_if_nothing_else_stands_there():
    told, open_ = (
        preview(patients(*({"Status": cell} for cell in column), without=["Vital status"]), "a.csv")
        for column in (["A", "D", ""], ["A", "D", "X"])
    )

    assert told.patients["vital_status"].tolist() == ["alive", "dead", "unknown"]
    assert any("(Status): what does it record?" in question.asks for question in open_.questions)


def test_numbers_below_a_date_are_offered_as_the_time_that_they_are():
    rows = [{"Last seen": number} for number in ("12", "24", "36")]
    read = preview(patients(*rows, without=["Follow-up (months)"]), "a.csv")
    asked = next(question for question in read.questions if "Last seen" in question.asks)

    assert (asked.suggestion, [option.value for option in asked.options]) == (
        "followup_months", ["followup_months", "last_followup_date", LEAVE_OUT],
    )  # fmt: skip


def test_a_year_of_birth_may_give_the_age():
    read = preview(
        patients({"Year of birth": "1970", "Surgery date": "2015-03-05"}, without=["Age"]), "a.csv"
    )

    assert "birth date" in [question.key for question in read.questions]


@pytest.mark.parametrize("beside", ["14", "45.3", "2019", "2019-01-01", "TRUE"])
def test_a_figure_beside_the_headings_does_not_hide_them(beside: str):
    read = preview(patients({beside: "x"}), "a.csv")

    assert (read.header_row, len(read.patients)) == (1, 1)
    assert [left.heading for left in read.left_out] == [beside]


# ── What a group of columns says of the headings below it ────────────────────────────────────


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        ("Treatment of recurrence", "GnRH"),
        ("Recurrence", "Letrozole"),
        ("Reoperation", "Blood loss (ml)"),
        ("Re-operation", "CPB"),
        ("二次手术", "体外循环"),
        ("复发后治疗", "来曲唑"),
        ("Refused", "GnRH"),
        ("Declined", "Letrozole"),
        ("拒绝", "来曲唑"),
        ("Discharge", "GnRH"),
        ("出院", "来曲唑"),
        ("Planned", "CPB"),
        ("MDT plan", "Thrombectomy"),
        ("Recommended", "GnRH"),
        ("拟行手术", "体外循环"),
        ("Surveillance", "CT"),
        ("PMH", "Heart failure"),
        ("Last visit", "BMI"),
        ("Last visit", "Age"),
        ("Partner", "BMI"),
        ("Control group", "BMI"),
        ("Controls", "Age"),
        ("对照组", "年龄"),
        ("丈夫", "年龄"),
    ],
)
def test_a_group_that_changes_the_sense_of_a_heading_throws_doubt_on_it(group: str, heading: str):
    assert understand(heading, group).is_doubted


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        ("Treatment", "GnRH"),
        ("Operation", "CPB"),
        ("Baseline", "BMI"),
        ("Follow-up", "Recurrence"),
        ("Recurrence", "Time to recurrence (months)"),
        ("Disease control", "Recurrence"),
        ("随访", "复发时间（月）"),
    ],
)
def test_a_group_that_only_gathers_headings_changes_nothing(group: str, heading: str):
    assert fields(heading, group) == fields(heading)
    assert not understand(heading, group).is_doubted


def test_what_a_woman_refused_is_asked_about_and_not_taken_for_given():
    read = preview(
        cells(
            ["", "", "", "Refused", ""],
            ["ID", "Age", "Extent", "GnRH", "Letrozole"],
            ["A", 45, "IVC", "yes", "no"],
            ["B", 45, "RA", "no", "yes"],
        ),
        "a.csv",
    )

    assert [match.field for match in read.mapping] == [
        "patient_id", "age_at_diagnosis", "tumor_extent",
    ]  # fmt: skip
    assert [question.asks.split(":")[0] for question in read.questions[:2]] == [
        'Column D (GnRH) stands below "Refused"', 'Column E (Letrozole) stands below "Refused"',
    ]  # fmt: skip


def test_dvt_and_embolism_after_surgery_are_two_halves_of_one_answer():
    read = preview(
        cells(
            ["", "", "", "Postop", ""],
            ["ID", "Age", "Extent", "DVT", "PE"],
            ["A", 45, "IVC", "yes", "no"],
            ["B", 45, "RA", "no", "yes"],
            ["C", 45, "RA", "no", "no"],
        ),
        "a.csv",
    )

    assert not any("Column" in question.asks for question in read.questions)
    assert read.patients["dvt_pe_postop"].tolist() == ["yes", "yes", "no"]


def test_the_status_of_a_form_is_no_completeness_of_the_resection():
    read = preview(
        patients({"Complete?": "Complete"}, {"Complete?": "Incomplete"}, {"Complete?": "Complete"}),
        "a.csv",
    )

    assert read.left_out == (LeftOut("Complete?", "M", "status of a form", (), 0),)
    assert fields("Complete?", "Resection") == ["resection_completeness"]


# ── Boxes, and findings that may be two things ───────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Symptoms [Menorrhagia]", "symptom_abnormal_uterine_bleeding"),
        ("symptoms.Menorrhagia", "symptom_abnormal_uterine_bleeding"),
        ("sx_Menorrhagia", "symptom_abnormal_uterine_bleeding"),
        ("Dyspnea (symptom)", "symptom_dyspnea"),
        ("SOB at diagnosis", "symptom_dyspnea"),
        ("has_Dyspnea", "symptom_dyspnea"),
        ("Complication: DVT", "complication_dvt"),
        ("cx_infection", "complication_infection"),
        ("adjuvant letrozole", "adjuvant_aromatase_inhibitor"),
    ],
)
def test_one_box_of_a_question_is_known_however_it_is_joined_to_it(heading: str, field: str):
    assert fields(heading) == [field]


def test_a_finding_of_two_questions_is_asked_about_unless_its_group_tells():
    assert fields("Heart failure") == ["symptom_heart_failure", "complication_hf"]
    assert fields("Effusion") == ["symptom_effusion", "complication_effusion"]
    assert fields("Radiotherapy") == ["adjuvant_radiotherapy", "recurrence_treatment_radiotherapy"]
    assert fields("心衰", "症状") == fields("心衰", "术前") == ["symptom_heart_failure"]
    assert fields("Heart failure", "Postop") == ["complication_hf"]
    assert understand("Heart failure", "PMH").is_doubted


@pytest.mark.parametrize("column", RECORDED, ids=lambda column: column.name)
def test_what_is_only_alike_is_offered_by_the_dictionary_and_never_known(column: Column):
    for heading in column.alike_headings:
        assert column.name not in fields(heading)
        assert column.name in near_misses(heading)


# ── Codes, boxes and years of birth ──────────────────────────────────────────────────────────


def test_receptors_coded_1_and_2_are_asked_about_together_and_stay_unknown():
    codes = [{"ER": one, "PR": other} for one, other in ("11", "12", "21", "19")]
    read = preview(patients(*codes), "a.csv")

    assert set(read.patients["er"]) == set(read.patients["pr"]) == {"unknown"}
    assert [question.asks for question in read.questions] == [
        "Columns M (ER) and N (PR) hold 1 and 2: what do they mean?",
        'Column N (PR), Progesterone receptor: what does "9" mean? It stands in 1 of 4 rows.',
    ]
    assert [option.label for option in read.questions[0].options[:2]] == [
        "1 is positive and 2 is negative", "1 is negative and 2 is positive",
    ]  # fmt: skip
    told = {read.questions[0].key: "1 no, 2 yes"}
    meant = preview(patients(*codes), "a.csv", Answers(told)).patients
    assert meant["er"].tolist() == ["negative", "negative", "positive", "negative"]
    assert meant["pr"].tolist() == ["negative", "positive", "negative", "unknown"]


def test_degrees_of_a_stain_are_asked_about_one_by_one():
    read = preview(patients(*({"ER": code} for code in "0123")), "a.csv")

    assert set(read.patients["er"]) == {"unknown"}
    assert [(q.asks[35:53], q.stops) for q in read.questions] == [
        (f'what does "{code}" mean'[:18], False) for code in "0123"
    ]
    assert read.problems[-4].what == (
        '"0" stands beside codes that are not among the answers, and may be one of them'
    )


def test_a_box_for_something_else_counts_as_other_and_is_named():
    boxes = ["Complications (choice='DVT')", "Complications (choice='Ileus')"]
    ticks = ("10", "01", "01")
    read = preview(patients(*(dict(zip(boxes, row, strict=True)) for row in ticks)), "a.csv")

    assert read.patients["complication_other"].tolist() == ["no", "yes", "yes"]
    assert [p.sentence for p in read.problems if p.column == "Complications"] == [
        "Complications: Column N (Complications (choice='Ileus')) is a check box for what is not "
        'among the answers. A tick counts as "Other", which 2 patients have. Choose what it '
        'records in the table "Columns" if it is one of the answers.'
    ]


def test_a_box_that_may_be_an_answer_is_asked_about_before_anybody_counts_as_having_none():
    boxes = ["Complications (choice='DVT')", "Complications (choice='Arrhytmia')"]
    ticks = ("10", "01", "00")
    rows = [dict(zip(boxes, row, strict=True)) for row in ticks]
    read = preview(patients(*rows), "a.csv")

    (asked,) = read.questions
    assert [option.value for option in asked.options] == [
        "complication_arrhythmia", "complication_other", LEAVE_OUT,
    ]  # fmt: skip
    assert asked.stops
    assert not [p.what for p in read.problems if p.what == "No box is ticked"]
    told = preview(patients(*rows), "a.csv", Answers({asked.key: "complication_arrhythmia"}))
    assert told.patients["complication_arrhythmia"].tolist() == ["no", "yes", "no"]
    assert [p.row for p in told.problems if p.what == "No box is ticked"] == [4]


def test_a_year_of_birth_gives_the_age_of_that_year_with_a_word():
    born = [{"YOB": year, "Surgery date": "2015-03-05"} for year in ("1970", "1965年", "")]
    content = patients(*born, without=["Age"])
    (asked,) = (q for q in preview(content, "a.csv").questions if q.key == "birth date")
    read = preview(content, "a.csv", Answers({"birth date": "yes"}))

    assert asked.asks == (
        "There is no column with age, but one with years of birth. Shall the age at the operation "
        "be worked out from them? The years themselves are not kept."
    )
    assert read.patients["age_at_diagnosis"].tolist()[:2] == [45, 50]
    assert [p.sentence for p in read.problems if p.column == "Age"] == [
        "Age: Of 2 patients the year of birth is known and not the day. The age is the one reached "
        "in the year of the operation, and may be a year too high. Add a column with the age at "
        "the operation if that matters."
    ]


# ── Times, drugs and words that lean on their neighbour ──────────────────────────────────────


TIMES = {
    "time_to_recurrence_months": "t_recur | tt_recur | T_REC | recur_t | RecTime | time2rec "
    "| t_relapse | recmonths | rfs_t | dfs_m | months_to_recur",
    "followup_months": "t_fu | fu_t | t_os | os_time | surv_time | fumo | t_followup",
}


@pytest.mark.parametrize("field", TIMES)
def test_a_time_named_as_a_variable_is_read_if_its_numbers_prove_it(field: str):
    others = ["Follow-up (months)", "Recurrence"] if field == "followup_months" else ["Recurrence"]
    for heading in TIMES[field].split(" | "):
        asked = {"recur": "yes", heading: "12"}
        read = preview(patients(asked, {"recur": "no", heading: "12"}, without=others), "a.csv")
        assert [match.field for match in read.mapping if match.heading == heading] == [field]
        assert read.patients[field].tolist()[0] == 12


def test_a_time_of_what_may_be_anything_is_not_taken():
    assert not fields("Outcome months")
    assert not fields("t_event")
    assert near_misses("t_death")[0] == "followup_months"


@pytest.mark.parametrize("heading", ["At month", "When", "Month", "Months", "月"])
def test_a_word_beside_the_recurrence_is_asked_about_as_its_time(heading: str):
    rows = [
        ["ID", "Age", "Extent", "Outcome", "", "", ""],
        ["", "", "", "Follow-up (months)", "Recurrence", heading, "Status"],
        ["P1", "47", "IVC", "36", "yes", "12", "alive"],
        ["P2", "52", "RA", "48", "no", "", "alive"],
    ]
    read = preview(cells(*rows), "a.csv")

    (asked,) = read.questions
    assert asked.asks.endswith(': what does it record? It holds "12" and others.')
    assert (asked.stops, asked.suggestion) == (True, "time_to_recurrence_months")
    assert [option.value for option in asked.options] == ["time_to_recurrence_months", LEAVE_OUT]
    answered = preview(cells(*rows), "a.csv", Answers({asked.key: asked.suggestion}))
    assert answered.patients["time_to_recurrence_months"].tolist()[0] == 12


def test_a_word_beside_another_column_says_nothing_of_a_recurrence():
    read = preview(patients({"Weather": "fine", "When": "12"}), "a.csv")

    assert [(one.heading, one.reason) for one in read.left_out] == [
        ("Weather", "not recognised"), ("When", "not recognised"),
    ]  # fmt: skip


DRUGS = {
    "adjuvant_gnrh_agonist": "GnRH post op | Post-op GnRH | GnRH after surgery | GnRHa given "
    "| Zoladex (postop) | 术后GnRH-a | GnRH术后",
    "adjuvant_aromatase_inhibitor": "On letrozole | Letrozole post-op | 术后口服来曲唑",
    "adjuvant_serm_tamoxifen": "Tamoxifen postoperatively | Received tamoxifen",
    "adjuvant_radiotherapy": "Post op radiotherapy | 术后放疗",
}


@pytest.mark.parametrize("field", DRUGS)
def test_a_drug_given_after_the_operation_is_adjuvant(field: str):
    assert {one: fields(one) for one in DRUGS[field].split(" | ") if fields(one) != [field]} == {}


@pytest.mark.parametrize("heading", ["GnRH pre op", "Preop GnRH", "术前GnRH-a", "GnRH before op"])
def test_a_drug_given_before_the_operation_is_not_even_offered_as_adjuvant(heading: str):
    assert not fields(heading)
    assert not near_misses(heading)


def test_bare_symptoms_are_known_where_they_can_be_one_and_offered_where_they_may_be():
    bare = ("edema", "Oedema", "水肿", "Limb oedema")
    rows = [{"Bleeding": said, "Pain": said, "Swelling": said} for said in ("Y", "N")]
    read = preview(patients(*rows, without=["Symptoms"]), "a.csv")

    assert {tuple(fields(one)) for one in bare} == {("symptom_leg_edema",)}
    assert [question.suggestion for question in read.questions] == [
        "symptom_abnormal_uterine_bleeding", "symptom_pain_distension", "symptom_leg_edema",
    ]  # fmt: skip


MORE = {
    "age_at_diagnosis": "Age (completed years) | ageop | Age on admission | 入院时年龄",
    "menopausal_status": "月经状况 | 绝经与否",
    "prior_uterine_surgery_myomectomy": "Previous myomectomy | 既往肌瘤剔除史",
    "ivl_detection": "How was it found | detect_grp",
    "preop_suspicion": "Suspected on imaging",
    "symptoms": "Chief complaints | Presenting c/o | Symptoms (all) | 主诉症状",
    "symptom_abnormal_uterine_bleeding": "Vag bleeding | PV bleeding",
    "symptom_syncope": "Syncope/collapse",
    "symptom_pain_distension": "Abd pain | 腹痛腹胀",
    "symptom_dyspnea": "sym_dyspnea",
    "tumor_extent": "Tumour extent (highest) | Cranial limit | Highest vessel "
    "| 受累静脉 | 病变最高水平",
    "ivc": "IVC invasion",
    "ra": "RA extension | 右房受累 | 累及右房",
    "tumor_size": "tsize_cm",
    "surgery_date": "Date operated | DOO | opdate",
    "uterine_procedure": "是否切除子宫",
    "ovarian_procedure": "是否切除双附件 | 卵巢是否保留",
    "cpb": "Pump used | 术中体外循环",
    "dhca": "Circ arrest",
    "los": "Hospital days",
    "mitoses_per_10hpf": "Mitosis | 核分裂象（个/10HPF）",
    "last_followup_date": "DLFU | lastfu_date",
    "recurrence_date": "daterec",
    "time_to_recurrence_months": "Recurred after (months) | 复发时间（术后月） "
    "| 术后多久复发（月） | Recurrence (months post-op)",
    "recurrence_site": "Recurrence where",
    "vital_status": "vitstat",
    "pregnancy_after": "Preg after surgery",
    "operation_stages": "One or two stage op",
}


@pytest.mark.parametrize("field", MORE)
def test_headings_of_databases_and_of_wards_in_a_hurry_are_known(field: str):
    headings = [heading.strip() for heading in MORE[field].split(" | ")]
    assert {one: fields(one) for one in headings if fields(one) != [field]} == {}


YET_OTHER_THINGS = """
    Age of menarche | Age of husband | Time to discharge | T stage | timepoint | Time to surgery
    | Previous caesarean | Past history | Family history of fibroids | Post op bleeding
    | Pain post op
    | GnRH dose | GnRH start date | GnRH refused | GnRH planned | Letrozole stopped | update
    | candidate | Treatment given | On treatment | RA size | RV function | PA pressure | IVC filter
    | Tumor invasion | Lymphovascular invasion | pulmonary edema | Bypass/graft
    | 右房大小 | 右室功能 | 下腔静脉滤器 | 术后多久出院
    | 术后水肿 | 面部水肿 | 肺水肿 | 月经史 | 家族史 | 复发次数
"""


def test_what_only_begins_or_ends_like_such_headings_is_not_taken():
    said = [heading.strip() for heading in YET_OTHER_THINGS.replace("\n", " ").split(" | ")]
    assert {heading: fields(heading) for heading in said if fields(heading)} == {}


def test_what_is_offered_for_a_heading_fits_the_cells_below_it():
    read = preview(patients({"mri_preopp": "24.5"}, {"mri_preopp": "31.5"}), "a.csv")

    (asked,) = read.questions
    assert near_misses("mri_preopp")[0] == "imaging_mri"
    assert [option.value for option in asked.options] == ["bmi", LEAVE_OUT]


@pytest.mark.parametrize(
    ("heading", "field", "cells_below"),
    [
        ("Adjuvant (Y/N)", "adjuvant_none", ("Y", "N", "Y", "")),
        ("术后是否用药", "adjuvant_none", ("是", "否", "是", "")),
        ("Any complication?", "complication_none", ("yes", "no", "yes", "?")),
        ("Symptoms (yes/no)", "symptom_none", ("yes", "no", "yes", "NA")),
    ],
)
def test_a_yes_to_a_question_of_several_answers_says_that_there_was_some(
    heading: str, field: str, cells_below: tuple[str, ...]
):
    rows = [{heading: said} for said in cells_below]
    content = patients(*rows, without=["Adjuvant", "Symptoms"])
    read = preview(content, "a.csv")

    assert read.patients[field].tolist() == ["no", "yes", "no", "unknown"]
    kinds = [option.name for option in PARENTS[field].options if option.name != field]
    assert set(read.patients[kinds].to_numpy().ravel()) == {"unknown"}
    assert not read.questions
    chosen = preview(content, "a.csv", Answers({"column K": field}))
    assert chosen.patients[field].tolist() == ["no", "yes", "no", "unknown"]


def test_whether_there_was_any_adjuvant_is_counted_and_what_it_was_is_not():
    rows = [{"Adjuvant (Y/N)": said} for said in ("Y", "N", "Y")]
    read = preview(patients(*rows, without=["Adjuvant"]), "a.csv")

    assert read.patients["adjuvant"].tolist() == ["yes", "no", "yes"]
    assert [p.sentence for p in read.problems if p.column == "Adjuvant therapy"] == [
        "Adjuvant therapy: Column L (Adjuvant (Y/N)) tells whether there was any, and not which. "
        "Who had some is known, and each kind stays unknown. Add a column headed "
        '"Adjuvant therapy" that names what each patient had.'
    ]


def test_names_of_drugs_beside_a_yes_leave_the_yes_a_question():
    rows = [{"Adjuvant": said} for said in ("GnRH", "none", "yes")]
    read = preview(patients(*rows), "a.csv")

    assert read.patients["adjuvant_gnrh_agonist"].tolist()[:2] == ["yes", "no"]
    assert [question.asks for question in read.questions] == [
        'Column I (Adjuvant), Adjuvant therapy: what does "yes" mean?'
    ]


def test_who_had_none_had_none_of_the_kinds_that_another_column_lists():
    rows = [
        {"Complications": "yes", "Complication type": "DVT"},
        {"Complications": "no", "Complication type": ""},
        {"Complications": "yes", "Complication type": ""},
    ]
    read = preview(patients(*rows), "a.csv")

    assert read.patients["complication_none"].tolist() == ["no", "yes", "no"]
    assert read.patients["complication_dvt"].tolist() == ["yes", "no", "unknown"]
    assert not read.questions
    assert not [problem for problem in read.problems if problem.column == "Complications"]
