"""What the wheel holds and asks for, and what the locked files pin."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest

REPORT = {
    "altair",
    "cyclonedx-python-lib",
    "esda",
    "font-source-sans-pro",
    "fonttools",
    "libpysal",
    "lxml",
    "openpyxl",
    "packageurl-python",
    "packaging",
    "pdfplumber",
    "pyogrio",
    "pyproj",
    "python-docx",
    "statsmodels",
    "typst",
    "vl-convert-python",
}
WEB = {"django", "django-allauth", "django-csp", "gunicorn", "nh3", "whitenoise"}
# Where the name on the shelf and the name in an import statement differ.
IMPORTED_AS = {
    "cyclonedx-python-lib": "cyclonedx",
    "django-allauth": "allauth",
    "django-csp": "csp",
    "django-oauth-toolkit": "oauth2_provider",
    "fonttools": "fontTools",
    "markdown-it-py": "markdown_it",
    "packageurl-python": "packageurl",
    "pillow": "PIL",
    "python-docx": "docx",
    "pyyaml": "yaml",
    "vl-convert-python": "vl_convert",
}
PARTS = {"markupsafe", "pydantic_core"}  # jinja2 and pydantic each come with, and name, one of these
FONTS = {"font-source-sans-pro"}  # found as files, by name
RUN_BY_NAME = {"gunicorn", "whitenoise"}  # named in settings and commands, and imported by Django
DATA_ENDINGS = {".css", ".csv", ".html", ".j2", ".js", ".json", ".typ", ".yaml"}
LOCKED = ("base", "report", "web", "dev", "tools")


def normal(requirement: str) -> str:
    """Lower-case hyphenated name of the package in a requirement."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;(]", requirement.strip(), maxsplit=1)[0]).lower()


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built here from the tree without reaching for anything."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel and is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode("utf-8"))


def modules_in(folder: Path) -> set[str]:
    """Top-level modules that the files of a folder import anywhere."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"equitytown"}


@pytest.fixture(scope="module")
def imported(root: Path) -> set[str]:
    return modules_in(root / "src")


def test_the_base_install_pulls_in_nothing_of_report_or_web(metadata: Message) -> None:
    base = {normal(r) for r in metadata.get_all("Requires-Dist", []) if "extra ==" not in r}
    assert base
    assert not base & (REPORT | WEB | {"humanleague"})


def test_nothing_of_report_or_web_is_locked_for_the_base_install(root: Path) -> None:
    locked = {normal(line) for line in (root / "requirements" / "base.txt").read_text().splitlines() if "==" in line}
    assert not locked & (REPORT | WEB)


def test_the_report_extra_asks_for_what_it_needs(metadata: Message) -> None:
    report = {normal(r) for r in metadata.get_all("Requires-Dist", []) if re.search(r"extra == .report.", r)}
    assert report == REPORT


def test_the_wheel_says_python_3_11_and_mit(metadata: Message) -> None:
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Name"] == "equitytown"


def test_the_wheel_brings_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "equitytown = equitytown.cli:app" in archive.read(name).decode("utf-8")


def test_the_wheel_holds_every_file_of_the_package(wheel: Path, root: Path) -> None:
    source = root / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "equitytown").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("equitytown/")}
    assert held == wanted
    assert {Path(name).suffix for name in held} & DATA_ENDINGS, "no data file in the wheel"
    assert "equitytown/py.typed" in held


def test_the_wheel_holds_no_place_and_no_test(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert all(top == "equitytown" or top.endswith(".dist-info") for top in tops), tops


def modules_of(requirements: list[str]) -> set[str]:
    """Names under which what is required would be imported."""
    names = {normal(r) for r in requirements} - FONTS
    return {IMPORTED_AS.get(name, name.replace("-", "_")) for name in names}


def declared_by(project: dict[str, Any]) -> set[str]:
    """Names under which what the base, the report, the model and the web part ask for would be imported."""
    extras = project["optional-dependencies"]
    return modules_of(project["dependencies"] + extras["report"] + extras["model"] + extras["web"])


def test_every_declared_dependency_is_imported(project: dict[str, Any], imported: set[str]) -> None:
    assert declared_by(project) - imported - RUN_BY_NAME == set()


def test_the_web_extra_asks_for_what_it_needs(metadata: Message) -> None:
    assert {normal(r) for r in metadata.get_all("Requires-Dist", []) if re.search(r"extra == .web.", r)} == WEB


def test_every_imported_package_is_declared(project: dict[str, Any], imported: set[str]) -> None:
    assert imported - declared_by(project) - PARTS - {"font_source_sans_pro"} == set()


def test_every_package_that_tests_import_is_declared(root: Path, imported: set[str]) -> None:
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    foreign = modules_in(root / "tests") | modules_in(root / "tools") | modules_in(root / "bench")
    ours = {"bench", "luton", "tests", "tools", *(path.stem for path in (root / "tools").glob("*.py"))}
    assert foreign - imported - modules_of(groups["dev"]) - modules_of(groups["tools"]) - ours == set()


@pytest.mark.parametrize("name", LOCKED)
def test_a_locked_file_pins_versions_and_hashes_and_names_no_address(root: Path, name: str) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE)
    assert pins
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
    assert not re.search(r"index|find-links|\bvia\b", text)


def test_locked_files_agree_on_every_version(root: Path) -> None:
    seen: dict[str, set[str]] = {}
    for name in LOCKED:
        text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        for package, version in re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE):
            seen.setdefault(package, set()).add(version)
    assert {package: versions for package, versions in seen.items() if len(versions) > 1} == {}


def test_what_is_declared_is_locked(root: Path, project: dict[str, Any]) -> None:
    extras = project["optional-dependencies"]
    pairs = {"base": project["dependencies"], "report": extras["report"], "web": extras["web"]}
    for name, declared in pairs.items():
        text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        locked = {normal(line) for line in text.splitlines() if "==" in line}
        assert {normal(r) for r in declared} <= locked, (
            f"run `make lock`: requirements/{name}.txt is behind pyproject.toml"
        )


def test_make_alone_lists_the_tasks(root: Path) -> None:
    run = subprocess.run(["make"], cwd=root, capture_output=True, text=True, check=True, timeout=30)
    for task in ("report", "test", "check", "bench", "docs", "serve", "lock", "clean"):
        assert re.search(rf"^\s+make {task}\s+\S", run.stdout, flags=re.MULTILINE), task
