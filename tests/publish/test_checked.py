"""An edition composed, audited and proved on one way, with or without a refusal."""

import pytest

from equitytown.audit.held import against
from equitytown.audit.proof_words import Author, Doubt, DoubtKind, Proof
from equitytown.errors import BuildError
from equitytown.present.blocks import plain
from equitytown.publish.checked import MOST_TOLD, checked, passed, proof_check
from equitytown.terms.checks import failed


def doubt(number, author=Author.WRITTEN):
    says = f'nothing held gives the number "{number}"'
    return Doubt(f"text/foreword.md, line {number}", "It is so.", DoubtKind.NUMBER, str(number), says, "", author)


def last_check(document):
    """Give the cells of the last row of the annex's table of checks."""
    table = next(table for table in document.tables if table.table_id == "checks")
    return [plain(cell.text) for cell in table.groups[0].rows[-1].cells]


def test_the_proof_stands_in_the_annex_beside_the_audit(compared):
    edition, document, proof = passed(compared, beside=against)
    audit, check = edition.checks[-2:]
    assert (audit.check_id, check.check_id) == ("audit", "proof")
    assert check.passed
    assert check.counts == {"claims matched": proof.matched, "to look at": len(proof.doubts), "faults": 0}
    assert last_check(document) == [check.what, "Passed", check.counted, " ".join(check.details)]
    assert edition.printed_remarks


def test_a_fault_of_the_text_is_told_and_only_a_build_refuses_it(started, monkeypatch):
    faulty = Proof((doubt(1), doubt(2, Author.DRAFTED)), 40)
    monkeypatch.setattr("equitytown.publish.checked.proof_of", lambda *_: faulty)
    edition, document, proof = checked(started, beside=against)
    assert proof is faulty
    (wrong,) = failed(edition.checks)
    assert wrong.counted == "40 claims matched, 1 to look at, 1 faults"
    assert last_check(document)[1] == "Failed"
    with pytest.raises(BuildError, match="line 2: nothing held gives"):
        passed(started, beside=against)


def test_at_most_twenty_doubts_are_told_and_faults_come_first():
    many = Proof((*(doubt(number) for number in range(30)), doubt(99, Author.DRAFTED)), 0)
    told = proof_check(many).details
    assert len(told) == MOST_TOLD
    assert told[0] == 'text/foreword.md, line 99: nothing held gives the number "99".'
    assert told[1].startswith("text/foreword.md, line 0:")
