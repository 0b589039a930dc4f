"""Who imports whom: data moves one way, and only the last step knows that there is a web page."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ivl"
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
MODULES = sorted(PACKAGE.rglob("*.py"))

ORDER = """
    arrays schema titles text spreadsheet_safety origin endpoints derive cohort groups
    published spreadsheet_rows template intake example
    accounts changes
    said comparison multiplicity proportions tables_of_counts exact_tests measures quantities
    risk_sets product_limit lacks gains sheet_copy mending
    curve step_curves survival competing permutation
    describe individuals table_comparisons table_rows table_one
    findings caveats fragility
    measures_of_counts measures_of_time measures_of_quantities
    covariates estimability hazard_words
    newton partial_likelihood proportional_hazards regression
    linked_words shares_in_words results_before results_after results
    measures_of_hazards measures_of_fragility adjustment
    exhibit cautions not_recorded clicks look
    figures bar_figures patient_figures curve_figures forest_figures tables answers previews export
    ui
""".split()  # noqa: SIM905
"""Each imports only what stands before it. A new module gets the place that fits its imports."""


def name_of(path: Path) -> str:
    """``ivl/figures.py`` is "figures"; all that makes up ``ivl/intake/`` is "intake"."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """What a file imports anywhere in it, inside functions too: "ivl.text", "pandas"."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports from a dot; write the module's name"
            yield from _from(node.module or "", [alias.name for alias in node.names])


def _from(module: str, names: list[str]) -> Iterator[str]:
    """``from ivl import text`` imports the module ivl.text, ``from ivl.text import slug`` too."""
    folder = ROOT.joinpath(*module.split("."))
    inner = [name for name in names if (folder / f"{name}.py").exists() or (folder / name).is_dir()]
    yield from (f"{module}.{name}" for name in inner)
    if len(inner) < len(names):
        yield module


def own_imports(path: Path) -> set[str]:
    """Modules of the package that a file imports, by the names that ``ORDER`` uses."""
    names = {name.split(".")[1] for name in imported(path) if name.startswith("ivl.")}
    return names - {name_of(path)}


def packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


# ── One way ──────────────────────────────────────────────────────────────────────────────────


def test_every_module_has_its_place_in_the_order():
    modules = {name_of(path) for path in MODULES} - {"__init__"}

    assert modules - set(ORDER) == set(), "Give the new module its place in ORDER"
    assert set(ORDER) - modules == set(), "ORDER names a module that is no longer there"
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_imports_only_what_stands_before_it(path: Path):
    name = name_of(path)
    before = set(ORDER[: ORDER.index(name)]) if name in ORDER else set()
    behind = own_imports(path) - before

    assert behind == set(), f"{name} imports {', '.join(sorted(behind))}, which stands behind it"


@pytest.mark.parametrize("package", ["schema", "intake", "ui"])
def test_inside_a_package_no_module_imports_itself_by_a_detour(package: str):
    files = {dotted(path): path for path in MODULES if name_of(path) == package}
    graph = {name: files.keys() & set(imported(path)) for name, path in files.items()}

    assert len(list(TopologicalSorter(graph).static_order())) == len(files) > 1


def test_the_reading_of_imports_sees_every_form():
    example = ROOT / "tests" / "test_architecture.py"

    assert {"ast", "subprocess", "pytest"} <= set(imported(example))
    assert set(_from("ivl", ["text", "look"])) == {"ivl.text", "ivl.look"}
    assert set(_from("ivl.text", ["slug"])) == {"ivl.text"}
    assert set(_from("ivl", ["intake", "__version__"])) == {"ivl.intake", "ivl"}
    assert own_imports(PACKAGE / "cohort.py") >= {"schema", "text"}


# ── The web page ─────────────────────────────────────────────────────────────────────────────


def test_ui_alone_imports_streamlit():
    others = [path for folder in ("ivl", "data") for path in (ROOT / folder).rglob("*.py")]
    importing = {dotted(path) for path in others if "streamlit" in packages(path)}

    assert "ivl.ui.session" in importing
    assert {name for name in importing if not name.startswith("ivl.ui.")} == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_computes_nothing_and_leaves_session_and_link_alone(path: Path):
    words = {
        node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    }

    assert {"session_state", "query_params", "cache_data", "cache_resource"}.isdisjoint(words)
    assert {"pandas", "numpy", "scipy", "plotly"}.isdisjoint(packages(path))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_page_is_in_the_menu_and_begins_with_start(path: Path):
    menu = (PACKAGE / "ui" / "frame.py").read_text("utf-8")
    started = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ui.start"
    ]

    assert f'"{path.relative_to(ROOT).as_posix()}": ' in menu
    assert len(started) == 1


# ── What is loaded ───────────────────────────────────────────────────────────────────────────

SLOW = {"streamlit", "scipy.stats", "statsmodels", "lifelines", "openpyxl", "matplotlib"}
LOADED = ("cohort", "describe", "survival", "regression", "figures", "forest_figures")


@pytest.fixture(scope="module")
def loaded() -> dict[str, set[str]]:
    """After each module is imported, what has been imported along with it so far."""
    script = "import sys, importlib\n" + "\n".join(
        f"importlib.import_module('ivl.{name}'); print('{name}', *sys.modules)" for name in LOADED
    )
    output = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return {line.split()[0]: set(line.split()[1:]) for line in output.splitlines()}


@pytest.mark.parametrize("name", LOADED)
def test_looking_at_a_cohort_does_not_wait_for_what_it_does_not_need(
    loaded: dict[str, set[str]], name: str
):
    assert f"ivl.{name}" in loaded[name]
    assert "pandas" in loaded[name]
    assert SLOW & loaded[name] == set()
