"""Version 1 of each programme that was loaded before there were versions, from its stored rows (docs/adr/0048).

The audit trail gets no leaf: nobody published anything.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.apps.setup.queries.stored_definition import build_stored_definition


def build_first_versions(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    versions = apps.get_model("programmes", "DefinitionVersion")._default_manager
    for programme in apps.get_model("programmes", "Programme")._default_manager.filter(versions=None):
        stored = build_stored_definition(apps.get_model, programme)
        canonical = canonicalize(stored)
        versions.create(
            programme=programme,
            number=1,
            in_force_from=stored.valid_from,
            digest=canonical.digest,
            definition=canonical.text,
            published_by="sokehoach migrate",
            published_at=timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("setup", "0001_initial"),
        ("programmes", "0003_definition_version"),
        ("accounts", "0009_walls_as_data"),
        ("analysis", "0006_question_programmes"),
        ("assessment", "0002_ground"),
        ("documents", "0017_functions_as_data"),
        ("indicators", "0006_level_rules"),
        ("inspections", "0002_inspection_programme"),
        ("orgunits", "0003_levels_as_data"),
        ("reporting", "0010_functions_as_data"),
        ("shelf", "0005_programme_required"),
    ]

    operations = [migrations.RunPython(build_first_versions, migrations.RunPython.noop)]
