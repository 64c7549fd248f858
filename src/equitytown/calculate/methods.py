"""What can be calculated: read from the functions of `equitytown.stats.frames` themselves."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from equitytown.calculate.annotations import kinds_of
from equitytown.stats import frames

DATA = "data"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a method asks for, with what its docstring says of it."""

    name: str
    annotation: Any  # Any: whatever the function was annotated with
    default: Any  # Any: whatever its default is; `inspect.Parameter.empty` where it has none
    words: str

    @property
    def flag(self) -> str:
        """The option as it is written on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def numeric(self) -> bool:
        """Whether numbers are what it takes, one or several."""
        return any(part in (float, int) for kind in kinds_of(self.annotation) for part in (kind, *get_args(kind)))

    @property
    def takes_one(self) -> bool:
        """Whether it takes a number by itself."""
        return any(kind in (float, int) for kind in kinds_of(self.annotation))

    @property
    def takes_mapping(self) -> bool:
        """Whether it takes labels with their numbers."""
        return any(get_origin(kind) is Mapping for kind in kinds_of(self.annotation))


@dataclass(frozen=True, slots=True)
class Method:
    """A statistic by column name: its function, the first sentence of its docstring and its options."""

    name: str
    function: Callable[..., Any]  # Any: methods ask for different things
    summary: str
    options: tuple[Option, ...]

    @property
    def command(self) -> str:
        """The name as it is written on the command line."""
        return self.name.replace("_", "-")


def methods() -> Mapping[str, Method]:
    """
    List what can be calculated, by name.

    Returns
    -------
    mapping of str to Method
        Sorted by name, one for each public function of `equitytown.stats.frames`.

    Examples
    --------
    >>> methods()["crude_rate"].summary
    "Crude rates with exact Poisson limits below ten events and Byar's from there upwards."
    """
    return {name: _method(name) for name in sorted(frames.__all__)}


def _method(name: str) -> Method:
    function = getattr(frames, name)
    document = inspect.getdoc(function) or ""
    words = parameters_of(document)
    asked = inspect.signature(function, eval_str=True).parameters.values()
    options = tuple(Option(p.name, p.annotation, p.default, words.get(p.name, "")) for p in asked if p.name != DATA)
    return Method(name, function, document.partition("\n\n")[0].replace("\n", " "), options)


def parameters_of(document: str) -> dict[str, str]:
    """
    Read what a numpydoc docstring says of each parameter.

    Parameters
    ----------
    document : str
        A docstring without its common indent.

    Returns
    -------
    dict of str to str
        One line of text for each name; names that share an entry share its text, with their own name added.

    Examples
    --------
    >>> text = '''Do it.
    ...
    ... Parameters
    ... ----------
    ... lower, upper : str
    ...     Columns of
    ...     limits.
    ...
    ... Returns
    ... -------
    ... dataframe
    ... '''
    >>> parameters_of(text)
    {'lower': 'Columns of limits. This is the lower.', 'upper': 'Columns of limits. This is the upper.'}
    """
    section = re.search(r"^Parameters\n-+\n(.*?)(?=^\S[^\n]*\n-{3,}\n|\Z)", document, flags=re.MULTILINE | re.DOTALL)
    found: dict[str, str] = {}
    for entry in re.finditer(
        r"^(\S[^\n:]*?) *: [^\n]*\n((?:[ \t]+[^\n]*\n?|\n)*)", section[1] if section else "", flags=re.MULTILINE
    ):
        words = " ".join(entry[2].split())
        names = [name.strip() for name in entry[1].split(",")]
        found |= {
            name: words if len(names) == 1 else f"{words} This is the {name.replace('_', ' ')}." for name in names
        }
    return found
