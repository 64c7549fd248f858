"""Revisions: which figures say something else than on an earlier day, and which findings turned with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from equitytown.store.corrections import CORRECTED
from equitytown.store.vintages import Holdings, repeats
from equitytown.terms.finding import Direction, Finding, GapMovement
from equitytown.terms.observation import Observation
from equitytown.terms.revision import Revision, RevisionKind

NONE = "not given"
UNTOLD = {Direction.NOT_ASSESSED.value, GapMovement.NOT_ASSESSED.value}  # nothing is said by these

Key = tuple[str, str, str, str]
"""An indicator, an area, a sex and a period's label."""


def revisions_of(
    before: Holdings, after: Holdings, turns: Mapping[Key, Sequence[str]], *, place: str
) -> tuple[Revision, ...]:
    """
    List every figure that was known on an earlier day and now says something else.

    Parameters
    ----------
    before, after : Holdings
        What was known on the two days.
    turns : mapping
        What turned, by indicator, area, sex and period (`turned`).
    place : str
        The place's code: whatever is revised may turn what is said of it.

    Returns
    -------
    tuple of Revision
        In order of indicator, area, sex and period. Figures that are new are no revisions.
    """
    newest = {o.key: o for o in after.observations}
    pairs = ((old, newest.get(old.key)) for old in before.observations)
    return tuple(
        Revision(old, new, _kind(old, new), _turns(old, turns, place))
        for old, new in pairs
        if new is not None and (_says_otherwise(old, new) or _judged_anew(old, new))
    )


def _says_otherwise(old: Observation, new: Observation) -> bool:
    """Say whether a value is another: 4.66 where 4.7 stood is the same figure, given more finely."""
    if old.value is None or new.value is None:
        return old.value is not new.value
    return not repeats(new.value, old.value)


def _turns(o: Observation, turns: Mapping[Key, Sequence[str]], place: str) -> tuple[str, ...]:
    """Give what turned for the place, and for the area itself where that is another."""
    own = turns.get((o.indicator_id, place, o.sex, o.period.label), ())
    if o.area_code == place:
        return tuple(own)
    theirs = turns.get((o.indicator_id, o.area_code, o.sex, o.period.label), ())
    return (*own, *(f"its own {phrase}" for phrase in theirs))


def _judged_anew(old: Observation, new: Observation) -> bool:
    """Say whether limits or a published verdict that both have are no longer the same."""
    pairs = ((getattr(old, part), getattr(new, part)) for part in ("lower", "upper", "published_rating"))
    return any(was is not None and now is not None and was != now for was, now in pairs)


def turned(before: Iterable[Finding], after: Iterable[Finding]) -> dict[Key, list[str]]:
    """
    Say which findings of the same figure and comparator turned between two days.

    Parameters
    ----------
    before, after : iterable of Finding
        A place's findings on the two days.

    Returns
    -------
    dict
        By indicator, area, sex and period, a phrase for each that turned: "rating against England: similar, now worse".
    """
    earlier = {_key(finding): finding for finding in before}
    found: defaultdict[Key, list[str]] = defaultdict(list)
    for finding in after:
        if (old := earlier.get(_key(finding))) is not None:
            o = finding.observation
            about = (o.indicator_id, o.area_code, o.sex, o.period.label)
            found[about] += [phrase for phrase in _phrases(old, finding) if phrase not in found[about]]
    return dict(found)


def _key(finding: Finding) -> tuple[str, ...]:
    o = finding.observation
    return (finding.indicator_id, o.area_code, o.sex, o.period.label, finding.comparator.value, finding.round)


def _kind(old: Observation, new: Observation) -> RevisionKind:
    if new.note.startswith(CORRECTED):
        return RevisionKind.CORRECTED
    if old.value is None:
        return RevisionKind.FIRST_GIVEN
    if new.value is None:
        return RevisionKind.WITHDRAWN
    if not _says_otherwise(old, new):
        return RevisionKind.LIMITS
    same = old.provenance.publisher == new.provenance.publisher
    return RevisionKind.REVISED if same else RevisionKind.OTHER_SOURCE


def _phrases(old: Finding, new: Finding) -> Iterator[str]:
    """Say what turned between two findings."""
    ranks = [f"{f.rank.rank} of {f.rank.of}" if f.rank else NONE for f in (old, new)]
    parts = (
        (f"rating against {new.comparator_name}", [f.verdict.rating.value for f in (old, new)]),
        ("rank", ranks),
        ("trend", [f.trend.direction.value if f.trend else NONE for f in (old, new)]),
        ("change since the previous period", [f.change.direction.value if f.change else NONE for f in (old, new)]),
        ("gap to England", [f.gap.movement.value if f.gap else NONE for f in (old, new)]),
    )
    yield from (f"{what}: {was}, now {now}" for what, (was, now) in parts if _known(was) != _known(now))


def _known(word: str) -> str:
    """Count what cannot be assessed as nothing said."""
    return NONE if word in UNTOLD else word
