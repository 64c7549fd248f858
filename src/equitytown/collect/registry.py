"""Every supplier that Equity Town knows how to ask, one line each."""

from collections.abc import Mapping

from equitytown.collect import ahah, deprivation, fingertips, fuel_poverty, open_geography
from equitytown.collect.supplier import Supplier

SUPPLIERS: Mapping[str, Supplier] = {
    module.SUPPLIER.supplier_id: module.SUPPLIER
    for module in (
        fingertips,
        deprivation,
        fuel_poverty,
        ahah,
        open_geography,
    )
}


def origins() -> dict[str, str]:
    """Give the supplier by the origin that it is asked at; nothing else is ever asked."""
    return {supplier.origin: name for name, supplier in SUPPLIERS.items() if supplier.origin}
