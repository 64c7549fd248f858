import subprocess
from datetime import date

import pytest
import yaml
from typer.main import get_command
from typer.testing import CliRunner

from equitytown.assure.criteria import Met
from equitytown.assure.repositories import TEMPLATES, new_repository
from equitytown.assure.run import assess
from equitytown.cli import app
from equitytown.errors import InputError


@pytest.fixture
def root(tmp_path):
    words = ["new", "testford", "--area", "E06000032", "--repository", str(tmp_path)]
    run = CliRunner().invoke(app, words)
    assert run.exit_code == 0, run.output
    assert "README.md" in run.stdout
    return tmp_path


def test_a_new_repository_holds_what_it_needs(root):
    assert (root / "places" / "testford" / "place.yaml").is_file()
    for path in TEMPLATES:
        assert "((" not in (root / path).read_text(encoding="utf-8"), path
    made = yaml.safe_load((root / ".github/workflows/edition.yml").read_text(encoding="utf-8"))
    assert {"run": "equitytown build places/testford"} in made["jobs"]["edition"]["steps"]


def test_what_it_needs_is_awarded_and_nothing_else(root):
    for words in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "B"],
    ):
        subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)
    found = assess(root / "places" / "testford", editions=root / "editions", commands=get_command(app).commands)
    missing = {a.criterion.criterion_id for a in found.answers if a.evidence.met is not Met.YES}
    of_people = {"peer-review", "open-publication", "tested", "dependencies", "packaged"}
    of_a_build = {"little-by-hand", "documented", "logs", "tidy-data"}
    assert missing == of_people | of_a_build


def test_files_that_are_there_are_left(root):
    (root / "README.md").write_text("Ours.\n", encoding="utf-8")
    (root / "CHANGELOG.md").unlink()
    written = new_repository(root, place=root / "places" / "testford", name="Testford", today=date(2026, 11, 26))
    assert written == (root / "CHANGELOG.md",)
    assert (root / "README.md").read_text(encoding="utf-8") == "Ours.\n"
    assert "## 2026-11-26" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_place_outside_the_repository_is_refused(tmp_path):
    with pytest.raises(InputError, match="is not in"):
        new_repository(tmp_path / "root", place=tmp_path / "places" / "testford", name="Testford")
