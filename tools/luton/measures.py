"""The measures: who they are about, which way is good, and what each supplier calls them."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class FingertipsMeasure:
    """One Fingertips indicator in the rounded extract; `ids` is the extract's own key."""

    indicator_id: str
    ids: str
    number: str
    kind: str
    age: str
    sex: str = "Persons"
    by_sex: str = ""  # the extract's column that carries the sex, empty when persons only


FINGERTIPS = (
    FingertipsMeasure("life-expectancy-male", "90366", "90366", "pooled", "All ages", "Male", "inequality"),
    FingertipsMeasure("life-expectancy-female", "90366", "90366", "pooled", "All ages", "Female", "inequality"),
    FingertipsMeasure("healthy-life-expectancy-male", "90362", "90362", "pooled", "All ages", "Male", "inequality"),
    FingertipsMeasure("healthy-life-expectancy-female", "90362", "90362", "pooled", "All ages", "Female", "inequality"),
    FingertipsMeasure("preventable-mortality", "93721", "93721", "calendar", "Under 75", "Persons", "unit"),
    FingertipsMeasure("preventable-mortality", "93721", "93721", "calendar", "Under 75", "Male", "unit"),
    FingertipsMeasure("preventable-mortality", "93721", "93721", "calendar", "Under 75", "Female", "unit"),
    FingertipsMeasure("dental-decay-at-5", "93563", "93563", "academic", "5 years"),
    FingertipsMeasure("year-6-obesity", "92033|93107|90323", "90323", "academic", "10 to 11"),
    FingertipsMeasure("smoking", "92443", "92443", "calendar", "18 and over"),
    FingertipsMeasure("adult-overweight", "93088", "93088", "survey", "18 and over"),
)


class ExploreMeasure(NamedTuple):
    """One data set of ONS Explore Local Statistics."""

    indicator_id: str
    name: str
    kind: str
    age: str
    sex: str = "Persons"


EXPLORE = (
    ExploreMeasure("healthy-life-expectancy-male", "Male healthy life expectancy", "pooled", "All ages", "Male"),
    ExploreMeasure("healthy-life-expectancy-female", "Female healthy life expectancy", "pooled", "All ages", "Female"),
    ExploreMeasure("preventable-cvd-mortality", "Preventable cardiovascular mortality (England)", "pooled", "Under 75"),
    ExploreMeasure(
        "child-poverty-after-housing",
        "Children in relative poverty after housing costs",
        "financial",
        "Under 16",
    ),
    ExploreMeasure("claimant-count", "Claimant Count", "calendar", "16 to 64"),
)


class EducationMeasure(NamedTuple):
    """One measure of the Department for Education's tool; a split year is labelled by its END year."""

    indicator_id: str
    short: str
    kind: str
    age: str


EDUCATION = (
    EducationMeasure("good-level-of-development", "FSP_NEW_GOODDEV", "academic", "4 to 5"),
    EducationMeasure("year-6-overweight", "ExcessYr6", "academic", "10 to 11"),
    EducationMeasure("first-time-entrants", "FirstYJS", "calendar", "10 to 17"),
    EducationMeasure("low-birth-weight", "Low_Birth_Weight_Babies", "calendar", "Babies born at term"),
    EducationMeasure("attainment-8", "AVG_Attain8_Score", "academic", "End of key stage 4"),
    EducationMeasure("progress-8", "AVG_Prog8_Score", "academic", "End of key stage 4"),
    EducationMeasure("care-leavers-neet", "CareLeaversNEET", "financial", "19 to 21"),
)


class Printed(NamedTuple):
    """One row of the printed outcome list: what it is here, and how its dates are read."""

    indicator_id: str
    kind: str
    age: str
    sex: str = "Persons"


PRINTED = {
    "OI-01": Printed("life-expectancy-male", "pooled", "All ages", "Male"),
    "OI-02": Printed("life-expectancy-female", "pooled", "All ages", "Female"),
    "OI-03": Printed("healthy-life-expectancy-male", "pooled", "All ages", "Male"),
    "OI-04": Printed("healthy-life-expectancy-female", "pooled", "All ages", "Female"),
    "OI-05": Printed("development-at-2", "financial", "2 to 2 and a half"),
    "OI-06": Printed("good-level-of-development", "academic", "4 to 5"),
    "OI-07": Printed("infant-mortality", "pooled", "Under 1"),
    "OI-08": Printed("dental-decay-at-5", "academic", "5 years"),
    "OI-09": Printed("child-poverty-after-housing", "calendar", "Under 16"),
    "OI-10": Printed("progress-8", "end year", "End of key stage 4"),
    "OI-11": Printed("attainment-8", "end year", "End of key stage 4"),
    "OI-12": Printed("good-or-outstanding-schools", "calendar", "School age"),
    "OI-13": Printed("care-leavers-neet", "calendar", "18 to 24"),
    "OI-14": Printed("self-harm-admissions", "financial", "10 to 24"),
    "OI-15": Printed("year-6-overweight", "academic", "10 to 11"),
    "OI-15-R1": Printed("year-6-obesity", "end year", "10 to 11"),
    "OI-16": Printed("destitution", "calendar", "All ages"),
    "OI-17": Printed("claimant-count", "calendar", "16 to 64"),
    "OI-18": Printed("level-4-qualifications", "calendar", "16 to 64"),
    "OI-19": Printed("below-living-wage", "calendar", "18 and over"),
    "OI-20": Printed("children-in-workless-households", "calendar", "Under 16"),
    "OI-21": Printed("fuel-poverty", "calendar", "All ages"),
    "OI-22": Printed("temporary-accommodation", "financial", "All ages"),
    "OI-23": Printed("smoking", "calendar", "18 and over"),
    "OI-24": Printed("adult-overweight", "survey", "18 and over"),
    "OI-25": Printed("loneliness", "survey", "16 and over"),
    "OI-26": Printed("preventable-cvd-mortality", "calendar", "Under 75"),
    "OI-26-R2": Printed("preventable-cvd-mortality", "financial", "Under 75"),
    "OI-27": Printed("discrimination-and-racism", "calendar", "All ages"),
    "OI-28": Printed("walking-and-cycling", "survey", "16 and over"),
    "OI-29": Printed("air-quality", "calendar", "All ages"),
}

# The printed figures, by number; figures 1 and 2 differ by sex only.
FIGURES = {
    "1": Printed("life-expectancy-male", "pooled", "All ages"),
    "2": Printed("life-expectancy-female", "pooled", "All ages"),
    "3": Printed("preventable-mortality", "pooled", "Under 75"),
    "4": Printed("infant-mortality", "pooled", "Under 1"),
    "5": Printed("low-birth-weight", "calendar", "Babies born at term"),
    "6": Printed("good-level-of-development", "academic", "4 to 5"),
    "7": Printed("year-6-overweight", "academic", "10 to 11"),
    "8": Printed("first-time-entrants", "calendar", "10 to 17"),
    "9": Printed("self-harm-admissions", "financial", "10 to 24"),
    "10": Printed("smoking", "calendar", "18 and over"),
}

HIGH_IS_GOOD = {"life-expectancy-male", "life-expectancy-female", "good-level-of-development"}

# Periods beside the two latest for which every upper-tier authority is kept: those of the printed figures.
SPREAD_PERIODS = {
    "life-expectancy-male": {"2019 to 2021", "2020 to 2022"},
    "life-expectancy-female": {"2019 to 2021", "2020 to 2022"},
    "preventable-mortality": {"2021", "2022"},
    "low-birth-weight": {"2020", "2021"},
    "good-level-of-development": {"2021/22", "2022/23"},
    "year-6-overweight": {"2021/22", "2022/23"},
    "first-time-entrants": {"2021", "2022"},
    "smoking": {"2021", "2022"},
}
