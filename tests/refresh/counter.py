"""Suppliers' counters: each layout with rows of our own making, SYNTHETIC, and how it is asked or handed over."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from equitytown.collect.fingertips import NEEDS
from equitytown.refresh.account import Outcome
from equitytown.refresh.run import Wish, refresh
from equitytown.store.archive import Archive
from tests.collect.standin import Answer, StandIn
from tests.refresh.layouts import AREAS, as_csv, fingertips_loaded, fingertips_name, smoking

NAME = "SYNTHETIC share of adults"
YEARS = (2021, 2022, 2023)
FILE = "saved.csv"
Rows = list[dict[str, str]]


def figures(values: Mapping[tuple[str, int], str] | None = None) -> list[tuple[str, str, int, str]]:
    """Area code, name, year and value: four areas in three years; `values` sets single ones."""
    return [
        (code, name, year, (values or {}).get((code, year), f"{13 + place * 2 - (year - 2021) * 0.5:.1f}"))
        for year in YEARS
        for place, (code, name) in enumerate(AREAS.items())
    ]


@dataclass(frozen=True)
class Layout:
    """
    How a supplier writes and answers.

    `needs` are the columns without which its table is refused, `area`, `period` and `value` those that hold these,
    `another_kind` a period that is no calendar year. `serve` puts the answers into the stand-in; None where the
    supplier has no address and its file is handed over.
    """

    supplier_id: str
    measure: str
    rows: Callable[..., Rows]
    needs: tuple[str, ...]
    area: str
    period: str
    value: str
    another_kind: str
    origin: str = ""
    serve: Callable[..., None] | None = None
    mapping: Mapping[str, str] | None = None
    codes: Mapping[str, str] = field(default_factory=lambda: {code: code for code in AREAS})

    def code(self, row: dict[str, str]) -> str:
        """The code of the area that a row is about."""
        columns = (self.area, "region_code", "country_code")
        return next(row[column] for column in columns if row.get(column))

    def __str__(self) -> str:
        return self.supplier_id


def same(body: bytes) -> bytes:
    return body


@dataclass
class Counter:
    """A place whose one measure comes from a layout's supplier."""

    folder: Path
    standin: StandIn
    layout: Layout
    wish: Wish
    by_file: bool = False

    def give(
        self,
        rows: Rows | None = None,
        *,
        columns: list[str] | None = None,
        damage: Callable[[bytes], bytes] = same,
        **meta: object,
    ) -> None:
        """Lay out what the supplier has: rows, their columns, and what happens to the bytes on the way."""
        rows = self.layout.rows() if rows is None else rows
        if self.layout.serve is None or self.by_file:
            path = self.folder / "incoming" / FILE
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(damage(as_csv(rows, columns)))
        else:
            self.layout.serve(self.standin, rows, columns=columns, damage=damage, **meta)

    def outcome(self, **changes: object) -> Outcome:
        instead = {self.layout.origin: self.standin.origin} if self.layout.origin else {}
        account = refresh(self.folder, replace(self.wish, instead=instead, **changes))
        return next(o for o in account.outcomes if o.indicator_id == "smoking")

    def take(self, rows: Rows | None = None, **how: object) -> Outcome:
        """Lay out and refresh."""
        self.give(rows, **how)
        return self.outcome()

    @property
    def held(self) -> dict[tuple[str, str], object]:
        """The newest figures held, by area and period."""
        supplier_id = self.layout.supplier_id
        source = f"{supplier_id}: {FILE}" if self.layout.mapping else supplier_id
        figures = Archive(self.folder / "store").figures("smoking", source)
        return {(o.area_code, o.period.label): o for o in figures}

    @property
    def values(self) -> dict[tuple[str, str], float | None]:
        return {key: o.value for key, o in self.held.items()}


ELS = "/explore-local-statistics/api/v1"
ELS_COLUMNS = ("indicator", "areacd", "areanm", "period", "value", "lci_95", "uci_95", "status")


def els_rows(values=None, **changes):
    """Rows of the service: what `/data.csv` gives for one measure."""
    return [
        dict.fromkeys(ELS_COLUMNS, "")
        | {"indicator": "claimant-count", "areacd": code, "areanm": name, "period": f"{year}-01-01/P1Y", "value": value}
        | changes
        for code, name, year, value in figures(values)
    ]


def els_serve(standin, rows, *, columns=None, damage=same, name=NAME, meta=None):
    told = meta if meta is not None else f'{{"label": "{name}", "slug": "claimant-count"}}'.encode()
    standin.put(f"{ELS}/metadata/indicators/claimant-count", Answer(told, media="application/json"))
    question = "indicator=claimant-count&geo=ctry,rgn,utla&time=all&includeStatus=true"
    standin.put(f"{ELS}/data.csv?{question}", Answer(damage(as_csv(rows, columns))))


EXPLORE = Layout(
    "ons-els", "claimant-count", els_rows, ("areacd", "period", "value"), "areacd", "period", "value",
    "2022-04-01/P1Y", "https://www.ons.gov.uk", els_serve,
)  # fmt: skip

NOMIS_QUESTION = "NM_162_1?date=latestMINUS36-latest&gender=0&measure=2&month=December"
NOMIS_COLUMNS = (
    "DATE_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "GENDER", "GENDER_NAME", "MEASURE", "MEASURE_NAME", "OBS_VALUE",
    "OBS_STATUS_NAME", "RECORD_OFFSET", "RECORD_COUNT",
)  # fmt: skip


def nomis_rows(values=None, **changes):
    """Rows of a data set; their numbers are written when they are asked for."""
    told = {"GENDER": "0", "GENDER_NAME": "Total", "MEASURE": "2", "MEASURE_NAME": "SYNTHETIC share"}
    return [
        dict.fromkeys(NOMIS_COLUMNS, "")
        | told
        | {"GEOGRAPHY_CODE": code, "GEOGRAPHY_NAME": name, "DATE_NAME": f"December {year}", "OBS_VALUE": value}
        | {"OBS_STATUS_NAME": "Normal Value", "RECORD_OFFSET": "0", "RECORD_COUNT": "12"}
        | changes
        for code, name, year, value in figures(values)
    ]


def nomis_serve(standin, rows, *, columns=None, damage=same, name=NAME, meta=None, most=25_000):
    """Answer as the supplier does: the areas that are asked for, so many rows a page, each numbered."""
    families = {"keyfamily": [{"id": "NM_162_1", "name": {"value": name, "lang": "en"}}]}
    told = meta if meta is not None else json.dumps({"structure": {"keyfamilies": families}}).encode()

    def answer(path):
        if path.endswith("/NM_162_1.def.sdmx.json"):
            return Answer(told, media="application/json")
        question = parse_qs(urlsplit(path).query)
        others = set(AREAS) - set(question["geography"][0].split(","))
        chosen = [row for row in rows if row.get("GEOGRAPHY_CODE") not in others]
        first = int(question["recordoffset"][0])
        page = [row | numbered(row, number, len(chosen)) for number, row in enumerate(chosen)][first : first + most]
        return Answer(damage(as_csv(page, columns or list(rows[0]))))

    standin.answer = answer


def numbered(row, number, count):
    """Number a row, in those columns that it has."""
    told = {"RECORD_OFFSET": str(number), "RECORD_COUNT": str(count)}
    return {name: word for name, word in told.items() if name in row}


NOMIS = Layout(
    "nomis", NOMIS_QUESTION, nomis_rows, ("DATE_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "OBS_VALUE", "RECORD_COUNT"),
    "GEOGRAPHY_CODE", "DATE_NAME", "OBS_VALUE", "Jan 2020-Dec 2021", "https://www.nomisweb.co.uk", nomis_serve,
)  # fmt: skip

DATA_SET = "01234567-89ab-cdef-0123-456789abcdef"
EES = f"/statistics/v1/data-sets/{DATA_SET}"
EES_COLUMNS = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name", "sex", "share",
)  # fmt: skip
EES_META = {
    "filters": [
        {"id": "f1", "column": "sex", "label": "Sex", "options": [
            {"id": "o1", "label": "Total"}, {"id": "o2", "label": "Girls"}]},
        {"id": "f2", "column": "school", "label": "School type", "options": [{"id": "o3", "label": "All"}]},
    ],
    "indicators": [
        {"id": "i1", "column": "pupils", "label": "Number of pupils"},
        {"id": "i2", "column": "share", "label": "share of adults", "unit": "%"},
    ],
    "geographicLevels": [{"code": "LA", "label": "Local authority"}],
}  # fmt: skip


def ees_rows(values=None, **changes):
    """Rows of a data set, with an authority's code in the column that is looked at for a level."""
    levels = {"E92": "National", "E12": "Regional", "E06": "Local authority"}
    written = []
    for code, name, year, value in figures(values):
        area = {"country_code": "E92000001", "country_name": "England", "geographic_level": levels[code[:3]]}
        if code.startswith("E12"):
            area |= {"region_code": code, "region_name": name}
        area |= {"new_la_code": code, "la_name": name} if code.startswith("E06") else {}
        told = {"time_period": str(year), "time_identifier": "Calendar year", "sex": "Total", "share": value}
        written.append(dict.fromkeys(EES_COLUMNS, "") | area | told | changes)
    return written


def ees_serve(standin, rows, *, columns=None, damage=same, name=NAME, meta=None, told=EES_META):
    title = meta if meta is not None else json.dumps({"id": DATA_SET, "title": name.partition(" share of adults")[0]})
    title = title.encode() if isinstance(title, str) else title
    standin.put(EES, Answer(title, media="application/json"))
    standin.put(f"{EES}/meta", Answer(json.dumps(told).encode(), media="application/json"))
    standin.put(f"{EES}/csv", Answer(damage(as_csv(rows, columns))))


EDUCATION = Layout(
    "ees", f"{DATA_SET}/share?sex=Total", ees_rows,
    ("time_period", "time_identifier", "geographic_level", "country_code", "new_la_code", "sex", "share"),
    "new_la_code", "time_period", "share", "202122", "https://api.education.gov.uk", ees_serve,
)  # fmt: skip

LAIT_NUMBERS = {"E92000001": "970", "E12000006": "985", "E06000032": "821", "E06000031": "874"}
LAIT_COLUMNS = ("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region")


def lait_rows(values=None, **changes):
    """Rows of the tool's table."""
    return [
        dict(zip(LAIT_COLUMNS, ("SYN_SHARE", NAME, str(year), name, value, LAIT_NUMBERS[code], "NA"), strict=True))
        | changes
        for code, name, year, value in figures(values)
    ]


LAIT = Layout(
    "lait", "SYN_SHARE", lait_rows, LAIT_COLUMNS[:-1], "LA Number", "Years", "Values", "2020/21", codes=LAIT_NUMBERS,
)  # fmt: skip

FT = "/api/all_data/csv/by_indicator_id?indicator_ids=92443&child_area_type_id=502&parent_area_type_id=6"


def ft_rows(values=None, **changes):
    """Rows of Fingertips, without limits."""
    empty = {"Lower CI 95.0 limit": "", "Upper CI 95.0 limit": ""}
    return [row | empty | {"Indicator Name": NAME} | changes for row in smoking(values)]


def ft_serve(standin, rows, *, columns=None, damage=same, name=NAME, meta=None):
    told = meta if meta is not None else fingertips_name(name)
    number = "indicator_id=92443"
    standin.put("/api/indicator_metadata/by_indicator_id?indicator_ids=92443", Answer(told, media="application/json"))
    standin.put(f"/api/available_data?{number}", Answer(fingertips_loaded(), media="application/json"))
    standin.put(FT, Answer(damage(as_csv(rows, columns))))


FINGERTIPS = Layout(
    "fingertips", "92443", ft_rows, NEEDS, "Area Code", "Time period", "Value", "2020 - 22",
    "https://fingertips.phe.org.uk", ft_serve,
)  # fmt: skip

MAPPED_COLUMNS = {"indicator": "Measure", "area_code": "ONS code", "period": "Year", "value": "Rate"}


def mapped_rows(values=None, **changes):
    """Rows of a partner's table, read by a declared mapping."""
    return [
        {"Measure": "Adults", "ONS code": code, "Area": name, "Year": str(year), "Rate": value} | changes
        for code, name, year, value in figures(values)
    ]


MAPPED = Layout(
    "local", "Adults", mapped_rows, tuple(MAPPED_COLUMNS.values()), "ONS code", "Year", "Rate", "2021/22",
    mapping=MAPPED_COLUMNS,
)  # fmt: skip

LAYOUTS = (FINGERTIPS, EXPLORE, NOMIS, EDUCATION, LAIT, MAPPED)
