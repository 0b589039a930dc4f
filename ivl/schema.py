"""The data dictionary: what a cohort records of each patient, and how spreadsheets name it.

Intake, filters, axes, tables, downloads, the template and the documentation all read this
module; nothing else in the package lists a column, a level or a heading.

How a column is kept in ``Cohort.patients`` depends on its kind:

=========  ==========================================================================
text       string, ``""`` where nothing is recorded
number     float in the column's unit, NaN where unknown
date       datetime64, NaT where unknown
yes_no     ordered category yes, no, unknown
category   ordered category, the levels in clinical order and unknown last
several    one yes_no column per option, called ``<prefix>_<option>``; see ``options``
event      boolean with NA: whether the end of the patient's time is an event
=========  ==========================================================================

Clinical facts behind the levels: the founding study (Shi, Ann Transl Med 2022;10:503) and the
series that the headings were seen in.
"""

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
                 "已", "阳性", "checked", "✔", "☑", "✅")  # fmt: skip
NO_SPELLINGS = ("n", "no", "false", "f", "0", "none", "absent", "negative", "无", "否", "×", "✗",
                "没有", "阴性", "unchecked", "✘", "☐", "❌")  # fmt: skip
UNKNOWN_SPELLINGS = ("-", "--", "—", "–", "/", "\\", "na", "n/a", "#n/a", "nr", "nd", "unknown",
                     "not known", "nk", "unk", "not recorded", "not available", "missing", "null", "nan", "?",
                     "？", ".", "不详", "未知", "缺失", "空", "未查", "未测", "未做", "未记录",
                     "无记录", "未随访")  # fmt: skip


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

    dated_as: str = ""
    """Name of the column that the headings mean where the cells hold dates, not numbers."""

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


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


def _level(name: str, label: str, spellings: str = "", group: str = "") -> Level:
    return Level(name, label, _words(spellings) if spellings else (), group)


def _question(headings: str, yes: str, no: str, is_vague: bool = False) -> Question:
    return Question(_words(headings), yes, no, is_vague)


_NONE_SPELLINGS = "none | no | nil | 0 | 无 | 否 | 没有"
_OBSTETRIC = _words(
    "GxPx | GP | Gravida/para | Gravidity/parity | Obstetric history | 孕产次 | 孕产史 | 孕产"
)
_OTHER = _level("other", "Other", "others | 其他 | 其它")

RECORDED: tuple[Column, ...] = (
    # ── Patient ────────────────────────────────────────────────────────────────────────────
    Column(
        "patient_id", "Patient", "text", "Patient", "required",
        "A code that stands for one patient and no one else. Not a name or a hospital number.",
        headings=_words(
            "Pat-Nr | Sr No | Sl No | "
            "Patient code | Patient number | Case number | Case ID | Study number | "
            "Study No | Serial number | Serial No | Participant | Participant ID | 患者代码 | 患者序号 | "
            "病人编号 | 研究号 | 入组编号 | 受试者编号 | "
            "ID | Case No | Patient | Patient ID | Patient No | Record ID | "
            "Study ID | Subject | Subject ID | MRN | 编号 | 序号 | 病例号 | 病例编号 | 患者编号 | "
            "研究编号 | 住院号 | 病案号 | 登记号 | 例号 | 病人号 | 患者号"
        ),
        vague_headings=_words("Pt | Pat | Case | Code | No | No. | 病人 | 患者 | 病例"),
    ),
    Column(
        "age_at_diagnosis", "Age", "number", "Patient", "required",
        "Age when the tumour was diagnosed, in years.",
        unit="years", low=10, high=100,
        without="Nothing can be narrowed or split by age.",
        headings=_words(
            "Age at presentation | Age at admission | Age at treatment | 就诊年龄 | 入院年龄 | 手术时年龄 | "
            "诊断时年龄 | 确诊时年龄 | "
            "Age | Age at diagnosis | Age at surgery | Age at operation | Patient age | 年龄 | 年令 | "
            "发病年龄 | 确诊年龄 | 诊断年龄 | 手术年龄 | 患者年龄"
        ),
    ),
    Column(
        "menopausal_status", "Menopausal status", "category", "Patient", "wanted",
        "Before or after menopause at diagnosis.",
        own_levels=(
            _level("pre", "Premenopausal",
                   "premenopausal status | not yet menopausal | not postmenopausal | "
                   "pre | premenopause | pre-menopausal | not menopausal | "
                   "尚未绝经 | 未绝 | 月经规律 | 月经正常 | 未绝经 | 绝经前"),
            _level("post", "Postmenopausal",
                   "post-menopause | 绝经后期 | "
                   "post | postmenopause | post-menopausal | menopausal "
                   "| 已绝 | 已绝经 | 绝经 | 绝经后"),
        ),
        headings=_words(
            "Menopause status | Pre/postmenopausal | Pre- or postmenopausal | Menstrual status | "
            "绝经前后 | 绝经前/后 | "
            "Menopausal status | 绝经状态 | 月经状态"),
        questions=(
            _question("Menopause | Menopausal | Postmenopausal | 绝经 | 是否绝经", "post", "pre"),
            _question("Premenopausal", "pre", "post"),
        ),
    ),
    Column(
        "gravidity", "Gravidity", "number", "Patient", meaning="Number of pregnancies.",
        low=0, high=20, headings=_words(
            "Number of pregnancies | 妊娠次数 | 怀孕次数 | "
            "G | Gravida | Gravidity | Pregnancies | 孕次"),
        shared_headings=_OBSTETRIC,
    ),
    Column(
        "parity", "Parity", "number", "Patient", meaning="Number of births.",
        low=0, high=20, headings=_words(
            "Number of births | Number of deliveries | Deliveries | 分娩次数 | 生产次数 | "
            "P | Para | Parity | Births | 产次"),
        shared_headings=_OBSTETRIC,
    ),
    Column(
        "bmi", "Body mass index", "number", "Patient", meaning="Weight over height squared.",
        unit="kg/m²", low=10, high=70, headings=_words(
            "BMI at surgery | 体重指数BMI | "
            "BMI | Body mass index | 体重指数 | 体质指数"),
    ),
    Column(
        "prior_myoma", "History of myoma", "yes_no", "Patient", "wanted",
        "Uterine leiomyoma known before this illness.",
        headings=_words(
            "Previous myoma | Previous fibroids | Prior fibroids | Known fibroids | "
            "History of uterine fibroids | History of uterine leiomyoma | "
            "History of uterine myoma | Fibroid history | 既往子宫肌瘤 | 既往子宫肌瘤史 | 既往肌瘤史 | "
            "Prior myoma | History of myoma | History of fibroids | History of leiomyoma | "
            "Fibroids | 子宫肌瘤病史 | 子宫肌瘤史 | 肌瘤史 | 肌瘤病史"
        ),
    ),
    Column(
        "prior_uterine_surgery", "Earlier uterine surgery", "several", "Patient", "wanted",
        "Operations on the uterus before the index operation.",
        own_levels=(
            _level("none", "None", _NONE_SPELLINGS),
            _level("myomectomy", "Myomectomy", "previous myomectomy | prior myomectomy | 肌瘤剔除 "
                   "| 子宫肌瘤剔除术 | 子宫肌瘤剔除术史 | 肌瘤剔除史"),
            _level("subtotal_hysterectomy", "Subtotal hysterectomy",
                   "supracervical hysterectomy | STH | 次全子宫切除 | 次全子宫切除术 | 子宫次全切除"),
            _level("total_hysterectomy", "Total hysterectomy",
                   "hysterectomy | previous hysterectomy | prior hysterectomy | TAH | TLH | "
                   "全子宫切除 | 全子宫切除术 | 子宫切除 | 子宫切除术 | 子宫切除史"),
            _level("hysteroscopic", "Hysteroscopic resection",
                   "hysteroscopy | hysteroscopic myomectomy | 宫腔镜 | 宫腔镜手术 | 宫腔镜电切"),
            _OTHER,
        ),
        headings=_words(
            "History of surgery | Past surgery | Past surgical history | Previous operation | "
            "Previous operations | Prior operations | Previous uterine surgery | "
            "Prior gynecologic surgery | Previous gynaecological surgery | "
            "History of uterine surgery | 既往手术 | 子宫手术史 | 妇科手术史 | 既往子宫手术 | 既往妇科手术史 | "
            "Prior surgery | Prior uterine surgery | Previous surgery | Surgical "
                        "history | 手术史 | 既往手术史 | 既往子宫手术史"),
    ),
    Column(
        "interval_prior_surgery", "Time since earlier surgery", "number", "Patient",
        meaning="From the last uterine operation to the index operation.",
        unit="months", low=0, high=720,
        headings=_words(
            "Time since hysterectomy | Time from hysterectomy | Time since prior surgery | "
            "Time since previous surgery | Time from previous surgery | "
            "Time from prior surgery | 距前次手术时间 | 距末次手术时间 | 距子宫切除时间 | "
            "Interval since hysterectomy | Interval since prior surgery | Interval "
                        "from prior surgery | 距上次手术时间 | 时间间隔 | 手术间隔时间"),
    ),
    # ── Presentation ───────────────────────────────────────────────────────────────────────
    Column(
        "presentation_type", "Status at entry", "category", "Presentation", "wanted",
        "First occurrence of the tumour, or already a recurrence when she came.",
        own_levels=(
            _level("primary", "Primary",
                   "first occurrence | newly diagnosed | de novo | primary tumor | "
                   "primary tumour | 初治 | 首发 | 原发性 | "
                   "first | initial | new | first-time | 初发 | 初发患者 | "
                   "原发 | 首次"),
            _level("recurrent", "Recurrent at entry",
                   "recurrent tumor | recurrent tumour | recurrent disease | 复发肿瘤 | "
                   "recurrent | relapsed | 复发 | 复发患者 | 复发性"),
        ),
        headings=_words(
            "Type of presentation | Primary vs recurrent | Primary or recurrent tumor | "
            "Primary or recurrent disease | Status at presentation | "
            "Disease status at presentation | 初治/复发 | 初治或复发 | 原发/复发 | 原发或复发 | 首发/复发 | "
            "Presentation | Presentation type | Primary or recurrent | Primary / "
                        "recurrent | Status at entry | 初发/复发 | 初发或复发 | 入院类型"),
        vague_headings=_words("Status | Case"),
        questions=(_question("Recurrent | Recurrent case | 复发", "recurrent", "primary"),),
    ),
    Column(
        "ivl_detection", "Detection group", "category", "Presentation", "wanted",
        "Incidental: found at or after an operation for something else. Nonincidental: "
        "suspected or known before the operation.",
        own_levels=(
            _level("incidental", "Incidental",
                   "incidentally | found incidentally | incidentally diagnosed | "
                   "incidental diagnosis | 意外诊断 | 术后意外发现 | "
                   "incidental | incidentally found | incidental IVL | incidental finding | "
                   "意外发现 | 偶然发现 | 意外 | 偶然 | 术后病理发现"),
            _level("nonincidental", "Nonincidental",
                   "non-incidental | non incidental | not incidental | nonincidental IVL | "
                   "suspected | symptomatic | 非意外发现 | 非偶然发现 | 非意外 | 非偶然 | 术前诊断"),
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words(
            "Mode of detection | Way of detection | Type of detection | Detection group | "
            "Mode of discovery | IVL group | Study group | Incidental vs nonincidental | "
            "Incidental/nonincidental | 发现途径 | 检出方式 | 意外/非意外 | "
            "Detection | IVL detection | Incidental or nonincidental | Group | "
                        "发现方式 | 分组 | 组别"),
        questions=(
            _question(
                "Incidental finding | Incidental IVL | Incidental diagnosis | "
                "Incidental discovery | Incidental detection | Found incidentally | "
                "Incidentally found | Incidentally diagnosed | "
                "Incidental | 意外发现 | 偶然发现 | 是否意外发现 | 是否偶然发现",
                      "incidental", "nonincidental"),
            _question("Nonincidental | Non-incidental | 非意外发现", "nonincidental", "incidental"),
        ),
    ),
    Column(
        "preop_suspicion", "Suspected before surgery", "yes_no", "Presentation", "wanted",
        "IVL was named as a possible diagnosis before the operation.",
        headings=_words(
            "Preoperative suspicion of IVL | Preoperative diagnosis of IVL | "
            "IVL suspected before surgery | Suspected IVL | Suspected preoperatively | "
            "Diagnosed before surgery | Diagnosed preoperatively | 术前疑诊 | 术前考虑IVL | 术前疑似IVL | "
            "术前是否确诊 | 术前是否怀疑 | "
            "Preoperative diagnosis | Preoperative suspicion | Suspected before "
                        "surgery | Preop suspicion | 术前诊断 | 术前确诊 | 术前怀疑"),
        questions=(
            _question("Misdiagnosed | Misdiagnosed before surgery | Misdiagnosis | 误诊 | 术前误诊 | "
                      "漏诊 | 术前漏诊", "no", "yes"),
        ),
    ),
    Column(
        "symptoms", "Symptoms", "several", "Presentation", "wanted",
        "Symptoms and findings at presentation.",
        prefix="symptom",
        options_stand_alone=True,
        own_levels=(
            _level("none", "Asymptomatic", "asymptomatic | none | no | nil | no symptom | no "
                   "symptoms | found at check-up | 无 | 无症状 | 无自觉症状 | 体检发现"),
            _level("abnormal_uterine_bleeding", "Abnormal uterine bleeding",
                   "abnormal vaginal bleeding | irregular vaginal bleeding | irregular menses | "
                   "irregular menstruation | heavy periods | intermenstrual bleeding | "
                   "hypermenorrhea | hypermenorrhoea | menometrorrhagia | 阴道出血 | 不规则阴道流血 | "
                   "不规则阴道出血 | 异常阴道流血 | 经量增多 | 月经异常 | "
                   "AUB | menorrhagia | HMB | heavy menstrual bleeding | prolonged menses | "
                   "metrorrhagia | vaginal bleeding | 月经量增多 | 月经量多 | 月经过多 | 经期延长 | "
                   "月经不规律 | 月经紊乱 | 阴道流血 | 异常子宫出血"),
            _level("postmenopausal_bleeding", "Postmenopausal bleeding",
                   "PMB | postmenopausal bleeding | 绝经后出血 | 绝经后阴道流血"),
            _level("dysmenorrhea", "Dysmenorrhoea",
                   "painful periods | painful menstruation | "
                   "dysmenorrhea | period pain | 痛经"),
            _level("pain_distension", "Abdominal or pelvic pain, distension",
                   "abdominopelvic pain | abdominal discomfort | abdominal bloating | "
                   "lower abdominal distension | pelvic pressure | pelvic discomfort | 腹部不适 | "
                   "下腹不适 | 下腹胀 | 下腹坠胀 | 下腹坠痛 | 下腹疼痛 | "
                   "abdominal pain | pelvic pain | lower abdominal pain | abdominal or pelvic pain "
                   "| distension | abdominal distension | bloating | 腹痛 | 下腹痛 | 腹胀 | 下腹胀痛"),
            _level("pelvic_mass", "Pelvic mass",
                   "abdominal lump | palpable abdominal mass | abdominopelvic mass | 腹部肿物 | "
                   "腹部肿块 | 盆腔肿块 | 盆腔占位 | 下腹包块 | "
                   "mass | palpable mass | abdominal mass | enlarging fibroid | 盆腔包块 | "
                   "腹部包块 | 盆腔肿物 | 肌瘤增大"),
            _level("urinary", "Urinary symptoms",
                   "dysuria | urinary retention | 排尿困难 | 尿潴留 | 泌尿系症状 | "
                   "urinary | frequency | urinary frequency | urgency | haematuria | hematuria | "
                   "尿频 | 尿急 | 血尿"),
            _level("bowel_habit", "Change of bowel habit",
                   "change in bowel habit | altered bowel habit | 大便习惯改变 | 排便困难 | "
                   "bowel habit | bowel change | constipation | 排便习惯改变 | 便秘"),
            _level("anemia", "Anaemia", "anemia | low haemoglobin | 贫血"),
            _level("dyspnea", "Dyspnoea",
                   "dyspnea on exertion | dyspnoea on exertion | exertional dyspnoea | "
                   "exertional breathlessness | 劳力性呼吸困难 | 活动后呼吸困难 | 呼吸急促 | 气急 | 气喘 | "
                   "dyspnea | SOB | shortness of breath | exertional dyspnea | breathlessness | "
                   "orthopnea | orthopnoea | 呼吸困难 | 气短 | 气促 | 活动后气促 | 活动后气短"),
            _level("chest_distress", "Chest distress or pain",
                   "chest discomfort | precordial pain | 胸部不适 | "
                   "chest distress | chest tightness | chest pain | chest heaviness | 胸闷 | 胸痛"),
            _level("palpitation", "Palpitation",
                   "heart palpitations | "
                   "palpitations | tachycardia | 心悸 | 心慌"),
            _level("syncope", "Syncope",
                   "loss of consciousness | fainted | 昏厥 | 晕倒 | 意识丧失 | "
                   "collapse | fainting | 晕厥"),
            _level("dizziness", "Dizziness",
                   "vertigo | light-headedness | 头昏 | 眩晕 | "
                   "dizzy | 头晕"),
            _level("leg_edema", "Leg oedema",
                   "leg oedema | lower limb oedema | lower extremity oedema | "
                   "lower extremity swelling | bilateral leg edema | pedal edema | "
                   "swollen legs | 双下肢肿胀 | 下肢浮肿 | 双下肢浮肿 | 左下肢水肿 | 右下肢水肿 | "
                   "leg edema | leg swelling | lower limb swelling | lower limb edema | lower "
                   "extremity edema | varicosity | 下肢水肿 | 下肢肿胀 | 双下肢水肿"),
            _level("dvt_pe", "Thrombosis or embolism",
                   "下肢深静脉血栓 | "
                   "thrombosis | embolism | DVT | PE | deep vein thrombosis | pulmonary embolism | "
                   "深静脉血栓 | 下肢静脉血栓 | 肺栓塞 | 肺动脉栓塞"),
            _level("ascites", "Ascites",
                   "腹腔积液 | "
                   "腹水"),
            _level("effusion", "Effusion",
                   "pleural effusion | pericardial effusion | 胸腔积液 | 心包积液"),
            _level("budd_chiari", "Budd-Chiari syndrome", "budd-chiari | 布加综合征"),
            _level("heart_failure", "Heart failure",
                   "congestive heart failure | CHF | right heart failure | 右心衰 | 右心衰竭 | 心功能不全 | "
                   "cardiac failure | 心衰 | 心力衰竭"),
            _level("cough", "Cough", "咳嗽"),
            _OTHER,
        ),
        without="The page on symptoms stays empty.",
        headings=_words(
            "Presenting complaint | Presenting complaints | Presenting symptom | Main symptoms | "
            "Main complaint | Initial symptoms | Clinical symptoms | Clinical manifestation | "
            "Clinical manifestations | Clinical features | Symptoms at presentation | "
            "Symptoms at diagnosis | Preoperative symptoms | Reason for presentation | 主要症状 | "
            "临床症状 | 主要表现 | 首发表现 | 就诊原因 | 就诊症状 | 入院症状 | 术前症状 | 症状及体征 | "
            "Presentation | "
            "Symptom | Symptoms | Presenting symptoms | Clinical presentation | "
                        "Chief complaint | Complaints | 症状 | 临床表现 | 主诉 | 首发症状"),
    ),
    # ── Tumour ─────────────────────────────────────────────────────────────────────────────
    Column(
        "tumor_extent", "Furthest reach", "category", "Tumour", "required",
        "Furthest point that the tumour reached within the veins and the heart.",
        own_levels=(
            _level("uterus", "Uterus",
                   "uterus only | uterine only | confined to uterus | confined to the uterus | "
                   "limited to uterus | limited to the uterus | 仅子宫 | 局限子宫 | 子宫体 | 子宫肌壁 | "
                   "子宫肌壁间 | "
                   "uterine | myometrium | intramyometrial | 子宫 | 子宫肌层 | "
                   "局限于子宫 | 子宫内", "pelvic"),
            _level("parauterine_pelvic", "Parauterine or pelvic veins",
                   "parametrium | parametria | parametrial vein | parametrial veins | "
                   "para-uterine veins | parauterine vessels | para-uterine vessels | "
                   "pelvic vein | pelvic vessels | uterine vessels | 宫旁血管 | 子宫旁静脉 | 盆腔血管 | "
                   "阔韧带静脉 | "
                   "parauterine | para-uterine | parametrial | broad ligament | pelvic veins | "
                   "uterine vein | uterine veins | 宫旁 | 宫旁静脉 | 盆腔静脉 | 子宫静脉 | 阔韧带",
                   "pelvic"),
            _level("pelvis", "Pelvis, vein not stated",
                   "pelvis only | confined to the pelvis | limited to pelvis | "
                   "limited to the pelvis | intrapelvic | 仅盆腔 | 局限盆腔 | "
                   "pelvic | pelvic only | confined to pelvis | pelvic cavity | 盆腔 | 盆腔内 | "
                   "局限于盆腔", "pelvic"),
            _level("iliac_or_gonadal", "Iliac or gonadal vein",
                   "iliac veins | internal iliac | external iliac | common iliac | "
                   "hypogastric vein | internal iliac veins | left iliac vein | "
                   "right iliac vein | gonadal veins | ovarian veins | left ovarian vein | "
                   "right ovarian vein | 左髂静脉 | 右髂静脉 | 双侧髂静脉 | 左卵巢静脉 | 右卵巢静脉 | 髂血管 | "
                   "iliac | gonadal | iliac vein | internal iliac vein | external iliac vein | "
                   "common iliac vein | ovarian vein | gonadal vein | 髂静脉 | 髂内静脉 | 髂外静脉 | "
                   "髂总静脉 | 卵巢静脉 | 生殖静脉", "pelvic"),
            _level("ivc_infrarenal", "Vena cava below the renal veins",
                   "infra-renal | infra-renal IVC | infrarenal vena cava | "
                   "infrarenal inferior vena cava | IVC below renal veins | "
                   "IVC below the renal veins | below renal veins | below the renal veins | "
                   "肾静脉以下 | 肾静脉下下腔静脉 | 肾静脉水平以下下腔静脉 | 下腔静脉肾静脉以下 | 下腔静脉肾静脉水平以下 | 下腔静脉肾下段 | "
                   "肾下段下腔静脉 | "
                   "infrarenal IVC | infrarenal | IVC infrarenal | 肾静脉水平以下 | 肾下下腔静脉 | "
                   "肾静脉以下下腔静脉", "ivc"),
            _level("ivc_suprarenal", "Vena cava above the renal veins",
                   "supra-renal | supra-renal IVC | suprarenal vena cava | "
                   "suprarenal inferior vena cava | IVC above renal veins | "
                   "IVC above the renal veins | above renal veins | above the renal veins | "
                   "retrohepatic | suprahepatic | intrahepatic | 肾静脉以上 | 肾静脉上下腔静脉 | "
                   "肾静脉水平以上下腔静脉 | 下腔静脉肾静脉以上 | 下腔静脉肾静脉水平以上 | 下腔静脉肝后段 | 肝段下腔静脉 | 肝上下腔静脉 | "
                   "suprarenal IVC | suprarenal | IVC suprarenal | suprahepatic IVC | "
                   "retrohepatic IVC | intrahepatic IVC | 肾静脉水平以上 | 肾上下腔静脉 | "
                   "肝后下腔静脉 | 肾静脉以上下腔静脉", "ivc"),
            _level("ivc", "Vena cava, level not stated",
                   "caval | inferior caval vein | 下腔静脉内 | "
                   "IVC | inferior vena cava | vena cava | 下腔静脉", "ivc"),
            _level("right_atrium", "Right atrium",
                   "right atrial | 右心房内 | "
                   "RA | atrium | 右心房 | 右房", "right_heart"),
            _level("right_ventricle", "Right ventricle",
                   "right ventricular | 右心室内 | "
                   "RV | ventricle | 右心室 | 右室",
                   "right_heart"),
            _level("right_heart", "Right heart, chamber not stated",
                   "right heart chambers | right cardiac chambers | right-sided heart | "
                   "cardiac chambers | heart chambers | cardiac extension | 右心腔 | 心腔内 | 心内 | "
                   "heart | RH | right heart | cardiac | intracardiac | intracardiac extension | "
                   "右心 | 右心系统 | 心脏 | 心腔", "right_heart"),
            _level("pulmonary_artery", "Pulmonary artery",
                   "main pulmonary artery | left pulmonary artery | right pulmonary artery | "
                   "肺动脉内 | 肺动脉干 | 肺动脉主干 | 左肺动脉 | 右肺动脉 | "
                   "PA | pulmonary arteries | pulmonary trunk | pulmonary | 肺动脉", "pulmonary_artery"),
        ),
        without="Nothing can be narrowed or split by the extent of the tumour.",
        headings=_words(
            "Furthest extension | Furthest extent | Tumor extension | Extent of disease | "
            "Extent of involvement | Extent of IVL | Highest extent | "
            "Highest level of tumor extension | "
            "Highest level of extension | Highest level of involvement | Level of extension | "
            "Level of involvement | Proximal extent | Most proximal extent | Upper extent | "
            "Cranial extent | Cephalad extent | Site of extension | Intravascular extension | "
            "Intravenous extension | Venous extension | Tumor involvement | Involved site | "
            "Thrombus level | Tumor thrombus level | Anatomic extent | 侵犯范围 | 肿瘤侵犯范围 | 肿瘤侵犯部位 | "
            "肿瘤累及部位 | 肿瘤部位 | 病变部位 | 病变累及范围 | 病灶范围 | 受累范围 | 累及情况 | 累及血管 | 最高累及部位 | 累及最高部位 | "
            "累及最高水平 | 延伸范围 | 肿瘤延伸范围 | 瘤栓范围 | 瘤栓水平 | 瘤栓部位 | "
            "Extent | Tumor extent | Tumour extent | Extension | Level | Highest level "
                        "| Furthest reach | Spread | Involvement | Tumor location | 肿瘤累及范围 | "
                        "累及范围 | 病变范围 | 侵犯部位 | 累及部位 | 受累部位 | 血管受累情况 | 肿瘤范围"),
        vague_headings=_words("Stage | 分期"),
    ),
    *(
        Column(name, label, "yes_no", "Tumour", meaning=f"Tumour in this place: {label.lower()}.",
               headings=_words(headings))
        for name, label, headings in (
            ("vein_iliac", "Iliac vein",
            "Iliac vein involvement | 累及髂静脉 | "
            "Iliac vein involved | Iliac vein | 髂静脉 | 髂静脉受累"),
            ("vein_gonadal", "Gonadal vein",

            "Gonadal vein involvement | Ovarian vein involvement | 卵巢静脉受累 | 累及卵巢静脉 | 生殖静脉受累 | "
            "Gonadal vein involved | Gonadal vein | Ovarian vein | 卵巢静脉 | 生殖静脉"),
            ("vein_renal", "Renal vein",
            "Renal vein involvement | 肾静脉受累 | "
            "Renal vein involved | Renal vein | 肾静脉"),
            ("vein_hepatic", "Hepatic vein",
            "Hepatic vein involvement | 肝静脉受累 | "
            "Hepatic vein involved | Hepatic vein | 肝静脉"),
            ("ivc", "Inferior vena cava",
            "IVC involvement | IVC extension | 下腔静脉受累 | 累及下腔静脉 | "
            "IVC | IVC involved | Inferior vena cava | 下腔静脉"),
            ("ra", "Right atrium",
            "RA involvement | Right atrial involvement | 右心房受累 | 累及右心房 | "
            "RA | RA involved | Right atrium | 右心房"),
            ("rv", "Right ventricle",
            "RV involvement | Right ventricular involvement | 右心室受累 | 累及右心室 | "
            "RV | RV involved | Right ventricle | 右心室"),
            ("pa", "Pulmonary artery",
            "PA involvement | Pulmonary artery involvement | 肺动脉受累 | 累及肺动脉 | "
            "PA | PA involved | Pulmonary artery | 肺动脉"),
        )
    ),
    Column(
        "side", "Side", "category", "Tumour", meaning="Side of the pelvis the tumour left by.",
        own_levels=(
            _level("left", "Left", "L | 左 | 左侧"),
            _level("right", "Right", "R | 右 | 右侧"),
            _level("bilateral", "Both sides", "both | B | 双 | 双侧"),
        ),
        headings=_words(
            "Side of origin | Tumor side | Side involved | 患侧 | 受累侧别 | "
            "Side | Laterality | 侧别 | 左右侧"),
    ),
    Column(
        "route", "Route to the vena cava", "category", "Tumour",
        meaning="Veins by which the tumour reached the vena cava.",
        own_levels=(
            _level("iliac", "Iliac", "iliac vein | 髂静脉"),
            _level("gonadal", "Gonadal", "ovarian vein | gonadal vein | 卵巢静脉 | 生殖静脉"),
            _level("both", "Both", "iliac and gonadal | 两者 | 髂静脉及卵巢静脉"),
        ),
        headings=_words(
            "Route of extension | Route of spread | Pathway of extension | Venous route | 延伸路径 | "
            "蔓延途径 | 侵犯途径 | 累及途径 | "
            "Route | Pathway | Extension route | 延伸途径 | 途径"),
    ),
    Column("stage", "Stage as recorded", "text", "Tumour",
           meaning="As written, never converted from one system to another.",
           headings=_words(
            "Tumor stage | IVL stage | Stage at diagnosis | 肿瘤分期 | IVL分期 | "
            "Clinical stage | 临床分期"),
           vague_headings=_words("Stage | 分期")),
    Column("stage_system", "Staging system", "text", "Tumour",
           meaning="Name of the staging system.", headings=_words("Stage system | Staging system | "
                                                                  "分期系统")),
    Column(
        "tumor_size", "Tumour size", "number", "Tumour", "wanted",
        "Largest diameter of the pelvic tumour.", unit="cm", low=0, high=60,
        headings=_words(
            "Tumor diameter | Tumor max diameter | Maximum tumor size | "
            "Largest tumor dimension | Largest dimension | Mass size | Lesion size | "
            "Pelvic mass size | Uterine tumor size | 最大直径 | 肿瘤直径 | 肿瘤最大直径 | 肿物大小 | 肿块大小 | 包块大小 | "
            "瘤体大小 | 瘤体最大径 | 病灶大小 | 病灶最大径 | 盆腔肿瘤大小 | 盆腔肿物大小 | 盆腔包块大小 | "
            "Size | Tumor size | Tumour size | Max diameter | Maximum diameter | "
                        "Largest diameter | Pelvic tumor size | 肿瘤大小 | 最大径 | 肿瘤最大径 | 大小"),
    ),
    Column(
        "thrombus_diameter", "Diameter within the vein", "number", "Tumour",
        meaning="Largest diameter of the tumour within the vein.", unit="mm", low=0, high=100,
        headings=_words(
            "Thrombus size | Tumor thrombus size | Intravenous tumor diameter | 瘤栓大小 | 瘤栓最大直径 | "
            "Thrombus diameter | Tumor thrombus diameter | Max tumor thrombus diameter "
                        "| 瘤栓 | 瘤栓直径 | 瘤栓最大径"),
    ),
    Column(
        "wall_adhesion", "Adhesion to the wall", "category", "Tumour",
        meaning="Where the tumour adhered to the wall of a vein or of the heart.",
        own_levels=(
            _level("none", "None", _NONE_SPELLINGS + " | 无粘连"),
            _level("ivc", "Vena cava", "IVC | inferior vena cava | 下腔静脉"),
            _level("ra", "Right atrium", "RA | right atrium | 右心房"),
            _level("pa", "Pulmonary artery", "PA | pulmonary artery | 肺动脉"),
            _OTHER,
        ),
        headings=_words(
            "Adhesion site | Vessel wall adhesion | Adhesion to vessel wall | Wall adherence | "
            "粘连部位 | 血管壁粘连 | 与血管壁粘连 | "
            "Adhesion | Wall adhesion | Adherent | 粘连 | 附着"),
    ),
    Column("pulmonary_nodules", "Pulmonary nodules", "yes_no", "Tumour",
           meaning="Nodules in the lung, such as benign metastasising leiomyoma.",
           headings=_words(
            "Lung nodule | Pulmonary nodule | 肺部结节 | 肺内结节 | "
            "Lung nodules | Pulmonary nodules | BML | 肺结节")),
    Column("av_fistula", "Arteriovenous fistula", "yes_no", "Tumour",
           meaning="Arteriovenous fistula of the pelvis.",
           headings=_words("AVF | AV fistula | Arteriovenous fistula | 动静脉瘘")),
    *(
        Column(name, label, "yes_no", "Tumour", meaning=f"{label} was done before the operation.",
               headings=_words(headings))
        for name, label, headings in (
            ("imaging_us", "Ultrasound", "US | Ultrasound | 超声 | B超"),
            ("imaging_ct", "Computed tomography", "CT | CTV | CTA | CT scan"),
            ("imaging_mri", "Magnetic resonance", "MRI | MR | 磁共振"),
            ("echo", "Echocardiography",
            "Echocardiogram | 超声心动图 | 心脏彩超 | "
            "Echo | TTE | TEE | Echocardiography | 心脏超声 | 经食管超声"),
        )
    ),
    # ── Treatment ──────────────────────────────────────────────────────────────────────────
    Column(
        "surgery_date", "Date of operation", "date", "Treatment", "wanted",
        "Date of the index operation, the origin of every time on these pages. Required where "
        "follow-up is given as dates.",
        headings=_words(
            "Surgery | Operation | Op date | Opdate | Day of surgery | Day of operation | DOS | "
            "Procedure date | Date of resection | Surgery time | 手术日 | 手术年月 | 手术年月日 | "
            "Surgery date | Date of surgery | Operation date | Date of operation | "
                        "Index operation | 手术日期 | 手术时间"),
        vague_headings=_words("Date | Time | 日期 | 时间"),
    ),
    Column(
        "uterine_procedure", "Uterine procedure", "category", "Treatment", "wanted",
        "What was done to the uterus at the index operation.",
        own_levels=(
            _level("uterus_already_absent", "Uterus already absent",
                   "uterus absent | no uterus | 既往已切除子宫 | 子宫已切 | "
                   "already absent | previous hysterectomy | prior hysterectomy | absent | "
                   "子宫已切除 | 既往子宫切除 | 子宫缺如"),
            _level("uterus_kept_no_procedure", "Uterus kept, no procedure",
                   "no uterine procedure | uterus kept | 未行子宫手术 | 保留子宫"),
            _level("myomectomy", "Myomectomy",
                   "abdominal myomectomy | laparoscopic myomectomy | 肌瘤切除术 | 子宫肌瘤切除术 | 肌瘤挖除术 | "
                   "子宫肌瘤挖除术 | "
                   "tumorectomy | tumourectomy | 子宫肌瘤剔除 | 子宫肌瘤剔除术 | 肌瘤剔除 | 肌瘤剔除术"),
            _level("subtotal_hysterectomy", "Subtotal hysterectomy",
                   "subtotal | supracervical | subtotal abdominal hysterectomy | "
                   "laparoscopic supracervical hysterectomy | LSH | 次全子宫 | "
                   "supracervical hysterectomy | STH | 次全子宫切除 | 次全子宫切除术 | 子宫次全切除术"),
            _level("total_hysterectomy", "Total hysterectomy",
                   "total | total abdominal hysterectomy | abdominal hysterectomy | "
                   "total laparoscopic hysterectomy | laparoscopic hysterectomy | "
                   "vaginal hysterectomy | TVH | LAVH | 全子宫 | 全宫切除 | 经腹全子宫切除术 | 腹腔镜全子宫切除术 | "
                   "腹腔镜下全子宫切除术 | "
                   "hysterectomy | TH | TAH | TLH | 全子宫切除 | 全子宫切除术 | 子宫全切 | 子宫切除术 | "
                   "子宫切除"),
            _level("radical", "Radical hysterectomy",
                   "radical | 根治性子宫切除术 | "
                   "radical hysterectomy | 广泛子宫切除 | 广泛性子宫切除术"),
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words(
            "Hysterectomy type | Operative procedure | Procedure performed | Surgery performed | "
            "Type of procedure | Kind of operation | Uterine management | Management of uterus | "
            "Gynecologic procedure | Gynaecological procedure | 手术名称 | 手术类型 | 手术术式 | 子宫术式 | "
            "子宫切除方式 | 子宫切除范围 | 子宫处理方式 | 子宫手术方式 | "
            "Uterus | Uterus preserved | Uterus retained | Uterus kept | Uterus removed | "
            "Uterine preservation | Preservation of uterus | 保留子宫 | 子宫保留 | 是否保留子宫 | 子宫去留 | "
            "Uterine procedure | Uterine surgery | Operation | Type of operation | "
                        "Type of surgery | Surgery | Procedure | 手术方式 | 子宫手术 | "
                        "子宫处理 | 术式"),
        questions=(
            # Without a hysterectomy the uterus may be kept, absent or freed of myomas.
            _question("Hysterectomy | Hyst | 子宫切除", "total_hysterectomy", "unknown"),
            _question("Myomectomy | 肌瘤剔除 | 肌瘤剔除术", "myomectomy", "unknown", is_vague=True),
        ),
    ),
    Column(
        "ovarian_procedure", "Ovarian procedure", "category", "Treatment", "wanted",
        "Which ovaries were left after the index operation.",
        own_levels=(
            _level("both_kept", "Both kept",
                   "both ovaries kept | both ovaries preserved | ovaries conserved | "
                   "bilateral preservation | bilateral ovarian preservation | 双侧保留 | 双卵巢保留 | "
                   "双附件保留 | 双侧附件保留 | 保留双附件 | 保留双侧附件 | "
                   "ovaries preserved | ovaries kept | preserved | kept | both preserved | "
                   "保留双侧卵巢 | 保留卵巢 | 双侧卵巢保留"),
            _level("one_kept", "One kept",
                   "LSO | RSO | one ovary kept | one ovary preserved | one removed | "
                   "one ovary removed | unilateral preservation | "
                   "unilateral ovarian preservation | unilateral adnexectomy | "
                   "left salpingo-oophorectomy | right salpingo-oophorectomy | 单侧保留 | 单侧卵巢保留 | "
                   "单侧卵巢切除 | 单附件切除 | 一侧附件切除 | 一侧卵巢切除 | 左附件切除 | 右附件切除 | 左侧附件切除 | 右侧附件切除 | "
                   "USO | unilateral oophorectomy | unilateral salpingo-oophorectomy "
                   "| one preserved | 单侧附件切除 | 单侧附件切除术 | 单侧卵巢切除术 | 保留单侧卵巢"),
            _level("both_removed", "Both removed",
                   "both ovaries removed | bilateral adnexectomy | 双侧切除 | 双卵巢切除 | 双附件切除术 | "
                   "双侧卵巢切除术 | "
                   "BSO | bilateral oophorectomy | bilateral "
                   "salpingo-oophorectomy | removed | 双附件切除 | 双侧附件切除 | 双侧附件切除术 | "
                   "双侧卵巢切除"),
            _level("previously_absent", "Absent before",
                   "absent | previously absent | 既往切除 | 既往双附件切除 | "
                   "already absent | previously removed | 既往已切除 | 卵巢缺如"),
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words(
            "Adnexal surgery | Adnexal procedure | Adnexal management | Adnexectomy | "
            "Salpingo-oophorectomy | Ovarian management | Management of ovaries | "
            "Ovarian status | Ovarian preservation | Ovary preserved | Ovaries preserved | "
            "Ovaries retained | Ovaries kept | Ovary kept | Ovary retained | Ovaries removed | "
            "Ovary removed | Preservation of ovaries | Ovarian conservation | Ovaries conserved | "
            "Ovary sparing | Ovary-sparing surgery | 保留卵巢 | 是否保留卵巢 | 附件切除 | 附件手术方式 | 附件处理方式 | 卵巢切除 | 卵巢保留 | "
            "卵巢去留 | 卵巢处理方式 | 卵巢手术方式 | "
            "Ovarian procedure | Ovarian surgery | Ovaries | Ovary | Oophorectomy | "
                        "Adnexa | 卵巢处理 | 卵巢手术 | 附件处理 | 附件手术"),
        questions=(
            # Where not both were removed, one may have been.
            _question(
                "BSO | Bilateral oophorectomy | Bilateral salpingo-oophorectomy | 双侧附件切除",
                "both_removed", "unknown"),
            _question("USO | Unilateral oophorectomy | Unilateral salpingo-oophorectomy | "
                      "单侧附件切除 | 单侧卵巢切除", "one_kept", "unknown"),
            _question("Both ovaries preserved | Both ovaries kept | Bilateral ovarian preservation | "
                      "双侧卵巢保留 | 保留双侧卵巢", "both_kept", "unknown"),
        ),
    ),
    Column(
        "surgical_access", "Surgical access", "several", "Treatment",
        meaning="Ways by which the pelvis and abdomen were reached.",
        own_levels=(
            _level("hysteroscopy", "Hysteroscopy",
                   "宫腔镜手术 | "
                   "hysteroscopic | 宫腔镜"),
            _level("vaginal", "Vaginal",
                   "vaginal surgery | 阴式手术 | "
                   "transvaginal | 阴式 | 经阴道"),
            _level("laparoscopy", "Laparoscopy",
                   "laparoscopic surgery | 腹腔镜手术 | "
                   "laparoscopic | 腹腔镜"),
            _level("robotic", "Robotic",
                   "robotic surgery | 机器人手术 | "
                   "robot | robot-assisted | 机器人"),
            _level("laparotomy", "Laparotomy",
                   "open surgery | 开腹手术 | 经腹手术 | "
                   "open | abdominal | 开腹 | 经腹"),
        ),
        headings=_words(
            "Route of surgery | 手术路径 | 入路 | "
            "Approach | Surgical approach | Surgical access | 手术入路 | 手术途径"),
    ),
    Column(
        "thrombectomy", "Thrombectomy", "yes_no", "Treatment", "wanted",
        "Tumour was taken out of a vein or of the heart.",
        headings=_words(
            "Thrombus removal | Thrombus extraction | Tumor thrombus resection | "
            "Tumor thrombus extraction | Intravenous tumor removal | 取栓术 | 静脉取栓 | 瘤栓切除 | 瘤栓切除术 | "
            "瘤栓取出手术 | "
            "Thrombectomy | Tumor thrombus removal | Tumor thrombectomy | 瘤栓取出 | "
                        "瘤栓取出术 | 取栓 | 静脉切开取栓"),
    ),
    Column(
        "operation_stages", "Stages of the operation", "category", "Treatment", "wanted",
        "Pelvic and vascular parts in one session or in two.",
        own_levels=(
            _level("one_stage", "One stage", "one | 1 | single-stage | one-stage | simultaneous | "
                   "一期 | 一期手术 | 同期 | 同期手术"),
            _level("two_stage", "Two stages, planned", "two | 2 | two-stage | 二期 | 二期手术 | "
                   "分期 | 分期手术"),
            _level("staged_unplanned", "Staged, not planned", "unplanned | 非计划分期"),
        ),
        headings=_words(
            "One-stage or two-stage | One or two stages | Single or two stage | Staged surgery | "
            "Staged operation | Number of stages | 一期/二期 | 一期或二期 | "
            "Operation stages | Stages of surgery | One or two stage | Staging of "
                        "surgery | 手术分期 | 一期或分期 | 一期/分期"),
        vague_headings=_words("Stage | 分期"),
    ),
    Column(
        "chest_incision", "Chest incision", "category", "Treatment",
        meaning="How the chest was opened at the index operation.",
        own_levels=(
            _level("none", "None", _NONE_SPELLINGS + " | single laparotomy | 未开胸"),
            _level("mini_thoracotomy", "Mini-thoracotomy", "minithoracotomy | 小切口开胸"),
            _level("sternotomy", "Sternotomy", "median sternotomy | 胸骨正中切口 | 开胸"),
        ),
        headings=_words("Chest incision | 胸部切口 | 开胸方式 | 开胸"),
        questions=(_question("Sternotomy", "sternotomy", "none"),),
    ),
    Column("cpb", "Cardiopulmonary bypass", "yes_no", "Treatment", "wanted",
           "Cardiopulmonary bypass was used.",
           headings=_words(
            "Cardio-pulmonary bypass | ECC | On-pump | "
            "CPB | Cardiopulmonary bypass | Extracorporeal circulation | 体外循环")),
    Column("dhca", "Circulatory arrest", "yes_no", "Treatment", "wanted",
           "Deep hypothermic circulatory arrest was used.",
           headings=_words(
            "Deep hypothermic circulatory arrest | Hypothermic circulatory arrest | "
            "DHCA | Circulatory arrest | 深低温停循环 | 停循环")),
    Column(
        "resection_completeness", "Completeness of resection", "category", "Treatment", "wanted",
        "Tumour left behind at the index operation.",
        own_levels=(
            _level("R0_complete", "Complete (R0)",
                   "R0 resection | completely resected | complete removal | complete excision | "
                   "完整切除 | 完整 | 彻底切除 | 切除干净 | 完全切净 | 无残余 | "
                   "R0 | complete | completed | complete resection | no residual | no residual "
                   "tumor | 完全切除 | 完全 | 切净 | 无残留 | 未见残留"),
            _level("R1_microscopic", "Microscopic residue (R1)",
                   "R1 resection | microscopic residual | "
                   "R1 | microscopic | 镜下残留"),
            _level("R2_incomplete", "Macroscopic residue (R2)",
                   "R2 resection | macroscopic residual | "
                   "R2 | macroscopic | 肉眼残留"),
            _level("incomplete", "Incomplete, degree not stated",
                   "incompletely resected | partial resection | partially resected | "
                   "subtotal resection | residual tumor | residual tumour | residual disease | "
                   "部分切除 | 不全切除 | 未切净 | 未完整切除 | 不完整切除 | 有残留 | 有残余 | 残余 | "
                   "incomplete | uncompleted | not complete | incomplete resection | residual | "
                   "partial | "
                   "不完全切除 | 未完全切除 | 不完全 | 残留 | 肿瘤残余 | 肿瘤残留"),
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words(
            "Extent of resection | Degree of resection | Completeness of surgery | Radicality | "
            "R status | 切除完整性 | 切除彻底性 | 肿瘤切除程度 | 肿瘤切除情况 | 手术切除程度 | "
            "Resection | Resection status | Completeness | 切除程度 | 切净情况"),
        questions=(
            _question(
                "Completely resected | Complete removal | Complete excision | 完整切除 | 是否完整切除 | "
                "切净 | 是否切净 | "
                "Complete resection | 是否完全切除 | 完全切除", "R0_complete", "incomplete"),
            _question("R0 | R0 resection", "R0_complete", "incomplete"),
            _question("Complete | Completed | Radical", "R0_complete", "incomplete", is_vague=True),
            _question(
                "Residual disease | Residual lesion | Tumor residue | 肿瘤残余 | 术后残留 | 病灶残留 | "
                "残余病灶 | 残余肿瘤 | "
                "Residual | Residual tumor | Residual tumour | Incomplete resection | 残留 | "
                      "肿瘤残留 | 未完全切除 | 不完全切除", "incomplete", "R0_complete"),
        ),
    ),
    Column("blood_loss", "Blood loss", "number", "Treatment",
           meaning="Blood lost during the index operation.", unit="mL", low=0, high=30000,
           headings=_words(
            "Intraoperative bleeding | Operative blood loss | Blood loss volume | 失血量 | 术中失血量 | "
            "术中出血 | 手术出血量 | 估计出血量 | "
            "Blood loss | EBL | Estimated blood loss | Intraoperative blood loss | "
                           "术中出血量 | 出血量")),
    Column("transfusion", "Transfusion", "number", "Treatment",
           meaning="Blood given during the index operation.", unit="mL", low=0, high=30000,
           headings=_words(
            "Transfused volume | Intraoperative transfusion | 术中输血量 | "
            "Transfusion | Blood transfusion | Transfusion volume | 输血量")),
    Column("op_time", "Duration of operation", "number", "Treatment",
           meaning="From incision to closure.", unit="min", low=0, high=1800,
           headings=_words(
            "Surgical time | Surgery time | Operating time | Operative duration | "
            "Surgical duration | Length of surgery | Length of operation | 手术用时 | 手术耗时 | "
            "手术持续时间 | "
            "Operative time | Operation time | Op time | Duration of surgery | "
                           "手术时长 | 手术时间"),
           vague_headings=_words("Duration | Time | 时长 | 时间")),
    Column("icu_time", "Time in intensive care", "number", "Treatment",
           meaning="Time in intensive care after the index operation.", unit="h", low=0, high=2400,
           headings=_words(
            "ICU duration | ICU length of stay | ICU LOS | Time in ICU | Duration of ICU stay | "
            "Length of ICU stay | ICU停留时间 | 监护室时间 | "
            "ICU time | ICU stay | ICU | ICU住院时间 | ICU时间")),
    Column("los", "Hospital stay", "number", "Treatment",
           meaning="Days in hospital for the index operation.", unit="days", low=0, high=365,
           headings=_words(
            "Length of hospital stay | Hospital length of stay | Duration of hospital stay | "
            "Hospitalization | Hospitalisation | Duration of hospitalization | "
            "Duration of hospitalisation | Time in hospital | 住院日 | 住院日数 | 住院时长 | 总住院天数 | "
            "LOS | Length of stay | Hospital stay | 住院天数 | 住院时间"),
           vague_headings=_words("Duration | 时长")),
    Column(
        "complications", "Complications", "several", "Treatment",
        meaning="Complications of the index operation.",
        prefix="complication",
        own_levels=(
            _level("none", "None", _NONE_SPELLINGS + " | 无并发症"),
            _level("dvt", "Deep vein thrombosis", "DVT | 深静脉血栓"),
            _level("pe", "Pulmonary embolism", "PE | 肺栓塞"),
            _level("hf", "Heart failure", "HF | 心衰 | 心力衰竭"),
            _level("arrhythmia", "Arrhythmia", "心律失常"),
            _level("effusion", "Effusion", "pleural effusion | 胸腔积液"),
            _level("infection", "Infection", "wound infection | 感染 | 切口感染"),
            _level("injury", "Organ injury", "ureteral injury | bladder injury | 损伤 | 输尿管损伤"),
            _OTHER,
        ),
        headings=_words(
            "Surgical complications | Perioperative complications | 手术并发症 | 围手术期并发症 | "
            "Complications | Complication | Postoperative complications | 并发症 | "
                        "术后并发症"),
    ),
    Column(
        "adjuvant_therapy", "Adjuvant therapy", "several", "Treatment", "wanted",
        "Treatment after the index operation meant to prevent recurrence.",
        prefix="adjuvant",
        options_stand_alone=True,
        own_levels=(
            _level("none", "None", _NONE_SPELLINGS + " | no adjuvant therapy | no adjuvant treatment | 无辅助治疗 | 未行辅助治疗 | 未用药 | 未用 | 未治疗"),
            _level("gnrh_agonist", "GnRH agonist",
                   "GnRH analogue | GnRH analog | leuprolide acetate | leuprorelin acetate | "
                   "buserelin | zoladex | lupron | decapeptyl | diphereline | GnRH激动剂 | "
                   "促性腺激素释放激素激动剂 | 醋酸亮丙瑞林 | 醋酸戈舍瑞林 | 醋酸曲普瑞林 | 诺雷得 | 达菲林 | 抑那通 | "
                   "GnRH-a | GnRHa | GnRH | leuprolide | leuprorelin | goserelin | triptorelin | "
                   "亮丙瑞林 | 戈舍瑞林 | 曲普瑞林"),
            _level("aromatase_inhibitor", "Aromatase inhibitor",
                   "femara | arimidex | aromasin | 依西美坦 | 芳香酶抑制剂 | "
                   "AI | letrozole | anastrozole | exemestane | 来曲唑 | 阿那曲唑 | 芳香化酶抑制剂"),
            _level("serm_tamoxifen", "Tamoxifen",
                   "nolvadex | 三苯氧胺 | "
                   "SERM | tamoxifen | anti-estrogen | 他莫昔芬"),
            _level("progestin_or_antiprogestin", "Progestin or antiprogestin",
                   "progestogen | medroxyprogesterone acetate | megestrol acetate | dienogest | "
                   "LNG-IUS | Mirena | 甲羟孕酮 | 醋酸甲羟孕酮 | 醋酸甲地孕酮 | 地诺孕素 | 曼月乐 | "
                   "progestin | mifepristone | medroxyprogesterone | megestrol | 米非司酮 | 孕激素 "
                   "| 甲地孕酮"),
            _level("radiotherapy", "Radiotherapy", "radiation | RT | 放疗"),
            _OTHER,
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words(
            "Adjuvant Rx | Postoperative therapy | Postoperative adjuvant therapy | "
            "Postoperative hormone therapy | Postoperative hormonal therapy | "
            "Postoperative endocrine therapy | Postoperative medication | "
            "Adjuvant hormone therapy | Adjuvant hormonal therapy | Adjuvant endocrine therapy | "
            "Adjuvant medication | Adjuvant drug | Hormonal therapy | Antiestrogen therapy | "
            "术后治疗 | 术后用药 | 术后药物治疗 | 术后激素治疗 | 术后内分泌治疗 | 术后辅助用药 | 术后辅助内分泌治疗 | 辅助用药 | 辅助内分泌治疗 | "
            "抗雌激素治疗 | "
            "Adjuvant | Adjuvant therapy | Adjuvant treatment | Hormone therapy | "
                        "Endocrine therapy | 辅助治疗 | 术后辅助治疗 | 内分泌治疗 | 激素治疗"),
    ),
    Column("adjuvant_months", "Duration of adjuvant therapy", "number", "Treatment",
           meaning="Months of adjuvant therapy.", unit="months", low=0, high=240,
           headings=_words(
            "Length of adjuvant therapy | Duration of hormone therapy | "
            "Duration of endocrine therapy | 辅助治疗时间 | 内分泌治疗时间 | 用药时长 | 术后用药时间 | "
            "Adjuvant months | Adjuvant duration | Duration of adjuvant therapy | "
                           "疗程 | 用药时间"),
           vague_headings=_words("Duration | 时长")),
    *(
        Column(
            name, label, "category", "Tumour", meaning=f"{label} in the tumour.",
            own_levels=(
                _level("positive", "Positive", "+ | ++ | +++ | pos | yes | 1 | 阳性 | 弱阳性"),
                _level("negative", "Negative", "- | neg | no | 0 | 阴性"),
                _level("equivocal", "Equivocal", "± | +/- | 可疑"),
            ),
            headings=_words(headings),
        )
        for name, label, headings in (
            ("er", "Oestrogen receptor",
            "ER expression | ER表达 | "
            "ER | Estrogen receptor | 雌激素受体"),
            ("pr", "Progesterone receptor",
            "PR expression | PR表达 | "
            "PR | Progesterone receptor | 孕激素受体"),
        )
    ),
    Column("ki67_pct", "Ki-67", "number", "Tumour", meaning="Share of cells that stain for Ki-67.",
           unit="%", low=0, high=100, headings=_words(
            "Ki-67 proliferation index | Ki-67 labelling index | Ki67指数 | Ki67增殖指数 | "
            "Ki-67 | Ki67 | Ki-67 index")),
    Column("mitoses_per_10hpf", "Mitoses per 10 high-power fields", "number", "Tumour",
           meaning="Mitotic figures in ten high-power fields.", low=0, high=200,
           headings=_words(
            "Mitotic figures | Mitotic index | 核分裂数 | 核分裂像 | "
            "Mitoses | Mitoses per 10 HPF | Mitotic count | 核分裂象 | 核分裂")),
    # ── Follow-up ──────────────────────────────────────────────────────────────────────────
    Column(
        "followup_months", "Follow-up", "number", "Follow-up", "required",
        "From the index operation to the last contact or death.",
        unit="months", low=0, high=600,
        vague_headings=_words("Time | Duration | Survival | OS | 时间 | 时长"),
        dated_as="last_followup_date",
        without="No survival and no incidence of recurrence can be shown.",
        headings=_words(
            "Length of follow-up | Total follow-up | Total follow-up time | Observation time | "
            "Time to last follow-up | Time to last contact | Time to last visit | "
            "Time to death or last follow-up | Time to last follow-up or death | "
            "Months followed | Overall survival months | Overall survival time | OS mo | 总随访时间 | "
            "术后随访时间 | 随访期 | 随访长度 | "
            "Follow-up | Followup | Follow up | Follow-up months | Follow-up time | "
                        "Follow-up duration | FU | F/U | Duration of follow-up | OS months | OS time | "
                        "Survival time | Survival months | 生存时间 | 总生存时间 | 随访时间 | 随访月数 | "
                        "随访 | 随访时长"),
    ),
    Column(
        "last_followup_date", "Last contact", "date", "Follow-up", "wanted",
        "Date on which she was last known to be alive, or of her death.",
        headings=_words(
            "Last seen | Date last seen | Last known alive | Latest follow-up | "
            "Latest follow-up date | Final follow-up | Final follow-up date | Follow-up date | "
            "Follow-up end date | End of follow-up | Last clinic visit | LastFU | 最后随访 | "
            "最后随访时间 | 最后一次随访 | 最后一次随访日期 | 最后一次随访时间 | 最近随访日期 | 最近一次随访 | 最近一次随访日期 | 末次联系日期 | "
            "末次就诊日期 | 末次复查日期 | 末次复查时间 | 随访日期 | 随访截止日期 | 随访截止时间 | "
            "Last follow-up | Last follow-up date | Last contact | Last contact date | "
                        "Last visit | Date of last contact | 末次随访 | 末次随访日期 | 末次随访时间 | "
                        "最后随访日期"),
        vague_headings=_words("Date | Time | 日期 | 时间"),
    ),
    Column(
        "recurrence", "Recurrence", "yes_no", "Follow-up", "required",
        "Recurrence or progression after the index operation.",
        without="No recurrence can be shown.",
        vague_headings=_words("Status | Outcome | 结局 | 预后 | Event | Events | 终点事件"),
        questions=(
            # Free of disease when last seen, she may have recurred and been operated again.
            _question("Disease-free | Disease free | Free of disease | NED | No evidence of disease | "
                      "Tumor-free | Free of tumor | 无瘤 | 无病 | 无瘤生存 | 无病生存",
                      "no", "yes", is_vague=True),
        ),
        headings=_words(
            "Disease recurrence | Postoperative recurrence | Recurrence or progression | "
            "Recurrence/progression | Progression or recurrence | Recurrence during follow-up | "
            "术后有无复发 | 肿瘤复发 | 随访复发 | 随访期间复发 | 复发或进展 | 复发/进展 | "
            "Recurrence | Recurrence status | Tumor recurrence | Tumour recurrence | "
                        "Recur | Recurred | Relapse | Relapsed | Progression | Recurrence after surgery | Recurrent | 复发 | 是否复发 | 术后复发 | 术后是否复发 | 进展"),
    ),
    Column(
        "event_type", "Kind of recurrence", "category", "Follow-up",
        meaning="Recurrence after complete resection, or progression of what was left.",
        own_levels=(
            _level("recurrence", "Recurrence", "relapse | 复发"),
            _level("progression", "Progression", "progress | 进展"),
        ),
        headings=_words("Event type | Type of recurrence | Recurrence type | 复发类型"),
    ),
    Column(
        "recurrence_date", "Date of recurrence", "date", "Follow-up",
        meaning="Date on which the recurrence was found.",
        headings=_words(
            "Recurrence time | Date of first recurrence | Date of progression | "
            "Date of recurrence or progression | Date recurred | 复发年月 | 首次复发日期 | 首次复发时间 | "
            "术后复发时间 | 发现复发日期 | 复发确诊日期 | "
            "Recurrence date | Date of recurrence | 复发日期 | 复发时间"),
        vague_headings=_words("Date | 日期"),
    ),
    Column(
        "time_to_recurrence_months", "Time to recurrence", "number", "Follow-up", "wanted",
        "From the index operation to the first recurrence or progression.",
        unit="months", low=0, high=600,
        vague_headings=_words("Time | 时间"),
        without="Recurrences count in tables but not in curves.",
        headings=_words(
            "TTR | Time to first recurrence | Time to progression | "
            "Time to recurrence or progression | 复发月数 | 复发间隔时间 | 首次复发时间 | 术后复发时间 | 手术至复发时间 | "
            "术后至复发时间 | 至复发时间 | "
            "Time to recurrence | Recurrence time | Recurrence months | Months to "
                        "recurrence | Recurrence-free interval | DFS | PFS | RFS | 复发时间 | "
                        "无病生存期 | 无进展生存期 | 复发间隔"),
    ),
    Column(
        "recurrence_site", "Site of recurrence", "several", "Follow-up", "wanted",
        "Where the tumour came back.",
        own_levels=(
            _level("pelvis", "Pelvis", "pelvic | 盆腔"),
            _level("ivc", "Vena cava", "IVC | inferior vena cava | 下腔静脉"),
            _level("heart", "Heart", "right heart | cardiac | 心脏 | 右心"),
            _level("lung", "Lung", "pulmonary | 肺"),
            _OTHER,
        ),
        headings=_words(
            "Recurrence location | Location of recurrence | 复发位置 | 复发灶部位 | "
            "Recurrence site | Site of recurrence | 复发部位"),
    ),
    Column(
        "recurrence_treatment", "Treatment of recurrence", "several", "Follow-up", "wanted",
        "What was done for the recurrence.",
        own_levels=(
            _level("surgery", "Surgery", "secondary surgery | second surgery | re-operation | "
                   "reoperation | operation | 手术 | 再次手术 | 二次手术"),
            _level("hormone", "Hormone therapy",
                   "hormone | hormonal | endocrine | GnRH-a | letrozole | 激素治疗 | 激素 | 内分泌治疗"),
            _level("radiotherapy", "Radiotherapy", "radiation | RT | 放疗"),
            _level("observation", "Observation", "observed | watchful waiting | none | 观察 | 随访观察"),
        ),
        headings=_words(
            "Management of recurrence | 复发处理 | 复发后处理 | 复发治疗方式 | "
            "Recurrence treatment | Treatment of recurrence | Salvage treatment | "
                        "复发治疗 | 复发后治疗"),
    ),
    Column(
        "vital_status", "Vital status", "category", "Follow-up", "wanted",
        "Alive or dead at the last contact; unknown after a loss to follow-up, never alive.",
        own_levels=(
            _level("alive", "Alive",
                   "alive and well | alive & well | A&W | disease free | disease-free | "
                   "still alive | alive NED | 在世 | "
                   "living | NED | AWD | survived | alive with disease | alive without disease | no "
                   "evidence of disease | 无瘤生存 | 无瘤存活 | 带瘤存活 | 存活 | 生存 | 健在 | 无病生存 | 带瘤生存"),
            _level("dead", "Dead",
                   "expired | deceased patient | dead of other causes | died of other causes | "
                   "已死亡 | 过世 | "
                   "died | deceased | death | DOD | DOC | dead of disease | died of disease | 死亡 | 已故 | 去世 | 病故 | 病逝 | 亡"),
        ),
        without="Overall survival cannot be shown, and deaths without recurrence go unseen.",
        headings=_words(
            "Vital | "
            "Alive/dead | Dead or alive | Dead/alive | Life status | Living status | "
            "Survival outcome | Final outcome | Final status | Current status | Patient status | "
            "Status at last follow-up | Status at last contact | Outcome at last follow-up | "
            "存活状态 | 存活情况 | 生存情况 | 生存结局 | 随访结局 | 随访结果 | 转归 | 末次随访状态 | 生死状态 | "
            "Survival status | Alive or dead | 生存状态"),
        vague_headings=_words(
            "Status | Outcome | 预后 | 结局 | Survival | OS | Event | Events | 终点事件"
        ),
        questions=(
            _question(
                "Patient died | Died during follow-up | Death during follow-up | 随访死亡 | "
                "Death | Dead | Died | Deceased | Mortality | 死亡 | 是否死亡 | 去世", "dead",
                      "alive"),
            _question(
                "Still alive | Living | 健在 | 是否健在 | 是否生存 | "
                "Alive | Survived | 存活 | 是否存活 | 生存", "alive", "dead"),
            # Who did not die of disease may have died of something else, and who does not live
            # with disease may live without.
            _question("DOD | Dead of disease | Died of disease | Death from disease", "dead",
                      "unknown"),
            _question("AWD | Alive with disease", "alive", "unknown"),
        ),
    ),
    Column("death_date", "Date of death", "date", "Follow-up", meaning="Date of death.",
           headings=_words(
            "Date died | 去世日期 | 去世时间 | 死亡年月 | "
            "Death date | Date of death | 死亡日期 | 死亡时间")),
    Column("death_cause", "Cause of death", "text", "Follow-up", meaning="As written.",
           headings=_words("Cause of death | Death cause | 死因 | 死亡原因")),
    Column("lost_to_followup", "Lost to follow-up", "yes_no", "Follow-up", "wanted",
           "Could not be reached again.",
           headings=_words(
            "Loss to follow-up | Lost during follow-up | 失联 | "
            "Lost to follow-up | Lost | LTFU | Lost to followup | 失访 | 是否失访")),
    Column("dvt_pe_postop", "Thrombosis after surgery", "yes_no", "Follow-up",
           meaning="Deep vein thrombosis or pulmonary embolism after the index operation.",
           headings=_words(
            "Postoperative VTE | VTE after surgery | 术后DVT | 术后深静脉血栓 | 术后静脉血栓 | "
            "PE | Pulmonary embolism | VTE | 肺栓塞 | 肺动脉栓塞 | "
            "DVT | DVT/PE | Postoperative DVT | Postoperative DVT or PE | DVT/PE postop | "
                           "Postoperative thrombosis | 术后血栓 | 术后下肢静脉血栓")),
    Column("pregnancy_after", "Pregnancies afterwards", "number", "Follow-up",
           meaning="Pregnancies after the index operation.", low=0, high=10,
           headings=_words(
            "Pregnancies after surgery | Postoperative pregnancy | 术后妊娠次数 | "
            "Pregnancy | Pregnancy after surgery | 妊娠 | 术后妊娠")),
    Column("live_birth", "Live births afterwards", "number", "Follow-up",
           meaning="Live births after the index operation.", low=0, high=10,
           headings=_words("Live birth | Live births | 活产")),
)  # fmt: skip
"""What a spreadsheet may hold, in the order of the template."""

COMBINED_ANSWERS: dict[str, dict[str, str]] = {
    "NED": {"vital_status": "alive", "recurrence": "no"},
    "No evidence of disease": {"vital_status": "alive", "recurrence": "no"},
    "Disease free": {"vital_status": "alive", "recurrence": "no"},
    "Disease-free": {"vital_status": "alive", "recurrence": "no"},
    "Recurrence free": {"recurrence": "no"},
    "Recurrence-free": {"recurrence": "no"},
    "无病生存": {"vital_status": "alive", "recurrence": "no"},
    "无瘤生存": {"vital_status": "alive", "recurrence": "no"},
    "无瘤存活": {"vital_status": "alive", "recurrence": "no"},
}
"""Answers to the vital status that also answer another column where that one is empty. AWD and
DOD are not here: disease may be what the operation left, so they do not say recurrence."""

EXAMPLE_ID = "EXAMPLE"
"""Stands in place of a patient's code where a row of a template only shows how to fill it in."""

RECORD_NUMBER_HEADINGS: tuple[str, ...] = _words(
    "MRN | Medical record number | Hospital number | Hospital No | Hospital ID | Inpatient No | "
    "Admission No | Chart number | Chart No | Hosp No | Unit No | Unit number | File No | "
    "Registration number | Registration No | Reg No | CR No | UHID | CHI number | Fallnummer | "
    "N° dossier | Historia clínica | カルテ番号 | 診察券番号 | 등록번호 | 병록번호 | 患者ID | 病人ID | "
    "ID号 | 就诊号 | 入院号 | 住院ID | 住院流水号 | 病历 | 卡号 | HIS号 | 病人ID号 | 患者ID号 | 住院号 | 病案号 | 病历号 | 登记号 | 门诊号 | 就诊卡号"
)
"""Headings of numbers under which a hospital knows a patient: they tell rows apart, and are then
replaced."""

IDENTIFIER_HEADINGS: tuple[str, ...] = _words(
    "Name | Patient name | Full name | First name | Last name | Surname | Family name | Given name "
    "| Initials | Phone | Phone number | Telephone | Tel | Mobile | Contact number | Fax "
    "| Address | Home address | Postcode | Zip code | E-mail | Email address | National ID | "
    "ID card | ID card number | ID number | Identity card | Passport | Passport number | SSN | "
    "Social security number | Insurance number | 姓名 | 患者姓名 | 病人姓名 | 名字 | 身份证 | "
    "身份证号 | 身份证号码 | 电话 | 电话号码 | 联系电话 | 手机 | 手机号 | 联系方式 | 地址 | 住址 | "
    "家庭住址 | 家庭地址 | 邮箱 | 电子邮箱 | 联系人 | 家属姓名 | 医保号 | 社保号"
)
"""Headings of what tells who a patient is; never kept."""

BIRTH_DATE_HEADINGS: tuple[str, ...] = _words(
    "Date of birth | Birth date | DOB | Birthday | Born | 出生日期 | 出生年月 | 出生年月日 | 生日"
)

DERIVED: tuple[Column, ...] = (
    Column(
        "age_group", "Age group", "category", "Patient", "derived",
        "Age in the bands that decisions about ovaries are discussed in.",
        own_levels=(
            _level("to_40", "40 years or younger"),
            _level("41_to_45", "41 to 45 years"),
            _level("46_to_50", "46 to 50 years"),
            _level("from_51", "51 years or older"),
        ),
        made_of="age_at_diagnosis",
    ),
    Column(
        "extent_group", "Tumour extent", "category", "Tumour", "derived",
        "Furthest reach in the four levels of the founding study. Pelvic: up to the iliac or "
        "gonadal veins, short of the vena cava.",
        own_levels=(
            _level("pelvic", "Pelvic"),
            _level("ivc", "Vena cava"),
            _level("right_heart", "Right heart"),
            _level("pulmonary_artery", "Pulmonary artery"),
        ),
        made_of="tumor_extent",
    ),
    Column("ovary_preserved", "Ovary preserved", "yes_no", "Treatment", "derived",
           "At least one ovary left after the index operation. Ovaries absent before it are not "
           "preserved.", made_of="ovarian_procedure"),
    Column("uterus_preserved", "Uterus preserved", "yes_no", "Treatment", "derived",
           "Uterus kept at the index operation, with or without myomectomy. A uterus that was "
           "already absent is not preserved.", made_of="uterine_procedure"),
    Column("adjuvant", "Any adjuvant therapy", "yes_no", "Treatment", "derived",
           "At least one adjuvant therapy was given.", made_of="adjuvant_therapy"),
    Column("surgery_year", "Year of operation", "number", "Treatment", "derived",
           "Year of the index operation.", low=1980, high=2030),
    Column("os_months", "Follow-up time", "number", "Follow-up", "derived",
           "From the index operation to death or last contact.", unit="months", low=0, high=600),
    Column("death", "Death", "event", "Follow-up", "derived", "True: died at os_months."),
    Column("died", "Death recorded", "event", "Follow-up", "derived",
           "True: a death is recorded; False also where the vital status is not."),
    Column("rfs_months", "Recurrence-free time", "number", "Follow-up", "derived",
           "From the index operation to the first of recurrence, progression, death or last "
           "contact.", unit="months", low=0, high=600),
    Column("rfs_event", "Recurrence or death", "event", "Follow-up", "derived",
           "True: recurrence, progression or death at rfs_months."),
    Column(
        "first_event", "First event", "category", "Follow-up", "derived",
        "What ended the recurrence-free time at rfs_months.",
        own_levels=(
            _level("censored", "Event-free at last contact"),
            _level("recurrence", "Recurrence or progression"),
            _level("death", "Death without recurrence"),
        ),
    ),
)  # fmt: skip
"""What the package works out from the recorded columns; see ``ivl.derive``."""

FRAME_COLUMNS: tuple[Column, ...] = tuple(
    part for column in RECORDED for part in (column.options or (column,))
)
"""The recorded columns as they stand in a frame: options in place of columns of several."""

BY_NAME: dict[str, Column] = {
    column.name: column for column in (*RECORDED, *FRAME_COLUMNS, *DERIVED)
}
"""Every column of a spreadsheet or of a frame, by its name."""

PARENTS: dict[str, Column] = {
    option.name: column for column in RECORDED for option in column.options
}
"""The column of several that each option belongs to, by the name of the option."""
