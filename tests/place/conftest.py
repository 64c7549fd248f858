"""A place that each test may break."""

import shutil
from datetime import date

import pytest

from equitytown.geography import area, region_of, upper_tier_area
from equitytown.place.scaffold import new_place
from tests.place.folders import children_only, figures

LUTON = "E06000032"


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """A place as the scaffold makes it, read by many tests and changed by none."""
    into = tmp_path_factory.mktemp("places")
    return new_place(
        "testford", area=upper_tier_area(LUTON), region=region_of(LUTON), into=into, find=area, today=date(2026, 11, 22)
    )


@pytest.fixture
def testford(blank, tmp_path):
    """A copy of it with its neighbours for children alone, and two made-up figures for smoking."""
    folder = shutil.copytree(blank, tmp_path / "testford")
    children_only(folder)
    figures(folder, {})
    return folder
