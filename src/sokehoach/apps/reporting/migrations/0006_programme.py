"""Rows of before programmes existed belong to the first one, under their codes (docs/adr/0045)."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.programmes.migrations._backfill import identify_rows, place_rows


def identify(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    forms = apps.get_model("reporting", "Form")
    identify_rows(apps, forms, "form")
    for form in forms._default_manager.order_by("code"):
        form.definition = {"uid": form.uid} | form.definition
        form.save(update_fields=["definition"])
        form.programme.unit_id = form.programme.unit_id or form.unit_id
        form.programme.save(update_fields=["unit"])
    place_rows(apps, apps.get_model("reporting", "Regime"))


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_constraint_sentences"), ("programmes", "0001_initial")]

    operations = [
        migrations.AddField(
            "form",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="forms",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AddField("form", "uid", models.CharField(max_length=20, null=True)),
        migrations.AddField(
            "regime",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="regimes",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.RunPython(identify, migrations.RunPython.noop),
    ]
