from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.registers.data_registers import entry_triggers


def install_triggers(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Those of the columns that are there: with these two, of an entry whose content was removed no value is asked."""
    entry_triggers.remove_triggers()
    entry_triggers.install_triggers()


def remove_triggers(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    entry_triggers.remove_triggers()


class Migration(migrations.Migration):
    dependencies = [
        ("data_registers", "0002_rewrite_and_links"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, install_triggers),
        migrations.AddField(
            model_name="dataentry",
            name="removed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="dataentry",
            name="removed_digest",
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.RunPython(install_triggers, remove_triggers),
    ]
