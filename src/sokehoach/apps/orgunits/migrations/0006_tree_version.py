"""The version of the tree of units, written by triggers of the database."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from sokehoach.apps.orgunits import tree_version


def install_triggers(_apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    tree_version.install_triggers()


class Migration(migrations.Migration):
    dependencies = [
        ("orgunits", "0005_plain_names"),
    ]

    operations = [
        migrations.RunPython(install_triggers, migrations.RunPython.noop),
    ]
