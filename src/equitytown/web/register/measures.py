"""The place's measures, to which records link, with the current edition's latest finding. Nothing is typed in."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

from equitytown.present.theme import SHAPES
from equitytown.terms.observation import Rating

FINDINGS = "data/findings.csv"
RATINGS = {
    "better": "Better than England",
    "similar": "Similar to England",
    "worse": "Worse than England",
    "higher": "Higher than England",
    "lower": "Lower than England",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the place's indicators, and the principle under which it stands."""

    indicator_id: str
    name: str
    unit: str
    decimals: int
    principle: str


@dataclass(frozen=True, slots=True)
class Finding:
    """
    What the current edition found of a measure, last.

    `value` and `comparator_value` are as written for readers; `rating` is empty where none was given; `change` says
    how the figure moved since the period before, empty where that was not assessed.
    """

    period: str
    value: str
    comparator_value: str
    rating: str
    change: str = ""

    @property
    def verdict(self) -> str:
        """The rating in words."""
        return RATINGS.get(self.rating, "Not compared with England")

    @property
    def shape(self) -> str:
        """The path of the rating's shape, in a box of 16 by 16."""
        return SHAPES[Rating(self.rating) if self.rating else Rating.NOT_COMPARED].path


def measures() -> Mapping[str, Measure]:
    """Give the place's measures by identifier, in the framework's order."""
    return _measures(settings.CONFIG.place)


@lru_cache(maxsize=4)
def _measures(place: Path) -> dict[str, Measure]:
    framework = yaml.safe_load((place / "framework.yaml").read_text(encoding="utf-8"))
    placed = {name: str(p["number"]) for p in framework["principles"] for name in p.get("measures") or ()}
    told = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted((place / "indicators").glob("*.yaml"))
    }
    ordered = [*placed, *(name for name in told if name not in placed)]
    return {
        name: Measure(
            name,
            told[name]["name"],
            str(told[name].get("unit") or ""),
            int(told[name].get("decimals") or 0),
            placed.get(name, ""),
        )
        for name in ordered
        if name in told
    }


def edition_folder() -> Path | None:
    """Give the folder of the current edition, as it is at this moment; None where none was built."""
    path = settings.CONFIG.place / "report.yaml"
    folder = settings.CONFIG.editions / _edition(path, path.stat().st_mtime_ns)
    return folder.resolve() if (folder / "index.html").exists() else None


@lru_cache(maxsize=4)
def _edition(report: Path, changed: int) -> str:
    """Name the edition of a report as it stood when its file was last changed."""
    del changed  # it tells the cache
    return str(yaml.safe_load(report.read_text(encoding="utf-8"))["edition"])


def findings() -> Mapping[str, Finding]:
    """Give each measure's latest finding against England, from the current edition; none where none was built."""
    folder = edition_folder()
    return _findings(folder, settings.CONFIG.place) if folder else {}


@lru_cache(maxsize=4)
def _findings(folder: Path, place: Path) -> dict[str, Finding]:
    area = str(yaml.safe_load((place / "place.yaml").read_text(encoding="utf-8"))["area_code"])
    held = _measures(place)
    found: dict[str, tuple[str, Finding]] = {}
    for row in _national(folder / FINDINGS, area):
        name = row["indicator_id"]
        if name in held and (name not in found or row["period"] >= found[name][0]):
            found[name] = (row["period"], _finding(row, held[name]))
    return {name: finding for name, (_, finding) in found.items()}


def _national(path: Path, area: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["area_code"] == area and row["comparator"] == "national" and row["value"]:
                yield row


def _finding(row: Mapping[str, str], measure: Measure) -> Finding:
    rating = row["rating"] if row["rating"] in RATINGS else ""
    return Finding(
        row["period"],
        _written(row["value"], measure),
        _written(row["comparator_value"], measure),
        rating,
        row.get("change") or "",
    )


def _written(value: str, measure: Measure) -> str:
    if not value:
        return ""
    number = f"{float(value):,.{measure.decimals}f}"
    return f"{number}%" if measure.unit == "%" else number
