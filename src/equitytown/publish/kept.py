"""What takes long to make and never changes is made once and kept."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept(folder: Path | None, *made_of: str, make: Callable[[], bytes]) -> bytes:
    """
    Read something made earlier, or make it and keep it.

    Parameters
    ----------
    folder : Path or None
        Where it is kept; made if it is not there. None keeps nothing.
    *made_of : str
        Everything that it depends on: another version, another file.
    make : callable
        Makes it.

    Returns
    -------
    bytes
        The same bytes, kept or new. They are saved in one step, so that a file is never half there.
    """
    if folder is None:
        return make()
    place = folder / f"{hashlib.sha256(chr(0).join(made_of).encode()).hexdigest()}.kept"
    if place.is_file():
        return place.read_bytes()
    made = make()
    folder.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder, suffix=".draft")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        Path(draft).replace(place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return made
