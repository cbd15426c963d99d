"""Forms and elements agree: a cell counts an element of its form, an element has a cell, the wall holds."""

from collections.abc import Collection, Mapping

from sokehoach.adapters.pack.forms import Placed
from sokehoach.adapters.pack.indicators import Elements
from sokehoach.adapters.pack.pack import UnitRow
from sokehoach.adapters.pack.record import Record
from sokehoach.adapters.pack.units import communes_report
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.reporting.form import Cell, Form


def check_forms(placed: Collection[Placed], elements: Elements) -> None:
    forms = {one.form.code: one.form for one in placed}
    counted = {f"{cell.element}:{cell.disaggregation}".rstrip(":") for one in placed for cell, _ in one.cells}
    for one in placed:
        for cell, record in one.cells:
            if cell.same_as and cell.same_as not in counted:
                record.refuse(f"không có ô nào đếm «{cell.same_as}»", "same_as")
        _check_codes(one)
        _check_sums(one)
        for cell, record in one.cells:
            _check_element(cell, record, one.form, elements, forms)


def check_elements(elements: Elements, placed: Collection[Placed], units: Collection[UnitRow]) -> None:
    forms = {one.form.code: one.form for one in placed}
    held = {(one.form.code, cell.element) for one in placed for cell, _ in one.cells}
    communal = {code for code, form in forms.items() if communes_report(form.reporters, units)}
    for element, record in elements.values():
        if element.form not in forms:
            if element.form:
                record.refuse(f"không có biểu «{element.form}»", "form")
            continue
        if (element.form, element.code) not in held:
            record.refuse(f"biểu {element.form} không có ô nào của chỉ tiêu {element.code}", "form")
        _check_wall(element, forms[element.form], record, communal=element.form in communal)


def _check_wall(element: DataElement, form: Form, record: Record, *, communal: bool) -> None:
    """PRODUCT.md, lines 3 and 4: one function per form; communes report no walled figures, no persons."""
    if element.function.value != form.function:
        reason = f"chỉ tiêu thuộc chức năng {element.function}, biểu {form.code} thuộc {form.function}"
        record.refuse(reason, "function")
    if communal and element.function.walled:
        record.refuse(f"biểu {form.code} của cấp xã không được có số kiểm tra, xử lý, hỗ trợ", "function")
    if communal and element.counts_persons:
        record.refuse(f"biểu {form.code} của cấp xã không được đếm người", "counts_persons")


def _shares(cell: Cell, form: Form, owner: Form | None, element: DataElement) -> bool:
    return (
        owner is not None
        and owner.function == form.function
        and (cell.element, cell.disaggregation) in {(one.element, one.disaggregation) for one in owner.cells}
        and (not element.counts_persons or owner.reporters == form.reporters)
    )


def _check_codes(one: Placed) -> None:
    """A cell is found by its code, a figure by element and disaggregation: each stands once in a form."""
    codes: set[str] = set()
    counted: dict[tuple[str, str], str] = {}
    for cell, record in one.cells:
        if cell.code and cell.code in codes:
            record.refuse(f"trùng mã ô «{cell.code}»", "code")
        codes.add(cell.code)
        name = (cell.element, cell.disaggregation)
        if cell.element and name in counted:
            record.refuse(f"ô {cell.code} trùng chỉ tiêu và phân tổ với ô {counted[name]}", "element")
        counted.setdefault(name, cell.code)


def _check_sums(one: Placed) -> None:
    sums = {cell.code: cell.sum_of for cell, _ in one.cells}
    for cell, record in one.cells:
        for part in cell.sum_of:
            if part not in sums:
                record.refuse(f"ô {cell.code} cộng ô «{part}» không có trong biểu", "sum_of")
        if cell.code in _below(cell.code, sums):
            record.refuse(f"ô {cell.code} tự cộng chính nó", "sum_of")


def _below(code: str, sums: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The cells that go into the sum, directly or through other sums."""
    found: set[str] = set()
    waiting = list(sums[code])
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting.extend(sums.get(part, ()))
    return found


def _check_element(
    cell: Cell, record: Record, form: Form, elements: Elements, forms: Mapping[str, Form]
) -> None:
    """A form prints its own elements; another's only where that form has the same number, on the same side of the
    wall, and, of persons, of the same reporters.
    """
    if not cell.element:
        return
    if cell.element not in elements:
        record.refuse(f"không có chỉ tiêu «{cell.element}»", "element")
        return
    element = elements[cell.element][0]
    if (
        element.form
        and element.form != form.code
        and not _shares(cell, form, forms.get(element.form), element)
    ):
        record.refuse(
            f"chỉ tiêu {element.code} thuộc biểu {element.form}, không thuộc {form.code}", "element"
        )
