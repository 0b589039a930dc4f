"""Each file tells on its own what it shows, about whom and how, and opens where it is sent."""

import io
import json
import re
from datetime import date
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivl import answers, bar_figures, describe, export, look, survival
from ivl.cohort import MADE_UP, Between, Cohort, Filter, OneOf
from ivl.curve_figures import survival_curves
from ivl.endpoints import RECURRENCE_FREE
from ivl.example import example_cohort
from ivl.exhibit import Exhibit
from ivl.schema import BY_NAME

TODAY = date(2026, 11, 23)


def curves(cohort: Cohort, by: str | None = "ivl_detection") -> Exhibit:
    return survival_curves(survival.kaplan_meier(cohort, RECURRENCE_FREE, by), RECURRENCE_FREE)


@pytest.fixture(scope="module")
def exhibit() -> Exhibit:
    """Curves of some made-up patients, with proportions that have no end and blanks."""
    return curves(example_cohort().where(Filter({"age": Between(30, 60)})))


@pytest.fixture(scope="module")
def hostile() -> Exhibit:
    """Words that a spreadsheet would run and a browser would obey."""
    data = pd.DataFrame({
        "group": pd.Categorical(["=1+1", "pelvic", "@sum"]),
        "=cmd|' /C calc'!A0": ["+41 44", None, "<script>alert(1)</script>"],
        "estimate": [1 / 3, float("nan"), -0.5],
    })  # fmt: skip
    words = "<b>A & B</b>"
    return Exhibit(f"Title {words}", go.Figure(), data, f"Method {words}.", f"Patients {words}.")


def read_csv(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", float_precision="round_trip")


def read_xlsx(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


# ── Names ────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_named_after_its_figure_its_patients_and_its_day(exhibit: Exhibit):
    chosen = Filter({"extent": OneOf(("ivc",))})

    assert export.file_stem(exhibit, chosen, TODAY) == (
        "ivl_recurrence-free-survival-by-detection-group_extent-ivc_2026-11-23"
    )
    assert export.file_stem(exhibit, Filter(), TODAY) == (
        "ivl_recurrence-free-survival-by-detection-group_2026-11-23"
    )


def test_files_of_one_figure_sort_by_day(exhibit: Exhibit):
    days = [date(2026, 11, 23), date(2027, 1, 2), date(2026, 2, 3)]
    stems = [export.file_stem(exhibit, Filter(), day) for day in days]

    assert sorted(stems) == [stems[2], stems[0], stems[1]]


@given(st.text())
def test_whatever_the_title_says_the_name_is_safe(title: str):
    named = Exhibit(title, go.Figure(), pd.DataFrame(), "", "")

    assert re.fullmatch(r"ivl_([a-z0-9-]+_)?2026-11-23", export.file_stem(named, Filter(), TODAY))


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────


def test_a_csv_reads_back_as_the_very_numbers_that_were_drawn(exhibit: Exhibit):
    read = read_csv(export.csv(exhibit))

    assert len(read) > 10
    pd.testing.assert_frame_equal(
        read[list(exhibit.data.columns)],
        exhibit.data.astype({"group": "object"}),
        check_exact=True,
        check_dtype=False,
    )
    assert read["conf_high"].isna().equals(exhibit.data["conf_high"].isna())


def test_a_csv_says_in_columns_of_its_own_what_it_shows(exhibit: Exhibit):
    read = read_csv(export.csv(exhibit))

    assert list(read.columns) == [*exhibit.data.columns, "figure", "patients", "method"]
    assert set(read["figure"]) == {"Recurrence-free survival by detection group"}
    assert set(read["patients"]) == {exhibit.population}
    assert set(read["method"]) == {exhibit.method}


def test_a_csv_opens_as_utf_8_in_a_spreadsheet_program(exhibit: Exhibit):
    content = export.csv(exhibit)

    assert content.startswith(b'\xef\xbb\xbf"group","time",')
    assert content.count(b"\r\n") == len(exhibit.data) + 1
    assert "Kaplan–Meier" in content.decode("utf-8-sig")


def test_a_csv_of_nobody_has_its_headings(eight_patients: Cohort):
    nobody = curves(eight_patients.where(Filter({"age": Between(low=99)})))
    read = read_csv(export.csv(nobody))

    assert len(read) == 0
    assert list(read.columns[-3:]) == ["figure", "patients", "method"]


def test_a_csv_holds_nothing_that_a_spreadsheet_would_run(hostile: Exhibit):
    read = read_csv(export.csv(hostile))

    assert list(read.columns[:3]) == ["group", "'=cmd|' /C calc'!A0", "estimate"]
    assert read["group"].tolist() == ["'=1+1", "pelvic", "'@sum"]
    assert read.iloc[:, 1].tolist()[::2] == ["'+41 44", "<script>alert(1)</script>"]
    assert read["estimate"].tolist()[::2] == [1 / 3, -0.5]


# ── XLSX ─────────────────────────────────────────────────────────────────────────────────────


def test_a_workbook_has_the_numbers_on_one_sheet_and_their_meaning_on_another(exhibit: Exhibit):
    book = read_xlsx(export.xlsx(exhibit, TODAY))

    assert book.sheetnames == ["Data", "About"]
    assert dict(book["About"].values) == {
        "Figure": "Recurrence-free survival by detection group",
        "Patients": exhibit.population,
        "Method": exhibit.method,
        "Made": "IVL Cohort Explorer, 2026-11-23.",
    }


def test_a_workbook_reads_back_as_the_very_numbers_that_were_drawn(exhibit: Exhibit):
    headings, *rows = read_xlsx(export.xlsx(exhibit, TODAY))["Data"].values
    read = pd.DataFrame(rows, columns=headings)

    # A workbook keeps 16 digits of a number, as its format has it.
    pd.testing.assert_frame_equal(
        read, exhibit.data.astype({"group": "object"}), check_dtype=False, rtol=1e-15
    )


def test_what_is_unknown_is_an_empty_cell_whatever_its_kind():
    data = pd.DataFrame({
        "number": [float("nan"), 1.5],
        "count": pd.array([None, 2], dtype="Int64"),
        "seen": pd.array([None, True], dtype="boolean"),
        "day": pd.to_datetime([None, "2019-03-05"]),
        "words": [None, "Pelvis"],
    })  # fmt: skip
    unknown = Exhibit("Title", go.Figure(), data, "Method.", "Patients.")
    _, empty, full = read_xlsx(export.xlsx(unknown, TODAY))["Data"].values

    assert empty == (None,) * 5
    assert full == (1.5, 2, True, pd.Timestamp(2019, 3, 5), "Pelvis")
    assert read_csv(export.csv(unknown)).iloc[0, :5].isna().all()


def test_headings_of_a_workbook_stay_in_view(exhibit: Exhibit):
    sheet = read_xlsx(export.xlsx(exhibit, TODAY))["Data"]

    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold


def test_a_workbook_holds_nothing_that_a_spreadsheet_would_run(hostile: Exhibit):
    sheet = read_xlsx(export.xlsx(hostile, TODAY))["Data"]

    assert sheet["B1"].value == "'=cmd|' /C calc'!A0"
    assert [cell.value for cell in sheet["A"][1:]] == ["'=1+1", "pelvic", "'@sum"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}


def test_a_workbook_of_nobody_opens(eight_patients: Cohort):
    nobody = curves(eight_patients.where(Filter({"age": Between(low=99)})))
    book = read_xlsx(export.xlsx(nobody, TODAY))

    assert book["Data"].max_row == 1
    assert book["About"]["B2"].value == nobody.population


printable = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)


@settings(max_examples=50)
@given(st.lists(printable, min_size=1, max_size=5))
def test_whatever_a_cell_says_both_files_can_be_made_of_it(cells: list[str]):
    said = Exhibit("Title", go.Figure(), pd.DataFrame({"said": cells}), "Method.", "Patients.")

    sheet = read_xlsx(export.xlsx(said, TODAY))["Data"]
    assert sheet.max_row == len(cells) + 1
    assert "f" not in {cell.data_type for row in sheet for cell in row}
    assert len(read_csv(export.csv(said))) == len(cells)


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────


class Page(HTMLParser):
    """What a browser would show of a page, and what it would ask others for."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {}
        self.tags: list[str] = []
        self.asked_for: list[str] = []
        self._open: list[str] = []
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append(tag)
        self.asked_for += [
            value or "" for name, value in attrs if name in ("src", "href", "srcset", "action")
        ]

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.words.setdefault(self._open[-1], []).append(data)


@pytest.fixture(scope="module")
def page(exhibit: Exhibit) -> Page:
    return Page(export.html(exhibit, TODAY))


def test_a_page_tells_title_patients_method_and_day(page: Page, exhibit: Exhibit):
    assert page.words["title"] == page.words["h1"] == [exhibit.title]
    assert page.words["dt"] == ["Patients", "Method", "Made"]
    assert page.words["dd"] == [
        exhibit.population, exhibit.method, "IVL Cohort Explorer, 2026-11-23.",
    ]  # fmt: skip


def test_a_page_holds_the_figure_and_its_data(page: Page, exhibit: Exhibit):
    scripts = "".join(page.words["script"])
    cells = page.words["td"]

    assert "Plotly.newPlot" in scripts
    assert "Share event-free" in scripts
    assert page.words["th"] == list(exhibit.data.columns)
    assert len(cells) == exhibit.data.size
    assert cells[:3] == ["Incidental", "0", str(exhibit.data["n_risk"].iloc[0])]
    assert f"{exhibit.data['estimate'].min():.6g}" in cells


def test_a_page_asks_nobody_for_anything(page: Page):
    assert page.asked_for == []
    assert {"link", "img", "iframe", "base", "form"}.isdisjoint(page.tags)
    assert not re.search(r"url\(|@import", "".join(page.words["style"]))


def test_a_page_is_drawn_for_paper(page: Page):
    assert look.PAPER["layout"]["paper_bgcolor"] in "".join(page.words["script"])


def test_a_page_shows_markup_as_it_is(hostile: Exhibit):
    page = Page(export.html(hostile, TODAY))
    harmless = Exhibit("T", go.Figure(), hostile.data, "Method.", "Patients.")
    drawn_tags = Page(export.html(harmless, TODAY)).tags

    assert page.words["h1"] == ["Title <b>A & B</b>"]
    assert page.words["dd"][:2] == ["Patients <b>A & B</b>.", "Method <b>A & B</b>."]
    assert "<script>alert(1)</script>" in page.words["td"]
    assert page.tags == drawn_tags
    assert "b" not in page.tags


# ── Drawing ──────────────────────────────────────────────────────────────────────────────────


def notes(exhibit: Exhibit) -> list[str]:
    """What the drawing adds to the figure's own words."""
    own = len(exhibit.figure.layout.annotations)
    drawn = export.drawing(exhibit, TODAY)["figure"]["layout"]["annotations"]
    return [note["text"] for note in drawn[own:]]


def test_a_drawing_has_the_title_above_and_the_caption_below(exhibit: Exhibit):
    title, caption = notes(exhibit)

    assert title == "Recurrence-free survival by detection group"
    assert caption.replace("<br>", " ") == (
        f"{exhibit.population} {exhibit.method} IVL Cohort Explorer, 2026-11-23."
    )
    assert max(len(line) for line in caption.split("<br>")) < 160


def test_a_drawing_grows_with_its_caption(exhibit: Exhibit):
    def height(words: str) -> int:
        one = Exhibit("Title", exhibit.figure, exhibit.data, words, exhibit.population)
        return export.drawing(one, TODAY)["height"]

    assert height("") > exhibit.height
    assert height("Method. " * 20) < height("Method. " * 60) < height("Method. " * 180)


def test_title_and_caption_lie_in_the_margins_that_were_made_for_them(exhibit: Exhibit):
    before = exhibit.figure.layout.margin
    drawn = export.drawing(exhibit, TODAY)
    after = drawn["figure"]["layout"]["margin"]

    assert (after["l"], after["r"]) == (before.l, before.r)
    assert after["t"] > before.t + 20
    added = (after["t"] - before.t) + (after["b"] - before.b)
    assert drawn["height"] == exhibit.height + added == drawn["figure"]["layout"]["height"]
    assert after["b"] - before.b >= 13 * (notes(exhibit)[1].count("<br>") + 1)


def test_a_drawing_is_on_white_in_any_theme(exhibit: Exhibit):
    template = export.drawing(exhibit, TODAY)["figure"]["layout"]["template"]["layout"]

    assert template["paper_bgcolor"] == template["plot_bgcolor"] == "#ffffff"
    assert template["font"]["color"] == look.INK


def test_a_drawing_is_plain_enough_for_a_browser(exhibit: Exhibit):
    drawn = export.drawing(exhibit, TODAY)

    assert json.loads(json.dumps(drawn, allow_nan=False)) == drawn
    assert (drawn["width"], drawn["scale"]) == (1000, 2.5)
    assert drawn["title"] == exhibit.title
    assert drawn["description"] == exhibit.caption


def test_drawing_leaves_the_figure_of_the_page_as_it_was(exhibit: Exhibit):
    before = exhibit.figure.to_json()
    export.drawing(exhibit, TODAY)
    export.html(exhibit, TODAY)

    assert exhibit.figure.to_json() == before


def test_a_drawing_shows_markup_as_it_is(hostile: Exhibit):
    title, caption = notes(hostile)

    assert title == "Title &lt;b&gt;A &amp; B&lt;/b&gt;"
    assert caption.startswith("Patients &lt;b&gt;A &amp; B&lt;/b&gt;. Method &lt;b&gt;")


# ── Made-up patients ─────────────────────────────────────────────────────────────────────────


def test_every_file_of_made_up_patients_says_so(exhibit: Exhibit, page: Page):
    drawn = export.drawing(exhibit, TODAY)

    assert read_csv(export.csv(exhibit))["patients"].str.contains(MADE_UP, regex=False).all()
    assert MADE_UP in read_xlsx(export.xlsx(exhibit, TODAY))["About"]["B2"].value
    assert MADE_UP in page.words["dd"][0]
    assert MADE_UP in notes(exhibit)[1].replace("<br>", " ")
    assert MADE_UP in drawn["description"]


def test_no_file_of_other_patients_says_so(eight_patients: Cohort):
    exhibit = bar_figures.level_bars(describe.levels(eight_patients, BY_NAME["extent_group"]))

    assert MADE_UP.encode() not in export.csv(exhibit)
    assert MADE_UP not in notes(exhibit)[1].replace("<br>", " ")


def test_a_finding_in_words_and_its_cautions_travel_with_the_figure(exhibit: Exhibit):
    told = exhibit.with_words("5 of 15 recurred", "None of 24 did").with_caveats(["Not at random"])
    about = {row[0]: row[1] for row in read_xlsx(export.xlsx(told, TODAY))["About"].values}

    assert about["In words"] == "5 of 15 recurred.\n\nNone of 24 did."
    assert about["Before any p-value"] == "Not at random."
    assert told.caption == f"{exhibit.population} Not at random. {exhibit.method}"
    assert "5 of 15 recurred.\n\nNone of 24 did." in export.html(told, TODAY).decode()
    assert "In words" not in export.html(exhibit, TODAY).decode()
    assert export.drawing(told, TODAY)["description"] == told.caption


def test_a_table_stands_on_a_sheet_of_its_own(exhibit: Exhibit):
    printed = pd.DataFrame({"Group": ["Pelvic"], "n/N": ["5/15 (33.3%)"]})
    book = read_xlsx(export.xlsx(exhibit.with_table(printed), TODAY))

    assert book.sheetnames == ["Data", "Table", "About"]
    assert list(book["Table"].values) == [("Group", "n/N"), ("Pelvic", "5/15 (33.3%)")]
    assert read_xlsx(export.xlsx(exhibit, TODAY)).sheetnames == ["Data", "About"]


def test_the_footnote_of_a_table_goes_into_every_file_that_holds_it():
    exhibit = answers.characteristics(example_cohort(), "ivl_detection")
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(exhibit, TODAY)))["Table"]

    assert exhibit.footnote in [row[0] for row in sheet.values]
    assert exhibit.footnote in export.csv(exhibit).decode("utf-8-sig")
    assert f"<p>{exhibit.footnote}</p>" in export.html(exhibit, TODAY).decode()
