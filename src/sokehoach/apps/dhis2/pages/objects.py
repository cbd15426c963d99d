"""The lists of DHIS2's metadata: what `fields`, `filter`, `order` and paging ask for of the objects."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from sokehoach.adapters.dhis2.object_fields import (
    Item,
    ObjectReference,
    QueryError,
    parse_fields,
    parse_page,
    pick_fields,
    sort_items,
)
from sokehoach.adapters.dhis2.object_filters import matches_filters, matches_query, parse_filters
from sokehoach.adapters.dhis2.unit_objects import Objects
from sokehoach.apps.dhis2.queries.catalogues import MetadataContext
from sokehoach.apps.shell.outcomes import NotFoundError

type Params = Mapping[str, Sequence[str]]

LISTS = (
    "organisationUnits", "organisationUnitLevels", "organisationUnitGroups", "organisationUnitGroupSets",
    "dataElements", "dataSets", "sections", "categories", "categoryOptions", "categoryCombos", "categoryOptionCombos",
    "optionSets", "options", "indicators", "indicatorTypes", "attributes", "programIndicators", "programs",
)  # fmt: skip
# What no programme has, and clients ask for all the same: there is none.
EMPTY_LISTS = (
    "categoryOptionGroupSets", "categoryOptionGroups", "constants", "dashboards", "dataApprovalLevels",
    "dataApprovalWorkflows", "dataElementGroupSets", "dataElementGroups", "dataEntryForms", "dimensions", "documents",
    "eventVisualizations", "indicatorGroupSets", "indicatorGroups", "legendSets", "maps", "optionGroupSets",
    "optionGroups", "predictorGroups", "predictors", "programIndicatorGroups", "programRuleVariables", "programRules",
    "programStages", "relationshipTypes", "reportTables", "reports", "routes", "sqlViews", "trackedEntityAttributes",
    "trackedEntityTypes", "userGroups", "userRoles", "validationRuleGroups", "validationRules", "visualizations",
)  # fmt: skip
MAX_REFERENCES = 100_000  # references in one answer
METADATA = tuple(name for name in LISTS if name not in ("programIndicators", "programs"))


_OWN_UNITS = ("userOnly", "userDataViewOnly", "userDataViewFallback")


class ObjectLists:
    """The objects that an account sees, by list."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._reference_count = 0

    def build_list(
        self, plural: str, params: Params, *, path: str = "", own_units: Collection[str] = ()
    ) -> dict[str, Any]:
        """The body of a list. `path`: its address, for the link to the next page. `own_units`: those of the account, to
        which `userOnly` limits the list. Raises QueryError.
        """
        single = {name: values[-1] for name, values in params.items() if values}
        tree = parse_fields(params.get("fields", ()), "id,displayName")
        page = parse_page(single)
        items = self._choose_items(self._list_items(plural, single, own_units), params, own_units)
        ordered = sort_items(items, _list_orders(params))
        if page.size == 0:
            return {plural: [pick_fields(item, tree, self.resolve) for item in ordered]}
        start = (page.number - 1) * page.size
        pages = page.count_pages(len(ordered))
        pager: dict[str, Any] = {
            "page": page.number, "pageSize": page.size, "pageCount": pages, "total": len(ordered),
        }  # fmt: skip
        if page.number < pages:
            query = {name: list(values) for name, values in params.items()} | {"page": [str(page.number + 1)]}
            pager["nextPage"] = f"{path}?{urlencode(query, doseq=True)}"
        page_items = ordered[start : start + page.size]
        return {"pager": pager, plural: [pick_fields(item, tree, self.resolve) for item in page_items]}

    def _choose_items(self, items: Iterable[Item], params: Params, own_units: Collection[str] = ()) -> list[Item]:
        """Those that all the parameters mean. Raises QueryError."""
        single = {name: values[-1] for name, values in params.items() if values}
        conditions = parse_filters(params.get("filter", ()))
        together = single.get("rootJunction", "AND").upper() != "OR"
        levels, max_levels = _parse_levels(params, "level"), _parse_levels(params, "maxLevel")
        is_own = single.get("withinUserHierarchy", "").lower() == "true"
        return [
            item
            for item in items
            if matches_filters(item, conditions, self.resolve, together=together)
            and ("query" not in single or matches_query(item, single["query"]))
            and (not levels or item.get("level") in levels)
            and (not max_levels or item.get("level", 0) <= min(max_levels))
            and (not is_own or not {"path", "level"} <= item.keys() or _is_within(item, own_units))
        ]

    def _list_items(self, plural: str, params: Mapping[str, str], own_units: Collection[str]) -> Iterable[Item]:
        objects = self._objects.get(plural, {})
        if plural == "organisationUnits" and any(params.get(name, "").lower() == "true" for name in _OWN_UNITS):
            return [objects[uid] for uid in own_units if uid in objects]
        return objects.values()

    def build_object(self, plural: str, uid: str, params: Params) -> dict[str, Any]:
        """One object, whole if no fields are named. Raises NotFoundError and QueryError."""
        return pick_fields(self._get_item(plural, uid), parse_fields(params.get("fields", ()), "*"), self.resolve)

    def build_relatives(self, uid: str, relation: str, params: Params) -> dict[str, Any]:
        """A unit with those above it or below it: «children», «descendants», «ancestors»; «parents»: without itself.

        `level`: so many levels below the unit. Raises NotFoundError and QueryError.
        """
        unit, units = self._get_item("organisationUnits", uid), self._objects["organisationUnits"]
        path_below = f"{unit['path']}/"
        levels = _parse_levels(params, "level")
        relatives = {
            "children": lambda row: row["path"].startswith(path_below) and row["level"] == unit["level"] + 1,
            "descendants": lambda row: row["path"].startswith(path_below),
            "ancestors": lambda row: path_below.startswith(f"{row['path']}/"),
            "parents": lambda row: path_below.startswith(f"{row['path']}/"),
            "level": lambda row: row["path"].startswith(path_below) and row["level"] - unit["level"] in levels,
        }
        is_related = relatives[relation]
        own_rows = [] if relation == "parents" or (relation == "level" and 0 not in levels) else [unit]
        rows = [*own_rows, *(row for row in units.values() if row is not unit and is_related(row))]
        chosen_rows = self._choose_items(rows, {**params, "level": ()})
        tree = parse_fields(params.get("fields", ()), "id,displayName")
        ordered = sort_items(chosen_rows, _list_orders(params) or ("level",))
        return {"organisationUnits": [pick_fields(row, tree, self.resolve) for row in ordered]}

    def _get_item(self, plural: str, uid: str) -> Item:
        item = self._objects.get(plural, {}).get(uid)
        if item is None:
            raise NotFoundError
        return item

    def build_metadata(self, params: Params) -> dict[str, Any]:
        """All lists, or those that are named as `dataSets=true`, or by a parameter of their own («dataSets:filter»).

        A parameter without the name of a list is of every list that has none of its own. Raises QueryError.
        """
        named_lists = [
            name
            for name in METADATA
            if params.get(name, ("",))[-1].lower() == "true" or any(key.startswith(f"{name}:") for key in params)
        ]
        metadata = {}
        for plural in named_lists or METADATA:
            own_params = {
                name: params.get(f"{plural}:{name}") or params.get(name, ())
                for name in ("fields", "filter", "order", "rootJunction")
            }
            tree = parse_fields(own_params["fields"], "*")
            items = self._choose_items(self._objects.get(plural, {}).values(), own_params)
            ordered = sort_items(items, own_params["order"]) if own_params["order"] else items
            metadata[plural] = [pick_fields(item, tree, self.resolve) for item in ordered]
        return metadata

    def resolve(self, reference: ObjectReference) -> Item | None:
        """The object; QueryError once a request has followed too many: «children» and «parent» multiply each other."""
        self._reference_count += 1
        if self._reference_count > MAX_REFERENCES:
            raise QueryError(f"fields and filter follow more than {MAX_REFERENCES} objects")
        return self._objects.get(reference.plural, {}).get(reference.uid)


def list_objects(context: MetadataContext) -> ObjectLists:
    return ObjectLists(context.objects)


def find_relation(params: Params) -> str:
    """What the address of one unit asks for beside it; «» for the unit alone."""
    names = {"includeChildren": "children", "includeDescendants": "descendants", "includeAncestors": "ancestors"}
    for name, relation in names.items():
        if params.get(name, ("",))[-1].lower() == "true":
            return relation
    return "level" if params.get("level") else ""


def _parse_levels(params: Params, name: str) -> frozenset[int]:
    """Raises QueryError."""
    texts = [text for text in params.get(name, ()) if text]
    if not all(text.isascii() and text.isdecimal() for text in texts):
        raise QueryError(f"{name} is a whole number")
    return frozenset(int(text[:9]) for text in texts)


def _list_orders(params: Params) -> Sequence[str]:
    is_sorted_by_level = params.get("levelSorted", ("",))[-1].lower() == "true"
    return ("level", *params.get("order", ())) if is_sorted_by_level else params.get("order", ())


def _is_within(item: Item, own_units: Collection[str]) -> bool:
    return any(uid in item["path"].split("/") for uid in own_units)
