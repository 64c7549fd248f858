"""Findings as they were printed: the report's own verdicts on its own figures, nothing computed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from equitytown.terms.area import Area
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Finding, FindingBasis, Rank, Verdict
from equitytown.terms.framework import PrintedCell, PrintedRow
from equitytown.terms.observation import Observation, Provenance, Rating, Status
from equitytown.terms.period import Period
from equitytown.terms.place import Place

# An indicator, a period and a comparator: what a printed finding is found by.
PrintedKey = tuple[str, Period, ComparatorKind]
LICENCE = "Figures quoted from a published council report"


def printed_findings(place: Place) -> tuple[Finding, ...]:
    """
    Turn each printed row into findings whose basis is "as published".

    Parameters
    ----------
    place : Place
        Its printed rows, each a measure in a round.

    Returns
    -------
    tuple of Finding
        Up to three a row: against England, the region and the neighbours, with the printed rating
        (not compared where none was printed) and the printed rank. Rows without a figure give none.
    """
    return tuple(finding for row in place.printed for finding in _findings(place, row))


def adopt_printed(finding: Finding, printed: Mapping[PrintedKey, Finding], *, comparable: bool) -> Finding:
    """
    Take over the printed verdict and rank on a figure known from print alone.

    Parameters
    ----------
    finding : Finding
        A finding that may lack a verdict or a rank.
    printed : mapping
        Printed findings by indicator, period and comparator.
    comparable : bool
        False for an indicator that declares that it is not compared: its printed letters stand in
        the rounds alone.

    Returns
    -------
    Finding
        With the printed verdict where none could be computed, and the printed rank where no
        neighbour's figure is held; a verdict against neighbours names whom the print compared with.
        Unchanged when the figure is another publisher's or another value.
    """
    found = printed.get((finding.indicator_id, finding.period, finding.comparator))
    if found is None or not _same_figure(finding.observation, found.observation):
        return finding
    rank = finding.rank if finding.rank is not None else found.rank
    worked_out = finding.verdict.rating is not Rating.NOT_COMPARED
    if worked_out or not comparable or found.verdict.rating is Rating.NOT_COMPARED:
        return replace(finding, rank=rank)
    if finding.comparator is not ComparatorKind.NEIGHBOURS:
        return replace(finding, verdict=found.verdict, rank=rank)
    named, value = found.comparator_name, found.comparator_value
    return replace(finding, verdict=found.verdict, rank=rank, comparator_name=named, comparator_value=value)


def _same_figure(held: Observation, printed: Observation) -> bool:
    """Say whether a held figure is the printed one, of the same publisher and sex."""
    same_publisher = held.provenance.publisher == printed.provenance.publisher
    return same_publisher and held.value == printed.value and held.sex == printed.sex


def _findings(place: Place, row: PrintedRow) -> Iterator[Finding]:
    own = _observed(place, row, row.place, place.area)
    if own is None:
        return
    sides = (
        (ComparatorKind.NATIONAL, place.nation, row.national),
        (ComparatorKind.REGIONAL, place.region, row.regional),
    )
    for kind, area, cell in sides:
        other = _observed(place, row, cell, area)
        yield Finding(own, kind, area.area_name, other, _verdict(cell, row), round=row.round)
    yield Finding(
        own, ComparatorKind.NEIGHBOURS, row.neighbours_area or "neighbours, as printed", None,
        _verdict(row.neighbours, row), rank=_rank(row), round=row.round,
    )  # fmt: skip


def _verdict(cell: PrintedCell, row: PrintedRow) -> Verdict:
    method = f"printed verdict, round {row.round}; no test was printed"
    if cell.rating is None:
        return Verdict(Rating.NOT_COMPARED, method, FindingBasis.PUBLISHED, "no verdict was printed")
    return Verdict(cell.rating, method, FindingBasis.PUBLISHED, tested=False)


def _rank(row: PrintedRow) -> Rank | None:
    if row.neighbours_rank is None or row.neighbours_of is None:
        return None
    return Rank(row.neighbours_rank, row.neighbours_of, None, None, "as-printed",
                f"neighbours as printed in {row.known_from:%Y}", row.known_from)  # fmt: skip


def _observed(place: Place, row: PrintedRow, cell: PrintedCell, area: Area) -> Observation | None:
    """Make an observation of a printed figure, exactly as printed."""
    if cell.value is None or row.period is None:
        return None
    indicator = place.indicators[row.indicator_id]
    source = next(file for file in place.files if file.path.endswith("data/rounds.csv"))
    return Observation(
        indicator_id=row.indicator_id,
        area_code=area.area_code,
        period=row.period,
        sex=indicator.headline_sex,
        age=indicator.age,
        value=cell.value,
        lower=None,
        upper=None,
        confidence=None,
        numerator=None,
        denominator=None,
        status=Status.COMPLETE,
        note=f'Round {row.round}, printed as "{cell.printed}".{f" {row.note}" if row.note else ""}',
        published_rating=None,
        known_from=row.known_from,
        provenance=Provenance(row.publisher, row.title, LICENCE, "", row.known_from, source.sha256[:12], row.row),
    )
