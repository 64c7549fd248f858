"""What takes long to make and never changes is made once and kept."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

_SEAL = 64  # letters of the SHA-256 that a kept file begins with


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
        The same bytes, kept or new.

    Notes
    -----
    A kept file begins with the SHA-256 of what follows. One that is damaged, cut off or changed is made
    again. It is saved in one step, so that no other process reads half of it.
    """
    if folder is None:
        return make()
    place = folder / f"{hashlib.sha256(chr(0).join(made_of).encode()).hexdigest()}.sealed"
    held = _whole(place)
    if held is not None:
        return held
    made = make()
    folder.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder, suffix=".draft")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_seal(made) + b"\n" + made)
        Path(draft).replace(place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return made


def _seal(made: bytes) -> bytes:
    return hashlib.sha256(made).hexdigest().encode()


def _whole(place: Path) -> bytes | None:
    """Read a kept file; None where there is none, or it is not what was written."""
    if not place.is_file():
        return None
    data = place.read_bytes()
    seal, made = data[:_SEAL], data[_SEAL + 1 :]
    return made if data[_SEAL : _SEAL + 1] == b"\n" and seal == _seal(made) else None


def user_cache() -> Path:
    """Give the folder in which drawn charts are kept: XDG_CACHE_HOME or ~/.cache."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "equitytown" / "charts"
