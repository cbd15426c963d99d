"""The register is defined by programmes; its entries stand in their table (docs/adr/0076, 0129).

Six numbers were asked for later than the others. Entries that lack one are under a version in which nobody asks for it.
"""

import json
from typing import Any, ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.registers.data_registers.migrations._moving import (
    EARLIER_MIGRATIONS,
    build_operations,
    check_constraints,
)
from sokehoach.domain.ledger.canonical import encode_canonical_json

ASKED_LATER = (
    *("trafficking_cases", "accused_trafficking", "child_exploitation_cases", "accused_child_exploitation"),
    *("victims_trafficked", "minors_trafficked"),
)


def keep_earlier_rules(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    version = (
        apps.get_model("data_registers", "RegisterTypeVersion")
        ._default_manager.filter(type__uid="enforcement", is_current=True)
        .first()
    )
    entries = apps.get_model("data_registers", "DataEntry")._default_manager.filter(type__uid="enforcement")
    earlier_entries = [  # where the migration was undone and is made again, they are under their version already
        entry.pk
        for entry in entries.filter(type_version__is_current=True).only("content").iterator()
        if entry.content.get("source") == "police" and not {*ASKED_LATER} <= entry.content.keys()
    ]
    if version is None or not earlier_entries:
        return
    earlier = type(version)._default_manager.create(
        type_id=version.type_id,
        number=version.number - 1,
        definition=encode_canonical_json(build_earlier_definition(json.loads(version.definition))).decode(),
        is_current=False,
    )
    rules = apps.get_model("data_registers", "FieldRule")._default_manager
    for rule in rules.filter(version=version.pk):
        rules.create(
            version_id=earlier.pk,
            field=rule.field,
            value_type=rule.value_type,
            required=rule.required,
            largest=rule.largest,
        )
    for start in range(0, len(earlier_entries), 500):
        entries.filter(pk__in=earlier_entries[start : start + 500]).update(type_version_id=earlier.pk)
    check_constraints()


def build_earlier_definition(definition: dict[str, Any]) -> dict[str, Any]:
    """Nobody asks for the later numbers, and the parts of a whole are those that were there."""
    for field in definition["fields"]:
        if field["code"] in ASKED_LATER:
            del field["required_when"]
    for constraint in definition["constraints"]:
        parts = [code for code in constraint["fields"] if code not in ASKED_LATER]
        constraint["fields"] = parts or constraint["fields"]
    return definition


def _build_operations() -> list[Any]:
    move, *drop = build_operations(__file__, "CaseTally", lambda apps: apps.get_model("enforcement", "CaseTally"))
    return [move, migrations.RunPython(keep_earlier_rules, migrations.RunPython.noop), *drop]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("enforcement", "0002_trafficking"),
        ("training", "0003_entries_are_data"),
        ("data_registers", "0004_counted_rows"),
        *EARLIER_MIGRATIONS,
    ]
    operations: ClassVar = _build_operations()
