"""A place's work as it lies on disk: its folder, the repository around it, its edition. Read, never run."""

import ast
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from equitytown import pipeline
from equitytown.errors import EquityTownError
from equitytown.publish.edition import Edition
from equitytown.store.kept import user_cache

MOST_FILES = 20_000  # of a repository that are looked at
MOST_BYTES = 1_000_000  # of a file that are read
MOST_COMMITS = 500
SECONDS = 20.0  # that git may take
CODE = (".py", ".r", ".rmd", ".qmd", ".sql", ".jl", ".ipynb")
CLOSED = (".sas", ".sps", ".spv", ".do", ".ado", ".xlsm", ".xlsb", ".bas", ".vba", ".egp", ".mlx")
NOT_OURS = frozenset({".git", ".venv", "venv", "node_modules", "__pycache__", "renv", "site-packages", "store"})
CI_FOLDERS = (".github/workflows/", ".gitlab/ci/", ".circleci/", ".forgejo/workflows/", ".gitea/workflows/")
CI_FILES = (".gitlab-ci.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", "Jenkinsfile", ".woodpecker.yml")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its day, who wrote it, and its message."""

    day: str
    author: str
    message: str


@dataclass(frozen=True, slots=True)
class Work:
    """
    A place's work.

    `root` is the repository's folder, the place's own where there is none. `files` are paths within it: those under
    version control, or all of them. `committed` gives the hash of each as it was last committed. `commits` are None
    where there is no repository, or git cannot be asked. `edition` is None where the place has faults, which `fault`
    then tells.
    """

    place: Path
    root: Path
    files: tuple[str, ...]
    commits: tuple[Commit, ...] | None
    editions: Path
    commands: frozenset[str]
    edition: Edition | None = None
    fault: str = ""
    committed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_repository(self) -> bool:
        """Say whether a repository holds the work."""
        return (self.root / ".git").exists()

    @property
    def built(self) -> Path | None:
        """The edition's folder; None where it is not built."""
        folder = self.editions / self.edition.place.report.edition if self.edition is not None else None
        return folder if folder is not None and (folder / "manifest.json").is_file() else None

    def read(self, path: str) -> str:
        """Read a file of the repository as text; nothing where it cannot be read or leads out of it."""
        file = self.root / path
        try:
            if not file.resolve().is_relative_to(self.root.resolve()) or not file.is_file():  # a pipe has no end
                return ""
            with file.open("rb") as opened:
                return opened.read(MOST_BYTES).decode("utf-8", errors="replace")
        except OSError:
            return ""

    def is_as_committed(self, path: str) -> bool:
        """Say whether a file holds what was last committed, however its lines end."""
        held = (self.root / path).read_bytes()
        return self.committed.get(path) in {blob_of(held), blob_of(held.replace(b"\r\n", b"\n"))}

    def named(self, *names: str) -> list[str]:
        """Find files by name, whatever its capitals, at the top of the repository and of the place's folder."""
        tops = {"", f"{self.inside}/" if self.inside else ""}
        wanted = {f"{top}{name}".lower() for top in tops for name in names}
        return [path for path in self.files if path.lower() in wanted]

    @property
    def inside(self) -> str:
        """The place's folder within the repository; empty where they are one."""
        found = self.place.resolve().relative_to(self.root.resolve()).as_posix()
        return "" if found == "." else found

    def ci(self) -> list[str]:
        """Find the files that a service of continuous integration reads."""
        return [p for p in self.files if (p.startswith(CI_FOLDERS) and p.endswith((".yml", ".yaml"))) or p in CI_FILES]

    def code(self, endings: Collection[str] = CODE) -> list[str]:
        """Find code of the work's own."""
        return [path for path in self.files if path.lower().endswith(tuple(endings))]

    def lines(self, paths: Collection[str], pattern: str) -> Iterator[tuple[str, int, str]]:
        """Find lines that match: path, line and the words found. Comments do not count."""
        wanted = re.compile(pattern)
        for path in paths:
            for number, line in enumerate(self.read(path).splitlines(), start=1):
                found = wanted.search(line)
                if found and not line.lstrip().startswith("#"):
                    yield path, number, found[0].strip()


def work_of(place: Path, *, editions: Path, commands: Collection[str]) -> Work:
    """
    Look at a place's work.

    Parameters
    ----------
    place : Path
        The place's folder.
    editions : Path
        Where its editions stand.
    commands : collection of str
        The commands that this package has.

    Returns
    -------
    Work
        Nothing in it is run, and nobody outside is asked; `git` is asked for its list of files and its log.
    """
    here = place.resolve()
    root = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    listed = _git(root, "ls-files", "-z") if (root / ".git").exists() else None
    files = tuple(listed.split("\0")[:MOST_FILES]) if listed is not None else tuple(_walk(root))
    edition, fault = None, ""
    try:
        edition = pipeline.assured_place(place, cache=user_cache())
    except EquityTownError as error:
        fault = str(error).partition("\n")[0]
    return Work(
        place, root, tuple(filter(None, files)), _commits(root), editions, frozenset(commands), edition, fault,
        _committed(root) if (root / ".git").exists() else {},
    )  # fmt: skip


def blob_of(held: bytes) -> str:
    """Hash a file as git names it."""
    return hashlib.sha1(b"blob %d\0" % len(held) + held, usedforsecurity=False).hexdigest()


def _committed(root: Path) -> dict[str, str]:
    """Give the hash of every file of the newest commit, by path; nothing where git cannot tell."""
    told = _git(root, "ls-tree", "-r", "-z", "--full-tree", "HEAD") or ""
    rows = (row.partition("\t") for row in told.split("\0") if row)
    return {path: about.split()[-1] for about, _, path in rows}


def _walk(root: Path) -> Iterator[str]:
    """List a folder's files, a bounded number of them, without what no person wrote."""
    seen, waiting = 0, [root]
    while waiting:
        for entry in sorted(waiting.pop().iterdir()):
            if entry.is_symlink() or entry.name in NOT_OURS:
                continue
            if entry.is_dir():
                waiting.append(entry)
            elif (seen := seen + 1) <= MOST_FILES:
                yield entry.relative_to(root).as_posix()


def _commits(root: Path) -> tuple[Commit, ...] | None:
    """Read the newest commits; None where there is no repository, or git cannot be asked."""
    if not (root / ".git").exists():
        return None
    told = _git(root, "log", f"-n{MOST_COMMITS}", "--date=short", "--format=%ad%x1f%an%x1f%B%x1e")
    if told is None:
        return None
    rows = (row.strip("\n").split("\x1f") for row in told.split("\x1e"))
    return tuple(Commit(*row) for row in rows if len(row) == 3)  # noqa: PLR2004  day, author, message


def _git(root: Path, *what: str) -> str | None:
    """
    Ask git about a repository without letting the repository's own settings run anything; None where it fails.

    A repository may name a command that fetches what it lacks: no way of fetching is allowed.
    """
    git = shutil.which("git")
    if git is None:
        return None
    safe = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
            "-c", "protocol.allow=never")  # fmt: skip
    alone = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603  git itself, with words of ours
            [git, "-C", str(root), *safe, *what],
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env=os.environ | alone,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class Functions:
    """How many functions and classes some code has, and how many of the public ones say what they do."""

    every: int = 0
    public: int = 0
    told: int = 0


def functions_of(sources: Collection[str]) -> Functions:
    """Count the functions and classes of Python code; what cannot be read as Python counts nothing."""
    every, public, told = 0, 0, 0
    for source in sources:
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            continue
        found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
        open_ones = [node for node in found if not node.name.startswith("_")]
        every, public = every + len(found), public + len(open_ones)
        told += sum(ast.get_docstring(node) is not None for node in open_ones)
    return Functions(every, public, told)


@cache
def our_functions() -> Functions:
    """Count those of this package, as it is installed, without its tests and its pages of forms."""
    here = Path(pipeline.__file__).parent
    sources = [file.read_text(encoding="utf-8") for file in sorted(here.rglob("*.py")) if "web" not in file.parts]
    return functions_of(sources)
