"""
One refresh: each measure asked for, checked beside what is held, and kept whole or not at all.

A measure that cannot be had leaves what is held as it stands, and the account says why and how old that is.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from equitytown import geography
from equitytown.collect.contract import check_drift, check_figures, check_undated
from equitytown.collect.declared import declared_rows, holds
from equitytown.collect.fetch import Courtesy, Fetcher
from equitytown.collect.figures import Imprint, observations_of
from equitytown.collect.handed import found, read_handed
from equitytown.collect.registry import SUPPLIERS, origins
from equitytown.collect.supplier import Row, Scope
from equitytown.disclosure import rule_of
from equitytown.errors import CollectError, DriftError, InputError
from equitytown.geography.boundary_sets import boundary_set
from equitytown.geography.shapes import check_shapes
from equitytown.place.figure_checks import told_of
from equitytown.place.loader import read_place
from equitytown.progress import Report, silent
from equitytown.refresh.account import Account, Outcome, State, plain
from equitytown.refresh.asking import Asking, unmarked
from equitytown.refresh.tables import STILL_TRIED, TableWork, check_table_names
from equitytown.store.archive import STORE, Archive, said
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Status
from equitytown.terms.place import Place
from equitytown.terms.reply import Reply
from equitytown.terms.sources import HandedFile, SourceEntry

INCOMING = "incoming"  # the folder of files saved by hand, within the place's
Figures = tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What a refresh is asked for.

    `sources` names suppliers (all when empty), `handed` is the folder of files saved by hand, `accept` names
    measures whose change of scale or number of rows somebody has looked at. `instead` and `courtesy` are for
    mirrors and tests.
    """

    sources: Collection[str] = ()
    handed: Path | None = None
    is_offline: bool = False
    is_rehearsal: bool = False
    accept: Collection[str] = ()
    today: date = field(default_factory=date.today)
    instead: Mapping[str, str] = field(default_factory=dict)
    courtesy: Courtesy = field(default_factory=Courtesy)


def refresh(folder: Path, wish: Wish, *, report: Report = silent) -> Account:
    """
    Bring a place's figures up to date.

    Parameters
    ----------
    folder : Path
        The place's folder; what is collected is kept in its `store`.
    wish : Wish
        What is asked for.
    report : Report
        Told of each measure's end.

    Returns
    -------
    Account
        Measure by measure, what came and what did not.

    Raises
    ------
    PlaceError
        If the folder has faults; nobody is asked.
    InputError
        If a source or an accepted measure is not one of the place's.
    CollectError
        If another run is collecting for this place, or the disk cannot be written.
    """
    place = read_place(folder, area_of=geography.area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes)
    _check_names(place, wish)
    if wish.handed is not None and not wish.handed.is_dir():
        raise InputError(f"there is no folder {wish.handed}. Name the one that holds the files saved by hand.")
    archive = Archive(folder / STORE)
    with Fetcher(origins(), wish.today, wish.instead, wish.courtesy) as fetcher:
        work = _Work(place, archive, wish, None if wish.is_offline else fetcher, wish.handed or folder / INCOMING)
        if wish.is_rehearsal:
            outcomes = work.all(report)
        else:
            with archive.writing():
                archive.check_clock(wish.today)
                outcomes = work.all(report)
                archive.note_checked(_notes(outcomes, wish.today))
    return Account(place.area.area_name, wish.today, wish.is_rehearsal, outcomes)


def scope_of(place: Place) -> Scope:
    """Give whose figures a place wants: its own, every upper-tier authority's, the regions' and its nation's."""
    regions = {geography.region_of(area.area_code) for area in geography.upper_tier()}
    wanted = {area.area_code: area for area in (*geography.upper_tier(), *regions, place.nation, place.region)}
    inside = {code for found in place.boundaries.values() for code in found.codes}  # no supplier is asked for these
    others = {code: area for code, area in place.areas.items() if code not in inside}
    return Scope(place.area, place.region, place.nation, {**wanted, **others})


def _check_names(place: Place, wish: Wish) -> None:
    for name in wish.sources:
        if name not in place.suppliers:
            raise InputError(f'source "{name}" is not in sources.yaml. Use one of: {", ".join(place.suppliers)}.')
    entries = place.suppliers.values()
    check_table_names(entries, place.indicators)
    tables = {table_id for entry in entries for table_id in entry.tables}
    for name in wish.accept:
        if name not in place.indicators and name not in tables:
            raise InputError(f'"{name}" is no measure or table of this place, so there is nothing to accept.')


def _notes(outcomes: Sequence[Outcome], today: date) -> dict[str, dict[str, str]]:
    """Give what status tells later: when each measure was asked for, and what stood in the way if anything did."""
    notes = {}
    for o in outcomes:
        if o.state is not State.NO_WAY:
            problem = o.sentence if o.state in (State.REFUSED, State.UNREACHED) else ""
            notes[o.indicator_id] = {"checked": today.isoformat(), "problem": problem}
    return notes


@dataclass
class _Work:
    """The measures of one refresh."""

    place: Place
    archive: Archive
    wish: Wish
    fetcher: Fetcher | None
    folder: Path
    failed: Counter[str] = field(default_factory=Counter)
    memory: dict[str, Reply] = field(default_factory=dict)

    def all(self, report: Report) -> tuple[Outcome, ...]:
        """Ask for every measure that is wished for, then for the tables of reference."""
        wanted = [i for i in self.place.indicators.values() if i.confirmed and self._is_wished(i.source.supplier)]
        entries = [entry for name, entry in self.place.suppliers.items() if self._is_wished(name)]
        steps = len(wanted) + sum(len(entry.tables) for entry in entries)
        outcomes: list[Outcome] = []
        for done, indicator in enumerate(wanted, start=1):
            outcomes.extend(self._measure(indicator))
            report("Collecting", done, steps)
        for done, outcome in enumerate(self._tables(entries), start=len(wanted) + 1):
            outcomes.append(outcome)
            report("Collecting", done, steps)
        return tuple(outcomes)

    def _is_wished(self, supplier_id: str) -> bool:
        return not self.wish.sources or supplier_id in self.wish.sources

    def _tables(self, entries: Collection[SourceEntry]) -> Iterator[Outcome]:
        """Ask for the tables of reference of some sources."""
        work = TableWork(
            archive=self.archive, scope=lambda: self.scope,
            asking=partial(Asking, self.archive, self.fetcher, self.memory),
            folder=self.folder, today=self.wish.today, accept=self.wish.accept, failed=self.failed,
            is_rehearsal=self.wish.is_rehearsal, is_offline=self.fetcher is None,
        )  # fmt: skip
        return work.all(entries)

    def _measure(self, indicator: Indicator) -> Iterator[Outcome]:
        """Read what was handed over; ask the supplier where nothing was."""
        entry = self.place.suppliers[indicator.source.supplier]
        supplier = SUPPLIERS.get(entry.supplier_id)
        named = [handed for handed in entry.files if holds(handed, indicator)]
        ready = [(handed, path) for handed in named if (path := found(handed, self.folder)) is not None]
        for handed, path in ready:
            yield self._attempt(
                indicator, _source_id(entry, handed), partial(self._rows_of_file, indicator, handed, path)
            )
        if not ready and supplier is not None and supplier.rows is not None:
            yield self._attempt(indicator, entry.supplier_id, partial(supplier.rows, indicator, self.scope))
        elif not ready:
            wanted = " or ".join(handed.path for handed in named) or "a file that sources.yaml describes"
            sentence = f"put {wanted} into {self.folder}, or name another folder with --from."
            yield Outcome(indicator.indicator_id, entry.supplier_id, State.NO_WAY, sentence)

    def _rows_of_file(self, indicator: Indicator, handed: HandedFile, path: Path, asking: Asking) -> Iterable[Row]:
        """Read a file's rows, by its declared mapping or in the supplier's own layout."""
        supplier_id = indicator.source.supplier
        reply = asking.hand(path, lambda: read_handed(handed, path, supplier_id=supplier_id, today=self.wish.today))
        if handed.columns:
            return declared_rows(indicator, handed, reply)
        supplier = SUPPLIERS.get(supplier_id)
        if supplier is None or supplier.rows_of_file is None:
            raise DriftError(f"{path.name} is in no layout that is known. Say in sources.yaml which column is which.")
        rows = supplier.rows_of_file(indicator, reply)
        return (row if row.known_from else replace(row, known_from=handed.dated) for row in rows)

    def _attempt(self, indicator: Indicator, source_id: str, rows_of: Callable[[Asking], Iterable[Row]]) -> Outcome:
        """Ask for one measure from one source, and keep what can be kept."""
        name, supplier_id = indicator.indicator_id, indicator.source.supplier
        asking = Asking(self.archive, self.fetcher, self.memory)
        held = self.archive.figures(name, source_id)
        if self.failed[supplier_id] >= STILL_TRIED:
            sentence = "not asked, since its supplier could not be reached for the measures before it."
            return self._outcome(indicator, source_id, State.UNREACHED, sentence, held)
        try:
            figures = self._checked(list(rows_of(asking)), indicator, source_id, held)
        except DriftError as fault:
            self._keep([unmarked(reply) for reply in asking.replies], (), source_id)
            return self._outcome(indicator, source_id, State.REFUSED, plain(fault, name), held)
        except CollectError as fault:
            self.failed[supplier_id] += self.fetcher is not None
            return self._outcome(indicator, source_id, State.UNREACHED, plain(fault, name), held)
        self._keep(asking.replies, figures if _differ(figures, held) else (), source_id)
        return self._came(indicator, source_id, figures, held)

    def _checked(
        self, rows: Sequence[Row], indicator: Indicator, source_id: str, held: Sequence[Observation]
    ) -> Figures:
        """Turn rows into figures that can be trusted."""
        entry = self.place.suppliers[indicator.source.supplier]
        imprint = Imprint(entry.publisher, entry.name, entry.licence)
        figures = observations_of(
            rows, indicator=indicator, scope=self.scope, imprint=imprint, check=told_of, today=self.wish.today
        )
        figures = _not_backdated(figures, held, today=self.wish.today)
        check_figures(figures, held, rows=rows, indicator=indicator, scope=self.scope)
        others = [] if held else self._others(indicator)
        check_undated(figures, others, indicator=indicator, today=self.wish.today)
        if indicator.indicator_id not in self.wish.accept:
            check_drift(figures, held, others=others, ever=self._ever(source_id, indicator), indicator=indicator,
                        scope=self.scope)  # fmt: skip
        return figures

    def _ever(self, source_id: str, indicator: Indicator) -> set[object]:
        """Give every figure that a source ever gave, by key: a file that loses a few each time is noticed."""
        vintages = self.archive.vintages(indicator.indicator_id, source_id)
        return {o.key for v in vintages for o in self.archive.read(v) if o.value is not None}

    def _others(self, indicator: Indicator) -> list[Observation]:
        """Give the measure's figures that are held from wherever, but those quoted from a printed report."""
        name = indicator.indicator_id
        collected = (v.supplier_id for v in self.archive.manifest.vintages if v.indicator_id == name)
        figures = (o for source_id in dict.fromkeys(collected) for o in self.archive.figures(name, source_id))
        own = (o for o in self.place.observations if o.indicator_id == name and not o.is_printed)
        return [*figures, *own]

    def _keep(self, replies: Iterable[Reply], figures: Figures, source_id: str) -> None:
        if not self.wish.is_rehearsal:
            self.archive.keep(replies, figures, supplier_id=source_id)

    def _came(self, indicator: Indicator, source_id: str, figures: Figures, held: Sequence[Observation]) -> Outcome:
        """Count what is new, what has another value, and what no longer came."""
        before, now = _values(held), _values(figures)
        hidden = {o.key for o in figures if o.status is Status.SUPPRESSED} & before.keys()
        new, gone = len(now.keys() - before.keys()), len(before.keys() - now.keys() - hidden)
        revised = sum(before[key] != now[key] for key in before.keys() & now.keys())
        if not _differ(figures, held):
            return self._outcome(indicator, source_id, State.UNCHANGED, "nothing new.", held)
        counts = [f"{new:,} new"] * bool(new) + [f"{revised:,} revised"] * bool(revised)
        counts += [f"{len(hidden):,} now suppressed, and so withheld"] * bool(hidden)
        counts += [f"{gone:,} no longer given, which stand"] * bool(gone)
        sentence = f"{', '.join(counts) or 'limits, counts or notes changed'}."
        made = self._outcome(indicator, source_id, State.CAME, sentence, figures)
        return replace(made, new=new, revised=revised, withdrawn=gone)

    def _outcome(
        self, indicator: Indicator, source_id: str, state: State, sentence: str, held: Sequence[Observation]
    ) -> Outcome:
        own = [o for o in held if o.area_code == self.place.area.area_code and o.value is not None]
        newest = max(own, key=lambda o: (o.period, o.known_from), default=None)
        period, since = (newest.period.label, newest.known_from) if newest else ("", None)
        return Outcome(indicator.indicator_id, source_id, state, sentence, held=period, since=since)

    @cached_property
    def scope(self) -> Scope:
        """Whose figures are wanted."""
        return scope_of(self.place)


def _source_id(entry: SourceEntry, handed: HandedFile) -> str:
    """Name a source: a supplier, whichever way its own layout came; a mapped file stands by itself."""
    return f"{entry.supplier_id}: {handed.path}" if handed.columns else entry.supplier_id


def _not_backdated(figures: Figures, held: Sequence[Observation], *, today: date) -> Figures:
    """Let a figure that its source dates as before, and that now says something else, be known from today."""
    before = {(o.key, o.known_from): said(o) for o in held}
    return tuple(
        replace(o, known_from=today, provenance=replace(o.provenance, retrieved=today))
        if before.get((o.key, o.known_from), said(o)) != said(o)
        else o
        for o in figures
    )


def _values(figures: Sequence[Observation]) -> dict[object, float]:
    """Give values by figure; object: the parts of a key."""
    return {o.key: o.value for o in figures if o.value is not None}


def _differ(figures: Figures, held: Sequence[Observation]) -> bool:
    """Say whether anything that a figure says is not what is held."""
    return {o.key: said(o) for o in figures} != {o.key: said(o) for o in held}
