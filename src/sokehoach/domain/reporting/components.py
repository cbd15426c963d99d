"""Cells of elements whose answer is several numbers: the sides of a percentage, the options of a choice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sokehoach.domain.indicators.element import DataElement, OptionSet, ShareSide, ValueKind, format_key
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.form import Cell, Check, Form, Rule
from sokehoach.domain.values.share import format_share
from sokehoach.domain.values.value import Value


def expand_cell(cell: Cell, element: DataElement, options: OptionSet) -> tuple[Cell, ...]:
    """The cells of an element: «B2» of a percentage becomes B2.1 (numerator) and B2.2 (denominator).

    `options`: SIDES, or the option set of a choice. A cell that names its disaggregation stays as it is.
    """
    if element.kind.is_single_cell or cell.disaggregation:
        return (cell,)
    return tuple(
        replace(
            cell,
            code=f"{cell.code}.{number}",
            disaggregation=format_key({options.code: option.code}),
            label=f"{cell.label or element.name}: {option.name}",
        )
        for number, option in enumerate(options.options, 1)
    )


def build_kind_checks(form: Form, elements: Mapping[str, DataElement]) -> tuple[Check, ...]:
    """The checks that the kinds of the elements require, without those that the form declares itself.

    A numerator is within its denominator, and needs one; of a choice one option is 1.
    """
    declared = {(check.rule, check.cells) for check in form.checks}
    return tuple(check for check in _list_checks(form, elements) if (check.rule, check.cells) not in declared)


def _list_checks(form: Form, elements: Mapping[str, DataElement]) -> Iterator[Check]:
    for code, cells in _group_cells(form, elements).items():
        if elements[code].kind is ValueKind.CHOICE:
            yield Check(Rule.ONE_OF, tuple(cell.code for cell in cells))
        elif elements[code].kind is ValueKind.PERCENTAGE:
            sides = {elements[code].get_side(cell.disaggregation): cell.code for cell in cells}
            if None not in sides and len(sides) == len(ShareSide):
                yield Check(Rule.PART_WITHIN_WHOLE, (sides[ShareSide.PART], sides[ShareSide.WHOLE]))
                yield Check(Rule.REQUIRED_WITH, (sides[ShareSide.PART], sides[ShareSide.WHOLE]))


def _group_cells(form: Form, elements: Mapping[str, DataElement]) -> dict[str, list[Cell]]:
    groups: dict[str, list[Cell]] = {}
    for cell in form.cells:
        if cell.element in elements and not elements[cell.element].kind.is_single_cell:
            groups.setdefault(cell.element, []).append(cell)
    return groups


def find_component_problems(form: Form, elements: Mapping[str, DataElement], options: Mapping[str, int]) -> list[str]:
    """Elements of which the form has some cells, but not all. `options`: how many options a set has, by its code."""
    return [
        say(
            "chỉ tiêu %(code)s (%(kind)s) phải có đủ %(expected)s ô, nay có %(cells_count)s",
            code=elements[code].code,
            kind=elements[code].kind,
            expected=expected,
            cells_count=len(cells),
        )
        for code, cells in _group_cells(form, elements).items()
        for expected in (sum(options.get(name, 0) for name in elements[code].disaggregations),)
        if len(cells) != expected
    ]


def format_cell_share(
    cell: Cell, form: Form, elements: Mapping[str, DataElement], get_value: Callable[[Cell], Value | None]
) -> str:
    """The percentage, for the cell of its denominator: «75 %», or why there is none; «» for any other cell."""
    if elements[cell.element].get_side(cell.disaggregation) is not ShareSide.WHOLE:
        return ""
    for part in form.cells:
        if part.element == cell.element and elements[part.element].get_side(part.disaggregation) is ShareSide.PART:
            return format_share(get_value(part), get_value(cell))
    return ""


def list_sibling_cells(form: Form, code: str) -> tuple[str, ...]:
    """The cells that hold the other options of a choice."""
    return tuple(
        sibling
        for check in form.checks
        if check.rule is Rule.ONE_OF and code in check.cells
        for sibling in check.cells
        if sibling != code
    )
