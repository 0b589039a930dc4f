"""What could tell who a patient is stands in no sentence, question or sample."""

import csv
import io
import zipfile
from traceback import format_exception

import pytest
from small_files import patients, workbook

from ivl import mending
from ivl.intake import Answers, Refused, preview, remember, to_file, upload
from ivl.intake import words as words_of_files
from ivl.intake.names import are_names_for_codes, look_like_names, may_name_persons
from ivl.intake.personal import cell_words, holds_identifier, shortened, tells_all
from ivl.intake.words import keeping_short, plain

TOLD = [
    "13812345678",
    "电话13812345678",
    "tel +44 7700 900123",
    "0311-8596 1234",
    "943 476 5919",
    "110105197403070021",
    "mary@example.org",
]


def said_of(content: bytes) -> str:
    """Every word that the preview shows of a file."""
    read = preview(content, "cohort.csv")
    options = [option.label for question in read.questions for option in question.options]
    return " ".join(
        [
            *(problem.sentence for problem in read.problems),
            *(question.asks for question in read.questions),
            *options,
            *(sample for match in read.mapping for sample in match.samples),
        ]
    )


@pytest.mark.parametrize("heading", ["Age", "Status", "Recurrence", "Follow-up (months)", "Extent"])
@pytest.mark.parametrize("told", TOLD)
def test_a_number_or_an_address_in_any_cell_is_quoted_nowhere(heading: str, told: str):
    said = said_of(patients({heading: told}, {}, {heading: f"lost, {told}"}))

    digits = "".join(filter(str.isdigit, told))
    assert told not in said
    assert not digits or digits not in "".join(filter(str.isdigit, said))


def test_what_is_left_out_of_a_quotation_leaves_the_rest():
    read = preview(patients({"Follow-up (months)": "lost, 13812345678"}, {}), "cohort.csv")

    assert read.problems[0].sentence.startswith('Row 2, Follow-up: "lost, …" is not a number.')


@pytest.mark.parametrize("name", ["Oyelaran Funmi", "Mary Jones", "张丽华", "Smith", "Wexlington"])
@pytest.mark.parametrize("heading", ["Age", "Follow-up (months)", "Date of surgery"])
def test_a_name_in_place_of_a_number_or_a_date_is_not_quoted(heading: str, name: str):
    said = said_of(patients({heading: name}, {heading: "2019-03-05" if "D" in heading else "48"}))

    assert name not in said
    assert '"…" is not a' in said


@pytest.mark.parametrize("beside", ["45岁 张丽华", "张丽华13812345678", "48 (Mary Jones)"])
def test_a_name_beside_a_number_is_not_quoted(beside: str):
    said = said_of(patients({"Age": beside}, {}))

    assert "张丽华" not in said
    assert "Mary" not in said


@pytest.mark.parametrize("words", ["lost", "see letter of 2019", "失访了"])
def test_other_words_in_place_of_a_number_are_quoted(words: str):
    assert f'"{words}"' in said_of(patients({"Age": words}, {}))


@pytest.mark.parametrize("heading", ["Extent", "Age", "Symptoms", "Adjuvant"])
def test_who_has_a_title_is_quoted_nowhere(heading: str):
    persons = [
        "Frau Müller", "Herr Müller", "Prof. Dr. Müller", "Mlle Dupont", "Mme Dupont",
        "Sra. García", "Mrs Mary Smith", "Miss Smith", "张小姐", "欧阳女士",
    ]  # fmt: skip
    said = said_of(patients({}, *({heading: f"IVC ({person})"} for person in persons)))

    assert not [name for name in ("ller", "upont", "arc", "mith", "张", "欧") if name in said]


def test_codes_that_the_heading_does_not_explain_are_quoted_without_numbers():
    told = [{"Recurrence": number} for number in ("13812345678", "110105197403070021", "7")]
    content = patients({"Recurrence": "1"}, {"Recurrence": "0"}, *told)
    said = said_of(content.replace(b"Recurrence", b"Recurrence (1=yes; 0=no)"))

    assert '"…" is not among the codes that the heading explains' in said
    assert 'what does "7" mean?' in said
    assert "1381234" not in said
    assert "1974" not in said


IDENTIFYING = {
    "Age": ["12/03/1974", "8800123"],
    "Extent": ["SW1A 1AA", "IVC Ivanenko", "3 Larkspur Crescent"],
    "Recurrence": ["yes Wexlington", "no, per Oyelaran", "yes - told Żółkiewska 14/2"],
    "Status": ["alive (lives at 12 Hexby Cres)", "死亡(家属李强告知)", "alive, born 1961"],
    "Symptoms": ["dyspnea 12/03/1958", "胸闷、张丽华"],
    "Follow-up (months)": ["lost, delacroix", "12345678"],
    "Date of surgery": ["2019-03-05 1963-07-09", "ask Guðrún"],
    "Location": ["17 Larkin Road, HX0 4QT"],
    "Cause of death": ["sepsis, says Kovalenko"],
    "ID": ["QUIMBLE01"],
}
TELLING = """
    1974 8800123 sw1a 1aa ivanenko larkspur wexlington oyelaran żółkiewska hexby 李强 1961 1958
    张丽华 delacroix 12345678 1963 guðrún larkin hx0 4qt kovalenko quimble mbeki
""".split()  # noqa: SIM905


def test_one_identifying_cell_among_ordinary_ones_leaves_by_no_way():
    rows = [{"Date of surgery": f"2019-03-{day:02}", "Location": "pelvis"} for day in range(1, 29)]
    for heading, held in IDENTIFYING.items():
        for row, words in zip(range(3, 28, 4), held, strict=False):
            rows[row][heading] = words
    table = list(csv.reader(io.StringIO(patients(*rows).decode())))
    content = workbook(**{"Mbeki": table, "Notes": [["Seen by Mbeki"]]})
    open_ones = preview(content, "Mbeki cohort.xlsx")
    answers = Answers({ask.key: ask.options[0].value for ask in open_ones.questions})
    answered = preview(content, "Mbeki cohort.xlsx", answers)

    copy = zipfile.ZipFile(io.BytesIO(mending.workbook(content, answered)))
    going_out = [
        *(repr([r.filename, r.sheet, r.questions, r.problems, r.mapping, r.left_out])
          for r in (open_ones, answered)),
        answered.patients.to_csv(),
        repr(to_file(remember(answered, answers))),
        *(copy.read(name).decode() for name in copy.namelist()),
    ]  # fmt: skip
    assert [one for one in TELLING for out in going_out if one in out.lower()] == []
    assert any('"alive (lives at …)" in row 5 mean?' in ask.asks for ask in open_ones.questions)


@pytest.mark.parametrize("words", ["IVCC", "Recurence", "endometriossis", "faintness", "CA125"])
def test_what_resembles_a_known_word_is_shown(words: str):
    assert cell_words(words) == words


def test_a_word_that_several_patients_share_is_shown_and_one_of_a_single_patient_is_not():
    told = [{"Extent": words} for words in ("Zwickel", "Zwickel", "Zwickel", "Trostberg", "IVC")]
    asked = [ask.asks for ask in preview(patients(*told), "a.csv").questions]

    assert any('what does "Zwickel" mean? It stands in 3 of 5 rows.' in asks for asks in asked)
    assert any('what does "…" in row 5 mean?' in asks for asks in asked)


def test_nothing_of_a_file_stays_in_the_caches_that_sessions_share(monkeypatch):
    preview(patients({"Extent": "IVC Wexlington"}, {}), "a.csv")
    read_again = []
    monkeypatch.setattr(words_of_files, "visible", lambda said: read_again.append(said) or said)
    plain("IVC Wexlingtön")
    plain("IVC Wexlingtön")
    words_of_files.forget()
    plain("IVC Wexlingtön")

    assert len(read_again) == 2


def test_an_error_of_the_program_quotes_no_cell(monkeypatch):
    def failing(*_):
        raise ValueError("could not convert 'Wexlington'")

    monkeypatch.setattr(upload, "told_apart", failing)
    with pytest.raises(Refused) as refused:
        preview(patients({}, {}), "a.csv")

    assert "(ValueError in test_intake_personal.py, line " in str(refused.value)
    assert "Wexlington" not in "".join(format_exception(refused.value))


# ── Long texts, over which a search that goes back and forth would not come to an end ─────────

HOSTILE = [
    "Larkspur " + "A." * 15_000 + "!",
    "Larkspur" + "-LARKSPUR" * 5_000 + "!",
    "A" * 30_000 + "!",
    "A'AAAA'" * 4_000 + "!",
    "123456789 " + "a" * 30_000,
    "123456789 " + "a@" * 15_000,
    "a@" + "a.1" * 10_000,
    ("a" * 64 + "@" + "1" * 64) * 230,
    "+86" * 10_000,
    "1 " * 15_000,
]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:12])
def test_a_long_text_is_cut_and_holds_nothing_to_look_up(words: str):
    assert len(shortened(words)) <= 40
    assert not holds_identifier(words)
    assert not look_like_names([words])
    assert not may_name_persons([words])


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Smith " + "A." * 42, False),  # more initials than anybody has
        ("Smith " + "A." * 15, True),
        ("Smith " + "A." * 15 + "!", False),
        ("Smith, A.B.", True),
        ("A.-B. Smith", True),
        ("Prof. Dr. Smith", True),
        ("Smith van der Berg, Mrs", True),
        ("A.B.", False),
        ("Smith  B", False),
    ],
)
def test_a_name_is_of_parts_that_names_have(words: str, named: bool):
    assert may_name_persons([words]) == named
    assert are_names_for_codes([words, "1", "2", "3"]) == (named or words == "Smith  B")


def test_a_long_text_beside_a_figure_is_no_name():
    assert not are_names_for_codes(["a" * 30_000 + " 1", "A" * 30_000, "P1", "P2", "P3"])


@pytest.mark.parametrize("before", range(0, 1_000, 37))
def test_an_address_behind_many_others_is_not_quoted_in_part(before: int):
    others = f"{'b' * 60}@{'c' * 200}.org " * 4  # of each of which one character is left
    words = f"{others[:before]} {'mary.smith' * 6}@{'example' * 30}.org {'y' * 900}"

    assert "mary" not in shortened(words)


def test_no_free_text_is_kept_beyond_the_file_it_stands_in():
    made = []

    @keeping_short(10)
    def upper(words: str) -> str:
        made.append(words)
        return words.upper()

    free_text = "a" * 61
    assert [upper("ivc"), upper("ivc")] == ["IVC", "IVC"]
    assert [upper(free_text), upper(free_text)] == ["A" * 61, "A" * 61]
    assert made == ["ivc", free_text, free_text]


# ── Names of persons in cells of other columns ───────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("IVC 张丽华", "IVC …"),
        ("完全切除 孙芳", "完全切除 …"),
        ("死亡(家属李强告知)", "死亡(家属…告知)"),
        ("RA (Mary Wexlington)", "RA (…)"),
        ("seen by Jones", "seen by …"),
        ("alive KELLY", "alive …"),
        ("Hepatic Vein", "Hepatic Vein"),
        ("MRN 8800123", "…"),
        ("NHS 9434765919, well", "…, well"),
        ("alive 07700900123", "alive …"),
        ("双侧卵巢, 金属夹, 常规", "双侧卵巢, 金属夹, 常规"),
    ],
)
def test_a_name_is_left_out_of_what_is_quoted(words: str, shown: str):
    assert shortened(words) == shown
    assert holds_identifier(words) == (shown != words)


@pytest.mark.parametrize(
    ("words", "is_name"),
    [
        ("Wexlington", True), ("47 Wexlington", True), ("ring Wexlington 2019", True),
        ("王建国", True), ("ZY20190137", True), ("March 5", False), ("Spring 2019", False),
        ("see note", False), ("Discharge", False), ("36 Months", False), ("LTFU", False),
    ],
)  # fmt: skip
def test_a_strange_word_in_place_of_a_number_may_be_a_name(words: str, is_name: bool):
    assert tells_all(words, "number") != is_name


def test_names_in_answers_stand_nowhere_in_a_preview():
    cells = ("IVC 张丽华", "Smith", "RA (Mary Jones)", "IVC")
    read = preview(patients(*({"Extent": cell, "Stage": cell} for cell in cells)), "a.csv")

    assert not [
        name for name in ("张丽华", "Smith", "smith", "Jones", "jones") if name in repr(read)
    ]


def test_one_identity_number_among_codes_is_enough_to_number_the_patients():
    codes = ("001", "110105197403070021", "003")
    read = preview(patients(*({"ID": code} for code in codes)), "a.csv")

    assert "110105197403070021" not in repr(read)


def test_a_sheet_named_after_somebody_is_not_named():
    rows = [["ID", "Age", "Extent", "Recurrence"], ["1", 470, "IVC", "no"], ["2", 47, "IVC", "no"]]
    read = preview(workbook(**{"Dr Wexlington list": rows}), "a.xlsx")

    assert [p.sentence for p in read.problems if p.row == 2] == [
        "Sheet no. 1, row 2, Age: 470 is not plausible (10–100). Left out of age summaries. "
        "Correct the cell and upload again."
    ]


@pytest.mark.parametrize("code", ["A12345678{}", "QZ778812{}", "E1234567{}"])
def test_numbers_of_a_state_are_no_codes_and_are_replaced(code: str):
    codes = [code.format(number) for number in range(1, 9)]
    read = preview(patients(*({"ID": one} for one in codes)), "cohort.csv")

    assert list(read.patients["patient_id"]) == [str(number) for number in range(1, 9)]
    assert not any(one in said_of(patients(*({"ID": one} for one in codes))) for one in codes)


@pytest.mark.parametrize("code", ["IVL201900{}", "P2019000{}", "P000000{}", "IV201900{}"])
def test_codes_of_a_study_are_kept(code: str):
    codes = [code.format(number) for number in range(1, 9)]
    read = preview(patients(*({"ID": one} for one in codes)), "cohort.csv")

    assert list(read.patients["patient_id"]) == codes


@pytest.mark.parametrize("note", ["call her sister Li Hua", "请联系患者的家属王建国先生"])
def test_a_note_that_all_share_is_no_sample(note: str):
    rows = patients(*({"Ward": note} for _ in range(8)))
    (left,) = preview(rows, "cohort.csv").left_out

    assert left.samples == ()
    assert left.n_hidden


def test_old_dates_below_a_vague_heading_are_shown_nowhere():
    rows = [{"Date": f"13.03.196{number}"} for number in range(8)]
    read = preview(patients(*rows), "cohort.csv")
    shown = [*(one.samples for one in read.left_out), *(ask.asks for ask in read.questions)]

    assert "196" not in str(shown)
