"""The provider's pages: its own sign-in, which believes any name, and those of the protocol."""

from django.contrib.auth import get_user_model, login
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import include, path


def sign_in(request):
    """Ask who it is, and believe it."""
    if request.method == "POST":
        login(request, get_user_model().objects.get(username=request.POST["username"]))
        return HttpResponseRedirect(request.POST["next"])
    return HttpResponse("Who are you?")


urlpatterns = [path("login", sign_in), path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]
