import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from equitytown import pipeline, reading
from equitytown.assure import signing
from equitytown.assure.signing import sign
from equitytown.errors import InputError
from equitytown.place.decisions import SIGN_OFFS
from equitytown.publish.document import masthead
from equitytown.publish.sections.assurance import stands
from equitytown.terms.checks import CheckResult
from equitytown.terms.sign_off import SigningRole
from tests.place.folders import edit, figures

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A place with two made-up figures, and its edition."""
    root = tmp_path_factory.mktemp("signed")
    folder = reading.start("testford", area_code="E06000032", into=root)
    figures(folder, {})
    pipeline.build(folder, out=root / "editions")
    return root


@pytest.fixture
def root(built, tmp_path):
    """A copy that a test may change: the link to the release is copied as its folder."""
    return shutil.copytree(built, tmp_path / "copy")


def add(root, name, role, now=NOW):
    return sign(root / "testford", name=name, role=role, out=root / "editions", now=now)


def both(root):
    add(root, "Ann Lee", SigningRole.ASSURER)
    return add(root, "Ben Roy", SigningRole.APPROVER)


def test_two_people_of_two_roles_sign_what_an_edition_says(root):
    first = add(root, "Ann Lee", SigningRole.ASSURER)
    assert not first.is_signed
    assert "awaits its approver" in stands(first)
    assert add(root, "Ben Roy", SigningRole.APPROVER).is_signed
    rows = (root / "testford" / SIGN_OFFS).read_text(encoding="utf-8").splitlines()
    assert len(rows) == 3
    assert "Ann Lee,assurer,2026-11-26T09:30:00Z" in rows[1]


def test_a_signed_edition_is_no_draft_until_one_figure_changes(root):
    held = both(root)
    place = root / "testford"
    edition = pipeline.assured_place(place)
    head = masthead(edition)
    assert edition.standing == held
    assert not head.draft
    assert head.signed_words == "Signed by Ann Lee (assurer) and Ben Roy (approver)"
    figures(place, {"value": "19.4"})
    changed = pipeline.assured_place(place)
    assert masthead(changed).draft
    assert len(changed.standing.lapsed) == 2
    assert "no longer hold: that of Ann Lee, assurer and that of Ben Roy, approver" in stands(changed.standing)


def test_the_build_that_first_shows_both_signatures_keeps_the_record(root):
    both(root)
    place, out = root / "testford", root / "own"  # a link cannot be switched where a folder was copied
    built = pipeline.build(place, out=out)
    assert built.edition.is_signed
    assert "Signed by Ann Lee (assurer) and Ben Roy (approver)" in (built.folder / "index.html").read_text("utf-8")
    assert (place / "published" / f"{edition_name(root)}.json").is_file()
    manifest = (built.folder / "manifest.json").read_bytes()
    assert (pipeline.build(place, out=out).folder / "manifest.json").read_bytes() == manifest
    figures(place, {"value": "19.4"})
    with pytest.raises(InputError, match=r"was published, and .* it would now say otherwise"):
        pipeline.build(place, out=out)


def test_signing_changes_nothing_that_is_signed(root):
    before = pipeline.assured_place(root / "testford").standing.content
    assert both(root).content == before


@pytest.mark.parametrize(("second", "role"), [("ann  LEE", SigningRole.APPROVER), ("Ann Lee", SigningRole.ASSURER)])
def test_nobody_signs_twice(root, second, role):
    add(root, "Ann Lee", SigningRole.ASSURER)
    with pytest.raises(InputError, match="has signed this edition already, as assurer"):
        add(root, second, role)


def test_an_edition_whose_files_were_changed_cannot_be_signed(root):
    page = root / "editions" / f"{edition_name(root)}" / "index.html"
    page.write_text("something else", encoding="utf-8")
    with pytest.raises(InputError, match=r"not what its build wrote, in 1 file \(first: index\.html has changed\)"):
        add(root, "Ann Lee", SigningRole.ASSURER)


def edition_name(root):
    return reading.read(root / "testford").report.edition


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [("data/smoking.csv", "19.3", "19.4"), ("text/foreword.md", "\n", "\nMore.\n")],
)
def test_a_folder_that_has_changed_since_cannot_be_signed(root, path, old, new):
    edit(root / "testford", path, old, new)
    with pytest.raises(InputError, match=f"has changed since .* in 1 file .first: {path}"):
        add(root, "Ann Lee", SigningRole.ASSURER)


def test_a_failed_check_cannot_be_signed(root, monkeypatch):
    wrong = CheckResult("walk", "Every figure leads to its file.", passed=False)
    place = pipeline.assured_place(root / "testford")
    monkeypatch.setattr(signing.pipeline, "assured_place", lambda *_, **__: replace(place, checks=(wrong,)))
    with pytest.raises(InputError, match="failed its checks: walk"):
        add(root, "Ann Lee", SigningRole.ASSURER)
    assert masthead(replace(place, checks=(wrong,))).draft


@pytest.mark.parametrize("name", ["", "=1+1", "<b>", "x" * 81])
def test_a_name_that_will_not_do_is_refused(root, name):
    with pytest.raises(InputError, match="the name must be"):
        add(root, name, SigningRole.ASSURER)


def test_an_edition_that_is_not_there_cannot_be_signed(root, tmp_path):
    with pytest.raises(InputError, match="holds no edition"):
        sign(root / "testford", name="Ann Lee", role=SigningRole.ASSURER, out=tmp_path / "nowhere")


def test_a_damaged_signature_is_a_fault_of_the_folder(root):
    both(root)
    edit(root / "testford", SIGN_OFFS, ",assurer,", ",reader,")
    with pytest.raises(InputError, match=r'role "reader" is not known'):
        reading.read(root / "testford")


def test_an_edition_says_in_its_files_who_signed(built):
    edition = built / "editions" / edition_name(built)
    told = json.loads((edition / "assurance" / "checks.json").read_text(encoding="utf-8"))
    assert told["passed"]
    assert not told["signed"]
    assert len(told["content"]) == 64
    page = (edition / "assurance.html").read_text(encoding="utf-8")
    assert "This edition is a draft: nobody has signed it." in page
