"""How finely a figure was printed."""

from decimal import Decimal


def decimals_of(value: float) -> int:
    """
    Count the decimals that a figure was printed with.

    Parameters
    ----------
    value : float
        A figure as read. Zeros at the end are lost in reading: 57.0 counts as 57.

    Returns
    -------
    int
        0 for a whole number.

    Examples
    --------
    >>> decimals_of(4.66), decimals_of(57.0)
    (2, 0)
    """
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
