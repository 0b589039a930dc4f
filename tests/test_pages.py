"""The pages without a browser: what a clinician does, and what they then read."""

import base64
import html
import json
import re
from pathlib import Path

import numpy as np
import pytest
from small_files import patients
from streamlit.testing.v1 import AppTest

from ivl import survival
from ivl.endpoints import RECURRENCE_FREE
from ivl.example import example_cohort
from ivl.linked_words import Number, Source
from ivl.results import results
from ivl.schema import BY_NAME
from ivl.ui import PAGES

DATA = Path(__file__).resolve().parent.parent / "data"
FIGURE_PAGES = [file for file in PAGES if file != "app.py"]

MESSY = """编号,年龄(岁),累及范围,是否复发,随访时间(月),生存状态
1,45岁,盆腔,否,36个月,存活
2,38,下腔静脉,是,24,存活
3,470,右心房,否,18,死亡
"""
WITHOUT_AGE = "ID,Extent,Recurrence,Follow-up (months)\n1,IVC,no,12\n2,IVC,yes,24\n"

REQUIRED = "ID,Age,Extent,Recurrence,Follow-up (months)"
LITTLE = {
    "the required columns alone": f"{REQUIRED}\n1,38,IVC,yes,24\n2,45,pelvic,no,36\n",
    "a single patient": f"{REQUIRED}\n1,38,IVC,yes,24\n",
    "nobody followed": f"{REQUIRED},Status\n1,38,RA,no,0,dead\n2,40,PA,no,0,\n",
}


def titles(app: AppTest) -> list[str]:
    """Titles of the cards on the page."""
    return [card.value for card in app.subheader]


def card(app: AppTest, title: str) -> str:
    """Everything that the card with this title says: words, table, and the marks of its figure."""
    shown: list[str] = []
    is_inside = False
    for element in app.main:
        if element.type == "subheader":
            is_inside = element.value == title
        elif is_inside and element.type == "plotly_chart":
            shown.append(json.dumps(json.loads(element.proto.spec), ensure_ascii=False))
        elif is_inside and element.type == "table":
            frame = element.value.reset_index()
            shown.append(" ".join(map(str, [*frame.columns, *frame.to_numpy().ravel()])))
        elif is_inside:
            shown.append(str(getattr(element, "value", "")))
    return html.unescape(" ".join(shown)).replace("\xa0", " ")


def figures_in(printed: str) -> list[str]:
    """The shares and the numbers of a printed number: "5 of 15 patients (33.3%)" has 5/15, 33.3."""
    shares = re.sub(r"(\d+) of (?:all )?(\d+)", r"\1/\2", printed).replace("95% CI", "")
    return re.findall(r"\d+/\d+|\d+(?:\.\d+)?", shares)


def population(app: AppTest) -> str:
    """ "24 of 39 patients", as it stands under the heading."""
    return next(words.value for words in app.main.text if " of " in words.value)


def said(app: AppTest) -> str:
    """Everything the page says outside figures and tables."""
    kinds = (app.text, app.caption, app.error, app.info, app.markdown)
    return "\n".join(element.value for kind in kinds for element in kind)


def numbers(array) -> list[float]:
    """The numbers of a trace, which plotly packs."""
    return list(np.frombuffer(base64.b64decode(array["bdata"]), array["dtype"]))


def upload(app: AppTest, content: bytes, filename: str) -> AppTest:
    return app.file_uploader[0].upload(filename, content).run()


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label.startswith(label))


@pytest.mark.parametrize("file", FIGURE_PAGES)
def test_every_page_opens_under_its_name_with_a_figure(app, file):
    app.run().switch_page(file).run()

    assert not app.exception
    assert app.title[0].value == PAGES[file]
    assert app.get("plotly_chart")


def test_the_first_page_shows_the_demonstration_and_says_that_it_is_made_up(app):
    app.run()

    assert app.title[0].value == "Your data"
    assert population(app) == "39 of 39 patients"
    assert "5 recurrences" in said(app)
    assert "Made-up patients that match the published totals" in said(app)


def test_a_filter_set_on_one_page_holds_on_the_next(app):
    app.run().slider(key="age").set_value((30, 50)).run()
    here = population(app)
    app.switch_page("pages/survival.py").run()

    assert app.slider(key="age").value == (30, 50)
    assert population(app) == here
    assert here != "39 of 39 patients"


def test_a_link_made_over_a_spreadsheet_says_elsewhere_that_it_shows_the_demonstration(app):
    notice = "This link was made with a spreadsheet"
    app.run()
    upload(app, LITTLE["a single patient"].encode(), "ward.csv")
    button(app, "Use these data").click().run()
    assert app.query_params["data"] in ("own", ["own"])
    assert not app.warning

    other = AppTest.from_file(app._script_path, default_timeout=20)
    other.query_params["data"] = "own"
    other.query_params["extent"] = "ivc"
    other.run()
    assert population(other) == "4 of 39 patients"
    assert other.warning[0].value.startswith(notice)
    other.switch_page("pages/survival.py").run()
    assert other.warning[0].value.startswith(notice)
    assert other.query_params["data"] in ("own", ["own"])
    button(other, "Show the whole demonstration").click().run()
    assert not other.warning
    assert population(other) == "39 of 39 patients"
    assert "data" not in other.query_params


def test_a_filter_stands_in_the_address_bar_and_a_link_brings_it_back(app):
    app.run().pills(key="extent").set_value(["ivc", "right_heart"]).run()
    assert app.query_params["extent"] in ("ivc,right_heart", ["ivc,right_heart"])

    other = AppTest.from_file(app._script_path, default_timeout=20)
    other.query_params["extent"] = "ivc,right_heart"
    other.run()

    assert other.pills(key="extent").value == ["ivc", "right_heart"]
    assert population(other) == "21 of 39 patients"


def test_nonsense_in_a_link_is_passed_over(app):
    app.query_params["age"] = "old"
    app.query_params["extent"] = "moon"
    app.query_params["followup"] = "--"
    app.run()

    assert not app.exception
    assert population(app) == "39 of 39 patients"


def test_each_level_says_how_many_patients_it_would_keep(app):
    app.run().pills(key="detection").set_value(["nonincidental"]).run()

    labels = [option.content for option in app.pills(key="extent").proto.options]
    assert labels == [
        "Pelvic (0)",
        "Vena cava (4)",
        "Right heart (17)",
        "Pulmonary artery (3)",
    ]


def test_the_unknown_have_a_switch_of_their_own(app):
    app.run().pills(key="resection").set_value(["R0_complete"]).run()
    without = population(app)
    app.toggle(key="resection_unknown").set_value(True).run()

    assert without == "35 of 39 patients"
    assert population(app) == "36 of 39 patients"

    app.pills(key="resection").set_value([]).run()
    assert population(app) == "39 of 39 patients"

    app.toggle(key="resection_unknown").set_value(False).run()
    assert population(app) == "38 of 39 patients"


def test_a_condition_is_taken_away_by_its_own_button(app):
    app.run().pills(key="extent").set_value(["ivc"]).run()
    app.slider(key="age").set_value((30, 50)).run()
    button(app, "tumour extent vena cava").click().run()

    assert app.pills(key="extent").value == []
    assert app.slider(key="age").value == (30, 50)


def test_where_nobody_is_left_the_page_says_which_filter_did_it_and_relaxes_it(app):
    app.run().switch_page("pages/survival.py").run()
    app.slider(key="age").set_value((10, 20)).run()

    assert population(app) == "0 of 39 patients"
    assert not app.get("plotly_chart")
    assert [note.value for note in app.info] == [
        "No patient meets all of these filters. Without “age at most 20 years” there would be "
        "39 patients."
    ]

    button(app, "Remove age").click().run()
    assert population(app) == "39 of 39 patients"
    assert app.get("plotly_chart")


@pytest.mark.parametrize("split", ["nothing", "extent_group", "age_group"])
def test_every_page_can_be_split_and_narrowed_to_three(app, split):
    app.query_params["extent"] = "pulmonary_artery"
    app.query_params["split"] = split
    app.run()

    for file in FIGURE_PAGES:
        app.switch_page(file).run()
        assert not app.exception
        assert population(app) == "3 of 39 patients"
        assert app.selectbox(key="split").value == split


@pytest.mark.parametrize("content", LITTLE.values(), ids=LITTLE.keys())
def test_every_page_stands_with_little_to_show_and_says_what_the_file_lacks(app, content):
    upload(app.run(), content.encode(), "small.csv")
    button(app, "Use these data").click().run()

    for file in FIGURE_PAGES:
        app.switch_page(file).run()
        assert not app.exception
        assert app.title[0].value == PAGES[file]

    app.switch_page("pages/treatments.py").run()
    assert titles(app) == []
    words = html.unescape(said(app))
    assert "Not in this file: uterine procedure, ovarian procedure, thrombectomy, " in words


def test_the_survival_page_draws_what_the_package_computes(app):
    app.run().switch_page("pages/survival.py").run()
    drawn = json.loads(app.get("plotly_chart")[0].proto.spec)

    result = survival.kaplan_meier(example_cohort(), RECURRENCE_FREE, by="ivl_detection")
    incidental = result.curves[result.curves["group"] == "Incidental"]
    line = next(trace for trace in drawn["data"] if trace.get("name") == "Incidental")
    assert titles(app)[0] == "Recurrence-free survival by detection group"
    assert line["line"]["shape"] == "hv"
    assert numbers(line["x"]) == list(incidental["time"])
    assert numbers(line["y"]) == list(incidental["estimate"])
    assert app.table[0].value.loc["Incidental", "Events"] == "5"


def test_the_survival_page_adjusts_for_factors_only_where_the_events_allow(app):
    app.run().switch_page("pages/survival.py").run()
    assert titles(app)[-1] == "Adjust for other factors"
    assert "Detection group takes 1, so nothing can be adjusted for." in html.unescape(said(app))

    app.multiselect(key="adjust-for").set_value(["age_at_diagnosis"]).run()
    assert titles(app)[-1] == "Hazard of recurrence, factors adjusted for each other"
    assert "Too few events for hazard ratios: 5 events for 2 parameters, at least 3" in said(app)

    app.selectbox(key="split").set_value("nothing").run()
    assert "Too few events for hazard ratios" not in said(app)
    assert "per 10 years of age; this is fragile, resting on 5 events for 1 parameter" in said(app)


@pytest.mark.parametrize("filename", ["example_cohort.xlsx", "example_cohort.csv"])
def test_the_demonstration_uploaded_as_a_file_gives_the_same_figures(app, filename):
    before = [chart.proto.spec for chart in app.run().get("plotly_chart")]
    upload(app, (DATA / filename).read_bytes(), filename)
    button(app, "Use these data (39 patients)").click().run()

    assert filename in said(app)
    assert "Made-up patients that match the published totals" in said(app)
    assert [chart.proto.spec for chart in app.get("plotly_chart")] == before


def test_a_file_is_looked_at_before_it_is_used(app):
    upload(app.run(), MESSY.encode(), "病例.csv")

    assert population(app) == "39 of 39 patients"
    assert "470 is not plausible" in said(app).replace("&#8211;", "–")

    button(app, "Use these data (3 patients)").click().run()
    assert population(app) == "3 of 3 patients"
    assert "1 recurrence" in said(app)


def test_a_file_without_a_required_column_is_not_used_and_the_cohort_stays(app):
    upload(app.run(), WITHOUT_AGE.encode(), "cohort.csv")

    assert not app.exception
    assert not any(one.label.startswith("Use these data") for one in app.button)
    assert "The cohort in use has not changed" in said(app)
    assert "age" in said(app).lower()
    assert population(app) == "39 of 39 patients"


@pytest.mark.parametrize(
    ("heading", "without"),
    [
        ("Extent", "tumor_extent"),
        ("Follow-up (months)", "followup_months"),
        ("Recurrence", "recurrence"),
        ("Age", "age_at_diagnosis"),
    ],
)
def test_every_page_works_with_a_cohort_that_its_owner_uses_without_a_column(app, heading, without):
    content = patients({"Extent": "RA"}, {"Recurrence": "yes", "Age": "39"}, without=[heading])
    upload(app.run(), content, "cohort.csv")
    app.radio(key=f"question-without {without}").set_value("use").run()
    button(app, "Use these data (2 patients)").click().run()

    for file in PAGES:
        app.switch_page(file).run()
        assert not app.exception
        assert population(app) == "2 of 2 patients"


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("empty.csv", b""),
        ("photo.xlsx", b"\xff\xd8\xff\xe0 not a workbook"),
        ("cut.xlsx", (DATA / "example_cohort.xlsx").read_bytes()[:900]),
        ("letter.csv", b"Dear colleague,\nplease find enclosed\n"),
    ],
)
def test_a_file_that_is_no_cohort_gets_a_sentence_and_changes_nothing(app, filename, content):
    upload(app.run(), content, filename)

    assert not app.exception
    assert len(app.error) == 1
    assert "Traceback" not in said(app)
    assert population(app) == "39 of 39 patients"

    button(app, "Discard this file").click().run()
    assert not app.error


def test_forgetting_brings_the_demonstration_back(app):
    upload(app.run(), MESSY.encode(), "cohort.csv")
    button(app, "Use these data").click().run()
    button(app, "Forget these data").click().run()

    assert population(app) == "39 of 39 patients"
    assert "Made-up patients that match the published totals" in said(app)


def test_the_founding_comparison_is_told_in_words_with_its_cautions(app):
    app.run().switch_page("pages/recurrence.py").run()
    words = html.unescape(said(app))

    assert (
        "Recurrence was recorded in 5 of 15 incidental patients (33.3%, 95% CI 11.8 to 61.6%) and "
        "in 0 of 24 nonincidental patients (0.0%, 0.0 to 14.2%); difference 33.3 percentage points "
        "(95% CI 10.5 to 58.3), reference: nonincidental; Fisher's exact test, two-sided: "
        "p = 0.0052." in words
    )
    assert "the data still allow a risk of up to 14.2%" in words
    assert "No finite odds ratio can be estimated." in words
    assert "With Firth's penalty a hazard ratio exists: 16.9 (95% CI 1.91 to over 1000)" in words
    assert "The groups were not assigned at random." in words


def test_a_cohort_without_detection_groups_is_shown_undivided(app):
    upload(app.run(), patients(*[{}] * 6, without=["Detection"]), "registry.csv")
    button(app, "Use these data (6 patients)").click().run()
    app.switch_page("pages/survival.py").run()

    assert not app.exception
    assert app.selectbox(key="split").value == "nothing"
    assert "Recurrence-free survival" in titles(app)


def test_the_split_is_kept_from_page_to_page_and_stands_in_the_link(app):
    app.run().switch_page("pages/recurrence.py").run()
    app.selectbox(key="split").set_value("extent_group").run()
    app.switch_page("pages/survival.py").run()

    assert app.selectbox(key="split").value == "extent_group"
    assert titles(app)[0] == "Recurrence-free survival by tumour extent"
    assert app.query_params["split"] in ("extent_group", ["extent_group"])


def test_method_and_source_are_one_click_away(app):
    app.run().switch_page("pages/recurrence.py").run()
    before = len(app.table)
    app.session_state["measures-patients-with-a-recurrence-by-detection-group"] = True
    app.run()

    assert not app.exception
    assert len(app.table) == before + 1
    words = html.unescape(said(app))
    assert "Boschloo, Stat Neerl 1970;24:1." in words
    assert "Garwood, Biometrika 1936;28:437; R: poisson.test." in words
    assert "Walsh et al., J Clin Epidemiol 2014;67:622." in words
    assert "Firth, Biometrika 1993;80:27" in words
    assert "Schemper & Smith, Control Clin Trials 1996;17:343." in words
    assert "Yang & Dalton, SAS Global Forum 2012, paper 335" in words


@pytest.mark.parametrize(
    ("file", "cards"),
    [
        (
            "pages/recurrence.py",
            ["cumulative-incidence-of-recurrence", "patients-with-a-recurrence"],
        ),
        ("pages/survival.py", ["recurrence-free-survival", "overall-survival"]),
        ("pages/compare.py", ["characteristics"]),
    ],
)
@pytest.mark.parametrize("split", ["ivl_detection", "extent_group", "ovary_preserved"])
def test_every_fold_opens_with_any_groups(app, file, cards, split):
    app.run().switch_page(file).run()
    app.selectbox(key="split").set_value(split).run()
    label = BY_NAME[split].label.lower().replace(" ", "-")
    before = len(app.table)
    for card in cards:
        app.session_state[f"measures-{card}-by-{label}"] = True
    app.run()

    assert not app.exception
    assert len(app.table) == before + len(cards)


def test_the_results_stand_in_words_on_the_first_page_with_a_way_to_each_figure(app):
    app.run()
    told = html.unescape(next(one.value for one in app.markdown if "ovary was kept" in one.value))

    assert "Results in words" in titles(app)
    assert told.startswith("An ovary was kept in [6 of 15 incidental patients (40.0%)](#to-")
    assert '"Characteristics by detection group, on the page Compare")' in told


@pytest.mark.parametrize("content", [None, LITTLE["the required columns alone"]])
def test_every_number_of_the_results_stands_in_the_card_that_it_leads_to(app, content):
    app.run()
    if content:
        upload(app, content.encode(), "small.csv")
        button(app, "Use these data").click().run()
    leads_to: dict[Source, list[str]] = {}
    for passage in results(app.session_state["cohort"]):
        for part in passage.parts:
            if isinstance(part, Number):
                leads_to.setdefault(part.source, []).append(part.words)
    files = {name: file for file, name in PAGES.items()}

    assert len({source.page for source in leads_to}) >= 4
    for source in sorted(leads_to, key=lambda source: source.page):
        if app.title[0].value != source.page:
            app.switch_page(files[source.page]).run()
        if source.page != "Your data":
            app.selectbox(key="split").set_value(source.by or "nothing").run()
        assert titles(app).count(source.title) == 1, source
        shown = card(app, source.title)
        for number in leads_to[source]:
            missing = [figure for figure in figures_in(number) if figure not in shown]
            assert missing == [], f"{number} is not in {source.title}"


def test_what_must_be_known_before_a_p_value_stands_before_it_in_every_card(app):
    app.run()
    with_p_values = {}
    for file in FIGURE_PAGES:
        app.switch_page(file).run()
        for title in titles(app):
            before, *after = re.split(r"\bp [=<>] 0|Fisher's exact test", card(app, title))
            if after:
                with_p_values[title] = "not assigned at random" in before

    assert len(with_p_values) > 5
    assert [title for title, is_said in with_p_values.items() if not is_said] == []


def test_unequal_follow_up_is_said_before_the_p_values_of_the_characteristics(app):
    rows = [
        f"{i},{30 + i},incidental,pelvic,{'yes' if i < 3 else 'no'},{50 + i}" for i in range(12)
    ]
    rows += [f"{i},{20 + i},nonincidental,pelvic,no,{i}" for i in range(20, 29)]
    heading = "ID,Age,Detection,Extent,Recurrence,Follow-up (months)"
    upload(app.run(), "\n".join([heading, *rows]).encode(), "cohort.csv")
    button(app, "Use these data").click().run()
    app.switch_page("pages/compare.py").run()
    shown = card(app, "Characteristics by detection group")

    assert 0 < shown.index("Follow-up differs between the groups") < shown.index("Fisher's exact")
