"""The data dictionary is complete, agrees with itself, and reads well on a screen."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from ivl.schema import (
    BIRTH_DATE_HEADINGS,
    BY_NAME,
    DERIVED,
    FRAME_COLUMNS,
    IDENTIFIER_HEADINGS,
    NO_SPELLINGS,
    RECORD_NUMBER_HEADINGS,
    RECORDED,
    UNKNOWN,
    UNKNOWN_SPELLINGS,
    YES_SPELLINGS,
    Column,
)

EVERY = tuple(BY_NAME.values())
WITH_LEVELS = [column for column in EVERY if column.own_levels]
CATEGORIES = [column for column in EVERY if column.kind == "category"]
SEVERAL = [column for column in RECORDED if column.kind == "several"]
NUMBERS = [column for column in EVERY if column.kind == "number"]


def name_of(column: Column) -> str:
    return column.name


def alike(words: str) -> str:
    """Letters and digits alone, as a sloppy spreadsheet writes them; signs where nothing else."""
    letters = "".join(character for character in words.casefold() if character.isalnum())
    return letters or words.strip()


def repeated(words: Iterable[str]) -> list[str]:
    return [word for word, n in Counter(words).items() if n > 1]


# ── Completeness ─────────────────────────────────────────────────────────────────────────────

REQUIRED = ["patient_id", "age_at_diagnosis", "tumor_extent", "followup_months", "recurrence"]
WANTED = """
    menopausal_status prior_myoma prior_uterine_surgery presentation_type ivl_detection
    preop_suspicion symptoms tumor_size surgery_date uterine_procedure ovarian_procedure
    thrombectomy operation_stages cpb dhca resection_completeness adjuvant_therapy
    last_followup_date time_to_recurrence_months recurrence_site recurrence_treatment
    vital_status lost_to_followup
"""
OPTIONAL = """
    gravidity parity bmi interval_prior_surgery vein_iliac vein_gonadal vein_renal vein_hepatic
    ivc ra rv pa side route stage stage_system thrombus_diameter wall_adhesion pulmonary_nodules
    av_fistula imaging_us imaging_ct imaging_mri echo surgical_access chest_incision blood_loss
    transfusion op_time icu_time los complications adjuvant_months er pr ki67_pct
    mitoses_per_10hpf event_type recurrence_date death_date death_cause dvt_pe_postop
    pregnancy_after live_birth
"""


@pytest.mark.parametrize(
    ("need", "names"),
    [("required", REQUIRED), ("wanted", WANTED.split()), ("optional", OPTIONAL.split())],
    ids=["required", "wanted", "optional"],
)
def test_the_dictionary_records_what_the_field_records(need: str, names: list[str]):
    assert {column.name for column in RECORDED if column.need == need} == set(names)


def test_the_derived_columns_are_those_that_analyses_and_filters_use():
    assert {column.name for column in DERIVED} == {
        "age_group", "extent_group", "ovary_preserved", "uterus_preserved", "adjuvant",
        "surgery_year", "os_months", "death", "died", "rfs_months", "rfs_event", "first_event",
    }  # fmt: skip
    assert {column.need for column in DERIVED} == {"derived"}


def test_every_column_is_found_by_its_name():
    every = (*RECORDED, *FRAME_COLUMNS, *DERIVED)

    assert [BY_NAME[column.name] for column in every] == list(every)
    assert repeated(column.name for column in (*RECORDED, *DERIVED)) == []
    assert repeated(column.name for column in (*FRAME_COLUMNS, *DERIVED)) == []


def test_a_frame_has_the_options_in_place_of_a_column_of_several():
    names = [column.name for column in FRAME_COLUMNS]

    assert "symptoms" not in names
    assert names[names.index("preop_suspicion") + 1] == "symptom_none"
    assert "symptom_dyspnea" in names
    assert not any(column.kind == "several" for column in FRAME_COLUMNS)


# ── Levels ───────────────────────────────────────────────────────────────────────────────────


def test_extent_climbs_from_the_uterus_to_the_pulmonary_artery():
    assert BY_NAME["tumor_extent"].level_names == [
        "uterus", "parauterine_pelvic", "pelvis", "iliac_or_gonadal", "ivc_infrarenal",
        "ivc_suprarenal", "ivc", "right_atrium", "right_ventricle", "right_heart",
        "pulmonary_artery", "unknown",
    ]  # fmt: skip
    assert BY_NAME["extent_group"].level_names == [
        "pelvic", "ivc", "right_heart", "pulmonary_artery", "unknown",
    ]  # fmt: skip


def test_each_extent_belongs_to_one_of_the_four_groups_and_deeper_ones_to_no_lower_group():
    groups = [level.name for level in BY_NAME["extent_group"].own_levels]
    ranks = [groups.index(level.group) for level in BY_NAME["tumor_extent"].own_levels]

    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


def test_only_extents_have_a_group():
    assert {column.name for column in WITH_LEVELS for level in column.levels if level.group} == {
        "tumor_extent"
    }


@pytest.mark.parametrize("column", CATEGORIES, ids=name_of)
def test_a_category_has_its_levels_in_order_and_unknown_last(column: Column):
    assert column.levels == (*column.own_levels, UNKNOWN)
    assert len(column.own_levels) >= 2


@pytest.mark.parametrize("kind", ["text", "number", "date", "yes_no", "event"])
def test_only_categories_and_several_have_levels_of_their_own(kind: str):
    columns = [column for column in EVERY if column.kind == kind]

    assert columns
    assert not any(column.own_levels or column.options for column in columns)
    assert {tuple(column.level_names) for column in columns} == (
        {("yes", "no", "unknown")} if kind == "yes_no" else {()}
    )


@pytest.mark.parametrize("column", WITH_LEVELS, ids=name_of)
def test_within_a_column_no_spelling_belongs_to_two_levels(column: Column):
    said = defaultdict(set)
    for level in column.own_levels:
        for words in (level.name, level.label, *level.spellings):
            said[words.casefold()].add(level.name)
            said[alike(words)].add(level.name)

    assert {words: levels for words, levels in said.items() if len(levels) > 1} == {}


def test_yes_no_and_unknown_share_no_spelling():
    every = [*YES_SPELLINGS, *NO_SPELLINGS, *UNKNOWN_SPELLINGS]

    assert repeated(words.casefold() for words in every) == []


def test_only_the_receptors_read_a_dash_as_an_answer():
    marks = {words.casefold() for words in UNKNOWN_SPELLINGS}
    answers_that_look_unknown = {
        column.name
        for column in WITH_LEVELS
        for level in column.own_levels
        for words in (level.name, level.label, *level.spellings)
        if words.casefold() in marks
    }

    assert answers_that_look_unknown == {"er", "pr"}
    for receptor in ("er", "pr"):
        assert "-" in BY_NAME[receptor].level("negative").spellings


def test_asking_for_a_level_that_a_column_does_not_have_names_both():
    assert BY_NAME["tumor_extent"].level("right_atrium").label == "Right atrium"
    with pytest.raises(KeyError, match="Furthest reach has no level 'liver'"):
        BY_NAME["tumor_extent"].level("liver")


@pytest.mark.parametrize("column", [column for column in RECORDED if column.questions], ids=name_of)
def test_a_question_is_answered_by_two_levels_of_its_column(column: Column):
    names = set(column.level_names)
    for question in column.questions:
        assert question.headings
        assert {question.yes, question.no} <= names
        assert question.yes != question.no


# ── Options ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("column", SEVERAL, ids=name_of)
def test_an_option_is_a_yes_or_no_named_after_its_column_and_level(column: Column):
    prefix = {
        "symptoms": "symptom", "adjuvant_therapy": "adjuvant", "complications": "complication",
    }.get(column.name, column.name)  # fmt: skip
    names = [level.name for level in column.own_levels]

    assert [option.name for option in column.options] == [f"{prefix}_{name}" for name in names]
    assert [option.label for option in column.options] == [
        level.label for level in column.own_levels
    ]
    assert {(option.kind, option.topic) for option in column.options} == {("yes_no", column.topic)}


def test_none_is_the_first_option_or_no_option():
    later = [level.name for column in SEVERAL for level in column.own_levels[1:]]

    assert "none" not in later


def test_only_options_that_stand_alone_have_headings_and_none_and_other_never_do():
    alone = {column.name for column in SEVERAL if any(option.headings for option in column.options)}

    assert alone == {"symptoms", "adjuvant_therapy"}
    for column in SEVERAL:
        for option in column.options:
            assert not (option.headings and option.name.endswith(("_none", "_other")))


# ── Headings ─────────────────────────────────────────────────────────────────────────────────


def columns_by_heading() -> dict[str, set[str]]:
    found = defaultdict(set)
    for column in RECORDED:
        for heading in column.all_headings:
            found[alike(heading)].add(column.name)
        for option in column.options:
            for heading in (option.name, *option.headings):
                found[alike(heading)].add(option.name)
    return found


def test_a_heading_stands_in_two_columns_only_where_the_field_itself_is_ambiguous():
    ambiguous = {words: names for words, names in columns_by_heading().items() if len(names) > 1}

    assert ambiguous == {
        # Came with a recurrence, or had one after the operation.
        "recurrent": {"presentation_type", "recurrence"},
        "复发": {"presentation_type", "recurrence"},
        "再発": {"recurrence", "presentation_type"},
        # The date of the operation or its duration; of the recurrence, or the time to it.
        "手术时间": {"surgery_date", "op_time"},
        "surgerytime": {"surgery_date", "op_time"},
        "复发时间": {"recurrence_date", "time_to_recurrence_months"},
        "首次复发时间": {"recurrence_date", "time_to_recurrence_months"},
        "术后复发时间": {"recurrence_date", "time_to_recurrence_months"},
        "recurrencetime": {"recurrence_date", "time_to_recurrence_months"},
        # The date of the operation or its kind.
        "surgery": {"surgery_date", "uterine_procedure"},
        "operation": {"surgery_date", "uterine_procedure"},
        # How she presented: with which symptoms, or for the first time.
        "presentation": {"presentation_type", "symptoms"},
        # Thrombosis that brought her, or that followed the operation.
        "thrombosis": {"symptom_dvt_pe", "dvt_pe_postop"},
        "dvt": {"symptom_dvt_pe", "dvt_pe_postop"},
        "pe": {"symptom_dvt_pe", "dvt_pe_postop"},
        "pulmonaryembolism": {"symptom_dvt_pe", "dvt_pe_postop"},
        "肺栓塞": {"symptom_dvt_pe", "dvt_pe_postop"},
        "肺动脉栓塞": {"symptom_dvt_pe", "dvt_pe_postop"},
    }


def test_gravidity_and_parity_share_the_headings_of_obstetric_history():
    shared = {column.name: column.shared_headings for column in RECORDED if column.shared_headings}

    assert shared.keys() == {"gravidity", "parity"}
    assert shared["gravidity"] == shared["parity"]
    assert not {alike(words) for words in shared["parity"]} & columns_by_heading().keys()


def test_what_tells_who_a_patient_is_heads_no_column_that_is_kept():
    private = {alike(words) for words in (*IDENTIFIER_HEADINGS, *BIRTH_DATE_HEADINGS)}

    assert not private & columns_by_heading().keys()


def test_a_hospital_number_can_stand_for_the_patient_and_for_nothing_else():
    columns = columns_by_heading()
    found = {alike(words): columns.get(alike(words)) for words in RECORD_NUMBER_HEADINGS}

    assert found["mrn"] == found["住院号"] == {"patient_id"}
    assert [names for names in found.values() if names and names != {"patient_id"}] == []


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("年龄", "age_at_diagnosis"),
        ("肿瘤累及范围", "tumor_extent"),
        ("下腔静脉", "ivc"),
        ("双下肢水肿", "symptom_leg_edema"),
        ("随访时间", "followup_months"),
        ("Follow-up (months)", "followup_months"),
        ("f/u", "followup_months"),
        ("BMI", "bmi"),
        ("体外循环", "cpb"),
        ("失访", "lost_to_followup"),
        ("是否死亡", "vital_status"),
        ("SOB", "symptom_dyspnea"),
        ("Letrozole", "adjuvant_aromatase_inhibitor"),
    ],
)
def test_headings_seen_in_the_series_are_known(heading: str, name: str):
    assert columns_by_heading()[alike(heading)] == {name}


def test_a_column_is_known_by_its_name_and_by_its_label():
    assert [column.all_headings[:2] for column in RECORDED] == [
        (column.name, column.label) for column in RECORDED
    ]


# ── What a reader sees ───────────────────────────────────────────────────────────────────────

NAMES_AND_ABBREVIATIONS = {
    "GnRH", "Budd-Chiari", "(R0)", "(R1)", "(R2)", "BSO", "IVL", "Ki-67",
}  # fmt: skip


def level_labels(column: Column) -> list[str]:
    return [level.label for level in column.levels]


def in_sentence_case(words: str) -> bool:
    first, *rest = words.split()
    return first[0].isupper() and all(
        word == word.lower() for word in rest if word.strip(",") not in NAMES_AND_ABBREVIATIONS
    )


def test_labels_are_in_sentence_case():
    labels = {words for column in EVERY for words in (column.label, *level_labels(column))}
    words = {label for label in labels if not label[0].isdigit()}

    assert len(words) > 150
    assert {label for label in words if not in_sentence_case(label)} == set()
    assert {label for label in labels if "_" in label or label != label.strip()} == set()


def test_every_column_says_in_a_sentence_what_it_means():
    said = {words for column in EVERY for words in (column.meaning, column.without) if words}

    assert [column.name for column in EVERY if not column.meaning] == []
    assert [words for words in said if not (words[0].isupper() and words.endswith("."))] == []


def test_no_two_columns_of_a_spreadsheet_have_the_same_heading_on_screen():
    assert repeated(column.axis for column in RECORDED) == []
    assert repeated(column.label for column in (*RECORDED, *DERIVED)) == []


def test_no_two_levels_of_a_column_have_the_same_label():
    assert {column.name for column in WITH_LEVELS if repeated(level_labels(column))} == set()


def test_an_axis_carries_the_unit():
    assert BY_NAME["age_at_diagnosis"].axis == "Age (years)"
    assert BY_NAME["followup_months"].axis == "Follow-up (months)"
    assert BY_NAME["recurrence"].axis == "Recurrence"


def test_a_number_has_limits_that_leave_room_between_them():
    without = [
        column.name for column in NUMBERS if not -math.inf < column.low < column.high < math.inf
    ]

    assert NUMBERS
    assert without == []


def test_only_numbers_have_a_unit_and_only_counts_and_years_are_without():
    assert {column.kind for column in EVERY if column.unit} == {"number"}
    assert {column.name for column in NUMBERS if not column.unit} == {
        "gravidity", "parity", "mitoses_per_10hpf", "pregnancy_after", "live_birth",
        "surgery_year",
    }  # fmt: skip


def test_every_required_column_says_what_cannot_be_shown_without_it():
    silent = [name for name in REQUIRED if not BY_NAME[name].without]

    # Patients are numbered where they have no code.
    assert silent == ["patient_id"]
