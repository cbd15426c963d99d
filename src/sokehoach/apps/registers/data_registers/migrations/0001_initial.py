"""Registers that programmes define as data, the table of their entries, and the trigger that holds it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from sokehoach.apps.registers.core import word_index
from sokehoach.apps.registers.data_registers import entry_triggers


def install_triggers(_apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    entry_triggers.install_triggers()
    word_index.install_triggers()


def remove_triggers(_apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    entry_triggers.remove_triggers()
    word_index.remove_triggers(entry_triggers.ENTRY)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("indicators", "0007_earlier_definitions"),
        ("orgunits", "0005_plain_names"),
        ("shelf", "0006_plain_names"),
        ("programmes", "0007_identity_of_registers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(max_length=40, unique=True)),
                ("code", models.CharField(max_length=40, verbose_name="mã")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("function", models.CharField(max_length=20, verbose_name="chức năng")),
                ("columns", models.JSONField(default=dict)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_types",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="RegisterTypeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="phiên bản")),
                ("definition", models.TextField(verbose_name="định nghĩa")),
                ("is_current", models.BooleanField(default=True)),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="data_registers.registertype",
                    ),
                ),
            ],
            options={
                "ordering": ("type", "-number"),
            },
        ),
        migrations.CreateModel(
            name="FieldRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=40, verbose_name="trường")),
                (
                    "value_type",
                    models.CharField(
                        choices=[
                            ("text", "chữ"),
                            ("number", "số nguyên từ 0"),
                            ("flag", "có hoặc không"),
                            ("day", "ngày"),
                            ("codes", "danh sách mã"),
                        ],
                        max_length=10,
                        verbose_name="kiểu",
                    ),
                ),
                ("required", models.BooleanField(verbose_name="bắt buộc")),
                ("largest", models.BigIntegerField(null=True, verbose_name="số lớn nhất")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="field_rules",
                        to="data_registers.registertypeversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "id"),
            },
        ),
        migrations.CreateModel(
            name="DataEntry",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("day", models.DateField(verbose_name="ngày")),
                ("folded", models.TextField(editable=False)),
                ("voided", models.BooleanField(db_column="struck", default=False, verbose_name="đã gạch bỏ")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("function", models.CharField(max_length=20, verbose_name="chức năng")),
                ("content", models.JSONField(verbose_name="nội dung")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="tên")),
                ("unique_digest", models.CharField(max_length=64, null=True)),
                ("text1", models.CharField(blank=True, max_length=40)),
                ("text2", models.CharField(blank=True, max_length=40)),
                ("text3", models.CharField(blank=True, max_length=40)),
                ("text4", models.CharField(blank=True, max_length=40)),
                ("number1", models.BigIntegerField(null=True)),
                ("number2", models.BigIntegerField(null=True)),
                ("number3", models.BigIntegerField(null=True)),
                ("number4", models.BigIntegerField(null=True)),
                ("day1", models.DateField(null=True)),
                ("day2", models.DateField(null=True)),
                ("day3", models.DateField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="orgunits.unit",
                        verbose_name="đơn vị tổ chức",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="data_registers.registertype",
                    ),
                ),
                (
                    "type_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="data_registers.registertypeversion",
                    ),
                ),
            ],
            options={
                "ordering": ("-day", "-created_at", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EntryLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=40, verbose_name="trường")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry_links",
                        to="data_registers.dataentry",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="data_registers.dataentry"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("entry", "field"), name="data_registers_link_once")],
            },
        ),
        migrations.CreateModel(
            name="EntryOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=40, verbose_name="trường")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="option_links",
                        to="data_registers.dataentry",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.option"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "field", "option"), name="data_registers_option_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=40, verbose_name="trường")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_links",
                        to="data_registers.dataentry",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgunits.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "field", "unit"), name="data_registers_unit_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="registertype",
            constraint=models.UniqueConstraint(fields=("programme", "code"), name="data_registers_code_once"),
        ),
        migrations.AddConstraint(
            model_name="registertypeversion",
            constraint=models.UniqueConstraint(fields=("type", "number"), name="data_registers_version_once"),
        ),
        migrations.AddConstraint(
            model_name="registertypeversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("type",), name="data_registers_one_version_current"
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldrule",
            constraint=models.UniqueConstraint(fields=("version", "field"), name="data_registers_rule_once"),
        ),
        migrations.AddIndex(
            model_name="dataentry",
            index=models.Index(fields=["type", "voided", "-day", "-created_at", "id"], name="data_entry_list"),
        ),
        migrations.AddIndex(
            model_name="dataentry",
            index=models.Index(fields=["type", "unit", "voided", "-day"], name="data_entry_unit"),
        ),
        migrations.AddIndex(
            model_name="dataentry",
            index=models.Index(fields=["type", "text1", "voided", "-day"], name="data_entry_text1"),
        ),
        migrations.AddIndex(
            model_name="dataentry",
            index=models.Index(fields=["type", "text2", "voided", "-day"], name="data_entry_text2"),
        ),
        migrations.AddIndex(
            model_name="dataentry",
            index=models.Index(fields=["type", "day1", "voided"], name="data_entry_day1"),
        ),
        migrations.AddConstraint(
            model_name="dataentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided", False)),
                fields=("type", "unique_digest"),
                name="data_registers_entry_once",
            ),
        ),
        migrations.RunPython(install_triggers, remove_triggers),
    ]
