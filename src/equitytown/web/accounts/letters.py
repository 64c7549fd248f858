"""Letters to people with an account: plain text, and never with a name in what a mail server reads."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from equitytown.web.accounts.models import User
from equitytown.web.context import town

LOG = logging.getLogger(__name__)
TO_THE_LOG = "django.core.mail.backends.console.EmailBackend"


def are_sent() -> bool:
    """Whether letters leave this machine: without a mail server they would be written to the log."""
    return bool(settings.EMAIL_BACKEND != TO_THE_LOG)


def invite(person: User, link: str) -> bool:
    """Send somebody their one-time link, and say whether it went."""
    if not are_sent():
        return False
    text = render_to_string("account/email/invitation.txt", {"person": person, "link": link, "town": town()})
    letter = EmailMessage(
        f"Your account: {town()['name']}, a health equity town", text.strip() + "\n", to=[person.email]
    )
    try:
        letter.send()
    except OSError as error:  # what a mail server refuses is one too
        LOG.warning("An invitation could not be sent: %s", error)
        return False
    return True
