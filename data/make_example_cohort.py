"""Makes the example cohort: 39 patients who do not exist, and who add up to a published study.

The abstract of Shi et al., Ann Transl Med 2022;10(9):503, reports totals of 39 patients with
intravenous leiomyomatosis. The two tables below spread these totals over made-up patients; what
the abstract does not report is invented, so that each patient makes clinical sense. The tables
hold what a patient's story hangs on. The rest, such as blood loss, is thrown with dice that fall
the same way on every run.

    python data/make_example_cohort.py

writes example_cohort.csv and example_cohort.xlsx beside this file.
"""

import csv
import datetime as dt
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from ivl import spreadsheet_rows, template
from ivl.example import EXAMPLE_CSV, example_cohort
from ivl.schema import BY_NAME, DAYS_PER_MONTH, RECORDED

Row = dict[str, object]
"""A patient as the spreadsheet has her: names of columns, and names of levels in the cells."""

# A word in a table is any spelling that the data dictionary knows, and "?" is a cell left empty
# on purpose: real files have some, and the screens must show them.
#
# TAH, TLH, STH   total abdominal, total laparoscopic, subtotal hysterectomy
# BSO, USO        both adnexa removed, those of one side removed
# left            tumour left behind
# recurred        months until then, site, treatment
# before          earlier operation, months since then

INCIDENTAL = """
age | operated   | months | reach        | uterus     | ovaries | left | symptoms                   | recurred
46  | 2011-09-14 | 84.5   | uterus       | TAH        | BSO     | R0   | AUB, mass
51  | 2012-06-05 | 60.2   | parauterine  | TAH        | BSO     | R0   | none
38  | 2013-03-19 | 72.0   | uterus       | TLH        | kept    | R0   | AUB, anemia
44  | 2013-11-26 | 55.7   | iliac vein   | TAH        | BSO     | R1   | AUB, pelvic pain           | 26.0 pelvis surgery
31  | 2014-08-12 | 66.3   | uterus       | myomectomy | kept    | R0   | AUB, dysmenorrhea          | 41.0 pelvis surgery
48  | 2015-04-21 | 48.9   | uterus       | TAH        | BSO     | R0   | AUB, anemia
36  | 2015-12-08 | 58.4   | parauterine  | myomectomy | kept    | R0   | mass, urinary              | 14.0 pelvis surgery
45  | 2016-07-19 | 36.0   | parauterine  | TLH        | BSO     | R0   | AUB, mass
40  | 2017-02-28 | 44.1   | uterus       | TLH        | USO     | R0   | AUB
42  | 2017-09-12 | 40.6   | ovarian vein | TAH        | BSO     | R0   | pelvic pain, AUB           | 19.0 pelvis+ivc surgery
53  | 2018-05-15 | 24.8   | uterus       | TLH        | BSO     | R0   | PMB
33  | 2018-10-23 | 30.2   | uterus       | myomectomy | kept    | R0   | dysmenorrhea, AUB
49  | 2019-06-11 | 18.5   | parauterine  | TAH        | BSO     | ?    | mass, pelvic pain, urinary
39  | 2019-12-03 | 17.6   | parauterine  | TLH        | kept    | R0   | AUB                        | 9.5 pelvis hormone
46  | 2020-10-20 | 8.1    | uterus       | STH        | BSO     | R0   | none
"""  # noqa: E501

NONINCIDENTAL = """
age | operated   | months    | reach      | before        | chest            | left | symptoms
52  | 2011-07-19 | 96.4      | RA         | TAH 110       | sternotomy       | R0   | chest distress, dyspnea, leg edema
47  | 2012-02-14 | 36.0      | RA         | myomectomy 62 | sternotomy       | R0   | chest distress, palpitations
60  | 2012-09-25 | 78.3      | PA         | TAH+BSO 168   | sternotomy       | R0   | dyspnea, syncope, chest distress
44  | 2013-04-09 | 11.4 lost | RA         | none          | sternotomy       | R0   | dyspnea, leg edema, AUB
50  | 2013-10-15 | 64.7      | RV         | TAH 75        | sternotomy       | R0   | chest distress, syncope, palpitations
46  | 2014-03-25 | 69.1      | RA         | STH 48        | sternotomy       | R0   | chest distress, dyspnea
48  | 2014-10-28 | 57.0      | suprarenal | myomectomy 90 | none             | R0   | leg edema, abdominal pain
55  | 2015-03-10 | 51.5      | RA         | TAH 134       | sternotomy       | R0   | dyspnea, palpitations
43  | 2015-08-18 | 45.8      | RA         | TAH 26        | sternotomy       | R2   | chest distress, leg edema, ascites
49  | 2016-01-26 | 42.3      | RV         | TAH 59        | sternotomy       | R0   | chest distress, dyspnea, heart failure
63  | 2016-05-31 | 36.0      | RA         | TAH+BSO 212   | none             | R0   | none
45  | 2016-10-11 | 38.7      | infrarenal | none          | none             | R0   | mass, AUB
51  | 2017-03-21 | 33.5      | RA         | TAH+BSO 97    | sternotomy       | R0   | chest distress, dyspnea
46  | 2017-08-08 | 31.2      | RA         | myomectomy 35 | sternotomy       | R0   | chest distress, mass
53  | 2017-12-19 | 28.6      | PA         | TAH 145       | sternotomy       | R0   | dyspnea, chest distress, PE
41  | 2018-03-27 | 26.3      | RA         | myomectomy 41 | mini-thoracotomy | R0   | dyspnea, AUB
49  | 2018-07-17 | 23.7      | RV         | TAH 84        | sternotomy       | R0   | chest distress, dyspnea, leg edema
57  | 2018-11-27 | 21.4      | suprarenal | STH 156       | none             | R1   | leg edema, distension
47  | 2019-03-12 | 19.0      | RA         | TAH 66        | none             | R0   | palpitations, leg edema
50  | 2019-07-23 | 15.2      | RA         | TAH 71        | sternotomy       | R0   | chest distress, dyspnea, cough
42  | 2019-11-05 | 12.6      | infrarenal | none          | none             | R0   | none
54  | 2020-03-17 | 9.8       | PA         | TAH 120       | sternotomy       | R0   | chest distress, dyspnea, syncope, effusion
45  | 2020-08-25 | 6.9       | RA         | none          | mini-thoracotomy | R0   | chest distress, dyspnea
48  | 2020-12-15 | 5.7       | RV         | TAH 58        | sternotomy       | R0   | chest distress, dyspnea, palpitations
"""  # noqa: E501

ABOUT = (
    "Example cohort: made-up patients",
    "",
    "None of these 39 women exists. No row describes a real patient, and nothing here may be "
    "cited as data.",
    "Their totals equal those that the abstract of this study reports: Shi P, et al. Management "
    "and prognosis comparison between incidental and nonincidental intravenous leiomyomatosis: a "
    "retrospective single-center real-life experience. Ann Transl Med 2022;10(9):503. "
    "doi:10.21037/atm-21-5376.",
    "Whatever the abstract does not report was invented: single ages and dates, reach within the "
    "heart, sizes, blood loss, stay, and when and where tumours recurred.",
    "Empty cells are meant: they show how unknown values are counted.",
)

# Exceptions, by date of operation.
ADJUVANT = {"2013-11-26": ("GnRH-a", 6), "2015-08-18": ("letrozole", 24)}
"""Drug and months: once in each group, where tumour was left behind."""
RECURRENT_AT_ENTRY = {"2014-03-25", "2015-08-18"}
TWO_STAGES = {"2011-07-19", "2012-09-25", "2015-03-10", "2018-07-17"}
SIZE_NOT_RECORDED = {"2013-03-19", "2013-04-09"}
STATUS_NOT_RECORDED = {"2012-06-05"}
COMPLICATION = {
    "2012-09-25": "arrhythmia",
    "2013-11-26": "injury",
    "2014-03-25": "effusion",
    "2016-01-26": "dvt",
    "2017-09-12": "infection",
    "2017-12-19": "effusion; arrhythmia",
    "2019-07-23": "effusion",
}
PULMONARY_NODULES = {"2012-09-25", "2018-07-17"}
BIRTH_AFTERWARDS = {"2018-10-23"}

PELVIC, CAVAL, CARDIAC, PULMONARY = "pelvic", "ivc", "right_heart", "pulmonary_artery"
#                 mL of blood lost  minutes     hours in intensive care  days in hospital
COURSE = {
    PELVIC: ((50, 450), (80, 190), (0, 0), (4, 9)),
    CAVAL: ((400, 1800), (210, 330), (12, 30), (8, 13)),
    CARDIAC: ((600, 3200), (300, 540), (24, 80), (10, 20)),
    PULMONARY: ((1500, 4500), (420, 620), (48, 120), (14, 26)),
}


class Dice:
    """Made-up numbers, the same on every machine.

    Only ``random()`` is used: Python promises its sequence for a seed, not those of the others.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def between(self, low: float, high: float, step: float = 1) -> float:
        """A multiple of the step from low to high, the lower of two throws as most are low."""
        thrown = min(self._random(), self._random())
        steps = int((high - low) / step * thrown + 0.5)
        return round(low + steps * step, 1)

    def chance(self, share: float) -> bool:
        """True in that share of throws."""
        return self._random() < share

    def one_of(self, choices: Sequence[str]) -> str:
        """Any of the choices."""
        return choices[int(self._random() * len(choices))]


def cohort() -> list[Row]:
    """The patients in the order of their operations."""
    stories = [
        *(incidental(told) for told in rows_of(INCIDENTAL)),
        *(nonincidental(told) for told in rows_of(NONINCIDENTAL)),
    ]
    stories.sort(key=lambda story: str(story["surgery_date"]))
    return [
        {"patient_id": f"DEMO-{number:02}"} | story | surroundings(story, Dice(seed=number))
        for number, story in enumerate(stories, start=1)
    ]


def rows_of(table: str) -> Iterator[dict[str, str]]:
    """Each line of a table as a dict from its headings; cells missing at the end are empty."""
    head, *lines = ([cell.strip() for cell in line.split("|")] for line in table.split("\n")[1:-1])
    for cells in lines:
        yield dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True))


def incidental(told: dict[str, str]) -> Row:
    """A patient in whom it was found at or after an operation for something else."""
    return {
        **common(told),
        "ivl_detection": "incidental",
        "preop_suspicion": "no",
        "prior_uterine_surgery": "none",
        "uterine_procedure": level("uterine_procedure", told["uterus"]),
        "ovarian_procedure": level("ovarian_procedure", told["ovaries"]),
        "surgical_access": "laparotomy" if told["uterus"] == "TAH" else "laparoscopy",
        "thrombectomy": "no",
        "chest_incision": "none",
        "vein_iliac": yes_no(told["reach"] == "iliac vein"),
        "vein_gonadal": yes_no(told["reach"] == "ovarian vein"),
    }


def nonincidental(told: dict[str, str]) -> Row:
    """A patient in whom it was suspected or known before: all leave without uterus and ovaries."""
    operation, _, months = told["before"].partition(" ")
    uterus, _, ovaries = operation.partition("+")
    hysterectomy = uterus in ("TAH", "STH")
    return {
        **common(told),
        "ivl_detection": "nonincidental",
        "preop_suspicion": "yes",
        "prior_uterine_surgery": level("prior_uterine_surgery", uterus),
        "interval_prior_surgery": float(months) if months else None,
        "uterine_procedure": "uterus_already_absent" if hysterectomy else "total_hysterectomy",
        "ovarian_procedure": "previously_absent" if ovaries else "both_removed",
        "surgical_access": "laparotomy",
        "thrombectomy": "yes",
        "chest_incision": level("chest_incision", told["chest"]),
    }


def common(told: dict[str, str]) -> Row:
    """What both tables tell of a patient."""
    when = told["operated"]
    operated = dt.date.fromisoformat(when)
    months, _, lost = told["months"].partition(" ")
    age = int(told["age"])
    drug, drug_months = ADJUVANT.get(when, ("none", None))
    return {
        "age_at_diagnosis": age,
        "menopausal_status": None if when in STATUS_NOT_RECORDED else "post" if age > 50 else "pre",
        "presentation_type": "recurrent" if when in RECURRENT_AT_ENTRY else "primary",
        "symptoms": options("symptoms", told["symptoms"].split(", ")),
        "tumor_extent": level("tumor_extent", told["reach"]),
        "surgery_date": operated,
        "operation_stages": "two_stage" if when in TWO_STAGES else "one_stage",
        "resection_completeness": level("resection_completeness", told["left"]),
        "complications": COMPLICATION.get(when, "none"),
        "adjuvant_therapy": level("adjuvant_therapy", drug),
        "adjuvant_months": drug_months,
        "followup_months": float(months),
        "last_followup_date": after(operated, float(months)),
        **recurrence(operated, told),
        "vital_status": None if lost else "alive",
        "lost_to_followup": yes_no(bool(lost)),
    }


def recurrence(operated: dt.date, told: dict[str, str]) -> Row:
    """Recurrence of complete resections, progression of what was left."""
    if not told.get("recurred"):
        return {"recurrence": "no"}
    months, sites, treatment = told["recurred"].split()
    return {
        "recurrence": "yes",
        "event_type": "recurrence" if told["left"] == "R0" else "progression",
        "recurrence_date": after(operated, float(months)),
        "time_to_recurrence_months": float(months),
        "recurrence_site": options("recurrence_site", sites.split("+")),
        "recurrence_treatment": level("recurrence_treatment", treatment),
    }


def surroundings(story: Row, dice: Dice) -> Row:
    """What no total of the study depends on, thrown to suit the story."""
    reach = BY_NAME["tumor_extent"].level(str(story["tumor_extent"])).group
    return {
        **background(story, dice),
        **(within_the_pelvis(dice) if reach == PELVIC else beyond_the_pelvis(story, reach, dice)),
        **course(story, reach, dice),
        **pathology(dice),
    }


def background(story: Row, dice: Dice) -> Row:
    """Pregnancies, build, myomas, and the size of the pelvic tumour."""
    when = str(story["surgery_date"])
    gravidity = dice.between(0, 5)
    operated_before = story["prior_uterine_surgery"] != "none"
    return {
        "gravidity": gravidity,
        "parity": dice.between(1, min(gravidity, 3)) if gravidity else 0,
        "bmi": dice.between(18.5, 31.0, 0.1),
        "prior_myoma": yes_no(dice.chance(0.7) or operated_before),
        "tumor_size": dice.between(2.5, 15.0, 0.5) if when not in SIZE_NOT_RECORDED else None,
    }


def within_the_pelvis(dice: Dice) -> Row:
    """Pictures and further veins of a patient who came with myomas: nobody looked at her lungs."""
    return {
        **dict.fromkeys(("vein_renal", "vein_hepatic", "ivc", "ra", "rv", "pa"), "no"),
        "imaging_us": "yes",
        "imaging_ct": "no",
        "imaging_mri": yes_no(dice.chance(0.3)),
        "echo": "no",
    }


def beyond_the_pelvis(story: Row, reach: str, dice: Dice) -> Row:
    """The same of a patient in whom tumour reached the vena cava, the heart or the lungs."""
    route = dice.one_of(("iliac", "gonadal", "both"))
    heart = reach in (CARDIAC, PULMONARY)
    adhesion = {"R2_incomplete": "ra", "R1_microscopic": "ivc"}
    return {
        "side": dice.one_of(("left", "right", "bilateral")),
        "route": route,
        "vein_iliac": yes_no(route != "gonadal"),
        "vein_gonadal": yes_no(route != "iliac"),
        "vein_renal": yes_no(dice.chance(0.15) and story["tumor_extent"] != "ivc_infrarenal"),
        "vein_hepatic": yes_no(dice.chance(0.1) and heart),
        "ivc": "yes",
        "ra": yes_no(heart),
        "rv": yes_no(story["tumor_extent"] in ("right_ventricle", "pulmonary_artery")),
        "pa": yes_no(reach == PULMONARY),
        "thrombus_diameter": dice.between(14, 48),
        "wall_adhesion": adhesion.get(str(story["resection_completeness"]), "none"),
        "pulmonary_nodules": yes_no(str(story["surgery_date"]) in PULMONARY_NODULES),
        "imaging_us": "yes",
        "imaging_ct": "yes",
        "imaging_mri": yes_no(dice.chance(0.4)),
        "echo": yes_no(heart or dice.chance(0.5)),
    }


def course(story: Row, reach: str, dice: Dice) -> Row:
    """The days in hospital and what came after them."""
    blood, minutes, hours, days = COURSE[reach]
    blood_loss = dice.between(*blood, 50)
    uterus_kept = story["uterine_procedure"] == "myomectomy"
    birth = int(str(story["surgery_date"]) in BIRTH_AFTERWARDS)
    return {
        "cpb": yes_no(story["chest_incision"] != "none"),
        "dhca": yes_no(reach == PULMONARY),
        "blood_loss": blood_loss,
        "transfusion": 100 * (blood_loss // 250) if blood_loss >= 600 else 0,
        "op_time": dice.between(*minutes, 5),
        "icu_time": dice.between(*hours),
        "los": dice.between(*days),
        "dvt_pe_postop": yes_no("dvt" in str(story["complications"])),
        "pregnancy_after": birth if uterus_kept else None,
        "live_birth": birth if uterus_kept else None,
    }


def pathology(dice: Dice) -> Row:
    """What the microscope showed; stains were not done in everybody."""
    stained = dice.chance(0.7)
    er = "positive" if dice.chance(0.9) else "negative"
    pr = "positive" if dice.chance(0.85) else "negative"
    ki67, mitoses = dice.between(1, 5), dice.between(0, 3)
    return {
        "er": er if stained else None,
        "pr": pr if stained else None,
        "ki67_pct": ki67 if stained else None,
        "mitoses_per_10hpf": mitoses,
    }


def level(name: str, word: str) -> str | None:
    """The level that the data dictionary understands by the word; None for "?"."""
    if word == "?":
        return None
    for known in BY_NAME[name].levels:
        if word in (known.name, known.label.lower(), *known.spellings):
            return known.name
    raise ValueError(f"{name} has no level spelled {word!r}")


def options(name: str, words: Sequence[str]) -> str:
    """Several levels in one cell."""
    return spreadsheet_rows.SEPARATOR.join(str(level(name, word)) for word in words)


def yes_no(answer: bool) -> str:
    """As the cells have it."""
    return "yes" if answer else "no"


def after(day: dt.date, months: float) -> dt.date:
    """The day so many months later."""
    return day + dt.timedelta(days=round(months * DAYS_PER_MONTH))


def write_csv(rows: Sequence[Row], path: Path) -> None:
    """One row per patient, headed by the names of the data dictionary; unused columns left out."""
    names = [
        column.name for column in RECORDED if any(row.get(column.name) is not None for row in rows)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for row in rows:
            writer.writerow([cell(row.get(name)) for name in names])


def cell(value: object) -> str:
    """Whole numbers without decimals, dates as 2019-03-05, unknown as nothing."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def write_xlsx(patients: pd.DataFrame, path: Path) -> None:
    """The same patients as a clinician would type them, and a sheet that says what they are."""
    rows = spreadsheet_rows.spreadsheet_rows(patients)
    book = Workbook()
    template.write_cohort(book.active, rows[rows.columns[rows.notna().any()]])
    about = book.create_sheet("About")
    about.column_dimensions["A"].width = 100
    for number, line in enumerate(ABOUT, start=1):
        about.cell(number, 1, line).alignment = Alignment(wrap_text=True)
    path.write_bytes(template.saved(book))


if __name__ == "__main__":
    write_csv(cohort(), EXAMPLE_CSV)
    write_xlsx(example_cohort().patients, EXAMPLE_CSV.with_suffix(".xlsx"))
