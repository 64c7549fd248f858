"""
The YAML of a place's folder: every key, what it means, a good example and a bad one.

These models are the documentation: `reference.py` prints them, and `schema_faults.py` turns what does not fit
them into sentences. What they read becomes the dataclasses of `terms` in `settings.py`.
"""

from typing import Annotated

from pydantic import Field, field_validator

from equitytown.place.schema_decisions import DecisionsModel
from equitytown.place.schema_framework import FrameworkModel
from equitytown.place.schema_sources import SourcesModel
from equitytown.place.schema_targets import TargetsModel
from equitytown.place.schema_texts import ConstantsModel, EditsModel
from equitytown.place.schema_types import (
    Address,
    AreaCode,
    EditionName,
    Identifier,
    IsoDate,
    Model,
    Name,
    Population,
    Sexes,
    Words,
    checked_title,
    key,
)
from equitytown.terms.indicator import Basis, ComparisonMethod, MeasureType, Polarity, Unit, ValueType
from equitytown.terms.period import PeriodKind
from equitytown.terms.place import ClassRule, FigureKind, SectionName


class SourceModel(Model):
    """Who publishes an indicator, and where its figures are fetched."""

    publisher: Name = key("Who publishes the figures.", good="Office for National Statistics", bad="ONS website")
    title: Name = key("The publication's own title.", good="Life expectancy for local areas", bad="data")
    supplier: Identifier = key(
        "Which supplier of sources.yaml hands them over.", good="fingertips", bad="Fingertips API"
    )
    supplier_id: str = key(
        "The supplier's own number or code for the indicator.", good="90366", bad="life exp", default=""
    )
    supplier_name: str = key(
        "What the supplier calls it; figures under another name are refused.",
        good="Life expectancy at birth",
        bad="LE",
        default="",
    )
    supplier_age: str = key(
        "Which of the supplier's ages is meant, where it gives several.", good="18+ yrs", bad="adults", default=""
    )
    next_release: IsoDate | None = key(
        "The day on which the publisher announces new figures; judged by earlier ones when left out.",
        good="2027-03-11",
        bad="spring",
        default=None,
    )
    address: Address = key(
        "A page where a reader finds the figures.",
        good="https://fingertips.phe.org.uk",
        bad="see website",
        default="",
    )


class BreakModel(Model):
    """A date from which figures cannot be compared with earlier ones."""

    start: IsoDate = key("First day of the new definition.", good="2021-09-01", bad="2021/22")
    reason: Words = key(
        "Why, in a sentence.", good="The early years framework changed in September 2021.", bad="reform"
    )


class TitlesModel(Model):
    """A resident's title for a figure that lies above or below England's."""

    above: str = key(
        "Where the place is above England.",
        good='"Adults in ((place)) are more likely to smoke than adults in England"',
        bad="Smoking is bad",
        default="",
    )
    below: str = key(
        "Where the place is below England.",
        good='"Fewer adults in ((place)) smoke than in England"',
        bad="{{ gap }}",
        default="",
    )

    @field_validator("above", "below")
    @classmethod
    def _check(cls, title: str) -> str:
        return checked_title(title)


class PeopleModel(Model):
    """Whom, or what event, a measure counts."""

    singular: Name = key("One of them.", good="child", bad="Children in Reception")
    plural: Name = key("Several of them.", good="children", bad="child(ren)")


class IndicatorModel(Model):
    """One indicator: one thing measured, one way. The file's name is its identifier."""

    name: Name = key("Its full name.", good="Smoking prevalence in adults", bad="<b>Smoking</b>")
    headline: Name = key("How a title names it.", good="Adults who smoke", bad="Smoking % (APS) 18+")
    phrase: Name = key(
        'How a sentence names it: "In 2022, {phrase} in Luton was 19.3%".',
        good="the share of adults who smoke",
        bad="Smoking",
    )
    definition: Words = key(
        "What is measured, in a resident's words.",
        good="How many adults in every 100 say they smoke now.",
        bad="APS current smokers",
    )
    numerator: Words = key("Who or what is counted.", good="Adults who say they smoke now", bad="smokers")
    denominator: Words = key("Out of whom or what.", good="Adults who answered the question", bad="pop")
    age: Name = key("Ages counted, in words.", good="18 and over", bad="18+")
    sex: Sexes = key("Persons, Male, Female; several where the figures are split.", good="Persons", bad="all")
    unit: Unit = key("What a value is counted in.", good='"%"', bad="percent")
    decimals: Annotated[int, Field(ge=0, le=4)] = key("Decimals printed.", good="1", bad="one")
    value_type: ValueType = key(
        "The kind of statistic; it decides which tests are open.", good="proportion", bad="rate"
    )
    polarity: Polarity = key("Which way is good.", good="low is good", bad="lower")
    period_kind: PeriodKind = key("How the publisher cuts time.", good="calendar year", bad="annual")
    comparison_method: ComparisonMethod = key(
        "How a value is set against a comparator's.",
        good="limits against the comparator's value",
        bad="significance",
    )
    neighbour_set: Population = key("Whose neighbours it is set beside.", good="adults", bad="CIPFA")
    collected_by: Basis = key("Where such figures come from.", good="survey", bad="APS")
    measure_type: MeasureType = key(
        "How soon what is done can show in it.", good="early impact", bad="KPI", default=MeasureType.OUTCOME
    )
    source: SourceModel = key("Who publishes it.", good="publisher, title, supplier below it", bad="ONS")
    owner: Name = key("Who answers for it here.", good="Luton Council Public Health", bad="me")
    review_date: IsoDate = key("When the definition is looked at again.", good="2027-04-01", bad="next year")
    confirmed: bool = key('False while the measure is still "to be confirmed".', good="true", bad="TBC", default=True)
    disclosure: str = key(
        "The small-number rule that a build puts its counts through: lt5, hes, opensafely, or one of your own. "
        "Leave it out where the publisher has done so.",
        good="lt5",
        bad="yes",
        default="",
    )
    related_to: str = key(
        "The indicator whose definition this one took over or gave up.",
        good="year-6-obesity",
        bad="obesity",
        default="",
    )
    caveats: tuple[Words, ...] = key(
        "What a reader must know at every use.", good="- The limits are very wide.", bad="wide CI", default=()
    )
    breaks: tuple[BreakModel, ...] = key(
        "Dates that figures cannot be compared across.", good="- start: 2021-09-01", bad="- 2021", default=()
    )
    candidates: tuple[Words, ...] = key(
        "Measures under discussion, while unconfirmed.",
        good="- Hate crimes recorded by the police",
        bad="TBC",
        default=(),
    )
    titles: TitlesModel = key(
        "Titles in a resident's words; the headline serves where none is given.",
        good="above and below, each on its own line",
        bad="Smoking",
        default=TitlesModel(),
    )
    tags: tuple[Identifier, ...] = key("Words to find it by.", good="- pooled-periods", bad="- Pooled!", default=())
    boundary_sets: tuple[Identifier, ...] = key(
        "The sets whose small areas inside the place have figures; each period is of one of each kind.",
        good="- lsoa-2021",
        bad="- LSOAs",
        default=(),
    )
    people: PeopleModel | None = key(
        "Whom the numerator counts, so that a distance to a target can be told as a number of them.",
        good="singular and plural, each on its own line",
        bad="children",
        default=None,
    )


class NeighbourSetModel(Model):
    """A neighbour set: whom it is for, how it is used, and where its members stand in order."""

    population: Population = key("Whom the set is for.", good="adults", bad="CIPFA")
    closest: AreaCode = key("The member that stands in where no average can be given.", good="E06000039", bad="Slough")
    ranked: int | None = key(
        "How many of the nearest a rank counts; all when left out.", good="5", bad="five", default=None
    )
    members: str = key(
        "The file in this folder that lists the members in order.",
        good="data/neighbour_sets.csv",
        bad="../lists/cipfa.csv",
    )


class PlaceModel(Model):
    """place.yaml: who we are, and with whom we are compared."""

    name: Name = key("What residents call the place.", good="Luton", bad="Luton UA (E06000032)")
    area_code: AreaCode = key("Its code.", good="E06000032", bad="821")
    region_code: AreaCode = key("The region it lies in.", good="E12000006", bad="East of England")
    nation_code: AreaCode = key("The country it lies in.", good="E92000001", bad="UK", default="E92000001")
    neighbour_sets: dict[Identifier, NeighbourSetModel] = key(
        "Each set of neighbours, by its identifier.", good="adults-oflog: with its keys below", bad="CIPFA"
    )
    wards: str = key(
        "The boundary set whose areas have a page each; its outlines are in boundaries/.",
        good="ward-2023",
        bad="wards",
        default="",
    )
    parts: dict[Name, tuple[AreaCode, ...]] = key(
        "Parts of the place by name, as wards of that set: what a map's pattern is told by.",
        good='Centre: ["E05014752"]',
        bad="Centre: town centre",
        default={},
    )


class MapModel(Model):
    """What a map shows."""

    areas: Identifier = key("The boundary set whose areas are coloured.", good="lsoa-2011", bad="LSOA")
    outlines: str = key(
        "The boundary set whose outlines and names lie over them.", good="ward-2023", bad="new wards", default=""
    )
    classes: ClassRule = key(
        "How values are put into classes.", good="national deciles", bad="jenks", default=ClassRule.EQUAL_COUNTS
    )
    number: Annotated[int, Field(ge=2, le=7)] = key("How many classes.", good="5", bad="50", default=5)
    breaks: tuple[float, ...] = key(
        "The upper ends of all classes but the last, for given breaks.", good="- 2.5", bad="0-2.5", default=()
    )
    national: str = key(
        "The measure that gives each area's decile among England's, for national deciles; the map's own when empty.",
        good="imd-2019-decile",
        bad="deciles",
        default="",
    )
    awaiting: str = key(
        "Which figure of the report this map stands in for, and why.",
        good="The report's figure of claimants by ward awaits its data.",
        bad="TBC",
        default="",
    )


class FigureModel(Model):
    """One numbered figure of the report."""

    number: Annotated[int, Field(ge=1)] = key("Its number.", good="1", bad="Figure 1")
    indicator: Identifier = key("What it draws.", good="smoking", bad="Smoking")
    kind: FigureKind = key("How it is drawn.", good="neighbours in two periods", bad="bar")
    heading: Name = key("The topic it stands under.", good="Smoking", bad="FIG 10")
    periods: tuple[Name, ...] = key(
        "Periods drawn; the two latest held when empty.", good='- "2021"', bad="last two", default=()
    )
    notes: tuple[Words, ...] = key(
        "Notes under the figure.", good="- Limits are very wide.", bad="see text", default=()
    )
    map: MapModel | None = key(
        "What a map shows, for the kinds map and maps of two periods.",
        good="areas: with its keys below",
        bad="yes",
        default=None,
    )


class ReportModel(Model):
    """report.yaml: the edition, its sections and its figures."""

    edition: EditionName = key("The edition's identifier.", good="luton-2023", bad="Luton 2023")
    title: Name = key("The title on the cover.", good="Luton: a health equity town", bad="report_final_v2")
    subtitle: Name = key("The line below it.", good="Annual public health report 2023", bad="APHR")
    author: Name = key("Whose report it is.", good="Director of Public Health", bad="JS")
    organisation: Name = key("For which body.", good="Public Health, Luton Council", bad="LBC")
    as_of: IsoDate = key("Figures known by this date are used.", good="2026-11-22", bad="today")
    revisions_since: IsoDate | None = key(
        "The day of the last edition, for the section changes, where no record of it is kept in published/.",
        good="2025-11-22",
        bad="last year",
        default=None,
    )
    code_address: Address = key(
        "Where this folder and the code that builds the edition are open to everyone; the annex of checks links to it.",
        good="https://code.example.gov.uk/health-equity",
        bad="on request",
        default="",
    )
    register_address: Address = key(
        "Where the published register is read; each measure's page then leads to who is working on it.",
        good="https://register.example.gov.uk",
        bad="our register",
        default="",
    )
    sections: tuple[SectionName, ...] = key("Sections in order.", good="- foreword", bad="- Foreword by the DPH")
    figures: tuple[FigureModel, ...] = key(
        "Numbered figures in order.", good="- number: 1", bad="Figures 1-10", default=()
    )
    neighbour_sets: dict[Population, Identifier] = key(
        "The set that the edition uses for each population.",
        good="adults: adults-oflog",
        bad="CIPFA",
        default={},
    )


FILES: dict[str, type[Model]] = {
    "place.yaml": PlaceModel,
    "framework.yaml": FrameworkModel,
    "indicators/*.yaml": IndicatorModel,
    "report.yaml": ReportModel,
    "sources.yaml": SourcesModel,
    "text/edits.yaml": EditsModel,
    "text/constants.yaml": ConstantsModel,
    "decisions.yaml": DecisionsModel,
    "targets.yaml": TargetsModel,
}
