"""Reads the organisation units of DHIS2 as levels and units of a programme."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from sokehoach.adapters.dhis2.metadata_file import (
    CODE_PATTERN,
    CodeBook,
    MetadataFile,
    Plain,
    get_attributes,
    get_text,
    parse_stamp,
)
from sokehoach.adapters.programme_files.canonical import parse_plain
from sokehoach.adapters.programme_files.definition import UnitRow
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.level import Level, Levels
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.policy.groups import GENERAL, ConfidentialGroups

_FIRST = date(1900, 1, 1)
_SOURCE = "DHIS2: organisationUnits"


class UnitReader:
    """`codes`: of each unit by UID."""

    def __init__(self, file: MetadataFile, mapping: Mapping[str, str], groups: ConfidentialGroups) -> None:
        self._file, self._groups = file, groups
        self._book = CodeBook(mapping, pattern=CODE_PATTERN, most=40, fallback="DV")
        self._items = file.lists["organisationUnits"]
        self._depths = {uid: self._measure_depth(uid) for uid in self._items}
        self._levels_by_group = self._read_group_levels()
        self._deepest = max(self._depths.values())
        self.levels = self._build_levels()
        self.rows = self._read_rows()

    @property
    def codes(self) -> dict[str, str]:
        return self._book.codes

    def find_uid(self, text: str) -> str | None:
        """The UID of the unit of that UID or code."""
        if text in self._items:
            return text
        return next((uid for uid, item in self._items.items() if text in (item.get("code"), self.codes.get(uid))), None)

    def list_below(self, top: str) -> list[str]:
        """The UIDs of a unit and of all units below it."""
        children: dict[str, list[str]] = defaultdict(list)
        for uid in self._items:
            children[self._get_parent(uid)].append(uid)
        unit_uids = [top]
        for uid in unit_uids:
            unit_uids += children[uid]
        return unit_uids

    def get_level(self, uid: str) -> Level:
        return self.levels[self._choose_level(uid)]

    def _get_code(self, uid: str) -> str:
        item = self._items[uid]
        return self._book.get(item, "" if item.get("code") else uid)

    def _get_parent(self, uid: str) -> str:
        parent = self._items[uid].get("parent")
        parent_uid = str(parent.get("id")) if isinstance(parent, dict) else ""
        return parent_uid if parent_uid in self._items else ""

    def _measure_depth(self, uid: str) -> int:
        depth, visited = 1, {uid}
        while (uid := self._get_parent(uid)) and uid not in visited:
            visited.add(uid)
            depth += 1
        return depth

    def _read_group_levels(self) -> dict[str, Level]:
        """The level of each unit whose group says it, by the unit's UID."""
        level_by_unit: dict[str, Level] = {}
        by_group: dict[str, Level] = {}
        for group in self._file.list_objects("organisationUnitGroups"):
            values = get_attributes(group)
            if "rank" in values:
                try:
                    by_group[str(group["id"])] = level = parse_plain(Level, values)
                except (TypeError, KeyError, ValueError):
                    self._file.remark("organisationUnitGroups", group, say("thuộc tính của cấp không đọc được"))
                    continue
                for unit in self._file.list_references(group, "organisationUnits", "organisationUnits"):
                    level_by_unit[str(unit["id"])] = level
        for uid, item in self._items.items():
            groups = item.get("organisationUnitGroups")
            for group in groups if isinstance(groups, list) else ():
                if isinstance(group, dict) and group.get("id") in by_group:
                    level_by_unit[uid] = by_group[str(group["id"])]
        return level_by_unit

    def _choose_level(self, uid: str) -> str:
        level = self._levels_by_group.get(uid)
        return f"cap{self._depths[uid]}" if level is None else level.code

    def _build_levels(self) -> Levels:
        """The levels that groups say; for the other units one for each depth: all but the last add up."""
        names = {
            int(row["level"]): get_text(row, "name", 60).lower()
            for row in self._file.list_objects("organisationUnitLevels")
            if str(row.get("level", "")).isdigit()
        }
        levels = {level.code: level for level in self._levels_by_group.values()}
        for uid, depth in self._depths.items():
            code = self._choose_level(uid)
            if code not in levels:
                adds_up = depth < self._deepest
                levels[code] = Level(
                    code, depth, names.get(depth) or f"cấp {depth}", consolidates=adds_up, counts_persons=adds_up
                )
        return Levels(levels.values())

    def _read_rows(self) -> tuple[UnitRow, ...]:
        rows: dict[str, UnitRow] = {}
        for uid in sorted(self._items, key=lambda uid: (self._depths[uid], str(self._items[uid].get("name")))):
            rows[uid] = self._fit_into_parent(uid, self._read_row(uid, self._items[uid]), rows)
        return tuple(rows.values())

    def _read_row(self, uid: str, item: Plain) -> UnitRow:
        values = get_attributes(item)
        name = get_text(item, "name", 200, uid)
        closed = parse_stamp(item.get("closedDate"))
        parent = self._get_parent(uid)
        function = str(values.get("function") or GENERAL)
        if function not in self._groups.functions:
            reason = say("không có nhóm bảo mật «%(function)s»: ghi chức năng chung", function=function)
            self._file.remark("organisationUnits", item, reason)
            function = GENERAL
        level = self.get_level(uid)
        return UnitRow(
            unit=Unit(
                code=self._get_code(uid),
                name=name,
                level=level,
                parent=self._get_code(parent) if parent else None,
                valid_from=parse_stamp(item.get("openingDate")) or _FIRST,
                valid_to=None if closed is None else closed + timedelta(days=1),
                successors=tuple(str(code) for code in values.get("successors", ()) if isinstance(code, str)),
            ),
            short_name=get_text(item, "shortName", 100, name[:100]),
            letterhead=str(values.get("letterhead") or name)[:200],
            source=str(values.get("source") or _SOURCE)[:300],
            function=function if level.attached else GENERAL,
            asked=values.get("asked") is True and level.attached,
        )

    def _fit_into_parent(self, uid: str, row: UnitRow, rows: Mapping[str, UnitRow]) -> UnitRow:
        """DHIS2 lets a unit be open before and after the one above it; our tree is whole on every day."""
        parent = rows.get(self._get_parent(uid))
        if parent is None:
            return row
        unit = row.unit
        start = max(unit.valid_from, parent.unit.valid_from)
        ends = [day for day in (unit.valid_to, parent.unit.valid_to) if day is not None]
        fitted = replace(unit, valid_from=start, valid_to=min(ends) if ends else None)
        if fitted.valid_to is not None and fitted.valid_to <= start:
            fitted = replace(fitted, valid_to=start + timedelta(days=1))
        if fitted != unit:
            reason = say("ngày mở, ngày đóng lấy theo đơn vị cấp trên")
            self._file.remark("organisationUnits", self._items[uid], reason)
        return replace(row, unit=fitted)
