"""
Summary measures of inequality among subgroups: one number for how unequal a place is, with limits.

Figures lie along the last axis, one a subgroup; for ordered subgroups (income quintiles, deprivation deciles)
the most disadvantaged comes first. Every measure gives an `Inequality`: value, lower, upper, note and
standard error. `MEASURES` lists them by name.
"""

from equitytown.stats.inequality.attributable import population_attributable_fraction, population_attributable_risk
from equitytown.stats.inequality.attributable_counts import (
    attributable_fraction_of_counts,
    attributable_risk_of_counts,
)
from equitytown.stats.inequality.concentration import (
    absolute_concentration_index,
    erreygers_index,
    relative_concentration_index,
    wagstaff_index,
)
from equitytown.stats.inequality.disparity_index import index_of_disparity, weighted_index_of_disparity
from equitytown.stats.inequality.dispersion import (
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
)
from equitytown.stats.inequality.entropy import mean_log_deviation, theil_index
from equitytown.stats.inequality.mean_differences import (
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
    weighted_mean_difference_from_best,
    weighted_mean_difference_from_mean,
    weighted_mean_difference_from_reference,
)
from equitytown.stats.inequality.measures import MEASURES, Measure
from equitytown.stats.inequality.redrawing import redrawn_limits
from equitytown.stats.inequality.regression import (
    logistic_relative_index,
    logistic_slope_index,
    regression_relative_index,
    regression_slope_index,
)
from equitytown.stats.inequality.subgroups import Inequality
from equitytown.stats.inequality.two_groups import group_difference, group_ratio

__all__ = [
    "MEASURES",
    "Inequality",
    "Measure",
    "absolute_concentration_index",
    "attributable_fraction_of_counts",
    "attributable_risk_of_counts",
    "between_group_standard_deviation",
    "between_group_variance",
    "coefficient_of_variation",
    "erreygers_index",
    "group_difference",
    "group_ratio",
    "index_of_disparity",
    "logistic_relative_index",
    "logistic_slope_index",
    "mean_difference_from_best",
    "mean_difference_from_mean",
    "mean_difference_from_reference",
    "mean_log_deviation",
    "population_attributable_fraction",
    "population_attributable_risk",
    "redrawn_limits",
    "regression_relative_index",
    "regression_slope_index",
    "relative_concentration_index",
    "theil_index",
    "wagstaff_index",
    "weighted_index_of_disparity",
    "weighted_mean_difference_from_best",
    "weighted_mean_difference_from_mean",
    "weighted_mean_difference_from_reference",
]
