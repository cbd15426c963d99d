"""Check that forms and elements agree: cells count their form's elements, elements have cells, the wall is kept."""

from collections.abc import Collection, Mapping

from sokehoach.adapters.programme_files.elements import Elements
from sokehoach.adapters.programme_files.forms import LocatedForm
from sokehoach.adapters.programme_files.record import Record
from sokehoach.adapters.programme_files.units import ProgrammeUnits
from sokehoach.domain.indicators.element import DataElement, ValueKind
from sokehoach.domain.messages import say
from sokehoach.domain.policy.persons import STRICT, PersonsRule
from sokehoach.domain.reporting.form import OTHER_FORM, Cell, Form


def check_forms(located_forms: Collection[LocatedForm], elements: Elements) -> None:
    forms = {located.form.code: located.form for located in located_forms}
    counted_keys = {
        f"{cell.element}:{cell.disaggregation}".rstrip(":") for located in located_forms for cell, _ in located.cells
    }
    for located in located_forms:
        for cell, record in located.cells:
            if cell.same_as and cell.same_as not in counted_keys:
                record.refuse(say("không có ô nào đếm «%(same_as)s»", same_as=cell.same_as), "same_as")
        _check_other_forms(located, forms, elements)
        _check_codes(located)
        _check_sums(located)
        for cell, record in located.cells:
            _check_element(cell, record, located.form, elements, forms)


def _check_other_forms(located: LocatedForm, forms: Mapping[str, Form], elements: Elements) -> None:
    """Check that the cells of other forms that checks compare exist and count the same days, on the same side."""
    for check, record in located.checks:
        for named_cell in check.cells:
            form_code, separator, cell_code = named_cell.partition(OTHER_FORM)
            if separator and (
                problem := _find_other_form_problem(located.form, forms.get(form_code), cell_code, elements)
            ):
                record.refuse(say("ô «%(code)s»: %(problem)s", code=named_cell, problem=problem), "cells")


def _find_other_form_problem(form: Form, other: Form | None, cell_code: str, elements: Elements) -> str:
    if other is None or other.code == form.code:
        return say("không có biểu khác mã ấy")
    cell = next((cell for cell in other.cells if cell.code == cell_code), None)
    if cell is None:
        return say("biểu %(form)s không có ô số ấy", form=other.code)
    if cell.element in elements and elements[cell.element][0].kind is ValueKind.DATE:
        return say("ô ấy là ngày, không so được với số")
    if other.function != form.function:
        return say("hai biểu thuộc hai chức năng khác nhau")
    if other.counting_window != form.counting_window or not set(other.period_types) & set(form.period_types):
        return say("hai biểu không có kỳ chung cùng ngày chốt")
    return ""


def check_elements(
    elements: Elements, located_forms: Collection[LocatedForm], units: ProgrammeUnits, persons: PersonsRule
) -> None:
    """Check each element with its form. `persons`: the programme's rule on counts of persons."""
    forms = {located.form.code: located.form for located in located_forms}
    printed = {(located.form.code, cell.element) for located in located_forms for cell, _ in located.cells}
    for element, record in elements.values():
        if element.form not in forms:
            if element.form:
                record.refuse(say("không có biểu «%(form)s»", form=element.form), "form")
            continue
        if (element.form, element.code) not in printed:
            record.refuse(
                say("biểu %(form)s không có ô nào của chỉ tiêu %(code)s", form=element.form, code=element.code), "form"
            )
        _check_wall(element, forms[element.form], record, units, persons)


def _check_wall(element: DataElement, form: Form, record: Record, units: ProgrammeUnits, persons: PersonsRule) -> None:
    """Check the wall and the limit on counts of persons (limits.md, 3 and 4).

    A form has one function; units that consolidate nothing report no figures of a confidential group, and persons are
    reported only at levels that the programme's rule allows.
    """
    if element.function != form.function:
        reason = say(
            "chỉ tiêu thuộc chức năng %(function)s, biểu %(code)s thuộc %(function2)s",
            function=element.function,
            code=form.code,
            function2=form.function,
        )
        record.refuse(reason, "function")
    places = units.name_places(form.reporters, lambda level: not level.consolidates)
    if element.is_confidential and places:
        reason = say(
            "biểu %(code)s của cấp %(places)s không được có số của nhóm bảo mật «%(function)s»",
            code=form.code,
            places=places,
            function=element.function,
        )
        record.refuse(reason, "function")
    places = units.name_places(form.reporters, lambda level: not persons.allows(level))
    if element.counts_persons and places:
        record.refuse(
            say("biểu %(code)s của cấp %(places)s không được đếm người", code=form.code, places=places),
            "counts_persons",
        )


def list_persons_by_reporter(
    elements: Elements, located_forms: Collection[LocatedForm], units: ProgrammeUnits, persons: PersonsRule
) -> frozenset[str]:
    """Return codes of elements that count persons below the strict default, at the levels of all their reporters."""
    reporters = {
        located.form.code: located.form.reporters
        for located in located_forms
        if units.name_places(located.form.reporters, lambda level: not STRICT.allows(level))
        and not units.name_places(located.form.reporters, lambda level: not persons.allows(level))
    }
    return frozenset(
        element.code for element, _record in elements.values() if element.counts_persons and element.form in reporters
    )


def _is_shared(cell: Cell, form: Form, owner: Form | None, element: DataElement) -> bool:
    return (
        owner is not None
        and owner.function == form.function
        and (cell.element, cell.disaggregation)
        in {(other_cell.element, other_cell.disaggregation) for other_cell in owner.printed_cells}
        and (not element.counts_persons or owner.reporters == form.reporters)
    )


def _check_codes(located: LocatedForm) -> None:
    """Check that cell codes, and pairs of element and disaggregation, are unique in a form."""
    codes: set[str] = set()
    codes_by_name: dict[tuple[str, str], str] = {}
    for cell, record in located.cells:
        if cell.code and cell.code in codes:
            record.refuse(say("trùng mã ô «%(code)s»", code=cell.code), "code")
        codes.add(cell.code)
        name = (cell.element, cell.disaggregation)
        if cell.element and name in codes_by_name:
            record.refuse(
                say(
                    "ô %(code)s trùng chỉ tiêu và phân tổ với ô %(other)s",
                    code=cell.code,
                    other=codes_by_name[name],
                ),
                "element",
            )
        codes_by_name.setdefault(name, cell.code)


def _check_sums(located: LocatedForm) -> None:
    sums = {cell.code: cell.sum_of for cell, _ in located.cells}
    for cell, record in located.cells:
        for part in cell.sum_of:
            if part not in sums:
                record.refuse(
                    say("ô %(code)s cộng ô «%(part)s» không có trong biểu", code=cell.code, part=part), "sum_of"
                )
        if cell.code in _list_summed_cells(cell.code, sums):
            record.refuse(say("ô %(code)s tự cộng chính nó", code=cell.code), "sum_of")


def _list_summed_cells(code: str, sums: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the cells included in the sum, directly or through other sums."""
    parts: set[str] = set()
    waiting = list(sums[code])
    while waiting:
        part = waiting.pop()
        if part not in parts:
            parts.add(part)
            waiting.extend(sums.get(part, ()))
    return parts


def _check_element(cell: Cell, record: Record, form: Form, elements: Elements, forms: Mapping[str, Form]) -> None:
    """Check that a form prints its own elements, or a shared one of another form.

    Another form must print the same element and disaggregation, be on the same side of the wall and, if the element
    counts persons, have the same reporters.
    """
    if not cell.element:
        return
    if cell.element not in elements:
        record.refuse(say("không có chỉ tiêu «%(element)s»", element=cell.element), "element")
        return
    element = elements[cell.element][0]
    if element.form and element.form != form.code and not _is_shared(cell, form, forms.get(element.form), element):
        record.refuse(
            say(
                "chỉ tiêu %(code)s thuộc biểu %(form)s, không thuộc %(other)s",
                code=element.code,
                form=element.form,
                other=form.code,
            ),
            "element",
        )
