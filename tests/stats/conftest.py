"""What the tests of statistics share: where the golden cases lie, and no deadline on a busy machine."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def golden(shared: Path) -> Path:
    """Answers of other packages on our inputs; their README says how close ours must come."""
    return shared / "golden"
