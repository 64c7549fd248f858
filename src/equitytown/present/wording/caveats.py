"""Caveats that attach by rule: what a careful reader must know before or beside a figure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from equitytown.present.blocks import Text
from equitytown.present.wording.numbers import limits
from equitytown.present.wording.phrases import join
from equitytown.present.wording.sentences import sentence
from equitytown.present.wording.symbols import Symbol, is_wide
from equitytown.terms.finding import Rank
from equitytown.terms.indicator import Basis, Indicator
from equitytown.terms.observation import Observation, Status
from equitytown.terms.period import Period

STALE_DAYS = 3 * 365  # a figure whose period ended more than three years before the edition's date
NOT_HELD = "The confidence limits of these figures are not held here."
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DISTURBED = "which changed services and records"
PANDEMIC = Period(date(2020, 3, 1), date(2022, 2, 28), "March 2020 to February 2022")


def warning(observation: Observation, indicator: Indicator) -> Text:
    """Give the warning that stands before the claim when limits are very wide."""
    if not is_wide(observation):
        return ()
    return sentence("The limits are very wide (", limits(observation, indicator), "): treat what follows with caution.")


def attached(
    observations: Sequence[Observation], indicator: Indicator, *, as_of: date, rank: Rank | None = None
) -> tuple[Text, ...]:
    """List every caveat of a measure: what the rules attach, then what its file says."""
    old = stale(observations[-1], as_of=as_of) if observations else ()
    return (*by_rule(observations, indicator, rank=rank), *old, *map(sentence, indicator.caveats))


def stale(newest: Observation, *, as_of: date) -> tuple[Text, ...]:
    """Warn when the newest figure held is for a period that ended long before the edition's date."""
    if (as_of - newest.period.end).days <= STALE_DAYS:
        return ()
    return (sentence(f"The newest figure held is for {newest.period.label}: newer ones may be published."),)


def by_rule(observations: Sequence[Observation], indicator: Indicator, *, rank: Rank | None = None) -> tuple[Text, ...]:
    """
    List the caveats that the rules attach to what is shown.

    Parameters
    ----------
    observations : sequence of Observation
        The place's own figures that are shown or compared, newest last.
    indicator : Indicator
        Its breaks and way of collection.
    rank : Rank, optional
        Its missing members are named.

    Returns
    -------
    tuple of Text
        In reading order; empty when there is nothing to warn of.
    """
    found: list[Text] = []
    held = [o for o in observations if o.status is not Status.SUPPRESSED]
    latest = held[-1] if held else None
    if latest is not None and not latest.has_limits:
        found.append(sentence(_quoted(latest) if latest.is_printed else NOT_HELD))
    if indicator.collected_by is Basis.SURVEY:
        found.append(sentence("These are survey estimates, not counts."))
    if indicator.collected_by is Basis.MODELLED:
        found.append(sentence("These are modelled estimates, not counts."))
    if latest is not None:
        found.extend(_pandemic(latest, held))
    found.extend(_breaks(held, indicator))
    if rank is not None and rank.missing:
        found.append(sentence(f"No comparable figure for {join(rank.missing)}: the rank counts {rank.of}."))
    if any(o.status is Status.PROVISIONAL for o in observations):
        found.append(sentence(f"A figure marked {Symbol.PROVISIONAL} is provisional."))
    if withheld := [o.period.label for o in observations if o.status is Status.SUPPRESSED]:
        found.append(
            sentence(f"Withheld so that nobody can be recognised, marked {Symbol.CONFIDENTIAL}: {join(withheld)}.")
        )
    return tuple(found)


def _quoted(latest: Observation) -> str:
    """Say where a figure without limits was printed; its neighbours in time may be of another source."""
    report = re.split(r"[:,] ", latest.provenance.title)[0]
    return f"The figure for {latest.period.label} is quoted from {report}, which printed no confidence limits."


def bearing_on(words: Iterable[str], period: Period) -> tuple[str, ...]:
    """
    Leave out caveats that name only years after a period's end.

    Examples
    --------
    >>> from equitytown.terms.period import PeriodKind, parse_period
    >>> then = parse_period("2015", kind=PeriodKind.CALENDAR)
    >>> bearing_on(("Few were counted in 2020 and 2021.", "Counts of 2011 stand below.", "Rounded."), then)
    ('Counts of 2011 stand below.', 'Rounded.')
    """
    found = ((said, [int(year) for year in YEAR.findall(said)]) for said in words)
    return tuple(said for said, years in found if not years or min(years) <= period.end.year)


def _pandemic(latest: Observation, observations: Sequence[Observation]) -> list[Text]:
    """Warn of the pandemic in the newest figure, or in the earlier ones that stand beside it."""
    if latest.period.overlaps(PANDEMIC):
        return [sentence(f"The period falls partly in the pandemic ({PANDEMIC.label}), {DISTURBED}.")]
    if any(o.period.overlaps(PANDEMIC) for o in observations):
        return [sentence(f"Some earlier figures fall in the pandemic ({PANDEMIC.label}), {DISTURBED}.")]
    return []


def _breaks(observations: Sequence[Observation], indicator: Indicator) -> list[Text]:
    if len(observations) < 2:  # noqa: PLR2004  a break needs two sides
        return []
    first, last = observations[0].period, observations[-1].period
    return [
        sentence(f"Not comparable across {b.start.strftime('%B %Y')}: {b.reason}")
        for b in indicator.breaks
        if first.start < b.start <= last.start
    ]
