"""A file that waits to be used, and what is remembered of an earlier one, for this session.

Its cells live in the session as the cohort does: not on disk, not in a shared cache.
"""

from dataclasses import dataclass, field, replace

import streamlit as st

from ivl import intake
from ivl.cohort import Cohort
from ivl.example import example_cohort
from ivl.ui.session import use_cohort, use_demonstration


@dataclass(frozen=True)
class Offered:
    """A file that was uploaded and is not used yet."""

    content: bytes = field(repr=False)
    filename: str
    answers: intake.Answers
    opened: intake.Opened | None = field(repr=False)
    """Its cells, so that an answer does not read them again; None if it was refused."""

    preview: intake.Preview | None
    """What it holds; None if it was refused."""

    refusal: str = ""
    """Why it cannot be read at all, and what to do."""

    recalled: intake.Recalled | None = None
    """What was used again of an earlier file, if anything was."""

    recalled_from: str = ""
    """Name of that file."""


@dataclass(frozen=True)
class Memory:
    """How an earlier file was understood."""

    kept: intake.Remembered
    filename: str
    is_given: bool = False
    """It was given as a file, and holds for the next spreadsheet whatever its headings."""


def offered() -> Offered | None:
    """The file that waits to be used, if there is one."""
    return st.session_state.get("offered")


def memory() -> Memory | None:
    """How an earlier file was understood, of this session or of a mapping that was given."""
    return st.session_state.get("memory")


def offer(content: bytes, filename: str) -> None:
    """Reads a file, which then waits to be used; a refusal waits as well, to be shown.

    What is remembered of an earlier file under the same headings is used again.
    """
    filename = intake.file_name(filename)
    try:
        waiting = _recalled(content, filename)
    except intake.Refused as refused:
        waiting = Offered(content, filename, intake.Answers(), None, None, str(refused))
    st.session_state["offered"] = waiting
    _empty_the_uploader()


def _recalled(content: bytes, filename: str) -> Offered:
    answers, kept = intake.Answers(), memory()
    opened = intake.opened(content, filename)
    preview = opened.preview(answers)
    if not kept or not (kept.is_given or _is_of_the_same_kind(kept.kept, preview)):
        return Offered(content, filename, answers, opened, preview)
    again = intake.recall(kept.kept, opened)
    if not (again.used or again.remarks):
        return Offered(content, filename, answers, opened, preview)
    return Offered(
        content, filename, again.answers, opened, again.preview,
        recalled=again, recalled_from=kept.filename,
    )  # fmt: skip


def _is_of_the_same_kind(kept: intake.Remembered, preview: intake.Preview) -> bool:
    return kept.says_something and kept.is_alike(preview)


def decide(answers: intake.Answers) -> None:
    """Understands the waiting file with these answers, and remembers them for the next one."""
    waiting: Offered = st.session_state["offered"]
    assert waiting.opened, "a file that was refused asks nothing"
    try:
        preview = waiting.opened.preview(answers)
    except intake.Refused as refused:
        refusal = str(refused)
        st.session_state["offered"] = replace(waiting, preview=None, refusal=refusal)
        return
    st.session_state["offered"] = replace(waiting, answers=answers, preview=preview)
    st.session_state["memory"] = Memory(intake.remember(preview, answers), waiting.filename)


def mapping_turn() -> int:
    """How many times the table of columns was changed; a new one is drawn after each."""
    return st.session_state.get("mapping_turn", 0)


def turn_mapping() -> None:
    """Lets go of what was typed into the table of columns, since it was taken."""
    st.session_state["mapping_turn"] = mapping_turn() + 1


def take_mapping(content: bytes, filename: str) -> None:
    """Takes a mapping that was saved, for the waiting file and for the next one."""
    _empty_the_uploader()
    try:
        kept = intake.from_file(content)
    except intake.Refused as refused:
        st.session_state["mapping_refusal"] = str(refused)
        return
    st.session_state["memory"] = Memory(kept, intake.file_name(filename), is_given=True)
    waiting = offered()
    if waiting:
        offer(waiting.content, waiting.filename)


def mapping_refusal() -> str:
    """Why the file that was given last is no mapping; "" if it is one."""
    return st.session_state.get("mapping_refusal", "")


def start_afresh() -> None:
    """Reads the waiting file without anything remembered, which is forgotten."""
    st.session_state.pop("memory", None)
    waiting = offered()
    if waiting:
        offer(waiting.content, waiting.filename)


def upload_turn() -> int:
    """How many files were taken or let go of; a new uploader is drawn after each.

    An uploader that still holds a file reports it as removed before it brings the next one.
    """
    return st.session_state.get("upload_turn", 0)


def _empty_the_uploader() -> None:
    st.session_state["upload_turn"] = upload_turn() + 1
    st.session_state.pop("mapping_refusal", None)


def discard() -> None:
    """Forgets the offered file; the cohort in use stays."""
    st.session_state.pop("offered", None)
    _empty_the_uploader()


def use(cohort: Cohort) -> None:
    """Puts a cohort in the place of the one in use; the filter stays.

    The demonstration stays made up when somebody uploads it.
    """
    if cohort.patients.equals(example_cohort().patients):
        cohort = replace(cohort, made_up=True)
    use_cohort(cohort)
    discard()


def forget() -> None:
    """Lets go of the cohort in use; the demonstration takes its place, unfiltered.

    What was remembered of its file goes with it.
    """
    use_demonstration()
    st.session_state.pop("memory", None)
    discard()
