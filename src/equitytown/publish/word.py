"""The Word document: the same blocks, in styles that an officer can edit."""

from pathlib import Path

from equitytown.errors import BuildError
from equitytown.present.blocks import Document
from equitytown.publish.drawings import Drawings


def write_word(document: Document, path: Path, *, drawings: Drawings) -> None:
    """
    Write an edition's report as a Word document.

    Parameters
    ----------
    document : Document
        The edition; its sections come in order, then the tables behind its figures.
    path : Path
        The file to write. The same document and drawings give the same bytes.
    drawings : mapping of chart_id to Drawing
        Every chart of the sections, drawn as pixels.

    Raises
    ------
    BuildError
        If a chart has no picture, or if the `report` extra is not installed.
    """
    try:
        from equitytown.publish.word_report import written  # noqa: PLC0415 (comes with the extra `report`)
    except ImportError as error:
        raise BuildError(
            'The Word document needs python-docx. Install it with: pip install "equitytown[report]"'
        ) from error
    path.write_bytes(written(document, drawings))
