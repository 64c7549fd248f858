"""Pages for what went wrong: what happened, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is there, or nothing that this person may see: the two look the same."""
    del exception
    return render(request, "errors/404.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is there for others."""
    del exception
    return render(request, "errors/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request cannot be read."""
    del exception
    return render(request, "errors/400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something went wrong that should not; the page needs nothing that may itself be broken."""
    del request
    return HttpResponse(SERVER_ERROR, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent from elsewhere, or the page stood open for too long."""
    del reason
    return render(request, "errors/csrf.html", status=403)


SERVER_ERROR = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Something went wrong</title></head>'
    "<body><main><h1>Something went wrong</h1><p>What you sent was not saved. Go back, and try again in a minute; if "
    "it happens again, tell the public health team what you were doing.</p></main></body></html>"
)
