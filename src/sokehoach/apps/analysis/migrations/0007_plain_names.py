"""Another name of a field in code; the columns stay."""

from django.db import migrations

from sokehoach.apps.shell.migration_operations import RenameFieldsKeepColumns


class Migration(migrations.Migration):
    dependencies = [
        ("analysis", "0006_question_programmes"),
    ]

    operations = [
        RenameFieldsKeepColumns(("analysis", "KeptQuestion", "kept_at", "saved_at")),
    ]
