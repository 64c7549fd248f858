"""Who works where: groups' shares of grades, beside residents and the organisation; and who is in senior grades."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from equitytown.derive.equity.access import given, too_few_matched
from equitytown.derive.equity.completeness import WITHHELD, completeness
from equitytown.derive.equity.entries import Shown, number
from equitytown.derive.equity.words import ALL, ENOUGH_KNOWN, KNOWN, OTHER, SENIOR
from equitytown.stats.count_differences import ratio_of_proportions
from equitytown.stats.intervals import wilson
from equitytown.stats.multiple import benjamini_hochberg, discoveries

ROUNDED = "Rounded counts do not fit their sum"


@dataclass(frozen=True, slots=True)
class Representation:
    """
    One group's part of a grade, or of all ("All").

    Shares are of those whose group is known, 0 to 1, with Wilson's limits. `representation` is the share of staff
    over the share of residents, whose number is taken as certain; `to_organisation` the share of the grade over
    that of the whole organisation. None where it cannot be given, with the reason in `note`.
    """

    unit: str
    grade: str
    characteristic: str
    group: str
    headcount: int | None
    known: int | None
    share: float | None = None
    lower: float | None = None
    upper: float | None = None
    residents: int | None = None
    share_of_residents: float | None = None
    representation: float | None = None
    representation_lower: float | None = None
    representation_upper: float | None = None
    to_organisation: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """
    How likely staff of a group are in a senior grade, beside all other staff whose group is known.

    `ratio` is the share of the group over that of the others, with Koopman's limits. `differs` holds false
    discoveries among the groups to 5%.
    """

    unit: str
    characteristic: str
    group: str
    senior: int | None
    staff: int | None
    share_senior: float | None = None
    share_of_others: float | None = None
    ratio: float | None = None
    lower: float | None = None
    upper: float | None = None
    p_value: float | None = None
    adjusted_p_value: float | None = None
    differs: bool | None = None
    note: str = ""


def representation(
    shown: Shown,
    characteristic: str,
    residents: Mapping[str, int] | None = None,
    *,
    least: float = ENOUGH_KNOWN,
    confidence: float = 0.95,
) -> tuple[Representation, ...]:
    """
    Set a group's share of each grade beside its share of residents and of the organisation.

    Parameters
    ----------
    shown : Shown
        What may be shown of an organisation; nothing else is used.
    characteristic : str
        Which characteristic.
    residents : mapping of str to int, optional
        Residents of working age by group.
    least : float, default ENOUGH_KNOWN
        The share of a grade's staff whose group must be known.
    confidence : float, default 0.95
        Of the limits.

    Returns
    -------
    tuple of Representation
        All grades together first, then grade by grade.
    """
    parts = [grade for grade in (SENIOR, OTHER) if (characteristic, grade, ALL) in shown.counts]
    whole = _of_grade(shown, characteristic, ALL, residents or {}, least=least, confidence=confidence)
    shares = {row.group: row.share for row in whole}
    found = list(whole)
    for grade in (*parts, *shown.grades):
        for row in _of_grade(shown, characteristic, grade, residents or {}, least=least, confidence=confidence):
            of_all = shares.get(row.group)
            found.append(replace(row, to_organisation=row.share / of_all if of_all and row.share is not None else None))
    return tuple(found)


def _of_grade(
    shown: Shown, characteristic: str, grade: str, residents: Mapping[str, int], *, least: float, confidence: float
) -> list[Representation]:
    known = completeness(shown, characteristic, grade=grade, least=least)
    matched, everybody = shown.count(characteristic, KNOWN, grade), sum(residents.values())
    unmatched = too_few_matched(shown, characteristic, grade=grade, least=least)
    found = []
    for group in shown.named(characteristic):
        count = shown.count(characteristic, group, grade)
        row = Representation(
            shown.unit, grade, characteristic, group, count, known.known, residents=residents.get(group)
        )
        if not known.enough or count is None or not known.known or count > known.known:
            note = known.note or (WITHHELD if count is None else ROUNDED)
            found.append(replace(row, note=note))
            continue
        limits = wilson([count], [known.known], confidence=confidence)
        row = replace(row, share=count / known.known, lower=float(limits.lower[0]), upper=float(limits.upper[0]))
        people = residents.get(group)
        if people and matched and count <= matched and not unmatched:
            of_residents = people / everybody
            ends = wilson([count], [matched], confidence=confidence)
            row = replace(
                row,
                share_of_residents=of_residents,
                representation=count / matched / of_residents,
                representation_lower=float(ends.lower[0]) / of_residents,
                representation_upper=float(ends.upper[0]) / of_residents,
            )
        elif residents and people is None:
            row = replace(row, note="No residents of such a group are given: declare which group it belongs to")
        elif people and unmatched:
            row = replace(row, note=unmatched)
        found.append(row)
    return found


def likelihood(
    shown: Shown, characteristic: str, *, least: float = ENOUGH_KNOWN, confidence: float = 0.95
) -> tuple[Likelihood, ...]:
    """
    Say how likely each group is in a senior grade, beside everybody else.

    Parameters
    ----------
    shown : Shown
        What may be shown of an organisation, with sums over senior grades; nothing else is used.
    characteristic : str
        Which characteristic.
    least : float, default ENOUGH_KNOWN
        The share of staff whose group must be known.
    confidence : float, default 0.95
        Of the limits.
    """
    known = completeness(shown, characteristic, least=least)
    groups = shown.named(characteristic)
    rows = [
        Likelihood(
            shown.unit, characteristic, g, shown.count(characteristic, g, SENIOR), shown.count(characteristic, g)
        )
        for g in groups
    ]
    if not known.enough:
        return tuple(replace(row, note=known.note) for row in rows)
    senior, staff = (np.array([number(value) for value in part]) for part in _parts(rows))
    other_senior = number(shown.known(characteristic, SENIOR)) - senior
    others = number(known.known) - staff
    fits = (senior <= staff) & (staff > 0) & (others > 0) & (other_senior >= 0) & (other_senior <= others)
    kept = [np.where(fits, part, np.nan) for part in (other_senior, others, senior, staff)]
    ratio = ratio_of_proportions((kept[0], kept[1]), (kept[2], kept[3]), confidence=confidence)
    p_values = np.where(fits, ratio.p_value, np.nan)
    adjusted, stands = benjamini_hochberg(p_values), discoveries(p_values)
    return tuple(
        replace(
            row,
            share_senior=given(kept[2][i] / kept[3][i]),
            share_of_others=given(kept[0][i] / kept[1][i]),
            ratio=given(ratio.ratio[i]),
            lower=given(ratio.lower[i]),
            upper=given(ratio.upper[i]),
            p_value=given(p_values[i]),
            adjusted_p_value=given(adjusted[i]),
            differs=bool(stands[i]) if fits[i] else None,
            note=""
            if fits[i]
            else WITHHELD
            if np.isnan(senior[i] + staff[i] + other_senior[i] + others[i])
            else "There is nobody to compare with",
        )
        for i, row in enumerate(rows)
    )


def _parts(rows: list[Likelihood]) -> tuple[list[int | None], list[int | None]]:
    return [row.senior for row in rows], [row.staff for row in rows]
