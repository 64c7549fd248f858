"""A place compared, step by step: by itself, inside, with its targets, and with what it published before."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from equitytown.compare.against_town import all_against_town
from equitytown.compare.chance import of_findings, of_wards
from equitytown.compare.editions import changes_between
from equitytown.compare.findings import find, find_printed, find_spreads
from equitytown.compare.inside import find_inside
from equitytown.compare.target import find_targets
from equitytown.compare.target_projection import project_targets
from equitytown.evidence import beside, councils, protected, with_sums
from equitytown.progress import Report, silent
from equitytown.publish.edition import Edition
from equitytown.publish.keeping import with_turns
from equitytown.publish.record import rebuilt, record_of
from equitytown.store.issued import issued
from equitytown.store.records import latest_before, sources
from equitytown.terms.edition_change import Issued
from equitytown.terms.edition_record import EditionRecord
from equitytown.terms.place import Place, SectionName


def compared(place: Place, folder: Path, *, as_of: date | None, report: Report) -> Edition:
    """Compare a place's figures with what was collected for it, as known on a day."""
    place = protected(place, folder, as_of=as_of, report=report)
    report("Comparing", 0, 1)
    place, holdings = with_sums(place)
    spreads = find_spreads(place, holdings, councils=councils())
    edition = Edition(place, holdings, find(place, holdings), find_printed(place), spreads)
    report("Comparing", 1, 1)
    newest = (found for indicator in edition.listed() if (found := edition.current(indicator)) is not None)
    return replace(edition, chance=of_findings(f for found in newest for f in found.averages))


def with_inside(edition: Edition, *, cache: Path | None) -> Edition:
    """Add what comparing the parts of the town with one another, and each with the town, finds."""
    place = edition.place
    found = find_inside(place, edition.holdings, beside=beside(place), cache=cache)
    within = all_against_town(found, place.indicators)
    newest = {(f.indicator_id, f.by, f.sex): f for f in sorted(within, key=lambda f: f.period)}
    return replace(edition, inside=within, ward_chance=of_wards(newest.values(), by=place.wards))


def with_targets(edition: Edition, *, cache: Path | None) -> Edition:
    """Add how far along each of the place's targets is, and where its series would go by itself."""
    ahead = project_targets(edition.place, edition.holdings, cache=cache)
    found = find_targets(edition.place, edition.holdings, inside=edition.inside, projections=ahead)
    return replace(edition, targets=found)


def record_before(edition: Edition, place: Place, folder: Path) -> EditionRecord | None:
    """Find the last published edition; where none is kept, work out what could be said on the day of the last."""
    plan = edition.place.report
    if SectionName.CHANGES not in plan.sections:
        return None
    kept = latest_before(folder, edition=plan.edition, day=plan.as_of)
    if kept is not None or plan.revisions_since is None or plan.revisions_since >= plan.as_of:
        return kept
    return rebuilt(compared(place, folder, as_of=plan.revisions_since, report=silent))


def recorded(edition: Edition, folder: Path, *, since: EditionRecord | None) -> Edition:
    """Add the corrections that were issued, what they turned not yet known, and the record of all that is said."""
    edition = replace(edition, issued=tuple(Issued(row, None) for row in issued(folder)))
    return replace(edition, record=record_of(edition, since=since))


def with_changes(edition: Edition, folder: Path, *, before: EditionRecord | None) -> Edition:
    """Add what changed since an earlier edition, and the corrections that were issued."""
    rows, code = issued(folder), edition.place.area.area_code
    now = edition.record or record_of(edition)
    changes = changes_between(before, now, place=code, issued=rows) if before is not None else None
    turned = with_turns(folder, rows, place=code, built=now)
    kept = before.edition if before is not None else ""
    place = replace(edition.place, files=(*edition.place.files, *sources(folder, before=kept, corrected=bool(rows))))
    return replace(edition, place=place, changes=changes, issued=turned)
