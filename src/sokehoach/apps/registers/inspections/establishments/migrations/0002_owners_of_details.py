"""Which kind of establishments a detail belongs to stood in code; the programme says it from here on (docs/adr/0126).

A programme with the two option sets gets a next version that says it, in force from the same day, without a leaf of the
trail, as a register that moves (docs/adr/0076). Drafts get the lines.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.adapters.programme_files.yaml_lists import YamlListError, replace_item
from sokehoach.apps.registers.data_registers.migrations._moving import EARLIER_MIGRATIONS, supersede_version

KINDS, DETAILS = "establishment_type", "establishment_subkind"
OWNERS = {
    **dict.fromkeys(("hotel", "guesthouse", "homestay", "boarding", "rental"), "lodging"),
    **dict.fromkeys(("restaurant", "cafe", "hair_spa"), "other"),
}
_REASON = "Nâng cấp phần mềm: loại hình chi tiết thuộc loại hình nào nay do chương trình định nghĩa."
_FILE, _LIST = "option_sets.yaml", "option_sets"


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
    for draft in apps.get_model("programmes", "ProgrammeDraft")._default_manager.all():
        _complete_draft(draft, *new_numbers.get(draft.code, (0, 0)))


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


def _complete_draft(draft: Any, base: int, number: int) -> None:
    """A draft that cannot be read stays as it is: the official mends it first."""
    text = draft.files.get(_FILE, "")
    try:
        items = yaml.safe_load(text)[_LIST]
        place = next(place for place, item in enumerate(items) if item["code"] == DETAILS and "within" not in item)
        sets = [{"code": item["code"], "options": [{"code": code} for code in item["options"]]} for item in items]
        belongs: dict[str, list[str]] = {}
        for detail, owner in _list_owners(sets).items():
            belongs.setdefault(owner, []).append(detail)
        if not belongs:
            return
        item = {**items[place], "within": KINDS, "belongs": belongs}
        draft.files[_FILE] = replace_item(text, (_LIST,), place, item)
    except (yaml.YAMLError, YamlListError, TypeError, KeyError, StopIteration):
        return
    draft.base = number if number and draft.base == base else draft.base
    draft.revision += 1
    draft.save()


class Migration(migrations.Migration):
    dependencies = [
        *EARLIER_MIGRATIONS,
        ("establishments", "0001_initial"),
        ("indicators", "0010_option_owners"),
    ]

    operations = [migrations.RunPython(define_owners, migrations.RunPython.noop)]
