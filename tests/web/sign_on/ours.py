"""The application's own settings, with static files as they lie in the package."""

from equitytown.web.settings import *  # noqa: F403

STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
