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

from equitytown.stats.frames.direct import directly_standardised_rate
from equitytown.stats.frames.indirect import indirectly_standardised_rate, indirectly_standardised_ratio
from equitytown.stats.frames.rates import crude_rate, mean, proportion

__all__ = [
    "crude_rate",
    "directly_standardised_rate",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "mean",
    "proportion",
]
