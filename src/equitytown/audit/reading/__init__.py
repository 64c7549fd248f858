"""Reading: a file as people have it, into its indicator tables and its text."""

from equitytown.audit.reading.reader import read_published, read_text
from equitytown.audit.reading.tables import Asked

__all__ = ["Asked", "read_published", "read_text"]
