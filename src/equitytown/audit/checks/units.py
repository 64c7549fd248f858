"""Checks on units: there, fitting the measure, and one in every cell of a row."""

import re
from collections.abc import Iterable, Iterator, Sequence

from equitytown.audit.checks.cells import CHANGES
from equitytown.audit.checks.support import holds_figure, in_round, is_missing, quoted, rounds_by_row
from equitytown.audit.families import UNKNOWN, Family, family_of
from equitytown.audit.prose import sentences
from equitytown.audit.published import FIGURES, Entry, Line, Passage, PassageKind, Published, PublishedTable, Role
from equitytown.audit.remarks import Remark, Sureness

HUNDRED = 100
PERCENT, SCORE, YEARS = "%", "score", "years"
_BASE = re.compile(r"\b(?:per|/|in every)\s*(1,?000(?:,?000)?|10,?000|100,?000|million|capita|head)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b|\bproportion\b|\bprevalence\b|\bshare of\b", re.IGNORECASE)
_SCORE = re.compile(r"\bscores?\b|\bpoints?\b|\bindex\b", re.IGNORECASE)
_YEARS = re.compile(r"\(\s*years?\s*\)|\bin years\b|\blife expectancy\b", re.IGNORECASE)
_RATE = re.compile(r"\brates?\b|\bDSR\b|\bstandardised\b", re.IGNORECASE)
_INDEX = re.compile(r"\bindex\b|\bratio\b|\bnumber of\b|\bcount of\b|\bµg|\bmicrogram", re.IGNORECASE)


def unit_in(text: str) -> str:
    """
    Say what unit a label or a cell declares; empty where it declares none.

    Examples
    --------
    >>> unit_in("Infant mortality rate (deaths per 1000 live births)")
    'per 1,000'
    >>> unit_in("Average Attainment 8 score")
    'score'
    """
    base = _BASE.search(text)
    if base:
        digits = base[1].replace(",", "").lower()
        return f"per {int(digits):,}" if digits.isdigit() else f"per {digits}"
    for unit, pattern in ((PERCENT, _PERCENT), (YEARS, _YEARS), (SCORE, _SCORE)):
        if pattern.search(text):
            return unit
    return "other" if _INDEX.search(text) else ""


def units(published: Published) -> Iterable[Remark]:
    """R12: every figure has a unit, one that fits its measure, and every cell a number."""
    for table in published.tables:
        yield from _told_by_cells(table)
        for lines in rounds_by_row(table):
            yield from _of_row(lines)
            for line in lines:
                yield from _not_numbers(line)
                yield from _mixed(line)
    for passage in published.passages:
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.ITEM):
            yield from _told_without(passage, published.passages)


def is_wrong_percent(label: str, column: str, cells: Sequence[Entry]) -> bool:
    """
    Say whether figures told in percent cannot be: the unit is wrong, and not one of the figures.

    Parameters
    ----------
    label, column : str
        The measure's label, and its cell in a column of units; empty where there is none.
    cells : sequence of Entry
        The figures of its row.

    Returns
    -------
    bool
        True where the label gives another base ("per 100,000"), or where such measures have another unit and most of
        the figures are above 100.
    """
    told = unit_in(column) == PERCENT or any(_suffix_unit(entry) == PERCENT for entry in cells)
    if not told or CHANGES.search(label):
        return False
    if unit_in(label).startswith("per "):
        return True
    family = family_of(label)
    above = sum(entry.number is not None and entry.number > HUNDRED for entry in cells)
    return bool(family.units) and PERCENT not in family.units and above * 2 > len(cells)


def _of_row(lines: tuple[Line, ...]) -> Iterator[Remark]:
    """Remark on a row's unit: none anywhere, one against the label, or two in the row's rounds."""
    first = next((line for line in lines if _figures(line)), None)
    if first is None:
        return
    label = first.at(Role.MEASURE)
    declared = unit_in(first.words(Role.UNIT)) or unit_in(first.measure)
    cells = [entry for line in lines for entry in _figures(line)]
    printed = {_suffix_unit(entry) for entry in cells} - {""}
    if label is None:
        return
    if not declared and not printed:
        yield _undeclared(label, cells, family_of(first.measure))
        return
    own = unit_in(label.text)
    if own.startswith("per ") and declared == PERCENT:
        yield _two_units(label, first, own)
        return
    yield from _against_label(label, declared, cells)
    yield from _against_family(label, declared or min(printed), cells, family_of(first.measure))


def _told_by_cells(table: PublishedTable) -> Iterator[Remark]:
    """Remark once on the labels that leave it to the cells to say what is counted."""
    held = []
    for lines in rounds_by_row(table):
        first = next((line for line in lines if _figures(line)), None)
        label, place = (first.at(Role.MEASURE), first.at(Role.PLACE)) if first else (None, None)
        if first is None or label is None or place is None or unit_in(first.words(Role.UNIT)) or unit_in(label.text):
            continue
        if any(_suffix_unit(entry) for entry in _figures(first)):
            held.append((label, place))
    if held:
        yield Remark(
            "R12",
            Sureness.TO_CHECK,
            f"{'1 label does' if len(held) == 1 else f'{len(held)} labels do'} not say what is counted, which only the "
            f"cells tell: {quoted(f'{label.text}: {place.text}' for label, place in held)}.",
            'Begin the label with the unit and with whom it is of, such as "Percentage of children".',
            tuple(cell for pair in held for cell in pair),
        )


def _figures(line: Line) -> list[Entry]:
    return [entry for role in FIGURES if (entry := line.at(role)) is not None and entry.number is not None]


def _suffix_unit(entry: Entry) -> str:
    return PERCENT if "%" in entry.suffix or "%" in entry.text else unit_in(entry.suffix)


def _undeclared(label: Entry, cells: list[Entry], family: Family) -> Remark:
    rate = _RATE.search(label.text)
    usual = f"; figures of its kind are given in {' or '.join(family.units)}" if family.units else ""
    if rate:
        says = f'"{label.text}" is a rate ({cells[0].text}) and does not say per how many{usual}.'
        mend = 'Add the base to the label, such as "per 100,000".'
    else:
        says = f'"{label.text}" ({cells[0].text}) has no unit, in its label or in its cells{usual}.'
        mend = "Say in the label what the figure is counted in."
    return Remark("R12", Sureness.LIKELY if rate else Sureness.TO_CHECK, says, mend, (label, cells[0]))


def _against_label(label: Entry, declared: str, cells: list[Entry]) -> Iterator[Remark]:
    """Remark on cells whose unit is not the label's."""
    wrong = [entry for entry in cells if _suffix_unit(entry) not in ("", declared)]
    if not declared or declared == "other" or not wrong:
        return
    yield Remark(
        "R12",
        Sureness.CERTAIN if declared.startswith("per ") else Sureness.LIKELY,
        f'"{label.text}" is declared in {_worded(declared)}, but its figures are printed in {_suffix_unit(wrong[0])} '
        f"({quoted(entry.text for entry in wrong)}).",
        "Look up the unit, and print it the same in the label and in the cells.",
        (label, *wrong),
    )


def _two_units(label: Entry, line: Line, own: str) -> Remark:
    """Remark on a label that gives a rate's base beside a column of units that says percent."""
    told = line.at(Role.UNIT)
    return Remark(
        "R12",
        Sureness.CERTAIN,
        f'"{label.text}" is declared {own}, and its unit is given as "{line.words(Role.UNIT)}".',
        "Look up the unit, and give the same in the label and in the column of units.",
        (label, *([told] if told else [])),
        likely=own,
    )


def _worded(unit: str) -> str:
    return "points of a score" if unit == SCORE else unit


def _against_family(label: Entry, unit: str, cells: list[Entry], family: Family) -> Iterator[Remark]:
    if family is UNKNOWN or not family.units or unit in ("", "other") or unit in family.units:
        return
    if unit == SCORE and "points" in family.units:
        return
    if any(_suffix_unit(entry) not in ("", unit) for entry in cells):
        return  # said already
    impossible = is_wrong_percent(label.text, unit, cells)
    likely = PERCENT in family.units and unit != PERCENT
    yield Remark(
        "R12",
        Sureness.CERTAIN if impossible else Sureness.LIKELY if likely else Sureness.TO_CHECK,
        f'"{label.text}" ({cells[0].text}) is given in {_worded(unit)}, where figures of its kind are published in '
        f"{' or '.join(family.units)}.",
        "Look up the unit that the publisher uses.",
        (label, cells[0]),
    )


def _mixed(line: Line) -> Iterator[Remark]:
    """Remark on a line some of whose figures carry a percent sign and some not."""
    cells = _figures(line)
    signed = [entry for entry in cells if "%" in entry.text]
    bare = [entry for entry in cells if "%" not in entry.text and entry.number != 0]
    if signed and bare:
        yield Remark(
            "R12",
            Sureness.LIKELY,
            f'"{line.measure}"{in_round(line)} has {quoted(entry.text for entry in signed)} beside '
            f"{quoted(entry.text for entry in bare)}: some with a percent sign and some without.",
            "Print the same unit in every cell of the row.",
            tuple(bare),
        )


def _not_numbers(line: Line) -> Iterator[Remark]:
    for role in FIGURES:
        entry = line.at(role)
        if entry is None or is_missing(entry) or holds_figure(entry):
            continue
        yield Remark(
            "R12",
            Sureness.LIKELY,
            f'"{line.measure}"{in_round(line)} has "{entry.text}" where a figure should stand.',
            "Print the number, or the symbol for why there is none.",
            (entry,),
        )


_SHARE_TOLD = re.compile(
    r"\b(?:proportion|percentage)\b[^.;]{0,200}?\b(?:is|was|of|were|stands at)\s+(\d+(?:\.\d+)?)"
    r"(?![\d.]*\s*(?:%|per ?cent)|[\d.]*\d|\s*(?:[,/]\d|"
    r"\s*(?:to|and|-)\s*\d+\s*year|\s*years?\b|\+|st\b|nd\b|rd\b|th\b))(?=[\s,.;)])",
    re.IGNORECASE,
)
_RATE_TOLD = re.compile(
    r"\brates?\b[^.;]{0,200}?\b(?:is|was|were|stands at)\s+(?:[A-Z]\w+\s+)?(\d+\.\d+)(?!\s*(?:%|per))(?=[\s,.;)])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}$")


def _with_base(passage: Passage, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Give a passage, and the first one under its heading that says per how many."""
    beside = [one for one in passages if one.heading == passage.heading and one != passage and _BASE.search(one.text)]
    return (passage, *beside[:1])


def _told_without(passage: Passage, passages: Iterable[Passage]) -> Iterator[Remark]:
    """Remark on a share told without a percent sign, or a rate without its base, in prose."""
    for sentence in sentences(passage.text):
        share, rate = _SHARE_TOLD.search(sentence), _RATE_TOLD.search(sentence)
        if share and not _YEAR.match(share[1]) and not _BASE.search(sentence):
            yield Remark(
                "R12",
                Sureness.LIKELY,
                f'A proportion is told as "{share[1]}" with no percent sign: "{sentence}"',
                f'Write "{share[1]}%" if that is its unit.',
                passages=(passage,),
                likely=f"{share[1]}%",
            )
        elif rate and not _BASE.search(sentence) and "%" not in sentence:
            yield Remark(
                "R12",
                Sureness.TO_CHECK,
                f'A rate is told as "{rate[1]}" without saying per how many: "{sentence}"',
                'Add its base, such as "per 100,000".',
                passages=_with_base(passage, passages),
            )


CHECKS = {"R12": units}
