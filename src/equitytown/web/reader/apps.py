"""The readers' pages, as Django knows them."""

from django.apps import AppConfig


class ReaderConfig(AppConfig):
    """Pages that need no account."""

    name = "equitytown.web.reader"
    label = "reader"
