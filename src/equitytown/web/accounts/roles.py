"""The roles that an account can have, lowest first."""

from django.db import models


class Role(models.TextChoices):
    """What somebody is here to do. The public needs no account."""

    CONTRIBUTOR = "contributor", "Contributor"
    LEAD = "lead", "Workstream lead"
    EDITOR = "editor", "Editor"
    PUBLISHER = "publisher", "Publisher"
    ADMINISTRATOR = "administrator", "Administrator"


# Those who approve, publish or let others in sign in with a second factor.
SECOND_FACTOR = frozenset({Role.LEAD, Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR})
# Writers, lowest first: a role may write what those before it may. Publishers and administrators write nothing.
WRITERS = (Role.CONTRIBUTOR, Role.LEAD, Role.EDITOR)
