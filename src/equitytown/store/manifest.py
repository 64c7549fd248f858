"""The manifest: every input and output of an edition, by hash."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from equitytown import __version__
from equitytown.errors import InputError
from equitytown.store.snapshots import Snapshot, snapshots
from equitytown.terms.place import Place

NAME = "manifest.json"
FORM = 1  # of the manifest itself; raised when its keys change meaning


def write_manifest(place: Place, folder: Path) -> int:
    """
    Write `manifest.json` beside an edition's files.

    Parameters
    ----------
    place : Place
        What the edition was made from; its files are the inputs.
    folder : Path
        The edition, complete but for the manifest.

    Returns
    -------
    int
        How many files the edition holds, the manifest included.
    """
    outputs = tuple(file for file in snapshots(folder) if file.path != NAME)
    made = {
        "manifest": FORM,
        "place": place.place_id,
        "edition": place.report.edition,
        "as_of": place.report.as_of.isoformat(),
        "software": {"name": "equitytown", "version": __version__},
        "inputs": [asdict(file) for file in sorted(place.files, key=lambda file: file.path)],
        "outputs": [asdict(file) for file in outputs],
    }
    words = json.dumps(made, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    (folder / NAME).write_text(words, encoding="utf-8", newline="\n")
    return len(outputs) + 1


def verify(folder: Path) -> tuple[str, ...]:
    """
    Compare an edition's files with its manifest.

    Parameters
    ----------
    folder : Path
        A published edition.

    Returns
    -------
    tuple of str
        One sentence for each file that is missing, changed or not listed; empty when all agree.

    Raises
    ------
    InputError
        If the manifest is missing or cannot be read.
    """
    listed = {file.path: file for file in _outputs(folder)}
    held = {file.path: file for file in snapshots(folder) if file.path != NAME}
    missing = [f"{path} is missing." for path in listed.keys() - held.keys()]
    unknown = [f"{path} is not in the manifest." for path in held.keys() - listed.keys()]
    changed = [f"{path} has changed." for path in listed.keys() & held.keys() if listed[path] != held[path]]
    return tuple(sorted([*missing, *unknown, *changed]))


def day_of(edition: str, editions: Path) -> date:
    """
    Give the day whose figures an edition knows.

    Parameters
    ----------
    edition : str
        Its name, or the day itself ("2025-11-22").
    editions : Path
        Where editions stand.

    Raises
    ------
    InputError
        If it is neither a day nor an edition that was built.
    """
    with suppress(ValueError):
        return date.fromisoformat(edition)
    try:
        held = json.loads((editions / edition / NAME).read_text(encoding="utf-8"))
        return date.fromisoformat(held["as_of"])
    except (OSError, ValueError, TypeError, KeyError):
        raise InputError(
            f'"{edition}" is neither a day (2025-11-22) nor an edition in {editions}. Name its folder with --out.'
        ) from None


def _outputs(folder: Path) -> tuple[Snapshot, ...]:
    """Read the outputs that a manifest lists."""
    file = folder / NAME
    mend = "Build the edition again."
    try:
        held: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))  # JSON of unknown shape
        return tuple(Snapshot(str(o["path"]), str(o["sha256"]), int(o["size"])) for o in held["outputs"])
    except FileNotFoundError as error:
        raise InputError(f"{file} does not exist, so nothing can be verified. {mend}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"{file} cannot be read as a manifest. {mend}") from error
