"""One cell of a partner's file: a count or an hour's pay, or the sentence that says why it is none."""

import re

WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.0+)?|\d+(?:\.0+)?")
AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
MOST_AN_HOUR = 500  # pounds: more is a month's or a year's pay
MISSING = "Missing is not zero: write 0 where nobody was counted, or leave the row out."
MARKED = (
    "The partner withheld it. Ask for the counts, which are protected here on their way out, or leave out the "
    "characteristic."
)


def count_of(cell: str) -> tuple[int | None, str, str]:
    """
    Read a count.

    Returns
    -------
    (int or None, str, str)
        The count; or None, what is wrong, and how to mend it.

    Examples
    --------
    >>> count_of("1,204"), count_of("-3")[1]
    ((1204, '', ''), '"-3" is below 0.')
    """
    text = cell.strip()
    if WHOLE.fullmatch(text):
        return int(float(text.replace(",", ""))), "", ""
    if not text:
        return None, "there is no count.", MISSING
    if text.endswith("%") or AMOUNT.fullmatch(text):
        return None, f'"{text}" is no count of people but a share or a rate.', "Give counts: shares are worked out."
    if text.startswith(("-", "\u2212")) and AMOUNT.fullmatch(text[1:]):
        return None, f'"{text}" is below 0.', "Correct the count."
    if re.match(r"[<>\u2264\u2265~*\[.:]", text) or text.casefold() in {"s", "c", "x"}:
        return None, f'"{text}" is a mark and no count.', MARKED
    return None, "the count holds words.", "Give a whole number."


def pay_of(cell: str) -> tuple[float | None, str, str]:
    """
    Read pounds an hour; empty is missing, and no fault.

    Examples
    --------
    >>> pay_of("£14.20"), pay_of("31,500")[1]
    ((14.2, '', ''), '"31,500" is no pay for an hour.')
    """
    text = cell.strip().removeprefix("£").strip()
    if not text:
        return None, "", ""
    if not AMOUNT.fullmatch(text) or not float(text.replace(",", "")):
        return (
            None,
            f'"{cell.strip()}" is no pay for an hour.',
            "Give pounds above 0, such as 14.20, or leave it empty.",
        )
    amount = float(text.replace(",", ""))
    if amount > MOST_AN_HOUR:
        return None, f'"{cell.strip()}" is no pay for an hour.', "Divide pay for a year by the hours that it is for."
    return amount, "", ""
