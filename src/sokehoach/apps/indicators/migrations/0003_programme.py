"""Rows of before programmes existed belong to the first one, under their codes (docs/adr/0045)."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.programmes.migrations._backfill import identify_rows


def identify(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    identify_rows(apps, apps.get_model("indicators", "OptionSet"), "option_set")
    identify_rows(apps, apps.get_model("indicators", "DataElement"), "element")
    identify_rows(apps, apps.get_model("indicators", "Indicator"), "indicator")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_constraint_sentences"), ("programmes", "0001_initial")]

    operations = [
        migrations.AddField(
            "optionset",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="option_sets",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AddField("optionset", "uid", models.CharField(max_length=40, null=True)),
        migrations.AddField(
            "dataelement",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="elements",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AddField("dataelement", "uid", models.CharField(max_length=20, null=True)),
        migrations.AddField(
            "indicator",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="indicators",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AddField("indicator", "uid", models.CharField(max_length=40, null=True)),
        migrations.RunPython(identify, migrations.RunPython.noop),
    ]
