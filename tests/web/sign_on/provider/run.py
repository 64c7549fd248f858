"""Prepare the provider's database, and serve it: `python -m tests.web.sign_on.provider.run PORT CALLBACK ID SECRET`."""

import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

PEOPLE = ("known", "unknown", "unverified", "worded", "closed", "editor", "lead")


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_):
        pass


def prepare(callback, client_id, secret):
    """Make the people, and the application that may ask about them."""
    call_command("migrate", verbosity=0)
    from django.contrib.auth import get_user_model  # noqa: PLC0415  Django must have started
    from oauth2_provider.models import get_application_model  # noqa: PLC0415

    for name in PEOPLE:
        get_user_model().objects.create_user(name, f"{name}@example.org")
    get_application_model().objects.create(
        name="The register", client_id=client_id, client_secret=secret, client_type="confidential",
        authorization_grant_type="authorization-code", algorithm="RS256", redirect_uris=callback,
        skip_authorization=True,
    )  # fmt: skip


if __name__ == "__main__":
    django.setup()
    prepare(*sys.argv[2:])
    make_server("127.0.0.1", int(sys.argv[1]), get_wsgi_application(), Server, Quiet).serve_forever()
