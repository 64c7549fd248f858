"""The line that every report tells: comparisons made, those that came out as different, those that would by chance."""

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.numbers import number
from equitytown.present.wording.sentences import sentence
from equitytown.terms.chance import Chance


def line(found: Chance, *, against: str, key: str) -> Text:
    """
    Tell of a family of comparisons how far chance reaches (rule 10 of the contract).

    Parameters
    ----------
    found : Chance
        The family.
    against : str
        With whom they were made: "with England and the East of England".
    key : str
        What the numbers are traced to.

    Returns
    -------
    Text
        Empty where nothing was tested.
    """
    if not found.tested:
        return ()
    expected = number(found.expected, decimals=1)
    return sentence(
        Span(f"{found.tested:,}", trace=f"{key}#tested"),
        f" {'comparison' if found.tested == 1 else 'comparisons'} {against} ",
        f"{'has' if found.tested == 1 else 'have'} a test or a published verdict: ",
        Span(f"{found.different:,}", trace=f"{key}#different"), " came out as different, and about ",
        Span(expected, trace=f"{key}#expected"), " would by chance alone if nothing differed. ",
        adjusted(found, key=key),
    )  # fmt: skip


def adjusted(found: Chance, *, key: str) -> Text:
    """Say how many of those that came out as different still do once their number is allowed for."""
    rate = f"a false discovery rate of {found.rate:.0%}"
    if not found.worked_out:
        return sentence(f"None of them was worked out from limits held here, so none can be adjusted to {rate}.")
    return sentence(
        Span(f"{found.worked_out:,}", trace=f"{key}#worked_out"),
        " of those that differ were worked out here from limits, and ",
        Span(f"{found.remain:,}", trace=f"{key}#remain"),
        f" of these still {'does' if found.remain == 1 else 'do'} once their number is allowed for ({rate}).",
    )
