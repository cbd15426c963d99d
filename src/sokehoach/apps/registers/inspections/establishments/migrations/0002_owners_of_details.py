"""Which kind of establishments a detail belongs to stood in code; the programme says it from here on (docs/adr/0126).

A programme with the two option sets gets a next version that says it, in force from the same day, without a leaf of the
trail, as a register that moves (docs/adr/0076). Drafts get the lines.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.apps.registers.data_registers.migrations._moving import EARLIER_MIGRATIONS, supersede_version
from sokehoach.apps.registers.data_registers.migrations._option_sets import CompletedSet, complete_drafts

KINDS, DETAILS = "establishment_type", "establishment_subkind"
OWNERS = {
    **dict.fromkeys(("hotel", "guesthouse", "homestay", "boarding", "rental"), "lodging"),
    **dict.fromkeys(("restaurant", "cafe", "hair_spa"), "other"),
}
_REASON = "Nâng cấp phần mềm: loại hình chi tiết thuộc loại hình nào nay do chương trình định nghĩa."


def define_owners(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    new_numbers: dict[str, tuple[int, int]] = {}
    for details in apps.get_model("indicators", "OptionSet")._default_manager.filter(code=DETAILS, wider_set=""):
        versions = apps.get_model("programmes", "DefinitionVersion")._default_manager.filter(
            programme=details.programme_id
        )
        current = versions.filter(state="published").first()
        if current is None or (definition := _complete_definition(json.loads(current.definition))) is None:
            continue
        owners = _list_owners(definition["option_sets"])
        kinds = type(details)._default_manager.get(programme=details.programme_id, code=KINDS)
        details.wider_set = kinds.uid
        details.save(update_fields=["wider_set"])
        for code, owner in owners.items():
            apps.get_model("indicators", "Option")._default_manager.filter(option_set=details.pk, code=code).update(
                owner=owner
            )
        new_numbers[details.programme.code] = (current.number, supersede_version(current, definition, _REASON))
    complete_drafts(apps, new_numbers, _complete_set)


def _list_owners(option_sets: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """By detail of the definition, its kind, where the definition has that kind."""
    codes = {item["code"]: {option["code"] for option in item["options"]} for item in option_sets}
    return {
        detail: owner
        for detail, owner in OWNERS.items()
        if detail in codes.get(DETAILS, ()) and owner in codes.get(KINDS, ())
    }


def _complete_definition(definition: dict[str, Any]) -> dict[str, Any] | None:
    """The definition with the kinds of its details; None where it has none of them."""
    owners = _list_owners(definition.get("option_sets", ()))
    for item in definition.get("option_sets", ()):
        if item["code"] == DETAILS and owners and "wider_set" not in item:
            item["wider_set"] = KINDS
            for option in item["options"]:
                if option["code"] in owners:
                    option["owner"] = owners[option["code"]]
            return definition
    return None


def _complete_set(option_sets: list[Any]) -> CompletedSet | None:
    sets = [{"code": item["code"], "options": [{"code": code} for code in item["options"]]} for item in option_sets]
    belongs: dict[str, list[str]] = {}
    for detail, owner in _list_owners(sets).items():
        belongs.setdefault(owner, []).append(detail)
    for place, item in enumerate(option_sets):
        if belongs and item["code"] == DETAILS and "within" not in item:
            return place, {**item, "within": KINDS, "belongs": belongs}
    return None


class Migration(migrations.Migration):
    dependencies = [
        *EARLIER_MIGRATIONS,
        ("establishments", "0001_initial"),
        ("indicators", "0010_option_owners"),
    ]

    operations = [migrations.RunPython(define_owners, migrations.RunPython.noop)]
