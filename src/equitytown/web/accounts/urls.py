"""The pages of accounts."""

from django.urls import path

from equitytown.web.accounts import views

urlpatterns = [
    path("join/<str:uid>/<str:token>", views.join, name="join"),
]
