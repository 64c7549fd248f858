"""The engines that every statistic by column name is tested on."""

import pytest

from tests.stats.frames.engines import ENGINES, Engine


@pytest.fixture(params=ENGINES, scope="session")
def engine(request) -> Engine:
    """A maker of dataframes of one kind."""
    return Engine(request.param)
