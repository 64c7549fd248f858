"""What changed between editions, in words: for a page, a terminal and a script."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from equitytown.present.blocks import Span, Text
from equitytown.present.wording.numbers import with_unit
from equitytown.present.wording.phrases import WITHOUT_ARTICLE, join
from equitytown.publish.edition import Edition
from equitytown.publish.tables import write_csv
from equitytown.terms.comparator import ComparatorKind
from equitytown.terms.edition_change import (
    FIGURES,
    NOT_REPEATED,
    TURNS,
    ChangeKind,
    EditionChange,
    EditionChanges,
    Issued,
    IssuedCorrection,
)
from equitytown.terms.framework import ListChange
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Rating, Status
from equitytown.terms.period import long_date

MOST_DECIMALS = 4
CHANGE_COLUMNS = (
    "kind", "about", "indicator_id", "what", "area_code", "period", "sex", "category", "old_period", "old", "new",
    "why",
)  # fmt: skip
CORRECTION_COLUMNS = (
    "dated", "edition", "indicator_id", "area_code", "period", "sex", "category", "old", "new", "reason", "issued_by",
    "substantial", "turned",
)  # fmt: skip
_WORDS = re.compile(r"\S+|\s+")


def since_words(found: EditionChanges) -> str:
    """Name the edition, or the day, that changes are counted from."""
    day = long_date(found.since_day)
    return f"the edition {found.since} (figures as known on {day})" if found.since else f"what was known on {day}"


def newest_own(edition: Edition, changes: Iterable[EditionChange]) -> tuple[EditionChange, ...]:
    """Keep what is about the place's newest figure of a measure, in the order of the outcome list."""
    place = edition.place.area.area_code
    order = {i.indicator_id: at for at, i in enumerate((*edition.listed(), *edition.supporting()))}
    newest = {key: found.observation for key, i in edition.place.indicators.items()
              if (found := edition.current(i)) is not None}  # fmt: skip
    kept = (
        c for c in changes
        if c.area_code in (place, "") and not c.category and (own := newest.get(c.indicator_id)) is not None
        and (c.period, c.sex) == (own.period.label, own.sex)
    )  # fmt: skip
    return tuple(sorted(kept, key=lambda c: order.get(c.indicator_id, len(order))))


def measure_name(edition: Edition, indicator_id: str) -> str:
    """Name a measure; one that is no longer there by its identifier."""
    held = edition.place.indicators.get(indicator_id)
    return held.headline if held is not None else indicator_id


def comparator_name(edition: Edition, kind: str) -> str:
    """Name a comparator as a heading does."""
    region = edition.place.region.area_name
    names = {
        ComparatorKind.NATIONAL.value: edition.place.nation.area_name,
        ComparatorKind.REGIONAL.value: region if region in WITHOUT_ARTICLE else f"the {region}",
        ComparatorKind.NEIGHBOURS.value: "its neighbours",
    }
    return names.get(kind, kind)


def why_words(change: EditionChange) -> str:
    """Give every reason, the first with a capital."""
    words = "; ".join(why.value for why in change.why)
    return words[:1].upper() + words[1:]


def finely(indicator: Indicator, old: float | None, new: float | None) -> Indicator:
    """Give an indicator with as many decimals as tell an old value from a new one."""
    if old is None or new is None or old == new:
        return indicator
    wanted = (n for n in range(indicator.decimals, MOST_DECIMALS) if round(old, n) != round(new, n))
    return replace(indicator, decimals=next(wanted, MOST_DECIMALS))


def marked(old: str, new: str, trace: str) -> tuple[Text, Text]:
    """
    Set two sentences side by side, the words that only one of them has in bold.

    Examples
    --------
    >>> [[(s.text, s.bold) for s in side] for side in marked("It was worse.", "It was better.", "t")]
    [[('It was ', False), ('worse.', True)], [('It was ', False), ('better.', True)]]
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    was = tuple(Span("".join(before[a:b]), f"{trace}@old", bold=tag != "equal") for tag, a, b, _, _ in steps if b > a)
    now = tuple(Span("".join(after[c:d]), trace, bold=tag != "equal") for tag, _, _, c, d in steps if d > c)
    return was, now


def as_lines(edition: Edition) -> list[str]:
    """Tell what matters in lines: measures, verdicts, ranks, changed figures, definitions; the rest as counts."""
    found = edition.changes
    if found is None:
        return []
    place = edition.place.area.area_code
    lines = [_line(edition, c) for c in found.of(ChangeKind.MEASURE_ADDED, ChangeKind.MEASURE_RETIRED)]
    lines += [_line(edition, c) for c in newest_own(edition, found.of(*TURNS))]
    changed = found.of(ChangeKind.VALUE, ChangeKind.WITHDRAWN)
    lines += [_line(edition, c) for c in changed if c.area_code == place]
    lines += [_line(edition, c) for c in found.of(ChangeKind.DEFINITION, ChangeKind.TEXT)]
    others = len(changed) - sum(c.area_code == place for c in changed)
    if others:
        lines.append(f"{others:,} changed figures of other areas; --json lists all.")
    return lines


def list_words(edition: Edition, c: EditionChange) -> str:
    """
    Say what became of a measure that was added or retired, as the history of the outcome list has it.

    Returns
    -------
    str
        "replaced by Feeling lonely: the survey ended"; empty where the history has nothing of it.
    """
    for change in reversed(edition.place.framework.history):
        reason, is_own = change.reason.rstrip("."), change.indicator_id == c.indicator_id
        if c.kind is ChangeKind.MEASURE_ADDED and change.replaced_by == c.indicator_id:
            return f"in place of {measure_name(edition, change.indicator_id)}: {reason}"
        if c.kind is ChangeKind.MEASURE_ADDED and is_own and change.change is ListChange.ADDED:
            return reason
        if c.kind is ChangeKind.MEASURE_RETIRED and is_own and change.change is ListChange.REPLACED:
            return f"replaced by {measure_name(edition, change.replaced_by)}: {reason}"
        if c.kind is ChangeKind.MEASURE_RETIRED and is_own and change.change is ListChange.RETIRED:
            return reason
    return ""


def _line(edition: Edition, c: EditionChange) -> str:
    if c.kind in (ChangeKind.MEASURE_ADDED, ChangeKind.MEASURE_RETIRED) and (told := list_words(edition, c)):
        return f"{c.new or c.old}: {c.kind.value}; {told}"
    what = comparator_name(edition, c.what) if c.kind is ChangeKind.RATING else c.what
    kind = f"{c.kind.value} against {what}" if c.kind is ChangeKind.RATING else c.kind.value
    if c.kind in (ChangeKind.DEFINITION, ChangeKind.TEXT):
        kind = f"{kind}, {what}"
    about = ", ".join(filter(None, [measure_name(edition, c.indicator_id), c.period, c.sex, c.category]))
    was = f"{_worded(edition, c, c.old)}{f' in {c.old_period}' if c.old_period else ''}"
    return f"{about}: {kind}: {was}, now {_worded(edition, c, c.new)}; {', '.join(w.value for w in c.why)}"


def _worded(edition: Edition, c: EditionChange, value: str | float | None) -> str:
    if c.kind is ChangeKind.TEXT:
        if value == NOT_REPEATED:
            return str(value)
        return "not there" if value is None else f"{len(str(value).split()):,} words"
    if value is None:
        return "no figure" if c.kind in FIGURES else "not there"
    indicator = edition.place.indicators.get(c.indicator_id)
    if isinstance(value, str) or indicator is None:
        return str(value) or "nothing"
    pair = [v if isinstance(v, float) else None for v in (c.old, c.new)]
    return with_unit(value, finely(indicator, *pair))


def counts_sentence(edition: Edition, *, kept: Collection[str] = ()) -> str:
    """Count the changes by why; `kept` are the editions of which the place keeps the record."""
    found = edition.changes
    if found is None:
        return _nothing_beside(edition, kept)
    if not found.changes:
        return f"Nothing changed since {since_words(found)}."
    whys = ", ".join(f"{count:,} {why.value}" for why, count in found.by_why().items())
    things = "1 thing changed" if len(found.changes) == 1 else f"{len(found.changes):,} things changed"
    both = " A change with two reasons is counted under both." if any(len(c.why) > 1 for c in found.changes) else ""
    return f"{things} since {since_words(found)}: {whys}.{both}"


def _nothing_beside(edition: Edition, kept: Collection[str]) -> str:
    """Say why nothing is set beside an edition, and how to set something there."""
    own = edition.place.report.edition
    others = [name for name in kept if name != own]
    choose = "To set it beside another, name an edition, a day or a record.json: --since 2024-04-30."
    if others:
        return f"Edition {own} is set beside no other by itself. Kept are {join(others)}. {choose}"
    if kept:
        return f"The one edition that is kept is this very edition, {own}, and none before it. {choose}"
    return "No earlier edition of this place is kept, and report.yaml names no earlier day (revisions_since)."


def as_data(edition: Edition) -> dict[str, object]:
    """Give every change as data for a script, with the counts by kind and why, and the corrections issued."""
    found = edition.changes
    changes = found.changes if found else ()
    return {
        "since": (found.since or None) if found else None,
        "since_day": found.since_day.isoformat() if found else None,
        "by_kind": {kind.value: len(found.of(kind)) for kind in ChangeKind if found and found.of(kind)},
        "by_why": {why.value: count for why, count in (found.by_why() if found else {}).items()},
        "changes": [dict(zip(CHANGE_COLUMNS, _row(c), strict=True)) | {"why": [w.value for w in c.why]}
                    for c in changes],
        "corrections": [dict(zip(CORRECTION_COLUMNS, _issued(edition, i), strict=True)) for i in edition.issued],
    }  # fmt: skip


def write_changes(edition: Edition, folder: Path) -> None:
    """Write `changes.csv` and `corrections.csv`: every change, and every correction issued after publication."""
    folder.mkdir(parents=True, exist_ok=True)
    changes = edition.changes.changes if edition.changes else ()
    write_csv(folder / "changes.csv", CHANGE_COLUMNS, (_row(c) for c in changes))
    write_csv(folder / "corrections.csv", CORRECTION_COLUMNS, (_issued(edition, i) for i in edition.issued))


def _row(c: EditionChange) -> list[str | float | None]:
    whys = "; ".join(why.value for why in c.why)
    return [c.kind.value, c.about, c.indicator_id, c.what, c.area_code, c.period, c.sex, c.category, c.old_period,
            c.old, c.new, whys]  # fmt: skip


def values_of(edition: Edition, c: IssuedCorrection) -> tuple[float | None, float | None]:
    """
    Give a correction's old and new value; neither where the figure has been withheld since.

    A later correction that does not repeat what was published, or a figure held without a value so that nobody can be
    recognised, says that it has.
    """
    indicator = edition.place.indicators.get(c.indicator_id)
    same = [i.correction for i in edition.issued if c.about and i.correction.about == c.about]
    is_closed = any(other.old is None and other.new is None for other in same)
    held = next((o for o in edition.holdings.observations if o.observation_id == c.about), None)
    is_withheld = held is not None and held.value is None and (
        held.status is Status.SUPPRESSED or (indicator is not None and bool(indicator.disclosure))
    )  # fmt: skip
    return (None, None) if is_closed or is_withheld else (c.old, c.new)


def _issued(edition: Edition, issued: Issued) -> list[str | float | None]:
    c, turned = issued.correction, issued.turned
    told = "cannot be told" if turned is None else "yes" if turned else "no"
    words = "; ".join(turn_words(change) for change in turned or ())
    return [c.dated.isoformat(), c.edition, c.indicator_id, c.area_code, c.period, c.sex, c.category,
            *values_of(edition, c), c.reason, c.issued_by, told, words]  # fmt: skip


def turn_words(c: EditionChange) -> str:
    """Say in a phrase what turned: "rating (national): similar, now worse"; a sentence by its kind and name."""
    if c.kind in TURNS:
        return f"{c.kind.value} ({c.what}): {c.old}, now {c.new}"
    return f"{c.kind.value} ({c.what})"


def is_turn(change: EditionChange) -> bool:
    """Say whether a rating turned into another, rather than being given for the first time or no longer."""
    return Rating.NOT_COMPARED.value not in (change.old, change.new)
