"""The floor of the load run: a Django application with one view that answers ok, behind the same gunicorn."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.pop("DJANGO_SETTINGS_MODULE", None)
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="measured and thrown away",  # noqa: S106  it signs nothing
    MIDDLEWARE=[],
)


def ok(request: HttpRequest) -> HttpResponse:
    """Answer."""
    del request
    return HttpResponse("ok")


urlpatterns = [path("privacy", ok), path("", ok)]
application = get_wsgi_application()
