"""
The statistics of public health: arrays in, arrays out.

Data with an order within it (age bands, quantiles, years, subgroups) lies along the last axis, groups along those
before it. NaN means missing and is never taken for zero. What can have limits comes back as value, lower, upper and
a note that says why a value is not given; several confidences stand along a first axis of the limits. Impossible
input is refused with the number of cases and the first of them.

Nothing here knows places, periods or polarity. Each module is one family of methods, and this page lists what they
offer; `equitytown.stats.frames` has the same by column name, over any dataframe.
"""

from equitytown.stats.ages import (
    AgeBand,
    age_bands,
)
from equitytown.stats.averages import (
    GroupAverage,
    group_average,
)
from equitytown.stats.categories import (
    category_bounds,
    quantile_category,
)
from equitytown.stats.comparisons import (
    against_control_limits,
    against_value,
    against_value_at_two_levels,
    by_overlap,
    by_plan,
    in_words,
)
from equitytown.stats.composite import (
    TRANSFORMS,
    CompositeIndex,
    composite_index,
    quantile_of_rank,
    transformed,
    weighted_sum,
    worst_first,
)
from equitytown.stats.composite_weights import (
    drawn_weights,
    movement,
    varied_weights,
)
from equitytown.stats.contributions import (
    ContributionsOfAges,
    ContributionsOfCauses,
    contributions_of_ages,
    contributions_of_causes,
)
from equitytown.stats.control_limits import (
    control_limits_of_proportions,
    control_limits_of_rates,
)
from equitytown.stats.count_differences import (
    difference_of_proportions,
    difference_of_rates,
    ratio_of_proportions,
    ratio_of_rates,
)
from equitytown.stats.differences import (
    Difference,
    Estimate,
    Ratio,
    change_of_gap,
    difference_of_values,
    ratio_of_values,
    standard_error,
)
from equitytown.stats.empirical_bayes import (
    Spread,
    empirical_bayes,
    spread_of_areas,
)
from equitytown.stats.exact_ranks import (
    exact_rank_interval,
    rank_chances,
)
from equitytown.stats.funnel import (
    Significance,
    significance_of_proportions,
    significance_of_rates,
    significance_of_ratios,
    significance_of_standardised_rates,
    significance_words,
)
from equitytown.stats.funnel_limits import (
    Funnel,
    funnel_of_proportions,
    funnel_of_rates,
    funnel_of_ratios,
)
from equitytown.stats.funnel_points import (
    FunnelPoints,
    derived_denominator,
    points_of_proportions,
    points_of_rates,
    points_of_ratios,
    points_of_standardised_rates,
)
from equitytown.stats.gaps import (
    chance_of_highest,
    chance_of_range,
    change_of_ratio,
    expected_range,
)
from equitytown.stats.healthy_life import (
    healthy_life_expectancy,
)
from equitytown.stats.inequality import (
    MEASURES,
    Inequality,
    Measure,
    absolute_concentration_index,
    attributable_fraction_of_counts,
    attributable_risk_of_counts,
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
    erreygers_index,
    group_difference,
    group_ratio,
    index_of_disparity,
    logistic_relative_index,
    logistic_slope_index,
    mean_difference_from_best,
    mean_difference_from_mean,
    mean_difference_from_reference,
    mean_log_deviation,
    population_attributable_fraction,
    population_attributable_risk,
    redrawn_limits,
    regression_relative_index,
    regression_slope_index,
    relative_concentration_index,
    theil_index,
    wagstaff_index,
    weighted_index_of_disparity,
    weighted_mean_difference_from_best,
    weighted_mean_difference_from_mean,
    weighted_mean_difference_from_reference,
)
from equitytown.stats.intervals import (
    Computed,
    Interval,
    byar,
    dobson,
    exact,
    poisson,
    student_t,
    wilson,
    z_value,
)
from equitytown.stats.life_tables import (
    LifeTable,
    life_expectancy,
    life_table,
)
from equitytown.stats.multiple import (
    ByChance,
    benjamini_hochberg,
    by_chance,
    discoveries,
)
from equitytown.stats.population_quantiles import (
    population_quantile,
)
from equitytown.stats.quantiles import (
    quantile,
)
from equitytown.stats.ranks import (
    rank,
    rank_interval,
)
from equitytown.stats.rates import (
    crude_rate,
    mean,
    mean_of_moments,
    proportion,
)
from equitytown.stats.run_charts import (
    RunChart,
    Stretch,
    limits_of_runs,
    run_chart,
)
from equitytown.stats.shifts import (
    Shifts,
    shifts_of_parts,
)
from equitytown.stats.slope import (
    Reliability,
    SlopeIndex,
    slope_index,
    slope_index_reliability,
    transformed_slope_index,
)
from equitytown.stats.spreads import (
    GroupSpread,
    Percentiles,
    percentiles,
    spread,
    spread_within,
)
from equitytown.stats.standard_populations import (
    standard_weights,
)
from equitytown.stats.standardise import (
    Sums,
    directly_standardised_rate,
    expected_events,
    indirectly_standardised_ratio,
    rate_of_repeated_events,
    rate_of_sums,
)
from equitytown.stats.targets import (
    against_last_year,
    against_percentile_range,
    against_target,
    against_target_by_limits,
    against_target_range,
)
from equitytown.stats.trends import (
    Movement,
    TrendTest,
    change_between,
    trend_of_proportions,
    trend_of_values,
)
from equitytown.stats.years_lost import (
    crude_rate_of_years_lost,
    standardised_rate_of_years_lost,
    years_left_by,
    years_left_to,
    years_of_life_lost,
)

__all__ = [
    "MEASURES",
    "TRANSFORMS",
    "AgeBand",
    "ByChance",
    "CompositeIndex",
    "Computed",
    "ContributionsOfAges",
    "ContributionsOfCauses",
    "Difference",
    "Estimate",
    "Funnel",
    "FunnelPoints",
    "GroupAverage",
    "GroupSpread",
    "Inequality",
    "Interval",
    "LifeTable",
    "Measure",
    "Movement",
    "Percentiles",
    "Ratio",
    "Reliability",
    "RunChart",
    "Shifts",
    "Significance",
    "SlopeIndex",
    "Spread",
    "Stretch",
    "Sums",
    "TrendTest",
    "absolute_concentration_index",
    "against_control_limits",
    "against_last_year",
    "against_percentile_range",
    "against_target",
    "against_target_by_limits",
    "against_target_range",
    "against_value",
    "against_value_at_two_levels",
    "age_bands",
    "attributable_fraction_of_counts",
    "attributable_risk_of_counts",
    "benjamini_hochberg",
    "between_group_standard_deviation",
    "between_group_variance",
    "by_chance",
    "by_overlap",
    "by_plan",
    "byar",
    "category_bounds",
    "chance_of_highest",
    "chance_of_range",
    "change_between",
    "change_of_gap",
    "change_of_ratio",
    "coefficient_of_variation",
    "composite_index",
    "contributions_of_ages",
    "contributions_of_causes",
    "control_limits_of_proportions",
    "control_limits_of_rates",
    "crude_rate",
    "crude_rate_of_years_lost",
    "derived_denominator",
    "difference_of_proportions",
    "difference_of_rates",
    "difference_of_values",
    "directly_standardised_rate",
    "discoveries",
    "dobson",
    "drawn_weights",
    "empirical_bayes",
    "erreygers_index",
    "exact",
    "exact_rank_interval",
    "expected_events",
    "expected_range",
    "funnel_of_proportions",
    "funnel_of_rates",
    "funnel_of_ratios",
    "group_average",
    "group_difference",
    "group_ratio",
    "healthy_life_expectancy",
    "in_words",
    "index_of_disparity",
    "indirectly_standardised_ratio",
    "life_expectancy",
    "life_table",
    "limits_of_runs",
    "logistic_relative_index",
    "logistic_slope_index",
    "mean",
    "mean_difference_from_best",
    "mean_difference_from_mean",
    "mean_difference_from_reference",
    "mean_log_deviation",
    "mean_of_moments",
    "movement",
    "percentiles",
    "points_of_proportions",
    "points_of_rates",
    "points_of_ratios",
    "points_of_standardised_rates",
    "poisson",
    "population_attributable_fraction",
    "population_attributable_risk",
    "population_quantile",
    "proportion",
    "quantile",
    "quantile_category",
    "quantile_of_rank",
    "rank",
    "rank_chances",
    "rank_interval",
    "rate_of_repeated_events",
    "rate_of_sums",
    "ratio_of_proportions",
    "ratio_of_rates",
    "ratio_of_values",
    "redrawn_limits",
    "regression_relative_index",
    "regression_slope_index",
    "relative_concentration_index",
    "run_chart",
    "shifts_of_parts",
    "significance_of_proportions",
    "significance_of_rates",
    "significance_of_ratios",
    "significance_of_standardised_rates",
    "significance_words",
    "slope_index",
    "slope_index_reliability",
    "spread",
    "spread_of_areas",
    "spread_within",
    "standard_error",
    "standard_weights",
    "standardised_rate_of_years_lost",
    "student_t",
    "theil_index",
    "transformed",
    "transformed_slope_index",
    "trend_of_proportions",
    "trend_of_values",
    "varied_weights",
    "wagstaff_index",
    "weighted_index_of_disparity",
    "weighted_mean_difference_from_best",
    "weighted_mean_difference_from_mean",
    "weighted_mean_difference_from_reference",
    "weighted_sum",
    "wilson",
    "worst_first",
    "years_left_by",
    "years_left_to",
    "years_of_life_lost",
    "z_value",
]
