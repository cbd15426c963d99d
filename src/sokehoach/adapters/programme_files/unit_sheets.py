"""Units of a sheet with columns of its own: each row becomes a line of units.csv, or says what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.programmes.sheet_columns import SheetField
from sokehoach.domain.text import fold_accents
from sokehoach.domain.values.day import DayError, parse_day

UNIT_FIELDS = (
    SheetField("code", ("mã đơn vị", "mã", "mã xã", "mã hành chính", "mã số", "mã đvhc"), is_required=True),
    SheetField("name", ("tên đơn vị", "tên", "tên xã", "đơn vị", "tên đơn vị hành chính", "xã, phường"), True),
    SheetField("level", ("cấp", "loại", "loại hình", "loại đơn vị", "cấp hành chính")),
    SheetField("parent", ("đơn vị cấp trên", "cấp trên", "thuộc", "trực thuộc", "mã cấp trên", "mã đơn vị cấp trên")),
    SheetField("valid_from", ("từ ngày", "ngày bắt đầu", "có hiệu lực từ")),
    SheetField("aliases", ("tên gọi khác", "tên khác", "tên cũ")),
    SheetField("longitude", ("kinh độ", "longitude", "lon", "lng")),
    SheetField("latitude", ("vĩ độ", "latitude", "lat")),
)
_CODE = re.compile(r"[\w.-]{1,40}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?", re.ASCII)
_LONGEST_NAME = 200

type SheetLine = tuple[int, Mapping[str, str]]  # number of the row in the sheet, values by field


@dataclass(frozen=True, slots=True)
class RowProblem:
    """`row`: as the sheet counts, from 1."""

    row: int
    reason: str


@dataclass(slots=True)
class SheetResult:
    """`lines`: values by column of the table, in the order of the sheet. `doubts`: of rows that are taken anyway.

    `positions`: the lines of the table of positions, of units that are there on the first day of the programme.
    """

    lines: list[dict[str, str]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    doubts: list[RowProblem] = field(default_factory=list)
    positions: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnitContext:
    """What the rows may refer to. `unit_names`: name by code of the units that are there, `parents`: their parents;
    `top`: code of the unit below which a new unit stands that names none; `agencies`: codes that are taken.
    """

    levels: Sequence[Level]
    unit_names: Mapping[str, str]
    top: str
    valid_from: date
    source: str
    agencies: frozenset[str] = frozenset()
    parents: Mapping[str, str] = field(default_factory=dict)
    last_days: Mapping[str, str] = field(default_factory=dict)  # by code: until when a unit that is there stands


def build_unit_lines(rows: Sequence[SheetLine], context: UnitContext) -> SheetResult:
    """Every row is judged; those without a problem become lines. `parent`: «» for a unit that keeps its own."""
    result = SheetResult()
    sheet_names = {values.get("code", ""): values.get("name", "") for _row, values in rows}
    units = _UnitIndex({**context.unit_names, **sheet_names})
    first_rows: dict[str, int] = {}
    for row, values in rows:
        reasons = _find_code_problems(row, values, first_rows, context)
        line = _build_line(values, units, context, reasons)
        position = _read_position(values, context, reasons)
        if reasons:
            result.problems += [RowProblem(row, reason) for reason in reasons]
        else:
            result.lines.append(line)
            if position and line["valid_from"] <= context.valid_from.isoformat():
                result.positions.append(position)
    result.problems += _find_circle_problems(rows, result.lines, context.parents) or _find_nested_problems(
        rows, result.lines, context.levels
    )
    result.problems.sort(key=lambda problem: problem.row)
    result.doubts = _find_doubled_names(rows, result.lines, context)
    return result


def _find_doubled_names(
    rows: Sequence[SheetLine], lines: Sequence[Mapping[str, str]], context: UnitContext
) -> list[RowProblem]:
    """Rows with the name, level and unit above of a row before them, or the name of a unit below the same one."""
    numbers = {values.get("code", ""): row for row, values in reversed(rows)}
    stored_codes = {
        (fold_accents(name), context.parents[code]): code
        for code, name in context.unit_names.items()
        if name and context.parents.get(code)
    }
    first_codes: dict[tuple[str, str, str], str] = {}
    doubts = []
    for line in lines:
        code, name, parent = line["code"], fold_accents(line["name"]), line["parent"]
        parent = parent or context.parents.get(code, "")
        twin = first_codes.setdefault((name, line["level"], parent), code)
        twin = stored_codes.get((name, parent), code) if twin == code else twin
        if twin != code and (twin in numbers or code not in context.unit_names):
            reason = say(
                "tên «%(name)s» trùng với đơn vị mã %(code)s của cùng cấp trên: nếu là một đơn vị, bỏ một dòng",
                name=line["name"], code=twin,
            )  # fmt: skip
            doubts.append(RowProblem(numbers[code], reason))
    return doubts


def _find_code_problems(
    row: int, values: Mapping[str, str], first_rows: dict[str, int], context: UnitContext
) -> list[str]:
    code = values.get("code", "")
    if not code:
        return [say("thiếu mã đơn vị")]
    if not _CODE.fullmatch(code):
        return [say("mã «%(code)s» phải gồm chữ, số, dấu chấm, gạch", code=code)]
    if code in context.agencies:
        return [say("mã «%(code)s» là mã của một cơ quan", code=code)]
    if code in first_rows:
        return [say("trùng mã «%(code)s» với dòng %(row)s", code=code, row=first_rows[code])]
    first_rows[code] = row
    return []


def _build_line(
    values: Mapping[str, str], units: "_UnitIndex", context: UnitContext, reasons: list[str]
) -> dict[str, str]:
    name = values.get("name", "")
    if not name:
        reasons.append(say("thiếu tên đơn vị"))
    elif len(name) > _LONGEST_NAME:
        reasons.append(say("tên dài quá %(n)s ký tự", n=_LONGEST_NAME))
    level = find_level(values.get("level", ""), name, context.levels)
    if level is None and name:
        text = values.get("level") or name
        is_agency = any(level.attached and fold_accents(text) == fold_accents(level.name) for level in context.levels)
        reasons.append(
            say("«%(text)s» không phải địa bàn: hãy bỏ dòng này; cơ quan được thêm riêng, không ở bảng này", text=text)
            if is_agency
            else say("không rõ cấp của «%(text)s»; các cấp: %(levels)s", text=text, levels=_name_levels(context.levels))
        )
    parent = _find_parent(values, units, context, reasons)
    day = _read_day(values.get("valid_from", ""), context.valid_from, reasons)
    short_name = cut_level_name(name, level)
    kind = level.name if level is not None else ""
    return {
        "code": values.get("code", ""),
        "name": name,
        "short_name": short_name,
        "letterhead": f"UBND {kind} {short_name}".strip(),
        "level": level.code if level is not None else "",
        "parent": parent,
        "valid_from": day.isoformat(),
        "valid_to": context.last_days.get(parent, ""),
        "aliases": ";".join(part.strip() for part in re.split(r"[;,]", values.get("aliases", "")) if part.strip()),
        "source": context.source,
    }


def _read_position(values: Mapping[str, str], context: UnitContext, reasons: list[str]) -> dict[str, str]:
    """The line of the table of positions; empty where the row says no place. Excel may write a comma."""
    texts = [values.get(name, "").replace(",", ".") for name in ("longitude", "latitude")]
    if not any(texts):
        return {}
    if not all(_DEGREES.fullmatch(text) for text in texts) or abs(float(texts[0])) > 180 or abs(float(texts[1])) > 90:
        reasons.append(say("không rõ vị trí: kinh độ, vĩ độ phải là số độ (WGS 84), như 105,85 và 21,03"))
        return {}
    return {
        "code": values.get("code", ""), "longitude": texts[0], "latitude": texts[1], "source": context.source,
    }  # fmt: skip


def find_level(text: str, name: str, levels: Sequence[Level]) -> Level | None:
    """By the level's code or name, else by the words with which the unit's name begins: «Phường …»."""
    folded_text = fold_accents(text)
    areas = [level for level in levels if level.is_area]
    for level in areas if folded_text else ():
        if folded_text in (fold_accents(level.code), fold_accents(level.name), fold_accents(level.plural)):
            return level
    if folded_text:
        return None
    folded = fold_accents(name)
    candidates = [level for level in areas if folded.startswith(f"{fold_accents(level.name)} ")]
    return max(candidates, key=lambda level: len(level.name), default=None)


def cut_level_name(name: str, level: Level | None) -> str:
    """«Cẩm Thành» for «Phường Cẩm Thành»."""
    if level is not None and fold_accents(name).startswith(f"{fold_accents(level.name)} "):
        return name[len(level.name) :].strip()
    return name


class _UnitIndex:
    """The units that a row may name as the one above, by code and by name."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.codes = names.keys()
        self._codes_by_name: dict[str, list[str]] = {}
        for code, name in names.items():
            if name:
                self._codes_by_name.setdefault(fold_accents(name), []).append(code)

    def list_codes(self, name: str) -> list[str]:
        return self._codes_by_name.get(fold_accents(name), [])


def _find_parent(values: Mapping[str, str], units: _UnitIndex, context: UnitContext, reasons: list[str]) -> str:
    text, code = values.get("parent", ""), values.get("code", "")
    if not text:
        return "" if code == context.top or code in context.unit_names else context.top
    if text == code:
        reasons.append(say("đơn vị cấp trên là chính nó"))
        return text
    if text in units.codes:
        return text
    same_names = units.list_codes(text)
    if len(same_names) == 1:
        return same_names[0]
    reasons.append(
        say("không có đơn vị cấp trên «%(text)s»", text=text)
        if not same_names
        else say("nhiều đơn vị cùng tên «%(text)s»: hãy ghi mã", text=text)
    )
    return text


def _find_circle_problems(
    rows: Sequence[SheetLine], lines: Sequence[Mapping[str, str]], stored_parents: Mapping[str, str]
) -> list[RowProblem]:
    """Units that are below each other: named at each row of the circle."""
    parents = {**stored_parents, **{line["code"]: line["parent"] for line in lines if line["parent"]}}
    checked_codes: set[str] = set()
    circle: set[str] = set()
    for line in lines:
        code, path = line["code"], dict[str, int]()
        while code in parents and code not in checked_codes and code not in path:
            path[code] = len(path)
            code = parents[code]
        if code in path:
            circle.update(list(path)[path[code] :])
        checked_codes.update(path)
    reason = say("đơn vị cấp trên tạo thành vòng")
    return [RowProblem(row, reason) for row, values in rows if values.get("code", "") in circle]


def _find_nested_problems(
    rows: Sequence[SheetLine], lines: Sequence[Mapping[str, str]], levels: Sequence[Level]
) -> list[RowProblem]:
    """Areas below one that reports itself and adds nothing up: in a total the figures of both would be counted."""
    lines_by_code = {line["code"]: line for line in lines}
    base_names = {level.code: level.name for level in levels if level.is_base}
    return [
        RowProblem(
            row,
            say(
                "«%(parent)s» ở cấp %(level)s, cấp này báo cáo số của mình: số của đơn vị thuộc nó sẽ bị cộng hai lần; "
                "hãy bỏ cột đơn vị cấp trên hoặc ghi cấp khác cho đơn vị cấp trên",
                parent=parent["name"], level=base_names[parent["level"]],
            ),
        )
        for row, values in rows
        if (line := lines_by_code.get(values.get("code", ""))) and line["level"] in base_names
        and (parent := lines_by_code.get(line["parent"])) and parent["level"] in base_names
    ]  # fmt: skip


def _read_day(text: str, default: date, reasons: list[str]) -> date:
    if not text:
        return default
    try:
        return parse_day(text).day
    except DayError as error:
        reasons.append(error.message_vi)
        return default


def _name_levels(levels: Sequence[Level]) -> str:
    return ", ".join(level.name for level in levels if level.is_area)
