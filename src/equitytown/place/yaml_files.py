"""
YAML with line numbers, for people's files: plain values only.

Read event by event, so that a hostile file is refused before it is built. Words stay words: "no" is not false
and 12:30 is not 750, as they are to most YAML readers; only true, false, null and plain numbers are not text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from equitytown.place.faults import Faults
from equitytown.place.files import TextFile

MAXIMUM_DEPTH = 12
MAXIMUM_VALUES = 20_000

Plain = str | int | float | bool | None
Location = tuple[str | int, ...]

_WORDS: dict[str, Plain] = {"": None, "null": None, "~": None, "true": True, "false": False}
_INTEGER = re.compile(r"^-?(0|[1-9]\d{0,17})$")
_NUMBER = re.compile(r"^-?(0|[1-9]\d{0,17})\.\d{1,17}$")
_READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a YAML file says, and on which line each part of it stands."""

    path: str
    content: dict[str, object]  # object: what a person wrote, before the schema looks at it
    lines: dict[Location, int]

    def line_of(self, location: Location) -> int | None:
        """Give the line of a part, or of the nearest part around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location)


class _Refused(Exception):  # noqa: N818 - a sentence on its way to the list of faults, never shown as an error
    """A sentence on why a file is not read, and its mend."""

    def __init__(self, line: int, sentence: str, mend: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence, self.mend = line, sentence, mend


def read_yaml(file: TextFile, *, faults: Faults) -> YamlFile | None:
    """
    Read a file of keys and values.

    Parameters
    ----------
    file : TextFile
        A file as read from the place's folder.
    faults : Faults
        Where to note what is wrong.

    Returns
    -------
    YamlFile or None
        None, with one fault, where the file is not YAML of the plain kind that a place uses.
    """
    try:
        return _Builder(file.path).build(file.text)
    except _Refused as refused:
        faults.add(file.path, refused.line, refused.sentence, refused.mend)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        sentence = f"this is not YAML: {error.problem or error.context}."
        faults.add(
            file.path,
            mark.line + 1 if mark else None,
            sentence,
            "Look for a missing colon, quote or indent there.",
        )
    except yaml.reader.ReaderError as error:
        line = file.text.count("\n", 0, error.position) + 1
        faults.add(file.path, line, "the file holds a control character.", "Take it out.")
    return None


@dataclass(slots=True)
class _Builder:
    """Builds values from events; holds what is open, so that depth and number stay within bounds."""

    path: str
    lines: dict[Location, int] = field(default_factory=dict)
    values: int = 0

    def build(self, text: str) -> YamlFile:
        events = yaml.parse(text, Loader=_READER)
        first = next((e for e in events if not isinstance(e, yaml.StreamStartEvent | yaml.DocumentStartEvent)), None)
        if not isinstance(first, yaml.MappingStartEvent):
            raise _Refused(1, "the file has no keys.", 'Write lines such as "name: Luton".')
        self._check(first, ())
        content = self._mapping(events, ())
        next(events)  # the end of the document
        if not isinstance(extra := next(events), yaml.StreamEndEvent):
            raise _Refused(_line(extra), "a second document begins here.", "Take out the line of dashes.")
        return YamlFile(self.path, content, self.lines)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], where: Location) -> object:
        self._check(event, where)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, where)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        return self._sequence(events, where)

    def _check(self, event: yaml.Event, where: Location) -> None:
        """Refuse what a place's files have no use for, before it can grow."""
        line = _line(event)
        self.values += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, "anchors (&) and aliases (*) are not read.", "Write the value out in full.")
        if tag := getattr(event, "tag", None):
            raise _Refused(line, f"tags such as {tag} are not read.", "Write plain words and numbers.")
        if len(where) > MAXIMUM_DEPTH:
            raise _Refused(line, f"values are nested more than {MAXIMUM_DEPTH} deep.", "Flatten them.")
        if self.values > MAXIMUM_VALUES:
            raise _Refused(line, f"the file holds more than {MAXIMUM_VALUES:,} values.", "Split it.")

    def _mapping(self, events: Iterator[yaml.Event], where: Location) -> dict[str, object]:
        content: dict[str, object] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(line, "a key must be a word.", 'Write lines such as "name: Luton".')
            self._check(event, where)
            key = event.value
            if key in content:
                first = self.lines[(*where, key)]
                raise _Refused(line, f'"{key}" stands twice, first on line {first}.', "Take out one of them.")
            self.lines[(*where, key)] = line
            content[key] = self._value(next(events), events, (*where, key))
        return content

    def _sequence(self, events: Iterator[yaml.Event], where: Location) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*where, len(items))
            self.lines[here] = _line(event)
            items.append(self._value(event, events, here))
        return items


def _line(event: yaml.Event) -> int:
    """Give the line, from 1, on which an event begins."""
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> Plain:
    """Give a plain value: quoted values are always words."""
    text = event.value
    if event.style and event.style in "'\"|>":
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _NUMBER.match(text) else text
