"""The kinds of value that a place's YAML may hold, each with its check and its mend."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from equitytown.place.addresses import MEND, address_fault
from equitytown.place.periods import read_day
from equitytown.place.words import shown, unsafe_name, unsafe_text
from equitytown.terms.identifiers import RULE, is_identifier
from equitytown.terms.place import EDITION_LENGTH

_PLACEHOLDER = re.compile(r"\(\(.*?\)\)|\{\{.*?\}\}|\{.*?\}")
TITLE_PLACEHOLDERS = {"((place))", "((gap))"}
NAME_LENGTH = 200  # characters of a name or title: documents and their catalogues hold few more
SEXES = ("Persons", "Male", "Female")
_AREA_CODE = re.compile(r"[A-Z][0-9]{8}")


def refuse(sentence: str, mend: str) -> PydanticCustomError:
    """Make the error that a check of ours raises; `schema_faults` takes sentence and mend out again."""
    return PydanticCustomError("told", "{sentence}", {"sentence": sentence, "mend": mend})


def _name(text: str) -> str:
    if len(text) > NAME_LENGTH:
        raise refuse(f"has {len(text)} characters.", f"Keep it to {NAME_LENGTH}: a document's title holds no more.")
    if reason := unsafe_name(text):
        raise refuse(f'"{text}" {reason}', "Write it in plain words.")
    return text


def _text(text: str) -> str:
    if reason := unsafe_text(text):
        raise refuse(reason, "Take it out.")
    return text


def checked_title(text: str) -> str:
    """Check a title's words and its placeholders."""
    placeholders = set(_PLACEHOLDER.findall(text))
    if unknown := sorted(placeholders - TITLE_PLACEHOLDERS):
        raise refuse(f'"{unknown[0]}" is not a placeholder.', f"Use {' and '.join(sorted(TITLE_PLACEHOLDERS))} only.")
    return _name(_text(text))


def _sexes(text: str) -> str:
    if not all(sex.strip() in SEXES for sex in text.split(",")):
        raise refuse(f'"{text}" is not known.', f"Use one or more of: {', '.join(SEXES)}, with commas between.")
    return text


def _identifier(text: str) -> str:
    if not is_identifier(text):
        raise refuse(f'"{shown(text)}" is not an identifier.', f"{RULE}: good-level-of-development.")
    return text


def _edition(text: str) -> str:
    if len(text) > EDITION_LENGTH:
        raise refuse(f'"{shown(text)}" has {len(text)} letters.', f"Keep it to {EDITION_LENGTH}.")
    return _identifier(text)


def _address(text: str) -> str:
    if reason := address_fault(text):
        raise refuse(f'"{shown(text)}" {reason}', MEND)
    return text


def _area_code(text: str) -> str:
    if not _AREA_CODE.fullmatch(text):
        raise refuse(f'"{text}" is not an area code.', "Use the nine-character code, such as E06000032.")
    return text


def _iso_date(value: object) -> object:  # object: whatever a person wrote
    day = read_day(value) if isinstance(value, str) else None
    if day is not None:
        return day
    raise refuse(f'"{value}" is not a date.', "Write year, month and day: 2027-04-01.")


class MappedColumn(StrEnum):
    """A column of ours that a declared mapping can fill."""

    INDICATOR = "indicator"
    AREA_CODE = "area_code"
    AREA_NAME = "area_name"
    PERIOD = "period"
    SEX = "sex"
    CATEGORY_TYPE = "category_type"
    CATEGORY = "category"
    VALUE = "value"
    LOWER = "lower"
    UPPER = "upper"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    STATUS = "status"
    NOTE = "note"
    PUBLISHED_RATING = "published_rating"
    TITLE = "title"
    KNOWN_FROM = "known_from"


class Population(StrEnum):
    """Whom a measure is about, and so whose neighbours it is set beside."""

    ADULTS = "adults"
    CHILDREN = "children"


Name = Annotated[str, Field(min_length=1), AfterValidator(_name)]
Words = Annotated[str, Field(min_length=1), AfterValidator(_text)]
Text = Annotated[str, AfterValidator(_text)]
"""Words that may be left out."""
Identifier = Annotated[str, AfterValidator(_identifier)]
EditionName = Annotated[str, AfterValidator(_edition)]
Address = Annotated[str, AfterValidator(_address)]
AreaCode = Annotated[str, AfterValidator(_area_code)]
Sexes = Annotated[str, AfterValidator(_sexes)]
IsoDate = Annotated[date, BeforeValidator(_iso_date)]

REQUIRED: Any = ...  # pydantic's mark for a key without a default


def key(
    meaning: str, *, good: str, bad: str, default: Any = REQUIRED
) -> Any:  # Any: what pydantic's Field takes and gives
    """Describe a key: its meaning, a good example and a bad one."""
    return Field(default, description=meaning, examples=[good], json_schema_extra={"bad": bad})


class Model(BaseModel):
    """A part of a YAML file: unknown keys are refused, numbers may stand for words."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, str_strip_whitespace=True)
