"""Pages that anyone may read."""

from django.urls import path

from equitytown.web.reader import downloads, packs, views

app_name = "reader"
urlpatterns = [
    path("", views.front, name="front"),
    path("help", views.help_page, name="help"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("privacy", views.privacy, name="privacy"),
    path("register/", views.register, name="register"),
    path("register/everything.xlsx", downloads.everything, name="everything"),
    path("register/<kind:kind>.<ending:ending>", downloads.download, name="download"),
    path("register/matrix", views.matrix, name="matrix"),
    path("register/partners", views.partners, name="partners"),
    path("register/governance", packs.governance, name="governance"),
    path("register/evaluation", packs.evaluation_tracker, name="evaluation"),
    path("register/movement", packs.movement_counts, name="movement"),
    path("register/case-studies/", packs.case_studies, name="case-studies"),
    path("register/newsletters/<reference:identifier>", packs.newsletter, name="newsletter"),
    path("register/<kind:kind>/", views.listed, name="records"),
    path("register/<kind:kind>/<reference:identifier>", views.record, name="record"),
    path("measures/<slug:indicator_id>", views.measure, name="measure"),
    path("edition/<path:path>", views.edition, name="edition"),
]
