"""Records for tests of composed pages: published at once, so that a page of many parts is quickly made."""

from pathlib import Path
from typing import Any

from equitytown.terms.register import KINDS
from equitytown.web.accounts.models import User
from equitytown.web.accounts.roles import Role
from equitytown.web.register.actions import create
from equitytown.web.register.models import Record
from tests.web import factories

FINDINGS = """\
indicator_id,area_code,period,comparator,comparator_value,value,rating
smoking,E06000032,2024,national,11.6,15.2,worse
"""


def editor() -> User:
    """Give an editor, the same one all through a test."""
    return User.objects.filter(role=Role.EDITOR).first() or factories.person(Role.EDITOR)


def draft(kind: str, /, **told: Any) -> Record:
    """Make a draft."""
    return create(editor(), KINDS[kind], factories.content(kind, **told))


def published(kind: str, /, **told: Any) -> Record:
    """Make a record with a public face."""
    return factories.publish(draft(kind, **told))


def edition(folder: Path) -> Path:
    """Make the folder of an edition that holds one finding; give what holds editions."""
    data = folder / "luton-2023" / "data"
    data.mkdir(parents=True)
    (data.parent / "index.html").write_text("", encoding="utf-8")
    (data / "findings.csv").write_text(FINDINGS, encoding="utf-8")
    return folder
