"""The pages of those who work on the register. All need an account."""

from django.urls import path

from equitytown.web.register.views import history, home, lists, moving, pages, search, updates, writing

urlpatterns = [
    path("", home.home, name="home"),
    path("search", search.search, name="search"),
    path("<kind:kind>/", lists.listed, name="records"),
    path("<kind:kind>/new", writing.new, name="new"),
    path("<kind:kind>/<reference:identifier>/", pages.page, name="record"),
    path("<kind:kind>/<reference:identifier>/edit", writing.edit, name="edit"),
    path("<kind:kind>/<reference:identifier>/update", updates.update, name="update"),
    path("<kind:kind>/<reference:identifier>/history", history.history, name="history"),
    path("<kind:kind>/<reference:identifier>/move/<slug:verb>", moving.move, name="move"),
]
