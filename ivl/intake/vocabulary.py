"""Words that cells are made of whoever the patient is, so that a sentence may repeat them.

A name cannot be told from another word by its letters, and there are more names than any list
holds. The words of medicine and of records are few: those of the data dictionary and those that
stand here, what is built of their endings, and what is one slip away from one of them.
"""

import re
from functools import cache
from typing import Final

from ivl.intake.words import plain
from ivl.schema import (
    COMBINED_ANSWERS,
    LOST,
    NO_SPELLINGS,
    OPEN_ANSWERS,
    RECORDED,
    UNKNOWN_SPELLINGS,
    YES_SPELLINGS,
)

_EVERYDAY: Final = """
    a about above across act after afterwards again against ago all almost alone along already also
    although always am amount an and another any anything appear appeared appears are area around
    as aside ask asked at away awaiting back bad based be became because become been before began
    begin beginning begun behind being below beside besides best better between beyond big both
    bring brought but by call called came can cannot cause caused change changed changes check
    checked clear clearly close come comes coming common complete confirm confirmed consider
    considered considering continue continued continues continuing correct could daily data date
    dates day days decide decided decline declined declines define defined definite definitely
    delay delayed describe described despite detail details did differ different difficult direct
    do does doing done double down due during each earlier early easily east either else elsewhere
    empty end ended ending enough enter entered entry equal error even ever every everything exact
    exactly except exclude excluded expect expected explain extra fact far few file files fill
    filled final finally find fine finish finished first five follow followed following for form
    formal former found four from full fully further gave general generally get give given gives go
    goes going gone good got had half happened hard has have having he heard held help hence her
    here herself high higher him his hold how however i if illegible impossible in incl include
    included includes including increase increased increasing indeed information instead intended
    into is isn it item items its itself just keep kept kind knew know known lack large larger last
    lasting late later latest latter least leave leaves leaving left less let like likely limit
    limited line list listed little long longer look looked looks lost lot low lower made main
    mainly make makes making many mark marked maximum may maybe me mean meaning means meant mention
    mentioned met middle might minimum minor missing mistake mix mixed month monthly months more
    morning most mostly move moved much must my name near nearly need needed needs neither never
    new next nine no nobody none nor normal normally north not note noted notes nothing now number
    numbers numerous observe observed obtained obvious occasional occasionally of off often ok okay
    old older on once one ones only onto open or order original other others otherwise our out
    outside over own page part partial partially partly past pending per perhaps period place plan
    planned plus point poor possible possibly present presented presents presumably presumed prior
    probable probably proceed process proper put quarter question quite range rather reach reached
    read reading ready real really reason reasons recent recently record recorded records refer
    referred refuse refused refuses regular regularly related relevant remain remained remaining
    remains repeat repeated report reported reports request requested result results return
    returned right same saw say says second see seem seems seen self send sent separate set seven
    several shall she short should show showed shown shows side similar simple since six size
    slight slightly slow small smaller so some someone something sometimes soon south specific
    specified start started still stop stopped strong such suggest suggested sum sure take taken
    takes ten than that the their them then there thereafter therefore these they thing things
    think this those though three through throughout thus till time times to today together told
    tomorrow too took top total toward towards tried true try turned twice two type typical unable
    uncertain under unit units unless unlike unlikely until up upon us use used usual usually value
    values variable various very via wait waited waiting want wanted was way we week weekly weeks
    well went were west what when where whether which while who whole whom why wide will wish with
    within without word words work would write written wrong year yearly years yes yesterday yet
    you your zero january february march april june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mon tue wed thu fri sat sun spring summer autumn fall winter mid hundred
    thousand eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety third
    fourth fifth sixth st nd rd th ii iii iv v vi vii viii ix x xi xii
"""

_OF_RECORDS: Final = """
    example demonstration demo mine synthetic simulated fictitious artificial scratch trap ward
    codebook legend dictionary readme variables definitions overview pivot aggregate cohort ivl
    hospital clinic dummy redo bis index accident admission admit admitted adult advice advised
    adviser ae age aged alive ambulance analysis anonymous answer answers appendix appointment
    approx approximately archive area arranged arrival arrived assessment attend attendance
    attended author baby base basis bed birth blank booked born box branch brother calculated
    calendar cancelled care carer case cases cell cells center centre certificate chart charts
    child children city class clinics code codes collected column comment comments communicate
    community complaint computer consent consented consult consultant consultation contact
    contacted control controls copy correspondence country county course criteria current database
    dataset daughter dead death deaths deceased declined demise department dept destroyed died
    digit discharge discharged district doctor document documentation documented donor draft drug
    duplicate education eligible email emergency emigrated employed enrolled enrolment episode
    estimated excel export exported family father female fields film find folder form formerly
    friend funding gender gp gps group groups guardian gynae heading headings home hospice
    hospitals house husband identification identifier identity inclusion inpatient insurance
    interview investigator invitation invited job judged legacy letter letters list literature
    local locally location lookup lost male man married master meeting merged mdt method mobile
    mother mr multidisciplinary nationality newborn niece nurse nursing occupation office online
    operator opinion outcome outpatient outpatients overseas paper participant partner patient
    patients person personal phone physician population post postal postcode preliminary previous
    private programme project protocol provider province public publication published raw redcap
    reference referral refused region register registered registration registry relation relative
    relatives relocated remark remarks removed replaced research resident response retired review
    reviewed reviewer round row rows sample samples scan scanned school screen screened screening
    secondary section seen series service sheet sheets sign signed single sister site sites social
    son source specialist specimen spouse spreadsheet staff stage state states statistics status
    student studies study subgroup subject subjects summary supervisor surgeon surgeons survey
    table tables team telephone temp template tertiary test testing tests text theatre thesis title
    transcribed transfer transferred translated triage trial unavailable unit university unknown
    unobtainable unpublished unrecorded unreachable unsure untraceable update updated upload
    version visit visited visitor visits volunteer website withdrawal withdrawn withdrew witness
    woman women worker kohorte patienten patientinnen tabelle blatt daten nachsorge verlauf feuil
    feuille donnees données suivi hoja datos pacientes seguimiento foglio dati pazienti planilha
    dados nachbeobachtung rezidiv ja nein unbekannt verstorben lebt oui non décédée vivante inconnu
    sí si fallecida viva desconocido sim nao não falecida morta sconosciuto keine kein aucun aucune
    sans sin ohne mit und avec et con y
"""

_CLINICAL: Final = """
    abdo abdomen abdominal ablation abnormal abnormality abscess absent absence accidental acute
    adenocarcinoma adenoma adenomyosis adenosis adherent adhesion adhesions adjacent adjuvant
    adnexa adnexal admixed adrenal advanced adverse aetiology affected afebrile aggressive agonist
    airway albumin alcohol allergic allergy allograft alpha anaemic anaesthetic anaphylaxis
    anastomosis aneurysm angina angio angiogram angiography ankle ankles annual antagonist anterior
    antibiotic antibiotics anticoagulant anticoagulated anticoagulation antral anxiety aorta aortic
    appendicectomy appendix arm arms arrest arrhythmia arterial arteries artery arthritis ascites
    aspirated aspiration aspirin asthma asymptomatic atrial atrium atypia atypical autopsy axial
    azygos backache bacterial balloon band bed benign beta bicaval bilateral bilaterally biliary
    biochemical biopsied biopsies biopsy birth bladder bleed bleeding bleeds bloated bloating block
    blocked blood bloods bloody board body bone borderline bowel bradycardia brain branch branches
    breast breasts breath breathing breathless broad bronchial bronchus bulk bulky bypass caecum
    calcified calcium calf calibre cancer cannula cannulated cannulation capsule carcinoma cardia
    cardiac cardiogenic cardiologist cardiology cardiopulmonary cardiothoracic carotid catheter
    catheterisation catheterised caudal caval cavity cava cell cells cellular cellulitis cerebral
    cervical cervix chambers chemo chemotherapy chest chills cholecystectomy cholesterol chorda
    chronic circulation circulatory cirrhosis clamp clamped clamping classic classical clinical
    clinically clot clots coagulation coagulopathy coil coiled coils colic collapse collapsed
    collateral collaterals colon colonic colonoscopy colorectal coma common comorbid comorbidities
    complex complicated complication complications component compressed compression conception
    conduit confluence confluent congenital congested congestion conscious conservative constipated
    contained contaminated contiguous contraception contraceptive contrast conversion converted
    cord core coronary cortex cough coughing course covid cramp cramps crisis critical cuff cure
    cured current cutaneous cyclic cycle cycles cyst cystic cysts debris debulk debulked debulking
    deceased deep defect deferred deficiency deficit degenerated degenerating degeneration degree
    dehiscence delivered deliveries delivery dense density depot depressed depression detached
    deteriorated detected detection developed developing device diabetes diabetic diagnosed
    diagnoses diagnosis diagnostic dialysis diameter diaphragm diarrhoea diastolic diet diffuse
    dilatation dilated dilation disability disabled discomfort disease diseased disorder
    disseminated dissected dissection distal distant distended distension disturbance diuretic
    diuretics dizziness dizzy donor doppler dorsal dosage dose doses drain drainage drained drains
    drop dry duct dull duodenum duplex dysfunction early easy ecg echo ectopic edge edges effect
    effort effusion effusions elective elevated eligible embolic emboli embolisation embolised
    embolism embolus emergency emergent endocrine endometrial endometriosis endometrium endothelial
    endovascular enlarged enlargement enlarging enoxaparin entire epigastric epilepsy epithelial
    epithelioid erosion estrogen evaluation event events evidence exam examination examined exams
    excised excision exertion exertional exhaustion expanding experimental expired exploration
    explored expression extended extending extends extension extensive extent external extirpation
    extra extracardiac extracorporeal extrauterine extravasation extremity eye eyes face failed
    failure faint fainted fainting faints fallopian fascia fast fat fatal fatigue fatty feet felt
    female femoral fertile fertility fever feverish fibrillation fibrin fibroid fibroids fibroma
    fibrosis fibrotic fibrous field filling filter fimbria findings finger firm fistula fit fits
    fixed flank flap flow fluid flush flushes flutter focal foci focus foetal foot forceps foreign
    fracture fragile fragment fragments free frequency frequent frozen fundal fundus fused gain
    gait gallbladder gallstones gas gastric gastrointestinal gelatinous genital gestation giant
    gland glands glucose grade graft grafted grafting grave grey gross grossly groin growing grown
    growth guided gyn gynaecologist gynaecology gynecologist haematologist haematoma haemodialysis
    haemodynamic haemoptysis haemorrhagic haemostasis hand hands head headache headaches healed
    healing health healthy heart heat heavy hemodynamic hepatectomy hepatic hepatitis heparin
    hernia hiatus high hilar hilum hip histological histologically histology history hormonal
    hormone hormones hot hyaline hyalinised hydronephrosis hydropic hydroureter hypertension
    hypertensive hypertrophy hypotension hypothermia hypothermic hypoxia iatrogenic idiopathic
    ileal ileum ileus iliac iliacs image imaged images imaging immature immediate immediately
    immobile immune immunohistochemistry impaired impingement implant implants improved improvement
    improving inactive incarcerated incidental incidentaloma incision incisional incontinence
    increase indeterminate induced induration infarct infarction infected infection infections
    inferior infertile infertility infiltrate infiltrated infiltrating infiltration inflamed
    inflammation inflammatory infrahepatic infrarenal inguinal inhibitor inhibitors inhomogeneous
    initial injected injection injections injured injuries injury inlet inner inoperable inotropes
    insertion inspection instability intact intensive interior interim intermediate intermittent
    intermittently internal intestinal intestine intima intolerant intracardiac intracaval
    intracranial intraluminal intramural intrauterine intravascular intravenous intubated
    intubation invaded invades invading invasion invasive inverse involve involved involvement
    involves involving iron irregular irregularly irresectable ischaemia ischaemic ischemia
    ischemic isolated joint joints jugular junction juvenile kidney kidneys knee labour laboratory
    laceration lactate laparoscope laparoscopic laparotomies lateral leak leakage leg legs
    leiomyosarcoma lesion lesions lethal leukaemia level levels ligament ligaments ligate ligated
    ligation limb limbs liver lobar lobe lobes lobulated local localised location longitudinal loop
    loss low lumbar lumen luminal lump lung lungs lymph lymphadenopathy lymphatic lymphoma lysis
    macroscopic main malaise malignancy malignant management manual margin margins marked marrow
    mass masses massive mature maximal measure measured measurement measures measuring medial
    medical medication medications medicine medium melaena membrane menarche menses mental
    mesenteric metastasis metastatic microscopic mid middle mild mildly minimal miscarriage
    miscarriages mitral mixed mobile moderate moderately morbid morcellated morcellation morphology
    mortality motor mouth multicystic multifocal multilobular multinodular multiple multiples mural
    murmur muscle muscular musculature myocardial myoma myomas myomatous myomectomies myxoid nasal
    native natural nausea nauseous neck necrosis necrotic negative neoadjuvant neoplasm neoplastic
    nephrectomy nerve nervous neurological night nodal node nodes nodular nodule nodules
    nonspecific normalised nose numb numbness obese obesity oblique obstructed obstructing
    obstruction obstructive occluded occluding occlusion occult oedema oedematous oestrogen omental
    omentum oncologist oncology oozing opening operable operated operation operations operative
    opposite oral orbit organ organs orifice origin originating ostium outer outflow outlet ovarian
    ovaries ovary oxygen paced pacemaker packed packing pain painful painless pains pale palliative
    pallor palpable palpation palpitation palpitations pancreas pancreatic paraaortic paracentesis
    parametrial parametrium parauterine paravertebral partial patch patched patent pathologist
    pathology peak pedal pedicle pedunculated pelvic pelvis perfused perfusion pericardial
    pericarditis pericardium peripheral peritoneal peritoneum persisted persistent persistently
    persisting persists phlebitis physical piecemeal pill pills placenta plaque plasma plastic
    platelet platelets pleura pleural plexus pneumonia pneumothorax polyp polypectomy polypoid
    polyps portal portion position positive posterior posture potential pouch pregnancy pregnant
    premature preoperatively pressure primary proceeding procedure procedures prognosis progressed
    progressing progression progressive prolapse prolapsed prolapsing proliferating proliferation
    prominent prophylactic prophylaxis prosthesis prosthetic protein protruded protruding
    protrusion proximal psychiatric puncture pulse pulseless purulent pushing pyrexia quality
    radiation radical radiologist radiology radiotherapy raised rapid rapidly rash rate rebound
    recanalised reconstructed reconstruction recovered recovering recovery rectal rectum rectus
    recurring red reduced reduction reflux regressed regression regular rehabilitation
    reimplantation reintervention relapsing relaxed relief relieved removal remnant remnants renal
    reoperated reoperation repair repaired replacement resect resectable resected resecting
    resection resections residual resistance resolution resolved respiratory response responsive
    resting restricted resumed resuscitated resuscitation retained retention retrieved retrograde
    retroperitoneal retroperitoneum rhythm rib ribs rising risk round routine routinely rupture
    ruptured sac sacral saddle saline salvage sarcoma scar scarring scattered sedation segment
    segmental seizure seizures sensation sensitive sepsis septal septic septum serial serosa
    serosal serous serum severe severely severity shadow shape sharp shock shortness shrinkage
    shrinking shrunk shunt sick sickness sigmoid signal significant significantly silent
    simultaneous simultaneously sinus skeletal skin sleep smear smoke smoker smoking smooth soft
    solid solitary somnolence sonography spasm spinal spindle spine spleen splenectomy spontaneous
    spontaneously spot spots spotting spread spreading stable stabilised staged stain staining
    stalk stapled steady stenosed stenosis stenotic stent stented sterile sterilisation sternal
    sternum steroids stomach stone stones stool strain strength stress stroke stromal structure
    stump subacute subclavian subcutaneous submucosal submucous subsequently subserosal subserous
    subtotal sudden suddenly suffered suffers suggestive suitable superficial superior support
    suppressed suprahepatic suprarenal surface surgeries surgery surgical surgically surveillance
    survived survives survivor suspected suspicion suspicious suture sutured sutures swab sweats
    swelling swellings swollen symptom symptomatic symptoms syncopal syncope syndrome synchronous
    systemic systolic tablet tablets tamponade target temporary tender tenderness terminal
    termination terminated therapeutic therapies therapy thick thickened thickening thigh thin
    thoracic thorax thrombi thrombosed thrombus thyroid tight tightness tip tired tissue tissues
    tolerated tongue torsion toxic toxicity trachea tract transabdominal transaminase transferred
    transient transoesophageal transplant transthoracic transvaginal transverse trauma treat
    treated treating treatment treatments tricuspid trunk tubal tube tubes tumor tumors tumour
    tumours ulcer ulcers ultrasonography ultrasound umbilical umbilicus unchanged unclear
    uncomplicated undefined undergoing undergone undergo underwent undetected uneventful unilateral
    unit unremarkable unresectable unspecified unstable untreated upper upward upwards ureter
    ureteric ureters urethra urgent urinary urination urine urological urologist urology uteri
    uterine uterus vaccine vagina vaginal valve valves valvular varices varicose vascular
    vascularity vasopressor vault vein veins vena venogram venous ventilated ventilation ventricle
    ventricles ventricular verified vertigo vessel vessels viral virus viscera visceral visible
    vision visual vital vitamin volume vomit vomited vomiting vulva walking wall walls warm washout
    watch weak weakness weaned weeping weight wheeze white wide widespread womb worse worsened
    worsening worst wound wounds zone abiraterone anastrozole apixaban bevacizumab buserelin
    cabergoline carboplatin cisplatin clexane clopidogrel cyclophosphamide dabigatran dacarbazine
    danazol decapeptyl degarelix depo desogestrel dienogest docetaxel doxorubicin dydrogesterone
    eribulin esmya everolimus exemestane femara fulvestrant furosemide gemcitabine gestrinone
    goserelin ifosfamide imatinib lenvatinib letrozole leuprolide leuprorelin levonorgestrel
    linzagolix lmwh lupron medroxyprogesterone megace megestrol mifepristone mirena nafarelin
    norethisterone octreotide olaparib paclitaxel pazopanib pembrolizumab progesterone provera
    raloxifene relugolix rivaroxaban sirolimus sorafenib sunitinib tamoxifen temozolomide tibolone
    toremifene trabectedin tranexamic triptorelin ulipristal visanne warfarin zoladex
"""

_ABBREVIATIONS: Final = """
    abn abx adj af ai aka alt amh anon ant antag approx appt asap asd asst ast aub av avr avm bd
    bid bil bilat bld bleed blt bmi bml bp bsc bsd bso btl bx ca cabg cad ccf ccu cd cea cf cfv cgy
    chd chf chr cia cin civ ckd clin cm cmp cns co cod conc conf cont copd cp cpb cr crf crp cs ct
    cta ctpa ctv cva cvd cvp cvs cx cxr cycl dc dca dd ddx def dep det dev dfs dhca dia diag diff
    dm dna dob dod dos dr drs ds dur dvt dwd dx ebl ecc ecg echo ed ef eg eiv ekg em en ent er esr
    est etc etoh eua exc excl ext exam fb fc fd fe ff fh fhx fi fibs fig figo fna fns fs ft fu fup
    fx ga gb gen gi gist gm gn gnrh gnrha gp gr grav gtr gu gy gyn gyne gynae hb hcg hct hca hcc hd
    hdu hep hf hg his hiv hmb hn ho hosp hpf hpv hr hrs hrt ht htn hx hys hyst ia ibd ica icc icd
    icu id ie ii iiv imp imrt inc incl incomp inf ing inj inop int intraop inv ir ird ivc ivcs ivcf
    ivl iv iu iud ius ivf jv kg km la lab labs laa lad lap lapt lat lav lavh lbp le ler lft lfts
    lga lhv li lih lll lm lma lmp ln lnd lns lo loc los lp lpa lr lrv ls lscs lsh lso lt ltfu lv
    lvef lvot ma mac mal max mcg mdt med meds mets mg mgmt mi mib mid min mins misc ml mls mm mmol
    mo mod mos mpa mr mra mri mrn mrv ms msb mult multi mv mvr na nad nb nc nd neg ned ng nh nhs
    nil nk nl no noac nos nov np npc nr ns nsaid nsr nt nth num nv nyha ob obs obgyn occ od oe og
    om onc op opd ops opt or orig os ov ova oz pa palp para path pci pct pcr pd pda pe perf peri
    pet pfa pfo pft pfs pgr ph phx pic pid pl plt pm pmb pmh pmt po pod poly pop poss post postop
    pov ppm pr prbc pre preg prem preop prev prim prn proc prog prom prox ps psa psh pt pts pul pv
    pvt px qds qid qty ra rac rad rbbb rbc rc rca rcc rch re rec recip recon ref rel rem resect
    resp rf rfa rfs rh rhf rhv ri rll rlq rm ro rom rox rp rpa rpt rr rrv rs rso rt rtn ru ruq rv
    rva rvef rvot rvr rx sah sbe sbo sc sd se sec sev sg sga sgo sh si sig sm sma smt smv sn sob
    soboe sol sos sp spont sq sr ss sta stat std sth stn sts stump sub supf supp surg sv svc svt sx
    sym symp sys tab tah tav tbc tbd tci td tds tee temp tg th thr tia tib tid tips tlc tlh tm tnm
    tod tof tort tot tr trach trans tsh tte tum tv tvh tvs tvus tx typ ua uae ul uln umb un unilat
    unk unrem unspec ur us usg uss ut ute uti utx uvj vac vag var vats vbac vd vent vf vit viv vol
    vs vsd vt vte vv wbc wd wk wks wle wn wnl wt xr yo yoa yob yr yrs aj ajcc ck cth desmin hmga ki
    mitosis who stumps esgo esc eacts acog rcog jan feb iqr ci sem csv xlsx xls ods tsv txt pdf
"""

_ENDINGS: Final = re.compile(
    r".{2,}(?:ectom(?:y|ies|ised|ized)|otom(?:y|ies)|ostom(?:y|ies)|plast(?:y|ies)|scop(?:y|ic|ies)"
    r"|graph(?:y|ic)|grams?|itis|oses|osis|omata|omatosis|omatous|omas?|a?emi[ac]|uria|path(?:y|ies)"
    r"|pathic|algia|pn(?:o)?ea|rrh(?:o)?ea|rrhag(?:e|ic|ia)|megaly|lytic|vascular|cardial|cardiac"
    r"|[st]ions?|ical|ically|ative|itive|ation(?:al)?|ologist|ology|ological|isation|ization|ised"
    r"|ized|mycin|mab|relin|relix|statin|olol|sartan|parin|xaban|platin|taxel|rubicin|estrol"
    r"|gestrel|trozole|prazole|tinib|hepatic|renal|iliac|pelvic|uterine|caval|atrial|thoracic)"
)
"""What medicine builds its words with, and few names."""

_ENDINGS_IN_SMALL_LETTERS: Final = re.compile(
    ".{2,}(?:ing|ness|less|ful|able|ible|ous|ence|ance|ency|ity|ive|ally|edly|ished|ected|ated)"
)
"""Of surnames as well, such as Browning and Harkness, but these have a capital."""

_CHINESE_WORDS: Final = """
    患者 病人 女性 男性 家属 家人 家里 丈夫 其夫 子女 女儿 儿子 父亲 母亲 姐妹 本人 亲属 朋友 告知
    电话 联系 已联系 未联系 联系不上 失联 失访 未随访 随访 复查 复诊 门诊 住院 出院 入院 转院 外院
    本院 我院 当地 医院 医生 医师 主任 科室 病房 急诊 择期 手术 术前 术后 术中 再次 二次 两次 三次
    首次 多次 一次 次数 治疗 未治疗 拒绝 放弃 同意 建议 要求 考虑 可能 可疑 疑似 待排 除外 排除
    不除外 倾向 符合 提示 显示 发现 检查 体检 检出 未见 未查 未做 未行 未予 未用 未知 不详 不清
    不明 不适 不明显 明显 明确 未明确 确诊 诊断 误诊 漏诊 病理 病史 既往 既往史 现病史 家族史 主诉
    症状 体征 无症状 无不适 无特殊 特殊 一般 良好 尚可 稳定 好转 加重 恶化 缓解 消失 出现 持续 间断
    间歇 反复 偶尔 偶有 经常 逐渐 突然 缓慢 进行性 阵发性 活动后 劳累后 休息后 平卧 夜间 月经 经期
    经量 增多 减少 不规则 紊乱 绝经 停经 闭经 痛经 阴道 流血 出血 大出血 淋漓不尽 白带 腹痛 腹胀
    下腹 下腹部 上腹 腰痛 腰酸 背痛 胸痛 胸闷 气短 气促 气喘 心慌 心悸 心累 头晕 头痛 晕厥 黑曚
    黑蒙 乏力 无力 疲乏 疲劳 纳差 食欲 睡眠 恶心 呕吐 发热 发烧 咳嗽 咳痰 咯血 尿频 尿急 尿痛 排尿
    困难 便秘 腹泻 水肿 浮肿 下肢 双下肢 左下肢 右下肢 肿胀 疼痛 麻木 包块 肿块 肿物 盆腔 腹腔 胸腔
    心包 积液 腹水 胸水 贫血 血栓 栓塞 肺栓塞 肺动脉 肺静脉 静脉 动脉 下腔静脉 上腔静脉 髂静脉 髂内
    髂外 髂总 肾静脉 肝静脉 卵巢静脉 子宫静脉 宫旁 右心房 右房 右心室 右室 左心房 左心室 心房 心室
    心脏 心内 三尖瓣 二尖瓣 瓣膜 肝脏 肾脏 输尿管 膀胱 直肠 结肠 肠道 肠梗阻 大网膜 腹膜 后腹膜
    淋巴结 甲状腺 乳腺 脑 肺 肺部 肺结节 骨 皮肤 子宫 宫体 宫颈 宫腔 附件 卵巢 输卵管 内膜 肌层
    肌壁 浆膜 浆膜下 粘膜 黏膜 粘膜下 肌瘤 子宫肌瘤 肌瘤剔除 平滑肌瘤 平滑肌 肉瘤 腺肌症 腺肌病
    囊肿 囊性 良性 恶性 潜能 交界性 转移 复发 未复发 残留 残余 残端 进展 侵犯 累及 受累 浸润 粘连
    压迫 梗阻 扩张 狭窄 破裂 穿孔 感染 发炎 炎症 切口 愈合 不良 裂开 血肿 脓肿 漏 瘘 损伤 修补 吻合
    置换 重建 结扎 夹闭 阻断 切除 切开 切净 未切净 取出 剔除 摘除 取栓 清除 清扫 活检 穿刺 引流
    探查 止血 填塞 缝合 支架 滤器 滤网 介入 栓塞术 消融 海扶 聚焦 超声 彩超 造影 增强 磁共振 核磁
    核磁共振 平扫 阴道超声 腹部超声 心脏超声 心超 心电图 胸片 化验 指标 血常规 肝功 肾功 化疗 放疗
    靶向 内分泌 激素 抗凝 抗生素 输血 补液 药物 服药 口服 注射 皮下 肌注 静滴 停药 用药 换药 来曲唑
    他莫昔芬 米非司酮 亮丙瑞林 戈舍瑞林 曲普瑞林 醋酸 地诺孕素 甲羟孕酮 甲地孕酮 孕激素 雌激素
    拮抗剂 激动剂 抑制剂 芳香化酶 华法林 利伐沙班 低分子 肝素 阿司匹林 促性腺 释放 开腹 经腹 腹腔镜
    宫腔镜 机器人 开胸 正中 劈开 胸骨 中转 体外循环 深低温 停循环 分期 同期 一期 二期 三期 四期
    分次 联合 单纯 姑息 根治 根治性 扩大 部分 大部 大部分 完全 不完全 完整 不完整 基本 全部 全切
    次全 保留 未保留 单侧 双侧 一侧 左侧 右侧 左右 死亡 去世 病故 存活 健在 生存 带瘤 无瘤 失去
    意外 其他 其它 原因 疾病 肿瘤 相关 无关 心衰 心力衰竭 呼吸 呼吸困难 衰竭 休克 高血压 糖尿病
    冠心病 房颤 脑梗 肝炎 妊娠 怀孕 孕期 产后 分娩 剖宫产 剖腹产 顺产 自然 流产 人流 药流 引产 早产
    足月 孕次 产次 避孕 生育 不孕 年前 月前 天前 周前 周后 年后 月后 天后 小时 分钟 以上 以下 之前
    之后 以后 以前 期间 目前 至今 现在 当时 同时 其后 此后 后来 上述 以及 并且 但是 因为 由于 所以
    如果 需要 继续 停止 开始 结束 完成 进行 接受 给予 予以 行 提前 推迟 自行 主动 被动 备注 说明
    见病历 病历 记录 资料 数据 缺失 不全 不完善 补充 更正 核对 待核 待定 待查 待补 重复 编号 序号
    表格 名单 总表 明细 汇总 统计 登记 登记表 信息 基本信息 队列 病例 病例组 对照 对照组 研究 入组
    纳入 不纳入 退出 作废 删除 示例 样例 模板 工作表 原始 原始数据 整理 最终 终版 修改 修订 新版
    旧版 草稿 导出 医务 妇科 妇产科 血管 血管外科 心外 心外科 外科 内科 肿瘤科 泌尿 泌尿外科 全院
    会诊 多学科 讨论 正常 异常 阳性 阴性 弱阳 强阳 阶段 中度 轻度 重度 大量 少量 中量 若干 约 较
    较前 增大 缩小 未变 无变化 变化 随诊 定期 规律 不规律 经 因 故
"""
_CHINESE_ALONE: Final = frozenset(
    "的了有无未不及与和在后前术中至到为是见约余次年月日天岁周个时分例级期型度左右双单侧上下内外行予因自第一二三四五六七八九"
    "十百两半多全已曾再仍又均各等者并但或可应需另同经伴较性处枚条根只片支袋瓶盒克升毫斤用做查仅其心肺肝肾脑骨腿脚手"
)
"""Characters that stand between words, or behind a number."""

WORD: Final = re.compile(r"[㐀-鿿]+|(?:(?![㐀-鿿])[^\W_])+")
"""Letters and figures that stand together, or Chinese characters."""

_LETTERS_AND_FIGURES: Final = re.compile(r"\d+|\D+")
_MOST_FIGURES: Final = 4
_SHORTEST_SLIP, _LONGEST_SLIP = 4, 30
_LONG: Final = 6
"""Hart and Payne are a letter from heart and pain."""


def are_common(words: str) -> bool:
    """Whether every word of a text is ``is_common``."""
    return all(map(is_common, WORD.findall(words)))


def is_common(word: str) -> bool:
    """Whether a word, of letters and figures or of Chinese characters, names nobody."""
    if word.isdecimal():
        return len(word) <= _MOST_FIGURES
    if "㐀" <= word[:1] <= "鿿":
        return without_strangers(word, "") == word
    said = plain(word)
    parts = _LETTERS_AND_FIGURES.findall(said)
    if len(parts) > 1 or word.isnumeric():  # P3, 24d, G2P1, ①
        return all(_is_short_part(part) for part in parts)
    return (
        len(said) == 1 or said in words_known() or _is_built(word, said) or _is_a_slip(word, said)
    )


def _is_short_part(part: str) -> bool:
    if part.isdecimal():
        return len(part) <= _MOST_FIGURES
    return len(part) == 1 or part in words_known()


def _is_built(word: str, said: str) -> bool:
    if not said.isalpha():
        return False
    is_small = word.islower() and _ENDINGS_IN_SMALL_LETTERS.fullmatch(said) is not None
    return is_small or _ENDINGS.fullmatch(said) is not None


def _is_a_slip(word: str, said: str) -> bool:
    """One letter more, less, other or exchanged; of short words more or less alone.

    One that is written like a name is none if it is short.
    """
    is_namelike = word[:1].isupper() and word[1:].islower()
    if not _SHORTEST_SLIP <= len(said) <= _LONGEST_SLIP or (is_namelike and len(said) < _LONG):
        return False
    shorter = _shorter(said)
    if len(said) < _LONG:
        return said in _slips() or not shorter.isdisjoint(words_known())
    return not shorter.isdisjoint(_slips())


def _shorter(said: str) -> set[str]:
    """A word, and what is left of it without one of its letters."""
    return {said, *(said[:at] + said[at + 1 :] for at in range(len(said)))}


def without_strangers(run: str, left_out: str) -> str:
    """Chinese characters, with those that belong to no known word left out."""
    pairs = [run[at : at + 2] in _pairs() for at in range(len(run) - 1)]
    in_words = [any(pairs[max(at - 1, 0) : at + 1]) for at in range(len(run))]
    shown = (
        c if known or c in _alone() else left_out for c, known in zip(run, in_words, strict=True)
    )
    return "".join(shown)


@cache
def words_known() -> frozenset[str]:
    """Words in Latin letters, in small ones."""
    return frozenset(re.findall(r"[^\W\d_]+", plain(" ".join((*_of_dictionary(), *_LISTED)))))


_LISTED: Final = (_EVERYDAY, _OF_RECORDS, _CLINICAL, _ABBREVIATIONS)


@cache
def _slips() -> frozenset[str]:
    """Every known word of some length, and each with one letter less."""
    known = (word for word in words_known() if len(word) >= _SHORTEST_SLIP - 1)
    return frozenset(slip for word in known for slip in _shorter(word))


@cache
def _pairs() -> frozenset[str]:
    """Characters that stand side by side in a known word."""
    runs = re.findall("[㐀-鿿]{2,}", plain(" ".join((*_of_dictionary(), _CHINESE_WORDS))))
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


@cache
def _alone() -> frozenset[str]:
    """Characters that are words, such as the 否 of the data dictionary."""
    found = re.findall("(?<![㐀-鿿])[㐀-鿿](?![㐀-鿿])", plain(" ".join(_of_dictionary())))
    return _CHINESE_ALONE.union(found)


@cache
def _of_dictionary() -> tuple[str, ...]:
    levels = [level for column in RECORDED for level in column.own_levels]
    options = [option for column in RECORDED for option in column.options]
    return (
        *(words for column in (*RECORDED, *options) for words in column.all_headings),
        *(words for column in RECORDED for words in (*column.vague_headings, column.unit)),
        *(words for column in RECORDED for words in (column.meaning, *column.alike_headings)),
        *(words for column in RECORDED for words in (*column.yes_words, *column.no_words)),
        *(words for level in levels for words in (level.label, *level.spellings)),
        *YES_SPELLINGS, *NO_SPELLINGS, *UNKNOWN_SPELLINGS, *LOST, *COMBINED_ANSWERS, *OPEN_ANSWERS,
    )  # fmt: skip
