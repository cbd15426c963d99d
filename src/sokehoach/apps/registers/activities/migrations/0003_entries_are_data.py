"""The register is defined by programmes; its entries stand in their table (docs/adr/0076)."""

from typing import ClassVar

from django.db import migrations

from sokehoach.apps.registers.data_registers.migrations._moving import EARLIER_MIGRATIONS, build_operations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("activities", "0002_joint_programmes"),
        ("work_checks", "0002_entries_are_data"),
        *EARLIER_MIGRATIONS,
    ]
    operations: ClassVar = build_operations(__file__, "Activity", lambda apps: apps.get_model("activities", "Activity"))
