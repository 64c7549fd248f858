"""H05 and H06: printed ranks and verdicts against what our own comparison finds."""

from collections.abc import Iterator

from equitytown.audit.checks.cells import named
from equitytown.audit.held.beside import Beside, Matched, is_same, told
from equitytown.audit.published import RATED_AGAINST, Entry, Role
from equitytown.audit.remarks import Remark, Sureness
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.finding import Finding, FindingBasis, Rank
from equitytown.terms.observation import Rating
from equitytown.terms.period import long_date

KINDS = {
    Role.RATING_NATIONAL: ComparatorKind.NATIONAL,
    Role.RATING_REGIONAL: ComparatorKind.REGIONAL,
    Role.RATING_NEIGHBOURS: ComparatorKind.NEIGHBOURS,
}
JUDGED = (Rating.BETTER, Rating.SIMILAR, Rating.WORSE)


def ranks(beside: Beside) -> Iterator[Remark]:
    """H05: a rank is that of the figures held, among the place's own neighbour set."""
    for found in beside.matched:
        entry, finding = found.line.at(Role.NEIGHBOURS), beside.finding(found, ComparatorKind.NEIGHBOURS)
        if entry is None or entry.rank is None or finding is None or finding.rank is None:
            continue
        if _agrees(found, Role.PLACE, finding) and not _same(entry, finding.rank):
            yield _rank(found, entry, finding.rank)


def _same(entry: Entry, held: Rank) -> bool:
    rank = entry.rank or 0
    return entry.of in (None, held.of) and held.rank <= rank <= held.rank + held.tied


def _rank(found: Matched, entry: Entry, held: Rank) -> Remark:
    turned = entry.of == held.of and entry.rank == held.of + 1 - held.rank
    other = "" if entry.of in (None, held.of) else f" The two count {entry.of} and {held.of} areas."
    lacking = f" {len(held.missing)} of the set have no figure." if held.missing else ""
    end = " It counts from the other end." if turned else ""
    return Remark(
        "H05",
        Sureness.LIKELY if turned and found.is_exact else Sureness.TO_CHECK,
        f'{named(found.line)} is printed as "{entry.text}"; the figures held rank it {held.rank} of {held.of} '
        f"(1 is best) among {held.set_name} (list of {long_date(held.set_dated)}).{lacking}{other}{end}",
        "Rank it anew, and name the list of neighbours and its date beside the table.",
        (entry,),
    )


def verdicts(beside: Beside) -> Iterator[Remark]:
    """H06: a verdict is the one that our own comparison finds on the same two figures."""
    for found in beside.matched:
        for role, kind in KINDS.items():
            entry, finding = found.line.at(role), beside.finding(found, kind)
            if entry is not None and finding is not None and _may_judge(found, role, finding):
                ours = finding.verdict.rating
                if entry.rating in JUDGED and ours in JUDGED and entry.rating is not ours:
                    yield _verdict(found, entry, finding, RATED_AGAINST[role])


def _may_judge(found: Matched, role: Role, finding: Finding) -> bool:
    """Say whether a verdict stands on the figures that ours stands on, and ours on a test of its own."""
    cell, against = found.line.at(RATED_AGAINST[role]), finding.comparator_value
    if role is Role.RATING_NEIGHBOURS and (cell is None or cell.area.casefold() != finding.comparator_name.casefold()):
        return False
    if not finding.verdict.tested or against is None or finding.observation.is_printed:
        return False
    return (
        _agrees(found, Role.PLACE, finding)
        and cell is not None
        and cell.number is not None
        and is_same(cell, against.value)
    )


def _agrees(found: Matched, role: Role, finding: Finding) -> bool:
    """Say whether the place's figure is printed as it is held."""
    cell = found.line.at(role)
    return cell is not None and cell.number is not None and is_same(cell, finding.observation.value)


def _verdict(found: Matched, entry: Entry, finding: Finding, against: Role) -> Remark:
    place, other = found.line.entries[Role.PLACE], found.line.entries[against]
    figures = (
        f"{told(place, finding.observation)} beside {told(other, finding.comparator_value or finding.observation)}"
    )
    how = "as published" if finding.verdict.basis is FindingBasis.PUBLISHED else finding.verdict.method
    sure = Sureness.LIKELY if found.is_exact else Sureness.TO_CHECK
    return Remark(
        "H06",
        sure,
        f'{named(found.line)} is rated "{entry.text}" ({entry.column.heading}); our comparison finds '
        f"{finding.verdict.rating.value} ({how}): {figures}.",
        f'Print "{finding.verdict.rating.value}", or name the test that finds otherwise.',
        (entry, place, other),
        likely=finding.verdict.rating.value,
    )
