"""Who loads what: statistics know no dataframe library, and the command starts light."""

import ast
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

HEAVY = {"altair", "docx", "polars", "pyarrow", "pandas", "scipy", "typst", "vl_convert"}
# Standard-library doors to the network. `cli` and `register_commands` may serve pages on the loopback address.
NETWORK = {"ftplib", "http.client", "smtplib", "socket", "urllib.request"}


@pytest.fixture(scope="module")
def loaded_by(environment: Mapping[str, str]) -> Callable[[str], set[str]]:
    """Name the top-level modules in memory after a statement, in a fresh interpreter."""

    def names(statement: str) -> set[str]:
        script = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
        command = [sys.executable, "-c", script]
        run = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
        assert run.returncode == 0, run.stderr
        return set(run.stdout.split())

    return names


def imports_of(path: Path) -> set[str]:
    """Full names of the modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_loading_statistics_loads_no_dataframe_library(loaded_by: Callable[[str], set[str]]) -> None:
    assert not loaded_by("import equitytown.stats") & {"polars", "pandas", "pyarrow", "duckdb", "django"}


def test_the_command_starts_without_loading_what_only_a_build_needs(
    loaded_by: Callable[[str], set[str]],
) -> None:
    assert not loaded_by("import equitytown.cli") & HEAVY


def test_asking_for_help_loads_nothing_heavy(loaded_by: Callable[[str], set[str]]) -> None:
    statement = (
        "import sys, contextlib, io\n"
        "from equitytown.cli import app\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    app(['--help'])\n"
    )
    assert not loaded_by(statement) & HEAVY


def test_no_package_but_collect_reaches_for_the_network(root: Path) -> None:
    package = root / "src" / "equitytown"
    offenders = {
        str(path.relative_to(package)): sorted(found)
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in {"collect", "web", "cli.py", "register_commands.py"}
        and (found := imports_of(path) & NETWORK)
    }
    assert offenders == {}


def test_loading_a_build_loads_no_solver(environment: Mapping[str, str]) -> None:
    script = "import equitytown.pipeline, sys\nprint(*sorted({'scipy.optimize', 'scipy.sparse'} & sys.modules.keys()))"
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=True)
    assert run.stdout.split() == []


def test_what_a_page_draws_for_itself_loads_no_chart_library(loaded_by: Callable[[str], set[str]]) -> None:
    assert not loaded_by("import equitytown.present.charts.run_chart, equitytown.present.charts.logic_model") & HEAVY


def test_importing_the_package_itself_loads_next_to_nothing(loaded_by: Callable[[str], set[str]]) -> None:
    assert not loaded_by("import equitytown") & {*HEAVY, "numpy", "narwhals", "pydantic", "typer", "rich"}
