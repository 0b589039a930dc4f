"""The page with one's own data: what to mend, where the rows went, what a second upload changed."""

import html

import pytest
from small_files import patients
from test_pages import button, said, upload

FIRST = patients({}, {"Follow-up (months)": ""}, {"Age": "470"})
SECOND = patients({}, {"Follow-up (months)": "12"}, {"Age": "47"}, {})


def words(app) -> str:
    return html.unescape(said(app))


def numbers(app) -> list[str]:
    """What the numbers that open their rows say."""
    labels = [
        html.unescape(block.proto.popover.label)
        for block in inside(app.main)
        if block.type == "popover"
    ]
    return [
        label.removeprefix(":primary[")[:-1] for label in labels if label.startswith(":primary")
    ]


def inside(block):
    """All that stands in a block of the page, however deep."""
    yield block
    for child in getattr(block, "children", {}).values():
        yield from inside(child)


def used(app, content: bytes, filename: str):
    upload(app, content, filename)
    return button(app, "Use these data").click().run()


def test_what_gives_back_most_stands_first_on_the_page(app):
    upload(app.run(), FIRST, "registry.csv")
    told = words(app)

    assert not app.exception
    assert "Worth knowing (2)" in [one.value for one in app.subheader]
    assert told.index("about 36 patient-months") < told.index("470 is not plausible")
    assert [one.label for one in app.get("download_button")].count(
        "Spreadsheet to correct (XLSX)"
    ) == 1


def test_a_file_with_nothing_to_mend_offers_no_spreadsheet_to_mend(app):
    upload(app.run(), patients({}, {}), "registry.csv")

    assert "Spreadsheet to correct (XLSX)" not in [one.label for one in app.get("download_button")]


def test_the_rows_of_the_demonstration_are_accounted_for(app):
    app.run()

    assert "39 patients" in numbers(app)
    assert "1 heading" in numbers(app)


def test_a_number_opens_its_rows(app):
    app.session_state["cohort-Recurrence-1"] = True
    app.query_params["extent"] = "ivc"
    app.run()

    opened = [one.value for one in app.dataframe if list(one.value) == ["Row", "Patient"]]
    assert [len(frame) for frame in opened] == [35]
    assert opened[0].iloc[0].tolist() == [2, "DEMO-01"]


def test_under_a_filter_the_account_says_what_it_keeps(app):
    app.query_params["extent"] = "ivc"
    app.run()

    assert "4 kept by the filter" in numbers(app)
    assert "35 not tumour extent vena cava" in numbers(app)


def test_a_first_upload_is_not_compared_with_the_demonstration(app):
    upload(app.run(), FIRST, "registry.csv")

    assert "What has changed" not in words(app)


def test_a_second_upload_shows_what_changed(app):
    used(app.run(), FIRST, "registry.csv")
    upload(app, SECOND, "registry2.csv")

    assert not app.exception
    assert (
        "Compared with registry.csv, the cohort in use: 1 patient added (P4), 2 cells changed in 2 "
        "patients."
    ) in words(app)
    cells = next(one.value for one in app.dataframe if "Before" in one.value)
    assert cells.to_dict("list") == {
        "Patient": ["P2", "P3"],
        "Row": [3, 4],
        "Column": ["Follow-up (months)", "Age (years)"],
        "Before": ["unknown", "unknown"],
        "Now": ["12", "47"],
    }


@pytest.mark.parametrize("content", [FIRST, patients({"ID": "X1"})])
def test_the_same_file_or_another_registry_is_said_in_one_sentence(app, content):
    used(app.run(), FIRST, "registry.csv")
    upload(app, content, "again.csv")

    told = words(app)
    assert ("nothing has changed." in told) == (content == FIRST)
    assert ("No patient of this file has an ID of registry.csv" in told) == (content != FIRST)
    assert not any("Before" in one.value for one in app.dataframe)
