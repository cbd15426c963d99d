"""Exports the consolidated figures of a unit for other programs."""

from decimal import Decimal

from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.selectors import sheets
from sokehoach.apps.consolidation.selectors.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.exchange.selectors.forms import list_forms
from sokehoach.domain.indicators.element import parse_key
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type Number = int | float | None


def export_figures(*, unit: str, period: str) -> dict[str, object]:
    """Every form of the unit for a period, as its standing office may see it (domain.disclosure).

    A value is None where nobody gave a number, a part's value where its unit answered with a gap: neither is a zero.
    Withheld figures and parts are left out, since None in their place would mean «not reported». 404 for an unknown
    unit, and for a period of which no form is reported.
    """
    report_forms = list_forms(period)
    area = sheets.get_area(unit, period)
    audience = office_audience(area)
    area_sheets = [sheets.build_sheet(audience, unit=area, form=form.code, period=period) for form in report_forms]
    return {"unit": unit, "period": period, "forms": [_build_form(sheet) for sheet in area_sheets]}


def _build_form(sheet: ConsolidatedSheet) -> dict[str, object]:
    return {
        "form": sheet.form.code,
        "expected": len(sheet.senders),
        "received": len(sheet.received),
        "missing": [sender.key for sender in sheet.missing],
        "figures": [_build_figure(line) for line in sheet.lines if line.figure.withheld is None],
    }


def _build_figure(line: FigureLine) -> dict[str, object]:
    return {
        "element": line.cell.element,
        "disaggregation": parse_key(line.cell.disaggregation),
        "value": to_json_number(line.figure.value),
        "parts": [{"unit": part.unit, "value": to_json_number(part.value)} for part in line.figure.parts],
    }


def to_json_number(value: Value | None) -> Number:
    """A JSON number; None for every gap."""
    if value is None or isinstance(value, Gap):
        return None
    return int(value) if value == value.to_integral_value() else float(Decimal(value))
