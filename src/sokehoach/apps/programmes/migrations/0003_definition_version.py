"""Published versions of definitions, which the database keeps as they are (docs/adr/0048)."""

import django.db.models.deletion
from django.db import migrations, models

from sokehoach.apps.programmes import immutability


def install_triggers(_apps, _editor):
    immutability.install_triggers()


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0002_policy"),
    ]

    operations = [
        migrations.CreateModel(
            name="DefinitionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="phiên bản")),
                (
                    "state",
                    models.CharField(
                        choices=[("published", "đang dùng"), ("superseded", "đã được thay thế")],
                        default="published",
                        max_length=20,
                        verbose_name="trạng thái",
                    ),
                ),
                ("in_force_from", models.DateField(verbose_name="áp dụng từ ngày")),
                ("digest", models.CharField(max_length=64, verbose_name="mã băm")),
                ("definition", models.TextField(verbose_name="định nghĩa")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("published_by", models.CharField(max_length=150, verbose_name="người công bố")),
                ("published_at", models.DateTimeField(verbose_name="công bố lúc")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "number"), name="programmes_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("programme",),
                        name="programmes_one_version_published",
                    ),
                ],
            },
        ),
        migrations.RunPython(install_triggers, migrations.RunPython.noop),
    ]
