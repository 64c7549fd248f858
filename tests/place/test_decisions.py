"""Decisions and signatures of a place's folder."""

import pytest

from tests.place.folders import only, read

MADE = """decisions:
  - id: first
    decided: That.
    why: So.
    concerns:
      - smoking
"""
HEADER = "edition,content,manifest,name,role,signed,statement\n"
WHOLE = f"e,{'0' * 64},{'1' * 64},Ann Lee,assurer,2026-11-26T09:00:00Z,Looked at\n"


def test_a_place_may_keep_its_decisions(testford):
    assert read(testford).decisions == ()
    (testford / "decisions.yaml").write_text(MADE, encoding="utf-8")
    (made,) = read(testford).decisions
    assert (made.decision_id, made.dated, made.by, made.concerns) == ("first", None, "", ("smoking",))
    assert "decisions.yaml" in {file.path for file in read(testford).files}


def test_a_decision_that_stands_twice_is_a_fault(testford):
    (testford / "decisions.yaml").write_text(MADE + MADE.partition("\n")[2], encoding="utf-8")
    assert only(testford).startswith('decisions.yaml, line 7: decision "first" stands twice.')


def sign(testford, *rows):
    (testford / "published").mkdir()
    (testford / "published" / "sign-offs.csv").write_text(HEADER + "".join(rows), encoding="utf-8")


def test_signatures_are_read(testford):
    sign(testford, WHOLE)
    assert [(s.name, s.role.value) for s in read(testford).sign_offs] == [("Ann Lee", "assurer")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Ann Lee", "=1+1", "the name of who signed is empty or cannot be read"),
        ("assurer", "reader", 'role "reader" is not known'),
        ("0" * 64, "0" * 63, "not 64 hexadecimal digits"),
        ("T09:00:00Z", "", 'signed "2026-11-26" is not a moment'),
        ("T09:00:00Z", "T29:00:00Z", 'signed "2026-11-26T29:00:00Z" is not a moment'),
    ],
)
def test_a_damaged_signature_is_a_fault(testford, old, new, told):
    sign(testford, WHOLE.replace(old, new))
    assert told in only(testford)
