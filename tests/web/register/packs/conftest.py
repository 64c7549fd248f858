"""Findings of a current edition, so that packs can say how the measures stand."""

import pytest

from equitytown.web.register import measures
from equitytown.web.register.measures import Finding
from equitytown.web.register.views import packs


@pytest.fixture
def findings(monkeypatch):
    """Two measures with findings: one worse that went up, one that was not compared."""
    held = {
        "smoking": Finding("2024", "16.6%", "10.4%", "worse", "increasing"),
        "life-expectancy-female": Finding("2022 to 2024", "78.6", "", "", "no significant change"),
    }
    assert set(held) <= set(measures.measures())
    monkeypatch.setattr(packs, "findings", lambda: held)
    return held
