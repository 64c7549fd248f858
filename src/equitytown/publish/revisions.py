"""Revisions between two days: the figures, the findings and the sentences that are no longer what they were."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from equitytown.compare.revisions import Key, revisions_of, turned
from equitytown.present.blocks import plain
from equitytown.present.wording.numbers import with_unit
from equitytown.publish import narrative
from equitytown.publish.edition import Edition
from equitytown.terms.indicator import Indicator
from equitytown.terms.observation import Observation
from equitytown.terms.period import long_date
from equitytown.terms.revision import Revision

NUMBERS = re.compile(r"[-+\u2212]?\d[\d,.]*")
MOST_DECIMALS = 4
SENTENCE = "what is said of it in words"


def with_revisions(edition: Edition, *, since: Edition) -> Edition:
    """
    Add to an edition what was revised since an earlier day.

    Parameters
    ----------
    edition : Edition
        The newer.
    since : Edition
        The same place as known on an earlier day.

    Returns
    -------
    Edition
        With every revised figure, and what turns with it.
    """
    turns: defaultdict[Key, list[str]] = defaultdict(list, turned(since.findings, edition.findings))
    for key in _reworded(since, edition):
        turns[key].append(SENTENCE)
    found = revisions_of(since.holdings, edition.holdings, turns, place=edition.place.area.area_code)
    return replace(edition, revisions=found, revised_since=since.holdings.on)


def _reworded(before: Edition, after: Edition) -> Iterator[Key]:
    """Find the measures and periods whose sentences differ by more than their numbers."""
    place = after.place.area.area_code
    about = {(f.indicator_id, f.observation.sex, f.period.label) for f in after.findings
             if f.observation.area_code == place}  # fmt: skip
    for indicator_id, sex, period in sorted(about):
        indicator = after.place.indicators[indicator_id]
        said = [_said(edition, indicator, period, sex) for edition in (before, after)]
        if None not in said and said[0] != said[1]:
            yield indicator_id, place, sex, period


def _said(edition: Edition, indicator: Indicator, period: str, sex: str) -> str | None:
    """Give the drafted sentences without their numbers; None where the figure was not held."""
    found = edition.comparisons(indicator, period, sex=sex)
    if found is None:
        return None
    drafts = (draft for parts in narrative.drafted(edition, indicator, found) for draft in parts)
    words = " ".join(plain(draft.text) for draft in drafts)
    return NUMBERS.sub("#", words)


def as_lines(edition: Edition) -> list[str]:
    """Tell every revision in a line, with what turns with it below."""
    lines = []
    for revision in edition.revisions:
        indicator = finely(revision, edition.place.indicators[revision.new.indicator_id])
        area = edition.place.areas[revision.new.area_code].area_name
        who = ", ".join(part for part in (revision.new.sex, revision.new.category) if part)
        what = f"{indicator.headline}, {area}, {revision.new.period.label}, {who}"
        lines.append(f"{what}: {value(revision.old, indicator)}, now {value(revision.new, indicator)}; {revision.kind}")
        lines.extend(f"    turns {turn}" for turn in revision.turns)
    return lines


def as_data(edition: Edition) -> list[dict[str, object]]:
    """Give every revision as data for a script."""
    return [
        {
            "indicator_id": r.new.indicator_id,
            "area_code": r.new.area_code,
            "period": r.new.period.label,
            "sex": r.new.sex,
            "category": r.new.category,
            "old": r.old.value,
            "new": r.new.value,
            "old_known_from": r.old.known_from.isoformat(),
            "new_known_from": r.new.known_from.isoformat(),
            "kind": r.kind.value,
            "turns": list(r.turns),
        }
        for r in edition.revisions
    ]


def sentence(edition: Edition) -> str:
    """Count the revisions and what turned."""
    count, turning = len(edition.revisions), sum(bool(r.turns) for r in edition.revisions)
    day = long_date(edition.revised_since) if edition.revised_since else "an earlier day"
    if not count:
        return f"No figure known on {day} has been revised since."
    figures = "1 figure that was" if count == 1 else f"{count:,} figures that were"
    says = "says" if count == 1 else "say"
    return (
        f"{figures} known on {day} now {says} something else. For {turning:,} of them a rating, rank, trend or "
        "sentence is no longer what it was."
    )


def finely(revision: Revision, indicator: Indicator) -> Indicator:
    """Give an indicator with as many decimals as tell the old value from the new."""
    old, new = revision.old.value, revision.new.value
    if old is None or new is None:
        return indicator
    wanted = (n for n in range(indicator.decimals, MOST_DECIMALS) if round(old, n) != round(new, n))
    return replace(indicator, decimals=next(wanted, MOST_DECIMALS))


def value(observation: Observation, indicator: Indicator) -> str:
    """Give a value with its unit."""
    return "no figure" if observation.value is None else with_unit(observation.value, indicator)
