"""
Where words go: how wide they are, where they wrap, and how labels keep clear of each other.

A chart must be laid out before a font is at hand, so widths come from a table of Source Sans Pro's
advances (SIL Open Font License, version 2.020), rounded to 20 thousandths of the text size.
"""

from collections.abc import Sequence
from unicodedata import east_asian_width

from equitytown.present.theme import TEXT_SIZE

_ADVANCES = {
    200: " ",
    240: "',.:;ij|",
    260: "Il",
    280: "!",
    300: "()[]f{}",
    320: "-",
    340: "rt",
    360: "/\\",
    420: '"*?sz',
    440: "x",
    460: "cvy",
    480: "JLY",
    500: "#$+0123456789<=>F^_aegk~",
    520: "EVX",
    540: "ASTZ`hnou",
    560: "PRbdpq",
    580: "BCK",
    600: "&",
    620: "DG",
    640: "NU",
    660: "HOQ",
    720: "Mw",
    780: "W",
    820: "%m",
    840: "@",
}
_ADVANCE = {letter: advance / 1000 for advance, letters in _ADVANCES.items() for letter in letters}
_OTHER = 0.56  # letters outside the table: accented ones take about this, and none in use takes more than 0.85
_FULL = 1.0  # Chinese, Japanese and Korean letters and most pictures stand in a square
_BOLD = 1.055  # the bold face runs this much wider


def text_width(words: str, *, size: float = TEXT_SIZE, bold: bool = False) -> float:
    """
    Estimate the width of a line of text.

    Parameters
    ----------
    words : str
        One line.
    size : float, default 14
        Text size in pixels.
    bold : bool, default False
        Whether the bold or semibold face is meant.

    Returns
    -------
    float
        Width in pixels, right to about two in a hundred for English and Welsh.

    Examples
    --------
    >>> round(text_width("England 78.9"))
    75
    """
    return sum(map(_advance, words)) * size * (_BOLD if bold else 1)


def _advance(letter: str) -> float:
    """Give a letter's width for a text size of 1."""
    return _ADVANCE.get(letter) or (_FULL if east_asian_width(letter) in "WF" else _OTHER)


def wrap(words: str, *, width: float, size: float = TEXT_SIZE, bold: bool = False) -> tuple[str, ...]:
    """
    Break words into lines no wider than `width` pixels; a word that alone is wider is cut with a hyphen.

    Examples
    --------
    >>> wrap("Bournemouth, Christchurch and Poole", width=120)
    ('Bournemouth,', 'Christchurch and', 'Poole')
    """
    lines: list[str] = []
    for word in words.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size=size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.extend(_cut(word, width=width, size=size, bold=bold))
    return tuple(lines)


def _cut(word: str, *, width: float, size: float, bold: bool) -> list[str]:
    """Cut one word into pieces that fit."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(f"{pieces[-1]}{letter}-", size=size, bold=bold) > width:
            # The last letter needs no hyphen after it, so a word that just fits stays whole.
            if text_width(word, size=size, bold=bold) <= width:
                return [word]
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += letter
    return pieces


def keep_apart(wanted: Sequence[float], *, sizes: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    """
    Move labels as little as possible so that none touches another.

    Parameters
    ----------
    wanted : sequence of float
        The centre each label would like, in any order.
    sizes : sequence of float
        The length each label takes along the same line.
    low, high : float
        The stretch that the labels should stay within; given up from `high` on if they do not fit.

    Returns
    -------
    tuple of float
        A centre for each label, in the order given.

    Examples
    --------
    >>> keep_apart([10, 12, 50], sizes=[10, 10, 10], low=0, high=100)
    (6.0, 16.0, 50.0)
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    blocks: list[tuple[float, float, list[int]]] = []  # where it starts, how long it is, who is in it
    for i in order:
        block = _placed(wanted[i] - sizes[i] / 2, sizes[i], [i], low=low, high=high)
        while blocks and block[0] < blocks[-1][0] + blocks[-1][1]:
            block = _merged(blocks.pop(), block, wanted, sizes, low=low, high=high)
        blocks.append(block)
    centres = [0.0] * len(wanted)
    for start, _, members in blocks:
        edge = start
        for i in members:
            centres[i] = edge + sizes[i] / 2
            edge += sizes[i]
    return tuple(centres)


Block = tuple[float, float, list[int]]


def _placed(start: float, length: float, members: list[int], *, low: float, high: float) -> Block:
    """Hold a block within the stretch."""
    return max(low, min(start, high - length)), length, members


def _merged(
    first: Block, second: Block, wanted: Sequence[float], sizes: Sequence[float], *, low: float, high: float
) -> Block:
    """Join two touching blocks around the middle of where their members would like to be."""
    members = first[2] + second[2]
    offset, starts = 0.0, []
    for i in members:
        starts.append(wanted[i] - sizes[i] / 2 - offset)
        offset += sizes[i]
    return _placed(sum(starts) / len(starts), offset, members, low=low, high=high)
