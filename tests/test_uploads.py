"""A spreadsheet on the first page: what is shown of it, asked, changed and remembered."""

import html

import pytest
from small_files import cells, patients, workbook
from streamlit.testing.v1 import AppTest
from test_pages import button, population, said, titles

from ivl.intake import Answers, preview, remember, to_file

HEADINGS = ["ID", "Age", "Extent", "复发", "Follow-up (months)", "Outcm", "姓名", "Symptom text"]
ROWS = [
    [1, 45, "IVC", "否", 12, "alive", "王芳", "dyspnea"],
    [2, 34, "RA", "是", 24, "dead", "李娜", "none"],
]
ASKING = cells(HEADINGS, *ROWS)
FIELD = "Understood as"


@pytest.fixture
def asked(app: AppTest) -> AppTest:
    """The page with a file that leaves two columns open."""
    return give(app.run(), ASKING, "march.csv")


def give(app: AppTest, content: bytes, filename: str) -> AppTest:
    return app.file_uploader[0].upload(filename, content).run()


def words(app: AppTest) -> str:
    return html.unescape(said(app))


def table(app: AppTest) -> dict[str, tuple[str, str]]:
    """By the letter of each column: what it was understood as, and how sure."""
    shown = app.data_editor[0].value
    return dict(
        zip(shown["Column"], zip(shown[FIELD], shown["How sure"], strict=True), strict=True)
    )


def set_column(app: AppTest, letter: str, field: str) -> AppTest:
    """As somebody does who chooses a field in the table."""
    editor = app.data_editor[0]
    row = list(editor.value["Column"]).index(letter)
    app.session_state[editor.key] = {
        "edited_rows": {str(row): {FIELD: field}},
        "added_rows": [],
        "deleted_rows": [],
    }
    return app.run()


# ── What is shown ────────────────────────────────────────────────────────────────────────────


def test_an_answer_does_not_read_the_file_again(asked: AppTest):
    before = asked.session_state["offered"]
    set_column(asked, "D", "recurrence")
    after = asked.session_state["offered"]

    assert after.opened is before.opened
    assert after.preview.patients["recurrence"].tolist() == ["no", "yes"]
    assert before.preview.patients["recurrence"].tolist() == ["unknown", "unknown"]


def test_the_verdict_comes_first_then_questions_what_to_mend_columns_and_how_it_was_read(asked):
    assert titles(asked) == [
        "march.csv",
        "Questions",
        "Worth knowing (5)",
        "Columns",
        "How the file was read",
    ]
    assert "2 patients read · 1 question that can wait · 5 things worth knowing" in words(asked)
    assert [note.value for note in asked.info] == [
        "Not usable yet&#58; 1 question to answer. The cohort in use has not changed."
    ]
    assert not asked.get("plotly_chart"), "figures of another cohort would be taken for the file's"


def test_a_file_without_a_flaw_says_so_and_what_the_pages_show_until_it_is_used(app):
    give(app.run(), patients({}, {}), "good.csv")

    assert "2 patients read · nothing to correct" in words(app)
    assert "Until you use them, the pages show example_cohort.csv (39 patients)." in words(app)
    button(app, "Use these data (2 patients)").click().run()
    assert population(app) == "2 of 2 patients"


@pytest.mark.parametrize(
    ("heading", "unfolded"), [("Follow-up (months)", True), ("Months seen", False)]
)
def test_questions_that_can_wait_are_folded_where_something_must_be_mended(app, heading, unfolded):
    content = cells(
        ["ID", "Age", "Extent", "Recurrence", heading, "Syncpoe"], [1, 45, "IVC", "no", 12, "no"]
    )
    give(app.run(), content, "ward.csv")
    waiting = next(one for one in app.main.expander if one.label == "1 question that can wait")

    assert waiting.proto.expanded == unfolded


def test_any_kind_of_file_is_taken_and_answered_with_a_sentence(app):
    give(app.run(), b"%PDF-1.7", "report.pdf")

    assert not app.file_uploader[0].proto.type
    assert html.unescape(app.error[0].value) == (
        "This file is a PDF, not a spreadsheet. Choose the spreadsheet that it was made from. "
        "The cohort in use has not changed."
    )


def test_no_name_of_a_patient_reaches_the_page(asked):
    assert table(asked)["G"] == ("kept out", "Could tell who she is")
    assert not any(name in words(asked) + asked.data_editor[0].value.to_csv() for name in "王李")


# ── What is changed ──────────────────────────────────────────────────────────────────────────


def test_a_field_chosen_in_the_table_is_read_at_once_and_answers_its_question(asked):
    set_column(asked, "D", "recurrence")

    assert not asked.exception
    assert table(asked)["D"] == ("recurrence", "Your answer")
    assert asked.radio(key="question-column D").value == "recurrence"
    assert button(asked, "Use these data (2 patients)")


def test_an_answer_to_a_question_shows_in_the_table(asked):
    asked.radio(key="question-column D").set_value("recurrence").run()

    assert table(asked)["D"] == ("recurrence", "Your answer")


def test_an_answer_is_taken_back_by_its_own_button(asked):
    set_column(asked, "D", "recurrence")
    asked.button(key="reset-D").click().run()

    assert table(asked)["D"] == ("not used", "Waits for your answer")
    assert asked.radio(key="question-column D").value is None
    assert not [one for one in asked.button if one.key == "reset-D"]


def test_a_column_can_be_changed_again_and_left_out(asked):
    set_column(asked, "H", "symptoms")
    assert table(asked)["H"] == ("symptoms", "Your answer")
    set_column(asked, "H", "not used")

    assert not asked.exception
    assert table(asked)["H"] == ("not used", "Your answer")


def test_a_column_that_could_tell_who_she_is_stays_out_whatever_is_chosen(asked):
    set_column(asked, "G", "stage")

    assert not asked.exception
    assert table(asked)["G"] == ("kept out", "Could tell who she is")


def test_names_under_a_harmless_heading_are_replaced_as_codes_and_kept_as_nothing_else(app):
    content = cells(
        ["Who", "Age", "Extent", "Recurrence", "Follow-up (months)"],
        ["Anna Miller", 45, "IVC", "no", 12],
        ["Mary Smith", 50, "RA", "yes", 24],
    )
    give(app.run(), content, "ward.csv")
    set_column(app, "A", "stage")
    assert table(app)["A"] == ("kept out", "Could tell who she is")

    app.button(key="reset-A").click().run()
    set_column(app, "A", "patient_id")
    assert table(app)["A"] == ("patient_id", "Your answer")
    button(app, "Use these data (2 patients)").click().run()
    assert app.dataframe[0].value["Patient"].tolist() == ["1", "2"]


def test_on_another_sheet_answers_about_columns_are_let_go(app):
    headings, row = ["ID", "Age", "Extent", "Recurrence", "Follow-up", "X"], [1, 45, "IVC", 0, 3, 7]
    one, other = [headings, row], [headings[::-1], row[::-1]]
    give(app.run(), workbook(North=one, South=other), "two.xlsx")
    set_column(app, "F", "bmi")
    app.radio(key="question-sheet").set_value("South").run()

    assert table(app)["A"][0] == "not used"
    assert table(app)["F"][0] == "patient_id"


# ── What is remembered ───────────────────────────────────────────────────────────────────────


def test_a_second_file_under_the_same_headings_reuses_the_answers_until_somebody_objects(asked):
    asked.radio(key="question-column D").set_value("recurrence").run()
    april = cells(HEADINGS[::-1], *(row[::-1] for row in ROWS), ROWS[0][::-1])
    give(asked, april, "april.csv")

    assert "1 column used again from march.csv." in words(asked)
    assert table(asked)["E"] == ("recurrence", "Your answer")
    button(asked, "Start without earlier answers").click().run()
    assert table(asked)["E"] == ("not used", "Waits for your answer")
    assert "used again" not in words(asked)


def test_a_file_under_other_headings_reuses_nothing(asked):
    asked.radio(key="question-column D").set_value("recurrence").run()
    give(asked, cells(["ID", "Age", "复发", "Site"], [1, 45, "否", "IVC"]), "other.csv")

    assert "used again" not in words(asked)


@pytest.mark.parametrize("order", ["mapping first", "spreadsheet first"])
def test_a_mapping_given_along_with_a_spreadsheet_answers_its_questions(app, order):
    answers = Answers({"column D": "recurrence", "column F": "vital_status"})
    mapping = to_file(remember(preview(ASKING, "march.csv", answers), answers))
    april = cells(HEADINGS[1:], *(row[1:] for row in ROWS))
    if order == "mapping first":
        give(app.run(), mapping, "march-mapping.json")
        assert "march-mapping.json will be used for the next spreadsheet." in words(app)
        give(app, april, "april.csv")
    else:
        give(give(app.run(), april, "april.csv"), mapping, "march-mapping.json")

    assert '2 columns used again from march-mapping.json. Not in this file: "ID".' in words(app)
    assert button(app, "Use these data (2 patients)")


def test_a_file_that_is_no_mapping_is_refused_and_the_spreadsheet_stays(asked):
    give(asked, b'{"ID": 1}', "cohort.json")

    assert "This file does not say how a spreadsheet was understood." in words(asked)
    assert titles(asked)[0] == "march.csv"


def test_a_mapping_that_was_given_can_be_let_go_before_it_is_used(app):
    mapping = to_file(remember(preview(ASKING, "march.csv"), Answers()))
    give(app.run(), mapping, "march-mapping.json")
    button(app, "Do not use it").click().run()

    assert "will be used" not in words(app)


def test_forgetting_the_data_forgets_how_they_were_understood(asked):
    asked.radio(key="question-column D").set_value("recurrence").run()
    button(asked, "Use these data").click().run()
    button(asked, "Forget these data").click().run()
    give(asked, ASKING, "march.csv")

    assert "used again" not in words(asked)


def test_questions_on_one_column_stand_below_its_name_and_are_heard_whole(app: AppTest):
    rows = [[f"P{n}", 40 + n, 1 + n % 6, 36, "no"] for n in range(1, 13)]
    headings = ["ID", "Age", "Extent", "Follow-up (months)", "Recurrence"]
    asked = give(app.run(), cells(headings, *rows), "codes.csv")

    assert [one.label for one in asked.selectbox if "mean?" in one.label] == [
        f'Column C (Extent), Furthest reach: what does "{code}" mean? It stands in 2 of 12 rows.'
        for code in range(1, 7)
    ]
    assert words(asked).count("**Column C (Extent), Furthest reach**") == 1
    assert 'What does "1" mean? It stands in 2 of 12 rows.' in words(asked)
