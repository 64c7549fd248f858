"""What a build says otherwise than the record that was published of the same edition, and which of it is explained."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from equitytown.compare.edition_causes import fields_of
from equitytown.compare.edition_keys import FILE_OF, OF_A_MEASURE
from equitytown.terms.edition_change import IssuedCorrection
from equitytown.terms.edition_record import EditionRecord, RecordedFigure

ISSUED = "correction/"  # how the names of parts begin that are corrections: each explains itself
BEFORE = "edition before"  # the part that another edition's own corrections explain


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two records of an edition say differently; `indicator_id` is empty where it is of none."""

    kind: str
    about: str
    indicator_id: str
    old: object  # whatever a record holds
    new: object


def unexplained(
    published: EditionRecord, built: EditionRecord, issued: Iterable[IssuedCorrection]
) -> tuple[Difference, ...]:
    """
    List what a build says otherwise than the published record of the same edition, without a correction for it.

    Parameters
    ----------
    published, built : EditionRecord
        Of the same edition.
    issued : iterable of IssuedCorrection
        Of the place. Those of other editions count for nothing, and so do those that the published record knew: what
        they explain is in it already.

    Returns
    -------
    tuple of Difference
        A figure is explained by a row with its old and its new value, what is said of its measure by any row of the
        measure, a definition by a row of the measure's words, and every other thing by a row of the edition's words.
    """
    if published.content == built.content:
        return ()
    issued = tuple(issued)
    names = {f"{ISSUED}{row.name}" for row in issued}
    rows = tuple(
        row for row in issued if row.edition == published.edition and f"{ISSUED}{row.name}" not in published.parts
    )
    figures = {row.about: row for row in rows if row.about}
    measures = {row.indicator_id for row in rows if row.indicator_id}
    worded = {row.indicator_id for row in rows if not row.about}
    found = []
    for difference in differences(published, built):
        match difference.kind:
            case "figure":
                explained = _matches(figures.get(difference.about), difference)
            case "verdict" | "sentence":
                explained = difference.indicator_id in measures
            case "definition":
                explained = difference.indicator_id in worded
            case "part" if difference.about.startswith((ISSUED, BEFORE)):
                explained = difference.about == BEFORE or (difference.about in names and difference.old is None)
            case "part" if difference.about.startswith(FILE_OF):
                explained = difference.indicator_id in worded
            case _:
                explained = difference.indicator_id in (measures if difference.indicator_id else worded)
        if not explained:
            found.append(difference)
    return tuple(found)


def _matches(row: IssuedCorrection | None, difference: Difference) -> bool:
    """Say whether a row tells a figure's change: its old value, not repeated where none is given now, and its new."""
    if row is None:
        return False
    old, new = (f.value if isinstance(f, RecordedFigure) else None for f in (difference.old, difference.new))
    return row.new == new and (row.old == old or (row.old is None and new is None))


def differences(old: EditionRecord, new: EditionRecord) -> Iterator[Difference]:
    """
    Give everything that two records say differently, down to the publisher of a figure.

    What the old record could not hold, since older software kept no such part, is no difference.
    """
    known, families = fields_of(old), {_family(name) for name in old.parts}
    later = old.software != new.software
    definitions = {
        key: {part: words for part, words in found.items() if part in known or not later}
        for key, found in new.definitions.items()
    }
    parts = {name: part for name, part in new.parts.items() if _family(name) in families or not later}
    if old.as_of != new.as_of:
        yield Difference("day", "as_of", "", old.as_of, new.as_of)
    said = [{key: _said(figure) for key, figure in record.figures.items()} for record in (old, new)]
    pairs: tuple[tuple[str, Mapping[str, object], Mapping[str, object]], ...] = (
        ("figure", said[0], said[1]),
        ("verdict", old.verdicts, new.verdicts),
        ("definition", old.definitions, definitions),
        ("sentence", old.sentences, new.sentences),
        ("text", old.texts, new.texts),
        ("part", old.parts, parts),
    )
    for kind, before, after in pairs:
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key):
                yield Difference(kind, key, _indicator(kind, key), before.get(key), after.get(key))


def _family(part: str) -> str:
    return part.partition("/")[0]


def _said(figure: RecordedFigure) -> RecordedFigure:
    """Leave out what a figure's record holds beside what was said."""
    return replace(figure, known_from=date.min, ends=None)


def _indicator(kind: str, key: str) -> str:
    """Name the measure that a difference is about."""
    if kind == "text" or (kind == "part" and not key.startswith((*OF_A_MEASURE, FILE_OF))):
        return ""
    return key.partition("/")[2] if kind == "part" else key.partition("|")[0]
