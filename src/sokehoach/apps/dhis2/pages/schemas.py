"""Schemas of the objects that are listed: what generic clients build their models of."""

from typing import Any

from sokehoach.adapters.dhis2.object_fields import Item, ObjectReference
from sokehoach.adapters.dhis2.unit_objects import Objects
from sokehoach.apps.dhis2.pages.objects import LISTS

_TEXTS = ("id", "code", "name", "displayName", "created", "lastUpdated", "href")
_IRREGULAR = {"categories": "category"}


def build_schemas(root: str, objects: Objects) -> list[dict[str, Any]]:
    """One schema for each list. `root`: the address of the API. Objects are read only: no property is writable.

    The properties are those of a listed object beside the usual ones; collections are left out, whose members have no
    schema of their own.
    """
    return [_build_schema(plural, root, next(iter(objects.get(plural, {}).values()), {})) for plural in LISTS]


def make_singular(plural: str) -> str:
    return _IRREGULAR.get(plural) or plural.removesuffix("s")


def _build_schema(plural: str, root: str, example: Item) -> dict[str, Any]:
    types = dict.fromkeys(_TEXTS, "TEXT") | _list_types(example)
    singular = make_singular(plural)
    class_name = singular[0].upper() + singular[1:]
    return {
        "name": singular,
        "displayName": class_name,
        "singular": singular,
        "plural": plural,
        "collectionName": plural,
        "klass": f"org.hisp.dhis.{class_name}",
        "href": f"{root}/schemas/{singular}",
        "apiEndpoint": f"{root}/{plural}",
        "relativeApiEndpoint": f"/{plural}",
        "metadata": True,
        "identifiableObject": True,
        "nameableObject": True,
        "shareable": False,
        "translatable": False,
        "authorities": [],
        "properties": [
            {
                "name": name, "fieldName": name, "klass": "java.lang.String", "propertyType": kind, "persisted": True,
                "readable": True, "writable": False, "owner": True, "required": False, "simple": kind != "REFERENCE",
                "collection": False,
            }
            for name, kind in types.items()
        ],
    }  # fmt: skip


def _list_types(example: Item) -> dict[str, str]:
    """The types of an object's properties, in DHIS2's words."""
    types: dict[str, str] = {}
    for name, value in example.items():
        match value() if callable(value) else value:
            case bool():
                types[name] = "BOOLEAN"
            case int():
                types[name] = "INTEGER"
            case ObjectReference() | dict():
                types[name] = "REFERENCE"
            case list() | tuple():
                continue
            case _:
                types[name] = "TEXT"
    return types
