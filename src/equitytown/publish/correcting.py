"""A correction after publication: old value from the published record, new value from what is held now."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from equitytown.errors import InputError
from equitytown.publish.edition import Edition
from equitytown.terms.edition_change import IssuedCorrection
from equitytown.terms.edition_record import EditionRecord, RecordedFigure
from equitytown.terms.observation import Observation, Status


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What somebody wants to correct, and why.

    Without a period it is what is said of the measure, and without a measure too the edition's other words; an empty
    area is the place, an empty sex the measure's own.
    """

    indicator_id: str
    reason: str
    issued_by: str
    dated: date
    period: str = ""
    area_code: str = ""
    sex: str = ""
    category: str = ""


def correction_of(edition: Edition, published: EditionRecord, wanted: Wanted) -> IssuedCorrection:
    """
    Make the row of a correction.

    Parameters
    ----------
    edition : Edition
        The place compared now, its figure already mended.
    published : EditionRecord
        Of the edition that had it wrong.
    wanted : Wanted
        The figure, or the measure whose words are corrected.

    Returns
    -------
    IssuedCorrection
        With both values, which are one where its limits or its source were wrong. The old one is not repeated where
        the figure is now withheld so that nobody can be recognised.

    Raises
    ------
    InputError
        If there is no such measure or figure, or the figure is still what was published, limits and source too.
    """
    if not wanted.indicator_id and not wanted.period:
        return _row(published.edition, wanted, values=(None, None))
    indicator = edition.place.indicators.get(wanted.indicator_id)
    if indicator is None:
        near = get_close_matches(wanted.indicator_id, edition.place.indicators, n=3) or sorted(edition.place.indicators)
        raise InputError(f'indicator "{wanted.indicator_id}" is not one of this place. Try: {", ".join(near)}.')
    if not wanted.period:
        return _row(published.edition, wanted, values=(None, None))
    area = wanted.area_code or edition.place.area.area_code
    sex = wanted.sex or indicator.headline_sex
    about = "|".join([wanted.indicator_id, area, wanted.period, sex, *filter(None, [wanted.category])])
    before = published.figures.get(about)
    held = next((o for o in edition.holdings.observations if o.observation_id == about), None)
    if before is None and held is None:
        raise InputError(f"neither the edition {published.edition} nor the place's folder has a figure {about}. "
                         f"{_periods(published, wanted.indicator_id, area, sex)}")  # fmt: skip
    old, new = before.value if before else None, held.value if held else None
    if old == new and _stands(before, held):
        value = "no value" if new is None else f"{new:g}"
        raise InputError(
            f"{about} was published as {value} and is held as {value}, with the same limits and from the same source: "
            "there is nothing to correct. Mend the figure in the place's folder first."
        )
    shown = None if _hides(held, indicator.disclosure) else old
    return _row(published.edition, wanted, area=area, sex=sex, values=(shown, new))


def _stands(before: RecordedFigure | None, held: Observation | None) -> bool:
    """Say whether limits, publisher and title of a figure are what was published."""
    if before is None or held is None:
        return True
    now = (held.lower, held.upper, held.provenance.publisher, held.provenance.title)
    return (before.lower, before.upper, before.publisher, before.title) == now


def _hides(held: Observation | None, rule: str) -> bool:
    """
    Say whether a figure may be withheld so that nobody can be recognised: its old value is not repeated then.

    One that is no longer held may have been taken out for that reason, where its measure has a small-number rule.
    """
    if held is None:
        return bool(rule)
    return held.value is None and (bool(rule) or held.status is Status.SUPPRESSED)


def _periods(published: EditionRecord, indicator_id: str, area: str, sex: str) -> str:
    """Name the periods that were published."""
    start, end = f"{indicator_id}|{area}|", f"|{sex}"
    held = sorted(key[len(start) : -len(end)] for key in published.figures if key.startswith(start) and
                  key.endswith(end))  # fmt: skip
    return f"Published were: {', '.join(held)}." if held else "No period of it was published for this area and sex."


def _row(
    edition: str, wanted: Wanted, *, area: str = "", sex: str = "", values: tuple[float | None, float | None]
) -> IssuedCorrection:
    return IssuedCorrection(wanted.dated, edition, wanted.indicator_id, area, wanted.period, sex, wanted.category,
                            *values, wanted.reason, wanted.issued_by)  # fmt: skip
