"""The one metadata attribute in which an object carries, as JSON, what DHIS2 has no place for."""

import json
from collections.abc import Mapping
from typing import Any

from sokehoach.adapters.dhis2 import uids
from sokehoach.adapters.dhis2.object_fields import ObjectReference

SYSTEM_NAME = "Sổ Kế hoạch"
ATTRIBUTE = "SOKEHOACH"
ATTRIBUTE_UID = uids.make_uid("attribute", ATTRIBUTE)
_NAME = "Sổ Kế hoạch: điều DHIS2 không có chỗ ghi"
_OF = ("dataElement", "dataSet", "indicator", "section", "organisationUnit", "organisationUnitGroup")


def build_attribute() -> dict[str, Any]:
    return {
        "id": ATTRIBUTE_UID, "code": ATTRIBUTE, "name": _NAME, "displayName": _NAME, "shortName": _NAME,
        "valueType": "LONG_TEXT", "mandatory": False, "unique": False, **{f"{kind}Attribute": True for kind in _OF},
    }  # fmt: skip


def build_attribute_values(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What DHIS2 cannot say of an object."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return [{"attribute": ObjectReference("attributes", ATTRIBUTE_UID), "value": text}]


def parse_attribute_values(item: Mapping[str, Any]) -> dict[str, Any]:
    """What an object says of itself in the attribute; {} where it says nothing that is read."""
    rows = item.get("attributeValues")
    for row in rows if isinstance(rows, list) else ():
        attribute = row.get("attribute") if isinstance(row, dict) else None
        if isinstance(attribute, dict) and attribute.get("id") == ATTRIBUTE_UID:
            try:
                values = json.loads(str(row.get("value", "")))
            except (ValueError, RecursionError):
                return {}
            return values if isinstance(values, dict) else {}
    return {}
