"""Rows of before programmes existed belong to the first one, under their codes (docs/adr/0045)."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.programmes.migrations._backfill import place_rows


def identify(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    place_rows(apps, apps.get_model("analysis", "ReadyQuestion"))


class Migration(migrations.Migration):
    dependencies = [("analysis", "0003_constraint_sentences"), ("programmes", "0001_initial")]

    operations = [
        migrations.AddField(
            "readyquestion",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="ready_questions",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.RunPython(identify, migrations.RunPython.noop),
    ]
