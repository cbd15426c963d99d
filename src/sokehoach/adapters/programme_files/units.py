"""Read units, agencies and groups."""

from collections.abc import Iterable

from sokehoach.adapters.programme_files.definition import UnitGroup, UnitRow
from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.indicators.element import ElementFunction
from sokehoach.domain.orgtree.tree import InvalidTreeError, Tree
from sokehoach.domain.orgtree.unit import Level, Unit
from sokehoach.domain.reporting.form import Reporters

AREA_COLUMNS = (
    "code", "name", "short_name", "letterhead", "level", "parent", "valid_from", "valid_to", "successors",
    "aliases", "source",
)  # fmt: skip
AGENCY_COLUMNS = (
    "code", "name", "short_name", "letterhead", "parent", "function", "asked", "aliases", "valid_from",
    "valid_to", "source",
)  # fmt: skip
_COMMUNES = frozenset({Level.COMMUNE, Level.TOWNSHIP})

type LocatedUnit = tuple[UnitRow, Record]


def read_units(areas: Iterable[Record], agencies: Iterable[Record]) -> tuple[UnitRow, ...]:
    """Return areas, then agencies; a version with a wrong place in the tree is a problem on its line."""
    rows = [(_read_area(record), record) for record in areas]
    rows += [(_read_agency(record), record) for record in agencies]
    _check_tree(_list_linked_rows(rows))
    return tuple(row for row, _ in rows)


def read_groups(file: Record, codes: frozenset[str]) -> tuple[UnitGroup, ...]:
    groups: dict[str, UnitGroup] = {}
    for record in file.records("groups"):
        group = UnitGroup(
            code=record.code("code"),
            name=record.text("name", most=200),
            within=check_unit_code(record, "within", record.text("within"), codes),
            levels=record.choices("levels", Level),
            members=tuple(check_unit_code(record, "members", code, codes) for code in record.texts("members")),
            aliases=record.texts("aliases"),
            asked=record.flag("asked", default=False),
            source=record.text("source"),
        )
        record.finish()
        if bool(group.levels) is bool(group.members):
            record.refuse("nhóm phải có hoặc «levels» hoặc «members»")
        if group.code in groups:
            record.refuse(f"trùng mã nhóm «{group.code}»", "code")
        groups[group.code] = group
    file.finish()
    return tuple(groups.values())


def check_unit_code(record: Record, field: str, code: str, codes: frozenset[str]) -> str:
    """Return the code, with a problem if no unit or agency of the programme has it."""
    if code and code not in codes:
        record.refuse(f"không có đơn vị mã «{code}»", field)
    return code


def has_commune_reporters(reporters: Reporters, rows: Iterable[UnitRow]) -> bool:
    """Return whether units of the commune level, or agencies attached to them, are among the reporters."""
    units = {row.unit.code: row.unit for row in rows}
    named = [units[code] for code in reporters.codes if code in units]
    places = [
        units.get(unit.parent or "", unit) if unit.level is Level.AGENCY else unit for unit in named
    ]  # an agency counts at the level of its parent unit
    return bool(_COMMUNES & (set(reporters.levels) | {place.level for place in places}))


def _read_area(record: Record) -> UnitRow:
    level = record.choice("level", Level)
    if level is Level.AGENCY:
        record.refuse("cơ quan đặt ở agencies.csv", "level")
    row = UnitRow(
        unit=Unit(
            code=record.code("code"),
            name=record.text("name", most=200),
            level=level,
            parent=record.optional("parent") or None,
            valid_from=record.day("valid_from"),
            valid_to=record.optional_day("valid_to"),
            successors=record.texts("successors"),
        ),
        short_name=record.text("short_name", most=100),
        letterhead=record.text("letterhead", most=200),
        aliases=record.texts("aliases"),
        source=record.text("source"),
    )
    record.finish()
    return row


def _read_agency(record: Record) -> UnitRow:
    row = UnitRow(
        unit=Unit(
            code=record.code("code"),
            name=record.text("name", most=200),
            level=Level.AGENCY,
            parent=record.text("parent"),
            valid_from=record.day("valid_from"),
            valid_to=record.optional_day("valid_to"),
        ),
        short_name=record.text("short_name", most=100),
        letterhead=record.text("letterhead", most=200),
        function=record.choice("function", ElementFunction),
        asked=record.flag("asked"),
        aliases=record.texts("aliases"),
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
