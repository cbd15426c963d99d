"""Roles of before programmes existed belong to the first one, but for those that hold in the whole installation."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.programmes.migrations._backfill import get_first_programme

OF_ALL = {"account.administer", "audit.view"}


def place(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for role in apps.get_model("accounts", "Role")._default_manager.order_by("pk"):
        if not OF_ALL.issuperset(role.actions):
            role.programme_id = get_first_programme(apps).pk
            role.save(update_fields=["programme"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_constraint_sentences"), ("programmes", "0001_initial")]

    operations = [
        migrations.AddField(
            "role",
            "programme",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="roles",
                to="programmes.programme", verbose_name="chương trình",
            ),
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]  # fmt: skip
