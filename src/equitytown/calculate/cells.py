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
PLAIN = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
SCIENTIFIC = (  # 1E5 may be a code; 1.0E5 and 1E+5 are none
    r"[+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+|[+-]?[0-9]+[eE][+-][0-9]+"
)
COMMAS, SPACED = (rf"[+-]?[0-9]{{1,3}}(?:{gap}[0-9]{{3}})+(?:\.[0-9]+)?" for gap in (",", f"[{GAPS}]"))
POINTS = r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+"  # thousands, where a comma is the decimal sign
DECIMAL_COMMA = r"[+-]?[0-9]*,[0-9]+"
CODE = r"[+-]?0[0-9]+|[+-]?[0-9]{16,}"  # with a leading nought, or more figures than a number holds
WHOLE = r"[+-]?[0-9]{1,15}"
MARK = re.compile(r"[^0-9]+|[<>≤≥~]\s*[0-9]+")  # what looks like a mark for a missing number
TRUTHS = {"true", "false", "yes", "no"}
SHOWN = 5


def typed(
    frame: pl.DataFrame, marks: Collection[str], *, separator: str = ",", keys: Collection[str] = ()
) -> pl.DataFrame:
    """
    Make numbers of each column of text where every cell is one, or a mark for a missing one.

    Parameters
    ----------
    frame : DataFrame
        Columns of text; an empty cell is an empty text.
    marks : collection of str
        What stands for a missing number.
    separator : str, optional
        What sets the columns of its file apart. Unless it is a comma, a comma in a number may be a decimal sign:
        1,234 is then no number, and neither is 1.234 where any cell has a comma that is plainly one.
    keys : collection of str, optional
        Columns that tell rows apart: they stay text where two spellings are one number (2.1 and 2.10).

    Returns
    -------
    DataFrame
        Whole numbers, decimal numbers, or text, null where a number is missing or a text is empty.
    """
    cells = frame.select(pl.all().str.strip_chars())
    continental = separator != "," and _any(cells, DECIMAL_COMMA, but=COMMAS)
    commas = separator != ";" and not continental
    return pl.DataFrame(
        _column(cells[name], list(marks), commas=commas, points=not continental, is_key=name in keys)
        for name in cells.columns
    )


def _any(cells: pl.DataFrame, pattern: str, *, but: str) -> bool:
    """Say whether any cell is of a pattern, and not of another."""
    return any(cells.select((_is(pl.all(), pattern) & ~_is(pl.all(), but)).any()).row(0)) if cells.width else False


def _column(cells: pl.Series, marks: list[str], *, commas: bool, points: bool, is_key: bool) -> pl.Series:
    """Make numbers of one column, or leave it text."""
    text = pl.col(cells.name)
    frame = cells.to_frame()
    given = frame.filter(~text.is_in(marks)).select(_plain(text, commas=commas))
    if not points and given.select(_is(text, POINTS).any()).item():
        return _as_text(frame, text)
    number, endless = _is(text, PLAIN, SCIENTIFIC) & ~_is(text, CODE), text.is_in(list(ENDLESS))
    numeric, some, whole = given.select(
        (number | endless).all(), some=number.any() | ~endless.any(), whole=_is(text, WHOLE).all()
    ).row(0)
    if not numeric or not some:
        return _as_text(frame, text)
    kind = pl.Int64 if whole else pl.Float64
    numbers = frame.select(pl.when(~text.is_in(marks)).then(_plain(text, commas=commas)).cast(kind)).to_series()
    one_by_one = (
        not is_key or numbers.drop_nulls().n_unique() == frame.filter(~text.is_in(marks))[cells.name].n_unique()
    )
    return numbers if one_by_one else _as_text(frame, text)


def _as_text(frame: pl.DataFrame, text: pl.Expr) -> pl.Series:
    return frame.select(pl.when(text != "").then(text)).to_series()


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
    plain = _plain(text, commas=True)
    number = _is(plain, PLAIN, SCIENTIFIC) & ~_is(plain, CODE)
    strange = cells.to_frame().filter(~number & ~text.is_in(list(marks)))
    if not len(strange):
        return (
            f'column "{column}" must hold numbers. Where commas do not set columns apart, 1,234 may be 1234 or 1.234: '
            "write such numbers without a comma, and decimals with a point."
        )
    counted = strange.group_by(name, maintain_order=True).len().rows()
    shown = ", ".join(f'"{cell}" ({rows:,})' if rows > 1 else f'"{cell}"' for cell, rows in counted[:SHOWN])
    more = ", …" if len(counted) > SHOWN else ""
    return (
        f'column "{column}" must hold numbers, and {len(strange):,} of {len(cells):,} cells hold something else: '
        f"{shown}{more}. {_mend([cell for cell, _ in counted[:SHOWN]], words_alone=len(strange) == cells.count())}"
    )


def _mend(strange: list[str], *, words_alone: bool) -> str:
    """Say what to do about cells that are no numbers: the first remedy that fits all of them."""
    percents = [cell for cell in strange if cell.endswith("%")]
    if percents and len(percents) < len(strange) and not words_alone:
        rest = [cell for cell in strange if not cell.endswith("%")]
        return f"Take the % signs out of the file. {_mend(rest, words_alone=False)}"
    flags = " ".join(f"--missing {shlex.quote(cell)}" for cell in strange)
    remedies = (
        (lambda cell: words_alone and re.search("[A-Za-z]", cell), "It holds words: name another column."),
        (lambda cell: cell.lower() in TRUTHS, "Write 1 for true and 0 for false."),
        (MARK.fullmatch, f"If they stand for missing numbers, add {flags}."),
        (lambda cell: cell.endswith("%"), "Take the % signs out of the file."),
        (re.compile(DECIMAL_COMMA).fullmatch, "Write decimals with a point, as in 1.5."),
        (
            re.compile(CODE).fullmatch,
            "A number that starts with 0, or has more than 15 figures, is taken for a code. Mend it, if it is none.",
        ),
    )
    return next((told for fits, told in remedies if all(map(fits, strange))), "Mend these cells in the file.")


def _plain(cell: pl.Expr, *, commas: bool) -> pl.Expr:
    """Write a number as a computer does: with a hyphen for minus, and nothing between thousands."""
    signed = cell.str.replace("\u2212", "-", literal=True)
    thousands = _is(signed, *((COMMAS, SPACED) if commas else (SPACED,)))
    return pl.when(thousands).then(signed.str.replace_all(f"[,{GAPS}]", "")).otherwise(signed)


def _is(text: pl.Expr, *patterns: str) -> pl.Expr:
    """Say whether the whole of a text is of one of these patterns."""
    return text.str.contains(f"^(?:{'|'.join(patterns)})$")
