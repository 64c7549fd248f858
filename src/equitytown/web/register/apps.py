"""The register, as Django knows it."""

from django.apps import AppConfig

from equitytown.web.paths import register_paths


class RegisterConfig(AppConfig):
    """Records and their trail."""

    name = "equitytown.web.register"
    label = "register"

    def ready(self) -> None:
        """Let addresses name kinds and references, before any is read."""
        register_paths()
