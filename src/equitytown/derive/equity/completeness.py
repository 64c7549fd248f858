"""How many people's group is known: told before anything else, and what decides whether rates by group are given."""

from dataclasses import dataclass

from equitytown.derive.equity.entries import Shown
from equitytown.derive.equity.words import ALL, ENOUGH_KNOWN, NOT_ACCOUNTED, NOT_RECORDED, NOT_STATED

WITHHELD = "Withheld, so that no small count can be worked out"


@dataclass(frozen=True, slots=True)
class Completeness:
    """
    Whose group is known, of one unit, grade and characteristic.

    Counts are None where they are withheld. `share_known` and the shares beside it are of all people, 0 to 1; None
    where a count is withheld or there is nobody. `enough` says whether rates by group may be given.
    """

    unit: str
    grade: str
    characteristic: str
    people: int | None
    known: int | None
    not_stated: int | None
    not_recorded: int | None
    not_accounted: int | None
    share_known: float | None
    share_not_stated: float | None
    share_not_recorded: float | None
    share_not_accounted: float | None
    enough: bool
    note: str


def completeness(shown: Shown, characteristic: str, *, grade: str = ALL, least: float = ENOUGH_KNOWN) -> Completeness:
    """
    Say how many people's group is known.

    Parameters
    ----------
    shown : Shown
        What may be shown of a unit.
    characteristic : str
        Which characteristic.
    grade : str, default "All"
        Which grade.
    least : float, default ENOUGH_KNOWN
        The share from which rates by group are given. Nobody whose group is not known is ever put into one.
    """
    people, known = shown.count(characteristic, grade=grade), shown.known(characteristic, grade)
    share = _share(known, people)
    enough = share is not None and share >= least
    note = ""
    if people == 0:
        note = "Nobody was counted"
    elif share is None:
        note = WITHHELD
    elif not enough:
        note = f"Group known of {100 * share:.0f}%, less than {100 * least:.0f}%: no rates by group are given"
    not_stated, not_recorded, not_accounted = (
        shown.count(characteristic, state, grade) for state in (NOT_STATED, NOT_RECORDED, NOT_ACCOUNTED)
    )
    return Completeness(
        unit=shown.unit,
        grade=grade,
        characteristic=characteristic,
        people=people,
        known=known,
        not_stated=not_stated,
        not_recorded=not_recorded,
        not_accounted=not_accounted,
        share_known=share,
        share_not_stated=_share(not_stated, people),
        share_not_recorded=_share(not_recorded, people),
        share_not_accounted=_share(not_accounted, people),
        enough=enough,
        note=note,
    )


def _share(part: int | None, whole: int | None) -> float | None:
    return min(part / whole, 1.0) if part is not None and whole else None  # rounded counts may exceed rounded sums
