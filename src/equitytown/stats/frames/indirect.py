"""Indirectly standardised rates by column name."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from narwhals.typing import IntoFrame, IntoFrameT

from equitytown.errors import InputError
from equitytown.stats import standardise
from equitytown.stats.checks import Confidence, Floats, Notes, notes
from equitytown.stats.frames.answers import Column, answered, computed_columns
from equitytown.stats.frames.bands import age_labels
from equitytown.stats.frames.columns import By, Frame, check_numbers, collected, names_of, number, opened
from equitytown.stats.frames.groups import Groups, grouped
from equitytown.stats.frames.rates import method_of_counts
from equitytown.stats.frames.refusals import negative, not_above_zero
from equitytown.stats.frames.tables import tabulated
from equitytown.stats.intervals import Computed
from equitytown.stats.rates import multiplier_of


def indirectly_standardised_ratio(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    reference_numerator: str = "reference_numerator",
    reference_denominator: str = "reference_denominator",
    totals: IntoFrameT | None = None,
    age: str = "age",
    by: By | None = None,
    multiplier: float = 1,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Ratios of observed to expected events, exact below ten observed and Byar's limits from there upwards.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each group.
    numerator, denominator : str
        Columns of counts: events and people of the band.
    reference_numerator, reference_denominator : str
        Columns of the reference population's events and people of the same band.
    totals : dataframe, optional
        Events of each group where their ages are not known: the columns of `by` and `numerator`. Then
        `data` needs no numerator.
    age : str, default "age"
        Column of age bands, where there is one: a group that lacks a band which others have gets no value. Several
        rows of a band (smaller areas, say) are added up. Without it, groups must have equally many rows.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    multiplier : float, default 1
        1 for a ratio, 100 for one where 100 is as expected.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `observed`, `expected`, `value`, limits, `method` and `note`. No value where a count is missing, and in a
        group that lacks an age band, or has fewer rows than others where ages are not told.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a count is negative, people of the reference are not
        above 0, or totals are of a group that the data has not, or give one twice.

    See Also
    --------
    equitytown.stats.indirectly_standardised_ratio : The same over arrays, with the formula's source.

    Examples
    --------
    >>> import polars as pl
    >>> deaths = pl.DataFrame({
    ...     "numerator": [4, 36], "denominator": [1000, 2000],
    ...     "reference_numerator": [20, 150], "reference_denominator": [10_000, 10_000]})
    >>> indirectly_standardised_ratio(deaths, multiplier=100)["value"].to_list()
    [125.0]
    """
    columns_of = _Counts(numerator, denominator, reference_numerator, reference_denominator)
    groups, observed, note = _compared(data, totals, columns_of, age=age, by=by)
    expected = groups.sums["expected"]
    found = standardise.indirectly_standardised_ratio(observed, expected, multiplier=multiplier, confidence=confidence)
    columns: dict[str, Column] = {"observed": observed, "expected": expected}
    columns |= computed_columns(found, confidence=confidence, method=method_of_counts(observed), note=note)
    return answered(data, groups.keys, columns)


def indirectly_standardised_rate(
    data: IntoFrameT,
    *,
    numerator: str = "numerator",
    denominator: str = "denominator",
    reference_numerator: str = "reference_numerator",
    reference_denominator: str = "reference_denominator",
    totals: IntoFrameT | None = None,
    age: str = "age",
    by: By | None = None,
    multiplier: float = 100_000,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Indirectly standardised rates: the standardised ratio times the reference's crude rate.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each age band of each group.
    numerator, denominator : str
        Columns of counts: events and people of the band.
    reference_numerator, reference_denominator : str
        Columns of the reference population's events and people of the same band.
    totals : dataframe, optional
        Events of each group where their ages are not known: the columns of `by` and `numerator`. Then
        `data` needs no numerator.
    age : str, default "age"
        Column of age bands, where there is one: a group that lacks a band which others have gets no value. Several
        rows of a band (smaller areas, say) are added up. Without it, groups must have equally many rows.
    by : str or sequence of str, optional
        Columns whose combinations make one row of the answer; all rows together by default.
    multiplier : float, default 100,000
        The rate is for so many people.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        `observed`, `expected`, `reference_rate`, `value`, limits, `method` and `note`. No value as in
        `indirectly_standardised_ratio`.

    Raises
    ------
    InputError
        As for `indirectly_standardised_ratio`.

    Examples
    --------
    >>> import polars as pl
    >>> deaths = pl.DataFrame({
    ...     "numerator": [4, 36], "denominator": [1000, 2000],
    ...     "reference_numerator": [20, 150], "reference_denominator": [10_000, 10_000]})
    >>> indirectly_standardised_rate(deaths)["value"].to_list()
    [1062.5]
    """
    columns_of = _Counts(numerator, denominator, reference_numerator, reference_denominator)
    groups, observed, note = _compared(data, totals, columns_of, age=age, by=by)
    reference = multiplier_of(multiplier) * groups.sums["reference_numerator"] / groups.sums["reference_denominator"]
    expected = groups.sums["expected"]
    ratio = standardise.indirectly_standardised_ratio(observed, expected, confidence=confidence)
    found = Computed(ratio.value * reference, ratio.lower * reference, ratio.upper * reference, ratio.note)
    columns: dict[str, Column] = {"observed": observed, "expected": expected, "reference_rate": reference}
    columns |= computed_columns(found, confidence=confidence, method=method_of_counts(observed), note=note)
    return answered(data, groups.keys, columns)


class _Counts(NamedTuple):
    """Columns of counts: events and people, and those of the reference."""

    numerator: str
    denominator: str
    reference_numerator: str
    reference_denominator: str


def _compared(
    data: IntoFrame, totals: IntoFrame | None, counts: _Counts, *, age: str, by: By | None
) -> tuple[Groups, Floats, Notes]:
    """Sum what is expected, and what was observed: from the same rows, or from totals found by key."""
    frame, keys = opened(data), names_of(by)
    check_numbers(frame, *(counts[1:] if totals is not None else counts))
    terms = {
        "expected": number(counts.denominator)
        * number(counts.reference_numerator)
        / number(counts.reference_denominator),
        "reference_numerator": number(counts.reference_numerator),
        "reference_denominator": number(counts.reference_denominator),
    }
    words = {"expected": f"{counts.denominator} or the reference"}
    impossible = [
        negative(counts.denominator),
        negative(counts.reference_numerator),
        not_above_zero(counts.reference_denominator),
    ]
    if totals is None:
        terms["observed"], words["observed"] = number(counts.numerator), counts.numerator
        impossible.append(negative(counts.numerator))
    summed = grouped(frame, by=keys, terms=terms, refusals=impossible)
    groups = _withheld(summed, _lacking(frame, summed, keys, age))
    note = np.where(groups.lacking == "", groups.summed.reasons(words), groups.lacking)
    if totals is None:
        return groups.summed, groups.summed.sums["observed"], note
    found = _found_totals(groups.summed, opened(totals), counts.numerator, keys)
    return groups.summed, found, np.where((note == "") & np.isnan(found), "the total of events is not given", note)


class _Withheld(NamedTuple):
    """Sums of groups, nothing expected in those that lack rows which others have, with a note for each."""

    summed: Groups
    lacking: Notes


def _lacking(frame: Frame, groups: Groups, by: Sequence[str], age: str) -> Notes:
    """Say which groups lack an age band that others have, or rows where ages are not told."""
    if not by or age in by:
        return notes(groups.rows.shape)
    if age in frame.collect_schema().names():
        labels = age_labels(frame, age)
        bands = collected(frame.select(*by, age).unique())
        return tabulated(bands, by=by, along=age, labels=labels, terms={}).lacking("age")
    most = int(groups.rows.max(initial=0))
    told = {k: f"{k:,} of {most:,} rows that another group has are not there" for k in range(1, most)}
    return notes(groups.rows.shape, *((groups.rows == most - k, sentence) for k, sentence in told.items()))


def _withheld(groups: Groups, lacking: Notes) -> _Withheld:
    """Expect nothing of a group that lacks an age band: its observed events may be of all ages."""
    expected = np.where(lacking == "", groups.sums["expected"], np.nan)
    return _Withheld(groups._replace(sums={**groups.sums, "expected": expected}), lacking)


def _found_totals(groups: Groups, totals: Frame, numerator: str, by: Sequence[str]) -> Floats:
    """Give each group its total of events, by key; NaN where there is none."""
    check_numbers(totals, numerator)
    events = grouped(totals, by=by, terms={"events": number(numerator)}, refusals=[negative(numerator)])
    if not by:
        return events.sums["events"]
    held = {tuple(row): i for i, row in enumerate(events.keys.iter_rows())}
    wanted = [tuple(row) for row in groups.keys.iter_rows()]
    known = set(wanted)
    twice, strange = np.flatnonzero(events.rows > 1), [i for key, i in held.items() if key not in known]
    if twice.size:
        raise InputError(
            f"totals give {twice.size:,} of {len(held):,} groups more than once (first: {events.name(int(twice[0]))}). "
            "Give each group one total."
        )
    if strange:
        raise InputError(
            f"totals have {len(strange):,} of {len(held):,} groups that the data has not (first: "
            f"{events.name(strange[0])}). Write their keys alike, as text or as numbers in both, or leave them out."
        )
    return np.array([events.sums["events"][held[key]] if key in held else np.nan for key in wanted])
