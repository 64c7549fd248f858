"""How sure it is which part of a town is highest and which lowest, and what chance alone would make."""

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.inside import PartNames
from equitytown.present.wording.numbers import difference
from equitytown.present.wording.sentences import ESTIMATES, sentence
from equitytown.terms.indicator import Basis, Indicator
from equitytown.terms.inside import Inside, Ordering

SURE = {
    Ordering.CLEAR: "The two are significantly different, and no other {one} is likely to stand at either end.",
    Ordering.ENDS_DIFFER: (
        "The two are significantly different; which {one} stands at each end is less sure, since others may stand "
        "there too."
    ),
    Ordering.NOT_CLEAR: "The two are not statistically different: which {one} is highest or lowest cannot be told.",
    Ordering.NOT_TESTED: "The figures have no limits, so whether the two differ by more than chance cannot be told.",
}
# Figures of a survey or a model are never called significant.
SURE_OF_ESTIMATES = {
    **SURE,
    Ordering.CLEAR: (
        "The two lie apart by more than their limits allow for, and no other {one} is likely to stand at either end."
    ),
    Ordering.ENDS_DIFFER: (
        "The two lie apart by more than their limits allow for; which {one} stands at each end is less sure, since "
        "others may stand there too."
    ),
}
SHARED = (
    "What is uncertain in the model moves all of its figures together: their limits do not tell whether the two differ."
)
MOST = 0.99  # the surest that a chance is printed


def sureness(inside: Inside, indicator: Indicator, names: PartNames) -> Text:
    """Say how sure it is that the ends differ, and that each is the one at its end."""
    if inside.highest is None or inside.lowest is None:
        return ()
    shared = indicator.collected_by is Basis.MODELLED and inside.highest.lower is not None
    if shared and inside.ordering is Ordering.NOT_TESTED:
        return sentence(SHARED)
    said = SURE_OF_ESTIMATES if indicator.collected_by in ESTIMATES else SURE
    return sentence(said[inside.ordering].format(one=names.one))


def chance(inside: Inside, indicator: Indicator, names: PartNames) -> Text:
    """Say what chance alone would do, and how sure each end is of its place where it is not certain."""
    if inside.by_chance is None or inside.highest is None or inside.lowest is None:
        return ()
    key = inside.finding_id
    opening = sentence(
        f"If all {names.many} were alike, chance alone would still be expected to set the two ends ",
        Span(difference(inside.by_chance, indicator), trace=f"{key}#by_chance"), " apart.",
    )  # fmt: skip
    if inside.ordering is Ordering.CLEAR or inside.chance_highest is None or inside.chance_lowest is None:
        return opening
    return sentence(
        opening, f" That {names.of(inside.highest)} is truly the highest has a chance of ",
        Span(percent(inside.chance_highest), trace=f"{key}#chance_highest"),
        f", that {names.of(inside.lowest)} is the lowest one of ",
        Span(percent(inside.chance_lowest), trace=f"{key}#chance_lowest"), ".",
    )  # fmt: skip


def percent(chance_of: float) -> str:
    """
    Print a chance; one that rounds to certainty is not called certain.

    Examples
    --------
    >>> percent(0.62), percent(0.9999), percent(0.0001)
    ('62%', 'more than 99%', 'less than 1%')
    """
    if chance_of > MOST:
        return f"more than {MOST:.0%}"
    return f"less than {1 - MOST:.0%}" if chance_of < 1 - MOST else f"{chance_of:.0%}"
