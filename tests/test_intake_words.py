"""Words that wards everywhere write into cells, and those that must go on being asked about."""

import pytest
from small_files import patients

from ivl.intake import preview
from ivl.intake.grammar import read_cell
from ivl.intake.levels import level_of, nearest
from ivl.intake.reading import Reading
from ivl.schema import BY_NAME

NOTE = "The note behind it was not used"


def read(field: str, cell: str) -> Reading:
    return read_cell(cell, BY_NAME[field])


@pytest.mark.parametrize(
    ("field", "cells", "level"),
    [
        ("recurrence", "(+) | +ve | pos | yes!", "yes"),
        ("recurrence", "(-) | -ve | neg | nil | none to date | none so far | not yet | never | "
                       "no evidence | no recurrence to date | 暂无 | 目前未复发 | 未复发至今 | "
                       "未见明显复发 | 无复发迹象", "no"),
        ("cpb", "off-pump | not required | not used | 未使用", "no"),
        ("vital_status", "RIP | passed away | †", "dead"),
        ("vital_status", "well | alive & well | alive, NED", "alive"),
        ("ovarian_procedure", "conserved | both conserved | left in situ | "
                              "保留双卵巢", "both_kept"),
        ("ovarian_procedure", "bilat SO | B/L SO | 两侧附件切除", "both_removed"),
        ("ovarian_procedure", "left SO | one ovary conserved | 保留一侧卵巢", "one_kept"),
        ("resection_completeness", "nil residual | 完全切除(R0)", "R0_complete"),
        ("resection_completeness", "debulked | 切除不净", "incomplete"),
        ("ivl_detection", "意外组 | at histology | 术后病理", "incidental"),
        ("ivl_detection", "非意外组 | preop", "nonincidental"),
        ("side", "B/L | L+R | left and right | 左右", "bilateral"),
        ("er", "+ve | strong | 8/8", "positive"),
        ("tumor_extent", "into RA | R atrium | IVC - RA | IVC-RA | 下腔静脉-右心房 | "
                         "下腔静脉达右心房 | right atrium (RA)", "right_atrium"),
        ("tumor_extent", "L int iliac v. | EIV | left internal iliac vein | 右髂总静脉 | "
                         "gonadal vein only", "iliac_or_gonadal"),
        ("tumor_extent", "IVC thrombus | IVC not RA | 下腔静脉，未及右心房 | "
                         "IVC, no cardiac", "ivc"),
        ("tumor_extent", "右房右室 | RVOT", "right_ventricle"),
        ("tumor_extent", "main PA | L PA", "pulmonary_artery"),
        ("recurrence", "N/K | n.a. | not assessed | unclear | pending | ?? | 不清楚", None),
    ],
)  # fmt: skip
def test_everyday_words_are_the_answer_that_every_reader_gives(field, cells, level):
    for cell in cells.split(" | "):
        assert read(field, cell).value == level, cell


@pytest.mark.parametrize(
    ("field", "cells", "level"),
    [
        ("recurrence", "yes (pelvis, 2019) | yes - IVC at 24m | yes 2018-05-01 | yes x2 | "
                       "盆腔复发 | "
                       "是（盆腔） | 有，2年后 | 复发1次", "yes"),
        ("recurrence", "no (36 m) | no - well | no, stable | 否（2021.3）", "no"),
        ("cpb", "yes 90 min | 120 min | Y (DHCA) | 是(90分钟)", "yes"),
        ("vital_status", "died of PE | 死于肺栓塞 | dead (2019)", "dead"),
        ("vital_status", "alive (36 m)", "alive"),
    ],
)  # fmt: skip
def test_a_note_that_only_says_when_or_where_is_left_off_with_a_word(field, cells, level):
    for cell in cells.split(" | "):
        found = read(field, cell)
        assert (found.value, found.why) in ((level, NOTE), (level, "The year was not used")), cell


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("recurrence", "yes? | no? | no, but residual | no (IVC) | yes (suspected) | "
                       "no, progression | "
                       "无，2020年复发 | 可疑复发 | 120 min | not IVC"),
        ("cpb", "planned | standby | 120"),
        ("vital_status", "alive? | not alive | no death | died of possible PE | died?"),
        ("tumor_extent", "IVC - ? | IVC ? RA | ? RA | below RA | near RA | IVC, RA?"),
        ("symptoms", "? DVT | DVT ? | previous DVT | family history of DVT | possible PE | "
                     "术后胸闷 | "
                     "患者母亲胸闷 | 胸闷、心悸均无 | 无胸闷、气短 | no dyspnoea, syncope | "
                     "胸闷 无 | "
                     "无水肿、心悸 | r/o PE | 1、3、5"),
        ("adjuvant_therapy", "planned GnRHa | considered GnRHa | GnRHa? | GnRHa none"),
        ("prior_uterine_surgery", "planned TAH | no TAH, myomectomy | TAH?"),
    ],
)  # fmt: skip
def test_doubt_denial_and_another_time_or_person_stay_unread(field, cells):
    for cell in cells.split(" | "):
        found = read(field, cell)
        assert "yes" not in (found.value or {} if isinstance(found.value, dict) else {}).values(), (
            cell
        )
        assert isinstance(found.value, dict) or found.value is None, cell
        assert found.what, cell


@pytest.mark.parametrize(
    ("cells", "symptoms"),
    [
        ("胸闷 气短 | 胸闷　气短 | 胸闷气短 | ①胸闷②气短 | 1.胸闷 2.气短 | 1.胸闷2.气短 | "
         "胸闷·气短 | "
         "胸闷。气短 | 活动后胸闷气短 | 胸闷、气短3年 | 1) chest pain 2) dyspnea | "
         "• chest pain • SOB | chest pain on exertion, mild dyspnoea x 3 months | "
         "胸闷、气短、无水肿 | chest tightness\n- dyspnoea (NYHA III)",
         {"chest_distress", "dyspnea"}),
        ("晕厥1次 | syncope x2 | 反复晕厥", {"syncope"}),
        ("双下肢水肿半年余 | bilateral ankle oedema for 2 years | L leg swelling", {"leg_edema"}),
        ("menorrhagia for 2 years | 阴道不规则流血 | IMB", {"abnormal_uterine_bleeding"}),
        ("体检发现盆腔包块 | abdo mass", {"pelvic_mass"}),
        ("fatigue | 乏力", {"other"}),
        ("none reported | no complaints | 体检发现", {"none"}),
    ],
)  # fmt: skip
def test_symptoms_however_they_are_listed_and_whatever_qualifies_them(cells, symptoms):
    for cell in cells.split(" | "):
        value = read("symptoms", cell).value
        assert {name for name, said in (value or {}).items() if said == "yes"} == symptoms, cell


def test_doses_years_and_counts_do_not_change_what_was_given_or_done():
    for cell in ("letrozole 2.5 mg qd", "来曲唑2.5mg", "letrozole x 6/12"):
        assert read("adjuvant_therapy", cell).value["aromatase_inhibitor"] == "yes", cell
    for cell in ("myomectomy 2005", "2010年子宫肌瘤剔除术", "myomectomy (2005)", "myomectomy x2"):
        assert read("prior_uterine_surgery", cell).value["myomectomy"] == "yes", cell
    assert read("prior_uterine_surgery", "LSCS x2").value["other"] == "yes"


def test_a_unit_or_the_heading_said_again_is_no_other_number():
    said = {"bmi": "24.5 kg/m²", "mitoses_per_10hpf": "2/10 HPF", "parity": "2+1"}

    assert [read(field, cell).value for field, cell in said.items()] == [24.5, 2, 2]


def test_plain_numbers_beside_litres_are_millilitres():
    content = patients(*({"Blood loss": cell} for cell in ("300", "1.2 L", "800", "N/K")))
    found = preview(content, "ward.csv")

    assert list(found.patients["blood_loss"][:3]) == [300, 1200, 800]
    assert [ask.asks for ask in found.questions] == []


@pytest.mark.parametrize(
    ("field", "words", "suggested"),
    [
        ("ivl_detection", "un-incidental", "nonincidental"),
        ("ivl_detection", "并非偶然发现", "nonincidental"),
        ("ivl_detection", "incidentaly", "incidental"),
        ("resection_completeness", "incomplete (RA left)", "incomplete"),
        ("resection_completeness", "complete?", None),
        ("resection_completeness", "基本完全切除", None),
        ("resection_completeness", "nearly complete", None),
        ("uterine_procedure", "hysterectomy not done", None),
        ("uterine_procedure", "s/p hysterectomy 2010", "uterus_already_absent"),
        ("uterine_procedure", "外院全子宫切除术后", None),
        ("menopausal_status", "perimenopausal", None),
        ("menopausal_status", "围绝经期", None),
        ("menopausal_status", "premenopausel", "pre"),
    ],
)
def test_what_is_offered_for_a_word_never_denies_it(field, words, suggested):
    close = nearest(BY_NAME[field], words)

    assert (close.name if close else None) == suggested


def test_ovaries_that_were_not_removed_are_kept_and_those_not_kept_removed():
    ovaries = BY_NAME["ovarian_procedure"]
    kept = {level_of(ovaries, said) for said in ("ovaries not removed", "卵巢未切除", "双附件未切")}

    assert kept == {"both_kept"}
    assert level_of(ovaries, "ovaries not preserved") == "both_removed"


@pytest.mark.parametrize(
    ("heading", "answers", "levels"),
    [
        ("Menopausal status", ("Y", "N"), ["post", "pre"]),
        ("绝经状态", ("是", "否"), ["post", "pre"]),
        ("Completeness of resection", ("yes", "no"), ["R0_complete", "incomplete"]),
        ("Menopausal status", ("0", "1"), ["", ""]),
    ],
)
def test_yes_and_no_below_a_status_are_asked_about_with_what_they_seem_to_mean(
    heading, answers, levels
):
    rows = [{heading: said} for said in answers for _ in range(3)]
    read = preview(patients(*rows, without=["Resection"]), "a.csv")

    assert [question.suggestion for question in read.questions if question.stops] == levels
