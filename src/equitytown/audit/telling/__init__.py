"""Telling: an audit's remarks for a person, for a script, and on a marked copy of the table."""

from equitytown.audit.telling.account import Account

__all__ = ["Account"]
