"""A stand-in for the map service of Open Geography, with areas of our own making: SYNTHETIC, for tests alone."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from tests.collect.standin import Answer

BASE = "/ESMARspQHYMw9BZ9/arcgis/rest/services"
LAYER, LOOK_UP = "LSOA_2021_EW_BSC_V4", "LSOA21_WD24_LAD24_EW_LU"
NAMES = (
    LAYER, "LSOA_2021_EW_BSC_V2", "LSOA_2021_EW_BFC_V9", "MSOA_2021_EW_BSC_V3", "LSOA_2011_EW_BSC_V3", LOOK_UP,
    "LSOA21_WD23_LAD23_EW_LU", "Wards_December_2023_Boundaries_UK_BSC", "Wards_May_2024_Boundaries_UK_BSC",
)  # fmt: skip


def square(n):
    west, south = -0.5 + n / 100, 51.9
    corners = [[west, south], [west + 0.01, south], [west + 0.01, south + 0.01], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


def area(n):
    code = f"E010157{n:02}"
    return {
        "attributes": {
            "FID": float(n), "LSOA21CD": code, "LSOA21NM": f"SYNTHETIC {n:03}A", "LSOA21NMW": None,
            "WD24CD": "E05014735",
        },
        "geometry": square(n),
    }  # fmt: skip


@dataclass
class ArcGIS:
    """Answers as the service does; `instead` gives what some addresses answer, by words in them."""

    names: tuple = NAMES
    areas: list = field(default_factory=lambda: [area(n) for n in range(1, 8)])
    most: int = 3
    counted: int | None = None
    fields: tuple = ()
    instead: dict = field(default_factory=dict)

    def answer(self, path):
        for words, body in self.instead.items():
            if words in path:
                return body if isinstance(body, Answer) else _json(body)
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == BASE:
            return _json({"services": [{"name": n, "type": "FeatureServer"} for n in self.names]})
        assert unquote(parts.path).startswith(f"{BASE}/"), path
        return _json(self.query(asked) if parts.path.endswith("/query") else self.described(path))

    def described(self, path):
        fields = self.fields or ("FID", "LSOA21CD", "LSOA21NM", "LSOA21NMW", *(["WD24CD"] if "_LU/" in path else []))
        return {"maxRecordCount": self.most, "fields": [{"name": name} for name in fields]}

    def query(self, asked):
        found = [a for a in self.areas if _fits(asked["where"], a["attributes"])]
        if asked.get("returnCountOnly"):
            return {"count": len(found) if self.counted is None else self.counted}
        start, size = int(asked["resultOffset"]), min(int(asked["resultRecordCount"]), self.most)
        page, more = found[start : start + size], len(found) > start + size
        if asked["f"] == "json":
            assert asked["returnGeometry"] == "false"
            return {"features": [{"attributes": a["attributes"]} for a in page]} | {"exceededTransferLimit": more}
        assert asked["outSR"] == "4326"
        features = [{"type": "Feature", "geometry": a["geometry"], "properties": a["attributes"]} for a in page]
        extra = {"properties": {"exceededTransferLimit": True}} if more else {}
        return {"type": "FeatureCollection", "features": features} | extra


def _json(body):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(data, media="application/json")


def _fits(where, attributes):
    if found := re.fullmatch(r"(\w+) LIKE '(.*)%'", where):
        return attributes[found[1]].startswith(found[2])
    if found := re.fullmatch(r"(\w+) IN \((.*)\)", where):
        return attributes[found[1]] in found[2].replace("'", "").split(",")
    return where == "1=1"
