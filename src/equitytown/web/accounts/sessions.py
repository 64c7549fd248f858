"""Sessions kept in the database, which tell a database that is away from somebody who signed out."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import InterfaceError, OperationalError


class SessionStore(db.SessionStore):
    """
    A session in the database.

    Django answers any fault of the database while a session is kept as if its person had signed out meanwhile: "bad
    request". A database that stopped is our fault and not theirs, and the answer has to say so.
    """

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  as Django calls it
        """Keep the session; a database that cannot be reached is told as that."""
        try:
            super().save(must_create=must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError | InterfaceError):
                raise error.__context__ from None
            raise
