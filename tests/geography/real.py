"""Real look-ups and lists that lie beside the repository, read with their own columns."""

import polars as pl

from equitytown.geography.codes import History
from equitytown.geography.history_tables import history_of_list, history_of_lookup
from equitytown.geography.lookups import lookup_of


def lsoa_rows(shared):
    return pl.read_parquet(shared / "data" / "lookups" / "lookup_lsoa11_lsoa21_ltla22.parquet")


def lsoas(shared) -> History:
    """LSOA 2011 to 2021, England and Wales."""
    return history_of_lookup(
        lookup_of(
            lsoa_rows(shared),
            old="lsoa11_code",
            new="lsoa21_code",
            change="change_code",
            old_set="lsoa-2011",
            new_set="lsoa-2021",
        )
    )


def msoas(shared) -> History:
    """
    MSOA 2011 to 2021, made from the LSOAs within them.

    The ready look-up is a best fit that names one new MSOA for each old one, and so leaves out half of each split.
    """
    folder = shared / "data" / "lookups"
    within = pl.read_parquet(folder / "lookup_lsoa11_msoa11.parquet").select("lsoa11_code", "msoa11_code")
    names = pl.read_csv(folder / "msoa_names_hocl_england.csv").select("MSOANM", "MSOACD", "MSOA21CD")
    new = names.filter(pl.col("MSOA21CD").is_not_null()).select("MSOANM", msoa21_code="MSOACD")
    pieces = lsoa_rows(shared).with_columns(MSOANM=pl.col("lsoa21_name").str.head(-1))
    rows = pieces.join(within, on="lsoa11_code").join(new, on="MSOANM").select("msoa11_code", "msoa21_code").unique()
    lookup = lookup_of(rows, old="msoa11_code", new="msoa21_code", old_set="msoa-2011", new_set="msoa-2021")
    return history_of_lookup(lookup)


def wards(shared) -> tuple[History, History]:
    """Luton's wards to May 2023 and since."""
    rows = pl.read_csv(shared / "data" / "lookups" / "ward_all_codes_luton.csv")
    old, new = rows.filter(pl.col("SOURCEFILE") < 2023), rows.filter(pl.col("SOURCEFILE") >= 2023)
    columns = {"code": "WDCD", "name": "WDNM"}
    return (
        history_of_list(old, **columns, boundary_set="ward-2022"),
        history_of_list(new, **columns, boundary_set="ward-2023"),
    )


def of_set(history: History, set_id: str, codes=None) -> list[str]:
    found = [code for code, record in history.items() if set_id in record.boundary_sets and code.startswith("E")]
    return sorted(found if codes is None else set(found) & set(codes))
