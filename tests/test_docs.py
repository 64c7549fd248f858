"""Documents that keep up with the software: commands, options, links, decisions, and no outside request."""

import doctest
import re
import shutil
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from equitytown.cli import app

COMMAND_LINE = "docs/reference/command-line.md"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def pages(root: Path) -> list[Path]:
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def without_code(text: str) -> str:
    """Drop fenced and inline code, where square brackets are not links."""
    return re.sub(r"`[^`]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def anchors(text: str) -> set[str]:
    """Anchors that a page's headings give, and those set by hand."""
    heads = re.findall(r"^#+\s+(.*)$", unescape(text), flags=re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}
    return made | set(re.findall(r"\{ *#([\w-]+) *\}", text))


def _parts(name: str, command: object) -> list[Any]:
    """Commands of a group that the reference tells one by one; statistics tell their own options with --help."""
    return [] if name == "calculate" else list(getattr(command, "commands", {}).values())


@pytest.fixture(scope="module")
def commands() -> dict[str, list[str]]:
    """Every command with its option names (longest form) and arguments, read from the program itself."""
    typer = pytest.importorskip("typer")
    from equitytown.cli import app  # noqa: PLC0415  a missing command line fails these tests alone

    program = typer.main.get_command(app)
    found = {"": program.params}
    for name, command in getattr(program, "commands", {}).items():
        if not command.hidden:
            found[name] = [*command.params, *(p for sub in _parts(name, command) for p in sub.params)]
    return {
        name: [option for p in params for option in [*p.opts, *p.secondary_opts] if option.startswith("--")]
        for name, params in found.items()
    }


def test_every_command_is_in_the_reference(root: Path, commands: dict[str, list[str]]) -> None:
    text = (root / COMMAND_LINE).read_text(encoding="utf-8")
    missing = [name for name in commands if name and f"## equitytown {name}" not in text]
    assert missing == []


def test_every_option_stands_under_its_command(root: Path, commands: dict[str, list[str]]) -> None:
    text = (root / COMMAND_LINE).read_text(encoding="utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    sections = {part.splitlines()[0].removeprefix("equitytown").strip("` "): part for part in parts[1:]}
    sections[""] = text
    shell = {"--help", "--install-completion", "--show-completion"}
    missing = [
        f"{name} {option}".strip()
        for name, options in commands.items()
        for option in options
        if option not in shell and f"`{option}" not in sections.get(name, "")
    ]
    assert missing == []


def test_the_reference_invents_no_command_and_no_option(root: Path, commands: dict[str, list[str]]) -> None:
    text = (root / COMMAND_LINE).read_text(encoding="utf-8")
    assert set(re.findall(r"^## equitytown (\w+)", text, flags=re.MULTILINE)) == set(commands) - {""}
    known = {option for options in commands.values() for option in options} | {"--help"}
    assert set(re.findall(r"`(--[a-z-]+)", text)) <= known | {"--install-completion", "--show-completion"}


def test_every_command_has_help_with_an_example(commands: dict[str, list[str]]) -> None:
    for name in filter(None, commands):
        run = CliRunner().invoke(app, [name, "--help"])
        assert run.exit_code == 0, run.output
        assert f"Example: equitytown {name}" in run.output, name


def test_commands_shown_in_documents_exist(root: Path, commands: dict[str, list[str]]) -> None:
    shown = {
        name
        for page in pages(root)
        for name in re.findall(
            r"(?:^ {4}|`|bin/)equitytown (\w+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
    }
    assert shown <= set(commands)


def test_make_tasks_shown_in_documents_exist(root: Path) -> None:
    tasks = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    shown = {
        name
        for page in pages(root)
        for name in re.findall(r"(?:^ {4}|`)make ([a-z]+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert shown <= tasks


ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
WORKED = [page for page in sorted((ROOT / "docs").rglob("*.md")) if ">>> " in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", WORKED, ids=lambda page: page.stem)
def test_the_worked_examples_of_a_page_give_what_they_show(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = [match[1] for match in EXAMPLE.finditer(text) if ">>> " in match[1]]
    assert "\n".join(blocks).count(">>> ") == text.count(">>> "), "an example stands outside a python block"
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page.name, str(page), 0)
    told: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert result.failed == 0, "".join(told)


def test_every_statistic_by_column_name_is_told_in_the_methods() -> None:
    from equitytown.stats import frames  # noqa: PLC0415

    told = "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "methods").glob("*.md"))
    assert [name for name in frames.__all__ if not re.search(rf"\b{name}\b", told)] == []


def test_internal_links_resolve(root: Path) -> None:
    broken = []
    for page in pages(root):
        for target in LINK.findall(without_code(page.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = unquote(target).partition("#")
            file = (page.parent / path) if path else page
            if not file.is_file() or (anchor and anchor not in anchors(file.read_text(encoding="utf-8"))):
                broken.append(f"{page.relative_to(root)}: {target}")
    assert broken == []


def test_every_page_is_in_the_navigation(root: Path) -> None:
    listed = set(re.findall(r'"([\w/-]+\.md)"', (root / "zensical.toml").read_text(encoding="utf-8")))
    held = {page.relative_to(root / "docs").as_posix() for page in (root / "docs").rglob("*.md")}
    assert listed == held


def test_every_decision_is_listed_and_tells_context_choice_and_what_was_turned_down(root: Path) -> None:
    folder = root / "docs" / "decisions"
    index = (folder / "index.md").read_text(encoding="utf-8")
    found = [page for page in sorted(folder.glob("*.md")) if page.name != "index.md"]
    for number, page in enumerate(found, start=1):
        text = page.read_text(encoding="utf-8")
        assert page.name.startswith(f"{number:04d}-"), f"{page.name} is out of order"
        assert f"({page.name})" in index, f"{page.name} is not in the index"
        assert text.startswith(f"# {number:04d} ")
        assert re.findall(r"^## (.*)$", text, flags=re.MULTILINE) == ["Context", "Choice", "Turned down"], page.name


def test_every_package_is_on_the_package_map(root: Path) -> None:
    text = (root / "docs" / "reference" / "packages.md").read_text(encoding="utf-8")
    children = (root / "src" / "equitytown").iterdir()
    names = {
        path.stem for path in children if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("_")
    }
    assert {name for name in names if f"| `{name}` |" not in text} == set()


def test_every_key_of_a_places_files_is_in_the_reference_as_it_is_declared(root: Path) -> None:
    reference = pytest.importorskip("equitytown.place.reference")
    text = (root / "docs" / "reference" / "place-keys.md").read_text(encoding="utf-8")
    assert text.endswith(f"\n\n{reference.schema_reference()}"), "run `make docs` and commit what it changed"


def test_every_column_of_the_registers_files_is_in_the_reference_as_it_is_declared(root: Path) -> None:
    reference = pytest.importorskip("equitytown.place.register_reference")
    text = (root / "docs" / "reference" / "register-files.md").read_text(encoding="utf-8")
    assert text.endswith(f"\n\n{reference.register_reference()}"), "run `make docs` and commit what it changed"


def test_every_column_of_a_figures_file_is_in_the_reference(root: Path) -> None:
    figures = pytest.importorskip("equitytown.place.figures")
    text = (root / "docs" / "reference" / "place-folder.md").read_text(encoding="utf-8")
    section = text.partition("## Figures")[2].partition("\n## ")[0]
    assert [column for column in figures.COLUMNS if f"`{column}`" not in section] == []


def test_the_publishing_guide_gives_the_policy_that_the_pages_carry(root: Path) -> None:
    policy = pytest.importorskip("equitytown.publish.html.policy")
    text = (root / "docs" / "how-to" / "publish-the-microsite.md").read_text(encoding="utf-8")
    assert policy.CONTENT_SECURITY_POLICY in text


class Requests(HTMLParser):
    """Collects what a browser would fetch by itself from a page: scripts, styles, pictures, frames."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        fetched = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}.get(tag)
        if fetched and values.get(fetched) and values.get("rel") not in {"canonical", "next", "prev"}:
            self.addresses.append(values[fetched] or "")


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents, built strictly from a copy."""
    pytest.importorskip("zensical", reason="zensical builds the documents and is not installed")
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(root / "docs", folder / "docs")
    for name in ("zensical.toml", "GLOSSARY.md"):
        shutil.copy(root / name, folder / name)
    run = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "--strict"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "site"


def test_the_built_documents_ask_nothing_of_anyone_else(built: Path) -> None:
    outside = []
    for page in built.rglob("*.html"):
        reader = Requests()
        reader.feed(page.read_text(encoding="utf-8"))
        outside += [f"{page.name}: {a}" for a in reader.addresses if re.match(r"(https?:)?//", a)]
    for sheet in built.rglob("*.css"):
        outside += [
            f"{sheet.name}: {a}" for a in re.findall(r"url\([\"']?((?:https?:)?//[^)]*)", sheet.read_text("utf-8"))
        ]
    assert outside == []


def test_the_built_documents_hold_every_page(built: Path, root: Path) -> None:
    wanted = {page.relative_to(root / "docs").with_suffix(".html").as_posix() for page in (root / "docs").rglob("*.md")}
    held = {page.relative_to(built).as_posix() for page in built.rglob("*.html")}
    assert wanted <= held
