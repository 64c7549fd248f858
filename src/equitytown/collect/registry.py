"""Every supplier that Equity Town knows how to ask, one line each."""

from collections.abc import Mapping

from equitytown.collect import (
    ahah,
    deprivation,
    education_statistics,
    explore_local_statistics,
    fingertips,
    fuel_poverty,
    lait,
    nomis,
    open_geography,
)
from equitytown.collect.supplier import Supplier

MODULES = (
    fingertips,
    explore_local_statistics,
    nomis,
    open_geography,
    education_statistics,
    lait,
    deprivation,
    fuel_poverty,
    ahah,
)
SUPPLIERS: Mapping[str, Supplier] = {module.SUPPLIER.supplier_id: module.SUPPLIER for module in MODULES}


def origins() -> dict[str, str]:
    """Give the supplier by the origin that it is asked at; nothing else is ever asked."""
    return {supplier.origin: name for name, supplier in SUPPLIERS.items() if supplier.origin}
