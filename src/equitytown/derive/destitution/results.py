"""What a run of the model gives: the estimate, how it was made, how far it is from what others found."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypedDict

from equitytown.derive.destitution.estimate import Estimate
from equitytown.derive.destitution.heldout import HeldOut
from equitytown.derive.destitution.households import Margins
from equitytown.derive.destitution.parameters import FILE, Parameters
from equitytown.derive.destitution.sensitivity import Spreads, Swing
from equitytown.derive.destitution.words import INDICATOR, MODEL, TABLE_WORDS, VERSION

DECIMALS = 5  # of shares in result.json
BELOW_THRESHOLD, BELOW_STANDARD = "below the destitution threshold", "below the Minimum Income Standard"
CHECKS = ("check_share", "check_share_before", "check_share_later")


class MadeFrom(TypedDict):
    """The model, its version, and the hashes of the files behind a run by their paths within the place's folder."""

    model: str
    version: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """One run of the model."""

    parameters: Parameters
    margins: Margins
    estimate: Estimate
    below_standard: float
    people_in_a_household: float
    sensitivity: tuple[Swing, ...]
    held_out: tuple[HeldOut, ...]
    spreads: tuple[Spreads, ...]
    seed: int
    draws: int
    syntheses: int

    @property
    def made_from(self) -> MadeFrom:
        """What the run was made from: when any of it changes, its figures are stale."""
        return made_from(self.parameters, self.margins)

    @property
    def town(self) -> tuple[float, float, float]:
        """The share of all households below the threshold, with limits."""
        return self.estimate.of(range(len(self.estimate.codes)))


def made_from(parameters: Parameters, margins: Margins) -> MadeFrom:
    """Name the model's version and the hashes of the files behind it."""
    return {"model": MODEL, "version": VERSION, "files": {FILE: parameters.sha256, **margins.files}}


def as_json(result: Result) -> str:
    """
    Write a result as data.

    Parameters
    ----------
    result : Result
        A run of the model.

    Returns
    -------
    str
        JSON. It holds shares and counts of areas and of the whole place, and never a household.
    """
    share, lower, upper = result.town
    data = {
        "label": "modelled",
        "indicator": INDICATOR,
        "made_from": result.made_from,
        "seed": result.seed,
        "draws": result.draws,
        "syntheses": result.syntheses,
        "areas": len(result.estimate.codes),
        "households": int(result.estimate.households.sum()),
        "town": {"share": share, "lower": lower, "upper": upper, "below_standard": result.below_standard},
        "checks": [asdict(one) | {"apart": one.apart} for one in checks(result)],
        "spread": [asdict(spread) for spread in result.spreads],
        "held_out": [asdict(one) | {"words": TABLE_WORDS[one.table]} for one in result.held_out],
        "people_in_a_household": {
            "synthetic": result.people_in_a_household,
            "counted": float(result.margins.residents.sum() / result.margins.households.sum()),
        },
        "largest_difference_between_tables": result.margins.largest_difference,
        "own_incomes": result.margins.own_incomes is not None,
        "parameters_that_are_assumptions": _assumed(result.parameters),
        "sensitivity": [_swing(swing) for swing in result.sensitivity],
    }
    return json.dumps(_short(data), ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Check:
    """What someone else found, beside the model's figure; shares from 0 to 1."""

    what: str
    measure: str
    period: str
    figure: float
    ours: float
    inside_limits: bool | None
    address: str

    @property
    def apart(self) -> float:
        """How far the model is above."""
        return self.ours - self.figure

    def sentence(self) -> str:
        """Word it."""
        return f"Check: {self.what} ({self.period}) gives {self.figure:.1%}; the model {self.ours:.1%}."


def checks(result: Result) -> tuple[Check, ...]:
    """Set what others found beside the model's figure: nothing is moved to them."""
    share, lower, upper = result.town
    held = [found for name in CHECKS if (found := result.parameters.optional(name))]
    told = [
        Check(
            found.title, BELOW_THRESHOLD, found.period, found.value, share, lower <= found.value <= upper, found.address
        )
        for found in held
    ]
    if standard := result.parameters.optional("check_standard"):
        ours = result.below_standard
        told.append(
            Check(standard.title, BELOW_STANDARD, standard.period, standard.value, ours, None, standard.address)
        )
    return tuple(told)


def _assumed(parameters: Parameters) -> list[str]:
    """Name the parameters that rest on an assumption, each once."""
    return sorted({found.name for found in parameters.held.values() if found.kind == "assumption"})


def _swing(swing: Swing) -> Mapping[str, object]:
    found = swing.parameter
    return {
        "parameter": found.label, "words": found.words, "unit": found.unit, "kind": found.kind, "value": found.value,
        "lower": found.lower, "upper": found.upper, "share_at_lower": swing.at_lower, "share_at_upper": swing.at_upper,
    }  # fmt: skip


def _short(data: object) -> object:
    """Round every fraction, so that a result is the same on every machine."""
    if isinstance(data, float):
        return round(data, DECIMALS)
    if isinstance(data, dict):
        return {key: _short(value) for key, value in data.items()}
    return [_short(value) for value in data] if isinstance(data, list) else data
