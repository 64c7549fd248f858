"""The whole run on one screen: collect, derive, compare, present, publish."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from equitytown import geography
from equitytown.audit.build_checks import Findings, own_checks
from equitytown.audit.held import against
from equitytown.audit.proof_words import Proof
from equitytown.compare.against_town import all_against_town
from equitytown.compare.chance import of_findings, of_wards
from equitytown.compare.editions import changes_between
from equitytown.compare.findings import find, find_printed, find_spreads
from equitytown.compare.inside import find_inside
from equitytown.compare.target import find_targets
from equitytown.compare.target_projection import project_targets
from equitytown.derive.small_area_sums import sums
from equitytown.disclosure import protect_place, rule_of
from equitytown.errors import BuildError, InputError
from equitytown.geography.boundary_sets import boundary_set
from equitytown.geography.shapes import check_shapes, neighbours_of
from equitytown.place.loader import read_place
from equitytown.place.model_accounts import no_accounts
from equitytown.place.scaffold import new_place
from equitytown.present.blocks import Document
from equitytown.progress import Report, silent
from equitytown.publish.edition import Edition
from equitytown.publish.keeping import check_against_published, keep_record, with_turns
from equitytown.publish.record import rebuilt, record_of
from equitytown.run_log import RunLog, logged
from equitytown.store.archive import STORE, Archive
from equitytown.store.corrections import corrected
from equitytown.store.editions import building
from equitytown.store.issued import issued
from equitytown.store.records import PUBLISHED, latest_before, published, read_record, sources
from equitytown.store.vintages import Holdings, hold
from equitytown.terms.area import ENGLAND
from equitytown.terms.checks import failed
from equitytown.terms.edition_change import Issued
from equitytown.terms.edition_record import EditionRecord
from equitytown.terms.observation import Observation
from equitytown.terms.place import Place, SectionName
from equitytown.terms.sign_off import standing


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    folder: Path
    edition: Edition
    outputs: int
    later: int = 0
    proof: Proof = field(default_factory=lambda: Proof((), 0))

    def sentence(self) -> str:
        """Say where the edition is, what to open first, and how many collected figures it is too early for."""
        place = self.edition.place
        left = f"{self.later:,} collected figures are known only after {place.report.as_of} and were left out: "
        return (
            f"{place.area.area_name}: edition {place.report.edition} is in {self.folder} "
            f"({self.outputs} files). Open {self.folder / 'index.html'}"
            + (f"\n{left}move as_of in report.yaml to take them in." if self.later else "")
            + (f"\n{self._unproved()}" if self.proof.doubts else "")
        )

    def _unproved(self) -> str:
        """Say how much of what people wrote could not be matched, and where it is listed."""
        many = len(self.proof.doubts)
        claims = "1 claim" if many == 1 else f"{many} claims"
        return (
            f"Of the text, {self.proof.matched:,} claims are matched to findings; {claims} that people wrote "
            f"{'is' if many == 1 else 'are'} not: see data/proof.csv, or equitytown proof."
        )

    def summary(self) -> dict[str, object]:
        """Give the same as data."""
        place = self.edition.place
        return {
            "place": place.place_id,
            "edition": place.report.edition,
            "folder": str(self.folder),
            "as_of": place.report.as_of.isoformat(),
            "findings": len(self.edition.findings) + len(self.edition.printed),
            "outputs": self.outputs,
            "claims_matched": self.proof.matched,
            "claims_not_matched": len(self.proof.doubts),
        }


def build(
    folder: Path,
    *,
    out: Path,
    as_of: date | None = None,
    cache: Path | None = None,
    report: Report = silent,
) -> Built:
    """
    Build a place's edition.

    Parameters
    ----------
    folder : Path
        The place's folder.
    out : Path
        Where editions stand; the edition appears there by one atomic change.
    as_of : date, optional
        Use only figures known on this day; the edition is then named after it.
    cache : Path, optional
        Where drawn charts are kept between builds.
    report : Report
        Told of each step's progress.

    Returns
    -------
    Built
        The edition's folder and what went into it.

    Raises
    ------
    PlaceError
        If the folder has faults; nothing is written.
    DisclosureError
        If small counts cannot be protected; nothing is written.
    InputError
        If the edition was published and would now say otherwise, without a correction for it.
    BuildError
        If a document cannot be made, the edition does not pass its own audit, or its text says what was not found;
        the old edition stays.
    """
    composed, write_bundle = _publishing()
    cache = cache or user_cache()
    with logged(out, report) as log:
        edition = assured_place(folder, as_of=as_of, cache=cache, report=log.report)
        later = _later(folder, edition.place.report.as_of)
        _note(log, edition, later)
        record = edition.record or record_of(edition)
        check_against_published(folder, record, place=edition.place)
        edition, document = composed(edition, beside=against)
        proof = _proved(edition, document, log.report)
        with building(out, edition.place.report.edition) as draft:
            outputs = write_bundle(edition, document, draft, cache=cache, report=log.report, proof=proof)
        if edition.is_signed:
            keep_record(folder, record, place=edition.place)
        log.rows("Publishing", rows_in=len(edition.findings) + len(edition.printed), rows_out=outputs)
    return Built(out / edition.place.report.edition, edition, outputs, later, proof)


def assured_place(
    folder: Path, *, as_of: date | None = None, cache: Path | None = None, report: Report = silent
) -> Edition:
    """Compare a place's figures, run the checks, and say whose signatures hold for what comes out."""
    edition = compare_place(folder, as_of=as_of, cache=cache, report=report)
    edition = replace(edition, snapshots=Archive(folder / STORE).manifest.replies)
    report("Checking", 0, 1)
    content = (edition.record or record_of(edition)).content
    signed = standing(edition.place.sign_offs, edition=edition.place.report.edition, content=content)
    replies = frozenset(kept.sha256 for kept in edition.snapshots)
    used, known = edition.holdings.observations, edition.known()
    checks = own_checks(Findings(edition.place, used, known, edition.all_findings(), replies))
    edition = replace(edition, checks=(*edition.checks, *checks), standing=signed)
    report("Checking", 1, 1)
    return edition


def _note(log: RunLog, edition: Edition, later: int) -> None:
    """Log what an edition was made from, and what the steps before it is drawn made of it."""
    place, held = edition.place, edition.holdings.observations
    log.name = place.report.edition
    for file in place.files:
        log.read(file.path, sha256=file.sha256, rows=file.rows)
    known = len(place.observations)
    log.rows("Reading the place", rows_in=sum(file.rows for file in place.files), rows_out=known)
    log.rows("Choosing what was known", rows_in=known, rows_out=len(held))
    log.rows("Comparing", rows_in=len(held), rows_out=len(edition.findings))
    for check in failed(edition.checks):
        log.tell("failed check", f"{check.check_id}: {' '.join(check.details)}")
    if later:
        log.tell("left out", f"{later:,} collected figures are known only after {place.report.as_of}")


def _proved(edition: Edition, document: Document, report: Report) -> Proof:
    """Prove the text of an edition; nothing is written where its drafted words go beyond what was found."""
    from equitytown.publish.proof import proof_of, refuse_unproved  # noqa: PLC0415  as the faces, it comes late

    report("Proving the text", 0, 1)
    proof = proof_of(edition, document)
    refuse_unproved(proof)
    report("Proving the text", 1, 1)
    return proof


def prove_place(folder: Path, *, as_of: date | None = None, cache: Path | None = None) -> tuple[Edition, Proof]:
    """Compare a place's figures, compose the edition and prove its text; nothing is drawn or written."""
    from equitytown.publish.document import compose  # noqa: PLC0415
    from equitytown.publish.proof import proof_of  # noqa: PLC0415

    edition = assured_place(folder, as_of=as_of, cache=cache)
    return edition, proof_of(edition, compose(edition))


def _publishing() -> tuple[Callable[..., tuple[Edition, Document]], Callable[..., int]]:
    """Reach the faces of an edition, which need the packages of the extra `report`."""
    try:
        from equitytown.publish.audited import composed  # noqa: PLC0415
        from equitytown.publish.bundle import write_bundle  # noqa: PLC0415
    except ImportError as fault:
        raise BuildError(
            f'Building an edition needs the package "{fault.name}". Install: pip install "equitytown[report]"'
        ) from fault
    return composed, write_bundle


def compare_place(
    folder: Path, *, as_of: date | None = None, cache: Path | None = None, report: Report = silent
) -> Edition:
    """Read a place, withhold its small counts where it says so, and compare its figures, as known on a day."""
    place = _read(folder, report)
    edition = _with_targets(_with_inside(_compare(place, folder, as_of, report), cache=cache), cache=cache)
    before = _record_before(edition, place, folder)
    return _with_changes(_recorded(edition, folder, since=before), folder, before=before)


def compare_since(
    folder: Path, *, since: date | EditionRecord, as_of: date | None = None, cache: Path | None = None
) -> Edition:
    """Compare a place's figures, with all that changed since an edition's record, or a day."""
    place = read(folder)
    edition = _with_targets(_with_inside(_compare(place, folder, as_of, silent), cache=cache), cache=cache)
    edition = _recorded(edition, folder, since=_record_before(edition, place, folder))
    before = rebuilt(_compare(place, folder, since, silent)) if isinstance(since, date) else since
    return _with_changes(edition, folder, before=before)


def compare_only(folder: Path) -> Edition:
    """Read a place and compare its figures, and nothing else."""
    return _compare(read(folder), folder, None, silent)


def published_edition(folder: Path, edition: str) -> EditionRecord:
    """
    Read the record of an edition that was published.

    Raises
    ------
    InputError
        If none is kept, or it cannot be believed.
    """
    file = folder / PUBLISHED / f"{edition}.json"
    if not file.is_file():
        raise InputError(
            f"no record of edition {edition} is kept in {folder / PUBLISHED}, so it was not published: mend the "
            "figure and build again."
        )
    return read_record(file, place_id=folder.resolve().name)


def _record_before(edition: Edition, place: Place, folder: Path) -> EditionRecord | None:
    """Find the last published edition; where none is kept, work out what could be said on the day of the last."""
    plan = edition.place.report
    if SectionName.CHANGES not in plan.sections:
        return None
    kept = latest_before(folder, edition=plan.edition, day=plan.as_of)
    if kept is not None or plan.revisions_since is None or plan.revisions_since >= plan.as_of:
        return kept
    return rebuilt(_compare(place, folder, plan.revisions_since, silent))


def _recorded(edition: Edition, folder: Path, *, since: EditionRecord | None) -> Edition:
    """Add the corrections that were issued, what they turned not yet known, and the record of all that is said."""
    edition = replace(edition, issued=tuple(Issued(row, None) for row in issued(folder)))
    return replace(edition, record=record_of(edition, since=since))


def _with_changes(edition: Edition, folder: Path, *, before: EditionRecord | None) -> Edition:
    """Add what changed since an earlier edition, and the corrections that were issued."""
    rows, code = issued(folder), edition.place.area.area_code
    now = edition.record or record_of(edition)
    changes = changes_between(before, now, place=code, issued=rows) if before is not None else None
    turned = with_turns(folder, rows, place=code, built=now)
    kept = before.edition if before is not None else ""
    place = replace(edition.place, files=(*edition.place.files, *sources(folder, before=kept, corrected=bool(rows))))
    return replace(edition, place=place, changes=changes, issued=turned)


def known(folder: Path, *, on: date) -> tuple[Place, Holdings]:
    """Read a place with all that was collected by a day, and what is known on it."""
    place = _with_evidence(_as_of(read(folder), on), folder)
    return place, hold(place.observations, on=on)


def publishable(folder: Path, *, on: date) -> tuple[Place, Holdings]:
    """Give what is known of a place on a day as an edition may show it: small counts withheld, wards summed."""
    place = protect_place(_with_evidence(_as_of(read(folder), on), folder), within=_within(), report=silent)
    return _with_sums(place)


def _read(folder: Path, report: Report) -> Place:
    report("Reading the place", 0, 1)
    place = read(folder)
    report("Reading the place", 1, 1)
    return place


def _compare(place: Place, folder: Path, as_of: date | None, report: Report) -> Edition:
    """Compare a place's figures with what was collected for it, as known on a day."""
    place = protect_place(_with_evidence(_as_of(place, as_of), folder), within=_within(), report=report)
    report("Comparing", 0, 1)
    place, holdings = _with_sums(place)
    spreads = find_spreads(place, holdings, councils=_councils())
    edition = Edition(place, holdings, find(place, holdings), find_printed(place), spreads)
    report("Comparing", 1, 1)
    newest = (found for indicator in edition.listed() if (found := edition.current(indicator)) is not None)
    return replace(edition, chance=of_findings(f for found in newest for f in found.averages))


def _with_sums(place: Place) -> tuple[Place, Holdings]:
    """Hold a place's figures as known on the edition's day, with ward figures summed from those that may be shown."""
    holdings = hold(place.observations, on=place.report.as_of)
    summed = sums(place, holdings)
    if not summed:
        return place, holdings
    place = replace(place, observations=(*place.observations, *summed))
    return place, hold(place.observations, on=place.report.as_of)


def _with_inside(edition: Edition, *, cache: Path | None) -> Edition:
    """Add what comparing the parts of the town with one another, and each with the town, finds."""
    place = edition.place
    found = find_inside(place, edition.holdings, beside=_beside(place), cache=cache)
    within = all_against_town(found, place.indicators)
    newest = {(f.indicator_id, f.by, f.sex): f for f in sorted(within, key=lambda f: f.period)}
    return replace(edition, inside=within, ward_chance=of_wards(newest.values(), by=place.wards))


def _with_targets(edition: Edition, *, cache: Path | None) -> Edition:
    """Add how far along each of the place's targets is, and where its series would go by itself."""
    ahead = project_targets(edition.place, edition.holdings, cache=cache)
    found = find_targets(edition.place, edition.holdings, inside=edition.inside, projections=ahead)
    return replace(edition, targets=found)


def _beside(place: Place) -> dict[str, dict[str, tuple[str, ...]]]:
    """Say which areas lie beside one another, in each boundary set that a measure uses."""
    used = {place.wards, *(set_id for i in place.indicators.values() for set_id in i.boundary_sets)}
    return {set_id: neighbours_of(held) for set_id, held in place.boundaries.items() if set_id in used}


def _later(folder: Path, day: date) -> int:
    """Count what was collected and is known only after a day."""
    held, _ = Archive(folder / STORE).observations()
    return sum(o.known_from > day for o in held)


def _with_evidence(place: Place, folder: Path) -> Place:
    """Add what was collected by the edition's day, and the corrections made by then."""
    held, sources = Archive(folder / STORE).observations(on=place.report.as_of)
    own = {(o.key, o.known_from, o.value) for o in place.observations}  # kept as rows already
    collected = tuple(
        o for o in held if o.indicator_id in place.indicators and (o.key, o.known_from, o.value) not in own
    )
    known = corrected((*place.observations, *collected), place.corrections, on=place.report.as_of)
    return replace(with_areas(place, collected), observations=known, files=(*place.files, *sources))


def with_areas(place: Place, collected: Iterable[Observation]) -> Place:
    """Name the areas of what was collected beside those of the place's own files."""
    codes = {o.area_code for o in collected} - place.areas.keys()
    return replace(place, areas={**place.areas, **{code: geography.area(code) for code in sorted(codes)}})


def _councils() -> frozenset[str]:
    """Name the codes of England's upper-tier councils in use."""
    return frozenset(area.area_code for area in geography.upper_tier())


def _within() -> dict[str, str]:
    """
    Say for each upper-tier council in which region it lies, and for each region in which country.

    What lies in the place its boundaries tell, each set by itself (`disclosure.figure_layers`).
    """
    regions = {area.area_code: geography.region_of(area.area_code) for area in geography.upper_tier()}
    nation = {region.area_code: ENGLAND.area_code for region in regions.values()}
    return nation | {code: region.area_code for code, region in regions.items()}


def read(folder: Path) -> Place:
    """Read and check a place's folder; every fault is listed when there is one."""
    return read_place(folder, area_of=geography.area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes)


def read_to_model(folder: Path) -> Place:
    """Read and check a place's folder for a model that runs now: what it said of itself before may be out of date."""
    return read_place(
        folder, area_of=geography.area, rule_of=rule_of, set_of=boundary_set, check_shapes=check_shapes,
        accounts_of=no_accounts,
    )  # fmt: skip


def check(folder: Path) -> Place:
    """Read and check a place's folder with what was collected for it, corrections with their guards, and records."""
    issued(folder), published(folder)
    return _with_evidence(read(folder), folder)


def start(name: str, *, area_code: str, into: Path) -> Path:
    """Make the folder of a new place for an English upper-tier authority."""
    area = geography.upper_tier_area(area_code)
    return new_place(name, area=area, region=geography.region_of(area_code), into=into, find=geography.area)


def _as_of(place: Place, as_of: date | None) -> Place:
    """
    Leave out what was printed after the edition's day, and take the outcome list as it then stood.

    An edition of another day is named after it, so that it never takes the place of the main one.
    """
    day = as_of or place.report.as_of
    printed = tuple(row for row in place.printed if row.known_from <= day)
    place = replace(place, printed=printed, framework=place.framework.on(day))
    if day == place.report.as_of or as_of is None:
        return place
    plan = replace(place.report, as_of=as_of, edition=f"{place.report.edition}-as-of-{as_of.isoformat()}")
    return replace(place, report=plan)


def edition_folder(folder: Path, *, out: Path) -> Path:
    """Say where a place's edition stands once it is built."""
    return out / read(folder).report.edition


def user_cache() -> Path:
    """Give the folder in which drawn charts are kept: XDG_CACHE_HOME or ~/.cache."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "equitytown" / "charts"
