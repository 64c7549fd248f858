"""What every page knows: the town, where the reader may go, and who they are."""

from functools import lru_cache
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpRequest

from equitytown.web.register import rules


@lru_cache(maxsize=1)
def town() -> dict[str, str]:
    """Give the town's name, and whose register this is, from the place's folder."""
    place = yaml.safe_load((settings.CONFIG.place / "place.yaml").read_text(encoding="utf-8"))
    report = yaml.safe_load((settings.CONFIG.place / "report.yaml").read_text(encoding="utf-8"))
    return {"name": str(place["name"]), "organisation": str(report["organisation"]), "title": str(report["title"])}


def everywhere(request: HttpRequest) -> dict[str, Any]:  # what templates read
    """Give what the frame of each page shows."""
    role = rules.role_of(getattr(request, "user", None))
    return {"town": town(), "role": role, "may_see_people": role in rules.PEOPLE}
