"""Cells that answer more than their column asks: "TAH + BSO", 全子宫+双附件切除, NED."""

import pytest
from small_files import patients

from ivl.intake import Answers, Preview, preview, recall, remember
from ivl.intake.outcomes import outcome
from ivl.intake.procedures import named
from ivl.intake.upload import opened

TOTAL, BOTH = "total_hysterectomy", "both_removed"
ORGANS = ("Uterine procedure", "Ovarian procedure")


def read(*changes: dict[str, object], without: tuple[str, ...] = (), **answers: str) -> Preview:
    choices = {key.replace("_", " "): value for key, value in answers.items()}
    return preview(patients(*changes, without=without), "ward.csv", Answers(choices))


def sentences(found: Preview) -> list[str]:
    return [problem.sentence for problem in found.problems]


# ── Words ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "uterus", "ovaries"),
    [
        ("TAH+BSO", TOTAL, BOTH),
        ("TAH BSO", TOTAL, BOTH),
        ("TAH-BSO", TOTAL, BOTH),
        ("TAH/BSO", TOTAL, BOTH),
        ("TAHBSO", TOTAL, BOTH),
        ("Hysterectomy & BSO", TOTAL, BOTH),
        ("STH + USO", "subtotal_hysterectomy", "one_kept"),
        ("TAH, LSO, RSO", TOTAL, BOTH),
        ("TAH with ovaries conserved", TOTAL, "both_kept"),
        ("全子宫+双附件切除", TOTAL, BOTH),
        ("子宫+双附件切除术", TOTAL, BOTH),
        ("次全子宫切除术+右侧附件切除", "subtotal_hysterectomy", "one_kept"),
        ("全子宫切除、阑尾切除", TOTAL, None),
        ("全子宫+双侧输卵管切除", TOTAL, None),
        ("TAH", TOTAL, None),
        ("双附件切除", None, BOTH),
    ],
)
def test_a_cell_gives_every_organ_that_it_names(cell: str, uterus: str | None, ovaries: str | None):
    told = named(cell)

    assert (told.get("uterine_procedure"), told.get("ovarian_procedure")) == (uterus, ovaries)


def test_a_cell_also_gives_the_way_in_the_thrombectomy_and_the_bypass():
    told = named("全麻下行开腹全子宫切除+双附件切除+下腔静脉瘤栓取出术")

    assert (told["surgical_access"], told["thrombectomy"]) == ({"laparotomy"}, "yes")
    assert named("TLH, BSO, caval thrombectomy under CPB") == {
        "uterine_procedure": TOTAL,
        "ovarian_procedure": BOTH,
        "surgical_access": {"laparoscopy"},
        "thrombectomy": "yes",
        "cpb": "yes",
    }


@pytest.mark.parametrize(
    "cell",
    [
        "TAH?", "TAH ± BSO", "TAH+/-BSO", "TAH -BSO", "TAH, no BSO", "previous TAH", "TAH(-)",
        "planned TAH + BSO", "TAH + BSO 2015", "USO/BSO", "myomectomy, then TAH", "s/p TAH, BSO",
        "全子宫切除术后", "拟行全子宫+双附件切除", "全子宫+双附件未切除", "全子宫切除（既往）",
        "非体外循环下全子宫切除", "肌瘤剔除→全子宫切除", "全子宫+附件切除",
        "腹腔镜中转开腹全子宫切除",
    ],
)  # fmt: skip
def test_one_word_that_is_not_understood_leaves_the_whole_cell_unread(cell: str):
    assert named(cell) == {}


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("NED", {"vital_status": "alive", "recurrence": "no"}),
        ("alive, no recurrence", {"vital_status": "alive", "recurrence": "no"}),
        ("存活（复发）", {"vital_status": "alive", "recurrence": "yes"}),
        ("AWD", {"vital_status": "alive"}),
        ("DOD", {"vital_status": "dead"}),
        ("复发", {"recurrence": "yes"}),
        ("alive, dead", {}),
        ("存活/失访", {}),
        ("存活，可疑复发", {}),
        ("NED?", {}),
    ],
)
def test_an_outcome_gives_what_it_names(cell: str, told: dict[str, str]):
    assert outcome(cell) == told


# ── Operations in a file ─────────────────────────────────────────────────────────────────────


def test_the_one_operation_column_gives_the_ovaries_and_says_so_once():
    cells = ("TAH + BSO", "TLH", "全子宫+双附件切除", "BSO")
    rows = [{"Operation": cell} for cell in cells]
    asked, kept = read(*rows, without=ORGANS), read(*rows, without=ORGANS, ovaries_K="both_kept")
    found = read(*rows, without=ORGANS, ovaries_K="named")

    assert [question.asks for question in asked.questions] == [
        "Column K (Operation), Uterine procedure: 3 of 4 patients have an operation that names the "
        "ovaries. Were they kept in the others?"
    ]
    assert set(asked.patients["ovarian_procedure"]) == {"unknown"}
    assert list(kept.patients["ovarian_procedure"]) == [BOTH, "both_kept", BOTH, BOTH]
    assert list(found.patients["uterine_procedure"]) == [TOTAL, TOTAL, TOTAL, "unknown"]
    assert list(found.patients["ovarian_procedure"]) == [BOTH, "unknown", BOTH, BOTH]
    assert sentences(found) == [
        'Row 5, Uterine procedure: "BSO" names nothing that was done to the uterus. Counted as '
        "unknown. Write what was done to the uterus as well, if anything was.",
        "Uterine procedure: Column K (Operation) was also read for what its cells name beside it: "
        "ovarian procedure of 3 patients and surgical access of 2 patients. Where a cell names "
        "nothing of these, they stay unknown. Nothing needs to be done.",
    ]
    operation = [match.field for match in found.mapping if match.heading == "Operation"]
    assert operation == ["uterine_procedure", "ovarian_procedure", "surgical_access"]


def test_a_column_of_its_own_is_believed_and_its_blanks_are_filled():
    found = read(
        {"Operation": "TAH + BSO", "Ovaries": "both kept"},
        {"Operation": "TAH + BSO", "Ovaries": ""},
        {"Operation": "TAH", "Ovaries": ""},
        without=ORGANS,
    )

    assert list(found.patients["ovarian_procedure"]) == ["both_kept", BOTH, "unknown"]
    assert sentences(found)[0] == (
        'Row 2, Ovarian procedure: "TAH + BSO" under "Operation" says both removed, but both kept '
        "stands here. What stands here is used. Correct the one that is wrong and upload again."
    )
    assert next(problem.cell for problem in found.problems) == "L2"


@pytest.mark.parametrize(
    ("heading", "cells", "levels"),
    [
        ("Oophorectomy", ("bilateral", "unilateral", "left"), [BOTH, "one_kept", "one_kept"]),
        ("附件切除", ("双侧", "单侧", "双附件切除"), [BOTH, "one_kept", BOTH]),
        ("Oophorectomy (1 unilateral; 2 bilateral)", ("2", "1", "2"), [BOTH, "one_kept", BOTH]),
        (
            "Ovarian preservation",
            ("bilateral", "unilateral", "BSO"),
            ["both_kept", "one_kept", BOTH],
        ),
    ],
)
def test_one_side_and_both_are_said_of_what_the_heading_names(heading, cells, levels):
    found = read(*({heading: cell} for cell in cells), without=("Ovarian procedure",))

    assert list(found.patients["ovarian_procedure"]) == levels
    assert sentences(found) == []


# ── Outcomes in a file ───────────────────────────────────────────────────────────────────────


def test_ned_in_the_only_outcome_column_fills_status_and_recurrence():
    found = read(
        *({"Status": cell} for cell in ("NED", "NED", "alive with recurrence", "lost", "alive")),
        without=("Recurrence",),
    )

    assert list(found.patients["vital_status"]) == ["alive"] * 3 + ["unknown", "alive"]
    assert list(found.patients["recurrence"]) == ["no", "no", "yes", "unknown", "unknown"]
    assert list(found.patients["lost_to_followup"]) == ["no"] * 3 + ["yes", "no"]
    assert found.cohort is not None


def test_what_awd_means_for_the_recurrence_is_asked_once_and_remembered():
    content = patients(
        *({"预后": cell} for cell in ("无瘤生存", "AWD", "AWD", "复发")),
        without=("Recurrence", "Status"),
    )
    found = preview(content, "ward.csv")
    (asked,) = [ask for ask in found.questions if "AWD" in ask.asks.upper()]
    answers = Answers({asked.key: "yes"})
    told = preview(content, "ward.csv", answers)
    again = recall(remember(told, answers), opened(content, "ward.csv"))

    assert asked.gives == ("recurrence",)
    assert list(found.patients["recurrence"]) == ["no", "unknown", "unknown", "yes"]
    assert list(told.patients["recurrence"]) == ["no", "yes", "yes", "yes"]
    assert list(told.patients["vital_status"]) == ["alive", "alive", "alive", "unknown"]
    assert again.preview.patients.equals(told.patients)


def test_free_of_disease_after_a_recurrence_is_no_contradiction():
    found = read({"Status": "NED", "Recurrence": "yes"}, {"Status": "复发", "Recurrence": "no"})

    assert list(found.patients["recurrence"]) == ["yes", "no"]
    assert [said for said in sentences(found) if "Recurrence:" in said] == [
        'Row 3, Recurrence: "复发" under "Status" says yes, but no stands here. What stands here '
        "is used. Correct the one that is wrong and upload again."
    ]


def test_a_finding_that_is_only_named_where_it_was_is_not_taken_for_all():
    cells = ("TAH + BSO under CPB", "TAH + BSO", "TLH", "TAH")
    found = read(*({"Operation": cell} for cell in cells), without=ORGANS)
    deaths = read(*({"Recurrence": cell} for cell in ("no recurrence, died", "no", "yes", "no")),
                  without=("Status",))  # fmt: skip

    assert set(found.patients["cpb"]) == {"unknown"}
    assert set(found.patients["ovarian_procedure"]) == {"unknown"}
    assert set(deaths.patients["vital_status"]) == {"unknown"}
    assert any('"Vital status" is not recorded' in said for said in sentences(deaths))
