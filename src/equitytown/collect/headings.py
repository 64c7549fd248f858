"""Tables whose headings vary from year to year: found by what each heading says, on whichever sheet has them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from equitytown.collect.reading import HEADING, MEND, Line, Numbered, cells_of, filled, lines_under, sheets_of
from equitytown.errors import DriftError
from equitytown.terms.reply import Reply

MARK = re.compile(r"(?:\s*\[[^\]]*\]|\d+)+$")  # a footnote's mark at the end of a heading
SHOWN = 3  # faults that an error quotes

Needs = Mapping[str, Callable[[str], bool]]
"""Our name of each column, with what says whether a heading is its."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with the wanted columns: words above its heading, the heading, and its rows under our names."""

    name: str
    above: str
    heading: tuple[str, ...]
    lines: tuple[Line, ...]


def sheets_with(reply: Reply, needs: Needs) -> list[Sheet]:
    """
    Read every sheet of a file that has some columns.

    Parameters
    ----------
    reply : Reply
        A workbook, or any other table, which counts as one sheet.
    needs : mapping of str to callable
        The columns by our names. Others may come and go, and all may stand in any order.

    Raises
    ------
    DriftError
        If no sheet has them all, a heading fits twice, or a sheet that has them is empty or cut off.
    """
    found = [sheet for name in sheets_of(reply) if (sheet := _sheet(reply, name, needs)) is not None]
    if not found:
        first = next((cells for _, cells in filled(cells_of(reply, _widest(reply)))), ())
        there = ", ".join(f'"{cell.strip()}"' for cell in first if cell.strip()) or "nothing"
        raise DriftError(f"{reply.address} has no table of {', '.join(needs)}; it begins with {there}. {MEND}")
    return found


def only(found: Sequence[Sheet], reply: Reply) -> Sheet:
    """
    Give the one sheet that was found.

    Raises
    ------
    DriftError
        If there is none, or more than one could be meant.
    """
    if len(found) != 1:
        names = ", ".join(sheet.name or "the file" for sheet in found) or "none"
        raise DriftError(f"{reply.address} has the wanted table on {len(found)} sheets ({names}), not on one. {MEND}")
    return found[0]


def plain(heading: str) -> str:
    """
    Give a heading in small letters, without the mark of a footnote.

    Examples
    --------
    >>> plain("Number of households1"), plain("Area Codes [note 2]")
    ('number of households', 'area codes')
    """
    return MARK.sub("", " ".join(heading.split())).casefold()


def beginning(words: str) -> Callable[[str], bool]:
    """Make what says whether a heading begins so, whatever its case."""
    return lambda heading: heading.casefold().startswith(words.casefold())


def exactly(words: str) -> Callable[[str], bool]:
    """Make what says whether a heading says just this."""
    return lambda heading: heading == words


def refuse(faults: Sequence[str], reply: Reply) -> None:
    """
    Refuse a file with faults.

    Raises
    ------
    DriftError
        With their number and the first of them.
    """
    if faults:
        shown = "".join(f"\n    {fault}" for fault in faults[:SHOWN])
        more = f"\n    and {len(faults) - SHOWN:,} more" if len(faults) > SHOWN else ""
        count = f"{len(faults):,} thing{'' if len(faults) == 1 else 's'}"
        raise DriftError(f"{reply.address}: {count} cannot be right:{shown}{more}")


def _sheet(reply: Reply, name: str, needs: Needs) -> Sheet | None:
    rows, above = filled(cells_of(reply, name)), list[str]()
    for _, cells in islice(rows, HEADING):
        heading = tuple(" ".join(cell.split()) for cell in cells)
        fitting = {ours: [h for h in heading if h and fits(h)] for ours, fits in needs.items()}
        if all(fitting.values()):
            return Sheet(name, " ".join(above), heading, tuple(_renamed(heading, fitting, rows, reply)))
        above += [cell for cell in heading if cell]
    return None


def _renamed(
    heading: Sequence[str], fitting: Mapping[str, Sequence[str]], rows: Iterator[Numbered], reply: Reply
) -> Iterator[Line]:
    """Give rows under our names."""
    for ours, theirs in fitting.items():
        if len(theirs) > 1:
            listed = ", ".join(f'"{name}"' for name in theirs)
            raise DriftError(f"{reply.address} has {len(theirs)} columns that could be {ours}: {listed}. {MEND}")
    ours_of = {theirs[0]: ours for ours, theirs in fitting.items()}
    for line in lines_under(heading, rows, reply):
        yield Line(line.number, {ours: line[theirs] for theirs, ours in ours_of.items()})


def _widest(reply: Reply) -> str:
    """Choose the sheet whose first filled row is longest, to show what stands there."""
    firsts = {name: len(next((c for _, c in filled(cells_of(reply, name))), ())) for name in sheets_of(reply)}
    return max(firsts, key=lambda name: firsts[name])
