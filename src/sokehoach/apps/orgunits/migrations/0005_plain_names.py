"""Another name of a field in code; the columns stay."""

from django.db import migrations

from sokehoach.apps.shell.migration_operations import RenameFieldsKeepColumns


class Migration(migrations.Migration):
    dependencies = [
        ("orgunits", "0004_other_predecessors"),
    ]

    operations = [
        RenameFieldsKeepColumns(("orgunits", "Boundary", "kept_at", "imported_at")),
    ]
