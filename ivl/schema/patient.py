"""Who she is: age, menopause, what came before."""

from ivl.schema.columns import NONE_SPELLINGS, Column, level, question, words

OBSTETRIC = words(
    "Obs history | OB history | Obs Hx | OB Hx | Obstetric Hx | G/P | GxPx | GP | Gravida/para | Gravidity/parity | Obstetric history | 孕产次 | 孕产史 | 生育史 | 孕育史 | 孕产情况 | 孕产"
)

PATIENT: tuple[Column, ...] = (
    Column(
        "patient_id", "Patient", "text", "Patient", "required",
        "A code that stands for one patient and no one else. Not a name or a hospital number.",
        alike_headings=words(
            "rec id | Record | Ref | Reference | Número"
        ),
        headings=words(
            "症例番号 | 症例No | 症例 | 患者番号 | 通し番号 | 番号 | "
            "S/N | IVL ID | UID | Unique ID | Registry ID | "
            "Registry number | Patient identifier | Pat-ID | Anon ID | Anonymised ID | "
            "Anonymized ID | Pseudonym | Pseudonym ID | Lfd. Nr. | 病例序号 | 入组号 | 样本编号 | 序列号 | "
            "研究ID | 筛选号 | 入选编号 | 随机号 | "
            "Pat-Nr | Sr No | Sl No | "
            "Patient code | Patient number | Case number | Case ID | Study number | "
            "Study No | Serial number | Serial No | Participant | Participant ID | 患者代码 | 患者序号 | "
            "病人编号 | 研究号 | 入组编号 | 受试者编号 | "
            "ID | Case No | Patient | Patient ID | Patient No | Record ID | "
            "Study ID | Subject | Subject ID | MRN | 编号 | 序号 | 病例号 | 病例编号 | 患者编号 | "
            "研究编号 | 住院号 | 病案号 | 登记号 | 例号 | 病人号 | 患者号"
        ),
        vague_headings=words(
            "IVL no | IVL number | "
            "Serial | SN | 号 | 序 | "
            "Pt | Pat | Case | Code | No | No. | 病人 | 患者 | 病例"),
    ),
    Column(
        "age_at_diagnosis", "Age", "number", "Patient", "required",
        "Age when the tumour was diagnosed, in years.",
        unit="years", low=10, high=100,
        without="Nothing can be narrowed or split by age.",
        alike_headings=words(
            "Age at first operation | Age at first surgery | 首次手术年龄 | 初次手术年龄"
        ),
        headings=words(
            "年齢 | 手術時年齢 | 診断時年齢 | 初診時年齢 | "
            "Age/Sex | Age/Gender | Age & sex | Age and sex | 年龄/性别 | 年龄性别 | "
            "Age on admission | Age on presentation | Age op | ageop | 入院时年龄 | Age (completed years) | "
            "Age in years | Current age | Alter | Edad | Âge | Età | 初诊年龄 | 本次手术年龄 | 住院年龄 | "
            "实足年龄 | 岁数 | 年纪 | Age at IVL diagnosis | "
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
            level("pre", "Premenopausal",
                  "premenop | pre-meno | pre-menop | premeno | premenopausally | "
                  "premenopausal status | not yet menopausal | not postmenopausal | "
                  "pre | premenopause | pre-menopausal | not menopausal | "
                  "尚未绝经 | 未绝 | 月经规律 | 月经正常 | 未绝经 | 绝经前"),
            level("post", "Postmenopausal",
                  "postmenop | post-meno | post-menop | postmeno | "
                  "post-menopause | 绝经后期 | "
                  "post | postmenopause | post-menopausal | menopausal "
                  "| 已绝 | 已绝经 | 绝经 | 绝经后"),
        ),
        headings=words(
            "Menstrual state | Menopausal state | Menses status | Menopause state | 月经情况 | "
            "绝经情况 | 月经状况 | "
            "Menopause status | Pre/postmenopausal | Pre- or postmenopausal | Menstrual status | "
            "绝经前后 | 绝经前/后 | "
            "Menopausal status | 绝经状态 | 月经状态"),
        questions=(
            question("已绝经 | 是否已绝经 | 绝经与否 | "
                "Menopause | Menopausal | Postmenopausal | 绝经 | 是否绝经", "post", "pre"),
            question("Premenopausal", "pre", "post"),
        ),
    ),
    Column(
        "gravidity", "Gravidity", "number", "Patient", meaning="Number of pregnancies.",
        low=0, high=20, is_count=True, vague_headings=words("孕"), headings=words(
            "Grav | "
            "Number of pregnancies | 妊娠次数 | 怀孕次数 | "
            "G | Gravida | Gravidity | Pregnancies | 孕次"),
        shared_headings=OBSTETRIC,
    ),
    Column(
        "parity", "Parity", "number", "Patient", meaning="Number of births.",
        low=0, high=20, is_count=True,
        alike_headings=words("Children | Number of children | No of children"),
        vague_headings=words("产"),
        headings=words(
            "Number of births | Number of deliveries | Deliveries | 分娩次数 | 生产次数 | "
            "P | Para | Parity | Births | 产次"),
        shared_headings=OBSTETRIC,
    ),
    Column(
        "bmi", "Body mass index", "number", "Patient", meaning="Weight over height squared.",
        unit="kg/m²", low=10, high=70, headings=words(
            "体质量指数 | 身体质量指数 | BMI指数 | Preop BMI | BMI before surgery | "
            "BMI at surgery | 体重指数BMI | "
            "BMI | Body mass index | 体重指数 | 体质指数"),
    ),
    Column(
        "prior_myoma", "History of myoma", "yes_no", "Patient", "wanted",
        "Uterine leiomyoma known before this illness.",
        headings=words(
            "Fibroids before | Known case of fibroid | Fibroids in the past | PMH fibroids | "
            "Past history of fibroids | 既往子宫肌瘤病史 | 肌瘤既往史 | "
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
            level("none", "None",
                  "none reported"
                  + NONE_SPELLINGS),
            level("myomectomy", "Myomectomy", "previous myomectomy | prior myomectomy | 肌瘤剔除 "
                  "| 子宫肌瘤剔除术 | 子宫肌瘤剔除术史 | 肌瘤剔除史"),
            level("subtotal_hysterectomy", "Subtotal hysterectomy",
                  "supracervical hysterectomy | STH | 次全子宫切除 | 次全子宫切除术 | 子宫次全切除"),
            level("total_hysterectomy", "Total hysterectomy",
                  "hysterectomy | previous hysterectomy | prior hysterectomy | TAH | TLH | "
                  "全子宫切除 | 全子宫切除术 | 子宫切除 | 子宫切除术 | 子宫切除史"),
            level("hysteroscopic", "Hysteroscopic resection",
                  "hysteroscopy | hysteroscopic myomectomy | 宫腔镜 | 宫腔镜手术 | 宫腔镜电切"),
            level("other", "Other",
                  "others | 其他 | 其它 | caesarean | cesarean | caesarean section | "
                  "cesarean section | LSCS | LUSCS | CS | C-section | D&C | D & C | D and C | "
                  "curettage | UAE | uterine artery embolisation | uterine artery embolization | "
                  "剖宫产 | 剖宫产术 | 剖腹产 | 刮宫 | 清宫 | 诊刮 | 子宫动脉栓塞 | 子宫动脉栓塞术"),
        ),
        headings=words(
            "PSH | PSHx | Previous hysterectomy/myomectomy | "
            "History of hysterectomy/myomectomy | Previous myomectomy/hysterectomy | "
            "History of myomectomy/hysterectomy | Previous gynaecological procedures | 既往妇科手术 | "
            "既往盆腔手术史 | 盆腔手术史 | 既往手术名称 | 既往手术方式 | "
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
        headings=words(
            "Time since myomectomy | Time from myomectomy | Time between surgeries | 与上次手术间隔 | "
            "两次手术间隔 | 两次手术间隔时间 | 距首次手术时间 | 距上次手术间隔 | 手术间隔 | "
            "Time since hysterectomy | Time from hysterectomy | Time since prior surgery | "
            "Time since previous surgery | Time from previous surgery | "
            "Time from prior surgery | 距前次手术时间 | 距末次手术时间 | 距子宫切除时间 | "
            "Interval since hysterectomy | Interval since prior surgery | Interval "
                        "from prior surgery | 距上次手术时间 | 时间间隔 | 手术间隔时间"),
    ),
)  # fmt: skip
