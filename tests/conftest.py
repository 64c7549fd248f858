"""Paths that tests across the suite share."""

import fcntl
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.browsers import chromium, context, enlarged, launch  # noqa: F401  fixtures that all tests share

if TYPE_CHECKING:
    from equitytown.publish.edition import Edition

settings.register_profile("house", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def luton() -> Path:
    """The folder of the first place."""
    return ROOT / "places" / "luton"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material that lies beside the repository; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the material beside the repository (../shared) is not here")
    return folder


@pytest.fixture(scope="session")
def environment() -> Mapping[str, str]:
    """The environment for a fresh interpreter that is to find the package, installed or not."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what takes long to draw or to work out is kept, for all workers of a run."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "charts"


@pytest.fixture(scope="session")
def luton_edition(kept: Path) -> Path:
    """
    The edition of places/luton, built once for all workers of a run.

    Charts come from the cache of the run: the first worker draws them, the others wait for it.
    """
    from equitytown import pipeline  # noqa: PLC0415  only tests of an edition need the whole package

    with kept.with_name("luton.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        out = kept.with_name("luton-editions")
        built = out / "luton-2023"
        if not built.exists():
            pipeline.build(ROOT / "places" / "luton", out=out, cache=kept)
    return built


@pytest.fixture(scope="session")
def compared(luton: Path, kept: Path) -> "Edition":
    """The edition of places/luton, compared and not yet drawn."""
    from equitytown import pipeline  # noqa: PLC0415

    return pipeline.compare_place(luton, cache=kept)


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> "Edition":
    """A place that was just started: no figures, no register, no texts of its own."""
    from equitytown import pipeline, reading  # noqa: PLC0415

    folder = reading.start("sandwell", area_code="E08000028", into=tmp_path_factory.mktemp("places"))
    return pipeline.compare_place(folder)
