"""The printed forms that a trace may have: worked out anew from the edition, not from the words that carry it."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from equitytown.present.wording.inside_sureness import percent
from equitytown.present.wording.numbers import bare, count, difference, number, ordinal, signed, with_unit
from equitytown.present.wording.phrases import capital, rank_words, verdict_words
from equitytown.present.wording.projections import in_hundred
from equitytown.present.wording.symbols import symbol_of_missing
from equitytown.present.wording.target_standing import size_told
from equitytown.present.wording.targets import number_of
from equitytown.publish.edition import Edition
from equitytown.publish.narrative import neighbours_rated
from equitytown.publish.target_traces import numbers as of_target
from equitytown.publish.within.traces import numbers
from equitytown.terms.chance import Chance
from equitytown.terms.edition_change import ChangeKind
from equitytown.terms.finding import DIFFERS_BY_CHANCE, Direction, Finding, FindingBasis, Rank
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Rating
from equitytown.terms.target import TargetProgress

Forms = frozenset[str]
WORST_TENTH, WORST_FIFTH = 1, 2  # deciles


class Traces:
    """What each trace of an edition may print. Worked out for the traces that are asked for, and kept."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._kept: dict[str, Forms | None] = {}

    def forms(self, trace: str) -> Forms | None:
        """Give the printed forms of a trace; None for one that names nothing of this edition."""
        if trace not in self._kept:
            self._kept[trace] = self._forms(trace)
        return self._kept[trace]

    def _forms(self, trace: str) -> Forms | None:
        key, _, field = trace.partition("#")
        for knows, give in self._kinds:
            if knows(key):
                return give(key, field)
        return self._of_figure(key, field)

    @cached_property
    def _kinds(self) -> tuple[tuple[Callable[[str], bool], Callable[[str, str], Forms | None]], ...]:
        """Each kind of trace: how its name is known, and what gives its forms. A new kind is a line here."""
        return (
            (lambda key: key == "comparisons", lambda _, field: _of_chance(self.edition.chance, field)),
            (lambda key: key == "findings", lambda _, field: self._of_summary(field)),
            (lambda key: key.startswith("wards|"), self._of_ward),
            (lambda key: key.startswith("changes|"), self._of_changes),
            (lambda key: key.startswith("sources|"), self._of_source),
            (lambda key: "|map|" in key, self._of_map),
            (lambda key: key in self._targets, self._of_target),
            (lambda key: "|inside|" in key, self._of_inside),
            (lambda key: key in self._findings, self._of_finding),
            (lambda key: key in self._accounts, self._of_account),
        )

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        return {f.finding_id: f for f in self.edition.all_findings()}

    @cached_property
    def _observations(self) -> dict[str, Observation]:
        return {o.observation_id: o for o in self.edition.holdings.observations}

    @cached_property
    def _wholes(self) -> dict[str, Observation]:
        """The town's own figures, as the findings inside the town hold them."""
        return {f.whole.observation_id: f.whole for f in self.edition.inside if f.whole is not None}

    @cached_property
    def _accounts(self) -> dict[str, dict[str, float | str]]:
        found: dict[str, dict[str, float | str]] = {}
        for one in self.edition.place.accounts.values():
            files = {
                f"/made_from/files/{name.replace('~', '~0').replace('/', '~1')}": sha for name, sha in one.files.items()
            }
            found[one.path] = {
                "/town/share": one.share, "/town/lower": one.lower, "/town/upper": one.upper, "/draws": one.draws,
                "/seed": one.seed, "/made_from/version": one.version, **files,
            }  # fmt: skip
        return found

    def _of_figure(self, key: str, field: str) -> Forms | None:
        """A figure: the vintage in use, or the older one that the trace names by its day."""
        name, _, day = key.partition("@")
        held = self._observations.get(name)
        if day:
            older = self.edition.earlier_vintages(held) if held is not None else ()
            found = [o for o in older if o.known_from.isoformat() == day][-1:]
        else:
            found = [o for o in (held, self._wholes.get(name)) if o is not None]
        if not found:
            return None
        return frozenset(form for o in found for form in self._figure(o, field))

    def _figure(self, held: Observation, field: str) -> Forms:
        indicator = self.edition.place.indicators[held.indicator_id]
        value = {"lower": held.lower, "upper": held.upper}.get(field, held.value)
        if value is None:
            return frozenset({symbol_of_missing(held)})
        return frozenset({bare(value, indicator), with_unit(value, indicator)})

    def _of_finding(self, key: str, field: str) -> Forms | None:
        finding = self._findings[key]
        indicator = self.edition.place.indicators[finding.indicator_id]
        if field.startswith("rank"):
            return _of_rank(finding.rank, field) if finding.rank is not None else None
        if field == "rating":
            rating = finding.verdict.rating.value
            return frozenset({rating, capital(rating), verdict_words(finding), ""})
        if field == "rated":
            rated = len(neighbours_rated(self.edition, indicator, finding.period.label))
            return frozenset({count(rated)})
        return _of_size(finding, field, indicator)

    def _of_inside(self, key: str, field: str) -> Forms | None:
        found = self._inside.get(key)
        if found is None:
            return None
        values, indicator = found
        if field.startswith("rating:"):
            return frozenset({"", *(r.value for r in Rating), *(capital(r.value) for r in Rating)})
        value = values.get(field)
        return None if value is None else _any_form(value, indicator)

    @cached_property
    def _inside(self) -> dict[str, tuple[dict[str, float], Indicator]]:
        return {f.finding_id: (numbers(f), self.edition.place.indicators[f.indicator_id]) for f in self.edition.inside}

    @cached_property
    def _targets(self) -> dict[str, tuple[TargetProgress, dict[str, float]]]:
        return {p.finding_id: (p, of_target(p)) for p in self.edition.targets}

    def _of_target(self, key: str, field: str) -> Forms | None:
        """A target's number; one of people as it is rounded to what the figure behind it allows, and no finer."""
        progress, values = self._targets[key]
        value, people = values.get(field), progress.people
        if value is None:
            return None
        if people is not None and field.startswith("people"):
            return frozenset({number_of(value, people)})
        if field in ("projection_coverage", "projection_confidence"):
            return frozenset({in_hundred(value / 100)})
        indicator = self.edition.place.indicators[progress.target.indicator_id]
        return _any_form(value, indicator) | _rounded(value) | {size_told(value, indicator)}

    def _of_summary(self, field: str) -> Forms | None:
        """The counts of the summary, counted again from the findings."""
        found = [c for i in self.edition.listed() if (c := self.edition.current(i)) is not None]
        rated = [c.national.verdict for c in found if c.national.verdict.rating is not Rating.NOT_COMPARED]
        computed = sum(v.basis is FindingBasis.COMPUTED for v in rated)
        letters = sum(not v.tested for v in rated)
        moved = sum(_has_moved(c.national) for c in found)
        held = sum(c.national.change is not None or _has_moved(c.national) for c in found)
        counts: dict[str, float] = {
            "computed": computed,
            "letters": letters,
            "stated": len(rated) - computed - letters,
            "not compared": len(self.edition.listed()) - len(rated),
            "untested": held - moved,
            **{rating.value: n for rating, n in Counter(v.rating for v in rated).items()},
        }
        tested = len(rated) - letters
        if field == "chance":
            return frozenset(
                {number(tested * DIFFERS_BY_CHANCE, decimals=1), f"of {tested} tested verdicts would differ anyway"}
            )
        value = counts.get(field, 0)
        return frozenset({str(int(value)), count(int(value)), capital(count(int(value)))})

    def _of_ward(self, key: str, field: str) -> Forms | None:
        _, code, *rest = key.split("|")
        if rest:
            return self._of_ward_tenths(code, rest[0], field)
        part, _, field_of_chance = field.partition("#")
        chance = self.edition.ward_chance.get(code)
        if part == "chance" and field_of_chance:
            return _of_chance(chance, field_of_chance)
        ratings = self._ward_ratings.get(code, Counter())
        told = sum(n for rating, n in ratings.items() if rating is not Rating.NOT_COMPARED)
        if part == "chance":
            return frozenset({number(told * DIFFERS_BY_CHANCE, decimals=1)})
        value = told if part == "compared" else next((n for r, n in ratings.items() if r.value == part), 0)
        return frozenset({count(value), str(value)})

    @cached_property
    def _ward_ratings(self) -> dict[str, Counter[Rating]]:
        from equitytown.publish.within.ward_pages import standings  # noqa: PLC0415  it stands above the words
        from equitytown.publish.within.wards import wards  # noqa: PLC0415

        return {w.area_code: Counter(s.rating for s in standings(self.edition, w)) for w in wards(self.edition)}

    def _of_ward_tenths(self, code: str, indicator_id: str, field: str) -> Forms | None:
        """Counts of a ward's small areas: no more than the measure has areas, and the worst no more than all."""
        areas = self._areas_of.get(indicator_id, 0)
        return _counts_up_to(areas) if code and field in ("areas", "tenth", "fifth") else None

    @cached_property
    def _areas_of(self) -> Counter[str]:
        """How many areas have a figure of each measure."""
        pairs = {(o.indicator_id, o.area_code) for o in self.edition.holdings.observations}
        return Counter(indicator_id for indicator_id, _ in pairs)

    def _of_map(self, key: str, field: str) -> Forms | None:
        """Counts of a map's areas: all that have a figure, or some of them."""
        indicator_id, _, set_id, period, sex = key.split("|")
        borders = self.edition.place.boundaries.get(set_id)
        if borders is None:
            return None
        series = (f"{indicator_id}|{shape.area.area_code}|{period}|{sex}" for shape in borders.shapes)
        held = sum((o := self._observations.get(name)) is not None and o.value is not None for name in series)
        if field == "areas":
            return frozenset({str(held), str(len(borders.shapes))})
        return _counts_up_to(held)

    def _of_changes(self, key: str, _field: str) -> Forms | None:
        """Counts of what changed: exact where all are told, and no more than all where some are chosen."""
        found = self.edition.changes
        if found is None:
            return None
        what = key.partition("|")[2]
        revised = (ChangeKind.VALUE, ChangeKind.LIMITS, ChangeKind.WITHDRAWN)
        place = self.edition.place.area.area_code
        exact = {
            "new": [len(found.of(ChangeKind.NEW_PERIOD, ChangeKind.NEW_FIGURE))],
            "revised": [len(found.of(*revised))],
            "revised-own": [sum(c.area_code == place for c in found.of(*revised))],
            "revised-why": list(found.by_why(*revised).values()),
        }
        chosen = {
            "newer": (ChangeKind.NEW_PERIOD,), "ratings": (ChangeKind.RATING,), "no-longer": (ChangeKind.RATING,),
            "defined": (ChangeKind.DEFINITION,), "reworded": (ChangeKind.REWORDED,), "numbers": (ChangeKind.NUMBERS,),
            "added": (ChangeKind.SENTENCE_ADDED,), "gone": (ChangeKind.SENTENCE_GONE,),
        }  # fmt: skip
        if what in exact:
            return frozenset(f"{n:,}" for n in exact[what])
        if what in chosen:
            return _counts_up_to(len(found.of(*chosen[what])))
        return None

    def _of_source(self, key: str, _field: str) -> Forms | None:
        _, publisher, title = key.split("|", 2)
        held = sum(o.provenance.publisher == publisher and o.provenance.title == title
                   for o in self.edition.holdings.observations)  # fmt: skip
        return frozenset({f"{held:,}"})

    def _of_account(self, key: str, field: str) -> Forms | None:
        value = self._accounts[key].get(field)
        if isinstance(value, str):
            return frozenset({value, value[:12]})
        if value is None:
            return None
        return frozenset({f"{number(100 * value, decimals=1)}%", number(value, decimals=0), str(value)})


def _has_moved(finding: Finding) -> bool:
    changes = (finding.change, finding.since_baseline)
    return any(c is not None and c.direction in (Direction.INCREASING, Direction.DECREASING) for c in changes)


def _of_chance(found: Chance | None, field: str) -> Forms | None:
    if found is None:
        return None
    values: dict[str, float] = {"tested": found.tested, "different": found.different, "worked_out": found.worked_out,
                                "remain": found.remain}  # fmt: skip
    if field == "expected":
        return frozenset({number(found.expected, decimals=1)})
    return frozenset({f"{values[field]:,}"}) if field in values else None


def _of_rank(ranked: Rank, field: str) -> Forms | None:
    place = {"rank": ranked.rank, "rank_of": ranked.of, "rank_lower": ranked.lower, "rank_upper": ranked.upper}[field]
    if place is None:
        return None
    strip = f"{'joint ' if ranked.tied else ''}{ranked.rank} of {ranked.of}"
    words = rank_words(ranked)
    whole = {strip, words, capital(words), f"{strip} ({ranked.lower} to {ranked.upper})"} if field == "rank" else set()
    return frozenset({str(place), ordinal(place), *whole})


def _of_size(finding: Finding, field: str, indicator: Indicator) -> Forms | None:
    """A difference or a ratio that a finding holds."""
    gap = finding.gap
    sizes: dict[str, float | None] = {
        "change": finding.change.difference if finding.change else None,
        "baseline": finding.since_baseline.difference if finding.since_baseline else None,
        "gap": gap.now if gap else None,
        "gap_earlier": gap.earlier if gap else None,
    }
    ratios = {"gap_relative": gap and gap.relative_now, "gap_relative_earlier": gap and gap.relative_earlier}
    if (size := sizes.get(field)) is not None:
        return frozenset({difference(size, indicator), signed(size, indicator)})
    ratio = ratios.get(field)
    return frozenset({f"{ratio:.2f}"}) if ratio is not None else None


def _any_form(value: float, indicator: Indicator) -> Forms:
    """Every way in which a number of the town within is printed."""
    forms = {bare(value, indicator), with_unit(value, indicator), difference(value, indicator),
             signed(value, indicator), number(value, decimals=2), number(value, decimals=indicator.decimals),
             number(-value, decimals=indicator.decimals), percent(value)}  # fmt: skip
    if value == int(value):
        forms |= {count(int(value)), capital(count(int(value))), str(int(value))}
    return frozenset(forms)


def _rounded(value: float) -> Forms:
    """Numbers of people, rounded as they are told: to two figures that count."""
    places = -max(0, len(str(abs(int(value)))) - 2)
    return frozenset({f"{round(value, places):,.0f}", f"{value:,.0f}", f"{value:.2f}"})


def _counts_up_to(most: int) -> Forms:
    return frozenset(_worded(range(most + 1)))


def _worded(counts: Iterable[int]) -> Iterable[str]:
    yield "none"
    for how_many in counts:
        yield from (f"{how_many:,}", count(how_many))
