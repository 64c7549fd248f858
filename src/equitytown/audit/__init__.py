"""
Audit: what cannot be right in a published table and its text, and in our own before it is published.

A file is read as people have it (`reading`) into a `Published`: tables whose cells know their part, and passages of
text. Rules are data (`rules/*.yaml`), each with an example of right and of wrong; a check per rule (`checks`) gives
remarks, each with the cells it quotes, how sure it is and how to mend it.
"""

from equitytown.audit.published import (
    Column,
    Entry,
    Line,
    Missing,
    Passage,
    PassageKind,
    Published,
    PublishedTable,
    Role,
    Slip,
)
from equitytown.audit.remarks import Remark, Rule, Sureness

__all__ = [
    "Column",
    "Entry",
    "Line",
    "Missing",
    "Passage",
    "PassageKind",
    "Published",
    "PublishedTable",
    "Remark",
    "Role",
    "Rule",
    "Slip",
    "Sureness",
]
