"""What the package works out from the recorded columns; see ``ivl.derive``."""

from ivl.schema.columns import Column, level

DERIVED: tuple[Column, ...] = (
    Column(
        "age_group", "Age group", "category", "Patient", "derived",
        "Age in the bands that decisions about ovaries are discussed in.",
        own_levels=(
            level("to_40", "40 years or younger"),
            level("41_to_45", "41 to 45 years"),
            level("46_to_50", "46 to 50 years"),
            level("from_51", "51 years or older"),
        ),
        made_of="age_at_diagnosis",
    ),
    Column(
        "extent_group", "Tumour extent", "category", "Tumour", "derived",
        "Furthest reach in the four levels of the founding study. Pelvic: up to the iliac or "
        "gonadal veins, short of the vena cava.",
        own_levels=(
            level("pelvic", "Pelvic"),
            level("ivc", "Vena cava"),
            level("right_heart", "Right heart"),
            level("pulmonary_artery", "Pulmonary artery"),
        ),
        made_of="tumor_extent",
    ),
    Column("ovary_preserved", "Ovary preserved", "yes_no", "Treatment", "derived",
           "At least one ovary left after the index operation. Ovaries absent before it are not "
           "preserved.", made_of="ovarian_procedure"),
    Column("uterus_preserved", "Uterus preserved", "yes_no", "Treatment", "derived",
           "Uterus kept at the index operation, with or without myomectomy. A uterus that was "
           "already absent is not preserved.", made_of="uterine_procedure"),
    Column("adjuvant", "Any adjuvant therapy", "yes_no", "Treatment", "derived",
           "At least one adjuvant therapy was given.", made_of="adjuvant_therapy"),
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
            level("censored", "Event-free at last contact"),
            level("recurrence", "Recurrence or progression"),
            level("death", "Death without recurrence"),
        ),
    ),
)  # fmt: skip
