"""Fixtures: the dashboard without a browser, and the running dashboard with one."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import chrome
import pandas as pd
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from ivl.cohort import Cohort
from ivl.derive import complete

# Its assertions, too, say in what two lists differ.
pytest.register_assert_rewrite("kinds")

ROOT = Path(__file__).resolve().parent.parent

# The first visitor waits until pandas and plotly are imported; a busy machine takes its time.
PATIENCE = 20  # seconds

# The same machine would fail a property that takes longer than Hypothesis likes to wait.
# What is tested does not depend on luck: --hypothesis-profile=roaming tries other examples each
# time, which is for looking for faults, not for telling whether a change made one.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("roaming", deadline=None)
settings.load_profile("repeatable")

# No request but the test's own, so that a test can list what the dashboard asks for.
BROWSER_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture
def app() -> AppTest:
    """The dashboard without a browser, not yet run."""
    return AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE)


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard, served for as long as the tests run."""
    port = _free_port()
    address = f"http://localhost:{port}"
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.port={port}", "--server.headless=true"]

    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        if not _comes_up(server, address):
            pytest.fail(f"The dashboard did not start. Its log:\n{log.read_text()}", pytrace=False)
        yield address
    finally:
        _stop(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chrome or Chromium without a window."""
    program = chrome.find()
    flags = [*BROWSER_FLAGS, *(["--no-sandbox"] if chrome.is_root() else [])]
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def requests_made() -> list[str]:
    """Every address that ``page`` asked for, in order."""
    return []


@pytest.fixture(scope="session")
def laptop(browser: Browser) -> Iterator[BrowserContext]:
    """A small laptop, which has fetched the dashboard's scripts once and keeps them."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.set_default_timeout(PATIENCE * 1000)
    yield context
    context.close()


@pytest.fixture
def page(laptop: BrowserContext, requests_made: list[str]) -> Iterator[Page]:
    """An empty tab, whose session knows nothing of any other."""
    page = laptop.new_page()
    page.on("request", lambda request: requests_made.append(request.url))
    page.on("websocket", lambda socket: requests_made.append(socket.url))
    yield page
    page.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _comes_up(server: subprocess.Popen, address: str) -> bool:
    direct = build_opener(ProxyHandler({}))  # a proxy set for the outside cannot see this machine
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return direct.open(f"{address}/_stcore/health", timeout=5).status == 200
        except OSError:
            pass  # not listening yet
        try:
            server.wait(timeout=0.1)
            return False
        except subprocess.TimeoutExpired:
            pass  # still starting
    return False


def _stop(server: subprocess.Popen) -> None:
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@pytest.fixture(scope="session")
def eight_patients() -> Cohort:
    """Made-up patients few enough to count by hand; of H hardly anything is known."""
    recorded = {
        "patient_id": list("ABCDEFGH"),
        "age_at_diagnosis": [38, 40.9, 45, 47, 52, 55, None, 50],
        "ivl_detection": [*["incidental"] * 3, *["nonincidental"] * 4, None],
        "tumor_extent": [
            "uterus", "parauterine_pelvic", "iliac_or_gonadal", "ivc_suprarenal", "right_atrium",
            "pulmonary_artery", "right_heart", None,
        ],
        "symptom_dyspnea": ["no", "no", "no", "yes", "yes", "no", "yes", None],
        "symptom_abnormal_uterine_bleeding": ["yes", "yes", "yes", "no", "no", "no", "yes", None],
        "symptom_leg_edema": ["no", "no", "no", None, "yes", "no", "no", None],
        "symptom_cough": ["no", "no", "no", "no", "no", "no", "no", None],
        "surgery_date": [f"{year}-06-01" for year in range(2011, 2019)],
        "uterine_procedure": [
            "myomectomy", "total_hysterectomy", "total_hysterectomy", "uterus_already_absent",
            "total_hysterectomy", "radical", "uterus_kept_no_procedure", None,
        ],
        "ovarian_procedure": [
            "both_kept", "one_kept", "both_removed", "previously_absent", "both_removed",
            "both_removed", "both_removed", None,
        ],
        "adjuvant_none": ["yes", "yes", "yes", None, "yes", "no", None, None],
        "adjuvant_gnrh_agonist": ["no", "no", "no", None, "no", "yes", None, None],
        "followup_months": [60, 36, 48, 24, 12, 30, 18, None],
        "recurrence": ["yes", "no", "no", "no", "no", "yes", "no", None],
        "time_to_recurrence_months": [24, *[None] * 7],
        "vital_status": ["alive", "alive", "alive", None, "dead", "alive", "alive", None],
        "lost_to_followup": ["no", "no", "no", "yes", "no", "no", "no", None],
    }  # fmt: skip
    return Cohort(complete(pd.DataFrame(recorded)), "eight_patients.xlsx")
