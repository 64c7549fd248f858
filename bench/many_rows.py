"""
Ten million rows of counts: more than a machine should want in memory.

DuckDB sums them from Parquet within a budget of memory; the same call on a local Spark must give the same rates.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from bench.method_cases import bare_group_by
from equitytown.stats import frames

MEGABYTE = 1024.0  # in the kilobytes that Linux counts memory in
MANY_MEGABYTES = 600.0
MANY_SQL = """
copy (
    select 'S' || lpad((i // 1429)::varchar, 8, '0') as area_code, 2001 + (i // 89) % 16 as period,
        case when (i // 44) % 2 = 0 then 'Female' else 'Male' end as sex, (i % 19)::integer as band,
        (hash(i) % 7)::integer as numerator, (200 + hash(i + 7) % 4000)::integer as denominator,
        [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500,
         1000][(i % 19) + 1]::double as weight
    from range(10000000) as rows(i)
) to '{path}' (format parquet)
"""
MANY_KEYS = ["area_code", "period", "sex"]


def many_rates(data: Any) -> Any:
    """One call, whatever holds the rows."""
    return frames.directly_standardised_rate(data, standard_population="weight", age="", by=MANY_KEYS)


def many(path: Path, how: str) -> dict[str, float]:
    """Rates of ten million rows of a Parquet file: on DuckDB, as a bare group-by there, or on Spark."""
    import duckdb  # noqa: PLC0415

    if how == "Spark":
        work = partial(many_on_spark, path)
    else:
        duckdb.execute("set threads = 2")
        rows = duckdb.read_parquet(str(path))
        bare = bare_group_by(rows, MANY_KEYS, "numerator", "denominator")
        work = partial(many_rates, rows) if how == "DuckDB" else lambda: bare().to_native()
    answer = work()
    start = time.process_time()
    if how != "Spark":
        work()  # again, with the libraries loaded
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    found = {"seconds": seconds, "peak": peak, "rows": float(answer.num_rows)}
    if "value" in answer.column_names:
        import pyarrow.compute as pc  # noqa: PLC0415

        found |= {name: float(pc.sum(answer[name]).as_py() or 0) for name in ("value", "lower", "upper")}
    return found


def many_on_spark(path: Path) -> Any:
    """The same call on a local Spark."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    options = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
               "spark.sql.shuffle.partitions": "4", "spark.driver.memory": "4g"}  # fmt: skip
    builder = SparkSession.builder.master("local[2]")
    for key, value in options.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return many_rates(session.read.parquet(str(path))).toArrow()


def make_many(path: Path) -> dict[str, float]:
    """Write the synthetic rows."""
    import duckdb  # noqa: PLC0415

    duckdb.execute(MANY_SQL.format(path=path))
    return {"megabytes": path.stat().st_size / 1e6}


def in_own_process(*arguments: str) -> dict[str, float]:
    """Run this file for one step, and read what it found."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.many_rows", *arguments], capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise SystemExit(f"{' '.join(arguments)}\n{run.stderr}")
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def report_many() -> None:
    """Print what the ten million rows took."""
    with tempfile.TemporaryDirectory(prefix="equitytown-bench-") as scratch:
        path = str(Path(scratch) / "synthetic-counts.parquet")
        size = in_own_process("make", path)["megabytes"]
        bare, ours, spark = (in_own_process(how, path) for how in ("bare", "DuckDB", "Spark"))
    verdict = "within" if ours["peak"] <= MANY_MEGABYTES else "over"
    apart = max(abs(spark[name] / ours[name] - 1) for name in ("value", "lower", "upper"))
    print(f"\n10,000,000 rows of synthetic counts, {size:.0f} MB of Parquet")
    print(f"  DuckDB: {ours['rows']:,.0f} rates in {ours['seconds']:.1f} CPU s, "
          f"peak {ours['peak']:.0f} MB ({verdict} {MANY_MEGABYTES:g})")  # fmt: skip
    print(f"  bare group-by there: {bare['seconds']:.1f} CPU s, peak {bare['peak']:.0f} MB; "
          f"ratio {ours['seconds'] / bare['seconds']:.1f}")  # fmt: skip
    print(f"  Spark, local: {spark['rows']:,.0f} rates; sums of value and limits agree to {apart:.0e}")


if __name__ == "__main__":
    step, file = sys.argv[1:]
    print(json.dumps(make_many(Path(file)) if step == "make" else many(Path(file), step)))
