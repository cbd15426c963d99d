"""The days on which an option that a version closed is still used (docs/adr/0054), for versions published before too."""

import json

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.adapters.programme_files.earlier import serialize_spans
from sokehoach.domain.indicators.element import SHARED_OPTION_SETS
from sokehoach.domain.programmes.timeline import build_timeline


def close_options(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    options = apps.get_model("indicators", "Option")._default_manager
    for programme in apps.get_model("programmes", "Programme")._default_manager.all():
        rows = apps.get_model("programmes", "DefinitionVersion")._default_manager.filter(programme=programme.pk)
        versions = [(row.in_force_from, json.loads(row.definition)) for row in rows.order_by("number")]
        if len(versions) < 2:
            continue
        for (section, key), spans in build_timeline(versions).spans.items():
            option_set, _space, code = key.partition(" ")
            if section == "options" and option_set not in SHARED_OPTION_SETS:
                own_options = options.filter(option_set__programme=programme.pk, option_set__code=option_set, code=code)
                own_options.update(spans=serialize_spans(spans))


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_earlier_definitions"), ("programmes", "0003_definition_version")]

    operations = [
        migrations.AddField(
            model_name="option",
            name="spans",
            field=models.JSONField(default=list, verbose_name="được dùng trong"),
        ),
        migrations.RunPython(close_options, migrations.RunPython.noop),
    ]
