"""A form of Kobo, ODK or SurveyCTO (XLSForm) as a register type of a programme, with what could not be carried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sokehoach.adapters.programme_files.register_types import RESERVED_CODES
from sokehoach.adapters.programme_files.xlsform_sheets import (
    UniqueCodes,
    XlsForm,
    explain_kind,
    find_label,
    get_label,
    make_code,
    make_unique_label,
    name_choices,
)
from sokehoach.adapters.programme_files.yaml_text import dump_yaml
from sokehoach.domain.messages import say
from sokehoach.domain.programmes.xlsform_expressions import (
    find_largest,
    parse_conditions,
    parse_limits,
    parse_sum,
    rename_conditions,
)
from sokehoach.domain.registers.condition_text import describe_condition
from sokehoach.domain.registers.decimal_numbers import get_step
from sokehoach.domain.registers.field_kinds import ADDED_KINDS, LARGEST, NAMING_KINDS, OPTION_KINDS, FieldKind
from sokehoach.domain.registers.personal_labels import find_personal_phrase
from sokehoach.domain.registers.register_type import DAY, Condition, ConditionTest

_KINDS = {
    "text": FieldKind.TEXT, "string": FieldKind.TEXT, "integer": FieldKind.NUMBER, "int": FieldKind.NUMBER,
    "range": FieldKind.NUMBER, "decimal": FieldKind.DECIMAL, "date": FieldKind.DAY, "datetime": FieldKind.DAY,
    "select_one": FieldKind.ONE, "select_multiple": FieldKind.MANY,
}  # fmt: skip
_PARENT = "phieu"  # the field of a repeated group that names its entry of the form
_RESERVED = RESERVED_CODES | {DAY, _PARENT}
_MOST_FIELDS, _MOST_COLUMNS, _MOST_FILTERS, _MOST_TOTALS, _MOST_CONDITIONS = 58, 4, 2, 2, 5
_LONGEST_LABEL, _LONGEST_HINT, _LONGEST_MESSAGE, _LONGEST_OPTION = 100, 200, 200, 200
_YES = frozenset(("yes", "true", "true()", "1"))


@dataclass(frozen=True, slots=True)
class NotCarried:
    """`row`: of the sheet survey, 0 for the form as a whole. `question`: its label; `reason`: why, or what instead."""

    row: int
    question: str
    reason: str


@dataclass(slots=True)
class ConvertedForm:
    """`files`: a register type for the form, and one for each group that repeats. `option_sets`: items to be added."""

    name: str = ""
    codes: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    option_sets: list[dict[str, Any]] = field(default_factory=list)
    carried: list[tuple[str, str, FieldKind]] = field(default_factory=list)  # register, label, kind
    not_carried: list[NotCarried] = field(default_factory=list)


@dataclass(slots=True)
class _Register:
    """One register type while it is made. `names`: code of each carried field by its name in the form."""

    code: str
    name: str
    parent: str = ""
    fields: list[dict[str, Any]] = field(default_factory=list)
    constraints: list[dict[str, Any]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, FieldKind] = field(default_factory=dict)
    options: dict[str, dict[str, str]] = field(default_factory=dict)  # by field: name in the form → code


def convert_form(
    form: XlsForm, *, file_name: str, taken_codes: Mapping[str, object], taken_sets: Mapping[str, object]
) -> ConvertedForm:
    """`taken_codes`: registers of the programme and the product; `taken_sets`: its option sets."""
    return _Converter(form, file_name, {*taken_codes}, {*taken_sets}).convert()


class _Converter:
    def __init__(self, form: XlsForm, file_name: str, taken_codes: set[str], taken_sets: set[str]) -> None:
        self._form = form
        self._registers, self._sets = UniqueCodes(taken_codes), UniqueCodes(taken_sets)
        self._used_lists: dict[
            tuple[str, bool], tuple[str, dict[str, str]]
        ] = {}  # option set, codes by name in the form
        self._result = ConvertedForm(name=form.settings.get("form_title") or file_name.rpartition(".")[0] or file_name)
        self._source = f"XLSForm {file_name}"
        self._sums: dict[str, tuple[str, ...]] = {}
        self._lists: dict[str, list[tuple[str, str]]] = {}
        for values in form.choices:
            name = values.get("list_name") or values.get("list name", "")
            self._lists.setdefault(name, []).append((values.get("name") or values.get("value", ""), get_label(values)))

    def convert(self) -> ConvertedForm:
        code = self._form.settings.get("form_id") or self._result.name
        main = self._begin_register(code, self._result.name)
        stack: list[tuple[str, str, str]] = []  # kind, label, relevant of the open groups
        registers = [main]
        finished = [main]
        for row, values in self._form.survey:
            kind, _, rest = values.get("type", "").partition(" ")
            group_kind = f"{kind} {rest}".strip().lower().replace("_", " ")
            if group_kind in ("begin group", "begin repeat"):
                self._open_group(row, values, group_kind, stack, registers, finished)
            elif group_kind in ("end group", "end repeat"):
                if stack and stack.pop()[0] == "begin repeat":
                    registers.pop()
            elif values.get("type"):
                self._add_question(row, values, kind.lower(), rest.strip(), stack, registers[-1])
        for register in finished:
            self._finish_register(register, main)
        return self._result

    def _begin_register(self, code: str, name: str, parent: str = "") -> _Register:
        return _Register(self._registers.add(make_code(code, "so")), name[:_LONGEST_LABEL], parent)

    def _open_group(
        self, row: int, values: Mapping[str, str], group_kind: str, stack: list[tuple[str, str, str]],
        registers: list[_Register], finished: list[_Register],
    ) -> None:  # fmt: skip
        label = get_label(values)
        stack.append((group_kind, label, values.get("relevant", "")))
        if group_kind != "begin repeat":
            return
        if registers[-1].parent:
            self._leave_out(
                row, label or values.get("name", ""), say("nhóm lặp trong nhóm lặp: các câu vào chung một sổ")
            )
            registers.append(registers[-1])
            return
        child = self._begin_register(
            f"{registers[-1].code}_{values.get('name', 'dong')}", label or "Dòng", registers[-1].code
        )
        registers.append(child)
        finished.append(child)

    def _add_question(
        self, row: int, values: Mapping[str, str], kind: str, rest: str, stack: Sequence[tuple[str, str, str]],
        register: _Register,
    ) -> None:  # fmt: skip
        name, label = values.get("name", ""), get_label(values) or values.get("name", "")
        if kind == "calculate":
            self._note_calculation(row, name, values.get("calculation", ""))
            return
        field_kind = _KINDS.get(kind)
        if field_kind is FieldKind.TEXT and "multiline" in values.get("appearance", ""):
            field_kind = FieldKind.LONG
        if field_kind is None or not name:
            self._leave_out(row, label, explain_kind(kind) if name else say("câu hỏi không có tên ở cột «name»"))
            return
        if field_kind in NAMING_KINDS and (phrase := find_personal_phrase(label)):
            self._leave_out(row, label, say("hỏi về một người («%(phrase)s»): sổ không ghi", phrase=phrase))
            return
        if len(register.fields) >= _MOST_FIELDS:
            self._leave_out(row, label, say("sổ có nhiều nhất %(n)s trường", n=_MOST_FIELDS))
            return
        self._add_field(row, values, field_kind, rest, label, stack, register)

    def _add_field(
        self, row: int, values: Mapping[str, str], kind: FieldKind, rest: str, label: str,
        stack: Sequence[tuple[str, str, str]], register: _Register,
    ) -> None:  # fmt: skip
        name = values["name"]
        code = UniqueCodes((*register.kinds, *_RESERVED)).add(make_code(name, "cau"))
        labels = {str(item["label"]).casefold() for item in register.fields}
        item: dict[str, Any] = {
            "code": code,
            "label": make_unique_label(label[:_LONGEST_LABEL], labels, _LONGEST_LABEL),
            "kind": kind.value,
        }
        if len(label) > _LONGEST_LABEL:
            self._leave_out(row, label[:60], say("nhãn dài, cắt còn %(n)s ký tự", n=_LONGEST_LABEL))
        if kind in OPTION_KINDS and not self._add_options(row, rest, label, item, register, name):
            return
        if hint := get_label(values, "hint"):
            item["hint"] = hint[:_LONGEST_HINT]
        if group := next(
            (text for opened_kind, text, _relevant in reversed(stack) if text and opened_kind == "begin group"), ""
        ):
            item["group"] = group[:_LONGEST_LABEL]
        if kind in ADDED_KINDS:
            item["most"] = LARGEST[kind]
        self._add_conditions(row, values, label, stack, item, register)
        register.fields.append(item)
        register.names[name] = code
        register.kinds[code] = kind
        self._add_limits(row, values, label, code, item, register)
        if values.get("choice_filter"):
            self._leave_out(row, label, say("danh mục phụ thuộc câu trước: mọi lựa chọn hiện cùng lúc"))
        if values.get("default"):
            self._leave_out(row, label, say("giá trị điền sẵn"))
        self._result.carried.append((register.code, item["label"], kind))

    def _add_options(
        self, row: int, rest: str, label: str, item: dict[str, Any], register: _Register, name: str
    ) -> bool:
        list_name, _, tail = rest.partition(" ")
        if not any(value for value, _text in self._lists.get(list_name, ())):
            self._leave_out(row, label, say("không có danh mục «%(name)s» trong trang choices", name=list_name))
            return False
        has_other = "or_other" in tail
        if has_other:
            self._leave_out(row, label, say("«khác» thành một lựa chọn, không có ô ghi rõ"))
        if (list_name, has_other) not in self._used_lists:
            self._used_lists[list_name, has_other] = self._add_option_set(row, list_name, label, has_other=has_other)
        item["option_set"], register.options[name] = self._used_lists[list_name, has_other]
        return True

    def _add_option_set(self, row: int, list_name: str, label: str, *, has_other: bool) -> tuple[str, dict[str, str]]:
        """The code of a new option set, named by its first question (row), and the codes of its options."""
        texts, reasons = name_choices(list_name, self._lists[list_name])
        for reason in reasons:
            self._leave_out(row, label, reason)
        if has_other:
            texts["other"] = "Khác"
        used_codes = UniqueCodes()
        codes = {value: used_codes.add(make_code(value, "lc")) for value in texts}
        set_code = self._sets.add(make_code(list_name, "ds"))
        self._result.option_sets.append({
            "code": set_code, "name": label[:_LONGEST_OPTION], "source": self._source,
            "options": {codes[value]: texts[value][:_LONGEST_OPTION] for value in codes},
        })  # fmt: skip
        return set_code, codes

    def _add_conditions(
        self, row: int, values: Mapping[str, str], label: str, stack: Sequence[tuple[str, str, str]],
        item: dict[str, Any], register: _Register,
    ) -> None:  # fmt: skip
        expressions = [relevant for _kind, _label, relevant in stack if relevant]
        expressions += [values["relevant"]] if values.get("relevant") else []
        visible = self._parse_all(expressions, register)
        if visible is None:
            self._leave_out(row, label, say("điều kiện hiện: %(text)s", text=" and ".join(expressions)[:120]))
            visible = ()
        required = values.get("required", "").lower()
        item["required"] = required in _YES and not expressions
        if visible:
            item["visible_when"] = [describe_condition(condition) for condition in visible]
        if required in _YES and visible:
            item["required_when"] = [describe_condition(condition) for condition in visible]  # YAML without aliases
        elif required and required not in _YES and required not in ("no", "false", "false()", "0"):
            required_conditions = self._parse_all([values["required"]], register)
            if required_conditions:
                item["required_when"] = [describe_condition(condition) for condition in required_conditions]
            else:
                self._leave_out(row, label, say("điều kiện bắt buộc: %(text)s", text=values["required"][:120]))

    def _parse_all(self, expressions: Sequence[str], register: _Register) -> tuple[Condition, ...] | None:
        conditions: list[Condition] = []
        steps = {name: get_step(register.kinds[code]) for name, code in register.names.items()}
        for expression in expressions:
            parsed = parse_conditions(expression, steps)
            renamed = None if parsed is None else rename_conditions(parsed, register.names)
            if parsed is None or renamed is None:
                return None
            for original, condition in zip(parsed, renamed, strict=True):
                suited = self._suit_condition(original.field, condition, register)
                if suited is None:
                    return None
                conditions.append(suited)
            if len(conditions) > _MOST_CONDITIONS:
                return None
        return tuple(conditions)

    def _suit_condition(self, name: str, condition: Condition, register: _Register) -> Condition | None:
        """With the codes of the options; None where the test does not fit the kind of the field."""
        kind = register.kinds[condition.field]
        if condition.test in (ConditionTest.ONE_OF, ConditionTest.NONE_OF):
            codes = register.options.get(name, {})
            if kind not in OPTION_KINDS or any(option not in codes for option in condition.options):
                return None
            return Condition(condition.field, condition.test, options=tuple(codes[o] for o in condition.options))
        is_bound = condition.test in (ConditionTest.AT_LEAST, ConditionTest.AT_MOST)
        return None if is_bound and kind not in ADDED_KINDS else condition

    def _add_limits(
        self, row: int, values: Mapping[str, str], label: str, code: str, item: dict[str, Any], register: _Register
    ) -> None:
        text = values.get("constraint", "")
        if not text:
            return
        limits = parse_limits(text)
        message = get_label(values, "constraint_message") or say("%(label)s: không đúng quy tắc.", label=item["label"])
        for limit in limits or ():
            rule = self._make_rule(limit.sign, limit.field, code, register)
            if register.kinds[code] in ADDED_KINDS and (most := find_largest(limit, get_step(register.kinds[code]))):
                item["most"] = min(most, LARGEST[FieldKind.NUMBER])
            elif limit.number is not None and limit.sign == ">=" and limit.number == 0:
                continue  # numbers of a register are 0 at least
            elif rule is not None:
                register.constraints.append(rule | {"message": message[:_LONGEST_MESSAGE]})
            else:
                limits = None
                break
        if limits is None:
            self._leave_out(row, label, say("quy tắc kiểm tra: %(text)s", text=text[:120]))

    def _make_rule(self, sign: str, other: str, code: str, register: _Register) -> dict[str, Any] | None:
        """A rule of the closed list between this field and another, or a sum that the form calculates."""
        parts = [register.names.get(name, "") for name in self._sums.get(other, ())]
        if parts and all(parts) and {register.kinds[part] for part in (*parts, code)} <= {*ADDED_KINDS}:
            if sign in ("=", ">="):
                return {"rule": "sum_equals" if sign == "=" else "sum_at_most", "fields": parts, "other": code}
            return None
        other_code = register.names.get(other, "")
        kinds = {register.kinds.get(code), register.kinds.get(other_code)}
        if not other_code or (kinds != {FieldKind.DAY} and not kinds <= {*ADDED_KINDS}):
            return None
        if sign == "<=":
            return {"rule": "at_most", "fields": [code], "other": other_code}
        return {"rule": "at_most", "fields": [other_code], "other": code} if sign == ">=" else None

    def _note_calculation(self, row: int, name: str, calculation: str) -> None:
        parts = parse_sum(calculation)
        if parts:
            self._sums[name] = parts
            self._leave_out(row, name, say("phép cộng: không thành ô, chỉ dùng trong quy tắc kiểm tra"))
        else:
            self._leave_out(row, name, say("phép tính: %(text)s", text=calculation[:120]))

    def _finish_register(self, register: _Register, main: _Register) -> None:
        if not register.fields:
            self._leave_out(0, register.name, say("không câu hỏi nào chuyển sang được: không lập sổ"))
            return
        first_day = next((item for item in register.fields if item["kind"] == FieldKind.DAY.value), None)
        day: dict[str, Any] = {"code": DAY, "label": "Ngày ghi", "kind": "day"}
        if first_day is not None and first_day["required"] and not register.parent:
            day["label"] = first_day["label"]
            register.fields.remove(first_day)
            _replace_code(register, first_day["code"])
        fields = [day]
        labels = {str(item["label"]).casefold() for item in register.fields}
        if day["label"].casefold() in labels:
            day["label"] = "Ngày ghi sổ"
        if register.parent:
            fields.append({
                "code": _PARENT, "label": f"Thuộc {main.name}"[:_LONGEST_LABEL], "kind": "line",
                "register": register.parent, "same_unit": True,
            })  # fmt: skip
        fields += register.fields
        if len(fields) < 2:
            self._leave_out(0, register.name, say("không câu hỏi nào chuyển sang được: không lập sổ"))
            return
        self._result.codes.append(register.code)
        self._result.files[f"registers/{register.code}.yaml"] = self._dump_register(register, fields)

    def _dump_register(self, register: _Register, fields: Sequence[Mapping[str, Any]]) -> str:
        questions = [item for item in fields if item["code"] not in (DAY, _PARENT)]
        codes = {item["code"] for item in fields}
        columns = [item["code"] for item in questions if item["kind"] != FieldKind.LONG.value]
        numbers = [item["code"] for item in questions if item["kind"] in ADDED_KINDS]
        described: dict[str, Any] = {
            "code": register.code, "name": register.name, "row": "phiếu" if not register.parent else "dòng",
            "about": f"Lập từ {self._source}."[:300], "fields": list(fields),
            "columns": columns[:_MOST_COLUMNS] or [questions[0]["code"]],
            "filters": [item["code"] for item in questions if item["kind"] == FieldKind.ONE.value][:_MOST_FILTERS],
            "totals": numbers[:_MOST_TOTALS], "unique": [],
            "constraints": [
                rule for rule in register.constraints if {*rule["fields"], rule.get("other", DAY)} <= codes
            ],
            "measures": self._list_measures(register, numbers, questions),
        }  # fmt: skip
        if register.parent:
            described["parent"] = _PARENT
        return dump_yaml(described)

    def _list_measures(
        self, register: _Register, numbers: Sequence[str], questions: Sequence[Mapping[str, Any]]
    ) -> list[dict[str, Any]]:
        """How many entries there are, and the sums of the first numbers."""
        noun = "dòng" if register.parent else "phiếu"
        count = {"code": "so_dong", "name": f"số {noun}: {register.name}"[:120], "operation": "count"}
        sums = [
            {"code": f"tong_{code}"[:40], "name": f"tổng {find_label(questions, code)}"[:120], "operation": "sum",
             "field": code}
            for code in numbers[:_MOST_TOTALS]
        ]  # fmt: skip
        return [count, *sums]

    def _leave_out(self, row: int, question: str, reason: str) -> None:
        self._result.not_carried.append(NotCarried(row, question[:100], reason))


def _replace_code(register: _Register, code: str) -> None:
    """The field that became the day of the entry: rules and conditions name it by its new code."""
    for item in register.fields:
        for name in ("visible_when", "required_when"):
            for condition in item.get(name, ()):
                condition["field"] = DAY if condition["field"] == code else condition["field"]
    for rule in register.constraints:
        rule["fields"] = [DAY if part == code else part for part in rule["fields"]]
        rule["other"] = DAY if rule["other"] == code else rule["other"]
