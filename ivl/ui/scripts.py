"""The parts that run in the reader's browser, and the look of the page, from ``ivl/assets``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

ASSETS = Path(__file__).parents[1] / "assets"


def script(name: str) -> Callable[..., Any]:
    """What mounts the script of that name on a page; its head says with which data."""
    return st.components.v2.component(
        name, js=(ASSETS / f"{name}.js").read_text("utf-8"), isolate_styles=False
    )
