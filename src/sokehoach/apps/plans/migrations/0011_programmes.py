"""A plan serves the programmes whose indicators measure its targets; a measured target is of that (docs/adr/0049)."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def place(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    indicators = apps.get_model("indicators", "Indicator")._default_manager
    programmes = dict(indicators.values_list("uid", "programme"))
    links = set()
    for target in apps.get_model("plans", "Target")._default_manager.exclude(indicator=""):
        if target.indicator in programmes:
            target.programme_id = programmes[target.indicator]
            target.save(update_fields=["programme"])
            links.add((target.plan_id, target.programme_id))
    link = apps.get_model("plans", "Plan").programmes.through
    link._default_manager.bulk_create(link(plan_id=plan, programme_id=programme) for plan, programme in sorted(links))


def build_programme_field() -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="programmes.programme",
        verbose_name="chương trình",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0004_programme_required"),
        ("plans", "0010_order_of_items_by_code"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            "plan",
            "programmes",
            models.ManyToManyField(
                blank=True, related_name="plans", to="programmes.programme", verbose_name="chương trình"
            ),
        ),
        migrations.AddField("target", "programme", build_programme_field()),
        migrations.AddField("duty", "programme", build_programme_field()),
        migrations.AddField("reportingrule", "programme", build_programme_field()),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
