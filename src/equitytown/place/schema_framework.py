"""framework.yaml: the outcome list, how it changed, and the other strategies that it serves."""

from typing import Annotated

from pydantic import Field

from equitytown.place.schema_types import Address, Identifier, IsoDate, Model, Name, Words, key
from equitytown.terms.framework import ListChange


class PrincipleModel(Model):
    """A principle and the measures under it."""

    number: Annotated[int, Field(ge=0, le=8)] = key(
        "0 for the overarching group, 1 to 8 for the principles.", good="1", bad="first"
    )
    name: Name = key("Its name in full.", good="Give every child the best start in life", bad="P1")
    short_name: Name = key("Its name where room is short.", good="Best start in life", bad="P1")
    measures: tuple[Identifier, ...] = key(
        "Indicators in the order of the outcome list.",
        good="- infant-mortality",
        bad="- Infant mortality",
        default=(),
    )


class MeasureChangeModel(Model):
    """A measure that was added to the list, retired, replaced, or is awaited."""

    measure: Identifier = key("The measure; its file in indicators/ stays.", good="year-6-overweight", bad="Obesity")
    change: ListChange = key("What became of it.", good="replaced", bad="new")
    dated: IsoDate = key("The day from which the list stood so.", good="2026-11-26", bad="this year")
    reason: Words = key("Why, in a sentence.", good="The publisher ended the survey in 2025.", bad="no longer needed")
    replaced_by: str = key("The measure that stands in its place.", good="adult-overweight", bad="new one", default="")
    principle: Annotated[int, Field(ge=0, le=8)] | None = key(
        "The principle that a retired measure stood under.", good="3", bad="P3", default=None
    )
    decided_by: str = key("Who decided.", good="Health and Wellbeing Board", bad="us", default="")
    decision: str = key(
        "Where the decision is recorded.", good="Minutes of 12 March 2026, item 4", bad="agreed", default=""
    )


class AlignmentHeadingModel(Model):
    """A chapter, priority or outcome of another strategy."""

    name: Name = key("Its name.", good="Child friendly town", bad="<b>2</b>")
    measures: tuple[Identifier, ...] = key(
        "The measures that serve it, in order.", good="- smoking", bad="- Smoking!", default=()
    )


class AlignmentModel(Model):
    """Another strategy: the local needs assessment, the town's vision."""

    id: Identifier = key("Names its page and its file.", good="jsna", bad="JSNA 2026")
    name: Name = key("What it is called.", good="Joint strategic needs assessment", bad="doc")
    about: str = key(
        "What a reader should know of it, in a sentence.", good="The town's vision.", bad="TBC", default=""
    )
    address: Address = key("Where it is read.", good="https://luton2040.co.uk", bad="website", default="")
    agreed_by: str = key(
        "Who agreed which measure serves which heading; leave it out while it is a proposal.",
        good="JSNA steering group, 4 May 2026",
        bad="yes",
        default="",
    )
    headings: tuple[AlignmentHeadingModel, ...] = key(
        "Its chapters, priorities or outcomes, in order.", good="- name: Child friendly town", bad="5 priorities"
    )


class FrameworkModel(Model):
    """framework.yaml: the outcome list."""

    title: Name = key("What the list is called.", good="Luton outcome indicators", bad="KPIs")
    rounds: tuple[Name, ...] = key(
        "The rounds in which it was printed, oldest first.", good='- "2021/22"', bad="2021/22", default=()
    )
    baseline_round: str = key("The round that progress is counted from.", good='"2021/22"', bad="first", default="")
    principles: tuple[PrincipleModel, ...] = key(
        "The overarching group and the principles, in order.", good="- number: 1", bad="8 principles"
    )
    history: tuple[MeasureChangeModel, ...] = key(
        "How the list changed, oldest first.", good="- measure: smoking", bad="v2", default=()
    )
    alignments: tuple[AlignmentModel, ...] = key(
        "Other strategies of the place that the measures serve.", good="- id: jsna", bad="JSNA", default=()
    )
