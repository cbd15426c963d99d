from datetime import date
from typing import Any

import pytest

from sokehoach.domain.programmes.earlier import DefinedSpan
from sokehoach.domain.reporting.form import Cell, Check, Form, FormSection, Narrative, Reporters, Rule


def test_it_works() -> None:
    form = Form(
        uid="01-XA",
        code="01-XA",
        name="Báo cáo của xã",
        period_type="six-month",
        function="general",
        reporters=Reporters(levels=("commune",)),
        sections=(
            FormSection("A", "Chỉ đạo", (Cell("A1", "meetings"),)),
            FormSection("B", "Truyền thông", (Cell("B1", "sessions"), Cell("B2", "people"))),
        ),
    )
    assert [cell.code for cell in form.cells] == ["A1", "B1", "B2"]
    assert form.cell("B2").element == "people"
    with pytest.raises(LookupError, match="form 01-XA has no cell C1"):
        form.cell("C1")


def test_parts_of_an_element_are_printed_with_their_number() -> None:
    cells = (
        Cell("A1", "TT01"), Cell("A2", "TT02", disaggregation="nam"), Cell("A3", "TT02", disaggregation="nu"),
        Cell("A4", "TT03", disaggregation="nam"),
    )  # fmt: skip
    form = Form(
        uid="01-XA", code="01-XA", name="Báo cáo", period_type="six-month", function="general",
        reporters=Reporters(levels=("commune",)), sections=(FormSection("A", "Chung", cells),),
    )  # fmt: skip
    assert form.printed_codes == {"A1": "TT01", "A2": "TT02.1", "A3": "TT02.2", "A4": "TT03.1"}


def test_the_boxes_of_texts_are_those_of_headings_and_of_cells() -> None:
    cells = (
        Cell("A1", "TT01"), Cell("A2", "TT02", label="Lý do", most=300, is_line=True),
        Cell("A3", "TT03", label="Ý kiến", most=900, element_code="YK1"),
    )  # fmt: skip
    result = Narrative("result", "Kết quả")
    form = Form(
        uid="01-XA", code="01-XA", name="Báo cáo", period_type="six-month", function="general", narratives=(result,),
        reporters=Reporters(levels=("commune",)), sections=(FormSection("A", "Chung", cells),),
    )  # fmt: skip
    assert form.text_boxes == (
        result, Narrative("A2", "Lý do", most=300, is_line=True, element="TT02"),
        Narrative("A3", "Ý kiến", most=900, element="YK1"),
    )  # fmt: skip
    assert [box.heading for box in form.text_boxes] == ["result", "TT02", "YK1"]
    assert ([cell.code for cell in form.cells], len(form.printed_cells)) == (["A1"], 3)
    assert form.sections[0].number_cells == cells[:1]


def make_form(**more: Any) -> Form:
    return Form(
        uid="01-XA", code="01-XA", name="Báo cáo", period_type="six-month", function="general",
        reporters=Reporters(levels=("commune",)), sections=(FormSection("A", "Chung", (Cell("A1", "TT01"),)),), **more,
    )  # fmt: skip


def test_a_form_is_withdrawn_where_no_version_was_ever_in_force() -> None:
    day, later = date(2021, 1, 1), date(2021, 7, 1)
    assert not make_form().is_withdrawn
    assert make_form(spans=(DefinedSpan(day, day),)).is_withdrawn
    assert not make_form(spans=(DefinedSpan(day, day), DefinedSpan(day, later))).is_withdrawn
    assert not make_form(spans=(DefinedSpan(day, None),)).is_withdrawn


def test_cells_of_other_forms_are_those_that_its_checks_name() -> None:
    form = make_form(
        checks=(
            Check(Rule.PART_WITHIN_WHOLE, ("A1", "02/B1")),
            Check(Rule.REQUIRED_WITH, ("02/B1", "A1")),
            Check(Rule.PART_WITHIN_WHOLE, ("A1", "03/C1")),
        )
    )
    assert form.cells_of_other_forms == ("02/B1", "03/C1")
