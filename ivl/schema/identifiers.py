"""Headings of what tells who a patient is."""

from ivl.schema.columns import words

EXAMPLE_ID = "EXAMPLE"
"""Stands in place of a patient's code where a row of a template only shows how to fill it in."""

RECORD_NUMBER_HEADINGS: tuple[str, ...] = words(
    "ID number | MRN | Medical record number | Hospital number | Hospital No | Hospital ID | "
    "Inpatient No | "
    "Admission No | Chart number | Chart No | Hosp No | Unit No | Unit number | File No | "
    "Registration number | Registration No | Reg No | CR No | UHID | CHI number | Fallnummer | "
    "N° dossier | Historia clínica | カルテ番号 | 診察券番号 | 등록번호 | 병록번호 | 患者ID | 病人ID | "
    "ID号 | 就诊号 | 入院号 | 住院ID | 住院流水号 | 病历 | 卡号 | HIS号 | 病人ID号 | 患者ID号 | 住院号 | 病案号 | 病历号 | 登记号 | 门诊号 | 就诊卡号"
)
"""Headings of numbers under which a hospital knows a patient: they tell rows apart, and are then
replaced."""

IDENTIFIER_HEADINGS: tuple[str, ...] = words(
    "Name | Patient name | Full name | First name | Last name | Surname | Family name | Given name "
    "| Initials | Phone | Phone number | Telephone | Tel | Mobile | Contact number | Fax "
    "| Address | Home address | Postcode | Zip code | E-mail | Email address | National ID | "
    "ID card | ID card number | Identity card | Passport | Passport number | SSN | "
    "Social security number | Insurance number | 姓名 | 患者姓名 | 病人姓名 | 名字 | 身份证 | "
    "身份证号 | 身份证号码 | 电话 | 电话号码 | 联系电话 | 手机 | 手机号 | 联系方式 | 地址 | 住址 | "
    "家庭住址 | 家庭地址 | 邮箱 | 电子邮箱 | 联系人 | 家属姓名 | 医保号 | 社保号"
)
"""Headings of what tells who a patient is; never kept."""

BIRTH_DATE_HEADINGS: tuple[str, ...] = words(
    "Date of birth | Birth date | DOB | Birthday | Born | Year of birth | Birth year "
    "| YOB | 出生年份 | 出生年 | 出生日期 | 出生年月 | 出生年月日 | 生日"
)
