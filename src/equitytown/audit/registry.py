"""Publishers and collections, as data: who gives which figures, and until when."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Publisher:
    """A body that publishes figures. `never` names the families of measures that it does not collect."""

    name: str
    pattern: str
    end: date | None = None
    successor: str = ""
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """
    A collection, survey or index. `families` are those it is the source of, empty where it is not known.

    `national_only` says that it is too small for a council, and `instead` what councils' figures come from.
    """

    name: str
    pattern: str
    acronym: str = ""
    families: tuple[str, ...] = ()
    national_only: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Registry:
    """Every publisher and every product that is known."""

    publishers: tuple[Publisher, ...]
    products: tuple[Product, ...]


@cache
def registry() -> Registry:
    """Give the publishers and products of `sources.yaml`."""
    text = files("equitytown.audit").joinpath("sources.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Registry).validate_python(yaml.safe_load(text))


@cache
def publishers_in(text: str) -> tuple[Publisher, ...]:
    """
    Give the publishers that a text names.

    Examples
    --------
    >>> [publisher.name for publisher in publishers_in("ONS, taken from OHID Fingertips")]
    ['Office for National Statistics', 'Office for Health Improvement and Disparities']
    """
    return tuple(one for one in registry().publishers if re.search(one.pattern, text, re.IGNORECASE))


@cache
def products_in(text: str) -> tuple[Product, ...]:
    """Give the collections, surveys and indices that a text names."""
    return tuple(one for one in registry().products if re.search(one.pattern, text, re.IGNORECASE))
