"""Rows of a supplier into observations: every row checked, every fault counted, none taken on trust."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from equitytown.collect.supplier import Row, Scope
from equitytown.collect.values import STATUSES, optional_number, rating_of, read_value
from equitytown.errors import DriftError, InputError
from equitytown.stats.checks import CONFIDENCE
from equitytown.terms.indicator import Indicator, ValueType
from equitytown.terms.observation import Observation, Provenance, Status
from equitytown.terms.period import Period, PeriodKind, parse_period

Check = Callable[[Observation, Indicator], Sequence[str]]
"""Gives a sentence for each thing that cannot be right in a figure."""

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is written on each figure of a supplier: its publisher, its own name, and the licence."""

    publisher: str
    name: str
    licence: str


@dataclass(slots=True)
class _Tally:
    """Faults by their first words, with where each first stands."""

    found: list[str] = field(default_factory=list)

    def note(self, row: Row, sentence: str) -> None:
        self.found.append(f"line {row.line} ({row.area_name or row.area_code}, {row.period}): {sentence}")

    def refuse(self, indicator: Indicator, read: int) -> None:
        if self.found:
            shown = "".join(f"\n    {fault}" for fault in self.found[:SHOWN])
            more = f"\n    and {len(self.found) - SHOWN:,} more." if len(self.found) > SHOWN else ""
            rows = f"{len(self.found):,} of {read:,} rows"
            raise DriftError(f"{indicator.indicator_id}: {rows} cannot be right:{shown}{more}")


def observations_of(
    rows: Iterable[Row], *, indicator: Indicator, scope: Scope, imprint: Imprint, check: Check, today: date
) -> tuple[Observation, ...]:
    """
    Turn a supplier's rows into observations.

    Parameters
    ----------
    rows : iterable of Row
        What the supplier's module read; areas that are not in the scope are left out.
    indicator : Indicator
        What is measured. Sexes that it does not name are left out.
    scope : Scope
        Whose figures are wanted.
    imprint : Imprint
        What is written on each figure.
    check : callable
        Gives what cannot be right in a figure.
    today : date
        The day from which a figure is known that its supplier does not date: a reply of old that is read anew, by
        another mapping or after somebody accepted it, says nothing of earlier days.

    Returns
    -------
    tuple of Observation
        In order of area, sex, category and period; a row that stands twice with one value counts once.

    Raises
    ------
    DriftError
        With a count and the first faults, if any row cannot be right. Nothing is taken by halves.
    """
    sexes = {sex.strip() for sex in indicator.sex.split(",")}
    making = _Making(indicator, imprint, check, today)
    tally, taken, read = _Tally(), dict[object, tuple[Observation, Row]](), 0  # object: a figure and its vintage
    for row in rows:
        if row.area_code in scope.areas and row.sex in sexes:
            read += 1
            for made in making.made(row, tally):
                _take(made, row, taken, tally)
    tally.refuse(indicator, read)
    made_all = (observation for observation, _ in taken.values())
    return tuple(
        sorted(made_all, key=lambda o: (o.area_code, o.sex, o.category_type, o.category, o.period, o.known_from))
    )


def _take(made: Observation, row: Row, taken: dict[object, tuple[Observation, Row]], tally: _Tally) -> None:
    """Keep a figure once; the same figure with another value is a fault."""
    key = (made.key, made.known_from)
    if key not in taken:
        taken[key] = made, row
        return
    earlier, first = taken[key]
    if (earlier.value, earlier.lower, earlier.upper) != (made.value, made.lower, made.upper):
        tally.note(row, f"{_said(made)} here, and {_said(earlier)} on line {first.line}")


def _said(observation: Observation) -> str:
    return "no value" if observation.value is None else f"{observation.value:g}"


@dataclass(frozen=True, slots=True)
class _Making:
    """Writes a measure's rows in our terms."""

    indicator: Indicator
    imprint: Imprint
    check: Check
    today: date

    def made(self, row: Row, tally: _Tally) -> Iterator[Observation]:
        """Make an observation, or note why not."""
        try:
            made = self._observation(row)
        except (DriftError, InputError) as error:
            tally.note(row, str(error))
            return
        faults = self.check(made, self.indicator)
        for sentence in faults:
            tally.note(row, sentence)
        if not faults:
            yield made

    def _observation(self, row: Row) -> Observation:
        value, status, note = read_value(row.value)
        lower, upper = optional_number(row.lower), optional_number(row.upper)
        has_limits = value is not None and lower is not None and upper is not None and row.confidence == CONFIDENCE
        if value is not None and row.status:
            status = STATUSES.get(row.status.casefold(), status)
        counts = [optional_number(cell) for cell in (row.numerator, row.denominator)]
        return Observation(
            indicator_id=self.indicator.indicator_id,
            area_code=row.area_code,
            period=_period(row.period, self.indicator.period_kind),
            sex=row.sex,
            age=self.indicator.age,
            value=value,
            lower=lower if has_limits else None,
            upper=upper if has_limits else None,
            confidence=CONFIDENCE if has_limits else None,
            numerator=counts[0] if self.indicator.value_type in _COUNTED else None,
            denominator=(counts[1] or None),  # suppliers write 0 where they give none
            status=status if value is not None or status is Status.SUPPRESSED else Status.MISSING,
            note=". ".join(part for part in (note, row.note) if part),
            published_rating=rating_of(row.rating) if value is not None else None,
            known_from=row.known_from or self.today,
            provenance=self._provenance(row),
            category_type=row.category_type,
            category=row.category,
        )

    def _provenance(self, row: Row) -> Provenance:
        return Provenance(
            publisher=self.imprint.publisher,
            title=f"{self.imprint.name}: {row.title}" if row.title else self.imprint.name,
            licence=self.imprint.licence,
            address=self.indicator.source.address,
            retrieved=self.today if row.known_from is None else row.reply.retrieved,
            snapshot_id=row.reply.snapshot_id,
            row=row.line,
        )


@lru_cache(maxsize=1_000)
def _period(label: str, kind: PeriodKind) -> Period:
    """Read a label, which stands in a table once for each area."""
    return parse_period(label, kind=kind)


_COUNTED = frozenset(ValueType) - {ValueType.LIFE_EXPECTANCY, ValueType.INDEX}


def same_name(one: str, other: str) -> bool:
    """
    Say whether two names are one, but for case, spaces and marks.

    Examples
    --------
    >>> same_name("Life expectancy at  birth", "life expectancy at birth")
    True
    >>> same_name("Smoking prevalence (15 yrs)", "Smoking prevalence (18+ yrs)")
    False
    """
    tidy = [
        "".join(letter for letter in name.casefold() if letter.isalnum() or letter in "+%<>") for name in (one, other)
    ]
    return tidy[0] == tidy[1]


def check_identity(indicator: Indicator, name: str) -> None:
    """
    Refuse a measure that the supplier calls otherwise than the indicator's file does.

    Raises
    ------
    DriftError
        If the names differ, or the file gives none: then its sentence gives the line to add.
    """
    source = indicator.source
    if not source.supplier_name:
        raise DriftError(
            f'{indicator.indicator_id}: the supplier calls {source.supplier_id or "it"} "{name}". If that is what is '
            f'meant, add to its file, under source: supplier_name: "{name}"'
        )
    if not same_name(name, source.supplier_name):
        raise DriftError(
            f'{indicator.indicator_id}: the supplier calls {source.supplier_id} "{name}" and the indicator\'s file '
            f'calls it "{source.supplier_name}". If it was only renamed, change supplier_name; otherwise its number '
            "is wrong."
        )
