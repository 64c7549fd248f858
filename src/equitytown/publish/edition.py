"""An edition as the sections see it: the place, what was known, and what comparing it found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from equitytown.audit.remarks import Remark
from equitytown.present.wording.numbers import same_in_print
from equitytown.present.wording.symbols import Symbol, symbols_of
from equitytown.store.archive import Kept
from equitytown.store.vintages import Holdings
from equitytown.terms.area import Area
from equitytown.terms.chance import Chance
from equitytown.terms.checks import CheckResult, failed
from equitytown.terms.comparator import ComparatorKind, NeighbourSet
from equitytown.terms.edit import Edit
from equitytown.terms.edition_change import EditionChanges, Issued
from equitytown.terms.edition_record import EditionRecord
from equitytown.terms.finding import Finding, Spread
from equitytown.terms.indicator import Indicator
from equitytown.terms.inside import Inside
from equitytown.terms.observation import Observation, Rating
from equitytown.terms.place import Place, Series
from equitytown.terms.sign_off import Standing
from equitytown.terms.target import TargetProgress


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The three findings of one figure."""

    national: Finding
    regional: Finding
    neighbours: Finding

    @property
    def observation(self) -> Observation:
        """The figure that all three are about."""
        return self.national.observation

    @property
    def averages(self) -> tuple[Finding, Finding]:
        """The findings against England and the region."""
        return self.national, self.regional


@dataclass(frozen=True)
class Edition:
    """
    One edition before it is drawn.

    `findings` are about the figures held: the place's, three a figure, and its neighbours' against
    England. `printed` are the rounds of the printed outcome table, each basis "as published".
    `spreads` holds how England's upper-tier councils spread for a measure's newest figure.
    `inside` are what comparing the parts of the town found, for each measure that has any.
    `chance` counts the comparisons with England and the region of the outcome list's newest figures, `ward_chance` each
    ward's with the town. `record` is what the edition says, `changes` what of that an earlier one said otherwise, and
    `issued` are the corrections of published editions, newest first. `targets` say how far along each target is.
    `snapshots` are the suppliers' replies that figures were read from. `checks` are those that the build ran, and
    `standing` is who signed what it says, None before that is known. `remarks` are what an audit says of its own tables
    and words, and `printed_remarks` what it says of the printed rounds, which are somebody else's.
    """

    place: Place
    holdings: Holdings
    findings: tuple[Finding, ...]
    printed: tuple[Finding, ...]
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    inside: tuple[Inside, ...] = ()
    chance: Chance | None = None
    ward_chance: Mapping[str, Chance] = field(default_factory=dict)
    record: EditionRecord | None = None
    changes: EditionChanges | None = None
    issued: tuple[Issued, ...] = ()
    snapshots: tuple[Kept, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    standing: Standing | None = None
    remarks: tuple[Remark, ...] = ()
    printed_remarks: tuple[Remark, ...] = ()
    targets: tuple[TargetProgress, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Say whether two people have signed what it says, and none of its checks failed: it is then no draft."""
        return self.standing is not None and self.standing.is_signed and not failed(self.checks)

    @cached_property
    def by_figure(self) -> dict[tuple[str, str, str], Comparisons]:
        """The comparisons of every figure of the place's own, by indicator, sex and period."""
        grouped: dict[tuple[str, str, str], dict[ComparatorKind, Finding]] = {}
        place = self.place.area.area_code
        for finding in (f for f in self.findings if f.observation.area_code == place):
            key = (finding.indicator_id, finding.observation.sex, finding.period.label)
            grouped.setdefault(key, {})[finding.comparator] = finding
        kinds = (ComparatorKind.NATIONAL, ComparatorKind.REGIONAL, ComparatorKind.NEIGHBOURS)
        return {key: Comparisons(*(found[kind] for kind in kinds)) for key, found in grouped.items()}

    @cached_property
    def edits(self) -> dict[str, Edit]:
        """Officers' edits of drafted sentences, by the sentence's name."""
        return {edit.sentence_id: edit for edit in self.place.edits}

    def comparisons(self, indicator: Indicator, period: str, *, sex: str = "") -> Comparisons | None:
        """Find the comparisons of one period of the place's own series."""
        return self.by_figure.get((indicator.indicator_id, sex or indicator.headline_sex, period))

    @cached_property
    def _ratings(self) -> dict[tuple[str, str, str, str], Rating]:
        """Ratings against England by indicator, area, sex and period: the place's and its neighbours'."""
        national = (f for f in self.findings if f.comparator is ComparatorKind.NATIONAL)
        return {
            (f.indicator_id, f.observation.area_code, f.observation.sex, f.period.label): f.verdict.rating
            for f in national
        }

    def rating(self, indicator: Indicator, area: Area, period: str, *, sex: str = "") -> Rating:
        """Give an area's rating against England; not compared where there is none."""
        key = (indicator.indicator_id, area.area_code, sex or indicator.headline_sex, period)
        return self._ratings.get(key, Rating.NOT_COMPARED)

    def current(self, indicator: Indicator) -> Comparisons | None:
        """Find the comparisons of the newest figure held; None where the measure awaits data."""
        series = self.own(indicator).observations
        latest = next((o for o in reversed(series) if o.value is not None), None)
        return self.comparisons(indicator, latest.period.label) if latest else None

    def own(self, indicator: Indicator, *, sex: str = "") -> Series:
        """Give the place's own series."""
        return self.series(indicator, self.place.area, sex=sex)

    def series(self, indicator: Indicator, area: Area, *, sex: str = "") -> Series:
        """Give an area's series, oldest first."""
        return self.holdings.series(indicator.indicator_id, area.area_code, sex=sex or indicator.headline_sex)

    def neighbour_set(self, indicator: Indicator) -> NeighbourSet | None:
        """Give the neighbour set that this edition uses for an indicator; None where the place has none."""
        return self.place.neighbours_of(indicator)

    def neighbours(self, indicator: Indicator) -> tuple[Area, ...]:
        """Give the neighbours that a rank counts; none where the place has no set."""
        found = self.neighbour_set(indicator)
        return found.ranking_members if found is not None else ()

    def all_findings(self) -> tuple[Finding, ...]:
        """Give every finding: of the figures held, then as printed."""
        return (*self.findings, *self.printed)

    def known(self) -> tuple[Observation, ...]:
        """
        Give every vintage known on the edition's day, and the printed figures.

        A printed figure that a vintage already holds from the same publisher is given once.
        """
        held = tuple(o for o in self.place.observations if o.known_from <= self.holdings.on)
        printers = {f.observation.provenance.publisher for f in self.printed}
        seen = {(o.key, o.value, o.provenance.publisher) for o in held if o.provenance.publisher in printers}
        printed: dict[tuple[object, ...], Observation] = {}
        for finding in self.printed:
            for observation in (finding.observation, finding.comparator_value):
                if observation is None or observation.known_from > self.holdings.on:
                    continue
                if (observation.key, observation.value, observation.provenance.publisher) not in seen:
                    printed.setdefault((observation.key, observation.provenance.row), observation)
        return (*held, *printed.values())

    def earlier_vintages(self, observation: Observation) -> tuple[Observation, ...]:
        """Give the older vintages of a figure that say something else, oldest first."""
        older = (
            o
            for o in self._vintages.get(observation.key, ())
            if o.known_from < observation.known_from and o.value is not None and o.value != observation.value
        )
        return tuple(sorted(older, key=lambda o: o.known_from))

    def symbols(self, observation: Observation) -> tuple[Symbol, ...]:
        """Give the symbols of a figure; revised is one that its publisher printed otherwise before."""
        indicator = self.place.indicators[observation.indicator_id]
        publisher = observation.provenance.publisher
        before = [o for o in self.earlier_vintages(observation) if o.provenance.publisher == publisher]
        revised = any(not same_in_print(o.value, observation.value, indicator) for o in before)
        return symbols_of(observation, indicator, revised=revised)

    @cached_property
    def _of_groups(self) -> dict[tuple[str, str], list[Observation]]:
        found: dict[tuple[str, str], list[Observation]] = {}
        for o in self.holdings.observations:
            if o.category_type:
                found.setdefault((o.indicator_id, o.area_code), []).append(o)
        return found

    def of_groups(self, indicator: Indicator, area: Area) -> tuple[Observation, ...]:
        """Give an area's newest figures by group of people, in the order of the file; none where none are held."""
        held = self._of_groups.get((indicator.indicator_id, area.area_code), [])
        newest = max((o.period for o in held if o.value is not None), default=None)
        return tuple(o for o in held if o.period == newest and o.sex == indicator.headline_sex)

    @cached_property
    def held_ids(self) -> frozenset[str]:
        """Name every figure in use, as traces name it."""
        return frozenset(o.observation_id for o in self.holdings.observations)

    @cached_property
    def _vintages(self) -> dict[tuple[object, ...], list[Observation]]:
        grouped: dict[tuple[object, ...], list[Observation]] = {}
        for observation in self.place.observations:
            grouped.setdefault(observation.key, []).append(observation)
        return grouped

    def listed(self) -> tuple[Indicator, ...]:
        """Give every indicator of the outcome list in printed order."""
        ids = (i for p in self.place.framework.principles for i in p.indicator_ids)
        return tuple(self.place.indicators[i] for i in ids)

    def supporting(self) -> tuple[Indicator, ...]:
        """
        Give the indicators that the outcome list does not hold, with figures of the place as a whole or none yet.

        Those that are held for its small areas alone stand on the pages of the town within.
        """
        listed = {indicator.indicator_id for indicator in self.listed()}
        others = (i for key, i in self.place.indicators.items() if key not in listed)
        return tuple(i for i in others if not i.boundary_sets or self.own(i).observations)
