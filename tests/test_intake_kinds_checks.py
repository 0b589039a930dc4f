"""Every kind of check and of identifier: the value left, the whole sentence, and the ledger."""

import pytest
from kinds import Kind
from small_files import patients

KINDS = {
    "an implausible value": Kind(
        patients({"Age": "470"}, {}),
        {"age_at_diagnosis": [None, 47]},
        said=(
            "Row 2, Age: 470 is not plausible (10–100). Left out of age summaries. Correct "
            "the cell and upload again.",
        ),
    ),
    "a recurrence after the last contact": Kind(
        patients(
            {"Recurrence": "yes", "Time to recurrence (months)": "48"},
            {"Recurrence": "yes", "Time to recurrence (months)": "12"},
        ),
        {
            "time_to_recurrence_months": [None, 12],
            "followup_months": [36, 36],
            "recurrence": ["yes", "yes"],
        },
        said=(
            "Row 2, Time to recurrence: 48 months to recurrence, but 36 months of "
            "follow-up. Not used: unless another time of recurrence is given, she counts in "
            "tables of recurrence but not in curves. Correct the one that is wrong and "
            "upload again.",
        ),
    ),
    "no recurrence, with a date of it": Kind(
        patients(
            {"Surgery date": "2018-03-05", "Date of recurrence": "2020-03-05"},
            {"Surgery date": "2018-03-05"},
        ),
        {"recurrence": [None, "no"], "recurrence_date": ["2020-03-05", None]},
        said=(
            "Row 2, Recurrence: No recurrence, but a date of recurrence, 2020-03-05. "
            "Whether the tumour recurred counts as unknown. Correct the one that is wrong "
            "and upload again.",
        ),
    ),
    "ovaries removed and preserved": Kind(
        patients({"Ovary preserved": "yes"}, {"Ovary preserved": "no"}),
        {"ovarian_procedure": ["both_removed", "both_removed"]},
        said=(
            'Row 2, Ovarian procedure: "BSO", but "yes" under "Ovary preserved". Column G '
            "(Ovarian procedure) is used. Correct the one that is wrong and upload again.",
        ),
    ),
    "beyond the pelvis without thrombectomy": Kind(
        patients({"Extent": "RA", "Thrombectomy": "no"}, {"Thrombectomy": "yes"}),
        {"thrombectomy": ["no", "yes"], "tumor_extent": ["right_atrium", "ivc"]},
        said=(
            "Row 2, Thrombectomy: No thrombectomy, but the tumour reached the right heart. "
            "Both are used as they stand. Check the row, and upload again if something "
            "changes.",
        ),
    ),
    "incidental beyond the pelvis": Kind(
        patients({"Detection": "incidental"}, {}),
        {"ivl_detection": ["incidental", "nonincidental"], "tumor_extent": ["ivc", "ivc"]},
        said=(
            "Row 2, Detection group: Incidental, but the tumour reached the vena cava. Both "
            "are used as they stand. Check the row, and upload again if something changes.",
        ),
    ),
    "dead and lost": Kind(
        patients({"Status": "dead", "Lost to follow-up": "yes"}, {"Lost to follow-up": "no"}),
        {"vital_status": ["dead", "alive"], "lost_to_followup": ["yes", "no"]},
        said=(
            "Row 2, Lost to follow-up: Dead, and lost to follow-up. She counts as dead. "
            "Check the row, and upload again if something changes.",
        ),
    ),
    "an operation after the last contact": Kind(
        patients(
            {"Surgery date": "2022-03-05", "Last contact": "2019-03-05"},
            {"Surgery date": "2018-03-05", "Last contact": "2019-03-05"},
        ),
        {"surgery_date": ["2022-03-05", "2018-03-05"], "last_followup_date": [None, "2019-03-05"]},
        said=(
            "Row 2, Follow-up: 36 months after the operation, 2022-03-05, lie in the "
            "future. The months are used. Correct the one that is wrong and upload again.",
            "Row 2, Last contact: 2019-03-05 is before the operation, 2022-03-05. The last "
            "contact counts as unknown. Correct the one that is wrong and upload again.",
            "Row 3, Follow-up: 36 months, but 12.0 months by the dates. The months are "
            "used. Correct the one that is wrong and upload again.",
        ),
    ),
    "a date in the future": Kind(
        patients(
            {"Surgery date": "2022-03-05", "Last contact": "2031-03-05"},
            {"Surgery date": "2018-03-05", "Last contact": "2021-03-05"},
        ),
        {"surgery_date": ["2022-03-05", "2018-03-05"], "last_followup_date": [None, "2021-03-05"]},
        said=(
            "Row 2, Last contact: 2031-03-05 is in the future. Counted as unknown. Correct "
            "the cell and upload again.",
            "Row 2, Follow-up: 36 months after the operation, 2022-03-05, lie in the "
            "future. The months are used. Correct the one that is wrong and upload again.",
        ),
    ),
    "rows that are the same": Kind(
        patients({}, {"ID": "P1"}, {"ID": "P3"}),
        {"patient_id": ["P1", "P3"]},
        said=(
            "Patient: Rows 2 and 3 are the same in every column. The patient counts once. "
            "Delete the rows that repeat her.",
        ),
        ledger="4 rows: 2 patients; skipped: heading (row 1), duplicate (row 3)",
    ),
    "an ID in conflict": Kind(
        patients({}, {"ID": "P1", "Age": "50"}),
        {"patient_id": ["P1", "P1"], "age_at_diagnosis": [47, 50]},
        said=(
            "Patient: Rows 2 and 3 have the same ID and differ in Age. One patient would "
            "count more than once. Keep one row for each patient, or give each patient an "
            "ID of her own.",
        ),
    ),
    "IDs that differ by capitals and blanks": Kind(
        patients({"ID": "a 1"}, {"ID": "A1"}),
        {"patient_id": ["a 1", "A1"]},
        said=(
            "Patient: Rows 2 and 3 have IDs that differ only in capitals, blanks, "
            "punctuation or zeros. They count as different patients. Write the ID in one "
            "way if they are the same patient.",
        ),
    ),
    "no age": Kind(
        patients({}, {}, without=["Age"]),
        {"age_at_diagnosis": [None, None]},
        said=(
            '"Age" is not recorded. Nothing can be narrowed or split by age. Fill in a '
            'column headed "Age (years)", or say in the table of columns which one holds '
            "it.",
        ),
        asked=(
            '"Age" is not recorded. Use the file without it? Nothing can be narrowed or '
            "split by age.",
        ),
    ),
    "no extent": Kind(
        patients({}, {}, without=["Extent"]),
        {"tumor_extent": [None, None]},
        said=(
            '"Furthest reach" is not recorded. Nothing can be narrowed or split by the '
            'extent of the tumour. Fill in a column headed "Furthest reach", or say in the '
            "table of columns which one holds it.",
        ),
        asked=(
            '"Furthest reach" is not recorded. Use the file without it? Nothing can be '
            "narrowed or split by the extent of the tumour.",
        ),
    ),
    "no recurrence": Kind(
        patients({}, {}, without=["Recurrence"]),
        {"recurrence": [None, None]},
        said=(
            '"Recurrence" is not recorded. No recurrence can be shown. Fill in a column '
            'headed "Recurrence", or say in the table of columns which one holds it.',
        ),
        asked=(
            '"Recurrence" is not recorded. Use the file without it? No recurrence can be shown.',
        ),
    ),
    "no follow-up": Kind(
        patients({}, {}, without=["Follow-up (months)"]),
        {"followup_months": [None, None]},
        said=(
            '"Follow-up" is not recorded. No survival and no incidence of recurrence can be '
            'shown. Fill in a column headed "Follow-up (months)", or the dates of operation '
            "and last contact, or say in the table of columns which one holds it.",
        ),
        asked=(
            '"Follow-up" is not recorded. Use the file without it? No survival and no '
            "incidence of recurrence can be shown.",
        ),
    ),
    "a word that is no level": Kind(
        patients({"Resection": "complet"}, {}),
        {"resection_completeness": [None, "R0_complete"]},
        said=(
            'Row 2, Completeness of resection: "complet" is not among the answers. Counted '
            "as unknown. Correct the cell and upload again, or say what it means; the "
            'nearest answer is "Complete (R0)".',
        ),
        asked=('Column H (Resection), Completeness of resection: what does "complet" mean?',),
    ),
    "dates of birth and no age": Kind(
        patients(
            {"Date of birth": "1974-03-05", "Surgery date": "2019-03-06"},
            {"Date of birth": "1980-04-01", "Surgery date": "2019-03-05"},
            without=["Age"],
        ),
        {"age_at_diagnosis": [None, None]},
        said=(
            "Column L (Date of birth) can tell who a patient is. Dropped, and not kept "
            "anywhere. Upload files without names, numbers and addresses of patients.",
        ),
        asked=(
            "There is no column with age, but one with dates of birth. Shall the age at the "
            "operation be worked out from them? The dates themselves are not kept.",
        ),
    ),
    "an age from dates of birth, by an answer": Kind(
        patients(
            {"Date of birth": "1974-03-05", "Surgery date": "2019-03-06"},
            {"Date of birth": "1980-04-01", "Surgery date": "2019-03-05"},
            without=["Age"],
        ),
        {"age_at_diagnosis": [45, 38]},
        said=(
            "Column L (Date of birth) can tell who a patient is. Dropped, and not kept "
            "anywhere. Upload files without names, numbers and addresses of patients.",
        ),
        answers={"birth date": "yes"},
    ),
    "record numbers alone": Kind(
        patients({"MRN": "00123456"}, {"MRN": "00123457"}, without=["ID"]),
        {"patient_id": ["1", "2"]},
        said=(
            "Patient: Column L (MRN) holds names, initials or numbers of a hospital. They "
            "were replaced by 1, 2, 3 in the order of the rows, and not kept. Use IDs that "
            "mean nothing outside your study.",
        ),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fault_is_said(kind: str):
    KINDS[kind].holds()


IDENTIFIERS = {
    "Name": ("Anna Berg", "Mia Holm"),
    "姓名": ("王芳", "李娜"),
    "MRN": ("00123456", "00123457"),
    "住院号": ("00123456", "00123457"),
    "Phone": ("13800138000", "13900139000"),
    "电话": ("13800138000", "13900139000"),
    "Address": ("12 Main Road", "14 Main Road"),
    "住址": ("北京市东城区", "上海市浦东新区"),
    "E-mail": ("a@b.org", "c@d.org"),
    "邮箱": ("a@b.org", "c@d.org"),
    "National ID": ("11010119740305002X", "110101198004010021"),
    "身份证号": ("11010119740305002X", "110101198004010021"),
    "Date of birth": ("1974-03-05", "1980-04-01"),
    "出生日期": ("1974-03-05", "1980-04-01"),
    # By their pattern, whatever stands above them.
    "Ref": ("13800138000", "13900139000"),
    "x": ("a@b.org", "c@d.org"),
    "代码": ("11010119740305002X", "110101198004010021"),
}


@pytest.mark.parametrize("heading", IDENTIFIERS)
def test_every_kind_of_identifier_is_dropped_and_named_by_its_column_alone(heading: str):
    first, second = IDENTIFIERS[heading]
    read = Kind(
        patients({heading: first}, {heading: second}),
        {"patient_id": ["P1", "P2"], "age_at_diagnosis": [47, 47]},
        said=(
            f"Column M ({heading}) can tell who a patient is. Dropped, and not kept anywhere. "
            "Upload files without names, numbers and addresses of patients.",
        ),
    ).holds()

    assert read.identifiers_dropped == (heading,)
    shown = repr(read) + read.patients.to_csv()
    assert first not in shown
    assert second not in shown
