"""The components: every installed package that a build uses, with version and licence."""

import json
import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution
from typing import Any

from equitytown import __version__

COLUMNS = ("name", "version", "licence", "copyleft")
NOT_STATED = "not stated"
ROOT = "equitytown"
EXTRAS = ("report",)  # what a build needs beside the base
LONGEST = 100  # characters of a licence's name; a longer field holds its whole text

_COPYLEFT = re.compile(r"\b(AGPL|GPL|GNU Affero|GNU General Public|Affero General Public)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Component:
    """An installed package: its licence as it states it itself, and the packages that it needs in turn."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...] = ()

    @property
    def copyleft(self) -> bool:
        """
        Say whether its licence is, or may be, the GPL or the AGPL. The LGPL is neither.

        Examples
        --------
        >>> Component("a", "1", "GPL-3.0-only").copyleft, Component("b", "1", "LGPL-3.0-only").copyleft
        (True, False)
        """
        return bool(_COPYLEFT.search(self.licence))

    def cells(self) -> tuple[str, ...]:
        """Give it as the file's columns."""
        return self.name, self.version, self.licence, "yes" if self.copyleft else "no"


@cache
def components() -> tuple[Component, ...]:
    """
    List every installed package that a build uses: what ours asks for, and what those ask for in turn.

    Returns
    -------
    tuple of Component
        By name, Python itself among them. One that is asked for and not installed is left out.
    """
    python = Component("python", platform.python_version(), "PSF-2.0")
    return tuple(sorted((python, *_closure().values()), key=lambda found: found.name))


def _closure() -> dict[str, Component]:
    found: dict[str, Component] = {}
    seen: set[tuple[str, str]] = set()
    waiting: list[tuple[str, tuple[str, ...]]] = [(ROOT, EXTRAS)]
    while waiting:
        name, extras = waiting.pop()
        fresh = [extra for extra in ("", *extras) if (name, extra) not in seen]
        installed = _installed(name) if fresh else None
        if installed is None:
            continue
        seen |= {(name, extra) for extra in fresh}
        needed = dict(_needed(installed, fresh))
        waiting.extend(needed.items())
        before = found[name].needs if name in found else ()
        needs = tuple(sorted({*before, *(other for other in needed if _installed(other) is not None)}))
        version = __version__ if name == ROOT else installed.version
        found[name] = Component(name, version, licence_of(installed), needs)
    return found


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _needed(installed: Distribution, extras: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what a package asks for on this machine, with the extras that it asks for."""
    from packaging.requirements import Requirement  # noqa: PLC0415  only a build needs it

    for line in installed.requires or ():
        asked = Requirement(line)
        if asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in extras):
            yield one_name(asked.name), tuple(sorted(asked.extras))


def one_name(name: str) -> str:
    """
    Give a package's name in the one form that all its spellings share.

    Examples
    --------
    >>> one_name("Typing_Extensions")
    'typing-extensions'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(installed: Distribution) -> str:
    """Give a package's licence as it states it: an expression, a classifier, a short name, or that it is not stated."""
    told = installed.metadata
    if expression := _field(told, "License-Expression"):
        return expression
    classed = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    if classed:
        return "; ".join(classed)
    named = _field(told, "License")
    return named if 0 < len(named) <= LONGEST else NOT_STATED


def _field(told: PackageMetadata, name: str) -> str:
    """Give a field of a package's metadata on one line; empty where it has none."""
    return " ".join(str(told[name]).split()) if name in told else ""


def bill_of_materials(found: tuple[Component, ...]) -> str:
    """
    Write the components as CycloneDX JSON, the form that supply chain tools read.

    Parameters
    ----------
    found : tuple of Component
        As `components` lists them.

    Returns
    -------
    str
        JSON of version 1.6, without serial number and time: the same packages give the same bytes.
    """
    from cyclonedx.model.bom import Bom  # noqa: PLC0415  only a build needs it
    from cyclonedx.output.json import JsonV1Dot6  # noqa: PLC0415

    made = {component.name: _as_cyclonedx(component) for component in found}
    bom = Bom(components=[piece for name, piece in made.items() if name != ROOT])
    bom.metadata.component = made.get(ROOT)
    for component in found:
        bom.register_dependency(made[component.name], [made[need] for need in component.needs if need in made])
    told: dict[str, Any] = json.loads(JsonV1Dot6(bom).output_as_string())  # JSON of a form that is not ours
    told.pop("serialNumber")
    told["metadata"].pop("timestamp")
    return json.dumps(told, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _as_cyclonedx(component: Component) -> Any:  # Any: a class of a package that is imported late
    from cyclonedx.model.component import Component as Piece  # noqa: PLC0415
    from cyclonedx.model.component import ComponentType  # noqa: PLC0415
    from packageurl import PackageURL  # noqa: PLC0415

    address = PackageURL("pypi", None, component.name, component.version)
    kinds: Mapping[str, ComponentType] = {ROOT: ComponentType.APPLICATION, "python": ComponentType.PLATFORM}
    return Piece(
        name=component.name,
        version=component.version,
        type=kinds.get(component.name, ComponentType.LIBRARY),
        bom_ref=address.to_string(),
        purl=None if component.name == "python" else address,
        licenses=[] if component.licence == NOT_STATED else [_licence(component.licence)],
    )


def _licence(words: str) -> Any:  # Any: a class of a package that is imported late
    """Give a licence by its SPDX identifier, as an SPDX expression, or by its name."""
    from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression  # noqa: PLC0415
    from cyclonedx.spdx import is_supported_id  # noqa: PLC0415

    if is_supported_id(words):
        return DisjunctiveLicense(id=words)
    if all(is_supported_id(part.strip("() ")) for part in re.split(r" (?:AND|OR) ", words)):
        return LicenseExpression(words)
    return DisjunctiveLicense(name=words)
