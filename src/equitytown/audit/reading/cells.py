"""A cell as printed into what it holds: number, rank, verdict, area, marks, or why there is nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from equitytown.audit.published import RATED_AGAINST, Column, Entry, Missing, Role
from equitytown.audit.reading.words import words
from equitytown.terms.observation import Rating

MEASURED = frozenset(
    {Role.PLACE, Role.NATIONAL, Role.REGIONAL, Role.NEIGHBOURS, Role.LOWER, Role.UPPER, Role.NUMERATOR}
    | {Role.DENOMINATOR, Role.OTHER}
)
NUMBER = r"[-+\u2212]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+\u2212]?\.\d+"
VALUE = re.compile(rf"(?P<sign>\u00a3)?\s*(?P<number>{NUMBER})(?P<after>.*)", re.DOTALL)
RANGE = re.compile(rf"(?P<low>{NUMBER})\s*%?\s*(?:-|\u2013|\u2014|\bto\b)\s*(?P<high>{NUMBER})\s*(?P<after>%?.*)")
LIMITS = re.compile(
    rf"[\[(]\s*(?:95% ?CI:?)?\s*(?P<low>{NUMBER})\s*%?\s*(?:-|\u2013|to|,)\s*(?P<high>{NUMBER})\s*%?\s*[\])]"
)
BRACKETED = re.compile(r"\((?P<words>[A-Z][^()\d]*)\)")
MARKS = re.compile(
    r"(?:\*+|[\u2020\u2021\u00a7\u00b6]+|[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+|\[[a-z\d*\u2020\u2021]{1,4}\]|\^\w)$"
)
ORDINAL = r"(?P<{name}>\d{{1,3}}|[a-z]+)(?:st|nd|rd|th)?"
RANK = re.compile(
    r"(?:rank(?:ed)?\s*:?\s*)?(?:joint\s+|=\s*)?"
    + ORDINAL.format(name="rank")
    + r"\s*(?:/|(?:out\s+)?of(?:\s+the)?|out\s+the)\s*"
    + r"(?P<of>\d{1,3}|[a-z]+)(?:\s*\(\s*\d{1,3}(?:st|nd|rd|th)?\s*(?:to|-|\u2013)\s*\d{1,3}(?:st|nd|rd|th)?\s*\))?",
    re.IGNORECASE,
)
BARE_RANK = re.compile(r"(?:joint\s+|=\s*)?(?P<rank>\d{1,3}|[a-z]+)(?:st|nd|rd|th)?", re.IGNORECASE)
RANKED_OF = re.compile(r"\bof\s+(?:the\s+)?(?P<of>\d{1,3})\b", re.IGNORECASE)  # in a heading: "Rank (of 15)"
RANK_ALONE = re.compile(r"rank(?:ed)?\s*:?\s*(?:joint\s+)?(?P<rank>\d{1,3}|[a-z]+)(?:st|nd|rd|th)?", re.IGNORECASE)
SMALL = re.compile(r"[<\u2264]\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Legend:
    """What a table's own key says of its letters and marks."""

    ratings: Mapping[str, Rating]
    missing: Mapping[str, Missing]


PLAIN = Legend({}, {})


def read_cell(text: str, *, row: int, column: Column, legend: Legend = PLAIN) -> Entry:
    """
    Read a cell by the part that its column plays.

    Parameters
    ----------
    text : str
        As printed.
    row : int
        Its row, as a person counts.
    column : Column
        The column it stands in.
    legend : Legend, optional
        What the table's key says.

    Returns
    -------
    Entry
        With what could be read; a cell that holds something else keeps its text alone.

    Examples
    --------
    >>> entry = read_cell("Ranked 6th of 16", row=1, column=Column("H", "NN", Role.NEIGHBOURS))
    >>> entry.rank, entry.of, entry.number
    (6, 16, None)
    """
    entry = Entry(text, row, column, missing=missing_of(text, legend=legend))
    if entry.missing:
        return entry
    bare, marks = without_marks(text)
    entry = replace(entry, marks=marks)
    if column.role in RATED_AGAINST:
        return replace(entry, rating=verdict_of(bare, legend=legend))
    if column.role is Role.RANK:
        return _ranked(entry, bare)
    if column.role in MEASURED:
        return _measured(entry, bare)
    return entry


def missing_of(text: str, *, legend: Legend = PLAIN) -> Missing | None:
    """
    Say why a cell holds nothing, by its symbol; None where it holds something.

    Examples
    --------
    >>> missing_of("N/a").value, missing_of("[c]").value, missing_of("19%")
    ('not available', 'suppressed', None)
    """
    said = " ".join(text.split()).casefold()
    if not said:
        return Missing.EMPTY
    bare = said[1:-1] if said.startswith("[") and said.endswith("]") else said
    if len(bare) == 1 and bare.isalpha() and bare == said:
        return None  # a letter alone is a verdict or a label; the shorthand stands in brackets
    return legend.missing.get(said) or words().missing.get(bare)


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """
    Take footnote marks off the end of a text.

    Examples
    --------
    >>> without_marks("Average Attainment 8 score**")
    ('Average Attainment 8 score', ('**',))
    """
    bare, found = text.strip(), list[str]()
    while (mark := MARKS.search(bare)) and mark.start():
        found.insert(0, mark.group())
        bare = bare[: mark.start()].rstrip()
    return bare, tuple(found)


def verdict_of(text: str, *, legend: Legend = PLAIN) -> Rating | None:
    """
    Read a verdict: a letter, a colour or words.

    Examples
    --------
    >>> verdict_of("R").value, verdict_of("sig. worse").value, verdict_of("not significantly different").value
    ('worse', 'worse', 'similar')
    """
    said = " ".join(text.split()).casefold()
    if said in legend.ratings:
        return legend.ratings[said]
    held = words()
    if said in held.letters:
        return held.letters[said]
    return next((rating for rating, pattern in held.verdicts.items() if pattern.search(said)), None)


def _ranked(entry: Entry, bare: str) -> Entry:
    """Read a rank in a column of ranks: "9/15", "9th", or "9" where the heading says among how many."""
    found = _with_rank(entry, bare)
    if found is None and (alone := BARE_RANK.fullmatch(bare)) and (rank := _counted(alone["rank"])) is not None:
        found = replace(entry, rank=rank)
    if found is None:
        return entry
    among = RANKED_OF.search(entry.column.heading)
    return replace(found, of=int(among["of"])) if among and found.of is None else found


def _with_rank(entry: Entry, bare: str) -> Entry | None:
    """Read a rank that says that it is one, or among how many; None where there is none."""
    if rank := RANK.fullmatch(bare):
        first, last = _counted(rank["rank"]), _counted(rank["of"])
        if first is not None and last is not None:
            return replace(entry, rank=first, of=last)
    if (rank := RANK_ALONE.fullmatch(bare)) and (first := _counted(rank["rank"])) is not None:
        return replace(entry, rank=first)
    return None


def _measured(entry: Entry, bare: str) -> Entry:
    """Read a rank, a range or a number with what stands behind it."""
    if (ranked := _with_rank(entry, bare)) is not None:
        return ranked
    if small := SMALL.fullmatch(bare):
        return replace(entry, high=float(small[1]))
    if found := RANGE.fullmatch(bare):
        low, high = _number(found["low"]), _number(found["high"])
        return replace(entry, low=low, high=high, decimals=_decimals(found["high"]), suffix=found["after"].strip())
    if found := VALUE.fullmatch(bare):
        return _valued(entry, found["sign"] or "", found["number"], found["after"])
    return entry


def _valued(entry: Entry, sign: str, number: str, after: str) -> Entry:
    if re.match(r"\s*[/\u2013]\s*\d|-\d", after):
        return entry  # a period, such as 2021/22
    if limits := LIMITS.search(after):
        entry = replace(entry, low=_number(limits["low"]), high=_number(limits["high"]))
        after = after.replace(limits.group(), "")
    if named := BRACKETED.search(after):
        entry = replace(entry, area=named["words"].strip())
        after = after.replace(named.group(), "")
    suffix = f"{sign} {after.strip()}".strip() if sign else after.strip()
    return replace(entry, number=_number(number), decimals=_decimals(number), suffix=suffix)


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("\u2212", "-"))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _counted(text: str) -> int | None:
    return int(text) if text.isdigit() else words().numbers.get(text.casefold())
