"""The words of published tables, as data: what headings and cells are called, whoever publishes."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from equitytown.audit.published import Missing, Role
from equitytown.geography.areas import areas
from equitytown.terms.observation import Rating


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns and lists of `words.yaml`, compiled."""

    national: re.Pattern[str]
    regional: re.Pattern[str]
    neighbours: re.Pattern[str]
    verdict: re.Pattern[str]
    verdict_alone: re.Pattern[str]
    first: dict[Role, re.Pattern[str]]
    last: dict[Role, re.Pattern[str]]
    own: re.Pattern[str]
    beside_own: re.Pattern[str]
    rounds: tuple[str, ...]
    verdicts: dict[Rating, re.Pattern[str]]
    letters: dict[str, Rating]
    missing: dict[str, Missing]
    numbers: dict[str, int]


@cache
def words() -> Words:
    """Give the words, read once."""
    held = yaml.safe_load(files("equitytown.audit.reading").joinpath("words.yaml").read_text(encoding="utf-8"))
    patterns = ("national", "regional", "neighbours", "verdict", "verdict_alone", "own", "beside_own")
    return Words(
        **{name: re.compile(held[name]) for name in patterns},
        first={Role(name): re.compile(pattern) for name, pattern in held["first"].items()},
        last={Role(name): re.compile(pattern) for name, pattern in held["last"].items()},
        rounds=tuple(held["rounds"]),
        verdicts={Rating(name): re.compile(pattern) for name, pattern in held["verdicts"].items()},
        letters={letter: Rating(name) for letter, name in held["letters"].items()},
        missing={mark: Missing(name) for name, marks in held["missing"].items() for mark in marks},
        numbers=held["numbers"],
    )


@cache
def place_names() -> frozenset[str]:
    """Give the names of every English authority and district, in lower case."""
    kept = (record.area for record in areas().values() if record.area.area_type not in {"Country", "Region"})
    return frozenset(_plain(area.area_name) for area in kept)


def _plain(name: str) -> str:
    return re.sub(r",.*|\bcity of\b", "", name.casefold()).strip()
