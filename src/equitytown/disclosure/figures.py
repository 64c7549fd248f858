"""
A place's figures made safe to publish: what a build prints of an indicator that names a small-number rule.

A withheld count takes its value and limits with it. A count that is rounded takes its value along: it is worked out
from the rounded count, and limits that would tell more are worked out again or withheld.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from equitytown.disclosure.figure_days import cell_of, days_of, groups_of
from equitytown.disclosure.figure_layers import layers_of
from equitytown.disclosure.figure_rounding import rounded, tells_its_count
from equitytown.disclosure.figure_sums import Layer
from equitytown.disclosure.figure_tables import WITHHELD, Shown, decide
from equitytown.disclosure.rules import Rule, rule_of
from equitytown.errors import DisclosureError, InputError
from equitytown.progress import Report, silent
from equitytown.store.archive import OBSERVATIONS, STORE
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation, Status
from equitytown.terms.place import Place, SourceFile

NOT_GIVEN = "not given"  # in place of a hash by which a guess at the withheld counts could be confirmed


def protect_place(place: Place, *, within: Mapping[str, str], report: Report = silent) -> Place:
    """
    Put the counts of each indicator that names a small-number rule through it.

    Parameters
    ----------
    place : Place
        As read, with every vintage.
    within : mapping of str to str
        For an area's code the code of the area that it lies in.
    report : Report, optional
        Told of progress.

    Returns
    -------
    Place
        With what may be printed, as known on the edition's day. Of protected indicators later vintages are left
        out, and so are the hash and size of their files.

    Raises
    ------
    InputError
        If a count is no whole number or is missing where its figure tells it, or totals are less than their parts.
    DisclosureError
        If small counts cannot be protected; nothing may be published.
    """
    ruled = [indicator for indicator in place.indicators.values() if indicator.disclosure]
    observations = place.observations
    for done, indicator in enumerate(ruled, start=1):
        own = [o for o in observations if o.indicator_id == indicator.indicator_id]
        layers = layers_of(own, indicator=indicator, place=place)
        safe = protect_figures(own, indicator=indicator, on=place.report.as_of, within=within, layers=layers)
        observations = (*(o for o in observations if o.indicator_id != indicator.indicator_id), *safe)
        report("Protecting small counts", done, len(ruled))
    names = "|".join(re.escape(indicator.indicator_id) for indicator in ruled)
    hidden = re.compile(rf"data/({names})\.csv|{STORE}/{OBSERVATIONS}/({names})-[0-9a-f]+\.parquet")
    files = tuple(_without_hash(file) if hidden.fullmatch(file.path) else file for file in place.files)
    return replace(place, observations=observations, files=files)


def _without_hash(file: SourceFile) -> SourceFile:
    """Name a file that holds withheld counts by what it is about: its hash or size would confirm a guess."""
    path = re.sub(r"-[0-9a-f]+\.parquet$", ".parquet", file.path)
    return replace(file, path=path, sha256=NOT_GIVEN, size=None)


def protect_figures(
    observations: Iterable[Observation],
    *,
    indicator: Indicator,
    on: date,
    within: Mapping[str, str],
    layers: Sequence[Layer] = (),
) -> tuple[Observation, ...]:
    """
    Protect the figures of one indicator by the rule that it names.

    Parameters
    ----------
    observations : iterable of Observation
        Every vintage held of this indicator.
    indicator : Indicator
        Its `disclosure` names the rule.
    on : date
        Vintages known from a later date are left out.
    within : mapping of str to str
        For an area's code the code of the area that it lies in.
    layers : sequence of Layer, optional
        What small areas make up larger ones, each boundary set by itself.

    Returns
    -------
    tuple of Observation
        What may be printed. A withheld figure has status suppressed and no value, limits or count, and a note that
        names the rule. It doesn't say whether its count is small or protects a small one: that would tell more.

    Raises
    ------
    InputError
        If a count is no whole number or is missing where its figure tells it, or totals are less than their parts.
    DisclosureError
        If small counts cannot be protected.
    """
    rule = rule_of(indicator.disclosure)
    known = [o for o in observations if o.known_from <= on]
    for observation in known:
        _check(observation, indicator)
    shown: Shown = {}
    try:
        for group in groups_of([o for o in known if o.numerator is not None]):
            shown |= decide(days_of(group, within=within, layers=layers), rule=rule)
    except DisclosureError as error:
        first, _, _ = str(error).partition(". ")
        raise DisclosureError(
            f"{_path(indicator)}: small counts cannot be protected by rule {rule.name}: {first.rstrip('.')}. "
            "What was known before is taken to be printed, and stays. Take out figures that are finer than the others, "
            "or name a rule that withholds less. Nothing was written."
        ) from error
    except InputError as error:
        raise InputError(f"{_path(indicator)}: {error} Nothing was written.") from error
    return tuple(_safe(o, shown, indicator, rule) for o in known)


def _path(indicator: Indicator) -> str:
    return f"data/{indicator.indicator_id}.csv"


def _check(o: Observation, indicator: Indicator) -> None:
    """Refuse a count that is no whole number, and a figure that tells a count which is not held."""
    where = f"{_path(indicator)}, line {o.provenance.row}"
    if o.numerator is not None and o.numerator != int(o.numerator):
        raise InputError(
            f"{where}: numerator {o.numerator:g} is no whole number, and the indicator's counts are put through rule "
            f"{indicator.disclosure}. Write the count itself, or leave `disclosure` out."
        )
    if o.numerator is None and tells_its_count(o, indicator):
        raise InputError(
            f"{where}: numerator is empty, and the value with its people or limits tells it. Write the count, so that "
            f"it is put through rule {indicator.disclosure} too; of a large area its people (denominator) will do."
        )


def _safe(o: Observation, shown: Shown, indicator: Indicator, rule: Rule) -> Observation:
    """Give what may be printed of a figure."""
    o = replace(o, provenance=replace(o.provenance, snapshot_id=NOT_GIVEN))
    if o.numerator is None:
        return o
    number = shown[cell_of(o)]
    if number == WITHHELD:
        return _withheld(o, rule)
    if o.status is Status.SUPPRESSED:
        return replace(o, numerator=None)
    return o if rule.base == 1 else rounded(o, number, indicator=indicator, rule=rule)


def _withheld(o: Observation, rule: Rule) -> Observation:
    note = f"Withheld: 1 to {rule.threshold} people, or so that another figure cannot be worked out; rule {rule.name}"
    bare = replace(o, value=None, lower=None, upper=None, confidence=None, numerator=None, published_rating=None)
    return replace(bare, status=Status.SUPPRESSED, note=note)
