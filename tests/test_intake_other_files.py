"""Files of other programs and other languages: rare delimiters, long durations, Japanese."""

import pytest
from small_files import lines, open_document

from ivl.intake import Answers, Refused, preview

HEADINGS = ("ID", "Age", "Extent", "Recurrence", "FU_months")
PATIENTS = [(f"P{number}", str(40 + number), "IVC", "no", str(10 * number)) for number in (1, 2, 3)]


@pytest.mark.parametrize("delimiter", [*"^~:§¦", " "])
def test_any_delimiter_that_divides_the_headings_divides_the_rows(delimiter):
    content = lines(*map(delimiter.join, [HEADINGS, *PATIENTS]))
    read = preview(content, "cohort.csv")

    assert list(read.patients["age_at_diagnosis"]) == [41, 42, 43]
    assert list(read.patients["followup_months"]) == [10, 20, 30]
    assert [one.reason for one in read.ledger.skipped] == ["heading"]


def test_columns_of_a_fixed_width_are_refused_and_not_cut_at_their_blanks():
    rows = ["".join(cell.ljust(12) for cell in row) for row in [HEADINGS, *PATIENTS]]

    with pytest.raises(Refused, match="No row of headings was found"):
        preview(lines(*rows), "cohort.txt")


@pytest.mark.parametrize(("told", "written"), [(";", ";"), (";", ","), (",", "\t")])
def test_a_first_line_that_names_another_delimiter_than_the_rows_have_is_not_believed(
    told, written
):
    content = lines(f"sep={told}", *map(written.join, [HEADINGS, *PATIENTS]))
    read = preview(content, "cohort.csv")

    assert list(read.patients["followup_months"]) == [10, 20, 30]
    assert read.header_row == 2


def test_a_duration_of_more_than_a_day_is_read():
    def row(*cells: str, last: str) -> str:
        said = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{said}{last}</table:table-row>"

    heading = (
        '<table:table-cell office:value-type="string"><text:p>ICU time (h)</text:p>'
        "</table:table-cell>"
    )
    duration = (
        '<table:table-cell office:value-type="time" office:time-value="PT30H30M00S">'
        "<text:p>30:30:00</text:p></table:table-cell>"
    )
    rows = [row(*HEADINGS, last=heading), *(row(*her, last=duration) for her in PATIENTS)]
    read = preview(open_document("".join(rows)), "cohort.ods")

    assert list(read.patients["icu_time"]) == [30.5, 30.5, 30.5]


@pytest.mark.parametrize(
    "begins", [b"$FL2@(#) SPSS DATA FILE", b"<stata_dta><header>", b"RDX3\nX\n"]
)
def test_a_file_of_a_program_for_statistics_is_called_so(begins):
    with pytest.raises(Refused) as refused:
        preview(begins + bytes(200), "cohort.csv")

    assert str(refused.value) == (
        "This file is of a program for statistics (SPSS, SAS, Stata or R), not a spreadsheet. "
        "Export its data there as .xlsx or .csv, with labels in place of codes, and upload that."
    )


@pytest.mark.parametrize("encoding", ["shift-jis", "utf-8"])
def test_a_japanese_cohort_is_read(encoding):
    rows = [
        "症例番号,年齢,進展範囲,再発,追跡期間（月）,最終観察日,出血量(ml)",
        "1,41,下大静脈,なし,12,2020年5月3日,500",
        "2,52歳,右房,なし,24,2020年6月3日,800",
        "3,48,骨盤内,あり,36,2020年7月3日,300",
    ]
    read = preview("\n".join(rows).encode(encoding), "cohort.csv", Answers({}))
    asked = [ask for ask in read.questions if ask.stops]

    assert [ask.asks.split(":")[0] for ask in asked] == ["Column D (再発)"]
    read = preview(
        "\n".join(rows).encode(encoding), "cohort.csv", Answers({asked[0].key: "recurrence"})
    )
    assert list(read.patients["age_at_diagnosis"]) == [41, 52, 48]
    assert list(read.patients["tumor_extent"]) == ["ivc", "right_atrium", "pelvis"]
    assert list(read.patients["recurrence"]) == ["no", "no", "yes"]
    assert list(read.patients["followup_months"]) == [12, 24, 36]


def test_a_telephone_number_behind_a_code_is_not_kept():
    codes = ["P1", "P2", "P3 13912345678"]
    rows = [",".join((code, *her[1:])) for code, her in zip(codes, PATIENTS, strict=True)]
    read = preview(lines(",".join(HEADINGS), *rows), "cohort.csv")

    assert list(read.patients["patient_id"]) == ["1", "2", "3"]
    assert "13912345678" not in repr(read)


@pytest.mark.parametrize(
    "number",
    ["900101-2345678", "123.456.789-09", "RSSMRA65C53H501X", "A123456(7)", "AB123456C"],
)
def test_national_numbers_of_other_countries_are_not_kept(number):
    rows = [
        ",".join((number, *PATIENTS[0][1:])),
        ",".join((number.replace("5", "6"), *PATIENTS[1][1:])),
    ]
    read = preview(lines(",".join(HEADINGS), *rows), "cohort.csv")

    assert list(read.patients["patient_id"]) == ["1", "2"]
    assert number not in repr(read)


def test_a_cohort_in_traditional_characters_is_read():
    rows = [
        "編號,年齡,累及範圍,術後復發,追蹤時間（月）,末次追蹤日期",
        "1,41,下腔靜脈,否,12,2020-05-03",
        "2,52,右心房,是,24,2020-06-03",
    ]
    read = preview("\n".join(rows).encode("big5"), "cohort.csv")

    assert read.encoding == "Big5"
    assert list(read.patients["tumor_extent"]) == ["ivc", "right_atrium"]
    assert list(read.patients["followup_months"]) == [12, 24]
    assert read.patients["last_followup_date"].notna().all()
