"""Elements whose answer is several numbers, in the cells of a form."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sokehoach.domain.indicators.element import SIDES, DataElement, Nature, Option, OptionSet, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.reporting.components import (
    build_kind_checks,
    expand_cell,
    find_component_problems,
    format_cell_share,
    list_sibling_cells,
)
from sokehoach.domain.reporting.form import Cell, Check, Form, FormSection, Reporters, Rule

SHARE = DataElement(
    "E1", "TL1", "Tỷ lệ xã", "xã", ValueKind.PERCENTAGE, Nature.STOCK, Operator.LAST, Operator.SUM, "general", "01", ""
)
COUNT = replace(SHARE, uid="E2", code="CD1", name="Cuộc họp", kind=ValueKind.COUNT)
CHOICE = replace(SHARE, uid="E3", code="LC1", name="Cách làm", kind=ValueKind.CHOICE, disaggregations=("way",))
CHOICES = replace(CHOICE, uid="E4", kind=ValueKind.CHOICES)
WAYS = OptionSet("way", "way", "Cách", (Option("talk", "nói chuyện"), Option("play", "diễn kịch")))
ELEMENTS = {element.uid: element for element in (SHARE, COUNT, CHOICE, CHOICES)}


def build_form(*cells: Cell, checks: tuple[Check, ...] = ()) -> Form:
    sections = (FormSection("A", "Chung", cells),)
    return Form("01", "01-XA", "Biểu", "year", "general", Reporters(levels=("commune",)), sections, checks=checks)


def expand(element: DataElement, options: OptionSet, code: str) -> tuple[Cell, ...]:
    return expand_cell(Cell(code, element.uid), element, options)


def test_a_percentage_becomes_its_two_numbers() -> None:
    assert [(cell.code, cell.element, cell.disaggregation, cell.label) for cell in expand(SHARE, SIDES, "B2")] == [
        ("B2.1", "E1", "side=part", "Tỷ lệ xã: tử số"), ("B2.2", "E1", "side=whole", "Tỷ lệ xã: mẫu số"),
    ]  # fmt: skip


def test_a_choice_becomes_its_options_by_the_label_of_the_cell() -> None:
    cells = expand_cell(Cell("B3", "E3", label="Hình thức"), CHOICE, WAYS)
    assert [(cell.code, cell.disaggregation, cell.label) for cell in cells] == [
        ("B3.1", "way=talk", "Hình thức: nói chuyện"), ("B3.2", "way=play", "Hình thức: diễn kịch"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "element"), [(Cell("B1", "E2"), COUNT), (Cell("B2", "E1", disaggregation="side=part"), SHARE)]
)
def test_one_number_stays_one_cell(cell: Cell, element: DataElement) -> None:
    assert expand_cell(cell, element, SIDES) == (cell,)


def test_a_form_checks_what_the_kinds_require() -> None:
    form = build_form(
        *expand(SHARE, SIDES, "A"), Cell("B", "E2"), *expand(CHOICE, WAYS, "C"), *expand(CHOICES, WAYS, "D")
    )
    part_within = Check(Rule.PART_WITHIN_WHOLE, ("A.1", "A.2"))
    required, one_of = Check(Rule.REQUIRED_WITH, ("A.1", "A.2")), Check(Rule.ONE_OF, ("C.1", "C.2"))
    assert build_kind_checks(form, ELEMENTS) == (part_within, required, one_of)
    declared = replace(part_within, hard=False)
    assert build_kind_checks(replace(form, checks=(declared,)), ELEMENTS) == (required, one_of)
    assert build_kind_checks(form, {"E2": COUNT}) == ()


def test_half_a_percentage_is_not_checked_but_is_a_problem() -> None:
    part, whole = expand(SHARE, SIDES, "A")
    assert build_kind_checks(build_form(part), ELEMENTS) == ()
    assert build_kind_checks(build_form(part, Cell("A", "E1")), ELEMENTS) == ()
    options = {"way": 2, "side": 2}
    elements = ELEMENTS | {"E1": replace(SHARE, disaggregations=("side",))}
    [problem] = find_component_problems(build_form(part, Cell("B", "E2")), elements, options)
    assert problem == "chỉ tiêu TL1 (percentage) phải có đủ 2 ô, nay có 1"
    assert find_component_problems(build_form(whole, part, *expand(CHOICE, WAYS, "C")), elements, options) == []


def test_the_share_stands_at_its_denominator() -> None:
    part, whole = expand(SHARE, SIDES, "A")
    form = build_form(Cell("B", "E2"), part, whole)
    values = {"A.1": Decimal(3), "A.2": Decimal(4), "B": Decimal(9)}

    def format_at(cell: Cell, form: Form = form) -> str:
        return format_cell_share(cell, form, ELEMENTS, lambda asked: values[asked.code])

    assert [format_at(cell) for cell in form.cells] == ["", "", "75 %"]
    assert format_at(whole, build_form(whole)) == ""


def test_the_other_options_of_a_choice() -> None:
    cells = (*expand(CHOICE, WAYS, "C"), Cell("B", "E2"))
    checks = (Check(Rule.ONE_OF, ("C.1", "C.2")), Check(Rule.PART_WITHIN_WHOLE, ("C.1", "B")))
    form = build_form(*cells, checks=checks)
    assert [list_sibling_cells(form, cell.code) for cell in cells] == [("C.2",), ("C.1",), ()]
