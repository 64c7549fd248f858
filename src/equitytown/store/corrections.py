"""Corrections: a supplier's figure that was looked at and put right, for as long as the supplier gives it so."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from equitytown.errors import Fault, PlaceError
from equitytown.store.vintages import as_known
from equitytown.terms.observation import Observation, Status
from equitytown.terms.sources import Correction

CORRECTED = "Corrected here"  # how the note of a correction begins
FILE = "sources.yaml"
MEND = "Look at it again. If the supplier has mended it, end the correction with that day (until: 2027-02-01)."
NOISE = 1e-9  # of a value: two spellings of one number


def corrected(
    observations: Sequence[Observation], corrections: Iterable[Correction], *, on: date
) -> tuple[Observation, ...]:
    """
    Add a vintage for each correction that was made by a date.

    Parameters
    ----------
    observations : sequence of Observation
        Every vintage.
    corrections : iterable of Correction
        As sources.yaml gives them.
    on : date
        Later corrections are left out, as later figures are.

    Returns
    -------
    tuple of Observation
        The vintages given, and one for each correction, known from its day. It keeps the supplier's provenance;
        its note says what was published, why it is wrong and what shows it. Limits and counts go with the figure.

    Raises
    ------
    PlaceError
        If a figure to be corrected is not held, or the supplier now gives something else: every such case.
    """
    made = [c for c in corrections if c.dated <= on and (c.until is None or on < c.until)]
    if not made:
        return tuple(observations)
    newest = {(o.indicator_id, o.area_code, o.period.label, o.sex): o for o in as_known(observations, on=on)
              if not o.category_type}  # fmt: skip
    faults, added = list[Fault](), list[Observation]()
    for correction in made:
        found = newest.get((correction.indicator_id, correction.area_code, correction.period, correction.sex))
        if sentence := _out_of_date(correction, found):
            faults.append(Fault(FILE, None, sentence, MEND))
        elif found is not None:
            added.append(_vintage(correction, found))
    if faults:
        raise PlaceError(faults)
    replaced = {(o.key, o.known_from) for o in added}
    return (*(o for o in observations if (o.key, o.known_from) not in replaced), *added)


def _out_of_date(correction: Correction, found: Observation | None) -> str:
    """Say why a correction no longer applies; nothing where it does."""
    what = f"correction of {correction.indicator_id}, {correction.area_code}, {correction.period}, {correction.sex}:"
    if found is None:
        return f"{what} no such figure is held."
    given = "no value" if found.value is None else f"{found.value:g}"
    if found.value is None or abs(found.value - correction.published) > NOISE * abs(correction.published):
        return (
            f"{what} it was made for {correction.published:g}, and {found.provenance.publisher} now gives {given} "
            f"(known from {found.known_from})."
        )
    return ""


def _vintage(correction: Correction, found: Observation) -> Observation:
    note = (
        f"{CORRECTED} on {correction.dated} by {correction.reviewed_by}: {correction.reason} "
        f"Published as {correction.published:g}. Evidence: {correction.evidence}"
    )
    return replace(
        found,
        value=correction.value,
        lower=None,
        upper=None,
        confidence=None,
        numerator=None,
        denominator=None,
        status=Status.MISSING if correction.value is None else Status.ESTIMATED,
        note=note,
        published_rating=None,
        known_from=max(correction.dated, found.known_from),
    )
