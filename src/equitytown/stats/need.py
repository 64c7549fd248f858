"""Need against resources: shares of need, shares received, and what lies between them in amounts and in people."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from equitytown.errors import InputError
from equitytown.stats.checks import Floats, floats, refuse_negative, same_shape


class Need(NamedTuple):
    """
    What areas or groups receive beside what they need.

    `need` is in people times weight. Shares are of 1. `points` is the share received less the share of need, in
    percentage points. `in_line` is what would be received in line with need, `shortfall` that less what is received
    (below 0: more than in line), and `people` the shortfall in people, at the average amount for each unit of need.
    """

    need: Floats
    need_share: Floats
    received_share: Floats
    points: Floats
    in_line: Floats
    shortfall: Floats
    people: Floats


def need_against_resources(people: ArrayLike, weight: ArrayLike, received: ArrayLike) -> Need:
    """
    Set what is received beside need.

    Parameters
    ----------
    people : array_like, shape (n,)
        People of each area or group; 0 or more. NaN means missing.
    weight : array_like, shape (n,)
        Need of each person; 0 or more. NaN means missing.
    received : array_like, shape (n,)
        Pounds, posts or places of each; 0 or more. NaN means that it is not known, which is not 0.

    Returns
    -------
    Need
        Each of shape (n,). While one amount is missing the whole is not known, and neither is anybody's share of it,
        nor any shortfall; in the same way nobody's share of need is known while one need is missing. `people` is NaN
        where weight is 0, or nothing is received by anybody.

    Raises
    ------
    InputError
        If a number is negative, shapes differ, or there is no need at all.

    Notes
    -----
    With need w n for n people of weight w, a total R received and W needed, a unit of need receives R / W on average,
    and a person of weight w needs w R / W. A shortfall of S is therefore S / (w R / W) people.

    Examples
    --------
    >>> found = need_against_resources([1000, 1000], [3, 1], [50_000, 50_000])
    >>> found.need_share.tolist(), found.shortfall.tolist(), found.people.round(1).tolist()
    ([0.75, 0.25], [25000.0, -25000.0], [333.3, -1000.0])
    """
    n, w, given = (
        floats(part, name=name) for part, name in ((people, "people"), (weight, "weight"), (received, "received"))
    )
    same_shape(people=n, weight=w, received=given)
    for part, name in ((n, "people"), (w, "weight"), (given, "received")):
        refuse_negative(part, name=name)
    need = n * w
    whole, total = need.sum(), given.sum()
    if whole == 0:
        raise InputError("there is no need: people or their weights are all 0. Give weights above 0.")
    share = need / whole
    received_share = given / total if total else np.full(given.shape, np.nan)
    in_line = share * total
    shortfall = in_line - given
    each = w * total / whole
    people_short = np.where(each > 0, shortfall / np.where(each > 0, each, 1.0), np.nan)
    return Need(need, share, received_share, 100 * (received_share - share), in_line, shortfall, people_short)
