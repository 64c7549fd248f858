"""Status: measure by measure what is held, how old it is, when more is due, and what a newer file would replace."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from statistics import median

from equitytown.refresh.account import days
from equitytown.store.archive import Archive
from equitytown.store.vintages import Holdings
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.place import Place

NOTHING = "no figure is held"


@dataclass(frozen=True, slots=True)
class Standing:
    """
    What is held of one measure for the place itself, its newest figure first.

    `known_from` is the day from which that figure is known. `due` is when the next period is to be expected, and
    `due_basis` says whether a person wrote it or earlier ones told it. `replaces` says which figures a newer file
    of the supplier would take the place of. `problem` is what stood in the way when it was last asked for.
    """

    indicator_id: str
    headline: str
    supplier: str
    period: str = ""
    source: str = ""
    known_from: date | None = None
    checked: str = ""
    problem: str = ""
    due: date | None = None
    due_basis: str = ""
    replaces: str = ""

    def lines(self, today: date) -> list[str]:
        """Tell it in a heading and a few lines."""
        told = [f"{self.indicator_id}: {self._held(today)}"]
        if self.due is not None:
            told.append(f"    next: {_when(self.due, today)} ({self.due_basis})")
        if self.replaces:
            told.append(f"    a newer file would replace {self.replaces}")
        if self.checked:
            told.append(f"    last asked for on {self.checked}" + (f": {self.problem}" if self.problem else ""))
        return told

    def _held(self, today: date) -> str:
        if self.known_from is None:
            return f"{NOTHING} (supplier {self.supplier})"
        return f"{self.period}, known for {days(today - self.known_from)}, from {self.source}"


def standings(place: Place, holdings: Holdings, archive: Archive) -> tuple[Standing, ...]:
    """
    Say how each confirmed measure stands.

    Parameters
    ----------
    place : Place
        With everything that was collected.
    holdings : Holdings
        What is known today.
    archive : Archive
        For when each measure was last asked for.

    Returns
    -------
    tuple of Standing
        In the order of the outcome list, then the other measures.
    """
    listed = [i for principle in place.framework.principles for i in principle.indicator_ids]
    order = dict.fromkeys([*listed, *place.indicators])
    checked = archive.checked()
    measures = (place.indicators[name] for name in order)
    return tuple(_standing(i, place, holdings, checked.get(i.indicator_id, {})) for i in measures if i.confirmed)


def _standing(indicator: Indicator, place: Place, holdings: Holdings, checked: dict[str, str]) -> Standing:
    series = holdings.series(indicator.indicator_id, place.area.area_code, sex=indicator.headline_sex).observations
    held = [o for o in series if o.value is not None]
    base = Standing(
        indicator.indicator_id, indicator.headline, indicator.source.supplier,
        checked=checked.get("checked", ""), problem=checked.get("problem", ""),
    )  # fmt: skip
    if not held:
        return base
    newest = held[-1]
    due, basis = _due(indicator, held)
    same = [o for o in holdings.observations if o.indicator_id == newest.indicator_id and o.period == newest.period]
    return Standing(
        base.indicator_id, base.headline, base.supplier, newest.period.label, newest.provenance.title,
        newest.known_from, base.checked, base.problem, due, basis, _replaced(newest, same),
    )  # fmt: skip


def _replaced(newest: Observation, same: Sequence[Observation]) -> str:
    """Say which figures of the newest period would give way, and how they came."""
    how = "as printed in a report" if newest.is_printed else f"of {newest.provenance.publisher}"
    areas = len({o.area_code for o in same if o.value is not None})
    return f"{newest.period.label} for {areas:,} area{'' if areas == 1 else 's'}, {how}"


def _due(indicator: Indicator, held: Sequence[Observation]) -> tuple[date | None, str]:
    """Say when the next period is to be expected: as the measure's file says, or as earlier ones came."""
    if indicator.source.next_release is not None:
        return indicator.source.next_release, "as the measure's file says"
    waits = [(o.known_from - o.period.end).days for o in held if not o.is_printed]
    if not waits:
        return None, ""
    newest = held[-1].period
    step = newest.start - held[-2].period.start if len(held) > 1 else timedelta(days=365)
    return newest.end + step + timedelta(days=min(median(waits), waits[-1])), "judged by when earlier ones came"


def _when(due: date, today: date) -> str:
    return f"about {due:%B %Y}" if due >= today else f"due since about {due:%B %Y}"


def as_data(standing: Standing) -> dict[str, object]:
    """Give it for a script."""
    dated = {name: value.isoformat() for name in ("known_from", "due") if (value := getattr(standing, name))}
    return asdict(standing) | dated
