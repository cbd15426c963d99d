"""What changes from one published definition of a programme to the next, and how much it asks of reports.

Definitions are the plain values of their canonical JSON: lists of items with a code, each a dict of fields, where a
field that has its default is absent. A field that no rule names is breaking: a change whose meaning nobody decided is
never taken as harmless.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.messages import say
from sokehoach.domain.programmes.rules import PARTS, PROGRAMME, SECTIONS, ItemRules, Weight, name_cell

__all__ = ["DefinitionChange", "Difference", "Weight", "compare_definitions"]

type Plain = Any
type Item = Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """One change. `section`, `key`, `part`, `field` are its place: «forms», «01-XA», «cells A8», «label».

    `old` and `new` are None where the item or field is absent. `forms` and `elements`: the codes of those whose reports
    and figures it touches.
    """

    weight: Weight
    section: str
    key: str
    part: str = ""
    field: str = ""
    old: Plain = None
    new: Plain = None
    forms: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """«biểu 01-XA, ô A8, label»."""
        part, _space, key = self.part.partition(" ")
        names = (f"{SECTIONS_VI[self.section]} {self.key}", f"{_PARTS_VI.get(part, part)} {key}".strip(), self.field)
        return ", ".join(name for name in names if name)


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, the heaviest first."""

    changes: tuple[DefinitionChange, ...]

    @property
    def weight(self) -> Weight | None:
        """That of the heaviest change; None for equal definitions."""
        return max((change.weight for change in self.changes), default=None)

    def list_by_weight(self, weight: Weight) -> list[DefinitionChange]:
        return [change for change in self.changes if change.weight is weight]


def compare_definitions(old: Item, new: Item) -> Difference:
    """The difference of two definitions; without one before, everything of `new` is added."""
    changes: list[DefinitionChange] = []
    touched = _TouchedIndex(old, new)
    for section in SECTIONS:
        changes += _compare_section(section, old.get(section, ()), new.get(section, ()), touched)
    for weight, name, value, new_value in _compare_fields(PROGRAMME, old, new):
        weight = weight if old else Weight.WIDENING
        changes.append(DefinitionChange(weight, "programme", str(new.get("code", "")), "", name, value, new_value))
    return Difference(tuple(sorted(changes, key=lambda change: -change.weight)))


type Touched = tuple[tuple[str, ...], tuple[str, ...]]  # codes of forms, codes of elements


class _TouchedIndex:
    """Which forms and elements a changed item belongs to, by what both definitions say."""

    def __init__(self, *definitions: Item) -> None:
        self._forms: dict[str, set[str]] = {}  # element → forms
        self._parts: dict[str, set[str]] = {}  # option set → elements
        self._cells: dict[str, set[str]] = {}  # form → elements
        self._measured: dict[str, set[str]] = {}  # indicator → elements
        for definition in definitions:
            for element in definition.get("elements", ()):
                self._forms.setdefault(element["code"], set()).add(element["form"])
                for option_set in element.get("disaggregations", ()):
                    self._parts.setdefault(option_set, set()).add(element["code"])
            for form in definition.get("forms", ()):
                self._cells.setdefault(form["code"], set()).update(cell["element"] for cell in list_cells(form))
            for indicator in definition.get("indicators", ()):
                expressions = [parse_expression(indicator[name]) for name in ("numerator", "denominator")]
                names = {element for expression in expressions for element, _key in expression.names}
                self._measured.setdefault(indicator["code"], set()).update(names)

    def find_by_item(self, section: str, key: str) -> Touched:
        match section:
            case "elements":
                elements = {key}
            case "option_sets":
                elements = self._parts.get(key, set())
            case "target_levels":
                elements = self._measured.get(key, set())
            case "forms":
                return (key,), tuple(sorted(self._cells.get(key, set())))
            case _:
                return (), ()
        forms = {form for element in elements for form in self._forms.get(element, ())}
        return tuple(sorted(forms)), tuple(sorted(elements))

    def find_by_part(self, form: str, part: Item) -> Touched:
        """`part`: a cell, check, section or text box of the form."""
        return ((form,), (part["element"],)) if "element" in part else self.find_by_item("forms", form)


def list_cells(form: Item) -> Iterator[Item]:
    """All cells of a form, in order, each with the code of its section; sums refer to cells by `name_cell`."""
    names = _name_cells(form)
    for section in form["sections"]:
        for cell in section["cells"]:
            sum_of = {"sum_of": [names.get(code, code) for code in cell["sum_of"]]} if "sum_of" in cell else {}
            yield {**cell, "section": section["code"], **sum_of}


def list_checks(form: Item) -> Iterator[Item]:
    """The checks of a form, with cells by `name_cell`."""
    names = _name_cells(form)
    for check in form.get("checks", ()):
        yield {**check, "cells": [names.get(code, code) for code in check["cells"]]}


def _name_cells(form: Item) -> dict[str, str]:
    return {cell["code"]: name_cell(cell) for section in form["sections"] for cell in section["cells"]}


def _compare_section(
    section: str, old: Iterable[Item], new: Iterable[Item], touched: _TouchedIndex
) -> Iterator[DefinitionChange]:
    old_items, new_items = list(old), list(new)
    for weight, key, name, value, new_value in _compare_items(SECTIONS[section], old_items, new_items):
        forms, elements = touched.find_by_item(section, key)
        yield DefinitionChange(weight, section, key, "", name, value, new_value, forms, elements)
    get_key = SECTIONS[section].get_key
    new_by_key = {get_key(item): item for item in new_items}
    for item in old_items:
        key = get_key(item)
        for part_name, rules in PARTS.get(section, {}).items() if key in new_by_key else ():
            pair = [list(list_parts(part_name, version)) for version in (item, new_by_key[key])]
            parts = {rules.get_key(part): part for items in pair for part in items}
            for weight, part_key, name, value, new_value in _compare_items(rules, *pair):
                forms, elements = touched.find_by_item(part_name if section == "indicators" else section, key)
                if section == "forms" and part_key:
                    forms, elements = touched.find_by_part(key, parts[part_key])
                part = f"{part_name} {part_key}".strip()
                yield DefinitionChange(weight, section, key, part, name, value, new_value, forms, elements)


def _compare_items(
    rules: ItemRules, old: Iterable[Item], new: Iterable[Item]
) -> Iterator[tuple[Weight, str, str, Plain, Plain]]:
    """Weight, key of the item, field, value before, value after; key «» for another order of the items."""
    old_items, new_items = ({rules.get_key(item): item for item in items} for items in (old, new))
    order, new_order = [key for key in old_items if key in new_items], [key for key in new_items if key in old_items]
    if order != new_order:
        yield Weight.WORDING, "", "order", order, new_order
    for key in {**old_items, **new_items}:
        if key not in new_items:
            yield rules.weigh_removed(old_items[key]), key, "", old_items[key], None
        elif key not in old_items:
            yield rules.weigh_added(new_items[key]), key, "", None, new_items[key]
        else:
            for weight, *values in _compare_fields(rules, old_items[key], new_items[key]):
                yield weight, key, *values


def list_parts(name: str, item: Item) -> Iterable[Item]:
    """The items of a list inside an item (`rules.PARTS`)."""
    match name:
        case "cells":
            return list_cells(item)
        case "checks":
            return list_checks(item)
    return item.get(name, ())  # type: ignore[no-any-return]


def _compare_fields(rules: ItemRules, old: Item, new: Item) -> Iterator[tuple[Weight, str, Plain, Plain]]:
    for field in {**old, **new}:
        value, new_value = old.get(field), new.get(field)
        if value != new_value and field not in rules.skipped:
            yield rules.weigh_field(field, value, new_value), field, value, new_value


SECTIONS_VI = {
    "programme": say("chương trình"),
    "option_sets": say("danh mục"),
    "elements": say("chỉ tiêu"),
    "indicators": say("chỉ số"),
    "forms": say("biểu"),
    "regimes": say("chế độ báo cáo"),
    "keepings": say("sổ"),
    "register_types": say("cấu trúc sổ"),
    "checklists": say("danh mục kiểm tra"),
    "frames": say("khung phạt"),
    "schemes": say("thang điểm"),
    "reports": say("đề cương"),
    "roles": say("vai trò"),
    "questions": say("câu hỏi"),
    "english": say("bảng tên tiếng Anh"),
}
_PARTS_VI = {
    "sections": say("phần"),
    "cells": say("ô"),
    "checks": say("phép kiểm tra"),
    "narratives": say("ô nhận xét"),
    "options": say("lựa chọn"),
    "fields": say("trường"),
    "constraints": say("quy tắc"),
    "measures": say("phép đếm"),
    "target_levels": say("mức chỉ tiêu"),
}
