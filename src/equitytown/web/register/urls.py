"""The pages of those who work on the register. All need an account."""

from django.urls import path

from equitytown.web.register.views import (
    carrying,
    history,
    home,
    linking,
    lists,
    moving,
    overview,
    pages,
    search,
    updates,
    writing,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search", search.search, name="search"),
    path("matrix", overview.matrix, name="matrix"),
    path("matrix/<reference:identifier>", linking.link, name="link"),
    path("partners", overview.partners, name="partners"),
    path("workstreams/<reference:identifier>/carry", carrying.carry, name="carry"),
    path("<kind:kind>/", lists.listed, name="records"),
    path("<kind:kind>/new", writing.new, name="new"),
    path("<kind:kind>/<reference:identifier>/", pages.page, name="record"),
    path("<kind:kind>/<reference:identifier>/edit", writing.edit, name="edit"),
    path("<kind:kind>/<reference:identifier>/update", updates.update, name="update"),
    path("<kind:kind>/<reference:identifier>/history", history.history, name="history"),
    path("<kind:kind>/<reference:identifier>/move/<slug:verb>", moving.move, name="move"),
]
