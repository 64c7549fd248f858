"""Single sign-on: beginning it, and coming back from it."""

import logging
import secrets

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.views import callback as library_callback
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equitytown.web.accounts.adapters import NONCE

LOG = logging.getLogger(__name__)


@require_safe
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """
    Send somebody to the provider, with words that its answer must hold.

    It is reached by a link, not by a form: browsers hold the redirects of a form to the page's own site.
    """
    try:
        provider = get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    nonce = secrets.token_urlsafe(32)
    try:
        answer: HttpResponse = provider.redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=get_next_redirect_url(request),
            auth_params={**provider.get_auth_params(), NONCE: nonce},
            **{NONCE: nonce},
        )
    except OSError as error:  # whatever kept it from being reached
        LOG.warning("The single sign-on cannot be reached: %s", error)
        return render(request, "socialaccount/not_reached.html", status=503)
    return answer


@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider, in or refused."""
    return library_callback(request, provider_id)  # type: ignore[no-any-return]  # it has no types
