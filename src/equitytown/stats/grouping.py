"""
Areas in groups, all worked out at once: labels read, values sorted within each group, no loop over groups.

What the family "comparing areas" shares. Areas lie along the last axis and each leading axis is a group; or
the areas are one row and labels of the same length say which group each belongs to.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, refuse

Places = NDArray[np.intp]
Label = str | int
RADIX = 2**16  # labels below this are sorted by numpy in one pass


class Groups(NamedTuple):
    """Which group each area belongs to: `code` counts from 0 in the order of `labels`."""

    labels: list[Label]
    code: Places


class Sorted(NamedTuple):
    """
    The areas that have a value, group by group, from the lowest value to the highest.

    `order` holds their places in the flat input and `values` their values; the areas of group g stand
    from `start[g]` on and are `size[g]`.
    """

    order: Places
    values: Floats
    code: Places
    start: Places
    size: Places


def groups_of(group: ArrayLike | None, *, like: Floats) -> Groups:
    """
    Read the groups of areas.

    Parameters
    ----------
    group : array_like, shape (n,), or None
        One label an area, text or whole numbers. None makes each row along the last axis a group.
    like : ndarray, shape (n,) or (..., n)
        The areas' values.

    Returns
    -------
    Groups
        The labels in order, and each area's place among them, flat.

    Raises
    ------
    InputError
        If there is not one label for each area, or a label is missing or neither text nor a whole number.

    Examples
    --------
    >>> groups_of(["b", "a", "b"], like=np.zeros(3))
    Groups(labels=['a', 'b'], code=array([1, 0, 1]))
    """
    if group is None:
        across = like.shape[-1] if like.ndim else 1
        rows = int(np.prod(like.shape[:-1]))
        return Groups(list(range(rows)), np.repeat(np.arange(rows), across))
    labels = np.asarray(group)
    if labels.shape != like.shape or labels.ndim != 1:
        raise InputError(
            f"group has the shape {labels.shape} and the values {like.shape}. Give one row of each, a label an area."
        )
    if labels.dtype.kind in "iu":
        found, code = np.unique(labels, return_inverse=True)
        return Groups(found.tolist(), code.astype(np.intp, copy=False))
    return _named(labels)


def sort_within(values: Floats, groups: Groups) -> Sorted:
    """Sort flat values within their groups; a missing value is left out."""
    order = np.flatnonzero(~np.isnan(values))
    order = order[np.argsort(values[order])]
    many = len(groups.labels)
    if many > 1:
        code = groups.code[order]
        order = order[np.argsort(code.astype(np.uint16) if many <= RADIX else code, kind="stable")]
    code = groups.code[order]
    size = np.bincount(code, minlength=many)
    return Sorted(order, values[order], code, np.cumsum(size) - size, size)


def count_below(ordered: Sorted) -> Places:
    """Count for each sorted area how many of its group have a lower value: ties have the same count."""
    if not ordered.order.size:
        return ordered.order
    place = np.arange(ordered.order.size)
    first = np.empty(place.size, dtype=np.bool_)
    first[0] = True
    np.not_equal(ordered.values[1:], ordered.values[:-1], out=first[1:])
    first[ordered.start[ordered.size > 0]] = True
    return np.maximum.accumulate(np.where(first, place, 0)) - ordered.start[ordered.code]


def percentiles_within(ordered: Sorted, percents: ArrayLike) -> Floats:
    """
    Give the percentiles of each group's values, type 7: a row a percentile, a column a group.

    Bit for bit what `np.percentile` gives on one group alone; NaN for a group without values.
    """
    if not ordered.order.size:
        return np.full((np.size(percents), ordered.size.size), np.nan)
    last = np.maximum(ordered.size - 1, 0)
    place = np.true_divide(percents, 100)[:, None] * last
    under = np.floor(place).astype(np.intp)
    share = place - under
    within = np.minimum(ordered.start, ordered.order.size - 1)  # a last group without values points past the end
    low, high = ordered.values[within + under], ordered.values[within + np.minimum(under + 1, last)]
    found = np.where(share >= 0.5, high - (high - low) * (1 - share), low + (high - low) * share)  # noqa: PLR2004  as numpy does
    return np.where(ordered.size > 0, found, np.nan)


def signs(choice: ArrayLike, *, turned: str, kept: str, name: str, like: Floats) -> Floats:
    """Give -1 where the choice turns values upside down and 1 where it keeps them; one choice, or one an area."""
    chosen = np.asarray(choice)
    turn, keep = chosen == turned, chosen == kept
    unknown = ~(turn | keep)
    if chosen.ndim == 0 and unknown:
        raise InputError(f'{name} must be "{turned}" or "{kept}", and is "{chosen!s}".')
    sentence, given = f'{name} is neither "{turned}" nor "{kept}"', chosen.ravel().tolist()
    refuse(np.asarray(unknown), sentence, lambda i: repr(given[i]), mend="Give one of the two for every area.")
    sign = np.where(turn, -1.0, 1.0)
    paired = zip(sign.shape[::-1], like.shape[::-1], strict=False)
    if sign.ndim > like.ndim or not all(own in (1, theirs) for own, theirs in paired):
        raise InputError(f"{name} has the shape {sign.shape} and the values {like.shape}. Give one for each area.")
    return sign


def refuse_mixed(sign: Floats, groups: Groups, *, name: str, like: Floats) -> None:
    """Refuse a choice that is not the same for all areas of a group."""
    if sign.ndim == 0:
        return
    flat = np.broadcast_to(sign, like.shape).ravel()
    size = np.bincount(groups.code, minlength=len(groups.labels))
    total = np.bincount(groups.code, weights=flat, minlength=len(groups.labels))
    mixed = np.abs(total) != size
    if mixed.any():
        first = groups.labels[int(np.flatnonzero(mixed)[0])]
        raise InputError(
            f"{name} differs within {mixed.sum()} of {mixed.size} groups (first: group {first}). "
            "Give one for all areas of a group."
        )


def _named(labels: NDArray[np.generic]) -> Groups:
    """Read labels that are text; a table of names is faster than sorting all of them."""
    names = labels.tolist()
    distinct = set(names)
    if not all(isinstance(name, Label) for name in distinct):
        bad = [not isinstance(name, Label) for name in names]
        refuse(np.array(bad), "group is missing or neither text nor a whole number", lambda i: f"{names[i]!r}",
               mend="Leave out areas that belong to no group.")  # fmt: skip
    ordered = sorted(distinct, key=str)
    places = {name: place for place, name in enumerate(ordered)}
    return Groups(ordered, np.fromiter(map(places.__getitem__, names), dtype=np.intp, count=len(names)))
