"""Where the tumour grew, how large it was, what the laboratory found."""

from ivl.schema.columns import NONE_SPELLINGS, OTHER, Column, level, words

TUMOUR: tuple[Column, ...] = (
    Column(
        "tumor_extent", "Furthest reach", "category", "Tumour", "required",
        "Furthest point that the tumour reached within the veins and the heart.",
        own_levels=(
            level("uterus", "Uterus",
                  "within uterus | within the uterus | in the uterus | uterus only | "
                  "uterine only | confined to uterus | confined to the uterus | "
                  "limited to uterus | limited to the uterus | 仅子宫 | 局限子宫 | 子宫体 | 子宫肌壁 | "
                  "子宫肌壁间 | uterine | myometrium | intramyometrial | 子宫 | 子宫肌层 | 局限于子宫 | 子宫内", "pelvic"),
            level("parauterine_pelvic", "Parauterine or pelvic veins",
                  "parametrium | parametria | parametrial vein | parametrial veins | "
                  "para-uterine veins | parauterine vessels | para-uterine vessels | "
                  "pelvic vein | pelvic vessels | uterine vessels | 宫旁血管 | 子宫旁静脉 | 盆腔血管 | "
                  "阔韧带静脉 | "
                  "parauterine | para-uterine | parametrial | broad ligament | pelvic veins | "
                  "uterine vein | uterine veins | 宫旁 | 宫旁静脉 | 盆腔静脉 | 子宫静脉 | 阔韧带",
                  "pelvic"),
            level("pelvis", "Pelvis, vein not stated",
                  "pelvis only | confined to the pelvis | limited to pelvis | "
                  "limited to the pelvis | intrapelvic | 仅盆腔 | 局限盆腔 | "
                  "骨盤内 | 骨盤 | 骨盤内に限局 | "
                  "pelvic | pelvic only | confined to pelvis | pelvic cavity | 盆腔 | 盆腔内 | "
                  "局限于盆腔", "pelvic", covers="parauterine_pelvic"),
            level("iliac_or_gonadal", "Iliac or gonadal vein",
                  "CIV | EIV | IIV | L gonadal vein | R gonadal vein | L ovarian vein | "
                  "R ovarian vein | left gonadal vein | right gonadal vein | 左髂总静脉 | 右髂总静脉 | "
                  "左髂内静脉 | 右髂内静脉 | 双侧髂内静脉 | 左髂外静脉 | 右髂外静脉 | 双侧卵巢静脉 | int iliac | ext iliac | "
                  "internal iliac v. | common iliac v. | iliac veins | internal iliac | "
                  "external iliac | common iliac | hypogastric vein | internal iliac veins | "
                  "left iliac vein | right iliac vein | gonadal veins | ovarian veins | "
                  "left ovarian vein | right ovarian vein | 左髂静脉 | 右髂静脉 | 双侧髂静脉 | 左卵巢静脉 | "
                  "右卵巢静脉 | 髂血管 | iliac | gonadal | iliac vein | internal iliac vein | "
                  "external iliac vein | common iliac vein | ovarian vein | gonadal vein | "
                  "髂静脉 | 髂内静脉 | 髂外静脉 | 髂总静脉 | 卵巢静脉 | 生殖静脉", "pelvic"),
            level("ivc_infrarenal", "Vena cava below the renal veins",
                  "infra-renal | infra-renal IVC | infrarenal vena cava | "
                  "infrarenal inferior vena cava | IVC below renal veins | "
                  "IVC below the renal veins | below renal veins | below the renal veins | "
                  "肾静脉以下 | 肾静脉下下腔静脉 | 肾静脉水平以下下腔静脉 | 下腔静脉肾静脉以下 | 下腔静脉肾静脉水平以下 | 下腔静脉肾下段 | "
                  "肾下段下腔静脉 | "
                  "infrarenal IVC | infrarenal | IVC infrarenal | 肾静脉水平以下 | 肾下下腔静脉 | "
                  "肾静脉以下下腔静脉", "ivc"),
            level("ivc_suprarenal", "Vena cava above the renal veins",
                  "IVC (infrahepatic) | infrahepatic IVC | "
                  "supra-renal | supra-renal IVC | suprarenal vena cava | "
                  "suprarenal inferior vena cava | IVC above renal veins | "
                  "IVC above the renal veins | above renal veins | above the renal veins | "
                  "retrohepatic | suprahepatic | intrahepatic | 肾静脉以上 | 肾静脉上下腔静脉 | "
                  "肾静脉水平以上下腔静脉 | 下腔静脉肾静脉以上 | 下腔静脉肾静脉水平以上 | 下腔静脉肝后段 | 肝段下腔静脉 | 肝上下腔静脉 | "
                  "suprarenal IVC | suprarenal | IVC suprarenal | suprahepatic IVC | "
                  "retrohepatic IVC | intrahepatic IVC | 肾静脉水平以上 | 肾上下腔静脉 | "
                  "肝后下腔静脉 | 肾静脉以上下腔静脉", "ivc"),
            level("ivc", "Vena cava, level not stated",
                  "IVC thrombus | within IVC | "
                  "caval | inferior caval vein | 下腔静脉内 | "
                  "IVC | inferior vena cava | vena cava | 下腔静脉 | 下大静脈", "ivc",
                  covers="ivc_infrarenal | ivc_suprarenal"),
            level("right_atrium", "Right atrium",
                  "右房 | 右房内 | R atrium | right atrium (RA) | right atrial | 右心房内 | RA | atrium | 右心房 | "
                  "右房", "right_heart"),
            level("right_ventricle", "Right ventricle",
                  "RVOT | R ventricle | "
                  "right ventricular | 右心室内 | "
                  "RV | ventricle | 右心室 | 右室",
                  "right_heart"),
            level("right_heart", "Right heart, chamber not stated",
                  "R heart | rt heart | right heart chambers | right cardiac chambers | "
                  "right-sided heart | cardiac chambers | heart chambers | "
                  "cardiac extension | 右心腔 | 心腔内 | 心内 | heart | RH | right heart | cardiac | "
                  "intracardiac | intracardiac extension | 右心 | 右心系统 | 心脏 | 心腔", "right_heart",
                  covers="right_atrium | right_ventricle"),
            level("pulmonary_artery", "Pulmonary artery",
                  "main PA | MPA | L PA | R PA | LPA | RPA | left PA | right PA | "
                  "main pulmonary artery | left pulmonary artery | right pulmonary artery | "
                  "肺动脉内 | 肺动脉干 | 肺动脉主干 | 左肺动脉 | 右肺动脉 | PA | pulmonary arteries | "
                  "pulmonary trunk | pulmonary | 肺动脉", "pulmonary_artery"),
        ),
        without="Nothing can be narrowed or split by the extent of the tumour.",
        headings=words(
            "進展範囲 | 腫瘍進展範囲 | 腫瘍の進展範囲 | 進展部位 | 腫瘍進展 | 最大進展部位 | "
            "Highest level of tumor | Highest level reached | Highest point reached | "
            "Max extent | Maximum extent | Maximal extent | Level of tumor | Tumor level | "
            "Extends to | Extent to | Intravascular extent | Intravascular extent of tumor | "
            "Tumor reaches | Tumor reach | Location of thrombus tip | Tip of tumor | "
            "Tumor tip | Tip of thrombus | Location of tumor tip | Upper limit of tumor | "
            "Upper extent of tumor | Vessels involved | Vessel involved | Involved vessels | "
            "Veins involved | Sites involved | Site involved | Level of thrombus | 最高部位 | "
            "最远部位 | 最高累及水平 | 累及水平 | 侵及部位 | 侵及范围 | 肿瘤到达部位 | 瘤栓到达部位 | 最远累及部位 | 血管侵犯部位 | "
            "血管受累部位 | 瘤栓最高水平 | 瘤栓累及范围 | 瘤栓累及部位 | 受累血管 | 肿瘤上界 | 瘤栓上界 | "
            "肿瘤最高位置 | 上极位置 | 肿瘤上极 | 瘤栓上极 | 瘤栓顶端位置 | "
            "Furthest extension | Furthest extent | Tumor extension | Extent of disease | "
            "Extent of involvement | Extent of IVL | Highest extent | "
            "Highest level of tumor extension | "
            "Highest level of extension | Highest level of involvement | Level of extension | "
            "Highest vessel | Highest vein | Proximal end | Cranial end | Cranial limit | Upper end | "
            "How far | Ext level | 病变最高水平 | 病变最高位置 | 肿瘤累及程度 | 受累静脉 | 累及静脉 | 受累血管部位 | "
            "Level of involvement | Proximal extent | Most proximal extent | Upper extent | "
            "Cranial extent | Cephalad extent | Site of extension | Intravascular extension | "
            "Intravenous extension | Venous extension | Tumor involvement | Involved site | "
            "Thrombus level | Tumor thrombus level | Anatomic extent | 侵犯范围 | 肿瘤侵犯范围 | 肿瘤侵犯部位 | "
            "肿瘤累及部位 | 肿瘤部位 | 病变部位 | 病变累及范围 | 病灶范围 | 受累范围 | 累及情况 | 累及血管 | 最高累及部位 | 累及最高部位 | "
            "累及最高水平 | 延伸范围 | 肿瘤延伸范围 | 瘤栓范围 | 瘤栓水平 | 瘤栓部位 | "
            "Extent | Tumor extent | Tumour extent | Extension | Level | Highest level "
                        "| Furthest reach | Spread | Involvement | Tumor location | 肿瘤累及范围 | "
                        "累及范围 | 病变范围 | 最远累及 | 最远累及部位 | 瘤头位置 | Location of tumour head | "
            "Location of tumor head | 侵犯部位 | 累及部位 | 受累部位 | 血管受累情况 | 肿瘤范围"),
        alike_headings=words("Location | Site | Sites | 部位 | 位置"),
        vague_headings=words(
            "Upper limit | Highest point | Tumor site | 瘤栓位置 | 肿瘤位置 | Stage | 分期"),
    ),
    *(
        Column(name, label, "yes_no", "Tumour", meaning=f"Tumour in this place: {label.lower()}.",
               headings=words(headings))
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
            "IVC invasion | IVC invaded | IVC involvement | IVC extension | 下腔静脉受累 | 累及下腔静脉 | "
            "IVC | IVC involved | Inferior vena cava | 下腔静脉"),
            ("ra", "Right atrium",
            "RA invasion | RA extension | Right atrial extension | RA involvement | Right atrial involvement | 右心房受累 | 累及右心房 | "
            "RA | RA involved | Right atrium | 右心房"),
            ("rv", "Right ventricle",
            "RV invasion | RV extension | Right ventricular extension | RV involvement | Right ventricular involvement | 右心室受累 | 累及右心室 | "
            "RV | RV involved | Right ventricle | 右心室"),
            ("pa", "Pulmonary artery",
            "PA invasion | PA extension | Pulmonary artery extension | PA involvement | Pulmonary artery involvement | 肺动脉受累 | 累及肺动脉 | "
            "PA | PA involved | Pulmonary artery | 肺动脉"),
        )
    ),
    Column(
        "side", "Side", "category", "Tumour", meaning="Side of the pelvis the tumour left by.",
        own_levels=(
            level("left", "Left",
                  "Lt | Lt. | left side | left-sided | "
                  "L | 左 | 左侧"),
            level("right", "Right",
                  "Rt | Rt. | right side | right-sided | "
                  "R | 右 | 右侧"),
            level("bilateral", "Both sides",
                  "B/L | bilat | bilat. | left and right | L+R | L/R | L & R | "
                  "both sides | 左右 | 两侧 | "
                  "both | B | 双 | 双侧"),
        ),
        headings=words(
            "左/右 | 左右 | L/R | Right/left | Left/right | "
            "Side of origin | Tumor side | Side involved | 患侧 | 受累侧别 | "
            "Side | Laterality | 侧别 | 左右侧"),
    ),
    Column(
        "route", "Route to the vena cava", "category", "Tumour",
        meaning="Veins by which the tumour reached the vena cava.",
        own_levels=(
            level("iliac", "Iliac", "iliac vein | 髂静脉"),
            level("gonadal", "Gonadal", "ovarian vein | gonadal vein | 卵巢静脉 | 生殖静脉"),
            level("both", "Both", "iliac and gonadal | 两者 | 髂静脉及卵巢静脉"),
        ),
        headings=words(
            "Route of extension | Route of spread | Pathway of extension | Venous route | 延伸路径 | "
            "蔓延途径 | 侵犯途径 | 累及途径 | "
            "Route | Pathway | Extension route | 延伸途径 | 途径"),
    ),
    Column("stage", "Stage as recorded", "text", "Tumour",
           meaning="As written, never converted from one system to another.",
           alike_headings=words(
            "Staging"
        ),
        headings=words(
            "Stage group | "
            "Tumor stage | IVL stage | Stage at diagnosis | 肿瘤分期 | IVL分期 | "
            "Clinical stage | 临床分期"),
           vague_headings=words("Stage | 分期")),
    Column("stage_system", "Staging system", "text", "Tumour",
           meaning="Name of the staging system.", headings=words("Stage system | Staging system | "
                                                                 "分期系统")),
    Column(
        "tumor_size", "Tumour size", "number", "Tumour", "wanted",
        "Largest diameter of the pelvic tumour.", unit="cm", low=0, high=60,
        vague_headings=words(
            "Dimensions | "
            "Size of largest fibroid | Largest fibroid | Largest fibroid size | Fibroid size | "
            "Fibroid diameter | Size of fibroid | 肌瘤大小 | 肌瘤最大直径 | 子宫肌瘤大小 | 肌瘤最大径 | 肌瘤直径 | "
            "Pelvic mass | Mass | Fibroid | Fibroids"
        ),
        headings=words(
            "Max size | Largest size | tsize | "
            "Uterine mass size | Largest mass | Max dimension | Longest diameter | "
            "肿瘤长径 | 肿物最大径 | 包块最大径 | 最大径线 | 肿瘤最大径线 | 肿瘤最大长径 | "
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
        headings=words(
            "IVL diameter | Max IVL diameter | "
            "Intravenous tumor size | IV tumor diameter | IV tumor size | Intracaval diameter | "
            "Max thrombus diameter | Thrombus width | Max thrombus width | "
            "Tumor thrombus width | 瘤栓宽度 | 静脉内瘤栓直径 | 静脉内肿瘤直径 | 瘤栓粗径 | "
            "瘤栓最大宽度 | 瘤栓最粗直径 | "
            "Thrombus size | Tumor thrombus size | Intravenous tumor diameter | 瘤栓大小 | 瘤栓最大直径 | "
            "Thrombus diameter | Tumor thrombus diameter | Max tumor thrombus diameter "
                        "| 瘤栓 | 瘤栓直径 | 瘤栓最大径"),
    ),
    Column(
        "wall_adhesion", "Adhesion to the wall", "category", "Tumour",
        meaning="Where the tumour adhered to the wall of a vein or of the heart.",
        own_levels=(
            level("none", "None", NONE_SPELLINGS + "无粘连"),
            level("ivc", "Vena cava", "IVC | inferior vena cava | 下腔静脉"),
            level("ra", "Right atrium", "RA | right atrium | 右心房"),
            level("pa", "Pulmonary artery", "PA | pulmonary artery | 肺动脉"),
            OTHER,
        ),
        headings=words(
            "Adherent to wall | Tumor adherent | Adherence | Adherence to wall | 附着部位 | 与管壁粘连 | "
            "管壁粘连 | "
            "Adhesion site | Vessel wall adhesion | Adhesion to vessel wall | Wall adherence | "
            "粘连部位 | 血管壁粘连 | 与血管壁粘连 | "
            "Adhesion | Wall adhesion | Adherent | 粘连 | 附着"),
    ),
    Column("pulmonary_nodules", "Pulmonary nodules", "yes_no", "Tumour",
           meaning="Nodules in the lung, such as benign metastasising leiomyoma.",
           headings=words(
            "Lung mets | Lung metastases | Lung metastasis | Pulmonary mets | "
            "Pulmonary metastases | Benign metastasizing leiomyoma | "
            "Benign metastasising leiomyoma | 肺转移 | 肺转移瘤 | 肺转移灶 | "
            "Lung nodule | Pulmonary nodule | 肺部结节 | 肺内结节 | "
            "Lung nodules | Pulmonary nodules | BML | 肺结节")),
    Column("av_fistula", "Arteriovenous fistula", "yes_no", "Tumour",
           meaning="Arteriovenous fistula of the pelvis.",
           headings=words("AVF | AV fistula | Arteriovenous fistula | 动静脉瘘")),
    *(
        Column(name, label, "yes_no", "Tumour", meaning=f"{label} was done before the operation.",
               headings=words(headings))
        for name, label, headings in (
            ("imaging_us", "Ultrasound", "US | Ultrasound | Preop US | Preop ultrasound | 超声 | B超 | 彩超 | 妇科超声 | 超声检查"),
            ("imaging_ct", "Computed tomography", "CT | CTV | CTA | CT scan | Preop CT | CT检查 | 增强CT"),
            ("imaging_mri", "Magnetic resonance", "MRI | MR | Preop MRI | 磁共振 | 核磁 | 核磁共振 | MRI检查 | 磁共振检查"),
            ("echo", "Echocardiography",
            "Echocardiogram | Preop echo | 超声心动图 | 心脏彩超 | UCG | 心超 | "
            "Echo | TTE | TEE | Echocardiography | 心脏超声 | 经食管超声"),
        )
    ),
)  # fmt: skip
