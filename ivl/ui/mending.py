"""What to mend in a waiting file: in words, and as the user's own spreadsheet."""

from functools import partial
from pathlib import PurePath

import streamlit as st

from ivl.gains import task_groups, tasks
from ivl.intake import Preview
from ivl.ui.words import plain


def show_problems(preview: Preview, content: bytes) -> None:
    """Everything to mend, what gives back most first, and the spreadsheet to do it in.

    Args:
        preview: what was found.
        content: the bytes of the file, of which the spreadsheet is made when asked for.
    """
    groups = task_groups(tasks(preview))
    if not groups:
        return
    for is_error, heading in ((True, "Mend before use"), (False, "Worth mending")):
        sentences = [
            group.sentence for group in groups if (group.problems.severity == "error") == is_error
        ]
        if sentences:
            st.markdown(f"**{heading} ({len(sentences)})**")
            st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))
    st.download_button(
        "Spreadsheet to mend (XLSX)",
        partial(_workbook, content, preview),
        f"{PurePath(preview.filename).stem}_to_mend.xlsx",
        key="to-mend",
        on_click="ignore",
    )
    st.caption(
        "Your own sheet with these cells coloured and explained, and a list to go through. Names "
        "and other identifiers are left blank in it. Correct it and upload it again."
    )


def _workbook(content: bytes, preview: Preview) -> bytes:
    from ivl import mending  # what writes workbooks takes its time to import

    return mending.workbook(content, preview)
