"""What the declaration of a composite index says: every key, what it means, a good example and a bad one."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo, field_validator

from equitytown.errors import InputError
from equitytown.geography.boundary_sets import boundary_set
from equitytown.place.schema_types import Identifier, Model, Name, key, refuse
from equitytown.stats.checks import A_HAIR
from equitytown.stats.composite import A_ROUNDING

QUANTILES = {4: "quarter", 5: "quintile", 10: "decile"}  # what their column is called
SMALLEST, MOST = 2, 100  # quantiles


class Scale(StrEnum):
    """How a component is brought to a scale on which it can be added to others."""

    NONE = "none"
    LOG = "log"
    RANK = "rank"
    NORMAL = "normal"
    Z_SCORE = "z-score"
    MIN_MAX = "min-max"
    EXPONENTIAL = "exponential"  # of a domain within the domain


class DomainScale(StrEnum):
    """How a domain's score is brought to a scale on which it can be added to other domains'."""

    NONE = "none"
    EXPONENTIAL = "exponential"
    NORMAL = "normal"
    RANK = "rank"


class End(StrEnum):
    """Which end of a component is bad."""

    HIGH = "high"
    LOW = "low"


def _weight(value: float) -> float:
    if not 0 < value <= 1:
        raise refuse(f"{value:g} is not a weight.", "Give one above 0 and at most 1: 0.225 for 22.5 per cent.")
    return value


def _boundaries(text: str) -> str:
    try:
        return boundary_set(text).set_id if text else text
    except InputError as error:
        sentence, _, mend = str(error).partition(". ")
        raise refuse(f"{sentence}.", mend) from None


def _quantiles(count: int) -> int:
    if not SMALLEST <= count <= MOST:
        raise refuse(f"{count} will not do.", f"Give a whole number from {SMALLEST} to {MOST}: 10 for deciles.")
    return count


def _area(column: str) -> str:
    made = ("score", "rank", "note", "quantile", *QUANTILES.values())
    if column.rsplit("_", maxsplit=1)[-1] in made:
        raise refuse(f'"{column}" is called as a column of the answer may be.', "Rename it, to area_code say.")
    return column


Weight = Annotated[float, AfterValidator(_weight)]


class ComponentModel(Model):
    """One figure of each area, and how it enters its domain."""

    column: str = key("Its column in the table.", good="income_rate", bad="the third one")
    transform: Scale = key("How it is brought to a scale.", good="normal", bad="percentile", default=Scale.NORMAL)
    worst: End = key("Which end of it is bad.", good="low", bad="decreasing", default=End.HIGH)
    weight: Weight | None = key(
        "Its share of the domain; all alike when left out of all.", good="0.5", bad="50%", default=None
    )


class DomainModel(Model):
    """Components that belong together, scored and ranked before they meet other domains."""

    id: Identifier = key("What its columns begin with.", good="income", bad="Income (2019)")
    weight: Weight = key("Its share of the index.", good="0.225", bad="22.5%")
    transform: DomainScale = key(
        "How its score is brought to a scale.", good="exponential", bad="exp", default=DomainScale.EXPONENTIAL
    )
    components: tuple[ComponentModel, ...] = key("What it is made of.", good="a list of components", bad="income_rate")

    @property
    def prefix(self) -> str:
        """What its columns begin with."""
        return f"{self.id.replace('-', '_')}_"

    @property
    def shares(self) -> list[float]:
        """The components' weights, equal where none is declared."""
        return [1 / len(self.components) if part.weight is None else part.weight for part in self.components]

    @field_validator("components")
    @classmethod
    def _components(cls, parts: tuple[ComponentModel, ...]) -> tuple[ComponentModel, ...]:
        _refuse_none(parts, "- column: income_rate")
        given = [part.weight for part in parts if part.weight is not None]
        if given and len(given) < len(parts):
            raise refuse("have weights for some and not for others.", "Give each a weight, or none of them.")
        if given:
            _refuse_sum(given)
        _refuse_twice([part.column for part in parts], "column")
        return parts


class IndexModel(Model):
    """A composite index: which table column is the area's code, and of which domains it is made."""

    name: Name = key("What the index is called.", good="Index of cold homes", bad="=index")
    area: Annotated[str, AfterValidator(_area)] = key(
        "The table's column of area codes.", good="lsoa21_code", bad="the first", default="area_code"
    )
    boundaries: Annotated[str, AfterValidator(_boundaries)] = key(
        "The boundary set that all codes are of.", good="lsoa-2021", bad="LSOAs", default=""
    )
    quantiles: Annotated[int, AfterValidator(_quantiles)] = key(
        "Into how many equal groups areas are put.", good="10", bad="tenths", default=10
    )
    domains: tuple[DomainModel, ...] = key("What it is made of.", good="a list of domains", bad="income, health")

    @property
    def quantile(self) -> str:
        """What the column of quantiles is called."""
        return QUANTILES.get(self.quantiles, "quantile")

    @property
    def weights(self) -> list[float]:
        """The domains' weights."""
        return [domain.weight for domain in self.domains]

    @field_validator("domains")
    @classmethod
    def _domains(cls, domains: tuple[DomainModel, ...], info: ValidationInfo) -> tuple[DomainModel, ...]:
        _refuse_none(domains, "- id: income")
        _refuse_sum([domain.weight for domain in domains])
        _refuse_twice([domain.id for domain in domains], "id")
        area = info.data.get("area")
        if any(part.column == area for domain in domains for part in domain.components):
            raise refuse(f'take the column of area codes, "{area}", for a component.', "Correct one of them.")
        return domains


def _refuse_none(items: Sequence[object], example: str) -> None:  # object: whatever the list holds
    if not items:
        raise refuse("list nothing.", f'Give one or more, each on its own lines: "{example}".')


def _refuse_sum(weights: list[float]) -> None:
    """Refuse weights that miss 1 by more than writing each with three decimals costs."""
    total = sum(weights)
    if abs(total - 1) > A_ROUNDING * len(weights) + A_HAIR:
        raise refuse(f"have weights that add up to {total:.6g}.", "Make them add up to 1.")


def _refuse_twice(names: list[str], what: str) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise refuse(f'have the {what} "{twice}" twice.', "Take out one of them.")
