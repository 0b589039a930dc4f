"""The operation and how it went."""

from ivl.schema.columns import NONE_SPELLINGS, OTHER, Column, level, question, words

OPERATION: tuple[Column, ...] = (
    Column(
        "surgery_date", "Date of operation", "date", "Treatment", "wanted",
        "Date of the index operation, the origin of every time on these pages. Required where "
        "follow-up is given as dates.",
        alike_headings=words(
            "Date of primary surgery | Primary surgery | Primary surgery date | "
            "Date of first surgery | Date of first operation | Date of 1st surgery | "
            "First surgery date | Date of initial surgery"
        ),
        headings=words(
            "DOO | Date operated | Date of IVL surgery | OP-Datum | OP Datum | Operation performed on | Operated on | "
            "Date of hysterectomy | 本次手术日 | 术日 | 开刀日期 | 行手术日期 | 施术日期 | "
            "Surgery | Operation | Op date | Opdate | Day of surgery | Day of operation | DOS | "
            "Procedure date | Date of resection | Surgery time | 手术日 | 手术年月 | 手术年月日 | "
            "Surgery date | Date of surgery | Operation date | Date of operation | "
                        "Index operation | 手术日期 | 手术时间"),
        vague_headings=words("Date | Time | 日期 | 时间"),
    ),
    Column(
        "uterine_procedure", "Uterine procedure", "category", "Treatment", "wanted",
        "What was done to the uterus at the index operation.",
        instead="surgical_access",
        own_levels=(
            level("uterus_already_absent", "Uterus already absent",
                  "previous TAH | prior TAH | "
                  "uterus absent | no uterus | 既往已切除子宫 | 子宫已切 | "
                  "already absent | previous hysterectomy | prior hysterectomy | absent | "
                  "子宫已切除 | 既往子宫切除 | 子宫缺如"),
            level("uterus_kept_no_procedure", "Uterus kept, no procedure",
                  "no uterine procedure | uterus kept | 未行子宫手术 | 保留子宫"),
            level("myomectomy", "Myomectomy",
                  "lap myomectomy | open myomectomy | "
                  "abdominal myomectomy | laparoscopic myomectomy | 肌瘤切除术 | 子宫肌瘤切除术 | 肌瘤挖除术 | "
                  "子宫肌瘤挖除术 | "
                  "tumorectomy | tumourectomy | 子宫肌瘤剔除 | 子宫肌瘤剔除术 | 肌瘤剔除 | 肌瘤剔除术"),
            level("uterus_kept_unspecified", "Uterus kept (unspecified)",
                  "uterus preserved | uterus conserved | uterus retained | uterus-sparing | "
                  "uterine preservation | 子宫保留"),
            level("subtotal_hysterectomy", "Subtotal hysterectomy",
                  "subtotal hyst | "
                  "subtotal | supracervical | subtotal abdominal hysterectomy | "
                  "laparoscopic supracervical hysterectomy | LSH | 次全子宫 | "
                  "supracervical hysterectomy | STH | 次全子宫切除 | 次全子宫切除术 | 子宫次全切除术"),
            level("total_hysterectomy", "Total hysterectomy",
                  "VH | RAH | total hyst | open TAH | "
                  "total | total abdominal hysterectomy | abdominal hysterectomy | "
                  "total laparoscopic hysterectomy | laparoscopic hysterectomy | "
                  "vaginal hysterectomy | TVH | LAVH | 全子宫 | 全宫切除 | 经腹全子宫切除术 | 腹腔镜全子宫切除术 | "
                  "腹腔镜下全子宫切除术 | "
                  "hysterectomy | TH | TAH | TLH | 全子宫切除 | 全子宫切除术 | 子宫全切 | 子宫切除术 | "
                  "子宫切除"),
            level("radical", "Radical hysterectomy",
                  "radical | 根治性子宫切除术 | "
                  "radical hysterectomy | 广泛子宫切除 | 广泛性子宫切除术"),
            level("hysterectomy_unspecified", "Hysterectomy (unspecified)",
                  "uterus removed | hysterectomy unspecified"),
        ),
        without="Patients cannot be compared in this respect.",
        alike_headings=words(
            "Primary surgery | First surgery | Initial surgery"
        ),
        headings=words(
            "Uterus procedure | Procedure on uterus | Gynecologic surgery | "
            "Gynecologic operation | Primary procedure | 手术方法 | 手术内容 | 手术操作 | 具体术式 | 行何手术 | "
            "主要手术 | 手术操作名称 | 手术范围 | "
            "Hysterectomy type | Operative procedure | Procedure performed | Surgery performed | "
            "Type of procedure | Kind of operation | Uterine management | Management of uterus | "
            "Gynecologic procedure | Gynaecological procedure | 手术名称 | 手术类型 | 手术术式 | 子宫术式 | "
            "Gynae op | Gyn surgery | Gynae procedure | Gyn procedure | Surgery done | "
            "Nature of surgery | Procedure done | Operation performed | Operation done | "
            "子宫切除方式 | 子宫切除范围 | 子宫处理方式 | 子宫手术方式 | "
            "Uterus | "
            "子宫去留 | "
            "Uterine procedure | Uterine surgery | Operation | Type of operation | "
                        "Type of surgery | Surgery | Procedure | 手术方式 | 子宫手术 | "
                        "子宫处理 | 术式"),
        questions=(
            question(
                "Uterus preserved | Uterus retained | Uterus kept | "
                "Uterine preservation | Preservation of uterus | 保留子宫 | 子宫保留 | 是否保留子宫",
                "uterus_kept_unspecified", "hysterectomy_unspecified"),
            # Without a hysterectomy the uterus may be kept, absent or freed of myomas.
            question("Uterus removed | Hysterectomy | Hyst | 子宫切除 | 切除子宫 | 子宫是否切除",
                     "hysterectomy_unspecified", "unknown"),
            question("Myomectomy | 肌瘤剔除 | 肌瘤剔除术", "myomectomy", "unknown", is_vague=True),
        ),
    ),
    Column(
        "ovarian_procedure", "Ovarian procedure", "category", "Treatment", "wanted",
        "Which ovaries were left after the index operation.",
        own_levels=(
            level("both_kept", "Both kept",
                  "not removed | ovaries not removed | neither removed | no oophorectomy | 未切除 | "
                  "卵巢未切除 | 双卵巢未切除 | 双附件未切 | 双附件未切除 | 附件未切除 | "
                  "conserved | both conserved | both ovaries conserved | retained | "
                  "both retained | both ovaries retained | ovaries retained | intact | "
                  "both intact | ovaries intact | in situ | left in situ | both in situ | "
                  "ovaries in situ | ovaries left in situ | 卵巢保留 | 保留双卵巢 | "
                  "both left in situ | both ovaries kept | both ovaries preserved | "
                  "ovaries conserved | bilateral preservation | "
                  "bilateral ovarian preservation | 双侧保留 | 保留双侧 | 双侧均保留 | 双侧附件均保留 | 双卵巢保留 | 双附件保留 | 双侧附件保留 | 保留双附件 | "
                  "保留双侧附件 | ovaries preserved | ovaries kept | preserved | kept | "
                  "both preserved | 保留双侧卵巢 | 保留卵巢 | 双侧卵巢保留"),
            level("one_kept", "One kept",
                  "one conserved | one ovary conserved | one retained | one ovary retained | "
                  "保留一侧卵巢 | 一侧卵巢保留 | left SO | right SO | 保留一侧 | left kept | right kept | "
                  "LSO | RSO | one ovary kept | one ovary preserved | one removed | "
                  "one ovary removed | unilateral preservation | "
                  "unilateral ovarian preservation | unilateral adnexectomy | "
                  "left salpingo-oophorectomy | right salpingo-oophorectomy | "
                  "left oophorectomy | right oophorectomy | 单侧附件 | 左侧附件 | 右侧附件 | 单侧保留 | "
                  "单侧卵巢保留 | 单侧卵巢切除 | 单附件切除 | 一侧附件切除 | 一侧卵巢切除 | 左附件切除 | 右附件切除 | 左侧附件切除 | "
                  "右侧附件切除 | USO | unilateral oophorectomy | "
                  "unilateral salpingo-oophorectomy | one preserved | 单侧附件切除 | 单侧附件切除术 | "
                  "单侧卵巢切除术 | 保留单侧卵巢"),
            level("some_kept", "Kept, one or both",
                  "one or both kept | at least one kept | at least one ovary kept | "
                  "至少保留一侧 | 至少保留一侧卵巢"),
            level("both_removed", "Both removed",
                  "bilat SO | bilateral SO | ovaries not preserved | 卵巢未保留 | "
                  "both ovaries removed | bilateral adnexectomy | 双附件 | 双侧附件 | 双附件及卵巢切除 | BSO done | 双侧切除 | 双卵巢切除 | 双附件切除术 | "
                  "双侧卵巢切除术 | "
                  "BSO | bilateral oophorectomy | bilateral "
                  "salpingo-oophorectomy | removed | 双附件切除 | 双侧附件切除 | 双侧附件切除术 | "
                  "双侧卵巢切除"),
            level("some_removed", "Removed, one or both",
                  "one or both removed | at least one removed | at least one ovary removed"),
            level("previously_absent", "Absent before",
                  "absent | previously absent | 既往切除 | 既往双附件切除 | "
                  "already absent | previously removed | 既往已切除 | 卵巢缺如"),
        ),
        without="Patients cannot be compared in this respect.",
        headings=words(
            "Ovaries removed or kept | Oophorectomy details | Oophorectomy type | Tubes and ovaries | Tubes & ovaries | Adnexal status | "
            "Fate of ovaries | 卵巢情况 | 附件情况 | 附件去留 | 卵巢状态 | 附件状态 | 双附件 | 卵巢 | 附件 | "
            "卵巢保留情况 | "
            "Adnexal surgery | Adnexal procedure | Adnexal management | "
            "Ovarian management | Management of ovaries | "
            "Ovarian status | "
            ""
            ""
            "附件手术方式 | 附件处理方式 | "
            "卵巢去留 | 卵巢处理方式 | 卵巢手术方式 | "
            "Ovarian procedure | Ovarian surgery | Ovaries | Ovary | "
                        "Adnexa | 卵巢处理 | 卵巢手术 | 附件处理 | 附件手术"),
        questions=(
            question(
                "Ovarian preservation | Ovary preserved | Ovaries preserved | "
                "Ovaries retained | Ovaries kept | Ovary kept | Ovary retained | "
                "Preservation of ovaries | Ovarian conservation | Ovaries conserved | "
                "Ovary sparing | Ovary-sparing surgery | 保留卵巢 | 是否保留卵巢 | 卵巢是否保留 | 卵巢保留",
                "some_kept", "both_removed"),
            # Who had none removed may have had none left.
            question(
                "Ovaries removed | Ovary removed | Oophorectomy | "
                "Salpingo-oophorectomy | Adnexectomy | 附件切除 | 卵巢切除",
                "some_removed", "unknown"),
            # Where not both were removed, one may have been.
            question(
                "切除双附件 | 切除双侧附件 | BSO | Bilateral oophorectomy | Bilateral salpingo-oophorectomy | 双侧附件切除 "
                "| 双附件切除",
                "both_removed", "unknown"),
            question("USO | Unilateral oophorectomy | Unilateral salpingo-oophorectomy | "
                     "单侧附件切除 | 单侧卵巢切除", "one_kept", "unknown"),
            question("Both ovaries preserved | Both ovaries kept | Bilateral ovarian preservation | "
                     "双侧卵巢保留 | 保留双侧卵巢", "both_kept", "unknown"),
        ),
    ),
    Column(
        "surgical_access", "Surgical access", "several", "Treatment",
        meaning="Ways by which the pelvis and abdomen were reached.",
        own_levels=(
            level("hysteroscopy", "Hysteroscopy",
                  "宫腔镜手术 | "
                  "hysteroscopic | 宫腔镜"),
            level("vaginal", "Vaginal",
                  "vaginal surgery | 阴式手术 | "
                  "transvaginal | 阴式 | 经阴道"),
            level("laparoscopy", "Laparoscopy",
                  "lap | lap. | keyhole | 腔镜 | MIS | laparoscopic surgery | 腹腔镜手术 | "
                  "laparoscopic | 腹腔镜"),
            level("robotic", "Robotic",
                  "robotic surgery | 机器人手术 | "
                  "robot | robot-assisted | 机器人"),
            level("laparotomy", "Laparotomy",
                  "midline laparotomy | midline | open laparotomy | exploratory laparotomy | "
                  "Pfannenstiel | 剖腹 | lap converted to open | converted to open | 中转开腹 | "
                  "open surgery | 开腹手术 | 经腹手术 | open | abdominal | 开腹 | 经腹"),
        ),
        vague_headings=words(
            "Access | Route | Incision | Operation | Surgery | Procedure | Type of operation | "
            "Type of surgery | Mode of surgery | Mode of operation | Operation performed | "
            "Surgery performed | Procedure performed | 手术方式 | 术式 | 手术类型 | 手术方法 | 手术术式 | 途径 | "
            "切口"
        ),
        headings=words(
            "Mode of access | Mode of approach | Open or laparoscopic | Laparoscopic or open | "
            "Open/lap | Lap/open | 开腹/腹腔镜 | 腹腔镜/开腹 | 手术入路方式 | 手术途径方式 | "
            "Route of surgery | 手术路径 | 入路 | "
            "Approach | Surgical approach | Surgical access | 手术入路 | 手术途径"),
    ),
    Column(
        "thrombectomy", "Thrombectomy", "yes_no", "Treatment", "wanted",
        "Tumour was taken out of a vein or of the heart.",
        alike_headings=words(
            "Venotomy | Cavotomy | Vascular resection | Venous resection | 下腔静脉切开 | 肿瘤取出"
        ),
        headings=words(
            "IVC tumor removed | IVC tumor removal | IVC thrombectomy | Caval thrombectomy | Vena cava thrombectomy | "
            "Cardiac thrombectomy | Thrombus removed | Tumor thrombus removed | "
            "Venous tumor removed | Venous tumor removal | IV tumor removed | "
            "IV tumor removal | Intravenous tumor removed | Removal of thrombus | "
            "Extraction of tumor from IVC | Removal of tumor from IVC | 下腔静脉取栓 | 下腔静脉取栓术 | "
            "下腔静脉瘤栓取出 | 下腔静脉瘤栓取出术 | 下腔静脉切开取栓 | 腔静脉取栓 | 取瘤栓 | 瘤栓取出情况 | 静脉瘤栓取出 | 下腔静脉肿瘤取出 | "
            "心脏取瘤 | 心脏瘤栓取出 | "
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
            level("one_stage", "One stage", "one | 1 | single-stage | one-stage | simultaneous | "
                  "一期 | 一期手术 | 同期 | 同期手术"),
            level("two_stage", "Two stages, planned", "two | 2 | two-stage | 二期 | 二期手术 | "
                  "分期 | 分期手术"),
            level("staged_unplanned", "Staged, not planned", "unplanned | 非计划分期"),
        ),
        headings=words(
            "1 or 2 stage | 1/2 stage | One/two stage | One stage/two stage | No. of stages | "
            "同期/分期 | 一期/二期手术 | 是否分期手术 | 是否同期手术 | 同期或分期 | "
            "One or two stage surgery | One-stage or two-stage | One or two stages | Single or two stage | Staged surgery | "
            "Staged operation | Number of stages | 一期/二期 | 一期或二期 | "
            "Operation stages | Stages of surgery | One or two stage | Staging of "
                        "surgery | 手术分期 | 一期或分期 | 一期/分期"),
        vague_headings=words("Stage | 分期"),
    ),
    Column(
        "chest_incision", "Chest incision", "category", "Treatment",
        meaning="How the chest was opened at the index operation.",
        own_levels=(
            level("none", "None", NONE_SPELLINGS + "single laparotomy | 未开胸"),
            level("mini_thoracotomy", "Mini-thoracotomy", "minithoracotomy | 小切口开胸"),
            level("sternotomy", "Sternotomy", "median sternotomy | 胸骨正中切口 | 开胸"),
        ),
        alike_headings=words(
            "Chest opened | Thoracotomy"
        ),
        headings=words(
            "Chest opening | 开胸情况 | "
            "Chest incision | 胸部切口 | 开胸方式 | 开胸"),
        questions=(
            question("Median sternotomy | 胸骨正中切口 | 正中开胸 | 胸骨切开 | "
                     "Sternotomy", "sternotomy", "none"),
        ),
    ),
    Column("cpb", "Cardiopulmonary bypass", "yes_no", "Treatment", "wanted",
           "Cardiopulmonary bypass was used.",
           alike_headings=words("Pump | 体外"),
           headings=words(
            "Pump used | 术中体外循环 | Bypass | CP bypass | Bypass used | CPB required | CPB used | Heart lung machine | "
            "Heart-lung machine | Heart-lung bypass | "
            "On bypass | 应用体外循环 | 体外循环使用 | 体外循环辅助 | 体外循环下手术 | "
            "Cardio-pulmonary bypass | ECC | On-pump | "
            "CPB | Cardiopulmonary bypass | Extracorporeal circulation | 体外循环")),
    Column("dhca", "Circulatory arrest", "yes_no", "Treatment", "wanted",
           "Deep hypothermic circulatory arrest was used.",
           alike_headings=words("TCA | Deep hypothermia | 深低温"),
           headings=words(
            "HCA | Hypothermic arrest | Deep hypothermic arrest | "
            "Deep hypothermic circ arrest | Hypothermic circ arrest | "
            "Total circulatory arrest | 低温停循环 | "
            "Deep hypothermic circulatory arrest | Hypothermic circulatory arrest | "
            "DHCA | Circulatory arrest | 深低温停循环 | 停循环")),
    Column(
        "resection_completeness", "Completeness of resection", "category", "Treatment", "wanted",
        "Tumour left behind at the index operation.",
        own_levels=(
            level("R0_complete", "Complete (R0)",
                  "nil residual | no residual disease | no residual tumour | "
                  "complete clearance | complete (R0) | R0 (complete) | 完全切除(R0) | R0切除 | "
                  "macroscopically complete | GTR | gross total resection | R0 resection | "
                  "completely resected | complete removal | complete excision | 完整切除 | 完整 | "
                  "彻底切除 | 切除干净 | 完全切净 | 无残余 | R0 | complete | completed | "
                  "complete resection | no residual | no residual tumor | 完全切除 | 完全 | 切净 | "
                  "无残留 | 未见残留"),
            level("R1_microscopic", "Microscopic residue (R1)",
                  "R1 resection | microscopic residual | "
                  "R1 | microscopic | 镜下残留"),
            level("R2_incomplete", "Macroscopic residue (R2)",
                  "R2 resection | macroscopic residual | "
                  "R2 | macroscopic | 肉眼残留"),
            level("incomplete", "Incomplete, degree not stated",
                  "debulked | debulking | incompl. | suboptimal | residual left | 姑息切除 | "
                  "切除不净 | 有瘤残留 | STR | incompletely resected | partial resection | "
                  "partially resected | subtotal resection | residual tumor | "
                  "residual tumour | residual disease | 部分切除 | 不全切除 | 未切净 | 未完整切除 | 不完整切除 | "
                  "有残留 | 有残余 | 残余 | incomplete | uncompleted | not complete | "
                  "incomplete resection | residual | partial | 不完全切除 | 未完全切除 | 不完全 | 残留 | "
                  "肿瘤残余 | 肿瘤残留"),
        ),
        without="Patients cannot be compared in this respect.",
        vague_headings=words(
            "Margins | Margin | Clearance | 切缘 | 根治性"
        ),
        headings=words(
            "Completeness of resection | R0/R1/R2 | R0 / R1 / R2 | Resection margin | "
            "Resection margins | Macroscopic clearance | 切除情况 | 切除是否完全 | 手术彻底性 | 切净程度 | 残留情况 | "
            "Extent of resection | Degree of resection | Completeness of surgery | Radicality | "
            "R status | 手术切除情况 | 切除完整性 | 切除彻底性 | 肿瘤切除程度 | 肿瘤切除情况 | 手术切除程度 | "
            "Resection | Resection status | Completeness | 切除程度 | 切净情况"),
        questions=(
            question(
                "Gross total resection | Complete clearance | 肿瘤切净 | "
                "Completely resected | Complete removal | Complete excision | 完整切除 | 是否完整切除 | "
                "切净 | 是否切净 | "
                "Complete resection | 是否完全切除 | 完全切除", "R0_complete", "incomplete"),
            question("R0 | R0 resection", "R0_complete", "incomplete"),
            question("Complete | Completed | Radical", "R0_complete", "incomplete", is_vague=True),
            question(
                "残余 | 有无残余 | Residual disease | Residual lesion | Tumor residue | 肿瘤残余 | 术后残留 | 病灶残留 | "
                "残余病灶 | 残余肿瘤 | "
                "Residual | Residual tumor | Residual tumour | Incomplete resection | 残留 | "
                      "肿瘤残留 | 未完全切除 | 不完全切除", "incomplete", "R0_complete"),
        ),
    ),
    Column("blood_loss", "Blood loss", "number", "Treatment",
           meaning="Blood lost during the index operation.", unit="mL", low=0, high=30000,
           vague_headings=words(
            "BL | Bleeding | 失血"
        ),
        headings=words(
            "Total blood loss | Intraoperative haemorrhage | Intraop blood loss | IBL | 估计失血量 | "
            "术中失血 | 总失血量 | 出血 | "
            "Intraoperative bleeding | Operative blood loss | Blood loss volume | 失血量 | 术中失血量 | "
            "术中出血 | 手术出血量 | 估计出血量 | "
            "Blood loss | EBL | Estimated blood loss | Intraoperative blood loss | "
                           "术中出血量 | 出血量")),
    Column("transfusion", "Transfusion", "number", "Treatment",
           meaning="Blood given during the index operation.", unit="mL", low=0, high=30000,
           alike_headings=words(
            "PRBC | RBC | 输红细胞"
        ),
        headings=words(
            "Blood transfused | RBC transfusion | Volume transfused | PRBC volume | "
            "PRBC transfusion | 术中输血 | 输血总量 | 输血 | "
            "Transfused volume | Intraoperative transfusion | 术中输血量 | "
            "Transfusion | Blood transfusion | Transfusion volume | 输血量")),
    Column("op_time", "Duration of operation", "number", "Treatment",
           meaning="From incision to closure.", unit="min", low=0, high=1800,
           headings=words(
            "Skin to skin | Skin to skin time | Duration of operation | 手术总时长 | "
            "Surgical time | Surgery time | Operating time | Operative duration | "
            "Surgical duration | Length of surgery | Length of operation | 手术用时 | 手术耗时 | "
            "手术持续时间 | "
            "Operative time | Operation time | Op time | Duration of surgery | "
                           "手术时长 | 手术时间"),
           vague_headings=words("Duration | Time | 时长 | 时间")),
    Column("icu_time", "Time in intensive care", "number", "Treatment",
           meaning="Time in intensive care after the index operation.", unit="h", low=0, high=2400,
           headings=words(
            "ICU | HDU/ITU | HDU/ICU | 重症监护时间 | 监护时间 | ICU住院 | ICU监护时间 | 监护室停留时间 | ICU天 | "
            "ICU duration | ICU length of stay | ICU LOS | Time in ICU | Duration of ICU stay | "
            "Length of ICU stay | ICU停留时间 | 监护室时间 | "
            "ICU time | ICU stay | ICU住院时间 | ICU时间")),
    Column("los", "Hospital stay", "number", "Treatment",
           meaning="Days in hospital for the index operation.", unit="days", low=0, high=365,
           alike_headings=words(
            "Postoperative stay | Postoperative hospital stay | Postoperative LOS | "
            "Postoperative length of stay | Days in hospital after surgery | 术后住院天数 | 术后住院时间 | "
            "术后住院日 | 术后住院"
        ),
        headings=words(
            "Hospital days | Length of admission | Duration of admission | Inpatient days | Days as inpatient | "
            "Total stay | Total LOS | Total hospital stay | 实际住院天数 | 平均住院日 | 住院总天数 | "
            "Length of hospital stay | Hospital length of stay | Duration of hospital stay | "
            "Hospitalization | Hospitalisation | Duration of hospitalization | "
            "Duration of hospitalisation | Time in hospital | 住院日 | 住院日数 | 住院时长 | 总住院天数 | "
            "LOS | Length of stay | Hospital stay | 住院天数 | 住院时间"),
           vague_headings=words(
            "Stay | "
            "Duration | 时长")),
    Column(
        "complications", "Complications", "several", "Treatment",
        meaning="Complications of the index operation.",
        prefix="complication",
        alike_headings=words("Comp | Compl"),
        own_levels=(
            level("none", "None", NONE_SPELLINGS + "无并发症"),
            level("dvt", "Deep vein thrombosis", "DVT | 深静脉血栓"),
            level("pe", "Pulmonary embolism", "PE | 肺栓塞"),
            level("hf", "Heart failure", "HF | 心衰 | 心力衰竭"),
            level("arrhythmia", "Arrhythmia", "心律失常"),
            level("effusion", "Effusion", "pleural effusion | 胸腔积液"),
            level("infection", "Infection", "wound infection | 感染 | 切口感染"),
            level("injury", "Organ injury", "ureteral injury | bladder injury | 损伤 | 输尿管损伤"),
            OTHER,
        ),
        headings=words(
            "Morbidity | Adverse events | Postoperative morbidity | 围术期并发症 | 围手术期并发症情况 | "
            "术中及术后并发症 | "
            "Surgical complications | Perioperative complications | 手术并发症 | 围手术期并发症 | "
            "Complications | Complication | Postoperative complications | 并发症 | "
                        "术后并发症"),
    ),
)  # fmt: skip
