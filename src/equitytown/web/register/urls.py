"""The pages of those who work on the register. All need an account."""

from django.urls import path

from equitytown.web.register.views import (
    carrying,
    exports,
    history,
    home,
    linking,
    lists,
    moving,
    overview,
    pages,
    saved_views,
    search,
    taking_in,
    updates,
    writing,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search", search.search, name="search"),
    path("views", saved_views.views, name="views"),
    path("views/<int:number>/rename", saved_views.rename, name="rename-view"),
    path("views/<int:number>/delete", saved_views.delete, name="delete-view"),
    path("everything.xlsx", exports.everything, name="everything"),
    path("<kind:kind>.<ending:ending>", exports.export, name="export"),
    path("<kind:kind>/to-fill-in.xlsx", taking_in.template, name="to-fill-in"),
    path("<kind:kind>/take-in", taking_in.take_in, name="take-in"),
    path("<kind:kind>/take-in/<int:number>", taking_in.preview, name="preview"),
    path("<kind:kind>/save-view", saved_views.save, name="save-view"),
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
