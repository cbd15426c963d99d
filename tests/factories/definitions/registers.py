"""Registers as data that the loader accepts, as the content of a file."""

from typing import Any

from hypothesis import strategies as st

from sokehoach.domain.registers.field_kinds import FieldKind

_LABELS = (
    "Việc",
    "Số cuộc",
    'Hộ "cụm" & <b>thôn</b>',
    "100% hộ: đạt; chưa đạt",
    "- 'một', hai",
    "yes",
    "~",
    "Kết quả {}",
)
_KINDS = [kind for kind in FieldKind if kind not in (FieldKind.STAFF, FieldKind.LINE)]
_TESTS = {
    FieldKind.NUMBER: ("at_least", "at_most"), FieldKind.DECIMAL: ("at_least", "at_most"),
    FieldKind.PERCENT: ("at_least", "at_most"), FieldKind.FLAG: ("is_true", "is_false"),
    FieldKind.ONE: ("one_of", "none_of"), FieldKind.MANY: ("one_of", "none_of"),
}  # fmt: skip
# Each entry names an establishment, which is an entry of a module.
MODULE_REGISTER = """code: kiem_tra_moi
name: Kiểm tra mới
row: cuộc
about: Mỗi dòng là một cuộc.
fields:
  - {code: day, label: Ngày, kind: day}
  - {code: n, label: Số lần, kind: number}
  - {code: place, label: Cơ sở, kind: line, register: establishments, same_unit: yes}
columns: [n, place]
"""

type Row = dict[str, Any]


@st.composite
def register_types(draw: st.DrawFn, code: str, sets: dict[str, dict[str, str]]) -> Row:
    """A register with fields of any kinds, conditions, constraints and measures. `sets`: options by option set."""
    kinds = draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=8), label="kinds of fields")
    free_sets = [*sets]
    fields: list[Row] = [{"code": "day", "label": "Ngày ghi", "kind": draw(st.sampled_from(["day", "quarter"]))}]
    for number, kind in enumerate(kinds, 1):
        row: Row = {"code": f"f{number}", "label": f"{draw(st.sampled_from(_LABELS))} {number}", "kind": kind.value}
        if kind in (FieldKind.ONE, FieldKind.MANY):
            if not free_sets:
                continue
            row["option_set"] = free_sets.pop()
        row |= _draw_rules(draw, fields, sets)
        if kind in (FieldKind.NUMBER, FieldKind.DECIMAL):
            row["most"] = draw(st.integers(1, 10_000_000))
        fields.append(row)
    if len(fields) == 1:
        fields.append({"code": "f1", "label": "Việc", "kind": "text"})
    numbers = [row["code"] for row in fields if row["kind"] in ("number", "money", "decimal")]
    percentages = [row["code"] for row in fields if row["kind"] == "percent"]
    choices = [row["code"] for row in fields if row["kind"] in ("one", "many", "flag", "unit", "units")]
    texts = [row["code"] for row in fields if row["kind"] == "text"]
    content: Row = {
        "code": code, "name": f"Sổ {code}", "row": "dòng", "about": "Về việc đã làm.", "fields": fields,
        "columns": [row["code"] for row in fields[1:4]], "filters": choices[:3], "totals": numbers[:2],
        "measures": _draw_measures(draw, fields, numbers, percentages, sets),
    }  # fmt: skip
    if texts and draw(st.booleans(), label="title"):
        content |= {"title": texts[0], "unique": ["day", texts[0]], "place": texts[-1]}
    if draw(st.booleans(), label="slug"):
        content["slug"] = f"so-{code.replace('_', '-')}"
    if len(numbers) > 1:
        rule = draw(st.sampled_from(["at_most", "at_least", "sum_at_most", "sum_equals", "one_positive"]))
        other = {} if rule == "one_positive" else {"other": numbers[0]}
        message = f"Số {{{numbers[1]}}} không khớp."
        content["constraints"] = [{"rule": rule, "fields": numbers[1:], "message": message} | other]
    if texts and draw(st.booleans(), label="one place"):
        rules = content.setdefault("constraints", [])
        rules.append({"rule": "one_place", "fields": texts[:1], "message": "Chỉ ghi một nơi."})
    return content


def _draw_rules(draw: st.DrawFn, fields: list[Row], sets: dict[str, dict[str, str]]) -> Row:
    asked = [row for row in fields if FieldKind(row["kind"]) in _TESTS]
    if not asked or draw(st.booleans(), label="unconditional"):
        return draw(st.sampled_from([{}, {"required": False, "hint": "nếu có"}]))
    name = draw(st.sampled_from(["required_when", "visible_when"]))
    sentence = {"required_when": "missing_message", "visible_when": "misplaced_message"}[name]
    own = {sentence: "Câu riêng của trường."} if draw(st.booleans(), label=sentence) else {}
    return {"required": False, name: [_draw_condition(draw, draw(st.sampled_from(asked)), sets)]} | own


def _draw_condition(draw: st.DrawFn, row: Row, sets: dict[str, dict[str, str]]) -> Row:
    test = draw(st.sampled_from(_TESTS[FieldKind(row["kind"])]))
    if "option_set" in row:
        return {"field": row["code"], "test": test, "options": [next(iter(sets[row["option_set"]]))]}
    return {"field": row["code"], "test": test} | (
        {"number": draw(st.sampled_from([3, 12.5, "0,125"]))} if row["kind"] in ("number", "decimal", "percent") else {}
    )


def _draw_measures(
    draw: st.DrawFn, fields: list[Row], numbers: list[str], percentages: list[str], sets: dict[str, dict[str, str]]
) -> list[Row]:
    measures: list[Row] = [{"code": "count", "name": "số dòng", "operation": "count"}]
    for code in numbers[:1]:
        measures += [
            {"code": operation, "name": operation, "operation": operation, "field": code}
            for operation in ("sum", "sum_written", "last", "last_written")
        ]
    for code in (*percentages, *numbers)[:1]:
        measures.append({"code": "average", "name": "trung bình", "operation": "average", "field": code})
    for row in fields:
        if row["kind"] == "many":
            measures += [
                {"code": f"{operation}_{row['code']}", "name": "đủ", "operation": operation, "field": row["code"]}
                for operation in ("has_all", "has_any")
            ]
        if row["kind"] == "text":
            code = f"places_{row['code']}"
            measures.append({"code": code, "name": "nơi", "operation": "distinct_places", "field": row["code"]})
    for measure in measures:
        measure["span"] = draw(st.sampled_from(["flow", "year_to_date", "stock"]))
        measure["units"] = draw(st.sampled_from(["own", "area", "below"]))
        asked = [row for row in fields if FieldKind(row["kind"]) in _TESTS]
        if asked and draw(st.booleans(), label="condition"):
            measure["conditions"] = [_draw_condition(draw, draw(st.sampled_from(asked)), sets)]
        if measure["span"] == "stock" and len(fields) > 1 and draw(st.booleans(), label="latest"):
            measure["latest_by"] = fields[1]["code"]
    return measures
