"""Starting the folder of a new place: every file that it needs, with no figure in it."""

import csv
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from equitytown.errors import InputError
from equitytown.place import figures, neighbours
from equitytown.place.areas import AreaFinder, everyday_name
from equitytown.place.open_sets import members_of, settings_of
from equitytown.place.register import file_of
from equitytown.terms.area import Area
from equitytown.terms.identifiers import MAXIMUM_LENGTH, RULE, is_identifier
from equitytown.terms.place import EDITION_LENGTH
from equitytown.terms.register import KINDS

# Names that Windows keeps for itself: a folder called so cannot be shared.
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
# Files of the register that a new place finds with their headers; the web application writes the others.
BEGINS_WITH = ("recommendations", "workstreams", "organisations", "actions", "progress", "next-steps")
_SETS = "neighbour_sets"  # the placeholder for what is YAML already
_PLACEHOLDER = re.compile(r"\(\(([a-z_]+)\)\)")
_NEEDS_QUOTES = re.compile(r": | #|^[^A-Za-z0-9]|[\"\\]")


def new_place(name: str, *, area: Area, region: Area, into: Path, find: AreaFinder, today: date | None = None) -> Path:
    """
    Write the folder of a new place.

    Parameters
    ----------
    name : str
        The folder's name: lower-case letters, digits and hyphens.
    area : Area
        An upper-tier authority in use (`equitytown.geography.upper_tier_area`).
    region : Area
        The region it lies in.
    into : Path
        The folder in which to make it; made too if it is not there.
    find : callable
        Gives the area that a code stands for (`equitytown.geography.area`).
    today : date, optional
        The day that the edition starts from; the day of the call by default.

    Returns
    -------
    Path
        The folder: complete, accepted by `read_place`, and without figures.

    Raises
    ------
    InputError
        If the name will not do, or something of that name is there already. Nothing is then written.
    """
    if not is_identifier(name) or name in RESERVED:
        raise InputError(f'"{name}" cannot name a folder. {RULE}, up to {MAXIMUM_LENGTH}.')
    target = into / name
    if target.exists() or target.is_symlink():
        raise InputError(f"{target} is there already. Choose another name, or take it away first.")
    members = members_of(area.area_code, find=find)
    words = _words(area, region, members=members, folder=target, today=today or date.today())  # noqa: DTZ011  the day here
    with _drafting(target) as draft:
        _write_templates(files("equitytown.place") / "scaffold", draft, words)
        _write_tables(draft, members)
    return target


@contextmanager
def _drafting(target: Path) -> Iterator[Path]:
    """Give a folder beside the target, which takes its name once it is complete or goes without a trace."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    try:
        draft.chmod(0o755)
        yield draft
        os.rename(draft, target)  # noqa: PTH104  one atomic change, which never takes the place of a file
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _words(area: Area, region: Area, *, members: list[Mapping[str, str]], folder: Path, today: date) -> dict[str, str]:
    """Give what stands in the templates for each placeholder."""
    name = everyday_name(area.area_name)
    return {
        "name": name,
        "list_title": f"{name} outcome indicators",
        "report_title": f"{name}: a health equity place",
        "area_name": area.area_name,
        "area_code": area.area_code,
        "region": region.area_name if region.area_name == "London" else f"the {region.area_name} region",
        "region_code": region.area_code,
        "region_name": region.area_name,
        _SETS: settings_of(members),
        "owner": f"{name} public health team",
        "review_date": date(today.year + 1, today.month, 1).isoformat(),
        "today": today.isoformat(),
        "edition": _edition(folder.name, today.year),
        "columns": ",".join(figures.COLUMNS),
        "folder": folder.name,
    }


def _edition(name: str, year: int) -> str:
    """Name the first edition, within the length that an edition's name may have."""
    most = EDITION_LENGTH - len(f"-{year}")
    return f"{name[:most].rstrip('-')}-{year}"


def _write_templates(source: Traversable, target: Path, words: Mapping[str, str]) -> None:
    """Copy a folder of templates, filling in what is known; other placeholders stay."""
    for item in sorted(source.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            (target / item.name).mkdir()
            _write_templates(item, target / item.name, words)
        elif not item.name.endswith(".csv"):
            quoted = _as_yaml(words) if item.name.endswith(".yaml") else words
            filled = _filled(item.read_text(encoding="utf-8"), quoted)
            (target / item.name).write_text(filled, encoding="utf-8", newline="\n")


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), text)


def _as_yaml(words: Mapping[str, str]) -> dict[str, str]:
    """Quote the words that plain YAML would read as something else."""
    return {
        key: json.dumps(word, ensure_ascii=False) if key != _SETS and _NEEDS_QUOTES.search(word) else word
        for key, word in words.items()
    }


def _write_tables(target: Path, members: list[Mapping[str, str]]) -> None:
    """Write the neighbours, and the headers of what a register begins with."""
    (target / "data").mkdir()
    (target / "register").mkdir()
    _write_table(target / "data" / "neighbour_sets.csv", neighbours.COLUMNS, members)
    for slug in BEGINS_WITH:
        _write_table(target / file_of(KINDS[slug]), KINDS[slug].columns, [])


def _write_table(path: Path, columns: tuple[str, ...], rows: list[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
