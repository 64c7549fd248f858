"""Two rows of each group set against each other, whatever test follows."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame, IntoFrameT

from equitytown.errors import InputError
from equitytown.stats.checks import Confidence, Floats, Notes
from equitytown.stats.differences import Difference, Ratio
from equitytown.stats.frames.answers import Column, answered, limit_columns
from equitytown.stats.frames.columns import Eager, check_columns, check_numbers, collected, number, opened
from equitytown.stats.frames.refusals import Refusal
from equitytown.stats.frames.tables import Label, labels_of, numbered, tabulated, with_all_groups, word_of
from equitytown.stats.frames.verdicts import rated

TWO = 2
Named = str | float | None


class Sides(NamedTuple):
    """
    The two that are set against each other: a column that tells them apart, and what stands in it for each.

    None stands for the two values that the column holds, in order.
    """

    between: str
    earlier: Named
    later: Named


class Pair(NamedTuple):
    """
    Two rows of each group.

    `keys` holds the grouping columns, one sorted row for each group; `labels` what tells the two apart, earlier
    before later. Each of `cells` has the shape (groups, 2). `note` says of a group which of the two it lacks.
    """

    keys: Eager
    labels: tuple[str, str]
    cells: Mapping[str, Floats]
    note: Notes

    def of(self, side: int, *names: str) -> tuple[Floats, ...]:
        """Give columns of the earlier (0) or the later (1)."""
        return tuple(self.cells[name][:, side] for name in names)


def paired(
    data: IntoFrame,
    numbers: Sequence[str],
    *,
    sides: Sides,
    by: Sequence[str],
    refusals: Sequence[Refusal],
    once: bool = False,
) -> Pair:
    """
    Lay out the two rows of each group that are to be set against each other.

    Parameters
    ----------
    data : dataframe
        Rows of one side of a group are summed.
    numbers : sequence of str
        Columns to lay out.
    sides : Sides
        Which two.
    by : sequence of str
        Columns whose combinations make the groups; without any, all rows are one group.
    refusals : sequence of Refusal
        Rows that cannot be.
    once : bool, default False
        Refuse groups in which one of the two stands more than once, where a sum means nothing.

    Returns
    -------
    Pair
        NaN where a row or a number is missing.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers, a row is refused, or the two are not known.
    """
    frame = opened(data)
    check_columns(frame, *by)
    check_numbers(frame, *numbers)
    held = labels_of(frame, sides.between)
    if not held:
        return _empty(collected(frame.select(*dict.fromkeys((*by, sides.between)))), by, numbers, sides)
    labels = _two(held, *sides)
    chosen = frame.filter(nw.col(sides.between).is_in(labels))
    terms = {name: number(name) for name in numbers}
    table = tabulated(chosen, by=by, along=sides.between, labels=labels, terms=terms, refusals=refusals, once=once)
    table = with_all_groups(table, frame, by=by)
    return Pair(table.keys, (word_of(labels[0]), word_of(labels[1])), table.cells, table.lacking(sides.between))


def judged(
    data: IntoFrameT,
    pair: Pair,
    values: Mapping[str, Column],
    found: Difference | Ratio,
    *,
    best: str,
    confidence: Confidence,
    method: str,
) -> IntoFrameT:
    """Put what a test found beside the groups: what was compared, the size, its limits, p and a verdict."""
    level = 1 - float(np.ravel(confidence)[0])
    direction = np.where(found.p_value < level, np.sign(found.z), np.where(np.isnan(found.p_value), np.nan, 0.0))
    size = "difference" if isinstance(found, Difference) else "ratio"
    columns: dict[str, Column] = {
        "earlier": np.full(direction.shape, pair.labels[0], dtype=object),
        "later": np.full(direction.shape, pair.labels[1], dtype=object),
        **values,
        size: found[0],
        **limit_columns(found.lower, found.upper, confidence),
        "p_value": found.p_value,
        "rating": rated(pair.keys, direction, best=best),
        "method": method,
        "note": np.where(pair.note == "", found.note, pair.note),
    }
    return answered(data, pair.keys, columns)


def _two(held: Sequence[Label], between: str, earlier: Named, later: Named) -> tuple[Label, Label]:
    """Find the two among the values that a column holds."""
    if earlier is None and later is None and len(held) == TWO:
        return held[0], held[1]
    if earlier is None or later is None:
        listed = ", ".join(map(str, held[:10])) + (", ..." if len(held) > 10 else "")  # noqa: PLR2004  enough to choose from
        raise InputError(f'column "{between}" holds {len(held)} values ({listed}). Name two: `earlier` and `later`.')
    if word_of(earlier) == word_of(later):
        raise InputError(f'`earlier` and `later` are both "{earlier}". Name two values of column "{between}".')
    by_word = {word_of(label): label for label in held}
    for named in (earlier, later):
        if word_of(named) not in by_word:
            near = get_close_matches(word_of(named), by_word, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise InputError(f'column "{between}" holds no "{named}".{hint}')
    return by_word[word_of(earlier)], by_word[word_of(later)]


def _empty(rows: Eager, by: Sequence[str], numbers: Sequence[str], sides: Sides) -> Pair:
    """Give the pair of no rows."""
    _, keys = numbered(rows, by)
    cells = {name: np.full((len(keys), TWO), np.nan) for name in numbers}
    note = np.full(len(keys), "there are no rows", dtype=object)
    return Pair(keys, (str(sides.earlier or ""), str(sides.later or "")), cells, note)
