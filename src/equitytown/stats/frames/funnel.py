"""Funnel plots by column name: the lines, the points, and which areas lie outside."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from narwhals.typing import IntoFrame, IntoFrameT

from equitytown.errors import InputError
from equitytown.stats import funnel
from equitytown.stats import funnel_points as points
from equitytown.stats.checks import Confidence, Floats, Truths, is_single, several
from equitytown.stats.frames.answers import Column, answered, answered_rows, label
from equitytown.stats.frames.columns import By, names_of
from equitytown.stats.frames.rowwise import Rows, rows_of
from equitytown.stats.frames.tables import numbered
from equitytown.stats.funnel_limits import LEVELS, Funnel, funnel_of_proportions, funnel_of_rates, funnel_of_ratios

ALONE = "no other row of its group has counts: it is its own average"
TOUCHED = "inverted Wilson"  # the share whose Wilson limit touches the average
USUAL = {"years": 1, "form": "ratio", "average": None}  # options that change nothing
Statistic = Literal["proportion", "ratio", "crude rate", "standardised rate"]


def _standardised(events: Floats, value: Floats, *, multiplier: float, **options: Any) -> Funnel:  # Any: as it takes
    """Draw the funnel of directly standardised rates, about the people that they tell of."""
    people = points.derived_denominator(events, value, multiplier=multiplier)
    return funnel_of_rates(events, people, multiplier=multiplier, **options)


class _Kind(NamedTuple):
    """How one statistic is drawn, placed and judged: its usual unit, and which options it takes beside that."""

    unit: float
    takes: Sequence[str]
    limits: Callable[..., Funnel]
    points: Callable[..., points.FunnelPoints]
    significance: Callable[..., funnel.Significance]


_KINDS = {
    "proportion": _Kind(
        1.0, ["average"], funnel_of_proportions, points.points_of_proportions, funnel.significance_of_proportions
    ),
    "ratio": _Kind(1.0, ["form"], funnel_of_ratios, points.points_of_ratios, funnel.significance_of_ratios),
    "crude rate": _Kind(
        100_000.0,
        ["years", "average"],
        funnel_of_rates,
        points.points_of_rates,
        funnel.significance_of_rates,
    ),
    "standardised rate": _Kind(
        100_000.0,
        ["years", "average"],
        _standardised,
        points.points_of_standardised_rates,
        funnel.significance_of_standardised_rates,
    ),
}


def funnel_limits(
    data: IntoFrameT,
    *,
    statistic: Statistic,
    numerator: str = "numerator",
    denominator: str = "denominator",
    value: str = "value",
    by: By | None = None,
    multiplier: float | None = None,
    average: float | None = None,
    years: float = 1,
    form: points.Form = "ratio",
    confidence: Confidence = LEVELS,
) -> IntoFrameT:
    """
    Draw the lines of a funnel plot about the average of areas.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    statistic : {"proportion", "ratio", "crude rate", "standardised rate"}
        What the figures are.
    numerator, denominator : str
        Columns of counts: events and people, or events observed and expected for ratios.
    value : str
        Column of standardised rates, which take the place of `denominator`.
    by : str or sequence of str, optional
        Columns whose combinations make funnels by themselves; all rows are one funnel by default.
    multiplier : float, optional
        The unit: 1 for proportions and ratios and 100,000 for rates by default.
    average : float, optional
        The middle of the funnel, in that unit, such as England's figure; the average of the areas by default.
        Not for ratios, whose middle is 1.
    years : float, default 1
        How many years of events are pooled: the axis is people in one year. For rates alone.
    form : {"ratio", "excess"}, default "ratio"
        "excess" gives ratios less 1. For ratios alone.
    confidence : float or sequence of float, default (0.95, 0.998)
        Two-sided coverage between a pair of lines.

    Returns
    -------
    dataframe
        A hundred rows for each funnel: `average`, `step` (people for proportions, else events), the lines'
        heights `lower_95`, `upper_95` and so on at the places `lower_at_95`, `upper_at_95` along the axis,
        `method` and `note`. A funnel that cannot be drawn has one row, which says why. An area with a missing
        number takes no part.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, counts are impossible, or an option is not known, out
        of range or not for this statistic.

    See Also
    --------
    equitytown.stats.funnel_limits : The same over arrays, with the formulas.

    Examples
    --------
    >>> import polars as pl
    >>> areas = pl.DataFrame({"numerator": [20, 45, 110], "denominator": [100, 150, 400]})
    >>> lines = funnel_limits(areas, statistic="proportion", multiplier=100)
    >>> lines.select("step", "lower_95", "upper_95").tail(1).with_columns(pl.all().round(1)).rows()
    [(420.0, 22.7, 31.2)]
    """
    read = _read(data, statistic, numerator=numerator, denominator=denominator, value=value, by=by, unit=multiplier)
    options = {
        "multiplier": read.unit,
        "confidence": confidence,
        **_taken(statistic, years=years, form=form, average=average),
    }
    group, keys = numbered(read.rows.held, names_of(by))
    drawn = [
        read.kind.limits(read.events[group == each], read.base[group == each], **options) for each in range(len(keys))
    ]
    sizes = [1 if str(one.note) else one.steps.size for one in drawn]
    columns: dict[str, Column] = {
        "average": np.repeat([float(one.average) for one in drawn], sizes),
        "step": _joined([one.steps for one in drawn], sizes),
    }
    one_level, levels = is_single(confidence), [float(level) for level in several(confidence)]
    for place, level in enumerate(levels):
        ending = "" if one_level else f"_{label(level)}"
        for name in ("lower_at", "lower", "upper_at", "upper"):
            lines = [getattr(one, name) if one_level else getattr(one, name)[place] for one in drawn]
            columns[f"{name}{ending}"] = _joined(lines, sizes)
    columns["method"] = TOUCHED if statistic == "proportion" else "exact Poisson"
    columns["note"] = np.repeat(np.array([str(one.note) for one in drawn], dtype=object), sizes)
    return answered(data, keys[np.repeat(np.arange(len(keys)), sizes)], columns)


def funnel_points(
    data: IntoFrameT,
    *,
    statistic: Statistic,
    numerator: str = "numerator",
    denominator: str = "denominator",
    value: str = "value",
    multiplier: float | None = None,
    years: float = 1,
    form: points.Form = "ratio",
) -> IntoFrameT:
    """
    Place areas in their funnel plot.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    statistic : {"proportion", "ratio", "crude rate", "standardised rate"}
        What the figures are.
    numerator, denominator : str
        Columns of counts: events and people, or events observed and expected for ratios.
    value : str
        Column of standardised rates, which take the place of `denominator`.
    multiplier : float, optional
        The unit: 1 for proportions and ratios and 100,000 for rates by default.
    years : float, default 1
        How many years of events are pooled. For rates alone.
    form : {"ratio", "excess"}, default "ratio"
        "excess" gives ratios less 1. For ratios alone.

    Returns
    -------
    dataframe
        The rows as they came, with `funnel_at` (people, people in a year, or events expected), `funnel_value`,
        `method` and `note`. A standardised rate of fewer than ten events has no place.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, counts are impossible, or an option is not known, out
        of range or not for this statistic.

    See Also
    --------
    equitytown.stats.funnel_points : The same over arrays.

    Examples
    --------
    >>> import polars as pl
    >>> areas = pl.DataFrame({"numerator": [36, 7], "value": [24.0, 9.1]})
    >>> funnel_points(areas, statistic="standardised rate").select("funnel_at", "note").rows()
    [(150000.0, ''), (None, 'fewer than 10 events')]
    """
    read = _read(data, statistic, numerator=numerator, denominator=denominator, value=value, unit=multiplier)
    options = _taken(statistic, years=years, form=form)
    found = read.kind.points(read.events, read.base, multiplier=read.unit, **options)
    columns: dict[str, Column] = {"funnel_at": found.at, "funnel_value": found.value}
    return answered_rows(data, read.rows.held, columns | {"method": statistic, "note": found.note})


def funnel_significance(
    data: IntoFrameT,
    *,
    statistic: Statistic,
    numerator: str = "numerator",
    denominator: str = "denominator",
    value: str = "value",
    by: By | None = None,
    multiplier: float | None = None,
    average: float | None = None,
) -> IntoFrameT:
    """
    Say which areas lie outside their funnel.

    Parameters
    ----------
    data : dataframe
        pandas, polars, pyarrow, DuckDB or Spark; one row for each area.
    statistic : {"proportion", "ratio", "crude rate", "standardised rate"}
        What the figures are.
    numerator, denominator : str
        Columns of counts: events and people, or events observed and expected for ratios.
    value : str
        Column of standardised rates, which take the place of `denominator`.
    by : str or sequence of str, optional
        Columns whose combinations make funnels by themselves; all rows are one funnel by default.
    multiplier : float, optional
        The unit: 1 for proportions and 100,000 for rates by default.
    average : float, optional
        The middle of the funnel, in that unit; the average of the areas by default. Not for ratios, whose middle is 1.

    Returns
    -------
    dataframe
        The rows as they came, with `direction` (-2 to 2), `significance` ("High (0.001)", "High (0.025)",
        "Not significant", "Low (0.025)", "Low (0.001)", "not compared"), `method` and `note`.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, counts are impossible, or an option is not known, out
        of range or not for this statistic.

    See Also
    --------
    equitytown.stats.funnel : The same over arrays, with the rules.

    Examples
    --------
    >>> import polars as pl
    >>> areas = pl.DataFrame({"numerator": [40, 25, 9], "denominator": [25.0, 25.0, 25.0]})
    >>> funnel_significance(areas, statistic="ratio")["significance"].to_list()
    ['High (0.025)', 'Not significant', 'Low (0.001)']
    """
    read = _read(data, statistic, numerator=numerator, denominator=denominator, value=value, by=by, unit=multiplier)
    options = _taken(statistic, average=average)
    if statistic != "ratio":  # the middle of whose funnel is 1
        options |= {"multiplier": read.unit, "group": read.rows.group}
    found = read.kind.significance(read.events, read.base, **options)
    columns: dict[str, Column] = {
        "direction": found.direction,
        "significance": funnel.significance_words(found.direction),
        "method": TOUCHED if statistic == "proportion" else "exact Poisson below ten events, else Byar",
    }
    note = np.where((found.note == "") & _alone(read) & (average is None) & (statistic != "ratio"), ALONE, found.note)
    return answered_rows(data, read.rows.held, columns | {"note": note})


class _Read(NamedTuple):
    """Areas in memory: their events, what these are set against, and the unit of their figures."""

    rows: Rows
    kind: _Kind
    events: Floats
    base: Floats
    unit: float


def _read(
    data: IntoFrame,
    statistic: Statistic,
    *,
    numerator: str,
    denominator: str,
    value: str,
    unit: float | None,
    by: By | None = None,
) -> _Read:
    """Read areas: standardised rates stand where others have their denominators."""
    if statistic not in get_args(Statistic):
        raise InputError(f'statistic must be one of {", ".join(get_args(Statistic))}, and is "{statistic}".')
    base = value if statistic == "standardised rate" else denominator
    rows = rows_of(data, numbers=[numerator, base], by=by)
    kind = _KINDS[statistic]
    return _Read(rows, kind, rows.numbers[numerator], rows.numbers[base], kind.unit if unit is None else unit)


def _alone(read: _Read) -> Truths:
    """Say which rows are the only ones of their group with counts: they are their own average."""
    there = ~np.isnan(read.events) & ~np.isnan(read.base)
    group = np.zeros(there.size, dtype=np.int64) if read.rows.group is None else read.rows.group
    alone: Truths = np.bincount(group, weights=there)[group] == 1 if there.size else there
    return alone


def _taken(statistic: Statistic, **options: Any) -> dict[str, Any]:  # Any: each option has its own type
    """Give the options that a statistic takes; another that is set to anything but the usual is refused."""
    takes = _KINDS[statistic].takes
    idle = [name for name, option in options.items() if name not in takes and np.any(option != USUAL[name])]
    if idle:
        others = " or ".join(f'"{name}"' for name, kind in _KINDS.items() if idle[0] in kind.takes)
        raise InputError(f'{idle[0]} does nothing for statistic "{statistic}", only for {others}. Leave it out.')
    return {name: option for name, option in options.items() if name in takes}


def _joined(parts: list[Floats], sizes: list[int]) -> Floats:
    """Put the parts of all funnels one after another."""
    return np.concatenate([part[:size] for part, size in zip(parts, sizes, strict=True)]) if parts else np.zeros(0)
