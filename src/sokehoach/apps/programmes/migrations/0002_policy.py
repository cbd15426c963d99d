"""Confidential groups as data, and policies of programmes on counts of persons."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import sokehoach.apps.shell.free_text

# The groups that were an enumeration in the code. An installation that has units keeps them with the same codes and the
# same wall; a new one gets them from the strict policy (programmes/strict_policy.yaml) with its first programme.
GROUPS = (  # code, name, English, whether drawn as a trend
    ("enforcement", "kiểm tra, xử lý", "inspection and enforcement", True),
    ("support", "y tế, hỗ trợ", "health and support", False),
)


def create_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if not apps.get_model("orgunits", "Unit").objects.exists():
        return
    group = apps.get_model("programmes", "InstallationGroup")
    group.objects.bulk_create(
        group(code=code, position=position, name=name, english=english, wall="enforcement-support", in_trends=in_trends)
        for position, (code, name, english, in_trends) in enumerate(GROUPS)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
        ("orgunits", "0003_levels_as_data"),
    ]

    operations = [
        migrations.CreateModel(
            name="InstallationGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="mã")),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(max_length=60, verbose_name="tên")),
                ("english", models.CharField(blank=True, max_length=60, verbose_name="tên tiếng Anh")),
                ("wall", models.CharField(blank=True, max_length=40, verbose_name="bức tường")),
                ("in_trends", models.BooleanField(default=False, verbose_name="vẽ xu hướng")),
            ],
            options={
                "ordering": ("position", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code", "general"), _negated=True),
                        name="programmes_group_is_confidential",
                        violation_error_message="«general» là chức năng chung, không phải nhóm bảo mật.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lowest_level", models.CharField(blank=True, max_length=20, verbose_name="cấp thấp nhất")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                (
                    "document",
                    sokehoach.apps.shell.free_text.FreeLine(blank=True, max_length=300, verbose_name="văn bản"),
                ),
                (
                    "clause",
                    sokehoach.apps.shell.free_text.FreeLine(blank=True, max_length=200, verbose_name="điều, khoản"),
                ),
                (
                    "decided_by",
                    sokehoach.apps.shell.free_text.FreeLine(
                        blank=True, max_length=200, verbose_name="người quyết định"
                    ),
                ),
                ("loaded_at", models.DateTimeField(verbose_name="nạp lúc")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy_rules",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clause", ""), ("decided_by", ""), ("document", "")),
                            models.Q(
                                models.Q(("lowest_level", ""), _negated=True),
                                models.Q(("document", ""), _negated=True),
                                models.Q(("clause", ""), _negated=True),
                                models.Q(("decided_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="programmes_policy_basis_is_complete",
                        violation_error_message="Căn cứ gồm đủ văn bản, điều khoản và người quyết định.",
                    )
                ],
            },
        ),
        migrations.RunPython(create_groups, migrations.RunPython.noop),
    ]
