"""The accounts, as Django knows them."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts of people."""

    name = "equitytown.web.accounts"
    label = "accounts"
