"""Age bands of a dataframe: their weights, and whether each group has each of them once."""

from collections.abc import Mapping, Sequence
from math import ceil, inf
from typing import NamedTuple

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from equitytown.errors import InputError
from equitytown.stats.ages import age_bands, refuse_gaps
from equitytown.stats.checks import Notes, Truths, floats, notes, refuse
from equitytown.stats.frames.columns import INNER, Frame, check_columns, check_numbers, collected, missing_in, number
from equitytown.stats.frames.groups import Groups
from equitytown.stats.standard_populations import STANDARD_POPULATIONS, standard_weights

Standard = str | Mapping[str, float]
WEIGHT = f"{INNER}weight"
BITS = 50  # bands that one 64-bit float can mark exactly, with a power of two for each


class Bands(NamedTuple):
    """
    Age bands with their weights in a standard population.

    `labels` are the bands found, youngest first; none where weights are a column and ages are not told.
    `column` names that column.
    """

    weight: nw.Expr
    labels: Sequence[str | float]
    column: str | None = None

    def ages(self) -> str:
        """Say which ages the bands hold; "" where it is all of them, or ages are not told."""
        if not self.labels:
            return ""
        bands = age_bands(self.labels)
        start, end = bands[0].start, bands[-1].end
        if end == inf:
            return f"ages {start:g} and over" if start else ""
        return f"ages {start:g} to {end - 1:g}"

    def marks(self, age: str) -> dict[str, nw.Expr]:
        """Give terms whose sum over a group shows which bands it has: a power of two for each band."""
        blocks = range(ceil(len(self.labels) / BITS))
        places = range(len(self.labels))
        powers = {b: [2.0 ** (i % BITS) if i // BITS == b else 0.0 for i in places] for b in blocks}
        return {f"marks{b}": looked_up(age, self.labels, powers[b]) for b in blocks}


def bands_of(frame: Frame, standard_population: Standard, age: str) -> Bands:
    """
    Find each row's weight.

    Raises
    ------
    InputError
        If a column is not there, an age label cannot be read or has no weight, or ages are left out between bands.
    """
    if not isinstance(standard_population, str | Mapping):
        raise InputError(
            'standard_population must be "esp2013", a column of weights, or a mapping of age label to weight, and is '
            f"{type(standard_population).__name__}. Weights in a bare list would be joined by position."
        )
    if isinstance(standard_population, str) and standard_population.lower() in STANDARD_POPULATIONS:
        standard_population = standard_population.lower()
    elif isinstance(standard_population, str):
        check_numbers(frame, standard_population)
        told = age in frame.collect_schema().names()
        return Bands(number(standard_population), _all_ages(frame, age) if told else [], standard_population)
    labels = _all_ages(frame, age)
    if isinstance(standard_population, str):
        weights = standard_weights(labels, standard=STANDARD_POPULATIONS[standard_population]).tolist()
    else:
        weights = _mapped(labels, standard_population)
    return Bands(looked_up(age, labels, weights), labels)


def weighted(frame: Frame, bands: Bands) -> tuple[Frame, Bands]:
    """Look each row's weight up once and keep it, where several terms need it and a look-up is dear."""
    if bands.column is not None:
        return frame, bands
    return frame.with_columns(bands.weight.alias(WEIGHT)), bands._replace(weight=nw.col(WEIGHT))


def _all_ages(frame: Frame, age: str) -> list[str | float]:
    """List the age bands of a column, youngest first; none may be left out between them."""
    labels = age_labels(frame, age)
    refuse_gaps(labels)
    return labels


def age_labels(frame: Frame, age: str) -> list[str | float]:
    """
    List the age bands that stand in a column, youngest first.

    Raises
    ------
    InputError
        If the column is not there, is empty in a row, or a label tells no age.
    """
    check_columns(frame, age)
    found = collected(frame.select(age).unique())[age]
    if missing_in(found):
        raise InputError(f'column "{age}" is empty in some rows. Give every row its age band, or leave such rows out.')
    labels = found.to_list()
    bands = age_bands(labels)
    return [labels[i] for i in sorted(range(len(labels)), key=lambda i: bands[i])]


def looked_up(column: str, labels: Sequence[str | float], numbers: Sequence[float]) -> nw.Expr:
    """Give each row the number that belongs to its label."""
    return nw.col(column).replace_strict(list(labels), list(numbers), default=None, return_dtype=nw.Float64)


def band_notes(groups: Groups, bands: Bands) -> Notes:
    """
    Say of each group which bands it lacks, of those that any group has.

    Raises
    ------
    InputError
        If a band stands twice in a group: it is not told whose rate that would be.
    """
    if not bands.labels:
        most = groups.rows.max(initial=0)
        return _told(most - groups.rows, {k: f"{k:g} of {most:g} age bands are not there" for k in range(1, int(most))})
    there = _there(groups, len(bands.labels))
    _refuse_twice(groups, there.sum(axis=1))
    if there.all():
        return notes(groups.rows.shape)
    patterns, which = np.unique(there, axis=0, return_inverse=True)
    return _told(which, {i: _absent(bands.labels, held) for i, held in enumerate(patterns) if not held.all()})


def _told(kind: NDArray[np.generic], words: Mapping[int, str]) -> Notes:
    """Give each group the words of its kind, "" where its kind has none."""
    return notes(kind.shape, *((kind == number, sentence) for number, sentence in words.items()))


def _absent(labels: Sequence[str | float], held: Truths) -> str:
    """Name the first band that is not there, and say how many others."""
    absent = [str(label) for label, there in zip(labels, held, strict=True) if not there]
    return f"age band {absent[0]}{f' and {len(absent) - 1} more age bands are' if len(absent) > 1 else ' is'} not there"


def _there(groups: Groups, count: int) -> Truths:
    """Read from the marks which bands each group has: shape (groups, bands)."""
    blocks = [groups.sums[f"marks{b}"].astype(np.int64) for b in range(ceil(count / BITS))]
    bits = np.concatenate([block[:, None] >> np.arange(BITS) & 1 for block in blocks], axis=1)
    return bits[:, :count].astype(np.bool_)


def _refuse_twice(groups: Groups, distinct: NDArray[np.int_]) -> None:
    twice = np.flatnonzero(distinct != groups.rows)
    if twice.size:
        raise InputError(
            f"an age band stands more than once in {twice.size:,} of {len(groups.rows):,} groups "
            f"(first: {groups.name(int(twice[0]))}). "
            "Add what tells the rows apart (sex, year) to `by`, or sum the counts of each band first."
        )


def _mapped(labels: Sequence[str | float], weights: Mapping[str, float]) -> list[float]:
    """Give each label its weight in a mapping."""
    absent = [str(label) for label in labels if label not in weights]
    if absent:
        raise InputError(
            f'{len(absent)} age bands have no weight in the standard population (first: "{absent[0]}"). '
            f"It has: {', '.join(map(str, weights))}."
        )
    # A label of a mapping may be a number too.
    found = floats([weights[label] for label in labels], name="standard_population")  # type: ignore[index]
    refuse(~(found >= 0), "standard_population has no weight of 0 or more", lambda i: f'"{labels[i]}" has {found[i]:g}',
           mend="Give every age band its weight.")  # fmt: skip
    return [float(weight) for weight in found]
