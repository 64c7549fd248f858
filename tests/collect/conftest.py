"""What tests of collecting share."""

from collections.abc import Iterator

import pytest

from tests.collect.standin import StandIn, serving


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """A supplier on this machine."""
    with serving() as found:
        yield found
