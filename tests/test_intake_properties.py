"""Nothing breaks intake: any bytes at all give a preview or a sentence."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from small_files import text_file, workbook

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
WORKBOOK = workbook(Cohort=[["ID", "Age", "Extent"], ["1", 45, "IVC"]])


@unhurried
@given(st.data())
def test_a_damaged_workbook_gives_a_preview_or_a_sentence(data):
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    holds_together(bytes(content), lambda n: n - 1)
