"""Once every register has its table: the index of their words (apps.registers.shelf.words), kept by the database."""

from typing import Any, ClassVar

from django.db import migrations

from sokehoach.apps.registers.shelf import words
from sokehoach.apps.registers.shelf.catalogue import registers


def install(apps: Any, schema_editor: Any) -> None:
    words.install()


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = [
        ("shelf", "0001_initial"),
        *sorted({(one.model._meta.app_label, "0001_initial") for one in registers().values()}),
    ]
    operations: ClassVar = [migrations.RunPython(install, migrations.RunPython.noop)]
