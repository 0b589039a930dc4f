"""What is to be mended in a waiting file: in words, and as the user's own spreadsheet."""

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

import streamlit as st

from ivl.gains import TaskGroup
from ivl.intake import Preview
from ivl.ui.words import plain

_MOST_OPEN = 5


def show(to_mend: Sequence[TaskGroup], preview: Preview, content: bytes) -> None:
    """Everything to mend, what gives back most first, and the spreadsheet to do it in.

    Args:
        to_mend: from ``gains.task_groups``.
        preview: what was found.
        content: the bytes of the file, of which the spreadsheet is made when asked for.
    """
    if not to_mend:
        return
    errors = [group for group in to_mend if group.problems.severity == "error"]
    warnings = [group for group in to_mend if group.problems.severity == "warning"]
    with st.container(border=True, key="card-problems"):
        if errors:
            st.subheader(f"Correct before use ({len(errors)})", anchor=False)
            _listed(errors)
        if warnings:
            st.subheader(f"Worth knowing ({len(warnings)})", anchor=False)
            _listed(warnings[:_MOST_OPEN])
            if len(warnings) > _MOST_OPEN:
                with st.expander(f"{len(warnings) - _MOST_OPEN} more", key="more-problems"):
                    _listed(warnings[_MOST_OPEN:])
        st.download_button(
            "Spreadsheet to correct (XLSX)",
            partial(_workbook, content, preview),
            f"{_stem(preview.filename)}_to_correct.xlsx",
            key="to-mend",
            on_click="ignore",
        )
        st.caption(
            "Your own sheet with these cells coloured and explained, and a list to go through. "
            "Names and other identifiers are left blank in it. Correct it and upload it again."
        )
        if any(ask.answer is not None for ask in preview.questions):
            st.caption(
                "Your answers do not go along in it. Save them below as the mapping, and upload "
                "that file with it, so that nothing is asked again."
            )


def _listed(groups: Sequence[TaskGroup]) -> None:
    st.markdown("\n".join(f"- {plain(group.sentence)}" for group in groups))


def _stem(filename: str) -> str:
    """Of a file that may go by "… cohort.xlsx"."""
    return PurePath(filename).stem.replace("…", "").strip(" _-") or "cohort"


def _workbook(content: bytes, preview: Preview) -> bytes:
    from ivl import mending  # what writes workbooks takes its time to import

    return mending.workbook(content, preview)
