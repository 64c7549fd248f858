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
    packs,
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
    path("packs/", packs.packs, name="packs"),
    path("packs/newsletters/<reference:identifier>", packs.newsletter, name="pack-newsletter"),
    path("packs/newsletters/<reference:identifier>/<slug:form>", packs.newsletter_file, name="pack-newsletter-file"),
    path("packs/events/<reference:identifier>", packs.event, name="pack-event"),
    path("packs/events/<reference:identifier>/word", packs.event_word, name="pack-event-word"),
    path("packs/events/<reference:identifier>/attendance", packs.event_attendance, name="pack-event-attendance"),
    path("packs/boards/<reference:identifier>", packs.board, name="pack-board"),
    path("packs/boards/<reference:identifier>/word", packs.board_word, name="pack-board-word"),
    path("packs/governance", packs.governance, name="pack-governance"),
    path("packs/evaluation", packs.evaluation_tracker, name="pack-evaluation"),
    path("packs/movement", packs.movement_counts, name="pack-movement"),
    path("<kind:kind>/", lists.listed, name="records"),
    path("<kind:kind>/new", writing.new, name="new"),
    path("<kind:kind>/<reference:identifier>/", pages.page, name="record"),
    path("<kind:kind>/<reference:identifier>/edit", writing.edit, name="edit"),
    path("<kind:kind>/<reference:identifier>/update", updates.update, name="update"),
    path("<kind:kind>/<reference:identifier>/history", history.history, name="history"),
    path("<kind:kind>/<reference:identifier>/move/<slug:verb>", moving.move, name="move"),
]
