"""The published record of an edition: kept with the place, and never replaced without a correction."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from equitytown.compare.edition_differences import unexplained
from equitytown.compare.editions import changes_between
from equitytown.errors import InputError
from equitytown.publish.differences_told import listed
from equitytown.store.issued import FILE, issued
from equitytown.store.records import PUBLISHED, put_record, read_record, replaced
from equitytown.terms.edition_change import SUBSTANTIAL, EditionChange, Issued, IssuedCorrection
from equitytown.terms.edition_record import EditionRecord
from equitytown.terms.place import Place


def keep_record(place_folder: Path, record: EditionRecord, *, place: Place | None = None) -> Path:
    """
    Keep the record of a published edition with its place.

    Parameters
    ----------
    place_folder : Path
        The place's folder; the record is put into its `published/`, whole or not at all.
    record : EditionRecord
        Of the edition that is published.
    place : Place, optional
        Names areas where differences are told.

    Returns
    -------
    Path
        The file. One that says the same is left as it is; one that a correction replaces is kept in
        `published/replaced/`.

    Raises
    ------
    InputError
        If a record with another content stands there, and corrections do not explain every difference.
    """
    check_against_published(place_folder, record, place=place)
    return put_record(place_folder, record)


def check_against_published(place_folder: Path, record: EditionRecord, *, place: Place | None = None) -> None:
    """
    Refuse an edition that says otherwise than its published record, without corrections that explain it.

    Raises
    ------
    InputError
        With how many differences are not explained, the first of them, and how to mend it.
    """
    before = published_record(place_folder, record)
    if before is None:
        return
    found = unexplained(before, record, issued(place_folder))
    if found:
        lines = "\n".join(f"  {line}" for line in listed(found, record, place))
        count = "1 thing" if len(found) == 1 else f"{len(found):,} things"
        raise InputError(
            f"edition {record.edition} was published, and {count} it would now say otherwise without a correction:\n"
            f"{lines}\n"
            "If this is a newer edition, give it another name (edition in report.yaml). If the published one was "
            f"wrong, issue a correction (equitytown correct {place_folder} INDICATOR --period ... --reason ... --by "
            f"...), or without a period for a measure's words; rows stand in {place_folder / FILE}."
        )


def published_record(place_folder: Path, record: EditionRecord) -> EditionRecord | None:
    """Read the record that was published of the same edition; None where there is none."""
    file = place_folder / PUBLISHED / f"{record.edition}.json"
    return read_record(file, place_id=record.place_id) if file.exists() else None


def with_turns(
    place_folder: Path, rows: Iterable[IssuedCorrection], *, place: str, built: EditionRecord | None
) -> tuple[Issued, ...]:
    """
    Say of each correction what turned with it.

    Parameters
    ----------
    place_folder : Path
        Where the records lie that corrections replaced.
    rows : iterable of IssuedCorrection
        The place's corrections.
    place : str
        The place's code.
    built : EditionRecord or None
        The edition that is being built: its published record may not have been replaced yet.

    Returns
    -------
    tuple of Issued
        Newest first. Where no two states of the edition show a correction, it cannot be told what turned.
    """
    rows = tuple(rows)
    steps = {edition: _steps(place_folder, edition, built) for edition in {row.edition for row in rows}}
    turns: dict[int, tuple[EditionChange, ...]] = {}
    for row in rows:
        for old, new in steps[row.edition]:
            if id(new) not in turns:
                turns[id(new)] = changes_between(old, new, place=place, issued=rows).of(*SUBSTANTIAL)
    told = (Issued(row, _turned(row, steps[row.edition], turns)) for row in rows)
    return tuple(sorted(told, key=lambda i: i.correction.dated, reverse=True))


Step = tuple[EditionRecord, EditionRecord]


def _steps(place_folder: Path, edition: str, built: EditionRecord | None) -> tuple[Step, ...]:
    """Give the states of an edition side by side: each published one, and the one that is being built."""
    states = list(replaced(place_folder, edition))
    file = place_folder / PUBLISHED / f"{edition}.json"
    if file.exists():
        states.append(read_record(file))
    if built is not None and built.edition == edition and states and states[-1].content != built.content:
        states.append(built)
    return tuple(pairwise(states))


def _turned(
    row: IssuedCorrection, steps: tuple[Step, ...], turns: dict[int, tuple[EditionChange, ...]]
) -> tuple[EditionChange, ...] | None:
    """Find the step that a correction made, and what turned in it; None where no record shows it."""
    for old, new in reversed(steps):
        found = tuple(c for c in turns[id(new)] if c.indicator_id == row.indicator_id)
        if not row.about and found:
            return found
        if row.about and _shows(old, new, row):
            return tuple(c for c in found if c.sex == row.sex)
    return None


def _shows(old: EditionRecord, new: EditionRecord, row: IssuedCorrection) -> bool:
    """Say whether a step is the one that a correction of a figure made."""
    was, now = (record.figures.get(row.about) for record in (old, new))
    before, after = was.value if was else None, now.value if now else None
    return (was != now if row.keeps_value else before != after) and after == row.new
