"""What a build says otherwise than the published edition, told in plain words: the place's own figures first."""

from collections.abc import Sequence

from equitytown.compare.edition_differences import ISSUED, Difference
from equitytown.compare.edition_keys import FILE_OF, OF_A_MEASURE, FigureKey, figure_key, finding_key, sentence_key
from equitytown.store.issued import FILE
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.edition_record import EditionRecord, RecordedFigure, RecordedVerdict
from equitytown.terms.place import Place

MOST_LETTERS = 240  # of a text that is quoted
MOST_TOLD = 20  # differences; the rest is counted
_ORDER = ("figure", "definition", "text", "day", "verdict", "sentence", "part")
_OF_MEASURES = {
    "inside/": "the gaps inside the town",
    "model/": "the account of its model",
    "spread/": "the spread over all councils",
    "counts/": "counts, notes or licence of its figures",
    "target/": "how it stands to its target",
    FILE_OF: "what its file says",
}
_VERDICT = (
    ("rating", "rating"), ("rank", "rank"), ("of", "how many are ranked"), ("trend", "trend"),
    ("change", "change since the period before"), ("gap", "gap to England"), ("method", "way of comparing"),
    ("basis", "who compared it"), ("against", "figure that it is compared with"),
)  # fmt: skip
_FIGURE = (
    ("value", "value"), ("lower", "lower limit"), ("upper", "upper limit"), ("publisher", "publisher"),
    ("title", "source"), ("corrected", "corrected before publication"),
)  # fmt: skip


def listed(found: Sequence[Difference], record: EditionRecord, place: Place | None) -> list[str]:
    """
    Tell differences, each in a line: the place's own figures first, other areas' last, at most `MOST_TOLD`.

    Parameters
    ----------
    found : sequence of Difference
        Between the published record and what is built.
    record : EditionRecord
        What is built: measures are called as it calls them.
    place : Place or None
        Names areas; without it they stand by their codes, and none is the place's own.

    Returns
    -------
    list of str
        The last says how many more there are, where there are more.
    """
    own = place.area.area_code if place is not None else ""
    ordered = sorted(found, key=lambda d: (_is_of_another(d, own), _ORDER.index(d.kind)))
    lines = [_told(difference, record, place) for difference in ordered[:MOST_TOLD]]
    more = len(ordered) - len(lines)
    return [*lines, f"and {more:,} more."] if more else lines


def _is_of_another(difference: Difference, own: str) -> bool:
    return difference.kind in ("figure", "verdict") and figure_key(difference.about).area_code != own


def _told(difference: Difference, record: EditionRecord, place: Place | None) -> str:
    if difference.kind == "part":  # of which only hashes are held
        return _part(difference, record)
    old, new = _pair(difference.old, difference.new)
    return f"{_what(difference, record, place)}: {old}, now {new}"


def _part(difference: Difference, record: EditionRecord) -> str:
    if difference.about.startswith(ISSUED):
        return f"a correction that readers were shown is gone from {FILE}, or another word of it ({difference.about})"
    state = "added" if difference.old is None else "gone" if difference.new is None else "no longer what it was"
    start = next((name for name in (*OF_A_MEASURE, FILE_OF) if difference.about.startswith(name)), "")
    if start:
        return f"{_measure(difference.indicator_id, record)}, {_OF_MEASURES[start]}: {state}"
    return f"{difference.about}: {state}"


def _what(difference: Difference, record: EditionRecord, place: Place | None) -> str:
    """Name what a difference is about, as a reader would."""
    match difference.kind:
        case "figure":
            return _figure(figure_key(difference.about), record, place)
        case "verdict":
            key = finding_key(difference.about)
            printed = f", as printed in round {key.round}" if key.round else ""
            return f"{_figure(key.figure, record, place)}, compared with {_beside(key.comparator, place)}{printed}"
        case "definition":
            return f"definition of {_measure(difference.indicator_id, record)}"
        case "sentence":
            _, period, sex, name = sentence_key(difference.about)
            return f'sentence "{name}" on {_measure(difference.indicator_id, record)}, {period}, {sex}'
        case "text":
            return f'text "{difference.about}"'
        case _:
            return "the day whose figures it knows (as_of)"


def _measure(indicator_id: str, record: EditionRecord) -> str:
    held = record.definitions.get(indicator_id)
    return f"{held['name']} ({indicator_id})" if held is not None and "name" in held else indicator_id


def _figure(key: FigureKey, record: EditionRecord, place: Place | None) -> str:
    area = place.areas.get(key.area_code) if place is not None else None
    parts = (_measure(key.indicator_id, record), area.area_name if area else key.area_code, key.period, key.sex,
             key.category)  # fmt: skip
    return ", ".join(part for part in parts if part)


def _beside(kind: str, place: Place | None) -> str:
    if place is None:
        return kind
    names = {
        ComparatorKind.NATIONAL.value: place.nation.area_name,
        ComparatorKind.REGIONAL.value: place.region.area_name,
        ComparatorKind.NEIGHBOURS.value: "its neighbours",
    }
    return names.get(kind, kind)


def _pair(old: object, new: object) -> tuple[str, str]:  # whatever a record holds
    """Say what each side holds, as far as the two differ."""
    return _words(old, new), _words(new, old)


def _words(part: object, other: object) -> str:  # whatever a record holds
    match part:
        case None:
            return "not there"
        case RecordedFigure():
            return _fields(part, other, _FIGURE)
        case RecordedVerdict():
            return _fields(part, other, _VERDICT)
        case dict():
            theirs = other if isinstance(other, dict) else {}
            return "; ".join(f"{name}: {_quoted(word)}" for name, word in part.items() if theirs.get(name) != word)
        case _:
            return _quoted(str(part))


def _fields(part: RecordedFigure | RecordedVerdict, other: object, names: Sequence[tuple[str, str]]) -> str:
    """Name the fields that differ; the first, which is what a reader sees, stands without its name."""
    first = names[0][0]
    if not isinstance(other, type(part)):
        return _value(getattr(part, first))
    others = [(name, label) for name, label in names if getattr(part, name) != getattr(other, name)]
    told = (_value(getattr(part, name)) if name == first else f"{label} {_value(getattr(part, name))}"
            for name, label in others)  # fmt: skip
    return "; ".join(told)


def _value(value: str | float | None) -> str:  # a bool too, which is a number
    match value:
        case None | "":
            return "none"
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case _:
            return f"{value:.10g}"


def _quoted(words: str) -> str:
    return f'"{words if len(words) <= MOST_LETTERS else words[:MOST_LETTERS] + "..."}"'
