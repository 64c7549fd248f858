"""Rates of access: users of a service for each thousand residents of a group, and what unknown groups could do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from equitytown.derive.equity.completeness import WITHHELD, completeness
from equitytown.derive.equity.entries import Shown, number
from equitytown.derive.equity.words import ALL, ENOUGH_KNOWN, KNOWN
from equitytown.stats.checks import Floats
from equitytown.stats.count_differences import ratio_of_rates
from equitytown.stats.intervals import poisson
from equitytown.stats.multiple import benjamini_hochberg, discoveries

FOR = 1000  # residents that a rate is for


@dataclass(frozen=True, slots=True)
class Access:
    """
    One group's use of a service.

    `rate` and its limits are users for each 1,000 residents. `to_all` and `to_rest` are its ratio to everybody whose
    group is known and to everybody else, with limits. `least_…` and `most_…` are the ends if all people whose group
    is not known were of other groups, or all of this one. `differs` is of the ratio to the rest, after false
    discoveries among the groups are held to 5%. Anything that cannot be given is None, with the reason in `note`.
    """

    unit: str
    characteristic: str
    group: str
    users: int | None
    residents: int | None
    rate: float | None = None
    lower: float | None = None
    upper: float | None = None
    to_all: float | None = None
    to_all_lower: float | None = None
    to_all_upper: float | None = None
    to_rest: float | None = None
    to_rest_lower: float | None = None
    to_rest_upper: float | None = None
    p_value: float | None = None
    adjusted_p_value: float | None = None
    differs: bool | None = None
    least_rate: float | None = None
    most_rate: float | None = None
    least_to_rest: float | None = None
    most_to_rest: float | None = None
    unknown_could_turn_it: bool | None = None
    above_residents: bool = False
    note: str = ""


def access(
    shown: Shown,
    characteristic: str,
    residents: Mapping[str, int],
    *,
    least: float = ENOUGH_KNOWN,
    confidence: float = 0.95,
) -> tuple[Access, ...]:
    """
    Work out rates of access by group.

    Parameters
    ----------
    shown : Shown
        What may be shown of a service; nothing else is used.
    characteristic : str
        Which characteristic.
    residents : mapping of str to int
        Residents by group.
    least : float, default ENOUGH_KNOWN
        The share of users whose group must be known.
    confidence : float, default 0.95
        Of the limits: of rates exact below ten users and Byar's from there, of ratios exact.

    Returns
    -------
    tuple of Access
        The groups in the file's order, then those of residents whom the file has no row of.
    """
    groups = shown.named(characteristic)
    rows = [_counted(shown, characteristic, group, residents) for group in groups]
    absent = [
        Access(shown.unit, characteristic, group, None, people, note="The file has no row of it: not known to be 0")
        for group, people in residents.items()
        if group not in groups
    ]
    known = completeness(shown, characteristic, least=least)
    if not known.enough:
        return tuple(replace(row, note=row.note or known.note) for row in (*rows, *absent))
    if unmatched := too_few_matched(shown, characteristic, least=least):
        return tuple(replace(row, note=row.note or unmatched) for row in (*rows, *absent))
    usable = [i for i, row in enumerate(rows) if row.residents and row.users is not None and not row.above_residents]
    people = sum(residents[group] for group in groups if group in residents)
    found = _rates([rows[i] for i in usable], (shown.count(characteristic, KNOWN), people), confidence)
    bounded = _bounded(found, shown.count(characteristic, KNOWN), people, shown.count(characteristic, ALL))
    for i, row in zip(usable, bounded, strict=True):
        rows[i] = row
    return (*rows, *absent)


def too_few_matched(shown: Shown, characteristic: str, *, grade: str = ALL, least: float = ENOUGH_KNOWN) -> str:
    """Say that too few people are of a group with residents to compare them; "" where enough are."""
    matched, people = shown.count(characteristic, KNOWN, grade), shown.count(characteristic, grade=grade)
    if matched is None or not people or matched >= least * people:
        return ""
    return (
        f"Only {100 * matched / people:.0f}% are of a group with residents, less than {100 * least:.0f}%: declare "
        "which groups the others belong to"
    )


def _counted(shown: Shown, characteristic: str, group: str, residents: Mapping[str, int]) -> Access:
    users, people = shown.count(characteristic, group), residents.get(group)
    above = users is not None and people is not None and users > people
    note = ""
    if people is None:
        note = "No residents of such a group are given: declare which group it belongs to"
    elif users is None:
        note = WITHHELD
    elif above:
        note = "More users than residents: visits may have been counted, or people from elsewhere"
    elif people == 0:
        note = "No such residents"
    return Access(shown.unit, characteristic, group, users, people, above_residents=above, note=note)


def _rates(rows: list[Access], whole: tuple[int | None, int], confidence: float) -> list[Access]:
    """Work out rates and ratios of groups that may be shown."""
    if not rows:
        return []
    users, people = np.array([number(row.users) for row in rows]), np.array([number(row.residents) for row in rows])
    limits = poisson(users, confidence=confidence)
    others, elsewhere = number(whole[0]) - users, whole[1] - people
    comparable = (others >= 0) & (elsewhere > 0)  # rounded counts may be more than their rounded sum
    safe = np.where(comparable, others, np.nan), np.where(comparable, elsewhere, np.nan)
    ratio = ratio_of_rates(safe, (users, people), confidence=confidence)
    p_values = np.where(comparable, ratio.p_value, np.nan)
    adjusted, stands = benjamini_hochberg(p_values), discoveries(p_values)
    share = people / whole[1]
    ends = [_to_all(np.asarray(end), share) for end in (ratio.ratio, ratio.lower, ratio.upper)]
    found = []
    for i, row in enumerate(rows):
        tested = not np.isnan(p_values[i])
        found.append(
            replace(
                row,
                rate=FOR * float(users[i] / people[i]),
                lower=FOR * float(limits.lower[i] / people[i]),
                upper=FOR * float(limits.upper[i] / people[i]),
                to_all=given(ends[0][i]),
                to_all_lower=given(ends[1][i]),
                to_all_upper=given(ends[2][i]),
                to_rest=given(ratio.ratio[i]),
                to_rest_lower=given(ratio.lower[i]),
                to_rest_upper=given(ratio.upper[i]),
                p_value=given(p_values[i]),
                adjusted_p_value=given(adjusted[i]),
                differs=bool(stands[i]) if tested else None,
                note="" if tested else "There is nobody to compare with, or their number is withheld",
            )
        )
    return found


def _to_all(ratio: Floats, share: Floats) -> Floats:
    """Turn a ratio to the rest into one to the whole, of which the group is a share of the people."""
    with np.errstate(invalid="ignore"):
        turned: Floats = np.where(np.isinf(ratio), 1 / share, ratio / (share * ratio + 1 - share))
    return turned


def _bounded(rows: list[Access], known: int | None, people: int, everybody: int | None) -> list[Access]:
    """Add what a rate and a ratio could be if all unknown people were of other groups, or all of this one."""
    if known is None or everybody is None:
        return rows
    unknown, found = max(everybody - known, 0), []
    for row in rows:
        if row.users is None or row.residents is None:
            continue
        rest, elsewhere = known - row.users, people - row.residents
        most = min(row.users + unknown, max(row.residents, row.users))
        low = high = turns = None
        if elsewhere > 0 and rest >= 0:
            base = row.residents / elsewhere
            low = row.users / (rest + unknown) / base if rest + unknown else None
            high = most / rest / base if rest else None
            turns = low is not None and (low < 1) and (high is None or high > 1)
        found.append(
            replace(
                row,
                least_rate=FOR * row.users / row.residents,
                most_rate=FOR * most / row.residents,
                least_to_rest=low,
                most_to_rest=high,
                unknown_could_turn_it=turns,
            )
        )
    return found


def given(value: float) -> float | None:
    """Give a number of the statistics, or None where there is none."""
    return None if np.isnan(value) else float(value)
