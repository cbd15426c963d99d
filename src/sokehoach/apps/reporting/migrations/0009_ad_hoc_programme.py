"""An ad hoc report belongs to the programme of its data elements; without one, to the first (docs/adr/0049)."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.programmes.migrations._backfill import get_first_programme


def place(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    figures = apps.get_model("reporting", "AdHocFigure")._default_manager.filter(element__isnull=False)
    for row in apps.get_model("reporting", "AdHoc")._default_manager.order_by("asked_at"):
        figure = figures.filter(ad_hoc=row).select_related("element").order_by("position").first()
        row.programme_id = figure.element.programme_id if figure else get_first_programme(apps).pk
        row.save(update_fields=["programme"])


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("reporting", "0008_source_of_parts")]

    operations = [
        migrations.AddField(
            "adhoc",
            "programme",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
