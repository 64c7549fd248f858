"""How one thing told about a record is declared: its label, its shape, what it links to, who sets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Shape(StrEnum):
    """What a value looks like, in a form, a file and a page."""

    IDENTIFIER = "identifier"
    LINE = "line"
    PROSE = "prose"
    MARKDOWN = "markdown"
    CHOICE = "choice"
    YES_NO = "yes or no"
    WHOLE = "whole number"
    NUMBER = "number"
    POUNDS = "pounds"
    DAY = "day"
    ADDRESS = "web address"
    ITEMS = "items"
    LINK = "link"
    LINKS = "links"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Field:
    """
    One thing told about a record.

    `name` is its column in a file, `label` its words on a page. `required` must be there to keep a draft, `needed`
    to publish. `to` names the kind that a link leads to. `public` is False where the public face leaves it out;
    `set_by` is the lowest role that may set it, empty for whoever may write the record.
    """

    name: str
    label: str
    shape: Shape
    hint: str = ""
    required: bool = False
    needed: bool = False
    choices: tuple[str, ...] = ()
    to: str = ""
    public: bool = True
    set_by: str = ""

    @property
    def many(self) -> bool:
        """Whether it holds several values."""
        return self.shape in {Shape.ITEMS, Shape.LINKS}

    @property
    def links(self) -> bool:
        """Whether its values are identifiers of other records."""
        return self.shape in {Shape.LINK, Shape.LINKS}


DECLARED = "declared"  # where a dataclass field keeps its `Field`


def _declare(shape: Shape, label: str, default: object, options: Mapping[str, Any]) -> Any:  # a dataclass field
    return field(default=default, metadata={DECLARED: (shape, label, dict(options))})


# Each of these gives a dataclass field whose type is the one annotated, so they are typed as `Any`.
def identifier() -> Any:
    """Declare the record's own identifier."""
    return _declare(Shape.IDENTIFIER, "Reference", "", {"required": True})


def line(label: str, **options: Any) -> Any:
    """Declare a few words on one line."""
    return _declare(Shape.LINE, label, "", options)


def prose(label: str, **options: Any) -> Any:
    """Declare one or more sentences."""
    return _declare(Shape.PROSE, label, "", options)


def markdown(label: str, **options: Any) -> Any:
    """Declare a longer text with headings, lists and links."""
    return _declare(Shape.MARKDOWN, label, "", options)


def choice(label: str, choices: Sequence[str], **options: Any) -> Any:
    """Declare one word out of a closed list, or none."""
    return _declare(Shape.CHOICE, label, "", {"choices": tuple(choices), **options})


def yes_no(label: str, **options: Any) -> Any:
    """Declare a yes or a no; no unless told."""
    return _declare(Shape.YES_NO, label, False, options)  # the default of a `bool`


def whole(label: str, **options: Any) -> Any:
    """Declare a whole number, 0 or more; None where it is not known."""
    return _declare(Shape.WHOLE, label, None, options)


def number(label: str, **options: Any) -> Any:
    """Declare a number; None where it is not known."""
    return _declare(Shape.NUMBER, label, None, options)


def pounds(label: str, **options: Any) -> Any:
    """Declare an amount in pounds; None where it is not known."""
    return _declare(Shape.POUNDS, label, None, options)


def day(label: str, **options: Any) -> Any:
    """Declare a day; None where it is not known."""
    return _declare(Shape.DAY, label, None, options)


def address(label: str, **options: Any) -> Any:
    """Declare a web address that begins with https or http."""
    return _declare(Shape.ADDRESS, label, "", options)


def items(label: str, **options: Any) -> Any:
    """Declare several short values."""
    return _declare(Shape.ITEMS, label, (), options)


def link(label: str, to: str, **options: Any) -> Any:
    """Declare a link to one record."""
    return _declare(Shape.LINK, label, "", {"to": to, **options})


def links(label: str, to: str, **options: Any) -> Any:
    """Declare links to any number of records."""
    return _declare(Shape.LINKS, label, (), {"to": to, **options})


def person(label: str, **options: Any) -> Any:
    """Declare someone with an account: never exported, never public."""
    return _declare(Shape.PERSON, label, "", {"public": False, **options})
