"""
What the register keeps.

A record's content is one JSON value, shaped by its kind (`terms.register`): the trail, the public face, exports,
imports and merges all handle that same value. Links and scopes are drawn from it at each change, for queries.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from equitytown.terms.register import KINDS, Kind
from equitytown.terms.register.cells import from_plain
from equitytown.terms.register.results import CONSENT_HELD

REFERENCE = 60  # characters of the longest reference
TITLE = 300
CONSENTED = "case-studies"  # the kind whose public face needs consent; `due` is the day until which it holds


class State(models.TextChoices):
    """How far a record has come on its way to the public."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for approval"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


UNSETTLED = (State.DRAFT, State.SUBMITTED)  # what is still being written or looked at


class Record(models.Model):
    """
    One record of any kind, as it is worked on.

    `version` counts its changes; `writers` are the accounts that changed it since it was last published, none of whom
    may approve or publish it; `organisation` is whose it is, drawn from its content.
    """

    kind = models.CharField(max_length=40)
    identifier = models.CharField(max_length=REFERENCE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    version = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    title = models.CharField(max_length=TITLE)
    words = models.TextField()
    organisation = models.CharField(max_length=REFERENCE, blank=True, db_index=True)
    due = models.DateField(null=True, blank=True, db_index=True)
    writers = models.JSONField(default=list)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("kind", "identifier")
        constraints = (models.UniqueConstraint(fields=("kind", "identifier"), name="one_record_a_reference"),)

    def __str__(self) -> str:
        return f"{self.identifier}: {self.title}"

    @property
    def of(self) -> Kind:
        """The kind of record that it is."""
        return KINDS[self.kind]

    @property
    def typed(self) -> Any:  # the kind's own record
        """Its content as the record that its kind declares."""
        return from_plain(self.of, self.content)

    @property
    def status(self) -> str:
        """Its status, where its kind has one."""
        return str(self.content.get("status") or "")

    @property
    def is_public(self) -> bool:
        """Whether anyone may read a face of it."""
        return Publication.objects.filter(record=self).exists()

    @property
    def has_face(self) -> bool:
        """Whether a face of it was made public and not withdrawn since, though it may no longer be readable."""
        return Publication.every.filter(record=self).exists()

    @property
    def has_moved_on(self) -> bool:
        """Whether it was changed since its public face was made."""
        return Publication.every.filter(record=self).exclude(version=self.version).exists()


class Link(models.Model):
    """A link from a record to another, or to a measure: drawn from the record's content."""

    source = models.ForeignKey(Record, models.CASCADE, related_name="links")
    field = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    identifier = models.CharField(max_length=REFERENCE)

    class Meta:
        indexes = (models.Index(fields=("kind", "identifier"), name="linked_to"),)


class Scope(models.Model):
    """An organisation that takes part in a record, or a workstream in which it stands; a parent's count as its own."""

    class Relation(models.TextChoices):
        """In what way."""

        PARTNER = "partner"
        STREAM = "stream"

    record = models.ForeignKey(Record, models.CASCADE, related_name="scopes")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    identifier = models.CharField(max_length=REFERENCE)

    class Meta:
        indexes = (models.Index(fields=("relation", "identifier"), name="in_scope"),)


class PublicFaces(models.Manager["Publication"]):
    """The faces that anyone may read today: a story's is left out from the day on which its consent ends."""

    def get_queryset(self) -> models.QuerySet["Publication"]:
        """Leave out what its kind's `publishable` check would hold back today, as one condition of the query."""
        today = timezone.localdate()
        consented = models.Q(record__content__consent__in=CONSENT_HELD) & (
            models.Q(record__due__isnull=True) | models.Q(record__due__gte=today)
        )
        lasting = models.Q(until__isnull=True) | models.Q(until__gte=today)
        return super().get_queryset().filter(~models.Q(kind=CONSENTED) | (consented & lasting))


class Publication(models.Model):
    """
    A record's public face: its content as it was when it was published.

    `objects` gives the faces that may be read today; `every` gives all, for those who change them. `until` is the last
    day on which it may be read: a change can only bring it nearer, and only publishing again puts it off.
    """

    record = models.OneToOneField(Record, models.CASCADE, related_name="publication", primary_key=True)
    kind = models.CharField(max_length=40, db_index=True)
    content = models.JSONField()
    title = models.CharField(max_length=TITLE)
    words = models.TextField()
    version = models.PositiveIntegerField()
    until = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(db_index=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    every: ClassVar[models.Manager["Publication"]] = models.Manager()
    objects: ClassVar[PublicFaces] = PublicFaces()

    @property
    def of(self) -> Kind:
        """The kind of record that it shows."""
        return KINDS[self.kind]

    @property
    def typed(self) -> Any:  # the kind's own record
        """Its content as the record that its kind declares."""
        return from_plain(self.of, self.content)


class PublicLink(models.Model):
    """A link from a record's public face to another record, or to a measure: what anyone may follow."""

    face = models.ForeignKey(Publication, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=40)
    identifier = models.CharField(max_length=REFERENCE)

    class Meta:
        indexes = (models.Index(fields=("kind", "identifier"), name="publicly_linked_to"),)


class Update(models.Model):
    """How a record stands, told on one day. Updates are appended; none is ever changed."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="updates")
    at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    organisation = models.CharField(max_length=REFERENCE, blank=True)
    status = models.CharField(max_length=40, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ("-at", "-pk")


class SavedView(models.Model):
    """A list that somebody looks at often: a kind, and what it is filtered by."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="views")
    name = models.CharField("Name", max_length=80)
    kind = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("owner", "name"), name="one_view_a_name"),)

    @property
    def of(self) -> Kind:
        """The kind of record that it lists."""
        return KINDS[self.kind]


class TakeIn(models.Model):
    """
    A file that somebody handed in and has not applied yet: its rows, and what each would change as they saw it.

    Kept for an hour at most, for its owner alone.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=130)
    made_at = models.DateTimeField(db_index=True)
    rows = models.JSONField()
    planned = models.JSONField()
    unchanged = models.JSONField()

    @property
    def of(self) -> Kind:
        """The kind of record that its rows are."""
        return KINDS[self.kind]


class Visit(models.Model):
    """When somebody last looked at their desk, so that it can say what others changed since."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Visit"]] = models.Manager()


class TrailEntry(models.Model):
    """
    One change, as it was made: who, when, what, before and after.

    Each entry's digest covers the one before it. The database refuses to change or delete an entry.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    identifier = models.CharField(max_length=REFERENCE)
    version = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    request = models.CharField(max_length=40)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=("kind", "identifier", "version"), name="history_of"),)


class TrailHead(models.Model):
    """Where the trail ends: one row, locked by whoever adds to it."""

    ONLY: ClassVar[int] = 1

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class Reminder(models.Model):
    """That somebody was sent a letter about a record, so that they are not sent another the day after."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
