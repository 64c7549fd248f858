"""The keys of targets.yaml: where a place means to be, who agreed it, and by what path."""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from equitytown.place.periods import read_day
from equitytown.place.schema_types import Identifier, IsoDate, Model, Name, Text, key, refuse
from equitytown.terms.target import England, TargetOf, TargetStatus


class BetterThan(StrEnum):
    """Whose figure a moving target is to pass."""

    ENGLAND = "the England average"


class AgreedOn(NamedTuple):
    """A day; or a month that is not known more finely, by its last day and its name."""

    day: date
    month: str = ""


_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)


def _agreed(value: object) -> AgreedOn:  # object: whatever a person wrote
    day = read_day(value) if isinstance(value, str) else None
    if day is not None:
        return AgreedOn(day)
    if isinstance(value, str) and _MONTH.fullmatch(value):
        first = date.fromisoformat(f"{value}-01")
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return AgreedOn(last, f"{first:%B %Y}")
    raise refuse(f'"{value}" is not a date.', "Write year, month and day: 2024-04-30; or year and month: 2024-04.")


Agreed = Annotated[AgreedOn, BeforeValidator(_agreed)]


class PointModel(Model):
    """A value that was stated for a period."""

    period: Name = key("The period, labelled as the measure's own.", good="2025/26", bad="next year")
    value: float = key("What the path asks for then, in the measure's unit.", good="66", bad="66%")


class BaselineModel(Model):
    """Where the path begins."""

    period: Name = key("The period, labelled as the measure's own.", good="2021/22", bad="baseline")
    value: float | None = key(
        "Its value; the figure held for that period when left out.", good="56.6", bad="56.6%", default=None
    )


class TargetModel(Model):
    """One target: a measure or a gap, where it is to be, by when, and who agreed that."""

    target: Identifier = key("Its identifier; it never changes.", good="school-readiness", bad="Target 1")
    title: Name = key(
        "What it is called.", good="Ready for school: as many children as in England", bad="P1-4 threshold"
    )
    indicator: Identifier = key("The measure.", good="good-level-of-development", bad="School readiness")
    of: TargetOf = key("What it is set for.", good="value", bad="the gap", default=TargetOf.VALUE)
    value: float | None = key(
        "The value to reach, in the measure's unit; of a gap its size, 0 or more.", good="70", bad="70%", default=None
    )
    better_than: BetterThan | None = key(
        "In place of a value: a figure that moves, of the same period.",
        good="the England average",
        bad="68.3",
        default=None,
    )
    margin: Annotated[float, Field(ge=0)] = key(
        "How much better than that it is to be at least, in the measure's unit.", good="2", bad="-2", default=0.0
    )
    sex: Text = key("Persons, Male or Female; the measure's own when left out.", good="Female", bad="girls", default="")
    category_type: Text = key(
        "For one group of people: how the data group them.", good="Free school meals", bad="FSM", default=""
    )
    category: Text = key("For one group of people: which one.", good="Eligible", bad="FSM pupils", default="")
    england: England = key(
        "For one group of people: whose figure stands for England.",
        good="the same group",
        bad="pupils",
        default=England.EVERYONE,
    )
    groups: tuple[Name, ...] = key(
        "Ways of grouping people whose every group is held to the same aim.",
        good="- Ethnic group",
        bad="- all",
        default=(),
    )
    inside: Text = key(
        "For a gap inside the town: how the town is cut (a boundary set, a way of grouping people, or Sex).",
        good="ward-2023",
        bad="wards",
        default="",
    )
    by: IsoDate | None = key(
        "The day by which; left out where no date was stated, which the report then says.",
        good="2030-08-31",
        bad="2030",
        default=None,
    )
    baseline: BaselineModel | None = key(
        "Where the path begins: a straight line from there unless milestones bend it.",
        good="period: with its value below it",
        bad="2021/22",
        default=None,
    )
    milestones: tuple[PointModel, ...] = key(
        "What was agreed for periods on the way, oldest first.", good="- period: 2025/26", bad="- 66", default=()
    )
    agreed_by: Name = key(
        "Who agreed it, or proposed it while it is proposed.", good="Luton Health and Wellbeing Board", bad="us"
    )
    agreed_on: Agreed = key(
        "The day on which that was, or the month where no more is known.", good="2024-04", bad="April"
    )
    document: Name = key("In which document it stands.", good="Health and wellbeing strategy 2024", bad="minutes")
    status: TargetStatus = key(
        "Whether it holds; one that no longer does stays here.",
        good="agreed",
        bad="live",
        default=TargetStatus.AGREED,
    )
    ended_on: IsoDate | None = key(
        "The day from which an ended or replaced one no longer holds.", good="2026-03-31", bad="soon", default=None
    )
    reason: Text = key(
        "Why it was ended or replaced.",
        good="The measure was redefined in September 2021.",
        bad="missed",
        default="",
    )
    replaced_by: Text = key(
        "The target that stands in its place.", good="school-readiness-2030", bad="the new one", default=""
    )
    note: Text = key(
        "What a reader must know: what was stated, and what was not.",
        good="No date is stated.",
        bad="see minutes",
        default="",
    )


class TargetsModel(Model):
    """targets.yaml: where the place means to be. It may be left out; nothing is made up in its place."""

    targets: tuple[TargetModel, ...] = key("Each target.", good="- target: school-readiness", bad="70%")
