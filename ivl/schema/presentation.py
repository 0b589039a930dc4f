"""How the tumour was found and what she complained of."""

from ivl.schema.columns import Column, level, question, words

PRESENTATION: tuple[Column, ...] = (
    Column(
        "presentation_type", "Status at entry", "category", "Presentation", "wanted",
        "First occurrence of the tumour, or already a recurrence when she came.",
        own_levels=(
            level("primary", "Primary",
                  "first occurrence | newly diagnosed | de novo | primary tumor | "
                  "primary tumour | 初治 | 首发 | 原发性 | "
                  "first | initial | new | first-time | 初发 | 初发患者 | "
                  "原发 | 首次"),
            level("recurrent", "Recurrent at entry",
                  "recurrent tumor | recurrent tumour | recurrent disease | 复发肿瘤 | "
                  "recurrent | relapsed | 复发 | 复发患者 | 复发性"),
        ),
        headings=words(
            "Recurrent at presentation | Recurrence at presentation | Initial or recurrent | "
            "初发或复发病例 | 病例类型 | "
            "Type of presentation | Primary vs recurrent | Primary or recurrent tumor | "
            "Primary or recurrent disease | Status at presentation | "
            "Disease status at presentation | 初治/复发 | 初治或复发 | 原发/复发 | 原发或复发 | 首发/复发 | "
            "Presentation | Presentation type | Primary or recurrent | Primary / "
                        "recurrent | Status at entry | 初发/复发 | 初发或复发 | 入院类型"),
        vague_headings=words("Status | Case"),
        questions=(question("Recurrent | Recurrent case | 复发 | 再発", "recurrent", "primary"),),
    ),
    Column(
        "ivl_detection", "Detection group", "category", "Presentation", "wanted",
        "Incidental: found at or after an operation for something else. Nonincidental: "
        "suspected or known before the operation.",
        own_levels=(
            level("incidental", "Incidental",
                  "意外组 | 偶然组 | at histology | on histology | post-op histology | "
                  "postoperative histology | on pathology | at pathology | 术后病理 | "
                  "incidentally | found incidentally | incidentally diagnosed | "
                  "incidental diagnosis | 意外诊断 | 术后意外发现 | incidental | incidentally found | "
                  "incidental IVL | incidental finding | 意外发现 | 偶然发现 | 意外 | 偶然 | 术后病理发现"),
            level("nonincidental", "Nonincidental",
                  "非意外组 | 非偶然组 | preop | pre-op | preoperative | preop imaging | "
                  "preoperative imaging | 术前影像 | 术前影像学 | non-incidental | non incidental | "
                  "not incidental | nonincidental IVL | suspected | symptomatic | 非意外发现 | "
                  "非偶然发现 | 非意外 | 非偶然 | 术前诊断"),
        ),
        reference="nonincidental",
        without="Patients cannot be compared in this respect.",
        headings=words(
            "How was it found | How was it detected | Detected | Detected by | Detected how | How detected | How diagnosed | How found | How discovered | Mode of diagnosis | "
            "Diagnosis mode | dx mode | Type of diagnosis | Discovery | Way of diagnosis | "
            "诊断方式 | 诊断时机 | 发现情况 | 确诊方式 | IVL发现方式 | 诊断途径 | "
            "Mode of detection | Way of detection | Type of detection | Detection group | "
            "Mode of discovery | IVL group | Study group | Incidental vs nonincidental | "
            "Incidental/nonincidental | 发现途径 | 检出方式 | 意外/非意外 | "
            "Detection | IVL detection | Incidental or nonincidental | Group | "
                        "发现方式 | 分组 | 组别"),
        questions=(
            question(
                "Incidental finding | Incidental IVL | Incidental diagnosis | "
                "Incidental discovery | Incidental detection | Found incidentally | "
                "Incidentally found | Incidentally diagnosed | "
                "Incidental | 意外发现 | 偶然发现 | 是否意外发现 | 是否偶然发现",
                      "incidental", "nonincidental"),
            question("Nonincidental | Non-incidental | 非意外发现", "nonincidental", "incidental"),
        ),
    ),
    Column(
        "preop_suspicion", "Suspected before surgery", "yes_no", "Presentation", "wanted",
        "IVL was named as a possible diagnosis before the operation.",
        yes_words=words(
            "IVL | intravenous leiomyomatosis | intravascular leiomyomatosis | "
            "intravenous leiomyoma | intracardiac leiomyomatosis | ICL | 静脉内平滑肌瘤病 | "
            "静脉内平滑肌瘤 | 静脉平滑肌瘤病 | 子宫静脉内平滑肌瘤病 | 血管内平滑肌瘤病 | 脉管内平滑肌瘤病 | 心内平滑肌瘤病"),
        no_words=words(
            "fibroid | fibroids | uterine fibroid | uterine fibroids | myoma | uterine myoma | "
            "leiomyoma | uterine leiomyoma | uterine leiomyomas | myxoma | atrial myxoma | "
            "right atrial myxoma | thrombus | adenomyosis | 子宫肌瘤 | 多发子宫肌瘤 | 子宫多发肌瘤 | "
            "子宫平滑肌瘤 | 肌瘤 | 子宫腺肌病 | 腺肌症 | 子宫腺肌症 | 黏液瘤 | 右房黏液瘤 | 右心房黏液瘤 | 血栓 | 卵巢囊肿"),
        headings=words(
            "Suspected on imaging | Suspected on preoperative imaging | IVL suspected on imaging | "
            "Preop IVL diagnosis | 术前是否诊断 | 术前是否考虑IVL | 术前是否怀疑IVL | 术前考虑 | "
            "Preoperative suspicion of IVL | Preoperative diagnosis of IVL | "
            "IVL suspected before surgery | Suspected IVL | Suspected preoperatively | "
            "Diagnosed before surgery | Diagnosed preoperatively | 术前疑诊 | 术前考虑IVL | 术前疑似IVL | "
            "术前是否确诊 | 术前是否怀疑 | "
            "Preoperative diagnosis | Preoperative suspicion | Suspected before "
                        "surgery | Preop suspicion | 术前诊断 | 术前确诊 | 术前怀疑"),
        questions=(
            question("Misdiagnosed | Misdiagnosed before surgery | Misdiagnosis | 误诊 | 术前误诊 | "
                     "漏诊 | 术前漏诊", "no", "yes"),
        ),
    ),
    Column(
        "symptoms", "Symptoms", "several", "Presentation", "wanted",
        "Symptoms and findings at presentation.",
        prefix="symptom",
        options_stand_alone=True,
        own_levels=(
            level("none", "Asymptomatic",
                  "none reported | no complaints | no complaint | nil reported | "
                  "asymptomatic at presentation | 无不适 | 无明显症状 | "
                  "asymptomatic | none | no | nil | no symptom | no "
                  "symptoms | found at check-up | 无 | 无症状 | 无自觉症状 | 体检发现"),
            level("abnormal_uterine_bleeding", "Abnormal uterine bleeding",
                  "PV bleeding | PV bleed | IMB | PCB | irregular bleeding | irregular periods | 阴道不规则流血 | "
                  "阴道不规则出血 | 月经增多 | 月经淋漓不尽 | "
                  "abnormal vaginal bleeding | irregular vaginal bleeding | irregular menses | "
                  "irregular menstruation | heavy periods | intermenstrual bleeding | "
                  "hypermenorrhea | hypermenorrhoea | menometrorrhagia | 阴道出血 | 不规则阴道流血 | "
                  "不规则阴道出血 | 异常阴道流血 | 经量增多 | 月经异常 | "
                  "AUB | menorrhagia | HMB | heavy menstrual bleeding | prolonged menses | "
                  "metrorrhagia | vaginal bleeding | 月经量增多 | 月经量多 | 月经过多 | 经期延长 | "
                  "月经不规律 | 月经紊乱 | 阴道流血 | 异常子宫出血",
                  alike="月经改变 | Bleeding | Haemorrhage | 出血症状 | 流血"),
            level("postmenopausal_bleeding", "Postmenopausal bleeding",
                  "PMB | postmenopausal bleeding | 绝经后出血 | 绝经后阴道流血"),
            level("dysmenorrhea", "Dysmenorrhoea",
                  "painful periods | painful menstruation | "
                  "dysmenorrhea | period pain | 痛经"),
            level("pain_distension", "Abdominal or pelvic pain, distension",
                  "abdo pain | abdo distension | abdominal swelling | "
                  "pelvic pressure symptoms | 腹部胀痛 | 下腹坠痛不适 | abdominopelvic pain | "
                  "abdominal discomfort | abdominal bloating | lower abdominal distension | "
                  "pelvic pressure | pelvic discomfort | 腹部不适 | 下腹不适 | 下腹胀 | 下腹坠胀 | 下腹坠痛 | "
                  "下腹疼痛 | abdominal pain | pelvic pain | lower abdominal pain | "
                  "abdominal or pelvic pain | distension | abdominal distension | bloating | "
                  "腹痛 | 下腹痛 | 腹胀 | 下腹胀痛",
                  alike="Pain | Discomfort | 疼痛 | 胀痛"),
            level("pelvic_mass", "Pelvic mass",
                  "abdo mass | abdominal lump | 盆腔肿块 | 下腹肿物 | 体检发现盆腔包块 | "
                  "palpable abdominal mass | abdominopelvic mass | 腹部肿物 | 腹部肿块 | 盆腔占位 | "
                  "下腹包块 | mass | palpable mass | abdominal mass | enlarging fibroid | 盆腔包块 | "
                  "腹部包块 | 盆腔肿物 | 肌瘤增大"),
            level("urinary", "Urinary symptoms",
                  "LUTS | urinary symptoms | dysuria | urinary retention | 排尿困难 | 尿潴留 | "
                  "泌尿系症状 | urinary | frequency | urinary frequency | urgency | haematuria | "
                  "hematuria | 尿频 | 尿急 | 血尿"),
            level("bowel_habit", "Change of bowel habit",
                  "change in bowel habit | altered bowel habit | 大便习惯改变 | 排便困难 | "
                  "bowel habit | bowel change | constipation | 排便习惯改变 | 便秘"),
            level("anemia", "Anaemia", "anemia | low haemoglobin | 贫血"),
            level("dyspnea", "Dyspnoea",
                  "SOBOE | DOE | SOB on exertion | breathless | dyspnea on exertion | "
                  "dyspnoea on exertion | exertional dyspnoea | exertional breathlessness | "
                  "劳力性呼吸困难 | 活动后呼吸困难 | 呼吸急促 | 气急 | 气喘 | dyspnea | SOB | "
                  "shortness of breath | exertional dyspnea | breathlessness | orthopnea | "
                  "orthopnoea | 呼吸困难 | 气短 | 气促 | 活动后气促 | 活动后气短"),
            level("chest_distress", "Chest distress or pain",
                  "chest pain on exertion | 活动后胸闷 | 间断胸闷 | chest discomfort | "
                  "precordial pain | 胸部不适 | chest distress | chest tightness | chest pain | "
                  "chest heaviness | 胸闷 | 胸痛"),
            level("palpitation", "Palpitation",
                  "palps | "
                  "heart palpitations | palp | palpit | "
                  "palpitations | tachycardia | 心悸 | 心慌"),
            level("syncope", "Syncope",
                  "loss of consciousness | fainted | 昏厥 | 晕倒 | 意识丧失 | "
                  "collapse | fainting | 晕厥"),
            level("dizziness", "Dizziness",
                  "vertigo | light-headedness | 头昏 | 眩晕 | "
                  "dizzy | 头晕"),
            level("leg_edema", "Leg oedema",
                  "ankle oedema | ankle edema | ankle swelling | bilateral ankle oedema | "
                  "L leg swelling | R leg swelling | left leg swelling | "
                  "right leg swelling | leg swelling bilateral | bilateral leg swelling | "
                  "bilateral leg oedema | leg oedema | lower limb oedema | "
                  "lower extremity oedema | lower extremity swelling | bilateral leg edema | "
                  "pedal edema | swollen legs | 双下肢肿胀 | 下肢浮肿 | 双下肢浮肿 | 左下肢水肿 | 右下肢水肿 | "
                  "edema | oedema | limb edema | limb oedema | lower leg oedema | LL edema | "
                  "LL oedema | leg edema bilateral | swelling of legs | swelling of the legs | "
                  "水肿 | 浮肿 | 腿肿 | 双腿水肿 | 双下肢浮肿肿胀 | "
                  "leg edema | leg swelling | lower limb swelling | lower limb edema | "
                  "lower extremity edema | varicosity | 下肢水肿 | 下肢肿胀 | 双下肢水肿",
                  alike="Swelling | Limb swelling | 肿胀"),
            level("dvt_pe", "Thrombosis or embolism",
                  "下肢深静脉血栓 | "
                  "thrombosis | embolism | DVT | PE | deep vein thrombosis | pulmonary embolism | "
                  "深静脉血栓 | 下肢静脉血栓 | 肺栓塞 | 肺动脉栓塞"),
            level("ascites", "Ascites",
                  "腹腔积液 | "
                  "腹水"),
            level("effusion", "Effusion",
                  "pleural effusion | pericardial effusion | 胸腔积液 | 心包积液"),
            level("budd_chiari", "Budd-Chiari syndrome", "budd-chiari | 布加综合征"),
            level("heart_failure", "Heart failure",
                  "congestive heart failure | CHF | right heart failure | 右心衰 | 右心衰竭 | 心功能不全 | "
                  "cardiac failure | 心衰 | 心力衰竭"),
            level("cough", "Cough", "咳嗽"),
            level("other", "Other",
                  "others | 其他 | 其它 | fatigue | tiredness | weakness | back pain | lumbar pain | "
                  "nausea | vomiting | fever | headache | weight loss | 乏力 | 腰痛 | 腰酸 | 恶心 | 呕吐 | "
                  "发热 | 头痛 | 消瘦"),
        ),
        without="The page on symptoms stays empty.",
        alike_headings=words("PC | C/O | HPC | CC"),
        headings=words(
            "主诉症状 | 临床症状及体征 | 主诉及症状 | Presenting features | Signs and symptoms | Symptoms and signs | "
            "Presenting complaint(s) | 主要临床表现 | 症状体征 | 症状与体征 | 症状和体征 | 症状描述 | 入院主诉 | 就诊主诉 | "
            "Presenting complaint | Presenting complaints | Presenting symptom | Main symptoms | "
            "Main complaint | Initial symptoms | Clinical symptoms | Clinical manifestation | "
            "Clinical manifestations | Clinical features | Symptoms at presentation | "
            "Symptoms at diagnosis | Preoperative symptoms | Reason for presentation | 主要症状 | "
            "临床症状 | 主要表现 | 首发表现 | 就诊原因 | 就诊症状 | 入院症状 | 术前症状 | 症状及体征 | "
            "Presentation | "
            "Symptom | Symptoms | Presenting symptoms | Clinical presentation | "
                        "Chief complaint | Complaints | 症状 | 临床表现 | 主诉 | 首发症状"),
    ),
)  # fmt: skip
