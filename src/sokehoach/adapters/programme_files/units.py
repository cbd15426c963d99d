"""Read units, agencies and groups."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from sokehoach.adapters.programme_files.definition import UnitGroup, UnitRow
from sokehoach.adapters.programme_files.levels import read_level, read_level_codes
from sokehoach.adapters.programme_files.policy import read_function
from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.level import Level, Levels, format_levels, make_unknown_level
from sokehoach.domain.orgtree.tree import InvalidTreeError, Tree
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.policy.groups import ConfidentialGroups
from sokehoach.domain.reporting.form import Reporters

AREA_COLUMNS = (
    "code", "name", "short_name", "letterhead", "level", "parent", "valid_from", "valid_to", "successors",
    "aliases", "source",
)  # fmt: skip
AGENCY_COLUMNS = (
    "code", "name", "short_name", "letterhead", "parent", "function", "asked", "aliases", "valid_from",
    "valid_to", "source",
)  # fmt: skip

type LocatedUnit = tuple[UnitRow, Record]


@dataclass(frozen=True)
class ProgrammeUnits:
    """The units of a programme and the levels at which they stand."""

    rows: tuple[UnitRow, ...]
    levels: Levels

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(row.unit.code for row in self.rows)

    def name_places(self, reporters: Reporters, condition: Callable[[Level], bool]) -> str:
        """Return the names of the reporters' levels that satisfy the condition; an agency has the level of its area."""
        units = {row.unit.code: row.unit for row in self.rows}
        places = [self.levels[code] for code in reporters.levels if not self.levels[code].attached]
        for code in reporters.codes:
            unit = units.get(code)
            while unit is not None and unit.level.attached and unit.parent in units:
                unit = units[unit.parent]
            places += [] if unit is None else [unit.level]
        return format_levels(place for place in places if condition(place))


AREA_OPTIONS = ("other_predecessors",)  # names of units outside the installation of which it took territory
AGENCY_OPTIONS = ("level", "successors", "other_predecessors")  # `level`: where there are several attached levels


def read_units(
    areas: Iterable[Record], agencies: Iterable[Record], levels: Levels, groups: ConfidentialGroups
) -> ProgrammeUnits:
    """Return areas, then agencies; a version with a wrong place in the tree is a problem on its line."""
    rows = [(_read_area(record, levels), record) for record in areas]
    rows += [(_read_agency(record, levels, groups), record) for record in agencies]
    _check_tree(_list_linked_rows(rows))
    return ProgrammeUnits(tuple(row for row, _ in rows), levels)


def read_groups(file: Record, units: ProgrammeUnits) -> tuple[UnitGroup, ...]:
    codes = units.codes
    groups: dict[str, UnitGroup] = {}
    for record in file.records("groups"):
        group = UnitGroup(
            code=record.code("code"),
            name=record.text("name", most=200),
            within=check_unit_code(record, "within", record.text("within"), codes),
            levels=read_level_codes(record, "levels", units.levels),
            members=tuple(check_unit_code(record, "members", code, codes) for code in record.texts("members")),
            aliases=record.texts("aliases", most=200),
            asked=record.flag("asked", default=False),
            source=record.text("source"),
        )
        record.finish()
        if bool(group.levels) is bool(group.members):
            record.refuse(say("nhóm phải có hoặc «levels» hoặc «members»"))
        if group.code in groups:
            record.refuse(say("trùng mã nhóm «%(code)s»", code=group.code), "code")
        groups[group.code] = group
    file.finish()
    return tuple(groups.values())


def check_unit_code(record: Record, field: str, code: str, codes: frozenset[str]) -> str:
    """Return the code, with a problem if no unit or agency of the programme has it."""
    if code and code not in codes:
        record.refuse(say("không có đơn vị mã «%(code)s»", code=code), field)
    return code


def _read_area(record: Record, levels: Levels) -> UnitRow:
    level = read_level(record, "level", record.text("level"), levels)
    if level.attached:
        record.refuse(say("cơ quan đặt ở agencies.csv"), "level")
    row = UnitRow(
        unit=Unit(
            code=record.code("code"),
            name=record.text("name", most=200),
            level=level,
            parent=record.optional("parent") or None,
            valid_from=record.day("valid_from"),
            valid_to=record.optional_day("valid_to"),
            successors=record.texts("successors"),
            other_predecessors=record.texts("other_predecessors"),
        ),
        short_name=record.text("short_name", most=100),
        letterhead=record.text("letterhead", most=200),
        aliases=record.texts("aliases", most=200),
        source=record.text("source"),
    )
    record.finish()
    return row


def _read_agency(record: Record, levels: Levels, groups: ConfidentialGroups) -> UnitRow:
    default = next(iter(levels.attached), make_unknown_level(""))
    level = read_level(record, "level", record.optional("level") or default.code, levels)
    if not level.attached:
        record.refuse(say("cấp của cơ quan phải là cấp trực thuộc (attached)"), "level")
    row = UnitRow(
        unit=Unit(
            code=record.code("code"),
            name=record.text("name", most=200),
            level=level,
            parent=record.text("parent"),
            valid_from=record.day("valid_from"),
            valid_to=record.optional_day("valid_to"),
            successors=record.texts("successors"),
            other_predecessors=record.texts("other_predecessors"),
        ),
        short_name=record.text("short_name", most=100),
        letterhead=record.text("letterhead", most=200),
        function=read_function(record, "function", groups),
        asked=record.flag("asked"),
        aliases=record.texts("aliases", most=200),
        source=record.text("source"),
    )
    record.finish()
    return row


def _list_linked_rows(rows: list[LocatedUnit]) -> list[LocatedUnit]:
    """Return the rows whose parent and successors exist; the others are problems."""
    codes = frozenset(row.unit.code for row, _ in rows)
    sound: list[LocatedUnit] = []
    for row, record in rows:
        problem_count = len(record.problems)
        if row.unit.parent is not None:
            check_unit_code(record, "parent", row.unit.parent, codes)
        for code in row.unit.successors:
            check_unit_code(record, "successors", code, codes)
        if len(record.problems) == problem_count and row.unit.code:
            sound.append((row, record))
    return sound


def _check_tree(rows: list[LocatedUnit]) -> None:
    """Report every fault of the tree.

    The tree raises its first fault only: it is reported and removed with its dependents, and the rest is checked
    again.
    """
    while True:
        try:
            Tree(row.unit for row, _ in rows)
        except InvalidTreeError as fault:
            fault_record = next(record for row, record in rows if row.unit is fault.unit)
            fault_record.refuse(fault.message_vi)
            rows = _remove_dependents(rows, fault.unit)
        else:
            return


def _remove_dependents(rows: list[LocatedUnit], unit: Unit) -> list[LocatedUnit]:
    """Return the rows except the unit itself and those that have it, directly or not, as parent or successor."""
    removed_codes, remaining = {unit.code}, [(row, record) for row, record in rows if row.unit is not unit]
    while hanging := [row for row, _ in remaining if removed_codes & {row.unit.parent, *row.unit.successors}]:
        removed_codes |= {row.unit.code for row in hanging}
        remaining = [(row, record) for row, record in remaining if row not in hanging]
    return remaining
