"""The definition by which reports were sent (docs/adr/0054). Reports that are sent already get that of today's rows.

Until now they were shown by these rows, so what they show stays as it is.
"""

import hashlib
from dataclasses import fields
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.adapters.programme_files.canonical import parse_plain, to_plain
from sokehoach.apps.programmes import immutability
from sokehoach.apps.reporting.models.definition import parse_form, serialize_sent_form
from sokehoach.domain.indicators.element import DataElement


def install_triggers(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    immutability.install_triggers()


def pin_sent_reports(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    versions = apps.get_model("reporting", "FormVersion")._default_manager
    for row in apps.get_model("reporting", "Form")._default_manager.all():
        reports = apps.get_model("reporting", "Submission")._default_manager.filter(form=row)
        sent = reports.exclude(state__in=("draft", "returned"))
        if not sent.exists():
            continue
        form = parse_form(row.definition)
        uids = {cell.element for cell in form.cells}
        elements = apps.get_model("indicators", "DataElement")._default_manager.filter(uid__in=uids)
        content = serialize_sent_form(form, {element.uid: _build_element(element) for element in elements})
        digest = hashlib.sha256(content.encode()).hexdigest()
        sent.update(form_version=versions.create(form=row, digest=digest, content=content))


def _build_element(row: Any) -> DataElement:
    columns = {
        field.name: to_plain(getattr(row, field.name))
        for field in fields(DataElement)
        if hasattr(row, field.name) and not field.metadata.get("derived")
    }
    return parse_plain(DataElement, columns)


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0012_plain_names"),
        ("indicators", "0007_earlier_definitions"),
        ("programmes", "0003_definition_version"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, verbose_name="mã băm")),
                ("content", models.TextField(verbose_name="định nghĩa")),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="reporting.form",
                        verbose_name="biểu mẫu",
                    ),
                ),
            ],
            options={"ordering": ("form", "id")},
        ),
        migrations.AddField(
            model_name="submission",
            name="form_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="reporting.formversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(fields=("form", "digest"), name="reporting_form_version_once"),
        ),
        migrations.RunPython(install_triggers, migrations.RunPython.noop),
        migrations.RunPython(pin_sent_reports, migrations.RunPython.noop),
    ]
