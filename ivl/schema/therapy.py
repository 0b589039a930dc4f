"""Therapy after the operation, and what the laboratory found."""

from ivl.schema.columns import NONE_SPELLINGS, OTHER, Column, level, words

THERAPY: tuple[Column, ...] = (
    Column(
        "adjuvant_therapy", "Adjuvant therapy", "several", "Treatment", "wanted",
        "Treatment after the index operation meant to prevent recurrence.",
        prefix="adjuvant",
        alike_headings=words("Hormones | Hormone | Hormonal | 激素 | 用药 | 药物"),
        options_stand_alone=True,
        own_levels=(
            level("none", "None",
                  "none given | not given | not required | nil given | no treatment | 未予"
                  + NONE_SPELLINGS + "no adjuvant therapy | no adjuvant treatment | 无辅助治疗 | "
                                     "未行辅助治疗 | 未用药 | 未用 | 未治疗"),
            level("gnrh_agonist", "GnRH agonist",
                  "GnRH analogue | GnRH analog | leuprolide acetate | leuprorelin acetate | "
                  "buserelin | zoladex | lupron | decapeptyl | diphereline | GnRH激动剂 | "
                  "促性腺激素释放激素激动剂 | 醋酸亮丙瑞林 | 醋酸戈舍瑞林 | 醋酸曲普瑞林 | 诺雷得 | 达菲林 | 抑那通 | "
                  "GnRH-a | GnRHa | GnRH | leuprolide | leuprorelin | goserelin | triptorelin | "
                  "亮丙瑞林 | 戈舍瑞林 | 曲普瑞林"),
            level("aromatase_inhibitor", "Aromatase inhibitor",
                  "femara | arimidex | aromasin | 依西美坦 | 芳香酶抑制剂 | "
                  "AI | letrozole | anastrozole | exemestane | 来曲唑 | 阿那曲唑 | 芳香化酶抑制剂"),
            level("serm_tamoxifen", "Tamoxifen",
                  "nolvadex | 三苯氧胺 | "
                  "SERM | tamoxifen | anti-estrogen | 他莫昔芬"),
            level("progestin_or_antiprogestin", "Progestin or antiprogestin",
                  "progestogen | medroxyprogesterone acetate | megestrol acetate | dienogest | "
                  "LNG-IUS | Mirena | 甲羟孕酮 | 醋酸甲羟孕酮 | 醋酸甲地孕酮 | 地诺孕素 | 曼月乐 | "
                  "progestin | mifepristone | medroxyprogesterone | megestrol | 米非司酮 | 孕激素 "
                  "| 甲地孕酮"),
            level("radiotherapy", "Radiotherapy", "radiation | RT | 放疗"),
            OTHER,
        ),
        without="Patients cannot be compared in this respect.",
        headings=words(
            "Medical treatment | Postoperative medical therapy | "
            "Postoperative medical treatment | Further treatment | Additional treatment | "
            "Subsequent treatment | Drug therapy | Drug treatment | Postoperative hormones | "
            "Adjuvant hormones | Hormone treatment after surgery | "
            "Hormone therapy after surgery | Anti-estrogen therapy | Medical management | "
            "辅助治疗方案 | 术后治疗方案 | 术后药物 | 后续治疗 | 术后后续治疗 | 术后辅助治疗方式 | 内分泌治疗方案 | 药物治疗 | 是否辅助治疗 | "
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
           headings=words(
            "GnRH duration | Duration of GnRH | Duration of therapy | Adj duration | "
            "Months of GnRH-a | GnRH-a months | Duration of GnRH-a | 用药疗程 | 辅助治疗疗程 | 治疗时长 | "
            "GnRH-a疗程 | 内分泌治疗疗程 | "
            "Length of adjuvant therapy | Duration of hormone therapy | "
            "Duration of endocrine therapy | 辅助治疗时间 | 内分泌治疗时间 | 用药时长 | 术后用药时间 | "
            "Adjuvant months | Adjuvant duration | Duration of adjuvant therapy | "
                           "疗程 | 用药时间"),
           vague_headings=words("Duration | 时长")),
    *(
        Column(
            name, label, "category", "Tumour", meaning=f"{label} in the tumour.",
            own_levels=(
                level("positive", "Positive", "+ | ++ | +++ | strong | moderate | weak | 8/8 | pos | yes | 1 | 阳性 | 弱阳性"),
                level("negative", "Negative", "- | neg | no | 0 | 阴性"),
                level("equivocal", "Equivocal", "± | +/- | 可疑"),
            ),
            headings=words(headings),
        )
        for name, label, headings in (
            ("er", "Oestrogen receptor",
            "ER IHC | ER expression | ER表达 | ER(免疫组化) | "
            "ER | Estrogen receptor | 雌激素受体"),
            ("pr", "Progesterone receptor",
            "PgR | PR IHC | PgR IHC | PR expression | PR表达 | PR(免疫组化) | "
            "PR | Progesterone receptor | 孕激素受体"),
        )
    ),
    Column("ki67_pct", "Ki-67", "number", "Tumour", meaning="Share of cells that stain for Ki-67.",
           unit="%", low=0, high=100, headings=words(
            "MIB-1 | MIB1 | MIB-1 index | Proliferation index | Ki-67 LI | Ki67阳性率 | Ki-67阳性率 | "
            "增殖指数 | "
            "Ki-67 proliferation index | Ki-67 labelling index | Ki67指数 | Ki67增殖指数 | "
            "Ki-67 | Ki67 | Ki-67 index")),
    Column("mitoses_per_10hpf", "Mitoses per 10 high-power fields", "number", "Tumour",
           meaning="Mitotic figures in ten high-power fields.", low=0, high=200,
           headings=words(
            "Mitotic rate | Mitotic figures per 10 HPF | "
            "Mitotic index per 10 HPF | Mitotic count per 10 HPF | MF per 10 HPF | MF/10HPF | "
            "Mitosis per 10 HPF | 核分裂象/10HPF | 核分裂像/10HPF | 核分裂/10HPF | 核分裂计数 | 核分裂象计数 | "
            "核分裂象(/10HPF) | "
            "Mitotic figures | Mitotic index | 核分裂数 | 核分裂像 | "
            "Mitoses | Mitoses per 10 HPF | Mitotic count | 核分裂象 | 核分裂")),
)  # fmt: skip
