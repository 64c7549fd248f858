"""Every kind of dataframe that the statistics must serve, and one way to read any of them back."""

import math
from collections.abc import Mapping, Sequence
from functools import cache

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

ENGINES = ("pandas", "polars", "polars lazy", "pyarrow", "DuckDB", pytest.param("Spark", marks=pytest.mark.spark))
KINDS = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "polars lazy": pl.LazyFrame,
    "pyarrow": pa.Table,
    "DuckDB": pa.Table,  # a relation cannot be made without its connection
}


class Engine:
    """Makes frames of one kind from columns; None is a missing number."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, columns: Mapping[str, Sequence[object]]):
        """A frame of this kind."""
        table = pa.table({name: list(column) for name, column in columns.items()})
        return self.of(table)

    def of(self, table: pa.Table):
        """A frame of this kind from a pyarrow table."""
        if self.name == "pandas":
            return table.to_pandas()
        if self.name == "polars":
            return pl.DataFrame(pl.from_arrow(table))
        if self.name == "polars lazy":
            return pl.DataFrame(pl.from_arrow(table)).lazy()
        if self.name == "pyarrow":
            return table
        if self.name == "DuckDB":
            return duckdb.from_arrow(table)
        return spark().createDataFrame(table)

    def rows(self, native) -> list[dict[str, object]]:
        """Rows of an answer, after a check that it is of the caller's kind; NaN and null are None."""
        if self.name == "Spark":
            assert type(native).__module__.startswith("pyspark.sql"), type(native)
            return [_plain(row) for row in native.toArrow().to_pylist()]
        assert isinstance(native, KINDS[self.name]), type(native)
        if self.name == "pandas":
            return [_plain(row) for row in native.to_dict("records")]
        if isinstance(native, pl.LazyFrame):
            native = native.collect()
        return [_plain(row) for row in (native.to_dicts() if isinstance(native, pl.DataFrame) else native.to_pylist())]


def _plain(row):
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in row.items()}


@cache
def spark():
    """One local Spark for a test process, on the loopback address, without its web page."""
    import warnings  # noqa: PLC0415

    pyspark = pytest.importorskip("pyspark", reason="pyspark is an extra and is not installed")
    del pyspark
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Spark 4.3 warns of pandas 3, which it is not used with here
        from pyspark.sql import SparkSession  # noqa: PLC0415

        builder = SparkSession.builder.master("local[2]").appName("equitytown tests")
        for key, value in {
            "spark.ui.enabled": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": "2",
            "spark.default.parallelism": "2",
        }.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
    return session


def assert_same(found, expected, *, keys: Sequence[str], rel: float = 1e-10, absolute: float = 1e-12) -> None:
    """Compare rows by key: every column of `expected` is there, numbers close, None where it is missing."""
    held = {tuple(row[key] for key in keys): row for row in found}
    assert len(held) == len(found), "a key stands twice"
    assert set(held) == {tuple(row[key] for key in keys) for row in expected}
    for row in expected:
        own = held[tuple(row[key] for key in keys)]
        for name, value in row.items():
            if isinstance(value, float) and math.isfinite(value):
                assert own[name] == pytest.approx(value, rel=rel, abs=absolute), (name, row, own)
            else:
                assert own[name] == value, (name, row, own)
