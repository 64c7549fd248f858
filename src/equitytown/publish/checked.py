"""An edition composed, audited and its text proved; what came out stands among its checks, in the annex too."""

from dataclasses import replace

from equitytown.audit.proof_words import Proof
from equitytown.present.blocks import Document
from equitytown.publish.audited import Beside, refuse_certain, with_own_audit, with_printed_audit
from equitytown.publish.document import compose, with_checks
from equitytown.publish.edition import Edition
from equitytown.publish.proof import proof_of, refuse_unproved
from equitytown.terms.checks import CheckResult

MOST_TOLD = 20  # doubts that the annex tells; proof.csv has all


def passed(edition: Edition, *, beside: Beside) -> tuple[Edition, Document, Proof]:
    """
    Compose an edition that passes its own audit, and whose text is proved.

    Parameters
    ----------
    edition : Edition
        As compared and checked.
    beside : callable
        Sets a published table against what a place holds (`audit.held.against`); drawing works nothing out itself.

    Returns
    -------
    Edition, Document, Proof
        As `checked` gives them.

    Raises
    ------
    BuildError
        If something in it cannot be right, or if its text says what was not found.
    PlaceError
        If an edit names a sentence that there never was.
    """
    edition, document, proof = checked(edition, beside=beside)
    refuse_certain(edition.remarks)
    refuse_unproved(proof)
    return edition, document, proof


def checked(edition: Edition, *, beside: Beside) -> tuple[Edition, Document, Proof]:
    """
    Compose an edition, audit it and prove its text, whatever comes out.

    Parameters
    ----------
    edition : Edition
        As compared and checked.
    beside : callable
        Sets a published table against what a place holds.

    Returns
    -------
    Edition, Document, Proof
        The edition with what the audit says and a check for each, the document that tells of them, and the proof.

    Raises
    ------
    PlaceError
        If an edit names a sentence that there never was.

    Notes
    -----
    The annex is renewed after the proof. What that changes in an edition that passes are rows of its table of checks,
    and a proof reads no cells.
    """
    edition = with_printed_audit(edition, beside=beside)
    document = compose(edition)
    edition = with_own_audit(edition, document)
    proof = proof_of(edition, document)
    edition = replace(edition, checks=(*edition.checks, proof_check(proof)))
    return edition, with_checks(document, edition), proof


def proof_check(proof: Proof) -> CheckResult:
    """
    Give a proof as one of an edition's checks.

    Parameters
    ----------
    proof : Proof
        What proving the text found.

    Returns
    -------
    CheckResult
        Passed where nothing stops a build. `details` are the first `MOST_TOLD` doubts, those that stop a build first.
    """
    stopping = proof.stopping
    others = [doubt for doubt in proof.doubts if not doubt.stops]
    what = (
        "Every number, rank, period, area and verdict word of the text was looked for among what was found. A fault "
        "would have stopped the build; the rest is listed in proof.csv for somebody to look at."
    )
    counts = {"claims matched": proof.matched, "to look at": len(others), "faults": len(stopping)}
    told = tuple(f"{doubt.where}: {doubt.says}." for doubt in (*stopping, *others)[:MOST_TOLD])
    return CheckResult("proof", what, passed=not stopping, counts=counts, details=told)
