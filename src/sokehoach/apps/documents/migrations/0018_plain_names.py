"""Other names of fields in code; the columns stay."""

from django.db import migrations

from sokehoach.apps.shell.migration_operations import RenameFieldsKeepColumns


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0017_functions_as_data"),
        ("setup", "0002_first_versions"),
    ]

    operations = [
        RenameFieldsKeepColumns(
            ("documents", "ReportOutline", "kept_by", "saved_by"), ("documents", "ReportOutline", "kept_at", "saved_at")
        ),
    ]
