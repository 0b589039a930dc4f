"""What pages and figures are called, each written once: numbers in a text lead to them by name."""

from typing import Final

YOUR_DATA: Final = "Your data"
SYMPTOMS: Final = "Symptoms"
TREATMENTS: Final = "Treatments"
RECURRENCE: Final = "Recurrence"
SURVIVAL: Final = "Survival"
COMPARE: Final = "Compare"

CHARACTERISTICS: Final = "Characteristics"
SYMPTOMS_AT_PRESENTATION: Final = "Symptoms at presentation"
VEINS_AND_HEART: Final = "Surgery of veins and heart"
OVARY_PRESERVED: Final = "Ovary preserved"
RECURRENCES: Final = "Patients with a recurrence"
EACH_RECURRENCE: Final = "Each recurrence, its time and its treatment"
ONE_AT_A_TIME: Final = "Hazard of recurrence, one factor at a time"
ADJUSTED: Final = "Hazard of recurrence, factors adjusted for each other"
