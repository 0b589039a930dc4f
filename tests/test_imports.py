"""What takes seconds to import is imported when it is needed, and no page needs it to open."""

import subprocess
import sys
from pathlib import Path

from ivl.ui import PAGES

ROOT = Path(__file__).resolve().parent.parent

HEAVY = {"scipy.stats", "statsmodels", "lifelines", "sklearn", "matplotlib"}
"""One to four seconds each. The odds ratio, Boschloo's test and exact tests of tables too large to
go through need scipy.stats."""

OPEN_ALL = f"""
import sys
from streamlit.testing.v1 import AppTest

app = AppTest.from_file({str(ROOT / "app.py")!r}, default_timeout=60).run()
for page in {list(PAGES)!r}:
    app.switch_page(page).run()
    assert not app.exception, page
    print(page, *sorted({HEAVY!r} & set(sys.modules)), sep="\\t")
"""


def test_every_page_opens_without_what_is_slow_to_import():
    opened = subprocess.run(
        [sys.executable, "-c", OPEN_ALL], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert [line.split("\t") for line in opened.splitlines()] == [[page] for page in PAGES]
