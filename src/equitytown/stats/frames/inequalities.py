"""Summary measures of inequality among subgroups by column name."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import numpy as np
from narwhals.typing import IntoFrameT

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, confidence_levels, notes
from equitytown.stats.frames.answers import Column, answered, computed_columns
from equitytown.stats.frames.columns import By
from equitytown.stats.frames.life_bands import each_age
from equitytown.stats.frames.subgroup_rows import Block, Columns, Subgroups, subgroups_of
from equitytown.stats.inequality import (
    MEASURES,
    Inequality,
    Measure,
    attributable_fraction_of_counts,
    attributable_risk_of_counts,
)
from equitytown.stats.intervals import Computed

NO_REFERENCE = "no reference subgroup is marked"
NORMAL, OF_THE_LOGARITHM = "normal limits", "normal limits of the logarithm"
DELTA, RESIDUALS, COUNTS = "limits by the delta method", "limits from residuals", "limits from counts"
OF_COUNTS = {
    name: MEASURES[name]._replace(function=function)
    for name, function in (
        ("population_attributable_risk", attributable_risk_of_counts),
        ("population_attributable_fraction", attributable_fraction_of_counts),
    )
}
METHODS = {"group_difference": NORMAL, "group_ratio": OF_THE_LOGARITHM, "between_group_variance": NORMAL}


def inequality(
    data: IntoFrameT,
    *,
    best: str,
    value: str = "value",
    population: str = "population",
    standard_error: str | None = None,
    order: str | None = None,
    category: str | None = None,
    reference: str | None = None,
    scale: float | None = None,
    numerator: str | None = None,
    measures: str | Sequence[str] | None = None,
    by: By | None = None,
    confidence: Confidence = 0.95,
) -> IntoFrameT:
    """
    Summary measures of inequality among subgroups, as many as are asked for.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each subgroup of each group.
    best : str
        Which figures are good: "high", "low", or a column that holds these words and is the same for all rows
        of a group.
    value, population : str
        Columns of the subgroups' figures and people.
    standard_error : str, optional
        Column of the figures' standard errors. Without it most measures have no limits.
    order : str, optional
        Column that numbers the subgroups from 1, the most disadvantaged. Without it subgroups have no order,
        and measures that need one are left out.
    category : str, optional
        Column of the subgroups' labels.
    reference : str, optional
        The label of the reference subgroup in `category`; without `category` a column that marks it (1 or
        true, one row in each group). Differences, ratios and attributable measures are then set against it.
    scale : float, optional
        The figure that stands for everybody: 1 for shares, 100 for percentages. Needed by the logistic, Wagstaff's
        and Erreygers's indices.
    numerator : str, optional
        Column of people with the event among `population`, where everybody was counted. With it the attributable
        risk (for `scale` people) and fraction come from these counts, and so do their limits.
    measures : str or sequence of str, optional
        Names such as "between_group_variance", as in `equitytown.stats.inequality.MEASURES`; by default every
        one that the columns given allow.
    by : str or sequence of str, optional
        Columns whose combinations make one set of subgroups (indicator and period, say); all rows together by
        default.
    confidence : float or sequence of float, default 0.95
        Two-sided coverage, above 0 and below 1.

    Returns
    -------
    dataframe
        One row for each group and measure: `measure`, `subgroups` (how many there are), `value`, limits,
        `method`, `note`, `standard_error` (of the logarithm for ratios) and `unit`. No measure of a group in
        which a figure, a population or a number of the order is missing.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a measure is not known or lacks what it needs, a
        subgroup stands twice in a group, or a number cannot be.

    See Also
    --------
    equitytown.stats.inequality : The same over arrays, a function for each measure, with their formulas.

    Examples
    --------
    >>> import polars as pl
    >>> smoking = pl.DataFrame({
    ...     "income": [1, 2, 3], "value": [24.0, 18.0, 12.0], "population": [1000, 2000, 1000],
    ...     "standard_error": [1.4, 0.9, 1.0]})
    >>> found = inequality(smoking, best="low", order="income", standard_error="standard_error",
    ...                    measures=["group_difference", "between_group_variance"])
    >>> found.select("measure", "value", pl.col("lower").round(2), "unit").rows()
    [('group_difference', 12.0, 8.63, 'value'), ('between_group_variance', 18.0, 7.77, 'value squared')]
    """
    given = {"standard_error": standard_error, "order": order, "reference": reference, "scale": scale, "most": scale}
    chosen = _chosen(measures, given, known=MEASURES if numerator is None else {**MEASURES, **OF_COUNTS})
    idle = numerator is not None and not OF_COUNTS.keys() & chosen.keys()
    if idle or (numerator is not None and scale is None and measures is None):
        raise InputError(
            f"numerator serves {' and '.join(OF_COUNTS)}; the first needs `scale` too. Ask for them, or leave it out."
        )
    columns = Columns(value, population, standard_error, order, category, reference, best, numerator)
    rows = subgroups_of(data, columns, by)
    found = _worked_out(rows, chosen, given, confidence)
    shared: dict[str, Column] = {
        "measure": list(chosen) * len(rows.size),
        "subgroups": np.repeat(rows.size, len(chosen)),
    }
    shared |= computed_columns(
        Computed(*found[:4]),
        confidence=confidence,
        method=[_method(name, measure, given) for name, measure in chosen.items()] * len(rows.size),
    )
    shared |= {
        "standard_error": found.standard_error,
        "unit": [measure.unit for measure in chosen.values()] * len(rows.size),
    }
    return answered(data, each_age(rows.keys, len(chosen)), shared)


def _chosen(
    names: str | Sequence[str] | None, given: Mapping[str, object], *, known: Mapping[str, Measure]
) -> dict[str, Measure]:
    """Give the measures asked for, or all that what is given allows."""
    if names is not None and not (isinstance(names, Sequence) and all(isinstance(name, str) for name in names)):
        raise InputError(f"measures must be names, and are {names!r}.")
    if names is None:
        return {name: measure for name, measure in known.items() if not _unmet(measure, given)}
    found = {}
    for name in [names] if isinstance(names, str) else names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise InputError(f'"{name}" is no measure of inequality. They are: {", ".join(known)}.{hint}')
        unmet = _unmet(known[name], given)
        if unmet:
            raise InputError(f"{name} needs {unmet}. Give it, or leave the measure out.")
        found[name] = known[name]
    if not found:
        raise InputError("no measure is asked for. Name one, or leave `measures` out for all.")
    return found


def _unmet(measure: Measure, given: Mapping[str, object]) -> str:
    """Name what a measure needs and is not given; "" where nothing is."""
    if measure.ordered and given["order"] is None:
        return "order"
    if measure.function is attributable_risk_of_counts and given["scale"] is None:
        return "scale"
    lacking = [name for name in given if name in measure.needs and given[name] is None]
    return {"most": "scale"}.get(lacking[0], lacking[0]) if lacking else ""


def _worked_out(
    rows: Subgroups, chosen: Mapping[str, Measure], given: Mapping[str, object], confidence: Confidence
) -> Inequality:
    """Work out every measure of every group, flat: all measures of one group, then of the next."""
    shape = (len(rows.size), len(chosen))
    levels = np.shape(confidence_levels(confidence, like=np.array(0.0)))
    value, error, note = np.full(shape, np.nan), np.full(shape, np.nan), notes(shape)
    lower, upper = np.full((2, *levels, *shape), np.nan)
    for block in rows.blocks():
        for i, measure in enumerate(chosen.values()):
            at = (block.groups, i)
            found = _of_block(measure, block, rows, given, confidence)
            value[at], error[at], note[at] = found.value, found.standard_error, found.note
            lower[..., block.groups, i], upper[..., block.groups, i] = found.lower, found.upper
    flat = (*levels, -1)
    return Inequality(value.ravel(), lower.reshape(flat), upper.reshape(flat), note.ravel(), error.ravel())


def _of_block(
    measure: Measure, block: Block, rows: Subgroups, given: Mapping[str, object], confidence: Confidence
) -> Inequality:
    """Work out one measure of groups that have the same number of subgroups."""
    count = block.cells["value"].shape[1]
    lacking = rows.lacking[block.groups]
    blank = np.full(lacking.shape, np.nan)
    if count < measure.fewest:
        few = notes(lacking.shape, (np.array(True), f"{count} subgroups are too few: {measure.fewest} are needed"))
        bare = np.broadcast_to(blank, (*np.shape(confidence), *blank.shape))
        return Inequality(blank, bare, bare, few, blank)
    options = _options(measure, block, rows, given)
    figures = [block.cells["numerator" if "numerator" in measure.takes else "value"]]
    if {"population", "denominator"} & measure.takes:
        figures.append(block.cells["population"])
    found = measure.function(*figures, confidence=confidence, **options)
    if "reference" in measure.takes:
        lacking = np.where((lacking == "") & ~rows.marked[block.groups], NO_REFERENCE, lacking)
    gone = lacking != ""
    value, lower, upper, error = (np.where(gone, np.nan, part) for part in (*found[:3], found.standard_error))
    return Inequality(value, lower, upper, np.where(gone, lacking, found.note), error)


def _options(
    measure: Measure, block: Block, rows: Subgroups, given: Mapping[str, object]
) -> dict[str, Any]:  # Any: what the measure asks for
    """Say what a measure is given beside figures and people."""
    can: dict[str, Any] = {
        "best": rows.best[block.groups],
        "order": "unordered" if given["order"] is None else "ordered",
    }
    can |= {name: given[name] for name in ("scale", "most") if given[name] is not None}
    if measure.function is attributable_risk_of_counts:
        can["multiplier"] = given["scale"]
    if "standard_error" in block.cells:
        can["standard_error"] = block.cells["standard_error"]
    if "reference" in block.cells:
        can["reference"] = (np.nan_to_num(block.cells["reference"]) != 0).argmax(axis=1)
    return {name: option for name, option in can.items() if name in measure.takes}


def _method(name: str, measure: Measure, given: Mapping[str, object]) -> str:
    """Say in words how a measure's limits were made."""
    if "numerator" in measure.takes:
        return COUNTS
    if "standard_error" not in measure.takes:
        return RESIDUALS
    if measure.code in ("aci", "rci") and given["standard_error"] is None:
        return RESIDUALS
    return METHODS.get(name, DELTA)
