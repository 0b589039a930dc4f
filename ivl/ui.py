"""The one module that knows Streamlit: session, address bar, menu, filters, showing an Exhibit.

What a session holds: the cohort in use, the filter, and what was read of a file that waits to be
used. Patients live there and nowhere else: not in a link, not on disk, not in a shared cache.
The filter is mirrored in the address bar, so that a copied link opens the same view.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl

import pandas as pd
import streamlit as st

from ivl import export, intake, look, tables, text
from ivl.cohort import FACETS, MADE_UP, Between, Cohort, Condition, Facet, Filter, OneOf
from ivl.example import example_cohort
from ivl.exhibit import Exhibit
from ivl.schema import BY_NAME, UNKNOWN
from ivl.spreadsheet_rows import spreadsheet_rows

PAGES = {
    "app.py": "Your data",
    "pages/symptoms.py": "Symptoms",
    "pages/treatments.py": "Treatments",
    "pages/recurrence.py": "Recurrence",
    "pages/survival.py": "Survival",
    "pages/compare.py": "Compare",
}
"""The menu: each page's file and the name it goes by."""

SPLITS = (
    "ivl_detection",
    "extent_group",
    "age_group",
    "menopausal_status",
    "presentation_type",
    "resection_completeness",
    "ovary_preserved",
    "uterus_preserved",
    "adjuvant",
)
"""Columns that figures can be split by."""

COMPARISONS = (
    *SPLITS,
    "uterine_procedure",
    "ovarian_procedure",
    "thrombectomy",
    "operation_stages",
    "cpb",
    "recurrence",
)
"""Columns whose levels can be compared as groups."""

MAX_MEGABYTES = 20
"""Size of a spreadsheet that the page takes."""

_ASSETS = Path(__file__).parent / "assets"
_ALWAYS_OPEN = ("age", "extent")

_figure_files = st.components.v2.component(
    "figure_files", js=(_ASSETS / "figure_files.js").read_text("utf-8"), isolate_styles=False
)
_theme_watch = st.components.v2.component(
    "theme_watch", js=(_ASSETS / "theme_watch.js").read_text("utf-8"), isolate_styles=False
)


# ── A page ─────────────────────────────────────────────────────────────────────────────────


def start(title: str, even_if_empty: bool = False) -> Cohort:
    """The frame that every page has in common: menu, filters, headline.

    Args:
        title: the page's name, as in ``PAGES``.
        even_if_empty: go on where nobody meets the filter. Otherwise the page then ends here,
            with a sentence on why and buttons that widen the filter.

    Returns:
        The patients who meet the filter.
    """
    st.set_page_config(page_title=f"{title} · IVL Cohort Explorer", page_icon="🩺", layout="wide")
    st.html(_ASSETS / "page.css")
    _theme_watch(key="theme_watch", data={"drawn": _theme()})
    if "filter" not in st.session_state:
        st.session_state["filter"] = Filter.from_query(st.query_params)
    cohort = whole_cohort().where(st.session_state["filter"])
    with st.sidebar:
        _menu()
        _source(cohort)
        _filters(cohort)
    _mirror_in_address_bar(cohort.chosen)
    st.title(title, anchor=False)
    _filter_sentence(cohort)
    if cohort.n == 0 and not even_if_empty:
        nobody(cohort)
        st.stop()
    return cohort


def whole_cohort() -> Cohort:
    """The cohort in use, unfiltered: the demonstration until somebody uses a file."""
    if "cohort" not in st.session_state:
        st.session_state["cohort"] = example_cohort()
    return st.session_state["cohort"]


def split_by(columns: Sequence[str] = SPLITS, default: str | None = "ivl_detection") -> str | None:
    """Lets the reader choose what the figures are split by; None for everybody together."""
    by_label = {BY_NAME[name].label: name for name in columns}
    nobody = "Nothing"
    options = [nobody, *by_label]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="split-row"):
        st.text("Split by", width="content")
        chosen = st.selectbox(
            "Split by",
            options,
            index=options.index(BY_NAME[default].label) if default else 0,
            key="split",
            bind="query-params",
            label_visibility="collapsed",
            width=260,
        )
    return by_label.get(chosen)


def groups_of(cohort: Cohort, split: str) -> Cohort:
    """Lets the reader choose which groups to compare, where there are more than two."""
    column = BY_NAME[split]
    present = set(cohort.patients[split])
    names = [name for name in column.level_names if name in present]
    if len(names) <= 2:
        return cohort
    chosen = st.pills(
        "Groups",
        names,
        selection_mode="multi",
        default=names,
        format_func=lambda name: plain(column.level(name).label),
        key=f"groups-{split}",
    )
    return cohort.among(split, chosen) if chosen else cohort


def show(
    exhibit: Exhibit, summary: pd.DataFrame | None = None, summary_first: bool = False
) -> None:
    """The exhibit as a card: title, figure, method, and its downloads in every format.

    Args:
        exhibit: what to show; its title is unique on the page.
        summary: the figure's numbers as printed, to stand under it.
        summary_first: the numbers are the answer and stand above the figure.
    """
    key = exhibit.name
    with st.container(border=True, key=f"card-{key}"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.subheader(exhibit.title, anchor=False)
            if not exhibit.blank:
                _downloads(exhibit, key)
        parts = [partial(_draw, exhibit), partial(printed, summary)]
        for part in reversed(parts) if summary_first else parts:
            part()
        st.caption(plain(exhibit.method))


def _draw(exhibit: Exhibit) -> None:
    if exhibit.blank:
        st.text(exhibit.blank)
        return
    key = f"figure-{exhibit.name}"
    st.plotly_chart(
        look.on(look.DARK if _theme() == "dark" else look.LIGHT, exhibit.figure),
        key=key,
        theme=None,
        config={"displayModeBar": False},
        alt=exhibit.title,
        on_select=partial(_keep_clicked, key) if exhibit.clickable else "ignore",
        selection_mode="points",
    )


def _theme() -> str:
    """ "dark" or "light", as the reader sees the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _keep_clicked(key: str) -> None:
    """A click on a bar keeps the patients behind it; a click on what is kept lets it go again."""
    points = st.session_state[key]["selection"]["points"]
    if not points or not points[0].get("customdata"):
        return
    clicked = Filter.from_query(dict(parse_qsl(points[0]["customdata"][-1])))
    chosen: Filter = st.session_state["filter"]
    kept = clicked.conditions.items() <= chosen.conditions.items()
    for name, condition in clicked.conditions.items():
        chosen = chosen.without(name) if kept else chosen.with_condition(name, condition)
    _set(chosen)


def printed(frame: pd.DataFrame | None) -> None:
    """A table as a journal sets it, the first column as its stub. Nothing without a frame."""
    if frame is not None:
        cells = frame.set_index(frame.columns[0]).map(_kept_together).map(plain)
        st.table(cells, border="horizontal")


def _kept_together(cell: object) -> str:
    """A number stays on one line, and so does its interval: "33.3%", "(11.8 to 61.6)"."""
    words = str(cell)
    if not (words[:1].isdigit() or words.startswith("p ")):
        return words
    return words.replace(" ", "\u00a0").replace("\u00a0(", " (")


def rows(frame: pd.DataFrame, key: str) -> None:
    """A long table to search and scroll in; an empty cell says that the value is unknown."""
    st.dataframe(frame, hide_index=True, key=key, placeholder="Unknown")


def every_row(cohort: Cohort) -> None:
    """The patients one by one, and as a workbook that can be uploaded again."""
    with st.container(border=True, key="card-rows"):
        st.subheader(f"Every row: {text.patients(cohort.n)}", anchor=False)
        rows(spreadsheet_rows(cohort.patients), key="rows")
        st.download_button(
            "These rows (XLSX)",
            partial(_workbook, cohort.patients),
            f"{text.slug(f'ivl cohort {cohort.chosen.slug}')}.xlsx",
            on_click="ignore",
        )


def _workbook(patients: pd.DataFrame) -> bytes:
    from ivl import template  # what writes workbooks takes its time to import

    return template.workbook(patients)


def listing(title: str, frame: pd.DataFrame) -> None:
    """Patients one by one, as a card of their own. Nothing where there are none."""
    if frame.empty:
        return
    with st.container(border=True, key=f"card-{text.slug(title)}"):
        st.subheader(title, anchor=False)
        rows(frame, key=text.slug(title))


def say(words: str) -> None:
    """A sentence in place of a figure that has nothing to show."""
    with st.container(border=True):
        st.text(words)


def plain(words: object) -> str:
    """Words as they are: what Markdown would read as markup becomes a character reference."""
    safe = " .,;%()\n"
    return "".join(c if c.isalnum() or c in safe else f"&#{ord(c)};" for c in str(words))


# ── A file of one's own ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Offered:
    """A file that was uploaded and is not used yet."""

    content: bytes = field(repr=False)
    filename: str
    answers: intake.Answers
    preview: intake.Preview | None
    """What it holds; None if it was refused."""

    refusal: str = ""
    """Why it cannot be read at all, and what to do."""


def offered() -> Offered | None:
    """The file that waits to be used, if there is one."""
    return st.session_state.get("offered")


def upload() -> None:
    """Takes a spreadsheet. The cohort in use stays in use until the reader takes the new one."""
    turn = st.session_state.setdefault("upload_turn", 0)
    key = f"upload-{turn}"
    st.file_uploader(
        "Spreadsheet with a row per patient",
        ["xlsx", "xls", "ods", "csv", "tsv", "txt"],
        key=key,
        max_upload_size=MAX_MEGABYTES,
        on_change=_read_upload,
        args=(key,),
    )


def _read_upload(key: str) -> None:
    file = st.session_state[key]
    if file is None:
        discard()
    else:
        _offer(file.getvalue(), file.name, intake.Answers())


def _offer(content: bytes, filename: str, answers: intake.Answers) -> None:
    try:
        preview, refusal = intake.preview(content, filename, answers), ""
    except intake.Refused as refused:
        preview, refusal = None, str(refused)
    st.session_state["offered"] = Offered(content, filename, answers, preview, refusal)


def answer(question: intake.Question) -> None:
    """Asks a question that the file leaves open; the answer is read with the file at once."""
    key = f"question-{question.key}"
    values = [option.value for option in question.options]
    labels = {option.value: option.label for option in question.options}
    st.radio(
        plain(question.asks),
        values,
        index=values.index(question.answer) if question.answer in values else None,
        format_func=lambda value: plain(labels[value]),
        key=key,
        on_change=_answered,
        args=(question, key),
    )


def _answered(question: intake.Question, key: str) -> None:
    waiting: Offered = st.session_state["offered"]
    answers = waiting.answers.with_choice(question.key, st.session_state[key])
    _offer(waiting.content, waiting.filename, answers)


def use_button(cohort: Cohort) -> None:
    """Puts the offered cohort in the place of the one in use."""
    words = f"Use these data ({text.patients(cohort.n)})"
    st.button(words, type="primary", key="use", on_click=_use, args=(cohort,))


def discard_button() -> None:
    """Lets go of the offered file."""
    st.button("Discard this file", key="discard", on_click=discard)


def forget_button() -> None:
    """Lets go of the cohort in use; the demonstration takes its place."""
    st.button("Forget these data", key="forget", on_click=_forget)


def discard() -> None:
    """Forgets the offered file; the cohort in use stays."""
    st.session_state.pop("offered", None)
    st.session_state["upload_turn"] += 1


def _use(cohort: Cohort) -> None:
    st.session_state["cohort"] = cohort
    discard()


def _forget() -> None:
    st.session_state.pop("cohort", None)
    st.session_state["filter"] = Filter()
    discard()


# ── Menu and source ────────────────────────────────────────────────────────────────────────


def _menu() -> None:
    st.markdown("**IVL Cohort Explorer**")
    for file, name in PAGES.items():
        st.page_link(file, label=name)


def _source(cohort: Cohort) -> None:
    st.divider()
    st.text(f"{cohort.source} · {text.patients(cohort.n_all)}")
    if cohort.made_up:
        st.caption(MADE_UP)


# ── Filters ────────────────────────────────────────────────────────────────────────────────


def _filters(cohort: Cohort) -> None:
    st.divider()
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown("**Filters**")
        st.button(
            "Reset all", key="reset", type="tertiary", on_click=_set, args=(Filter(),),
            disabled=not cohort.chosen,
        )  # fmt: skip
    for facet in FACETS:
        if facet.name in _ALWAYS_OPEN:
            _facet_widgets(facet, cohort)
    for topic in dict.fromkeys(facet.topic for facet in FACETS):
        facets = [f for f in FACETS if f.topic == topic and f.name not in _ALWAYS_OPEN]
        if facets:
            chosen = any(facet.name in cohort.chosen.conditions for facet in facets)
            with st.expander(topic, expanded=chosen, key=f"filters-{topic}"):
                for facet in facets:
                    _facet_widgets(facet, cohort)


def _facet_widgets(facet: Facet, cohort: Cohort) -> None:
    """The control of a facet, and a switch for the patients in whom it is unknown.

    The Filter is the truth and the widgets show it: Streamlit forgets a widget's value when the
    page changes, so every run hands it back.
    """
    condition = cohort.chosen.conditions.get(facet.name)
    counts = cohort.option_counts(facet)
    changed = partial(_remember, facet)
    if facet.column.kind == "number":
        _number_widget(facet, condition, changed)
    else:
        _level_widget(facet, condition, counts, changed)
    only_unknown = isinstance(condition, OneOf) and condition.only_unknown
    st.session_state[f"{facet.name}_unknown"] = condition is None or condition.unknown
    st.toggle(
        f"{'Only' if only_unknown else 'Include'} unknown ({counts[UNKNOWN.name]})",
        key=f"{facet.name}_unknown",
        on_change=_remember_unknown,
        args=(facet,),
    )


def _number_widget(facet: Facet, condition: Condition | None, changed: Callable[[], None]) -> None:
    column = facet.column
    limits = condition if isinstance(condition, Between) else Between()
    low, high = int(column.low), int(column.high)
    if facet.only_at_least:
        st.session_state[facet.name] = int(limits.low or 0)
        st.number_input(
            f"{facet.label} ({column.unit})", low, high, step=6, key=facet.name,
            on_change=changed, help=facet.hint,
        )  # fmt: skip
        return
    st.session_state[facet.name] = (
        low if limits.low is None else int(limits.low),
        high if limits.high is None else int(limits.high),
    )
    st.slider(column.axis, low, high, key=facet.name, on_change=changed)


def _level_widget(
    facet: Facet, condition: Condition | None, counts: pd.Series, changed: Callable[[], None]
) -> None:
    column = facet.column
    levels = [level.name for level in column.levels if level != UNKNOWN]
    chosen = condition.levels if isinstance(condition, OneOf) else ()
    st.session_state[facet.name] = [name for name in levels if name in chosen]
    st.pills(
        column.label,
        levels,
        selection_mode="multi",
        key=facet.name,
        format_func=lambda name: plain(f"{column.level(name).label} ({counts[name]})"),
        on_change=changed,
    )


def _remember(facet: Facet) -> None:
    """After a range or a level was changed.

    Narrowing leaves the unknown out, since "vena cava" should not show women whose extent nobody
    wrote down; their switch brings them back.
    """
    chosen: Filter = st.session_state["filter"]
    condition = _from_widgets(facet)
    before = chosen.conditions.get(facet.name)
    unknown = before.unknown if before else False
    if condition.is_narrow:
        _set(chosen.with_condition(facet.name, replace(condition, unknown=unknown)))
    else:
        _set(chosen.without(facet.name))


def _remember_unknown(facet: Facet) -> None:
    condition = replace(_from_widgets(facet), unknown=st.session_state[f"{facet.name}_unknown"])
    _set(st.session_state["filter"].with_condition(facet.name, condition))


def _from_widgets(facet: Facet) -> Condition:
    """What the facet's control says; its ends mean "no limit"."""
    column, value = facet.column, st.session_state[facet.name]
    if facet.only_at_least:
        return Between(low=value or None)
    if column.kind == "number":
        low, high = value
        return Between(
            low if low > column.low else None,
            high if high < column.high else None,
        )
    return OneOf(tuple(name for name in column.level_names if name in value))


def _set(chosen: Filter) -> None:
    st.session_state["filter"] = chosen


def _mirror_in_address_bar(chosen: Filter) -> None:
    query = chosen.to_query()
    for facet in FACETS:
        if facet.name in query:
            if st.query_params.get(facet.name) != query[facet.name]:
                st.query_params[facet.name] = query[facet.name]
        elif facet.name in st.query_params:
            del st.query_params[facet.name]


# ── Who is shown ───────────────────────────────────────────────────────────────────────────


def _filter_sentence(cohort: Cohort) -> None:
    """ "24 of 39 patients", and each condition as a button that takes it away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="population"):
        st.text(f"{cohort.n} of {text.patients(cohort.n_all)}", width="content")
        for name, words in zip(cohort.chosen.conditions, cohort.chosen.words(), strict=True):
            st.button(
                f"{words} ×", key=f"remove-{name}", on_click=_set,
                args=(cohort.chosen.without(name),), help="Remove this filter",
            )  # fmt: skip
        if cohort.n:
            st.caption(plain(tables.headline(cohort)), width="content")


def nobody(cohort: Cohort) -> None:
    """Which condition emptied the cohort, and buttons that relax it."""
    relaxed = [(facet, n) for facet, n in cohort.relaxations() if n > 0]
    if not relaxed:
        st.info("No patient meets these filters, and none would if any one of them were removed.")
        st.button("Reset all filters", key="nobody-reset", on_click=_set, args=(Filter(),))
        return
    first, n_first = relaxed[0]
    words = cohort.chosen.conditions[first.name].words(first)
    st.info(
        f"No patient meets all of these filters. Without “{words}” there would be "
        f"{text.patients(n_first)}."
    )
    with st.container(horizontal=True):
        for facet, n in relaxed:
            st.button(
                f"Remove {facet.label.lower()} ({text.patients(n)})",
                key=f"relax-{facet.name}",
                on_click=_set,
                args=(cohort.chosen.without(facet.name),),
            )


# ── Downloads ──────────────────────────────────────────────────────────────────────────────


def _downloads(exhibit: Exhibit, key: str) -> None:
    """One place for all formats. PNG and SVG are made by the browser that shows the figure.

    What the files need is put together only once somebody opens the menu.
    """
    popover = st.popover("Download", key=f"download-{key}", on_change="rerun")
    if not popover.open:
        return
    today = date.today()
    stem = export.file_stem(exhibit, st.session_state["filter"], today)
    with popover, st.container(gap="xsmall"):
        _figure_files(
            key=f"files-{key}",
            data={**export.drawing(exhibit, today), "filename_stem": stem},
        )
        # The files are made when asked for, in a thread that has no session.
        for label, ending, made in (
            ("HTML page", "html", partial(export.html, exhibit, today)),
            ("Data (CSV)", "csv", partial(export.csv, exhibit)),
            ("Data (XLSX)", "xlsx", partial(export.xlsx, exhibit, today)),
        ):
            st.download_button(
                label, made, f"{stem}.{ending}", key=f"{ending}-{key}", on_click="ignore",
                width="stretch",
            )  # fmt: skip
