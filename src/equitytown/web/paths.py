"""What an address may hold: a kind of the register, a reference, and how a file's name ends."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from equitytown.terms.register import KINDS, Kind


class KindConverter:
    """A kind of record, by its slug."""

    regex = "|".join(sorted(KINDS, key=len, reverse=True))

    def to_python(self, value: str) -> Kind:
        """Give the kind."""
        return KINDS[value]

    def to_url(self, value: Kind | str) -> str:
        """Give its slug."""
        return value if isinstance(value, str) else value.slug


class ReferenceConverter(StringConverter):
    """A record's reference."""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]{0,59}"


class EndingConverter(StringConverter):
    """How the name of a file to take out ends."""

    regex = "csv|xlsx"


def register_paths() -> None:
    """Let addresses name kinds and references."""
    register_converter(KindConverter, "kind")
    register_converter(ReferenceConverter, "reference")
    register_converter(EndingConverter, "ending")
