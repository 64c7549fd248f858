"""Pay gaps, from the pay of groups and never of people; and which groups' pay may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from equitytown.derive.equity.entries import Entry, Shown
from equitytown.derive.equity.words import ALL, FEWEST_PAID, REFERENCES, STATES, plain


@dataclass(frozen=True, slots=True)
class Pay:
    """
    One group's pay for an hour, and its gap.

    Gaps are in per cent of the reference group's pay: above 0, the group is paid less. None where they cannot be
    given, with the reason in `note`.
    """

    unit: str
    grade: str
    characteristic: str
    group: str
    headcount: int | None
    mean: float | None
    median: float | None
    reference: str
    mean_gap: float | None = None
    median_gap: float | None = None
    note: str = ""


def pay_gaps(
    shown: Shown,
    characteristic: str,
    entries: Sequence[Entry],
    *,
    everybody: Entry | None = None,
    reference: str = "",
    fewest: int = FEWEST_PAID,
) -> tuple[Pay, ...]:
    """
    Set each group's pay against that of a reference group, as the regulations on the gender pay gap word it.

    Parameters
    ----------
    shown : Shown
        Whose headcounts may be shown.
    characteristic : str
        Which characteristic.
    entries : sequence of Entry
        The pay of its groups.
    everybody : Entry, optional
        The pay of all.
    reference : str, optional
        The group that others are set against; by default men, people who are not disabled, and white people.
    fewest : int, default FEWEST_PAID
        People in a group before its pay is shown.

    Returns
    -------
    tuple of Pay
        Everybody last, where their pay is given.

    Notes
    -----
    The gap is 100 (A - B) / A, with A the pay of the reference group and B that of the group.

    References
    ----------
    The Equality Act 2010 (Gender Pay Gap Information) Regulations 2017, regulations 8 and 9.
    """
    hidden = withheld(shown, characteristic, entries, everybody=everybody, fewest=fewest)
    against = _reference(characteristic, entries, reference)
    base = next((entry for entry in entries if entry.group == against and entry.group not in hidden), None)
    note = f"Withheld: fewer than {fewest} people, or so that the pay of others cannot be worked out"
    found = [_row(shown, entry, base, against, note=note if entry.group in hidden else "") for entry in entries]
    if everybody is not None:
        found.append(_row(shown, everybody, None, "", note=note if ALL in hidden else ""))
    return tuple(found)


def withheld(
    shown: Shown, characteristic: str, entries: Sequence[Entry], *, everybody: Entry | None, fewest: int = FEWEST_PAID
) -> frozenset[str]:
    """
    Say whose pay is withheld.

    Groups with fewer people than `fewest`, or whose headcount is withheld; and further ones, the smallest first,
    until all those withheld are two groups and as many people together: what everybody is paid would tell the pay of
    the rest. Where too few are left to do so, everybody's pay is withheld instead.
    """
    count = {entry.group: shown.count(characteristic, entry.group) for entry in entries}
    hidden = {group for group, people in count.items() if people is None or people < fewest}
    if everybody is None or not hidden:
        return frozenset(hidden | _few(everybody, shown, characteristic, fewest))
    people = {entry.group: entry.count for entry in entries}
    rest = sorted((group for group in count if group not in hidden), key=lambda group: people[group])
    while rest and (len(hidden) == 1 or sum(people[group] for group in hidden) < fewest):
        hidden.add(rest.pop(0))
    if len(hidden) == 1 or sum(people[group] for group in hidden) < fewest:
        hidden.add(ALL)
    return frozenset(hidden | _few(everybody, shown, characteristic, fewest))


def _few(everybody: Entry | None, shown: Shown, characteristic: str, fewest: int) -> set[str]:
    total = shown.count(characteristic)
    return {ALL} if everybody is not None and (total is None or total < fewest) else set()


def _reference(characteristic: str, entries: Sequence[Entry], declared: str) -> str:
    """Find the group that others are set against; empty where it is not declared and none is usual."""
    names: Mapping[str, str] = {plain(entry.group): entry.group for entry in entries}
    wanted = (plain(declared),) if declared else REFERENCES.get(characteristic, ())
    return next((names[name] for name in wanted if name in names), "")


def _row(shown: Shown, entry: Entry, base: Entry | None, against: str, *, note: str) -> Pay:
    count = shown.count(entry.characteristic, entry.group)
    told = (shown.unit, entry.grade, entry.characteristic, entry.group, count)
    if note:
        return Pay(*told, None, None, against, note=note)
    if entry.group in STATES or entry.group == ALL or base is None:
        if entry.group != ALL and entry.group not in STATES:
            note = "The reference group's pay is withheld" if against else "No reference group is declared"
        return Pay(*told, entry.mean, entry.median, against, note=note)
    return Pay(*told, entry.mean, entry.median, against, _gap(base.mean, entry.mean), _gap(base.median, entry.median))


def _gap(reference: float | None, group: float | None) -> float | None:
    return None if reference is None or group is None else 100 * (reference - group) / reference
