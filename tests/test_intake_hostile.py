"""Files made to do harm, or damaged beyond reading, are refused with a sentence; nobody waits."""

import io
import itertools
import os
import re
import select
import struct
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from small_files import PLAIN, cells, patients, saved, workbook

from ivl import intake
from ivl.intake import Refused, apart, grouped, preview
from ivl.intake.apart import Readers
from ivl.intake.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from ivl.intake.gate import MOST_BYTES
from ivl.intake.grammar import read_cell
from ivl.intake.sheet import read
from ivl.schema import BY_NAME

SAVE_AS = "Open it in Excel, save it as .xlsx, and upload that."
COPY = "Copy the sheet with the cohort into a new file and upload that."
PROTECTED = "This file is protected by a password. Remove it in Excel and upload again."
DAMAGED = f"This file is damaged or of a kind that cannot be read. {SAVE_AS}"
SWOLLEN = f"This file is far larger unpacked than a cohort needs. {COPY}"
CONTRADICTORY = (
    "The parts of this file do not match its own list of contents; no spreadsheet program "
    f"writes such a file. {SAVE_AS}"
)
TORN = (
    "The end of this file is missing, as after a copy or download that was cut short. Copy or "
    "download it again and upload that."
)
NO_SPREADSHEET = (
    "This file is not a spreadsheet. Choose one that ends in .xlsx, .xls, .ods, .csv or .tsv."
)
ARCHIVE = (
    "This file is an archive of other files. Unpack it and upload the spreadsheet that is in it."
)
DOCUMENT = (
    "This file is a text document, not a spreadsheet. Copy its table into Excel, save it as .xlsx, "
    "and upload that."
)
WEB_PAGE = (
    "This file is a web page or an XML file under the name of a spreadsheet, as hospital systems "
    f"export it. {SAVE_AS}"
)
ENTITIES = (
    "This file defines abbreviations of its own (an XML document type), which no spreadsheet "
    f"program writes; unpacked, they could fill the computer's memory. {SAVE_AS}"
)
HUNGRY = f"This file takes more memory to read than any cohort needs. {COPY}"
FATAL = f"The program that reads spreadsheets stopped working on this file. {SAVE_AS}"

TABLE = [list(PLAIN), *([v.format(n) for v in PLAIN.values()] for n in range(1, 40))]
XLSX = workbook(Cohort=TABLE)


def refusal(content: bytes, filename: str = "cohort.xlsx") -> str:
    """Why a file is refused, on the way that every upload takes."""
    with pytest.raises(Refused) as refused:
        preview(content, filename)
    return str(refused.value)


# ── Files to make ────────────────────────────────────────────────────────────────────────────


def archive(parts: dict[str, bytes | str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(name, content, kind)
    return written.getvalue()


def with_parts(changes: dict[str, bytes | str], content: bytes = XLSX) -> bytes:
    """The workbook with some of its parts exchanged, or with further ones."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return archive({**{name: source.read(name) for name in source.namelist()}, **changes})


def part(name: str, content: bytes = XLSX) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return source.read(name)


SHEET = "xl/worksheets/sheet1.xml"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(rows: str, before: str = "") -> bytes:
    """An .ods file; ``rows`` is the XML of its rows, ``before`` what stands before its root."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Cohort">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:media-type="{ODS}" manifest:full-path="/"/>'
        "</manifest:manifest>"
    )
    return archive({"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_rows(table: list[list[str]]) -> str:
    return "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in table
    )


def old_workbook(table: list[list[object]]) -> bytes:
    """An .xls file."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Cohort")
    for at, row in enumerate(table):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def compound(*streams: str) -> bytes:
    """A compound file, as old Office programs write, whose directory lists streams."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack(
        "<HHHHH6xIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1
    )
    header = header.ljust(76, b"\0") + struct.pack("<I", 0) + b"\xff" * 432
    entries = b""
    for name in ("Root Entry", *streams):
        words = name.encode("utf-16-le")
        entries += (words.ljust(64, b"\0") + struct.pack("<H", len(words) + 2)).ljust(128, b"\0")
    return header + entries.ljust(2048, b"\0")


ODS_FILE = open_document(ods_rows(TABLE))
XLS_FILE = old_workbook(TABLE)
CSV_FILE = cells(*TABLE)
FILES = {"xlsx": XLSX, "ods": ODS_FILE, "xls": XLS_FILE, "csv": CSV_FILE}


@pytest.mark.parametrize("ending", FILES)
def test_the_files_that_the_others_are_made_of_are_read(ending: str):
    found = preview(FILES[ending], f"cohort.{ending}")

    assert found.cohort is not None
    assert found.cohort.n == 39


# ── Size and kind ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("content", [b"", b" \r\n\t "])
def test_an_empty_file_is_refused(content: bytes):
    assert refusal(content) == "cohort.xlsx is empty. Choose the file that holds the cohort."


def test_a_large_file_is_refused_before_it_is_opened():
    assert refusal(b"a" * (MOST_BYTES + 1)) == (
        "cohort.xlsx has 20 MB; at most 20 MB can be read. Save the sheet with the cohort as a "
        "file of its own and upload that."
    )


OTHER_KINDS = {
    "pdf": (
        b"%PDF-1.7 ...",
        "This file is a PDF, not a spreadsheet. Choose the spreadsheet that it was made from.",
    ),
    "png": (
        b"\x89PNG\r\n\x1a\n",
        "This file is a picture, not a spreadsheet. Choose the spreadsheet that it was taken from.",
    ),
    "docx": (archive({"[Content_Types].xml": "", "word/document.xml": "<w/>"}), DOCUMENT),
    "doc": (compound("WordDocument"), DOCUMENT),
    "odt": (
        archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        DOCUMENT,
    ),
    "pptx": (
        archive({"[Content_Types].xml": "", "ppt/presentation.xml": "<p/>"}),
        "This file is a presentation, not a spreadsheet. Copy its table into Excel, save it as "
        ".xlsx, and upload that.",
    ),
    "xlsb": (
        archive({"[Content_Types].xml": "", "xl/workbook.bin": b"\x83\x01"}),
        f"This file is a binary Excel workbook (.xlsb), which cannot be read here. {SAVE_AS}",
    ),
    "numbers": (
        archive({"Index/Document.iwa": b"\0"}),
        "This file is an Apple Numbers document, which cannot be read here. Export it to Excel "
        "and upload that.",
    ),
    "zip": (archive({"cohort.xlsx": XLSX}), ARCHIVE),
    "gz": (b"\x1f\x8b\x08\0\0\0\0\0", ARCHIVE),
    "msg": (compound("__properties_version1.0"), NO_SPREADSHEET),
    "exe": (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" * 20, NO_SPREADSHEET),
    "html": (b"<html><table><tr><td>ID</td></tr></table>", WEB_PAGE),
    "xml": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', WEB_PAGE),
    "mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", WEB_PAGE),
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_another_kind_of_file_is_told_by_its_bytes_whatever_its_name(kind: str, ending: str):
    content, sentence = OTHER_KINDS[kind]

    assert refusal(content, f"cohort.{ending}") == sentence


@pytest.mark.parametrize(
    ("ending", "name"),
    [("xlsx", "a.csv"), ("csv", "a.xlsx"), ("csv", "a.xls"), ("xls", "a.xlsx"), ("ods", "a.xls")],
)
def test_a_spreadsheet_under_a_wrong_ending_is_read_for_what_it_is(ending: str, name: str):
    assert apart.read(FILES[ending], name) == read(FILES[ending], f"cohort.{ending}")


# ── Passwords ────────────────────────────────────────────────────────────────────────────────


def test_a_new_workbook_under_a_password_is_refused():
    assert refusal(compound("EncryptionInfo", "EncryptedPackage")) == PROTECTED


def test_an_old_workbook_under_a_password_is_refused():
    # The record FILEPASS (0x2F) after the first one says that all the others are scrambled.
    start = XLS_FILE.index(b"\x09\x08\x10\0") + 20
    length = int.from_bytes(XLS_FILE[start + 2 : start + 4], "little")
    content = bytearray(XLS_FILE)
    content[start : start + 2] = b"\x2f\0"
    assert length >= 2

    assert refusal(bytes(content), "cohort.xls") == PROTECTED


def test_an_archive_under_a_password_is_refused():
    content = bytearray(XLSX)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + offset] |= 1

    assert refusal(bytes(content)) == PROTECTED


def test_an_open_document_under_a_password_is_refused():
    manifest = part("META-INF/manifest.xml", ODS_FILE).replace(
        b'full-path="/"/>',
        b'full-path="/"/><manifest:file-entry manifest:full-path="content.xml">'
        b"<manifest:encryption-data/></manifest:file-entry>",
    )
    content = with_parts({"META-INF/manifest.xml": manifest, "content.xml": b"\x93\1"}, ODS_FILE)

    assert refusal(content, "cohort.ods") == (
        "This file is protected by a password. Remove it in LibreOffice and upload again."
    )


def test_a_new_workbook_under_a_password_is_refused_as_such_though_it_is_damaged():
    content = compound("EncryptionInfo", "EncryptedPackage")
    at = content.index("EncryptedPackage".encode("utf-16-le"))

    assert refusal(content[:at] + b"\0" + content[at:]) == PROTECTED


def test_an_open_document_wrapped_under_a_password_is_refused():
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "encrypted-package": b"\x93\1",
        "META-INF/manifest.xml": manifest,
    }

    assert refusal(archive(parts), "cohort.ods") == (
        "This file is protected by a password. Remove it in LibreOffice and upload again."
    )


def test_a_cell_that_speaks_of_encryption_is_no_password():
    note = "EncryptedPackage 编号"
    table = [[*TABLE[0], "Note"], [*TABLE[1], note]]

    assert read(old_workbook(table), "cohort.xls").sheets[0].rows[1][-1] == note


# ── Parcels that swell or lie ────────────────────────────────────────────────────────────────


def test_a_part_that_swells_is_refused():
    swollen = with_parts({SHEET: b"<worksheet>" + b" " * 30_000_000})

    assert len(swollen) < 100_000
    assert refusal(swollen) == SWOLLEN


def test_a_part_that_swells_is_refused_even_if_nothing_reads_it():
    assert refusal(with_parts({"xl/media/picture.png": b"\0" * 30_000_000})) == SWOLLEN


def test_very_many_parts_are_refused():
    assert refusal(archive({f"{n}.xml": "" for n in range(2_001)})) == SWOLLEN


def test_a_workbook_within_a_workbook_is_not_opened():
    bomb = archive({"xl/workbook.xml": b" " * 30_000_000})
    content = with_parts({"xl/embeddings/inner.xlsx": bomb})

    assert preview(content, "cohort.xlsx").cohort is not None


def claimed(content: bytes, name: str, at: int, value: int) -> bytes:
    """The archive, whose list of contents says something else of a part from byte ``at`` on."""
    changed = bytearray(content)
    entry = changed.index(name.encode(), changed.index(b"PK\x01\x02")) - 46
    changed[entry + at : entry + at + 4] = struct.pack("<I", value)
    return bytes(changed)


UNPACKED_SIZE, PLACE = 24, 42


@pytest.mark.parametrize("size", [10, 10_000_000])
def test_a_part_that_is_not_as_long_as_the_list_says_is_refused(size: int):
    assert refusal(claimed(XLSX, SHEET, UNPACKED_SIZE, size)) == CONTRADICTORY


def test_a_part_that_swells_behind_a_small_size_is_refused():
    swollen = with_parts({SHEET: b"<worksheet>" + b" " * 30_000_000})

    assert refusal(claimed(swollen, SHEET, UNPACKED_SIZE, 100)) == SWOLLEN


def test_parts_that_share_their_bytes_are_refused():
    twins = with_parts({"xl/twin_1.xml": "<x/>", "xl/twin_2.xml": "<x/>"})
    first = twins.index(b"xl/twin_1.xml") - 30

    assert preview(twins, "cohort.xlsx").cohort is not None
    assert refusal(claimed(twins, "xl/twin_2.xml", PLACE, first)) == CONTRADICTORY


def test_two_parts_of_one_name_are_refused():
    written = io.BytesIO(XLSX)
    with zipfile.ZipFile(written, "a") as target:
        target.writestr(SHEET.upper(), "<worksheet/>")

    assert refusal(written.getvalue()) == CONTRADICTORY


def test_a_part_packed_in_an_unusual_way_is_refused():
    written = io.BytesIO(XLSX)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_LZMA) as target:
        target.writestr("xl/extra.xml", "<x/>")

    assert refusal(written.getvalue()) == CONTRADICTORY


def test_a_name_that_climbs_out_of_the_archive_does_no_harm(tmp_path: Path):
    target = tmp_path / "laid_down.txt"
    content = with_parts({f"../../../../../..{target}": "x", str(target): "x"})

    assert preview(content, "cohort.xlsx").cohort is not None
    assert not target.exists()


# ── XML ──────────────────────────────────────────────────────────────────────────────────────

_TENFOLD = "".join(
    f"<!ENTITY {more} '{f'&{less};' * 10}'>" for less, more in itertools.pairwise("abcdefghi")
)
LAUGHS = f"<!DOCTYPE x [<!ENTITY a 'ha'>{_TENFOLD}]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("document_type", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_in_a_workbook_are_refused(document_type: str, name: str):
    xml = re.sub(rb"^<\?xml.*?\?>", b"", part(name))

    assert refusal(with_parts({name: document_type.encode() + xml})) == ENTITIES


@pytest.mark.parametrize("document_type", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_in_an_open_document_are_refused(document_type: str):
    content = open_document(ods_rows([["&a;"]]), document_type)

    assert refusal(content, "cohort.ods") == ENTITIES


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be"])
def test_entities_are_found_in_every_encoding_and_behind_long_comments(codec: str):
    xml = f'<?xml version="1.0" encoding="utf-16"?><!--{"x" * 600_000}-->{LAUGHS}<x>&i;</x>'

    assert refusal(with_parts({"xl/styles.xml": xml.encode(codec)})) == ENTITIES


def test_a_cell_that_speaks_of_a_document_type_is_a_cell():
    content = workbook(Cohort=[[*TABLE[0], "Note"], [*TABLE[1], LAUGHS]])

    assert read(content, "cohort.xlsx").sheets[0].rows[1][-1] == LAUGHS


# ── Places and counts that lie ───────────────────────────────────────────────────────────────


def test_a_cell_at_the_far_end_is_refused_before_the_sheet_is_laid_out():
    book = openpyxl.load_workbook(io.BytesIO(XLSX))
    book.active["XFD1048576"] = 1

    assert refusal(saved(book)) == (
        f"Sheet Cohort has 1,048,576 rows; at most {MOST_ROWS:,} can be read. Copy the cohort "
        "alone into a new file and upload that."
    )


def test_a_cell_at_the_far_right_is_refused():
    book = openpyxl.load_workbook(io.BytesIO(XLSX))
    book.active["XFD2"] = 1

    assert refusal(saved(book)) == (
        f"Sheet Cohort has 16,384 columns; at most {MOST_COLUMNS:,} can be read. Copy the cohort "
        "alone into a new file and upload that."
    )


def test_a_stray_cell_that_makes_too_many_blank_ones_is_named():
    book = openpyxl.load_workbook(io.BytesIO(XLSX))
    book.active["AHP90001"] = 1

    assert refusal(saved(book)) == (
        f"Sheet Cohort reaches to AHP90001, which makes 81,000,900 cells; at most {MOST_CELLS:,} "
        "can be read. Perhaps a stray cell is filled far from the cohort. Copy the cohort alone "
        "into a new file and upload that."
    )


@pytest.mark.parametrize("claim", ["A1", "A1:XFD1048576", "A1:B2"])
def test_what_a_sheet_says_of_its_size_is_not_believed(claim: str):
    old = b'<dimension ref="A1:L40"'
    assert old in part(SHEET)
    content = with_parts({SHEET: part(SHEET).replace(old, f'<dimension ref="{claim}"'.encode())})

    assert apart.read(content, "cohort.xlsx") == read(XLSX, "cohort.xlsx")


@pytest.mark.parametrize("place", ["A0", "A99999999999999999999", "AAAAAAAAA1", "1A", "é5", ""])
def test_a_cell_at_an_impossible_place_gives_a_preview_or_a_sentence(place: str):
    content = with_parts({SHEET: part(SHEET).replace(b'r="B3"', f'r="{place}"'.encode())})

    assert holds_together(content)


@pytest.mark.parametrize(
    ("rows", "columns", "sentence"),
    [
        (1_048_576, 1, f"Sheet Cohort has 1,048,577 rows; at most {MOST_ROWS:,} can be read."),
        (1, 16_384, f"Sheet Cohort has 16,384 columns; at most {MOST_COLUMNS:,} can be read."),
        (
            10**18,
            10**18,
            f"Sheet Cohort has {10**18 + 1:,} rows; at most {MOST_ROWS:,} can be read.",
        ),
    ],
)
def test_cells_repeated_without_end_are_refused(rows: int, columns: int, sentence: str):
    row = (
        f'<table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell table:number-columns-repeated="{columns}">'
        "<text:p>1</text:p></table:table-cell></table:table-row>"
    )
    content = open_document(ods_rows([["ID"]]) + row)

    assert refusal(content, "cohort.ods") == (
        f"{sentence} Copy the cohort alone into a new file and upload that."
    )


def test_blank_cells_repeated_to_the_end_of_the_sheet_do_no_harm():
    row = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    content = open_document(ods_rows(TABLE) + row)

    assert len(apart.read(content, "cohort.ods").sheets[0].rows) == 40


@pytest.mark.parametrize(("row", "column"), [(65_535, 255), (200, 255), (65_535, 1)])
def test_a_stray_cell_in_an_old_workbook_gives_a_preview_or_a_sentence(row: int, column: int):
    table = [*TABLE, *([] for _ in range(len(TABLE), row)), [*[""] * column, "stray"]]

    assert holds_together(old_workbook(table), "cohort.xls")


def test_five_thousand_columns_are_refused():
    table = cells([f"Column {n}" for n in range(5_000)], ["1"] * 5_000)

    assert refusal(table, "wide.csv") == (
        f"This file has 5,000 columns; at most {MOST_COLUMNS:,} can be read. Copy the cohort alone "
        "into a new file and upload that."
    )


def test_more_rows_than_a_cohort_has_are_refused():
    assert refusal(b"ID,Age\n" * (MOST_ROWS + 1), "long.csv") == (
        f"This file has {MOST_ROWS + 1:,} rows; at most {MOST_ROWS:,} can be read. Copy the cohort "
        "alone into a new file and upload that."
    )


def holds_together(content: bytes, filename: str = "cohort.xlsx") -> bool:
    """Whether a file gives a preview, or a refusal in a sentence."""
    try:
        found = preview(content, filename)
    except Refused as refused:
        return str(refused).endswith(".")
    return len(found.patients) == len(found.ledger.patients)


# ── Torn and damaged ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_torn_workbook_is_refused_and_never_read_in_part(ending: str):
    content = FILES[ending]
    sentences = set()
    for length in range(9, len(content) - 1, len(content) // 25):
        with pytest.raises(Refused) as refused:
            read(content[:length], f"cohort.{ending}")
        sentences.add(str(refused.value))

    assert sentences <= {TORN, DAMAGED}


def test_a_hollow_workbook_is_refused():
    assert refusal(compound("Workbook"), "cohort.xls") == DAMAGED


# ── Macros and links ─────────────────────────────────────────────────────────────────────────


def test_macros_and_links_to_other_files_are_left_alone():
    link = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/externalLinkPath" Target="http://localhost:9/x.xlsx" TargetMode="External"/>'
        "</Relationships>"
    )
    content = with_parts(
        {
            "xl/vbaProject.bin": compound("VBA"),
            "xl/externalLinks/externalLink1.xml": link,
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations,
        }
    )

    assert apart.read(content, "cohort.xlsm") == read(XLSX, "cohort.xlsx")


def test_a_sheet_that_is_said_to_lie_elsewhere_is_not_fetched():
    name = "xl/_rels/workbook.xml.rels"
    content = with_parts(
        {name: part(name).replace(b"/xl/worksheets/sheet1.xml", b"http://localhost:9/sheet1.xml")}
    )

    assert b"localhost" in part(name, content)
    assert refusal(content) == (
        "No row of headings was found in cohort.xlsx. Head the columns with names such as Patient "
        "ID, Age, Extent, Recurrence and Follow-up (months), or use the template."
    )


# ── Text ─────────────────────────────────────────────────────────────────────────────────────


def test_a_zero_byte_within_text_is_shown_its_line():
    content = patients({}, {}, {}).replace(b"P2", b"P\0002")

    assert refusal(content, "cohort.csv") == (
        "Line 3 of this file holds a character that no text has (code 0), so part of it may be "
        "damaged. Open it in Excel, see whether that line is whole, save it as .xlsx, and upload "
        "that."
    )


@pytest.mark.parametrize("ending", [b"\0" * 600, b"\x1a"])
def test_what_old_systems_write_behind_the_end_of_a_text_is_no_damage(ending: bytes):
    assert apart.read(CSV_FILE + ending, "cohort.csv") == read(CSV_FILE, "cohort.csv")


def test_text_of_control_characters_is_no_spreadsheet():
    assert refusal(b"ID,Age\n1,\x01\x02\x03", "cohort.csv") == NO_SPREADSHEET


def test_characters_that_cannot_be_seen_neither_part_codes_nor_hide_words():
    content = patients(
        {"ID": "P1"},
        {"ID": "P\u200b1\u202e"},
        {"ID": "\u200f", "Extent": "I\u2060VC\u2069"},
    ).replace(b"Recurrence", "\u202bRecur\u00adrence".encode())
    found = preview(content, "cohort.csv")

    assert [group.sentence for group in grouped(found.problems)][:2] == [
        "Patient: Rows 2 and 3 are the same in every column. The patient counts once. Delete "
        "the rows that repeat her.",
        "Row 4, Patient: There is no ID. She counts as a patient of her own. Enter her ID, "
        "or delete the row if it is no patient.",
    ]
    assert list(found.patients["patient_id"]) == ["P1", "row 4"]
    assert list(found.patients["extent_group"]) == ["ivc", "ivc"]
    assert list(found.patients["recurrence"]) == ["no", "no"]


# ── Anything at all ──────────────────────────────────────────────────────────────────────────

unhurried = settings(deadline=None, max_examples=25)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The bytes with some changed, some gone and some put in."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(changed) - 1)))
        n_gone = draw(st.sampled_from([0, 1, 1, 4, 100]))
        changed[at : at + n_gone] = draw(st.binary(max_size=4) | st.sampled_from(NASTY))
    return bytes(changed)


NASTY = [
    b"\0",
    b"\xff" * 4,
    b"\x7f\xff\xff\xff",
    b"999999999",
    b"-1",
    b"<",
    b"&",
    b'"',
    b"XFD1048576",
]


@unhurried
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_damage_gives_a_preview_or_a_sentence(ending: str, data: st.DataObject):
    assert holds_together(data.draw(damaged(FILES[ending])), f"cohort.{ending}")


PARTS = [
    (content, name)
    for content, names in (
        (XLSX, (SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels")),
        (ODS_FILE, ("content.xml", "META-INF/manifest.xml", "mimetype")),
    )
    for name in names
]


@unhurried
@given(st.sampled_from(PARTS), st.data())
def test_damage_within_a_whole_parcel_gives_a_preview_or_a_sentence(chosen, data: st.DataObject):
    content, name = chosen
    changed = data.draw(damaged(part(name, content)))

    assert holds_together(with_parts({name: changed}, content))


@unhurried
@given(
    st.sampled_from([b"", *(content[:n] for content in FILES.values() for n in (4, 8, 600))]),
    st.binary(max_size=2_000),
)
def test_any_bytes_behind_any_beginning_give_a_preview_or_a_sentence(start: bytes, rest: bytes):
    assert holds_together(start + rest, "any")


# ── A process of its own ─────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def readers():
    """Processes whose parser does what the file says: see ``hostile_readers``."""
    found = Readers("hostile_readers:read", seconds=20, most_memory=400 * 1024**2)
    yield found
    found.close()


ENDS = {
    b"abort": FATAL,
    b"crash": FATAL,
    b"end": FATAL,
    b"panic": DAMAGED,
    b"hog": HUNGRY,
}


@pytest.mark.parametrize("ending", ENDS, ids=bytes.decode)
def test_a_parser_that_comes_to_a_bad_end_gives_a_sentence_and_the_next_file_is_read(
    readers: Readers, ending: bytes
):
    with pytest.raises(Refused) as refused:
        readers.read(ending, "cohort.xlsx")

    assert str(refused.value) == ENDS[ending]
    assert readers.read(b"", "cohort.xlsx").sheets[0].name == "0 seen"


def test_a_parser_that_does_not_come_to_an_end_is_let_go():
    readers = Readers("hostile_readers:read", seconds=0.5)
    with pytest.raises(Refused) as refused:
        readers.read(b"loop", "cohort.xlsx")

    assert str(refused.value) == (
        f"This file took longer to read than 0.5 seconds, so reading was stopped. {COPY}"
    )


def test_a_parser_that_was_taken_over_cannot_make_this_process_call_anything(
    readers: Readers, tmp_path: Path
):
    with pytest.raises(Refused) as refused:
        readers.read(b"takeover", str(tmp_path / "made"))

    assert str(refused.value) == FATAL
    assert not (tmp_path / "made").exists()


def test_what_a_parser_prints_is_no_answer(readers: Readers):
    assert readers.read(b"print", "cohort.xlsx").sheets[0].name == "0 seen"


def test_nothing_of_a_file_is_left_for_the_next(readers: Readers):
    assert readers.read(b"keep", "cohort.xlsx").sheets[0].name == "1 seen"
    assert readers.read(b"keep", "cohort.xlsx").sheets[0].name == "1 seen"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets a process no such limit")
def test_a_parser_can_write_no_file(readers: Readers, tmp_path: Path):
    target = tmp_path / "leak.txt"
    with pytest.raises(Refused):
        readers.read(b"write", str(target))

    assert not target.exists() or target.read_bytes() == b""


def test_files_that_are_read_at_once_do_not_mix():
    readers = Readers(at_once=2)
    files = [patients({"ID": f"only {n}"}) for n in range(12)]
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda content: readers.read(content, "a.csv"), files))
    readers.close()

    assert [book.sheets[0].rows[1][0] for book in found] == [f"only {n}" for n in range(12)]


def test_a_file_that_takes_its_time_holds_up_nobody_else():
    readers = Readers("hostile_readers:read", seconds=2, at_once=2)
    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(readers.read, b"loop", "slow.csv")
        found = [readers.read(b"", "cohort.csv") for _ in range(3)]
        assert not slow.done()
    readers.close()

    assert len(found) == 3
    assert "took longer to read" in str(slow.exception())


def test_a_file_that_takes_too_long_to_understand_is_let_go():
    rows = [{"Symptoms": f"qx{number}zj"} for number in range(3_000)]
    opened = intake.opened(patients(*rows), "a.csv")

    with pytest.raises(Refused) as refused:
        replace(opened, seconds=0.01).preview()
    assert str(refused.value) == (
        "This file took longer than 0.01 seconds to understand, so that was stopped. It happens "
        "where thousands of cells hold something other than answers. Copy the columns that record "
        "the cohort into a new file and upload that."
    )
    assert read_cell("47", BY_NAME["age_at_diagnosis"]).value == 47, "over for that file alone"


def test_a_file_that_finds_no_place_is_refused_in_time():
    readers = Readers("hostile_readers:read", seconds=1, at_once=1)
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(readers.read, b"loop", "a.csv") for _ in range(3)]
    readers.close()
    said = sorted(str(one.exception()) for one in waiting)

    assert said[0] == (
        "Other files are being read, and this computer has no room for one more. Wait a minute "
        "and upload again."
    )
    assert "took longer to read" in said[2]


PROGRAM = """
import sys
sys.path.append("tests")
from ivl.intake.apart import Readers
readers = Readers("hostile_readers:read")
readers.read(b"", "cohort.csv")
print(readers._idle[0]._process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process in the way of Linux")
def test_the_process_ends_with_the_one_that_started_it():
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout
        process = os.pidfd_open(int(program.stdout.readline()))
        program.kill()

    ended, _, _ = select.select([process], [], [], 20)
    os.close(process)
    assert ended


def test_a_process_that_nobody_is_left_to_end_ends_by_itself():
    process = apart._Process("hostile_readers:read", seconds=0, most_memory=apart.MOST_MEMORY)

    assert process._exchanged(b"loop", "cohort.csv") == b""
    process.end()


def test_the_process_has_neither_the_page_nor_the_tables():
    here = Path(apart.__file__).parent
    script = apart._PROGRAM.replace(
        "serve(sys.argv", "print(*sys.modules); raise SystemExit(sys.argv"
    )
    output = subprocess.run(
        [sys.executable, "-ISc", script, "", "0", "0", str(here), *sys.path],
        capture_output=True,
        text=True,
    ).stdout
    loaded = {name.partition(".")[0] for name in output.split()}

    assert "ivl.intake.handover" in output
    assert {"streamlit", "pandas", "numpy", "plotly"}.isdisjoint(loaded)
