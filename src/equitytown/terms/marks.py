"""Marks that publishers write in place of a number: the shorthand of the Analysis Function, and what came before it."""

SUPPRESSED = frozenset({"*", "c", "supp", "suppressed", "dsup"})
MISSING = frozenset(
    {"", "-", "..", ":", "x", "z", "na", "n/a", "nan", "null", "none", "tbc", "\u2013", "not available"}
)
LOW = frozenset({"low", "k", "~"})  # rounds to nothing and is not nothing
UNRELIABLE = frozenset({"u"})


def bare(cell: str) -> str:
    """
    Give a mark as it stands in the lists here.

    Examples
    --------
    >>> bare(" [C] "), bare("N/A")
    ('c', 'n/a')
    """
    return cell.strip().strip("[]").casefold()
