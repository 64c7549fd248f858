"""What a repository needs around a place's folder: README, changelog, requirements, a CI file with a schedule."""

import re
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

from equitytown import __version__
from equitytown.errors import InputError

# The template of each file.
TEMPLATES: Mapping[str, str] = {
    "README.md": "README.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "back/README.md": "back.md",
    "requirements.in": "requirements.in",
    ".gitignore": "gitignore.txt",
    ".github/workflows/edition.yml": "edition.yml",
}
_PLACEHOLDER = re.compile(r"\(\(([a-z]+)\)\)")


def new_repository(root: Path, *, place: Path, name: str, today: date | None = None) -> tuple[Path, ...]:
    """
    Write the files that a repository needs around a place's folder.

    Parameters
    ----------
    root : Path
        The repository's folder, in which the place's lies.
    place : Path
        The place's folder.
    name : str
        What residents call the place.
    today : date, optional
        The day of the first heading of the changelog; the day of the call by default.

    Returns
    -------
    tuple of Path
        What was written. A file that is there already is left as it is.

    Raises
    ------
    InputError
        If the place's folder is not in the repository's.
    """
    if not place.resolve().is_relative_to(root.resolve()):
        raise InputError(f"{place} is not in {root}. Make it there, with --into, or name the folder above it.")
    inside = place.resolve().relative_to(root.resolve()).as_posix()
    day = today or date.today()  # noqa: DTZ011  the day here
    words = {"name": name, "place": inside, "today": day.isoformat(), "version": __version__}
    written = []
    for path, template in TEMPLATES.items():
        if (root / path).exists():
            continue
        text = files("equitytown.assure").joinpath("repository", template).read_text(encoding="utf-8")
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        filled = _PLACEHOLDER.sub(lambda found: words[found[1]], text)
        (root / path).write_text(filled, encoding="utf-8", newline="\n")
        written.append(root / path)
    return tuple(written)
