"""Revisions: a figure that says something else than it did, and what turns with it."""

from dataclasses import dataclass
from enum import StrEnum

from equitytown.terms.observation import Observation


class RevisionKind(StrEnum):
    """Why a figure says something else."""

    REVISED = "revised by its publisher"
    OTHER_SOURCE = "taken from another publisher"
    CORRECTED = "corrected here"
    FIRST_GIVEN = "given for the first time"
    LIMITS = "its limits or its published verdict changed"
    WITHDRAWN = "no longer given"


@dataclass(frozen=True, slots=True)
class Revision:
    """
    One figure as it was known on one day, and as it is known on a later one.

    `turns` says in words which ratings, ranks, trends and sentences about the figure's measure, period and sex
    are no longer what they were; where several figures of these were revised, together they turned it.
    """

    old: Observation
    new: Observation
    kind: RevisionKind
    turns: tuple[str, ...] = ()
