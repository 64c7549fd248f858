"""
The least that any program of this kind must do, measured the same way as the program itself.

Each floor runs in an interpreter of its own (`python bench/floors.py figures places/luton`), so
that loading the libraries counts on both sides of a ratio.
"""

import sys
from pathlib import Path

CHART = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "width": 600,
    "height": 300,
    "data": {"values": [{"x": year, "y": year % 7} for year in range(2001, 2023)]},
    "mark": "line",
    "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
}
PAGE = '#set document(title: "One page")\n#set text(lang: "en")\n= One page\nA paragraph.'


def figures(place: Path) -> None:
    """Read every figure of a place and average each indicator: the bare group-by."""
    import polars as pl  # noqa: PLC0415  loading it is part of what is measured

    frames = [
        pl.read_csv(path, columns=["indicator_id", "area_code", "period", "value"], infer_schema=False)
        for path in sorted((place / "data").glob("*.csv"))
        if (place / "indicators" / f"{path.stem}.yaml").is_file()
    ]
    table = pl.concat(frames).with_columns(pl.col("value").cast(pl.Float64, strict=False))
    print(table.group_by("indicator_id").agg(pl.col("value").mean(), pl.len()).height)


def documents(_place: Path) -> None:
    """Draw one chart and set one page: the bare render."""
    import typst  # noqa: PLC0415  loading it is part of what is measured
    import vl_convert  # noqa: PLC0415

    print(len(vl_convert.vegalite_to_svg(CHART)), len(typst.compile(PAGE.encode())))


FLOORS = {"figures": figures, "documents": documents}

if __name__ == "__main__":
    FLOORS[sys.argv[1]](Path(sys.argv[2]))
