"""Text files: what is no text, lines without end, and cells that a spreadsheet would run."""

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

PIECE = 1 << 16
QUOTED = re.compile(r'"[^"]*"')
SEPARATORS = (",", "\t", ";", "|")
SIGNATURES = {
    b"PK\x03\x04": "a workbook or an archive", b"%PDF": "a PDF", b"MZ": "a program", b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a packed file", b"PAR1": "a Parquet file", b"{\\rtf": "a Word document",
}  # fmt: skip
MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|svg|script)", re.IGNORECASE)
RUNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
MAY_RUN = re.compile(r'(?:^|[,;\t|"\n\r])(?:[=@\uff1d\uff0b\uff0d\uff20\t]|[+-][^0-9.,;|\t"\r\n])')
OVERLAP = 64  # letters of a piece that are looked at again with the next
NUMBER = re.compile(r"[+-]?[0-9 ,.\u00a0]*[0-9][0-9 ,.%]*(?:[eE][+-]?[0-9]+)?")
HARMLESS = re.compile(r"[-+\u2013]+|-[0-9 .,]+(?: to | - )?[0-9 .,%]*")  # marks for nothing, and ranges


def text_faults(path: Path, *, line: int, formulas: int = 0) -> list[str]:
    """
    Look at a text file.

    Parameters
    ----------
    path : Path
        A .csv, .tsv or .txt file.
    line : int
        The most letters that a line may have.
    formulas : int, default 0
        The most cells that may begin like a formula.

    Returns
    -------
    list of str
        One sentence for each fault.
    """
    with path.open("rb") as file:
        head = file.read(PIECE)
    for signature, what in SIGNATURES.items():
        if head.startswith(signature):
            return [f"It is {what}, whatever its name says. Save it as .csv or .xlsx."]
    encoding = encoding_of(path)
    if encoding != "utf-16" and b"\x00" in head:
        return ["It holds bytes that are no text. Save it anew as .csv."]
    if MARKUP.match(head.decode(encoding, errors="replace")):
        return ["It is a web page, whatever its name says. Save the table as .csv."]
    if longest_line(path, encoding, most=line) > line:
        return [f"A line has more than {line:,} letters. Put each row on a line of its own."]
    return _running(path, encoding, most=formulas)


def encoding_of(path: Path) -> str:
    """Find how a text is written: UTF-8, UTF-16 with its mark, or what older Windows programs save."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as text:
            while text.read(PIECE):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def longest_line(path: Path, encoding: str, *, most: int) -> int:
    """Measure the longest line, or stop at the first that is longer than the most; never hold one whole."""
    longest = now = 0
    with path.open(encoding=encoding, errors="replace", newline=None) as text:
        while piece := text.read(PIECE):
            first, *rest = piece.split("\n")
            now += len(first)
            for part in rest:
                longest, now = max(longest, now), len(part)
            longest = max(longest, now)
            if longest > most:
                return longest
    return longest


def separator_of(path: Path, encoding: str) -> str:
    """Find what sets the columns apart: a comma, where nothing else stands outside quotation marks."""
    with path.open(encoding=encoding, errors="replace") as text:
        head = next((line for line in text if line.strip() and not is_hint(line)), "")
    return separator_in(head)


def separator_in(line: str) -> str:
    """
    Find what sets the columns of a line apart.

    Examples
    --------
    >>> separator_in('"Area; code";"Rate, per 1,000";Year')
    ';'
    """
    return max(SEPARATORS, key=QUOTED.sub("", line).count)  # the first where none stands in the line


def numbered_rows(
    text: Iterable[str], separator: str, *, broken: Callable[[int, csv.Error], Exception]
) -> Iterator[tuple[int, list[str]]]:
    """
    Read rows of cells with the line each begins on; quotation marks must pair up.

    Parameters
    ----------
    text : iterable of str
        An open file, or lines.
    separator : str
        What sets the columns apart.
    broken : callable
        Makes the error to raise, of the line a row begins on and what is wrong with it.
    """
    reader = csv.reader(text, delimiter=separator, strict=True)
    started = 1
    try:
        for cells in reader:
            yield started, cells
            started = reader.line_num + 1
    except csv.Error as error:
        raise broken(started, error) from None


def is_hint(line: str) -> bool:
    """Say whether a first line only tells Excel the separator."""
    return line.strip().lower() in {f"sep={separator}" for separator in SEPARATORS}


def rows_of(path: Path, encoding: str) -> Iterator[list[str]]:
    """Read rows of cells."""
    separator = separator_of(path, encoding)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        yield from csv.reader(text, delimiter=separator)


def holds(path: Path, encoding: str, pattern: re.Pattern[str]) -> bool:
    """Say whether a pattern stands anywhere in a text: a quick look before a slow one."""
    tail = ""
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        while piece := text.read(PIECE):
            if pattern.search(tail + piece):
                return True
            tail = piece[-OVERLAP:]
    return False


def _running(path: Path, encoding: str, *, most: int) -> list[str]:
    """Find cells that a spreadsheet would run as a formula when it opens the file."""
    if not holds(path, encoding, MAY_RUN):
        return []
    count, first = 0, ""
    try:
        for place, cells in enumerate(rows_of(path, encoding), start=1):
            for cell in cells:
                if cell.startswith(RUNS) and not NUMBER.fullmatch(cell) and not HARMLESS.fullmatch(cell):
                    count, first = count + 1, first or f"row {place}"
    except csv.Error:
        return ["Its quotation marks do not pair up. Save it anew as .csv."]
    if count <= most:
        return []
    return [f"{count:,} cells begin like a formula (first: {first}). Take out what stands before the text or number."]
