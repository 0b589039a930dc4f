"""What a column of the data dictionary is made of: levels, headings, questions."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

DAYS_PER_MONTH: Final = 30.4375
"""365.25 / 12; the one conversion between dates and months."""

Kind = Literal["text", "number", "date", "yes_no", "category", "several", "event"]
Need = Literal["required", "wanted", "optional", "derived"]
Topic = Literal["Patient", "Presentation", "Tumour", "Treatment", "Follow-up"]


@dataclass(frozen=True)
class Level:
    """One answer that a category column can hold."""

    name: str
    """As it stands in frames, links and downloads: ``right_atrium``."""

    label: str
    """As it stands on screen: "Right atrium"."""

    spellings: tuple[str, ...] = ()
    """How spreadsheets write it, in English and Chinese; name and label are always understood."""

    group: str = ""
    """The level of the column derived from this one, for instance the extent group."""

    covers: frozenset[str] = frozenset()
    """Names of the levels that say the same more precisely."""

    alike_headings: tuple[str, ...] = ()
    """Of an option: headings of something else that may be this all the same."""


@dataclass(frozen=True)
class Question:
    """Headings that turn a category into a yes or no, such as "Death" for the vital status."""

    headings: tuple[str, ...]
    yes: str
    """Name of the level that a yes stands for."""

    no: str
    """Name of the level that a no stands for."""

    is_vague: bool = False
    """The headings are as general as ``Column.vague_headings``."""


UNKNOWN = Level("unknown", "Unknown")
YES = Level("yes", "Yes")
NO = Level("no", "No")

YES_SPELLINGS = ("y", "yes", "true", "t", "1", "+", "positive", "present", "有", "是", "√", "✓",
                 "已", "あり", "有り", "阳性", "+ve", "pos", "(+)", "used", "checked", "✔", "☑", "✅")  # fmt: skip
NO_SPELLINGS = ("n", "no", "false", "f", "0", "none", "absent", "negative", "无", "否", "×", "✗",
                "没有", "阴性", "-ve", "neg", "nil", "never", "not yet", "not used",
                "not required", "not needed", "no need", "not performed", "未使用", "未用",
                "none detected", "none seen", "no evidence", "(-)", "暂无", "尚无",
                "目前无", "至今无", "なし", "無し", "unchecked", "✘", "☐", "❌")  # fmt: skip
UNKNOWN_SPELLINGS = ("-", "--", "—", "–", "/", "\\", "na", "n/a", "#n/a", "nr", "nd", "unknown",
                     "not known", "nk", "n/k", "n.k.", "n.a.", "unk", "not assessed", "not tested",
                     "not done", "not stated", "not documented", "no data", "not applicable", "n.d.",
                     "unclear", "tbc", "tba", "pending", "awaited", "awaiting", "??", "…", "...",
                     "blank", "——", "not recorded", "not available", "missing", "null", "nan", "?",
                     "？", ".", "不清楚", "不清", "不明", "未知晓", "待查", "待定", "不详", "未知",
                     "缺失", "空", "未查", "未测", "未做", "未记录", "无记录",
                     "未随访")  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One item of the data dictionary."""

    name: str
    """As it stands in frames and downloads."""

    label: str
    """As it stands on screen."""

    kind: Kind
    topic: Topic
    need: Need = "optional"

    meaning: str = ""
    """One sentence for the template and for help texts."""

    unit: str = ""
    low: float = float("-inf")
    """Smallest plausible number, in ``unit``."""

    high: float = float("inf")
    """Largest plausible number, in ``unit``."""

    is_count: bool = False
    """Whether it counts things, so that only whole numbers are answers."""

    own_levels: tuple[Level, ...] = ()
    headings: tuple[str, ...] = ()
    """How spreadsheets head the column. A heading that stands in two columns is ambiguous."""

    vague_headings: tuple[str, ...] = ()
    """Headings too general to be believed alone, such as "Status" and "Time": what stands below
    has to prove the column, or the owner of the file says it."""

    questions: tuple[Question, ...] = ()
    """Headings under which yes and no are answers to a category."""

    prefix: str = ""
    """For a column of several options: what their columns' names begin with."""

    options_stand_alone: bool = False
    """For a column of several options: a heading may name an option alone, such as "Dyspnoea"."""

    shared_headings: tuple[str, ...] = ()
    """Headings of cells that answer several columns at once, such as "G3P2"."""

    instead: str = ""
    """Name of the column that the headings mean where the cells hold its answers and not this
    one's: dates in place of numbers, the access in place of the procedure."""

    adds_up: bool = False
    """Whether several columns of a file may each tell a part of it, so that one yes is a yes."""

    yes_words: tuple[str, ...] = ()
    """Answers that say yes to this column alone, such as the name of what it asks about."""

    no_words: tuple[str, ...] = ()
    """Answers that say no to this column alone."""

    timed_as: str = ""
    """Name of the column that the headings mean where they tell a unit of time."""

    alike_headings: tuple[str, ...] = ()
    """Headings of something else that may be this all the same: offered, and never taken."""

    reference: str = ""
    """Name of the level that every difference and ratio compares the others with; "" for "no"
    where yes and no are the levels, and for the first level elsewhere."""

    made_of: str = ""
    """Name of the recorded column that a derived one only puts in other words; "" for others."""

    without: str = ""
    """What cannot be shown from a file that lacks the column, in one sentence."""

    @property
    def axis(self) -> str:
        """Label with unit, as an axis or a table heading shows it."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Every level a patient can have, in clinical order, unknown last."""
        if self.kind == "yes_no":
            return (YES, NO, UNKNOWN)
        return (*self.own_levels, UNKNOWN) if self.kind == "category" else self.own_levels

    @cached_property
    def level_names(self) -> list[str]:
        return [level.name for level in self.levels]

    def level(self, name: str) -> Level:
        """The level of that name.

        Raises:
            KeyError: if the column has no such level.
        """
        for level in self.levels:
            if level.name == name:
                return level
        raise KeyError(f"{self.label} has no level {name!r}")

    @cached_property
    def all_headings(self) -> tuple[str, ...]:
        """Every heading that can be believed.

        Name and label, the synonyms, and those that ask yes or no.
        """
        believed = (question for question in self.questions if not question.is_vague)
        asked = (heading for question in believed for heading in question.headings)
        return (self.name, self.label, *self.headings, *asked)

    @cached_property
    def options(self) -> tuple["Column", ...]:
        """For kind "several": a yes_no column for each option; empty for other kinds."""
        if self.kind != "several":
            return ()
        return tuple(
            Column(
                name=f"{self.prefix or self.name}_{option.name}",
                label=option.label,
                kind="yes_no",
                topic=self.topic,
                meaning=f"{self.label}: {option.label}.",
                headings=option.spellings
                if self.options_stand_alone and option.name not in ("none", "other")
                else (),
            )
            for option in self.own_levels
        )


def words(text: str) -> tuple[str, ...]:
    """What stands between upright strokes, of which some may be idle: "Age | Patient age"."""
    return tuple(word for piece in text.split("|") if (word := piece.strip()))


def level(
    name: str, label: str, spellings: str = "", group: str = "", covers: str = "", alike: str = ""
) -> Level:
    """A level, its spellings in one text; see ``words``."""
    told, covered, near = (words(said) if said else () for said in (spellings, covers, alike))
    return Level(name, label, told, group, frozenset(covered), near)


def question(headings: str, yes: str, no: str, is_vague: bool = False) -> Question:
    """A question, its headings in one text; see ``words``."""
    return Question(words(headings), yes, no, is_vague)


NONE_SPELLINGS = " | none | no | nil | 0 | 无 | 否 | 没有 | "
OTHER = level("other", "Other", "others | 其他 | 其它")
