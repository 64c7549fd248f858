"""The words of the destitution model: its axes, the census categories behind them, and its version."""

from collections.abc import Mapping

MODEL = "Destitution model"
VERSION = "1"
INDICATOR = "destitution-modelled"

TENURES = ("owned outright", "mortgage", "social rent", "private rent")
DIMENSIONS = ("none", "one", "two", "three or four")
OCCUPANCIES = ("spare", "enough", "overcrowded")
DWELLINGS = ("detached or semi-detached", "terraced", "flat or other")
TYPES = (
    "single pensioner",
    "pensioner couple",
    "single adult",
    "couple",
    "lone parent",
    "couple with children",
    "other",
)

# The axes of the synthetic households, in order, and of the tables that are held for the held-out prediction.
AXES: Mapping[str, tuple[str, ...]] = {"tenure": TENURES, "deprivation": DIMENSIONS, "type": TYPES}
TABLES: Mapping[str, tuple[str, ...]] = {
    "tenure": TENURES,
    "deprivation": DIMENSIONS,
    "occupancy": OCCUPANCIES,
    "dwelling": DWELLINGS,
}

# Categories as the census prints them, and the model's group for each.
GROUPS: Mapping[str, Mapping[str, str]] = {
    "tenure": {
        "Owned: Owns outright": "owned outright",
        "Owned: Owns with a mortgage or loan": "mortgage",
        "Shared ownership: Shared ownership": "mortgage",
        "Social rented: Rents from council or Local Authority": "social rent",
        "Social rented: Other social rented": "social rent",
        "Private rented: Private landlord or letting agency": "private rent",
        "Private rented: Other private rented": "private rent",
        "Lives rent free": "private rent",
    },
    "deprivation": {
        "Household is not deprived in any dimension": "none",
        "Household is deprived in one dimension": "one",
        "Household is deprived in two dimensions": "two",
        "Household is deprived in three dimensions": "three or four",
        "Household is deprived in four dimensions": "three or four",
    },
    "occupancy": {
        "+2 or more (under-occupied)": "spare",
        "+1 (under-occupied)": "spare",
        "0 (ideal)": "enough",
        "-1 (overcrowded)": "overcrowded",
        "-2 or less (overcrowded)": "overcrowded",
    },
    "dwelling": {
        "Detached": "detached or semi-detached",
        "Semi-detached": "detached or semi-detached",
        "Terraced": "terraced",
        "In a purpose-built block of flats or tenement": "flat or other",
        "Part of a converted or shared house, including bedsits": "flat or other",
        "Part of another converted building, for example, former school, church or warehouse": "flat or other",
        "In a commercial building, for example, in an office building, hotel or over a shop": "flat or other",
        "A caravan or other mobile or temporary structure": "flat or other",
    },
    # Not held for Luton: a place that has household types by area gives them here, and they are then used.
    "type": {name: name for name in TYPES},
}

# What a reader is told of each setting of the model.
WORDS: Mapping[str, str] = {
    "threshold": "Least that a household must have left",
    "standard": "Minimum Income Standard",
    "equivalence": "What a household needs beside a couple",
    "people": "People in a household",
    "poverty_rate_of_type": "Share of people in poverty",
    "poverty_rate_of_tenure": "Share of people in poverty",
    "poor_people_of_tenure": "People in poverty",
    "type_of_tenure": "Share of households of the tenure",
    "poverty_line": "Poverty line",
    "income_growth": "How far low incomes grew since the survey",
    "threshold_growth": "How far the price of the barest needs grew",
    "share_below_60": "Share of people below 60% of the median income",
    "share_below_40": "Share of people below 40% of the median income",
    "income_deprived_nationally": "Share of people who are income deprived in England",
    "area_strength": "How strongly a deprived area lowers incomes",
    "dimension_shift": "How much each dimension of deprivation lowers an income",
    "type_weight": "How much the kind of household counts beside its tenure",
    "association_weight": "How much of what holds across areas holds inside them",
    "fuel_gap": "What fuel poverty costs a household",
    "deduction_share": "Share of households on Universal Credit from whom money is taken for debts",
    "deduction": "What is taken off a benefit for debts",
    "benefit_share": "Share of destitute people who receive social security",
}

# What a reader is told of each census table that is kept from the model.
TABLE_WORDS: Mapping[str, str] = {
    "tenure": "Tenure",
    "deprivation": "Dimensions of deprivation",
    "occupancy": "Bedrooms for the household",
    "dwelling": "Kind of building",
}
