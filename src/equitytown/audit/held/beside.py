"""A published table beside a place's figures: each line with the measure and the period that it is of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from equitytown.audit.checks.cells import printed_like, step, value
from equitytown.audit.held.matching import Meant, meant_by
from equitytown.audit.published import Entry, Line, Published, PublishedTable, Role
from equitytown.audit.reading.words import place_names
from equitytown.audit.registry import products_in, publishers_in
from equitytown.audit.spans import span_of
from equitytown.compare.findings import find
from equitytown.store.vintages import Holdings, hold, repeats
from equitytown.terms.area import Area
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Finding
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.period import Period, long_date
from equitytown.terms.place import Place

HAIR = 1e-9  # what arithmetic on decimals may be out by
FigureKey = tuple[str, str, str, Period]


@dataclass(frozen=True, slots=True)
class Matched:
    """A printed line, the measure and sex that it is of, and its period where one of it is held."""

    line: Line
    table: PublishedTable
    indicator: Indicator
    sex: str
    is_exact: bool
    period: Period | None


@dataclass(frozen=True)
class Beside:
    """
    What was published beside what is held.

    `matched` are the lines whose measure is known, `unmatched` the others with what they may be of. `elsewhere` are
    tables of another place.
    """

    published: Published
    place: Place
    holdings: Holdings
    matched: tuple[Matched, ...]
    unmatched: tuple[tuple[Line, Meant], ...]
    elsewhere: tuple[PublishedTable, ...] = ()
    _vintages: dict[FigureKey, list[Observation]] = field(default_factory=dict, repr=False)

    def vintages(self, indicator: Indicator, area: Area, sex: str, period: Period) -> list[Observation]:
        """Give every vintage of a figure with a value, oldest first."""
        return self._vintages.get((indicator.indicator_id, area.area_code, sex, period), [])

    def newest(self, indicator: Indicator, area: Area, sex: str, period: Period) -> Observation | None:
        """Give a figure as it is known now; None where none is held."""
        held = self.holdings.series(indicator.indicator_id, area.area_code, sex=sex).at(period)
        return held if held is not None and held.value is not None else None

    def series(self, indicator: Indicator, area: Area, sex: str) -> tuple[Observation, ...]:
        """Give an area's figures that have a value, oldest first."""
        held = self.holdings.series(indicator.indicator_id, area.area_code, sex=sex).observations
        return tuple(o for o in held if o.value is not None)

    def area_of(self, role: Role, entry: Entry, found: Matched) -> Area | None:
        """Say whose figure a cell holds; None where the table does not say."""
        if role is not Role.NEIGHBOURS:
            return {Role.PLACE: self.place.area, Role.NATIONAL: self.place.nation, Role.REGIONAL: self.place.region}[
                role
            ]
        neighbours = self.place.neighbours_of(found.indicator)
        named = entry.area.casefold()
        return next((a for a in (neighbours.members if neighbours else ()) if a.area_name.casefold() == named), None)

    def around(self, indicator: Indicator) -> tuple[Area, ...]:
        """Give the areas whose figures may stand beside the place's: its own, England, the region, its neighbours."""
        neighbours = self.place.neighbours_of(indicator)
        members = neighbours.members if neighbours is not None else ()
        return (self.place.area, self.place.nation, self.place.region, *members)

    @cached_property
    def _findings(self) -> dict[tuple[str, str, Period, ComparatorKind], Finding]:
        """
        What our own comparison finds about the figures that were matched, and no others.

        Printed verdicts and ranks are left out: a print is no test of itself.
        """
        wanted = {(m.indicator.indicator_id, m.period) for m in self.matched if m.period is not None}
        names = {indicator_id for indicator_id, _ in wanted}
        held = [o for o in self.place.observations if (o.indicator_id, o.period) in wanted]
        place = replace(self.place, indicators={i: self.place.indicators[i] for i in sorted(names)}, printed=())
        found = find(place, hold(held, on=self.holdings.on))
        own = (f for f in found if f.observation.area_code == place.area.area_code)
        return {(f.indicator_id, f.observation.sex, f.period, f.comparator): f for f in own}

    def finding(self, found: Matched, kind: ComparatorKind) -> Finding | None:
        """Give what our comparison finds about a line's figure; None where it finds nothing."""
        if found.period is None:
            return None
        return self._findings.get((found.indicator.indicator_id, found.sex, found.period, kind))


def beside(published: Published, place: Place, holdings: Holdings) -> Beside:
    """Set what was published beside what a place holds."""
    elsewhere = tuple(table for table in published.tables if _is_elsewhere(table, place))
    matched, unmatched = list[Matched](), list[tuple[Line, Meant]]()
    for table in (table for table in published.tables if table not in elsewhere):
        for line in (line for line in table.lines if line.measure.strip()):
            meant = meant_by(line, place)
            if meant.indicator is None:
                unmatched.append((line, meant))
                continue
            period = _period(line, meant, place, holdings)
            matched.append(Matched(line, table, meant.indicator, meant.sex, meant.is_exact, period))
    wanted = {found.indicator.indicator_id for found in matched}
    return Beside(
        published, place, holdings, tuple(matched), tuple(unmatched), elsewhere, _by_figure(place, holdings, wanted)
    )


def _is_elsewhere(table: PublishedTable, place: Place) -> bool:
    """Say whether a table names another council as its place."""
    named = " ".join(table.place_name.split()).casefold()
    return named in place_names() and named not in place.area.area_name.casefold()


def _by_figure(place: Place, holdings: Holdings, wanted: set[str]) -> dict[FigureKey, list[Observation]]:
    found = defaultdict[FigureKey, list[Observation]](list)
    for o in sorted(place.observations, key=lambda o: o.known_from):
        if o.indicator_id in wanted and not o.category_type and o.value is not None and o.known_from <= holdings.on:
            found[o.indicator_id, o.area_code, o.sex, o.period].append(o)
    return dict(found)


def _period(line: Line, meant: Meant, place: Place, holdings: Holdings) -> Period | None:
    """Find the held period that a line's label names: cut alike, with the same first and last year."""
    printed = span_of(line.words(Role.PERIOD))
    if printed is None or meant.indicator is None:
        return None
    for area in (place.area, place.nation):
        series = holdings.series(meant.indicator.indicator_id, area.area_code, sex=meant.sex)
        for o in series.observations:
            held = span_of(o.period.label)
            if held is not None and held.key == printed.key:
                return o.period
    return None


def is_same(entry: Entry, held: float | None) -> bool:
    """
    Say whether a printed number is a held one at the decimals printed, or the held one given more finely.

    A number midway between two decimals may be printed as either.
    """
    if held is None:
        return False
    return abs(value(entry) - held) <= step(entry) / 2 + HAIR or repeats(value(entry), held)


def told(entry: Entry, o: Observation) -> str:
    """Name a held figure as a cell writes its own, with its publisher and since when it is known."""
    return f"{printed_like(entry, o.value or 0.0)} ({o.provenance.publisher}, known from {long_date(o.known_from)})"


def is_of_publisher(line: Line, o: Observation, indicator: Indicator) -> bool:
    """Say whether a line's source names who published a held figure, or the collection that it comes from."""
    printed, own = line.words(Role.SOURCE), indicator.source
    held = f"{o.provenance.publisher}; {o.provenance.title}"
    if not o.is_printed:  # a supplier may pass on another's collection; a report that is quoted may not
        held += f"; {own.publisher}; {own.title}"
    publishers = {p.name for p in publishers_in(printed)} & {p.name for p in publishers_in(held)}
    return bool(publishers or {p.name for p in products_in(printed)} & {p.name for p in products_in(held)})


def cells(found: Beside, roles: Sequence[Role]) -> Iterator[tuple[Matched, Role, Area, tuple[Entry, ...]]]:
    """Give each cell with a number whose figure may be held; one that several rounds repeat, once with all of them."""
    grouped: dict[tuple[object, ...], tuple[Matched, Role, Area, list[Entry]]] = {}
    for matched in found.matched:
        for role in roles:
            entry = matched.line.at(role)
            if entry is None or entry.number is None or matched.period is None:
                continue
            area = found.area_of(role, entry, matched)
            if area is not None:
                key = (matched.indicator.indicator_id, matched.sex, matched.period, area.area_code, entry.text)
                grouped.setdefault(key, (matched, role, area, []))[3].append(entry)
    for matched, role, area, entries in grouped.values():
        yield matched, role, area, tuple(entries)
