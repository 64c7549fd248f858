"""H01 to H04: each printed figure against what is held of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from equitytown.audit.checks.cells import ENOUGH_DIGITS, digits, named, printed_like, value
from equitytown.audit.checks.repairs import SLIPS, repairs
from equitytown.audit.held.beside import Beside, Matched, cells, is_of_publisher, is_same, told
from equitytown.audit.published import FIGURES, Entry, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.terms.area import Area
from equitytown.terms.observation import Observation

FEWEST_DIGITS = 2  # a figure of one digit is a slip of any other
NEARLY = 1.5  # steps of the last decimal within which two figures may differ by rounding alone
REVISED = 0.2  # share of a figure that revisions have seldom moved it by: populations after a census, new weights
OFTEN = 0.05  # share that revisions often move a figure by: past it, a slip that explains all is likelier
FIRST = timedelta(days=2 * 365)  # after a period's end, by when its first figure is out


@dataclass(frozen=True, slots=True)
class _Case:
    """A printed figure that is not the one held now."""

    found: Matched
    role: Role
    area: Area
    entries: tuple[Entry, ...]
    now: Observation

    @property
    def entry(self) -> Entry:
        return self.entries[0]

    @property
    def printed(self) -> str:
        """Name the measure, the area and the figure as printed."""
        return (
            f"{named(self.found.line)}{_taken(self.found)} has {self.entry.text} for {self.area.area_name}, "
            f"{self.now.period.label}"
        )

    @property
    def held(self) -> float:
        """The figure held now."""
        return self.now.value or 0.0

    @property
    def is_near(self) -> bool:
        """Say whether rounding may be all that is between the two."""
        return abs(value(self.entry) - self.held) < NEARLY * shown_step(self.entry)

    @property
    def may_be_revised(self) -> bool:
        """Say whether the printed figure may be one that was given before those that are held."""
        return self.within(REVISED)

    def within(self, share: float) -> bool:
        """Say whether a revision by a share of the figure would explain the printed one."""
        is_late = self.now.known_from > self.now.period.end + FIRST
        return is_late and abs(value(self.entry) - self.held) <= share * abs(self.held)

    def likely(self, share: float) -> Sureness:
        """Likely wrong, where the label is known word for word and no revision by a share would explain it."""
        return Sureness.LIKELY if self.found.is_exact and not self.within(share) else Sureness.TO_CHECK


def _taken(found: Matched) -> str:
    return "" if found.is_exact else f' (taken for "{found.indicator.headline}")'


def shown_step(entry: Entry) -> float:
    """
    Give the smallest difference that a cell's digits can show, without zeros that only fill up.

    Examples
    --------
    >>> from equitytown.audit.published import Column
    >>> round(shown_step(Entry("62.80%", 1, Column("C", "Luton", Role.PLACE), 62.8, 2)), 1)
    0.1
    """
    decimals = len(f"{value(entry):.{entry.decimals}f}".partition(".")[2].rstrip("0"))
    return float(10.0**-decimals)


def differing(beside: Beside) -> Iterator[Remark]:
    """Remark on each figure that is not the one held: once, by what explains it best."""
    for found, role, area, entries in cells(beside, FIGURES):
        if found.period is None:
            continue
        now = beside.newest(found.indicator, area, found.sex, found.period)
        if now is None or is_same(entries[0], now.value):
            continue
        case = _Case(found, role, area, entries, now)
        yield _older(case, beside) or _elsewhere(case, beside) or _slip(case) or _other(case)


def _older(case: _Case, beside: Beside) -> Remark | None:
    """H02: what the supplier gave before it revised the figure."""
    held = beside.vintages(case.found.indicator, case.area, case.found.sex, case.now.period)
    before = [
        o for o in held if o.known_from < case.now.known_from and not o.is_printed and is_same(case.entry, o.value)
    ]
    if not before:
        return None
    return Remark(
        "H02",
        Sureness.TO_CHECK,
        f"{case.printed}, which was {told(case.entry, before[-1])}; it is now {told(case.entry, case.now)}.",
        f"Print {printed_like(case.entry, case.held)}, or say on what day the figure was read.",
        case.entries,
        older=True,
    )


def _elsewhere(case: _Case, beside: Beside) -> Remark | None:
    """H03: the figure of another area of the row, or of a period beside it; of others only far from the one held."""
    if digits(case.entry) < ENOUGH_DIGITS or case.is_near:
        return None
    found, period = case.found, case.now.period
    printed_beside = (beside.place.area, beside.place.nation, beside.place.region)
    for area in beside.around(found.indicator):
        o = beside.newest(found.indicator, area, found.sex, period)
        if area == case.area or o is None or (area not in printed_beside and case.may_be_revised):
            continue
        if is_same(case.entry, o.value):
            return _misplaced(case, f"{area.area_name}'s", o, sure=area in printed_beside)
    return _of_another_period(case, beside)


def _of_another_period(case: _Case, beside: Beside) -> Remark | None:
    series, period = beside.series(case.found.indicator, case.area, case.found.sex), case.now.period
    order = {o.period: at for at, o in enumerate(series)}
    apart = {o.period: abs(order[o.period] - order.get(period, 0)) for o in series if is_same(case.entry, o.value)}
    if not apart:
        return None
    nearest = series[order[min(apart, key=lambda held: (apart[held], held))]]
    beside_it = apart[nearest.period] == 1
    if not beside_it and case.may_be_revised:
        return None  # in a long series some year has the figure by chance
    return _misplaced(case, f"that of {nearest.period.label}", nearest, sure=beside_it)


def _misplaced(case: _Case, whose: str, o: Observation, *, sure: bool) -> Remark:
    right, grade = printed_like(case.entry, case.held), case.likely(OFTEN) if sure else Sureness.TO_CHECK
    return Remark(
        "H03",
        grade,
        f"{case.printed}, where {told(case.entry, case.now)} is held. The figure printed is {whose}: "
        f"{told(case.entry, o)}.",
        f"Print {right}, if the figure was copied from beside it.",
        case.entries,
        likely=right if grade is Sureness.LIKELY else "",
    )


def _slip(case: _Case) -> Remark | None:
    """H04: one slip of the hand from the figure held."""
    entry, meant = case.entry, round(case.held, case.entry.decimals)
    if digits(entry) < FEWEST_DIGITS or value(entry) < 0 or meant <= 0 or case.is_near:
        return None
    found = next((r for r in repairs(value(entry), entry.decimals) if is_same_number(r.number, meant)), None)
    is_last_digit = abs(value(entry) - case.held) < 10 * shown_step(entry)
    if found is None or (found.slip == "wrong" and is_last_digit):
        return None
    right = printed_like(entry, meant)
    return Remark(
        "H04",
        case.likely(OFTEN),
        f"{case.printed}, where {told(entry, case.now)} is held: {SLIPS[found.slip]}.",
        f"Print {right}.",
        case.entries,
        likely=right,
    )


def is_same_number(one: float, other: float) -> bool:
    """Say whether two numbers are the same but for what arithmetic adds."""
    return abs(one - other) < 1e-9  # noqa: PLR2004  as above


def _other(case: _Case) -> Remark:
    """H01: another figure altogether."""
    same = is_of_publisher(case.found.line, case.now, case.found.indicator)
    why = "" if same else " The line's source does not name this publisher, so the two may not count alike."
    if same and case.may_be_revised:
        why = " No figure from when it was first given is held, so it may have been revised since."
    return Remark(
        "H01",
        case.likely(REVISED) if same and not case.is_near else Sureness.TO_CHECK,
        f"{case.printed}, where {told(case.entry, case.now)} is held.{why}",
        "Look the figure up where it was published: either it is mistyped, or it is an earlier or another figure than "
        "the one held, and then say which.",
        case.entries,
    )
