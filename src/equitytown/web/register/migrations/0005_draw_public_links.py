"""Draw the links of the public faces that are there already."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from equitytown.terms.register import KINDS
from equitytown.web.register.derive import linked


def draw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Draw them, as publishing does."""
    del schema_editor
    links = apps.get_model("register", "PublicLink").objects
    for face in apps.get_model("register", "Publication").every.iterator(chunk_size=500):
        found = {(field.to, reference) for field, reference in linked(KINDS[face.kind], face.content)}
        links.bulk_create(links.model(face=face, kind=to, identifier=reference) for to, reference in sorted(found))


class Migration(migrations.Migration):
    """Public faces know what they link to."""

    dependencies = (("register", "0004_reminders_and_public_links"),)
    operations = (migrations.RunPython(draw, migrations.RunPython.noop),)
