"""All measures by name: what each is called, its unit, and what it asks for."""

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from equitytown.stats.inequality.attributable import population_attributable_fraction, population_attributable_risk
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
from equitytown.stats.inequality.regression import FEWEST as FEWEST_FOR_A_LINE
from equitytown.stats.inequality.regression import (
    logistic_relative_index,
    logistic_slope_index,
    regression_relative_index,
    regression_slope_index,
)
from equitytown.stats.inequality.subgroups import FEWEST, Inequality
from equitytown.stats.inequality.two_groups import group_difference, group_ratio

Unit = Literal["value", "value squared", "ratio", "index", "per cent", "per thousand"]


class Measure(NamedTuple):
    """
    One measure of inequality among subgroups.

    `unit` is what it is in: the figures' own unit, its square, a ratio (1 where all are equal), an index, or
    per cent or per thousand. `code` is the World Health Organization's short name. `ordered` says whether its
    subgroups must have an order, the most disadvantaged first, and `fewest` how many it needs.
    """

    function: Callable[..., Inequality]
    title: str
    unit: Unit
    code: str
    ordered: bool = False
    fewest: int = FEWEST

    @property
    def takes(self) -> frozenset[str]:
        """Names of what the function can be given."""
        return frozenset(inspect.signature(self.function).parameters)

    @property
    def needs(self) -> frozenset[str]:
        """Names of what the function cannot do without."""
        asked = inspect.signature(self.function).parameters.items()
        return frozenset(name for name, parameter in asked if parameter.default is inspect.Parameter.empty)


_ENDS = (
    Measure(group_difference, "Difference", "value", "d"),
    Measure(group_ratio, "Ratio", "ratio", "r"),
)
_LINES = (
    Measure(regression_slope_index, "Slope index of inequality (linear)", "value", "sii"),
    Measure(regression_relative_index, "Relative index of inequality (linear)", "ratio", "rii"),
    Measure(logistic_slope_index, "Slope index of inequality (logistic)", "value", "sii"),
    Measure(logistic_relative_index, "Relative index of inequality (logistic)", "ratio", "rii"),
)
_CONCENTRATION = (
    Measure(absolute_concentration_index, "Absolute concentration index", "value", "aci"),
    Measure(relative_concentration_index, "Relative concentration index", "index", "rci"),
    Measure(wagstaff_index, "Wagstaff's concentration index", "index", "rci"),
    Measure(erreygers_index, "Erreygers's concentration index", "index", "rci"),
)
_SPREAD = (
    Measure(between_group_variance, "Between-group variance", "value squared", "bgv"),
    Measure(between_group_standard_deviation, "Between-group standard deviation", "value", "bgsd"),
    Measure(coefficient_of_variation, "Coefficient of variation", "per cent", "cov"),
    Measure(theil_index, "Theil index", "per thousand", "ti"),
    Measure(mean_log_deviation, "Mean log deviation", "per thousand", "mld"),
    Measure(mean_difference_from_best, "Mean difference from the best", "value", "mdbu"),
    Measure(weighted_mean_difference_from_best, "Weighted mean difference from the best", "value", "mdbw"),
    Measure(mean_difference_from_mean, "Mean difference from the mean", "value", "mdmu"),
    Measure(weighted_mean_difference_from_mean, "Weighted mean difference from the mean", "value", "mdmw"),
    Measure(mean_difference_from_reference, "Mean difference from the reference", "value", "mdru"),
    Measure(weighted_mean_difference_from_reference, "Weighted mean difference from the reference", "value", "mdrw"),
    Measure(index_of_disparity, "Index of disparity", "per cent", "idisu"),
    Measure(weighted_index_of_disparity, "Weighted index of disparity", "per cent", "idisw"),
    Measure(population_attributable_risk, "Population attributable risk", "value", "par"),
    Measure(population_attributable_fraction, "Population attributable fraction", "per cent", "paf"),
)

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.function.__name__: measure
        for measure in (
            *_ENDS,
            *(line._replace(ordered=True, fewest=FEWEST_FOR_A_LINE) for line in _LINES),
            *(index._replace(ordered=True) for index in _CONCENTRATION),
            *_SPREAD,
        )
    }
)
