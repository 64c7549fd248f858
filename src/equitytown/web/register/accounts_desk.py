"""What an administrator sees on their desk: accounts, second factors and the trail; no content of the register."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from equitytown.store.disk import write_whole
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import SECOND_FACTOR, Role
from equitytown.web.register import trail
from equitytown.web.register.models import TrailHead

SHOWN = 10  # names
NOTED = "trail-verified.json"  # in the folder of the data: when the trail was last verified, and what was found


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told: a label, a sentence, and the first few of the people whom it is about."""

    label: str
    sentence: str
    people: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names that are shown."""
        more = len(self.people) - SHOWN
        return (*self.people[:SHOWN], *((f"and {more} more",) if more > 0 else ()))


def about_accounts() -> tuple[Told, ...]:
    """Tell how many accounts there are, who has no second factor, who never came, and when the trail was verified."""
    counts = dict(User.objects.filter(is_active=True).order_by().values_list("role").annotate(Count("pk")))
    lacking = _names(
        User.objects.filter(is_active=True, role__in=SECOND_FACTOR)
        .exclude(pk__in=Authenticator.objects.filter(type=Authenticator.Type.TOTP).values("user"))
        .values_list("name", "email")
    )
    waiting = _names(User.objects.filter(is_active=True, last_login=None).values_list("name", "email"))
    roles = "; ".join(f"{role.label.lower()}: {counts[role]}" for role in Role if role in counts)
    return (
        Told("Without a second factor", _people(lacking, "must set one up when they next sign in"), lacking),
        Told("Never signed in", _people(waiting, "may need a new link"), waiting),
        Told("Open accounts", f"{sum(counts.values())} ({roles})."),
        Told("The trail", _trail()),
    )


def _names(rows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(name or email for name, email in rows)


def _people(names: tuple[str, ...], what: str) -> str:
    match len(names):
        case 0:
            return "Nobody."
        case 1:
            return f"1 person, who {what}."
        case many:
            return f"{many} people, who {what}."


def verify_and_note(*, anchor: tuple[int, str] | None = None) -> list[str]:
    """Verify the trail, note in the data's folder when and what was found, and give its faults."""
    faults = list(trail.verify(anchor=anchor))
    head = TrailHead.objects.filter(pk=TrailHead.ONLY).first()
    noted = {"at": timezone.now().isoformat(), "entries": head.number if head else 0, "faults": len(faults)}
    write_whole(_noted(), json.dumps(noted).encode("utf-8"))
    return faults


def _noted() -> Path:
    return Path(settings.CONFIG.data) / NOTED


def _trail() -> str:
    from equitytown.web.register.templatetags.register import moment  # noqa: PLC0415  filters are found by Django first

    head = TrailHead.objects.filter(pk=TrailHead.ONLY).first()
    entries = f"{head.number if head else 0:,} entries."
    if not _noted().is_file():
        return f"{entries} It has not been verified yet: run `equitytown register verify`."
    noted = json.loads(_noted().read_text(encoding="utf-8"))
    found = "no fault was found" if not noted["faults"] else f"faults were found: {noted['faults']}"
    when = moment(datetime.fromisoformat(noted["at"]))
    return f"{entries} Last verified on {when}, at entry {noted['entries']:,}: {found}."
