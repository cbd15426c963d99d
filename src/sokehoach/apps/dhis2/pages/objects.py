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
    "dataApprovalWorkflows", "dataElementGroupSets", "dataElementGroups", "dimensions", "documents",
    "eventVisualizations", "indicatorGroupSets", "indicatorGroups", "legendSets", "maps", "optionGroupSets",
    "optionGroups", "predictors", "programStages", "reportTables", "trackedEntityAttributes", "trackedEntityTypes",
    "userGroups", "userRoles", "validationRules", "visualizations",
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
        conditions = parse_filters(params.get("filter", ()))
        tree = parse_fields(params.get("fields", ()), "id,displayName")
        page = parse_page(single)
        together = single.get("rootJunction", "AND").upper() != "OR"
        level = single.get("level") or single.get("maxLevel")
        items = [
            item
            for item in self._list_items(plural, single, own_units)
            if matches_filters(item, conditions, self.resolve, together=together)
            and ("query" not in single or matches_query(item, single["query"]))
            and _is_at_level(item, level, is_most="level" not in single)
        ]
        ordered = sort_items(items, params.get("order", ()))
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

    def _list_items(self, plural: str, params: Mapping[str, str], own_units: Collection[str]) -> Iterable[Item]:
        objects = self._objects.get(plural, {})
        if plural == "organisationUnits" and any(params.get(name, "").lower() == "true" for name in _OWN_UNITS):
            return [objects[uid] for uid in own_units if uid in objects]
        return objects.values()

    def build_object(self, plural: str, uid: str, params: Params) -> dict[str, Any]:
        """One object, whole if no fields are named. Raises NotFoundError and QueryError."""
        item = self._objects.get(plural, {}).get(uid)
        if item is None:
            raise NotFoundError
        return pick_fields(item, parse_fields(params.get("fields", ()), "*"), self.resolve)

    def build_metadata(self, params: Params) -> dict[str, Any]:
        """All lists, or those that are named as `dataSets=true`. Raises QueryError."""
        named_lists = [name for name in METADATA if params.get(name, ("",))[-1] == "true"]
        tree = parse_fields(params.get("fields", ()), "*")
        return {
            plural: [pick_fields(item, tree, self.resolve) for item in self._objects.get(plural, {}).values()]
            for plural in (named_lists or METADATA)
        }

    @property
    def plurals(self) -> tuple[str, ...]:
        return tuple(name for name in LISTS if name in self._objects)

    def resolve(self, reference: ObjectReference) -> Item | None:
        """The object; QueryError once a request has followed too many: «children» and «parent» multiply each other."""
        self._reference_count += 1
        if self._reference_count > MAX_REFERENCES:
            raise QueryError(f"fields and filter follow more than {MAX_REFERENCES} objects")
        return self._objects.get(reference.plural, {}).get(reference.uid)


def list_objects(context: MetadataContext) -> ObjectLists:
    return ObjectLists(context.objects)


def _is_at_level(item: Item, level: str | None, *, is_most: bool) -> bool:
    if level is None or not level.isdecimal() or len(level) > 9 or "level" not in item:
        return True
    return bool(item["level"] <= int(level) if is_most else item["level"] == int(level))
