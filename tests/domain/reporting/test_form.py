import pytest

from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters


def test_it_works() -> None:
    form = Form(
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
