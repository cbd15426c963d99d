"""The trigger compares numbers and days of an entry, by rows of each version (docs/adr/0137).

Entries that are there already are not judged: `sokehoach verify` names one that breaks a comparison.
"""

import json
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.registers.data_registers import entry_triggers
from sokehoach.apps.registers.data_registers.migrations._moving import check_constraints
from sokehoach.domain.registers.comparisons import FieldComparison, list_comparisons
from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.register_type import Constraint, ConstraintRule

# The versions of registers that were apps are there before their comparisons are stored.
MOVED_REGISTERS = (
    ("activities", "0003_entries_are_data"),
    ("area_checks", "0002_entries_are_data"),
    ("briefings", "0002_entries_are_data"),
    ("commitments", "0002_entries_are_data"),
    ("enforcement", "0003_entries_are_data"),
    ("health_checks", "0005_entries_are_data"),
    ("lodging_checks", "0002_entries_are_data"),
    ("support", "0002_entries_are_data"),
    ("surveys", "0002_entries_are_data"),
    ("training", "0003_entries_are_data"),
    ("web_proposals", "0002_entries_are_data"),
    ("work_checks", "0002_entries_are_data"),
)


def store_comparisons(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    terms = apps.get_model("data_registers", "ComparisonTerm")
    versions = apps.get_model("data_registers", "RegisterTypeVersion")._default_manager
    terms._default_manager.bulk_create(
        terms(
            version_id=version.pk,
            comparison=number,
            field=code,
            weight=weight,
            least=comparison.least,
            most=comparison.most,
        )
        for version in versions.order_by("pk")
        for number, comparison in enumerate(read_comparisons(json.loads(version.definition)))
        for code, weight in comparison.weights.items()
    )
    check_constraints()


def read_comparisons(definition: dict[str, Any]) -> list[FieldComparison]:
    """Of a version as it is stored."""
    kinds = {item["code"]: FieldKind(item["kind"]) for item in definition["fields"]}
    constraints = (
        Constraint(ConstraintRule(item["rule"]), tuple(item["fields"]), "", item.get("other", ""))
        for item in definition.get("constraints", ())
    )
    return list_comparisons(kinds, constraints)


def install_triggers(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    entry_triggers.remove_triggers()
    entry_triggers.install_triggers()


def remove_triggers(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    entry_triggers.remove_triggers()


class Migration(migrations.Migration):
    dependencies = [("data_registers", "0006_numbers_in_index"), *MOVED_REGISTERS]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, install_triggers),
        migrations.CreateModel(
            name="ComparisonTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("comparison", models.PositiveSmallIntegerField()),
                ("field", models.CharField(max_length=40, verbose_name="trường")),
                ("weight", models.IntegerField()),
                ("least", models.SmallIntegerField(null=True)),
                ("most", models.SmallIntegerField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comparison_terms",
                        to="data_registers.registertypeversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "comparison", "field"), name="data_registers_term_once")
                ],
            },
        ),
        migrations.RunPython(store_comparisons, migrations.RunPython.noop),
        migrations.RunPython(install_triggers, remove_triggers),
    ]
