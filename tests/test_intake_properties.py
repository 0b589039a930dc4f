"""Nothing breaks intake: any bytes at all give a preview or a sentence."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_files import old_workbook, open_sheet, text_file, workbook

from ivl.intake import Answers, Refused, grouped, preview
from ivl.schema import RECORDED

unhurried = settings(deadline=None, max_examples=25)

HEADINGS = [heading for column in RECORDED for heading in column.all_headings] + [
    "Name", "姓名", "出生日期", "Remarks", "", "symptom___1", "redcap_event_name", "Age (days)",
    "复发(0=否 1=是)", "Surgery date (dd/mm/yyyy)",
]  # fmt: skip
CELLS = [
    "", "-", "45", "12-24", ">60", "60s", "是", "否", "未", "1", "2", "99", "IVC",
    "下腔静脉、右心房",
    "2019/3/5", "3/4/2019", "2019年3月", "胸闷、气短", "=1+1", "nan", "inf", "1e400", "²", "½", "٣",
    "5/0/2019", "99999", "0:99", "3y2m", "3-0-1-2", "\u202e", "13800138000", "9" * 400, "x" * 400,
]  # fmt: skip

tables = st.lists(
    st.lists(st.sampled_from(CELLS) | st.text(max_size=12), max_size=6), max_size=6
).flatmap(
    lambda below: st.lists(st.sampled_from(HEADINGS), max_size=6).map(lambda head: [head, *below])
)


def holds_together(content: bytes, choose: Callable[[int], int]) -> None:
    """The file is refused with a sentence, or every part of its preview can be shown."""
    refusal = "Refused."
    try:
        read = preview(content, "any.csv")
        answers = Answers()
        for question in read.questions:
            chosen = question.options[choose(len(question.options))]
            answers = answers.with_choice(question.key, chosen.value)
        for found in (read, preview(content, "any.csv", answers)):
            assert len(found.patients) == len(found.ledger.patients)
            assert found.patients["patient_id"].is_unique or found.errors
            assert all(group.sentence.endswith(".") for group in grouped(found.problems))
            assert (found.cohort is None) == bool(found.errors or found.open_questions)
    except Refused as refused:
        refusal = str(refused)
    assert refusal.endswith(".")


@unhurried
@given(tables, st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.randoms())
def test_any_table_gives_a_preview_or_a_sentence(table, codec, random):
    table = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in table]
    holds_together(text_file(table, codec, ","), random.randrange)


@unhurried
@given(st.binary(max_size=400))
def test_any_bytes_give_a_preview_or_a_sentence(content: bytes):
    holds_together(content, lambda n: 0)


# Made once: a workbook holds the time at which it was made, and with it changes its length.
ROWS = [["ID", "Age", "Extent", "随访时间"], ["1", 45, "IVC", "36个月"], ["2", 51, "RA", "2年"]]
WHOLE = {
    "xlsx": workbook(Cohort=ROWS),
    "xls": old_workbook(ROWS),
    "ods": open_sheet(ROWS),
    "gb18030": text_file(ROWS, "gb18030", ","),
    "utf-16": text_file(ROWS, "utf-16", "\t"),
}


def changed(content: bytes, data: st.DataObject) -> bytes:
    """The bytes with some of them overwritten, or a stretch cut out, doubled or put elsewhere."""
    places = st.integers(0, len(content))
    for _ in range(data.draw(st.integers(1, 8))):
        start, end = sorted((data.draw(places), data.draw(places)))
        content = data.draw(
            st.sampled_from(
                [
                    content[:start] + data.draw(st.binary(max_size=4)) + content[start + 4 :],
                    content[:start] + content[end:],
                    content[:end] + content[start:],
                    content[end:] + content[start:end] + content[:start],
                ]
            )
        )
    return content


@pytest.mark.parametrize("kind", WHOLE)
@unhurried
@given(st.data())
def test_a_damaged_file_of_any_kind_gives_a_preview_or_a_sentence(kind, data):
    holds_together(changed(WHOLE[kind], data), lambda n: n - 1)


@pytest.mark.parametrize("kind", WHOLE)
@unhurried
@given(st.data())
def test_a_file_continued_by_another_gives_a_preview_or_a_sentence(kind, data):
    start = WHOLE[kind][: data.draw(st.integers(0, len(WHOLE[kind])))]
    other = WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))]
    holds_together(start + other[data.draw(st.integers(0, len(other))) :], lambda n: n - 1)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@unhurried
@given(st.data())
def test_an_archive_whose_part_is_damaged_gives_a_preview_or_a_sentence(kind, data):
    """The archive is sound and so are its sums: only a reader of the XML can find the damage."""
    with zipfile.ZipFile(io.BytesIO(WHOLE[kind])) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    damaged = data.draw(st.sampled_from(sorted(parts)))
    parts[damaged] = changed(parts[damaged], data)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    holds_together(written.getvalue(), lambda n: n - 1)
