"""Cells as analysts write them: numbers where all of a column are, and the text as it stood where they are not."""

import re
import shlex
from collections.abc import Collection

import polars as pl

# Marks for a number that is not there: plain ones, and the Government Statistical Service's shorthand.
MISSING = (
    "", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "-", "\u2013", "\u2014", "*", "..", ":",
    "[c]", "[x]", "[z]", "[u]", "[w]", "[low]",
)  # fmt: skip
ENDLESS = ("inf", "-inf")  # a limit without end; a column of nothing else is text
GAPS = " \u00a0\u2009\u202f"  # spaces between thousands
PLAIN = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
SCIENTIFIC = r"[+-]?(?:\d+\.\d*|\.\d+)[eE][+-]?\d+|[+-]?\d+[eE][+-]\d+"  # 1E5 may be a code; 1.0E5 and 1E+5 are none
COMMAS, SPACED = (rf"[+-]?\d{{1,3}}(?:{gap}\d{{3}})+(?:\.\d+)?" for gap in (",", f"[{GAPS}]"))
CODE = r"[+-]?0\d+"  # a leading nought makes a code, not a number
WHOLE = r"[+-]?\d{1,15}"
MARK = re.compile(r"\D+|[<>≤≥~]\s*\d+")  # what looks like a mark for a missing number
SHOWN = 5


def typed(frame: pl.DataFrame, marks: Collection[str], *, commas: bool = True) -> pl.DataFrame:
    """
    Make numbers of each column of text where every cell is one, or a mark for a missing one.

    Parameters
    ----------
    frame : DataFrame
        Columns of text; an empty cell is an empty text.
    marks : collection of str
        What stands for a missing number.
    commas : bool, optional
        Whether 1,234 is a number, as it is unless a comma may be a decimal sign.

    Returns
    -------
    DataFrame
        Whole numbers, decimal numbers, or text, null where a number is missing or a text is empty.
    """
    return pl.DataFrame([_column(frame[name].str.strip_chars(), list(marks), commas=commas) for name in frame.columns])


def _column(cells: pl.Series, marks: list[str], *, commas: bool) -> pl.Series:
    """Make numbers of one column, or leave it text."""
    text = pl.col(cells.name)
    frame = cells.to_frame()
    given = frame.filter(~text.is_in(marks)).select(_plain(text, commas=commas))
    number, endless = _is(text, PLAIN, SCIENTIFIC) & ~_is(text, CODE), text.is_in(list(ENDLESS))
    numeric, some, whole = given.select(
        (number | endless).all(), some=number.any() | ~endless.any(), whole=_is(text, WHOLE).all()
    ).row(0)
    if not numeric or not some:
        return frame.select(pl.when(text != "").then(text)).to_series()
    kind = pl.Int64 if whole else pl.Float64
    return frame.select(pl.when(~text.is_in(marks)).then(_plain(text, commas=commas)).cast(kind)).to_series()


def remedy(column: str, cells: pl.Series, marks: Collection[str]) -> str:
    """
    Say which cells keep a column of text from being numbers, and how to mend them.

    Parameters
    ----------
    column : str
        Its name.
    cells : Series
        Its cells.
    marks : collection of str
        What is known to stand for a missing number.

    Returns
    -------
    str
        Sentences.
    """
    name = cells.name
    text = pl.col(name)
    number = _is(_plain(text, commas=True), PLAIN, SCIENTIFIC) & ~_is(text, CODE)
    strange = cells.to_frame().filter(~number & ~text.is_in(list(marks)))
    if not len(strange):
        return (
            f'column "{column}" must hold numbers. Where columns are set apart by semicolons, 1,234 may be 1234 or '
            "1.234: write such numbers without a comma."
        )
    counted = strange.group_by(name, maintain_order=True).len().rows()
    shown = ", ".join(f'"{cell}" ({rows:,})' if rows > 1 else f'"{cell}"' for cell, rows in counted[:SHOWN])
    more = ", …" if len(counted) > SHOWN else ""
    return (
        f'column "{column}" must hold numbers, and {len(strange):,} of {len(cells):,} cells hold something else: '
        f"{shown}{more}. {_mend([cell for cell, _ in counted[:SHOWN]])}"
    )


def _mend(strange: list[str]) -> str:
    """Say what to do about cells that are no numbers."""
    if all(MARK.fullmatch(cell) for cell in strange):
        flags = " ".join(f"--missing {shlex.quote(cell)}" for cell in strange)
        return f"If they stand for missing numbers, add {flags}."
    if all(cell.endswith("%") for cell in strange):
        return "Take the % signs out of the file."
    if all(re.fullmatch(r"[+-]?\d+,\d+", cell) for cell in strange):
        return "Write decimals with a point, as in 1.5."
    if all(re.fullmatch(CODE, cell) for cell in strange):
        return "A number that starts with 0 is taken for a code: take the noughts out, if it is none."
    return "Mend these cells in the file."


def _plain(cell: pl.Expr, *, commas: bool) -> pl.Expr:
    """Write a number as a computer does: with a hyphen for minus, and nothing between thousands."""
    signed = cell.str.replace("\u2212", "-", literal=True)
    thousands = _is(signed, *((COMMAS, SPACED) if commas else (SPACED,)))
    return pl.when(thousands).then(signed.str.replace_all(f"[,{GAPS}]", "")).otherwise(signed)


def _is(text: pl.Expr, *patterns: str) -> pl.Expr:
    """Say whether the whole of a text is of one of these patterns."""
    return text.str.contains(f"^(?:{'|'.join(patterns)})$")
