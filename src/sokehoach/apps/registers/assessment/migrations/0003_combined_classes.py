"""Which class combines others stood in code; the programme says it from here on (docs/adr/0130).

A programme with the classes gets a next version that says it, in force from the same day, without a leaf of the trail,
as one whose details of establishments got their kinds (docs/adr/0126). Drafts get the line.
"""

import json
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.registers.data_registers.migrations._moving import EARLIER_MIGRATIONS, supersede_version
from sokehoach.apps.registers.data_registers.migrations._option_sets import CompletedSet, complete_drafts

CLASSES = "healthy_class"
COMBINED, PARTS = "neither", ("no_prostitution", "no_drugs")
_REASON = "Nâng cấp phần mềm: loại nào gồm cả các loại khác nay do chương trình định nghĩa."


def define_combined_class(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    new_numbers: dict[str, tuple[int, int]] = {}
    for classes in apps.get_model("indicators", "OptionSet")._default_manager.filter(code=CLASSES):
        options = apps.get_model("indicators", "Option")._default_manager.filter(option_set=classes.pk)
        if {*options.values_list("code", flat=True)} != {COMBINED, *PARTS}:
            continue
        options.filter(code=COMBINED).update(combines=[*PARTS])
        versions = apps.get_model("programmes", "DefinitionVersion")._default_manager.filter(
            programme=classes.programme_id
        )
        current = versions.filter(state="published").first()
        if current is not None and (definition := _complete_definition(json.loads(current.definition))) is not None:
            new_numbers[classes.programme.code] = (current.number, supersede_version(current, definition, _REASON))
    complete_drafts(apps, new_numbers, _complete_set)


def _complete_definition(definition: dict[str, Any]) -> dict[str, Any] | None:
    """The definition with the classes that the third combines; None where it has other classes, or says it."""
    for option_set in definition.get("option_sets", ()):
        options = {option["code"]: option for option in option_set["options"]}
        if (
            option_set["code"] == CLASSES
            and options.keys() == {COMBINED, *PARTS}
            and "combines" not in options[COMBINED]
        ):
            options[COMBINED]["combines"] = [*PARTS]
            return definition
    return None


def _complete_set(option_sets: list[Any]) -> CompletedSet | None:
    for place, option_set in enumerate(option_sets):
        has_them = option_set["code"] == CLASSES and {*option_set["options"]} == {COMBINED, *PARTS}
        if has_them and "combines" not in option_set:
            return place, {**option_set, "combines": {COMBINED: [*PARTS]}}
    return None


class Migration(migrations.Migration):
    dependencies = [
        *EARLIER_MIGRATIONS,
        ("assessment", "0002_ground"),
        ("establishments", "0002_owners_of_details"),
        ("indicators", "0011_combined_options"),
    ]

    operations = [migrations.RunPython(define_combined_class, migrations.RunPython.noop)]
