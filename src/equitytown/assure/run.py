"""An assessment: each criterion put to a place's work."""

from collections.abc import Collection
from pathlib import Path

from equitytown.assure.criteria import Answer, Assessment, criteria
from equitytown.assure.evidence import EVIDENCE
from equitytown.assure.work import work_of
from equitytown.errors import InputError


def assess(place: Path, *, editions: Path, commands: Collection[str]) -> Assessment:
    """
    Put the 18 criteria to a place's work.

    Parameters
    ----------
    place : Path
        The place's folder.
    editions : Path
        Where its editions stand.
    commands : collection of str
        The commands that this package has: a README may name no other.

    Returns
    -------
    Assessment
        With evidence for each. Nothing is met that was not seen.

    Raises
    ------
    InputError
        If the folder is not there.
    """
    if not place.is_dir():
        raise InputError(f"{place} is not a folder. Name a place's folder, such as places/luton.")
    work = work_of(place, editions=editions, commands=commands)
    return Assessment(tuple(Answer(asked, EVIDENCE[asked.criterion_id](work)) for asked in criteria()))
