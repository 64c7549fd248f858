"""H07 and H08: newer figures than those printed, and lines that nothing held can be set beside."""

from collections.abc import Iterator

from equitytown.audit.checks.support import listed, quoted
from equitytown.audit.held.beside import Beside, Matched
from equitytown.audit.published import Entry, Line, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.terms.period import Period, long_date


def newer(beside: Beside) -> Iterator[Remark]:
    """H07: a newer figure of the place is held than the newest that is printed."""
    last: dict[tuple[str, str], tuple[Period, Matched]] = {}
    for found in beside.matched:
        key = (found.indicator.indicator_id, found.sex)
        if found.period is not None and (key not in last or last[key][0] <= found.period):
            last[key] = found.period, found
    for period, found in last.values():
        series = beside.series(found.indicator, beside.place.area, found.sex)
        entry = found.line.at(Role.PERIOD)
        if not series or entry is None or series[-1].period <= period:
            continue
        o = series[-1]
        held = f"{o.value:.{found.indicator.decimals}f}{found.indicator.suffix}"
        yield Remark(
            "H07",
            Sureness.TO_CHECK,
            f'"{found.line.measure}" is printed for {entry.text}; {o.period.label} is held: {held} '
            f"({o.provenance.publisher}, known from {long_date(o.known_from)}).",
            f"Print the figure of {o.period.label}, if it was out on the day that the table was made.",
            (entry,),
            older=True,
        )


def unmatched(beside: Beside) -> Iterator[Remark]:
    """H08: what could not be set beside anything held, told once."""
    for table in beside.elsewhere:
        yield _told(
            f"The table is of {table.place_name} and the place at hand is {beside.place.area.area_name}: nothing of it "
            "was set beside what is held.",
            "Give the folder of the place that the table is of.",
            [_measure(line) for line in table.lines[:1]],
        )
    unknown = [line for line, meant in beside.unmatched if not meant.several]
    if unknown:
        many = len({line.row for line in unknown})
        yield _told(
            f"{many} {'line names' if many == 1 else 'lines name'} no measure of {beside.place.area.area_name}'s: "
            f"{quoted(line.measure for line in unknown)}.",
            "Check these by hand, or declare the measure in the place's folder.",
            [_measure(line) for line in unknown],
        )
    yield from _ambiguous(beside)
    yield from _without_period(beside)


def _ambiguous(beside: Beside) -> Iterator[Remark]:
    held: dict[tuple[str, tuple[str, ...]], list[Line]] = {}
    for line, meant in beside.unmatched:
        if meant.several:
            held.setdefault((line.measure, tuple(i.headline for i in meant.several)), []).append(line)
    for (measure, names), lines in held.items():
        one = names[0] if len(names) == 1 else ""
        yield _told(
            f'"{measure}" may be "{one}", which is not certain enough to compare.'
            if one
            else f'"{measure}" may be {len(names)} measures: {quoted(names)}.',
            "Say in the label what is counted, of whom and in what unit.",
            [_measure(line) for line in lines],
        )


def _without_period(beside: Beside) -> Iterator[Remark]:
    lost = [found for found in beside.matched if found.period is None and found.line.words(Role.PERIOD).strip()]
    printed = [found for found in lost if found.line.number(Role.PLACE) is not None]
    if printed:
        named = [f'"{found.line.measure}" ({found.line.words(Role.PERIOD)})' for found in printed]
        yield _told(
            f"No figure is held for the period of {listed(list(dict.fromkeys(named)))}.",
            "Check these by hand: the period may be another than the one printed.",
            [entry for found in printed if (entry := found.line.at(Role.PERIOD))],
        )


def _measure(line: Line) -> Entry | None:
    return line.at(Role.MEASURE)


def _told(says: str, mend: str, entries: list[Entry | None]) -> Remark:
    quoted_cells = tuple(dict.fromkeys(entry for entry in entries if entry is not None))
    return Remark("H08", Sureness.TO_CHECK, says, mend, quoted_cells)
