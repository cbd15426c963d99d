"""Rows of before programmes existed belong to the first one, under their codes (docs/adr/0045)."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.programmes.migrations._backfill import identify_rows


def identify(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    identify_rows(apps, apps.get_model("documents", "ReportOutline"), "outline")


class Migration(migrations.Migration):
    dependencies = [("documents", "0011_constraint_sentences"), ("programmes", "0001_initial")]

    operations = [
        migrations.AddField(
            "reportoutline",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="report_outlines",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AddField("reportoutline", "uid", models.CharField(max_length=40, null=True)),
        migrations.RunPython(identify, migrations.RunPython.noop),
    ]
