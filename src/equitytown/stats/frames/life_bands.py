"""Age bands of a life table in a dataframe: all ages from 0, without gaps, the last one open."""

from collections.abc import Mapping, Sequence
from math import isinf
from typing import NamedTuple

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from equitytown.errors import InputError
from equitytown.stats.ages import age_bands, refuse_gaps
from equitytown.stats.checks import Confidence, Floats, Notes, is_single, several
from equitytown.stats.frames.bands import age_labels
from equitytown.stats.frames.columns import Eager, Frame, check_columns, collected
from equitytown.stats.frames.refusals import Refusal
from equitytown.stats.frames.tables import Label, Table, numbered, tabulated
from equitytown.stats.intervals import Computed

At = float | Sequence[float]
NONE = np.array([0.0, 1.0])  # bands of a dataframe without rows, so that its answer has columns all the same


class AgeAxis(NamedTuple):
    """Age bands, youngest first: their labels in the data, and where they start and end. An open one ends nowhere."""

    labels: Sequence[Label]
    starts: Floats
    ends: Floats


def age_axis(frame: Frame, age: str) -> AgeAxis:
    """
    Read the age bands of a column, each following the one before it.

    Raises
    ------
    InputError
        If the column is not there, a label tells no age, bands overlap, or ages between them are missing.
    """
    labels = age_labels(frame, age)
    if not labels:
        return AgeAxis([], NONE, NONE + 1)
    refuse_gaps(labels)
    bands = age_bands(labels)
    starts, ends = (np.array(part, dtype=np.float64) for part in zip(*bands, strict=True))
    return AgeAxis(labels, starts, ends)


def life_axis(frame: Frame, age: str) -> AgeAxis:
    """
    Read the age bands of a life table.

    Raises
    ------
    InputError
        As for `age_axis`, or if the last band is not open.
    """
    axis = age_axis(frame, age)
    if axis.labels and not isinf(axis.ends[-1]):
        raise InputError(
            f'the oldest age band, "{axis.labels[-1]}", is not open. A life table needs one such as '
            f'"{axis.starts[-1]:g}+", which holds everybody from there on.'
        )
    return axis


def by_age(
    frame: Frame,
    axis: AgeAxis,
    *,
    by: Sequence[str],
    age: str,
    terms: Mapping[str, nw.Expr],
    refusals: Sequence[Refusal],
) -> Table:
    """
    Lay rows out by group and age band, each once; without rows there are no groups.

    A band that stands twice is refused: persons beside men and women would count everybody twice.
    """
    check_columns(frame, *by)
    if axis.labels:
        return tabulated(frame, by=by, along=age, labels=axis.labels, terms=terms, refusals=refusals, once=True)
    _, keys = numbered(collected(frame.select(*by, age)), by)
    empty = np.empty((0, len(NONE)))
    return Table(keys.head(0), NONE.tolist(), dict.fromkeys(terms, empty), empty > 0)


def chosen(axis: AgeAxis, at: At | None) -> NDArray[np.intp]:
    """
    Find the places of the ages asked for; all of them by default.

    Raises
    ------
    InputError
        If no band starts at one of them.
    """
    if at is None:
        return np.arange(len(axis.starts))
    asked = np.atleast_1d(np.asarray(at, dtype=np.float64))
    strange = asked[~np.isin(asked, axis.starts)]
    if strange.size and axis.labels:
        listed = ", ".join(f"{start:g}" for start in axis.starts)
        raise InputError(f"no age band starts at {strange[0]:g}. They start at: {listed}.")
    return np.flatnonzero(np.isin(axis.starts, asked))


def each_age(keys: Eager, count: int) -> Eager:
    """Repeat the keys of every group, once for each of so many rows."""
    return keys[np.repeat(np.arange(len(keys)), count).tolist()]


def start_ages(starts: Floats, groups: int) -> NDArray[np.generic]:
    """Give the start ages of every group, whole numbers where all are."""
    whole = bool((starts == np.floor(starts)).all())
    return np.tile(starts.astype(np.int64) if whole else starts, groups)


def flattened(found: Computed, note: Notes, confidence: Confidence) -> Computed:
    """Lay figures of shape (groups, ...) out in one row after another, with the notes given."""
    rows = (-1,) if is_single(confidence) else (several(confidence).size, -1)
    return Computed(found.value.ravel(), found.lower.reshape(rows), found.upper.reshape(rows), note.ravel())


def told_first(lacking: Notes, note: Notes) -> Notes:
    """Say first which rows a group lacks, then why its figures are not given; notes of shape (groups, ...)."""
    shaped = lacking.reshape(-1, *(1 for _ in note.shape[1:]))
    return np.where(shaped == "", note, shaped)
