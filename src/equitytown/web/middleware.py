"""Around every request: its name in the trail, no copies of private pages, old sessions ended, second factors asked."""

import secrets
import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

from equitytown.web.register.trail import REQUEST

Respond = Callable[[HttpRequest], HttpResponse]

SEEN, BEGUN = "seen", "begun"  # when a session was last used and when it began, in seconds since 1970
# Where somebody who still lacks a second factor may go: to set one up, or out.
WITHOUT_SECOND_FACTOR = (
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_reauthenticate",
)
# What every answer tells a browser, whoever gave it: redirects, files and errors too.
SAID = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SET_UP = "mfa_activate_totp"
BY_APP = [Authenticator.Type.TOTP]  # recovery codes alone are no second factor


def say_how_to_treat_it(respond: Respond) -> Respond:
    """Tell the browser how to treat an answer, where nothing stricter was said."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        for name, value in SAID.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def keep_private(respond: Respond) -> Respond:
    """Name the request, and let no browser or proxy keep a page that somebody signed in was shown."""

    def middleware(request: HttpRequest) -> HttpResponse:
        REQUEST.set(secrets.token_hex(8))
        response = respond(request)
        if request.user.is_authenticated or not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def end_old_sessions(respond: Respond) -> Respond:
    """Sign out whoever has been idle too long, or signed in too long ago."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            begun, seen = request.session.setdefault(BEGUN, now), request.session.get(SEEN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - begun > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif now - seen > MINUTE or SEEN not in request.session:
                request.session[SEEN] = now
        return respond(request)

    return middleware


MINUTE = 60  # seconds between two notes of when a session was used


def require_second_factor(respond: Respond) -> Respond:
    """Send those whose role asks for a second factor, and who have none, to set one up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.needs_second_factor and not is_mfa_enabled(user, BY_APP):
            match = resolve(request.path_info)
            if match.view_name not in WITHOUT_SECOND_FACTOR:
                return redirect(SET_UP)
        return respond(request)

    return middleware
