"""Decisions: what a place decided about its report, when, why and by whom."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Decision:
    """
    One decision of the place.

    `dated` is None and `by` is empty where neither was written down when it was made. `concerns` names measures,
    neighbour sets, files or sections.
    """

    decision_id: str
    dated: date | None
    decided: str
    why: str
    by: str
    concerns: tuple[str, ...]
