"""Before any reader sees a file: what kind of file it is, and whether it may be opened.

Only the standard library looks at the bytes here. What kind of file it is, its first bytes say;
hospital systems like to name text ".xls".
"""

from typing import Final, Literal

from ivl.intake import archives
from ivl.intake.refusal import (
    ARCHIVE,
    BINARY_WORKBOOK,
    DOCUMENT,
    NO_SPREADSHEET,
    NUMBERS,
    PDF,
    PICTURE,
    PROTECTED,
    PROTECTED_ODS,
    SLIDES,
    STATISTICS,
    TORN,
    WEB_PAGE,
    Refused,
)

Kind = Literal["zipped", "xls", "text"]

MOST_MEGABYTES: Final = 20
"""Size of a spreadsheet that is taken."""

MOST_BYTES: Final = MOST_MEGABYTES * 1024**2

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS: Final = (
    (b"%PDF", PDF),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"$FL2@", STATISTICS),
    (b"$FL3@", STATISTICS),
    (b"<stata_dta>", STATISTICS),
    (b"RDX2\n", STATISTICS),
    (b"RDX3\n", STATISTICS),
    (bytes(12) + b"\xc2\xea\x81\x60", STATISTICS),
    (b"{\\rtf", DOCUMENT),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ", ARCHIVE),
    (b"PK\x05\x06", ARCHIVE),
)
_ENCRYPTED: Final = "EncryptedPackage"
_WEB: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"mime-version:")
_OTHER_ZIPS: Final = (
    ("xl/workbook.bin", BINARY_WORKBOOK),
    ("word/document.xml", DOCUMENT),
    ("ppt/presentation.xml", SLIDES),
    ("Index/Document.iwa", NUMBERS),
)
_OTHER_OPEN_DOCUMENTS: Final = (
    (b"application/vnd.oasis.opendocument.text", DOCUMENT),
    (b"application/vnd.oasis.opendocument.presentation", SLIDES),
)


def admitted(content: bytes, filename: str) -> Kind:
    """What kind of spreadsheet a file is.

    Args:
        content: the whole file.
        filename: for the messages.

    Raises:
        Refused: if it is empty, larger than 20 MB, no spreadsheet, protected by a password, cut
            off, or a parcel that swells or contradicts itself.
    """
    if not content.strip():
        raise Refused(f"{filename} is empty. Choose the file that holds the cohort.")
    if len(content) > MOST_BYTES:
        raise Refused(
            f"{filename} has {len(content) / 1024**2:.0f} MB; at most {MOST_MEGABYTES} MB can be "
            "read. "
            "Save the sheet with the cohort as a file of its own and upload that."
        )
    for mark, sentence in _OTHER_KINDS:
        if content.startswith(mark):
            raise Refused(sentence)
    if content.startswith(_ZIP):
        _admit_zip(content)
        return "zipped"
    if content.startswith(_OLE):
        _admit_ole(content)
        return "xls"
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB):
        raise Refused(WEB_PAGE)
    return "text"


def _admit_zip(content: bytes) -> None:
    names = archives.checked(content)
    if "xl/workbook.xml" in names:
        return
    for name, sentence in _OTHER_ZIPS:
        if name in names:
            raise Refused(sentence)
    manifest = "META-INF/manifest.xml"
    if manifest in names and b":encryption-data" in archives.part(content, manifest):
        raise Refused(PROTECTED_ODS)
    if "content.xml" not in names:
        is_office = "[Content_Types].xml" in names or "mimetype" in names
        raise Refused(NO_SPREADSHEET if is_office else ARCHIVE)
    kind = archives.part(content, "mimetype")
    for mark, sentence in _OTHER_OPEN_DOCUMENTS:
        if kind.startswith(mark):
            raise Refused(sentence)


def _admit_ole(content: bytes) -> None:
    """An old workbook; a new one under a password is wrapped in the same way."""
    if _has_stream(content, _ENCRYPTED):
        raise Refused(PROTECTED)
    if _has_stream(content, "WordDocument"):
        raise Refused(DOCUMENT)
    if _has_stream(content, "PowerPoint Document"):
        raise Refused(SLIDES)
    is_workbook = _has_stream(content, "Workbook") or _has_stream(content, "Book")
    if not is_workbook and _ENCRYPTED.encode("utf-16-le") in content:
        raise Refused(PROTECTED)  # whose directory is damaged
    if _has_stream(content, "Root Entry") and not is_workbook:
        raise Refused(NO_SPREADSHEET)
    if _length_by_header(content) > len(content):
        raise Refused(TORN)


def _has_stream(content: bytes, name: str) -> bool:
    """Whether the directory lists a stream of that name.

    Its entries have 128 bytes each: the name in UTF-16, filled up to 64 bytes, then the length of
    the name with the zero at its end. See Microsoft's [MS-CFB], section 2.6.1.
    """
    words = name.encode("utf-16-le")
    entry = words.ljust(64, b"\0") + (len(words) + 2).to_bytes(2, "little")
    at = content.find(entry)
    while at > 0 and at % 128:
        at = content.find(entry, at + 1)
    return at > 0


def _length_by_header(content: bytes) -> int:
    """Bytes that the file has at least, by its own table of sectors: [MS-CFB], section 2.3."""
    sector = 1 << int.from_bytes(content[30:32], "little")
    n_tables = int.from_bytes(content[44:48], "little")
    tables = [int.from_bytes(content[at : at + 4], "little") for at in range(76, 512, 4)]
    used = [number for number in tables[: min(n_tables, 109)] if number < 0xFFFFFFFA]
    return sector * (max(used, default=0) + 1)
