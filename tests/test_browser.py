"""What only a browser can show: links, clicks on figures, downloads, and that nothing leaves."""

import io
import json
import struct
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from ivl.ui import PAGES

DATA = Path(__file__).resolve().parent.parent / "data"
FOUR_PATIENTS = b"""ID,Age,Extent,Recurrence,Follow-up (months)
1,38,IVC,yes,24
2,45,Pelvic,no,36
3,51,RA,no,12
4,47,IVC,no,60
"""


ONE_COLUMN_UNKNOWN = b"""ID,Age,Extent,Zustand,Follow-up (months)
1,38,IVC,yes,24
2,45,Pelvic,no,36
"""
HEIGHT_OF_A_ROW = 35  # pixels, in a table that is drawn and not made of elements


def open_page(page: Page, address: str) -> None:
    """Goes there and waits until the figures stand."""
    page.goto(address)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def download(page: Page, label: str, card: int = 0) -> tuple[str, bytes]:
    """Name and content of a file from a card's menu."""
    menu = page.get_by_test_id("stPopoverButton").nth(card)
    if not page.get_by_role("button", name=label).is_visible():
        menu.click()
    with page.expect_download() as made:
        page.get_by_role("button", name=label).click()
    return made.value.suggested_filename, Path(made.value.path()).read_bytes()


def use(page: Page, content: bytes, filename: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": filename, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Use these data").click()
    expect(page.get_by_role("button", name="Use these data")).to_have_count(0)


def test_a_copied_link_opens_the_same_view(url, page):
    open_page(page, f"{url}/survival?extent=right_heart,ivc&age=40-60&split=extent_group")

    expect(page.get_by_role("heading", name="Survival", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="tumour extent vena cava or right")).to_be_visible()
    expect(page.get_by_role("button", name="age 40 to 60 years")).to_be_visible()
    expect(page.get_by_text("Recurrence-free survival by tumour extent")).to_be_visible()


def test_filters_follow_from_page_to_page_and_into_the_address_bar(url, page):
    open_page(page, url)
    page.get_by_role("button", name="Vena cava (4)").click()
    expect(page.get_by_text("4 of 39 patients", exact=True)).to_be_visible()
    page.get_by_role("link", name="Recurrence").click()

    expect(page.get_by_role("heading", name="Recurrence", exact=True)).to_be_visible()
    expect(page.get_by_text("4 of 39 patients", exact=True)).to_be_visible()
    page.wait_for_url("**/recurrence?extent=ivc")


def test_an_uploaded_cohort_is_filtered_and_drawn(url, page):
    open_page(page, url)
    use(page, FOUR_PATIENTS, "ward.csv")

    expect(page.get_by_text("4 of 4 patients", exact=True)).to_be_visible()
    expect(page.get_by_text("ward.csv · 4 patients")).to_be_visible()
    page.get_by_role("button", name="Vena cava (2)").click()
    expect(page.get_by_text("2 of 4 patients", exact=True)).to_be_visible()
    page.get_by_role("link", name="Survival").click()
    expect(page.get_by_role("heading", name="Survival", exact=True)).to_be_visible()
    expect(page.get_by_text("2 of 4 patients", exact=True)).to_be_visible()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def test_what_a_column_records_is_chosen_in_the_table(url, page):
    open_page(page, url)
    page.locator("input[type=file]").first.set_input_files(
        {"name": "ward.csv", "mimeType": "text/csv", "buffer": ONE_COLUMN_UNKNOWN}
    )
    editor = page.locator(".st-key-card-columns").get_by_test_id("stDataFrame")
    editor.scroll_into_view_if_needed()
    expect(editor.locator("canvas").first).to_be_visible()
    at = {"x": 0.6 * editor.bounding_box()["width"], "y": 4.5 * HEIGHT_OF_A_ROW}
    editor.dblclick(position=at)
    expect(page.locator("#portal input").first).to_be_visible()
    page.keyboard.type("Recurrence")
    expect(page.locator("#portal").get_by_text("Recurrence", exact=True).first).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="D: Recurrence")).to_be_visible()
    expect(page.get_by_role("button", name="Use these data (2 patients)")).to_be_visible()


def test_a_number_leads_to_its_figure_with_the_same_patients_and_groups(url, page):
    open_page(page, f"{url}/?split=extent_group")
    use(page, FOUR_PATIENTS, "ward.csv")
    page.get_by_role("button", name="Vena cava (2)").click()
    expect(page.get_by_text("2 of 4 patients", exact=True)).to_be_visible()
    page.get_by_role("link", name="1 of 2 patients (50.0%").click()

    expect(page.get_by_role("heading", name="Recurrence", exact=True)).to_be_visible()
    expect(page.get_by_text("2 of 4 patients", exact=True)).to_be_visible()
    expect(page.get_by_text("ward.csv · 4 patients")).to_be_visible()
    card = page.locator(".st-key-card-patients-with-a-recurrence")
    expect(card).to_be_in_viewport()
    expect(card).to_be_focused()
    assert len(page.context.pages) == 1


def test_a_number_is_followed_by_keyboard_and_more_than_once_on_its_own_page(url, page):
    open_page(page, url)
    card = page.locator(".st-key-card-tumour-extent-by-detection-group")
    for number in ("15/15 (100.0%)", "17/24 (70.8%)"):
        page.get_by_role("link", name=number).focus()
        page.keyboard.press("Enter")
        expect(card).to_be_focused()
        expect(card).to_be_in_viewport()
    assert page.url.rstrip("/") == url


def test_a_number_opens_no_other_tab_which_would_be_without_the_patients(url, page):
    open_page(page, url)
    use(page, FOUR_PATIENTS, "ward.csv")
    for click in ({"modifiers": ["Control"]}, {"button": "middle"}):
        page.get_by_role("link", name="1 of 4 patients (25.0%").click(**click)
        expect(page.get_by_role("heading", name="Recurrence", exact=True)).to_be_visible()
        expect(page.get_by_text("4 of 4 patients", exact=True)).to_be_visible()
        assert len(page.context.pages) == 1
        page.get_by_role("link", name="Your data", exact=True).click()


def test_another_visitor_sees_nothing_of_an_uploaded_cohort(url, page):
    open_page(page, url)
    use(page, FOUR_PATIENTS, "ward.csv")
    expect(page.get_by_text("4 of 4 patients", exact=True)).to_be_visible()
    # Not even one in the same browser, who brings the same cookies.
    other = page.context.new_page()
    open_page(other, url)

    expect(other.get_by_text("39 of 39 patients", exact=True)).to_be_visible()
    assert "ward.csv" not in other.content()
    other.close()


def test_a_click_on_a_bar_keeps_its_patients_and_its_button_lets_them_go(url, page):
    open_page(page, url)
    bars = page.locator(".js-plotly-plot").first.locator("g.bars g.point path")
    nonincidental_in_the_vena_cava = 5
    bars.nth(nonincidental_in_the_vena_cava).click(force=True)

    expect(page.get_by_text("4 of 39 patients", exact=True)).to_be_visible()
    page.wait_for_url("**/?extent=ivc&detection=nonincidental")
    page.get_by_role("button", name="tumour extent vena cava ×").click()
    expect(page.get_by_text("24 of 39 patients", exact=True)).to_be_visible()


@pytest.fixture(scope="module")
def files(url: str, laptop: BrowserContext) -> dict[str, tuple[str, bytes]]:
    """Name and content of one figure's file in every format."""
    page = laptop.new_page()
    open_page(page, f"{url}/recurrence?extent=pelvic")
    made = {
        ending: download(page, label)
        for ending, label in {
            "png": "PNG (300 dpi)",
            "svg": "SVG",
            "html": "HTML page",
            "csv": "Data (CSV)",
            "xlsx": "Data (XLSX)",
        }.items()
    }
    page.close()
    return made


def test_every_format_of_a_figure_carries_filter_and_method(files):
    for ending, (name, _) in files.items():
        start = "ivl_cumulative-incidence-of-recurrence-by-detection-group_extent-pelvic_"
        assert name.startswith(start)
        assert name.endswith(f".{ending}")
    said = "15 of 39 patients: tumour extent pelvic. Made-up patients"
    assert said in files["png"][1].decode("utf-8", "ignore")
    assert said in "".join(ElementTree.fromstring(files["svg"][1]).itertext()).replace("\xa0", " ")
    assert said in files["html"][1].decode()
    table = pd.read_csv(io.BytesIO(files["csv"][1]))
    assert table["estimate"].iloc[0] == 0
    assert said in table["patients"].iloc[0]
    about = load_workbook(io.BytesIO(files["xlsx"][1]))["About"]
    assert any(said in str(row[1]) for row in about.values)
    assert all("Aalen–Johansen" in content.decode("utf-8", "ignore") for _, content in (
        files["png"], files["svg"], files["html"], files["csv"],
    ))  # fmt: skip


def test_a_png_is_made_for_300_dots_per_inch(files):
    _, png = files["png"]

    width, height = struct.unpack(">II", png[16:24])
    at = png.index(b"pHYs") + 4
    per_metre, down, unit = struct.unpack(">IIB", png[at : at + 9])
    assert (width, unit) == (2500, 1)
    assert height > 1000
    assert round(per_metre * 0.0254) == round(down * 0.0254) == 300


def test_a_page_that_is_saved_draws_its_figure_without_a_network(files, browser, tmp_path):
    name, content = files["html"]
    (tmp_path / name).write_bytes(content)
    context = browser.new_context(offline=True)
    saved = context.new_page()
    saved.goto((tmp_path / name).as_uri())

    expect(saved.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(saved.get_by_role("heading", name="Cumulative incidence of recurrence")).to_be_visible()
    context.close()


@pytest.mark.parametrize("themes", [["light", "dark"], ["dark", "light"]])
def test_figures_follow_the_theme_of_the_page_from_the_start_and_when_it_changes(url, page, themes):
    ink = {"light": "rgb(28, 36, 48)", "dark": "rgb(232, 235, 240)"}
    page.emulate_media(color_scheme=themes[0])
    open_page(page, f"{url}/compare")
    tick = page.locator(".js-plotly-plot .xtick text").first
    expect(tick).to_have_css("fill", ink[themes[0]])

    page.emulate_media(color_scheme=themes[1])
    expect(tick).to_have_css("fill", ink[themes[1]])


def test_no_request_leaves_the_machine(url, page, requests_made):
    open_page(page, url)
    for name in PAGES.values():
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    download(page, "PNG (300 dpi)")
    download(page, "HTML page")

    here = (url, url.replace("http", "ws"), "data:", "blob:")
    assert len(requests_made) > 20
    assert [address for address in requests_made if not address.startswith(here)] == []


def test_reloading_the_page_forgets_the_patients_but_keeps_the_filter(url, page):
    open_page(page, f"{url}/?extent=ivc")
    use(page, FOUR_PATIENTS, "ward.csv")
    expect(page.get_by_text("2 of 4 patients", exact=True)).to_be_visible()
    page.reload()

    expect(page.get_by_text("4 of 39 patients", exact=True)).to_be_visible()
    assert "ward.csv" not in json.dumps(page.content())


def test_large_type_for_a_projector_enlarges_figures_and_words_and_stays_from_page_to_page(
    url, page
):
    open_page(page, f"{url}/survival")
    tick = page.locator(".js-plotly-plot .xtick text").first
    words = page.get_by_text("39 of 39 patients", exact=True)
    expect(tick).to_have_css("font-size", "15px")
    expect(words).to_have_css("font-size", "16px")

    page.get_by_text("Large type for a projector").click()
    expect(tick).to_have_css("font-size", "20px")
    expect(words).to_have_css("font-size", "20px")

    page.get_by_role("link", name="Recurrence").click()
    expect(page.get_by_role("heading", name="Recurrence", exact=True)).to_be_visible()
    expect(tick).to_have_css("font-size", "20px")
    page.wait_for_url("**/recurrence?projector=true")


def test_a_click_on_a_dot_or_on_a_tick_of_a_curve_keeps_its_patients(url, page):
    open_page(page, url)
    dots = page.locator(".js-plotly-plot").nth(1).locator("g.points path.point")
    dots.first.click(force=True)
    expect(page.get_by_text("15 of 39 patients", exact=True)).to_be_visible()
    page.wait_for_url("**/?extent=pelvic&detection=incidental")

    open_page(page, f"{url}/survival")
    ticks = page.locator(".js-plotly-plot").first.locator("g.points path.point")
    ticks.last.click(force=True)
    expect(page.get_by_text("24 of 39 patients", exact=True)).to_be_visible()


def test_who_is_shown_stays_in_sight(url, page):
    open_page(page, f"{url}/survival")
    page.mouse.move(800, 400)
    page.mouse.wheel(0, 1500)

    expect(page.get_by_role("heading", name="Survival", exact=True)).not_to_be_in_viewport()
    expect(page.get_by_text("39 of 39 patients", exact=True)).to_be_in_viewport()
