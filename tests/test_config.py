"""The dashboard listens on this machine alone, sends nothing, and shows no patient by a slip."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import streamlit.config

ROOT = Path(__file__).resolve().parent.parent
CONFIG: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def test_only_this_machine_can_reach_it():
    assert CONFIG["server"]["address"] == "localhost"
    assert CONFIG["server"]["allowedHosts"] == ["localhost", "127.0.0.1"]
    assert "enableCORS" not in CONFIG["server"]  # on, as Streamlit has it
    assert "enableXsrfProtection" not in CONFIG["server"]


def test_nothing_is_sent_and_nobody_is_asked_for_an_address():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["showEmailPrompt"] is False


def test_patients_are_not_kept_longer_than_their_tab():
    assert CONFIG["server"]["disconnectedSessionTTL"] <= 60
    assert CONFIG["server"]["enableStaticServing"] is False


def test_an_upload_is_bounded_just_above_what_the_page_takes():
    assert 20 <= CONFIG["server"]["maxUploadSize"] <= 30


def test_an_error_shows_no_text_that_could_quote_a_patient():
    assert CONFIG["client"]["showErrorDetails"] == "type"
    assert CONFIG["client"]["showErrorLinks"] is False


def test_the_menu_is_our_own_and_the_toolbar_a_readers():
    assert CONFIG["client"]["showSidebarNavigation"] is False
    assert CONFIG["client"]["toolbarMode"] == "viewer"


def test_the_page_does_not_wait_for_the_garbage_after_every_click():
    assert CONFIG["runner"]["postScriptGC"] is False
    assert CONFIG["runner"]["magicEnabled"] is False
    assert CONFIG["server"]["fileWatcherType"] == "none"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_name_every_colour_they_are_checked_for(theme: str):
    assert CONFIG["theme"][theme].keys() >= {
        "primaryColor", "linkColor", "backgroundColor", "secondaryBackgroundColor", "textColor",
    }  # fmt: skip


def test_words_are_at_least_16_pixels_high():
    assert CONFIG["theme"]["baseFontSize"] >= 16


def names_of(section: dict[str, Any], prefix: str = "") -> list[str]:
    found = []
    for name, value in section.items():
        found += names_of(value, f"{prefix}{name}.") if isinstance(value, dict) else [prefix + name]
    return found


@pytest.mark.parametrize("name", names_of(CONFIG))
def test_streamlit_knows_every_option(name: str):
    # It passes over one that it does not know, and a setting that protects would be gone unseen.
    known = {key.lower() for key in streamlit.config.get_config_options()}

    assert name.lower() in known
