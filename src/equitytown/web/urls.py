"""Every address of the application. A test takes the routes from here: one without a row in its table fails."""

from django.urls import include, path

urlpatterns = [
    path("", include("equitytown.web.reader.urls")),
    path("", include("equitytown.web.accounts.urls")),
    path("desk/", include("equitytown.web.register.urls")),
]
handler400 = "equitytown.web.errors.bad_request"
handler403 = "equitytown.web.errors.not_allowed"
handler404 = "equitytown.web.errors.not_found"
handler500 = "equitytown.web.errors.server_error"
