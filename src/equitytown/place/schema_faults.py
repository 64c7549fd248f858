"""What does not fit the schema, as sentences with the line and the mend."""

from enum import StrEnum
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from equitytown.place.faults import Faults, nearest, one_of
from equitytown.place.schema_types import Model
from equitytown.place.words import shown
from equitytown.place.yaml_files import Location, YamlFile

_Model = TypeVar("_Model", bound=Model)


def fit(file: YamlFile, model: type[_Model], *, faults: Faults) -> _Model | None:
    """
    Fit what a YAML file says to the schema.

    Parameters
    ----------
    file : YamlFile
        The file as read.
    model : type of Model
        What the file should hold.
    faults : Faults
        Where to note every key that does not fit.

    Returns
    -------
    Model or None
        None where anything does not fit.
    """
    try:
        return model.model_validate(file.content)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            where: Location = tuple(part for part in details["loc"] if part != "[key]")
            sentence, mend = _told(details, where, model)
            faults.add(file.path, file.line_of(where), sentence, mend)
        return None


def _told(details: ErrorDetails, where: Location, model: type[Model]) -> tuple[str, str]:
    """Turn one of pydantic's errors into a sentence and its mend."""
    name, found, kind = _name(where), details["input"], details["type"]
    field = _field(where, model)
    if kind == "told":
        return f"{name} {details['ctx']['sentence']}", details["ctx"]["mend"]
    if kind == "extra_forbidden":
        known = _keys(where[:-1], model)
        return f"{name} is not known here.", nearest(str(where[-1]), known) or f"Keys are: {', '.join(known)}."
    if kind == "enum" and field is not None and found not in (None, ""):
        return f'{name} "{shown(str(found))}" is not known.', one_of(choices_within(field.annotation))
    return f"{name} {_what(kind, found)}", _example(where, field)


def _what(kind: str, found: object) -> str:  # object: whatever a person wrote
    """Say what is wrong with a value that an example can mend."""
    if kind == "missing":
        return "is missing."
    if found is None or found == "":
        return "is empty."
    return _SHAPES.get(kind) or f'"{shown(str(found))}" will not do.'


_SHAPES = {
    "tuple_type": 'should be a list, each item on its own line after "- ".',
    "list_type": 'should be a list, each item on its own line after "- ".',
    "dict_type": "should hold keys of its own, each on its own line below it.",
    "model_type": "should hold keys of its own, each on its own line below it.",
    "string_type": "should be words.",
}


def _name(where: Location) -> str:
    """Name a key as a person would point to it: "source: publisher", "figures, item 3: kind"."""
    name = ""
    for part in where:
        if isinstance(part, int):
            name += f", item {part + 1}"
        else:
            name += f": {part}" if name else str(part)
    return shown(name)


def _field(where: Location, model: type[Model]) -> FieldInfo | None:
    """Find the field of a key, by which its examples are known."""
    return _walk(where, model)[1]


def _keys(where: Location, model: type[Model]) -> list[str]:
    """Give the keys that may stand at a place of the file."""
    inside = _walk(where, model)[0]
    return list(inside.model_fields) if inside else []


def _walk(where: Location, model: type[Model]) -> tuple[type[Model] | None, FieldInfo | None]:
    """Go down to a place of the file: the model that opens there, and the field last met."""
    inside: type[Model] | None = model
    field: FieldInfo | None = None
    identifier_next = False
    for part in where:
        if identifier_next:
            identifier_next = False
        elif isinstance(part, str) and inside is not None:
            field = inside.model_fields.get(part)
            inside = model_within(field.annotation) if field else None
            identifier_next = field is not None and _is_keyed(field.annotation)
    return inside, field


def _is_keyed(annotation: Any) -> bool:  # Any: a type as written in the schema
    return getattr(annotation, "__origin__", None) is dict


def model_within(annotation: Any) -> type[Model] | None:  # Any: a type as written in the schema
    """Find the model inside a type such as tuple[BreakModel, ...]."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((m for inner in get_args(annotation) if (m := model_within(inner))), None)


def choices_within(annotation: Any) -> list[str]:  # Any: a type as written in the schema
    """Find the words of the closed list inside a type."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [choice.value for choice in annotation]
    return next((words for inner in get_args(annotation) if (words := choices_within(inner))), [])


def _example(where: Location, field: FieldInfo | None) -> str:
    """Show how a key is written well."""
    key = next((part for part in reversed(where) if isinstance(part, str)), "")
    examples = (field.examples if field else None) or ["..."]
    return f"Write it like this: {key}: {examples[0]}"
