"""Finding the record that an address names, for whoever asks."""

from typing import cast

from django.http import Http404, HttpRequest

from equitytown.terms.register import Kind
from equitytown.web.accounts.models import User
from equitytown.web.register import rules
from equitytown.web.register.models import Record


def who(request: HttpRequest) -> User:
    """Give the account that is signed in; the view's decorator saw to it that one is."""
    return cast("User", request.user)


def readable_or_404(request: HttpRequest, kind: Kind, identifier: str) -> Record:
    """Give a record that this person may read. What they may not read is not there: the two answers are the same."""
    found = rules.readable(request.user, kind).filter(identifier=identifier).first()
    if found is None:
        raise Http404
    return found
