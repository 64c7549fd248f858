"""A plan kept until whoever made it applies it: all of it as they saw it, or nothing."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from equitytown.terms.register import Kind
from equitytown.web.accounts.models import User
from equitytown.web.register import rules, trail
from equitytown.web.register.actions import NotAllowed, Refused
from equitytown.web.register.exchange.planning import Plan, Planned, carry_out, plan, reason_of
from equitytown.web.register.exchange.reading import Handed
from equitytown.web.register.models import Record, TakeIn

KEPT = timedelta(hours=1)


class Stale(Exception):  # noqa: N818  a page shows the preview again
    """Something that a plan rests on was changed after it was seen. Nothing was applied."""


def keep(user: User, kind: Kind, handed: Handed) -> TakeIn:
    """
    Work out what a file would change and keep that for an hour, in place of what this person handed in before.

    Raises
    ------
    Faulty
        With every fault in it; nothing is kept.
    """
    found = plan(user, kind, handed)
    _sweep(user)
    held = TakeIn(owner=user, kind=kind.slug, name=handed.name, made_at=timezone.now(), rows=handed.rows)
    return _put(held, found)


def again(held: TakeIn) -> TakeIn:
    """
    Work out anew what a kept file would change, as the records are now.

    Raises
    ------
    Faulty
        If it can no longer be applied; it is not kept any more.
    """
    rows = [(int(number), [str(cell) for cell in cells]) for number, cells in held.rows]
    handed = Handed(held.name, rows)
    TakeIn.objects.filter(pk=held.pk).delete()
    return _put(held, plan(held.owner, held.of, handed))


def kept(user: User, kind: Kind, number: int) -> TakeIn | None:
    """Give what somebody handed in and has not applied; None for what is another's, applied or too old."""
    since = timezone.now() - KEPT
    return TakeIn.objects.filter(pk=number, owner=user, kind=kind.slug, made_at__gte=since).first()


@transaction.atomic
def apply(held: TakeIn) -> int:
    """
    Do what was planned: one entry of the trail for each record, all in one transaction.

    Returns
    -------
    int
        How many records were made or changed.

    Raises
    ------
    Stale
        If a record was changed since, or anything else the plan rests on. Nothing was applied.
    """
    trail.hold()  # before the records, as every change does, or two would wait for each other
    if not TakeIn.objects.select_for_update().filter(pk=held.pk).exists():
        raise Stale
    kind, planned = held.of, [Planned(**row) for row in held.planned]
    named = [row.identifier for row in planned if row.identifier]
    found: dict[str, Record] = {}
    for start in range(0, len(named), AT_ONCE):
        chunk = named[start : start + AT_ONCE]
        records = rules.readable(held.owner, kind).filter(identifier__in=chunk).select_for_update()
        found |= {record.identifier: record for record in records}
    for row in planned:
        record = found.get(row.identifier)
        if row.identifier and (record is None or record.version != row.version):
            raise Stale
        try:
            carry_out(held.owner, kind, record, dict(row.content), reason=reason_of(held.name, row.row))
        except (Refused, NotAllowed) as error:
            raise Stale from error
    TakeIn.objects.filter(pk=held.pk).delete()
    return len(planned)


AT_ONCE = 500  # references in one question to the database


def _put(held: TakeIn, found: Plan) -> TakeIn:
    held.pk = None
    held.planned = [row.as_json() for row in found.rows]
    held.unchanged = list(found.unchanged)
    held.save(force_insert=True)
    return held


def _sweep(user: User) -> None:
    """Forget what this person handed in before, and what anyone handed in too long ago."""
    TakeIn.objects.filter(owner=user).delete()
    TakeIn.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
