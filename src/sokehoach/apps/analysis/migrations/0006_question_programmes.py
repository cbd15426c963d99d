"""A saved question is of the programmes of the elements and indicators that it names (docs/adr/0049)."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def place(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    programmes = {}
    for name in ("DataElement", "Indicator"):
        rows = apps.get_model("indicators", name)._default_manager
        programmes |= dict(rows.values_list("uid", "programme"))
    for row in apps.get_model("analysis", "KeptQuestion")._default_manager.order_by("pk"):
        measures = row.definition.get("measures", [])
        row.programmes.set({programmes[uid] for uid in measures if uid in programmes})


class Migration(migrations.Migration):
    dependencies = [
        ("analysis", "0005_programme_required"),
        ("indicators", "0004_programme_required"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            "keptquestion",
            "programmes",
            models.ManyToManyField(related_name="+", to="programmes.programme", verbose_name="chương trình"),
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
