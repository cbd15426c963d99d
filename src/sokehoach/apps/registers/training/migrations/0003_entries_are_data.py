"""Courses and their tables are registers that programmes define; their entries stand there (docs/adr/0076, 0122)."""

from typing import ClassVar

from django.db import migrations

from sokehoach.apps.registers.data_registers.migrations._moving import EARLIER_MIGRATIONS, build_operations
from sokehoach.apps.registers.data_registers.migrations._moving_rows import RowTable, build_row_mover

ATTENDANCE = RowTable(
    find_model=lambda apps: apps.get_model("training", "Attendance"),
    parent="course",
    unit="unit",
    unit_field="staff_unit",
    written_by="ghi cán bộ dự",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("training", "0002_joint_programmes"),
        ("activities", "0003_entries_are_data"),
        ("data_registers", "0004_counted_rows"),
        *EARLIER_MIGRATIONS,
    ]
    operations: ClassVar = build_operations(
        __file__,
        "Course",
        lambda apps: apps.get_model("training", "Course"),
        row_model="Attendance",
        move_rows=build_row_mover(ATTENDANCE),
    )
