"""The register is defined by programmes; its entries stand in their table (docs/adr/0076)."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.registers.data_registers.migrations._moving import (
    EARLIER_MIGRATIONS,
    move_register,
    read_moved_register,
)


def move(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("commitments", "CommitmentRound")._default_manager
    move_register(apps, read_moved_register(__file__), rows)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("commitments", "0001_initial"), *EARLIER_MIGRATIONS]
    operations: ClassVar = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel("CommitmentRound"),
    ]
