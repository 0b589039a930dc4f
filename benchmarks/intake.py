"""How long a preview takes beside the bare reading of the same file.

Run with ``make benchmark``. The raw reader of a workbook is python-calamine, that of a text file
``csv.reader``; both read the same file to lists of its cells and know nothing of headings, patients
or mistakes. A preview of a large file may take three times as long; where it takes longer, the line
says so. A small file is read in some hundredths of a second, nearly all of which does not grow with
it, so no limit is put on that. An answer of the file's owner makes another preview of cells that
were read before.
"""

import csv
import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from python_calamine import CalamineWorkbook
from timing import in_turn

from ivl import intake
from ivl.intake.cells import letter
from ivl.schema import BY_NAME, RECORDED, Column, Level

N_COLUMNS: Final = 40
EXCEL_ZERO: Final = date(1899, 12, 30)
MOST_TIMES: Final = 3
"""What the raw reader needs, for a file of ``LARGE`` patients."""

LARGE: Final = 100_000
ONE_IN: Final = 200
"""So many patients have one whose age is mistyped."""

PLACES: Final = ("ivc", "ra", "rv", "pa")
"""Left out, since they would have to agree with the furthest reach."""

Cell = str | float | date | None


def fields() -> list[Column]:
    """As many columns as the file has, those that matter most before the others."""
    order = ("required", "wanted", "optional")
    fit = [column for column in RECORDED if column.name not in PLACES]
    chosen = sorted(fit, key=lambda column: order.index(column.need))[:N_COLUMNS]
    return sorted(chosen, key=RECORDED.index)


def made_up(n: int) -> list[list[Cell]]:
    """Headings and n patients, some of whose answers are missing."""
    random = Random(1)
    columns = fields()
    rows: list[list[Cell]] = [[column.axis for column in columns]]
    for number in range(n):
        her = outcome(random)
        rows.append(
            [
                f"P{number:06}"
                if column.name == "patient_id"
                else her[column.name]
                if column.name in her
                else answer(column, random)
                for column in columns
            ]
        )
    return rows


def outcome(random: Random) -> dict[str, Cell]:
    """Answers of one patient that would contradict each other if each were drawn by itself."""
    surgery = date(2005, 1, 1) + timedelta(random.randrange(3650))
    months = round(random.uniform(1, 120), 1)
    recurs, dies = random.random() < 0.15, random.random() < 0.05
    last = surgery + timedelta(round(30.4375 * months))
    arrested, pregnant = random.random() < 0.1, random.randint(0, 6)
    return {
        "gravidity": pregnant,
        "parity": random.randint(0, pregnant),
        "cpb": "yes" if arrested or random.random() < 0.4 else "no",
        "dhca": "yes" if arrested else "no",
        "age_at_diagnosis": 470 if random.randrange(ONE_IN) == 0 else random.randint(20, 80),
        "ivl_detection": shortest(BY_NAME["ivl_detection"].level("nonincidental")),
        "tumor_extent": random.choice(("IVC", "RA", "RV", "PA")),
        "thrombectomy": "yes",
        "surgery_date": surgery,
        "followup_months": months,
        "last_followup_date": last,
        "recurrence": "yes" if recurs else "no",
        "time_to_recurrence_months": round(months * random.random(), 1) if recurs else None,
        "recurrence_site": "pelvis" if recurs else None,
        "recurrence_treatment": "surgery" if recurs else None,
        "vital_status": "dead" if dies else "alive",
        "lost_to_followup": "no",
        "prior_uterine_surgery": "other",
        "recurrence_date": None,
        "death_date": last if dies else None,
    }


def answer(column: Column, random: Random) -> Cell:
    """What stands in a cell that no other one depends on."""
    if random.random() < 0.2:
        return None
    match column.kind:
        case "number":
            return round(random.uniform(column.low, min(column.high, 90)), column.unit == "cm")
        case "yes_no":
            return random.choice(("yes", "no"))
        case "text":
            return "II"
        case "several":
            given = random.sample([shortest(level) for level in column.own_levels[1:]], 2)
            return "; ".join(given)
        case _:
            return random.choice([shortest(level) for level in column.own_levels])


def shortest(level: Level) -> str:
    """As somebody in a hurry would type it."""
    return min((level.label, *level.spellings), key=len)


def as_csv(rows: list[list[Cell]]) -> bytes:
    """The file with commas, in UTF-8."""
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def as_xlsx(rows: list[list[Cell]]) -> bytes:
    """The file that Excel would write: shared words, dates as numbers with a style."""
    shared: dict[str, int] = {}
    lines = [
        f'<row r="{number}">'
        + "".join(
            xlsx_cell(f"{letter(column)}{number}", value, shared)
            for column, value in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    ]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    words = "".join(f"<si><t>{escape(word)}</t></si>" for word in shared)
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kind}"><sheets><sheet '
        'name="Cohort" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{kind}/{name}" Target="{target}"/>'
            for number, name, target in (
                (1, "worksheet", "worksheets/sheet1.xml"),
                (2, "styles", "styles.xml"),
                (3, "sharedStrings", "sharedStrings.xml"),
            )
        )
        + "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{words}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}'
        "</sheetData></worksheet>",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return written.getvalue()


def xlsx_cell(at: str, value: Cell, shared: dict[str, int]) -> str:
    """The XML of one cell."""
    match value:
        case None:
            return ""
        case str():
            return f'<c r="{at}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'
        case date():
            return f'<c r="{at}" s="1"><v>{(value - EXCEL_ZERO).days}</v></c>'
        case _:
            return f'<c r="{at}"><v>{value}</v></c>'


def raw_csv(content: bytes) -> Sequence[object]:
    """All rows, by the standard library."""
    return list(csv.reader(io.StringIO(content.decode())))


def raw_xlsx(content: bytes) -> Sequence[object]:
    """All rows, by python-calamine."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def verdict(n: int, ratio: float) -> str:
    """Whether a preview of n patients stays within its limit."""
    if n < LARGE:
        return "none"
    return "kept" if ratio <= MOST_TIMES else f"over {MOST_TIMES}"


def main() -> None:
    """Prints a line for each kind and size of file."""
    print(f"preview of n patients x {N_COLUMNS} columns, then an answer, median seconds")
    print(
        f"  {'patients':>9}{'kind':>6}{'MB':>7}{'problems':>10}{'preview':>10}{'raw reader':>12}"
        f"{'ratio':>8}{'answer':>9}  limit"
    )
    for n in (39, LARGE):
        rows = made_up(n)
        for kind, write, raw in (("xlsx", as_xlsx, raw_xlsx), ("csv", as_csv, raw_csv)):
            content = write(rows)
            name = f"cohort.{kind}"
            opened = intake.opened(content, name)
            n_problems = len(opened.preview().problems)
            whole, bare, again = in_turn(
                {
                    "preview": lambda: intake.preview(content, name),  # noqa: B023
                    "raw reader": lambda: raw(content),  # noqa: B023
                    "answer": lambda: opened.preview(),  # noqa: B023
                }
            ).values()
            size, ratio = len(content) / 1024**2, whole / bare
            print(
                f"  {n:>9}{kind:>6}{size:>7.1f}{n_problems:>10}{whole / 1000:>10.3f}"
                f"{bare / 1000:>12.4f}{ratio:>8.1f}{again / 1000:>9.3f}  {verdict(n, ratio)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
