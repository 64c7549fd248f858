"""Let the database itself refuse to change or delete an entry of the trail, or an update."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("register_trailentry", "register_update")
REFUSAL = "An entry is never changed or deleted."

SQLITE = "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION equitytown_refuse() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$ LANGUAGE plpgsql"
)
POSTGRESQL = (
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION equitytown_refuse()"
)


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers of the database in use."""
    del apps
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION.format(refusal=REFUSAL))
    for table in TABLES:
        for verb in ("UPDATE", "DELETE", *(("TRUNCATE",) if postgresql else ())):
            statement = POSTGRESQL if postgresql else SQLITE
            schema_editor.execute(statement.format(table=table, verb=verb, refusal=REFUSAL))


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again."""
    del apps
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for verb in ("UPDATE", "DELETE", *(("TRUNCATE",) if postgresql else ())):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}" + (f" ON {table}" if postgresql else ""))


class Migration(migrations.Migration):
    """Entries and updates can only be added."""

    dependencies = (("register", "0001_initial"),)
    operations = (migrations.RunPython(add, remove),)
