"""
The statistics of public health by column name, over any dataframe.

Each function takes a pandas, polars (eager or lazy), pyarrow, DuckDB or Spark dataframe and the names of its
columns, and gives back the same kind: one row for each group of `by`, sorted, with `value`, `lower`, `upper`,
the `method` that made them and a `note` that says why a figure is not given. One confidence makes the columns
`lower`, `upper` and `confidence`; several make `lower_95`, `upper_95`, `lower_99_8` and so on.

Sums are taken in the engine that holds the rows; only the small result comes into memory. A DuckDB relation is
answered with a pyarrow table, which every DuckDB connection reads by name. `equitytown.stats` has the same
methods over arrays, and the formulas.
"""

from equitytown.stats.frames.averages import group_average
from equitytown.stats.frames.composite import composite_index
from equitytown.stats.frames.contributions import (
    contributions_of_ages,
    contributions_of_causes,
    contributions_of_causes_by_age,
)
from equitytown.stats.frames.count_differences import (
    difference_of_proportions,
    difference_of_rates,
    ratio_of_proportions,
    ratio_of_rates,
)
from equitytown.stats.frames.differences import difference_of_values, ratio_of_values
from equitytown.stats.frames.direct import directly_standardised_rate
from equitytown.stats.frames.funnel import funnel_limits, funnel_points, funnel_significance
from equitytown.stats.frames.gaps import change_of_gap
from equitytown.stats.frames.indirect import indirectly_standardised_rate, indirectly_standardised_ratio
from equitytown.stats.frames.inequalities import inequality
from equitytown.stats.frames.life import healthy_life_expectancy, life_expectancy
from equitytown.stats.frames.multiple import benjamini_hochberg
from equitytown.stats.frames.parts import range_of_parts
from equitytown.stats.frames.quantiles import quantile
from equitytown.stats.frames.ranks import rank, rank_interval
from equitytown.stats.frames.rates import crude_rate, mean, proportion
from equitytown.stats.frames.rules import category, compare, control_limits
from equitytown.stats.frames.run_charts import run_chart
from equitytown.stats.frames.slope import slope_index, transformed_slope_index
from equitytown.stats.frames.spreads import spread
from equitytown.stats.frames.targets import against_target
from equitytown.stats.frames.trends import change_between, trend_of_proportions, trend_of_values
from equitytown.stats.frames.years_lost import (
    crude_rate_of_years_lost,
    standardised_rate_of_years_lost,
    years_of_life_lost,
)

__all__ = [
    "against_target",
    "benjamini_hochberg",
    "category",
    "change_between",
    "change_of_gap",
    "compare",
    "composite_index",
    "contributions_of_ages",
    "contributions_of_causes",
    "contributions_of_causes_by_age",
    "control_limits",
    "crude_rate",
    "crude_rate_of_years_lost",
    "difference_of_proportions",
    "difference_of_rates",
    "difference_of_values",
    "directly_standardised_rate",
    "funnel_limits",
    "funnel_points",
    "funnel_significance",
    "group_average",
    "healthy_life_expectancy",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "inequality",
    "life_expectancy",
    "mean",
    "proportion",
    "quantile",
    "range_of_parts",
    "rank",
    "rank_interval",
    "ratio_of_proportions",
    "ratio_of_rates",
    "ratio_of_values",
    "run_chart",
    "slope_index",
    "spread",
    "standardised_rate_of_years_lost",
    "transformed_slope_index",
    "trend_of_proportions",
    "trend_of_values",
    "years_of_life_lost",
]
