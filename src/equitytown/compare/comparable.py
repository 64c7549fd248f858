"""Comparable figures: how far back a series reaches without a break, a gap or another publisher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from equitytown.compare.evidence import same_publisher
from equitytown.terms.indicator import Break, Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period, labels_between, long_date
from equitytown.terms.place import Series

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Run:
    """
    Figures that follow one another and share no day, oldest first, up to the newest.

    `stopped` says in words why it reaches no further back; "" where no more is held. `published` counts figures that
    could have stood in it but for pooled years, of which only every n-th shares none with the next.
    """

    observations: tuple[Observation, ...]
    stopped: str = ""
    published: int = 0

    @property
    def values(self) -> list[float]:
        """The figures themselves."""
        return [o.value for o in self.observations if o.value is not None]


def run_of(own: Sequence[Observation], *, indicator: Indicator) -> Run:
    """
    Find the newest figures of a series that can be carried on together.

    Parameters
    ----------
    own : sequence of Observation
        One area's figures for one sex, in any order, each period once.
    indicator : Indicator
        Its breaks end a run.

    Returns
    -------
    Run
        Empty where no figure is held. Periods are cut like that of the newest figure.
    """
    given = [o for o in own if o.value is not None]
    if not given:
        return Run(())
    newest = max(given, key=lambda o: (o.period.end, o.period.start))
    alike = {o.period: o for o in Series(tuple(own)).like(newest.period).observations}
    published, stopped = [newest], ""
    while not stopped:
        wanted = later(published[-1].period, years=-1)
        earlier = alike.get(wanted)
        if earlier is None and not any(period < wanted for period in alike):
            break
        stopped = _obstacle(earlier, wanted, published[-1], indicator)
        if earlier is not None and not stopped:
            published.append(earlier)
    apart = published[:: newest.period.years]
    return Run(tuple(reversed(apart)), stopped, len(published))


def matching(run: Run, other: Sequence[Observation]) -> list[float] | None:
    """Give another area's figures of the same periods from the same publisher; None unless it has every one."""
    held = {o.period: o for o in other if o.value is not None}
    found = [held.get(o.period) for o in run.observations]
    pairs = [(o, ours) for o, ours in zip(found, run.observations, strict=True) if o is not None]
    values = [o.value for o, ours in pairs if o.value is not None and same_publisher(o, ours)]
    return values if len(values) == len(run.observations) else None


def later(period: Period, *, years: int) -> Period:
    """
    Give the period so many years later (earlier, if below 0), cut and labelled alike.

    Examples
    --------
    >>> from equitytown.terms.period import PeriodKind, parse_period
    >>> later(parse_period("2020 to 2022", kind=PeriodKind.POOLED), years=3).label
    '2023 to 2025'
    """
    start = period.start.replace(year=period.start.year + years)
    after = period.end + ONE_DAY
    moved = Period(start, after.replace(year=after.year + years) - ONE_DAY, period.label)
    first, last = sorted((period, moved))
    labels = labels_between(first, last)
    return Period(moved.start, moved.end, labels[-1] if years > 0 else labels[0])


def _obstacle(earlier: Observation | None, wanted: Period, following: Observation, indicator: Indicator) -> str:
    """Say why a figure cannot stand before the one that follows it; "" where it can."""
    if found := _broken_between(wanted.start, following.period.start, indicator):
        return f"figures from {long_date(found.start)} on cannot be compared with earlier ones"
    if earlier is None or earlier.value is None:
        return f"there is no figure for {wanted.label}"
    if not same_publisher(earlier, following):
        return f"figures up to {earlier.period.label} are another publisher's"
    return ""


def _broken_between(earlier: date, later_one: date, indicator: Indicator) -> Break | None:
    """Give the newest change of definition after one start and up to another; None where there is none."""
    within = [b for b in indicator.breaks if earlier < b.start <= later_one]
    return max(within, key=lambda b: b.start, default=None)
