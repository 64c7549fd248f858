"""The 18 criteria, put to a council's repository that is made here: bare, then whole."""

import json
import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from equitytown import pipeline, reading
from equitytown.assure import work as looking
from equitytown.assure.criteria import Level, Met, criteria
from equitytown.assure.evidence import EVIDENCE
from equitytown.assure.run import assess
from equitytown.assure.signing import sign
from equitytown.assure.work import Work, functions_of, work_of
from equitytown.cli import app
from equitytown.errors import InputError
from equitytown.terms.sign_off import SigningRole
from tests.place.folders import edit, figures

COMMANDS = frozenset(get_command(app).commands)
ADDRESS = "https://code.example.gov.uk/testford"
CI = """on:
  push:
  schedule:
    - cron: "0 6 1 * *"
jobs:
  build:
    steps:
      - run: equitytown check places/testford
      - run: equitytown backtest places/testford --against back/2025.csv
      - run: equitytown build places/testford
"""
LOCK = f"equitytown==0.1.0 \\\n    --hash=sha256:{'0' * 64}\n"


def git(root, *words):
    who = ("-c", "user.name=Ann Lee", "-c", "user.email=ann@example.gov.uk")
    subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    """A repository with everything that gold asks for, built and signed."""
    root = tmp_path_factory.mktemp("council")
    place = reading.start("testford", area_code="E06000032", into=root / "places")
    figures(place, {})
    edit(place, "report.yaml", "as_of:", f"code_address: {ADDRESS}\nas_of:")
    decided = ["id: open", "dated: 2026-11-26", "decided: The repository is open.", "why: It was opened from a home."]
    decided += ["by: Ann Lee", f"concerns: [{ADDRESS}]"]
    edit(place, "decisions.yaml", "decisions: []", "decisions:\n  - " + "\n    ".join(decided))
    files = {
        "README.md": "# Testford\n\n    pip install -r requirements.txt\n    equitytown build places/testford\n",
        "CHANGELOG.md": "# Changes\n\n## 2026-11-26\n\nFirst edition.\n",
        "requirements.txt": LOCK,
        ".github/workflows/build.yml": CI,
        "back/2025.csv": "indicator,area,period,value\nsmoking,E06000032,2023,15.6\n",
        ".gitignore": "editions/\n",
    }
    for path, words in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(words, encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Begin")
    out = root / "editions"
    pipeline.build(place, out=out)
    moment = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    for name, role in (("Ann Lee", SigningRole.ASSURER), ("Ben Roy", SigningRole.APPROVER)):
        sign(place, name=name, role=role, out=out, now=moment)
    return root


@pytest.fixture(scope="module")
def found(council):
    return assess(council / "places" / "testford", editions=council / "editions", commands=COMMANDS)


@pytest.fixture(scope="module")
def seen(council):
    return work_of(council / "places" / "testford", editions=council / "editions", commands=COMMANDS)


def test_the_criteria_are_5_and_9_and_4_and_each_has_its_evidence():
    assert [sum(c.level is level for c in criteria()) for level in Level] == [5, 9, 4]
    assert list(EVIDENCE) == [c.criterion_id for c in criteria()]
    assert all(c.asks.endswith("?") and c.mend.endswith(".") for c in criteria())


def test_a_whole_repository_reaches_gold(found):
    assert [a.as_data() for a in found.answers if a.evidence.met is not Met.YES] == []
    assert found.reached is Level.GOLD
    assert "gold 4 of 4" in found.sentence()


def test_openness_that_nobody_tried_cannot_be_told(seen):
    place = replace(seen.edition.place, decisions=())
    answer = EVIDENCE["open-publication"](replace(seen, edition=replace(seen.edition, place=place)))
    assert answer.met is Met.UNTOLD
    assert "was not tried" in answer.seen


def test_every_answer_says_what_was_seen(found):
    assert all(a.evidence.seen.endswith(".") or ":" in a.evidence.seen for a in found.answers)


def test_a_bare_folder_is_awarded_only_what_is_seen(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    place = reading.start("sandwell", area_code="E08000028", into=tmp_path)
    (place / "README.md").unlink()
    found = assess(place, editions=tmp_path / "editions", commands=COMMANDS)
    met = {a.criterion.criterion_id for a in found.answers if a.evidence.met is Met.YES}
    assert met == {"open-language", "standard-folders", "reusable-functions", "coding-standard"}
    assert found.reached is None
    untold = {a.criterion.criterion_id for a in found.answers if a.evidence.met is Met.UNTOLD}
    assert untold == {"little-by-hand", "tidy-data"}


BROKEN = {
    "readme": ("README.md", "equitytown build places", "equitytown bake places", r'"equitytown bake" is no command'),
    "dependencies": ("requirements.txt", "--hash", "--has", "1 packages pinned, 0 hashes"),
    "continuous-integration": (".github/workflows/build.yml", "equitytown check", "true # check", "No CI file runs"),
    "scheduled": (".github/workflows/build.yml", "equitytown build", "true", "No CI file runs `equitytown build`"),
    "tested": (".github/workflows/build.yml", "back/2025.csv", "back/2024.csv", "back/2024.csv is not in the reposi"),
    "signposted": ("CHANGELOG.md", "2026-11-26", "Soon", "no heading with a version or a date"),
    "packaged": ("requirements.txt", "equitytown==", "another==", "no locked file that names equitytown"),
}


MORE_BROKEN = (
    ("dependencies", "requirements.txt", "equitytown==", "polars==1.0\nequitytown==", "2 packages pinned, 1 hashes"),
    ("tested", "back/2025.csv", "smoking,E06000032,2023,15.6\n", "", "back/2025.csv holds no figure"),
    ("scheduled", ".github/workflows/build.yml", '  push:\n  schedule:\n    - cron: "0 6 1 * *"\n',
     "  workflow_dispatch:\n", "No CI file runs"),
    ("continuous-integration", ".github/workflows/build.yml", "  push:\n", "", "No CI file runs tests"),
)  # fmt: skip


@pytest.mark.parametrize("broken", MORE_BROKEN, ids=[row[0] for row in MORE_BROKEN])
def test_half_of_what_is_asked_is_not_awarded(council, seen, broken):
    criterion, path, old, new, told = broken
    before = (council / path).read_text(encoding="utf-8")
    edit(council, path, old, new)
    try:
        answer = EVIDENCE[criterion](seen)
    finally:
        (council / path).write_text(before, encoding="utf-8")
    assert answer.met is Met.NO
    assert told in answer.seen


def test_a_file_changed_since_it_was_committed_is_named(council, seen):
    file = council / "places" / "testford" / "place.yaml"
    before = file.read_bytes()
    file.write_bytes(before + b"# later\n")
    try:
        answer = EVIDENCE["version-control"](seen)
    finally:
        file.write_bytes(before)
    assert "place.yaml" in answer.seen
    assert "not as committed" in answer.seen
    file.write_bytes(before.replace(b"\n", b"\r\n"))
    assert EVIDENCE["version-control"](seen).met is Met.YES
    file.write_bytes(before)


def test_an_empty_folder_is_awarded_nothing(tmp_path):
    (tmp_path / "empty").mkdir()
    found = assess(tmp_path / "empty", editions=tmp_path, commands=COMMANDS)
    assert not [a for a in found.answers if a.evidence.met is Met.YES]


def test_a_name_that_hides_something_is_shown_and_a_pipe_is_not_read(tmp_path):
    (tmp_path / "a\x1b[31m\nLevel reached: gold.py").touch()
    (tmp_path / "test_nothing.py").touch()
    os.mkfifo(tmp_path / "README.md")
    found = assess(tmp_path, editions=tmp_path, commands=COMMANDS)
    assert not [line for line in found.as_text().splitlines() if line.startswith("Level reached: gold")]
    assert "\x1b" not in found.as_text()


def test_a_repository_cannot_have_git_run_a_command(tmp_path):
    git(tmp_path, "init", "--quiet")
    (tmp_path / "a.txt").touch()
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Begin")
    for key, value in (
        ("core.repositoryformatversion", "1"), ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", str(tmp_path)), ("remote.origin.uploadpack", f"touch {tmp_path}/ran; git-upload-pack"),
    ):  # fmt: skip
        git(tmp_path, "config", key, value)
    for file in (tmp_path / ".git" / "objects").glob("??/*"):
        file.unlink()
    assert assess(tmp_path, editions=tmp_path, commands=COMMANDS).reached is None
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("criterion", BROKEN)
def test_what_is_broken_is_not_awarded(council, seen, criterion):
    path, old, new, told = BROKEN[criterion]
    before = (council / path).read_text(encoding="utf-8")
    edit(council, path, old, new)
    try:
        answer = EVIDENCE[criterion](seen)
    finally:
        (council / path).write_text(before, encoding="utf-8")
    assert answer.met is Met.NO
    assert told in answer.seen


def test_a_file_that_is_not_committed_is_named(seen):
    assert EVIDENCE["version-control"](seen).met is Met.YES
    fewer = tuple(path for path in seen.files if not path.endswith("smoking.csv"))
    answer = EVIDENCE["version-control"](as_seen(seen, files=fewer))
    assert "1 of" in answer.seen
    assert "smoking.csv" in answer.seen


def as_seen(seen, **changes):
    kept = {name: getattr(seen, name) for name in Work.__slots__}
    return Work(**(kept | changes))


def test_a_workbook_with_macros_is_no_open_language(seen):
    answer = EVIDENCE["open-language"](as_seen(seen, files=(*seen.files, "model.xlsm")))
    assert (answer.met, "model.xlsm" in answer.seen) == (Met.NO, True)


def test_a_page_changed_by_hand_is_seen(council, seen):
    page = council / "editions" / seen.edition.place.report.edition / "index.html"
    before = page.read_bytes()
    page.write_bytes(before + b" ")
    try:
        answer = EVIDENCE["little-by-hand"](seen)
    finally:
        page.write_bytes(before)
    assert "index.html has changed" in answer.seen


def test_a_review_in_a_commit_counts_and_ones_own_does_not(seen):
    unsigned = as_seen(seen, edition=None)
    own = looking.Commit("2026-11-26", "Ann Lee", "Begin\n\nReviewed-by: Ann Lee <a@b.c>\n")
    other = looking.Commit("2026-11-26", "Ann Lee", "Begin\n\nReviewed-by: Ben Roy <a@b.c>\n")
    assert EVIDENCE["peer-review"](as_seen(unsigned, commits=(own,))).met is Met.NO
    accented = looking.Commit("2026-11-26", "Ann Lee", "Begin\n\nReviewed-by: Lee,  \u00c1nn\n")
    assert EVIDENCE["peer-review"](as_seen(unsigned, commits=(accented,))).met is Met.NO
    assert "reviewed by Ben Roy" in EVIDENCE["peer-review"](as_seen(unsigned, commits=(own, other))).seen


def test_code_of_its_own_needs_a_linter_and_a_build_system(seen):
    own = as_seen(seen, files=(*seen.files, "clean.py"))
    assert EVIDENCE["coding-standard"](own).met is Met.NO
    assert EVIDENCE["packaged"](own).met is Met.NO
    assert EVIDENCE["reusable-functions"](own).met is Met.NO


def test_without_git_the_history_cannot_be_told(council, monkeypatch):
    monkeypatch.setattr(looking.shutil, "which", lambda _: None)
    blind = work_of(council / "places" / "testford", editions=council / "editions", commands=COMMANDS)
    assert EVIDENCE["version-control"](blind).met is Met.UNTOLD


def test_a_place_with_faults_is_still_answered(tmp_path):
    place = reading.start("testford", area_code="E06000032", into=tmp_path)
    (place / "report.yaml").write_text("edition: [", encoding="utf-8")
    found = assess(place, editions=tmp_path, commands=COMMANDS)
    (folders,) = (a for a in found.answers if a.criterion.criterion_id == "standard-folders")
    assert "faults" in folders.evidence.seen


def test_a_link_out_of_the_repository_is_not_read(council, seen, tmp_path):
    (tmp_path / "secret").write_text("equitytown build", encoding="utf-8")
    (council / "link.md").symlink_to(tmp_path / "secret")
    assert seen.read("link.md") == ""
    (council / "link.md").unlink()


def test_code_that_is_no_python_counts_nothing():
    assert functions_of(["def f(:", 'def g():\n    """Do."""\n', "class _H:\n    pass\n"]) == looking.Functions(2, 1, 1)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="is not a folder"):
        assess(tmp_path / "nowhere", editions=tmp_path, commands=COMMANDS)


def test_the_command_answers_by_level(council):
    words = ["assure", str(council / "places" / "testford"), "--out", str(council / "editions"), "--json"]
    run = CliRunner().invoke(app, words)
    told = json.loads(run.stdout)
    assert (run.exit_code, told["ok"], told["reached"]) == (0, True, "gold")
    edit(council, "CHANGELOG.md", "2026-11-26", "Soon")
    assert CliRunner().invoke(app, words).exit_code == 1
    silver = CliRunner().invoke(app, [*words[:-1], "--level", "silver"])
    assert silver.exit_code == 0
    assert "Level reached: silver" in silver.stdout
