"""A document is of the programme of its outline; without one, of the only programme where it is one (docs/adr/0049)."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def place(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    documents = apps.get_model("documents", "OfficialDocument")._default_manager
    outlines = apps.get_model("documents", "ReportOutline")._default_manager
    of_outline = outlines.filter(pk=OuterRef("outline")).values("programme")
    documents.filter(outline__isnull=False).update(programme=Subquery(of_outline))
    programmes = list(apps.get_model("programmes", "Programme")._default_manager.values_list("pk", flat=True)[:2])
    if len(programmes) == 1:
        documents.filter(outline__isnull=True).update(programme=programmes[0])


class Migration(migrations.Migration):
    dependencies = [("documents", "0014_levels_as_data"), ("programmes", "0001_initial")]

    operations = [
        migrations.AddField(
            "officialdocument",
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
