"""What a model says of itself: its answer with limits, what that depends on, how it fares in tests."""

from collections.abc import Mapping
from dataclasses import dataclass

SAME = 1e-4  # of shares, which are kept to five decimals


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a model, its range, and the share that the model gives at either end, all else unchanged."""

    name: str
    words: str
    unit: str
    is_assumption: bool
    value: float
    lower: float
    upper: float
    share_at_lower: float
    share_at_upper: float


@dataclass(frozen=True, slots=True)
class HeldOutTable:
    """How many households a model puts in the wrong group of a table that was kept from it, from 0 to 1."""

    table: str
    words: str
    areas: int
    misplaced: float
    misplaced_by_place: float


@dataclass(frozen=True, slots=True)
class PrintedCheck:
    """What someone else printed, beside the model's own share; `inside_limits` is None where it has none."""

    what: str
    measure: str
    period: str
    figure: float
    ours: float
    apart: float
    inside_limits: bool | None
    address: str


@dataclass(frozen=True, slots=True)
class ModelAccount:
    """
    The account of the run that a measure's modelled figures come from.

    Shares are from 0 to 1. `path` is the account's file in the place's folder; `files` are the hashes of what the model
    ran on, by path. `settings` stand in the order of the account: those that move the answer most come first.
    """

    path: str
    indicator_id: str
    label: str
    model: str
    version: str
    share: float
    lower: float
    upper: float
    seed: int
    draws: int
    files: Mapping[str, str]
    settings: tuple[Setting, ...]
    held_out: tuple[HeldOutTable, ...]
    checks: tuple[PrintedCheck, ...]

    def is_of(self, percent: float) -> bool:
        """Say whether a figure of the whole town, in percent, is the one that the model gave."""
        return abs(percent / 100 - self.share) < SAME
