"""Programmes and the identity of what they define."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # The rows of other apps are given to a programme whose code stands in the audit trail.
    dependencies = [("audit", "0001_initial"), ("orgunits", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="mã")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="orgunits.unit",
                        verbose_name="đơn vị tổng hợp",
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("form", "biểu mẫu"),
                            ("element", "chỉ tiêu thống kê"),
                            ("indicator", "chỉ số"),
                            ("option_set", "danh mục"),
                            ("outline", "đề cương"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("uid", models.CharField(max_length=40)),
                ("code", models.CharField(max_length=40, verbose_name="mã")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identities",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "ordering": ("programme", "kind", "code"),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "uid"), name="programmes_uid_once"),
                    models.UniqueConstraint(fields=("programme", "kind", "code"), name="programmes_code_once"),
                ],
            },
        ),
    ]
