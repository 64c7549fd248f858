"""The whole run on one screen: collect, derive, compare, present, publish."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from equitytown.audit.build_checks import Findings, own_checks
from equitytown.audit.held import against
from equitytown.audit.proof_words import Proof
from equitytown.comparing import compared, record_before, recorded, with_changes, with_inside, with_targets
from equitytown.errors import BuildError
from equitytown.evidence import collected_later
from equitytown.present.blocks import Document
from equitytown.progress import Report, silent
from equitytown.publish.built import Built
from equitytown.publish.edition import Edition
from equitytown.publish.keeping import check_against_published, keep_record
from equitytown.publish.record import rebuilt, record_of
from equitytown.reading import read
from equitytown.run_log import RunLog, logged
from equitytown.store.archive import STORE, Archive
from equitytown.store.editions import building
from equitytown.store.kept import user_cache
from equitytown.terms.checks import failed
from equitytown.terms.edition_record import EditionRecord
from equitytown.terms.place import Place
from equitytown.terms.sign_off import standing


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
    passed, write_bundle = _publishing()
    cache = cache or user_cache()
    with logged(out, report) as log:
        edition = assured_place(folder, as_of=as_of, cache=cache, report=log.report)
        later = collected_later(folder, than=edition.place.report.as_of)
        _note(log, edition, later)
        record = edition.record or record_of(edition)
        check_against_published(folder, record, place=edition.place)
        log.report("Proving the text", 0, 1)
        edition, document, proof = passed(edition, beside=against)
        log.report("Proving the text", 1, 1)
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


def prove_place(folder: Path, *, as_of: date | None = None, cache: Path | None = None) -> tuple[Edition, Proof]:
    """Compare a place's figures, compose the edition and prove its text; nothing is refused, drawn or written."""
    from equitytown.publish.checked import checked  # noqa: PLC0415  as the faces, it comes late

    edition, _, proof = checked(assured_place(folder, as_of=as_of, cache=cache), beside=against)
    return edition, proof


def _publishing() -> tuple[Callable[..., tuple[Edition, Document, Proof]], Callable[..., int]]:
    """Reach the faces of an edition, which need the packages of the extra `report`."""
    try:
        from equitytown.publish.bundle import write_bundle  # noqa: PLC0415
        from equitytown.publish.checked import passed  # noqa: PLC0415
    except ImportError as fault:
        raise BuildError(
            f'Building an edition needs the package "{fault.name}". Install: pip install "equitytown[report]"'
        ) from fault
    return passed, write_bundle


def compare_place(
    folder: Path, *, as_of: date | None = None, cache: Path | None = None, report: Report = silent
) -> Edition:
    """Read a place, withhold its small counts where it says so, and compare its figures, as known on a day."""
    place = _read(folder, report)
    edition = with_targets(with_inside(compared(place, folder, as_of=as_of, report=report), cache=cache), cache=cache)
    before = record_before(edition, place, folder)
    return with_changes(recorded(edition, folder, since=before), folder, before=before)


def compare_since(
    folder: Path, *, since: date | EditionRecord, as_of: date | None = None, cache: Path | None = None
) -> Edition:
    """Compare a place's figures, with all that changed since an edition's record, or a day."""
    place = read(folder)
    edition = with_targets(with_inside(compared(place, folder, as_of=as_of, report=silent), cache=cache), cache=cache)
    edition = recorded(edition, folder, since=record_before(edition, place, folder))
    before = rebuilt(compared(place, folder, as_of=since, report=silent)) if isinstance(since, date) else since
    return with_changes(edition, folder, before=before)


def compare_only(folder: Path) -> Edition:
    """Read a place and compare its figures, and nothing else."""
    return compared(read(folder), folder, as_of=None, report=silent)


def _read(folder: Path, report: Report) -> Place:
    report("Reading the place", 0, 1)
    place = read(folder)
    report("Reading the place", 1, 1)
    return place
