"""Standard populations: the weights by age of a directly standardised rate."""

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np

from equitytown.errors import InputError
from equitytown.stats.ages import age_bands
from equitytown.stats.checks import Floats

# European Standard Population 2013, people of 100,000 by the age at which a band starts.
# Eurostat (2013), Revision of the European Standard Population, report of Eurostat's task force.
EUROPEAN_2013: Mapping[int, int] = {
    0: 1000, 1: 4000, 5: 5500, 10: 5500, 15: 5500, 20: 6000, 25: 6000, 30: 6500, 35: 7000, 40: 7000, 45: 7000,
    50: 7000, 55: 6500, 60: 6000, 65: 5500, 70: 5000, 75: 4000, 80: 2500, 85: 1500, 90: 800, 95: 200,
}  # fmt: skip

STANDARD_POPULATIONS: Mapping[str, Mapping[int, int]] = {"esp2013": EUROPEAN_2013}


def standard_weights(labels: Sequence[str | float], *, standard: Mapping[int, int] = EUROPEAN_2013) -> Floats:
    """
    Give each age band its weight in a standard population.

    Parameters
    ----------
    labels : sequence of str or float
        Age bands as labelled ("0-4", "90 and over"), or the ages at which they start.
    standard : mapping of int to int, default the European Standard Population 2013
        People by the age at which a band of the standard starts; its last band is open.

    Returns
    -------
    ndarray, shape (bands,)
        Weights in the order of the labels. A band that spans several of the standard's has their sum.

    Raises
    ------
    InputError
        If a label tells no age, bands overlap, or a band begins or ends within one of the standard's.

    References
    ----------
    Eurostat (2013), Revision of the European Standard Population.

    Examples
    --------
    >>> standard_weights(["0-4", "5-9", "85+"]).tolist()
    [5000.0, 5500.0, 2500.0]
    """
    edges = {*standard, inf}
    found = []
    for label, band in zip(labels, age_bands(labels), strict=True):
        if band.start not in edges or band.end not in edges:
            raise InputError(
                f'age band "{label}" begins or ends within a band of the standard population, which start at '
                f"{', '.join(str(start) for start in standard)}. Give weights of your own for such bands."
            )
        found.append(sum(people for start, people in standard.items() if band.start <= start < band.end))
    return np.array(found, dtype=np.float64)
