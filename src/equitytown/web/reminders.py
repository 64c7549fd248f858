"""Letters about what is overdue or falls due: one to a person, and none twice for the same thing in a week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone

from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import WRITERS, Role
from equitytown.web.register import rules
from equitytown.web.register.filters import CLOSED
from equitytown.web.register.models import Record, Reminder, Scope
from equitytown.web.register.rules import Verb
from equitytown.web.register.templatetags.register import day

AHEAD = timedelta(days=14)
AGAIN = timedelta(days=7)  # until the same thing may stand in another letter to the same person
OWNER = "owner"  # the field of a record that names an account


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is reminded of, the longest overdue first."""

    person: User
    records: tuple[Record, ...]


def letters(*, today: date | None = None) -> Iterator[Letter]:
    """
    Give the letters that are wanted: to whoever owns what is overdue or falls due in the next 14 days, and its lead.

    A record's owners are the person it names, or else the people of its organisation. Its leads are the leads of its
    workstreams. Nobody is reminded of what they may not tell an update of.
    """
    now = today or timezone.localdate()
    told = set(Reminder.objects.filter(at__gt=timezone.now() - AGAIN).values_list("person_id", "record_id"))
    for person in User.objects.filter(is_active=True, role__in=WRITERS).order_by("pk"):
        awaited = rules.allowed(person, Verb.UPDATE).filter(due__lte=now + AHEAD).exclude(content__status__in=CLOSED)
        wanted = [r for r in awaited.order_by("due", "identifier") if (person.pk, r.pk) not in told]
        led = _led(person, wanted)
        if mine := tuple(record for record in wanted if record.pk in led or _owns(person, record)):
            yield Letter(person, mine)


def _owns(person: User, record: Record) -> bool:
    named = str(record.content.get(OWNER) or "")
    if named:
        return named == str(person.pk)
    return bool(person.organisation) and record.organisation == person.organisation


def _led(person: User, records: list[Record]) -> set[int]:
    """Give those of some records that stand in a workstream which somebody leads."""
    if person.role != Role.LEAD or not person.workstreams:
        return set()
    scopes = Scope.objects.filter(
        relation=Scope.Relation.STREAM, identifier__in=person.workstreams, record__in=[r.pk for r in records]
    )
    return set(scopes.values_list("record_id", flat=True))


def post(found: list[Letter], *, root: str) -> list[str]:
    """
    Send letters, and remember of what each reminded.

    Returns
    -------
    list of str
        A sentence for each letter that could not be sent; the next run tries it again.
    """
    failed = []
    with get_connection() as line:
        for letter in found:
            try:
                message(letter, root=root, line=line).send()
            except (SMTPException, OSError) as error:
                failed.append(f"The letter to account {letter.person.pk} could not be sent: {error}.")
            else:
                now = timezone.now()
                Reminder.objects.bulk_create(Reminder(person=letter.person, record=r, at=now) for r in letter.records)
    Reminder.objects.filter(at__lt=timezone.now() - AGAIN).delete()
    return failed


def message(letter: Letter, *, root: str, line: object = None) -> EmailMessage:
    """Write a letter: what is overdue, what falls due, and where to say how it stands."""
    now = timezone.localdate()
    late = [record for record in letter.records if record.due and record.due < now]
    soon = [record for record in letter.records if record not in late]
    parts = [f"Dear {letter.person.name}," if letter.person.name else "Good morning,"]
    for heading, records in (("Overdue", late), ("Due in the next 14 days", soon)):
        if records:
            parts.append("\n\n".join([f"{heading}:", *(_lines(record, root) for record in records)]))
    parts.append(
        "A sentence or two on how it stands is enough. If it is done, say so there and these letters end.\n"
        f"Your desk: {root}{reverse('home')}"
    )
    return EmailMessage(subject_of(len(late), len(soon)), "\n\n".join(parts), to=[letter.person.email], connection=line)  # type: ignore[arg-type]


def subject_of(late: int, soon: int) -> str:
    """
    Say in a line what a letter is about.

    Examples
    --------
    >>> subject_of(2, 1)
    'Health equity register: 2 overdue, 1 due soon'
    """
    told = [f"{late} overdue"] * bool(late) + [f"{soon} due soon"] * bool(soon)
    return f"Health equity register: {', '.join(told)}"


def _lines(record: Record, root: str) -> str:
    where = reverse("update" if record.of.statuses else "record", args=[record.of, record.identifier])
    return f"- {record.title}\n  {record.identifier}, due {day(record.due)}\n  {root}{where}"
