"""Files of the current edition: inside its folder, and nowhere else."""

from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.utils._os import safe_join

from equitytown.web.register.measures import edition_folder


def file_of_edition(path: str) -> Path:
    """
    Give a file of the current edition.

    Raises
    ------
    Http404
        If there is no edition, or no such file in it.
    """
    folder = edition_folder()
    try:
        file = Path(safe_join(str(folder), path)).resolve() if folder else None
        if folder and file and file.is_relative_to(folder) and file.is_file():  # a link that leads outwards is no file
            return file
    except (
        SuspiciousFileOperation,
        ValueError,
        OSError,
        RuntimeError,
    ) as error:  # outside, no name, or links in a ring
        raise Http404 from error
    raise Http404
