from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.registers.data_registers import entry_triggers


def renew_triggers(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """They ask for no value of an entry whose content was removed."""
    entry_triggers.remove_triggers()
    entry_triggers.install_triggers()


class Migration(migrations.Migration):
    dependencies = [
        ("data_registers", "0002_rewrite_and_links"),
    ]

    operations = [
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
        migrations.RunPython(renew_triggers, migrations.RunPython.noop),
    ]
