"""The checks that a build runs on what it is about to publish, each with its result."""

from collections.abc import Iterable
from pathlib import Path

from equitytown.disclosure import rule_of
from equitytown.publish.edition import Edition
from equitytown.terms.checks import CheckResult
from equitytown.terms.finding import Finding
from equitytown.terms.indicator import BOUNDS
from equitytown.terms.observation import Observation, Status

DIGITS = 64  # of a SHA-256
SHOWN = 20  # cases that a result tells one by one
PDF_UA = b"pdfuaid"  # what the metadata of an accessible PDF declares itself with


def own_checks(edition: Edition) -> tuple[CheckResult, ...]:
    """
    Check an edition before it is drawn.

    Parameters
    ----------
    edition : Edition
        As compared.

    Returns
    -------
    tuple of CheckResult
        The place's folder, its figures, their days, what was withheld, and the walk from verdicts to files.
    """
    return (_folder(edition), _figures(edition), _days(edition), _withheld(edition), _walk(edition))


def face_checks(folder: Path) -> tuple[CheckResult, ...]:
    """Check the faces of an edition once they are written."""
    pdf = folder / "report.pdf"
    told = () if pdf.is_file() and PDF_UA in pdf.read_bytes() else ("report.pdf does not declare PDF/UA.",)
    what = "The PDF was compiled to PDF/UA-1, which its compiler refuses where a tag, title or description is missing."
    return (CheckResult("pdf-accessibility", what, not told, {"documents": 1}, told),)


def _result(check_id: str, what: str, wrong: Iterable[str], **counts: int) -> CheckResult:
    """Give a result that passed where nothing is wrong; the first cases are told."""
    found = tuple(wrong)
    named = {name.replace("_", " "): number for name, number in counts.items()} | {"faults": len(found)}
    return CheckResult(check_id, what, not found, named, found[:SHOWN])


def _folder(edition: Edition) -> CheckResult:
    """Tell of the folder's reading, which ends a build at its first fault, and of hashes that are none."""
    place = edition.place
    wrong = (f"{file.path} has no hash." for file in place.files if file.size is not None and len(file.sha256) != DIGITS)
    what = "Every file of the place's folder was read and fits its schema; each has its hash."
    return _result("folder", what, wrong, files=len(place.files), measures=len(place.indicators))


def _figures(edition: Edition) -> CheckResult:
    held = edition.holdings.observations
    wrong = (f"{o.observation_id}: {told}" for o in held if (told := _wrong(o, edition)))
    what = "Every figure in use lies within its unit and its own limits, and one without a value says why."
    return _result("figures", what, wrong, figures=len(held))


def _wrong(o: Observation, edition: Edition) -> str:
    """Say what cannot be right about a figure; nothing where it may."""
    if o.value is None:
        return "" if o.status in (Status.SUPPRESSED, Status.MISSING) else "there is no value and no reason."
    low, high = BOUNDS[edition.place.indicators[o.indicator_id].unit]
    if (low is not None and o.value < low) or (high is not None and o.value > high):
        return f"{o.value:g} is out of its unit's bounds."
    if o.lower is not None and o.upper is not None and not o.lower <= o.value <= o.upper:
        return f"{o.value:g} lies outside its limits, {o.lower:g} to {o.upper:g}."
    return ""


def _days(edition: Edition) -> CheckResult:
    day, held = edition.place.report.as_of, edition.holdings.observations
    wrong = [f"{o.observation_id} is known only from {o.known_from}." for o in held if o.known_from > day]
    early = [o for o in held if o.known_from < o.period.start]
    wrong += [f"{o.observation_id} is known from {o.known_from}, before its period begins." for o in early]
    what = f"No figure in use became known after {day.isoformat()}, or before its own period began."
    return _result("days", what, wrong, figures=len(held))


def _withheld(edition: Edition) -> CheckResult:
    """
    Look again at what was protected: no count that its rule withholds may stand.

    The build attacks each protected table by itself and ends where a withheld count can be worked out.
    """
    ruled = {i.indicator_id: rule_of(i.disclosure) for i in edition.place.indicators.values() if i.disclosure}
    held = [o for o in edition.known() if o.indicator_id in ruled]
    wrong = (
        f"{o.observation_id}: a count that rule {ruled[o.indicator_id].name} withholds stands in the open."
        for o in held
        if o.numerator is not None and 0 < o.numerator <= ruled[o.indicator_id].threshold
    )
    hidden = sum(o.status is Status.SUPPRESSED for o in held)
    what = "Small counts are withheld by the rules that measures name, and stood the attack that tries to work them out."
    return _result("small-numbers", what, wrong, measures_with_a_rule=len(ruled), figures=len(held), withheld=hidden)


def _walk(edition: Edition) -> CheckResult:
    """Walk each finding to its figure, and each figure to the file that holds it."""
    known = {file.sha256 for file in edition.place.files} | {kept.sha256 for kept in edition.snapshots}
    length = {len(o.provenance.snapshot_id) for o in edition.place.observations}
    starts = {sha256[:n] for sha256 in known for n in length}
    ruled = {i.indicator_id for i in edition.place.indicators.values() if i.disclosure}
    held = {(o.observation_id, o.value) for o in edition.known()}
    lost = [f"{o.observation_id} names no file of this edition." for o in edition.holdings.observations
            if o.provenance.snapshot_id not in starts and o.indicator_id not in ruled]  # fmt: skip
    lost += [f"{f.finding_id} rests on no figure of this edition." for f in edition.all_findings()
             if not _rests(f, held)]  # fmt: skip
    what = "Every verdict leads to its figure, and every figure to the file that it was read from."
    figures, findings = len(edition.holdings.observations), len(edition.all_findings())
    return _result("walk", what, lost, findings=findings, figures=figures)


def _rests(finding: Finding, held: set[tuple[str, object]]) -> bool:
    found = (finding.observation, finding.comparator_value)
    return all(o is None or o.value is None or (o.observation_id, o.value) in held for o in found)
