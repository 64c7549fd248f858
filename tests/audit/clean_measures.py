"""Measures for clean tables: plausible levels, spreads between areas and errors, not real figures."""

from dataclasses import dataclass

from equitytown.terms.indicator import Polarity
from equitytown.terms.period import PeriodKind

HIGH, LOW = Polarity.HIGH, Polarity.LOW
CALENDAR, FINANCIAL, ACADEMIC, SURVEY, POOLED = (
    PeriodKind.CALENDAR,
    PeriodKind.FINANCIAL,
    PeriodKind.ACADEMIC,
    PeriodKind.SURVEY,
    PeriodKind.POOLED,
)
ONS = "Office for National Statistics"
OHID = "Office for Health Improvement and Disparities"
DFE = "Department for Education"
DWP = "Department for Work and Pensions"
LEISURE = "Sport England, Active Lives Survey"


@dataclass(frozen=True, slots=True)
class Measure:
    """
    A measure as a generator draws it.

    `level` is England's, `spread` what areas differ by, `error` the standard error of a place's value. `reach` is how
    many spreads a place may truly lie from England; `women` what is added for women where sexes have rows of their own.
    """

    label: str
    source: str
    unit: str
    decimals: int
    level: float
    spread: float
    error: float
    polarity: Polarity
    kind: PeriodKind
    child: bool = False
    reach: float = 0.0
    women: float = 0.0


MEASURES = (
    Measure("Healthy life expectancy, {} (Years)", ONS, "years", 1, 63, 2.5, 1.3, HIGH, POOLED, women=0.6),
    Measure("Life expectancy, {} (Years)", ONS, "years", 1, 79.3, 1.2, 0.3, HIGH, POOLED, women=3.7),
    Measure("Smoking prevalence, {} (% adults aged 18 and over)", ONS, "%", 1, 13.5, 2.5, 1.3, LOW, CALENDAR, women=-3),
    Measure(
        "Infant mortality rate (deaths under 1 year per 1,000 live births)",
        ONS, "per 1,000", 1, 4.0, 0.9, 0.8, LOW, POOLED, child=True, reach=2,
    ),
    Measure(
        "Under 75 mortality rate from cardiovascular diseases (directly standardised rate per 100,000)",
        OHID, "per 100,000", 1, 30.2, 6, 3.2, LOW, POOLED,
    ),
    Measure("Suicide rate (per 100,000)", ONS, "per 100,000", 1, 10.4, 1.8, 1.5, LOW, POOLED, reach=2),
    Measure(
        "Percentage of children achieving a good level of development at 2-2.5 years",
        OHID, "%", 1, 81.1, 5, 0.8, HIGH, FINANCIAL, child=True,
    ),
    Measure(
        "Percentage of children achieving a good level of development at the end of Reception",
        DFE, "%", 1, 65.2, 3, 0.9, HIGH, ACADEMIC, child=True,
    ),
    Measure(
        "Percentage of 5 year olds with experience of visually obvious dental decay",
        OHID, "%", 1, 23.4, 6, 2.6, LOW, ACADEMIC, child=True,
    ),
    Measure("Children in relative low income families (%)", DWP, "%", 1, 20.1, 5, 0.4, LOW, FINANCIAL, child=True),
    Measure("Average Progress 8 score", DFE, "score", 2, -0.03, 0.14, 0.05, HIGH, ACADEMIC, child=True),
    Measure("Average Attainment 8 score (points)", DFE, "points", 1, 47.2, 2.2, 0.5, HIGH, ACADEMIC, child=True),
    Measure(
        "Hospital admissions for self-harm, people aged 10-24 (rate per 100,000 aged 10-24)",
        OHID, "per 100,000", 1, 427.3, 70, 31, LOW, FINANCIAL, child=True, reach=4,
    ),
    Measure(
        "Percentage of children in Year 6 with overweight or obesity",
        OHID, "%", 1, 37.8, 3, 0.9, LOW, ACADEMIC, child=True,
    ),
    Measure("Unemployment claimant count (% of residents aged 16-64)", ONS, "%", 1, 3.9, 1, 0.1, LOW, CALENDAR),
    Measure("Residents in managers and professional occupations (%)", ONS, "%", 1, 51, 6, 2.5, HIGH, CALENDAR),
    Measure("Proportion of children in workless households (%)", ONS, "%", 1, 9.9, 2.2, 1.2, LOW, CALENDAR, child=True),
    Measure("Percentage of households in fuel poverty", "Department for Energy Security and Net Zero",
            "%", 1, 13.1, 2.4, 0.3, LOW, CALENDAR),
    Measure("Households in temporary accommodation (per 1,000 households)",
            "Department for Levelling Up, Housing and Communities",
            "per 1,000", 1, 4.1, 0.9, 0.2, LOW, FINANCIAL, reach=11),
    Measure("Adult overweight or obesity (% adults aged 18 and over)", LEISURE, "%", 1, 63.5, 4, 1.6, LOW, SURVEY),
    Measure("Adults who feel lonely often or always (% aged 16 and over)", LEISURE,
            "%", 1, 22.3, 2.2, 1.5, LOW, SURVEY),
    Measure("Adults who walk for travel at least three days a week (%)", "Department for Transport",
            "%", 1, 15.1, 3, 1.0, HIGH, SURVEY),
    Measure("Vaccination coverage, flu (% aged 65 and over)", OHID, "%", 1, 80.3, 4, 0.2, HIGH, FINANCIAL),
    Measure("Library visits (per 1,000 residents)", "Chartered Institute of Public Finance and Accountancy",
            "per 1,000", 0, 2840, 600, 40, HIGH, FINANCIAL),
    Measure("Residents who feel they belong to their neighbourhood (%)", "Residents' survey", "%", 0, 64, 5, 1.8,
            HIGH, CALENDAR),
    Measure("Households with a garden within 300 metres (%)", ONS, "%", 0, 84, 6, 1.1, HIGH, CALENDAR),
    Measure("Road casualties (per 100,000)", "Department for Transport", "per 100,000", 0, 91, 20, 7, LOW, CALENDAR),
    Measure("Volunteers at least once a month (%)", "Department for Culture, Media and Sport", "%", 1, 27.4, 4, 1.7,
            HIGH, FINANCIAL),
    Measure("Energy certificates rated C or above (%)", ONS, "%", 1, 44.8, 5, 0.5, HIGH, FINANCIAL),
    Measure("Recycled household waste (%)", "Department for Environment, Food and Rural Affairs", "%", 1, 43.4, 7, 0.6,
            HIGH, FINANCIAL),
)  # fmt: skip
