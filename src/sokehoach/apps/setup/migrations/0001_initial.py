"""Creates the search index of all registers once their tables exist (apps.registers.core.word_index)."""

from typing import Any, ClassVar

from django.db import migrations

from sokehoach.apps.registers.core import word_index
from sokehoach.apps.registers.core.catalogue import get_product_registers


def install(apps: Any, schema_editor: Any) -> None:
    word_index.install_triggers()


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = [
        ("shelf", "0001_initial"),
        *sorted({(one.model._meta.app_label, "0001_initial") for one in get_product_registers().values()}),
    ]
    operations: ClassVar = [migrations.RunPython(install, migrations.RunPython.noop)]
