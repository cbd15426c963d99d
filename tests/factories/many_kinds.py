"""A half-yearly form with a cell of each kind of value, also owed for the year."""

from dataclasses import replace
from typing import Any

from sokehoach.apps.indicators.services.elements import import_elements, import_indicators, import_option_sets
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.domain.indicators.element import LETTERS, SIDES, DataElement, Nature, Option, OptionSet, ValueKind
from sokehoach.domain.indicators.indicator import build_share
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.components import build_kind_checks, expand_cell
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from tests.factories import frozen
from tests.factories.cast import AT, Cast
from tests.factories.district import element
from tests.factories.programmes import first_programme

KINDS = "06-KIEU"
SOURCES = OptionSet(
    "water", "water", "Nguồn nước", (Option("tap", "nước máy"), Option("well", "giếng"), Option("stream", "suối"))
)
SETS = {SIDES.code: SIDES, SOURCES.code: SOURCES}


def _build_element(code: str, kind: ValueKind, unit: str, **changes: object) -> DataElement:
    return replace(element(code, KINDS), kind=kind, unit=unit, **changes)


TEXT = {"over_time": Operator.NONE, "over_place": Operator.NONE}
STOCK = {"nature": Nature.STOCK, "over_time": Operator.LAST}
ELEMENTS = {
    row.code: row
    for row in (
        _build_element("KI01", ValueKind.DECIMAL, "ha", decimals=2),
        _build_element("KI02", ValueKind.MONEY, "triệu đồng"),
        _build_element("KI03", ValueKind.MONEY, "đồng"),
        _build_element("KI04", ValueKind.PERCENTAGE, "hộ", disaggregations=(SIDES.code,)),
        _build_element("KI05", ValueKind.FLAG, "xã", **STOCK),
        _build_element("KI06", ValueKind.CHOICE, "xã", disaggregations=(SOURCES.code,), **STOCK),
        _build_element("KI07", ValueKind.CHOICES, "xã", disaggregations=(SOURCES.code,), **STOCK),
        _build_element("KI08", ValueKind.DATE, "ngày", over_time=Operator.MIN, over_place=Operator.MAX),
        _build_element("KI09", ValueKind.TEXT, "", **TEXT),
        _build_element("KI10", ValueKind.LONG_TEXT, "", **TEXT),
    )
}


def _describe_text(row: DataElement) -> dict[str, Any]:
    """What the loader adds to the cell of a text."""
    if not row.kind.is_text:
        return {}
    return {"label": row.name, "most": LETTERS[row.kind][0], "is_line": row.kind is ValueKind.TEXT}


def build_form() -> Form:
    """Cells A1 (decimal), A2 and A3 (money), A4.1 and A4.2 (percentage), A5 (flag), A6.1 … A7.3, A8 (date).

    Of texts A9 (one line) and A10 (paragraphs).
    """
    cells = [
        part
        for number, row in enumerate(ELEMENTS.values(), 1)
        for part in expand_cell(
            Cell(f"A{number}", row.uid, **_describe_text(row)),
            row,
            SETS[row.disaggregations[0]] if row.disaggregations else SIDES,
        )
    ]
    form = Form(
        uid=KINDS, code=KINDS, name="Mỗi loại số một ô", period_type="six-month", function="general",
        reporters=Reporters(levels=("commune", "township")), also_for=(PeriodType.YEAR,),
        sections=(FormSection("A", "Kết quả", tuple(cells)),),
    )  # fmt: skip
    return replace(form, checks=build_kind_checks(form, ELEMENTS))


def add_form(cast: Cast) -> None:
    def build() -> None:
        programme = first_programme()
        import_option_sets(programme=programme, option_sets=SETS.values(), by="tests", at=AT)
        import_elements(programme=programme, elements=ELEMENTS.values(), by="tests", at=AT)
        import_indicators(programme=programme, indicators=[build_share(ELEMENTS["KI04"])], by="tests", at=AT)
        service_forms.import_forms(programme=programme, forms=[build_form()], unit=cast.units["099"], by="tests", at=AT)

    frozen.once_after("many kinds", build, cast.persons)
