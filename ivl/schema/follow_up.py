"""What came afterwards: recurrence, death, pregnancy."""

from ivl.schema.columns import OTHER, Column, level, question, words

FOLLOW_UP: tuple[Column, ...] = (
    Column(
        "followup_months", "Follow-up", "number", "Follow-up", "required",
        "From the index operation to the last contact or death.",
        unit="months", low=0, high=600,
        vague_headings=words("Time | Duration | Survival | OS | 时间 | 时长"),
        instead="last_followup_date",
        alike_headings=words("Time to death | t death | Death time | Months to death | 死亡月数"),
        without="No survival and no incidence of recurrence can be shown.",
        headings=words(
            "追踪时间 | 追踪期间 | 追踪月数 | 追踪期 | 追跡期間 | 観察期間 | 経過観察期間 | フォローアップ期間 | 追跡月数 | "
            "Time since surgery | Postoperative follow-up | Follow-up after surgery | "
            "Postoperative survival time | Post-op time | 随访总时长 | 随访持续时间 | 随访年限 | 随访周期 | 术后随访 | "
            "术后随访时长 | 总生存期 | 术后生存时间 | 总生存时长 | 生存期 | 观察时间 | 术后时间 | 随访月份 | "
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
        alike_headings=words(
            "Last imaging | Last scan"
        ),
        headings=words(
            "末次追踪日期 | 最后追踪日期 | 最後追踪日 | 最終観察日 | 最終確認日 | 最終受診日 | 最終追跡日 | 最終生存確認日 | "
            "lastfu date | DLFU | DOLFU | DOLC | LFU date | Censor date | Censoring date | Date of last FU | Date last FU | "
            "Date last known alive | 随诊日期 | 随访终点 | 随访终点日期 | "
            "Last seen | Date last seen | Last known alive | Latest follow-up | "
            "Latest follow-up date | Final follow-up | Final follow-up date | Follow-up date | "
            "Follow-up end date | End of follow-up | Last clinic visit | LastFU | 最后随访 | "
            "最后随访时间 | 最后一次随访 | 最后一次随访日期 | 最后一次随访时间 | 最近随访日期 | 最近一次随访 | 最近一次随访日期 | 末次联系日期 | "
            "末次就诊日期 | 末次复查日期 | 末次复查时间 | 随访日期 | 随访截止日期 | 随访截止时间 | "
            "Last follow-up | Last follow-up date | Last contact | Last contact date | "
                        "Last visit | Date of last contact | 末次随访 | 末次随访日期 | 末次随访时间 | "
                        "最后随访日期"),
        vague_headings=words("Date | Time | 日期 | 时间"),
        timed_as="followup_months",
    ),
    Column(
        "recurrence", "Recurrence", "yes_no", "Follow-up", "required",
        "Recurrence or progression after the index operation.",
        without="No recurrence can be shown.",
        timed_as="time_to_recurrence_months",
        vague_headings=words("Status | Outcome | 结局 | 预后 | Event | Events | 终点事件"),
        questions=(
            # Free of disease when last seen, she may have recurred and been operated again.
            question("Disease-free | Disease free | Free of disease | NED | No evidence of disease | "
                     "Tumor-free | Free of tumor | 无瘤 | 无病 | 无瘤生存 | 无病生存",
                     "no", "yes", is_vague=True),
        ),
        alike_headings=words(
            "随访情况 | "
            "Local recurrence | Pelvic recurrence"
        ),
        headings=words(
            "再発 | 再発の有無 | 再発有無 | 術後再発 | "
            "Tumor recurrence during follow-up | Recurrence of IVL | Subsequent recurrence | Recurrent disease at follow-up | "
            "Recurrence detected | Rezidiv | Recidiv | Recidive | Récidive | 复发转移 | 复发或转移 | "
            "复发及转移 | 术后随访复发 | 随访期复发 | "
            "Disease recurrence | Postoperative recurrence | Recurrence or progression | "
            "Recurrence/progression | Progression or recurrence | Recurrence during follow-up | "
            "术后有无复发 | 肿瘤复发 | 随访复发 | 随访期间复发 | 复发或进展 | 复发/进展 | "
            "Recurrence | Recurrence status | Tumor recurrence | Tumour recurrence | "
                        "Recur | Recurred | Relapse | Relapsed | Progression | Recurrence after surgery | Recurrent | 复发 | 是否复发 | 재발 | Recidiva | 术后复发 | 术后是否复发 | 进展"),
    ),
    Column(
        "event_type", "Kind of recurrence", "category", "Follow-up",
        meaning="Recurrence after complete resection, or progression of what was left.",
        own_levels=(
            level("recurrence", "Recurrence", "relapse | 复发"),
            level("progression", "Progression", "progress | 进展"),
        ),
        headings=words("Event type | Type of recurrence | Recurrence type | 复发类型"),
    ),
    Column(
        "recurrence_date", "Date of recurrence", "date", "Follow-up",
        meaning="Date on which the recurrence was found.",
        headings=words(
            "再発日 | 再発年月日 | 再発診断日 | "
            "When recurred | When did it recur | 发现复发时间 | 复发诊断日期 | 确诊复发日期 | 确诊复发时间 | "
            "Recurrence time | Date of first recurrence | Date of progression | "
            "Date of recurrence or progression | Date recurred | 复发年月 | 首次复发日期 | 首次复发时间 | "
            "术后复发时间 | 发现复发日期 | 复发确诊日期 | "
            "Recurrence date | Date of recurrence | 复发日期 | 复发时间"),
        vague_headings=words("Date | 日期"),
        alike_headings=words("DOR"),
        timed_as="time_to_recurrence_months",
    ),
    Column(
        "time_to_recurrence_months", "Time to recurrence", "number", "Follow-up", "wanted",
        "From the index operation to the first recurrence or progression.",
        unit="months", low=0, high=600,
        vague_headings=words("Time | 时间"),
        without="Recurrences count in tables but not in curves.",
        headings=words(
            "再発までの期間 | 再発までの月数 | 無再発期間 | 無再発生存期間 | "
            "Recurred after | Recurrence after | 术后多久复发 | 多久复发 | 几个月复发 | 术后几个月复发 | "
            "DFI | Disease-free interval | Disease-free time | Disease-free survival | "
            "Disease-free survival time | Recurrence-free survival | Recurrence-free time | "
            "Recurrence-free survival time | Progression-free survival | "
            "Progression-free survival time | Progression-free interval | Recurrence interval | "
            "Recurred at | Recurrence at | Time of recurrence after surgery | 无病生存时间 | "
            "无复发生存时间 | 无复发生存期 | 无进展生存时间 | 无病间期 | 无复发间期 | 距复发时间 | 术后几月复发 | 无复发时间 | 无瘤生存时间 | "
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
        alike_headings=words("Location | Site | Sites | 部位 | 位置"),
        own_levels=(
            level("pelvis", "Pelvis", "pelvic | 盆腔"),
            level("ivc", "Vena cava", "IVC | inferior vena cava | 下腔静脉"),
            level("heart", "Heart", "right heart | cardiac | 心脏 | 右心"),
            level("lung", "Lung", "pulmonary | 肺"),
            OTHER,
        ),
        headings=words(
            "Where recurred | Recurrence where | Site of relapse | Site of first recurrence | 复发灶位置 | 复发灶的部位 | "
            "Recurrence location | Location of recurrence | 复发位置 | 复发灶部位 | "
            "Recurrence site | Site of recurrence | 复发部位"),
    ),
    Column(
        "recurrence_treatment", "Treatment of recurrence", "several", "Follow-up", "wanted",
        "What was done for the recurrence.",
        own_levels=(
            level("surgery", "Surgery", "secondary surgery | second surgery | re-operation | "
                  "reoperation | operation | 手术 | 再次手术 | 二次手术"),
            level("hormone", "Hormone therapy",
                  "hormone | hormonal | endocrine | GnRH-a | letrozole | 激素治疗 | 激素 | 内分泌治疗"),
            level("radiotherapy", "Radiotherapy", "radiation | RT | 放疗"),
            level("observation", "Observation", "observed | watchful waiting | 观察 | 随访观察"),
        ),
        alike_headings=words(
            "Re-operation | Reoperation | Second operation | Second surgery | "
            "Secondary surgery | Redo surgery | Reintervention | 再次手术 | 二次手术 | 再手术"
        ),
        headings=words(
            "Rx at recurrence | Treatment at recurrence | Treatment after recurrence | "
            "Treatment for recurrence | Therapy for recurrence | Management after recurrence | "
            "复发后治疗方式 | 复发后治疗方案 | 复发后的治疗 | "
            "Management of recurrence | 复发处理 | 复发后处理 | 复发治疗方式 | "
            "Recurrence treatment | Treatment of recurrence | Salvage treatment | "
                        "复发治疗 | 复发后治疗"),
    ),
    Column(
        "vital_status", "Vital status", "category", "Follow-up", "wanted",
        "Alive or dead at the last contact; unknown after a loss to follow-up, never alive.",
        own_levels=(
            level("alive", "Alive",
                  "well | doing well | alive, well | A and W | 健康 | "
                  "alive and well | alive & well | A&W | ANED | alive without recurrence | "
                  "alive with recurrence | 无复发生存 | 无复发存活 | 复发存活 | 复发后存活 | disease free | disease-free | "
                  "still alive | alive NED | 在世 | "
                  "living | NED | AWD | survived | alive with disease | alive without disease | no "
                  "evidence of disease | 无瘤生存 | 无瘤存活 | 带瘤存活 | 存活 | 生存 | 健在 | 无病生存 | 带瘤生存"),
            level("dead", "Dead",
                  "RIP | R.I.P. | passed away | demise | † | died in hospital | DWD | "
                  "dead with disease | dead of other cause | died of other cause | 死于肿瘤 | "
                  "expired | deceased patient | dead of other causes | "
                  "died of other causes | 已死亡 | 过世 | died | deceased | death | DOD | DOC | "
                  "dead of disease | died of disease | 死亡 | 已故 | 去世 | 病故 | 病逝 | 亡"),
        ),
        without="Overall survival cannot be shown, and deaths without recurrence go unseen.",
        alike_headings=words(
            "随访情况 | 随访状态"
        ),
        headings=words(
            "転帰 | 生存状況 | 最終転帰 | "
            "vitstat | Vital stat | Current vital status | Last status | Vital status at last follow-up | 生存/死亡 | "
            "存活/死亡 | 死亡/存活 | 目前状态 | 最终结局 | 患者状态 | 生死 | 现状 | 末次随访生存状态 | 末次随访结局 | 当前状态 | "
            "Vital | "
            "Alive/dead | Dead or alive | Dead/alive | Life status | Living status | "
            "Survival outcome | Final outcome | Final status | Current status | Patient status | "
            "Status at last follow-up | Status at last contact | Outcome at last follow-up | "
            "存活状态 | 存活情况 | 生存情况 | 生存结局 | 随访结局 | 随访结果 | 转归 | 末次随访状态 | 生死状态 | "
            "Survival status | Alive or dead | 生存状态"),
        vague_headings=words(
            "Status | Outcome | 预后 | 结局 | Survival | OS | Event | Events | 终点事件"
        ),
        questions=(
            question(
                "Patient died | Died during follow-up | Death during follow-up | 随访死亡 | "
                "Death | Dead | Died | Deceased | Mortality | 死亡 | 是否死亡 | 去世", "dead",
                      "alive"),
            question(
                "Still alive | Living | 健在 | 是否健在 | 是否生存 | "
                "Alive | Survived | 存活 | 是否存活 | 生存", "alive", "dead"),
            # Who did not die of disease may have died of something else, and who does not live
            # with disease may live without.
            question("DOD | Dead of disease | Died of disease | Death from disease", "dead",
                     "unknown"),
            question("AWD | Alive with disease", "alive", "unknown"),
        ),
    ),
    Column("death_date", "Date of death", "date", "Follow-up", meaning="Date of death.",
           vague_headings=words(
            "DOD | Death | Died"
        ),
        headings=words(
            "死亡日 | 死亡年月日 | "
            "Died on | Date deceased | RIP date | Date RIP | Date of demise | "
            "Date died | 去世日期 | 去世时间 | 死亡年月 | "
            "Death date | Date of death | 死亡日期 | 死亡时间")),
    Column("death_cause", "Cause of death", "text", "Follow-up", meaning="As written.",
           headings=words(
            "COD | "
            "Cause of death | Death cause | 死因 | 死亡原因")),
    Column("lost_to_followup", "Lost to follow-up", "yes_no", "Follow-up", "wanted",
           "Could not be reached again.",
           headings=words(
            "追跡不能 | 失踪 | "
            "LFU | lost fu | Lost to f-up | Lost to contact | 失访情况 | 失访与否 | 脱落 | "
            "Loss to follow-up | Lost during follow-up | 失联 | "
            "Lost to follow-up | Lost | LTFU | Lost to followup | 失访 | 是否失访")),
    Column("dvt_pe_postop", "Thrombosis after surgery", "yes_no", "Follow-up",
           meaning="Deep vein thrombosis or pulmonary embolism after the index operation.",
           adds_up=True,
           headings=words(
            "Thrombosis | "
            "DVT/PE after surgery | DVT after surgery | PE after surgery | Postoperative PE | "
            "Thrombosis after surgery | 术后肺栓塞 | 术后VTE | 术后肺动脉栓塞 | 术后血栓形成 | "
            "Postoperative VTE | VTE after surgery | 术后DVT | 术后PE | 术后深静脉血栓 | 术后静脉血栓 | "
            "PE | Pulmonary embolism | VTE | 肺栓塞 | 肺动脉栓塞 | "
            "DVT | DVT/PE | Postoperative DVT | Postoperative DVT or PE | DVT/PE postop | "
                           "Postoperative thrombosis | 术后血栓 | 术后下肢静脉血栓")),
    Column("pregnancy_after", "Pregnancies afterwards", "number", "Follow-up",
           meaning="Pregnancies after the index operation.", low=0, high=10, is_count=True,
           headings=words(
            "Subsequent pregnancy | Subsequent pregnancies | Pregnancy after treatment | "
            "Pregnancies after treatment | 术后怀孕 | 术后妊娠情况 | 术后怀孕次数 | "
            "Pregnancies after surgery | Postoperative pregnancy | 术后妊娠次数 | "
            "Pregnancy | Pregnancy after surgery | 妊娠 | 术后妊娠")),
    Column("live_birth", "Live births afterwards", "number", "Follow-up",
           meaning="Live births after the index operation.", low=0, high=10, is_count=True,
           headings=words(
            "Live births after surgery | 活产数 | 活产次数 | 术后活产 | "
            "Live birth | Live births | 活产")),
)  # fmt: skip

_COMBINED: tuple[tuple[str, dict[str, str]], ...] = (
    ("NED | No evidence of disease | Disease free | Disease-free | Alive NED | ANED | "
     "Alive without disease | Alive without recurrence | 无病生存 | 无瘤生存 | 无瘤存活 | 无复发生存 | "
     "无复发存活", {"vital_status": "alive", "recurrence": "no"}),
    ("Recurrence free | Recurrence-free | No recurrence | No relapse | Not recurred | 未复发 | "
     "无复发 | 未见复发", {"recurrence": "no"}),
    ("Recurrence | Recurred | Relapse | Relapsed | 复发 | 已复发 | 术后复发", {"recurrence": "yes"}),
    ("Alive with recurrence | 复发存活 | 复发后存活",
     {"vital_status": "alive", "recurrence": "yes"}),
    ("AWD | Alive with disease | 带瘤存活 | 带瘤生存", {"vital_status": "alive"}),
    ("DOD | DOC | Dead of disease | Died of disease", {"vital_status": "dead"}),
    ("Off-pump | Off pump", {"cpb": "no"}),
)  # fmt: skip
COMBINED_ANSWERS: dict[str, dict[str, str]] = {
    answer: told for spelled, told in _COMBINED for answer in words(spelled)
}
"""What one answer to the outcome says, by column: NED says that she lives and has no recurrence."""

OPEN_ANSWERS = frozenset(
    words(
        "AWD | Alive with disease | 带瘤存活 | 带瘤生存 | DOD | Dead of disease | Died of disease"
    )
)
"""Answers that name disease and leave open whether it recurred or the operation left it."""

LOST: tuple[str, ...] = words(
    "失访 | 失联 | 已失访 | 失去联系 | lost | lost to follow-up | lost to follow up | lost to followup | "
    "lost to fu | lost to f/u | ltfu | ltf | lfu | l/fu | lost contact"
)
"""Answers to an outcome that say that nobody knows it."""

EXAMPLE_ID = "EXAMPLE"
"""Stands in place of a patient's code where a row of a template only shows how to fill it in."""
