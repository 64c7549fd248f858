"""
Destitution by small area: a spatial microsimulation of households, costs and incomes. Its figures are modelled.

Households of each area are synthesised from census tables, given incomes after housing costs from published
distributions, and set against what the barest needs cost. Only counts and shares leave this package.
"""
