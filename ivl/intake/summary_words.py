"""Words that begin a row which is no patient: statistics, totals, notes and examples.

A code can be such a word as well ("Q1", "Sum"), so that a word alone proves nothing: it has to
stand where the other rows have codes of another form, in a row that answers nothing.
"""

import re
from functools import cache
from typing import Final

from ivl.intake import headings
from ivl.intake.words import plain
from ivl.schema import BY_NAME, NO_SPELLINGS, RECORDED, YES_SPELLINGS

_SUMMARY_WORD: Final = re.compile(
    r"^(?:合计|总计|总数|小计|平均|均值|均数|中位|标准差|备注|说明|缩写|数据来源"
    r"|(?:total|sum|mean|average|median|sd|std|min|max|range|notes?|abbreviations?|sources?|legend)"
    r"(?![a-z0-9]))"
)
_SUMMARY: Final = re.compile(rf"{_SUMMARY_WORD.pattern}\s*(?:[:：(=±\d]|$)|^(?:注[:：]?|n\s*=|\*)")
"""Begins a row below the patients, whereas "median sternotomy" and "n" are answers."""

_CHINESE: Final = re.compile(
    "合计|总计|总数|小计|共计|累计|汇总|总体|全部|全体|平均|均值|均数|中位|众数|标准差|标准误|方差|四分位"
    "|极差|范围|最大|最小|计数|例数|人数|总例|百分|构成比|比例|占比|缺失|备注|说明|缩写|图例|数据来源|来源"
    "|平均値|総计|集计|中央値|標準偏差|件数|范囲|最頻値|小計|평균|합계|총계|소계|중앙값|표준편차|최소|최대|범위|백분율|빈도|総数|最[高低长短]|总$|总和|求和|计$"
    "|x ?± ?s|χ2|.*(?:率|值|平均|均数|位数|人数|例数|小计)$"
)
_WORDS: Final = """
    total totals subtotal subtotals sum sums mean means average averages avg median mode sd std
    stdev stddev deviation sem se var variance min max minimum maximum range iqr interquartile
    quartile quartiles percentile percentiles q1 q3 p25 p50 p75 n count counts number frequency freq
    percent percentage proportion rate ratio p p-value pvalue ci missing valid all overall whole
    everyone cohort summary statistics statistic results result note notes remark remarks
    abbreviation abbreviations source sources legend key footnote checked updated unit units
    mittelwert durchschnitt schnitt summe gesamt insgesamt zwischensumme anzahl standardabweichung
    spannweite varianz anteil prozent fehlend gültig
    moyenne médiane mediane somme ensemble effectif effectifs nombre écart-type étendue pourcentage
    media mediana suma promedio desviación recuento mínimo máximo rango porcentaje
    somma totale conteggio minimo massimo percentuale média soma desvio contagem mínimo
    gemiddelde som aantal totaal średnia liczba odchylenie průměr celkem medelvärde summa antal
    totalt male males female females men women
    sous-total desvio deviazione desviacion estándar padrão rango frecuencia fréquence frequência
    frequenza frequenz häufigkeit gesamtzahl mittel parcial porcentagem
    ortalama toplam среднее итого всего сумма медиана минимум максимум количество
"""
_STATISTICS: Final = frozenset(_WORDS.split())
_WORDS_OF_NAMES: Final = """
    min max sum mode media moda soma som somma summa antal key mark sd se sem var p n q1 q3 p25 p50
    p75 ci all whole cohort male males female females men women valid number rate ratio result
    results note notes remark remarks source sources legend unit units checked updated everyone
"""
_OF_NAMES: Final = frozenset(_WORDS_OF_NAMES.split())
"""Of these, words that may be of a name, of initials or of another thing as well."""

_WORD: Final = re.compile(r"(?<![^\W_])(?:[pq]\d\d?|[^\W\d_]+(?:-[^\W\d_]+)?)(?![^\W_])")
_BRACKETED: Final = re.compile(r"\(.*?\)|\[.*?\]")
_PERSONS: Final = "patients|patient|cases|case|women|subjects|pts|pat|patientinnen|fälle|pazienti"
_COUNTED: Final = re.compile(
    rf"\(?\d+ ?(?:{_PERSONS}|例|名|人|个|位).*|(?:{_PERSONS})\)?|[%％∑σµμx̄]+\)?|n ?=.*",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(
    rf"(?:{_PERSONS})(?: ?[:：=] ?|, )\d+|n ?[:：] ?\d+"
    r"|p(?: ?-?(?:values?|wert|waarde))?(?: ?[=<>≤≥]+ ?[\d.]+)?|[χx] ?2|chi-?sq.*"
    r"|x̄.*|x ?± ?sd?|(?:\d+ ?% ?)?(?:ci|cri|conf(?:idence)? int.*)"
)
_EXAMPLE: Final = re.compile(
    r"(?:e\.? ?g\b|ex\.|examples?\b|sample row|z\. ?b\.|beispiel|(?:par |por )?ex[ei]mpl[eo]"
    r"|p\. ?ex|ejemplo|esempio|示例|样例|范例|举例|例如|例[:：]|例子|見本|예시)",
    re.IGNORECASE,
)
_QUANTILE: Final = re.compile(r"\d+(?:\.\d+)? ?[%％]")
_TITLED: Final = re.compile(r"[^\d:：]+[:：]")
_VOID: Final = re.compile(
    r"(?<![a-z])(?:test|demo|dummy|sample|xx+|void|invalid|cancell?ed|delete[ds]?|removed?|duplicate"
    r"|dupl?|ditto|as above|same as|idem|placeholder|ignore|do not use|mistake|in error)(?![a-z])"
    r"|测试|試験|作废|废除|取消|删除|重复|同上",
    re.IGNORECASE,
)
_OUTSIDE: Final = re.compile(
    r"(?<![a-z])(?:exclu(?:de[ds]?|sions?)|with(?:drawn?|drew)|ineligible|screen(?:ing)? fail\w*"
    r"|not (?:eligible|included?|consented|enrolled|ivl|ours)"
    r"|not in (?:the |this )?(?:study|cohort|series)"
    r"|non-?ivl|no (?:ivl|consent)|(?:declined|refused)(?: consent)?|drop(?:ped)?[ -]?outs?"
    r"|(?:healthy )?(?:controls?|ctrls?|volunteers?)|literature|published|from the literature"
    r"|misdiagnos\w*|(?:leiomyo|endometrial stromal )?sarcomas?|other diagnos[ie]s)(?![a-z])"
    r"|排除|剔除|退出|脱落|不纳入|未纳入|未入组|不符合|对照|健康人|志愿者|文献|非ivl|非静脉内|误诊|肉瘤",
    re.IGNORECASE,
)
_AUTHOR_AND_YEAR: Final = re.compile(
    r"[^\W\d_]{2,}(?:[ -][^\W\d_]+){0,2}(?: et al\.?| 等)?,? ?[(（]?(?:19|20)\d\d[a-z]?[)）]?"
)
_IN_BRACKETS: Final = re.compile(r"\(.+\)|\[.+\]|\{.+\}|~+.+~+|【.+】|-+.+-+")
_COUNT: Final = re.compile(
    r"(?:[(（\[] ?n ?[=＝]?|n ?[=＝]) ?\d.*|(?<!\d)\d+ ?例.*", re.IGNORECASE | re.DOTALL
)
_LONGEST_NAME: Final = 120
_OF_LEVELS: Final = ("category", "yes_no", "several")
_YEAR: Final = re.compile(r"(?:19|20)\d\d ?年?(?: ?[-–—/~] ?(?:(?:19|20)?\d\d) ?年?)?")


def begins_a_summary(words: str, is_code: bool = False) -> bool:
    """Whether a row that begins so may be a total or a note; codes are no answers in words."""
    said = plain(words)
    return bool(_SUMMARY.match(said) or (is_code and _SUMMARY_WORD.match(said)))


def names_statistic(words: str) -> bool:
    """ "Grand total", "Recurrence rate", "25th percentile", "20 patients", 平均值, "By: X"."""
    said = plain(words)
    if _COUNTED.fullmatch(said) or _QUANTILE.fullmatch(said):
        return True
    if _CHINESE.match(said) or _TITLED.match(said):
        return True
    return not _STATISTICS.isdisjoint(re.findall(r"[pq]\d\d+|[^\W\d_]+(?!\d)(?:-[^\W\d_]+)?", said))


def is_name_of_statistic(words: str) -> bool:
    """Whether words are, but for numbers and brackets, the name of a statistic and nothing else.

    ``names_statistic`` takes "Li P." for a p value and "Case 3" for a count; here a word that may
    be of a name or a code counts only where nothing else stands beside it.
    """
    said = plain(words)
    if _COUNTED.fullmatch(said) or _QUANTILE.fullmatch(said) or _COUNTS.fullmatch(said):
        return True
    if _CHINESE.match(_BRACKETED.sub("", said)):
        return True
    told = _WORD.findall(_BRACKETED.sub("", said))
    if any(word in _STATISTICS and word not in _OF_NAMES for word in told):
        return True
    return bool(told) and _STATISTICS.issuperset(told) and not any(map(str.isdigit, said))


def percentile(code: str) -> str:
    """The code if it may be that of a quartile, P25 or Q1; else ""."""
    said = plain(code)
    return said if said in ("p25", "p50", "p75", "q1", "q3") else ""


def begins_an_example(words: str) -> bool:
    """ "e.g. P0", 示例."""
    return bool(_EXAMPLE.match(plain(words)))


def says_void(words: str) -> bool:
    """ "Test", "demo 1", "004 (void)", 作废: somebody tried the sheet out or took a row back."""
    return bool(_VOID.search(plain(words)))


def says_outside(words: str) -> bool:
    """ "Excluded", "P8 withdrawn", "not IVL", "Controls", 排除: not of the cohort."""
    return bool(_OUTSIDE.search(plain(words)))


def sets_aside(code: str) -> bool:
    """Whether a code tells of none of the cohort's patients: "P8 (not IVL)", "[P8]", "Shi 2022"."""
    said = plain(code)
    return bool(_IN_BRACKETS.fullmatch(said) or _AUTHOR_AND_YEAR.fullmatch(said)) or says_outside(
        code
    )


def without_count(words: str) -> str:
    """The name of a group without how many patients it has: "Incidental (n = 15)", 偶发组15例.

    Longer text is no name, and stays as it is.
    """
    name = " ".join(words.split())
    return _COUNT.sub("", name).strip() if len(name) <= _LONGEST_NAME else words


def is_year(words: str) -> bool:
    """ "2015", "2015-2017", 2015年."""
    return bool(_YEAR.fullmatch(plain(words)))


def is_of_dictionary(words: str) -> bool:
    """Whether it is an answer or a heading that the data dictionary knows: "IVC", "yes"."""
    said = plain(words)
    return any(map(str.isalpha, said)) and (said in _answers() or headings.is_known(said))


def is_answer(words: str) -> bool:
    """Whether groups of patients may be called so: "IVC", "Recurrence", "No recurrence"."""
    said = plain(words)
    fields = headings.known_fields(said)
    return said in _answers() or any(BY_NAME[one].kind in _OF_LEVELS for one in fields)


@cache
def _answers() -> frozenset[str]:
    spelled = (
        words
        for column in RECORDED
        for level in column.own_levels
        for words in (level.name, level.label, *level.spellings)
    )
    return frozenset(map(plain, (*spelled, *YES_SPELLINGS, *NO_SPELLINGS)))
