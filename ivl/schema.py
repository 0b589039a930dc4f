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


UNKNOWN = Level("unknown", "Unknown")
YES = Level("yes", "Yes")
NO = Level("no", "No")

YES_SPELLINGS = ("y", "yes", "true", "t", "1", "+", "positive", "present", "有", "是", "√", "✓",
                 "已", "阳性", "checked")  # fmt: skip
NO_SPELLINGS = ("n", "no", "false", "f", "0", "none", "absent", "negative", "无", "否", "×", "✗",
                "没有", "阴性", "unchecked")  # fmt: skip
UNKNOWN_SPELLINGS = ("-", "--", "—", "–", "/", "\\", "na", "n/a", "#n/a", "nr", "nd", "unknown",
                     "not known", "not recorded", "not available", "missing", "null", "nan", "?",
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
        """Every known heading: name and label, the synonyms, and those that ask yes or no."""
        asked = (heading for question in self.questions for heading in question.headings)
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


def _question(headings: str, yes: str, no: str) -> Question:
    return Question(_words(headings), yes, no)


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
            "ID | No | No. | Case | Case No | Patient | Patient ID | Patient No | Record ID | "
            "Study ID | Subject | Subject ID | MRN | 编号 | 序号 | 病例号 | 病例编号 | 患者编号 | "
            "研究编号 | 住院号 | 病案号 | 登记号 | 例号"
        ),
    ),
    Column(
        "age_at_diagnosis", "Age", "number", "Patient", "required",
        "Age when the tumour was diagnosed, in years.",
        unit="years", low=10, high=100,
        without="Nothing can be narrowed or split by age.",
        headings=_words(
            "Age | Age at diagnosis | Age at surgery | Age at operation | Patient age | 年龄 | "
            "发病年龄 | 确诊年龄 | 诊断年龄 | 手术年龄 | 患者年龄"
        ),
    ),
    Column(
        "menopausal_status", "Menopausal status", "category", "Patient", "wanted",
        "Before or after menopause at diagnosis.",
        own_levels=(
            _level("pre", "Premenopausal", "pre | premenopause | pre-menopausal | not menopausal | "
                   "未绝经 | 绝经前"),
            _level("post", "Postmenopausal", "post | postmenopause | post-menopausal | menopausal "
                   "| 已绝经 | 绝经 | 绝经后"),
        ),
        headings=_words("Menopausal status | 绝经状态 | 月经状态"),
        questions=(
            _question("Menopause | Menopausal | Postmenopausal | 绝经 | 是否绝经", "post", "pre"),
            _question("Premenopausal", "pre", "post"),
        ),
    ),
    Column(
        "gravidity", "Gravidity", "number", "Patient", meaning="Number of pregnancies.",
        low=0, high=20, headings=_words("G | Gravida | Gravidity | Pregnancies | 孕次"),
        shared_headings=_OBSTETRIC,
    ),
    Column(
        "parity", "Parity", "number", "Patient", meaning="Number of births.",
        low=0, high=20, headings=_words("P | Para | Parity | Births | 产次"),
        shared_headings=_OBSTETRIC,
    ),
    Column(
        "bmi", "Body mass index", "number", "Patient", meaning="Weight over height squared.",
        unit="kg/m²", low=10, high=70, headings=_words("BMI | Body mass index | 体重指数 | 体质指数"),
    ),
    Column(
        "prior_myoma", "History of myoma", "yes_no", "Patient", "wanted",
        "Uterine leiomyoma known before this illness.",
        headings=_words(
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
        headings=_words("Prior surgery | Prior uterine surgery | Previous surgery | Surgical "
                        "history | 手术史 | 既往手术史 | 既往子宫手术史"),
    ),
    Column(
        "interval_prior_surgery", "Time since earlier surgery", "number", "Patient",
        meaning="From the last uterine operation to the index operation.",
        unit="months", low=0, high=720,
        headings=_words("Interval since hysterectomy | Interval since prior surgery | Interval "
                        "from prior surgery | 距上次手术时间 | 时间间隔 | 手术间隔时间"),
    ),
    # ── Presentation ───────────────────────────────────────────────────────────────────────
    Column(
        "presentation_type", "Status at entry", "category", "Presentation", "wanted",
        "First occurrence of the tumour, or already a recurrence when she came.",
        own_levels=(
            _level("primary", "Primary", "first | initial | new | first-time | 初发 | 初发患者 | "
                   "原发 | 首次"),
            _level("recurrent", "Recurrent at entry",
                   "recurrent | relapsed | 复发 | 复发患者 | 复发性"),
        ),
        headings=_words("Presentation | Presentation type | Primary or recurrent | Primary / "
                        "recurrent | Status at entry | 初发/复发 | 初发或复发 | 入院类型"),
        questions=(_question("Recurrent | Recurrent case | 复发", "recurrent", "primary"),),
    ),
    Column(
        "ivl_detection", "Detection group", "category", "Presentation", "wanted",
        "Incidental: found at or after an operation for something else. Nonincidental: "
        "suspected or known before the operation.",
        own_levels=(
            _level("incidental", "Incidental",
                   "incidental | incidentally found | incidental IVL | incidental finding | "
                   "意外发现 | 偶然发现 | 意外 | 偶然 | 术后病理发现"),
            _level("nonincidental", "Nonincidental",
                   "non-incidental | non incidental | not incidental | nonincidental IVL | "
                   "suspected | symptomatic | 非意外发现 | 非偶然发现 | 非意外 | 非偶然 | 术前诊断"),
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words("Detection | IVL detection | Incidental or nonincidental | Group | "
                        "发现方式 | 分组 | 组别"),
        questions=(
            _question("Incidental | 意外发现 | 偶然发现 | 是否意外发现 | 是否偶然发现",
                      "incidental", "nonincidental"),
            _question("Nonincidental | Non-incidental | 非意外发现", "nonincidental", "incidental"),
        ),
    ),
    Column(
        "preop_suspicion", "Suspected before surgery", "yes_no", "Presentation", "wanted",
        "IVL was named as a possible diagnosis before the operation.",
        headings=_words("Preoperative diagnosis | Preoperative suspicion | Suspected before "
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
                   "AUB | menorrhagia | HMB | heavy menstrual bleeding | prolonged menses | "
                   "metrorrhagia | vaginal bleeding | 月经量增多 | 月经量多 | 月经过多 | 经期延长 | "
                   "月经不规律 | 月经紊乱 | 阴道流血 | 异常子宫出血"),
            _level("postmenopausal_bleeding", "Postmenopausal bleeding",
                   "PMB | postmenopausal bleeding | 绝经后出血 | 绝经后阴道流血"),
            _level("dysmenorrhea", "Dysmenorrhoea", "dysmenorrhea | period pain | 痛经"),
            _level("pain_distension", "Abdominal or pelvic pain, distension",
                   "abdominal pain | pelvic pain | lower abdominal pain | abdominal or pelvic pain "
                   "| distension | abdominal distension | bloating | 腹痛 | 下腹痛 | 腹胀 | 下腹胀痛"),
            _level("pelvic_mass", "Pelvic mass",
                   "mass | palpable mass | abdominal mass | enlarging fibroid | 盆腔包块 | "
                   "腹部包块 | 盆腔肿物 | 肌瘤增大"),
            _level("urinary", "Urinary symptoms",
                   "urinary | frequency | urinary frequency | urgency | haematuria | hematuria | "
                   "尿频 | 尿急 | 血尿"),
            _level("bowel_habit", "Change of bowel habit",
                   "bowel habit | bowel change | constipation | 排便习惯改变 | 便秘"),
            _level("anemia", "Anaemia", "anemia | low haemoglobin | 贫血"),
            _level("dyspnea", "Dyspnoea",
                   "dyspnea | SOB | shortness of breath | exertional dyspnea | breathlessness | "
                   "orthopnea | orthopnoea | 呼吸困难 | 气短 | 气促 | 活动后气促 | 活动后气短"),
            _level("chest_distress", "Chest distress or pain",
                   "chest distress | chest tightness | chest pain | chest heaviness | 胸闷 | 胸痛"),
            _level("palpitation", "Palpitation",
                   "palpitations | tachycardia | 心悸 | 心慌"),
            _level("syncope", "Syncope", "collapse | fainting | 晕厥"),
            _level("dizziness", "Dizziness", "dizzy | 头晕"),
            _level("leg_edema", "Leg oedema",
                   "leg edema | leg swelling | lower limb swelling | lower limb edema | lower "
                   "extremity edema | varicosity | 下肢水肿 | 下肢肿胀 | 双下肢水肿"),
            _level("dvt_pe", "Thrombosis or embolism",
                   "thrombosis | embolism | DVT | PE | deep vein thrombosis | pulmonary embolism | "
                   "深静脉血栓 | 下肢静脉血栓 | 肺栓塞 | 肺动脉栓塞"),
            _level("ascites", "Ascites", "腹水"),
            _level("effusion", "Effusion",
                   "pleural effusion | pericardial effusion | 胸腔积液 | 心包积液"),
            _level("budd_chiari", "Budd-Chiari syndrome", "budd-chiari | 布加综合征"),
            _level("heart_failure", "Heart failure", "cardiac failure | 心衰 | 心力衰竭"),
            _level("cough", "Cough", "咳嗽"),
            _OTHER,
        ),
        without="The page on symptoms stays empty.",
        headings=_words("Symptom | Symptoms | Presenting symptoms | Clinical presentation | "
                        "Chief complaint | Complaints | 症状 | 临床表现 | 主诉 | 首发症状"),
    ),
    # ── Tumour ─────────────────────────────────────────────────────────────────────────────
    Column(
        "tumor_extent", "Furthest reach", "category", "Tumour", "required",
        "Furthest point that the tumour reached within the veins and the heart.",
        own_levels=(
            _level("uterus", "Uterus", "uterine | myometrium | intramyometrial | 子宫 | 子宫肌层 | "
                   "局限于子宫 | 子宫内", "pelvic"),
            _level("parauterine_pelvic", "Parauterine or pelvic veins",
                   "parauterine | para-uterine | parametrial | broad ligament | pelvic veins | "
                   "uterine vein | uterine veins | 宫旁 | 宫旁静脉 | 盆腔静脉 | 子宫静脉 | 阔韧带",
                   "pelvic"),
            _level("pelvis", "Pelvis, vein not stated",
                   "pelvic | pelvic only | confined to pelvis | pelvic cavity | 盆腔 | 盆腔内 | "
                   "局限于盆腔", "pelvic"),
            _level("iliac_or_gonadal", "Iliac or gonadal vein",
                   "iliac | gonadal | iliac vein | internal iliac vein | external iliac vein | "
                   "common iliac vein | ovarian vein | gonadal vein | 髂静脉 | 髂内静脉 | 髂外静脉 | "
                   "髂总静脉 | 卵巢静脉 | 生殖静脉", "pelvic"),
            _level("ivc_infrarenal", "Vena cava below the renal veins",
                   "infrarenal IVC | infrarenal | IVC infrarenal | 肾静脉水平以下 | 肾下下腔静脉 | "
                   "肾静脉以下下腔静脉", "ivc"),
            _level("ivc_suprarenal", "Vena cava above the renal veins",
                   "suprarenal IVC | suprarenal | IVC suprarenal | suprahepatic IVC | "
                   "retrohepatic IVC | intrahepatic IVC | 肾静脉水平以上 | 肾上下腔静脉 | "
                   "肝后下腔静脉 | 肾静脉以上下腔静脉", "ivc"),
            _level("ivc", "Vena cava, level not stated",
                   "IVC | inferior vena cava | vena cava | 下腔静脉", "ivc"),
            _level("right_atrium", "Right atrium", "RA | atrium | 右心房 | 右房", "right_heart"),
            _level("right_ventricle", "Right ventricle", "RV | ventricle | 右心室 | 右室",
                   "right_heart"),
            _level("right_heart", "Right heart, chamber not stated",
                   "heart | RH | right heart | cardiac | intracardiac | intracardiac extension | "
                   "右心 | 右心系统 | 心脏 | 心腔", "right_heart"),
            _level("pulmonary_artery", "Pulmonary artery",
                   "PA | pulmonary arteries | pulmonary trunk | pulmonary | 肺动脉", "pulmonary_artery"),
        ),
        without="Nothing can be narrowed or split by the extent of the tumour.",
        headings=_words("Extent | Tumor extent | Tumour extent | Extension | Level | Highest level "
                        "| Furthest reach | Spread | Involvement | Tumor location | 肿瘤累及范围 | "
                        "累及范围 | 病变范围 | 侵犯部位 | 累及部位 | 受累部位 | 血管受累情况 | 肿瘤范围"),
    ),
    *(
        Column(name, label, "yes_no", "Tumour", meaning=f"Tumour in this place: {label.lower()}.",
               headings=_words(headings))
        for name, label, headings in (
            ("vein_iliac", "Iliac vein", "Iliac vein involved | Iliac vein | 髂静脉 | 髂静脉受累"),
            ("vein_gonadal", "Gonadal vein",
             "Gonadal vein involved | Gonadal vein | Ovarian vein | 卵巢静脉 | 生殖静脉"),
            ("vein_renal", "Renal vein", "Renal vein involved | Renal vein | 肾静脉"),
            ("vein_hepatic", "Hepatic vein", "Hepatic vein involved | Hepatic vein | 肝静脉"),
            ("ivc", "Inferior vena cava", "IVC | IVC involved | Inferior vena cava | 下腔静脉"),
            ("ra", "Right atrium", "RA | RA involved | Right atrium | 右心房"),
            ("rv", "Right ventricle", "RV | RV involved | Right ventricle | 右心室"),
            ("pa", "Pulmonary artery", "PA | PA involved | Pulmonary artery | 肺动脉"),
        )
    ),
    Column(
        "side", "Side", "category", "Tumour", meaning="Side of the pelvis the tumour left by.",
        own_levels=(
            _level("left", "Left", "L | 左 | 左侧"),
            _level("right", "Right", "R | 右 | 右侧"),
            _level("bilateral", "Both sides", "both | B | 双 | 双侧"),
        ),
        headings=_words("Side | Laterality | 侧别 | 左右侧"),
    ),
    Column(
        "route", "Route to the vena cava", "category", "Tumour",
        meaning="Veins by which the tumour reached the vena cava.",
        own_levels=(
            _level("iliac", "Iliac", "iliac vein | 髂静脉"),
            _level("gonadal", "Gonadal", "ovarian vein | gonadal vein | 卵巢静脉 | 生殖静脉"),
            _level("both", "Both", "iliac and gonadal | 两者 | 髂静脉及卵巢静脉"),
        ),
        headings=_words("Route | Pathway | Extension route | 延伸途径 | 途径"),
    ),
    Column("stage", "Stage as recorded", "text", "Tumour",
           meaning="As written, never converted from one system to another.",
           headings=_words("Stage | Clinical stage | 分期 | 临床分期")),
    Column("stage_system", "Staging system", "text", "Tumour",
           meaning="Name of the staging system.", headings=_words("Stage system | Staging system | "
                                                                  "分期系统")),
    Column(
        "tumor_size", "Tumour size", "number", "Tumour", "wanted",
        "Largest diameter of the pelvic tumour.", unit="cm", low=0, high=60,
        headings=_words("Size | Tumor size | Tumour size | Max diameter | Maximum diameter | "
                        "Largest diameter | Pelvic tumor size | 肿瘤大小 | 最大径 | 肿瘤最大径 | 大小"),
    ),
    Column(
        "thrombus_diameter", "Diameter within the vein", "number", "Tumour",
        meaning="Largest diameter of the tumour within the vein.", unit="mm", low=0, high=100,
        headings=_words("Thrombus diameter | Tumor thrombus diameter | Max tumor thrombus diameter "
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
        headings=_words("Adhesion | Wall adhesion | Adherent | 粘连 | 附着"),
    ),
    Column("pulmonary_nodules", "Pulmonary nodules", "yes_no", "Tumour",
           meaning="Nodules in the lung, such as benign metastasising leiomyoma.",
           headings=_words("Lung nodules | Pulmonary nodules | BML | 肺结节")),
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
            ("echo", "Echocardiography", "Echo | TTE | TEE | Echocardiography | 心脏超声 | 经食管超声"),
        )
    ),
    # ── Treatment ──────────────────────────────────────────────────────────────────────────
    Column(
        "surgery_date", "Date of operation", "date", "Treatment", "wanted",
        "Date of the index operation, the origin of every time on these pages. Required where "
        "follow-up is given as dates.",
        headings=_words("Surgery date | Date of surgery | Operation date | Date of operation | "
                        "Index operation | 手术日期 | 手术时间"),
    ),
    Column(
        "uterine_procedure", "Uterine procedure", "category", "Treatment", "wanted",
        "What was done to the uterus at the index operation.",
        own_levels=(
            _level("uterus_already_absent", "Uterus already absent",
                   "already absent | previous hysterectomy | prior hysterectomy | absent | "
                   "子宫已切除 | 既往子宫切除 | 子宫缺如"),
            _level("uterus_kept_no_procedure", "Uterus kept, no procedure",
                   "no uterine procedure | uterus kept | 未行子宫手术 | 保留子宫"),
            _level("myomectomy", "Myomectomy",
                   "tumorectomy | tumourectomy | 子宫肌瘤剔除 | 子宫肌瘤剔除术 | 肌瘤剔除 | 肌瘤剔除术"),
            _level("subtotal_hysterectomy", "Subtotal hysterectomy",
                   "supracervical hysterectomy | STH | 次全子宫切除 | 次全子宫切除术 | 子宫次全切除术"),
            _level("total_hysterectomy", "Total hysterectomy",
                   "hysterectomy | TH | TAH | TLH | 全子宫切除 | 全子宫切除术 | 子宫全切 | 子宫切除术 | "
                   "子宫切除"),
            _level("radical", "Radical hysterectomy",
                   "radical hysterectomy | 广泛子宫切除 | 广泛性子宫切除术"),
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words("Uterine procedure | Uterine surgery | Operation | Type of operation | "
                        "Type of surgery | Surgery | Procedure | Hysterectomy | 手术方式 | 子宫手术 | "
                        "子宫处理 | 术式"),
    ),
    Column(
        "ovarian_procedure", "Ovarian procedure", "category", "Treatment", "wanted",
        "Which ovaries were left after the index operation.",
        own_levels=(
            _level("both_kept", "Both kept",
                   "ovaries preserved | ovaries kept | preserved | kept | both preserved | "
                   "保留双侧卵巢 | 保留卵巢 | 双侧卵巢保留"),
            _level("one_kept", "One kept",
                   "USO | unilateral oophorectomy | unilateral salpingo-oophorectomy "
                   "| one preserved | 单侧附件切除 | 单侧附件切除术 | 单侧卵巢切除术 | 保留单侧卵巢"),
            _level("both_removed", "Both removed",
                   "BSO | bilateral oophorectomy | bilateral "
                   "salpingo-oophorectomy | removed | 双附件切除 | 双侧附件切除 | 双侧附件切除术 | "
                   "双侧卵巢切除"),
            _level("previously_absent", "Absent before",
                   "already absent | previously removed | 既往已切除 | 卵巢缺如"),
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words("Ovarian procedure | Ovarian surgery | Ovaries | Ovary | Oophorectomy | "
                        "Adnexa | 卵巢处理 | 卵巢手术 | 附件处理 | 附件手术"),
    ),
    Column(
        "surgical_access", "Surgical access", "several", "Treatment",
        meaning="Ways by which the pelvis and abdomen were reached.",
        own_levels=(
            _level("hysteroscopy", "Hysteroscopy", "hysteroscopic | 宫腔镜"),
            _level("vaginal", "Vaginal", "transvaginal | 阴式 | 经阴道"),
            _level("laparoscopy", "Laparoscopy", "laparoscopic | 腹腔镜"),
            _level("robotic", "Robotic", "robot | robot-assisted | 机器人"),
            _level("laparotomy", "Laparotomy", "open | abdominal | 开腹 | 经腹"),
        ),
        headings=_words("Approach | Surgical approach | Surgical access | 手术入路 | 手术途径"),
    ),
    Column(
        "thrombectomy", "Thrombectomy", "yes_no", "Treatment", "wanted",
        "Tumour was taken out of a vein or of the heart.",
        headings=_words("Thrombectomy | Tumor thrombus removal | Tumor thrombectomy | 瘤栓取出 | "
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
        headings=_words("Operation stages | Stages of surgery | One or two stage | Staging of "
                        "surgery | 手术分期 | 一期或分期 | 一期/分期"),
    ),
    Column(
        "chest_incision", "Chest incision", "category", "Treatment",
        meaning="How the chest was opened at the index operation.",
        own_levels=(
            _level("none", "None", _NONE_SPELLINGS + " | single laparotomy | 未开胸"),
            _level("mini_thoracotomy", "Mini-thoracotomy", "minithoracotomy | 小切口开胸"),
            _level("sternotomy", "Sternotomy", "median sternotomy | 胸骨正中切口 | 开胸"),
        ),
        headings=_words("Chest incision | 胸部切口 | 开胸方式"),
        questions=(_question("Sternotomy | 开胸", "sternotomy", "none"),),
    ),
    Column("cpb", "Cardiopulmonary bypass", "yes_no", "Treatment", "wanted",
           "Cardiopulmonary bypass was used.",
           headings=_words("CPB | Cardiopulmonary bypass | Extracorporeal circulation | 体外循环")),
    Column("dhca", "Circulatory arrest", "yes_no", "Treatment", "wanted",
           "Deep hypothermic circulatory arrest was used.",
           headings=_words("DHCA | Circulatory arrest | 深低温停循环 | 停循环")),
    Column(
        "resection_completeness", "Completeness of resection", "category", "Treatment", "wanted",
        "Tumour left behind at the index operation.",
        own_levels=(
            _level("R0_complete", "Complete (R0)",
                   "R0 | complete | completed | complete resection | no residual | no residual "
                   "tumor | 完全切除 | 完全 | 切净 | 无残留 | 未见残留"),
            _level("R1_microscopic", "Microscopic residue (R1)", "R1 | microscopic | 镜下残留"),
            _level("R2_incomplete", "Macroscopic residue (R2)", "R2 | macroscopic | 肉眼残留"),
            _level("incomplete", "Incomplete, degree not stated",
                   "incomplete | uncompleted | not complete | incomplete resection | residual | "
                   "partial | "
                   "不完全切除 | 未完全切除 | 不完全 | 残留 | 肿瘤残余 | 肿瘤残留"),
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words("Resection | Resection status | Completeness | 切除程度 | 切净情况"),
        questions=(
            _question("Complete resection | 是否完全切除 | 完全切除", "R0_complete", "incomplete"),
            _question("Residual | Residual tumor | Residual tumour | Incomplete resection | 残留 | "
                      "肿瘤残留 | 未完全切除 | 不完全切除", "incomplete", "R0_complete"),
        ),
    ),
    Column("blood_loss", "Blood loss", "number", "Treatment",
           meaning="Blood lost during the index operation.", unit="mL", low=0, high=30000,
           headings=_words("Blood loss | EBL | Estimated blood loss | Intraoperative blood loss | "
                           "术中出血量 | 出血量")),
    Column("transfusion", "Transfusion", "number", "Treatment",
           meaning="Blood given during the index operation.", unit="mL", low=0, high=30000,
           headings=_words("Transfusion | Blood transfusion | Transfusion volume | 输血量")),
    Column("op_time", "Duration of operation", "number", "Treatment",
           meaning="From incision to closure.", unit="min", low=0, high=1800,
           headings=_words("Operative time | Operation time | Op time | Duration of surgery | "
                           "手术时长 | 手术时间")),
    Column("icu_time", "Time in intensive care", "number", "Treatment",
           meaning="Time in intensive care after the index operation.", unit="h", low=0, high=2400,
           headings=_words("ICU time | ICU stay | ICU | ICU住院时间 | ICU时间")),
    Column("los", "Hospital stay", "number", "Treatment",
           meaning="Days in hospital for the index operation.", unit="days", low=0, high=365,
           headings=_words("LOS | Length of stay | Hospital stay | 住院天数 | 住院时间")),
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
        headings=_words("Complications | Complication | Postoperative complications | 并发症 | "
                        "术后并发症"),
    ),
    Column(
        "adjuvant_therapy", "Adjuvant therapy", "several", "Treatment", "wanted",
        "Treatment after the index operation meant to prevent recurrence.",
        prefix="adjuvant",
        options_stand_alone=True,
        own_levels=(
            _level("none", "None", _NONE_SPELLINGS + " | 未用 | 未治疗"),
            _level("gnrh_agonist", "GnRH agonist",
                   "GnRH-a | GnRHa | GnRH | leuprolide | leuprorelin | goserelin | triptorelin | "
                   "亮丙瑞林 | 戈舍瑞林 | 曲普瑞林"),
            _level("aromatase_inhibitor", "Aromatase inhibitor",
                   "AI | letrozole | anastrozole | exemestane | 来曲唑 | 阿那曲唑 | 芳香化酶抑制剂"),
            _level("serm_tamoxifen", "Tamoxifen", "SERM | tamoxifen | anti-estrogen | 他莫昔芬"),
            _level("progestin_or_antiprogestin", "Progestin or antiprogestin",
                   "progestin | mifepristone | medroxyprogesterone | megestrol | 米非司酮 | 孕激素 "
                   "| 甲地孕酮"),
            _level("radiotherapy", "Radiotherapy", "radiation | RT | 放疗"),
            _OTHER,
        ),
        without="Patients cannot be compared in this respect.",
        headings=_words("Adjuvant | Adjuvant therapy | Adjuvant treatment | Hormone therapy | "
                        "Endocrine therapy | 辅助治疗 | 术后辅助治疗 | 内分泌治疗 | 激素治疗"),
    ),
    Column("adjuvant_months", "Duration of adjuvant therapy", "number", "Treatment",
           meaning="Months of adjuvant therapy.", unit="months", low=0, high=240,
           headings=_words("Adjuvant months | Adjuvant duration | Duration of adjuvant therapy | "
                           "疗程 | 用药时间")),
    *(
        Column(
            name, label, "category", "Tumour", meaning=f"{label} in the tumour.",
            own_levels=(
                _level("positive", "Positive", "+ | ++ | +++ | pos | yes | 1 | 阳性"),
                _level("negative", "Negative", "- | neg | no | 0 | 阴性"),
                _level("equivocal", "Equivocal", "± | +/- | 可疑 | 弱阳性"),
            ),
            headings=_words(headings),
        )
        for name, label, headings in (
            ("er", "Oestrogen receptor", "ER | Estrogen receptor | 雌激素受体"),
            ("pr", "Progesterone receptor", "PR | Progesterone receptor | 孕激素受体"),
        )
    ),
    Column("ki67_pct", "Ki-67", "number", "Tumour", meaning="Share of cells that stain for Ki-67.",
           unit="%", low=0, high=100, headings=_words("Ki-67 | Ki67 | Ki-67 index")),
    Column("mitoses_per_10hpf", "Mitoses per 10 high-power fields", "number", "Tumour",
           meaning="Mitotic figures in ten high-power fields.", low=0, high=200,
           headings=_words("Mitoses | Mitoses per 10 HPF | Mitotic count | 核分裂象 | 核分裂")),
    # ── Follow-up ──────────────────────────────────────────────────────────────────────────
    Column(
        "followup_months", "Follow-up", "number", "Follow-up", "required",
        "From the index operation to the last contact or death.",
        unit="months", low=0, high=600,
        dated_as="last_followup_date",
        without="No survival and no incidence of recurrence can be shown.",
        headings=_words("Follow-up | Followup | Follow up | Follow-up months | Follow-up time | "
                        "Follow-up duration | FU | F/U | Duration of follow-up | OS months | OS time | "
                        "Survival time | Survival months | 生存时间 | 总生存时间 | 随访时间 | 随访月数 | "
                        "随访 | 随访时长"),
    ),
    Column(
        "last_followup_date", "Last contact", "date", "Follow-up", "wanted",
        "Date on which she was last known to be alive, or of her death.",
        headings=_words("Last follow-up | Last follow-up date | Last contact | Last contact date | "
                        "Last visit | Date of last contact | 末次随访 | 末次随访日期 | 末次随访时间 | "
                        "最后随访日期"),
    ),
    Column(
        "recurrence", "Recurrence", "yes_no", "Follow-up", "required",
        "Recurrence or progression after the index operation.",
        without="No recurrence can be shown.",
        headings=_words("Recurrence | Recurrence status | Tumor recurrence | Tumour recurrence | "
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
        headings=_words("Recurrence date | Date of recurrence | 复发日期 | 复发时间"),
    ),
    Column(
        "time_to_recurrence_months", "Time to recurrence", "number", "Follow-up", "wanted",
        "From the index operation to the first recurrence or progression.",
        unit="months", low=0, high=600,
        without="Recurrences count in tables but not in curves.",
        headings=_words("Time to recurrence | Recurrence time | Recurrence months | Months to "
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
        headings=_words("Recurrence site | Site of recurrence | 复发部位"),
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
        headings=_words("Recurrence treatment | Treatment of recurrence | Salvage treatment | "
                        "复发治疗 | 复发后治疗"),
    ),
    Column(
        "vital_status", "Vital status", "category", "Follow-up", "wanted",
        "Alive or dead at the last contact; unknown after a loss to follow-up, never alive.",
        own_levels=(
            _level("alive", "Alive",
                   "living | NED | AWD | survived | alive with disease | alive without disease | no "
                   "evidence of disease | 无瘤生存 | 无瘤存活 | 带瘤存活 | 存活 | 生存 | 健在 | 无病生存 | 带瘤生存"),
            _level("dead", "Dead",
                   "died | deceased | death | DOD | DOC | dead of disease | died of disease | 死亡 | 已故 | 去世 | 病故 | 病逝 | 亡"),
        ),
        without="Overall survival cannot be shown, and deaths without recurrence go unseen.",
        headings=_words("Status | Survival status | Outcome | Alive or dead | 生存状态 | 预后 | 结局"),
        questions=(
            _question("Death | Dead | Died | Deceased | Mortality | 死亡 | 是否死亡 | 去世", "dead",
                      "alive"),
            _question("Alive | Survived | 存活 | 是否存活 | 生存", "alive", "dead"),
        ),
    ),
    Column("death_date", "Date of death", "date", "Follow-up", meaning="Date of death.",
           headings=_words("Death date | Date of death | 死亡日期 | 死亡时间")),
    Column("death_cause", "Cause of death", "text", "Follow-up", meaning="As written.",
           headings=_words("Cause of death | Death cause | 死因 | 死亡原因")),
    Column("lost_to_followup", "Lost to follow-up", "yes_no", "Follow-up", "wanted",
           "Could not be reached again.",
           headings=_words("Lost to follow-up | Lost | LTFU | Lost to followup | 失访 | 是否失访")),
    Column("dvt_pe_postop", "Thrombosis after surgery", "yes_no", "Follow-up",
           meaning="Deep vein thrombosis or pulmonary embolism after the index operation.",
           headings=_words("DVT | DVT/PE | Postoperative DVT | Postoperative DVT or PE | DVT/PE postop | "
                           "Postoperative thrombosis | 术后血栓 | 术后下肢静脉血栓")),
    Column("pregnancy_after", "Pregnancies afterwards", "number", "Follow-up",
           meaning="Pregnancies after the index operation.", low=0, high=10,
           headings=_words("Pregnancy | Pregnancy after surgery | 妊娠 | 术后妊娠")),
    Column("live_birth", "Live births afterwards", "number", "Follow-up",
           meaning="Live births after the index operation.", low=0, high=10,
           headings=_words("Live birth | Live births | 活产")),
)  # fmt: skip
"""What a spreadsheet may hold, in the order of the template."""

COMBINED_ANSWERS: dict[str, dict[str, str]] = {
    "NED": {"vital_status": "alive", "recurrence": "no"},
    "No evidence of disease": {"vital_status": "alive", "recurrence": "no"},
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
    "Admission No | Chart number | 住院号 | 病案号 | 病历号 | 登记号 | 门诊号 | 就诊卡号"
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
    ),
    Column("ovary_preserved", "Ovary preserved", "yes_no", "Treatment", "derived",
           "At least one ovary left after the index operation. Ovaries absent before it are not "
           "preserved."),
    Column("uterus_preserved", "Uterus preserved", "yes_no", "Treatment", "derived",
           "Uterus kept at the index operation, with or without myomectomy. A uterus that was "
           "already absent is not preserved."),
    Column("adjuvant", "Any adjuvant therapy", "yes_no", "Treatment", "derived",
           "At least one adjuvant therapy was given."),
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
